from odoo import fields, models


class CollectionHandoverLine(models.Model):
    """A slip or a voucher in a hand-over; the signed ones are its chain (R4.25)."""

    _name = "collection.handover.line"
    _description = "Hand-over Line"
    _order = "handover_id, id"

    handover_id = fields.Many2one(
        "collection.handover", required=True, index=True, ondelete="cascade"
    )
    slip_id = fields.Many2one(
        "collection.slip", index="btree_not_null", ondelete="restrict"
    )
    voucher_id = fields.Many2one(
        "collection.voucher", index="btree_not_null", ondelete="restrict"
    )

    _slip_or_voucher = models.Constraint(
        "CHECK((slip_id IS NULL) <> (voucher_id IS NULL))",
        "A line hands over either a slip or a voucher.",
    )

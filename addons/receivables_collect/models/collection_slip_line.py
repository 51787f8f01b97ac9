from odoo import fields, models


class CollectionSlipLine(models.Model):
    """A receivable on a collection slip (R4.23): one journal item.

    `is_open` lines are unique per journal item; a line of a settled, returned or void
    slip frees its item. Document, date and due date are copies, for drafted
    invoices may be deleted.
    """

    _name = "collection.slip.line"
    _description = "Collection Slip Line"
    _log_access = False
    _order = "date_maturity, id"

    slip_id = fields.Many2one(
        "collection.slip", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="slip_id.currency_id")
    move_line_id = fields.Many2one(
        "account.move.line", readonly=True, ondelete="set null"
    )
    document = fields.Char(readonly=True)
    date_invoice = fields.Date(string="Document Date", readonly=True)
    date_maturity = fields.Date(string="Due", readonly=True)
    amount_due = fields.Monetary(readonly=True)
    amount_residual = fields.Monetary(string="Still Open", readonly=True)
    is_open = fields.Boolean(default=True, readonly=True)

    _one_open = models.UniqueIndex(
        "(move_line_id) WHERE is_open IS TRUE",
        "A receivable is on one open slip at most.",
    )

from odoo import api, fields, models


class CollectionHandoverLine(models.Model):
    """A slip or a voucher in a hand-over; the signed ones are its chain (R4.25).

    `is_open` lines wait for a signature: one per slip and voucher at most.
    """

    _name = "collection.handover.line"
    _description = "Hand-over Line"
    _inherit = ["sales.line.mixin"]
    _order = "handover_id, id"

    _line_parent = "handover_id"
    _protected_fields = frozenset({"is_open", "is_signed"})

    handover_id = fields.Many2one(
        "collection.handover",
        string="Hand-over",
        required=True,
        index=True,
        ondelete="cascade",
    )
    slip_id = fields.Many2one(
        "collection.slip", index="btree_not_null", ondelete="restrict"
    )
    voucher_id = fields.Many2one(
        "collection.voucher", index="btree_not_null", ondelete="restrict"
    )
    is_open = fields.Boolean(string="Waiting for Signature", readonly=True, copy=False)
    is_signed = fields.Boolean(string="Signed for", readonly=True, copy=False)
    company_id = fields.Many2one(related="handover_id.company_id")
    kind = fields.Selection(related="handover_id.kind")
    state = fields.Selection(related="handover_id.state")
    team_id = fields.Many2one(related="handover_id.team_id")
    giver_id = fields.Many2one(related="handover_id.giver_id")
    absent_id = fields.Many2one(related="handover_id.absent_id")
    receiver_id = fields.Many2one(related="handover_id.receiver_id")
    issued_at = fields.Datetime(related="handover_id.issued_at")
    signed_at = fields.Datetime(related="handover_id.signed_at")
    partner_id = fields.Many2one(related="slip_id.partner_id")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount_residual = fields.Monetary(related="slip_id.amount_residual")
    book_id = fields.Many2one(related="voucher_id.book_id")

    _slip_or_voucher = models.Constraint(
        "CHECK((slip_id IS NULL) <> (voucher_id IS NULL))",
        "A line hands over either a slip or a voucher.",
    )
    _slip_once = models.UniqueIndex(
        "(handover_id, slip_id) WHERE slip_id IS NOT NULL",
        "This slip is on the hand-over already.",
    )
    _voucher_once = models.UniqueIndex(
        "(handover_id, voucher_id) WHERE voucher_id IS NOT NULL",
        "This voucher is on the hand-over already.",
    )
    _one_open_slip = models.UniqueIndex(
        "(slip_id) WHERE is_open IS TRUE AND slip_id IS NOT NULL",
        "A slip waits for a signature on one hand-over at most.",
    )
    _one_open_voucher = models.UniqueIndex(
        "(voucher_id) WHERE is_open IS TRUE AND voucher_id IS NOT NULL",
        "A voucher waits for a signature on one hand-over at most.",
    )

    @api.depends("slip_id.currency_id", "handover_id.company_id")
    def _compute_currency_id(self):
        for line in self:
            # sudo: a currency; vouchers have none and take the company's
            line_sudo = line.sudo()
            line.currency_id = (
                line_sudo.slip_id.currency_id
                or line_sudo.handover_id.company_id.currency_id
            )

    @api.depends("slip_id", "voucher_id")
    def _compute_display_name(self):
        for line in self:
            # sudo: a number
            item = line.sudo().slip_id or line.sudo().voucher_id  # as above
            line.display_name = item.display_name

    @api.model_create_multi
    def create(self, vals_list):
        """Add lines to draft hand-overs only."""
        self._check_given_parents(vals_list)
        return super().create(vals_list)

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin'
        parents._check_draft()

from odoo import fields, models


class PropertyFeePayout(models.TransientModel):
    """Dialog in which finance pays fees on with one list (R2.10)."""

    _name = "property.fee.payout"
    _description = "Fees Paid on"

    fee_ids = fields.Many2many(
        "property.fee",
        string="Fees",
        default=lambda self: self.env.context.get("active_ids"),
    )
    currency_id = fields.Many2one(related="fee_ids.currency_id")
    amount = fields.Monetary(string="Total", compute="_compute_amount")
    date = fields.Date(
        string="Day of the Bank",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    reference = fields.Char(required=True, help="Of the list, or of the bank's order.")

    def _compute_amount(self):
        for payout in self:
            payout.amount = sum(payout.fee_ids.mapped("amount"))

    def action_apply(self):
        """Pay them on; the fees check who may, and when."""
        self.ensure_one()
        self.fee_ids.action_pay_on(self.date, self.reference)
        return {"type": "ir.actions.act_window_close"}

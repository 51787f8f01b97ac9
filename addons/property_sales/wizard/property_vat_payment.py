from odoo import fields, models


class PropertyVatPayment(models.TransientModel):
    """Dialog in which finance books the payment of a month's prepaid tax (R2.8)."""

    _name = "property.vat.payment"
    _description = "Payment of Prepaid VAT"

    prepayment_id = fields.Many2one(
        "property.vat.prepayment",
        string="Worksheet",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    company_id = fields.Many2one(related="prepayment_id.company_id")
    currency_id = fields.Many2one(related="prepayment_id.currency_id")
    amount = fields.Monetary(related="prepayment_id.tax_due")
    date = fields.Date(
        string="Day of the Bank",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Bank",
        required=True,
        domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
    )
    reference = fields.Char(string="Tax Payment Number", required=True)

    def action_apply(self):
        """Book it; the worksheet checks who may, and when."""
        self.ensure_one()
        self.prepayment_id.action_pay(self.date, self.journal_id.id, self.reference)
        return {"type": "ir.actions.act_window_close"}

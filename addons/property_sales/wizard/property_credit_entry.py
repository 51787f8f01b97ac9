from odoo import fields, models


class PropertyCreditEntry(models.TransientModel):
    """Dialog in which finance books what the bank received for a contract (R2.10)."""

    _name = "property.credit.entry"
    _description = "Money that the Bank Received"

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    amount_open = fields.Monetary(related="contract_id.amount_open", string="Owed Now")
    amount = fields.Monetary(required=True)
    date = fields.Date(
        string="Day of the Bank",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    reference = fields.Char(required=True, help="On the advice of the bank.")
    payer = fields.Char(help="Where it was not the buyer: a bank, the parents.")
    instalment_ids = fields.Many2many(
        "property.instalment",
        string="For These Instalments",
        domain="[('contract_id', '=', contract_id),"
        " ('state', 'in', ('planned', 'claimed'))]",
        help="Empty: what is owed, the oldest first.",
    )

    def action_apply(self):
        """Book it; the contract checks who may, and what."""
        self.ensure_one()
        self.contract_id.action_book_bank_credit(
            {
                "amount": self.amount,
                "date": self.date,
                "reference": self.reference,
                "payer": self.payer,
                "instalment_ids": self.instalment_ids.ids,
            }
        )
        return {"type": "ir.actions.act_window_close"}

from odoo import fields, models
from odoo.exceptions import UserError


class PropertyContract(models.Model):
    """The loans of a contract (R2.11)."""

    _inherit = "property.contract"

    mortgage_ids = fields.One2many("property.mortgage", "contract_id", string="Loans")

    def _book_payout(self, payload):
        # EXTENDS 'property_sales'
        loan = self.mortgage_ids.filtered(lambda row: row.id == payload["mortgage_id"])
        if not loan:
            raise UserError(
                self.env._("%s: name a loan of this contract.", self.display_name)
            )
        return loan.action_pay_out(
            payload["date"], payload["amount"], payload["reference"]
        )

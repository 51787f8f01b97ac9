from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyBankCredit(models.Model):
    """A payout is a bank credit of its loan (R2.10)."""

    _inherit = "property.bank.credit"

    _protected_fields = frozenset({"mortgage_id"})

    mortgage_id = fields.Many2one(
        "property.mortgage",
        string="Loan",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _book_named(self, contract, payload):
        # EXTENDS 'property_sales': the payout of a loan
        if not payload["mortgage_id"]:
            return super()._book_named(contract, payload)
        loan = contract.mortgage_ids.filtered(
            lambda row: row.id == payload["mortgage_id"]
        )
        if not loan:
            raise UserError(
                self.env._("%s: name a loan of this contract.", contract.display_name)
            )
        return loan.action_pay_out(
            payload["date"], payload["amount"], payload["reference"]
        )

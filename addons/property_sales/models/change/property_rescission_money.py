from odoo import api, models


class PropertyRescissionMoney(models.AbstractModel):
    """Money that an amendment moved is refunded by the contract that has it (R2.10)."""

    _inherit = "property.rescission.money"

    @api.model
    def _get_payments(self, contract):
        # EXTENDS 'property_sales': on the day on which it was moved
        payments = super()._get_payments(contract)
        # sudo: the salesperson reads one's own contracts only
        amendments_sudo = self.env["property.amendment"].sudo()
        for name, sign in (("contract_id", -1), ("to_contract_id", 1)):
            moved = amendments_sudo.search(
                [
                    ("kind", "=", "money"),
                    ("state", "=", "applied"),
                    (name, "=", contract.id),
                ]
            )
            payments += [(row.applied_on, sign * row.amount, False) for row in moved]
        return payments

from odoo import api, models


class PropertyContractMoney(models.AbstractModel):
    """Money from before a take-over is paid (R2.8): it is in the opening entry, and
    in no day of the sales ledger.
    """

    _inherit = "property.contract.money"

    @api.model
    def _get_received(self, contracts, states):
        # EXTENDS 'property_sales'
        sums = super()._get_received(contracts, states)
        for contract_sudo in contracts.sudo():  # what was imported, for all readers
            if paid := contract_sudo.takeover_line_id.amount_paid:
                key = contract_sudo._origin.id
                sums[key] = sums.get(key, 0.0) + paid
        return sums

from odoo import api, models


class PropertyContractMoney(models.AbstractModel):
    """Money that an amendment moved to another contract was paid there (R2.10)."""

    _inherit = "property.contract.money"

    @api.model
    def _get_received(self, contracts, states):
        # EXTENDS 'property_sales'
        sums = super()._get_received(contracts, states)
        # as the caller: whose contracts are read
        amendments = contracts.env["property.amendment"]
        for name, sign in (("contract_id", -1), ("to_contract_id", 1)):
            groups = amendments._read_group(
                [
                    ("kind", "=", "money"),
                    ("state", "=", "applied"),
                    (name, "in", contracts.ids),
                ],
                [name],
                ["amount:sum"],
            )
            for contract, amount in groups:
                sums[contract.id] = sums.get(contract.id, 0.0) + sign * amount
        return sums

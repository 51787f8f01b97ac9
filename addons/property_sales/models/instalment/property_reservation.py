from odoo import models

from ..contract.property_contract import SIGNED


class PropertyReservation(models.Model):
    """The money of a reservation that became a contract is the contract's (R2.10)."""

    _inherit = "property.reservation"

    def _get_signed_contracts(self):
        """Return the signed contracts that these reservations became, in sudo."""
        contracts_sudo = self.sudo().contract_ids  # of whoever leads the sale
        return contracts_sudo.filtered(lambda contract: contract.state in SIGNED)

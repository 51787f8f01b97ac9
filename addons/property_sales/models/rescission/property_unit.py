from odoo import api, models

from ..contract.property_unit import Filing


class PropertyUnit(models.Model):
    """Homes of rescinded contracts: not on sale while their filing stands (R2.7)."""

    _inherit = "property.unit"

    @api.model
    def _get_filings(self):
        # EXTENDS 'property_sales': of ended contracts, until it is cancelled
        ended = Filing(
            "property.contract",
            "unit_id",
            [
                ("state", "=", "rescinded"),
                ("filing_number", "!=", False),
                ("unfiled_on", "=", False),
            ],
            self._get_filed_end_reason,
        )
        return [*super()._get_filings(), ended]

    @api.model
    def _get_filed_end_reason(self, contract):
        """Return that the filing of an ended contract keeps its home off sale."""
        return self.env._(
            "%(home)s: the filing %(number)s of %(contract)s stands at the bureau:"
            " cancel the filing first.",
            home=contract.unit_id.display_name,
            number=contract.filing_number,
            contract=contract.display_name,
        )

from odoo import api, models

from ..contract.property_unit import Filing


class PropertyUnit(models.Model):
    """Homes whose buyer has another one: not on sale while they are filed (R2.7)."""

    _inherit = "property.unit"

    @api.model
    def _get_filings(self):
        # EXTENDS 'property_sales': of swaps of homes, until it is changed
        swapped = Filing(
            "property.amendment",
            "old_unit_id",
            [
                ("state", "=", "applied"),
                ("is_filing_due", "=", True),
                ("filing_changed_on", "=", False),
            ],
            self._get_filed_swap_reason,
        )
        return [*super()._get_filings(), swapped]

    @api.model
    def _get_filed_swap_reason(self, swap):
        """Return that the filing before a swap keeps the former home off sale."""
        return self.env._(
            "%(home)s: the filing of %(contract)s at the bureau still names this"
            " home: have the filing changed first.",
            home=swap.old_unit_id.display_name,
            contract=swap.contract_id.display_name,
        )

from odoo import api, models
from odoo.tools import SQL


class PropertyUnit(models.Model):
    """Homes of which the buyer has the title (R2.7)."""

    _inherit = "property.unit"

    # what the state is computed from
    @api.depends("contract_ids.title_date")
    def _compute_state(self):
        # EXTENDS 'property_sales'
        return super()._compute_state()

    @api.model
    def _get_state_cases(self):
        # EXTENDS 'property_sales': the last state comes first
        return [("titled", self._query_is_titled()), *super()._get_state_cases()]

    @api.model
    def _query_is_titled(self):
        """Return the SQL of whether the title of a home is registered."""
        return SQL(
            """
            EXISTS (SELECT
                      FROM property_contract contract
                     WHERE contract.unit_id = unit.id
                       AND contract.state = 'handed_over'
                       AND contract.title_date IS NOT NULL)
            """
        )

    @api.model
    def _flush_state(self):
        # EXTENDS 'property_sales'
        res = super()._flush_state()
        self.env["property.contract"].flush_model(["title_date"])
        return res

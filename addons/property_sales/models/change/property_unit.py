from odoo import api, models
from odoo.tools import SQL


class PropertyUnit(models.Model):
    """Homes whose buyer has another one: not on sale while they are filed (R2.7)."""

    _inherit = "property.unit"

    def _find_filed_swaps(self):
        """Return the swaps from these homes whose filing is not changed, in sudo."""
        # sudo: contracts of everybody
        amendments_sudo = self.env["property.amendment"].sudo()
        return amendments_sudo.search(
            [
                ("old_unit_id", "in", self.ids),
                ("state", "=", "applied"),
                ("is_filing_due", "=", True),
                ("filing_changed_on", "=", False),
            ]
        )

    def _get_taken_reasons(self, but=None):
        # EXTENDS 'property_sales'
        reasons = super()._get_taken_reasons(but)
        for swap_sudo in self._find_filed_swaps():
            unit = swap_sudo.old_unit_id
            reasons[unit.id] = self.env._(
                "%(home)s: the filing of %(contract)s at the bureau still names this"
                " home: have the filing changed first.",
                home=unit.display_name,
                contract=swap_sudo.contract_id.display_name,
            )
        return reasons

    def _get_cannot_sell_reasons(self):
        # EXTENDS 'property_sales'
        reasons = super()._get_cannot_sell_reasons()
        if swaps := self._find_filed_swaps():
            unit = swaps.old_unit_id[:1]
            reasons.append(unit._get_taken_reasons()[unit.id])
        return reasons

    @api.model
    def _query_has_contract(self, states):
        # EXTENDS 'property_sales': under contract until the filing is changed
        found = super()._query_has_contract(states)
        if "filed" not in states:
            return found
        return SQL(
            """
            (%s
             OR EXISTS (SELECT
                          FROM property_amendment swap
                         WHERE swap.old_unit_id = unit.id
                           AND swap.state = 'applied'
                           AND swap.is_filing_due
                           AND swap.filing_changed_on IS NULL))
            """,
            found,
        )

    @api.model
    def _flush_state(self):
        # EXTENDS 'property_sales'
        res = super()._flush_state()
        self.env["property.amendment"].flush_model(
            ["old_unit_id", "state", "is_filing_due", "filing_changed_on"]
        )
        return res

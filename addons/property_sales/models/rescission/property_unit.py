from odoo import api, models
from odoo.tools import SQL


class PropertyUnit(models.Model):
    """Homes of rescinded contracts: not on sale while their filing stands (R2.7)."""

    _inherit = "property.unit"

    def _find_filed_ends(self):
        """Return the ended contracts of these homes whose filing stands, in sudo."""
        # sudo: contracts of everybody
        contracts_sudo = self.env["property.contract"].sudo()
        return contracts_sudo.search(
            [
                ("unit_id", "in", self.ids),
                ("state", "=", "rescinded"),
                ("filing_number", "!=", False),
                ("unfiled_on", "=", False),
            ]
        )

    def _get_taken_reasons(self, but=None):
        # EXTENDS 'property_sales': the bureau takes no second filing
        reasons = super()._get_taken_reasons(but)
        for contract_sudo in self._find_filed_ends():
            unit = contract_sudo.unit_id
            reasons[unit.id] = self.env._(
                "%(home)s: the filing %(number)s of %(contract)s stands at the bureau:"
                " cancel the filing first.",
                home=unit.display_name,
                number=contract_sudo.filing_number,
                contract=contract_sudo.display_name,
            )
        return reasons

    def _get_cannot_sell_reasons(self):
        # EXTENDS 'property_sales'
        reasons = super()._get_cannot_sell_reasons()
        if ends := self._find_filed_ends():
            reasons.append(ends.unit_id._get_taken_reasons()[ends.unit_id[:1].id])
        return reasons

    @api.model
    def _query_has_contract(self, states):
        # EXTENDS 'property_sales': under contract until the filing is cancelled
        found = super()._query_has_contract(states)
        if "filed" not in states:
            return found
        return SQL(
            """
            (%s
             OR EXISTS (SELECT
                          FROM property_contract ended
                         WHERE ended.unit_id = unit.id
                           AND ended.state = 'rescinded'
                           AND ended.filing_number IS NOT NULL
                           AND ended.unfiled_on IS NULL))
            """,
            found,
        )

    @api.model
    def _flush_state(self):
        # EXTENDS 'property_sales'
        res = super()._flush_state()
        self.env["property.contract"].flush_model(["unfiled_on", "filing_number"])
        return res

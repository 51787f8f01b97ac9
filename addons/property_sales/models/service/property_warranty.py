from odoo import api, models


class PropertyWarranty(models.Model):
    """Warranties that end, and what is repaired under them (R2.7)."""

    _inherit = "property.warranty"

    @api.depends("unit_id")
    def _compute_display_name(self):
        # EXTENDS 'property_sales': among requests and deadlines it needs its home
        res = super()._compute_display_name()
        for row in self:
            home = row.unit_id.display_name
            row.display_name = " · ".join(filter(None, [row.display_name, home]))
        return res

    def _find_part(self, part):
        """Return the warranty of a part among these of one contract, or nothing."""
        return self.filtered(lambda row: row.part == part)[:1]

    def _covers(self, date):
        """Return whether one warranty covers what was reported on a day.

        The first and the last day are covered; without a warranty nothing is.
        """
        return bool(self) and self.date_from <= date <= self.date_to

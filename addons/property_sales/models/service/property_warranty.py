from odoo import models


class PropertyWarranty(models.Model):
    """Warranties under which owners have their homes repaired (R2.7)."""

    _inherit = "property.warranty"

    def _find_part(self, part):
        """Return the warranty of a part among these of one contract, or nothing."""
        return self.filtered(lambda row: row.part == part)[:1]

    def _covers(self, date):
        """Return whether one warranty covers what was reported on a day.

        The first and the last day are covered; without a warranty nothing is.
        """
        return bool(self) and self.date_from <= date <= self.date_to

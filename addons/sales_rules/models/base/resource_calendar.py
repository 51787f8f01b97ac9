from odoo import models


class ResourceCalendar(models.Model):
    """Working hours, whose time zone is that of their company's day."""

    _inherit = "resource.calendar"

    def write(self, vals):
        # EXTENDS 'resource': the zone is cached
        res = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return res

from odoo import models


class ResourceCalendar(models.Model):
    """Working hours, whose time zone is that of the days of their companies."""

    _inherit = "resource.calendar"

    def write(self, vals):
        # EXTENDS 'resource'
        res = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()  # `res.company._get_zone`
        return res

from odoo import models


class PropertyDevelopment(models.Model):
    """A development opens when every permitted home has its price (R2.4)."""

    _inherit = "property.development"

    def action_open(self):
        # EXTENDS 'project': with the prices of today
        self._check_director()
        self.check_access("read")
        self.env["property.price.list"]._activate_due(self)
        return super().action_open()

    def _get_cannot_open_reasons(self):
        # EXTENDS 'project'
        reasons = super()._get_cannot_open_reasons()
        # sudo: of the development that the caller reads
        permits = self.sudo().permit_ids.filtered(lambda permit: permit._is_running())
        unpriced = permits._get_unpriced_units()
        if unpriced:
            reasons.append(
                self.env._(
                    "%(count)s permitted homes have no active price, as %(homes)s; have"
                    " them put on a price list and approved.",
                    count=len(unpriced),
                    homes=", ".join(unpriced[:3].mapped("display_name")),
                )
            )
        return reasons

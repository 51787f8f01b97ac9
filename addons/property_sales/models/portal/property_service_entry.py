from odoo import api, models


class PropertyServiceEntry(models.AbstractModel):
    """Owners enter requests for their own homes, in the portal (R2.7, F36)."""

    _inherit = "property.service.entry"

    @api.model
    def _check_may_enter(self, contract):
        # EXTENDS 'property_sales': also in superuser mode, by which pages come here
        if self.env.user._is_portal():
            return self.env["property.portal"]._check_owner(contract)
        return super()._check_may_enter(contract)

from odoo import models


class PropertyServiceRights(models.AbstractModel):
    """Owners confirm, and object, for themselves (R2.7).

    Pages of the portal come in superuser mode: who is at the other end is asked all the
    same.
    """

    _inherit = "property.service.rights"

    def _is_leader(self):
        # EXTENDS 'property_sales': a customer leads nobody
        return not self.env.user._is_portal() and super()._is_leader()

    def _is_server(self):
        # EXTENDS 'property_sales'
        if not self.env.user._is_portal():
            return super()._is_server()
        contract_sudo = self.sudo().contract_id  # compared with the user's own
        return bool(self.env["property.portal"]._get(contract_sudo.id))

from odoo import models


class PropertyContract(models.Model):
    """Requests of owners go with the contract to another salesperson (R2.7)."""

    _inherit = "property.contract"

    def _give_to(self, user):
        # EXTENDS 'property.transfer.mixin': and who answers owners from now on
        res = super()._give_to(user)
        requests = self.env["property.service.request"].sudo()  # of everybody
        requests = requests.search([("contract_id", "in", self.ids)])
        self.env["property.deadline"]._follow(requests)
        self.env["property.deadline"]._follow(self.sudo().warranty_ids)  # as above
        return res

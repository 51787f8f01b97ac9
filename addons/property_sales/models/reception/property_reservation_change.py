from odoo import api, models


class PropertyReservationChange(models.Model):
    """Another customer in the place of one: whose that one is (R2.6, R2.12)."""

    _inherit = "property.reservation.change"

    @api.model
    def _check_partner(self, reservation, partner):
        # EXTENDS 'property_sales': nor does another one's customer take the place
        res = super()._check_partner(reservation, partner)
        company, user = reservation.company_id, reservation.user_id
        self.env["property.reservation"]._check_served(partner, company, user)
        return res

    def _apply_partner(self):
        # EXTENDS 'property_sales'
        res = super()._apply_partner()
        self.reservation_id._take_customer()
        return res

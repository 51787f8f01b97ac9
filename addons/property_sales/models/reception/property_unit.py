from odoo import models


class PropertyUnit(models.Model):
    """Homes are kept for one's own customers (R2.6)."""

    _inherit = "property.unit"

    def _reserve(self, partner_id, money_kind, amount, is_waiting):
        # EXTENDS 'property_sales': whose a customer is comes before what one may read
        partner = self.env["res.partner"].browse(partner_id)
        company = self.sudo().company_id  # sudo: the company of the home
        self.env["property.reservation"]._check_served(partner, company, self.env.user)
        return super()._reserve(partner_id, money_kind, amount, is_waiting)

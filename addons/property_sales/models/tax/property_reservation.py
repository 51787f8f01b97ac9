from odoo import models


class PropertyReservation(models.Model):
    """Tax that was prepaid on a reservation is that of its contract (R2.8)."""

    _inherit = "property.reservation"

    def _note_contract(self, contract):
        # EXTENDS 'property_sales'
        res = super()._note_contract(contract)
        self.env["property.vat.books"]._follow_reservation(contract)
        return res

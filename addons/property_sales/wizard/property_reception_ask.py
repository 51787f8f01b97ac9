from odoo import fields, models


class PropertyReceptionAsk(models.TransientModel):
    """Dialog that notes a contact with a customer (R2.6)."""

    _name = "property.reception.ask"
    _description = "Contact with a Customer"
    _inherit = ["sales.reason"]

    date_next = fields.Date(string="Next Step on")

    def _get_arguments(self):
        # EXTENDS 'sales.reason'
        return (*super()._get_arguments(), self.date_next or None)

from odoo import api, fields, models


class PropertyReservationAsk(models.TransientModel):
    """Dialog that asks for a change of a reservation: what and why (R2.7)."""

    _name = "property.reservation.ask"
    _description = "Ask for a Change of a Reservation"
    _inherit = ["sales.reason"]

    # action of the document: the field that says what is asked
    _values = {"extend": "date", "unit": "unit_id", "partner": "partner_id"}

    date = fields.Date(string="New Last Day")
    unit_id = fields.Many2one(
        "property.unit", string="New Home", domain="[('state', '=', 'available')]"
    )
    partner_id = fields.Many2one("res.partner", string="New Customer")

    @api.model
    def _get_value_field(self, action):
        """Return the field that an action takes its value from."""
        return self._values[action]

    def _get_arguments(self):
        # EXTENDS 'sales.reason'
        name = self._get_value_field(self.action)
        value = self[name].id if name.endswith("_id") else self[name]
        return (value, *super()._get_arguments())

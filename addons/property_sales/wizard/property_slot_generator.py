from odoo import fields, models


class PropertySlotGenerator(models.TransientModel):
    """Dialog that makes the slots at which homes of a building are handed over (R2.7).

    The building makes them, and checks who may.
    """

    _name = "property.slot.generator"
    _description = "Slots for the Handovers of a Building"

    building_id = fields.Many2one(
        "property.building",
        required=True,
        ondelete="cascade",
        default=lambda self: self._default_building_id(),
    )
    date_from = fields.Date(string="First Day", required=True)
    date_to = fields.Date(string="Until", required=True)
    weekends = fields.Boolean(help="On Saturdays and Sundays too.")
    hour_from = fields.Float(
        string="From Hour",
        required=True,
        default=9.0,
        help="In the company's time zone.",
    )
    hour_to = fields.Float(string="To Hour", required=True, default=17.0)
    minutes = fields.Integer(
        required=True, default=60, help="How long one handover takes."
    )
    inspectors = fields.Integer(
        required=True, default=1, help="How many homes are handed over at once."
    )

    def _default_building_id(self):
        context = self.env.context
        is_building = context.get("active_model") == "property.building"
        return context.get("active_id") if is_building else False

    def action_generate(self):
        """Make the slots and show them."""
        self.ensure_one()
        ids = self.building_id.action_generate_slots(
            self.date_from,
            self.date_to,
            self.hour_from,
            self.hour_to,
            self.minutes,
            self.inspectors,
            self.weekends,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_sales.property_handover_slot_action"
        )
        return action | {"domain": [("id", "in", ids)], "context": {}}

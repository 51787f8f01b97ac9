from odoo import fields, models

SELLER = "property_sales.group_property_sales"


class PropertyReceptionAsk(models.TransientModel):
    """Dialog that notes a contact, or gives a customer to a colleague (R2.6)."""

    _name = "property.reception.ask"
    _description = "Contact with a Customer, or Transfer"
    _inherit = ["sales.reason"]

    date_next = fields.Date(string="Next Step on")
    user_id = fields.Many2one(
        "res.users",
        string="New Salesperson",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(SELLER).ids)],
    )

    def _get_arguments(self):
        # EXTENDS 'sales.reason'
        if self.action == "follow":
            return self.reason, self.date_next or None
        return (self.user_id.id, *super()._get_arguments())

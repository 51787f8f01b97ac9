from odoo import fields, models

SELLER = "property_sales.group_property_sales"


class PropertyTransferAsk(models.TransientModel):
    """Dialog that gives customers to a colleague (R2.11)."""

    _name = "property.transfer.ask"
    _description = "Customers for a Colleague"
    _inherit = ["sales.reason"]

    user_id = fields.Many2one(
        "res.users",
        string="New Salesperson",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(SELLER).ids)],
    )

    def _get_arguments(self):
        # EXTENDS 'sales.reason'
        return (self.user_id.id, *super()._get_arguments())

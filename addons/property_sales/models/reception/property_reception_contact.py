from odoo import fields, models


class PropertyReceptionContact(models.Model):
    """A contact with a customer who was received (R2.6)."""

    _name = "property.reception.contact"
    _description = "Contact with a Customer of Homes"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "id desc"

    _protected_fields = frozenset(
        {"reception_id", "company_id", "date", "user_id", "note"}
    )

    reception_id = fields.Many2one(
        "property.reception",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="reception_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Salesperson", required=True, readonly=True
    )
    note = fields.Text(required=True, readonly=True)

from odoo import fields, models

from .property_development import TEXTS


class PropertyContract(models.Model):
    """Promises of the development, as they were when it was disclosed (R2.7).

    Later texts of the development are those of later contracts.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset(TEXTS)

    decoration_standard = fields.Text(
        string="Decoration and Equipment", readonly=True, copy=False
    )
    infrastructure = fields.Text(
        string="Infrastructure and Public Facilities", readonly=True, copy=False
    )
    public_facilities = fields.Text(
        string="Ownership of Public Buildings", readonly=True, copy=False
    )
    disputes = fields.Text(string="Settlement of Disputes", readonly=True, copy=False)

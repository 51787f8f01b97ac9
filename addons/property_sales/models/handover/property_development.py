from odoo import fields, models


class PropertyDevelopment(models.Model):
    """House manual and warranty, which buyers are handed with the keys (R2.7)."""

    _inherit = "property.development"

    house_manual = fields.Html(
        string="House Manual F46",
        help="Structure, equipment, and what must not be changed. Without it no home is"
        " handed over.",
    )
    quality_warranty = fields.Html(
        string="Quality Warranty F47",
        help="How repairs are asked for, and by whom they are made; the parts and their"
        " days are added. Without it no home is handed over.",
    )

from odoo import fields, models


class PropertyDevelopment(models.Model):
    """What the buyers of its homes are told before they sign (R2.3, R2.7)."""

    _inherit = "property.development"

    land_mortgage = fields.Text(
        string="Mortgages on the Land",
        help="Land, or works, that stand for a debt: for whom and until when. Empty:"
        " none.",
    )
    management_agreement = fields.Text(
        string="Property Management Agreement",
        help="The company, the fee per m² and month, and until when.",
    )
    sample_home = fields.Text(
        help="Whether homes are handed over as the sample home shows, and where not.",
    )
    publicity_promises = fields.Text(
        string="Promises of the Publicity",
        help="What leaflets and advertisements promise, and what becomes part of the"
        " contract.",
    )

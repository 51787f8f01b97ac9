from odoo import fields, models


class PropertyAmendment(models.Model):
    """The end of a contract for the buyer's delay, after a demand (R2.7)."""

    _inherit = "property.amendment"

    ground = fields.Selection(
        selection_add=[("delay", "Delay after a Demand")],
        help="For the area or a change of the design all goes back with interest, and"
        " the deposit is not doubled. For a delay after a demand: when its days are"
        " over, and it is not paid.",
    )

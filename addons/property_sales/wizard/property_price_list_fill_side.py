from odoo import fields, models


class PropertyPriceListFillSide(models.TransientModel):
    """The amount that an orientation adds to the base price."""

    _name = "property.price.list.fill.side"
    _description = "Orientation in the Prices"

    fill_id = fields.Many2one(
        "property.price.list.fill", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="fill_id.currency_id")
    orientation = fields.Char(required=True, help="As it stands on the homes.")
    amount = fields.Monetary(help="Per m² of the basis, or per home; may be minus.")
    percent = fields.Float(
        string="Percent (%)", digits=(5, 2), help="Of the price with floor and amount."
    )

    _one_per_orientation = models.UniqueIndex(
        "(fill_id, orientation)", "An orientation stands in the rule once."
    )

from odoo import fields, models


class PropertyDevelopment(models.Model):
    """The cost of the land of a development, which relieves its output tax (R2.8).

    Both figures may be corrected: the worksheet of the next month takes up the
    difference.
    """

    _inherit = "property.development"

    land_price_deductible = fields.Monetary(
        string="Land Price to Deduct",
        tracking=True,
        help="Paid to the government for the land, by receipts that the tax bureau"
        " accepts. By the general method it is deducted with the homes handed over.",
    )
    saleable_area = fields.Float(
        string="Saleable Area (m²)",
        digits=(16, 2),
        tracking=True,
        help="Gross area of all that can be sold of the development.",
    )

    _land_not_negative = models.Constraint(
        "CHECK(COALESCE(land_price_deductible, 0) >= 0"
        " AND COALESCE(saleable_area, 0) >= 0)",
        "Price of the land and saleable area are not negative.",
    )

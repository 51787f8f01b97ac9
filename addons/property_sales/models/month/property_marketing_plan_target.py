from odoo import api, fields, models

READERS = "property_sales.group_property_sales,property_sales.group_property_money"


class PropertyMarketingPlanTarget(models.Model):
    """A target beside what became of it: the contracts of its month (R2.2, R2.8).

    Signed in the month, less those rescinded in it; of the contracts that the reader
    may see.
    """

    _inherit = "property.marketing.plan.target"

    homes_sold = fields.Integer(
        compute="_compute_sold",
        groups=READERS,
        help="Contracts signed in the month less those rescinded in it, of those that"
        " you may see.",
    )
    area_sold = fields.Float(
        string="Area Sold (m²)",
        digits=(16, 2),
        compute="_compute_sold",
        groups=READERS,
        help="Gross area of these contracts, in square metres.",
    )
    amount_sold = fields.Monetary(
        compute="_compute_sold",
        groups=READERS,
        help="Prices of these contracts.",
    )

    @api.depends("plan_id", "user_id", "month")
    @api.depends_context("uid")
    def _compute_sold(self):
        sold = self.env["property.month.figures"]._get_sold(self)
        for target in self:
            key = (target.plan_id.development_id.id, target.user_id.id, target.month)
            homes, area, amount = sold.get(key, (0, 0.0, 0.0))
            target.homes_sold, target.area_sold = homes, area
            target.amount_sold = amount

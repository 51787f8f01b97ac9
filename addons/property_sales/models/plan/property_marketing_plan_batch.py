from odoo import fields, models
from odoo.tools.misc import formatLang

from odoo.addons.receivables_collect.tools.months import format_month


class PropertyMarketingPlanBatch(models.Model):
    """Homes that are to be released together, with their price in outline (R2.4).

    Nothing is sold by it: prices come from price lists.
    """

    _name = "property.marketing.plan.batch"
    _description = "Batch of a Marketing Plan"
    _inherit = ["sales.line.mixin"]
    _order = "plan_id, date, id"
    _line_parent = "plan_id"
    _protected_fields = frozenset({"company_id"})

    plan_id = fields.Many2one(
        "property.marketing.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    name = fields.Char(string="Batch", required=True)
    date = fields.Date(string="Release", help="Any day of the month that is meant.")
    homes = fields.Integer(string="Number of Homes")
    area = fields.Float(
        string="Area (m²)", digits=(16, 2), help="Gross area, in square metres."
    )
    price = fields.Monetary(
        string="Average Price",
        help="In outline, per square metre of gross area. Price lists decide.",
    )

    _positive = models.Constraint(
        "CHECK(homes >= 0 AND area >= 0 AND price >= 0)",
        "Homes, area and price of a batch cannot be negative.",
    )

    def _get_texts_by_key(self):
        """Return the batches in words, by what they are compared by."""
        texts = {}
        for batch in self:
            figures = self.env._(
                "%(batch)s (%(month)s): %(homes)s homes, %(area)s m², %(price)s per m²",
                batch=batch.name,
                month=format_month(self.env, batch.date),
                homes=batch.homes,
                area=formatLang(self.env, batch.area),
                price=batch.plan_id._format_money(batch.price),
            )
            # of two with one name both are compared
            texts.setdefault(batch.name, []).append(figures)
        return {name: "; ".join(figures) for name, figures in texts.items()}

from odoo import api, fields, models


class PropertyPromotion(models.Model):
    """A discount for all buyers of a development within some days (R2.4).

    The marketing director puts it in force; from then on it is fixed, and ended by
    archiving it. It multiplies with the other discounts of a home.
    """

    _name = "property.promotion"
    _description = "Promotion of Homes"
    _inherit = ["property.fixed.mixin"]
    _order = "date_from desc, id desc"

    _protected_fields = frozenset({"company_id"})
    _standard_fields = frozenset(
        {"name", "development_id", "percent", "date_from", "date_to", "active"}
    )

    name = fields.Char(required=True, tracking=True)
    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id", store=True, precompute=True, index=True
    )
    percent = fields.Float(
        string="Discount (%)",
        digits=(5, 2),
        required=True,
        aggregator=None,
        tracking=True,
        help="Of the list price.",
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(
        string="To", required=True, tracking=True, help="The last day."
    )
    # put in force by its button, when all is entered
    active = fields.Boolean(default=False)

    _percent_in_range = models.Constraint(
        "CHECK(percent > 0 AND percent < 100)",
        "The discount of a promotion is over 0 and under 100 percent.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A promotion ends on the day it begins or later."
    )

    def _is_running(self, day=None):
        """Return whether one promotion is in force on a day, the company's today."""
        self.ensure_one()
        day = day or self.company_id._get_today()
        return self.active and self.date_from <= day <= self.date_to

    @api.model
    def _find_running(self, development, day=None):
        """Return the promotions of a development that are in force on a day."""
        day = day or development.company_id._get_today()
        return self.search(
            [
                ("development_id", "=", development.id),
                ("active", "=", True),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ]
        )

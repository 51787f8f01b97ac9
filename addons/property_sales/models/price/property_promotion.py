from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class PropertyPromotion(models.Model):
    """A discount for all buyers of a development within some days (R2.4).

    The marketing director puts it in force; from then on it is fixed, and ended by
    archiving it. It multiplies with the other discounts of a home.
    """

    _name = "property.promotion"
    _description = "Promotion of Homes"
    _inherit = ["sales.standard.mixin"]
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

    @ondelete_always
    def _unlink_except_known(self):
        known = self.filtered("in_force_since")
        if known:
            known._raise_fixed()

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

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': fixed from the day it was put in force on
        touched = super()._get_protected_touched(vals)
        if any(promotion.in_force_since for promotion in self):
            touched |= (self._standard_fields - {"active"}) & vals.keys()
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': with the way out
        if set(names) <= self._standard_fields:
            self._raise_fixed()
        return super()._raise_protected(names)

    def _raise_fixed(self):
        """Refuse a change of a promotion that was put in force, or its deletion.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "%s was put in force and is fixed. Archive it, and put a changed copy"
                " in force.",
                ", ".join(self.mapped("display_name")[:3]),
            )
        )

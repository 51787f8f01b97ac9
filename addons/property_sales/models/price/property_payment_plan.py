from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.property_sales.tools import schedule


class PropertyPaymentPlan(models.Model):
    """How the price of a home is paid, and the discount for it (R2.4).

    The marketing director puts a plan in force; from then on it is fixed with its
    lines, as offers and contracts stand on it. A change is a copy put in force.
    """

    _name = "property.payment.plan"
    _description = "Payment Plan of Homes"
    _inherit = ["property.fixed.mixin"]
    _order = "sequence, name, id"

    _standard_fields = frozenset(
        {"name", "discount_percent", "line_ids", "company_id", "active"}
    )

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    discount_percent = fields.Float(
        string="Discount (%)",
        digits=(5, 2),
        aggregator=None,
        tracking=True,
        help="Of the list price, for those who pay by this plan.",
    )
    line_ids = fields.One2many(
        "property.payment.plan.line", "plan_id", string="Payments", copy=True
    )
    # put in force by its button, when all is entered
    active = fields.Boolean(default=False)

    _percent_in_range = models.Constraint(
        "CHECK(discount_percent >= 0 AND discount_percent < 100)",
        "The discount of a payment plan is from 0 to under 100 percent.",
    )

    def _get_payments(self, price, days):
        """Return the payments of a price by this plan, see `tools/schedule.py`.

        :param float price: in the company's currency
        :param dict days: the day of each known event: signing, filing, progress, date,
            handover
        :rtype: list[schedule.Payment]
        :raise UserError: where the price does not cover the amounts of the plan
        """
        self.ensure_one()
        step = Decimal(str(self.currency_id.rounding))
        lines = self.line_ids._get_schedule_lines()
        try:
            return schedule.build(Decimal(str(price)), lines, days, step)
        except ValueError as error:
            raise UserError(self._get_refusal(str(error))) from error

    def _note_in_force(self):
        # EXTENDS 'sales.standard.mixin': a plan in force shares out every price
        for plan in self:
            try:
                schedule.check(plan.line_ids._get_schedule_lines())
            except ValueError as error:
                raise UserError(plan._get_refusal(str(error))) from error
        return super()._note_in_force()

    def _get_refusal(self, key):
        """Return what is wrong with the lines of a plan, in words."""
        texts = {
            "empty": self.env._("it has no line"),
            "value": self.env._("a percent or an amount is missing"),
            "count": self.env._("the number of payments is at least 1"),
            "months": self.env._("several payments need months between them"),
            "rest": self.env._("one line takes the rest"),
            "sum": self.env._("its percents sum to 100, or one line takes the rest"),
            "price": self.env._("its amounts are more than the price"),
        }
        return self.env._(
            "Payment plan %(plan)s: %(reason)s.",
            plan=self.name,
            reason=texts.get(key, key),
        )

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

from odoo.addons.receivables_collect.tools.months import format_month


class PropertyMarketingPlanTarget(models.Model):
    """The sales expected of a salesperson in a month, by the marketing plan (R2.4)."""

    _name = "property.marketing.plan.target"
    _description = "Target of a Marketing Plan"
    _inherit = ["sales.line.mixin"]
    _order = "plan_id, month, user_id, id"
    _rec_name = "month"
    _line_parent = "plan_id"
    _protected_fields = frozenset({"company_id"})

    plan_id = fields.Many2one(
        "property.marketing.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    month = fields.Date(required=True, help="Any day of it: the first is kept.")
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    homes = fields.Integer(string="Number of Homes")
    area = fields.Float(
        string="Area (m²)", digits=(16, 2), help="Gross area, in square metres."
    )
    amount = fields.Monetary(help="Contract prices, in the development's currency.")

    _positive = models.Constraint(
        "CHECK(homes >= 0 AND area >= 0 AND amount >= 0)",
        "Homes, area and amount of a target cannot be negative.",
    )
    _one_per_month = models.UniqueIndex(
        "(plan_id, user_id, month)", "A salesperson has one target a month."
    )

    @api.constrains("user_id", "plan_id")
    def _check_user(self):
        for target in self:
            user_sudo = target.sudo().user_id  # the companies of a colleague
            company = target.plan_id.company_id
            if user_sudo.share or company not in user_sudo.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in %(company)s: no target there.",
                        user=user_sudo.name,
                        company=company.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create targets, each on the first day of its month."""
        self._check_given_parents(vals_list)
        return super().create([self._begin_month(vals) for vals in vals_list])

    def write(self, vals):
        """Write targets, each on the first day of its month."""
        return super().write(self._begin_month(vals))

    def _begin_month(self, vals):
        """Return `vals` with the first day of the month."""
        month = fields.Date.to_date(vals.get("month"))
        return dict(vals, month=month.replace(day=1)) if month else vals

    def _get_texts_by_key(self):
        """Return the targets in words, by what they are compared by."""
        return {
            (target.month, target.user_id): self.env._(
                "%(user)s, %(month)s: %(homes)s homes, %(area)s m², %(amount)s",
                # sudo: the name of a colleague
                user=target.sudo().user_id.name,
                month=format_month(self.env, target.month),
                homes=target.homes,
                area=formatLang(self.env, target.area),
                amount=target.plan_id._format_money(target.amount),
            )
            for target in self
        }

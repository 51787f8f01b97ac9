from odoo import api, fields, models

from odoo.addons.receivables_collect.tools.months import format_month


class CollectionIncomePlanLine(models.Model):
    """Receipts planned for a month, of one sales team or of all (F45, R3.15)."""

    _name = "collection.income.plan.line"
    _description = "Month of an Income Plan"
    _inherit = ["sales.line.mixin"]
    _order = "plan_id, month, team_id, id"
    _rec_name = "month"

    _line_parent = "plan_id"
    _protected_fields = frozenset({"company_id", "state"})

    plan_id = fields.Many2one(
        "collection.income.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    state = fields.Selection(related="plan_id.state", store=True)
    month = fields.Date(required=True, help="Any day of it: the first is kept.")
    month_name = fields.Char(compute="_compute_month_name")
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty for all that no other line of the month names.",
    )
    planned = fields.Monetary()
    fact = fields.Monetary(
        string="Received",
        compute="_compute_fact",
        help="Posted in bank and cash journals on receivable accounts.",
    )
    difference = fields.Monetary(compute="_compute_fact")

    _one_per_month = models.UniqueIndex(
        "(plan_id, month, COALESCE(team_id, 0))",
        "A month and team are in the plan once.",
    )

    @api.depends_context("lang")
    @api.depends("month")
    def _compute_month_name(self):
        for line in self:
            line.month_name = format_month(self.env, line.month)

    @api.depends("month", "team_id", "planned", "plan_id")
    def _compute_fact(self):
        for plan, lines in self.grouped("plan_id").items():
            received = {}
            months = [line.month for line in lines if line.month]
            if months and plan.company_id:
                first, last = min(months).replace(day=1), max(months)
                count = (last.year - first.year) * 12 + last.month - first.month + 1
                received = plan._get_received(first, count)
            for line in lines:
                line.fact = line._get_fact(received) if line.month else 0.0
                line.difference = line.fact - line.planned

    def _get_fact(self, received):
        """Return the receipts of this line, out of those of the month's teams."""
        self.ensure_one()
        month = self.month.replace(day=1)
        siblings = self.plan_id.line_ids.filtered(
            lambda line: line.month and line.month.replace(day=1) == month
        )
        named = set(siblings.team_id.ids)
        return sum(
            amount
            for (day, team_id), amount in received.items()
            if day == month
            and (team_id == self.team_id.id if self.team_id else team_id not in named)
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Create lines, each on the first day of its month."""
        self._check_given_parents(vals_list)
        return super().create([self._begin_month(vals) for vals in vals_list])

    def write(self, vals):
        """Write lines, each on the first day of its month."""
        return super().write(self._begin_month(vals))

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin'
        parents._refuse_change()

    def _begin_month(self, vals):
        """Return `vals` with the first day of the month."""
        month = fields.Date.to_date(vals.get("month"))
        return dict(vals, month=month.replace(day=1)) if month else vals

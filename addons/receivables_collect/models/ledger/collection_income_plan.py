from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionIncomePlan(models.Model):
    """Sales income plan F45 (R3.15): receipts planned per month, and what came.

    Finance draws it up and submits it; then it is frozen. A change of plan is a new
    version, the old one stays to be read.
    """

    _name = "collection.income.plan"
    _description = "Sales Income Plan"
    _inherit = ["sales.state.mixin", "sales.register.mixin", "mail.thread"]
    _order = "date_from desc, version desc, id desc"
    _rec_name = "number"
    _register_code = "collection.income.plan"
    _register_prefix = "F45"

    _protected_fields = frozenset(
        {"number", "version", "replaces_id", "submitted_by_id", "submitted_at"}
        | {"planned"}
    )
    _state_moves = {"submitted": ("draft",), "replaced": ("submitted",)}

    number = fields.Char(readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="First Month",
        required=True,
        default=lambda self: self.env.company._get_today().replace(day=1),
    )
    month_count = fields.Integer(string="Number of Months", required=True, default=3)
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    replaces_id = fields.Many2one(
        "collection.income.plan",
        string="Previous Version",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    line_ids = fields.One2many("collection.income.plan.line", "plan_id", copy=True)
    planned = fields.Monetary(compute="_compute_sums", store=True)
    fact = fields.Monetary(string="Received", compute="_compute_fact")
    rate = fields.Float(
        string="Achievement", compute="_compute_fact", help="A share of 1."
    )
    note = fields.Text()
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("replaced", "Replaced")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime(string="Submitted on", readonly=True, copy=False)

    _months = models.Constraint(
        "CHECK(month_count BETWEEN 1 AND 24)",
        "An income plan is for 1 to 24 months.",
    )
    _one_submitted = models.UniqueIndex(
        "(company_id, date_from) WHERE state = 'submitted'",
        "A plan from this month on is submitted already: make a new version of it.",
    )
    _number_company = models.UniqueIndex(
        "(company_id, number)", "This plan number exists already."
    )

    @api.depends("line_ids.planned")
    def _compute_sums(self):
        for plan in self:
            plan.planned = sum(plan.line_ids.mapped("planned"))

    @api.depends("line_ids.fact", "planned")
    def _compute_fact(self):
        for plan in self:
            plan.fact = sum(plan.line_ids.mapped("fact"))
            plan.rate = plan.fact / plan.planned if plan.planned else 0.0

    @api.depends("number", "date_from", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.number or self.env._("Draft of an income plan")

    @api.constrains("date_from")
    def _check_date_from(self):
        for plan in self:
            if plan.date_from.day != 1:
                raise UserError(
                    self.env._(
                        "An income plan begins on the first day of a month, not on %s.",
                        plan.date_from,
                    )
                )

    def write(self, vals):
        """Refuse changes of submitted plans."""
        frozen = self.filtered(lambda plan: plan.state != "draft")
        business = {"company_id", "date_from", "month_count", "line_ids", "note"}
        if frozen and business & vals.keys():
            frozen._refuse_change()
        return super().write(vals)

    @ondelete_always
    def _unlink_except_submitted(self):
        submitted = self.filtered(lambda plan: plan.state != "draft")
        if submitted:
            submitted._refuse_change()

    def _refuse_change(self):
        """Refuse to change these submitted plans.

        :raise UserError: naming the first of them, and the way out
        """
        raise UserError(
            self.env._(
                "%s is submitted and stays as it is: make a new version of it.",
                self[0].number,
            )
        )

    def action_propose(self):
        """Fill in the months with the receipts of the same months a year before."""
        self._check_finance()
        self._check_move("submitted", ("draft",))
        for plan in self:
            plan.line_ids.unlink()
            received = plan._get_received(
                plan.date_from - relativedelta(years=1),
                plan.month_count,
            )
            later = {
                (month + relativedelta(years=1), team_id): amount
                for (month, team_id), amount in received.items()
            }
            plan.line_ids = [
                (0, 0, {"month": month, "team_id": team_id, "planned": amount})
                for (month, team_id), amount in sorted(later.items())
            ] or [
                (0, 0, {"month": month, "planned": 0})
                for month in plan._get_months(plan.date_from, plan.month_count)
            ]

    def action_submit(self):
        """Submit the plan (finance): it is frozen, and replaces its earlier version."""
        self._check_finance()
        for plan in self:
            if not plan.line_ids:
                raise UserError(self.env._("%s has no months yet.", plan.display_name))
            plan.replaces_id._move("replaced")
            plan.flush_recordset()
            self.env.flush_all()
            plan._take_register_numbers()
            plan._move(
                "submitted",
                submitted_by_id=self.env.uid,
                submitted_at=fields.Datetime.now(),
            )

    def action_new_version(self):
        """Begin a new version of a submitted plan (finance).

        :return: the action that shows it
        """
        self.ensure_one()
        self._check_finance()
        self._check_move("replaced", ("submitted",))
        draft = self.search([("replaces_id", "=", self.id), ("state", "=", "draft")])
        if not draft:
            draft = self.copy()
            draft._write_protected(
                {"version": self.version + 1, "replaces_id": self.id}
            )
        return draft[0]._get_records_action()

    def _check_finance(self):
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Only finance draws up the sales income plan."),
        )

    @api.model
    def _get_months(self, first, count):
        return [first + relativedelta(months=number) for number in range(count)]

    def _get_received(self, first, count):
        """Return dict of (month, team id or False) to the amount received."""
        self.ensure_one()
        # sudo: sums of the ledger, for all readers of the plan
        ledger = self.env["collection.ledger"].sudo()
        ledger._flush()
        last = first + relativedelta(months=count, days=-1)
        query = ledger._query_turnover(self.company_id, first, last, "month")
        rows = ledger.env.execute_query(
            SQL(
                "SELECT period, NULLIF(team_id, 0), SUM(receipts)"
                " FROM (%s) turnover GROUP BY 1, 2 HAVING SUM(receipts) <> 0",
                query,
            )
        )
        return {(month, team or False): float(amount) for month, team, amount in rows}

from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools import roles

# How many days back missing reports are made: after a holiday, not after a year.
DAYS = 31
_TODO = "mail.mail_activity_data_todo"


class CollectionUncollectedReport(models.Model):
    """Uncollected items report F23 of one salesperson (R4.28).

    Due for every week and for every ten days (1-10, 11-20, 21 to the end): a snapshot
    of the items overdue at the end of the period, each with the reason why it is not
    collected. The salesperson or the regional manager submits it; finance
    reconciles it with the ledger, which lists the differences and their reasons.
    """

    _name = "collection.uncollected.report"
    _description = "Uncollected Items Report"
    _inherit = [
        "sales.state.mixin",
        "sales.register.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_to desc, kind, team_id, user_id, id desc"
    _rec_name = "number"
    _register_code = "collection.uncollected.report"
    _register_prefix = "F23"
    _mail_post_access = "read"

    _protected_fields = frozenset(
        {
            "number",
            "company_id",
            "kind",
            "date_from",
            "date_to",
            "date_due",
            "user_id",
            "team_id",
            "submitted_by_id",
            "submitted_at",
            "compared_at",
            "reconciled_by_id",
            "reconciled_at",
        }
    )
    _state_moves = {"submitted": ("draft",), "reconciled": ("submitted",)}

    number = fields.Char(readonly=True, copy=False)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("week", "Week"), ("ten_days", "Ten Days")],
        string="Period",
        required=True,
        readonly=True,
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True, index=True)
    date_due = fields.Date(string="Submit by", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("reconciled", "Reconciled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    line_ids = fields.One2many("collection.uncollected.line", "report_id", "Items")
    line_count = fields.Integer(string="Number of Items", compute="_compute_totals")
    amount = fields.Monetary(string="Uncollected", compute="_compute_totals")
    unexplained_count = fields.Integer(
        string="Without Reason", compute="_compute_totals"
    )
    difference_count = fields.Integer(string="Differences", compute="_compute_totals")
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    compared_at = fields.Datetime(
        string="Compared with the Ledger", readonly=True, copy=False
    )
    reconciled_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reconciled_at = fields.Datetime(string="Reconciled on", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Not submitted in time: it is due, or was submitted after it was due.",
    )
    can_submit = fields.Boolean(compute="_compute_can_submit")

    _one_per_period = models.UniqueIndex(
        "(company_id, kind, date_to, COALESCE(user_id, 0))",
        "There is a report of this salesperson for the period already.",
    )
    _number_company = models.UniqueIndex(
        "(company_id, number)", "This report number exists already."
    )

    @api.depends(
        "line_ids.amount_company", "line_ids.reason", "line_ids.difference_reason"
    )
    def _compute_totals(self):
        for report in self:
            own = report.line_ids.filtered(lambda line: not line.is_added)
            report.line_count = len(own)
            report.amount = sum(own.mapped("amount_company"))
            report.unexplained_count = len(own.filtered(lambda line: not line.reason))
            report.difference_count = len(report.line_ids.filtered("difference_reason"))

    @api.depends("submitted_at", "date_due", "company_id")
    def _compute_is_late(self):
        for report in self:
            submitted = report.submitted_at or fields.Datetime.now()
            report.is_late = report.company_id._get_day(submitted) > report.date_due

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        past = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_due", "<", company._get_today())
        )
        waiting = self.search(Domain("state", "=", "draft") & past)
        submitted = self.search([("submitted_at", "!=", False)])
        late = waiting | submitted.filtered("is_late")
        domain = Domain("id", "in", late.ids)
        return Domain.OR([domain if flag else ~domain for flag in value])

    @api.depends_context("uid")
    @api.depends("state", "user_id", "team_id")
    def _compute_can_submit(self):
        for report in self:
            report.can_submit = not report._get_cannot_submit_reason()

    @api.depends("number", "user_id", "date_to")
    def _compute_display_name(self):
        for report in self:
            # sudo: the name of the salesperson
            name = report.sudo().user_id.name or self.env._("without salesperson")
            day = format_date(self.env, report.date_to)
            report.display_name = f"{report.number} · {name} · {day}"

    def _get_cannot_submit_reason(self):
        """Return why the user cannot submit the report, or an empty text."""
        self.ensure_one()
        if self.state != "draft":
            return self.env._("%s was submitted already.", self.number)
        user = self.env.user
        # sudo: the leader of the team
        mine = user and user in (self.user_id | self.sudo().team_id.user_id)
        if mine or user.has_group(roles.DIRECTOR):
            return ""
        return self.env._(
            "%s is submitted by its salesperson or their regional manager.", self.number
        )

    def action_submit(self):
        """Submit reports whose every item has its reason."""
        for report in self:
            if reason := report._get_cannot_submit_reason():
                error = AccessError if report.state == "draft" else UserError
                raise error(reason)
            if report.unexplained_count:
                raise UserError(
                    self.env._(
                        "%(report)s: %(count)s items have no reason yet. Say for each"
                        " why it is not collected.",
                        report=report.number,
                        count=report.unexplained_count,
                    )
                )
        # sudo: salespeople have no right to write, the method says what they may
        self_sudo = self.sudo()
        self_sudo._move(
            "submitted",
            submitted_by_id=self.env.uid,
            submitted_at=fields.Datetime.now(),
        )
        self_sudo.activity_feedback([_TODO])

    def action_compare(self):
        """Compare submitted reports with the ledger as it is now (finance)."""
        self._check_finance()
        self._check_move("reconciled", ("submitted",))
        # sudo: finance may not write the salesperson's lines
        for report in self.sudo():
            report._compare()

    def action_reconcile(self):
        """Compare once more and close the reports: differences are listed (finance)."""
        self._check_finance()
        own = self.filtered(lambda report: report.submitted_by_id == self.env.user)
        if own:
            raise AccessError(
                self.env._(
                    "%s: the user who submitted a report cannot reconcile it. Ask a"
                    " colleague in finance.",
                    own._get_state_names(),
                )
            )
        self.action_compare()
        # sudo: finance has no right to write, the method says what it may
        self.sudo()._move(
            "reconciled",
            reconciled_by_id=self.env.uid,
            reconciled_at=fields.Datetime.now(),
        )

    def _check_finance(self):
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Only finance reconciles uncollected items with the ledger."),
        )

    @api.model
    def _get_period(self, kind, today):
        """Return the last period of a kind that is over: its first and last day."""
        if kind == "week":
            last = today - timedelta(days=today.weekday() + 1)
            return last - timedelta(days=6), last
        if today.day > 20:
            return date(today.year, today.month, 11), date(today.year, today.month, 20)
        if today.day > 10:
            return date(today.year, today.month, 1), date(today.year, today.month, 10)
        last = date(today.year, today.month, 1) - timedelta(days=1)
        return date(last.year, last.month, 21), last

    @api.model
    def _cron_generate(self):
        """Make the drafts of the weeks and ten days that are over, where missing."""
        due = [
            (company, kind, period)
            for company in self.env["res.company"].search([("active", "=", True)])
            for kind in ("week", "ten_days")
            for period in self._get_missing_periods(company, kind)
        ]

        def generate(missing):
            company, kind, period = missing
            # nobody is late because the job was
            yesterday = company._get_today() - timedelta(days=1)
            self._generate(company, kind, *period, due_from=yesterday)

        self.env["ir.cron"]._go_through(due, generate, "Uncollected items")

    @api.model
    def _get_missing_periods(self, company, kind):
        """Return the periods to make reports of, the oldest first.

        The last one that is over in the company: users who got overdue items since have
        theirs made as well. Of earlier ones, those after the first report that nobody
        has a report of: no job ran in time.
        """
        today = company._get_today()
        domain = [("company_id", "=", company.id), ("kind", "=", kind)]
        made = {day for (day,) in self._read_group(domain, ["date_to:day"])}
        periods = [self._get_period(kind, today)]
        since = max(min(made, default=today), today - timedelta(days=DAYS))
        while True:
            period = self._get_period(kind, periods[0][0])
            if period[1] <= since:
                break
            periods.insert(0, period)
        return [p for p in periods[:-1] if p[1] not in made] + periods[-1:]

    @api.model
    def _generate(self, company, kind, date_from, date_to, due_from=None):
        """Make the drafts of a period: one per salesperson who has overdue items.

        :param due_from: the day from which the time to submit runs, where that is later
            than the end of the period
        :return: the reports made; none where they are there already
        """
        self.env["collection.ledger"]._flush_items()
        self.flush_model()
        holders = self.env.execute_query(
            self._query_missing_holders(company, kind, date_to)
        )
        if not holders:
            return self.browse()
        days = company.collection_uncollected_due_days
        due = max(date_to, due_from or date_to) + timedelta(days=days)
        # the numbers first: a user doing the same at this moment has to try again
        prefix, first = self._take_numbers(company, len(holders), date_to)
        reports = self.with_context(mail_create_nolog=True)._create_protected(
            [
                {
                    "number": self._format_number(prefix, first + place),
                    "company_id": company.id,
                    "kind": kind,
                    "date_from": date_from,
                    "date_to": date_to,
                    "date_due": due,
                    "user_id": user_id or False,
                    "team_id": team_id or False,
                }
                for place, (user_id, team_id) in enumerate(holders)
            ]
        )
        reports.flush_recordset()
        lines = self.env["collection.uncollected.line"]
        self.env.execute_query(lines._query_insert(reports))
        reports.invalidate_recordset(["line_ids"])
        reports._remind()
        return reports

    def _remind(self):
        """Put the drafts on their salespeople's lists."""
        wanted = {}
        for report in self:
            user = report.user_id
            env = user.with_context(lang=user.lang).env
            summary = env._(
                "Uncollected items until %s: give the reasons and submit",
                format_date(env, report.date_to),
            )
            vals = {"summary": summary, "date_deadline": report.date_due}
            wanted[report.id] = {user.id: vals}
        self.env["sales.notice"]._plan(self, _TODO, wanted, mail=True)

    @api.model
    def _query_missing_holders(self, company, kind, date_to):
        return SQL(
            """
            %s
            SELECT overdue.user_id, MAX(overdue.team_id)
              FROM overdue
             WHERE NOT EXISTS (
                   SELECT 1 FROM collection_uncollected_report report
                    WHERE report.company_id = %s AND report.kind = %s
                      AND report.date_to = %s
                      AND COALESCE(report.user_id, 0) = overdue.user_id)
             GROUP BY overdue.user_id
             ORDER BY overdue.user_id
            """,
            self.env["collection.uncollected.line"]._query_snapshot(company, date_to),
            company.id,
            kind,
            date_to,
        )

    def _compare(self):
        """Find the differences from the present ledger, and their reasons."""
        self.ensure_one()
        lines = self.env["collection.uncollected.line"]
        self.env["collection.ledger"]._flush_items()
        lines.flush_model()
        self.env["account.move"].flush_model(["collection_exclusion"])
        self.env["account.move.line"].flush_model(["collection_exclusion"])
        self.env["collection.dispute"].flush_model(["move_line_id", "state"])
        self.env.execute_query(
            SQL(
                "DELETE FROM collection_uncollected_line"
                " WHERE report_id = %s AND is_added IS TRUE RETURNING id",
                self.id,
            )
        )
        self.env.execute_query(lines._query_compare(self))
        self.env.execute_query(lines._query_insert(self, added=True))
        lines.invalidate_model()
        self.invalidate_recordset()  # its lines, and what is counted of them
        self._write_protected({"compared_at": fields.Datetime.now()})

from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import babel_locale_parse, format_date, get_lang
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

DIRECTOR = "sales_rules.group_marketing_director"


class SalesTierAssessment(models.Model):
    """The monthly grading of all customers of a company (R1.6, R1.7, R4.13; F11).

    Computed by the director's standard in one statement; regional managers look through
    the lines of the teams they lead, may depart from the proposal with a reason, and
    submit; the last submission asks the director, who is not one of them. Applying
    what was approved writes tiers, core's limit and term, and the history.

    In three steps, each of which calls the ones before it only: the document with its
    figures (here), the monthly job and whose turn it is (`_activity`), and what is
    decided: ticking, asking and applying (`_decide`).
    """

    _name = "sales.tier.assessment"
    _description = "Monthly Assessment of Customers"
    _inherit = [
        "sales.approval.document",
        "sales.tier.grade.set",
    ]
    _order = "month desc, id desc"
    _check_company_auto = True

    _approval_subject = Subject(
        "assessment", _lt("Monthly assessment"), decider=DIRECTOR, sequence=90
    )
    _approval_frozen_fields = frozenset({"date_from", "date_to", "company_id"})
    _approval_submit_groups = (
        "sales_rules.group_regional_manager,sales_rules.group_rules_admin"
    )
    _approval_reopened = "computed"
    _state_moves = {
        "computed": ("draft", "computed", "submitted", "rejected"),
        "submitted": ("computed",),
        "applied": ("approved",),
        "cancelled": ("draft", "computed", "submitted", "rejected"),
        "draft": ("computed",),
    }
    _protected_fields = frozenset(
        {
            "month",
            "computed_at",
            "version_id",
            "applied_at",
            "applied_by_id",
        }
    )

    name = fields.Char(compute="_compute_name")
    month = fields.Date(
        compute="_compute_month",
        store=True,
        index=True,
        help="First day of the month that the assessment is of.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._get_default_window()[0],
        copy=False,
        help="First day of turnover and payments that are graded.",
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._get_default_window()[1],
        copy=False,
        help="Last day of the period; what is open and overdue is as of its end.",
    )
    state = fields.Selection(
        selection_add=[
            ("draft",),
            ("computed", "Computed"),
            ("submitted",),
            ("approved",),
            ("applied", "Applied"),
            ("rejected",),
        ],
        ondelete={"computed": "cascade", "applied": "cascade"},
    )
    computed_at = fields.Datetime(readonly=True, copy=False)
    version_id = fields.Many2one(
        "sales.tier.version",
        string="Standard of",
        readonly=True,
        copy=False,
        help="The last change of the standard when it was computed.",
    )
    applied_at = fields.Datetime(readonly=True, copy=False)
    applied_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    line_ids = fields.One2many(
        "sales.tier.assessment.line", "assessment_id", string="Customers", copy=False
    )
    overridden_count = fields.Integer(string="Departures", compute="_compute_totals")
    unticked_count = fields.Integer(
        string="To Review",
        compute="_compute_totals",
        help="Customers of a team whose leader has not checked them.",
    )
    waiting_names = fields.Char(string="Responsible", compute="_compute_waiting_names")
    can_submit = fields.Boolean(compute="_compute_waiting_names")

    _one_per_month = models.UniqueIndex(
        "(company_id, month) WHERE state <> 'cancelled'",
        "There is an assessment of this month already. Continue it, or cancel it"
        " first.",
    )
    _window = models.Constraint(
        "CHECK(date_from <= date_to)",
        "The period of an assessment begins before it ends.",
    )

    @api.depends_context("lang")
    @api.depends("month")
    def _compute_name(self):
        locale = babel_locale_parse(get_lang(self.env).code)
        for assessment in self:
            # the order of month and year is the language's
            month = assessment.month and format_skeleton(
                "yMMMM", assessment.month, locale=locale
            )
            assessment.name = self.env._("Assessment %s", month or "")

    @api.depends("date_to")
    def _compute_month(self):
        for assessment in self:
            day = assessment.date_to
            assessment.month = day and day.replace(day=1)

    @api.depends_context("uid")
    @api.depends("state", "line_ids.checked_by_id")
    def _compute_waiting_names(self):
        self.waiting_names = False
        self.can_submit = False
        for assessment in self.filtered(lambda doc: doc.state == "computed"):
            leaders = assessment._get_unticked().leader_id
            assessment.waiting_names = ", ".join(leaders.mapped("name"))
            assessment.can_submit = not leaders or self.env.user in leaders

    @api.constrains("date_to")
    def _check_date_to(self):
        for assessment in self:
            if assessment.date_to > assessment.company_id._get_today():
                raise ValidationError(
                    self.env._(
                        "%s is not over yet: an assessment ends today at the latest.",
                        format_date(self.env, assessment.date_to),
                    )
                )

    def action_compute(self):
        """Grade all customers by the standard in force, set-based.

        Computing again drops ticks and departures from the proposal.

        :raise UserError: when it was submitted, or the company has no standard
        :raise AccessError: where the work of all teams would be dropped by one manager
        """
        self.check_access("write")
        self._check_move("computed", ("draft", "computed"))
        self.filtered(lambda document: document.state == "computed")._check_leads_all()
        grading = self.env["sales.grading"]
        for assessment in self:
            company = assessment.company_id
            standard = grading._get_standard(company)
            if not standard:
                raise UserError(
                    self.env._(
                        "%s has no tier in force to grade by. Ask the marketing"
                        " director to put the standard in force.",
                        company.name,
                    )
                )
            # the guard: of two at once the later one starts again
            assessment._move(
                "computed",
                computed_at=fields.Datetime.now(),
                version_id=assessment._get_last_version().id,
            )
            assessment.flush_recordset()
            self.env.cr.execute(
                SQL(
                    "DELETE FROM sales_tier_assessment_line WHERE assessment_id = %s",
                    assessment.id,
                )
            )
            grading._insert_grades(assessment, standard, month=assessment.month)
        return True

    def action_draft(self):
        """Return rejected assessments to their lines, and computed ones to the draft,
        to change the period.

        :raise AccessError: where the work of all teams would be dropped by one manager
        """
        # EXTENDS 'sales.approval.document'
        computed = self.filtered(lambda document: document.state == "computed")
        if computed:
            computed.check_access("write")
            computed._check_leads_all()
            computed._move("draft")
        rest = self - computed
        return super(SalesTierAssessment, rest).action_draft() if rest else True

    def action_cancel(self):
        """End assessments without a decision.

        :raise AccessError: for others than director and administrator of rules
        """
        # EXTENDS 'sales.approval.document'
        self._check_leads_all()
        return super().action_cancel()

    def _check_leads_all(self):
        """Check that the user speaks for all teams: the assessment is the company's.

        :raise AccessError: for a regional manager
        """
        groups = f"{DIRECTOR},sales_rules.group_rules_admin"
        if self and not self.env.su and not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._(
                    "%s is the whole company's: only the marketing director and the"
                    " administrator of rules compute it again, change its period or"
                    " cancel it. Ask one of them.",
                    self[0].name,
                )
            )

    def action_view_lines(self):
        """Open the customers, filtered as the context's `line_filter` names."""
        self.ensure_one()
        chosen = self.env.context.get("line_filter")
        action = self._get_line_action([])
        return dict(action, context={f"search_default_{chosen}": 1} if chosen else {})

    @api.model
    def _get_default_window(self, today=None):
        """Return the first and last day of the period to grade: up to the end of the
        month before `today`, as many months as the last assessment took.
        """
        today = today or self.env.company._get_today()
        first = today.replace(day=1)
        last = self._get_last_computed()
        months = last._get_whole_months() if last else 1
        return first - relativedelta(months=months), first - relativedelta(days=1)

    @api.model
    def _get_last_computed(self):
        """Return the last assessment of the current company that was computed."""
        # sudo: whoever begins one; of draft and cancelled ones nobody knows more
        return self.sudo().search(
            [
                ("company_id", "=", self.env.company.id),
                ("state", "not in", ("draft", "cancelled")),
            ],
            limit=1,
        )

    def _get_whole_months(self):
        """Return how many calendar months the period takes, 1 for any other."""
        self.ensure_one()
        following = self.date_to + relativedelta(days=1)
        if self.date_from.day != 1 or following.day != 1:
            return 1
        apart = relativedelta(following, self.date_from)
        return apart.years * 12 + apart.months

    def _get_last_version(self):
        """Return the last change of the company's standard."""
        domain = [("company_id", "=", self.company_id.id)]
        return self.env["sales.tier.version"].search(domain, order="id desc", limit=1)

    def _get_unticked(self):
        """Return the lines still to be ticked."""
        # sudo: the lines of all teams
        lines = self.env["sales.tier.assessment.line"].sudo()
        inside = Domain("assessment_id", "in", self.ids)
        return lines.search(inside & self._get_unticked_domain())

    def _get_unticked_domain(self):
        """Return the domain of lines that somebody has to tick: customers of a team
        whose leader works in the company. All other lines are the director's alone.
        """
        # sudo: the leaders of all teams, for all who read the sums
        users = self.env["res.users"].sudo()
        working = [
            Domain("company_id", "=", company.id)
            & Domain("team_id.user_id", "in", users._search(self._get_workers(company)))
            for company in self.sudo().company_id  # as above
        ]
        return Domain("checked_by_id", "=", False) & Domain.OR(working)

    @api.model
    def _get_workers(self, company):
        """Return the domain of users who can do something in a company."""
        return [("share", "=", False), ("company_ids", "in", company.ids)]

    def _get_tickers(self):
        """Return the users who ticked lines."""
        self.ensure_one()
        # sudo: the lines of all teams
        lines = self.env["sales.tier.assessment.line"].sudo()
        groups = lines._read_group(
            [("assessment_id", "=", self.id), ("checked_by_id", "!=", False)],
            ["checked_by_id"],
        )
        return self.env["res.users"].union(*(user for (user,) in groups))

    def _get_tier_table(self):
        """Return the customers by tier as F11 prints them, as far as the user may read
        them: list of (tier, lines), the best tier first and none last.
        """
        self.ensure_one()
        lines = self.env["sales.tier.assessment.line"].search(
            [("assessment_id", "=", self.id)]
        )
        groups = lines.sorted(lambda line: line.partner_id.name or "").grouped(
            "final_tier_id"
        )

        def place(group):
            tier = group[0]
            return (not tier, tier.sequence, tier.id)

        return sorted(groups.items(), key=place)

    def _get_line_action(self, domain):
        # EXTENDS 'sales.tier.grade.set'
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_assessment_line_action"
        )
        inside = [("assessment_id", "=", self.id)]
        return dict(action, domain=inside + domain, context={}, display_name=self.name)

    def _get_total_parts(self):
        # EXTENDS 'sales.tier.grade.set'
        return super()._get_total_parts() | {
            "overridden_count": ([("is_overridden", "=", True)], "__count"),
            "unticked_count": (self._get_unticked_domain(), "__count"),
        }

from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
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
    submit; the last one's submission asks the director, who is none of them. Applying
    what was approved writes tiers, core's limit and term, and the history.

    In files by topic: the document, asking and deciding, applying, figures.
    """

    _name = "sales.tier.assessment"
    _description = "Monthly Assessment of Customers"
    _inherit = ["sales.approval.document", "mail.activity.mixin"]
    _order = "month desc, id desc"
    _check_company_auto = True

    _approval_subject = Subject(
        "assessment", _lt("Monthly assessment"), decider=DIRECTOR, sequence=90
    )
    _approval_frozen_fields = frozenset({"date_from", "date_to", "company_id"})
    _approval_reopened = "computed"
    _approval_moves = {
        "computed": ("draft", "computed", "submitted", "rejected"),
        "submitted": ("computed",),
        "approved": ("submitted",),
        "rejected": ("submitted",),
        "applied": ("approved",),
        "cancelled": ("draft", "computed", "submitted", "rejected"),
        "draft": ("computed",),
    }
    _protected_fields = frozenset(
        {
            "state",
            "month",
            "requester_id",
            "approval_ids",
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

    @api.constrains("date_to")
    def _check_date_to(self):
        for assessment in self:
            if assessment.date_to > fields.Date.context_today(self):
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
        """
        self.check_access("write")
        self._check_move("computed", ("draft", "computed"))
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
        """Take rejected assessments back to their lines, and computed ones back to
        the draft, to change the period.
        """
        # EXTENDS 'sales.approval.document'
        computed = self.filtered(lambda document: document.state == "computed")
        if computed:
            computed.check_access("write")
            computed._move("draft")
        rest = self - computed
        return super(SalesTierAssessment, rest).action_draft() if rest else True

    @api.model
    def _get_default_window(self, today=None):
        """Return the first and last day of the month before `today`."""
        today = today or fields.Date.context_today(self)
        first = today.replace(day=1)
        return first - relativedelta(months=1), first - relativedelta(days=1)

    def _get_last_version(self):
        """Return the last change of the company's standard."""
        domain = [("company_id", "=", self.company_id.id)]
        return self.env["sales.tier.version"].search(domain, order="id desc", limit=1)

    @api.model
    def _cron_prepare(self):
        """Prepare the draft of the month that is over, from the first on by the day
        of each company; a company whose standard is of this month waits for the next.
        """
        companies = self.env["res.company"].browse(
            sorted(self.env["sales.tier"]._get_configured_companies())
        )
        for company in companies:
            zone = company.partner_id.tz or "UTC"
            today = fields.Date.context_today(self.with_context(tz=zone))
            self.with_company(company)._prepare_draft(company, today)

    @api.model
    def _prepare_draft(self, company, today):
        date_from, date_to = self._get_default_window(today)
        in_force = self.env["sales.tier"].search(
            [
                ("company_id", "=", company.id),
                ("in_force_since", "<", today.replace(day=1)),
            ],
            limit=1,
        )
        known = self.search_count(
            [("company_id", "=", company.id), ("month", "=", date_from)], limit=1
        )
        if not in_force or known:
            return self.browse()
        return self.create(
            {"company_id": company.id, "date_from": date_from, "date_to": date_to}
        )

    @api.model
    def _check_is_director(self):
        """:raise AccessError: when the caller is not the marketing director"""
        if not self.env.su and not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._(
                    "What was approved is applied by the marketing director. Ask the"
                    " director."
                )
            )

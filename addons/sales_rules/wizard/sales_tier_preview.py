from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.sales_rules.models.grading.sales_grading import Standard

# The values of the standard that may be tried out.
DRAFT_FIELDS = (
    "credit_limit",
    "unlimited",
    "min_turnover",
    "max_days_late",
    "max_overdue_ratio",
    "min_credit_standing",
)


class SalesTierPreview(models.TransientModel):
    """The effects of a changed standard, without writing it (R1.6): which customers
    move, how many, and how much credit is granted or withdrawn.

    Graded by the same statement as the assessment; the lines vanish with the preview.
    """

    _name = "sales.tier.preview"
    _description = "Preview of a Changed Standard"
    _inherit = ["sales.tier.grade.set"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._get_default_window()[0],
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._get_default_window()[1]
    )
    tier_ids = fields.One2many(
        "sales.tier.preview.tier",
        "preview_id",
        string="Standard",
        compute="_compute_tier_ids",
        store=True,
        readonly=False,
    )
    line_ids = fields.One2many(
        "sales.tier.preview.line", "preview_id", string="Customers", readonly=True
    )
    is_previewed = fields.Boolean(readonly=True)
    baseline_id = fields.Many2one(
        "sales.tier.preview",
        string="Today's Standard",
        readonly=True,
        help="The same period by the standard in force: what the values tried out do"
        " is the difference.",
    )
    baseline_up_count = fields.Integer(
        related="baseline_id.up_count", string="Better Today"
    )
    baseline_down_count = fields.Integer(
        related="baseline_id.down_count", string="Worse Today"
    )
    baseline_new_count = fields.Integer(
        related="baseline_id.new_count", string="First Tiers Today"
    )
    baseline_unfit_count = fields.Integer(
        related="baseline_id.unfit_count", string="No Tier Fits Today"
    )
    baseline_granted_amount = fields.Monetary(
        related="baseline_id.granted_amount", string="Credit Granted Today"
    )
    baseline_withdrawn_amount = fields.Monetary(
        related="baseline_id.withdrawn_amount", string="Credit Withdrawn Today"
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("What-if Analysis")

    @api.depends("company_id")
    def _compute_tier_ids(self):
        tiers = self.env["sales.tier"].with_context(active_test=False)
        for preview in self:
            domain = [("company_id", "=", preview.company_id.id)]
            preview.tier_ids = [Command.clear()] + [
                Command.create(
                    {"tier_id": tier.id, "in_force": tier.active}
                    | {name: tier[name] for name in DRAFT_FIELDS}
                )
                for tier in tiers.search(domain)
            ]

    def action_preview(self):
        """Grade all customers by the values entered, and show what would change.

        :raise AccessError: for others than director and administrator of rules
        """
        self.ensure_one()
        self._check_may_preview()
        self.line_ids.unlink()
        self.env["sales.grading"]._insert_grades(self, self._get_drafts())
        self.baseline_id = self._create_baseline()
        self.is_previewed = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What-if Analysis"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "current",
        }

    def _create_baseline(self):
        """Return the same period graded by the standard in force."""
        baseline = self.create(
            {
                "company_id": self.company_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to,
            }
        )
        self.env["sales.grading"]._insert_grades(baseline, baseline._get_drafts())
        return baseline

    def _get_drafts(self):
        """Return the standard entered, the best tier first."""
        tiers = self.tier_ids.filtered("in_force").sorted(
            lambda row: (row.tier_id.sequence, row.tier_id.id)
        )
        return [
            Standard(
                tier_id=row.tier_id.id,
                sequence=row.tier_id.sequence,
                **{name: row[name] for name in DRAFT_FIELDS},
            )
            for row in tiers
        ]

    def _get_line_action(self, domain):
        # EXTENDS 'sales.tier.grade.set'
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview, nothing is written"),
            "res_model": "sales.tier.preview.line",
            "view_mode": "list",
            "views": [(False, "list")],
            "domain": [("preview_id", "=", self.id), *domain],
        }

    @api.model
    def _get_default_window(self):
        """Return the period of the last assessment: the thresholds are made for one of
        its length. Where there is none, the month that is over.
        """
        assessments = self.env["sales.tier.assessment"]
        last = assessments._get_last_computed()
        if last:
            return last.date_from, last.date_to
        return assessments._get_default_window()

    @api.model
    def _check_may_preview(self):
        """Check that the user may try out a standard.

        :raise AccessError: for others than director and administrator of rules
        """
        groups = "sales_rules.group_marketing_director,sales_rules.group_rules_admin"
        if not self.env.su and not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._(
                    "Only the marketing director and the administrator of rules may"
                    " try out another standard."
                )
            )

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

REVIEW = "sales_rules.mail_activity_type_credit_review"


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Who says when a limit is looked at again.
    _credit_review_groups = (
        "sales_rules.group_finance,sales_rules.group_regional_manager"
        ",sales_rules.group_rules_admin"
    )
    _credit_review_fields = frozenset(
        {"credit_review_date", "credit_review_user_id", "credit_review_noticed"}
    )

    credit_review_date = fields.Date(
        string="Review Limit on",
        company_dependent=True,
        help="When this customer's limit is to be looked at again. Whoever is"
        " responsible is told ahead.",
    )
    credit_review_user_id = fields.Many2one(
        "res.users",
        string="Reviewed by",
        company_dependent=True,
        domain="[('share', '=', False)]",
        help="Who is told. Empty: the customer's salesperson.",
    )
    credit_review_noticed = fields.Date(
        company_dependent=True,
        readonly=True,
        help="The review date that notice was given of.",
    )
    can_review_credit = fields.Boolean(compute="_compute_can_review_credit")

    @api.depends_context("uid")
    def _compute_can_review_credit(self):
        may_review = self.env.user.has_groups(self._credit_review_groups)
        for partner in self:
            partner.can_review_credit = may_review and not partner.parent_id

    @api.model_create_multi
    def create(self, vals_list):
        if any(self._has_review(vals) for vals in vals_list):
            self._check_may_review()
        return super().create(vals_list)

    def write(self, vals):
        if any(
            partner[name]
            != partner._fields[name].convert_to_record(
                partner._fields[name].convert_to_cache(vals[name], partner), partner
            )
            for name in self._credit_review_fields & vals.keys()
            for partner in self
        ):
            self._check_may_review()
        return super().write(vals)

    def _commercial_fields(self):
        # EXTENDS 'base'
        return super()._commercial_fields() + [
            "credit_review_date",
            "credit_review_user_id",
        ]

    @api.model
    def _has_review(self, vals):
        return any(vals.get(name) for name in self._credit_review_fields)

    @api.model
    def _check_may_review(self):
        """:raise AccessError: when the caller does not set when a limit is reviewed"""
        if not self.env.su and not self.env.user.has_groups(self._credit_review_groups):
            raise AccessError(
                self.env._(
                    "When a limit is reviewed is said by finance, the regional manager"
                    " or the marketing director."
                )
            )

    @api.model
    def _give_review_notice(self, limit=500):
        """Tell who is responsible which limits are to be reviewed, once per date.

        :return: how many customers were told of
        """
        told = 0
        ids = self.env["sales.tier"]._get_configured_companies()
        for company in self.env["res.company"].browse(sorted(ids)):
            ahead = relativedelta(days=company.credit_notice_days)
            until = fields.Date.context_today(self) + ahead
            partners = self.with_company(company).search(
                [("credit_review_date", "<=", until), ("parent_id", "=", False)]
            )
            due = partners.filtered(
                lambda p: p.credit_review_noticed != p.credit_review_date
            )[:limit]
            due._give_notice_of_review()
            told += len(due)
        return told

    def _give_notice_of_review(self):
        """Give one activity per customer and note the date it is about."""
        vals_list = [
            partner._prepare_review_vals()
            for partner in self
            if partner._get_review_user()
        ]
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet.create(vals_list)
        for date, partners in self.grouped("credit_review_date").items():
            partners.credit_review_noticed = date

    def _get_review_user(self):
        """Return who reviews the limit."""
        self.ensure_one()
        return self.credit_review_user_id or self.user_id

    def _prepare_review_vals(self):
        """Return the activity that gives notice, in the language of who reads it."""
        self.ensure_one()
        user = self._get_review_user()
        env = self.with_context(lang=user.lang or self.env.lang).env
        return {
            "activity_type_id": self.env.ref(REVIEW).id,
            "automated": True,
            "date_deadline": self.credit_review_date,
            "res_id": self.id,
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "summary": env._(
                "Review the credit limit in %(company)s by %(date)s",
                company=self.env.company.name,
                date=format_date(env, self.credit_review_date),
            ),
            "user_id": user.id,
        }

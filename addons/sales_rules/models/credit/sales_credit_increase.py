from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date
from odoo.tools.misc import formatLang

ENDING = "sales_rules.mail_activity_type_credit_ending"


class SalesCreditIncrease(models.AbstractModel):
    """A document that, approved, raises one customer's limit from day to day (R1.7).

    It counts from `date_from` to `date_to`, both included, by the date alone: nothing
    has to run for it to begin or to end. A job has held orders examined again when it
    does, and gives notice before the end.
    """

    _name = "sales.credit.increase"
    _description = "Credit Limit Increase"
    _inherit = ["sales.approval.document"]
    _order = "id desc"
    _rec_name = "partner_id"

    # the roles that may end an approved document before its last day
    _revoke_groups = "sales_rules.group_marketing_director"
    _approval_frozen_fields = frozenset(
        {"partner_id", "company_id", "amount", "date_from", "date_to", "reason"}
    )
    _protected_fields = frozenset(
        {"examined_validity", "is_notice_given", "revoked_on"}
    )
    _state_moves = {"revoked": ("approved",)}

    state = fields.Selection(
        selection_add=[("revoked", "Revoked")], ondelete={"revoked": "set default"}
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_customer', '=', True)]",
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")
    amount = fields.Monetary(
        required=True, tracking=True, help="The amount by which the limit is raised."
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.company._get_today(),
        help="The first day that it counts.",
    )
    date_to = fields.Date(
        string="Until", tracking=True, help="The last day that it counts."
    )
    reason = fields.Text()
    validity = fields.Selection(
        "_get_validities", compute="_compute_validity", search="_search_validity"
    )
    examined_validity = fields.Selection(
        "_get_validities",
        readonly=True,
        copy=False,
        help="The status when held orders were last examined for it.",
    )
    is_notice_given = fields.Boolean(readonly=True, copy=False)
    revoked_on = fields.Date(readonly=True, copy=False)
    can_revoke = fields.Boolean(compute="_compute_can_revoke")

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The amount that raises a limit is larger than zero."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The last day lies before the first.",
    )
    _increase_idx = models.Index("(partner_id, company_id) WHERE state = 'approved'")

    @api.model
    def _get_validities(self):
        """Return what a document can be on a day, as (key, label)."""
        return [
            ("none", self.env._("Not approved")),
            ("future", self.env._("Not yet")),
            ("running", self.env._("Running")),
            ("ended", self.env._("Ended")),
        ]

    @api.depends("state", "date_from", "date_to", "company_id")
    def _compute_validity(self):
        for company, documents in self.grouped("company_id").items():
            today = company._get_today()
            for document in documents:
                document.validity = document._get_validity(today)

    def _search_validity(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain_by_day = self.env["res.company"]._get_domain_by_day
        return Domain.OR(
            domain_by_day(
                lambda company, key=key: self._get_validity_domain(
                    key, company._get_today()
                )
            )
            for key in value
        )

    @api.depends_context("uid")
    @api.depends("state", "date_to")
    def _compute_can_revoke(self):
        may_revoke = self._may_revoke()
        for document in self:
            document.can_revoke = may_revoke and document.validity in (
                "future",
                "running",
            )

    @api.constrains("partner_id")
    def _check_partner(self):
        for document in self:
            # sudo: the name of the customer, who need not be one's own
            partner = document.sudo().partner_id
            if partner.commercial_partner_id != partner:
                raise ValidationError(
                    self.env._(
                        "The debt of %(contact)s is that of %(customer)s: enter it"
                        " there.",
                        contact=partner.display_name,
                        customer=partner.commercial_partner_id.display_name,
                    )
                )

    def action_submit(self):
        """Ask for the approval.

        :raise UserError: naming documents whose last day is over
        """
        # EXTENDS 'sales.approval.document'
        over = self.filtered(
            lambda doc: doc.date_to and doc.date_to < doc.company_id._get_today()
        )
        if over:
            raise UserError(
                self.env._(
                    "The last day is over, nothing is left to approve: %s",
                    over._get_approval_names(),
                )
            )
        return super().action_submit()

    def action_revoke(self):
        """End approved documents before their last day: they no longer raise the limit.

        :raise AccessError: when the user may not revoke it
        """
        self.check_access("read")
        if not self._may_revoke():
            raise AccessError(
                self.env._(
                    "%s: only finance and the users who decide on it may end it before"
                    " its last day.",
                    self._get_approval_names(),
                )
            )
        # sudo: directors revoke what they need not write
        documents = self.sudo()
        for company, revoked in documents.grouped("company_id").items():
            revoked._move("revoked", revoked_on=company._get_today())
        for document in documents:
            document.message_post(body=self.env._("Revoked by %s.", self.env.user.name))
        documents._end_notices()
        return True

    @api.model
    def _may_revoke(self):
        """Return whether the caller may end what was approved."""
        return self.env.su or self.env.user.has_groups(self._revoke_groups)

    def _on_approved(self):
        # EXTENDS 'sales.approval.document': held orders may be free now
        res = super()._on_approved()
        self._examine_validity()
        return res

    def _get_validity(self, today):
        """Return whether the document raises the limit on a day, see
        `_get_validities`.
        """
        self.ensure_one()
        if self.state == "revoked":
            return "ended"
        if self.state != "approved":
            return "none"
        if self.date_from > today:
            return "future"
        return "ended" if self.date_to and self.date_to < today else "running"

    @api.model
    def _get_validity_domain(self, validity, today):
        """Return the domain of documents that are that on a day."""
        approved = Domain("state", "=", "approved")
        over = approved & Domain("date_to", "<", today)
        future = approved & Domain("date_from", ">", today)
        domains = {
            "none": Domain("state", "not in", ("approved", "revoked")),
            "future": future,
            "running": approved & ~future & ~over,
            "ended": Domain("state", "=", "revoked") | over & ~future,
        }
        return domains.get(validity, Domain.FALSE)

    def _examine_validity(self):
        """Have held orders examined where a document began or ended."""
        changed = self.filtered(lambda doc: doc.validity != doc.examined_validity)
        for validity, documents in changed.grouped("validity").items():
            documents._write_protected({"examined_validity": validity})
        # sudo: the queue is the module's own
        self.env["sales.credit.queue"].sudo()._push(changed.partner_id)

    @api.model
    def _follow_dates(self, limit=500):
        """Follow the dates: examine what began or ended, give notice ahead.

        :return: how many documents were looked at
        """
        domain_by_day = self.env["res.company"]._get_domain_by_day
        begun = self.search(
            Domain("state", "=", "approved") & domain_by_day(self._get_begun_domain),
            limit=limit,
        )
        begun._examine_validity()
        ending = self.browse()
        for company in self._get_notice_companies():
            today = company._get_today()
            days = relativedelta(days=company.credit_notice_days)
            domain = [
                ("company_id", "=", company.id),
                ("state", "=", "approved"),
                ("is_notice_given", "=", False),
                ("date_to", ">=", today),
                ("date_to", "<=", today + days),
            ]
            ending |= self.search(domain, limit=limit)
        ending._give_notice()
        return len(begun | ending)

    @api.model
    def _get_begun_domain(self, company):
        """Return the domain of documents that began or ended, unexamined, on a
        company's day.
        """
        today = company._get_today()
        begun = Domain("examined_validity", "=", "future") & Domain(
            "date_from", "<=", today
        )
        ended = Domain("examined_validity", "in", ("future", "running")) & Domain(
            "date_to", "<", today
        )
        return begun | ended

    @api.model
    def _get_notice_companies(self):
        """Return the companies with limits, which give notice of their ends."""
        ids = self.env["sales.tier"]._get_configured_companies()
        return self.env["res.company"].browse(sorted(ids))

    def _give_notice(self):
        """Tell the users responsible that these end soon, one activity each."""
        if not self:
            return
        wanted = {}
        for document in self:
            user = document.partner_id.user_id or document.requester_id
            wanted[document.id] = {user.id: document._prepare_notice_vals(user)}
        self.env["sales.notice"]._plan(self, ENDING, wanted)
        self._write_protected({"is_notice_given": True})

    def _prepare_notice_vals(self, user):
        """Return the activity that gives notice, in the language of who reads it."""
        self.ensure_one()
        env = self.with_context(lang=user.lang or self.env.lang).env
        return {
            "date_deadline": self.date_to,
            "summary": env._(
                "%(document)s ends on %(date)s",
                document=self.with_env(env).display_name,
                date=format_date(env, self.date_to),
            ),
        }

    def _end_notices(self):
        """End the notices of what does not end by itself any more."""
        self.env["sales.notice"]._end(self, ENDING)
        self._examine_validity()

    def _get_approval_team(self):
        # EXTENDS 'sales.approval.mixin': the leader of the customer's salesperson;
        # sudo: requesters need not read teams
        return self.sudo().partner_id.user_id.sale_team_id or (
            super()._get_approval_team()
        )

    def _format_amount(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)

    def _format_date(self, date):
        return format_date(self.env, date) if date else ""

    @api.model
    def _flush_increases(self):
        """Write what is pending: SQL reads it."""
        self.flush_model(
            ["partner_id", "company_id", "state", "date_from", "date_to", "amount"]
        )

    @api.model
    def _get_currency_column(self):
        """Return the SQL of the id of the currency that `amount` is in."""
        raise NotImplementedError()

    @api.model
    def _query_increases(self, kind, ids, company, today):
        """Return the SQL of the limit increases of partners on a day.

        Rows of `sales.credit._get_families` of that kind.

        :param SQL ids: an array of ids of commercial partners
        """
        currency = self._get_currency_column()
        return SQL(
            """
            SELECT %(kind)s, document.partner_id, document.partner_id,
                   %(currency)s, SUM(document.amount), MIN(document.date_to)
              FROM %(table)s document
              JOIN res_company company ON company.id = document.company_id
             WHERE document.partner_id = ANY(%(ids)s)
               AND document.company_id = %(company)s
               AND document.state = 'approved'
               AND document.date_from <= %(today)s
               AND (document.date_to IS NULL OR document.date_to >= %(today)s)
             GROUP BY document.partner_id, %(currency)s
            """,
            kind=kind,
            currency=currency,
            table=SQL.identifier(self._table),
            ids=ids,
            company=company.id,
            today=today,
        )

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# Fields of a request as a person reads them, with the field they show.
_TEXTS = {"amount_text": "compared", "limit_text": "limit", "over_text": "over"}


class SalesApproval(models.Model):
    """One decision asked of the users who have the authority, for any document (R1.1).

    Asked before, kept for good with figures and reasons: ask before, report after
    (R5.10).

    Rows are made by `_ask` and moved by the methods of this model only; nobody can
    write, create or delete them, and what is decided keeps the figures it was decided
    on. An edit of the document, a forward or an escalation supersedes a row by a
    new one. The candidates are frozen when asked.

    In files by step: the row and who sees it, asking (`_ask`), deciding (`_decide`),
    who is told and when (`_activity`). The notices themselves are in
    `sales.approval.notice`, the treatment of waiting rows in `sales.approval.deadline`.
    """

    _name = "sales.approval"
    _description = "Approval"
    _inherit = ["sales.state.mixin", "sales.reason.mixin"]
    _order = "asked_at, over desc, id"
    _rec_name = "document_name"

    _reason_actions = {
        "reject": "action_reject",
        "forward": "action_forward",
        "question": "action_question",
    }

    # The fields of a row; without the gate none can be created, and no field written.
    _protected_fields = frozenset(
        {
            "res_model",
            "res_id",
            "subject",
            "amount",
            "requester_id",
            "requester_ids",
            "candidate_ids",
            "reader_ids",
            "decision",
            "decided_by_id",
            "on_behalf_of_id",
            "decided_at",
        }
    )
    _state_moves = {
        "approved": ("pending",),
        "rejected": ("pending",),
        "superseded": ("pending", "approved"),
        "cancelled": ("pending",),
    }

    subject = fields.Selection(
        selection=lambda self: self.env["sales.authority"]._get_subjects(),
        required=True,
        index=True,
    )
    res_model = fields.Char(string="Document Model", required=True)
    res_id = fields.Many2oneReference(
        string="Document ID", model_field="res_model", required=True
    )
    document_name = fields.Char(
        string="Document", required=True, help="The name when it was asked."
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", index="btree_not_null", ondelete="restrict"
    )
    team_id = fields.Many2one("crm.team", ondelete="restrict")
    amount = fields.Float(
        string="Amount Asked",
        help="The amount to decide on: money in the company's currency, days or"
        " percent, as the subject says.",
    )
    is_unlimited = fields.Boolean(
        string="Without Limit",
        help="More than any amount: only an unlimited authority decides.",
    )
    compared = fields.Float(
        help="The figure compared with the limit, in the same unit: for a credit"
        " release the exposure, of which `amount` is over the limit."
    )
    limit = fields.Float(
        string="Limit without Approval",
        help="The limit up to which no approval is needed, in the same unit.",
    )
    over = fields.Float(string="Excess Amount", help="The amount over the limit.")
    amount_text = fields.Char(string="Amount", compute="_compute_texts")
    limit_text = fields.Char(string="Limit", compute="_compute_texts")
    over_text = fields.Char(string="Excess", compute="_compute_texts")
    summary = fields.Text(string="Reasons", help="The reasons, with their figures.")
    requester_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict"
    )
    requester_ids = fields.Many2many(
        "res.users",
        "sales_approval_requester_rel",
        "approval_id",
        "user_id",
        string="Requesters",
        ondelete="restrict",
        context={"active_test": False},
        help="The users who caused the request or own the document: none of them"
        " decides.",
    )
    asked_at = fields.Datetime(string="Requested on", required=True)
    authority_id = fields.Many2one(
        "sales.authority",
        ondelete="restrict",
        help="The lowest authority that covers the amount.",
    )
    level = fields.Float(
        string="Authority up to", help="The limit of the authority when asked."
    )
    level_unlimited = fields.Boolean(string="Authority Unlimited")
    candidate_ids = fields.Many2many(
        "res.users",
        "sales_approval_candidate_rel",
        "approval_id",
        "user_id",
        string="Approvers",
        ondelete="restrict",
        context={"active_test": False},
    )
    reader_ids = fields.Many2many(
        "res.users",
        "sales_approval_reader_rel",
        "approval_id",
        "user_id",
        string="Former Approvers",
        ondelete="restrict",
        context={"active_test": False},
    )
    deadline = fields.Datetime(
        string="Escalates", help="When it goes to the next larger authority."
    )
    next_check_at = fields.Datetime()
    reminded_at = fields.Datetime(string="Reminded")
    is_escalated = fields.Boolean(string="Escalated")
    is_stuck = fields.Boolean(
        string="Not Escalatable", help="Past its deadline, and no authority is larger."
    )
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
            ("superseded", "Superseded"),
        ],
        required=True,
        default="pending",
    )
    decision = fields.Selection(
        [("approved", "Approved"), ("rejected", "Rejected")],
        help="The decision taken; it stays when the row is superseded later.",
    )
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", index="btree_not_null", ondelete="restrict"
    )
    on_behalf_of_id = fields.Many2one("res.users", string="On Behalf of")
    decided_at = fields.Datetime(string="Decided on")
    reason = fields.Text(string="Reason for Decision")
    note = fields.Text(help="Why it was forwarded, escalated, superseded or cancelled.")
    forwarded_by_id = fields.Many2one("res.users", string="Forwarded by")
    superseded_by_id = fields.Many2one(
        "sales.approval", string="Superseded by", index="btree_not_null"
    )
    supersedes_ids = fields.One2many("sales.approval", "superseded_by_id")
    can_decide = fields.Boolean(
        compute="_compute_can_decide", search="_search_can_decide"
    )
    can_forward = fields.Boolean(compute="_compute_can_forward")
    is_party = fields.Boolean(
        string="Concerns Me", compute="_compute_is_party", search="_search_is_party"
    )
    age_days = fields.Integer(string="Age (Days)", compute="_compute_age")
    is_late = fields.Boolean(string="Past Reminder", compute="_compute_age")
    is_due = fields.Boolean(
        string="Escalates Today", compute="_compute_age", search="_search_is_due"
    )

    _one_pending = models.UniqueIndex(
        "(res_model, res_id, subject) WHERE state = 'pending'",
        "This was asked already and waits for its decision.",
    )
    _document_idx = models.Index("(res_model, res_id)")
    _pending_idx = models.Index("(asked_at, over DESC, id) WHERE state = 'pending'")
    _decided_idx = models.Index("(decided_at) WHERE decision IS NOT NULL")

    @api.depends_context("lang")
    @api.depends("subject", "compared", "limit", "over", "is_unlimited", "company_id")
    def _compute_texts(self):
        subjects = self.env["sales.subject"]
        for row in self:
            for text, name in _TEXTS.items():
                value = row[name]
                row[text] = (value or name == "compared") and subjects._format_amount(
                    row.subject, value, row.company_id
                )
            if row.is_unlimited:
                row.amount_text = self.env._("Unlimited")

    @api.depends_context("uid")
    @api.depends("state", "candidate_ids", "requester_ids", "company_id")
    def _compute_can_decide(self):
        reasons = self._get_cannot_decide_reasons()
        for row in self:
            row.can_decide = not reasons[row.id]

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_decider_domain()
        return domain if True in value else ~domain

    @api.depends_context("uid")
    @api.depends("state", "subject", "candidate_ids", "requester_ids", "company_id")
    def _compute_can_forward(self):
        delegable = self._filter_delegable()
        for row in self:
            row.can_forward = row.can_decide and row in delegable

    @api.depends_context("uid")
    @api.depends("candidate_ids", "reader_ids", "requester_id", "decided_by_id")
    def _compute_is_party(self):
        user = self.env.user
        principals = self.env["sales.substitute"]._get_principals()
        for row in self.sudo():  # sudo: whether it may be read is found here
            row.is_party = (
                user in row.requester_id | row.decided_by_id | row.reader_ids
                or bool((user | row._get_represented(principals)) & row.candidate_ids)
            )

    def _search_is_party(self, operator, value):
        if operator != "in":
            return NotImplemented
        uid = self.env.uid
        domain = (
            Domain("requester_id", "=", uid)
            | self._get_asked_domain()
            | Domain("reader_ids", "in", [uid])
            | Domain("decided_by_id", "=", uid)
        )
        return domain if True in value else ~domain

    @api.depends("asked_at", "decided_at", "state", "deadline", "company_id")
    def _compute_age(self):
        now = fields.Datetime.now()
        for row in self:
            company = row.company_id.sudo()  # its day, and one setting
            pending = row.state == "pending"
            end = now if pending else row.decided_at or row.write_date or now
            age = end - (row.asked_at or end)
            reminder = company.approval_reminder_days
            row.age_days = age.days
            row.is_late = bool(pending and reminder and age >= timedelta(days=reminder))
            row.is_due = bool(
                pending
                and row.deadline
                and company._get_day(row.deadline) <= company._get_today()
            )

    def _search_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("state", "=", "pending") & self.env[
            "res.company"
        ]._get_domain_by_day(
            lambda company: Domain(
                "deadline",
                "<",
                company._get_midnight(company._get_today() + timedelta(days=1)),
            )
        )
        return due if True in value else ~due

    @api.model_create_multi
    def create(self, vals_list):
        self.browse().check_access("create")
        approvals = super().create(vals_list)
        self.env["sales.approval.notice"]._wake_activities()
        approvals._notify_counters()
        return approvals

    def write(self, vals):
        self.check_access("write")
        res = super().write(vals)
        if {"state", "candidate_ids"} & vals.keys():
            self._notify_counters()
        return res

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': the whole row is the record of a decision
        return set(vals)

    def copy_data(self, default=None):
        raise UserError(self.env._("Approvals are asked from their document."))

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Approvals are never deleted: they are the record of who decided what,"
                " on which figures and why."
            )
        )

    def action_open_document(self):
        """Open the document that the decision is about.

        :raise UserError: when it was deleted; a draft that was withdrawn may be
        """
        self.ensure_one()
        self.check_access("read")
        if not any(self._get_documents()):
            raise UserError(
                self.env._("%s does not exist any more.", self.document_name)
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
            "name": self.document_name,
        }

    @api.model
    def _get_inbox_domain(self):
        """Return the domain of what waits for the current user.

        List, counter and activity use this one, so that they never differ.
        """
        return Domain("can_decide", "=", True)

    @api.model
    def _get_decider_domain(self):
        """Return `can_decide` in stored fields, as of today's substitutes."""
        return (
            Domain("state", "=", "pending")
            & self._get_asked_domain()
            & Domain("requester_ids", "not in", [self.env.uid])
            & Domain("company_id", "in", self.env.user.company_ids.ids)
        )

    @api.model
    def _get_asked_domain(self):
        """Return the domain of what the current user is asked, or is asked of those
        whom they substitute today.
        """
        uid = self.env.uid
        principals = self.env["sales.substitute"]._get_principals()
        personal = self.env["sales.subject"]._get_personal()
        if not (principals and personal):
            return Domain("candidate_ids", "in", [uid, *principals.ids])
        represented = Domain("candidate_ids", "in", principals.ids)
        represented &= Domain("subject", "not in", personal)
        return Domain("candidate_ids", "in", [uid]) | represented

    def _filter_delegable(self):
        """Return the rows that somebody else may decide on in a candidate's place."""
        personal = self.env["sales.subject"]._get_personal()
        return self.filtered(lambda row: row.subject not in personal)

    def _get_represented(self, principals):
        """Return those of `principals` whom a substitute represents on this row."""
        self.ensure_one()
        return principals if self._filter_delegable() else principals.browse()

    @api.model
    def _query_states(self, model_name, ids=None):
        """Return the SQL of (res_id, approval_state) of documents: the last live answer
        to each question of a document counts.

        :param ids: of the documents, None for all
        """
        self.flush_model(["state", "res_model", "res_id", "subject"])
        return SQL(
            """
            SELECT res_id,
                   CASE WHEN bool_or(state = 'rejected') THEN 'rejected'
                        WHEN bool_or(state = 'pending') THEN 'pending'
                        ELSE 'approved' END AS approval_state
              FROM (SELECT DISTINCT ON (res_id, subject) res_id, state
                      FROM sales_approval
                     WHERE res_model = %s
                       AND state IN ('pending', 'approved', 'rejected')
                       AND %s
                     ORDER BY res_id, subject, id DESC) last_answer
             GROUP BY res_id
            """,
            model_name,
            SQL("TRUE") if ids is None else SQL("res_id IN %s", tuple(ids)),
        )

    def _get_documents(self):
        """Return the documents of these rows by model, those that still exist.

        :return: list of recordsets, in sudo, without defaults of the caller's views
        """
        documents = []
        for model, rows in self.grouped("res_model").items():
            if model not in self.env:
                continue  # of an addon that was uninstalled
            # sudo: documents follow the decision, whoever may read them
            records = self.env[model].sudo().browse(set(rows.mapped("res_id")))
            documents.append(records.exists())
        return documents

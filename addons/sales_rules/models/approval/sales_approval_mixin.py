from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.inherited import add_up
from odoo.addons.sales_rules.tools.roles import check_searched

APPROVAL_STATES = [
    ("none", "None"),
    ("pending", "Waiting"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
]


class SalesApprovalMixin(models.AbstractModel):
    """A document that others approve (R1.1); decisions are rows of `sales.approval`.

    Brings the asking, the deciding and the freezing, but no states of its own: for a
    document whose life is the approval, inherit `sales.approval.document`.

    A model names what it asks for in `_approval_subject`, and what may not change
    while it is asked or approved in `_approval_frozen_fields`; one2many fields of
    lines belong there too. Lines ask their parent before each change::

        class SalesThingLine(models.Model):
            def write(self, vals):
                self.thing_id._check_not_frozen()
                return super().write(vals)

    The details of a request come from the hooks `_get_approval_amount`,
    `_get_approval_partner`, `_get_approval_team`, `_get_approval_summary`, or all at
    once from `_get_approval_requests`; what follows a decision is
    `_approval_decided`.
    """

    _name = "sales.approval.mixin"
    _description = "Document under Approval"
    _inherit = ["sales.protected.mixin", "sales.requester.mixin"]

    # what is asked, a `Subject` of tools/subject.py
    _approval_subject = None
    # business fields that refuse every change while asked or approved; adds up over
    # the classes of a model
    _approval_frozen_fields = frozenset()

    approval_ids = fields.One2many(
        "sales.approval", "res_id", string="Approvals", readonly=True, copy=False
    )
    approval_state = fields.Selection(
        APPROVAL_STATES,
        string="Approval",
        compute="_compute_approval_state",
        search="_search_approval_state",
        compute_sudo=True,
        help="Rejected when the last answer to one of the questions is no, approved"
        " when all are answered with yes.",
    )
    can_decide_approval = fields.Boolean(
        compute="_compute_can_decide_approval",
        help="Whether the current user decides on something this document asks.",
    )

    @api.depends("approval_ids.state")
    def _compute_approval_state(self):
        self.approval_state = "none"
        states = {}
        if self.ids:
            query = self.env["sales.approval"]._query_states(self._name, self.ids)
            states = dict(self.env.execute_query(query))
        for record in self:
            record.approval_state = states.get(record._origin.id, "none")

    def _search_approval_state(self, operator, value):
        check_searched(self, "approval_state")
        if operator != "in":
            return NotImplemented
        rows = self.env["sales.approval"]._query_states(self._name)

        def having(states):
            return SQL(
                "(SELECT res_id FROM (%s) answers WHERE approval_state = ANY(%s))",
                rows,
                sorted(states),
            )

        wanted = {state for state in value if state and state != "none"}
        if "none" not in value:
            return [("id", "in", having(wanted))]
        return [("id", "not in", having({"pending", "approved", "rejected"} - wanted))]

    @api.depends_context("uid")
    @api.depends("approval_ids.state")
    def _compute_can_decide_approval(self):
        pending = self._get_pending_approvals()
        mine = {row.res_id for row in pending if row.can_decide}
        for record in self:
            record.can_decide_approval = record._origin.id in mine

    def action_submit(self):
        """Ask for the approvals these documents need.

        :raise UserError: naming documents that are waiting or approved already
        """
        self.check_access("write")
        asked = self.filtered(
            lambda record: record.approval_state in ("pending", "approved")
        )
        if asked:
            raise UserError(
                self.env._(
                    "These are waiting for a decision or approved already: %s. Withdraw"
                    " them first to ask again.",
                    asked._get_approval_names(),
                )
            )
        requests = []
        for record in self:
            requests += record._get_approval_requests()
        self.env["sales.approval"]._ask(requests)
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_approve(self, reason=None):
        """Approve what these documents ask of the current user.

        :param str reason: optional, kept on the approvals
        :raise UserError: naming documents that ask nothing of the user
        """
        self._get_decidable_approvals().action_approve(reason)
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_reject(self, reason):
        """Reject what these documents ask of the current user.

        :param str reason: why; the requester reads it
        :raise UserError: naming documents that ask nothing of the user
        """
        self._get_decidable_approvals().action_reject(reason)
        return True

    def action_withdraw(self):
        """Withdraw requests that are not decided yet.

        :raise UserError: naming documents that ask for nothing
        """
        self.check_access("write")
        pending = self._get_pending_approvals()
        idle = self.filtered(lambda record: record.id not in pending.mapped("res_id"))
        if idle:
            raise UserError(
                self.env._(
                    "Nothing waits for a decision, so nothing can be withdrawn: %s",
                    idle._get_approval_names(),
                )
            )
        pending._cancel(self.env._("Withdrawn by %s.", self.env.user.name))
        return True

    def action_reject_with_reason(self):
        """Open the dialog that asks why, to reject what waits for the user."""
        rows = self._get_decidable_approvals()
        return rows._get_reason_action("reject")

    # The hooks that say what is asked; called on one document each.

    def _get_approval_requests(self):
        """Return what to ask for this document: list of dicts for
        `sales.approval._ask`.

        The hook for documents that ask several questions, or none: an empty list.
        """
        self.ensure_one()
        return [
            {
                "document": self,
                "subject": self._approval_subject.key,
                "amount": self._get_approval_amount(),
                "limit": self._get_approval_limit(),
                "partner": self._get_approval_partner(),
                "requester": self._get_approval_requester(),
                "requesters": self._get_approval_requesters(),
                "company": self._get_approval_company(),
                "team": self._get_approval_team(),
                "summary": self._get_approval_summary(),
            }
        ]

    def _get_approval_amount(self):
        """Return the amount that the authority must cover, in the unit of the subject.

        Called on one record; zero is covered by every authority over the subject.
        """
        return 0.0

    def _get_approval_limit(self):
        """Return the limit that needs no approval, in the same unit, to show."""
        return 0.0

    def _get_approval_partner(self):
        """Return the customer concerned, or an empty recordset."""
        partner = self.partner_id if "partner_id" in self._fields else None
        return partner or self.env["res.partner"]

    def _get_approval_company(self):
        """Return the company whose authorities decide."""
        company = self.company_id if "company_id" in self._fields else None
        return company or self.env.company

    def _get_approval_team(self):
        """Return the sales team whose leader decides as regional manager."""
        if "team_id" in self._fields:
            return self.team_id
        # sudo: the team of the requester, who need not read teams
        return self._get_approval_requester().sudo().sale_team_id

    def _get_approval_summary(self):
        """Return the reasons with their figures: enough to decide without opening."""
        return False

    # Waiting approvals, and fields that do not change meanwhile.

    def _get_pending_approvals(self):
        """Return the approvals that wait for a decision on these documents, in sudo."""
        # sudo: all who work on the document move its approvals by its methods
        approvals_sudo = self.env["sales.approval"].sudo()
        if not self.ids:
            return approvals_sudo
        return approvals_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "=", "pending"),
            ]
        )

    def _get_decidable_approvals(self):
        """Return the waiting approvals that the current user decides on.

        :raise AccessError: naming the documents that ask nothing of the user, and why
        """
        pending = self._get_pending_approvals()
        reasons = pending._get_cannot_decide_reasons()
        decidable = pending.filtered(lambda row: not reasons[row.id])
        found = set(decidable.mapped("res_id"))
        left = self.filtered(lambda record: record.id not in found)
        if left:
            left.check_access("read")
            pending.filtered(lambda row: row.res_id not in found)._check_can_decide()
            raise AccessError(
                self.env._(
                    "Nothing waits for your decision on: %s",
                    left._get_approval_names(),
                )
            )
        return decidable.sudo(self.env.su)

    def _get_approval_names(self):
        """Return the first names of these documents for a message."""
        # sudo: names for the message
        return ", ".join(self.sudo()[:10].mapped("display_name"))

    def _approval_decided(self, approvals):
        """Follow decisions on these documents; called once per model, in sudo, the
        deciding user preserved.

        :param approvals: rows that were just approved or rejected
        """

    @classmethod
    def _get_frozen_fields(cls):
        """Return the fields that all classes of the model freeze."""
        return add_up(cls, "_approval_frozen_fields")

    def _is_approval_frozen(self):
        """Return whether the frozen fields refuse changes now."""
        self.ensure_one()
        return self.approval_state in ("pending", "approved")

    def _check_not_frozen(self):
        """Refuse when one of these documents is asked or approved; lines call it.

        :raise UserError: naming the documents
        """
        frozen = self.filtered(lambda record: record._is_approval_frozen())
        if frozen:
            frozen._raise_frozen()

    def _raise_frozen(self):
        """Refuse a change of these documents.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "%s: what was asked for or approved cannot be changed. Withdraw it"
                " first, or make a new one.",
                self._get_approval_names(),
            )
        )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': frozen fields are protected while asked
        touched = super()._get_protected_touched(vals)
        frozen = self._get_frozen_fields() & vals.keys()
        if frozen and any(record._is_approval_frozen() for record in self):
            return touched | frozen
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin'
        if set(names) <= self._get_frozen_fields():
            self._raise_frozen()
        return super()._raise_protected(names)

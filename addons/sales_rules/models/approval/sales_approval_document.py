from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import view_parts
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# documents of other addons add them again: labels are translated where they are defined
STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
    ("cancelled", "Cancelled"),
]
NOTICE = "sales_rules.mail_activity_type_document"
# views of which documents share parts, see `views/approval/`
SHARED_VIEWS = ("form", "list", "search")
# the buttons of who submits; others decide
SUBMITTING = ("action_submit", "action_withdraw", "action_draft", "action_cancel")


class SalesApprovalDocument(models.AbstractModel):
    """A document whose life is its approval: asked, decided, and then fixed.

    A model needs its fields and four lines more::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.approval.document"]
            _approval_subject = Subject("thing", _lt("Thing"), unit="money")
            _approval_frozen_fields = frozenset({"amount"})

            amount = fields.Monetary()

            def _get_approval_amount(self):
                return self.amount

    Authorities over the subject can be entered then. Further states extend `state` and
    `_state_moves`; `_notice_groups` says which roles have a document among their
    activities in which state. With `sales.numbered.mixin` it is numbered.
    """

    _name = "sales.approval.document"
    _description = "Document with Approval States"
    _inherit = [
        "sales.approval.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]

    _protected_fields = frozenset({"requester_id", "approval_ids"})
    _state_moves = {
        "submitted": ("draft",),
        "approved": ("submitted",),
        "rejected": ("submitted",),
        "draft": ("submitted", "rejected"),
        "cancelled": ("draft", "submitted", "rejected"),
    }

    # roles whose buttons submit, withdraw, reopen and cancel are, None for all
    _approval_submit_groups = None
    # roles that have a document among their activities while it is in a state
    _notice_groups = {}
    # where withdrawn and rejected documents go on
    _approval_reopened = "draft"

    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    requester_id = fields.Many2one(
        "res.users",
        string="Requested by",
        required=True,
        default=lambda self: self.env.user,
        readonly=True,
        copy=False,
        index=True,
        help="The user who submits it, and so never decides on it.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        # EXTENDS 'base': what is named "approval" gets the parts all documents share
        arch, view = super()._get_view(view_id, view_type, **options)
        named = arch.xpath("//*[@name='approval']") if view_type in SHARED_VIEWS else ()
        for node in named:
            part = self._get_shared_part(view_type, node.tag)
            if node.tag in ("separator", "widget"):
                view_parts.put(node, part)
            elif part is not None:
                view_parts.fill(node, part)
                self._limit_to_submitters(node)
        return arch, view

    @api.model
    def _get_shared_part(self, view_type, tag):
        """Return what the view that all documents share holds in this place."""
        view = self.env.ref(f"sales_rules.sales_approval_document_view_{view_type}")
        # sudo: as every view is read
        arch = view.sudo()._get_combined_arch()
        # lists have neither separators nor groups
        return arch if tag == "widget" else arch.find(f".//{tag}[@name='approval']")

    @api.model
    def _limit_to_submitters(self, node):
        """Keep the buttons of those who submit from everybody else."""
        groups = self._approval_submit_groups
        for button in node.iterfind("button") if groups else ():
            if button.get("name") in SUBMITTING and not button.get("groups"):
                button.set("groups", groups)

    def write(self, vals):
        res = super().write(vals)
        if "company_id" in vals:
            # to no company that the caller does not work in
            self.check_access("write")
        return res

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda document: document.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Only drafts can be deleted; cancel these instead: %s",
                    kept._get_approval_names(),
                )
            )

    def action_submit(self):
        # EXTENDS 'sales.approval.mixin'
        self.check_access("write")
        asking = self.env.user._get_asking()
        self._move("submitted", **({"requester_id": asking.id} if asking else {}))
        super().action_submit()
        # nothing to ask: nothing to wait for
        waiting = set(self._get_pending_approvals().mapped("res_id"))
        self.filtered(lambda document: document.id not in waiting)._approve()
        return True

    def action_withdraw(self):
        """Withdraw submitted documents, to change and submit them again.

        :raise UserError: naming documents that are not submitted
        """
        # EXTENDS 'sales.approval.mixin'
        self.check_access("write")
        self._check_move(self._approval_reopened, ("submitted",))
        super().action_withdraw()
        self._move(self._approval_reopened)
        return True

    def action_draft(self):
        """Return rejected documents to draft, to change and submit them again.

        :raise UserError: naming documents that are not rejected
        """
        self.check_access("write")
        self._check_move(self._approval_reopened, ("rejected",))
        self._move(self._approval_reopened)
        return True

    def action_cancel(self):
        """Cancel documents that are not approved, with their waiting requests.

        :raise UserError: naming documents that cannot be cancelled
        """
        self.check_access("write")
        self._move("cancelled")
        self._get_pending_approvals()._cancel(
            self.env._("Cancelled by %s.", self.env.user.name)
        )
        return True

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'sales.state.mixin'
        res = super()._move(state, claim=claim, **vals)
        if self._notice_groups:
            wanted = {document.id: document._get_notices() for document in self}
            self.env["sales.notice"]._sync(self, NOTICE, wanted)
        return res

    def _get_notices(self):
        """Return the activities about this document, as values by user id.

        Everybody but the requester whose role is told of the state that it is in.
        """
        role = self._notice_groups.get(self.state)
        if not role:
            return {}
        users_sudo = self.company_id._get_role_users(role) - self.requester_id
        return {
            user.id: {"summary": self._get_notice_text(user.lang)}
            for user in users_sudo
        }

    def _get_notice_text(self, lang):
        """Return the summary of an activity: the document and its state."""
        document = self.with_context(lang=lang)
        labels = dict(document._fields["state"]._description_selection(document.env))
        return f"{document.display_name}: {labels[document.state]}"

    def _approval_decided(self, approvals):
        # EXTENDS 'sales.approval.mixin': one no is enough, a yes waits for the others
        res = super()._approval_decided(approvals)
        refused = approvals.filtered(lambda row: row.state == "rejected")
        rejected = self.browse(refused.mapped("res_id")) & self
        rejected._get_pending_approvals()._cancel(
            self.env._("Rejected on another question.")
        )
        waiting = set(self._get_pending_approvals().mapped("res_id"))
        rejected._move("rejected")
        approved = (self - rejected).filtered(lambda doc: doc.id not in waiting)
        approved._approve()
        self._log_decisions(approvals)
        return res

    def _approve(self):
        """Move documents to approved and have them take effect."""
        if self:
            self._move("approved")
            self._on_approved()

    def _on_approved(self):
        """Take effect: called once on all documents just approved, in sudo where
        somebody decided.

        To be overridden.
        """

    def _log_decisions(self, approvals):
        """Tell requesters and chatter what was decided, by whom and why."""
        documents = {document.id: document for document in self}
        for row in approvals.filtered(lambda row: row.res_id in documents):
            body = (
                self.env._("Approved by %s.", row.decided_by_id.name)
                if row.state == "approved"
                else self.env._("Rejected by %s.", row.decided_by_id.name)
            )
            documents[row.res_id].message_post(
                body=f"{body} {row.reason or ''}".strip(),
                partner_ids=row.requester_id.partner_id.ids,
            )

    def _get_approval_requester(self):
        # EXTENDS 'sales.approval.mixin': the user who submitted it
        return self.requester_id

    def _is_approval_frozen(self):
        # EXTENDS 'sales.approval.mixin': a draft only is free
        return self.state != "draft"

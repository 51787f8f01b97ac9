from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import door_kinds

from .collection_handover import PREFIXES


class CollectionHandover(models.Model):
    """Issuing, signing, refusing: the only ways custody moves (R4.24, R4.25)."""

    _inherit = "collection.handover"

    can_issue = fields.Boolean(compute="_compute_can")
    can_sign = fields.Boolean(compute="_compute_can")
    can_withdraw = fields.Boolean(compute="_compute_can")
    cannot_issue_reason = fields.Text(compute="_compute_can")

    @api.depends_context("uid")
    @api.depends(
        "state",
        "receiver_id",
        "giver_id",
        "absent_id",
        "absent_reason",
        "team_id",
        "kind",
        "line_ids",
    )
    def _compute_can(self):
        for handover in self:
            is_draft = handover.state == "draft" and bool(handover.team_id)
            handover.can_issue = is_draft and not handover._get_role_reason()
            handover.cannot_issue_reason = (
                "\n".join(handover._get_cannot_issue_reasons())
                if handover.can_issue and handover.line_ids
                else False
            )
            handover.can_sign = not handover._get_cannot_sign_reason()
            handover.can_withdraw = not handover._get_cannot_withdraw_reason()

    def action_issue(self):
        """Number these and put them before their receivers; nothing moves yet.

        :raise AccessError: for users who may not hand over for this side
        :raise UserError: all reasons why something cannot be handed over
        """
        for handover in self:
            handover._check_role()
            reasons = handover._get_cannot_issue_reasons()
            if reasons:
                raise UserError("\n".join(reasons))
            handover.sudo()._issue(self.env.user)  # role and facts checked above
        return True

    def _get_register(self):
        # EXTENDS 'sales.register.mixin': each kind of hand-over has its own
        self.ensure_one()
        return f"collection.handover.{self.kind}", PREFIXES[self.kind]

    def _issue(self, giver):
        self._move("issued", giver_id=giver.id, issued_at=fields.Datetime.now())
        self._take_register_numbers()
        slips, vouchers = self.line_ids.slip_id, self.line_ids.voucher_id
        slips._put_on_handover(self)
        vouchers._put_on_handover(self)
        self.line_ids._write_protected({"is_open": True})
        if self.kind == "to_branch":
            slips._on_handed_to_branch()
        if self.absent_id:
            self._tell_absent()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            self.company_id._get_today(),
            user_id=self.receiver_id.id,
            summary=self.env._(
                "Sign for %(number)s: %(slips)s slips, %(vouchers)s vouchers",
                number=self.number,
                slips=len(slips),
                vouchers=len(vouchers),
            ),
        )

    def _tell_absent(self):
        """Tell the salesperson whose bag is being taken back, and keep why."""
        self.message_post(
            body=self.env._(
                "Taken back by %(giver)s on behalf of %(absent)s: %(reason)s",
                giver=self.giver_id.name,
                absent=self.absent_id.name,
                reason=self.absent_reason,
            ),
            partner_ids=self.absent_id.partner_id.ids,
        )

    @door_kinds.takes(signature=door_kinds.text)
    def action_sign(self, signature=None):
        """Sign for the things handed over: from now on the user holds them.

        :param signature: base64 picture of a drawn signature; without one the click
            with the user's own login is the signature
        :raise AccessError: for everybody but the receiver
        :raise UserError: when it does not wait for a signature, or when the receiver
            is no longer the one who signs for this kind
        """
        self._check_seen()
        for handover in self:
            handover._check_can_sign()
            vals = {"signature": signature} if signature else {}
            handover.sudo()._sign(self.env.user, **vals)  # the receiver, as checked
        return True

    def _check_seen(self):
        """Refuse hand-overs that the user may not see, without naming them."""
        roles.check_readable(
            self, self.env._("None of your hand-overs: others sign for it.")
        )

    def _check_can_sign(self):
        reason = self._get_cannot_sign_reason()
        if reason and self.state == "issued":
            raise AccessError(reason)
        if reason:
            raise UserError(reason)
        handover_sudo = self.sudo()  # the heads and members of the branch
        reasons = handover_sudo._get_receiver_reasons(handover_sudo.giver_id)
        if any(reasons):
            raise UserError("\n".join(filter(None, reasons)))

    def _sign(self, user, **vals):
        now = fields.Datetime.now()
        self._move("signed", signed_by_id=user.id, signed_at=now, **vals)
        slips, vouchers = self.line_ids.slip_id, self.line_ids.voucher_id
        self.line_ids._write_protected({"is_open": False, "is_signed": True})
        nobody, finance = self.env["res.users"], self.env["crm.team"]
        custody = {
            "to_branch": ("branch", self.team_id, user),
            "to_collector": ("collector", self.team_id, user),
            "to_branch_back": ("branch", self.team_id, user),
            "to_finance_back": ("finance", finance, nobody),
        }[self.kind]
        slips._move_custody(*custody)
        vouchers._move_custody(*custody)
        self._follow_signature(slips, vouchers)
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def _follow_signature(self, slips, vouchers):
        """Move the states of slips and vouchers that have changed hands."""
        states = {
            "to_branch": "branch",
            "to_collector": "collector",
            "to_branch_back": "branch",
            "to_finance_back": "returned",
        }
        # papers of void and missing vouchers come back as what they are
        unused = vouchers.filtered(lambda v: v.state not in ("void", "missing"))
        unused._move(states[self.kind])
        if self.kind == "to_collector":
            slips._on_signed_by_collector()
        elif self.kind == "to_branch_back":
            slips._on_handed_back_to_branch()
        elif self.kind == "to_finance_back":
            slips._on_handed_back_to_finance()

    @door_kinds.takes(reason=door_kinds.text)
    def action_refuse(self, reason):
        """Refuse this hand-over: everything stays with the giver.

        :param str reason: why; the giver reads it
        :raise AccessError: for everybody but the receiver
        """
        self.ensure_one()
        self._check_seen()
        why_not = self._get_cannot_sign_reason()
        if why_not:
            kind = AccessError if self.state == "issued" else UserError
            raise kind(why_not)
        reason = self._check_reason(reason, self._get_reason_demand())
        self.sudo()._end_refused(  # the receiver, as checked above
            reason, self.env._("Refused by %s.", self.env.user.name)
        )
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_withdraw(self, reason):
        """Take back a hand-over that is issued and not signed; it keeps its number.

        :param str reason: why; the receiver reads it
        :raise AccessError: for users who may not hand over for this side
        """
        self.ensure_one()
        self._check_seen()
        why_not = self._get_cannot_withdraw_reason()
        if why_not:
            kind = AccessError if self.state == "issued" else UserError
            raise kind(why_not)
        reason = self._check_reason(reason, self._get_reason_demand())
        self.sudo()._end_refused(  # the user may hand over, as checked above
            reason, self.env._("Withdrawn by %s.", self.env.user.name)
        )
        return True

    def _get_reason_demand(self):
        return self.env._("Say why %s is sent back.", self.display_name)

    def _end_refused(self, reason, text):
        """Send everything back with a reason."""
        self._move("refused", end_reason=f"{text} {reason}")
        slips, vouchers = self.line_ids.slip_id, self.line_ids.voucher_id
        self.line_ids._write_protected({"is_open": False})
        slips._take_off_handover()
        vouchers._take_off_handover()
        if self.kind == "to_branch":
            slips._on_handover_refused()
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.message_post(
            body=self.end_reason,
            partner_ids=(self.giver_id | self.receiver_id).partner_id.ids,
        )

    def _get_cannot_sign_reason(self):
        """Return why the user cannot sign this hand-over, or an empty text."""
        self.ensure_one()
        handover = self.sudo()  # the names for the message
        if handover.state != "issued":
            return self.env._(
                "%s does not wait for a signature.", handover.display_name
            )
        if self.env.user != handover.receiver_id:
            return self.env._(
                "%(handover)s is signed by %(receiver)s with their own login; nobody"
                " signs for another.",
                handover=handover.display_name,
                receiver=handover.receiver_id.name,
            )
        if handover.giver_id == handover.receiver_id:
            return self.env._(
                "%s cannot be signed by its issuer.", handover.display_name
            )
        return ""

    def _get_cannot_withdraw_reason(self):
        """Return why the user cannot withdraw this hand-over, or an empty text."""
        self.ensure_one()
        if self.state != "issued":
            return self.env._(
                "%s does not wait for a signature.",
                self.sudo().display_name,  # a name
            )
        return self._get_role_reason()

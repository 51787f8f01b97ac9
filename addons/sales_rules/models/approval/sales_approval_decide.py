from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_rules.tools import door_kinds


class SalesApproval(models.Model):
    """Deciding on approvals, and forwarding them."""

    _inherit = "sales.approval"

    @door_kinds.takes(reason=door_kinds.text)
    def action_approve(self, reason=None):
        """Approve all these rows, or none.

        :param str reason: optional, kept on the rows
        :raise AccessError: naming the rows the user may not decide
        :raise UserError: naming the rows that do not wait any more
        """
        self._decide("approved", self._clean_reason(reason))
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_reject(self, reason):
        """Reject all these rows, or none.

        :param str reason: why; the requester reads it
        :raise AccessError: naming the rows the user may not decide
        :raise UserError: without a reason, or naming rows that do not wait any more
        """
        self._decide("rejected", self._check_reason(reason))
        return True

    @door_kinds.takes(user=door_kinds.one("res.users"), reason=door_kinds.text)
    def action_forward(self, user, reason):
        """Pass the decision on these rows to `user`, each superseded by a new row.

        A candidate delegates this one decision, whatever the limits of the other;
        old row, forwarder and reason stay on record. Never past four eyes, and what is
        one role's alone stays with the role.

        :param user: an active internal user of the company who is not the requester,
            or the id
        :param str reason: why
        :raise AccessError: naming the rows the user may not decide
        :raise UserError: when the other may not decide on one of them
        """
        reason = self._check_reason(reason)
        self._check_can_decide()
        self._check_delegable()
        # sudo: nobody but this module writes approvals; colleagues' companies
        rows, user_sudo = self.sudo(), user.sudo()
        rows._check_forward(user_sudo)
        note = self.env._(
            "Forwarded by %(sender)s to %(receiver)s: %(reason)s",
            sender=self.env.user.name,
            receiver=user_sudo.name,
            reason=reason,
        )
        forwarded = {"forwarded_by_id": self.env.uid, "note": note}
        rows._replace(
            {row: row._prepare_forward_vals(user_sudo) | forwarded for row in rows},
            note,
        )
        return True

    def action_question(self, question):
        """Ask the requesters something before deciding; the rows go on waiting.

        It is a note on the document, of which its requester is notified; customers who
        follow the document are not.

        :param str question: what the requester is asked
        :raise AccessError: naming the rows the user may not decide
        :raise UserError: without a question, or naming rows that do not wait any more
        """
        demand = self.env._("Write what you want to know: the requester answers it.")
        question = self._check_reason(question, demand)
        self._check_can_decide()
        rows = self.sudo()  # sudo: who decides need not write the document
        notices = self.env["sales.approval.notice"]
        for documents in rows._get_documents():
            asked = rows.filtered(lambda row, d=documents: row.res_model == d._name)
            for document in documents:
                own = asked.filtered(lambda row, d=document: row.res_id == d.id)
                document.message_post(
                    author_id=self.env.user.partner_id.id,
                    body=notices._get_question_text(own, question),
                    partner_ids=own.requester_id.partner_id.ids,
                    subtype_xmlid="mail.mt_note",
                )
        return True

    def action_ask_rejection(self):
        """Open the dialog that asks why these rows are rejected."""
        return self._get_reason_action("reject")

    def action_ask_forward(self):
        """Open the dialog that asks to whom these rows are forwarded, and why."""
        self._check_delegable()
        return self._get_reason_action("forward")

    def _get_reason_action(self, action):
        """Return the dialog for `action` on these rows.

        :raise UserError: naming the rows that the user cannot decide on
        """
        self._check_can_decide()
        window = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_approval_reason_action"
        )
        names = {"reject": self.env._("Reject"), "forward": self.env._("Forward")}
        context = {
            "default_res_model": self._name,
            "default_res_ids": self.ids,
            "default_action": action,
        }
        return dict(window, name=names[action], context=context)

    def _prepare_forward_vals(self, user):
        """Return what a forward to `user` changes; the authority stays."""
        self.ensure_one()
        vals = self._prepare_asked_vals(
            self.company_id, self.subject, self.authority_id, user
        )
        readers = self.reader_ids | self.candidate_ids | self.env.user
        return vals | {
            "level": self.level,
            "level_unlimited": self.level_unlimited,
            "is_escalated": self.is_escalated,
            "reader_ids": [fields.Command.set(readers.ids)],
        }

    def _check_delegable(self):
        """Check that none of these rows has to be decided in person.

        :raise UserError: naming those that have
        """
        personal = self - self._filter_delegable()
        if personal:
            raise UserError(
                self.env._(
                    "These are decided in person and cannot be forwarded: %s",
                    personal._get_names(),
                )
            )

    def _check_forward(self, user):
        """Check that these rows can be forwarded to `user`.

        :raise UserError: naming the rows on which `user` may not decide
        """
        if not user or not user.active or user.share:
            raise UserError(
                self.env._("Forward to an active user of your company's staff.")
            )
        own = self.filtered(lambda row: user in row.requester_ids)
        if own:
            raise UserError(
                self.env._(
                    "%(user)s asked for these and cannot decide on them: %(rows)s",
                    user=user.name,
                    rows=own._get_names(),
                )
            )
        for row in self:
            subject = self.env["sales.subject"]._get(row.subject)
            if subject.fixed and not user.has_group(subject.decider):
                raise UserError(
                    self.env._(
                        "%(rows)s: decided by the role %(role)s alone, which %(user)s"
                        " does not have. A substitute signs while the role's holder is"
                        " away.",
                        rows=row._get_names(),
                        # sudo: the name of a role
                        role=self.env.ref(subject.decider).sudo().name,
                        user=user.name,
                    )
                )
        foreign = self.filtered(lambda row: row.company_id not in user.company_ids)
        if foreign:
            raise UserError(
                self.env._(
                    "%(user)s does not work in the company of these: %(rows)s",
                    user=user.name,
                    rows=foreign._get_names(),
                )
            )

    def _check_reason(self, reason, message=None):
        # EXTENDS 'sales.reason.mixin'
        demand = self.env._("Say why: the requester reads it, and it stays on record.")
        return super()._check_reason(reason, message or demand)

    def _decide(self, decision, reason):
        """Record a decision on all these rows and have their documents follow."""
        self._check_can_decide()
        principals = self.env["sales.substitute"]._get_principals()
        vals = {
            "decision": decision,
            "decided_by_id": self.env.uid,
            "decided_at": fields.Datetime.now(),
            "reason": reason or False,
        }
        # sudo: nobody but this module writes approvals; the deciding user stays
        rows = self.sudo()
        for principal, decided in rows.grouped(
            lambda row: row._get_decided_for(principals)
        ).items():
            decided._move(decision, **vals, on_behalf_of_id=principal.id)
        self.env["sales.approval.notice"]._wake_activities()
        for documents in rows._get_documents():
            model_rows = rows.filtered(lambda r, d=documents: r.res_model == d._name)
            documents._approval_decided(model_rows)

    def _get_decided_for(self, principals):
        """Return the user in whose place the current user decides, or none."""
        self.ensure_one()
        if self.env.user in self.candidate_ids:
            return self.env["res.users"]
        return (self.candidate_ids & self._get_represented(principals))[:1]

    def _check_can_decide(self):
        """Check that the current user decides on these rows.

        :raise UserError: naming the rows and why the user cannot decide on them
        :raise AccessError: where somebody else has to, superuser mode or not.
        """
        self.check_access("read")
        reasons = self._get_cannot_decide_reasons()
        refused = self.filtered(lambda row: reasons[row.id])
        if not refused:
            return
        lines = [
            f"• {row.document_name}: {reasons[row.id]}"
            for row in refused.sudo()[:10]  # sudo: names for the message
        ]
        done = all(row.state != "pending" for row in refused.sudo())  # as above
        error = UserError if done else AccessError
        raise error(
            self.env._(
                "Nothing was decided, because of:\n%(rows)s", rows="\n".join(lines)
            )
        )

    def _get_cannot_decide_reasons(self):
        """Return why the current user cannot decide on each row, empty if they can.

        This alone determines who decides; `can_decide`, buttons and errors follow it.
        Superuser mode changes nothing: the user of the environment decides.

        :return: dict of row id to str
        """
        user = self.env.user
        principals = self.env["sales.substitute"]._get_principals()
        reasons = {}
        for row in self.sudo():  # sudo: the answer does not depend on reading rights
            if row.state != "pending":
                reasons[row.id] = row._get_ended_text()
            elif user in row.requester_ids:
                reasons[row.id] = self.env._(
                    "you asked for it yourself; another person decides."
                )
            elif not (user | row._get_represented(principals)) & row.candidate_ids:
                reasons[row.id] = self.env["sales.subject"]._get_not_asked_text(
                    row.subject, row.candidate_ids
                )
            elif row.company_id not in user.company_ids:
                reasons[row.id] = self.env._(
                    "you do not work in %s.", row.company_id.name
                )
            else:
                reasons[row.id] = ""
        return reasons

    def _get_ended_text(self):
        """Return how a row ended that does not wait any more."""
        self.ensure_one()
        if not self.decided_by_id:
            return self.env._("it does not wait any more. %s", self.note or "")
        return self.env._(
            "%(user)s decided on it already.", user=self.decided_by_id.name
        )

    def _get_names(self):
        """Return the documents of these rows for a message."""
        return ", ".join(self[:10].mapped("document_name"))

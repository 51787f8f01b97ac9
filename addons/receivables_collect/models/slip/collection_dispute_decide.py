from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.receivables_collect.tools import roles

from .collection_dispute import CLEARING_DAYS, TODO


class CollectionDispute(models.Model):
    """Deciding on disputes, and their deadlines (R4.23)."""

    _inherit = "collection.dispute"

    _reason_actions = {
        "accept": "action_accept",
        "refuse": "action_refuse",
        "reopen": "action_reopen",
    }

    def action_accept(self, reason=None):
        """Agree with the customer: the part rests until it is credited.

        For the days that the settings give for the credit note, at most; finance has it
        among its activities.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for a dispute that the caller noted
        """
        self._decide("accepted", reason)
        return True

    def action_refuse(self, reason=None):
        """Disagree: the receivable is asked for again.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for a dispute that the caller noted
        """
        self._decide("refused", reason)
        return True

    def action_reopen(self, reason=None):
        """Take back an acceptance, or have a lapsed one examined again.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for disputes that are not accepted
        """
        self._check_decides()
        self.check_access("read")
        reason = self._check_reason(reason, self.env._("Say why it is taken back."))
        vals = dict.fromkeys(("decided_by_id", "decided_on", "end_reason"), False)
        # sudo: the director decides, and need not write the records of finance
        disputes_sudo = self.sudo()
        for company, disputes in disputes_sudo.grouped("company_id").items():
            due = fields.Date.add(company._get_today(), days=CLEARING_DAYS)
            disputes._move("open", date_due=due, **vals)
        self.env["sales.notice"]._end(self, TODO)
        for dispute in disputes_sudo:
            dispute.message_post(body=self.env._("Taken back: %s", reason))
        disputes_sudo._plan()
        return True

    def _decide(self, state, reason):
        self._check_decides()
        self.check_access("read")
        if own := self.filtered(lambda dispute: dispute.create_uid == self.env.user):
            raise AccessError(
                self.env._(
                    "You noted the dispute of %s yourself: a colleague in finance or"
                    " the director has to decide.",
                    own[0].document,
                )
            )
        demand = self.env._("Say why: the customer will be told.")
        reason = self._check_reason(reason, demand)
        # sudo: the director decides, and need not write the records of finance
        disputes_sudo = self.sudo()
        disputes_sudo._move(
            state,
            decided_by_id=self.env.uid,
            decided_on=fields.Date.context_today(self),
            end_reason=reason,
        )
        self.env["sales.notice"]._end(self, TODO)
        if state == "accepted":
            disputes_sudo._await_credit_note()

    def _await_credit_note(self):
        """Set the day by which the credit note is written, and have finance told."""
        wanted = {}
        for company, disputes in self.grouped("company_id").items():
            days = company.collection_credit_note_days
            due = fields.Date.add(company._get_today(), days=days)
            disputes._write_protected({"date_due": due})
            users = company._get_role_users(roles.FINANCE)
            for dispute in disputes:
                summary = self.env._(
                    "Write the credit note: %(amount)s of %(document)s",
                    amount=dispute.currency_id.format(dispute.amount_rest),
                    document=dispute.document,
                )
                vals = {"summary": summary, "date_deadline": due}
                wanted[dispute.id] = dict.fromkeys(users.ids, vals)
        self.env["sales.notice"]._plan(self, TODO, wanted)

    @api.model
    def _cron_disputes(self):
        """End what rests too long (R4.23).

        Accepted disputes without their credit note lapse after the deadline; of open
        ones that nobody decided in time, finance and the director are told. Activities
        of those that a credit note ended go.
        """
        for company in self.env["res.company"].search(Domain.TRUE):
            late = [
                ("company_id", "=", company.id),
                ("date_due", "<", company._get_today()),
            ]
            self.search([*late, ("state", "=", "accepted")])._lapse()
            self.search([*late, ("state", "=", "open")])._remind()
        over = [("state", "=", "credited"), ("activity_ids", "!=", False)]
        self.env["sales.notice"]._end(self.search(over), TODO)

    def _lapse(self):
        """Have accepted parts asked for again, and tell those concerned."""
        for dispute in self:
            dispute._move("lapsed")
            users = dispute._get_deciders() | dispute.owner_id
            dispute.message_post(
                body=self.env._(
                    "No credit note came by the deadline: %(amount)s of %(document)s is"
                    " asked for again.",
                    amount=dispute.currency_id.format(
                        dispute.amount - dispute.amount_credited
                    ),
                    document=dispute.document,
                ),
                partner_ids=users.filtered("active").partner_id.ids,
            )
        self.env["sales.notice"]._end(self, TODO)

    def _remind(self):
        """Have finance and the director decide what waits beyond its deadline."""
        wanted = {}
        for dispute in self:
            summary = self.env._("Decide on the dispute of %s", dispute.document)
            vals = {"summary": summary, "date_deadline": dispute.date_due}
            wanted[dispute.id] = dict.fromkeys(dispute._get_deciders().ids, vals)
        self.env["sales.notice"]._plan(self, TODO, wanted)

    def _get_deciders(self):
        """Return the users who decide on this dispute."""
        self.ensure_one()
        company = self.company_id
        users = company._get_role_users(roles.FINANCE)
        return (users | company._get_role_users(roles.DIRECTOR)) - self.create_uid

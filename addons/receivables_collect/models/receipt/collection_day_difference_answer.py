from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.receivables_collect.tools import roles

_TODO = "mail.mail_activity_data_todo"
# the days within which a person named liable answers
_ANSWER_DAYS = 7
_SETTLED = ("accepted", "confirmed")


class CollectionDayDifference(models.Model):
    """The answer of a colleague whom finance names liable for missing money (R4.27).

    The collector answers for the own day. Anybody else accepts the debt, or the manager
    of the collector confirms it, before it is posted; the report is verified meanwhile
    and its debt follows. Disputed, it waits for the manager, or for finance to name
    another person.
    """

    _inherit = "collection.day.difference"

    _protected_fields = frozenset({"answer", "answer_reason", "answered_by_id"})
    _reason_actions = {
        "dispute": "action_dispute_debt",
        "confirm": "action_confirm_debt",
    }

    answer = fields.Selection(
        [
            ("none", "None Needed"),
            ("asked", "Asked"),
            ("accepted", "Accepted"),
            ("disputed", "Disputed"),
            ("confirmed", "Confirmed by the Manager"),
        ],
        required=True,
        default="none",
        readonly=True,
        copy=False,
        help="Of a person liable who is not the collector. The debt is posted once it"
        " is accepted or confirmed.",
    )
    answer_reason = fields.Char(readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    can_answer = fields.Boolean(compute="_compute_can_answer")
    can_confirm = fields.Boolean(compute="_compute_can_answer")

    @api.depends_context("uid")
    @api.depends("answer", "owner_id")
    def _compute_can_answer(self):
        user = self.env.user
        for line in self:
            line_sudo = line.sudo()  # sudo: who leads the collector
            line.can_answer = line.answer == "asked" and line.owner_id == user
            line.can_confirm = line.answer in ("asked", "disputed") and (
                user in line_sudo._get_confirming()
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._ask_owner()
        return lines

    def write(self, vals):
        # EXTENDS 'sales.line.mixin': another person or consequence asks anew
        asked = {"owner_id", "consequence"} & vals.keys()
        before = {line: (line.owner_id, line.consequence) for line in self if asked}
        res = super().write(vals)
        changed = self.filtered(
            lambda line: (
                line in before and before[line] != (line.owner_id, line.consequence)
            )
        )
        changed._ask_owner()
        return res

    def action_accept_debt(self):
        """Accept to be liable, as the person named; the debt is posted with the report.

        :raise AccessError: for everybody else
        """
        self._check_owner()
        self._answer("accepted", False)
        return True

    def action_dispute_debt(self, reason):
        """Refuse to be liable, as the person named: the manager decides.

        :param str reason: why
        :raise AccessError: for everybody else
        :raise UserError: without a reason
        """
        self._check_owner()
        demand = self.env._("Say why you do not answer for it.")
        self._answer("disputed", self._check_reason(reason, demand))
        self.sudo()._ask_manager()  # sudo: the duty of another user
        return True

    def action_confirm_debt(self, reason):
        """Confirm, as the collector's manager or the director, who is liable.

        :param str reason: why; the person liable reads it
        :raise AccessError: for others, and for the person liable
        :raise UserError: without a reason
        """
        message = self.env._(
            "The collector's manager or the marketing director confirms a debt."
        )
        roles.check_readable(self, message)
        for line in self.sudo():  # sudo: who leads the collector
            if self.env.user not in line._get_confirming():
                raise AccessError(message)
        reason = self._check_reason(reason, self.env._("Say why the debt stands."))
        self._answer("confirmed", reason)
        return True

    def _check_owner(self):
        """Check that the user is the person named liable; nothing is told to others."""
        lines_sudo = self.sudo().exists()  # sudo: whom finance named
        if len(lines_sudo) != len(self) or lines_sudo.owner_id - self.env.user:
            raise AccessError(
                self.env._("The person who is named liable answers, nobody else.")
            )

    def _answer(self, answer, reason):
        """Note an answer, and post what it settles."""
        lines_sudo = self.sudo()  # sudo: answers are noted by methods only
        lines_sudo._check_answerable()
        lines_sudo._write_protected(
            {
                "answer": answer,
                "answer_reason": reason,
                "answered_by_id": self.env.uid,
            }
        )
        self.env["sales.notice"]._end(lines_sudo, _TODO)
        for line in lines_sudo:
            text = self.env._("%s is posted.", line.display_name)
            if answer == "disputed":
                text = self.env._("%s is disputed.", line.display_name)
            # sudo: finance reads it on the report
            line.report_id.message_post(
                body=" ".join(filter(None, (text, reason))),
                partner_ids=line.report_id.counted_by_id.partner_id.ids,
            )
        lines_sudo._post_settled()

    def _check_answerable(self):
        """Check that an answer is awaited of these.

        :raise AccessError: where none is
        """
        if any(line.answer not in ("asked", "disputed") for line in self):
            raise AccessError(self.env._("No answer is awaited any more."))

    def _is_answer_needed(self):
        """Return whether somebody else than the collector is to be charged."""
        self.ensure_one()
        owner = self.owner_id
        return self.consequence == "debt" and owner and owner != self.collector_id

    def _is_pending(self):
        """Return whether the debt must not be posted on the person yet."""
        self.ensure_one()
        return bool(self._is_answer_needed() and self.answer not in _SETTLED)

    def _get_confirming(self):
        """Return the users who confirm a debt: leader of the collector, directors."""
        self.ensure_one()
        team = self.collector_id._get_last_team()
        users = team.user_id | self.company_id._get_role_users(roles.DIRECTOR)
        mine = self.owner_id | self.report_id.counted_by_id
        return users.filtered("active") - mine

    def _ask_owner(self):
        """Ask the persons newly named liable, and forget former answers."""
        lines_sudo = self.sudo()  # sudo: answers are noted by methods only
        notices = self.env["sales.notice"]
        notices._end(lines_sudo, _TODO)
        wanted = {}
        for line in lines_sudo:
            needed = line._is_answer_needed()
            line._write_protected(
                {
                    "answer": "asked" if needed else "none",
                    "answer_reason": False,
                    "answered_by_id": False,
                }
            )
            if needed:
                due = fields.Date.add(line.company_id._get_today(), days=_ANSWER_DAYS)
                summary = self.env._(
                    "You are named liable for %s: accept or dispute it",
                    line.display_name,
                )
                vals = {"summary": summary, "date_deadline": due}
                wanted[line.id] = {line.owner_id.id: vals}
        notices._plan(lines_sudo, _TODO, wanted, mail=True)
        lines_sudo._post_settled()

    def _ask_manager(self):
        """Have the manager decide what the person named does not accept; in sudo."""
        wanted = {}
        for line in self:
            summary = self.env._("Who answers for %s? Confirm the debt or not", line.display_name)
            due = fields.Date.add(line.company_id._get_today(), days=_ANSWER_DAYS)
            vals = {"summary": summary, "date_deadline": due}
            wanted[line.id] = dict.fromkeys(line._get_confirming().ids, vals)
        self.env["sales.notice"]._plan(self, _TODO, wanted, mail=True)

    def _post_settled(self):
        """Post debts of verified reports that waited for an answer; in sudo."""
        settled = self.filtered(
            lambda line: (
                line.report_id.state == "verified"
                and line.consequence == "debt"
                and not line.move_id
                and not line._is_pending()
            )
        )
        settled._post()

    def _get_line_free_fields(self, parents):
        # EXTENDS 'sales.line.mixin': finance may name another person for a debt that
        # nobody accepted yet
        free = super()._get_line_free_fields(parents)
        if all(parent.state == "verified" for parent in parents) and all(
            line._is_pending() and not line.move_id for line in self.sudo()  # facts
        ):
            return free | {"owner_id", "explanation"}
        return free

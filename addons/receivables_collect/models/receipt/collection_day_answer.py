from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.receivables_collect.tools import roles

_TODO = "mail.mail_activity_data_todo"
# the days within which a person asked answers
_ANSWER_DAYS = 7


class CollectionDayAnswer(models.AbstractModel):
    """Asking a colleague whom finance names liable for missing money (R4.27).

    Takes differences of day reports. Disputed, one waits for the collector's manager,
    or for finance to name another person.
    """

    _name = "collection.day.answer"
    _description = "Answers of Persons Liable"

    @api.model
    def _check_owner(self, lines):
        """Check that the user is the person named liable; nothing is told to others.

        :raise AccessError: for everybody else
        """
        lines_sudo = lines.sudo().exists()  # sudo: whom finance named
        if len(lines_sudo) != len(lines) or lines_sudo.owner_id - self.env.user:
            raise AccessError(
                self.env._("The person who is named liable answers, nobody else.")
            )

    @api.model
    def _check_confirming(self, lines):
        """Check that the user confirms the debts of these collectors.

        :raise AccessError: for everybody else
        """
        message = self.env._(
            "The collector's manager or the marketing director confirms a debt."
        )
        roles.check_readable(lines, message)
        for line in lines.sudo():  # sudo: who leads the collector
            if self.env.user not in self._get_confirming(line):
                raise AccessError(message)

    @api.model
    def _get_confirming(self, line):
        """Return the users who confirm a debt: leader of the collector, directors.

        :param line: one difference, in sudo
        """
        team = line.collector_id._get_last_team()
        users = team.user_id | line.company_id._get_role_users(roles.DIRECTOR)
        mine = line.owner_id | line.report_id.counted_by_id
        return users.filtered("active") - mine

    @api.model
    def _answer(self, lines, answer, reason):
        """Note an answer, and post what it settles.

        :raise AccessError: where none is awaited
        """
        lines_sudo = lines.sudo()  # sudo: answers are noted by methods only
        if any(line.answer not in ("asked", "disputed") for line in lines_sudo):
            raise AccessError(self.env._("No answer is awaited any more."))
        lines_sudo._write_protected(
            {
                "answer": answer,
                "answer_reason": reason,
                "answered_by_id": self.env.uid,
            }
        )
        self.env["sales.notice"]._end(lines_sudo, _TODO)
        labels = dict(lines._fields["answer"]._description_selection(self.env))
        for line in lines_sudo:
            text = f"{line.display_name}: {labels[answer]}"
            line.report_id.message_post(
                body=" – ".join(filter(None, (text, reason))),
                partner_ids=line.report_id.counted_by_id.partner_id.ids,
            )
        if answer == "disputed":
            self._ask_manager(lines_sudo)
        self._post_settled(lines_sudo)

    @api.model
    def _ask_owner(self, lines):
        """Ask the persons newly named liable, and forget former answers."""
        if not lines:
            return
        lines_sudo = lines.sudo()  # sudo: answers are noted by methods only
        self.env["sales.notice"]._end(lines_sudo, _TODO)
        needed = lines_sudo.filtered(lambda line: line._is_answer_needed())
        blank = {"answer_reason": False, "answered_by_id": False}
        needed._write_protected(dict(blank, answer="asked"))
        (lines_sudo - needed)._write_protected(dict(blank, answer="none"))
        self._plan(
            {line: line.owner_id for line in needed},
            lambda line: self.env._(
                "You are named liable for %s: accept or dispute it", line.display_name
            ),
        )
        self._post_settled(lines_sudo)

    @api.model
    def _ask_manager(self, lines):
        """Have the manager decide what the person named does not accept; in sudo."""
        self._plan(
            {line: self._get_confirming(line) for line in lines},
            lambda line: self.env._(
                "Confirm the debt of %(user)s or not: %(difference)s",
                user=line.owner_id.name,
                difference=line.display_name,
            ),
        )

    @api.model
    def _plan(self, users_by_line, get_summary):
        """Plan the duty to answer for these users."""
        wanted = {}
        lines = self.env["collection.day.difference"].sudo()  # duties of others
        for line, users in users_by_line.items():
            lines |= line
            due = fields.Date.add(line.company_id._get_today(), days=_ANSWER_DAYS)
            vals = {"summary": get_summary(line), "date_deadline": due}
            wanted[line.id] = dict.fromkeys(users.ids, vals)
        self.env["sales.notice"]._plan(lines, _TODO, wanted, mail=True)

    @api.model
    def _post_settled(self, lines):
        """Post debts of verified reports that waited for an answer; in sudo."""
        settled = lines.filtered(
            lambda line: (
                line.report_id.state == "verified"
                and line.consequence == "debt"
                and not line.move_id
                and not line._is_pending()
            )
        )
        settled._post()

import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

# The most rows that one reminder lists by name.
_LISTED = 20


class SalesApproval(models.Model):
    _inherit = "sales.approval"

    @api.model
    def _wake_deadlines(self):
        """Have deadlines and rows without candidates looked at soon."""
        self._wake("sales_rules.ir_cron_approval_deadline")

    @api.model
    def _wake(self, cron_xmlid):
        # from the cache of external ids: batches wake crons within their budgets
        data = self.env["ir.model.data"]
        cron_id = data._xmlid_to_res_id(cron_xmlid, raise_if_not_found=False)
        if cron_id:
            # sudo: whoever asks or decides wakes the cron
            self.env["ir.cron"].sudo().browse(cron_id)._trigger()

    @api.model
    def _cron_remind_and_escalate(self, batch=200):
        """Remind who is asked and pass on what waits too long, chunk by chunk.

        Rows that somebody decides on right now are left for the next run.
        """
        ids = self._search_due().ids
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=len(ids)):
            return
        for chunk in split_every(batch, ids):
            try:
                rows = self.browse(chunk).try_lock_for_update()
                due = rows.filtered(lambda row: row.state == "pending")
                # notes that stay are in the company's language, not the cron's
                for company, company_due in due.grouped("company_id").items():
                    lang = company.partner_id.lang
                    company_due.with_context(lang=lang)._process_deadlines()
                self.env.flush_all()
            except Exception:  # cron: the other chunks go on
                self.env.cr.rollback()
                _logger.exception("Deadlines of approvals %s", chunk)
            if not cron._commit_progress(len(chunk)):
                return

    @api.model
    def _search_due(self):
        """Return waiting rows to remind of, to escalate, or without candidates."""
        now = fields.Datetime.now()
        domains = [Domain("candidate_ids", "=", False)]
        # every company has its own days
        for company in self.env["res.company"].search(Domain.TRUE):
            in_company = Domain("company_id", "=", company.id)
            if days := company.approval_reminder_days:
                domains.append(
                    in_company
                    & Domain("reminded_at", "=", False)
                    & Domain("asked_at", "<=", now - timedelta(days=days))
                )
            if company.approval_escalation_days:
                domains.append(in_company & Domain("next_check_at", "<=", now))
        return self.search(
            Domain("state", "=", "pending") & Domain.OR(domains), order="id"
        )

    def _process_deadlines(self):
        """Ask, remind, escalate or report, as each of these due rows needs."""
        now = fields.Datetime.now()
        unasked = self.filtered(lambda row: not row.candidate_ids)
        unasked._ask_anew()
        asked = self - unasked
        due = asked.filtered(lambda row: row._is_escalation_due(now))
        stuck = due - due._escalate()
        stuck._report_stuck()
        (asked - due)._remind()

    def _is_escalation_due(self, now):
        """Return whether the row has to go to the next larger authority."""
        self.ensure_one()
        return bool(
            self.company_id.approval_escalation_days
            and self.next_check_at
            and self.next_check_at <= now
        )

    def _find_next(self, excluded_by_row, above):
        """Return who can be asked instead, where somebody can.

        :param dict excluded_by_row: users who cannot be asked, by row
        :param bool above: only by an authority larger than the row's
        :return: dict of row to the values that ask them
        """
        model = self.env["sales.authority"]
        levels, found = {}, {}
        for row, excluded in excluded_by_row.items():
            if above and row.level_unlimited:
                continue
            key = (row.company_id, row.subject)
            if key not in levels:
                levels[key] = model._get_levels(*key)
            authority, users = model._find_candidates(
                levels[key],
                float("inf") if row.is_unlimited else row.amount,
                excluded,
                row.team_id,
                row.level if above else None,
            )
            if users:
                found[row] = self._prepare_asked_vals(row.company_id, authority, users)
        return found

    def _ask_anew(self):
        """Ask again where nobody covered it when it was asked."""
        found = self._find_next({row: row.requester_id for row in self}, above=False)
        self.browse(row.id for row in found)._replace(
            found, self.env._("Somebody has the authority now.")
        )

    def _escalate(self):
        """Supersede rows by ones that ask the next larger authority.

        :return: the rows that could be escalated
        """
        excluded = {row: row.requester_id | row.candidate_ids for row in self}
        found = self._find_next(excluded, above=True)
        note = self.env._("Nobody decided in time: escalated.")
        escalated = self.browse(row.id for row in found)
        escalated._replace(
            {row: vals | {"is_escalated": True} for row, vals in found.items()}, note
        )
        return escalated

    def _report_stuck(self):
        """Remind daily of rows that nobody above can decide, administrators too."""
        if not self:
            return
        now = fields.Datetime.now()
        self._write_protected(
            {"is_stuck": True, "next_check_at": now + timedelta(days=1)}
        )
        for company, rows in self.grouped("company_id").items():
            for admin in company._get_role_users("sales_rules.group_rules_admin"):
                text = admin.with_context(lang=admin.lang).env._(
                    "Past their deadline, and no larger authority is there to decide:"
                )
                rows._notify_user(admin, text)
        self._remind()

    def _remind(self):
        """Remind the candidates of these rows and their substitutes, once each."""
        if not self:
            return
        self._write_protected({"reminded_at": fields.Datetime.now()})
        substitutes = self.env["sales.substitute"]._get_substitutes()
        rows_by_user = {}
        for row in self:
            users = set(row.candidate_ids.ids)
            users.update(*(substitutes.get(user_id, ()) for user_id in tuple(users)))
            for user_id in users - {row.requester_id.id}:
                rows_by_user[user_id] = rows_by_user.get(user_id, self.browse()) | row
        users = self.env["res.users"].browse(rows_by_user)
        for user in users.filtered("active"):
            text = user.with_context(lang=user.lang).env._(
                "These wait for your decision:"
            )
            rows_by_user[user.id]._notify_user(user, text)

    def _notify_user(self, user, text):
        """Send one notification that lists these rows to `user`.

        :param str text: what it is about, in the user's language
        """
        rows = self.with_context(lang=user.lang)
        items = Markup().join(
            Markup("<li>%s</li>") % row._get_line() for row in rows[:_LISTED]
        )
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=rows.env._("Approvals: %s waiting", len(rows)),
            body=Markup("<p>%s</p><ul>%s</ul>%s")
            % (text, items, self._get_inbox_link(rows.env)),
        )

    def _get_line(self):
        """Return the row in one line: what, document, customer, amount."""
        self.ensure_one()
        subjects = dict(self.env["sales.authority"]._get_subjects())
        parts = (
            subjects.get(self.subject),
            self.document_name,
            self.partner_id.name,
            self.amount_text,
        )
        return " · ".join(part for part in parts if part)

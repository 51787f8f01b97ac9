from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class SalesApprovalDeadline(models.AbstractModel):
    """The treatment of waiting approvals (R1.1): asked anew, reminded, escalated.

    Takes the rows of `sales.approval` that are due, chunk by chunk. A row that nobody
    could decide on is asked again; one past its deadline goes to the next larger
    authority, and where there is none is reported every day; the others are reminded
    of once.
    """

    _name = "sales.approval.deadline"
    _description = "Deadlines of Approvals"

    @api.model
    def _run(self, batch=200):
        """Remind the approvers and pass on rows that wait too long, chunk by chunk.

        Rows being decided on right now are left for the next run.
        """
        self.env["ir.cron"]._go_through(
            self._search_due(), self._process_due, "Deadlines of approvals", batch
        )

    def _process_due(self, rows):
        """Remind of and pass on rows, but those that somebody decides on right now."""
        due = rows.try_lock_for_update().filtered(lambda row: row.state == "pending")
        # notes that stay are in the company's language, not the cron's
        for company, company_due in due.grouped("company_id").items():
            model = self.with_context(lang=company.partner_id.lang)
            model._process(company_due.with_env(model.env))

    @api.model
    def _search_due(self):
        """Return waiting rows to remind of, to escalate, or without candidates."""
        now = fields.Datetime.now()
        # nobody was found then, or everybody has left since
        domains = [Domain("candidate_ids", "not any", [("active", "=", True)])]
        overdue = Domain("next_check_at", "<=", now)
        subjects = self.env["sales.subject"]._get_all().values()
        own = [s.key for s in subjects if s.personal or s.days is not None]
        timed = [s.key for s in subjects if s.days and not s.personal]
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
                domains.append(in_company & overdue & Domain("subject", "not in", own))
        domains.append(overdue & Domain("subject", "in", timed))
        return self.env["sales.approval"].search(
            Domain("state", "=", "pending") & Domain.OR(domains), order="id"
        )

    @api.model
    def _process(self, rows):
        """Ask, remind, escalate or report, as each of these due rows needs."""
        now = fields.Datetime.now()
        unasked = rows.filtered(lambda row: not row.candidate_ids.filtered("active"))
        self._ask_anew(unasked)
        asked = rows - unasked
        due = asked.filtered(lambda row: self._is_escalation_due(row, now))
        self._report_stuck(due - self._escalate(due))
        self._remind(asked - due)

    @api.model
    def _is_escalation_due(self, row, now):
        """Return whether a row has to go to the next larger authority."""
        return bool(
            self.env["sales.subject"]._get_days(row.subject, row.company_id)
            and row.next_check_at
            and row.next_check_at <= now
        )

    @api.model
    def _ask_anew(self, rows):
        """Ask again for rows that nobody covered when they were asked."""
        found = self._find_next({row: row.requester_ids for row in rows}, above=False)
        rows.browse(row.id for row in found)._replace(
            found, self.env._("Somebody has the authority now.")
        )

    @api.model
    def _escalate(self, rows):
        """Supersede rows by ones that ask the next larger authority.

        :return: the rows that could be escalated
        """
        excluded = {row: row.requester_ids | row.candidate_ids for row in rows}
        found = self._find_next(excluded, above=True)
        note = self.env._("Nobody decided in time: escalated.")
        escalated = rows.browse(row.id for row in found)
        escalated._replace(
            {row: vals | {"is_escalated": True} for row, vals in found.items()}, note
        )
        return escalated

    @api.model
    def _find_next(self, excluded_by_row, above):
        """Return the users who can be asked instead, where there are any.

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
                found[row] = row._prepare_asked_vals(*key, authority, users)
        return found

    @api.model
    def _report_stuck(self, rows):
        """Remind daily of rows that nobody above can decide, administrators too."""
        if not rows:
            return
        now = fields.Datetime.now()
        rows._write_protected(
            {"is_stuck": True, "next_check_at": now + timedelta(days=1)}
        )
        for company, company_rows in rows.grouped("company_id").items():
            for admin in company._get_role_users("sales_rules.group_rules_admin"):
                text = admin.with_context(lang=admin.lang).env._(
                    "Past their deadline, and no larger authority is there to decide:"
                )
                self.env["sales.approval.notice"]._notify(admin, company_rows, text)
        self._remind(rows)

    @api.model
    def _remind(self, rows):
        """Remind the candidates of these rows and their substitutes, once each."""
        if not rows:
            return
        rows._write_protected({"reminded_at": fields.Datetime.now()})
        substitutes = self.env["sales.substitute"]._get_substitutes()
        rows_by_user = {}
        for row in rows:
            users = set(row.candidate_ids.ids)
            if row._filter_delegable():
                users.update(*(substitutes.get(user_id, ()) for user_id in set(users)))
            for user_id in users - set(row.requester_ids.ids):
                rows_by_user[user_id] = rows_by_user.get(user_id, rows.browse()) | row
        users = self.env["res.users"].browse(rows_by_user)
        for user in users.filtered("active"):
            text = user.with_context(lang=user.lang).env._(
                "These wait for your decision:"
            )
            notices = self.env["sales.approval.notice"]
            notices._notify(user, rows_by_user[user.id], text)

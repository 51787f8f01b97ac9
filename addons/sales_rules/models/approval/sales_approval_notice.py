from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL

_TYPE_WAITING = "sales_rules.mail_activity_type_approval"
_TYPE_MISSING = "sales_rules.mail_activity_type_missing_authority"

# The most rows that one reminder lists by name.
_LISTED = 20


class SalesApprovalNotice(models.AbstractModel):
    """Notices about approvals that wait (R1.1): activities, reminders.

    One activity per user, not per row: otherwise 100 rows at once cost 1,816 queries.
    """

    _name = "sales.approval.notice"
    _description = "Notices of Approvals"

    @api.model
    def _wake(self, cron_xmlid):
        # from the cache of external ids: batches wake crons within their budgets
        data = self.env["ir.model.data"]
        cron_id = data._xmlid_to_res_id(cron_xmlid, raise_if_not_found=False)
        if cron_id:
            # sudo: every user who asks or decides wakes the cron
            self.env["ir.cron"].sudo().browse(cron_id)._trigger()

    @api.model
    def _wake_activities(self):
        """Bring activities in line with waiting rows, once for all changes of now."""
        self._wake("sales_rules.ir_cron_approval_activity")

    @api.model
    def _wake_deadlines(self):
        """Have deadlines and rows without candidates processed soon."""
        self._wake("sales_rules.ir_cron_approval_deadline")

    @api.model
    def _get_waiting_counts(self):
        """Return how many rows each user can decide on today, by user id."""
        self.env["sales.approval"].flush_model(
            ["state", "subject", "requester_ids", "company_id"]
        )
        self.env["sales.substitute"].flush_model()
        self.env["res.users"].flush_model(["active", "company_id"])
        return dict(self.env.execute_query(self._query_waiting()))

    @api.model
    def _query_waiting(self):
        """Return the SQL of `_get_decider_domain` for all users at once."""
        return SQL(
            """
            WITH decider AS (
                SELECT approval_id, user_id FROM sales_approval_candidate_rel
                 UNION
                SELECT rel.approval_id, substitute.substitute_id
                  FROM sales_approval_candidate_rel rel
                  JOIN sales_approval asked ON asked.id = rel.approval_id
                  JOIN sales_substitute substitute ON substitute.user_id = rel.user_id
                  JOIN res_users absent ON absent.id = rel.user_id
                 WHERE %(today)s BETWEEN substitute.date_from AND substitute.date_to
                   AND substitute.state <> 'draft'
                   AND asked.subject <> ALL(%(personal)s)
            )
            SELECT decider.user_id, COUNT(*)
              FROM sales_approval approval
              JOIN decider ON decider.approval_id = approval.id
              JOIN res_users users ON users.id = decider.user_id AND users.active
              JOIN res_company_users_rel works
                ON works.user_id = users.id AND works.cid = approval.company_id
             WHERE approval.state = 'pending'
               AND NOT EXISTS (
                   SELECT FROM sales_approval_requester_rel own
                    WHERE own.approval_id = approval.id
                      AND own.user_id = decider.user_id
               )
             GROUP BY decider.user_id
            """,
            today=self.env["res.company"]._query_today(SQL("absent.company_id")),
            personal=self.env["sales.subject"]._get_personal(),
        )

    @api.model
    def _get_waiting_users(self):
        """Return the users who are told that something waits."""
        notices = self.env["sales.notice"]
        return notices._search_standing(None, [_TYPE_WAITING]).user_id

    @api.model
    def _sync_waiting_activities(self, users, counts):
        """Bring the activities of `users` in line with `counts`."""
        wanted = {}
        for user in users.filtered(lambda user: counts.get(user.id)):
            env = user.with_context(lang=user.lang).env
            count = counts[user.id]
            summary = (
                env._("%s documents wait for your decision", count)
                if count > 1
                else env._("1 document waits for your decision")
            )
            wanted[user.id] = {"summary": summary, "note": self._get_inbox_link(env)}
        notices = self.env["sales.notice"]
        notices._sync(None, _TYPE_WAITING, {False: wanted}, users)

    @api.model
    def _get_further_activities(self):
        """Return what is kept beside the activities of waiting rows.

        The hook for topics whose work the inbox does not list.

        :return: dict of activity type to {user id: values} as `sales.notice` takes
            them; all other activities of the type are done
        """
        return {_TYPE_MISSING: self._get_missing()}

    @api.model
    def _sync_further_activities(self):
        """Bring those activities in line with what is to do."""
        for type_xmlid, wanted in self._get_further_activities().items():
            self.env["sales.notice"]._sync(None, type_xmlid, {False: wanted})

    @api.model
    def _sync_missing(self):
        """Keep one activity per user whom a missing authority concerns."""
        wanted = self._get_missing()
        self.env["sales.notice"]._sync(None, _TYPE_MISSING, {False: wanted})

    @api.model
    def _get_missing(self):
        """Return the notices by id of the users whom a missing authority concerns.

        It names each authority that is missing: subject, largest amount, company.
        """
        # sudo: requests of all users, the administrators read all
        approvals_sudo = self.env["sales.approval"].sudo()
        rows = approvals_sudo.search(
            [("state", "=", "pending"), ("candidate_ids", "=", False)]
        )
        rows_by_user = rows.grouped("requester_id")
        for company, company_rows in rows.grouped("company_id").items():
            for admin in company._get_role_users("sales_rules.group_rules_admin"):
                known = rows_by_user.get(admin, rows.browse())
                rows_by_user[admin] = known | company_rows
        return {
            user.id: self._prepare_missing_vals(user, user_rows)
            for user, user_rows in rows_by_user.items()
            if user.active and not user.share
        }

    @api.model
    def _prepare_missing_vals(self, user, rows):
        """Return the notice that names the authorities missing for `rows`."""
        rows = rows.with_context(lang=user.lang)
        subjects = dict(rows.env["sales.authority"]._get_subjects())
        lines = []
        for (company, subject), group in rows.grouped(
            lambda row: (row.company_id, row.subject)
        ).items():
            largest = max(group, key=lambda row: (row.is_unlimited, row.amount))
            parts = {"subject": subjects.get(subject, subject), "company": company.name}
            amount = largest.amount_text
            lines.append(
                rows.env._(
                    "%(subject)s, %(amount)s, %(company)s", amount=amount, **parts
                )
                if amount
                else rows.env._("%(subject)s, %(company)s", **parts)
            )
        note = rows.env._(
            "Nobody has the authority to decide; once an authority is entered it is"
            " asked by itself:"
        )
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return {
            "summary": rows.env._("Authority missing: %s", "; ".join(lines)),
            "note": Markup("<p>%s</p><ul>%s</ul>") % (note, items),
        }

    @api.model
    def _get_inbox_link(self, env):
        return Markup('<p><a href="/odoo/action-%s">%s</a></p>') % (
            "sales_rules.sales_approval_action_inbox",
            env._("Open the inbox"),
        )

    @api.model
    def _get_question_text(self, rows, question):
        """Return a question about one document as its requester reads it."""
        rows = rows.with_context(lang=rows.requester_id[:1].lang or self.env.lang)
        subjects = dict(rows.env["sales.authority"]._get_subjects())
        return rows.env._(
            "%(user)s asks before deciding on %(subject)s: %(question)s Answer in a"
            " note that mentions @%(user)s.",
            user=self.env.user.name,
            subject=", ".join(subjects.get(row.subject, row.subject) for row in rows),
            question=question,
        )

    @api.model
    def _notify(self, user, rows, text):
        """Send one notification that lists `rows` to `user`.

        :param str text: what it is about, in the user's language
        """
        rows = rows.with_context(lang=user.lang)
        items = Markup().join(
            Markup("<li>%s</li>") % self._get_line(row) for row in rows[:_LISTED]
        )
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=rows.env._("Approvals: %s waiting", len(rows)),
            body=Markup("<p>%s</p><ul>%s</ul>%s")
            % (text, items, self._get_inbox_link(rows.env)),
        )

    @api.model
    def _get_line(self, row):
        """Return a row in one line: subject, document, customer, amount."""
        subject = row.env["sales.subject"]._get(row.subject)
        parts = (
            subject.get_label(row.env),
            row.document_name,
            row.partner_id.name,
            row.amount_text,
        )
        return " · ".join(part for part in parts if part)

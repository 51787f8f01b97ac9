import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, split_every

_logger = logging.getLogger(__name__)

_TYPE_WAITING = "sales_rules.mail_activity_type_approval"
_TYPE_MISSING = "sales_rules.mail_activity_type_missing_authority"
_TYPE_CUSTOMERS = "sales_rules.mail_activity_type_customers"


class SalesApproval(models.Model):
    _inherit = "sales.approval"

    # One activity per user, not per row: 100 rows at once cost 1,816 queries else.

    @api.model
    def _wake_activities(self):
        """Have the activities follow what waits, once for all that changes now."""
        self._wake("sales_rules.ir_cron_approval_activity")

    @api.model
    def _cron_sync_activities(self, batch=100):
        """Keep one activity per user who has something to decide, and no other."""
        counts = self._get_waiting_counts()
        activity_type = self.env.ref(_TYPE_WAITING)
        open_activities = self._search_free_activities(activity_type)
        user_ids = sorted({*counts, *open_activities.user_id.ids})
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=len(user_ids)):
            return
        for chunk in split_every(batch, user_ids):
            users = self.env["res.users"].browse(chunk)
            try:
                self._sync_waiting_activities(users, counts)
                self.env.flush_all()
            except Exception:  # cron: the other users go on
                self.env.cr.rollback()
                _logger.exception("Activities of users %s", chunk)
            if not cron._commit_progress(len(chunk)):
                return
        self._sync_missing_activities()
        self._sync_customer_activities()

    @api.model
    def _get_waiting_counts(self):
        """Return how many rows each user can decide on today, by user id."""
        self.flush_model(["state", "requester_id", "company_id"])
        self.env["sales.substitute"].flush_model()
        self.env["res.users"].flush_model(["active"])
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
                  JOIN sales_substitute substitute ON substitute.user_id = rel.user_id
                 WHERE %(today)s BETWEEN substitute.date_from AND substitute.date_to
            )
            SELECT decider.user_id, COUNT(*)
              FROM sales_approval approval
              JOIN decider ON decider.approval_id = approval.id
              JOIN res_users users ON users.id = decider.user_id AND users.active
              JOIN res_company_users_rel works
                ON works.user_id = users.id AND works.cid = approval.company_id
             WHERE approval.state = 'pending'
               AND approval.requester_id <> decider.user_id
             GROUP BY decider.user_id
            """,
            today=fields.Date.context_today(self),
        )

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
            wanted[user] = (summary, self._get_inbox_link(env))
        self._sync_activities(_TYPE_WAITING, users, wanted)

    @api.model
    def _get_inbox_link(self, env):
        return Markup('<p><a href="/odoo/action-%s">%s</a></p>') % (
            "sales_rules.sales_approval_action_inbox",
            env._("Open the inbox"),
        )

    @api.model
    def _search_free_activities(self, activity_type, users=None):
        """Return the open activities of a type that belong to no document."""
        domain = [
            ("activity_type_id", "=", activity_type.id),
            ("res_model", "=", False),
        ]
        if users is not None:
            domain.append(("user_id", "in", users.ids))
        # sudo: everybody's
        return self.env["mail.activity"].sudo().search(domain)

    @api.model
    def _sync_activities(self, type_xmlid, users, wanted):
        """Keep exactly one activity of a type for each user in `wanted`.

        :param users: whose activities are looked at
        :param dict wanted: (summary, note) by user; the activities of other `users`
            are done
        """
        activity_type = self.env.ref(type_xmlid)
        activities = self._search_free_activities(activity_type, users)
        by_user = activities.grouped("user_id")
        done = activities.browse()
        vals_list = []
        for user in users:
            existing = by_user.get(user, activities.browse())
            done |= existing[1:] if user in wanted else existing
            if user not in wanted:
                continue
            summary, note = wanted[user]
            vals = {"summary": summary, "note": note}
            if not existing:
                vals_list.append(
                    dict(vals, user_id=user.id, activity_type_id=activity_type.id)
                )
            elif existing[0].summary != summary:
                existing[0].write(vals)
        if done:
            done.write({"active": False})
        if vals_list:
            quick = activities.with_context(mail_activity_quick_update=True)
            quick.create([dict(vals, automated=True) for vals in vals_list])

    def _tell_missing_authority(self):
        """Tell requesters and administrators when nobody can decide on these rows."""
        if any(not row.candidate_ids for row in self):
            self._sync_missing_activities()

    @api.model
    def _sync_missing_activities(self):
        """Keep one activity per user whom a missing authority concerns.

        It names each authority that is missing: subject, largest amount, company.
        """
        activity_type = self.env.ref(_TYPE_MISSING)
        # sudo: whoever asked, the administrators read all
        rows = self.sudo().search(
            [("state", "=", "pending"), ("candidate_ids", "=", False)]
        )
        rows_by_user = rows.grouped("requester_id")
        for company, company_rows in rows.grouped("company_id").items():
            for admin in company._get_role_users("sales_rules.group_rules_admin"):
                known = rows_by_user.get(admin, rows.browse())
                rows_by_user[admin] = known | company_rows
        wanted = {
            user: user_rows._get_missing_text(user)
            for user, user_rows in rows_by_user.items()
            if user.active and not user.share
        }
        users = self._search_free_activities(activity_type).user_id.sudo()  # as above
        self._sync_activities(_TYPE_MISSING, users.union(*wanted), wanted)

    def _get_missing_text(self, user):
        """Return (summary, note) that name the authorities missing for these rows."""
        rows = self.with_context(lang=user.lang)
        subjects = dict(rows.env["sales.authority"]._get_subjects())
        lines = []
        for (company, subject), group in rows.grouped(
            lambda row: (row.company_id, row.subject)
        ).items():
            largest = max(group, key=lambda row: (row.is_unlimited, row.amount))
            lines.append(
                rows.env._(
                    "%(subject)s, %(amount)s, %(company)s",
                    subject=subjects.get(subject, subject),
                    amount=largest.amount_text,
                    company=company.name,
                )
            )
        note = rows.env._(
            "Nobody has the authority to decide; once an authority is entered it is"
            " asked by itself:"
        )
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return (
            rows.env._("Authority missing: %s", "; ".join(lines)),
            Markup("<p>%s</p><ul>%s</ul>") % (note, items),
        )

    @api.model
    def _sync_customer_activities(self):
        """Keep one activity per user who has new customers to approve (R4.30)."""
        activity_type = self.env.ref(_TYPE_CUSTOMERS)
        counts = self.env["res.partner"]._get_customer_approvers()
        wanted = {}
        for user, count in counts.items():
            env = user.with_context(lang=user.lang).env
            summary = (
                env._("%s new customers wait for your approval", count)
                if count > 1
                else env._("1 new customer waits for your approval")
            )
            link = Markup('<p><a href="/odoo/action-%s">%s</a></p>') % (
                "sales_rules.res_partner_action_approve",
                env._("Customers to Approve"),
            )
            wanted[user] = (summary, link)
        users = self._search_free_activities(activity_type).user_id.sudo()  # all
        self._sync_activities(_TYPE_CUSTOMERS, users.union(*wanted), wanted)

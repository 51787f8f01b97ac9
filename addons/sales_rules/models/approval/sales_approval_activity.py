from odoo import api, models

# The notification that the counter in the menu bar listens to.
CHANGED = "sales_rules.inbox_changed"


class SalesApproval(models.Model):
    """Counters, activities and deadlines of approvals."""

    _inherit = "sales.approval"

    # Notices and their time: counters at once, activities and deadlines by their crons.

    @api.model
    def _cron_sync_activities(self, batch=100):
        """Keep one activity per user who has something to decide, and no other."""
        notices = self.env["sales.approval.notice"]
        counts = notices._get_waiting_counts()
        user_ids = sorted({*counts, *notices._get_waiting_users().ids})

        def sync(users):
            notices._sync_waiting_activities(users, counts)

        users = self.env["res.users"].browse(user_ids)
        if self.env["ir.cron"]._go_through(users, sync, "Activities", batch):
            notices._sync_further_activities()

    @api.model
    def _cron_remind_and_escalate(self):
        """Remind, ask anew and escalate, see `sales.approval.deadline`."""
        self.env["sales.approval.deadline"]._run()

    def _tell_missing_authority(self):
        """Tell requesters and administrators when nobody can decide on these rows."""
        if any(not row.candidate_ids for row in self):
            self.env["sales.approval.notice"]._sync_missing()

    @api.model
    @api.readonly
    def get_inbox_count(self):
        """Return how many rows the inbox lists for the user, for the menu bar."""
        return self.search_count(self._get_inbox_domain())

    def _notify_counters(self):
        """Refresh the counters of the users who may decide on these rows.

        Once per user and transaction, whatever is decided in it.
        """
        users = self.sudo().candidate_ids  # sudo: who else was asked
        represented = self.sudo()._filter_delegable().candidate_ids  # as above
        substitutes = (
            self.env["sales.substitute"]._get_substitutes() if represented else {}
        )
        for user_id, substitute_ids in substitutes.items():
            if user_id in represented._ids:
                users |= users.browse(substitute_ids)
        told = self.env.cr.precommit.data.setdefault(CHANGED, set())
        news = users.filtered(lambda user: user.id not in told)
        told.update(news.ids)
        news._bus_send(CHANGED, {})

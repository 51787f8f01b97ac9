from odoo import api, models

# What the counter in the menu bar listens to.
CHANGED = "sales_rules.inbox_changed"


class SalesApproval(models.Model):
    """The live counter of the inbox in the menu bar (R1.1)."""

    _inherit = "sales.approval"

    @api.model
    @api.readonly
    def get_inbox_count(self):
        """Return how many rows the inbox lists for the user, for the menu bar."""
        return self._get_inbox_count()

    def _notify_counters(self):
        """Have the counters of whoever may decide on these rows look again.

        Once per user and transaction, whatever is decided in it.
        """
        users = self.sudo().candidate_ids  # sudo: who else was asked
        substitutes = self.env["sales.substitute"]._get_substitutes() if users else {}
        for user_id, substitute_ids in substitutes.items():
            if user_id in users._ids:
                users |= users.browse(substitute_ids)
        told = self.env.cr.precommit.data.setdefault(CHANGED, set())
        news = users.filtered(lambda user: user.id not in told)
        told.update(news.ids)
        news._bus_send(CHANGED, {})

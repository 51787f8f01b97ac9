from odoo import models

from .collection_receipt import IN_TRANSIT


class ResUsers(models.Model):
    """Limits of collectors late with money, and of users who count blind."""

    _inherit = "res.users"

    def _get_cannot_receive_reason(self):
        # EXTENDS 'receivables_collect': no vouchers for users late with money (R5.15)
        reason = super()._get_cannot_receive_reason()
        if reason:
            return reason
        # sudo: whether money is late, for every user who hands over
        late_sudo = self.env["collection.receipt"].sudo()
        count = late_sudo.search_count(
            [
                ("collector_id", "=", self.id),
                ("company_id", "=", self.env.company.id),
                ("state", "in", IN_TRANSIT),
                ("remit_by", "<", self.env.company._get_today()),
            ]
        )
        if not count:
            return ""
        return self.env._(
            "%(user)s has %(count)s receipts whose money is not handed in on time."
            " New vouchers are available once finance has verified them.",
            user=self.name,
            count=count,
        )

    def _is_counting_blind(self):
        """Return whether the user counts, and so sees no sum before the count."""
        self.ensure_one()
        return self.has_groups(
            "sales_rules.group_finance,!sales_rules.group_regional_manager"
        ) and not self.has_groups(
            "sales_rules.group_general_manager,sales_rules.group_deputy_general_manager"
        )

from odoo import models


class ResUsers(models.Model):
    """The user as a requester of approvals, and as one who decides on them."""

    _inherit = "res.users"

    def _get_sales_homes(self):
        # EXTENDS 'sales_rules': who mostly reads starts with what waits for a decision,
        # as long as something does
        homes = super()._get_sales_homes()
        if not self.env["sales.approval"].with_user(self).get_inbox_count():
            return homes
        deputy = "sales_rules.group_deputy_general_manager"
        return [(deputy, "sales_rules.sales_approval_action_inbox"), *homes]

    def _get_asking(self):
        """Return those of these users who are staff.

        Customers and crons ask for nothing themselves.
        """
        return self.filtered(
            lambda user: user._is_internal() and not user._is_superuser()
        )

from odoo import models


class ResUsers(models.Model):
    """The user as a requester of approvals."""

    _inherit = "res.users"

    def _get_asking(self):
        """Return those of these users who are staff.

        Customers and crons ask for nothing themselves.
        """
        return self.filtered(
            lambda user: user._is_internal() and not user._is_superuser()
        )

from odoo import models


class ResUsers(models.Model):
    """The user as a requester of approvals."""

    _inherit = "res.users"

    def _get_asking(self):
        """Return this user if it is one of the staff, else an empty recordset.

        Customers and crons ask for nothing themselves.
        """
        self.ensure_one()
        if self._is_internal() and not self._is_superuser():
            return self
        return self.browse()

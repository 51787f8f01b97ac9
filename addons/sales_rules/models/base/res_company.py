from odoo import models


class ResCompany(models.Model):
    """The users who hold a role in the company."""

    _inherit = "res.company"

    def _get_role_users(self, role):
        """Return the active internal users of `role` who work in this company.

        In sudo: to ask, tell or count them only.

        :param str role: the external id of a group
        """
        self.ensure_one()
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(role)
        users_sudo = self.env["res.users"].sudo()  # names and roles of all users
        return users_sudo.search(
            [
                ("all_group_ids", "in", [group_id]),
                ("company_ids", "in", self.ids),
                ("share", "=", False),
                ("active", "=", True),
            ],
            order="id",
        )

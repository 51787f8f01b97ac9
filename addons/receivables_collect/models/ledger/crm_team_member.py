from odoo import api, models


class CrmTeamMember(models.Model):
    """Customers follow their salesperson into another team, from that day on."""

    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        """Add members; their customers follow them into the team."""
        users = self.env["res.users"].browse(
            {vals["user_id"] for vals in vals_list if vals.get("user_id")}
        )
        self._sync_customers(users)
        members = super().create(vals_list)
        self._sync_customers(members.user_id)
        return members

    def write(self, vals):
        """Change memberships; the customers of the members follow."""
        users = self.user_id
        self._sync_customers(users)
        result = super().write(vals)
        self._sync_customers(users | self.user_id)
        return result

    def unlink(self):
        """Delete memberships; the customers of the members follow."""
        users = self.user_id
        self._sync_customers(users)
        result = super().unlink()
        self._sync_customers(users)
        return result

    def _sync_customers(self, users):
        """Keep the dated team of the customers of `users`."""
        # sudo: the history of all their customers, also of unreadable ones
        self_sudo = self.sudo()
        partners_sudo = self_sudo.env["res.partner"].with_context(active_test=False)
        partners_sudo = partners_sudo.search([("user_id", "in", users.ids)])
        if partners_sudo:
            # in an environment without archived members, or they would count
            self_sudo.env["collection.assignment"]._sync(partners_sudo)

from odoo import models

from odoo.addons.receivables_collect.tools import roles


class ResUsers(models.Model):
    """The stand-ins of people who left."""

    _inherit = "res.users"

    def _get_acting(self, team, company):
        """Return who acts for these users: those of them who are active, if any.

        Else the leader of their branch, else the marketing directors, else finance: a
        duty is never planned for nobody.

        :param team: the branch concerned, may be empty
        :param company: the company concerned
        :return: active internal users, in sudo
        """
        # sudo: names of colleagues, whoever asks
        for users_sudo in (self.sudo(), team.sudo().user_id):
            acting = users_sudo.filtered(lambda user: user.active and not user.share)
            if acting:
                return acting
        return company._get_role_users(roles.DIRECTOR) or company._get_role_users(
            roles.FINANCE
        )

    def _get_last_team(self):
        """Return the branch of this user; of one that left, the last one, in sudo."""
        # sudo: memberships of colleagues
        self_sudo = self.sudo()
        if not self_sudo or self_sudo.sale_team_id:
            return self_sudo.sale_team_id
        members = self_sudo.env["crm.team.member"].with_context(active_test=False)
        domain = [("user_id", "=", self.id), ("crm_team_id.active", "=", True)]
        order = "active desc, write_date desc, id desc"
        return members.search(domain, order=order, limit=1).crm_team_id

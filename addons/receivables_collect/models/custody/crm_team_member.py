from odoo import api, models


class CrmTeamMember(models.Model):
    """A member leaves a team with an empty bag only."""

    _inherit = "crm.team.member"

    def write(self, vals):
        # EXTENDS 'sales_team': a member who changes team hands over first (R4.26)
        if (
            ("active" in vals and not vals["active"])
            or "crm_team_id" in vals
            or "user_id" in vals
        ):
            self._check_bags_empty()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_holding(self):
        self._check_bags_empty()

    def _check_bags_empty(self):
        """Check that these members hold no slips or vouchers of their team.

        :raise UserError: naming one who does
        """
        for member in self.filtered("active"):
            member.user_id._check_bag_empty(member.crm_team_id)

from odoo import fields, models
from odoo.exceptions import UserError


class CrmTeam(models.Model):
    """A sales team is a branch: its main collector signs for slips and vouchers."""

    _inherit = "crm.team"

    main_collector_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('share', '=', False)]",
        help="Signs for the slips and vouchers that finance hands to the branch"
        " (R4.24). The team leader where empty.",
    )

    def write(self, vals):
        # EXTENDS 'sales_team': a head who leaves that post hands over first
        heads = {}
        if {"user_id", "main_collector_id"} & vals.keys():
            heads = {team: team.user_id | team.main_collector_id for team in self}
        res = super().write(vals)
        for team, before in heads.items():
            gone = before - team.user_id - team.main_collector_id
            gone._check_bag_empty(team, custody="branch")
        if "active" in vals and not vals["active"]:
            self._check_nothing_out()
        return res

    def _get_main_collector(self):
        """Return the user who signs for the branch: main collector, else leader.

        The first of them who is still there.
        """
        self.ensure_one()
        return self.main_collector_id.filtered("active") or self.user_id.filtered(
            "active"
        )

    def _is_head(self, user):
        """Return whether `user` hands over for the branch."""
        self.ensure_one()
        return user in (self.main_collector_id | self.user_id)

    def _check_nothing_out(self):
        """Check that these branches hold no slips or vouchers.

        :raise UserError: naming one that does
        """
        out = [("custody", "!=", "finance"), ("custody_team_id", "in", self.ids)]
        for name in ("collection.slip", "collection.voucher"):
            # sudo: whether the branch holds something, seen or not
            records = self.env[name].sudo()._search_in_bag(out)
            if records:
                raise UserError(
                    self.env._(
                        "Branch %(team)s still holds slips or vouchers (%(numbers)s)."
                        " Have them handed back to finance first.",
                        team=records[0].custody_team_id.name,
                        numbers=", ".join(records[:10].mapped("display_name")),
                    )
                )

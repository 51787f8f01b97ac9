from odoo import api, models
from odoo.exceptions import UserError

# how many names of held papers are shown
SHOWN = 20


class ResUsers(models.Model):
    """The bag of a user: slips and vouchers in their custody."""

    _inherit = "res.users"

    def write(self, vals):
        # EXTENDS 'base': a user who leaves hands over first (R4.26)
        if "active" in vals and not vals["active"]:
            for user in self.filtered("active"):
                user._check_bag_empty()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_holding(self):
        for user in self:
            user._check_bag_empty()

    def _get_cannot_receive_reason(self):
        """Return why this user gets no new vouchers now, or an empty text.

        The hook for reasons that block a collector: money not remitted in time (R5.15).
        Asked when vouchers are handed to the user and when the user signs for them,
        with the hand-over's company as the current one.
        """
        self.ensure_one()
        return ""

    def _get_led_branches(self, company):
        """Return the branches of a company for which this user hands over."""
        self.ensure_one()
        # sudo: which branches a user leads, for their own defaults
        teams_sudo = self.env["crm.team"].sudo()
        led_sudo = teams_sudo.search(
            [
                ("company_id", "in", (False, company.id)),
                "|",
                ("user_id", "=", self.id),
                ("main_collector_id", "=", self.id),
            ]
        )
        return led_sudo.sudo(False)

    def _get_bag(self, team=None, custody=None):
        """Return the slips and vouchers these users hold, in sudo.

        Used vouchers are with the customer and settled or ended slips are paper only:
        neither is held. Papers of void vouchers are, until they are back.

        :param team: restrict to this branch
        :param str custody: restrict to what is held there
        :return: tuple (slips, vouchers)
        """
        domain = [
            ("holder_id", "in", self.ids),
            ("custody", "=", custody) if custody else ("custody", "!=", "finance"),
        ]
        if team:
            domain.append(("custody_team_id", "=", team.id))
        # sudo: all that people answer for, in all companies
        slips = self.env["collection.slip"].sudo()._search_in_bag(domain)
        vouchers = self.env["collection.voucher"].sudo()  # as above
        return slips, vouchers._search_in_bag(domain)

    def _check_bag_empty(self, team=None, custody=None):
        """Check that these users hold nothing.

        :raise UserError: listing what they hold and must hand over first
        """
        slips, vouchers = self._get_bag(team, custody)
        if not slips and not vouchers:
            return
        names = (slips[:SHOWN].mapped("display_name")) + (
            vouchers[:SHOWN].mapped("number")
        )
        raise UserError(
            self.env._(
                "%(user)s still holds %(slips)s slips and %(vouchers)s vouchers:"
                " %(names)s. Have them handed over and signed for first, or declare"
                " the vouchers lost.",
                user=", ".join((slips.holder_id | vouchers.holder_id).mapped("name")),
                slips=len(slips),
                vouchers=len(vouchers),
                names=", ".join(names),
            )
        )

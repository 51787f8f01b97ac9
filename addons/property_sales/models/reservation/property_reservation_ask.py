from odoo import models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds

from .property_reservation_change import AMENDMENT, EXTENSION


class PropertyReservation(models.Model):
    """Asking for changes of a reservation (R2.7)."""

    _inherit = "property.reservation"

    _approval_subjects = (EXTENSION, AMENDMENT)

    @door_kinds.takes(date=door_kinds.day, reason=door_kinds.text)
    def action_extend(self, date, reason):
        """Ask for a later last day.

        :param date: the new last day
        :param str reason: why
        :raise UserError: for a hold, an expired reservation or an earlier day
        """
        self.ensure_one()
        reason = self._check_may_ask(reason)
        changes = self.env["property.reservation.change"]
        changes._check_extension(self, date)
        days = (date - self.first_date_end).days
        return changes._ask(self, "extension", days, reason, date=date)

    @door_kinds.takes(unit_id=door_kinds.one("property.unit"), reason=door_kinds.text)
    def action_change_unit(self, unit_id, reason):
        """Ask for another home, at its price of the day of the decision.

        :param unit_id: the other home, or its id
        :param str reason: why
        :raise UserError: why the other home cannot be sold, or by whom it is taken
        """
        self.ensure_one()
        reason = self._check_may_ask(reason)
        if not unit_id or unit_id == self.unit_id:
            raise UserError(self.env._("Choose another home."))
        changes = self.env["property.reservation.change"]
        changes._check_unit(self, unit_id)
        amount = changes._get_money_moved(self)
        return changes._ask(self, "unit", amount, reason, unit_id=unit_id.id)

    @door_kinds.takes(partner_id=door_kinds.one("res.partner"), reason=door_kinds.text)
    def action_change_partner(self, partner_id, reason):
        """Ask for another customer in the place of this one.

        :param partner_id: the other customer, or their id
        :param str reason: why
        :raise UserError: when it is the same customer
        """
        self.ensure_one()
        reason = self._check_may_ask(reason)
        if not partner_id or partner_id == self.partner_id:
            raise UserError(self.env._("Choose another customer."))
        changes = self.env["property.reservation.change"]
        changes._check_partner(self, partner_id)
        amount = changes._get_money_moved(self)
        return changes._ask(self, "partner", amount, reason, partner_id=partner_id.id)

    def _check_may_ask(self, reason):
        """Check that a change of this reservation may be asked; return its reason."""
        self.check_access("write")
        self._check_running()
        return self._check_reason(reason)

    def _check_running(self):
        """Check that the reservation has its home still.

        :raise UserError: when it has ended, or its time is over
        """
        self._check_state("active")
        if self._is_lapsed():
            raise UserError(
                self.env._(
                    "%(reservation)s: %(reason)s Reserve the home anew.",
                    reservation=self.display_name,
                    reason=self._get_lapsed_reason(),
                )
            )

    def _approval_decided(self, approvals):
        # EXTENDS 'sales.approval.mixin'
        res = super()._approval_decided(approvals)
        granted = approvals.filtered(lambda row: row.state == "approved")
        # sudo: made by methods only
        changes_sudo = self.env["property.reservation.change"].sudo()
        for change in changes_sudo.search(
            [("approval_id", "in", granted.ids), ("applied_at", "=", False)], order="id"
        ):
            change._apply()
        return res

    def _get_approval_requests(self):
        # EXTENDS 'sales.approval.mixin': asked by changes alone
        return []

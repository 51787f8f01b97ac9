from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

from .property_reservation_change import AMENDMENT, EXTENSION


class PropertyReservation(models.Model):
    """Asking for changes of a reservation, and what they do (R2.7)."""

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
        self._check_may_extend(date)
        days = (date - self.first_date_end).days
        return self._ask_change("extension", days, reason, date=date)

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
        self._check_may_go_to(unit_id)
        amount = self._get_money_moved()
        return self._ask_change("unit", amount, reason, unit_id=unit_id.id)

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
        amount = self._get_money_moved()
        return self._ask_change("partner", amount, reason, partner_id=partner_id.id)

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

    def _check_may_extend(self, date):
        """Check that the reservation can last until `date`."""
        self._check_running()
        if not self.number:
            raise UserError(
                self.env._(
                    "%s is a hold: it becomes a reservation with the first money.",
                    self.display_name,
                )
            )
        if not date or date <= self.date_end:
            raise UserError(
                self.env._(
                    "%(reservation)s lasts until %(date)s already: give a later day.",
                    reservation=self.display_name,
                    date=format_date(self.env, self.date_end),
                )
            )

    def _check_may_go_to(self, unit):
        """Check that another home can be given to this reservation."""
        if unit.company_id != self.company_id:
            raise UserError(
                self.env._(
                    "%(home)s is sold by another company: choose a home of"
                    " %(company)s.",
                    home=unit.display_name,
                    company=self.company_id.name,
                )
            )
        reasons = unit._get_cannot_sell_reasons()
        reasons.append(unit._get_taken_reason(self))
        unit._refuse_sale(reasons)

    def _ask_change(self, kind, amount, reason, **vals):
        """Ask for a change, and return the id of its row."""
        changes = self.env["property.reservation.change"]
        subject = changes._get_subject(kind)
        request = {
            "document": self,
            "subject": subject.key,
            "amount": amount,
            "company": self.company_id,
            "requester": self.env.user,
            "requesters": self.env.user | self.user_id,
            "partner": self.partner_id,
            "team": self.user_id.sudo().sale_team_id,  # sudo: teams are not read
        }
        vals |= {"reservation_id": self.id, "kind": kind, "reason": reason}
        if subject.unit == "money":
            vals["amount"] = amount
        # sudo: made by methods only
        change_sudo = changes.sudo()._create_protected([vals])
        request["summary"] = change_sudo._get_summary()
        approval_sudo = self.env["sales.approval"].sudo()._ask([request])  # as above
        change_sudo._write_protected({"approval_id": approval_sudo.id})
        return change_sudo.id

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

    def _get_money_moved(self):
        """Return the money that goes along with a change, in the company's currency.

        To be extended by what takes money.
        """
        self.ensure_one()
        return 0.0

    def _move_money(self, partner, unit):
        """Move the money taken from what the reservation was to what it is now.

        To be extended by what takes money.

        :param partner: the former customer
        :param unit: the former home
        """

    def _change_home(self, unit):
        """Give this reservation another home, at its price of today."""
        former = self.unit_id
        self.unit_id._end_lapsed()
        unit._end_lapsed()
        self._check_running()
        self._check_may_go_to(unit)
        with self._taking(unit):
            self._write_protected({"unit_id": unit.id, "price": unit.list_price})
        (former | unit)._take_guard()
        self._check_may_hold()
        self._move_money(self.partner_id, former)
        former._move_up()

    def _change_customer(self, partner):
        """Give this reservation to another customer, at the price of today."""
        former = self.partner_id
        self.unit_id._take_guard()
        self._check_running()
        vals = {"partner_id": partner.id, "price": self.unit_id.list_price}
        self._write_protected(vals)
        self._check_may_hold()
        self._move_money(former, self.unit_id)

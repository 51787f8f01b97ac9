from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_rules.tools import door_kinds

from .collection_receipt import TAKEN
from .property_reservation_change import FORFEIT, RETURN

FINANCE = "sales_rules.group_finance"


class PropertyReservation(models.Model):
    """The money of a reservation: taken, moved, forfeited, returned (R2.7, R2.10).

    Amounts are in the company's currency. Until finance has counted, users who count
    see no sums that they would count against.
    """

    _inherit = "property.reservation"

    _approval_subjects = (FORFEIT, RETURN)
    _state_moves = {"forfeited": ("active", "expired", "cancelled")}
    _reason_actions = {"forfeit": "action_forfeit"}

    state = fields.Selection(
        selection_add=[("forfeited", "Forfeited")],
        ondelete={"forfeited": "set default"},
    )
    receipt_ids = fields.One2many(
        "collection.receipt", "reservation_id", string="Receipts"
    )
    amount_collected = fields.Monetary(
        string="Collected",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Taken from the customer, verified or not.",
    )
    amount_paid = fields.Monetary(
        string="Paid",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Verified by finance, and not refused by the bank.",
    )
    amount_returned = fields.Monetary(
        string="Returned", compute="_compute_amounts", compute_sudo=True
    )
    amount_held = fields.Monetary(
        string="Money Held",
        compute="_compute_amounts",
        compute_sudo=True,
        help="On the deposit account: paid, less what was returned or forfeited.",
    )

    @api.depends_context("uid")
    @api.depends(
        "receipt_ids.state",
        "receipt_ids.is_bounced",
        "change_ids.applied_at",
        "change_ids.paid_at",
    )
    def _compute_amounts(self):
        deposits = self.env["property.deposit"]
        taken = deposits._get_taken(self, TAKEN)
        paid = deposits._get_taken(self, ("verified",))
        held = deposits._get_held(self)
        returned = deposits._get_returned(self)
        # as the caller, not as the superuser who computes
        if self.env.user._is_counting_blind():
            taken = paid
        for reservation in self:
            origin = reservation._origin.id
            reservation.amount_collected = taken.get(origin, 0.0)
            reservation.amount_paid = paid.get(origin, 0.0)
            reservation.amount_held = held.get(origin, 0.0)
            reservation.amount_returned = returned.get(origin, 0.0)

    def _get_held(self):
        """Return what stands on the deposit account for one reservation now."""
        self.ensure_one()
        # sudo: the salesperson and who decides read no entries
        return self.env["property.deposit"]._get_held(self.sudo()).get(self.id, 0.0)

    @door_kinds.takes(reason=door_kinds.text)
    def action_forfeit(self, reason):
        """Ask that the deposit be kept, as the buyer is at fault (R2.7).

        :param str reason: what the buyer did
        :raise UserError: for money that is no deposit, or nothing that was verified
        """
        self.ensure_one()
        self.check_access("write")
        reason = self._check_reason(reason)
        changes = self.env["property.reservation.change"]
        changes._check_forfeit(self)
        return changes._ask(self, "forfeit", self._get_held(), reason)

    @door_kinds.takes(journal_id=door_kinds.one("account.journal"))
    def action_return(self, journal_id=None):
        """Return the money of a reservation that has ended without a contract (R2.10).

        The first call asks for it; once that is approved finance pays, against the
        vouchers taken back, to the customers who paid.

        :param journal_id: the bank it is paid from, the designated one by default
        :raise AccessError: for others than salesperson and finance
        :raise UserError: when there is nothing to return, or it waits for a decision
        """
        self.ensure_one()
        self.check_access("read")
        is_finance = self.env.su or self.env.user.has_group(FINANCE)
        if not is_finance:
            self.check_access("write")
        changes = self.env["property.reservation.change"]
        changes._check_return(self)
        change = changes._find_granted_return(self)
        if not change:
            if self.approval_state == "pending":
                raise UserError(
                    self.env._("%s waits for a decision already.", self.display_name)
                )
            return changes._ask(self, "return", self._get_held(), self.end_reason)
        if not is_finance:
            raise AccessError(
                self.env._("%s: the return is paid by finance.", self.display_name)
            )
        permit_sudo = self.sudo().unit_id.permit_id  # the account of its money
        change._pay(journal_id or permit_sudo.journal_id)
        return True

    def _check_all_verified(self):
        """Check that finance has verified all money of these reservations.

        :raise UserError: naming a receipt that is on its way
        """
        # sudo: receipts of whoever took the money
        waiting_sudo = self.sudo().receipt_ids.filtered(
            lambda receipt: receipt.state in ("collected", "reported")
        )
        if waiting_sudo:
            raise UserError(
                self.env._(
                    "Receipt %s is not verified by finance yet: wait for it.",
                    waiting_sudo[0].display_name,
                )
            )

    def _get_cannot_take_reasons(self, receipt):
        """Return why the money of a receipt cannot be taken on this reservation.

        :param receipt: the receipt, in the state of a draft
        """
        self.ensure_one()
        if self.state == "queued":
            return [
                self.env._(
                    "%s takes no money: it waits for the home until that is free.",
                    self.display_name,
                )
            ]
        if self._is_lapsed():
            return [
                self.env._(
                    "%(reservation)s takes no money: %(reason)s Reserve the home anew.",
                    reservation=self.display_name,
                    reason=self._get_lapsed_reason(),
                )
            ]
        if self.state != "active":
            return [
                self.env._(
                    "%(reservation)s has ended (%(reason)s) and takes no money. Reserve"
                    " the home anew.",
                    reservation=self.display_name,
                    reason=self.end_reason,
                )
            ]
        reason = self.unit_id.permit_id._get_cannot_sell_reason()
        reasons = [
            reason
            and self.env._(
                "%(reservation)s takes no money: %(reason)s",
                reservation=self.display_name,
                reason=reason,
            )
        ]
        if self.money_kind == "deposit":
            taken = self.env["property.deposit"]._get_taken(self, TAKEN)
            whole = taken.get(self.id, 0.0) + receipt.amount
            reasons.append(self._get_deposit_reason(whole))
        return reasons

    def _note_no_money(self):
        """End reservations of which all money was taken back on the same day."""
        deposits = self.env["property.deposit"]
        taken = deposits._get_taken(self, TAKEN)
        for reservation in self:
            if not taken.get(reservation.id) and reservation.state == "active":
                today = reservation.company_id._get_today()
                if reservation.date_end and reservation.date_end > today:
                    reservation._write_protected({"date_end": today})
                    self.env["property.deadline"]._follow(reservation)

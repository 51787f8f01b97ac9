from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT

# money that was taken and not given back
TAKEN = (*IN_TRANSIT, "verified")


class CollectionReceipt(models.Model):
    """Money for a home, taken with a numbered voucher on its reservation (R2.7, R2.10).

    By the salesperson or the cashier of the office: whoever has the voucher. It is
    handed to finance on the day on which it is taken, whatever the company's days are.
    """

    _inherit = "collection.receipt"

    _protected_fields = frozenset({"property_unit_id"})

    reservation_id = fields.Many2one(
        "property.reservation",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('state', '=', 'active')]",
        help="The reservation of a home that the money is for.",
    )
    property_unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The home that the money was taken for, whatever came of it.",
    )

    @api.depends("reservation_id")
    def _compute_from_slip(self):
        # EXTENDS 'receivables_collect'
        res = super()._compute_from_slip()
        for receipt in self.filtered("reservation_id"):
            reservation_sudo = receipt.reservation_id.sudo()  # of one's own receipt
            receipt.partner_id = reservation_sudo.partner_id
            receipt.currency_id = reservation_sudo.currency_id
        return res

    @api.onchange("reservation_id")
    def _onchange_reservation_id(self):
        """Propose the next voucher of one's bag."""
        if self._is_for_home() and not self.voucher_id:
            vouchers = self.env["collection.bag"]._get_vouchers(self.env.user)
            self.voucher_id = vouchers.filtered(
                lambda voucher: voucher.company_id == self.company_id
            )[:1]

    @api.constrains("reservation_id", "slip_id", "partner_id", "currency_id")
    def _check_reservation(self):
        for receipt in self.filtered("reservation_id"):
            reservation_sudo = receipt.reservation_id.sudo()  # its own receipt
            if receipt.slip_id:
                raise ValidationError(
                    self.env._(
                        "Money is for a slip or for a reservation, not for both."
                    )
                )
            if (
                receipt.company_id != reservation_sudo.company_id
                or receipt.currency_id != reservation_sudo.currency_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(reservation)s: money is taken in %(currency)s, by"
                        " %(company)s.",
                        reservation=reservation_sudo.display_name,
                        currency=reservation_sudo.currency_id.name,
                        company=reservation_sudo.company_id.name,
                    )
                )
            if receipt.state == "draft" and (
                receipt.partner_id != reservation_sudo.partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%s is reserved for another customer: make the receipt out to"
                        " that one.",
                        reservation_sudo.unit_id.display_name,
                    )
                )

    def _get_protected_touched(self, vals):
        # EXTENDS 'receivables_collect'
        touched = super()._get_protected_touched(vals)
        if any(receipt.state != "draft" for receipt in self):
            touched |= {"reservation_id"} & vals.keys()
        return touched

    @api.model
    def _prepare_bag_vals(self, payload, voucher):
        # EXTENDS 'receivables_collect'
        vals = super()._prepare_bag_vals(payload, voucher)
        if payload.get("reservation_id"):
            vals["reservation_id"] = payload["reservation_id"]
        return vals

    def action_collect(self):
        # EXTENDS 'receivables_collect': the first money makes a hold a reservation
        reservations_sudo = self.sudo().reservation_id  # moved by this method
        reservations_sudo.unit_id._take_guard()
        reservations_sudo.invalidate_recordset()
        res = super().action_collect()
        for_homes = self.filtered(lambda receipt: receipt._is_for_home())
        for receipt in for_homes:
            receipt._write_protected({"property_unit_id": receipt._get_home().id})
        self.env["property.deadline"]._follow(for_homes)
        for company, own in for_homes.grouped("company_id").items():
            self.env["property.ledger.day"]._take_days(company, own.mapped("date"))
        reservations_sudo._note_first_money()
        return res

    def action_cancel(self):
        # EXTENDS 'receivables_collect'
        self._check_day_open()
        reservations_sudo = self.sudo().reservation_id  # moved by this method
        reservations_sudo.unit_id._take_guard()
        res = super().action_cancel()
        reservations_sudo._note_no_money()
        return res

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'sales.state.mixin': on its way to finance and the bank
        res = super()._move(state, claim=claim, **vals)
        of_homes_sudo = self.sudo().filtered("property_unit_id")  # whoever moves them
        self.env["property.deadline"]._follow(of_homes_sudo)
        return res

    def _is_for_home(self):
        """Return whether one receipt is money for a home; to be extended."""
        return bool(self.reservation_id)

    def _get_home(self):
        """Return the home that the money of one receipt is for, in sudo."""
        return self.sudo().reservation_id.unit_id  # of one's own receipt

    def _get_remit_by(self, report):
        # EXTENDS 'receivables_collect': on the day on which it is taken (R2.10)
        if self._is_for_home():
            return self.date
        return super()._get_remit_by(report)

    def _get_cannot_collect_reasons(self):
        # EXTENDS 'receivables_collect'
        reasons = super()._get_cannot_collect_reasons()
        reservation_sudo = self.reservation_id.sudo()  # of one's own receipt
        if reservation_sudo:
            reasons += reservation_sudo._get_cannot_take_reasons(self)
            reasons.append(self._get_closed_day_reason())
        return [reason for reason in dict.fromkeys(reasons) if reason]

    def _get_closed_day_reason(self):
        """Return why nothing can be dated as this receipt is, or an empty text."""
        day_sudo = self.company_id._get_closed_day(self.date)
        if not day_sudo:
            return ""
        return self.env._(
            "%(day)s was closed on %(closed)s by %(user)s: date it on the next open"
            " day.",
            day=day_sudo.display_name,
            closed=format_date(self.env, day_sudo.closed_at),
            user=day_sudo.closed_by_id.name,
        )

    def _check_day_open(self):
        """Check that none of these receipts for homes is of a closed day.

        :raise UserError: naming the day and by whom it was closed
        """
        for receipt in self.filtered(lambda receipt: receipt._is_for_home()):
            if reason := receipt._get_closed_day_reason():
                raise UserError(
                    self.env._(
                        "%(receipt)s: %(reason)s",
                        receipt=receipt.display_name,
                        reason=reason,
                    )
                )

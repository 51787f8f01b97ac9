from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.sales_rules.tools import door_kinds

from ..contract.property_contract import SIGNED


class PropertyFee(models.Model):
    """Money that is collected for others: maintenance fund, deed tax, registration
    (R2.10, R2.7).

    It is no part of the price: it stands on an account of its own until it is paid on,
    and no home is handed over before it is paid. Taken on a voucher of its own or
    received by the bank, paid on by finance with a list; what is not needed goes back
    to the buyer. Amounts are in the company's currency.
    """

    _name = "property.fee"
    _description = "Fee Collected for Others"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "contract_id, id"

    _protected_fields = frozenset(
        {"company_id", "unit_id", "user_id", "paid_at", "out_date", "out_reference"}
        | {"receipt_ids", "credit_ids", "payment_id"}
    )
    _immutable_fields = frozenset({"contract_id"})
    _state_moves = {
        "paid": ("due",),
        "due": ("paid",),
        "paid_on": ("paid",),
        "returned": ("paid", "due"),
        "cancelled": ("due",),
    }

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("state", "in", SIGNED)],
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit_id = fields.Many2one(
        related="contract_id.unit_id", store=True, index=True, string="Home"
    )
    partner_id = fields.Many2one(related="contract_id.partner_id")
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, index=True, string="Salesperson"
    )
    kind = fields.Selection(
        [
            ("maintenance_fund", "Maintenance Fund"),
            ("deed_tax", "Deed Tax"),
            ("registration", "Registration"),
            ("other", "Other"),
        ],
        required=True,
        default="maintenance_fund",
        index=True,
        tracking=True,
    )
    amount = fields.Monetary(required=True, tracking=True)
    note = fields.Char(help="For whom it is collected, and by which rule.")
    receipt_ids = fields.One2many("collection.receipt", "fee_id", string="Receipts")
    credit_ids = fields.One2many(
        "property.bank.credit", "fee_id", string="Bank Credits"
    )
    amount_collected = fields.Monetary(
        string="Collected",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Taken from the buyer, verified or not.",
    )
    amount_paid = fields.Monetary(
        string="Paid",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Verified by finance, and not refused by the bank.",
    )
    paid_at = fields.Date(
        string="Paid in Full on", readonly=True, copy=False, tracking=True
    )
    out_date = fields.Date(string="Paid on or Returned on", readonly=True, copy=False)
    out_reference = fields.Char(
        string="Reference",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Of the list with which it was paid on.",
    )
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
    )
    state = fields.Selection(
        [
            ("due", "To Collect"),
            ("paid", "Paid"),
            ("paid_on", "Passed on"),
            ("returned", "Returned"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="due",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A fee is more than zero."
    )

    @api.depends("kind", "contract_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for fee in self:
            names = kinds.get(fee.kind), fee.contract_id.display_name
            fee.display_name = " · ".join(filter(None, names))

    @api.depends(
        "receipt_ids.state", "receipt_ids.is_bounced", "credit_ids.amount", "state"
    )
    def _compute_amounts(self):
        money = self.env["property.fee.money"]
        taken, paid = money._get_taken(self), money._get_paid(self)
        for fee in self:
            fee.amount_collected = taken.get(fee._origin.id, 0.0)
            fee.amount_paid = paid.get(fee._origin.id, 0.0)

    @api.constrains("contract_id", "kind")
    def _check_one_per_kind(self):
        for fee in self.filtered(lambda row: row.kind != "other"):
            same = fee.contract_id.fee_ids.filtered(
                lambda row, own=fee: (
                    row.kind == own.kind and row.state not in ("cancelled", "returned")
                )
            )
            if len(same) > 1:
                raise ValidationError(
                    self.env._("%s: there is one already.", fee.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Draw fees up, by who leads the sale.

        :raise AccessError: for everybody else
        :raise UserError: before the signature, or after the end
        """
        fees = super().create(vals_list)
        fees.contract_id._check_seller()
        for contract in fees.contract_id:
            contract._check_state(*SIGNED)
        return fees

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Fees stay on record; cancel it instead: %s", names)

    def action_cancel(self):
        """Take fees back of which nothing was collected.

        :raise UserError: naming those of which money was taken
        """
        self.contract_id._check_seller()
        self.contract_id.unit_id._take_guard()
        self.invalidate_recordset(["state"])
        self._check_untouched()
        self._move("cancelled")
        return True

    @door_kinds.takes(date=door_kinds.day, reference=door_kinds.text)
    def action_pay_on(self, date, reference):
        """Pay fees on to those for whom they were collected, with one list (R2.10).

        :param date: the day of the bank
        :param str reference: of the list, or of the bank's order
        :return: the ids of the payments
        :raise AccessError: for others than finance
        :raise UserError: for fees that are not paid in full, or were paid on; without a
            reference; for a closed day, a day before the money or after today
        """
        self.contract_id._check_finance()
        reference = (reference or "").strip()
        if not reference:
            raise UserError(
                self.env._(
                    "%s: enter the reference of the list.", self._get_state_names()
                )
            )
        return self._pay_out("paid_on", date, reference)

    @door_kinds.takes(date=door_kinds.day)
    def action_return(self, date=None):
        """Pay what was collected of fees back to the buyers.

        :return: the ids of the payments
        :raise AccessError: for others than finance
        :raise UserError: where nothing was paid, or it was paid on
        """
        self.contract_id._check_finance()
        return self._pay_out("returned", date, self.env._("Returned"))

    def _pay_out(self, state, date, reference):
        """Pay what was collected of fees out, a payment each, and move them."""
        self.contract_id.unit_id._take_guard()
        self.invalidate_recordset()
        sources = {"paid_on": ("paid",), "returned": ("paid", "due")}[state]
        self._check_state(*sources)
        fees_sudo = self.sudo()  # moved by whoever pays
        for fee in fees_sudo:
            fee._check_out_day(date)
        payments = self.env["property.fee.money"]._pay_out(fees_sudo, date, reference)
        for fee, payment in zip(fees_sudo, payments, strict=True):
            fee._move(
                state,
                payment_id=payment.id,
                out_date=payment.date,
                out_reference=reference,
            )
        self.env["property.deadline"]._follow(self)
        return payments.ids

    def _check_out_day(self, date):
        """Check that one fee can be paid out on a day.

        :raise UserError: saying why not
        """
        today = self.company_id._get_today()
        date = date or today
        currency = self.currency_id
        if any(
            receipt.state in ("collected", "reported") for receipt in self.receipt_ids
        ):
            raise UserError(
                self.env._(
                    "%s: money of it is not verified by finance yet: wait for it.",
                    self.display_name,
                )
            )
        if currency.compare_amounts(self.amount_paid, 0.0) <= 0:
            raise UserError(
                self.env._("%s: nothing was paid of it.", self.display_name)
            )
        if not (self.paid_at or date) <= date <= today:
            raise UserError(
                self.env._(
                    "%(fee)s was paid on %(date)s: it goes out from then on, and not"
                    " after today.",
                    fee=self.display_name,
                    date=format_date(self.env, self.paid_at),
                )
                if self.paid_at
                else self.env._("%s: not after today.", self.display_name)
            )
        if day_sudo := self.company_id._get_closed_day(date):
            raise UserError(
                self.env._(
                    "%s is closed: date it on the next open day.", day_sudo.display_name
                )
            )

    def _check_untouched(self):
        """Check that no money was taken for these fees.

        :raise UserError: naming those of which some was
        """
        touched = self.filtered(
            lambda fee: not fee.currency_id.is_zero(fee.amount_collected)
        )
        if touched:
            raise UserError(
                self.env._(
                    "%s: money of it was taken. Have finance return it instead.",
                    touched._get_state_names(),
                )
            )

    def _follow_money(self):
        """Have fees be paid when all of them is, and due when the bank refused some."""
        fees_sudo = self.sudo()  # moved by whoever verifies
        fees_sudo.invalidate_recordset(["amount_paid", "amount_collected"])
        for fee in fees_sudo:
            missing = fee.currency_id.compare_amounts(fee.amount, fee.amount_paid)
            if fee.state == "due" and missing <= 0:
                fee._move("paid", paid_at=fee._get_last_day())
            elif fee.state == "paid" and missing > 0:
                fee._move("due", paid_at=False)
        self.env["property.deadline"]._follow(self)

    def _get_last_day(self):
        """Return the day of the last money of one fee."""
        receipts = self.receipt_ids.filtered(lambda row: row.state == "verified")
        return max(receipts.mapped("date") + self.credit_ids.mapped("date"))

    def _get_cannot_take_reason(self, contract, amount):
        """Return why an amount is not taken for one fee, or an empty text.

        :param contract: that the money is said to be for
        """
        if self.contract_id != contract:
            return self.env._("%s is not of this contract.", self.display_name)
        if self.state != "due":
            return self.env._("%s is not due any more.", self.display_name)
        left = self.currency_id.round(self.amount - self.amount_collected)
        if self.currency_id.compare_amounts(amount, left) > 0:
            return self.env._(
                "%(fee)s: %(left)s of it are still to be taken.",
                fee=self.display_name,
                left=formatLang(self.env, left, currency_obj=self.currency_id),
            )
        return ""

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': what was collected for stays
        touched = super()._get_protected_touched(vals)
        if any(fee.amount_collected or fee.state != "due" for fee in self):
            touched |= {"kind", "amount"} & vals.keys()
        return touched

from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_datetime, formatLang

from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools import door_kinds

SELLER = "property_sales.group_property_sales"
# what is open: it has the home, or waits for it
LIVE = ("active", "queued")
ONE_LIVE = "property_reservation_one_active"


class PropertyReservation(models.Model):
    """A home kept for one customer: a row of the reservation register F34 (R2.7).

    A click holds the home for some minutes, without a number. The first money makes it
    a reservation: it takes its number and a last day for the contract. Others wait for
    the home in the order of their arrival and move up by themselves. The price is that
    of the day on which the home was held, whatever list comes after it.

    In files by step: the document and its making, the waiting list and every end
    (`_queue`). Requests to others are in `property.reservation.change`.
    """

    _name = "property.reservation"
    _description = "Reservation"
    _inherit = [
        "property.secret.mixin",
        "property.transfer.mixin",
        "sales.approval.mixin",
        "sales.numbered.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"

    _register_code = "property.reservation"
    _register_prefix = "F34"
    # its number comes with the first money, in no other way
    _numbered_state = None
    _reason_actions = {
        "cancel": "action_cancel",
        "extend": "action_extend",
        "unit": "action_change_unit",
        "partner": "action_change_partner",
    }
    _protected_fields = frozenset(
        {"hold_until", "date_end", "first_date_end", "price", "price_line_id"}
        | {"reserved_at", "ended_at"}
        | {"end_reason", "moved_up_at", "user_id"}
        | {"building_id", "development_id", "company_id"}
        | {"approval_ids", "change_ids"}
    )
    _immutable_fields = frozenset(
        {"unit_id", "partner_id", "money_kind", "amount", "is_waiting"}
    )
    _state_moves = {
        "active": ("queued",),
        "converted": ("active",),
        "expired": LIVE,
        "cancelled": LIVE,
    }

    unit_id = fields.Many2one(
        "property.unit", string="Home", required=True, index=True, ondelete="restrict"
    )
    building_id = fields.Many2one(related="unit_id.building_id", store=True)
    development_id = fields.Many2one(
        related="unit_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
    )
    money_kind = fields.Selection(
        [("intent", "Intent Money"), ("advance", "Advance"), ("deposit", "Deposit")],
        string="Kind of Money",
        required=True,
        default="advance",
        help="Intent money and an advance are returned when there is no contract. Only"
        " a deposit can be forfeited.",
    )
    amount = fields.Monetary(
        string="Agreed Amount",
        required=True,
        help="The money agreed for the reservation, in the company's currency.",
    )
    is_waiting = fields.Boolean(
        string="Came to Wait", help="The home was taken: it joined the waiting list."
    )
    price = fields.Monetary(
        readonly=True,
        copy=False,
        help="The list price of the home on the day that it was held.",
    )
    price_line_id = fields.Many2one(
        "property.price.list.line",
        string="Price from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The line of the price list in force on that day.",
    )
    reserved_at = fields.Datetime(
        string="Held at", readonly=True, copy=False, index=True
    )
    moved_up_at = fields.Datetime(string="Moved up at", readonly=True, copy=False)
    hold_until = fields.Datetime(
        string="Held until",
        readonly=True,
        copy=False,
        help="Without money the home is free again then.",
    )
    date_end = fields.Date(
        string="Reserved until",
        readonly=True,
        copy=False,
        tracking=True,
        help="The last day for the contract.",
    )
    first_date_end = fields.Date(readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended at", readonly=True, copy=False)
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    change_ids = fields.One2many(
        "property.reservation.change", "reservation_id", string="Changes", readonly=True
    )
    # the labels are this addon's to translate
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("active", "Active"),
            ("converted", "Under Contract"),
            ("expired", "Expired"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="queued",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The amount agreed for a reservation is more than zero."
    )
    _one_active = models.UniqueIndex(
        "(unit_id) WHERE state = 'active'", "This home is taken already."
    )
    _one_wait = models.UniqueIndex(
        "(unit_id, partner_id) WHERE state IN ('queued', 'active')",
        "The customer has this home, or waits for it, already.",
    )
    _queue = models.Index("(unit_id, id) WHERE state = 'queued'")
    _running = models.Index("(hold_until, date_end) WHERE state = 'active'")

    @api.depends("number", "unit_id", "state")
    def _compute_display_name(self):
        for reservation in self:
            home = reservation.unit_id.display_name
            number = reservation.number
            if not number and reservation.state == "queued":
                number = self.env._("Queued")
            elif not number:
                number = self.env._("Hold")
            reservation.display_name = f"{number} · {home}" if home else number

    @api.model_create_multi
    def create(self, vals_list):
        """Hold homes, or wait for them, after all checks, on whatever way (R2.7).

        :raise UserError: why the home cannot be sold, or by whom it is taken
        """
        self._check_given(vals_list)
        reservations = super().create(vals_list)
        reservations._check_seller()
        # in the order of ids, so that two who take several homes do not meet crosswise
        for reservation in reservations.sorted(lambda row: row.unit_id.id):
            reservation._take_home()
        return reservations

    @api.model
    def _check_given(self, vals_list):
        """Refuse what is taken already before a row is made: most are refused here."""
        for vals in vals_list:
            unit = self.env["property.unit"].browse(vals.get("unit_id"))
            # what its day has come for, though a job is late
            self.env["property.price.list"]._activate_due(unit.development_id)
            unit._end_lapsed()
            # sudo: whether the customer has it already
            same_sudo = self.sudo().search(
                [
                    ("unit_id", "=", unit.id),
                    ("partner_id", "=", vals.get("partner_id")),
                    ("state", "in", LIVE),
                ],
                limit=1,
            )
            if same_sudo:
                raise UserError(same_sudo._get_taken_text())
            taken = unit and not vals.get("is_waiting") and unit._get_taken_reason()
            if taken:
                raise UserError(taken)

    def _take_home(self):
        """Hold the home, or join its waiting list.

        The unique index is met before the guard: a loser learns at once who was faster,
        where the guard would make the transaction wait and start again.
        """
        self.ensure_one()
        unit = self.unit_id
        if self.is_waiting:
            unit._take_guard()
            self._check_may_wait()
            return
        taken = unit._get_taken_reason(self)
        if taken:
            raise UserError(taken)
        self._activate(self.company_id.property_hold_minutes)
        unit._take_guard()
        self._check_may_hold()

    def _activate(self, minutes):
        """Give these homes to these reservations, for so many minutes.

        :raise UserError: by whom a home was taken at the same moment
        """
        now = fields.Datetime.now()
        for reservation in self:
            vals = {
                "reserved_at": now,
                "hold_until": now + timedelta(minutes=minutes),
            }
            vals |= reservation.unit_id._prepare_price_vals()
            with reservation._taking(reservation.unit_id):
                reservation._move("active", **vals)

    @contextmanager
    def _taking(self, unit):
        """Have what is written meanwhile take `unit`, or say by whom it was taken."""
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                yield
                self.flush_recordset()
        except errors.UniqueViolation as error:
            if error.diag.constraint_name != ONE_LIVE:
                raise
            self.env.invalidate_all(flush=False)
            raise UserError(unit._get_faster_text()) from error

    def _check_seller(self):
        """Check that the salesperson sells homes, and with training (R2.6).

        :raise AccessError: for users who sell no homes
        :raise UserError: when their training is over
        """
        for user in self.user_id:
            if not user.has_group(SELLER):
                raise AccessError(
                    self.env._(
                        "%s sells no homes: a property salesperson reserves them.",
                        user.name,
                    )
                )
            company = self.company_id[:1]
            reason = user._get_cannot_sell_homes_reason(company)
            if reason:
                raise UserError(reason)

    def _check_may_hold(self):
        """Check that the home may be sold, for this customer and this money.

        :raise UserError: all reasons at once
        """
        reasons = self.unit_id._get_cannot_sell_reasons()
        reasons += self._get_money_reasons()
        self.unit_id._refuse_sale(reasons)

    def _check_may_wait(self):
        """Check that there is something to wait for.

        :raise UserError: when the home is free, or is on sale no more
        """
        unit = self.unit_id
        if not unit._get_taken_reason(self):
            raise UserError(
                self.env._("%s is free: reserve it instead.", unit.display_name)
            )
        unit._refuse_sale(unit._get_cannot_sell_reasons())

    def _get_money_reasons(self):
        """Return why the agreed money is not allowed, and nothing where it is (R2.7).

        To be extended by what else stands against this customer and this money.
        """
        self.ensure_one()
        if self.money_kind != "deposit":
            return []
        return list(filter(None, [self._get_deposit_reason(self.amount)]))

    def _get_deposit_reason(self, amount):
        """Return why deposits of `amount` together are too much, or an empty text.

        They are at most a part of the price; an equal amount passes.
        """
        percent = self.company_id.property_deposit_percent
        most = self.currency_id.round(self.price * percent / 100)
        if self.currency_id.compare_amounts(amount, most) <= 0:
            return ""
        return self.env._(
            "%(home)s: all deposits together are at most %(most)s (%(percent)s %% of"
            " %(price)s). Agree on less: the rest is paid by the contract.",
            home=self.unit_id.display_name,
            most=formatLang(self.env, most, currency_obj=self.currency_id),
            percent=formatLang(self.env, percent, digits=2),
            price=formatLang(self.env, self.price, currency_obj=self.currency_id),
        )

    def _get_taken_text(self):
        """Return what anybody is told of this reservation: by whom, and since when."""
        self.ensure_one()
        names = {
            "home": self.unit_id.display_name,
            "salesperson": self.user_id.name,
            "time": format_datetime(self.env, self.reserved_at or self.create_date),
        }
        if self.state == "queued":
            return self.env._(
                "%(home)s: a customer of %(salesperson)s waits for it since %(time)s"
                " and comes first: join the waiting list.",
                **names,
            )
        return self.env._(
            "%(home)s is taken by %(salesperson)s since %(time)s: choose another home,"
            " or wait for this one.",
            **names,
        )

    @api.constrains("partner_id", "company_id")
    def _check_partner_company(self):
        for reservation in self.sudo():  # sudo: the company of the customer
            company = reservation.partner_id.company_id
            if company and company != reservation.company_id:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is a customer of %(company)s: homes are sold to"
                        " customers of their own company.",
                        customer=reservation.partner_id.display_name,
                        company=company.name,
                    )
                )

    @door_kinds.takes(reason=door_kinds.text)
    def action_cancel(self, reason):
        """Give homes back, or leave their waiting lists.

        Money that was taken is returned; the next customer moves up.

        :param str reason: why; stays on the register
        :raise UserError: naming those that have ended already
        """
        reason = self._check_reason(reason)
        self.check_access("write")
        self._check_state(*LIVE)
        self._end("cancelled", reason)
        return True

    def _is_approval_frozen(self):
        # EXTENDS 'sales.approval.mixin': its fields are moved by methods at any time
        return False

    def _get_approval_requester(self):
        # EXTENDS 'sales.approval.mixin'
        return self.env.user._get_asking() or self.user_id

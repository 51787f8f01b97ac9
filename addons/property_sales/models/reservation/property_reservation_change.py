from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools.inherited import add_up
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

DIRECTOR = "sales_rules.group_marketing_director"
EXTENSION = Subject(
    "property_extension",
    _lt("Extension of a Reservation"),
    unit="days",
    decider=DIRECTOR,
    setting="has_property_development",
)
AMENDMENT = Subject(
    "property_amendment",
    _lt("Amendment of a Sale of a Home"),
    unit="money",
    decider=DIRECTOR,
    setting="has_property_development",
)


class PropertyReservationChange(models.Model):
    """A change of a reservation that others decide on (R2.7).

    A later last day, another home, another customer. It is asked on the reservation,
    whose inbox row it names, and applied once, when it is approved; what stood in its
    way by then is told to the user who decides.
    """

    _name = "property.reservation.change"
    _description = "Change of a Reservation"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "id desc"
    _rec_name = "reservation_id"

    _protected_fields = frozenset(
        {"reservation_id", "kind", "date", "unit_id", "partner_id", "reason", "amount"}
        | {"approval_id", "applied_at", "company_id"}
    )
    # kind: the subject that is asked; adds up over the classes of the model
    _subjects = {
        "extension": EXTENSION,
        "unit": AMENDMENT,
        "partner": AMENDMENT,
    }

    reservation_id = fields.Many2one(
        "property.reservation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="reservation_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("extension", "Later Last Day"),
            ("unit", "Another Home"),
            ("partner", "Another Customer"),
        ],
        required=True,
        readonly=True,
    )
    date = fields.Date(string="New Last Day", readonly=True)
    unit_id = fields.Many2one(
        "property.unit", string="New Home", readonly=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="New Customer", readonly=True, ondelete="restrict"
    )
    reason = fields.Char(required=True, readonly=True)
    amount = fields.Monetary(
        readonly=True, help="The money that it moves, in the company's currency."
    )
    approval_id = fields.Many2one(
        "sales.approval", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    approval_state = fields.Selection(related="approval_id.state", string="Decision")
    applied_at = fields.Datetime(string="Applied at", readonly=True)

    @api.model
    def _get_subject(self, kind):
        """Return the subject that a kind of change asks."""
        return add_up(type(self), "_subjects")[kind]

    def _get_summary(self):
        """Return the change in words: enough to decide on it."""
        self.ensure_one()
        reservation = self.reservation_id
        values = "", ""
        if self.kind == "extension":
            values = (
                format_date(self.env, reservation.date_end),
                format_date(self.env, self.date),
            )
        elif self.kind == "unit":
            values = reservation.unit_id.display_name, self.unit_id.display_name
        elif self.kind == "partner":
            values = reservation.partner_id.name, self.partner_id.name
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        change = " → ".join(filter(None, values))
        return ". ".join(
            filter(None, (f"{kinds[self.kind]}: {change}".strip(": "), self.reason))
        )

    def _apply(self):
        """Apply one approved change, under the guards of its homes.

        :raise UserError: what stands in its way now
        """
        self.ensure_one()
        getattr(self, f"_apply_{self.kind}")()
        self._write_protected({"applied_at": fields.Datetime.now()})

    @api.model
    def _ask(self, reservation, kind, amount, reason, **vals):
        """Ask for a change of a reservation that was checked, and return its id.

        :param amount: what the authority is compared with, in the subject's unit
        :param vals: what is asked for, as fields of the change
        """
        subject = self._get_subject(kind)
        user = reservation.user_id
        request = {
            "document": reservation,
            "subject": subject.key,
            "amount": amount,
            "company": reservation.company_id,
            "requester": self.env.user,
            "requesters": self.env.user | user,
            "partner": reservation.partner_id,
            "team": user.sudo().sale_team_id,  # sudo: teams are not read
        }
        vals |= {"reservation_id": reservation.id, "kind": kind, "reason": reason}
        if subject.unit == "money":
            vals["amount"] = amount
        # sudo: made by methods only
        change_sudo = self.sudo()._create_protected([vals])
        request["summary"] = change_sudo._get_summary()
        approval_sudo = self.env["sales.approval"].sudo()._ask([request])  # as above
        change_sudo._write_protected({"approval_id": approval_sudo.id})
        return change_sudo.id

    @api.model
    def _check_extension(self, reservation, date):
        """Check that a reservation can last until `date`."""
        reservation._check_running()
        if not reservation.number:
            raise UserError(
                self.env._(
                    "%s is a hold: it becomes a reservation with the first money.",
                    reservation.display_name,
                )
            )
        if not date or date <= reservation.date_end:
            raise UserError(
                self.env._(
                    "%(reservation)s lasts until %(date)s already: give a later day.",
                    reservation=reservation.display_name,
                    date=format_date(self.env, reservation.date_end),
                )
            )

    @api.model
    def _check_unit(self, reservation, unit):
        """Check that another home can be given to a reservation."""
        if unit.company_id != reservation.company_id:
            raise UserError(
                self.env._(
                    "%(home)s is sold by another company: choose a home of"
                    " %(company)s.",
                    home=unit.display_name,
                    company=reservation.company_id.name,
                )
            )
        reasons = unit._get_cannot_sell_reasons()
        reasons.append(unit._get_taken_reason(reservation))
        unit._refuse_sale(reasons)

    @api.model
    def _check_partner(self, reservation, partner):
        """Check that another customer can take the place of a reservation's one.

        To be extended by what says whose a customer is.
        """
        reservation._check_running()

    @api.model
    def _get_money_moved(self, reservation):
        """Return the money that goes along with a change, in the company's currency.

        To be extended by what takes money.
        """
        return 0.0

    def _move_money(self, partner, unit):
        """Move the money taken from what the reservation was to what it is now.

        To be extended by what takes money.

        :param partner: the former customer
        :param unit: the former home
        """

    def _apply_extension(self):
        """Give the reservation its later last day."""
        self._check_extension(self.reservation_id, self.date)
        self.reservation_id._write_protected({"date_end": self.date})
        self.env["property.deadline"]._follow(self.reservation_id)

    def _apply_unit(self):
        """Give the reservation the other home, at its price of today."""
        reservation, unit = self.reservation_id, self.unit_id
        former = reservation.unit_id
        former._end_lapsed()
        unit._end_lapsed()
        reservation._check_running()
        self._check_unit(reservation, unit)
        with reservation._taking(unit):
            reservation._write_protected(
                {"unit_id": unit.id} | unit._prepare_price_vals()
            )
        (former | unit)._take_guard()
        reservation._check_may_hold()
        self._move_money(reservation.partner_id, former)
        former._move_up()

    def _apply_partner(self):
        """Give the reservation to the other customer, at the price of today."""
        reservation, partner = self.reservation_id, self.partner_id
        former = reservation.partner_id
        reservation.unit_id._take_guard()
        self._check_partner(reservation, partner)
        price = reservation.unit_id._prepare_price_vals()
        reservation._write_protected({"partner_id": partner.id} | price)
        reservation._check_may_hold()
        self._move_money(former, reservation.unit_id)

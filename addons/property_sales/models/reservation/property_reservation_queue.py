from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.misc import format_datetime

# reservations that one transaction of the job ends
CHUNK = 50
MOVED_UP = "property_sales.mail_activity_type_moved_up"


class PropertyReservation(models.Model):
    """The waiting list: first money, expiry, and who moves up (R2.7)."""

    _inherit = "property.reservation"

    queue_position = fields.Integer(
        string="Place in the Waiting List", compute="_compute_queue_position"
    )

    @api.depends("state", "unit_id")
    def _compute_queue_position(self):
        self.queue_position = 0
        units = self.filtered(lambda row: row.state == "queued").unit_id
        if not units:
            return
        # sudo: others who wait are counted, no more
        rows_sudo = self.sudo().search(
            [("unit_id", "in", units.ids), ("state", "=", "queued")], order="id"
        )
        for waiting in rows_sudo.grouped("unit_id").values():
            for position, row in enumerate(waiting, 1):
                if row in self:
                    self.browse(row.id).queue_position = position

    def _note_first_money(self):
        """Make holds reservations: number, and the last day for the contract.

        Called by what takes money, in its transaction; the number is taken last.
        """
        for reservation in self.filtered(lambda row: not row.number):
            company = reservation.company_id
            last = company._get_today() + timedelta(
                days=company.property_reservation_days
            )
            reservation._write_protected({"date_end": last, "first_date_end": last})
            reservation._take_register_numbers()
            self.env["property.deadline"]._follow(reservation)

    def _is_lapsed(self):
        """Return whether the time of this reservation is over."""
        self.ensure_one()
        if self.state != "active":
            return False
        if not self.number:
            return self.hold_until < fields.Datetime.now()
        return self.date_end < self.company_id._get_today()

    def _get_lapsed_reason(self):
        """Return the reason that an expired reservation carries."""
        self.ensure_one()
        if self.number:
            return self.env._(
                "Expired on %s without a contract.",
                format_date(self.env, self.date_end),
            )
        time = format_datetime(self.env, self.hold_until)
        if self.moved_up_at:
            return self.env._("Moved up, and not answered until %s.", time)
        return self.env._("Held until %s without money.", time)

    def _end_lapsed(self):
        """End those whose time is over, and have the next ones move up."""
        self.unit_id._take_guard()
        self.invalidate_recordset()
        lapsed = self.filtered(lambda row: row._is_lapsed())
        for reservation in lapsed:
            reservation._end("expired", reservation._get_lapsed_reason())

    def _end(self, state, reason):
        """Move reservations to an end, and have the next ones move up."""
        units = self.filtered(lambda row: row.state == "active").unit_id
        self.unit_id._take_guard()
        now = fields.Datetime.now()
        # sudo: moved by methods only, whoever asks
        self.sudo()._move(state, end_reason=reason, ended_at=now)
        self.env["sales.notice"]._end(self, MOVED_UP)
        self.flush_recordset(["state"])
        # a mere hold has none
        told = self.filtered(lambda row: row.number or row.moved_up_at)
        self.env["property.deadline"]._follow(told)
        units._move_up()

    def _rise(self):
        """Give homes to customers who waited for them, and tell so."""
        for reservation in self:
            company = reservation.company_id
            reservation._activate(company.property_move_up_hours * 60)
            reservation._write_protected({"moved_up_at": fields.Datetime.now()})
            reservation._tell_moved_up()
        self.env["property.deadline"]._follow(self)

    def _tell_moved_up(self):
        """Tell salesperson and customer that the home is theirs until when."""
        self.ensure_one()
        reservation = self.with_context(lang=self.user_id.lang)
        text = reservation.env._(
            "%(home)s is yours until %(time)s: take the money or give it back.",
            home=self.unit_id.display_name,
            time=format_datetime(self.env, self.hold_until, tz=self.user_id.tz),
        )
        wanted = {self.id: {self.user_id.id: {"summary": text}}}
        self.env["sales.notice"]._plan(self, MOVED_UP, wanted, mail=True)
        customer = self.with_context(lang=self.partner_id.lang)
        self.message_post(
            body=customer.env._(
                "%(home)s is held for you until %(time)s.",
                home=self.unit_id.display_name,
                time=format_datetime(self.env, self.hold_until, tz=self.partner_id.tz),
            ),
            partner_ids=self.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )

    @api.model
    def _cron_expire(self):
        """End holds and reservations that are over, and have waiting ones move up."""

        def free(units):
            units._end_lapsed()
            units._move_up()

        units = self._find_lapsed().unit_id | self._find_forsaken()
        self.env["ir.cron"]._go_through(units, free, "Reservations of homes", CHUNK)

    @api.model
    def _find_lapsed(self):
        """Return the active reservations whose time is over."""
        now = fields.Datetime.now()
        held = Domain("number", "=", False) & Domain("hold_until", "<", now)
        over = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_end", "<", company._get_today())
        )
        reserved = Domain("number", "!=", False) & over
        return self.search(Domain("state", "=", "active") & (held | reserved))

    @api.model
    def _find_forsaken(self):
        """Return homes that customers wait for and nobody has."""
        waiting = self._read_group([("state", "=", "queued")], ["unit_id"])
        units = self.env["property.unit"].union(*(unit for (unit,) in waiting))
        taken = self._read_group(
            [("state", "=", "active"), ("unit_id", "in", units.ids)], ["unit_id"]
        )
        return units.browse(set(units.ids) - {unit.id for (unit,) in taken})

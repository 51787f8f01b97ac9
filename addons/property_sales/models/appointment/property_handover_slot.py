from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.property_sales.tools import slot_kinds
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

from ..base import property_secret_mixin
from ..handover.property_handover import DIRECTOR, MANAGER, OPEN

SELLER = "property_sales.group_property_sales"


class PropertyHandoverSlot(models.Model):
    """Hours of a day at which homes of a building are handed over (R2.7).

    As many at once as there are inspectors. Each open handover takes a place; whoever
    takes one takes the guard of the slot first, so that a second one at the same moment
    is tried again and sees it. Hours are those of the company's time zone.
    """

    _name = "property.handover.slot"
    _description = "Slot for Handovers"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "date_start, building_id, id"
    _rec_names_search = ["building_id"]

    # no prices, and no buyers
    _export_groups = property_secret_mixin.WITH_INVESTMENT
    _protected_fields = frozenset(
        {"building_id", "development_id", "company_id", "date", "hour_from", "hour_to"}
        | {"date_start", "date_stop", "inspectors", "handover_ids", "booked"}
        | {"free_places", "guard"}
    )

    building_id = fields.Many2one(
        "property.building",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    development_id = fields.Many2one(
        related="building_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="building_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True, readonly=True, index=True)
    hour_from = fields.Float(
        string="From Hour",
        required=True,
        readonly=True,
        help="In the company's time zone.",
    )
    hour_to = fields.Float(string="To Hour", required=True, readonly=True)
    date_start = fields.Datetime(
        string="Begins", compute="_compute_dates", store=True, index=True
    )
    date_stop = fields.Datetime(string="Ends", compute="_compute_dates", store=True)
    inspectors = fields.Integer(
        required=True, readonly=True, help="How many homes are handed over at once."
    )
    handover_ids = fields.One2many("property.handover", "slot_id", string="Handovers")
    booked = fields.Integer(
        string="Places Taken",
        compute="_compute_booked",
        store=True,
        help="Open handovers.",
    )
    free_places = fields.Integer(compute="_compute_booked", store=True)
    guard = fields.Integer(
        default=0, readonly=True, copy=False, exportable=False, prefetch=False
    )

    _hours_in_order = models.Constraint(
        "CHECK (0 <= hour_from AND hour_from < hour_to AND hour_to <= 24)",
        "A slot begins before it ends, both from 0 to 24.",
    )
    _places_enough = models.Constraint(
        "CHECK (inspectors > 0 AND free_places >= 0)",
        "A slot has no more handovers than inspectors.",
    )

    @api.depends("date", "hour_from", "hour_to", "company_id.resource_calendar_id.tz")
    def _compute_dates(self):
        for slot in self:
            slot.date_start = slot._get_moment(slot.hour_from)
            slot.date_stop = slot._get_moment(slot.hour_to)

    @api.depends("inspectors", "handover_ids.state")
    def _compute_booked(self):
        handovers = self.env["property.handover"]
        counts = dict(
            handovers._read_group(
                [("slot_id", "in", self.ids), ("state", "in", OPEN)],
                ["slot_id"],
                ["__count"],
            )
        )
        for slot in self:
            slot.booked = counts.get(slot._origin, 0)
            slot.free_places = slot.inspectors - slot.booked

    @api.depends("building_id", "date", "hour_from", "hour_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for slot in self:
            day = format_date(self.env, slot.date)
            hours = slot._get_hours()
            slot.display_name = f"{slot.building_id.display_name} · {day} {hours}"

    @api.constrains("building_id", "date", "hour_from", "hour_to")
    def _check_overlap(self):
        """Check that no two slots of a building are at the same time.

        Those who make slots have the guard of the building.
        """
        for (building, date), slots in self.grouped(
            lambda slot: (slot.building_id, slot.date)
        ).items():
            there = self.search(
                [("building_id", "=", building.id), ("date", "=", date)],
                order="hour_from, id",
            )
            for first, second in zip(there, there[1:], strict=False):
                if second.hour_from < first.hour_to and (first | second) & slots:
                    raise ValidationError(
                        self.env._(
                            "%(slot)s is at the time of another slot of the building:"
                            " %(other)s.",
                            slot=second.display_name,
                            other=first.display_name,
                        )
                    )

    @ondelete_always
    def _unlink_except_used(self):
        # sudo: handovers of everybody
        used_sudo = self.sudo().filtered("handover_ids")
        if used_sudo:
            raise UserError(
                self.env._(
                    "Slots with handovers stay on record: %s",
                    ", ".join(used_sudo[:5].mapped("display_name")),
                )
            )

    @door_kinds.takes(inspectors=slot_kinds.count)
    def action_set_inspectors(self, inspectors):
        """Have so many homes be handed over at once in these slots.

        :param int inspectors: not fewer than places are taken
        :raise AccessError: for others than the sales manager and the director
        :raise UserError: naming the slots that are taken more often
        """
        self._check_planner(self.building_id)
        self._take_guard()
        over = self.filtered(lambda slot: slot.booked > inspectors)
        if over:
            raise UserError(
                self.env._(
                    "%(slots)s: more handovers are on it than %(count)s; move them"
                    " first.",
                    slots=", ".join(over[:5].mapped("display_name")),
                    count=inspectors,
                )
            )
        self.sudo()._write_protected({"inspectors": inspectors})  # by methods only
        return True

    def action_remove(self):
        """Remove slots that no handover ever was on.

        :raise AccessError: for others than the sales manager and the director
        :raise UserError: naming those that were used
        """
        self._check_planner(self.building_id)
        self._take_guard()
        self.sudo().unlink()  # nobody else deletes them
        return self.env["ir.actions.act_window"]._for_xml_id(
            "property_sales.property_handover_slot_action"
        )

    @api.model
    def _check_planner(self, buildings):
        """Check that the caller plans the handovers of these buildings.

        :raise AccessError: for others than the sales manager and the director
        """
        buildings.check_access("read")
        user = self.env.user
        is_manager = user.has_group(MANAGER) and user.has_group(SELLER)
        if not (self.env.su or is_manager or user.has_group(DIRECTOR)):
            raise AccessError(
                self.env._(
                    "%s: its handovers are planned by the regional manager of the sale"
                    " or the marketing director.",
                    ", ".join(buildings[:5].mapped("display_name")),
                )
            )

    def _take_guard(self):
        """Take the guards of these slots, before a place is given or taken away.

        In the order of their ids; see `property.unit`.
        """
        if not self:
            return
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                """
                UPDATE property_handover_slot
                   SET guard = guard + 1
                 WHERE id IN (SELECT id
                                FROM property_handover_slot
                               WHERE id IN %s
                               ORDER BY id
                                 FOR NO KEY UPDATE)
             RETURNING id
                """,
                self._ids,
            )
        )
        self.invalidate_recordset(["guard", "booked", "free_places", "inspectors"])

    def _get_moment(self, hour):
        """Return the moment of an hour of the day of one slot, in UTC."""
        self.ensure_one()
        if not self.date:
            return False
        zone = timezone((self.company_id or self.env.company)._get_zone())
        local = datetime.combine(self.date, time()) + timedelta(
            minutes=round(hour * 60)
        )
        return zone.localize(local).astimezone(utc).replace(tzinfo=None)

    def _get_hours(self):
        """Return the hours of one slot in words: 9:00–9:30."""
        self.ensure_one()
        minutes = [round(hour * 60) for hour in (self.hour_from, self.hour_to)]
        return "–".join(f"{part // 60}:{part % 60:02}" for part in minutes)

    def _prepare_vals(self):
        """Return the values of a handover that one slot is for, but its day."""
        self.ensure_one()
        return {"slot_id": self.id, "slot": self._get_hours()}

    def _get_cannot_book_reasons(self, contract, date):
        """Return why one contract cannot have one slot.

        :param contract: in which state it may be, others say
        :param date: the day that is told with it; it is that of the slot
        :rtype: list[str]
        """
        self.ensure_one()
        names = {
            "slot": self.display_name,
            "home": contract.unit_id.display_name,
            "date": format_date(self.env, date),
            "places": self.inspectors,
        }
        reasons = []
        if self.building_id != contract.unit_id.sudo().building_id:  # of what is sold
            reasons.append(
                self.env._("%(slot)s is of another building than %(home)s.", **names)
            )
        if date != self.date:
            reasons.append(
                self.env._(
                    "%(slot)s is not on the day that is told: %(date)s.", **names
                )
            )
        if self.date_start <= fields.Datetime.now():
            reasons.append(self.env._("%(slot)s is past: choose a later one.", **names))
        if self.free_places < 1:
            reasons.append(
                self.env._(
                    "%(slot)s is full, all its places (%(places)s) are taken: choose"
                    " another one.",
                    **names,
                )
            )
        return reasons

    @api.model
    def _search_free(self, buildings, first):
        """Return the slots of buildings with a free place, from a day on, as they come.

        :param first: the first day
        """
        return self.search(
            [
                ("building_id", "in", buildings.ids),
                ("date", ">=", first),
                ("date_start", ">", fields.Datetime.now()),
                ("free_places", ">", 0),
            ]
        )

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.property_sales.tools import slot_kinds
from odoo.addons.sales_rules.tools import door_kinds

# slots made at once; longer times in several parts
MAX_SLOTS = 2000
SATURDAY = 5


class PropertyBuilding(models.Model):
    """The slots at which homes of a building are handed over (R2.7)."""

    _inherit = "property.building"

    _protected_fields = frozenset({"slot_ids", "slot_guard"})

    slot_ids = fields.One2many(
        "property.handover.slot", "building_id", string="Slots for Handovers"
    )
    slot_guard = fields.Integer(
        default=0, readonly=True, copy=False, exportable=False, prefetch=False
    )

    @door_kinds.takes(
        date_from=door_kinds.day,
        date_to=door_kinds.day,
        hour_from=slot_kinds.hour,
        hour_to=slot_kinds.hour,
        minutes=slot_kinds.count,
        inspectors=slot_kinds.count,
    )
    def action_generate_slots(
        self,
        date_from,
        date_to,
        hour_from,
        hour_to,
        minutes,
        inspectors,
        weekends=False,
    ):
        """Make the slots of a building, one after the other on each day.

        Time at the end of a day that is shorter than a slot is left out.

        :param date_from: the first day, today or later
        :param date_to: the last day
        :param float hour_from: in the company's time zone
        :param float hour_to: when the last one ends
        :param int minutes: how long each is
        :param int inspectors: how many homes are handed over at once
        :param bool weekends: on Saturdays and Sundays too
        :return: the ids of the slots
        :raise AccessError: for others than the sales manager and the director
        :raise UserError: for days that are past, none or too many slots, or naming one
            at the time of another
        """
        self.ensure_one()
        slots = self.env["property.handover.slot"]
        slots._check_planner(self)
        self._check_slot_days(date_from, date_to)
        days = [
            date_from + timedelta(days=number)
            for number in range((date_to - date_from).days + 1)
        ]
        parts = range(round(hour_from * 60), round(hour_to * 60) - minutes + 1, minutes)
        vals_list = [
            {
                "building_id": self.id,
                "date": day,
                "hour_from": start / 60,
                "hour_to": (start + minutes) / 60,
                "inspectors": inspectors,
            }
            for day in days
            if weekends or day.weekday() < SATURDAY
            for start in parts
        ]
        if not 0 < len(vals_list) <= MAX_SLOTS:
            raise UserError(
                self.env._(
                    "%(building)s: these would be %(count)s slots; make 1 to %(max)s at"
                    " once.",
                    building=self.display_name,
                    count=len(vals_list),
                    max=MAX_SLOTS,
                )
            )
        self._take_slot_guard()
        return slots.sudo()._create_protected(vals_list).ids  # by methods only

    def _check_slot_days(self, date_from, date_to):
        """Check that slots of one building can be made for these days."""
        today = self.company_id._get_today()
        if not date_from or not date_to or not today <= date_from <= date_to:
            raise UserError(
                self.env._(
                    "%(building)s: slots are made from today, %(date)s, or a later day"
                    " on, until that day or a later one.",
                    building=self.display_name,
                    date=format_date(self.env, today),
                )
            )
        if (date_to - date_from).days > 366:
            raise UserError(
                self.env._("%s: make slots for a year at most.", self.display_name)
            )

    def _take_slot_guard(self):
        """Take the guard of one building, before slots are made.

        Two who make the same ones at the same moment do not both see none.
        """
        self.env.execute_query(
            SQL(
                "UPDATE property_building SET slot_guard = slot_guard + 1 WHERE id = %s"
                " RETURNING id",
                self.id,
            )
        )
        self.invalidate_recordset(["slot_guard"])

from datetime import datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_appointment import AppointmentCommon

SHANGHAI = "Asia/Shanghai"


@tagged("post_install", "-at_install")
class TestSlots(AppointmentCommon):
    """The hours at which homes of a building are handed over (R2.7)."""

    def test_a_day_has_as_many_as_fit(self):
        slots = self.new_slots(hours=(9, 12.5), minutes=45, inspectors=3)
        hours = [(slot.hour_from, slot.hour_to) for slot in slots]
        self.assertEqual(hours, [(9, 9.75), (9.75, 10.5), (10.5, 11.25), (11.25, 12)])
        self.assertEqual(set(slots.mapped("free_places")), {3})
        self.assertIn("9:45–10:30", slots[1].display_name)

    def test_weekends_are_left_out_unless_they_are_asked_for(self):
        week = {"days": (10, 16), "hours": (9, 10)}
        slots = self.new_slots(weekends=False, **week)
        self.assertEqual(len(slots), 5)
        self.assertLess(max(slot.date.weekday() for slot in slots), 5)
        slots.with_user(self.director).action_remove()
        self.assertEqual(len(self.new_slots(**week)), 7)

    def test_hours_are_those_of_the_company(self):
        self.company.resource_calendar_id.tz = SHANGHAI
        # also for a client in another time zone
        director = self.building.with_user(self.director).with_context(tz="UTC")
        [slot_id] = director.action_generate_slots(
            self.day(10), self.day(10), 0.5, 1, 30, 1, True
        )
        slot = self.env["property.handover.slot"].sudo().browse(slot_id)
        begins = datetime.combine(self.day(9), datetime.min.time())
        self.assertEqual(slot.date_start, begins + timedelta(hours=16.5))
        self.assertEqual(slot.date_stop, begins + timedelta(hours=17))
        self.company.resource_calendar_id.tz = "UTC"
        self.assertEqual(slot.date_start, begins + timedelta(hours=24.5))

    def test_a_slot_lasts_to_the_end_of_the_day(self):
        [slot] = self.new_slots(hours=(23, 24))
        self.assertEqual(slot.date_stop - slot.date_start, timedelta(hours=1))

    def test_two_slots_of_a_building_are_not_at_the_same_time(self):
        self.new_slots(hours=(9, 11))
        for hours in ((9, 10), (10.5, 11.5), (8, 12)):
            with self.assert_refused("at the time of another slot"):
                self.new_slots(hours=hours, minutes=60)
        # right after it, and in another building at the same time
        self.new_slots(hours=(11, 12))
        self.new_slots(self.new_building(name="2"), hours=(9, 11))

    def test_days_that_are_past_or_none_are_refused(self):
        for days in ((-1, 3), (5, 4)):
            with self.assert_refused("slots are made from today"):
                self.new_slots(days=days)
        with self.assert_refused("for a year at most"):
            self.new_slots(days=(1, 400))
        with self.assert_refused("these would be 0 slots"):
            self.new_slots(hours=(9, 9.5))
        with self.assert_refused("these would be 8784 slots"):
            self.new_slots(days=(0, 365), hours=(0, 24), minutes=60)

    def test_wrong_values_are_refused(self):
        building = self.building.with_user(self.director)
        days = self.day(10), self.day(10)
        for values in (
            (9, 25, 60, 1),
            (-1, 9, 60, 1),
            ("9", 10, 60, 1),
            (9, float("nan"), 60, 1),
            (9, 10, 0, 1),
            (9, 10, 30.5, 1),
            (9, 10, 60, 0),
            (9, 10, 60, True),
        ):
            with self.subTest(values), self.assertRaises(UserError):
                building.action_generate_slots(*days, *values)

    def test_the_manager_of_the_sale_and_the_director_plan(self):
        for user in (self.home_manager, self.director):
            ids = self.building.with_user(user).action_generate_slots(
                self.day(10), self.day(10), 9, 10, 60, 1, True
            )
            slots = self.env["property.handover.slot"].with_user(user).browse(ids)
            slots.action_set_inspectors(2)
            self.assertEqual(slots.inspectors, 2)
            slots.action_remove()
            self.assertFalse(slots.exists())
        [slot] = self.new_slots()[:1]
        for user in (self.home_seller, self.investor, self.finance, self.general):
            with self.assertRaises(AccessError):
                self.building.with_user(user).action_generate_slots(
                    self.day(11), self.day(11), 9, 10, 60, 1, True
                )
            with self.assertRaises(AccessError):
                slot.with_user(user).action_set_inspectors(2)
            with self.assertRaises(AccessError):
                slot.with_user(user).action_remove()

    def test_fewer_inspectors_than_handovers_are_refused(self):
        [slot] = self.new_slots(hours=(9, 10), inspectors=2)
        self.tell(self.new_settled(), slot)
        self.tell(self.new_other_settled(), slot)
        planner = slot.with_user(self.director)
        with self.assert_refused("more handovers are on it than 1"):
            planner.action_set_inspectors(1)
        planner.action_set_inspectors(3)
        self.assertEqual(slot.free_places, 1)

    def test_the_database_keeps_no_more_handovers_than_places(self):
        [slot] = self.new_slots(hours=(9, 10))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    "UPDATE property_handover_slot SET free_places = -1 WHERE id = %s",
                    [slot.id],
                )

    def test_a_slot_with_a_handover_stays(self):
        first, second = self.new_slots()
        handover = self.tell(self.new_settled(), first)
        handover.action_refuse("Wet", True)
        with self.assert_refused("Slots with handovers stay on record"):
            (first | second).with_user(self.director).action_remove()
        second.with_user(self.director).action_remove()
        self.assertFalse(second.exists())

    def test_another_company_sees_none(self):
        slot = self.new_slots()[:1]
        other = self.env["res.company"].create({"name": "Far"})
        far = self.new_user("far_planner", "group_marketing_director")
        far.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            slot.with_user(far).read(["date"])

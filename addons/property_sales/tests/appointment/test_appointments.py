from odoo.exceptions import AccessError, MissingError, UserError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from ..common_appointment import AppointmentCommon
from ..common_handover import PICTURE


@tagged("post_install", "-at_install")
class TestAppointments(AppointmentCommon):
    """A buyer is told a slot, and has another one at wish (R2.7)."""

    def test_a_time_in_words_is_told_as_before(self):
        handover = self.notify(self.new_settled(), slot="9:00")
        self.assertEqual((handover.slot, handover.slot_id.id), ("9:00", False))

    def test_a_slot_is_told_with_its_hours(self):
        first, second = self.new_slots()
        contract = self.new_settled()
        handover_id = call_kw(
            contract.with_user(self.home_seller),
            "action_notify_handover",
            [contract.ids, str(second.date), second.id],
            {},
        )
        handover = self.env["property.handover"].browse(handover_id)
        self.assertEqual(handover.slot_id, second)
        self.assertEqual(
            (handover.slot, handover.date_from), ("10:00–11:00", self.day(10))
        )
        self.assertEqual(handover.building_id, self.building)
        self.assertEqual((first.free_places, second.free_places), (1, 0))

    def test_all_that_is_wrong_with_a_slot_is_said_at_once(self):
        building = self.new_building(name="2")
        other = self.new_slots(building, days=(9, 9))[0]
        contract = self.new_settled()
        with self.assertRaises(UserError) as caught:
            contract.with_user(self.home_seller).action_notify_handover(
                self.day(8), other.id
            )
        for text in (
            "at least 10 days ahead",
            "is of another building than",
            "is not on the day that is told",
        ):
            self.assertIn(text, str(caught.exception))
        self.assertEqual(other.free_places, 1)

    def test_a_full_slot_is_named(self):
        [slot] = self.new_slots(hours=(9, 10))
        self.tell(self.new_settled(), slot)
        other = self.new_other_settled()
        with self.assert_refused("9:00–10:00 is full, all its places (1) are taken"):
            self.tell(other, slot)

    def test_a_slot_that_began_is_past(self):
        [slot] = self.new_slots(days=(0, 0), hours=(0, 24), minutes=1440)
        handover = self.notify(self.new_settled())
        handover.sudo()._write_protected({"notice_date": self.day(-10)})
        with self.assert_refused("is past: choose a later one"):
            handover.action_reschedule(slot.id, "Sooner")

    def test_a_place_is_free_again_with_the_end_of_a_handover(self):
        [slot] = self.new_slots(hours=(9, 10))
        contract = self.new_settled()
        handover = self.tell(contract, slot)
        handover.action_inspect()
        self.assertEqual(slot.free_places, 0)
        handover.action_refuse("Wet", True)
        self.assertEqual(slot.free_places, 1)
        again = self.tell(contract, slot)
        self.pay_all(contract)
        again.action_accept(PICTURE)
        self.assertEqual(slot.free_places, 1)

    def test_what_is_no_slot_is_refused(self):
        contract = self.new_settled().with_user(self.home_seller)
        with self.assertRaises(MissingError):
            contract.action_notify_handover(self.day(10), 987654321)
        for wrong in (True, 1.5, [1], -3):
            with self.subTest(wrong), self.assertRaises(UserError):
                contract.action_notify_handover(self.day(10), wrong)

    def test_the_buyer_has_another_appointment(self):
        first, second = self.new_slots()
        [later] = self.new_slots(days=(15, 15), hours=(9, 10))
        handover = self.tell(self.new_settled(), first)
        with self.assert_refused("why the appointment is moved"):
            handover.action_reschedule(second.id, " ")
        handover.action_reschedule(later.id, "On a journey")
        self.assertEqual((handover.slot_id, handover.date_from), (later, self.day(15)))
        self.assertEqual(handover.slot, "9:00–10:00")
        self.assertEqual((first.free_places, later.free_places), (1, 0))
        history = " ".join(handover.message_ids.mapped("body"))
        self.assertIn("On a journey", history)
        self.assertIn("9:00–10:00 is moved to", history)
        # to a time in words no more: that was the notice
        with self.assert_refused("choose another slot"):
            handover.action_reschedule(later.id, "Again")
        with self.assert_refused("choose another slot"):
            handover.action_reschedule(False, "Again")

    def test_it_is_not_sooner_than_the_notice_allowed(self):
        soon, told = self.new_slots(days=(9, 10), hours=(9, 10))
        handover = self.tell(self.new_settled(), told)
        with self.assert_refused("at least 10 days ahead"):
            handover.action_reschedule(soon.id, "Sooner")
        # told long ago, any slot to come is late enough
        handover.sudo()._write_protected({"notice_date": self.day(-1)})
        handover.action_reschedule(soon.id, "Sooner")
        self.assertEqual(handover.date_from, self.day(9))

    def test_only_what_is_open_is_moved(self):
        first, second = self.new_slots()
        contract = self.new_settled()
        handover = self.tell(contract, first)
        handover.action_inspect([{"part": "leak", "text": "Wet"}])
        handover.action_reschedule(second.id, "To see what was repaired")
        handover.action_refuse("Wet", True)
        with self.assert_refused("“Refused”"):
            handover.action_reschedule(first.id, "Late")

    def test_a_full_slot_is_not_moved_to(self):
        first, second = self.new_slots()
        handover = self.tell(self.new_settled(), first)
        self.tell(self.new_other_settled(), second)
        with self.assert_refused("is full"):
            handover.action_reschedule(second.id, "Later")
        self.assertEqual(handover.slot_id, first)

    def test_a_colleague_moves_none(self):
        first, second = self.new_slots()
        handover = self.tell(self.new_settled(), first)
        for user in (self.home_colleague, self.director, self.finance):
            with self.assertRaises(AccessError):
                handover.with_user(user).action_reschedule(second.id, "Mine")

    def test_what_is_due_with_the_keys_stays_due(self):
        contract = self.new_approved(pricing_basis="gross")
        rest = contract.instalment_ids[1]
        rest._write_protected({"anchor": "handover", "date_due": False})
        self.sign(contract)
        contract.with_user(self.home_seller).action_file("BA-1")
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        first, later = self.new_slots(days=(10, 11), hours=(9, 10))
        handover = self.tell(contract, first)
        handover.action_reschedule(later.id, "Later")
        self.assertEqual((rest.state, rest.date_due), ("claimed", self.day(10)))

    def test_with_the_end_of_the_contract_its_place_is_free(self):
        [slot] = self.new_slots(hours=(9, 10))
        contract = self.new_settled()
        handover = self.tell(contract, slot)
        # as a rescission does
        handover.sudo()._move("refused", end_reason="Ended")
        self.end(contract)
        self.assertEqual(slot.free_places, 1)

    def test_the_dialog_takes_the_day_of_the_slot(self):
        [slot] = self.new_slots(hours=(9, 10))
        contract = self.new_settled()
        context = {"active_model": "property.contract", "active_id": contract.id}
        steps = self.env["property.handover.step"].with_user(self.home_seller)
        steps = steps.with_context(default_step="notify", **context)
        with Form(steps) as form:
            form.slot_id = slot
            self.assertEqual(form.date, slot.date)
        form.save().action_apply()
        self.assertEqual(contract.handover_ids.slot_id, slot)

    def test_the_dialog_moves_an_appointment(self):
        first, second = self.new_slots()
        handover = self.tell(self.new_settled(), first)
        context = {"active_model": "property.handover", "active_id": handover.id}
        steps = self.env["property.handover.step"].with_user(self.home_seller)
        step = steps.with_context(**context).create(
            {"step": "reschedule", "slot_id": second.id, "reason": "Ill"}
        )
        self.assertEqual(
            (step.building_id, step.first_day), (self.building, self.day(10))
        )
        step.action_apply()
        self.assertEqual(handover.slot_id, second)

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common_appointment import AppointmentCommon


@tagged("post_install", "-at_install")
class TestHandoverBatch(AppointmentCommon):
    """The buyers of a building are told their days at once (R2.7)."""

    def open_batch(self, contracts, user=None):
        batches = self.env["property.handover.batch"].with_user(user or self.director)
        action = batches._open(contracts.with_user(batches.env.user))
        return batches.browse(action["res_id"])

    def new_paid(self, unit):
        contract = self.new_other_settled(unit, f"Buyer {unit.name}")
        self.pay_all(contract, f"ALL-{unit.id}")
        return contract

    def test_slots_are_filled_from_the_lowest_floor_up(self):
        first, second = self.new_slots()
        units = self.units[1:3]
        contracts = self.env["property.contract"].union(
            *map(self.new_paid, units[::-1])
        )
        batch = self.open_batch(contracts)
        self.assertEqual(batch.line_ids.unit_id, units)
        self.assertEqual(batch.line_ids.slot_id, first | second)
        self.assertEqual((batch.count_told, len(batch.refused_ids)), (2, 0))
        action = batch.action_tell()
        told = self.env["property.handover"].sudo().search(action["domain"])
        self.assertEqual(
            {row.unit_id: row.slot_id for row in told},
            dict(zip(units, first | second, strict=True)),
        )
        self.assertEqual(set(told.mapped("notice_date")), {self.today})
        self.assertFalse((first | second).filtered("free_places"))

    def test_as_many_homes_at_once_as_inspectors(self):
        [slot] = self.new_slots(hours=(9, 10), inspectors=2)
        contracts = self.env["property.contract"].union(
            *map(self.new_paid, self.units[1:4])
        )
        batch = self.open_batch(contracts)
        self.assertEqual(batch.line_ids.slot_id, slot)
        self.assertEqual(batch.line_ids.unit_id, self.units[1:3])
        self.assertEqual(batch.refused_ids.unit_id, self.units[3])
        self.assertIn("No slot of its building is free", batch.refused_ids.reason)

    def test_what_is_not_ready_says_why(self):
        self.new_slots()
        unpaid = self.new_settled()
        unsettled = self.new_signed(self.reserve(self.units[2], self.new_buyer("Li")))
        told = self.new_paid(self.units[1])
        self.notify(told)
        batch = self.open_batch(unpaid | unsettled | told)
        self.assertFalse(batch.line_ids)
        reasons = {line.contract_id: line.reason for line in batch.refused_ids}
        self.assertIn("of the price is not paid", reasons[unpaid])
        self.assertIn("is not filed", reasons[unsettled])
        self.assertIn("told a day already", reasons[told])
        with self.assert_refused("None of these homes is ready"):
            batch.action_tell()

    def test_what_is_due_with_the_keys_is_no_reason(self):
        self.new_slots()
        contract = self.new_approved(pricing_basis="gross")
        rest = contract.instalment_ids[1]
        rest._write_protected({"anchor": "handover", "date_due": False})
        self.sign(contract)
        contract.with_user(self.home_seller).action_file("BA-1")
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()
        self.credit(contract, contract.amount_open, "PART")
        batch = self.open_batch(contract)
        self.assertEqual(batch.line_ids.contract_id, contract)
        batch.action_tell()
        self.assertEqual((rest.state, rest.date_due), ("claimed", self.day(10)))

    def test_another_slot_may_be_chosen_and_a_home_left_out(self):
        first, second = self.new_slots()
        contracts = self.new_paid(self.units[1]) | self.new_paid(self.units[2])
        batch = self.open_batch(contracts)
        with Form(batch) as form:
            form.line_ids.remove(1)
            with form.line_ids.edit(0) as line:
                line.slot_id = second
        batch.action_tell()
        self.assertEqual(contracts.handover_ids.slot_id, second)
        self.assertEqual(len(contracts.handover_ids), 1)
        self.assertEqual(first.free_places, 1)

    def test_a_slot_that_is_full_meanwhile_stops_all(self):
        self.new_slots(hours=(9, 11))
        contracts = self.new_paid(self.units[1]) | self.new_paid(self.units[2])
        batch = self.open_batch(contracts)
        self.tell(self.new_settled(), batch.line_ids[1].slot_id)
        with self.assert_refused("is full"):
            batch.action_tell()
        self.assertFalse(contracts.handover_ids)

    def test_the_leader_tells_those_of_the_team(self):
        self.new_slots()
        contract = self.new_paid(self.units[1])
        batch = self.open_batch(contract, self.home_manager)
        batch.action_tell()
        self.assertEqual(contract.handover_ids.slot, "9:00–10:00")

    def test_salespeople_and_finance_tell_none_at_once(self):
        contract = self.new_paid(self.units[1])
        for user in (self.home_seller, self.home_colleague, self.finance):
            with self.assertRaises(AccessError):
                self.open_batch(contract, user)
        batch = self.open_batch(contract)
        with self.assertRaises(AccessError):
            batch.with_user(self.home_colleague).action_tell()

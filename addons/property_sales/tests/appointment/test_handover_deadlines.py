from odoo.tests import tagged

from ..common_appointment import AppointmentCommon
from ..common_handover import PICTURE


@tagged("post_install", "-at_install")
class TestNoticeDeadline(AppointmentCommon):
    """Row 25 of the calendar: buyers are told in time before the day agreed (R2.7)."""

    def test_it_ends_ten_days_before_the_delivery(self):
        contract = self.new_signed(delivery_date=self.day(40))
        row = self.get_deadline("handover_notice", contract)
        self.assert_around(row, 30, 14, [self.home_seller], [self.director])

    def test_the_setting_and_the_day_agreed_move_it(self):
        contract = self.new_signed(delivery_date=self.day(100))
        self.company.property_handover_notice_days = 20
        contract._write_protected({"delivery_date": self.day(130)})
        self.follow(contract)
        self.assert_moved(self.get_deadline("handover_notice", contract), 110)

    def test_with_the_notice_it_is_done(self):
        contract = self.new_settled()
        row = self.get_deadline("handover_notice", contract)
        self.assertEqual(row.state, "open")
        handover = self.notify(contract)
        self.assert_done(row)
        # told another day after a refusal, it does not begin anew
        handover.action_refuse("Wet", True)
        self.watch(0)
        self.assertEqual(self.get_deadline("handover_notice", contract), row)

    def test_told_late_it_is_done_too(self):
        contract = self.new_settled(delivery_date=self.day(15))
        row = self.get_deadline("handover_notice", contract)
        self.assert_told(row, 6, "late", self.home_seller, self.director)
        self.notify(contract, 20)
        self.assertEqual(row.state, "done")

    def test_with_the_contract_it_is_void(self):
        contract = self.new_signed()
        self.end(contract)
        row = self.get_deadline("handover_notice", contract)
        self.assertEqual(row.state, "void")

    def test_what_is_not_signed_has_none(self):
        contract = self.new_approved()
        self.watch(0)
        self.assertFalse(self.get_deadline("handover_notice", contract))


@tagged("post_install", "-at_install")
class TestPapersDeadline(AppointmentCommon):
    """Row 27 of the calendar: buyers have F46 and F47 with the keys (R2.7)."""

    def test_it_is_the_day_of_the_handover(self):
        handover = self.notify(self.new_settled())
        row = self.get_deadline("handover_papers", handover)
        self.assert_around(row, 10, 1, [self.home_seller], [self.director])

    def test_another_appointment_moves_it(self):
        first, later = self.new_slots(days=(10, 12), hours=(9, 10))[::2]
        handover = self.tell(self.new_settled(), first)
        handover.action_reschedule(later.id, "Later")
        self.assert_moved(self.get_deadline("handover_papers", handover), 12)

    def test_with_the_keys_it_is_done(self):
        contract = self.new_settled()
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_accept(PICTURE)
        self.assert_done(self.get_deadline("handover_papers", handover))

    def test_refused_it_is_void(self):
        handover = self.notify(self.new_settled())
        handover.action_refuse("Wet", True)
        row = self.get_deadline("handover_papers", handover)
        self.assertEqual(row.state, "void")

    def test_with_the_contract_it_is_void(self):
        contract = self.new_settled()
        handover = self.notify(contract)
        self.end(contract)
        row = self.get_deadline("handover_papers", handover)
        self.assertEqual(row.state, "void")

    def test_without_the_buyer_it_waits_for_both_copies(self):
        contract = self.new_settled()
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.sudo()._write_protected({"date_from": self.day(-2)})
        handover.with_user(self.home_manager).action_deem("Letter")
        row = self.get_deadline("handover_papers", handover)
        self.assertEqual((row.state, row.date_due), ("late", self.day(-2)))
        manual, warranty = (
            paper
            for paper in contract.with_user(self.home_seller).document_ids
            if paper.kind in ("manual", "warranty")
        )
        manual.action_receive(PICTURE)
        self.assertEqual(row.state, "late")
        warranty.action_receive(PICTURE)
        self.assert_done(row)

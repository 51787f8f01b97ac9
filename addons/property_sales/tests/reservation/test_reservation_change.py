from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestReservationChange(SaleCommon):
    """A reservation changes by approval only: last day, home, customer (R2.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reservation = cls.new_reservation()
        cls.mine = cls.reservation.with_user(cls.home_seller)

    def approve(self, user=None):
        self.reservation.with_user(user or self.director).action_approve()

    def test_the_first_money_gives_a_number_and_seven_days(self):
        self.assertRegex(self.reservation.number, r"F34/\d{4}/00001")
        self.assertEqual(self.reservation.date_end, self.day(7))

    def test_numbers_follow_each_other(self):
        second = self.new_reservation(self.units[1])
        self.assertRegex(second.number, r"/00002$")

    def test_an_extension_counts_when_it_is_approved(self):
        self.mine.action_extend(self.day(10), "Waits for the bank")
        self.assertEqual(self.reservation.date_end, self.day(7))
        self.approve()
        self.assertEqual(self.reservation.date_end, self.day(10))

    def test_the_authority_covers_all_days_beyond_the_first_last_day(self):
        self.new_authority(3, "group_regional_manager", "property_extension")
        self.new_authority(30, "group_marketing_director", "property_extension")
        self.mine.action_extend(self.day(10), "Bank")
        self.approve(self.home_manager)
        self.mine.action_extend(self.day(11), "Bank again")
        pending = self.get_approvals(self.reservation, "pending")
        self.assertEqual(pending.amount, 4)
        self.assertEqual(pending.candidate_ids, self.director)

    def test_asked_again_the_second_question_counts(self):
        self.mine.action_extend(self.day(9), "Bank")
        self.mine.action_extend(self.day(12), "Bank, later")
        self.assertEqual(len(self.get_approvals(self.reservation, "pending")), 1)
        self.approve()
        self.assertEqual(self.reservation.date_end, self.day(12))

    def test_an_expired_reservation_is_not_extended(self):
        self.let_lapse(self.reservation)
        with self.assert_refused("Expired on"):
            self.mine.action_extend(self.day(10), "Late")

    def test_what_expired_before_the_answer_is_not_extended(self):
        self.mine.action_extend(self.day(10), "Bank")
        self.let_lapse(self.reservation)
        with self.assert_refused("Expired on"):
            self.approve()

    def test_a_hold_is_not_extended(self):
        hold = self.reserve(self.units[1])
        with self.assert_refused("hold"):
            hold.with_user(self.home_seller).action_extend(self.day(10), "Thinks")

    def test_the_requester_does_not_decide(self):
        self.mine.action_extend(self.day(10), "Bank")
        with self.assertRaises(UserError):
            self.mine.action_approve()

    def test_another_home_at_its_price_of_the_day(self):
        self.new_active_prices(self.units[1], price=1200000)
        self.mine.action_change_unit(self.units[1].id, "A higher floor")
        self.approve()
        self.assertRecordValues(
            self.reservation,
            [{"unit_id": self.units[1].id, "price": 1200000, "state": "active"}],
        )
        self.assertEqual(self.unit.state, "available")
        self.assertEqual(self.units[1].state, "reserved")

    def test_a_taken_home_is_not_given(self):
        self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        with self.assert_refused("taken by home_colleague"):
            self.mine.action_change_unit(self.units[1].id, "Higher")

    def test_a_home_taken_before_the_answer_is_not_given(self):
        self.mine.action_change_unit(self.units[1].id, "Higher")
        self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        with self.assert_refused("taken by home_colleague"):
            self.approve()
        self.assertEqual(self.reservation.unit_id, self.unit)

    def test_who_waited_for_the_former_home_moves_up(self):
        waiting = self.wait()
        self.mine.action_change_unit(self.units[1].id, "Higher")
        self.approve()
        self.assertEqual(waiting.state, "active")

    def test_another_customer(self):
        sister = self.new_buyer("Chen Lan")
        self.mine.action_change_partner(sister.id, "For the sister")
        self.approve()
        self.assertEqual(self.reservation.partner_id, sister)

    def test_a_change_is_applied_once(self):
        self.mine.action_extend(self.day(10), "Bank")
        self.approve()
        with self.assertRaises(UserError):
            self.approve()
        self.assertEqual(len(self.reservation.change_ids), 1)
        self.assertTrue(self.reservation.change_ids.applied_at)

    def test_a_rejected_change_changes_nothing(self):
        self.mine.action_extend(self.day(10), "Bank")
        self.reservation.with_user(self.director).action_reject("Too long")
        self.assertEqual(self.reservation.date_end, self.day(7))

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestWaitingList(SaleCommon):
    """Customers wait for a home in the order of their arrival (R2.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls.new_buyer("Zhao Min")
        cls.first = cls.reserve()
        cls.waiting = cls.wait()
        cls.last = cls.wait(buyer=cls.third, user=cls.home_seller)

    def test_places_follow_the_order_of_arrival(self):
        waiting = self.waiting | self.last
        self.assertEqual(waiting.mapped("queue_position"), [1, 2])
        self.assertEqual(self.first.queue_position, 0)

    def test_the_next_one_moves_up_when_the_home_is_given_back(self):
        self.first.with_user(self.home_seller).action_cancel("Too dear")
        self.assertEqual(self.waiting.state, "active")
        self.assertEqual(self.last.queue_position, 1)
        hours = (self.waiting.hold_until - fields.Datetime.now()) / timedelta(hours=1)
        self.assertAlmostEqual(hours, 24, delta=0.1)

    def test_the_one_who_moves_up_is_told(self):
        self.first.with_user(self.home_seller).action_cancel("Too dear")
        notices = self.waiting.activity_ids.filtered("automated")
        self.assertEqual(notices.user_id, self.home_colleague)
        message = self.waiting.message_ids.filtered(
            lambda message: self.other_buyer in message.partner_ids
        )
        self.assertTrue(message)

    def test_the_job_ends_a_hold_and_the_next_one_moves_up(self):
        self.let_lapse(self.first)
        self.run_cron("property_sales.ir_cron_reservation")
        self.assertEqual(self.first.state, "expired")
        self.assertEqual(self.waiting.state, "active")
        self.run_cron("property_sales.ir_cron_reservation")
        self.assertEqual(self.last.state, "queued")

    def test_no_answer_in_a_day_passes_the_home_on_and_says_why(self):
        self.first.with_user(self.home_seller).action_cancel("Too dear")
        self.let_lapse(self.waiting)
        self.run_cron("property_sales.ir_cron_reservation")
        self.assertEqual(self.waiting.state, "expired")
        self.assertIn("not answered", self.waiting.end_reason)
        self.assertEqual(self.last.state, "active")

    def test_nobody_jumps_the_waiting_list(self):
        self.let_lapse(self.first)
        fourth = self.new_buyer("Sun Li")
        with self.assert_refused("taken by home_colleague"):
            self.reserve(buyer=fourth)
        self.run_cron("property_sales.ir_cron_reservation")
        self.assertEqual(self.waiting.state, "active")

    def test_a_free_home_is_reserved_not_awaited(self):
        with self.assert_refused("free"):
            self.wait(self.units[1])

    def test_without_a_permit_nobody_moves_up_and_the_place_is_kept(self):
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        self.first.with_user(self.home_seller).action_cancel("Too dear")
        self.run_cron("property_sales.ir_cron_reservation")
        self.assertEqual(self.waiting.state, "queued")
        self.assertEqual(self.waiting.queue_position, 1)

    def test_the_price_is_that_of_the_day_of_moving_up(self):
        self.new_active_prices(price=1100000)
        self.first.with_user(self.home_seller).action_cancel("Too dear")
        self.assertEqual(self.first.price, 1000000)
        self.assertEqual(self.waiting.price, 1100000)

    def test_a_home_that_is_awaited_is_reserved(self):
        self.assertEqual(self.unit.state, "reserved")

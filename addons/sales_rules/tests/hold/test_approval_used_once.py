from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestApprovalUsedOnce(CreditIncreaseCommon):
    """An approval is of a total exposure and is used up once: A9.

    The limit is 1,000, and the regional manager releases up to 500 above it.
    """

    def approve(self, order):
        """The user who is asked approves."""
        asked = self.get_approvals(order, "pending").candidate_ids
        order.with_user(asked[0]).action_approve()

    def ask(self, order, total):
        order.with_user(self.seller)._ask_increase(total, "More")

    def assert_not_raised(self, order, quantity):
        total = order.amount_total
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.order_line.product_uom_qty = quantity
        self.assertEqual(order.amount_total, total)

    def get_exposure(self):
        figures = self.get_figures()
        return figures.receivable + figures.orders

    def test_a9_approvals_do_not_add_up(self):
        """Shrunk below what was approved, another one raised: it does not grow back."""
        order = self.new_released(1400)
        order.action_confirm()
        order.order_line.product_uom_qty = 1
        other = self.new_confirmed(999)
        self.ask(other, 1499)
        self.approve(other)
        other.order_line.product_uom_qty = 1499
        self.assert_not_raised(order, 1400)
        self.assert_not_raised(order, 2)
        self.assertEqual(self.get_exposure(), 1500)

    def test_a9_an_order_shrunk_before_its_confirmation_does_not_grow_back(self):
        order = self.new_released(1400)
        order.order_line.product_uom_qty = 1000
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assert_not_raised(order, 1400)
        self.assert_not_raised(order, 1000.01)

    def test_a9_a_release_less_than_fully_used_is_used_up(self):
        order = self.new_released(1400)
        order.order_line.product_uom_qty = 1200
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assert_not_raised(order, 1200.01)

    def test_the_exposure_at_confirmation_is_the_one_approved(self):
        for change, state in ((-0.01, "sale"), (0, "sale"), (0.01, "draft")):
            customer = self.new_customer()
            order = self.new_released(1200, customer)
            other = self.new_confirmed(100 + change, customer)
            order.order_line.product_uom_qty = 1100
            order.action_confirm()
            with self.subTest(change=change):
                self.assertEqual(order.state, state)
                self.assertEqual(other.state, "sale")

    def test_two_orders_approved_one_after_another(self):
        first, second = self.new_held(1300), self.new_held(1300)
        for order in (first, second):
            self.approve(order)
        first.action_confirm()
        second.action_confirm()
        self.assertEqual((first.state, second.state), ("sale", "draft"))
        self.assertEqual(second.credit_hold, "held")
        hold = self.get_holds(second)
        self.assertEqual((hold.exposure, hold.over), (2600, 1600))

    def test_two_orders_approved_are_not_confirmed_in_one_batch(self):
        orders = self.new_held(1300) | self.new_held(1300)
        for order in orders:
            self.approve(order)
        orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["sale", "draft"])

    def test_a_limit_that_rose_makes_no_approval_larger(self):
        """The excess is the same, the exposure is another."""
        order = self.new_released(1200)
        self.customer.tier_id.sudo().credit_limit = 2000
        order.order_line.product_uom_qty = 2200
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

    def test_a_limit_that_fell_asks_again(self):
        order = self.new_released(1200)
        self.customer.tier_id.sudo().credit_limit = 999.99
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

    def test_an_approved_increase_is_used_up_at_its_total(self):
        order = self.new_confirmed(900)
        self.ask(order, 1300)
        self.approve(order)
        order.order_line.product_uom_qty = 1300
        self.assertEqual(order.credit_approved_total, 0)
        order.order_line.product_uom_qty = 1000
        self.assert_not_raised(order, 1300)

    def test_an_approved_increase_is_used_up_when_the_order_falls(self):
        order = self.new_confirmed(900)
        self.ask(order, 1300)
        self.approve(order)
        order.order_line.product_uom_qty = 1200
        order.order_line.product_uom_qty = 1100
        self.assert_not_raised(order, 1200)

    def test_an_approved_increase_is_of_the_exposure_then(self):
        order = self.new_confirmed(900)
        self.ask(order, 1300)
        self.approve(order)
        self.new_invoice(100)
        self.assert_not_raised(order, 1200.01)
        order.order_line.product_uom_qty = 1200
        self.assertEqual(self.get_exposure(), 1300)

    def test_two_increases_approved_do_not_add_up(self):
        first, second = self.new_confirmed(500), self.new_confirmed(500)
        for order in (first, second):
            self.ask(order, 800)
            self.approve(order)
        first.order_line.product_uom_qty = 800
        self.assert_not_raised(second, 500.01)
        self.assertEqual(self.get_exposure(), 1300)

    def test_an_approved_increase_is_no_release_of_what_became_overdue(self):
        order = self.new_confirmed(900)
        self.ask(order, 1300)
        self.approve(order)
        self.new_invoice(10, due=-5)
        self.assert_not_raised(order, 1000)

    def test_an_approved_increase_does_not_pass_a_stop(self):
        order = self.new_confirmed(900)
        self.ask(order, 1300)
        self.approve(order)
        self.customer.sudo().write({"credit_stop": True, "credit_stop_reason": "Why"})
        self.assert_not_raised(order, 1000)

    def test_an_overdue_release_is_used_up_by_the_confirmation(self):
        self.new_invoice(10, due=-5)
        order = self.new_released(100)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assert_not_raised(order, 100.01)

    def test_an_outgrown_release_does_not_come_back_after_a_cancellation(self):
        order = self.new_released(1400)
        order.order_line.product_uom_qty = 1500
        order._action_cancel()
        order.action_draft()
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")
        order.order_line.product_uom_qty = 1400
        self.assertEqual(order.credit_hold, "held")

    def test_a_discount_released_covers_that_percent_only(self):
        customer = self.new_customer(tier=self.new_tier(10000, max_discount=2))
        for discount, hold in ((20, "released"), (19.99, "released"), (20.01, "held")):
            order = self.new_dear_order(customer, discount=20)
            order.action_confirm()
            self.approve(order)
            order.order_line.discount = discount
            with self.subTest(discount=discount):
                self.assertEqual(order.credit_hold, hold)

    def test_a_temporary_limit_is_approved_with_its_end(self):
        """An order approved above it is held when it ends, the exposure the same."""
        temporary = self.new_temporary(500)
        order = self.new_released(1700)
        hold = self.get_holds(order)
        self.assertEqual((hold.limit, hold.exposure, hold.over), (1500, 1700, 200))
        temporary.with_user(self.director).action_revoke()
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditHoldBoundary(CreditCommon):
    """Where orders begin to be held (R1.7)."""

    def assert_confirmed(self, order):
        order.action_confirm()
        self.assertEqual(order.state, "sale", self.get_reasons(order))
        self.assertEqual(order.credit_hold, "none")
        self.assertFalse(order.sudo().hold_ids)

    def assert_held(self, order, *reasons):
        self.assertTrue(order.action_confirm())
        self.assertEqual(order.state, "draft")
        self.assertEqual(order.credit_hold, "held")
        self.assertEqual(self.get_reasons(order), set(reasons))

    def test_an_order_a_cent_below_the_limit_is_confirmed(self):
        self.assert_confirmed(self.new_order(999.99))

    def test_an_order_at_the_limit_is_confirmed(self):
        self.assert_confirmed(self.new_order(1000))

    def test_an_order_a_cent_above_the_limit_is_held_with_its_figures(self):
        order = self.new_order(1000.01)
        self.assert_held(order, "credit_limit")
        self.assertRecordValues(
            self.get_holds(order),
            [{"limit": 1000, "amount": 1000.01, "exposure": 1000.01, "over": 0.01}],
        )

    def test_invoices_and_orders_together_reach_the_limit(self):
        self.new_invoice(400)
        self.new_confirmed(300)
        self.assert_confirmed(self.new_order(300))

    def test_invoices_and_orders_together_pass_the_limit_by_a_cent(self):
        self.new_invoice(400)
        self.new_confirmed(300)
        order = self.new_order(300.01)
        self.assert_held(order, "credit_limit")
        self.assertRecordValues(
            self.get_holds(order),
            [{"receivable": 400, "orders_amount": 300, "amount": 300.01, "over": 0.01}],
        )

    def test_an_invoice_overdue_by_the_days_of_grace_does_not_hold(self):
        customer = self.new_customer(tier=self.new_tier(1000, grace_days=10))
        self.new_invoice(100, customer, due=-10)
        self.assert_confirmed(self.new_order(100, customer))

    def test_an_invoice_overdue_by_a_day_more_holds(self):
        customer = self.new_customer(tier=self.new_tier(1000, grace_days=10))
        self.new_invoice(100, customer, due=-11)
        order = self.new_order(100, customer)
        self.assert_held(order, "overdue")
        self.assertRecordValues(
            self.get_holds(order),
            [{"days": 11, "days_limit": 10, "overdue_amount": 100}],
        )

    def test_an_invoice_due_today_is_not_overdue(self):
        self.new_invoice(100, due=0)
        self.assert_confirmed(self.new_order(100))

    def test_an_invoice_due_yesterday_holds_without_days_of_grace(self):
        self.new_invoice(100, due=-1)
        self.assert_held(self.new_order(100), "overdue")

    def test_a_discount_up_to_the_tiers_passes(self):
        customer = self.new_customer(tier=self.new_tier(1000, max_discount=5))
        self.assert_confirmed(self.new_dear_order(customer, discount=5))

    def test_a_discount_above_the_tiers_holds(self):
        customer = self.new_customer(tier=self.new_tier(1000, max_discount=5))
        order = self.new_dear_order(customer, discount=5.01)
        self.assert_held(order, "discount")
        self.assertRecordValues(
            self.get_holds(order), [{"discount": 5.01, "discount_limit": 5}]
        )

    def test_a_contract_up_to_the_amount_is_not_reviewed(self):
        self.company.sudo().write(
            {"contract_review": True, "contract_review_amount": 500}
        )
        self.assert_confirmed(self.new_order(500))

    def test_a_contract_above_the_amount_is_reviewed(self):
        self.company.sudo().write(
            {"contract_review": True, "contract_review_amount": 500}
        )
        self.assert_held(self.new_order(500.01), "contract_review")

    def test_unlimited_credit_is_never_over(self):
        customer = self.new_customer(tier=self.new_tier(0, unlimited=True))
        self.new_invoice(1000000, customer)
        self.assert_confirmed(self.new_order(1000000, customer))

    def test_unlimited_credit_is_held_by_what_is_overdue_all_the_same(self):
        customer = self.new_customer(tier=self.new_tier(0, unlimited=True))
        self.new_invoice(100, customer, due=-1)
        self.assert_held(self.new_order(100, customer), "overdue")

    def test_a_limit_of_zero_is_no_credit(self):
        customer = self.new_customer(limit=0)
        self.assert_held(self.new_order(0.01, customer), "payment_first")

    def test_a_customer_without_tier_is_not_judged(self):
        customer = self.new_customer(limit=None)
        self.new_invoice(100, customer, due=-100)
        self.assert_confirmed(self.new_order(1000000, customer))

    def test_an_order_over_nothing_passes_at_an_exhausted_limit(self):
        self.new_invoice(1000)
        self.assert_confirmed(self.new_order(0))

    def test_all_reasons_are_found_at_once(self):
        self.company.sudo().contract_review = True
        self.customer.sudo().write(
            {"credit_stop": True, "credit_stop_reason": "Bounced cheque"}
        )
        self.new_invoice(2000, due=-5)
        order = self.new_dear_order(discount=50)
        self.assert_held(
            order,
            "credit_limit",
            "overdue",
            "manual_stop",
            "contract_review",
            "discount",
        )

    def test_the_first_of_a_batch_that_does_not_fit_leaves_room_for_the_next(self):
        orders = self.new_order(600) | self.new_order(700) | self.new_order(400)
        orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["sale", "draft", "sale"])

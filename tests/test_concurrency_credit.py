"""Real transactions at the same moment: the guard of a customer, and the queue."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_race import RaceCase


@tagged("post_install", "-at_install")
class TestConcurrencyCredit(RaceCase):
    def get_figures(self, customer_id):
        def read(env):
            customer = env["res.partner"].browse(customer_id)
            figures = env["sales.credit"]._get_figures(customer, env.company)
            return figures[customer_id]

        return self.call(read)

    def has_guard(self, customer_id):
        domain = [("partner_id", "=", customer_id)]
        return self.call(lambda env: env["sales.credit.guard"].search_count(domain))

    def confirm_at_once(self, customer, *amounts):
        orders = [self.new_order(amount, customer) for amount in amounts]
        return orders, self.race(*(self.confirm(order) for order in orders))

    def test_on_a_new_customer_one_of_two_orders_passes(self):
        customer = self.new_customer(limit=100)
        self.assertFalse(self.has_guard(customer))
        orders, passed = self.confirm_at_once(customer, 60, 60)
        self.assertEqual(sorted(passed), [False, True])
        self.assertEqual(self.get_figures(customer).orders, 60)
        held = orders[passed.index(False)]
        self.assertEqual(self.read_committed("sale.order", held, "credit_hold"), "held")

    def test_on_a_customer_who_was_there_one_of_two_orders_passes(self):
        customer = self.new_customer(limit=100)
        first = self.new_order(10, customer)
        self.assertTrue(self.call(self.confirm(first)))
        self.assertTrue(self.has_guard(customer))
        _orders, passed = self.confirm_at_once(customer, 60, 60)
        self.assertEqual(sorted(passed), [False, True])
        self.assertEqual(self.get_figures(customer).orders, 70)

    def test_two_orders_that_fit_both_pass(self):
        customer = self.new_customer(limit=120)
        _orders, passed = self.confirm_at_once(customer, 60, 60)
        self.assertEqual(passed, [True, True])
        self.assertEqual(self.get_figures(customer).orders, 120)

    def test_two_increases_at_once_do_not_both_pass(self):
        customer = self.new_customer(limit=100)
        orders = [self.new_order(20, customer) for _number in range(2)]
        for order in orders:
            self.call(self.confirm(order))

        def raise_it(order_id):
            def change(env):
                order = env["sale.order"].browse(order_id)
                try:
                    with env.cr.savepoint():
                        order.order_line.product_uom_qty = 70
                except UserError:
                    return False
                return True

            return change

        passed = self.race(*(raise_it(order) for order in orders))
        self.assertEqual(sorted(passed), [False, True])
        self.assertEqual(self.get_figures(customer).orders, 90)

    def test_a_payment_posted_while_an_order_is_being_held_is_not_lost(self):
        customer = self.new_customer(limit=100)
        self.call(self.post(self.prepare_entry(50, customer)))
        payment = self.prepare_entry(-50, customer)
        order = self.new_order(100, customer)
        passed, _posted = self.race(self.confirm(order), self.post(payment))
        self.run_queue()
        if not passed:
            self.assertEqual(
                self.read_committed("sale.order", order, "credit_hold"), "none"
            )

    def test_a_payment_that_commits_after_the_examination_is_not_lost(self):
        """It began before the hold was there, and so did not see it."""
        customer = self.new_customer(limit=100)
        self.call(self.post(self.prepare_entry(50, customer)))
        payment = self.prepare_entry(-50, customer)
        order = self.new_order(100, customer)
        with self.transaction() as env:
            env.cr.execute("SELECT id FROM res_partner LIMIT 1")
            self.assertFalse(self.call(self.confirm(order)))
            self.run_queue()
            self.assertEqual(
                self.read_committed("sale.order", order, "credit_hold"), "held"
            )
            self.post(payment)(env)
        self.run_queue()
        self.assertEqual(
            self.read_committed("sale.order", order, "credit_hold"), "none"
        )

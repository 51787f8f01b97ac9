from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestCreditQueryCounts(CreditIncreaseCommon):
    """The queries that the credit check adds to core's confirmation (R1.7).

    Both are measured in the same test, on orders alike; time is measured by bench/.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.selling = cls.company
        cls.tier = cls.new_tier(100_000, grace_days=9999)
        cls.refusing = cls.new_tier(1)
        cls.usual = cls.new_customer(tier=cls.tier)
        cls.refused = cls.new_customer(tier=cls.refusing)

    def count_confirming(self, orders, checked=True):
        """The queries of confirming, with empty caches of records.

        :param checked: False for what core does alone
        """
        # the caches that Odoo keeps between requests are filled
        for customer in (self.refused, self.usual):
            for usual_checked in (True, False):
                self.confirm(self.new_orders(customer), usual_checked)
        return self.confirm(orders, checked)

    def confirm(self, orders, checked):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        if checked:
            orders.action_confirm()
        else:
            with patch.object(
                self.env.registry["sales.hold.check"],
                "_examine",
                lambda check, orders: dict.fromkeys(orders, ()),
            ):
                orders.action_confirm()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def count_check(self, customers):
        """The queries added when an order of each customer is confirmed at once."""
        alone = self.count_confirming(self.new_orders(customers), checked=False)
        orders = self.new_orders(customers)
        with_check = self.count_confirming(orders)
        self.assertEqual(set(orders.mapped("state")), {"sale"})
        return with_check - alone

    def new_customers(self, count, tier):
        return self.env["res.partner"].union(
            *(self.new_customer(tier=tier) for _index in range(count))
        )

    def new_orders(self, customers, user=None):
        """Orders of yesterday: an order of this very second keeps its date when core
        confirms it, and is then updated apart from its batch, by one query more."""
        line = {"product_id": self.goods.id, "product_uom_qty": 2, "tax_ids": False}
        order = {
            "order_line": [Command.create(line)],
            "date_order": fields.Datetime.now() - timedelta(days=1),
        }
        orders = self.env["sale.order"].with_user(user or self.seller)
        return orders.with_company(self.selling).create(
            [dict(order, partner_id=customer.id) for customer in customers]
        )

    def new_paid_order(self, customer):
        invoice = self.invoice_order(self.new_confirmed(5, customer))
        self.pay(5, customer, invoice)
        self.assertEqual(invoice.amount_residual, 0)

    def test_checking_an_order_takes_at_most_six_queries(self):
        customer = self.new_customer(tier=self.tier)
        self.new_invoice(10, customer)
        self.assertLessEqual(self.count_check(customer), 6)

    def test_a_customer_without_tier_takes_one_query(self):
        self.assertLessEqual(self.count_check(self.new_customer(limit=None)), 1)

    def test_judged_by_the_default_tier_it_takes_no_more(self):
        self.tier.is_default = True
        self.assertLessEqual(self.count_check(self.new_customer(limit=None)), 6)

    def test_in_a_branch_it_takes_no_more(self):
        vals = {"name": "Branch", "parent_id": self.company.id}
        branch = self.env["res.company"].create(vals)
        self.env.user.company_ids += branch
        self.seller.sudo().company_ids += branch
        customer = self.new_customer(tier=self.tier)
        self.selling = branch
        self.assertEqual(self.new_orders(customer).company_id, branch)
        self.assertLessEqual(self.count_check(customer), 6)

    def test_where_a_contact_is_invoiced_it_takes_one_query_more(self):
        customer = self.new_customer(tier=self.tier)
        contact = self.new_contact(customer)
        self.assertLessEqual(self.count_check(contact), 7)

    def test_open_invoices_and_orders_take_no_more(self):
        customer = self.new_customer(tier=self.tier)
        few = self.count_check(customer)
        for _index in range(4):
            self.new_invoice(10, customer, due=-20)
            self.new_confirmed(5, customer)
            self.invoice_order(self.new_confirmed(5, customer), post=False)
        self.assertLessEqual(self.count_check(customer), few)

    def test_another_payment_term_than_the_tiers_takes_no_more(self):
        """The days of a term are read once a day, whoever asks."""
        terms = self.env["account.payment.term"].sudo()
        month, week = terms.create(
            [
                {
                    "name": f"{days} days",
                    "line_ids": [
                        Command.create({"nb_days": days, "value_amount": 100})
                    ],
                }
                for days in (30, 7)
            ]
        )
        tier = self.new_tier(100_000, payment_term_id=month.id)
        same, other = self.new_customer(tier=tier), self.new_customer(tier=tier)
        others = self.new_customers(10, tier)
        for customer in other | others:
            customer.with_company(self.company).sudo().property_payment_term_id = week
        without = self.count_check(self.new_customer(tier=self.tier))
        self.assertLessEqual(self.count_check(same), without)
        self.count_check(other)  # reads both terms
        self.assertLessEqual(self.count_check(other), without)
        self.assertLessEqual(self.count_check(others), without)

    def test_paid_invoices_and_their_orders_take_no_more(self):
        customer = self.new_customer(tier=self.tier)
        self.new_invoice(10, customer)
        few = self.count_check(customer)
        for _index in range(4):
            self.new_paid_order(customer)
        self.assertLessEqual(self.count_check(customer), few)

    def test_a_batch_takes_at_most_ten_queries_whatever_its_size(self):
        few = self.count_check(self.new_customers(3, self.tier))
        many = self.count_check(self.new_customers(40, self.tier))
        self.assertLessEqual(many, 10)
        self.assertLessEqual(many, few)

    def test_a_batch_of_one_customer_is_added_up_in_as_many(self):
        customer = self.new_customer(tier=self.tier)
        one = self.count_check(customer)
        alone = self.count_confirming(self.new_orders([customer] * 20), checked=False)
        added_up = self.count_confirming(self.new_orders([customer] * 20)) - alone
        self.assertLessEqual(added_up, one)

    def new_raised(self, count, currency=None):
        """Customers with all that raises or shares a limit, two to a group."""
        currency = currency or self.company.currency_id
        customers = self.new_customers(count, self.tier)
        for customer in customers:
            self.new_temporary(100, customer)
            self.new_guarantee(90, customer, guarantee_currency_id=currency.id)
            self.new_invoice(10, customer)
        for number in range(0, count, 2):
            pair = customers[number : number + 2]
            self.new_group(5_000, *pair, name=f"Group {pair.ids}")
        return customers

    def test_raised_limits_and_a_group_stay_within_six_queries(self):
        customer = self.new_raised(2)[0]
        figure = self.get_figures(customer)
        self.assertAlmostEqual(figure.receivable, 10)
        self.assertEqual(figure.group.receivable, 20)
        self.assertLessEqual(self.count_check(customer), 6)

    def test_a_guarantee_in_another_currency_takes_no_more(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 3.0)])
        customer = self.new_raised(2, euro)[0]
        self.assertAlmostEqual(self.get_figures(customer).guaranteed, 90 / 3)
        self.assertLessEqual(self.count_check(customer), 6)

    def test_a_batch_of_raised_and_grouped_customers_stays_within_ten(self):
        few = self.count_check(self.new_raised(4))
        many = self.count_check(self.new_raised(20))
        self.assertLessEqual(many, 10)
        self.assertLessEqual(many, few)

    def test_ended_increases_do_not_take_more(self):
        """Ended raises and groups out of force are read by no further query."""
        raised = self.new_raised(2)
        few = self.count_check(raised[0])
        for customer in raised:
            for model in ("sales.credit.temporary", "sales.credit.guarantee"):
                documents = self.env[model].sudo()
                documents.search([("partner_id", "=", customer.id)]).action_revoke()
        self.assertLessEqual(self.count_check(raised[0]), few)

    def test_holding_a_whole_batch_takes_fewer_than_sixty_whatever_its_size(self):
        few = self.count_holding(3)
        many = self.count_holding(40)
        self.assertLess(many, 60)
        self.assertLessEqual(many, few)

    def count_holding(self, count):
        orders = self.new_orders(self.new_customers(count, self.refusing))
        queries = self.count_confirming(orders)
        self.assertEqual(set(orders.mapped("credit_hold")), {"held"})
        self.assertEqual(len(self.get_approvals(orders)), count)
        return queries

    def test_figures_of_many_customers_take_as_many_queries_as_of_one(self):
        customers = self.new_customers(15, self.tier)
        for customer in customers:
            self.new_invoice(10, customer)
        self.count_figures(customers)
        one = self.count_figures(customers[0])
        self.assertLessEqual(self.count_figures(customers), one)

    def count_figures(self, customers):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        figures = self.env["sales.credit"]._get_figures(customers, self.company)
        self.assertEqual({figure.receivable for figure in figures.values()}, {10})
        return self.env.cr.sql_log_count - before

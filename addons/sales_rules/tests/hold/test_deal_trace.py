from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestDealTrace(CreditCommon):
    """A deal is followed from its order to the money (R5.16)."""

    def get_trace(self, order, user=None):
        traces = self.env["sales.deal.trace"].with_user(user or self.seller)
        traces.invalidate_model()
        return traces.search([("order_id", "=", order.id)])

    def assert_trace(self, order, *rows):
        """Each row: kind, amount, still owed."""
        found = [(row.kind, row.amount, row.owed) for row in self.get_trace(order)]
        self.assertEqual(found, list(rows))

    def assert_deal(self, order, invoiced, received, owed):
        order.invalidate_recordset()
        self.assertRecordValues(
            order,
            [
                {
                    "deal_invoiced": invoiced,
                    "deal_received": received,
                    "deal_owed": owed,
                }
            ],
        )

    def test_an_order_alone_is_its_first_step(self):
        order = self.new_confirmed(100)
        self.assert_trace(order, ("order", 100, 0))
        self.assert_deal(order, 0, 0, 0)

    def test_from_order_to_receipt_and_what_is_owed_since_when(self):
        order = self.new_confirmed(100)
        invoice = self.invoice_order(order)
        self.pay(30, invoice=invoice)
        self.assert_trace(
            order, ("order", 100, 0), ("invoice", 100, 70), ("receipt", 30, 0)
        )
        self.assert_deal(order, 100, 30, 70)
        self.assertEqual(order.deal_owed_since, invoice.invoice_date_due)
        rows = self.get_trace(order)
        self.assertEqual(rows.user_id, self.seller)
        self.assertEqual(
            rows.mapped("res_model"), ["sale.order", "account.move", "account.payment"]
        )

    def test_days_count_from_the_day_after_the_due_date(self):
        order = self.new_confirmed(100)
        invoice = self.invoice_order(order, post=False)
        invoice.invoice_payment_term_id = False
        for due, days in ((0, 0), (-1, 1), (-9, 9)):
            date = self.today + timedelta(days=due)
            invoice.write({"invoice_date": date, "invoice_date_due": date})
            invoice.action_post()
            self.assertEqual(self.get_trace(order)[1].days, days)
            order.invalidate_recordset()
            self.assertEqual(order.deal_days, days)
            invoice.button_draft()

    def test_draft_invoices_are_no_step(self):
        order = self.new_confirmed(100)
        self.invoice_order(order, post=False)
        self.assert_trace(order, ("order", 100, 0))

    def test_a_credit_note_reduces_what_is_owed(self):
        order = self.new_confirmed(100)
        invoice = self.invoice_order(order)
        invoice._reverse_moves([{"date": self.today}], cancel=True)
        self.assert_trace(
            order, ("order", 100, 0), ("invoice", 100, 0), ("credit_note", -100, 0)
        )
        self.assert_deal(order, 0, 0, 0)

    def test_an_invoice_over_two_orders_is_split_by_their_lines(self):
        orders = self.new_confirmed(100) | self.new_confirmed(300)
        invoice = self.invoice_order(orders)
        self.assertEqual(len(invoice), 1)
        self.pay(100, invoice=invoice)
        self.assert_trace(
            orders[0], ("order", 100, 0), ("invoice", 100, 75), ("receipt", 25, 0)
        )
        self.assert_trace(
            orders[1], ("order", 300, 0), ("invoice", 300, 225), ("receipt", 75, 0)
        )

    def test_lines_of_core_stay_with_the_deal(self):
        order = self.new_confirmed(100)
        line = {"name": "Fee", "quantity": 1, "price_unit": 20, "tax_ids": False}
        invoice = self.invoice_order(order, post=False)
        invoice.write({"invoice_line_ids": [Command.create(line)]})
        invoice.action_post()
        self.assert_trace(order, ("order", 100, 0), ("invoice", 120, 120))

    def test_amounts_are_the_companys(self):
        currency = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": currency.id}
        )
        order = self.new_confirmed(100, pricelist_id=pricelist.id)
        company_amount = order.amount_total / 2
        self.invoice_order(order)
        self.assert_trace(
            order,
            ("order", company_amount, 0),
            ("invoice", company_amount, company_amount),
        )

    def test_each_role_sees_what_orders_it_sees(self):
        order = self.new_confirmed(100)
        self.invoice_order(order)
        for user, count in (
            (self.seller, 2),
            (self.manager, 2),
            (self.director, 2),
            (self.finance, 2),
            (self.general, 2),
            (self.deputy, 2),
            (self.other_seller, 0),
            (self.other_manager, 0),
        ):
            self.assertEqual(len(self.get_trace(order, user)), count, user.name)
        with self.assertRaises(AccessError):
            self.get_trace(order, self.clerk)

    def test_other_companies_deals_are_not_seen(self):
        other = self.setup_other_company(name="Other")["company"]
        stranger = self.new_user(
            "stranger", "group_finance", company_id=other.id, company_ids=other.ids
        )
        self.assertFalse(self.get_trace(self.new_confirmed(100), stranger))

    def test_order_and_invoice_open_the_trace(self):
        order = self.new_confirmed(100)
        invoice = self.invoice_order(order)
        domain = [("order_id", "in", order.ids)]
        self.assertEqual(order.action_view_deal_trace()["domain"], domain)
        finance = invoice.with_user(self.finance)
        self.assertEqual(finance.action_view_deal_trace()["domain"], domain)

    def test_a_row_opens_its_document(self):
        order = self.new_confirmed(100)
        self.invoice_order(order)
        action = self.get_trace(order)[0].action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("sale.order", order.id)
        )

    def test_a_list_of_deals_takes_as_many_queries_as_one(self):
        orders = self.env["sale.order"].browse()
        for _index in range(6):
            order = self.new_confirmed(10)
            self.invoice_order(order)
            orders |= order
        self.count_queries(orders)
        self.assertLessEqual(self.count_queries(orders), self.count_queries(orders[:1]))

    def count_queries(self, orders):
        self.env.flush_all()
        self.env.invalidate_all()
        orders.mapped("company_id.currency_id")
        before = self.env.cr.sql_log_count
        self.assertEqual(sum(orders.mapped("deal_owed")), 10 * len(orders))
        return self.env.cr.sql_log_count - before

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestExposureFacts(CreditCommon):
    """Posted invoices and *Close remainder* take an order out of the exposure; nothing
    else that can be written does (R1.7).
    """

    def rpc(self, record, method, *args):
        """Call as a client of the salesperson does; refused is as good as unheard."""
        record = record.with_user(self.seller)
        try:
            with self.env.cr.savepoint():
                return call_kw(record.browse(), method, [record.ids, *args], {})
        except UserError:
            return None

    def assert_counts(self, order, amount):
        self.assert_exposure(orders=amount)
        self.assertEqual(order.credit_open_amount, amount)
        limit = self.customer.tier_id.credit_limit
        held = self.new_order(limit - amount + 1)
        held.action_confirm()
        self.assertEqual(held.credit_hold, "held")

    def test_a2_lines_called_down_payments_count(self):
        order = self.new_confirmed(900)
        line = {"product_id": self.goods.id, "product_uom_qty": 0, "price_unit": 0}
        self.rpc(order, "write", {"order_line": [Command.create(line)]})
        for line in order.order_line:
            self.rpc(line, "write", {"is_downpayment": True})
            self.rpc(line, "write", {"invoice_status": "invoiced"})
        self.assert_counts(order, 900)

    def test_a2_lines_called_invoiced_count(self):
        order = self.new_confirmed(900)
        for vals in (
            {"invoice_status": "invoiced"},
            {"qty_invoiced": 900},
            {"qty_to_invoice": 0},
            {"untaxed_amount_to_invoice": 0, "is_downpayment": True},
            {"state": "cancel"},
            {"is_expense": True},
        ):
            self.rpc(order.order_line, "write", vals)
        order.order_line.invalidate_recordset()
        self.assert_counts(order, 900)

    def test_the_order_called_invoiced_counts(self):
        order = self.new_confirmed(900)
        for vals in (
            {"invoice_status": "invoiced"},
            {"is_invoiced_in_full": True},
            {"amount_over_delivered": -900},
            {"remainder_closed": True},
            {"invoice_count": 1},
        ):
            self.rpc(order, "write", vals)
        self.assert_counts(order, 900)

    def test_what_says_that_is_refused_to_everybody(self):
        order = self.new_confirmed(900)
        for name, value in (
            ("is_invoiced_in_full", True),
            ("amount_over_delivered", -900),
        ):
            for record in (order, order.sudo()):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    record.write({name: value})
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.new_order(1, **{name: value})

    def test_quantity_and_price_below_zero_count(self):
        line = {"product_id": self.goods.id, "product_uom_qty": -9, "price_unit": -100}
        order = self.new_confirmed(order_line=[Command.create(dict(line, tax_ids=[]))])
        self.assertEqual(order.amount_total, 900)
        self.rpc(order.order_line, "write", {"is_downpayment": True})
        self.rpc(order.order_line, "write", {"invoice_status": "invoiced"})
        self.assert_counts(order, 900)

    def test_a2_an_order_confirmed_with_marked_lines_counts(self):
        for flag in ("is_downpayment", "is_expense"):
            with self.subTest(flag):
                customer = self.new_customer()
                line = {"product_id": self.goods.id, "product_uom_qty": 900, flag: True}
                line |= {"price_unit": 1, "tax_ids": False}
                self.new_confirmed(customer=customer, order_line=[Command.create(line)])
                self.assert_exposure(orders=900, customer=customer)

    def test_amounts_given_beside_the_price_are_refused(self):
        tax = self.percent_tax(5)
        for when in ("created", "written", "written ahead"):
            order = self.new_order(900)
            data = {
                "currency_id": order.currency_id.id,
                "price_unit": 1.0,
                "discount": 0.0,
                "quantity": 900.0,
                "rate": 1.0,
                "manual_total_excluded_currency": 0.01,
                "manual_total_excluded": 0.01,
                "manual_tax_amounts": {
                    str(tax.id): {
                        "tax_amount_currency": 0.0,
                        "tax_amount": 0.0,
                        "base_amount_currency": 0.01,
                        "base_amount": 0.01,
                    }
                },
            }
            order.order_line.tax_ids = tax
            line = {"product_id": self.goods.id, "product_uom_qty": 900}
            line["tax_ids"] = tax.ids
            with (
                self.subTest(when),
                self.assertRaisesRegex(UserError, "do not fit"),
                self.env.cr.savepoint(),
            ):
                if when == "created":
                    line["extra_tax_data"] = data
                    self.new_order(order_line=[Command.create(line)])
                elif when == "written":
                    order.order_line.extra_tax_data = data
                else:
                    data["quantity"] = 950.0
                    order.order_line.extra_tax_data = data
                    order.order_line.product_uom_qty = 950

    def test_core_rounds_a_discount_as_before(self):
        order = self.new_order(100)
        taxes = self.percent_tax(15)
        order.order_line.tax_ids = [Command.set(taxes.ids)]
        wizard = self.env["sale.order.discount"].sudo()
        wizard.create(
            {
                "sale_order_id": order.id,
                "discount_type": "so_discount",
                "discount_percentage": 0.3333,
            }
        ).action_apply_discount()
        self.assertAlmostEqual(order.amount_total, 115 - 38.33, 1)

    def test_posted_invoices_take_it_out(self):
        order = self.new_confirmed(900)
        invoice = self.invoice_order(order, post=False)
        self.assertFalse(order.is_invoiced_in_full)
        invoice.action_post()
        self.assertTrue(order.is_invoiced_in_full)
        self.assert_exposure(receivable=900)
        invoice.button_draft()
        self.assertFalse(order.is_invoiced_in_full)
        self.assert_exposure(orders=900)

    def test_a_raised_order_counts_again(self):
        order = self.new_confirmed(500)
        self.invoice_order(order)
        order.order_line.product_uom_qty = 700
        self.assertFalse(order.is_invoiced_in_full)
        self.assert_exposure(receivable=500, orders=200)

    def test_a_reversed_invoice_is_looked_at_closely(self):
        order = self.new_confirmed(500)
        invoice = self.invoice_order(order)
        invoice._reverse_moves([{"date": self.today}])
        self.assertFalse(order.is_invoiced_in_full)

    def test_an_invoice_line_taken_off_counts_again(self):
        order = self.new_confirmed(500)
        invoice = self.invoice_order(order)
        invoice.button_draft()
        invoice.sudo().unlink()
        self.assertFalse(order.is_invoiced_in_full)
        self.assert_exposure(orders=500)

    def test_old_invoiced_orders_are_not_read(self):
        for _number in range(3):
            self.invoice_order(self.new_confirmed(10))
        self.new_confirmed(20)
        credit = self.env["sales.credit"].sudo()
        credit._flush_orders()
        query = credit._query_open_orders(
            credit._get_families(self.customer), self.company
        )
        rows = self.env.execute_query(query)
        self.assertEqual([amount for *_ids, amount in rows], [20])


@tagged("post_install", "-at_install")
class TestOverDelivery(CreditCommon):
    """The amount to be invoiced counts: more than ordered is an increase (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods.invoice_policy = "delivery"
        cls.order = cls.new_confirmed(900)
        cls.line = cls.order.order_line

    def deliver(self, quantity, line=None):
        """As the user who keys it in on the order does."""
        (line or self.line).with_user(self.seller).qty_delivered = quantity

    def test_less_than_ordered_takes_nothing_off(self):
        self.deliver(300)
        self.assert_exposure(orders=900)

    def test_more_than_ordered_counts(self):
        self.deliver(950)
        self.assert_exposure(orders=950)
        self.assertEqual(self.order.credit_open_amount, 950)
        self.assertEqual(self.get_reasons(self.new_held(51)), {"credit_limit"})

    def test_up_to_the_limit_passes_and_a_cent_more_is_refused(self):
        self.deliver(1000)
        with self.assertRaisesRegex(UserError, "Ask for increase"):
            self.deliver(1000.01)

    def test_a21_five_thousand_on_an_order_of_one_are_refused(self):
        order = self.new_confirmed(1)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.deliver(5000, order.order_line)
        command = Command.update(order.order_line.id, {"qty_delivered": 5000})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.write({"order_line": [command]})
        self.assert_exposure(orders=901)

    def test_delivered_before_it_is_confirmed_counts(self):
        order = self.new_order(1)
        self.deliver(5000, order.order_line)
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"amount": 5000, "over": 4900}])

    def test_what_is_delivered_without_a_write_counts(self):
        """As stock does: refused is nothing any more, the next order is held."""
        self.env.add_to_compute(self.line._fields["qty_delivered"], self.line)
        self.line.qty_delivered_method = "manual"
        with self.env.protecting([self.line._fields["qty_delivered"]], self.line):
            self.line._fields["qty_delivered"]._update_cache(self.line, 5000.0)
            self.line.modified(["qty_delivered"])
        self.assert_exposure(orders=5000)
        self.new_held(1)

    def test_invoicing_what_was_delivered_leaves_nothing(self):
        self.deliver(950)
        self.invoice_order(self.order)
        self.assertTrue(self.order.is_invoiced_in_full)
        self.assert_exposure(receivable=950)

    def test_a_draft_invoice_of_it_counts_once(self):
        self.deliver(950)
        self.invoice_order(self.order, post=False)
        self.assert_exposure(orders=950)

    def test_delivered_after_the_invoice_counts(self):
        self.deliver(900)
        self.invoice_order(self.order)
        self.deliver(980)
        self.assert_exposure(receivable=900, orders=80)

    def test_taxes_count(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 10}
        taxes = {"tax_ids": [Command.set(self.percent_tax(15).ids)]}
        customer = self.new_customer()
        order_line = [Command.create(line | taxes)]
        order = self.new_confirmed(customer=customer, order_line=order_line)
        self.deliver(100, order.order_line)
        self.assert_exposure(orders=115, customer=customer)

    def test_goods_invoiced_by_the_order_are_not_delivered_beyond_it(self):
        customer = self.new_customer()
        self.goods.invoice_policy = "order"
        order = self.new_confirmed(900, customer)
        self.deliver(5000, order.order_line)
        self.assert_exposure(orders=900, customer=customer)

    def test_a_line_of_no_quantity_that_is_delivered_counts(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 0, "tax_ids": []}
        self.order.order_line = [Command.create(line)]
        with self.assertRaises(UserError):
            self.deliver(101, self.order.order_line[-1])

    def test_a_line_without_product_that_is_delivered_counts(self):
        line = {"is_downpayment": True, "price_unit": 100, "product_uom_qty": 0}
        line |= {"name": "Deposit", "tax_ids": []}
        self.order.order_line = [Command.create(line)]
        with self.assertRaises(UserError):
            self.deliver(2, self.order.order_line[-1])

    def test_an_increase_that_was_approved_may_be_delivered(self):
        self.order._ask_increase(1300, "Rounded to whole pallets")
        self.order.with_user(self.manager).action_approve()
        self.deliver(1300)
        with self.assertRaises(UserError):
            self.deliver(1300.01)
        self.assert_exposure(orders=1300)

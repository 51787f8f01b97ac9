from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestIncreaseAfterConfirmation(CreditCommon):
    """A confirmed order of 900 on a limit of 1,000; and what raises it (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.new_confirmed(900)
        cls.line = cls.order.order_line

    def assert_refused(self, change):
        """`change()` raises and names the way out; nothing of it stays."""
        total = self.order.amount_total
        with (
            self.assertRaisesRegex(UserError, "Ask for increase"),
            self.env.cr.savepoint(),
        ):
            change()
        self.assertEqual(self.order.amount_total, total)

    def ask(self, total, order=None, user=None):
        """Ask for an increase as the form's button does."""
        order = order or self.order
        context = {"active_model": "sale.order", "active_id": order.id}
        wizard = self.env["sale.order.increase"].with_user(user or self.seller)
        with Form(wizard.with_context(**context)) as form:
            form.new_total = total
            form.note = "The customer wants more"
        form.record.action_ask()

    def get_increase(self):
        return self.order.sudo().open_hold_ids.filtered("increase_total")

    def test_a_quantity_within_the_limit_passes(self):
        self.line.product_uom_qty = 1000
        self.assertEqual(self.order.amount_total, 1000)

    def test_a_quantity_a_cent_over_the_limit_is_refused(self):
        self.assert_refused(lambda: self.line.write({"product_uom_qty": 1000.01}))

    def test_the_refusal_names_order_figures_and_the_way_out(self):
        with self.assertRaises(UserError) as refused:
            self.line.product_uom_qty = 1300
        message = str(refused.exception)
        for part in (self.order.name, "Credit limit", "300.00", "Ask for increase"):
            self.assertIn(part, message)

    def test_a_quantity_written_through_the_order_is_refused(self):
        command = Command.update(self.line.id, {"product_uom_qty": 5000})
        self.assert_refused(lambda: self.order.write({"order_line": [command]}))

    def test_a_price_over_the_limit_is_refused(self):
        self.assert_refused(lambda: self.line.write({"price_unit": 2}))

    def test_a_discount_removed_over_the_limit_is_refused(self):
        customer = self.new_customer(tier=self.new_tier(1000, max_discount=50))
        line = {"product_id": self.goods.id, "product_uom_qty": 2000, "discount": 50}
        order = self.new_confirmed(customer=customer, order_line=[Command.create(line)])
        with self.assertRaises(UserError):
            order.order_line.discount = 49.99

    def test_taxes_added_over_the_limit_are_refused(self):
        taxes = self.percent_tax(15)
        self.assert_refused(
            lambda: self.line.write({"tax_ids": [Command.set(taxes.ids)]})
        )

    def test_a_new_line_over_the_limit_is_refused(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 100.01}
        lines = self.env["sale.order.line"].with_user(self.seller)
        self.assert_refused(lambda: lines.create(dict(line, order_id=self.order.id)))
        self.assert_refused(
            lambda: self.order.write({"order_line": [Command.create(line)]})
        )

    def test_a_line_moved_from_another_order_is_refused(self):
        other = self.new_order(200)
        self.assert_refused(lambda: other.order_line.write({"order_id": self.order.id}))

    def test_a_discount_line_taken_away_is_refused(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": -500}
        customer = self.new_customer(tier=self.new_tier(1000, max_discount=100))
        order = self.new_order(1400, customer)
        order.order_line = [Command.create(line)]
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        discount = order.order_line.filtered(lambda line: line.price_unit < 0)
        with self.assertRaises(UserError):
            discount.price_unit = 0

    def test_a_payer_without_enough_credit_is_refused(self):
        poor = self.new_customer(500)
        self.assert_refused(lambda: self.order.write({"partner_invoice_id": poor.id}))
        self.assertEqual(self.order.partner_invoice_id, self.customer)

    def test_a_payer_with_enough_credit_passes(self):
        rich = self.new_customer(900)
        self.order.partner_invoice_id = rich
        self.assert_exposure(orders=900, customer=rich)
        self.assert_exposure()

    def test_a_payer_without_credit_is_refused(self):
        nobody = self.new_customer(limit=0)
        self.assert_refused(lambda: self.order.write({"partner_invoice_id": nobody.id}))

    def test_another_customer_brings_another_payer(self):
        poor = self.new_customer(500)
        self.assert_refused(lambda: self.order.write({"partner_id": poor.id}))

    def test_a_currency_worth_more_is_refused(self):
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        self.assert_refused(lambda: self.order.write({"currency_id": euro.id}))

    def test_several_lines_in_one_save_are_judged_as_a_whole(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 1000}
        new = Command.create(line)
        old = Command.update(self.line.id, {"product_uom_qty": 0})
        self.order.write({"order_line": [new, old]})
        self.assertEqual(self.order.amount_total, 1000)

    def test_several_lines_in_one_save_are_refused_as_a_whole(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 1000.01}
        new = Command.create(line)
        old = Command.update(self.line.id, {"product_uom_qty": 0})
        self.assert_refused(lambda: self.order.write({"order_line": [new, old]}))

    def test_a_decrease_passes_however_much_is_owed(self):
        self.new_invoice(5000, due=-100)
        self.line.product_uom_qty = 800
        self.assertEqual(self.order.amount_total, 800)

    def test_a_decrease_lets_held_orders_of_the_customer_be_examined(self):
        self.new_held(200)
        self.env["sales.credit.queue"].sudo().search([]).unlink()
        self.line.product_uom_qty = 800
        self.assertEqual(self.get_queued(), self.customer)

    def test_an_increase_of_a_stopped_customer_is_refused(self):
        self.customer.sudo().write(
            {"credit_stop": True, "credit_stop_reason": "Cheque"}
        )
        with self.assertRaisesRegex(UserError, "Cheque"):
            self.line.product_uom_qty = 901

    def test_an_increase_of_an_overdue_customer_is_refused(self):
        self.new_invoice(10, due=-1)
        self.assert_refused(lambda: self.line.write({"product_uom_qty": 901}))

    def test_values_that_are_not_money_change_however_much_is_owed(self):
        self.new_invoice(5000, due=-100)
        self.line.name = "Other words"
        self.order.write({"note": "Leave at the gate", "client_order_ref": "4711"})
        said = "Said so on the phone"
        self.order.message_post(body=said)
        self.assertEqual(self.order.client_order_ref, "4711")

    def test_an_increase_is_asked_for_and_approved(self):
        self.ask(1300)
        self.assertRecordValues(
            self.get_approvals(self.order),
            [
                {
                    "state": "pending",
                    "subject": "credit_release",
                    "amount": 300,
                    "requester_id": self.seller.id,
                    "candidate_ids": self.manager.ids,
                }
            ],
        )
        self.order.with_user(self.manager).action_approve()
        self.assertEqual(self.order.credit_approved_total, 1300)
        self.assertEqual(self.order.activity_ids.user_id, self.seller)

    def test_up_to_the_approved_total_edits_pass(self):
        self.ask(1300)
        self.order.with_user(self.manager).action_approve()
        self.line.product_uom_qty = 1200
        self.line.product_uom_qty = 1300
        self.assertEqual(self.order.amount_total, 1300)

    def test_a_cent_above_the_approved_total_is_refused(self):
        self.ask(1300)
        self.order.with_user(self.manager).action_approve()
        self.assert_refused(lambda: self.line.write({"product_uom_qty": 1300.01}))

    def test_an_unapproved_increase_is_refused(self):
        self.ask(1300)
        self.assert_refused(lambda: self.line.write({"product_uom_qty": 1300}))
        self.order.with_user(self.manager).action_reject("No")
        self.assert_refused(lambda: self.line.write({"product_uom_qty": 1300}))

    def test_an_order_stays_confirmed_while_an_increase_is_asked_for(self):
        self.ask(1300)
        self.assertEqual((self.order.state, self.order.credit_hold), ("sale", "none"))
        self.invoice_order(self.order)

    def test_the_requester_of_an_increase_does_not_approve_it(self):
        self.ask(1300, user=self.manager)
        approval = self.get_approvals(self.order)
        self.assertEqual(approval.candidate_ids, self.director)

    def test_an_approved_increase_is_not_for_another_payer(self):
        self.ask(1300)
        self.order.with_user(self.manager).action_approve()
        poor = self.new_customer(500)
        self.assert_refused(lambda: self.order.write({"partner_invoice_id": poor.id}))

    def test_an_approved_increase_does_not_follow_to_another_payer(self):
        self.ask(1300)
        self.order.with_user(self.manager).action_approve()
        self.order.partner_invoice_id = self.new_customer(900)
        self.assertEqual(self.order.credit_approved_total, 0)
        self.assert_refused(lambda: self.line.write({"product_uom_qty": 1300}))

    def test_an_increase_for_one_payer_is_not_granted_for_another(self):
        self.ask(1300)
        self.order.partner_invoice_id = self.new_customer(900)
        self.assertEqual(self.get_approvals(self.order).state, "cancelled")

    def test_an_approved_increase_is_not_for_another_currency(self):
        self.ask(1300)
        self.order.with_user(self.manager).action_approve()
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        self.assert_refused(lambda: self.order.write({"currency_id": euro.id}))

    def test_a_released_order_is_not_for_another_payer(self):
        order = self.new_released(1200, self.new_customer())
        order.action_confirm()
        poor = self.new_customer(500)
        with self.assertRaises(UserError):
            order.partner_invoice_id = poor

    def test_increases_within_the_limit_are_not_granted_ahead(self):
        """Else several orders would each be granted the same free credit."""
        other = self.new_confirmed(1)
        self.ask(999)
        self.ask(100, order=other)
        self.line.product_uom_qty = 999
        with self.assertRaises(UserError):
            other.order_line.product_uom_qty = 100

    def test_an_increase_within_the_limit_asks_nobody(self):
        self.ask(1000)
        self.assertFalse(self.get_approvals(self.order))
        self.line.product_uom_qty = 1000

    def test_an_increase_of_a_stopped_customer_cannot_be_asked_for(self):
        self.customer.sudo().write(
            {"credit_stop": True, "credit_stop_reason": "Cheque"}
        )
        with self.assertRaisesRegex(UserError, "Cheque"):
            self.ask(1300)

    def test_only_a_higher_total_of_a_confirmed_order_is_asked_for(self):
        for order, total in ((self.order, 900), (self.new_order(100), 200)):
            with self.assertRaisesRegex(UserError, "confirmed order"):
                order._ask_increase(total, "Why")

    def test_a_released_order_that_was_lowered_is_not_raised_again(self):
        """The confirmation used its release up (A9)."""
        order = self.new_released(1200, self.new_customer())
        order.action_confirm()
        order.order_line.product_uom_qty = 1000
        with self.assertRaisesRegex(UserError, "Ask for increase"):
            order.order_line.product_uom_qty = 1200

    def test_a_line_of_a_reinvoiced_cost_is_counted_and_never_refused(self):
        cost = self.company_data["product_order_cost"]
        line = Command.create({"product_id": cost.id, "price_unit": 5000})
        bill = self.new_invoice(
            move_type="in_invoice", post=False, invoice_line_ids=[line]
        ).with_user(self.env.user)
        orders = {bill.invoice_line_ids.id: self.order.with_env(self.env)}
        model = self.env.registry["account.move.line"]
        self.patch(model, "_sale_determine_order", lambda line: orders)
        bill.invoice_line_ids._sale_create_reinvoice_sale_line()
        self.assertEqual(self.order.amount_total, 5900)
        self.assert_exposure(orders=5900)
        self.line.product_uom_qty = 800

    def test_a_down_payment_is_never_refused(self):
        self.new_invoice(5000)
        self.invoice_order(self.order, "percentage", amount=30)
        self.assert_exposure(receivable=5270, orders=630)

    def test_a_line_that_a_salesperson_calls_an_expense_is_refused(self):
        lines = self.env["sale.order.line"].with_user(self.seller)
        line = {"order_id": self.order.id, "product_id": self.goods.id}
        for flag in ("is_expense", "is_downpayment"):
            vals = dict(line, product_uom_qty=5000, price_unit=1, **{flag: True})
            self.assert_refused(lambda v=vals: lines.create(v))
            vals = {flag: True, "product_uom_qty": 5000}
            self.assert_refused(lambda v=vals: self.line.write(v))

    def test_a_closed_remainder_is_reopened_within_the_limit_only(self):
        self.order.action_close_remainder()
        self.new_confirmed(200)
        with self.assertRaises(UserError):
            self.order.action_reopen_remainder()
        self.assert_exposure(orders=200)

    def test_a_closed_order_that_is_edited_stays_closed(self):
        self.order.action_close_remainder()
        self.line.product_uom_qty = 5000
        self.assert_exposure()

    def test_without_tiers_nothing_is_refused(self):
        order = self.new_confirmed(100, self.new_customer(limit=None))
        order.order_line.product_uom_qty = 1000000
        self.assertEqual(order.amount_total, 1000000)

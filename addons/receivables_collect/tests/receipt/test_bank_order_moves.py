from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon

# the moves of finance in each state; all others are refused
ALLOWED = {
    "draft": ("action_refuse",),
    "issued": ("action_present", "action_refuse"),
    "presented": ("action_pay", "action_refuse"),
    "paid": ("action_refuse",),  # taken back by the bank
    "refused": (),
}


@tagged("post_install", "-at_install")
class TestBankOrderMoves(MoneyCommon):
    """F31 moves from sales to finance and ends once (R3.14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoices = cls.new_invoice(100, due=-5) + cls.new_invoice(200, due=-3)

    def new_in(self, state, amount=250):
        """An order of `seller` in a state, to be moved by finance."""
        vals = {
            "partner_id": self.customer.id,
            "amount": amount,
            "payer_bank": "ICBC",
            "payer_account": "6222 0000",
            "invoice_ids": [Command.set(self.invoices.ids)],
        }
        order = self.env["collection.bank.order"].with_user(self.seller).create(vals)
        if state != "draft":
            order.action_issue()
        order = order.with_user(self.finance)
        if state in ("presented", "paid", "refused"):
            order.action_present()
        if state == "paid":
            order.action_pay()
        if state == "refused":
            order.action_refuse("No funds")
        return order

    def residuals(self):
        return [self.get_item(move).amount_residual for move in self.invoices]

    def test_every_move_outside_the_table_is_refused(self):
        actions = {
            "action_present": (),
            "action_pay": (),
            "action_refuse": ("No funds",),
        }
        for state, allowed in ALLOWED.items():
            for action, arguments in actions.items():
                if action in allowed:
                    continue
                order = self.new_in(state, 1)
                before = order.state
                with self.subTest(state=state, action=action):
                    with self.assertRaises(UserError):
                        getattr(order, action)(*arguments)
                    self.assertEqual(order.state, before)

    def test_an_order_is_issued_once_and_keeps_its_number_when_refused(self):
        order = self.new_in("refused")
        number = order.number
        with self.assertRaisesRegex(UserError, "issued already"):
            order.with_user(self.seller).action_issue()
        with self.assertRaises(UserError):
            order.with_user(self.seller).unlink()
        self.assertNotEqual(self.new_in("issued").number, number)

    def test_an_order_a_cent_off_the_first_invoice_pays_to_the_cent(self):
        for amount, left in ((99.99, [0.01, 200]), (0.01, [0, 200]), (200.01, [0, 0])):
            order = self.new_in("presented", amount)
            with self.subTest(amount):
                order.action_pay()
                self.assertEqual(self.residuals(), left)
        self.assert_exposure(receivable=-0.01)

    def test_an_invoice_paid_meanwhile_leaves_the_money_on_account(self):
        order = self.new_in("presented", 100)
        item = self.get_item(self.invoices[0])
        (self.get_item(self.pay(100, self.customer)) | item).reconcile()
        order.action_pay()
        self.assertEqual(self.residuals(), [0, 100])
        self.assert_exposure(receivable=100)

    def test_the_day_the_bank_paid_is_the_day_of_the_payment(self):
        order = self.new_in("presented")
        order.action_pay(date=str(self.day(-2)))
        payment = order.sudo().payment_id
        self.assertEqual((payment.date, order.end_date), (self.day(-2), self.day(-2)))
        self.assertEqual(order.presenter_id, self.finance)

    def test_finance_neither_writes_nor_deletes_what_sales_issued(self):
        order = self.new_in("issued")
        for vals in ({"amount": 1}, {"note": "X"}, {"state": "paid"}):
            with self.subTest(vals), self.assertRaises(UserError):
                order.write(vals)
        with self.assertRaises(AccessError):
            order.unlink()
        self.assertEqual(order.amount, 250)

    def test_a_colleague_neither_sees_nor_issues_it(self):
        order = self.new_in("draft").with_user(self.colleague)
        self.assertFalse(order.search([("id", "=", order.id)]))
        with self.assertRaises(AccessError):
            order.action_issue()

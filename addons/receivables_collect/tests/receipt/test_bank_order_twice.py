from odoo.exceptions import AccessError, MissingError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common_money import MoneyCommon

NOBODY = 987654321


@tagged("post_install", "-at_install")
class TestBankOrderTwice(MoneyCommon):
    """A bank order named twice, or not there at all (A10, A18)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.env["collection.bank.order"]

    def new_bank_order(self, partner=None):
        vals = {"partner_id": (partner or self.customer).id, "amount": 10}
        vals |= {"payer_bank": "ICBC", "payer_account": "6222"}
        return self.orders.with_user(self.seller).create(vals)

    def call(self, user, method, ids):
        return call_kw(self.orders.with_user(user), method, [ids], {})

    def get_last_number(self):
        registers = self.env["sales.register"].sudo()
        registers = registers.search([("code", "=", "collection.bank.order")])
        return sum(registers.mapped("last_number"))

    def test_named_twice_it_is_numbered_once(self):
        order, before = self.new_bank_order(), self.get_last_number()
        self.call(self.seller, "action_issue", [order.id, order.id])
        self.assertEqual(self.get_last_number(), before + 1)

    def test_named_twice_it_is_paid_once(self):
        order = self.new_bank_order()
        order.action_issue()
        self.call(self.finance, "action_present", [order.id] * 2)
        payments = self.env["account.payment"].sudo()
        before = payments.search_count([])
        self.call(self.finance, "action_pay", [order.id, order.id])
        self.assertEqual(payments.search_count([]), before + 1)
        self.assertEqual(order.sudo().payment_id.amount, 10)

    def test_what_does_not_exist_takes_no_number(self):
        order, before = self.new_bank_order(), self.get_last_number()
        for ids in ([0], [None], [False], [NOBODY], [order.id, NOBODY], [0, order.id]):
            with self.assertRaises(MissingError):
                self.call(self.seller, "action_issue", ids)
        for ids in (["x"], [1.5], [{}], [[order.id]]):
            with self.assertRaises(UserError):
                self.call(self.seller, "action_issue", ids)
        self.call(self.seller, "action_issue", [])
        self.assertEqual(self.get_last_number(), before)
        self.assertFalse(order.number)

    def test_no_order_is_made_on_a_customer_that_one_may_not_see(self):
        foreign = self.new_customer(name="Secret", user_id=self.other_seller.id)
        with self.assertRaises(AccessError):
            self.new_bank_order(foreign)

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon
from . import test_bank_order


@tagged("post_install", "-at_install")
class TestBankOrderOpen(MoneyCommon):
    """F31 asks for what is open, and its paper is one that a bank takes (R3.14)."""

    new_bank_order = test_bank_order.TestBankOrder.new_bank_order

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoices = cls.new_invoice(100, due=-5) + cls.new_invoice(200, due=-3)

    def test_a_draft_that_asks_for_more_than_is_open_says_so(self):
        order = self.new_bank_order(300, issue=False)
        self.assertEqual((order.amount_open, order.is_over_open), (300, False))
        order.amount = 300.01
        self.assertTrue(order.is_over_open)
        order.amount = 299.99
        self.assertFalse(order.is_over_open)
        order.amount = 300
        self.pay(50, invoice=self.invoices[1])
        order.invalidate_recordset()
        self.assertEqual((order.amount_open, order.is_over_open), (250, True))
        order.action_ask_open()
        self.assertEqual((order.amount, order.is_over_open), (250, False))

    def test_an_issued_order_is_not_presented_after_a_payment_on_its_invoices(self):
        order = self.new_bank_order(300)
        self.pay(50, invoice=self.invoices[1])
        order.invalidate_recordset()
        self.assertTrue(order.is_over_open)
        finance = order.with_user(self.finance)
        with self.assertRaisesRegex(UserError, "250.00"):
            finance.action_present()
        finance.action_refuse("Paid in part")
        self.assertFalse(order.is_over_open)

    def test_a_payment_that_leaves_enough_open_stops_nothing(self):
        order = self.new_bank_order(250)
        self.pay(50, invoice=self.invoices[1])
        order.invalidate_recordset()
        order.with_user(self.finance).action_present()
        self.assertEqual(order.state, "presented")

    def test_an_issued_order_is_not_changed(self):
        order = self.new_bank_order(300)
        with self.assertRaises(UserError):
            order.action_ask_open()

    def test_nothing_open_is_told(self):
        order = self.new_bank_order(300, issue=False)
        order.invoice_ids = False
        self.assertFalse(order.is_over_open, "on account")
        with self.assertRaisesRegex(UserError, "nothing is open"):
            order.action_ask_open()

    def test_the_form_spells_yuan_in_chinese_capitals(self):
        order = self.new_bank_order(14780.40, issue=False)
        yuan = self.env.ref("base.CNY")
        yuan.sudo().active = True
        order.sudo().write({"invoice_ids": False, "currency_id": yuan.id})
        chinese = order.with_context(lang="zh_CN")
        self.assertEqual(
            chinese.currency_id.amount_to_text(chinese.amount),
            "壹万肆仟柒佰捌拾元肆角整",
        )
        english = order.with_context(lang="en_US")
        self.assertIn(
            "Fourteen Thousand", english.currency_id.amount_to_text(english.amount)
        )
        dollar = self.setup_other_currency("EUR")
        order.sudo().currency_id = dollar
        self.assertNotIn(
            "壹", chinese.currency_id.amount_to_text(chinese.amount), "core's words"
        )

    def test_the_draft_names_our_account(self):
        order = self.new_bank_order(issue=False)
        bank = self.env["res.bank"].sudo().create({"name": "Bank of Tests"})
        account = (
            self.env["res.partner.bank"]
            .sudo()
            .create(
                {
                    "acc_number": "CN 4711",
                    "bank_id": bank.id,
                    "partner_id": self.company.partner_id.id,
                }
            )
        )
        self.assertEqual(
            order.company_id._get_payee_account(order.sudo().journal_id),
            account,
            "the company's first",
        )
        journal = self.company._get_collection_journal("transfer").sudo()
        other = account.copy({"acc_number": "CN 4712"})
        journal.bank_account_id = other
        self.company.sudo().collection_transfer_journal_id = journal
        self.assertEqual(
            order.company_id._get_payee_account(order.sudo().journal_id),
            other,
            "of the transfers",
        )

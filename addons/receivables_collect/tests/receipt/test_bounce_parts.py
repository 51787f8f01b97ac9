from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestBounceParts(MoneyCommon):
    """A refused cheque opens just what it paid, among other ways, in other currencies,
    and of one's own company (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 50)

    def verified(self, slip, *methods):
        receipt = self.new_draft(slip, methods)
        receipt.action_propose()
        receipt.action_collect()
        self.verify(receipt.sudo().report_id)
        return receipt.sudo()

    def paper(self, number):
        return {"reference": number, "bank": "ICBC", "date_due": self.today}

    def residuals(self, slip):
        items = slip.line_ids.move_line_id.sorted("date_maturity")
        return items.mapped("amount_residual_currency")

    def test_cash_beside_it_stays_and_the_cash_is_not_refused(self):
        receipt = self.verified(
            self.slip, ("cash", 80, {}), ("cheque", 70, self.paper("1"))
        )
        cash, cheque = receipt.method_ids
        receipt.with_user(self.finance).action_bounce(reason="No funds")
        self.assertEqual(self.residuals(self.slip), [20, 50])
        self.assertEqual(cash.payment_id.move_id.state, "posted")
        self.assertFalse(cash.bounce_date)
        self.assertEqual(cheque.payment_id.state, "rejected")
        self.assertEqual(self.slip.state, "signed")
        self.assert_exposure(receivable=70)

    def test_each_of_two_papers_bounces_once_on_its_own(self):
        receipt = self.verified(
            self.slip, ("cheque", 90, self.paper("1")), ("draft", 60, self.paper("2"))
        )
        finance = receipt.method_ids.with_user(self.finance)
        finance[0].action_bounce()
        self.assertEqual(self.residuals(self.slip), [90, 0])
        with self.assertRaisesRegex(UserError, "already"):
            finance.action_bounce()
        self.assertFalse(finance[1].bounce_date)
        finance[1].action_bounce()
        self.assertEqual(self.residuals(self.slip), [100, 50])
        self.assert_exposure(receivable=150)

    def test_the_customer_may_pay_again_on_another_voucher(self):
        receipt = self.verified(self.slip, ("cheque", 150, self.paper("1")))
        self.assertEqual(self.slip.state, "settled")
        receipt.with_user(self.finance).action_bounce()
        self.slip.invalidate_recordset()
        draft = self.new_draft(self.slip, [("cash", 150, {})])
        draft.action_propose()
        self.assertEqual(draft.allocation_ids.mapped("amount"), [100, 50])
        self.assertEqual(receipt.state, "verified")

    def test_a_bounced_cheque_is_open_in_its_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        rates = self.env["res.currency.rate"].sudo()
        common = {"currency_id": euro.id, "company_id": self.company.id}
        rates.create([common | {"name": self.day(-200), "rate": 0.5}])
        customer = self.new_customer(limit=None)
        slip = self.new_slip_over(100, 50, customer=customer, currency=euro)
        rates.create([common | {"name": self.today, "rate": 0.4}])
        receipt = self.collect(slip, 120, "cheque")
        self.verify(receipt.report_id)
        self.assertEqual(self.residuals(slip), [0, 30])
        receipt.with_user(self.finance).action_bounce()
        self.assertEqual(self.residuals(slip), [100, 50])
        reversal = receipt.method_ids.bounce_move_id
        self.assertEqual(reversal.currency_id, euro)
        payment = receipt.method_ids.payment_id.move_id
        for account in payment.line_ids.account_id:
            both = (payment | reversal).line_ids
            items = both.filtered(lambda line, acc=account: line.account_id == acc)
            self.assertEqual(sum(items.mapped("balance")), 0, account.name)

    def test_money_on_account_that_bounces_is_owed_by_nobody(self):
        receipt = self.collect(self.slip, 200, "cheque", voucher=self.new_vouchers())
        self.verify(receipt.report_id)
        self.assert_exposure(receivable=-50)
        receipt.with_user(self.finance).action_bounce()
        self.assert_exposure(receivable=150)
        self.assertEqual(self.residuals(self.slip), [100, 50])

    def test_finance_of_another_company_books_no_refusal(self):
        receipt = self.verified(self.slip, ("cheque", 150, self.paper("1")))
        other = self.env["res.company"].sudo().create({"name": "Other"})
        foreign = self.new_user(
            "foreign",
            "group_finance",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.env.invalidate_all()
        for record in (receipt, receipt.method_ids):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(foreign).action_bounce()
        self.assertEqual(self.residuals(self.slip), [0, 0])

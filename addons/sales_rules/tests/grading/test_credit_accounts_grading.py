from datetime import date

from odoo.tests import tagged
from odoo.tools import SQL

from ..common_assessment import AssessmentCommon
from ..common_credit_accounts import CreditAccountsFixtures


@tagged("post_install", "-at_install")
class TestCreditAccountsGrading(CreditAccountsFixtures, AssessmentCommon):
    """Claims and invoices on accounts of no credit grade nobody (R1.6, R4.13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_credit_accounts()
        cls.day = date(2026, 3, 3)

    def test_days_late_and_overdue_leave_them_out(self):
        self.new_claim(9000, self.good, day=self.day)
        paid = self.new_claim(700, self.good, due=-20, day=self.day)
        self.pay_claim(paid)
        self.assert_figures(self.grade())

    def test_turnover_leaves_out_an_invoice_owed_there(self):
        self.sell(600, due=date(2026, 4, 10))
        # as an addon that owes such invoices there makes them
        self.good.property_account_receivable_id = self.elsewhere
        invoice = self.sell(2_000_000)
        item = invoice.line_ids.filtered(lambda i: i.display_type == "payment_term")
        self.assertEqual(item.account_id, self.elsewhere)
        self.refund(5)
        line = self.grade()
        self.assertEqual(line.turnover, 600)
        self.assertEqual(line.proposed_tier_id, self.tier_b)

    def test_without_accounts_left_out_all_turnover_counts(self):
        self.good.property_account_receivable_id = self.elsewhere
        self.sell(2000)
        ids = self.env["sales.ledger"]._get_account_ids()
        self.patch(
            self.registry["sales.credit"], "_get_credit_account_ids", lambda self: ids
        )
        self.assertEqual(self.grade().turnover, 2000)

    def test_a_private_person_is_graded_for_trade_only(self):
        person = self.new_graded("Private")
        self.env["sales.private"]._make(person)
        self.new_claim(300, person, day=self.day)
        self.assertTrue(person.customer_rank)
        self.assertFalse(self.grade(person))

    def test_with_goods_that_it_owes_a_private_person_is_graded(self):
        person = self.new_graded("Private")
        self.env["sales.private"]._make(person)
        self.sell(100, person)
        self.assertEqual(self.grade(person).turnover, 100)

    def test_an_addon_says_who_is_a_customer(self):
        grading = self.registry["sales.grading"]
        known = grading._get_customer_condition

        def get_condition(model):
            return SQL("(%s AND partner.name <> 'Other')", known(model))

        other = self.new_graded("Other")
        self.patch(grading, "_get_customer_condition", get_condition)
        assessment = self.new_assessment()
        self.assertFalse(self.line_of(assessment, other))
        self.assertTrue(self.line_of(assessment, self.good))

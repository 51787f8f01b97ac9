from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_credit_accounts import (
    CreditAccountsFixtures,
)

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestCreditAccountsLedger(CreditAccountsFixtures, JournalCommon):
    """Receivables that are no credit are collected like all others (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_credit_accounts()
        cls.new_overdue(400)
        cls.claim = cls.new_claim(5000)

    def test_slips_take_both(self):
        slip = self.get_slip(self.new_issued())
        self.assertEqual(sorted(slip.line_ids.mapped("amount_due")), [400, 5000])
        self.assertEqual(slip.amount_residual, 5400)

    def test_ageing_shows_both_and_exposure_one(self):
        report = self.env["collection.ageing.report"].with_user(self.finance)
        rows = report.search([("partner_id", "=", self.customer.id)])
        self.assertEqual(sum(rows.mapped("amount")), 5400)
        self.assertEqual(sum(rows.mapped("amount_overdue")), 5400)
        self.assert_exposure(receivable=400)

    def test_the_ledger_has_both_open(self):
        items = self.claim.line_ids.filtered(
            lambda line: line.account_id == self.elsewhere
        )
        ledger = self.env["sales.ledger"]
        self.assertTrue(ledger._is_receivable(items))
        self.assertEqual(ledger._get_open(items), {items.id: (5000, 5000)})
        self.assertFalse(self.env["sales.credit"]._is_credit(items))

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_targets import TargetCommon


@tagged("post_install", "-at_install")
class TestPostingHooks(TargetCommon):
    """An addon above names account, journal and last day of its money (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deposits = cls.new_account("224199", "liability_current", reconcile=True)
        bank = cls.company_data["default_journal_bank"]
        cls.designated = bank.copy({"name": "Designated", "code": "DSG"})

    def collect_free(self, amount=100, method="cash", **vals):
        """Money of the customer without slip and items."""
        return self.collect(None, amount, method, partner_id=self.customer.id, **vals)

    def on_deposits(self):
        return self.hooked(
            "collection.receipt.method",
            _get_destination_account=lambda part: self.deposits,
        )

    def in_designated(self, *receipts):
        """Post the money of these receipts in the designated journal."""
        method = self.env.registry["collection.receipt.method"]
        default = method._get_posting_journal

        def get_journal(part):
            named = part.receipt_id.id in [receipt.id for receipt in receipts]
            return self.designated if named else default(part)

        return self.hooked(method._name, _get_posting_journal=get_journal)

    def balances(self, payment):
        """The balances that a payment books, by account."""
        return {
            line.account_id: line.balance
            for line in payment.move_id.line_ids
            if line.account_id != payment.outstanding_account_id
        }

    def test_without_a_destination_money_is_on_account_of_the_customer(self):
        receipt = self.collect_free()
        self.verify(receipt.report_id)
        self.assert_exposure(-100)

    def test_money_goes_to_the_destination_and_pays_no_debt(self):
        self.new_item(100)
        receipt = self.collect_free(33.33)
        with self.on_deposits():
            self.verify(receipt.report_id)
        payment = receipt.method_ids.payment_id
        self.assertEqual(payment.destination_account_id, self.deposits)
        self.assertEqual(self.balances(payment), {self.deposits: -33.33})
        self.assertEqual(payment.move_id.state, "posted")
        self.assert_exposure(100)

    def test_items_are_paid_on_their_own_account_and_the_rest_goes_there(self):
        item = self.new_item(60)
        receipt = self.collect_items(100, item)
        with self.on_deposits():
            self.verify(receipt.report_id)
        payment = receipt.method_ids.payment_id
        self.assertEqual(
            self.balances(payment), {item.account_id: -60, self.deposits: -40}
        )
        self.assertTrue(item.reconciled)

    def test_the_deposit_settles_a_claim_later_by_an_entry(self):
        receipt = self.collect_free()
        with self.on_deposits():
            self.verify(receipt.report_id)
        item = self.new_item(100)
        move = self.env["account.move"].create(
            {
                "date": self.today,
                "line_ids": [
                    (0, 0, {"account_id": account.id, "balance": balance})
                    for account, balance in (
                        (self.deposits, 100),
                        (item.account_id, -100),
                    )
                ],
            }
        )
        move.line_ids.partner_id = self.customer
        move.action_post()
        deposit = receipt.method_ids.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == self.deposits
        )
        debit, credit = move.line_ids
        (deposit | debit).reconcile()
        (item | credit).reconcile()
        self.assertEqual((deposit.amount_residual, item.amount_residual), (0, 0))

    def test_a_refused_cheque_is_taken_off_the_destination_in_its_journal(self):
        receipt = self.collect_free(method="cheque")
        with self.on_deposits(), self.in_designated(receipt):
            self.verify(receipt.report_id)
        receipt.with_user(self.finance).action_bounce(reason="No funds")
        reversal = receipt.method_ids.bounce_move_id
        self.assertEqual(reversal.journal_id, self.designated)
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.deposits.id)]
        )
        self.assertEqual(sum(lines.mapped("balance")), 0)
        self.assertEqual(lines.mapped("amount_residual"), [0, 0])

    def test_a_cheque_on_the_destination_is_no_debt_until_its_day(self):
        self.company.collection_count_undue = True
        receipt = self.collect_free(method="cheque")
        with self.on_deposits():
            self.verify(receipt.report_id)
        self.assert_exposure(0)

    def test_each_part_is_posted_in_its_journal_in_one_verification(self):
        named, other = self.collect_free(10), self.collect_free(20)
        with self.in_designated(named):
            self.verify(named.report_id)
        payments = (named | other).method_ids.payment_id
        self.assertEqual(
            dict(zip(payments.mapped("amount"), payments.journal_id, strict=True)),
            {10: self.designated, 20: self.company._get_collection_journal("cash")},
        )

    def test_missing_money_is_posted_in_the_journal_of_the_part(self):
        receipt = self.collect_free(100)
        report = receipt.report_id
        with self.in_designated(receipt):
            self.submit(report)
            self.count(report, cash=90)
            self.settle(report, "debt")
            self.verify(report)
        move = report.difference_ids.move_id
        self.assertEqual(move.journal_id, self.designated)
        self.assertEqual(sum(move.line_ids.mapped("debit")), 10)

    def test_of_several_journals_finance_names_the_receipt(self):
        named, other = self.collect_free(100), self.collect_free(50)
        report = named.report_id
        with self.in_designated(named):
            self.submit(report)
            self.count(report, cash=140)
            self.settle(report, "debt")
            with self.assertRaisesRegex(UserError, "in several journals"):
                self.verify(report)
            self.settle(report, "debt", receipt_id=other.id)
            self.verify(report)
        self.assertEqual(
            report.difference_ids.move_id.journal_id,
            self.company._get_collection_journal("cash"),
        )

    def test_a_debt_accepted_later_is_posted_in_the_journal_of_its_payment(self):
        receipt = self.collect_free(100)
        report = receipt.report_id
        with self.in_designated(receipt):
            self.submit(report)
            self.count(report, cash=90)
            self.settle(report, "debt", owner_id=self.colleague.id)
            self.verify(report)
        line = report.difference_ids
        self.assertFalse(line.move_id)
        line.with_user(self.colleague).action_accept_debt()
        self.assertEqual(line.move_id.journal_id, self.designated)

    def test_the_day_to_hand_in_may_be_the_receipts_own(self):
        self.company.collection_remit_days = 3
        past = self.today - timedelta(days=1)
        late = self.today + timedelta(days=3)
        self.assertEqual(self.collect_free().remit_by, late)
        with self.hooked(
            "collection.receipt", _get_remit_by=lambda receipt, report: receipt.date
        ):
            self.assertEqual(self.collect_free(date=str(past)).remit_by, past)

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestPaperOnce(MoneyCommon):
    """Case 20: a cheque, draft or transfer is taken once, whoever takes it (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(1000)
        cls.other_slip = cls.new_slip_over(
            1000, customer=cls.new_customer(limit=None), holder=cls.colleague
        )

    def take(self, number="100200", bank="ICBC", method="cheque", slip=None, **vals):
        due = str(self.today + timedelta(days=10))
        paper = {"number": number, "bank": bank, "due_date": due}
        return self.collect(slip or self.slip, 10, method, **paper | vals)

    def assert_taken(self, **vals):
        with self.assertRaisesRegex(UserError, "another receipt already"):
            with self.cr.savepoint():
                self.take(**vals)

    def test_one_cheque_on_two_receipts_of_two_collectors_is_refused(self):
        self.take()
        self.assert_taken(slip=self.other_slip)
        self.assert_taken()

    def test_case_and_spaces_do_not_make_another_cheque(self):
        self.take("ab 100200")
        self.assert_taken(number="AB100200 ", bank=" icbc")

    def test_another_number_bank_or_kind_is_another_paper(self):
        self.take("100200")
        self.take("0100200")
        self.take("100200", "ABC")
        self.take("100200", method="draft")
        self.assertEqual(len(self.slip.receipt_ids), 4)

    def test_the_refusal_tells_nothing_of_somebody_elses_receipt(self):
        first = self.take(slip=self.other_slip)
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            self.take()
        self.assertNotIn(first.voucher_id.number, str(caught.exception))
        mine = self.take("7")
        with self.assertRaisesRegex(UserError, mine.voucher_id.number):
            self.take("7")

    def test_transfers_are_told_apart_by_their_reference(self):
        self.take("TR-1", False, "transfer", due_date=False)
        self.assert_taken(number="tr-1", bank=False, method="transfer")
        self.take("TR-2", False, "transfer", due_date=False)
        self.collect(self.slip, 10, "transfer")
        self.collect(self.slip, 10, "transfer")

    def test_a_cheque_refused_by_the_bank_may_be_taken_again(self):
        first = self.take()
        self.verify(first.report_id)
        self.assert_taken(slip=self.other_slip)
        first.with_user(self.finance).action_bounce()
        again = self.take(slip=self.other_slip)
        self.assertEqual(again.state, "collected")
        self.assert_taken()

    def test_one_of_a_cancelled_receipt_may_be_taken_again(self):
        self.take().with_user(self.seller).action_cancel()
        self.assertEqual(self.take().state, "collected")

    def test_one_of_a_rejected_receipt_goes_on_to_its_correction(self):
        receipt = self.take()
        report = receipt.report_id
        self.submit(report)
        self.count(report, cheque=8)
        self.settle(report, "correct", receipt_id=receipt.id)
        self.verify(report)
        corrected = report.difference_ids.receipt_id
        self.assertEqual((corrected.amount, corrected.state), (8, "verified"))
        self.assert_taken(slip=self.other_slip)

    def test_a_draft_takes_no_paper(self):
        paper = {"reference": "9", "bank": "ICBC", "date_due": self.today}
        draft = self.new_draft(self.slip, [("cheque", 10, paper)])
        self.take("9", slip=self.other_slip)
        with self.assertRaisesRegex(UserError, "another receipt already"):
            draft.action_collect()

    def test_a_number_filled_in_later_is_compared_too(self):
        self.take("9", slip=self.other_slip)
        mine = self.take("8").method_ids.with_user(self.seller)
        with self.assertRaisesRegex(UserError, "another receipt already"):
            mine.reference = "9"

    def test_the_index_holds_where_two_come_at_once(self):
        first = self.take().method_ids
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = %s",
            ["collection_receipt_method_one_per_paper"],
        )
        self.assertIn("UNIQUE", self.env.cr.fetchone()[0])
        root = self.company.root_id.id
        self.assertEqual(first.paper_key, f"{root}|cheque|ICBC|100200")

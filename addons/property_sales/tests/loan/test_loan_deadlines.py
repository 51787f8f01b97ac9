from odoo.fields import Command
from odoo.tests import tagged

from ..common_contract import ContractCommon
from ..common_deadline import DeadlineChecks


@tagged("post_install", "-at_install")
class TestLoanDeadlines(DeadlineChecks, ContractCommon):
    """Row 15 of the calendar: papers, answer and payout of a loan (R2.11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rows = [("Down Payment", "own", 600_000), ("Bank", "loan", 400_000)]
        parts = [
            Command.create(
                {"name": name, "kind": kind, "amount": amount, "date_due": cls.today}
            )
            for name, kind, amount in rows
        ]
        cls.contract = cls.new_signed(instalment_ids=parts)
        bank = cls.env["res.bank"].create({"name": "City Bank"})
        cls.loan = (
            cls.env["property.mortgage"]
            .with_user(cls.home_seller)
            .create(
                {
                    "contract_id": cls.contract.id,
                    "bank_id": bank.id,
                    "amount": 400_000,
                }
            )
        )

    def sign_loan(self):
        self.loan.paper_ids.action_note()
        self.loan.action_bank_approve()
        self.loan.action_sign()
        return self.get_deadline("loan_payout", self.loan)

    def pay_out(self, amount, reference):
        loan = self.loan.with_user(self.finance)
        loan.action_pay_out(self.today, amount, reference)

    # papers

    def test_papers_are_there_within_fifteen_days_of_the_contract(self):
        row = self.get_deadline("loan_papers", self.loan)
        self.assert_around(row, 15, 5, [self.home_seller], [self.director])

    def test_the_last_paper_in_time_is_the_end_of_it(self):
        row = self.get_deadline("loan_papers", self.loan)
        self.loan.paper_ids[1:].action_note()
        self.assertEqual(row.state, "open")
        self.loan.paper_ids[:1].action_note()
        self.assert_done(row)

    def test_the_day_of_the_contract_moves_them(self):
        self.contract._write_protected({"signed_on": self.day(-3)})
        self.follow(self.contract)
        self.assert_moved(self.get_deadline("loan_papers", self.loan), 12)

    # answer

    def test_lenders_answer_within_thirty_days(self):
        row = self.get_deadline("loan_answer", self.loan)
        self.assert_around(row, 30, 7, [self.home_seller], [self.director])

    def test_an_approval_is_an_answer(self):
        row = self.get_deadline("loan_answer", self.loan)
        self.loan.paper_ids.action_note()
        self.loan.action_bank_approve()
        self.assert_done(row)

    def test_a_refusal_is_an_answer(self):
        answer = self.get_deadline("loan_answer", self.loan)
        papers = self.get_deadline("loan_papers", self.loan)
        self.loan.action_refuse("buyer", "Credit report")
        self.assert_done(answer)
        self.assertEqual(papers.state, "void")

    def test_another_day_of_the_application_moves_it(self):
        self.loan.date_applied = self.day(-4)
        self.watch(0)
        self.assert_moved(self.get_deadline("loan_answer", self.loan), 26)

    # payout

    def test_lenders_pay_out_within_thirty_days(self):
        row = self.sign_loan()
        self.assert_around(row, 30, 7, [self.home_seller], [self.director])

    def test_the_day_of_the_loan_moves_the_payout(self):
        row = self.sign_loan()
        self.loan.sudo()._write_protected({"date_signed": self.day(-5)})
        self.follow(self.loan)
        self.assert_moved(row, 25)

    def test_the_whole_payout_is_the_end_of_it(self):
        row = self.sign_loan()
        self.pay_out(100_000, "P1")
        self.assertEqual(row.state, "open")
        self.pay_out(300_000, "P2")
        self.assert_done(row)

    def test_a_loan_refused_after_its_signature_is_void(self):
        row = self.sign_loan()
        self.loan.action_refuse("none", "The bank closed")
        self.assertEqual(row.state, "void")

    def test_with_the_contract_they_are_void(self):
        self.end(self.contract)
        for kind in ("loan_papers", "loan_answer"):
            self.assertEqual(self.get_deadline(kind, self.loan).state, "void", kind)

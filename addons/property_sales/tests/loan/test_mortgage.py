from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestMortgage(ContractCommon):
    """A contract of which a bank pays 400,000 and the housing fund 300,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rows = [
            ("Down Payment", "own", 300_000, 0),
            ("Bank", "loan", 400_000, 0),
            ("Fund", "fund", 300_000, 30),
        ]
        instalments = [
            Command.create(
                {
                    "name": name,
                    "kind": kind,
                    "amount": amount,
                    "date_due": cls.day(days),
                }
            )
            for name, kind, amount, days in rows
        ]
        cls.contract = cls.new_signed(instalment_ids=instalments)
        cls.own, cls.by_bank, cls.by_fund = cls.contract.instalment_ids
        cls.bank_partner = cls.env["res.bank"].create({"name": "City Bank"})

    @classmethod
    def new_loan(cls, amount=400_000, kind="bank", **vals):
        """A loan that is applied for with all papers."""
        loans = cls.env["property.mortgage"].with_user(cls.home_seller)
        loan = loans.create(
            {
                "contract_id": cls.contract.id,
                "bank_id": cls.bank_partner.id,
                "amount": amount,
                "kind": kind,
            }
            | vals
        )
        loan.paper_ids.action_note()
        return loan

    @classmethod
    def new_signed_loan(cls, *args, **vals):
        loan = cls.new_loan(*args, **vals)
        loan.action_bank_approve()
        loan.action_sign()
        return loan

    def pay_out(self, loan, amount, reference="P1"):
        loan.with_user(self.finance).action_pay_out(self.today, amount, reference)
        self.contract.invalidate_recordset()

    def test_a_loan_goes_its_way_to_the_payout(self):
        loan = self.new_signed_loan()
        self.assertEqual(self.by_bank.state, "claimed")
        self.pay_out(loan, 400_000)
        self.assertEqual(loan.state, "paid_out")
        self.assertEqual(self.by_bank.state, "paid")
        self.assertEqual(self.own.state, "claimed")
        self.assertEqual(self.contract.amount_paid, 400_000)
        self.assertEqual(self.new_day().amount_banked, 400_000)

    def test_a_loan_in_parts_and_less_than_applied_for(self):
        loan = self.new_loan()
        for wrong in (400_000.01, 0, -1, "all", True):
            with self.assert_refused("at most the"):
                loan.action_bank_approve(amount=wrong)
        loan.action_bank_approve(amount=350_000)
        loan.action_sign()
        self.pay_out(loan, 200_000)
        self.assertEqual(loan.state, "signed")
        with self.assert_refused("more is not its money"):
            self.pay_out(loan, 150_000.01, "P2")
        self.pay_out(loan, 150_000, "P3")
        self.assertEqual(loan.state, "paid_out")
        self.assertEqual(self.by_bank.amount_residual, 50_000)

    def test_bank_and_fund_pay_their_own_parts(self):
        bank = self.new_signed_loan()
        fund = self.new_signed_loan(300_000, "fund")
        # the fund pays before its part is due: it is claimed that day
        self.pay_out(fund, 300_000)
        self.assertEqual(self.by_fund.state, "paid")
        self.assertEqual(self.by_bank.state, "claimed")
        self.pay_out(bank, 400_000, "P2")
        self.assertEqual(self.by_bank.state, "paid")
        self.assertEqual(self.contract.amount_open, 300_000)

    def test_nobody_is_asked_for_the_part_of_a_loan_before(self):
        """Its claim is on no slip; the buyer's own money does not pay it."""
        item = self.by_bank.move_line_id
        self.assertTrue(item.collection_exclusion)
        self.assertFalse(self.own.move_line_id.collection_exclusion)
        self.pay_contract(self.contract, 350_000)
        self.assertEqual(self.own.state, "paid")
        self.assertEqual(self.by_bank.amount_residual, 400_000)
        self.contract.invalidate_recordset()
        self.assertEqual(self.contract.amount_waiting, 50_000)
        loan = self.new_loan()
        loan.action_refuse("buyer", "Credit report")
        self.assertFalse(item.collection_exclusion)
        # and what waited pays it
        self.assertEqual(self.by_bank.amount_residual, 350_000)

    def test_no_payout_without_approval_and_signature(self):
        loan = self.new_loan()
        with self.assert_refused("Applied for"):
            self.pay_out(loan, 1)
        loan.action_bank_approve()
        with self.assert_refused("Approved"):
            self.pay_out(loan, 1)
        loan.action_sign()
        with self.assertRaises(AccessError):
            loan.action_pay_out(self.today, 1, "P1")

    def test_loans_are_no_more_than_what_is_left_to_them(self):
        self.new_loan(399_999.99)
        self.new_loan(0.01)
        with self.assert_refused("more than the"):
            self.new_loan(0.01)

    def test_papers_come_before_the_approval(self):
        loans = self.env["property.mortgage"].with_user(self.home_seller)
        loan = loans.create(
            {
                "contract_id": self.contract.id,
                "bank_id": self.bank_partner.id,
                "amount": 1000,
            }
        )
        with self.assert_refused("papers are missing: Identity Papers"):
            loan.action_bank_approve()
        loan.paper_ids.action_note()
        self.assertFalse(loan.missing_papers)
        loan.action_bank_approve()
        with self.assert_refused("cannot be changed directly"):
            loan.amount = 2000
        with self.assert_refused("by whose fault"):
            loan.action_refuse("nobody", "No")

    def test_a_bank_credit_may_name_the_loan(self):
        loan = self.new_signed_loan()
        self.credit(self.contract, 400_000, mortgage_id=loan.id)
        self.assertEqual(loan.state, "paid_out")

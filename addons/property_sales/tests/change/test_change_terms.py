from odoo.fields import Command
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestChangeTerms(AmendmentCommon):
    """Another delivery date, and another plan for what is not claimed: 700,000."""

    def new_plan_amendment(self, contract, *rows):
        return self.new_amendment(
            contract,
            "plan",
            instalment_ids=[
                Command.create(
                    {"name": name, "amount": amount, "date_due": self.day(days)}
                )
                for name, amount, days in rows
            ],
        )

    def test_the_delivery_date_moves_and_the_former_stays_known(self):
        contract = self.new_signed()
        before = contract.delivery_date
        with self.assert_refused("Enter the new day"):
            self.new_amendment(contract, "delivery", new_date=before).action_submit()
        with self.assert_refused("after the signature only"):
            early = {"new_date": self.day(-1)}
            self.new_amendment(contract, "delivery", **early).action_submit()
        amendment = self.amend(contract, "delivery", new_date=self.day(500))
        self.assertEqual(contract.delivery_date, self.day(500))
        self.assertEqual(amendment.old_date, before)

    def test_a_plan_is_of_what_is_not_claimed_to_the_cent(self):
        contract = self.new_signed()
        for amount in (699_999.99, 700_000.01):
            with self.assert_refused("are not claimed yet"):
                self.new_plan_amendment(contract, ("All", amount, 10)).action_submit()
        amendment = self.new_plan_amendment(
            contract, ("Now", 200_000, 0), ("Later", 500_000, 90)
        )
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        rows = [(row.name, row.state) for row in contract.instalment_ids]
        self.assertEqual(
            rows,
            [
                ("Down Payment", "claimed"),
                ("Rest", "cancelled"),
                ("Now", "claimed"),
                ("Later", "planned"),
            ],
        )
        self.assertEqual(contract.amount_open, 500_000)

    def test_no_loan_is_asked_for_what_a_plan_took_from_loans(self):
        rows = [("Own", "own", 300_000, 0), ("Bank", "loan", 700_000, 30)]
        names = ("name", "kind", "amount", "date_due")
        parts = [
            Command.create(dict(zip(names, (*row[:3], self.day(row[3])), strict=True)))
            for row in rows
        ]
        contract = self.new_signed(instalment_ids=parts)
        amendment = self.new_plan_amendment(contract, ("All", 700_000, 30))
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        bank = self.env["res.bank"].create({"name": "City Bank"})
        vals = {"contract_id": contract.id, "bank_id": bank.id, "amount": 1}
        loans = self.env["property.mortgage"].with_user(self.home_seller)
        with self.assert_refused("more than the"):
            loans.create(vals)

    def test_money_that_came_since_changes_what_is_left(self):
        contract = self.new_signed()
        amendment = self.new_plan_amendment(contract, ("All", 700_000, 30))
        self.approve(amendment)
        self.credit(contract, 1_000_000)
        with self.assert_refused("All its instalments are claimed"):
            amendment.action_apply()

    def test_nothing_is_due_before_the_signature(self):
        contract = self.new_signed()
        with self.assert_refused("due before the signature: All"):
            self.new_plan_amendment(contract, ("All", 700_000, -1)).action_submit()

    def test_loans_that_run_keep_their_part(self):
        contract = self.new_signed()
        contract.instalment_ids[1].sudo()._write_protected({"kind": "loan"})
        bank = self.env["res.bank"].create({"name": "Bank of Homes"})
        loans = self.env["property.mortgage"].with_user(contract.user_id)
        loan = loans.create(
            {"contract_id": contract.id, "bank_id": bank.id, "amount": 600_000}
        )
        amendment = self.new_plan_amendment(contract, ("All", 700_000, 30))
        with self.assert_refused("Loans are to pay"):
            amendment.action_submit()
        loan.action_refuse("none", "Policy")
        action = loan.action_change_plan()
        drafts = self.env["property.amendment"].with_user(contract.user_id)
        draft = drafts.with_context(**action["context"]).create({})
        self.approve(draft).action_apply()
        self.assertEqual(contract.instalment_ids[-1].kind, "own")

    def test_rows_are_fixed_with_the_request(self):
        contract = self.new_signed()
        amendment = self.new_plan_amendment(contract, ("All", 700_000, 30))
        amendment.action_submit()
        with self.assert_refused("cannot be changed"):
            amendment.instalment_ids.amount = 1
        with self.assert_refused("cannot be changed"):
            amendment.instalment_ids.unlink()

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common_late_fee import LateFeeCommon


@tagged("post_install", "-at_install")
class TestLateFees(LateFeeCommon):
    """300,000 late for 100 days and 700,000 for 40, at 0.1 per mille a day (R2.11)."""

    def test_it_accrues_by_the_day(self):
        contract = self.new_late()
        self.assertEqual(contract.late_fee_accrued, 3_000 + 2_800)
        self.assertEqual(contract.late_fee_claimed, 0)
        fees = self.env["property.late.fee"]
        # 1,000 more a day as both are late, 30 as the first alone is
        for days, fee in ((-1, 5_700), (-40, 1_800), (-99, 30), (-100, 0)):
            accrued, _rows = fees._get_accrued(contract, "late_fee", self.day(days))
            self.assertEqual(accrued, fee)

    def test_nothing_is_booked_before_it_is_claimed(self):
        contract = self.new_late()
        self.assertEqual(contract.amount_open, 1_000_000)
        self.assert_money(contract, receivable=1_000_000, penalty_income=0)

    def test_money_counts_on_its_own_day(self):
        contract = self.new_late()
        self.credit(contract, 100_000, "A", date=self.day(-100))
        self.credit(contract, 100_000, "B", date=self.day(-70))
        contract.invalidate_recordset()
        # 100,000 in time, 30 days, 100 days
        self.assertEqual(contract.late_fee_accrued, 300 + 1_000 + 2_800)
        rows = self.env["property.late.fee"]._count(contract, self.today)
        self.assertEqual([row.days for row in rows], [30, 100, 40])
        self.assertEqual(rows[0].instalment, contract.instalment_ids[0])
        self.assertEqual(rows[0].date_to, self.day(-70))

    def test_before_the_signature_nothing_is_late(self):
        contract = self.new_late()
        contract._write_protected({"signed_on": self.day(-10)})
        contract.invalidate_recordset()
        self.assertEqual(contract.late_fee_accrued, 300 + 700)

    def test_a_contract_that_is_not_signed_or_has_ended_accrues_nothing(self):
        contract = self.new_late()
        for state in ("approved", "cancelled", "rescinded"):
            contract._write_protected({"state": state})
            contract.invalidate_recordset()
            self.assertEqual(contract.late_fee_accrued, 0)

    def test_it_is_claimed_as_income_and_not_as_price(self):
        contract = self.new_late()
        tax = self.get_contract_balance(contract, "tax_to_transfer")
        claim = self.claim_fee(contract)
        self.assertRecordValues(
            claim,
            [
                {"kind": "late_fee", "date": self.today, "amount": 5_800}
                | {"amount_total": 5_800, "user_id": self.finance.id},
            ],
        )
        self.assert_money(
            contract, receivable=1_005_800, penalty_income=-5_800, tax_to_transfer=tax
        )
        self.assertEqual(contract.amount_open, 1_005_800)
        item = claim.move_line_id
        self.assertEqual(item.date_maturity, self.today)
        self.assertEqual(item.collection_label, f"{contract.display_name} · Late Fee")
        self.assertEqual([row["days"] for row in claim.rows], [100, 40])
        self.assertIn("100 days", claim.rows_text)
        booked = self.env["property.claim"]._get_booked(contract)[contract.id]
        self.assertEqual(booked[0], 1_000_000)

    def test_later_the_difference_is_claimed(self):
        contract = self.new_late()
        first = self.claim_fee(contract, self.day(-10))
        second = self.claim_fee(contract)
        self.assertEqual((first.amount, second.amount), (4_800, 1_000))
        self.assertEqual(contract.late_fee_claimed, 5_800)
        with self.assert_refused("nothing accrued that is not claimed"):
            self.claim_fee(contract)

    def test_money_of_an_earlier_day_takes_some_of_it_back(self):
        contract = self.new_late()
        self.claim_fee(contract)
        self.credit(contract, 300_000, "A", date=self.day(-90))
        contract.invalidate_recordset()
        self.assertEqual(contract.late_fee_accrued, 300 + 2_800)
        back = self.claim_fee(contract)
        self.assertEqual(back.amount, -2_700)
        self.assert_money(contract, penalty_income=-3_100, receivable=703_100)

    def test_a_loan_is_late_for_the_buyer_only_by_the_buyer_s_fault(self):
        for fault, fee in (("buyer", 5_800), ("none", 3_000), ("developer", 3_000)):
            with self.subTest(fault):
                hold = self.reserve(self.new_home(), self.new_buyer(fault))
                contract = self.new_late(hold, kind="loan")
                self.assertEqual(contract.late_fee_accrued, 3_000)
                lender = self.env["res.bank"].create({"name": "City Bank"})
                vals = {"contract_id": contract.id, "bank_id": lender.id}
                loans = self.env["property.mortgage"].with_user(self.home_seller)
                loan = loans.create(vals | {"amount": 700_000})
                contract.invalidate_recordset()
                self.assertEqual(contract.late_fee_accrued, 3_000)
                loan.action_refuse(fault, "No income")
                contract.invalidate_recordset()
                self.assertEqual(contract.late_fee_accrued, fee)

    @classmethod
    def new_home(cls):
        """Another home of 1,000,000 on sale."""
        home = cls.new_units(1)
        cls.new_valid_permit(home, number=f"YS-{home.id}")
        cls.new_release(home, name=home.name)
        return home

    def test_only_finance_claims_it_and_for_no_day_to_come(self):
        contract = self.new_late()
        for user in (self.home_seller, self.director, self.general):
            with self.assertRaises(AccessError):
                contract.with_user(user).action_claim_late_fee()
        for days in (1, -102):
            with self.assert_refused("It is counted until a day from"):
                self.claim_fee(contract, self.day(days))

    def test_the_dialog_shows_what_it_claims(self):
        contract = self.new_late()
        action = self.env.ref("property_sales.property_contract_action_late_fee")
        steps = self.env[action.res_model].with_user(self.finance)
        with Form(
            steps.with_context(default_kind="late_fee", active_id=contract.id)
        ) as form:
            self.assertEqual((form.amount_total, form.amount), (5_800, 5_800))
            form.date = self.day(-10)
            self.assertEqual(form.amount, 4_800)
            self.assertIn("90 days", form.rows_text)
        form.record.action_apply()
        contract.invalidate_recordset()
        self.assertEqual(contract.late_fee_claimed, 4_800)

    def test_the_seller_sees_it_and_a_colleague_does_not(self):
        contract = self.new_late()
        claim = self.claim_fee(contract)
        seen = claim.with_user(self.home_seller)
        self.assertEqual(seen.amount, 5_800)
        self.assertEqual(contract.with_user(self.home_seller).late_fee_accrued, 5_800)
        with self.assertRaises(AccessError):
            claim.with_user(self.home_colleague).read(["amount"])

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon
from ..common_handover import PICTURE


@tagged("post_install", "-at_install")
class TestFee(AmendmentCommon):
    """R2.10: the maintenance fund of 8,000 is collected for others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_signed()
        cls.fee = cls.new_fee()

    @classmethod
    def new_fee(cls, amount=8_000, contract=None, **vals):
        contract = contract or cls.contract
        fees = cls.env["property.fee"].with_user(contract.user_id)
        return fees.create({"contract_id": contract.id, "amount": amount} | vals)

    def pay_fee(self, amount=8_000, fee=None, **vals):
        fee = fee or self.fee
        return self.pay_contract(fee.contract_id, amount, fee_id=fee.id, **vals)

    def get_held(self):
        return -self.get_contract_balance(self.contract, "collected_for_others")

    def test_it_stands_on_an_account_of_its_own_until_it_is_paid_on(self):
        receipt = self.pay_fee()
        self.env.invalidate_all()
        self.assertEqual((self.fee.state, self.fee.amount_paid), ("paid", 8_000))
        self.assertEqual(self.get_held(), 8_000)
        self.assertEqual(receipt.sudo().fee_id, self.fee)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.fee.action_pay_on(self.day(0), "LIST-1")
        self.fee.with_user(self.finance).action_pay_on(self.day(0), "LIST-1")
        self.env.invalidate_all()
        self.assertEqual(self.fee.state, "paid_on")
        self.assertEqual(self.fee.out_reference, "LIST-1")
        self.assertEqual(self.get_held(), 0)
        report = [row[1] for row in self.contract._get_zero_report()]
        self.assertNotIn(self.get_account("collected_for_others"), report)

    def test_it_pays_nothing_of_the_price(self):
        self.pay_fee()
        self.env.invalidate_all()
        self.assertEqual(self.contract.amount_paid, 0)
        self.assertEqual(self.contract.amount_open, 300_000)
        self.assertEqual(self.contract.amount_waiting, 0)

    def test_not_more_than_is_still_due_and_each_part_counts(self):
        with self.assert_refused("are still to be taken"):
            self.pay_fee(8_000.01)
        self.pay_fee(5_000)
        self.assertEqual(self.fee.state, "due")
        with self.assert_refused("are still to be taken"):
            self.pay_fee(3_000.01)
        self.pay_fee(3_000)
        self.assertEqual(self.fee.state, "paid")
        with self.assert_refused("not due any more"):
            self.pay_fee(1)

    def test_the_bank_receives_it_too(self):
        self.credit(self.contract, 8_000, fee_id=self.fee.id)
        self.env.invalidate_all()
        self.assertEqual((self.fee.state, self.contract.amount_paid), ("paid", 0))
        self.assertEqual(self.get_held(), 8_000)
        with self.assert_refused("name a fee of this contract"):
            self.credit(self.contract, 1, "ADV-2", fee_id=self.fee.id + 99)

    def test_of_another_contract_it_is_not_taken(self):
        other = self.new_signed(self.reserve(self.units[1]))
        with self.assert_refused("not of this contract"):
            self.pay_contract(other, 8_000, fee_id=self.fee.id)

    def test_in_the_ledger_of_days_it_comes_and_goes(self):
        """R2.8"""
        self.pay_fee()
        self.fee.with_user(self.finance).action_pay_on(self.day(0), "LIST-1")
        self.env.flush_all()
        lines = self.env["property.ledger.line"].sudo()
        found = lines.search([("contract_id", "=", self.contract.id)])
        self.assertEqual(found.mapped("amount"), [8_000, -8_000])
        self.assertEqual(found.mapped("kind"), ["receipt", "paid_on"])

    def test_no_home_is_handed_over_before_it_is_paid(self):
        """R2.7, row 43."""
        contract = self.contract
        contract.with_user(contract.user_id).action_file("BA-1")
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()
        self.pay_all(contract)
        handover = self.notify(contract)
        with self.assert_refused("are not paid"):
            handover.action_accept(PICTURE)
        self.pay_fee()
        handover.action_accept(PICTURE)
        self.assertEqual(contract.state, "handed_over")
        self.fee.with_user(self.finance).action_pay_on(self.day(0), "LIST-1")
        self.assert_zero(contract)

    def test_what_is_not_needed_goes_back(self):
        self.pay_fee(5_000)
        self.fee.with_user(self.finance).action_return()
        self.env.invalidate_all()
        self.assertEqual((self.fee.state, self.get_held()), ("returned", 0))
        self.assertTrue(self.new_fee(9_000))

    def test_a_contract_ends_when_its_money_went_back(self):
        self.pay_fee()
        amendment = self.new_amendment(self.contract, "rescission", fault="none")
        with self.assert_refused("its money is held"):
            amendment.action_submit()
        self.fee.with_user(self.finance).action_return()
        other = self.new_fee(100, kind="deed_tax")
        self.approve(amendment).action_apply()
        self.assertEqual(other.state, "cancelled")
        self.assert_zero(self.contract)

    def test_what_was_collected_for_stays_as_it_was(self):
        self.fee.amount = 7_000
        self.pay_fee(1_000)
        for vals in ({"amount": 1}, {"kind": "other"}):
            with self.assert_refused("cannot be changed directly"):
                self.fee.write(vals)
        with self.assert_refused("money of it was taken"):
            self.fee.action_cancel()
        with self.assert_refused("stay on record"):
            self.fee.sudo().unlink()

    def test_one_of_a_kind(self):
        with self.assert_refused("there is one already"):
            self.new_fee()
        self.assertTrue(self.new_fee(1, kind="other") | self.new_fee(2, kind="other"))

    def test_what_the_bank_refuses_is_due_again(self):
        paper = {"method": "cheque", "bank": "B", "due_date": self.today}
        receipt = self.pay_fee(number="C1", **paper)
        receipt.sudo().method_ids.with_user(self.finance).action_bounce(
            self.day(0), "Refused"
        )
        self.env.invalidate_all()
        self.assertEqual((self.fee.state, self.fee.amount_paid), ("due", 0))
        with self.assert_refused("this is possible while"):
            self.fee.with_user(self.finance).action_pay_on(self.day(0), "LIST-1")

    def test_money_on_its_way_is_waited_for(self):
        self.pay_fee(1_000)
        self.collect_contract(self.contract, 2_000, fee_id=self.fee.id)
        with self.assert_refused("not verified by finance yet"):
            self.fee.with_user(self.finance).action_return()

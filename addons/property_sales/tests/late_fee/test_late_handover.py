from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_late_fee import LateFeeCommon


@tagged("post_install", "-at_install")
class TestLateHandover(LateFeeCommon):
    """A late handover, and late fees, end at zero on every account (R2.10, R2.11)."""

    def new_paid(self, late=30, gross=100, days_late=()):
        """Settled and paid before the agreed day, `late` days ago.

        :param days_late: of the first instalments
        """
        contract = self.new_settled(gross=gross, delivery_date=self.day(0))
        price = 10_000 * gross
        self.credit(contract, price, "ALL", date=self.day(-late - 1))
        contract._write_protected({"delivery_date": self.day(-late)})
        contract._write_protected({"signed_on": self.day(-late - 100)})
        for part, days in zip(contract.instalment_ids, days_late, strict=False):
            part._write_protected({"date_due": self.day(-late - 1 - days)})
        contract.invalidate_recordset()
        return contract

    def accept(self, handover):
        handover.action_inspect()
        handover.action_accept(PICTURE)
        contract = handover.contract_id.sudo()
        contract.invalidate_recordset()
        return contract

    def settle_told(self, contract, handover):
        """Finance settles until the day that was told, and pays it back."""
        claim = self.claim_fee(contract, handover.date_from, "penalty")
        contract.with_user(self.finance).action_refund()
        contract.invalidate_recordset()
        return claim

    def test_the_penalty_accrues_of_what_is_paid(self):
        contract = self.new_paid()
        # 1,000,000 at 0.1 per mille: 100 a day
        self.assertEqual(contract.delay_penalty_accrued, 3_000)
        self.assertEqual(contract.delay_penalty_settled, 0)
        fees = self.env["property.late.fee"]
        [row] = fees._count_penalty(contract, self.today)
        self.assertEqual((row.days, row.date_from), (30, self.day(-29)))

    def test_in_time_there_is_none(self):
        contract = self.new_paid(late=0)
        self.assertEqual(contract.delay_penalty_accrued, 0)
        contract._write_protected({"delivery_date": self.day(-1)})
        contract.invalidate_recordset()
        self.assertEqual(contract.delay_penalty_accrued, 100)

    def test_a_smaller_home_is_no_payment(self):
        contract = self.new_settled(gross=99, delivery_date=self.day(0))
        self.credit(contract, 290_000, "A", date=self.day(-11))
        contract._write_protected({"delivery_date": self.day(-10)})
        contract.invalidate_recordset()
        self.assertEqual(contract.delay_penalty_accrued, 290)

    def test_the_keys_wait_for_the_penalty(self):
        contract = self.new_paid()
        handover = self.notify(contract)
        with self.assert_refused("The penalty for the late handover is not settled"):
            handover.action_accept(PICTURE)

    def test_it_is_settled_ahead_until_the_day_that_was_told(self):
        contract = self.new_paid()
        with self.assert_refused("It is counted until a day from"):
            self.claim_fee(contract, self.day(10), "penalty")
        handover = self.notify(contract)
        with self.assert_refused("It is counted until a day from"):
            self.claim_fee(contract, self.day(11), "penalty")
        claim = self.settle_told(contract, handover)
        self.assertEqual(claim.amount, 4_000)
        self.assert_money(contract, penalty_expense=4_000, receivable=0)
        self.assertFalse(claim.move_line_id.is_storno)
        self.accept(handover)
        self.assertEqual(contract.state, "handed_over")
        self.assertEqual(contract._get_zero_report(), [])
        self.assertEqual(handover.sudo().move_id.amount_total, 1_000_000)

    def test_a_buyer_who_does_not_come_ends_it_on_the_day_that_was_told(self):
        contract = self.new_paid()
        handover = self.notify(contract)
        handover.sudo()._write_protected({"date_from": self.day(-5)})
        contract.invalidate_recordset()
        self.assertEqual(contract.delay_penalty_accrued, 2_500)
        self.settle_told(contract, handover)
        handover.with_user(self.home_manager).action_deem("Letter")
        contract.invalidate_recordset()
        self.assertEqual(contract.handover_date, self.day(-5))
        self.assertEqual(contract.delay_penalty_accrued, 2_500)
        self.assertEqual(contract._get_zero_report(), [])

    def test_one_that_is_refused_with_a_cause_does_not_end_it(self):
        contract = self.new_paid()
        handover = self.notify(contract)
        handover.sudo()._write_protected({"date_from": self.day(-5)})
        handover.action_refuse("It leaks", True)
        contract.invalidate_recordset()
        self.assertEqual(contract.delay_penalty_accrued, 3_000)

    def test_the_penalty_pays_what_is_owed(self):
        contract = self.new_paid(days_late=(10,))
        self.assertEqual(contract.late_fee_accrued, 300)
        self.claim_fee(contract)
        self.assertEqual(contract.amount_open, 300)
        self.claim_fee(contract, kind="penalty")
        self.assertEqual((contract.amount_open, contract.amount_waiting), (0, 2_700))

    def test_a_late_fee_is_claimed_and_paid_before_the_keys(self):
        contract = self.new_paid(late=0, days_late=(10,))
        handover = self.notify(contract)
        with self.assert_refused("Late fees of"):
            handover.action_accept(PICTURE)
        self.claim_fee(contract)
        handover.invalidate_recordset()
        with self.assert_refused("300.00"):
            handover.action_accept(PICTURE)
        self.credit(contract, 300, "FEE")
        contract.invalidate_recordset()
        self.accept(handover)
        self.assertEqual(contract._get_zero_report(), [])
        invoice = handover.sudo().move_id
        self.assertEqual(invoice.amount_total, 1_000_000)
        self.assertEqual(invoice.amount_tax, 82_568.81)
        self.assert_money(
            contract, penalty_income=-300, tax_to_transfer=0, receivable=0
        )

    def test_both_of_them_and_a_larger_home_end_at_zero(self):
        contract = self.new_paid(late=7, gross=101, days_late=(3, 1))
        self.assertEqual(contract.late_fee_accrued, 90 + 70)
        handover = self.notify(contract)
        self.claim_fee(contract)
        # 1,010,000 at 101 a day, for 17 days, less the late fee
        claim = self.claim_fee(contract, handover.date_from, "penalty")
        self.assertEqual(claim.amount, 1_717)
        self.assertEqual(contract.amount_waiting, 1_557)
        contract.with_user(self.finance).action_refund()
        contract.invalidate_recordset()
        self.accept(handover)
        self.assertEqual(contract._get_zero_report(), [])
        self.assertEqual(handover.sudo().move_id.amount_total, 1_010_000)

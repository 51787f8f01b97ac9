from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_takeover import TakeoverCommon


@tagged("post_install", "-at_install")
class TestPrepaidTakeover(TakeoverCommon):
    """R2.8: tax that was prepaid before a take-over is deducted with the handover."""

    def take_over(self, prepaid):
        takeover = self.new_loaded()
        takeover.line_ids.with_user(self.finance).prepaid_vat = prepaid
        return takeover

    def test_it_is_in_the_opening_entry_and_gone_after_the_handover(self):
        takeover = self.take_over(9_633.03)
        contract = self.apply_takeover(takeover)
        prepaid = self.get_contract_balance(contract, "prepaid_vat")
        self.assertEqual(prepaid, 9_633.03)
        self.assertEqual(set(takeover.total_ids.mapped("difference")), {0})
        opening = takeover.total_ids.filtered(
            lambda row: row.account_id == takeover.opening_account_id
        )
        self.assertEqual(opening.amount, 350_000 - 9_633.03)
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        contract.with_user(self.finance).action_claim_late_fee()
        contract.invalidate_recordset()
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="2")
        self.assertEqual(contract._get_zero_report(), [])
        unpaid = self.get_contract_balance(contract, "unpaid_vat")
        self.assertEqual(unpaid, 9_633.03)

    def test_it_is_neither_negative_nor_more_than_was_paid(self):
        takeover = self.new_loaded()
        for prepaid, text in ((-1, "not negative"), (350_000.01, "more than the")):
            takeover.line_ids.with_user(self.finance).prepaid_vat = prepaid
            takeover.with_user(self.finance).action_check()
            self.assertIn(text, takeover.line_ids.reasons_text)

from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_late_fee import LateFeeCommon
from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestLateFeeTax(LateFeeCommon, TaxCommon):
    """R2.8: a late fee is taxed with the sale that goes on, where it is set so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_late()

    def test_by_default_it_carries_none(self):
        claim = self.claim_fee(self.contract)
        self.assertEqual((claim.amount, claim.amount_tax), (5_800, 0))
        self.assert_money(self.contract, penalty_income=-5_800, output_vat=0)

    def test_taxed_it_is_output_tax_at_once_beside_the_invoice(self):
        self.company.property_late_fee_taxed = True
        transferred = self.get_contract_balance(self.contract, "tax_to_transfer")
        claim = self.claim_fee(self.contract)
        # 5,800 x 9 / 109
        self.assertEqual((claim.amount_taxed, claim.amount_tax), (5_800, 478.90))
        self.assert_money(
            self.contract,
            receivable=1_005_800,
            penalty_income=-5_321.10,
            output_vat=-478.90,
            tax_to_transfer=transferred,
        )

    def test_invoice_and_zero_report_stay_exact(self):
        self.company.property_late_fee_taxed = True
        contract = self.contract
        contract.with_user(contract.user_id).action_file("BA-1")
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        self.claim_fee(contract)
        contract.invalidate_recordset()
        self.pay_all(contract)
        contract._write_protected({"delivery_date": self.day(60)})
        handover = self.notify(contract)
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="2")
        self.assert_zero(contract)
        invoice = contract.handover_ids.move_id
        self.assertEqual(invoice.amount_total, 1_000_000)
        self.assertEqual(invoice.amount_tax, 82_568.81)
        self.assert_money(contract, output_vat=-83_047.71)

    def test_taken_back_wholly_it_leaves_no_tax(self):
        self.company.property_late_fee_taxed = True
        self.claim_fee(self.contract, self.day(-50))
        claims = self.env["property.late.fee"]
        # even where the setting is another by then
        self.company.property_late_fee_taxed = False
        whole = -claims._get_claimed(self.contract, "late_fee")
        claims._book(self.contract, "late_fee", self.today, whole)
        self.assert_money(self.contract, penalty_income=0, output_vat=0)

    def test_what_was_claimed_without_tax_is_taken_back_without(self):
        claims = self.env["property.late.fee"]
        first = self.claim_fee(self.contract, self.day(-50))
        self.company.property_late_fee_taxed = True
        second = self.claim_fee(self.contract)
        self.assertEqual(first.amount_tax, 0)
        self.assertTrue(second.amount_tax)
        back = -(first.amount + second.amount)
        claims._book(self.contract, "late_fee", self.today, back)
        self.assert_money(self.contract, penalty_income=0, output_vat=0)

    def test_a_penalty_never_carries_any(self):
        self.company.property_late_fee_taxed = True
        self.credit(self.contract, 300_000)
        self.contract._write_protected({"delivery_date": self.day(-10)})
        claim = self.claim_fee(self.contract, kind="penalty")
        self.assertTrue(claim.amount)
        self.assertEqual(claim.amount_tax, 0)
        self.assert_money(self.contract, output_vat=0)

    def test_with_a_rescission_the_tax_goes_back_to_the_income(self):
        self.company.property_late_fee_taxed = True
        claim = self.claim_fee(self.contract)
        self.credit(self.contract, 1_005_800)
        self.contract.invalidate_recordset()
        self.rescind(self.contract)
        self.assert_money(self.contract, penalty_income=-5_800, output_vat=0)
        self.assertTrue(claim.tax_back_move_id)
        self.contract.with_user(self.finance).action_refund()
        self.assert_zero(self.contract)

    def test_taxed_it_counts_in_the_worksheet_untaxed_it_does_not(self):
        for taxed, late in ((True, 0), (False, 5_800)):
            with self.subTest(taxed=taxed), self.env.cr.savepoint() as savepoint:
                self.company.property_late_fee_taxed = taxed
                self.claim_fee(self.contract)
                self.credit(self.contract, 1_005_800)
                sheet = self.file()
                self.assertEqual(sheet.amount_received, 1_005_800)
                self.assertEqual(sheet.amount_late, late)
                self.assertEqual(sheet.amount_base, 1_005_800 - late)
                self.assertEqual(sheet.amount_difference, 0)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_fee_that_is_not_paid_yet_takes_nothing_off(self):
        self.claim_fee(self.contract)
        self.credit(self.contract, 300_000)
        self.assertEqual(self.file().amount_late, 0)
        with self.at(1, 5):
            self.credit(self.contract, 705_800, "ADV-2")
        self.assertEqual(self.file(1).amount_late, 5_800)

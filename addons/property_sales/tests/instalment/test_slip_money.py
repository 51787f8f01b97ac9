from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestSlipMoney(ContractCommon):
    def test_money_on_a_slip_pays_no_contract(self):
        """R2.10: that is taken on the contract, for the designated account."""
        contract = self.new_signed()
        claim = contract.sudo().instalment_ids[0].move_line_id
        self.new_overdue(100, self.buyer)
        slip = self.new_bag_slip(self.buyer, self.home_seller)
        self.assertIn(claim, slip.line_ids.move_line_id)
        with self.assert_refused(f"{contract.display_name} is on the slip too"):
            self.collect(slip, 100.01, method="card")
        receipt = self.collect(slip, 100, method="card")
        self.assertNotIn(claim, receipt.allocation_ids._get_item())
        self.verify(receipt.report_id)
        self.assertEqual(receipt.state, "verified")
        self.assertEqual(contract.amount_paid, 0)
        self.assertEqual(contract.amount_open, 300_000)

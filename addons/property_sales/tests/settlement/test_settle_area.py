from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestSettleArea(ContractCommon):
    """A home of 100 m² (80 m² inside) for 1,000,000."""

    def new_surveyed(self, gross, inner, basis="gross", **vals):
        """A signed contract whose home was surveyed, and the survey filed."""
        contract = self.new_signed(pricing_basis=basis, **vals)
        self.survey(gross, inner)
        return contract

    def survey(self, gross, inner, **vals):
        return self.new_filed_areas(
            self.units, kind="surveyed", areas=(gross, inner), **vals
        )

    def settle(self, contract):
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()

    def assert_settled(self, contract, amount, may_rescind):
        self.settle(contract)
        self.assertEqual(contract.state, "settled")
        self.assertEqual(contract.area_settlement_amount, amount)
        self.assertEqual(contract.may_rescind, may_rescind)
        until = self.today + timedelta(days=30) if may_rescind else False
        self.assertEqual(contract.rescind_until, until)
        [paper] = contract.document_ids.filtered(lambda p: p.kind == "settlement")
        self.assertEqual(paper.number, f"F39/{self.today.year}/00001")

    def test_within_the_tolerance_the_buyer_pays_the_difference(self):
        contract = self.new_surveyed(103, 82.4)
        self.assert_settled(contract, 30_000, False)
        self.assertEqual(contract.amount_claimed, 330_000)
        # the tax of both claims is that of their sum
        tax = self.get_contract_balance(contract, "tax_to_transfer")
        self.assertEqual(tax, -27_247.71)

    def test_over_the_tolerance_the_rest_is_the_developer_s(self):
        self.assert_settled(self.new_surveyed(103.01, 82.4), 30_000, True)

    def test_a_smaller_home_is_paid_back(self):
        contract = self.new_surveyed(97, 77.6)
        self.assert_settled(contract, -30_000, False)
        self.assertEqual(contract.amount_open, 270_000)
        self.assertEqual(self.get_contract_balance(contract, "receivable"), 270_000)

    def test_far_smaller_is_paid_back_twice(self):
        self.assert_settled(self.new_surveyed(96.99, 77.6), -30_200, True)

    def test_by_gross_area_either_area_gives_the_right_to_leave(self):
        self.assert_settled(self.new_surveyed(100, 82.41), 0, True)

    def test_by_inner_area_the_inner_one_counts_alone(self):
        contract = self.new_surveyed(110, 80.01, basis="inner")
        # 12,500 a m² of the inner area
        self.assert_settled(contract, 125, False)

    def test_per_home_no_money_but_the_plan(self):
        contract = self.new_signed()
        self.survey(90, 70)
        contract.layout_deviation = "A wall stands elsewhere"
        self.assert_settled(contract, 0, True)
        self.assertEqual(contract.amount_claimed, 300_000)

    def test_a_corrected_survey_settles_the_difference(self):
        contract = self.new_surveyed(102, 81.6)
        self.settle(contract)
        area_list = self.unit.surveyed_area_list_id
        newer = area_list.with_user(self.investor).action_new_version()
        newer = self.env["property.area.list"].sudo().browse(newer)
        newer.with_user(self.investor).line_ids.write({"gross_area": 101})
        newer.with_user(self.investor).write(
            {"report_number": "SV-2", "report_date": self.day(0), "scan": b"UERG"}
        )
        self.file_area_list(newer)
        self.settle(contract)
        self.assertEqual(contract.area_settlement_amount, 10_000)
        self.assertEqual(contract.settlement_ids.mapped("amount"), [20_000, -10_000])
        self.assertEqual(contract.amount_claimed, 310_000)

    def test_no_settlement_without_a_filed_survey_and_no_second_one(self):
        contract = self.new_signed(pricing_basis="gross")
        with self.assert_refused("is not filed"):
            self.settle(contract)
        self.survey(101, 81)
        for user in (self.home_seller, self.director):
            with self.assertRaises(AccessError):
                contract.with_user(user).action_settle_area()
        self.settle(contract)
        with self.assert_refused("is settled on"):
            self.settle(contract)

    def test_a_contract_that_is_not_signed_is_not_settled(self):
        contract = self.new_approved(pricing_basis="gross")
        self.survey(101, 81)
        with self.assert_refused("between signature and handover"):
            self.settle(contract)

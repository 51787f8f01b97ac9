from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tests.common_report import LONG_NAME

from ..common_contract_paper import ContractPaperCommon
from ..common_handover import HandoverCommon

CHINESE = {
    "Settlement Statement": "结算单",
    "2. Calculation": "二、计算过程",
    "3. Settlement and Final Price": "三、结算金额及最终价款",
    "Final price": "最终价款",
}


@tagged("post_install", "-at_install")
class TestF39(ContractPaperCommon, HandoverCommon):
    """The settlement statement on paper: F39, of 100 m² for 1,000,000 (R2.9)."""

    form = "property_sales.report_f39"

    def assert_statement(self, contract, *texts):
        """Assert that the statement is one page that says all texts."""
        pages = self.print_form(contract, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, *texts)
        return pages

    def get_until(self):
        return format_date(self.env, self.today + timedelta(days=30))

    def test_within_the_tolerance_the_difference_is_paid(self):
        contract = self.new_settled(gross=103, inner=82.4)
        self.credit(contract, 300_000, "BANK-1")
        [paper] = contract.document_ids.filtered(lambda row: row.kind == "settlement")
        survey = self.unit.surveyed_area_list_id
        pages = self.assert_statement(
            contract,
            *("F39", "Settlement Statement", f"No. {paper.number}", "Chen Mei"),
            *(contract.number, survey.display_name, survey.report_number),
            *("Gross Area 100.00 103.00 3.00 3.0000", "Inner Area 80.00 82.40 2.40"),
            *("Unit Price $ 10,000.00", "The surveyed area is 3.00 m² larger"),
            "The tolerance is 3.00 % of the area of the contract: 3.00 m².",
            "within the tolerance; it is settled at the unit price",
            "3.00 m² × $ 10,000.00 = $ 30,000.00",
            *("By this statement $ 30,000.00", "Settled before $ 0.00"),
            *("Price of the contract $ 1,000,000.00", "Final price $ 1,030,000.00"),
            "One Million, Thirty Thousand",
            *("$ 300,000.00", "not due yet $ 730,000.00"),
            f"The buyers pay $ 30,000.00 by {self.get_until()}.",
            "no right to leave",
        )
        self.assert_not_on(pages, "DRAFT", "Replaced", "beyond the tolerance")

    def test_over_the_tolerance_the_rest_costs_nothing(self):
        self.assert_statement(
            self.new_settled(gross=103.01, inner=82.4),
            *("3.0100", "The buyers pay for 3.00 m²", "the 0.01 m² beyond"),
            "3.00 m² × $ 10,000.00 = $ 30,000.00",
            f"may leave the contract until {self.get_until()}",
        )

    def test_what_is_missing_beyond_it_is_paid_back_twice(self):
        contract = self.new_settled(gross=96.99, inner=77.6)
        self.assert_statement(
            contract,
            *("-3.01", "3.01 m² smaller", "returns the price of 3.00 m²"),
            "3.00 m² × $ 10,000.00 + 0.01 m² × 2 × $ 10,000.00 = $ 30,200.00",
            *("The seller owes the buyers $ 30,200.00", "Final price $ 969,800.00"),
            *("not due yet $ 969,800.00", "may leave"),
        )

    def test_a_statement_at_zero(self):
        self.assert_statement(
            self.new_settled(),
            *("The surveyed area is that of the contract.", "within the tolerance"),
            *("By this statement $ 0.00", "Final price $ 1,000,000.00"),
            *("Neither side has anything to pay.", "no right to leave"),
        )

    def test_the_inner_area_alone_gives_the_right_to_leave(self):
        html = self.get_html(self.new_settled(gross=100, inner=82.41))
        self.assert_on(html, "The inner area differs by 2.41 m²", "of 2.40 m²")
        self.assert_on(html, "may leave the contract until")

    def test_the_tolerance_has_all_its_decimals(self):
        """Over 3 % of 80.01 m² by less than the cent of an area."""
        contract = self.new_signed(pricing_basis="inner")
        contract._write_protected({"contract_inner_area": 80.01})
        self.survey(100, 82.42)
        contract.with_user(self.finance).action_settle_area()
        html = self.get_html(contract)
        self.assert_on(html, "2.4003 m²", "the 0.0097 m² beyond")
        self.assert_on(html, "Basis of the Price")

    def test_per_home_no_money_but_the_plan(self):
        contract = self.new_signed()
        self.survey(90, 70)
        contract.layout_deviation = "A wall stands elsewhere"
        contract.with_user(self.finance).action_settle_area()
        html = self.get_html(contract)
        self.assert_on(html, "areas are not settled", "A wall stands elsewhere")
        self.assert_on(html, "By this statement $ 0.00", "may leave the contract")
        self.assert_not_on(html, "Tolerance (%)", "within the tolerance")
        contract._write_protected({"layout_deviation": False})
        self.assert_on(self.get_html(contract), "built as the plan shows")

    def test_a_corrected_survey_has_a_statement_of_its_own(self):
        contract = self.new_settled(gross=102, inner=81.6)
        area_list = self.unit.surveyed_area_list_id
        newer = area_list.with_user(self.investor).action_new_version()
        newer = self.env["property.area.list"].browse(newer).sudo()
        newer.with_user(self.investor).line_ids.write({"gross_area": 101})
        newer.with_user(self.investor).write(
            {"report_number": "SV-2", "report_date": self.day(0), "scan": b"UERG"}
        )
        self.file_area_list(newer)
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()
        pages = self.print_form(contract, user=self.finance)
        self.assert_documents(pages, "Settlement Statement", 2)
        first, second = contract.settlement_ids.document_id.mapped("number")
        self.assert_on(pages[0], f"No. {first}", f"by the statement No. {second}")
        self.assert_not_on(pages[0], "not due yet", "right to leave")
        self.assert_on(pages[1], f"No. {second}", "SV-2", "101.00")
        self.assert_on(pages[1], f"Settled before {first} $ 20,000.00")
        self.assert_on(pages[1], "By this statement $ -10,000.00")
        self.assert_on(pages[1], "The seller owes the buyers $ 10,000.00")
        self.assert_on(pages[1], "Final price $ 1,010,000.00")

    def test_no_statement_before_the_settlement(self):
        with self.assertRaises(UserError):
            self.get_html(self.new_signed(pricing_basis="gross"))

    def test_it_is_in_the_language_of_the_buyer(self):
        self.set_chinese(texts=CHINESE)
        self.buyer.lang = "zh_CN"
        contract = self.new_settled(gross=96.99, inner=77.6)
        self.assert_statement(contract, *CHINESE.values(), "30,200.00", "969,800.00")

    def test_buyers_of_long_names(self):
        contract = self.new_settled(gross=96.99, inner=77.6)
        contract.sudo()._write_protected({"layout_deviation": LONG_NAME})
        self.assert_each_signs(contract)

    def test_many_contracts_are_many_documents(self):
        other = self.reserve(self.units[1], self.new_buyer("Zhou"))
        contracts = self.new_settled() | self.new_settled(reservation=other)
        self.assert_one_each(contracts, "Settlement Statement")

    def test_a_colleague_does_not_print_it(self):
        contract = self.new_settled()
        self.assert_printed_by_its_own(contract, contract.number)

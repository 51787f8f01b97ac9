from odoo.tests import tagged
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tests.common_report import LONG_NAME

from ..common_contract_paper import ContractPaperCommon
from ..common_handover import HandoverCommon

CHINESE = {
    "Quality Warranty": "质量保证书",
    "2. Parts and Terms": "二、保修部位及保修期限",
    "Last Day Covered": "保修截止日",
    "3. Repairs": "三、保修说明",
}


@tagged("post_install", "-at_install")
class TestF47(ContractPaperCommon, HandoverCommon):
    """The quality warranty on paper: F47 (R2.7)."""

    form = "property_sales.report_f47"

    def new_term(self, part="leak", days=-1, legal=12, builder=120):
        terms = self.env["property.warranty.term"].with_user(self.director)
        return terms.create(
            {
                "part": part,
                "date_from": self.day(days),
                "legal_months": legal,
                "builder_months": builder,
                "company_id": self.company.id,
            }
        )

    def test_it_has_each_part_with_its_last_day(self):
        self.new_term()
        contract = self.new_handed_over()
        pages = self.print_form(contract, user=self.home_seller)
        [paper] = contract.document_ids.filtered(lambda row: row.kind == "warranty")
        self.assert_on(pages, "F47", "Quality Warranty", f"No. {paper.number}")
        self.assert_on(pages, self.company.name, "Chen Mei", "101", "Parts")
        self.assertEqual(len(contract.warranty_ids), 7)
        for row in contract.warranty_ids:
            days = (
                format_date(self.env, row[name]) for name in ("date_from", "date_to")
            )
            self.assert_on(pages, " ".join((row.display_name, *days)))
        completed = format_date(self.env, self.building.completed_on)
        self.assert_on(pages, f"Completed on {completed}", "The later end counts.")
        self.assert_on(pages, f"Handed over on {format_date(self.env, self.today)}")
        self.assert_not_on(pages, "DRAFT", "Months from")

    def test_before_the_handover_it_has_the_months_of_today(self):
        self.new_term(legal=61, builder=133)
        self.new_term(days=1, legal=99, builder=99)
        html = self.get_html(self.new_contract())
        self.assert_on(html, "DRAFT", "Months from the Handover")
        self.assert_on(html, "Leaks of Roof, Walls and Wet Rooms 61 133")
        self.assert_on(html, "Structure 600 600", "Pipes and Drains 24 24")
        self.assert_not_on(html, "Last Day Covered", "9999", "No. F47")

    def test_terms_of_later_are_not_those_of_a_home_handed_over(self):
        contract = self.new_handed_over()
        before = self.get_html(contract)
        self.new_term(days=0, legal=999)
        self.assertEqual(self.get_html(contract), before)

    def test_without_terms_it_says_so(self):
        contract = self.new_contract()
        terms = self.env["property.warranty.term"].sudo()
        terms.search([("part", "!=", False)]).unlink()
        self.assert_on(self.get_html(contract), "No parts are on file.")
        self.development.quality_warranty = False
        html = self.get_html(contract)
        self.assert_on(html, "The text of this paper is not on file yet.")

    def test_a_handover_without_terms_has_no_parts(self):
        terms = self.env["property.warranty.term"].sudo()
        terms.search([("part", "!=", False)]).unlink()
        html = self.get_html(self.new_handed_over())
        self.assert_on(html, "Last Day Covered", "No parts are on file.")

    def test_it_is_in_the_language_of_the_buyer(self):
        self.set_chinese(texts=CHINESE)
        self.buyer.lang = "zh_CN"
        self.development.quality_warranty = "<p>报修电话 0574</p>"
        pages = self.print_form(self.new_handed_over(), user=self.home_seller)
        self.assert_on(pages, *CHINESE.values())
        self.assert_on(pages, "报修电话 0574")

    def test_four_buyers_of_long_names_sign_each(self):
        self.development.quality_warranty = f"<p>{LONG_NAME}</p>"
        contract = self.new_contract()
        self.assert_each_signs(contract)

    def test_many_contracts_are_many_documents(self):
        other = self.reserve(self.units[1], self.new_buyer("Zhou"))
        contracts = self.new_contract() | self.new_contract(other)
        self.assert_one_each(contracts, "Quality Warranty")

    def test_a_colleague_does_not_print_it(self):
        contract = self.new_contract()
        self.assert_printed_by_its_own(contract, "Structure")

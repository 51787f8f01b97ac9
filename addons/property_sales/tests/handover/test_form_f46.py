from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import LONG_NAME

from ..common_contract_paper import ContractPaperCommon
from ..common_handover import PICTURE, HandoverCommon

CHINESE = {
    "House Manual": "房屋使用说明书",
    "1. The Home": "一、房屋基本情况",
    "2. Structure, Equipment and Use": "二、结构、设备与使用说明",
    "By their signature the buyers confirm that they received a copy of this paper.": (
        "买受人签字确认已收到本文件一份。"
    ),
}


@tagged("post_install", "-at_install")
class TestF46(ContractPaperCommon, HandoverCommon):
    """The house manual on paper: F46 (R2.7)."""

    form = "property_sales.report_f46"

    def get_paper(self, contract):
        return contract.document_ids.filtered(lambda paper: paper.kind == "manual")

    def test_it_is_the_text_of_the_development_for_a_home(self):
        self.development.house_manual = (
            "<h1>Structure</h1><p>Frame of <b>concrete</b></p>"
            "<table><tr><td>Power</td><td>8 kW</td></tr></table>"
        )
        contract = self.new_handed_over()
        pages = self.print_form(contract, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        number = self.get_paper(contract).number
        self.assertTrue(number.startswith("F46/"))
        self.assert_on(pages, "F46", "House Manual", f"No. {number}")
        self.assert_on(pages, self.company.name, "Chen Mei", "101", "100.00")
        self.assert_on(pages, "Structure", "Frame of concrete", "Power 8 kW")
        self.assert_on(pages, "received a copy of this paper")
        self.assert_not_on(pages, "DRAFT", "<p>")

    def test_it_is_a_draft_until_the_handover(self):
        contract = self.new_settled()
        html = self.get_html(contract)
        self.assert_on(html, "DRAFT", "Walls")
        self.assert_not_on(html, "No. F46")

    def test_without_a_text_it_says_so(self):
        for text in (False, "<p><br></p>"):
            self.development.house_manual = text
            html = self.get_html(self.hold.contract_ids or self.new_contract())
            self.assert_on(html, "The text of this paper is not on file yet.")

    def test_the_signature_for_the_copy_is_printed(self):
        contract = self.new_handed_over()
        paper = self.get_paper(contract).with_user(self.home_seller)
        paper.action_receive(PICTURE)
        report = self.env["ir.actions.report"].with_user(self.finance)
        page, _kind = report._render_qweb_html(self.form, contract.ids)
        self.assertIn(b"data:image/png;base64", page)
        html = self.get_html(contract)
        self.assert_on(html, f"received a copy on {self.today:%m/%d/%Y}")
        self.assert_not_on(html, "By their signature")

    def test_it_is_in_the_language_of_the_buyer(self):
        self.set_chinese(texts=CHINESE)
        self.env.ref("property_sales.report_f46_copy").update_field_translations(
            "arch_db", {"zh_CN": CHINESE}
        )
        self.buyer.lang = "zh_CN"
        self.development.house_manual = "<p>墙体为钢筋混凝土结构</p>"
        contract = self.new_handed_over()
        pages = self.print_form(contract, user=self.home_seller)
        self.assert_on(pages, *CHINESE.values())
        self.assert_on(pages, "墙体为钢筋混凝土结构", self.get_paper(contract).number)

    def test_a_long_text_and_long_names(self):
        rows = "".join(f"<p>Rule {row}. {LONG_NAME}</p>" for row in range(100))
        self.development.house_manual = rows
        contract = self.new_contract()
        names = [f"{row}{LONG_NAME}" for row in range(4)]
        with self.name_buyers(*names):
            pages = self.print_form(contract, user=self.home_seller)
        self.assertGreaterEqual(len(pages), 3)
        for row in range(100):
            self.assertEqual(sum(f"Rule{row}." in page for page in pages), 1)
        # all sign on one page
        signed = [page for page in pages if "Bytheirsignature" in page]
        self.assertEqual(len(signed), 1)
        self.assert_on(signed, *(name.replace(" ", "") for name in names))

    def test_many_contracts_are_many_documents(self):
        other = self.reserve(self.units[1], self.new_buyer("Zhou"))
        contracts = self.new_contract() | self.new_contract(other)
        self.assert_one_each(contracts, "House Manual")

    def test_a_contract_that_was_given_up_is_void(self):
        self.assert_void_when_given_up(self.new_contract())

    def test_a_colleague_does_not_print_it(self):
        contract = self.new_contract()
        self.assert_printed_by_its_own(contract, "Walls")

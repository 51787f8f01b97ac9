from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import LONG_NAME, LONG_WORD

from ..common_contract_paper import ContractPaperCommon
from ..common_handover import PICTURE, HandoverCommon

CHINESE = {
    "Handover Register": "房屋移交登记本",
    "Acceptance of a Home": "房屋移交验收单",
    "2. Defects Found at the Inspection": "二、查验发现的缺陷",
    "Keys": "钥匙",
    "Meters": "表计读数",
    "No defects were found.": "查验未发现缺陷。",
}


@tagged("post_install", "-at_install")
class TestF35(ContractPaperCommon, HandoverCommon):
    """The handover register and the paper that the buyers sign: F35 (R2.7)."""

    form = "property_sales.report_f35"

    def new_handover(self, reservation=None, slot="9:00"):
        """A handover that the buyer is told of, and that nothing keeps."""
        contract = self.new_settled(reservation=reservation)
        self.pay_all(contract, f"ALL-{contract.id}")
        return self.notify(contract, slot=slot).sudo()

    def accept(self, handover, **vals):
        handover.with_user(self.home_seller).action_accept(PICTURE, **vals)

    def test_it_says_defects_keys_meters_and_signature(self):
        handover = self.new_handover()
        mine = handover.with_user(self.home_seller)
        mine.action_inspect(
            [
                {"part": "leak", "text": "Wet wall"},
                {"part": "wiring", "text": "No light in the hall"},
            ]
        )
        self.accept(handover, keys="Four of the door", meters="Water 3, power 12")
        report = self.env["ir.actions.report"].with_user(self.home_seller)
        page, _kind = report._render_qweb_html(self.form, handover.ids)
        self.assertIn(b"data:image/png;base64", page)
        pages = self.print_form(handover, user=self.home_seller)
        self.assert_documents(pages, "Acceptance of a Home", 1)
        self.assert_on(pages, "F35", f"No. {handover.number}", "Chen Mei", "101")
        self.assert_on(pages, handover.contract_id.number, "9:00")
        self.assert_on(pages, "Leaks of Roof, Walls and Wet Rooms", "Wet wall")
        self.assert_on(pages, "No light in the hall", f"{self.day(30):%m/%d/%Y}")
        self.assert_on(pages, "Keys Four of the door", "Water 3, power 12")
        self.assert_on(pages, "mends the defects above", "Signature of the Buyer")
        self.assert_not_on(pages, "DRAFT", "VOID", "No defects were found.")

    def test_it_is_a_draft_until_the_buyer_signs(self):
        handover = self.new_handover()
        html = self.get_html(handover)
        self.assert_on(html, "DRAFT", "No defects were found.")
        self.assert_not_on(html, "No. F35", "Signature of the Buyer", "mends")
        self.accept(handover)
        html = self.get_html(handover)
        self.assert_on(html, handover.number)
        self.assert_not_on(html, "DRAFT")

    def test_a_refusal_says_its_cause(self):
        handover = self.new_handover()
        handover.with_user(self.home_seller).action_refuse("Water in it", True)
        html = self.get_html(handover)
        self.assert_on(html, "with a cause", "Water in it", "told another day")
        self.assert_not_on(html, "DRAFT", "take it over")
        self.env.flush_all()
        other = self.notify(handover.contract_id)
        other.action_refuse("No time", False)
        self.assert_on(self.get_html(other), "without a cause", "No time")

    def test_what_counts_as_handed_over_names_the_evidence(self):
        handover = self.new_handover()
        handover._write_protected({"date_from": self.day(-2)})
        handover.with_user(self.home_manager).action_deem("Letter of the 3rd")
        html = self.get_html(handover)
        self.assert_on(html, "counts as handed over", "Letter of the 3rd")
        self.assert_on(html, f"{self.day(-2):%m/%d/%Y}", handover.number)

    def test_many_are_one_page_of_the_register(self):
        first = self.new_handover()
        mine = first.with_user(self.home_seller)
        mine.action_inspect([{"part": "leak", "text": "Wet wall"}])
        self.accept(first, keys="Four", meters="Water 3")
        other = self.reserve(self.units[1], self.new_buyer(f"Zhou {LONG_NAME}"))
        second = self.new_handover(other)
        pages = self.print_form(first | second, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_documents(pages, "Handover Register", 1)
        self.assert_on(pages, first.number, "Chen Mei", "Four", "Water 3", "Accepted")
        self.assert_on(pages, f"Zhou {LONG_NAME}", "Told", "201")
        self.assert_not_on(pages, "Wet wall", "Acceptance of a Home")

    def test_it_is_in_chinese(self):
        self.set_chinese(self.home_seller, texts=CHINESE)
        self.buyer.lang = "zh_CN"
        handover = self.new_handover()
        self.accept(handover)
        pages = self.print_form(handover, user=self.finance)
        texts = set(CHINESE.values()) - {"房屋移交登记本"}
        self.assert_on(pages, *texts)
        other = self.reserve(self.units[1], self.new_buyer("Zhou"))
        both = handover | self.new_handover(other)
        pages = self.print_form(both, user=self.home_seller)
        self.assert_on(pages, "房屋移交登记本", "钥匙", "表计读数")

    def test_long_texts_and_many_defects_break_over_pages(self):
        handover = self.new_handover(slot=LONG_WORD)
        self.buyer.name = LONG_NAME
        mine = handover.with_user(self.home_seller)
        mine.action_inspect(
            [{"part": "other", "text": f"Spot{row}. {LONG_NAME}"} for row in range(40)]
        )
        self.accept(handover, keys=LONG_WORD, meters=LONG_NAME)
        with self.name_buyers(*(f"{row}{LONG_NAME}" for row in range(4))):
            pages = self.print_form(handover, user=self.home_seller)
        found = [page for page in pages if "Spot" in page]
        self.assertGreaterEqual(len(found), 2)
        for page in found:
            self.assert_on(page, "Mended until")
        for row in range(40):
            self.assertEqual(sum(f"Spot{row}." in page for page in pages), 1)
        self.assert_on(pages, LONG_WORD, LONG_NAME)

    def test_a_colleague_does_not_print_it(self):
        handover = self.new_handover()
        other = self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        foreign = self.new_handover(other)
        for user in (self.home_colleague, self.investor):
            for rows in (handover, handover | foreign):
                with self.assertRaises(AccessError):
                    self.get_html(rows, user)
        for user in (self.home_manager, self.director, self.finance, self.general):
            self.assert_on(self.get_html(handover, user), "Chen Mei")
            self.assert_on(self.get_html(handover | foreign, user), "Wang Lei")

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import LONG_NAME, LONG_WORD

from ..common_contract_paper import ContractPaperCommon
from ..common_handover import PICTURE
from ..common_service import ServiceCommon

CHINESE = {
    "After-sales Register": "售后服务登记本",
    "In Warranty": "在保修期内",
    "Work Done": "处理情况",
}


@tagged("post_install", "-at_install")
class TestF36(ContractPaperCommon, ServiceCommon):
    """The after-sales register F36: one row or many are one page of it (R2.7)."""

    form = "property_sales.report_f36"

    def setUp(self):
        super().setUp()
        self.contract = self.new_handed()
        self.buyer.phone = "13912345678"

    def test_one_request_is_a_page_of_the_register(self):
        request = self.new_done(self.contract, cost=350.5)
        request.with_user(self.home_seller).action_confirm(PICTURE)
        pages = self.print_form(request, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_documents(pages, "After-sales Register", 1)
        self.assert_on(pages, "F36", request.number, "101", "Chen Mei", "13912345678")
        self.assert_on(pages, "Leaks of Roof, Walls and Wet Rooms", "Water on the wall")
        self.assert_on(pages, "Yes", "repairer", "Sealed", "350.50", "Developer")
        self.assert_on(pages, "Closed", f"{self.today:%m/%d/%Y}", "Counter")

    def test_many_are_rows_in_the_order_of_their_numbers(self):
        first = self.new_request(self.contract, kind="complaint", channel="phone")
        second = self.new_request(self.contract, description="No light", part="wiring")
        second.with_user(self.home_manager).action_cancel("Entered twice")
        pages = self.print_form(second | first, user=self.home_manager)
        self.assertEqual(len(pages), 1)
        self.assert_documents(pages, "After-sales Register", 1)
        [page] = pages
        self.assertLess(page.index(first.number), page.index(second.number))
        self.assert_on(pages, "Complaint", "Phone", "Entered twice", "Cancelled")

    def test_it_is_in_chinese(self):
        self.set_chinese(self.home_seller, texts=CHINESE)
        pages = self.print_form(self.new_done(self.contract), user=self.home_seller)
        self.assert_on(pages, *CHINESE.values())

    def test_long_texts_break_over_pages(self):
        self.buyer.name = LONG_NAME
        requests = self.env["property.service.request"]
        for row in range(12):
            text = f"Spot{row}. {LONG_NAME} {LONG_WORD}"
            requests |= self.new_request(self.contract, description=text)
        pages = self.print_form(requests, user=self.home_seller)
        found = [page for page in pages if "Spot" in page]
        self.assertGreaterEqual(len(found), 2)
        for page in found:
            self.assert_on(page, "Work Done")
        for row in range(12):
            self.assertEqual(sum(f"Spot{row}." in page for page in pages), 1)
        self.assert_on(pages, LONG_WORD, LONG_NAME)

    def test_a_colleague_does_not_print_it(self):
        mine, other = self.new_assigned(self.contract), self.new_request(self.contract)
        for user in (self.home_colleague, self.investor, self.seller, self.clerk):
            with self.assertRaises(AccessError):
                self.get_html(mine, user)
        readers = self.home_manager | self.director | self.finance | self.general
        for user in readers | self.repairer:
            self.assert_on(self.get_html(mine, user), "Chen Mei")
        with self.assertRaises(AccessError):
            self.get_html(mine | other, self.repairer)

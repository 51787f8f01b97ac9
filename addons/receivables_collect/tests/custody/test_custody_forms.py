from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_custody import CustodyCommon
from .test_handover_signature import PICTURE


@tagged("post_install", "-at_install")
class TestF18(FormReportMixin, CustodyCommon):
    """F18: the memorandum of serial vouchers, signed by the main collector (R4.24)."""

    form = "receivables_collect.report_f18"

    def test_the_memorandum_lists_ranges_slips_and_the_signer(self):
        handover = self.new_handover(slips=self.slip, vouchers=self.get_vouchers(3))
        handover.action_issue()
        handover.with_user(self.manager).action_sign(PICTURE)
        pages = self.print_form(handover, user=self.finance)
        self.assert_documents(pages, "Memorandum of Serial Vouchers", 1)
        self.assert_on(pages, handover.number, "A000001", "A000003", "(3)")
        self.assert_on(pages, self.slip.number, self.customer.name, "East", "manager")
        self.assert_not_on(pages, "A000002", "Not signed yet")

    def test_the_register_of_a_branch_is_one_document(self):
        first = self.hand("to_branch", vouchers=self.get_vouchers(1))
        refused = self.new_handover(vouchers=self.get_vouchers(1))
        refused.action_issue()
        refused.with_user(self.manager).action_refuse("Torn")
        back = self.hand("to_finance_back", vouchers=first.line_ids.sudo().voucher_id)
        sheet = self.new_handover("to_collector")
        books = first | refused | back | sheet.with_user(self.finance)
        pages = self.print_form(books, user=self.finance)
        self.assert_documents(pages, "Memorandum of Serial Vouchers", 1)
        self.assert_on(pages, first.number, "Torn", back.number, "Handed Back")

    def test_a_user_who_reads_chinese_prints_the_memorandum_in_chinese(self):
        self.set_chinese(
            self.finance,
            texts={"Memorandum of Serial Vouchers": "各类连号传票收发记录备忘表"},
        )
        handover = self.hand("to_branch", vouchers=self.get_vouchers(1))
        pages = self.print_form(handover, user=self.finance)
        self.assert_on(pages, "各类连号传票收发记录备忘表")


@tagged("post_install", "-at_install")
class TestF19(FormReportMixin, CustodyCommon):
    """F19: the branch's voucher sign-off book (R4.25)."""

    form = "receivables_collect.report_f19"

    def test_the_book_shows_what_each_salesperson_signed_for(self):
        vouchers = self.bring_to_branch(2, self.slip)
        first = self.hand("to_collector", self.slip, vouchers[:1])
        second = self.hand(
            "to_collector", vouchers=vouchers[1:], receiver_id=self.colleague.id
        )
        pages = self.print_form(first | second, user=self.manager)
        self.assert_documents(pages, "Voucher Sign-off Book", 1)
        self.assert_on(pages, first.number, second.number, "seller", "colleague")
        self.assert_on(pages, "A000001", "A000002", self.slip.number)


@tagged("post_install", "-at_install")
class TestF20(FormReportMixin, CustodyCommon):
    """F20: the content list of a collection bag (R4.26)."""

    form = "receivables_collect.report_f20"

    def test_the_bag_list_shows_the_collectors_slips_and_unused_vouchers(self):
        vouchers = self.bring_to_collector(4, self.slip)
        vouchers[1]._move("used")
        pages = self.print_form(self.seller, user=self.seller)
        self.assert_documents(pages, "Content of the Collection Bag", 1)
        self.assert_on(pages, self.slip.number, self.customer.name, "seller")
        self.assert_on(pages, "A000001", "A000003", "A000004")
        self.assert_not_on(pages, "A000002")

    def test_an_empty_bag_says_so(self):
        pages = self.print_form(self.seller, user=self.seller)
        self.assert_on(pages, "No slip in the bag", "No voucher in the bag")

    def test_nobody_prints_what_they_may_not_see(self):
        self.bring_to_collector(1, self.slip)
        pages = self.print_form(self.seller, user=self.other_seller)
        self.assert_not_on(pages, self.slip.number, "A000001")

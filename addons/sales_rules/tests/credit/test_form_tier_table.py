from datetime import date

from odoo.tests import tagged

from ..common_assessment import AssessmentCommon
from ..common_report import LONG_CHINESE, LONG_NAME, FormReportMixin

TITLE = "Customer Tier Table"


@tagged("post_install", "-at_install")
class TestTierTable(FormReportMixin, AssessmentCommon):
    """F11, the customers by tier, as a PDF in both languages (R4.13, R4.14)."""

    form = "sales_rules.report_f11"

    def test_one_month_is_one_page_by_tier(self):
        self.good.with_user(self.seller).sales_class = "B"
        self.sell(600, due=date(2026, 5, 1))
        pages = self.print_form(self.new_assessment(), user=self.director)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, TITLE, "F11", "2026-03", "Good", "600.00")
        self.assert_on(pages, "B · 1 customers", "1,000.00", "Regional manager")

    def test_an_empty_class_leaves_its_cell_empty(self):
        report = self.env["ir.actions.report"].with_user(self.director)
        assessment = self.new_assessment()
        html, _kind = report._render_qweb_html(self.form, assessment.ids)
        row = html.decode().split("form_group")[-1].split("<tr>")[1]
        self.assertEqual(row.count("<td"), 8)

    def test_three_months_are_three_documents(self):
        months = self.env["sales.tier.assessment"]
        for month in (1, 2, 3):
            months |= self.new_assessment(
                date_from=date(2026, month, 1), date_to=date(2026, month, 28)
            )
        pages = self.print_form(months, user=self.director)
        self.assert_documents(pages, TITLE, 3)

    def test_a_draft_has_no_rows_and_says_so(self):
        pages = self.print_form(self.new_assessment(compute=False), self.director)
        self.assert_on(pages, "No customer is graded.")

    def test_a_long_table_repeats_its_head(self):
        for number in range(110):
            self.new_graded(f"Customer {number}.", self.tier_c)
        pages = self.print_form(self.new_assessment(), user=self.director)
        self.assertGreaterEqual(len(pages), 3)
        for page in pages:
            self.assert_on(page, "Salesperson", "Turnover")
        for number in range(110):
            self.assert_on(pages, f"Customer {number}.")

    def test_long_names_are_printed_whole(self):
        self.new_graded(LONG_NAME, self.tier_a)
        self.new_graded(LONG_CHINESE[:60], self.tier_a)
        pages = self.print_form(self.new_assessment(), user=self.director)
        self.assert_on(pages, LONG_NAME, LONG_CHINESE[:60])

    def test_a_user_who_reads_chinese_prints_chinese(self):
        self.set_chinese(
            self.director, texts={TITLE: "客户等级分类表", "Customer": "客户"}
        )
        self.good.name = "上海水泵有限公司"
        pages = self.print_form(self.new_assessment(), user=self.director)
        self.assert_on(pages, "客户等级分类表", "上海水泵有限公司")
        self.assert_not_on(pages, TITLE)

    def test_a_salesperson_prints_own_customers(self):
        self.new_graded("Other's", self.tier_c, self.other_seller)
        pages = self.print_form(self.new_assessment(), user=self.seller)
        self.assert_on(pages, "Good")
        self.assert_not_on(pages, "Other's")

from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common import PropertyCommon
from .test_area_list_signatures import PIXEL


@tagged("post_install", "-at_install")
class TestF32(FormReportMixin, PropertyCommon):
    """The area list on paper: F32 (R2.5)."""

    form = "property_sales.report_f32"

    def test_it_shows_homes_totals_signatures_and_filing(self):
        area_list = self.new_area_list()
        area_list.with_user(self.investor).action_sign_investment(PIXEL)
        area_list.with_user(self.director).action_sign_marketing()
        area_list.with_user(self.deputy).action_approve()
        area_list.with_user(self.finance).action_file("FZ-2026-7")
        pages = self.print_form(area_list, user=self.home_seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, "F32", "Area List of Homes", "Riverside", "Pre-sale")
        self.assert_on(pages, "101", "401", "100.00", "80.00", "20.00")
        self.assert_on(pages, "400.00", "320.00", "80.00", "4 homes")
        self.assert_on(pages, "investor", "director", "deputy", "finance", "FZ-2026-7")

    def test_many_lists_are_many_documents(self):
        other = self.new_units(2, self.new_building(name="2"))
        lists = self.new_area_list() | self.new_area_list(other)
        pages = self.print_form(lists, user=self.finance)
        self.assert_documents(pages, "Area List of Homes", 2)

    def test_a_survey_names_its_report_and_a_correction_its_differences(self):
        survey = self.new_filed_areas(kind="surveyed")
        version = survey.browse(survey.with_user(self.investor).action_new_version())
        version.line_ids[0].gross_area = 103
        pages = self.print_form(version, user=self.investor)
        self.assert_on(pages, "SV-1", "housing bureau", "Differences", "3.00", "103.00")

    def test_a_long_list_repeats_its_head(self):
        area_list = self.new_area_list(self.new_units(120))
        pages = self.print_form(area_list, user=self.investor)
        self.assertGreaterEqual(len(pages), 3)
        for page in pages[:-1]:
            self.assert_on(page, "Gross area")

    def test_it_is_printed_in_chinese(self):
        self.set_chinese(
            self.home_seller, texts={"Area List of Homes": "房屋面积明细表"}
        )
        pages = self.print_form(self.new_area_list(), user=self.home_seller)
        self.assert_on(pages, "房屋面积明细表", "100.00")

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import (
    LONG_CHINESE,
    LONG_NAME,
    LONG_WORD,
    FormReportMixin,
)

from ..common_month import MonthCommon

CHINESE = {
    "Month-End Sales Report": "月底销售情况报表",
    "1. Plan and Fact": "一、计划与完成",
    "2. Money": "二、资金",
    "7. Stock": "七、库存",
}


@tagged("post_install", "-at_install")
class TestF53(FormReportMixin, MonthCommon):
    """The month-end sales report on paper: F53 (R2.8)."""

    form = "property_sales.report_f53"

    def sell(self):
        self.take_verified()
        contract = self.new_signed()
        self.bank(self.hold.receipt_ids)
        self.close_day()
        return contract

    def test_a_closed_month_is_printed_as_it_was_sealed(self):
        self.sell()
        month = self.close_month()
        pages = self.print_form(month, user=self.general)
        self.assert_on(
            pages,
            *("F53", "Month-End Sales Report", month.name, "1. Plan and Fact"),
            *(self.home_seller.name, self.building.display_name, "3 rooms"),
            *("$ 1,000,000.00", "100.00 %", "Before the contract", "$ 50,000.00"),
            *("Contracts to file at the bureau: 1", "No loan waits."),
            *("No contract was rescinded.", "Homes on sale: 3", "9.0 months"),
            *(self.new_day().body_hash, month.body_hash, self.finance.name),
        )
        self.assert_not_on(pages, "DRAFT")

    def test_an_open_month_is_a_draft(self):
        pages = self.print_form(self.new_month(), user=self.director)
        self.assert_on(pages, "DRAFT")

    def test_an_empty_month_is_printed(self):
        month = self.new_month(self.this_month.replace(year=2031))
        pages = self.print_form(month, user=self.general)
        self.assert_on(pages, "Nothing was sold.", "No loan waits.", "$ 0.00")
        self.assert_on(pages, "None was sold in the last three months.")
        self.assertLessEqual(len(pages), 3)

    def test_rescissions_stand_with_their_reasons(self):
        self.rescind(self.sell(), "The loan was refused")
        pages = self.print_form(self.new_month(), user=self.general)
        self.assert_on(pages, "The loan was refused", self.unit.display_name)

    def test_it_is_printed_in_chinese(self):
        self.set_chinese(self.general, texts=CHINESE)
        self.sell()
        pages = self.print_form(self.close_month(), user=self.general)
        self.assert_on(pages, *CHINESE.values(), "1,000,000.00")

    def test_long_names_stay_on_the_paper(self):
        self.home_seller.sudo().name = LONG_CHINESE
        self.buyer.name = LONG_NAME
        self.building._write({"name": LONG_WORD})  # its permit keeps it
        self.units._write({"layout": LONG_NAME})
        self.rescind(self.sell(), LONG_NAME * 3)
        self.new_reservation(self.units[1], self.new_buyer(LONG_WORD))
        pages = self.print_form(self.new_month(), user=self.general)
        self.assert_on(pages, LONG_CHINESE, LONG_WORD, LONG_NAME * 3)

    def test_who_sells_does_not_print_it(self):
        with self.assertRaises(AccessError):
            self.print_form(self.close_month(), user=self.home_seller)

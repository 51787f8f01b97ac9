from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_month import MonthCommon

CHINESE = {
    "Property Sales Ledger of the Month": "商品房月度销售帐本",
    "Movements": "资金明细",
}


@tagged("post_install", "-at_install")
class TestF33Month(FormReportMixin, MonthCommon):
    """The sales ledger of a month on paper: its days and movements (R2.8)."""

    form = "property_sales.report_f33_month"

    def test_days_and_movements_come_to_one_sum(self):
        receipt = self.take_verified()
        contract = self.new_signed()
        self.credit(contract, 100_000)
        self.bank(receipt)
        self.close_day()
        month = self.close_month()
        pages = self.print_form(month, user=self.finance)
        self.assert_on(
            pages,
            *("F33", "Property Sales Ledger of the Month", month.name, "Movements"),
            *("$ 50,000.00", "$ 100,000.00", "$ 150,000.00", self.buyer.name),
            *(receipt.voucher_id.number, contract.number, month.body_hash),
            "Received by the Bank",
        )

    def test_an_empty_month_is_printed(self):
        pages = self.print_form(self.new_month(), user=self.director)
        self.assert_on(pages, "No money moved in this month.")
        self.assertEqual(len(pages), 1)

    def test_many_movements_repeat_the_head(self):
        for number in range(40):
            self.take(100 + number)
        pages = self.print_form(self.new_month(), user=self.general)
        self.assertGreaterEqual(len(pages), 2)
        for page in pages[1:-1]:
            self.assert_on(page, "Voucher", "Amount")

    def test_uncounted_money_is_not_printed_for_who_counts(self):
        self.take(12_345)
        month = self.new_month()
        self.assert_on(self.print_form(month, user=self.general), "12,345.00")
        self.assert_not_on(self.print_form(month, user=self.finance), "12,345.00")

    def test_it_is_printed_in_chinese(self):
        self.set_chinese(self.general, texts=CHINESE)
        pages = self.print_form(self.new_month(), user=self.general)
        self.assert_on(pages, *CHINESE.values())

from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestF21F22(FormReportMixin, MoneyCommon):
    """The collector's day on paper: F21 and F22 (R4.27)."""

    form = "receivables_collect.report_f21"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150)
        cls.report = cls.receipt.report_id

    def test_f21_lists_the_receipts_and_sums_by_method(self):
        self.collect(self.slip, 77, "cheque")
        pages = self.print_form(self.report, user=self.seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, "Daily Collection Report", "F21", "seller")
        self.assert_on(pages, self.receipt.display_name, "150.00", "77.00", "Cheque")

    def test_f22_says_what_was_due_and_why_it_differs(self):
        line = self.report.variance_ids.with_user(self.seller)
        line.reason = "Promised for Friday"
        pages = self.print_form(
            self.report, user=self.seller, form="receivables_collect.report_f22"
        )
        self.assert_on(pages, "Daily Variance Report", "600.00", "Promised for Friday")
        self.assert_on(pages, "as collected, not counted")
        self.assert_not_on(pages, "Count of finance")

    def test_f22_shows_the_count_when_it_is_saved(self):
        self.submit(self.report)
        self.count(self.report, cash=140)
        self.settle(self.report, "debt")
        pages = self.print_form(
            self.report, user=self.finance, form="receivables_collect.report_f22"
        )
        self.assert_on(pages, "Count of finance", "140.00", "Counted twice")

    def test_finance_prints_no_sum_before_its_count(self):
        self.submit(self.report)
        self.env.invalidate_all()
        for form in ("f21", "f22"):
            pages = self.print_form(
                self.report,
                user=self.finance,
                form=f"receivables_collect.report_{form}",
            )
            self.assert_not_on(pages, "150.00")

    def test_the_day_report_is_printed_in_chinese(self):
        self.set_chinese(self.seller, texts={"Daily Collection Report": "收款日报表"})
        pages = self.print_form(self.report, user=self.seller)
        self.assert_on(pages, "收款日报表", "150.00")


@tagged("post_install", "-at_install")
class TestF31(FormReportMixin, MoneyCommon):
    """The bank collection order on paper: F31 (R3.14)."""

    form = "receivables_collect.report_f31"

    def test_the_bank_order_shows_payer_payee_amount_and_invoices(self):
        invoice = self.new_invoice(250, due=-5)
        order = self.env["collection.bank.order"].with_user(self.seller)
        order = order.create(
            {
                "partner_id": self.customer.id,
                "amount": 250,
                "payer_bank": "ICBC Ningbo",
                "payer_account": "6222 0000",
                "invoice_ids": [(6, 0, invoice.ids)],
            }
        )
        order.action_issue()
        pages = self.print_form(order, user=self.seller)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, "Bank Collection Order", "F31", order.number)
        self.assert_on(pages, "ICBC Ningbo", "6222 0000", "250.00", invoice.name)

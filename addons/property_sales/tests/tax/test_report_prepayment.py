from odoo.tests import tagged

from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestReportPrepayment(TaxCommon):
    """R2.8: the worksheet on paper, in both languages."""

    def render(self, sheet, lang="en_US"):
        reports = self.env["ir.actions.report"].sudo().with_context(lang=lang)
        name = "property_sales.report_vat_prepayment_template"
        html, _kind = reports._render_qweb_html(name, sheet.ids)
        return html.decode()

    def test_it_names_sums_sales_and_the_difference(self):
        contract = self.new_signed()
        self.credit(contract, 109_000)
        html = self.render(self.file())
        for text in ("Worksheet of Prepaid VAT", "109,000.00", "3,000.00"):
            self.assertIn(text, html)
        self.assertIn(contract.number, html)
        self.assertIn("Difference", html)

    def test_a_month_without_money_says_so(self):
        self.assertIn("No money moved", self.render(self.new_sheet()))

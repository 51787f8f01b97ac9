from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestF17(FormReportMixin, CollectionCommon):
    """Form F17, the collection slip, in the customer's language (R4.23)."""

    form = "receivables_collect.report_f17"

    def test_slips_are_documents_of_their_own_with_all_that_is_asked(self):
        other = self.new_customer(name="Other Ltd.")
        first = self.new_issued_slip(self.customer, 100, 50)
        second = self.new_issued_slip(other, 7)
        self.new_dispute(first.line_ids[1])
        pages = self.print_form(first | second, user=self.finance)
        self.assert_documents(pages, "Collection Slip", 2)
        page = next(
            page for page in pages if "Customer" in page and "Other" not in page
        )
        self.assert_on(
            page, "F17", first.number, "seller", "East", first.line_ids[0].document
        )
        self.assert_on(page, "100.00", "50.00", "Disputed, not asked for")

    def test_the_language_is_the_customers(self):
        slip = self.new_issued_slip()
        self.set_chinese(texts={"Collection Slip": "应收账款催收单"})
        self.customer.lang = "zh_CN"
        pages = self.print_form(slip, user=self.seller)
        self.assert_on(pages, "应收账款催收单", slip.number)

    def test_a_long_slip_repeats_the_head_of_its_table(self):
        slip = self.new_issued_slip()
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO collection_slip_line (slip_id, document, is_open, amount_due,"
            " amount_residual, date_maturity)"
            " SELECT slip_id, 'INV/' || n, TRUE, 1, 1, date_maturity"
            "   FROM collection_slip_line, generate_series(1, 80) n WHERE slip_id = %s",
            [slip.id],
        )
        self.env.invalidate_all()
        pages = self.print_form(slip, user=self.finance)
        self.assertGreaterEqual(len(pages), 2)
        for page in pages:
            self.assert_on(page, "Document", "Still Open")

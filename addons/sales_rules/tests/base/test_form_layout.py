from odoo.tests import TransactionCase, tagged

from ..common_report import LONG_CHINESE, LONG_NAME, LONG_WORD, FormReportMixin

DOCUMENT = """
<t t-name="sales_rules.report_test_document">
    <t
        t-call="sales_rules.form_layout"
        form_doc="doc"
        form_id="'F00'"
        form_title.translate="Customer Sheet"
        form_number="doc.ref"
        form_date="doc.create_date"
        form_footer.translate="Kept for ten years."
    >
        <table class="form_facts">
            <tr><th>Customer</th><td t-out="doc.name" /></tr>
        </table>
        <table class="form_table">
            <thead><tr>
                <th style="width: 30%">Contact</th><th>City</th><th>Amount</th>
            </tr></thead>
            <tbody>
                <tr t-foreach="doc.child_ids" t-as="contact">
                    <td t-out="contact.name" />
                    <td t-out="contact.city" />
                    <td class="form_num">1,234,567.89</td>
                </tr>
                <tr t-if="not doc.child_ids">
                    <td colspan="3" class="form_none">No contacts.</td>
                </tr>
            </tbody>
        </table>
        <table class="form_signatures"><tr><td>Salesperson</td></tr></table>
    </t>
</t>
"""
TEMPLATE = """
<t t-name="sales_rules.report_test_template">
    <t t-call="sales_rules.form_html">
        <t t-foreach="docs" t-as="doc">
            <t t-call="sales_rules.report_test_document" t-lang="doc.lang" />
        </t>
    </t>
</t>
"""


@tagged("post_install", "-at_install")
class TestFormLayout(FormReportMixin, TransactionCase):
    """The layout that all printable forms share, as real PDFs."""

    form = "sales_rules.report_test"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key, arch in (("document", DOCUMENT), ("template", TEMPLATE)):
            name = f"report_test_{key}"
            cls._new_record(
                "ir.ui.view",
                name,
                type="qweb",
                arch=arch,
                key=f"sales_rules.{name}",
                name=name,
            )
        cls.report = cls._new_record(
            "ir.actions.report",
            "report_test",
            name="Sheet",
            model="res.partner",
            report_type="qweb-pdf",
            report_name="sales_rules.report_test_template",
            paperformat_id=cls.env.ref("sales_rules.paperformat_form").id,
        )
        cls.env.company.name = "Donghai Machinery"

    @classmethod
    def _new_record(cls, model_name, xmlid, **vals):
        record = cls.env[model_name].create(vals)
        cls.env["ir.model.data"].create(
            {
                "module": "sales_rules",
                "name": xmlid,
                "model": model_name,
                "res_id": record.id,
            }
        )
        return record

    def new_sheet(self, name="Customer One", contacts=0, **vals):
        children = [
            (0, 0, {"name": f"Contact {number}.", "city": "Ningbo"})
            for number in range(contacts)
        ]
        vals = {"name": name, "ref": "S/001", "child_ids": children} | vals
        return self.env["res.partner"].create(vals)

    def test_one_record_is_one_page_with_its_head(self):
        pages = self.print_form(self.new_sheet(contacts=2))
        self.assertEqual(len(pages), 1)
        self.assert_on(pages[0], "Donghai Machinery", "Customer Sheet", "F00")
        self.assert_on(pages[0], "S/001", "Customer One", "Contact 1", "Salesperson")
        self.assert_on(pages[0], "Kept for ten years.")
        self.assert_not_on(pages[0], "1 / 1")

    def test_three_records_are_three_documents(self):
        sheets = self.env["res.partner"].union(
            *(self.new_sheet(f"Customer {n}", 1) for n in range(3))
        )
        pages = self.print_form(sheets)
        self.assert_documents(pages, "Customer Sheet", 3)
        for number, page in enumerate(pages):
            self.assert_on(page, f"Customer {number}")

    def test_a_sheet_without_rows_says_so(self):
        self.assert_on(self.print_form(self.new_sheet()), "No contacts.")

    def test_a_table_over_three_pages_repeats_its_head_and_loses_no_row(self):
        pages = self.print_form(self.new_sheet(contacts=110))
        self.assertEqual(len(pages), 3)
        for number, page in enumerate(pages, 1):
            self.assert_on(page, "Contact City Amount", f"{number} / 3")
        for number in range(110):
            found = [page for page in pages if f"Contact{number}." in page]
            self.assertEqual(len(found), 1, number)
        self.assert_documents(pages, "Customer Sheet", 1)
        self.assert_on(pages[-1], "Salesperson")

    def test_pages_are_counted_per_document(self):
        sheets = self.new_sheet(contacts=60) | self.new_sheet("Customer Two", 60)
        pages = self.print_form(sheets)
        self.assertEqual(len(pages), 4)
        for page, number in zip(pages, (1, 2, 1, 2), strict=True):
            self.assert_on(page, f"{number} / 2")

    def test_names_of_sixty_characters_are_printed_whole(self):
        sheet = self.new_sheet(LONG_NAME)
        for name in (LONG_NAME, LONG_WORD, LONG_CHINESE[:60]):
            self.new_sheet(name, parent_id=sheet.id, city=name)
        pages = self.print_form(sheet)
        self.assertEqual(len(pages), 1)
        self.assert_on(pages, LONG_NAME * 1, LONG_WORD, LONG_CHINESE[:60])
        self.assert_on(pages, "1,234,567.89")

    def test_a_form_for_a_customer_is_in_the_customers_language(self):
        texts = {"Customer Sheet": "客户资料表", "Contact": "联系人"}
        self.set_chinese(texts=texts)
        sheets = self.new_sheet("上海客户", lang="zh_CN") | self.new_sheet()
        chinese, english = self.print_form(sheets)
        self.assert_on(chinese, "客户资料表", "联系人", "上海客户")
        self.assert_on(english, "Customer Sheet", "Contact")

    def test_landscape_and_card_fit_on_their_paper(self):
        for paper in ("landscape", "card"):
            self.report.paperformat_id = self.env.ref(
                f"sales_rules.paperformat_form_{paper}"
            )
            view = self.env.ref("sales_rules.report_test_document")
            view.arch = DOCUMENT.replace(
                "form_id=", f"form_paper=\"'{paper}'\" form_id="
            )
            pages = self.print_form(self.new_sheet(contacts=40))
            self.assertGreaterEqual(len(pages), 2)
            for page in pages:
                self.assert_on(page, "Contact City Amount")

    def test_reports_of_others_are_rendered_as_before(self):
        report = self.env["ir.actions.report"]
        args = report._build_wkhtmltopdf_args(self.report.paperformat_id, False, {})
        self.assertEqual(args.count("--javascript-delay"), 1)

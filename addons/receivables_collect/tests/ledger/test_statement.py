from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, new_test_user, tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestStatement(FormReportMixin, JournalCommon):
    """Statement of account: entries, balance and slips, in the customer's language."""

    form = "receivables_collect.report_statement"

    def test_the_statement_shows_opening_entries_closing_and_slips(self):
        self.customer.name = "Good Payer"
        self.invoice_on(-200, 1000)
        self.invoice_on(-10, 234.5)
        self.pay_on(-5, 34.5)
        slip = self.new_issued_slip(self.customer, 70)
        pages = self.print_form(self.customer, self.seller)
        self.assert_documents(pages, "Statement of Account", 1)
        self.assert_on(pages, "Good Payer", "Opening balance", "1,000.00", "234.50")
        self.assert_on(pages, "34.50", "1,270.00", slip.number)

    def test_contacts_are_printed_as_their_customer(self):
        contact = self.new_contact(self.customer)
        self.invoice_on(-1, 77, contact)
        self.assert_on(self.print_form(contact, self.finance), "77.00")

    def test_drafts_and_other_companies_are_not_on_it(self):
        other = self.setup_other_company(name="Second")
        self.entry_on(-1, 555, self.customer, company=other)
        self.invoice_on(-1, 666, post=False)
        pages = self.print_form(self.customer, self.finance)
        self.assert_not_on(pages, "555.00", "666.00")

    def test_a_chinese_customer_gets_the_statement_in_chinese(self):
        self.set_chinese(texts={"Statement of Account": "对账单"})
        self.customer.lang = "zh_CN"
        self.assert_on(self.print_form(self.customer, self.seller), "对账单")

    def test_other_salespeople_print_no_statement(self):
        report = self.env["report.receivables_collect.report_statement_template"]
        for user in (self.colleague, self.other_manager, self.clerk):
            with self.assertRaises(AccessError):
                report.with_user(user)._get_report_values(self.customer.ids)


@tagged("post_install", "-at_install")
class TestPortalSlips(JournalCommon, HttpCase):
    """The customer sees their own slips and is led to the payment page (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_issued_slip(cls.customer, 100, 50)
        cls.other_slip = cls.new_issued_slip(cls.new_customer(name="Else"), 70)
        cls.contact = cls.new_contact(cls.customer, email="c@example.com")
        cls.portal = new_test_user(
            cls.env, "crt_portal", "base.group_portal", partner_id=cls.contact.id
        )

    def test_customers_read_their_own_issued_slips_only(self):
        self.new_draft_slip(self.customer, 30)
        slips = self.env["collection.slip"].with_user(self.portal).search([])
        self.assertEqual(slips.ids, self.slip.ids)
        self.assertEqual(len(slips.line_ids), 2)
        with self.assertRaises(AccessError):
            self.other_slip.with_user(self.portal).read(["number"])
        with self.assertRaises(AccessError):
            self.other_slip.line_ids.with_user(self.portal).read(["document"])
        with self.assertRaises(AccessError):
            slips.unlink()

    def test_the_portal_pages_list_slips_and_lead_to_the_payment(self):
        self.authenticate("crt_portal", "crt_portal")
        page = self.url_open("/my/slips").text
        self.assertIn(self.slip.number, page)
        self.assertNotIn(self.other_slip.number, page)
        self.assertIn("/my/invoices/overdue", page)
        page = self.url_open(f"/my/slips/{self.slip.id}").text
        self.assertIn("Pay now", page)
        self.assertIn("150.00", page)
        found = self.url_open(f"/my/slips/{self.other_slip.id}")
        self.assertTrue(found.url.endswith("/my/slips"))
        self.assertIn("Payment Requests", self.url_open("/my").text)

    def test_the_statement_is_reached_without_any_slip(self):
        stranger = self.new_customer(name="Without Slips")
        new_test_user(
            self.env, "crt_fresh", "base.group_portal", partner_id=stranger.id
        )
        self.authenticate("crt_fresh", "crt_fresh")
        self.assertIn("/my/statement", self.url_open("/my").text)
        page = self.url_open("/my/slips").text
        self.assertIn("You are not asked to pay", page)
        self.assertNotIn("/my/invoices/overdue", page)

    def test_the_statement_is_sent_from_the_customer(self):
        action = self.customer.with_user(self.seller).action_send_statement()
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.seller)
            .with_context(**action["context"], force_report_rendering=True)
        ).save()
        self.assertEqual(composer.partner_ids, self.customer)
        self.assertEqual(composer.attachment_ids.mimetype, "application/pdf")

    def test_the_portal_prints_the_customers_statement(self):
        self.authenticate("crt_portal", "crt_portal")
        found = self.url_open("/my/statement")
        self.assertEqual(found.status_code, 200)
        self.assertEqual(found.headers["Content-Type"], "application/pdf")

    def test_strangers_are_sent_to_the_login(self):
        found = self.url_open("/my/slips")
        self.assertIn("/web/login", found.url)

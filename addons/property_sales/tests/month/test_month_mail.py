from unittest.mock import patch

from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from ..common_month import MonthCommon

CRON = "property_sales.ir_cron_ledger_month"


@tagged("post_install", "-at_install")
class TestMonthMail(MonthCommon):
    """The general manager has the report F53 in the hour of the close (R2.8)."""

    def break_printer(self):
        error = UserError("The printer burns")
        return patch.object(IrActionsReport, "_render_qweb_pdf", side_effect=error)

    def leave_without_general(self):
        role = self.env.ref("sales_rules.group_general_manager")
        users = self.company._get_role_users("sales_rules.group_general_manager")
        users.write({"group_ids": [(3, role.id)]})
        return users, role

    def test_closing_attaches_and_mails_it(self):
        month = self.close_month()
        self.assertTrue(month.sent_at)
        attachment = month.report_attachment_id
        self.assertTrue(attachment.raw)
        self.assertIn(f"F53 {month.date:%Y-%m}", attachment.name)
        [mail] = self.get_mails(month)
        users = self.company._get_role_users("sales_rules.group_general_manager")
        self.assertEqual(mail.recipient_ids, users.filtered("email").partner_id)
        self.assertIn(self.general.partner_id, mail.recipient_ids)
        self.assertEqual(mail.attachment_ids, attachment)
        self.assertFalse(self.get_told(month))

    def test_each_reads_it_in_their_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.general.sudo().lang = "zh_CN"
        other = self.new_user("general_2", "group_general_manager")
        other.sudo().email = "general_2@example.com"
        month = self.close_month()
        recipients = [mail.recipient_ids for mail in self.get_mails(month)]
        self.assertEqual(len(recipients), 2)
        self.assertIn(self.general.partner_id, recipients[0] | recipients[1])

    def test_a_printer_that_fails_does_not_open_the_month(self):
        with self.break_printer():
            month = self.close_month()
        self.assertEqual(month.state, "closed")
        self.assertFalse(month.sent_at or month.report_attachment_id)
        self.assertFalse(self.get_mails(month))
        told = self.get_told(month)
        self.assertIn("The printer burns", told[self.finance])
        self.assertNotIn(self.general, told)

    def test_the_job_sends_what_waits_once(self):
        with self.break_printer():
            month = self.close_month()
        with self.after():
            with self.break_printer():
                self.run_cron(CRON)
            self.assertFalse(month.sent_at)
            self.run_cron(CRON)
            self.assertTrue(month.sent_at)
            self.run_cron(CRON)
        self.assertEqual(len(self.get_mails(month)), 1)
        self.assertFalse(self.get_told(month))

    def test_finance_sends_what_waits(self):
        with self.break_printer():
            month = self.close_month()
        for user in (self.general, self.director):
            with self.assertRaises(AccessError):
                month.with_user(user).action_send()
        month.action_send()
        self.assertTrue(month.sent_at)
        with self.assert_refused("has the report already"):
            month.action_send()

    def test_an_open_month_is_not_sent(self):
        with self.assert_refused("Open"):
            self.new_month().action_send()

    def test_without_a_general_manager_finance_is_told(self):
        users, role = self.leave_without_general()
        month = self.close_month()
        self.assertEqual(month.state, "closed")
        self.assertFalse(month.sent_at)
        self.assertTrue(month.report_attachment_id)
        self.assertIn("has no general manager", self.get_told(month)[self.finance])
        users.write({"group_ids": [(4, role.id)]})
        report = month.report_attachment_id
        with self.after():
            self.run_cron(CRON)
        self.assertTrue(month.sent_at)
        self.assertEqual(month.report_attachment_id, report)

    def test_without_an_address_finance_is_told(self):
        users = self.company._get_role_users("sales_rules.group_general_manager")
        users.write({"email": False})
        month = self.close_month()
        self.assertFalse(month.sent_at)
        self.assertIn("e-mail address", self.get_told(month)[self.finance])

    def test_the_general_manager_of_another_company_gets_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.new_user("stranger", "group_general_manager")
        stranger.sudo().write(
            {
                "email": "stranger@example.com",
                "company_ids": [(6, 0, other.ids)],
                "company_id": other.id,
            }
        )
        [mail] = self.get_mails(self.close_month())
        self.assertNotIn(stranger.partner_id, mail.recipient_ids)

    def test_the_report_is_not_deleted(self):
        month = self.close_month()
        with self.assertRaises(ForeignKeyViolation), mute_logger("odoo.sql_db"):
            month.report_attachment_id.sudo().unlink()

    # months that nobody began

    def test_the_job_begins_the_months_that_have_days(self):
        self.take()
        months = self.env["property.ledger.month"].sudo()
        domain = [("company_id", "=", self.company.id)]
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM property_ledger_month")
        self.env.invalidate_all()
        self.run_cron(CRON)
        self.assertEqual(months.search(domain).mapped("date"), [self.this_month])

    def test_a_company_that_sells_reports_each_month(self):
        self.take()
        months = self.env["property.ledger.month"].sudo()
        with self.after(days=40):
            self.run_cron(CRON)
        self.assertEqual(months.search_count([("company_id", "=", self.company.id)]), 3)

    def test_a_company_that_sells_nothing_has_no_months(self):
        months = self.env["property.ledger.month"].sudo()
        before = months.search_count([])
        other = self.env["res.company"].create({"name": "Other"})
        self.run_cron(CRON)
        self.assertFalse(months.search_count([("company_id", "=", other.id)]))
        self.assertEqual(months.search_count([]), before)

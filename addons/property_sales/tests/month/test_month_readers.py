from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_month import MonthCommon


@tagged("post_install", "-at_install")
class TestMonthReaders(MonthCommon):
    """Months are read by finance, director and management alone (R2.8, R2.12)."""

    def test_who_reads_them(self):
        month = self.close_month()
        for user in self.finance | self.director | self.deputy | self.general:
            seen = month.with_user(user)
            seen.invalidate_recordset()
            with self.subTest(user.name):
                self.assertEqual(seen.homes_signed, 0)
                self.assertIn("F33", seen.display_name)
                self.assertTrue(seen.figures_html)
                self.assertTrue(seen.report_attachment_id.raw)
        sellers = self.home_seller | self.home_manager | self.seller
        for user in sellers | self.clerk | self.investor:
            seen = month.with_user(user)
            with self.subTest(user.name):
                for read in (
                    lambda own=seen: own.read(["body"]),
                    lambda own=seen: own.search([]),
                    lambda own=seen: own.report_attachment_id.read(["raw"]),
                ):
                    with self.assertRaises(AccessError):
                        read()

    def test_another_company_sees_none_of_it(self):
        month = self.close_month()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.new_user("stranger", "group_finance")
        stranger.sudo().write(
            {"company_ids": [(6, 0, other.ids)], "company_id": other.id}
        )
        seen = month.with_user(stranger)
        self.assertFalse(seen.search([("id", "=", month.id)]))
        with self.assertRaises(AccessError):
            seen.read(["body"])

    def test_who_counts_does_not_see_what_is_not_counted(self):
        self.take()
        month = self.new_month()
        self.assertEqual(month.amount_received, 0)
        general = month.with_user(self.general)
        general.invalidate_recordset()
        self.assertEqual(general.amount_received, 50000)

    def test_who_does_not_close_does_not_begin(self):
        months = self.env["property.ledger.month"]
        for user in self.director | self.general | self.home_seller:
            with self.subTest(user.name), self.assertRaises(AccessError):
                months.with_user(user).create({"date": "2027-08-19"})

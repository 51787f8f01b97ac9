from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPermitReminder(PropertyCommon):
    """Investment development is reminded 60 and 30 days ahead (R2.7; row 1)."""

    def remind(self):
        self.run_cron("property_sales.ir_cron_permit")

    def get_notices(self, permit, active=True):
        activity_type = self.env.ref("property_sales.mail_activity_type_permit_ending")
        domain = [
            ("res_model", "=", "property.permit"),
            ("res_id", "=", permit.id),
            ("activity_type_id", "=", activity_type.id),
            ("active", "=", active),
        ]
        return self.env["mail.activity"].sudo().search(domain)

    def test_sixty_days_ahead_each_of_them_is_reminded(self):
        permit = self.new_valid_permit(date_to=self.day(60))
        self.remind()
        notices = self.get_notices(permit)
        self.assertEqual(notices.user_id, self.investor | self.investor_2)
        self.assertEqual(set(notices.mapped("date_deadline")), {self.day(60)})
        self.assertIn("Permit YS-2026-001 ends on", notices[0].summary)
        self.assertEqual(permit.reminded_days, 60)

    def test_the_day_before_nobody_is_reminded(self):
        permit = self.new_valid_permit(date_to=self.day(61))
        self.remind()
        self.assertFalse(self.get_notices(permit))
        with self.at(1, 0):
            self.remind()
            self.assertEqual(len(self.get_notices(permit)), 2)

    def test_each_reminder_is_given_once(self):
        permit = self.new_valid_permit(date_to=self.day(60))
        self.remind()
        self.get_notices(permit).action_done()
        self.remind()
        self.assertFalse(self.get_notices(permit))
        with self.at(29, 12):
            self.remind()
            self.assertFalse(self.get_notices(permit))
        with self.at(30, 12):
            self.remind()
            self.assertEqual(len(self.get_notices(permit)), 2)
            self.assertEqual(permit.reminded_days, 30)
            self.get_notices(permit).action_done()
            self.remind()
            self.assertFalse(self.get_notices(permit))

    def test_what_was_not_done_is_there_once(self):
        permit = self.new_valid_permit(date_to=self.day(60))
        self.remind()
        with self.at(30, 12):
            self.remind()
            self.assertEqual(len(self.get_notices(permit)), 2)

    def test_a_late_permit_is_reminded_of_once(self):
        permit = self.new_valid_permit(date_to=self.day(10))
        self.remind()
        self.remind()
        self.assertEqual(len(self.get_notices(permit)), 2)
        self.assertEqual(permit.reminded_days, 30)

    def test_drafts_are_not_reminded_of(self):
        permit = self.new_permit(date_to=self.day(10))
        self.remind()
        self.assertFalse(self.get_notices(permit))

    def test_the_reminder_ends_with_the_permit(self):
        revoked = self.new_valid_permit(self.units[:2], date_to=self.day(10))
        over = self.new_valid_permit(
            self.units[2:], number="YS-2", date_to=self.day(10)
        )
        self.remind()
        revoked.with_user(self.investor).action_revoke("Withdrawn")
        self.assertFalse(self.get_notices(revoked))
        self.assertTrue(self.get_notices(over))
        with self.at(11, 0):
            self.remind()
            self.assertEqual(over.state, "expired")
            self.assertFalse(self.get_notices(over))

    def test_the_days_are_those_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        permit = self.new_valid_permit(date_to=self.day(61))
        with self.at(0, 15):
            self.env.invalidate_all()
            self.assertEqual(permit.days_left, 61)
            self.remind()
            self.assertFalse(self.get_notices(permit))
        with self.at(0, 16):
            self.env.invalidate_all()
            self.assertEqual(permit.with_context(tz="UTC").days_left, 60)
            self.remind()
            self.assertTrue(self.get_notices(permit))

    def test_the_end_is_at_the_midnight_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with self.at(0, 15):
            permit = self.new_valid_permit(date_to=self.today)
            self.remind()
            self.assertEqual(permit.state, "valid")
            self.assertFalse(permit._get_cannot_sell_reason())
        with self.at(0, 16):
            # before the job, too
            self.assertIn("expired", permit._get_cannot_sell_reason())
            self.remind()
            self.assertEqual(permit.state, "expired")

    def test_permits_are_found_by_the_days_left(self):
        permit = self.new_valid_permit(date_to=self.day(30))
        permits = self.env["property.permit"].with_user(self.investor)
        for operator, days, found in (
            ("<=", 30, True),
            ("<", 30, False),
            (">", 29, True),
            (">=", 31, False),
        ):
            with self.subTest(operator):
                domain = [("days_left", operator, days), ("id", "=", permit.id)]
                self.assertEqual(bool(permits.search(domain)), found)

    def test_neither_days_nor_reminders_are_written(self):
        permit = self.new_permit()
        for vals in ({"days_left": 900}, {"reminded_days": 30}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "directly"):
                permit.write(vals)

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalSubstitute(ApprovalCommon):
    """A substitute decides in place of whoever is away (R1.1)."""

    def _can_decide(self, approval, user):
        approval.invalidate_recordset(["can_decide", "is_party"])
        can = approval.with_user(user).sudo().can_decide
        model = self.env["sales.approval"].with_user(user)
        for rows in (model, model.sudo()):
            found = rows.search([("can_decide", "=", True)])
            self.assertEqual(approval in found, can)
        self.assertEqual(model.get_inbox_count(), int(can))
        return can

    def test_the_days_of_a_substitution_are_both_included(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-04")
        with freeze_time("2026-03-01 12:00:00"):
            approval = self.new_approval(500)
            self.assertFalse(self._can_decide(approval, self.clerk))
        for day, expected in ((1, False), (2, True), (4, True), (5, False)):
            with freeze_time(f"2026-03-{day:02} 12:00:00"), self.subTest(day=day):
                self.assertEqual(self._can_decide(approval, self.clerk), expected)
                self.assertEqual(
                    approval.with_user(self.clerk).has_access("read"), expected
                )

    def test_the_day_is_that_of_the_company_of_the_absent_user(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-02")
        approval = self.new_approval(500)
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        for moment, expected in (
            ("2026-03-01 15:59:00", False),
            ("2026-03-01 16:00:00", True),  # the second of March in Shanghai
            ("2026-03-02 15:59:00", True),
            ("2026-03-02 16:00:00", False),
        ):
            with freeze_time(moment):
                for zone in ("Etc/GMT+12", "Pacific/Kiritimati"):
                    row = approval.with_context(tz=zone)
                    self.assertEqual(self._can_decide(row, self.clerk), expected)
                counts = self.env["sales.approval.notice"]._get_waiting_counts()
                self.assertEqual(bool(counts.get(self.clerk.id)), expected)

    @freeze_time("2026-03-02 12:00:00")
    def test_the_decision_of_a_substitute_names_both(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-04")
        approval = self.new_approval(500)
        approval.with_user(self.clerk).action_approve()
        self.assertRecordValues(
            approval,
            [
                {
                    "state": "approved",
                    "decided_by_id": self.clerk.id,
                    "on_behalf_of_id": self.manager.id,
                }
            ],
        )
        self.assertTrue(approval.with_user(self.clerk).has_access("read"))

    @freeze_time("2026-03-02 12:00:00")
    def test_a_substitute_who_is_asked_too_decides_for_themselves(self):
        self.new_authority(1000, "sales_rules.group_finance")
        self.new_substitute(self.manager, self.finance, "2026-03-02", "2026-03-04")
        approval = self.new_approval(500)
        approval.with_user(self.finance).action_approve()
        self.assertFalse(approval.on_behalf_of_id)

    @freeze_time("2026-03-02 12:00:00")
    def test_substitutes_of_substitutes_do_not_decide(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-04")
        self.new_substitute(self.clerk, self.deputy, "2026-03-02", "2026-03-04")
        self.assertFalse(self._can_decide(self.new_approval(500), self.deputy))

    @freeze_time("2026-03-02 12:00:00")
    def test_a_substitute_without_the_company_does_not_decide(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-04")
        approval = self.new_approval(500)
        other = self.env["res.company"].create({"name": "Other"})
        self.clerk.write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        self.assertFalse(self._can_decide(approval, self.clerk))
        with self.assertRaises(AccessError):
            approval.with_user(self.clerk).sudo().action_approve()

    def test_users_enter_their_own_substitute_only(self):
        vals = {"substitute_id": self.deputy.id, "date_to": date(2100, 1, 1)}
        model = self.env["sales.substitute"]
        own = model.with_user(self.clerk).create(vals)
        self.assertEqual(own.user_id, self.clerk)
        with self.assertRaises(AccessError):
            model.with_user(self.clerk).create(dict(vals, user_id=self.manager.id))
        with self.assertRaises(AccessError):
            own.with_user(self.deputy).write({"date_to": date(2200, 1, 1)})
        with self.assertRaises(AccessError):
            own.with_user(self.clerk).write({"user_id": self.manager.id})
        self.assertTrue(own.with_user(self.deputy).has_access("read"))
        self.assertFalse(own.with_user(self.seller).has_access("read"))

    def test_the_rules_administrator_enters_anybodys(self):
        vals = {
            "user_id": self.manager.id,
            "substitute_id": self.deputy.id,
            "date_to": date(2100, 1, 1),
        }
        row = self.env["sales.substitute"].with_user(self.rules_admin).create(vals)
        row.with_user(self.rules_admin).unlink()
        self.assertFalse(row.exists())

    @mute_logger("odoo.sql_db")
    def test_impossible_substitutions_are_refused(self):
        self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-04")
        wrong = (
            (IntegrityError, self.manager, self.manager, "2026-05-02", "2026-05-04"),
            (IntegrityError, self.manager, self.clerk, "2026-05-04", "2026-05-02"),
            (ValidationError, self.manager, self.clerk, "2026-03-04", "2026-03-09"),
            (ValidationError, self.clerk, self.manager, "2026-03-01", "2026-03-02"),
        )
        for error, *values in wrong:
            with self.assertRaises(error), self.env.cr.savepoint():
                self.new_substitute(*values)
        self.assertTrue(
            self.new_substitute(self.clerk, self.manager, "2026-03-05", "2026-03-09")
        )

    def test_a_substitute_is_an_active_internal_user(self):
        portal = self.new_user("portal", "base.group_portal")
        self.colleague.active = False
        for user in (portal, self.colleague):
            with self.assertRaises(ValidationError):
                self.new_substitute(self.manager, user, "2026-03-02", "2026-03-04")

    @freeze_time("2026-03-02 12:00:00")
    def test_current_substitutions_are_found(self):
        row = self.new_substitute(self.manager, self.clerk, "2026-03-02", "2026-03-02")
        past = self.new_substitute(self.manager, self.clerk, "2026-03-01", "2026-03-01")
        model = self.env["sales.substitute"]
        self.assertEqual(model.search([("is_current", "=", True)]), row)
        self.assertIn(past, model.search([("is_current", "=", False)]))
        self.assertTrue(row.is_current)
        self.assertFalse(past.is_current)

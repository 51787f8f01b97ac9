from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common_custody import CustodyCommon
from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestRemittanceDays(MoneyCommon):
    """Each day around warning, alarm, escalation and referral (R2.10, R5.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)

    def stages(self, receipt, *days):
        """The stage due on each of these days from today."""
        return [receipt._get_due_stage(self.day(day)) for day in days]

    def test_each_stage_begins_on_its_day(self):
        self.company.collection_remit_days = 3
        self.company.collection_escalation_days = 4
        self.company.collection_legal_days = 20
        receipt = self.collect(self.slip, 10)
        self.assertEqual(
            self.stages(receipt, 0, 1, 2, 3), ["none"] * 2 + ["warned"] * 2
        )
        self.assertEqual(self.stages(receipt, 4, 7), ["late", "late"])
        self.assertEqual(self.stages(receipt, 8, 19), ["escalated"] * 2)
        self.assertEqual(self.stages(receipt, 20, 21), ["legal", "legal"])

    def test_without_days_in_between_it_goes_straight_to_the_director(self):
        self.company.collection_escalation_days = 0
        receipt = self.collect(self.slip, 10)
        self.assertEqual(self.stages(receipt, 0, 1), ["warned", "escalated"])

    def test_a_referral_before_the_remittance_day_comes_first(self):
        self.company.collection_remit_days = 30
        self.company.collection_legal_days = 10
        receipt = self.collect(self.slip, 10)
        self.assertEqual(self.stages(receipt, 9, 10), ["none", "legal"])

    def test_three_months_are_the_latest_in_short_months_too(self):
        company = self.company
        for start, latest in (
            (date(2025, 11, 30), date(2026, 2, 28)),
            (date(2027, 11, 30), date(2028, 2, 29)),
            (date(2026, 7, 31), date(2026, 10, 31)),
        ):
            for days in (0, 92):
                company.collection_legal_days = days
                with self.subTest(start=start, days=days):
                    self.assertEqual(company._get_legal_date(start), latest)
        company.collection_legal_days = 89
        self.assertEqual(company._get_legal_date(date(2026, 7, 31)), date(2026, 10, 28))

    def test_settings_out_of_bounds_are_refused(self):
        for field, value in (
            ("collection_remit_days", -1),
            ("collection_escalation_days", -1),
            ("collection_legal_days", -1),
            ("collection_legal_days", 93),
        ):
            with self.subTest(field=field, value=value):
                with self.assertRaises(ValidationError), self.env.cr.savepoint():
                    self.company[field] = value

    def test_a_longer_policy_does_not_move_what_is_collected(self):
        receipt = self.collect(self.slip, 10)
        self.company.collection_remit_days = 9
        self.assertEqual(receipt.remit_by, self.today)
        with self.assertRaises(UserError):
            receipt.with_user(self.seller).write({"remit_by": self.day(9)})

    def test_the_stage_never_falls_back(self):
        receipt = self.collect(self.slip, 10)
        receipts = self.env["collection.receipt"].sudo()
        with freeze_time(self.day(3)):
            receipts._watch_transit(self.company)
        self.assertEqual(receipt.transit_stage, "escalated")
        receipts._watch_transit(self.company)
        self.assertEqual(receipt.transit_stage, "escalated")
        with self.assertRaises(UserError):
            receipt.with_user(self.seller).write({"transit_stage": "none"})

    def test_money_keyed_in_late_is_referred_by_the_day_it_was_taken(self):
        receipt = self.collect(self.slip, 10, date=str(self.day(-15)))
        self.company.collection_legal_days = 15
        self.assertEqual(receipt.remit_by, self.day(-15))
        self.assertEqual(self.stages(receipt, -1, 0), ["escalated", "legal"])

    def test_money_of_a_closed_day_is_due_with_the_next_open_day(self):
        self.submit(self.collect(self.slip, 10, date=str(self.day(-3))).report_id)
        self.submit(self.collect(self.slip, 10, date=str(self.day(-2))).report_id)
        late = self.collect(self.slip, 10, date=str(self.day(-3)))
        self.assertEqual(late.date, self.day(-3))
        self.assertEqual(late.report_id.date, self.day(-1))
        self.assertEqual(late.remit_by, self.day(-1))


@tagged("post_install", "-at_install")
class TestOverdueHolder(CustodyCommon, MoneyCommon):
    """A holder late with money signs for no vouchers until it is verified (R5.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.money_slip = cls.new_slip_over(100)
        cls.receipt = cls.collect(cls.money_slip, 60)

    def test_the_day_after_it_was_due_signing_is_refused_until_verified(self):
        vouchers = self.bring_to_branch(2)
        first = self.new_handover("to_collector", None, vouchers[0])
        first.action_issue()
        first.with_user(self.seller).action_sign()
        second = self.new_handover("to_collector", None, vouchers[1])
        second.action_issue()
        self.submit(self.receipt.report_id)
        with freeze_time(self.day(1)):
            with self.assertRaisesRegex(UserError, "not handed in"):
                second.with_user(self.seller).action_sign()
            self.verify(self.receipt.report_id)
            second.with_user(self.seller).action_sign()
        self.assertEqual(vouchers.mapped("holder_id"), self.seller)

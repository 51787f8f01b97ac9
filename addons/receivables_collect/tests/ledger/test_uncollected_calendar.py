from calendar import monthrange
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_uncollected_report import UncollectedCommon


@tagged("post_install", "-at_install")
class TestUncollectedCalendar(UncollectedCommon):
    """The periods of F23 leave out no day and count none twice (R4.28)."""

    def get_periods(self, kind, first, days):
        """The periods that are over on any of these days, in order."""
        found = {
            self.reports._get_period(kind, first + timedelta(days=number))
            for number in range(days)
        }
        return sorted(found)

    def test_periods_join_through_leap_years_and_new_years(self):
        for kind in ("week", "ten_days"):
            periods = self.get_periods(kind, date(2027, 12, 1), 500)
            for (_first, last), (following, _last) in zip(
                periods, periods[1:], strict=False
            ):
                self.assertEqual(following, last + timedelta(days=1), kind)

    def test_weeks_are_seven_days_over_new_year(self):
        periods = self.get_periods("week", date(2026, 12, 28), 14)
        new_year = (date(2026, 12, 28), date(2027, 1, 3))
        self.assertIn(new_year, periods)
        self.assertEqual({last - first for first, last in periods}, {timedelta(6)})

    def test_the_last_ten_days_end_with_the_month(self):
        for year, month, length in (
            (2027, 2, 28),
            (2028, 2, 29),
            (2027, 4, 30),
            (2027, 5, 31),
        ):
            self.assertEqual(monthrange(year, month)[1], length)
            first = date(year, month, 1)
            after = first + timedelta(days=length)
            expected = (date(year, month, 21), date(year, month, length))
            self.assertEqual(self.reports._get_period("ten_days", after), expected)
            last = after - timedelta(days=1)
            self.assertEqual(
                self.reports._get_period("ten_days", last),
                (date(year, month, 11), date(year, month, 20)),
            )

    def test_the_due_day_is_in_time_to_its_last_minute(self):
        self.new_overdue()
        report = self.generate(days=-1)
        for clock, late in (((23, 59), False), ((0, 0), True)):
            day = report.date_due + timedelta(days=late)
            moment = datetime(day.year, day.month, day.day, *clock)
            report._write_protected({"submitted_at": moment})
            self.assertEqual(report.is_late, late)
            report.invalidate_recordset()

    def test_the_day_is_the_companys(self):
        self.new_overdue()
        report = self.generate(days=-1)
        moment = datetime.combine(report.date_due, datetime.min.time())
        report._write_protected({"submitted_at": moment + timedelta(hours=20)})
        self.assertFalse(report.with_context(tz="Asia/Shanghai").is_late)
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        report.invalidate_recordset()
        self.assertTrue(report.with_context(tz="UTC").is_late)

    def test_a_draft_is_late_the_day_after_it_was_due(self):
        self.new_overdue()
        report = self.generate(days=-1)
        domain = [("is_late", "=", True), ("id", "=", report.id)]
        for days, late in ((0, False), (1, True)):
            with freeze_time(report.date_due + timedelta(days=days)):
                report.invalidate_recordset()
                self.assertEqual(report.is_late, late)
                self.assertEqual(bool(report.search(domain)), late)


@tagged("post_install", "-at_install")
class TestUncollectedDifferences(UncollectedCommon):
    """Why an item differs from the ledger: one reason each, the nearest (R4.28)."""

    def test_a_payment_undone_since_differs_as_undone(self):
        invoice = self.new_overdue(100)
        payment = self.pay_on(-3, 30, invoice=invoice)
        report = self.new_submitted()
        self.assertEqual(report.line_ids.amount, 70)
        self.get_item(payment).remove_move_reconcile()
        self.assertEqual(self.reconcile(report), ["undone"])
        self.assertEqual(report.line_ids.ledger_amount, 100)

    def test_another_customer_is_moved(self):
        entry = self.entry_on(-9, 100, self.customer)
        report = self.new_submitted()
        self.get_item(entry).partner_id = self.new_customer()
        reasons = self.reconcile(report)
        self.assertIn("moved", reasons)

    def test_a_contact_of_the_customer_is_not_another_one(self):
        entry = self.entry_on(-9, 100, self.customer)
        report = self.new_submitted()
        self.get_item(entry).partner_id = self.new_contact(self.customer)
        self.assertEqual(self.reconcile(report), [False])

    def test_paid_says_more_than_another_salesperson(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        self.pay(100, invoice=invoice)
        self.customer.user_id = self.colleague
        self.assertEqual(self.reconcile(report), ["paid"])

    def test_moved_says_more_than_paid(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        invoice.invoice_date_due = self.day(-4)
        self.pay(40, invoice=invoice)
        self.assertEqual(self.reconcile(report), ["moved"])

    def test_an_item_reported_as_disputed_does_not_differ(self):
        invoice = self.new_overdue(100)
        report = self.generate()
        report.line_ids.write({"reason": "disputed"})
        report.with_user(self.seller).action_submit()
        invoice.sudo().collection_exclusion = "Goods damaged"
        self.assertEqual(self.reconcile(report), [False])

    def test_items_of_others_are_not_missing_in_the_report(self):
        self.new_overdue(100)
        report = self.new_submitted()
        self.new_overdue(50, self.new_customer(user_id=self.colleague.id))
        self.new_overdue(50, days=0)
        self.assertEqual(self.reconcile(report), [False])

    def test_another_companys_items_are_not_reported(self):
        other = self.setup_other_company(name="Second")
        self.entry_on(-9, 40, self.customer, company=other)
        self.assertFalse(self.generate())
        self.new_overdue(100)
        self.assertEqual(self.generate().amount, 100)

    def test_credits_are_not_uncollected(self):
        self.pay_on(-9, 40)
        self.assertFalse(self.generate())

    def test_a_report_is_submitted_and_reconciled_once(self):
        self.new_overdue()
        report = self.new_submitted()
        with self.assertRaisesRegex(UserError, "was submitted already"):
            report.with_user(self.seller).action_submit()
        self.reconcile(report)
        for method in ("action_compare", "action_reconcile"):
            with self.assertRaises(UserError):
                getattr(report.with_user(self.finance), method)()

    def test_an_item_opens_its_document_while_it_is_there(self):
        invoice = self.new_overdue()
        line = self.generate().line_ids
        self.assertEqual(line.action_open_document()["res_id"], invoice.id)
        line._write_protected({"move_line_id": False})
        with self.assertRaisesRegex(UserError, "not in the ledger any more"):
            line.action_open_document()

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_journal import JournalCommon


class UncollectedCommon(JournalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = cls.env["collection.uncollected.report"].sudo()

    @classmethod
    def generate(cls, kind="week", days=-1, user=None):
        """The draft of `seller`, or `user`, for the seven days that end on a day."""
        cls.env.flush_all()
        reports = cls.reports._generate(
            cls.company, kind, cls.day(days - 6), cls.day(days)
        )
        user = user or cls.seller
        return reports.filtered(lambda report: report.user_id == user)

    @classmethod
    def new_submitted(cls, **kwargs):
        report = cls.generate(**kwargs)
        report.line_ids.write({"reason": "promised"})
        report.with_user(cls.seller).action_submit()
        return report

    def reconcile(self, report):
        report.with_user(self.finance).action_reconcile()
        return report.line_ids.mapped("difference_reason")


@tagged("post_install", "-at_install")
class TestUncollectedPeriods(UncollectedCommon):
    """Weeks and ten days, both due (R4.28, F23)."""

    def assert_period(self, kind, today, first, last):
        found = self.reports._get_period(kind, today)
        self.assertEqual(found, (first, last))

    def test_a_week_is_over_on_monday(self):
        self.assert_period(
            "week", date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 22)
        )
        self.assert_period(
            "week", date(2026, 11, 22), date(2026, 11, 9), date(2026, 11, 15)
        )

    def test_ten_days_are_over_on_the_11th_the_21st_and_the_first(self):
        for day, first, last in (
            (date(2026, 3, 11), date(2026, 3, 1), date(2026, 3, 10)),
            (date(2026, 3, 20), date(2026, 3, 1), date(2026, 3, 10)),
            (date(2026, 3, 21), date(2026, 3, 11), date(2026, 3, 20)),
            (date(2026, 3, 1), date(2026, 2, 21), date(2026, 2, 28)),
            (date(2026, 3, 10), date(2026, 2, 21), date(2026, 2, 28)),
            (date(2026, 1, 1), date(2025, 12, 21), date(2025, 12, 31)),
        ):
            self.assert_period("ten_days", day, first, last)

    def test_each_kind_of_report_is_made_once(self):
        self.new_overdue()
        for kind in ("week", "ten_days"):
            self.assertEqual(len(self.generate(kind)), 1)
            self.assertFalse(self.generate(kind))

    def test_the_report_is_due_the_day_after(self):
        self.new_overdue()
        report = self.generate(days=-1)
        self.assertEqual(report.date_due, self.today)
        self.assertFalse(report.is_late)
        self.company.collection_uncollected_due_days = 0
        self.assertTrue(self.generate("ten_days", days=-1).is_late)

    def test_late_ones_are_found_and_stay_late(self):
        self.new_overdue()
        late, on_time = self.generate(days=-9), self.generate(days=-1)
        model = self.reports.with_user(self.finance)
        domain = [("id", "in", (late | on_time).ids)]
        found = model.search([("is_late", "=", True), *domain])
        self.assertEqual(found.ids, late.ids)
        for report in late, on_time:
            report.line_ids.write({"reason": "no_money"})
            report.with_user(self.seller).action_submit()
        self.assertEqual((late.is_late, on_time.is_late), (True, False))
        found = model.search([("is_late", "!=", True), *domain])
        self.assertEqual(found.ids, on_time.ids)


@tagged("post_install", "-at_install")
class TestUncollectedSnapshot(UncollectedCommon):
    """Items overdue at the end of the period, with their reasons (R4.28)."""

    def test_the_report_lists_items_overdue_at_the_end_of_the_period(self):
        overdue = self.new_overdue(100, days=5)
        self.new_overdue(50, days=0)
        report = self.generate(days=-1)
        line = report.line_ids
        self.assertEqual(line.move_line_id, self.get_item(overdue))
        self.assertRecordValues(
            line, [{"amount": 100, "days_overdue": 4, "partner_id": self.customer.id}]
        )
        self.assertEqual((report.amount, report.line_count), (100, 1))

    def test_an_item_paid_after_the_period_was_open_then(self):
        invoice = self.new_overdue(100, days=9)
        self.pay_on(-4, 30, invoice=invoice)
        self.pay_on(0, 20, invoice=invoice)
        self.assertEqual(self.generate(days=-5).line_ids.amount, 100)
        self.assertEqual(self.generate(days=-1).line_ids.amount, 70)
        self.assertEqual(self.generate("ten_days", days=0).line_ids.amount, 50)

    def test_each_salesperson_gets_their_own(self):
        self.new_overdue(100)
        self.new_overdue(30, self.new_customer(user_id=self.other_seller.id))
        mine = self.generate()
        others = self.reports.search([("user_id", "=", self.other_seller.id)])
        self.assertEqual((mine.amount, others.amount), (100, 30))
        self.assertEqual((mine.team_id, others.team_id), (self.team, self.other_team))

    def test_the_salesperson_of_that_day_reports(self):
        self.new_overdue(100, days=9)
        self.move_to(self.colleague, -3)
        self.assertEqual(self.generate(days=-5).amount, 100)
        self.assertEqual(self.generate(days=-1, user=self.colleague).amount, 100)

    def test_another_currency_keeps_its_amount(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "FGN",
                "symbol": "F",
                "rate_ids": [(0, 0, {"name": "2000-01-01", "rate": 4.0})],
            }
        )
        self.new_overdue(100, currency_id=foreign.id)
        line = self.generate().line_ids
        self.assertEqual((line.amount, line.amount_company), (100, 25))

    def test_the_reason_given_last_comes_back(self):
        self.new_overdue()
        self.generate(days=-8).line_ids.write({"reason": "papers"})
        self.new_overdue(50)
        reasons = self.generate(days=-1).line_ids.mapped("reason")
        self.assertCountEqual(reasons, ["papers", False])

    def test_the_salesperson_is_told(self):
        self.new_overdue()
        self.assertEqual(self.generate().activity_ids.user_id, self.seller)

    def test_the_cron_makes_both_kinds_of_report(self):
        self.new_overdue(days=60)
        self.run_cron("receivables_collect.ir_cron_uncollected")
        domain = [("user_id", "=", self.seller.id)]
        kinds = self.reports.search(domain).mapped("kind")
        self.assertCountEqual(kinds, ["week", "ten_days"])


@tagged("post_install", "-at_install")
class TestUncollectedReconciled(UncollectedCommon):
    """Finance reconciles with the ledger and sees what differs, and why (R4.28)."""

    def test_a_report_with_an_item_without_reason_is_not_submitted(self):
        self.new_overdue()
        report = self.generate()
        with self.assertRaisesRegex(UserError, "1 items have no reason"):
            report.with_user(self.seller).action_submit()

    def test_salesperson_and_regional_manager_submit(self):
        self.new_overdue()
        for number, user in enumerate((self.seller, self.manager, self.director)):
            report = self.generate(days=-1 - number)
            report.with_user(user).line_ids.write({"reason": "not_met"})
            report.with_user(user).action_submit()
            self.assertEqual(report.submitted_by_id, user)

    def test_only_salesperson_and_leader_submit_the_report(self):
        self.new_overdue()
        report = self.generate()
        report.line_ids.write({"reason": "not_met"})
        for user in (self.colleague, self.other_manager, self.finance, self.general):
            with self.assertRaises(AccessError):
                report.with_user(user).action_submit()
        self.assertEqual(report.state, "draft")

    def test_submitted_reasons_stay(self):
        self.new_overdue()
        report = self.new_submitted()
        line = report.line_ids.with_user(self.seller)
        with self.assertRaisesRegex(UserError, "its reasons stay"):
            line.reason = "legal"
        with self.assertRaises(UserError):
            line.unlink()

    def test_amounts_are_nobodys_to_write(self):
        self.new_overdue()
        line = self.generate().line_ids
        for vals in ({"amount": 1}, {"difference_reason": "paid"}):
            for lines in (line, line.with_user(self.seller)):
                with self.assertRaises(UserError):
                    lines.write(vals)

    def test_the_state_moves_by_methods_only(self):
        self.new_overdue()
        report = self.generate()
        with self.assertRaises(UserError):
            report.state = "reconciled"
        with self.assertRaises(UserError):
            report.with_user(self.finance).action_reconcile()

    def test_only_finance_reconciles(self):
        self.new_overdue()
        report = self.new_submitted()
        for user in (self.seller, self.manager, self.director, self.general):
            for method in ("action_compare", "action_reconcile"):
                with self.assertRaises(AccessError):
                    getattr(report.with_user(user), method)()
        self.assertEqual(self.reconcile(report), [False])
        self.assertRecordValues(
            report, [{"state": "reconciled", "reconciled_by_id": self.finance.id}]
        )

    def test_the_submitter_does_not_reconcile(self):
        self.new_overdue()
        finance_seller = self.new_user("both", "group_salesperson", "group_finance")
        self.customer.user_id = finance_seller
        self.move_to(finance_seller, -5)
        report = self.generate(user=finance_seller).with_user(finance_seller)
        report.line_ids.write({"reason": "papers"})
        report.action_submit()
        with self.assertRaisesRegex(AccessError, "Ask a colleague"):
            report.action_reconcile()

    def test_an_item_paid_since_differs_as_paid(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        self.pay(30, invoice=invoice)
        self.assertEqual(self.reconcile(report), ["paid"])
        self.assertEqual(report.line_ids.ledger_amount, 70)

    def test_reset_to_draft_is_moved(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        invoice.button_draft()
        self.assertEqual(self.reconcile(report), ["moved"])
        self.assertEqual(report.line_ids.ledger_amount, 0)

    def test_another_due_date_is_moved(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        invoice.invoice_date_due = self.day(-3)
        self.assertEqual(self.reconcile(report), ["moved"])

    def test_an_item_of_another_salesperson_differs_as_such(self):
        self.new_overdue(100)
        report = self.new_submitted()
        self.customer.user_id = self.colleague
        self.assertEqual(self.reconcile(report), ["salesperson"])

    def test_an_item_excluded_since_differs_as_disputed(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        invoice.sudo().collection_exclusion = "Goods damaged"
        self.assertEqual(self.reconcile(report), ["disputed"])

    def test_an_item_disputed_on_its_slip_since_differs_as_disputed(self):
        report_slip = self.new_issued_slip(self.customer, 100)
        report = self.new_submitted()
        self.env["collection.dispute"].sudo().create(
            {
                "slip_line_id": report_slip.line_ids.id,
                "reason": "Too few.",
                "date_due": self.day(5),
            }
        )
        self.assertEqual(self.reconcile(report), ["disputed"])

    def test_entries_backdated_since_are_missing(self):
        self.new_overdue(100)
        report = self.new_submitted()
        late = self.new_overdue(50)
        report.with_user(self.finance).action_compare()
        self.assertEqual(self.reconcile(report), [False, "missing"])
        added = report.line_ids.filtered("is_added")
        self.assertEqual(added.move_line_id, self.get_item(late))
        self.assertEqual((added.amount, added.ledger_amount), (0, 50))
        self.assertEqual((report.line_count, report.amount), (1, 100))

    def test_the_count_of_differences_is_true_at_once(self):
        self.new_overdue(100)
        report = self.new_submitted()
        self.assertEqual(report.difference_count, 0)
        self.new_overdue(50)
        report.with_user(self.finance).action_compare()
        self.assertEqual(report.difference_count, 1)

    def test_roles_see_their_part(self):
        self.new_overdue()
        report = self.generate()
        for user in (self.seller, self.manager, self.director, self.finance):
            self.assertEqual(report.with_user(user).search_count([]), 1)
        for user in (self.colleague, self.other_manager):
            self.assertEqual(report.with_user(user).search_count([]), 0)
            self.assertFalse(report.line_ids.with_user(user).search([]))
        with self.assertRaises(AccessError):
            report.with_user(self.clerk).read(["number"])


@tagged("post_install", "-at_install")
class TestF23(FormReportMixin, UncollectedCommon):
    """The uncollected items report on paper (F23)."""

    form = "receivables_collect.report_f23"

    def test_the_printed_report_shows_items_and_reasons(self):
        self.customer.name = "Slow Payer"
        self.new_overdue(1234.5)
        report = self.new_submitted()
        pages = self.print_form(report, self.seller)
        self.assert_documents(pages, "Uncollected Items Report", 1)
        self.assert_on(pages, "F23", "Slow Payer", "1,234.50", "Promised for later")
        self.assert_not_on(pages, "Difference reason")

    def test_the_printed_report_shows_why_items_differ(self):
        invoice = self.new_overdue(100)
        report = self.new_submitted()
        self.pay(30, invoice=invoice)
        self.reconcile(report)
        pages = self.print_form(report, self.finance)
        self.assert_on(pages, "Difference reason", "Paid since", "70.00")

    def test_the_report_is_printed_in_chinese(self):
        texts = {"Uncollected Items Report": "未收款项报告表"}
        self.set_chinese(self.seller, texts=texts)
        self.new_overdue()
        self.assert_on(
            self.print_form(self.generate(), self.seller), texts.popitem()[1]
        )

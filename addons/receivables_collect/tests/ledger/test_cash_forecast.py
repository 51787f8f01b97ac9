from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestCashForecast(JournalCommon):
    """Receipts expected per week: due dates and each customer's own habit (R3.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.forecasts = cls.env["collection.cash.forecast"].sudo()
        cls.monday = cls.today - timedelta(days=cls.today.weekday())

    def settle(self, amount, due, paid, customer=None):
        """An invoice due and paid on days from today."""
        invoice = self.new_invoice(
            amount, customer, due=due, invoice_date=self.day(due - 30)
        )
        self.pay_on(paid, amount, customer, invoice)

    def owe(self, amount, due, customer=None):
        """An invoice of yesterday or before that is due in `due` days."""
        return self.new_invoice(
            amount, customer, due=due, invoice_date=self.day(min(due, -1))
        )

    def get_weeks(self, days=0):
        return self.forecasts._get_weeks(self.company, self.day(days))

    def week_of(self, days):
        day = self.day(days)
        return day - timedelta(days=day.weekday())

    def assert_expected(self, expected, by_due=None):
        """Both by {day from today: amount}, summed per week."""
        weeks = self.get_weeks()
        for place, amounts in ((0, expected), (1, by_due)):
            if amounts is None:
                continue
            sums = {}
            for days, amount in amounts.items():
                sums[self.week_of(days)] = sums.get(self.week_of(days), 0) + amount
            found = {week: both[place] for week, both in weeks.items() if both[place]}
            self.assertEqual(found, sums)

    def test_without_any_payment_due_dates_count(self):
        self.owe(100, 20)
        self.assert_expected({20: 100}, {20: 100})

    def test_a_late_payer_is_expected_late(self):
        self.settle(50, due=-40, paid=-26)
        self.owe(100, 20)
        self.assert_expected({34: 100}, {20: 100})

    def test_an_early_payer_is_expected_early(self):
        self.settle(50, due=-40, paid=-47)
        self.owe(100, 20)
        self.assert_expected({13: 100}, {20: 100})

    def test_habit_is_weighted_by_amount(self):
        self.settle(300, due=-40, paid=-40)
        self.settle(100, due=-40, paid=-12)
        self.owe(100, 20)
        self.assert_expected({27: 100})

    def test_each_customer_has_their_own_and_new_ones_everybodys(self):
        other = self.new_customer()
        self.settle(100, due=-40, paid=-26)
        self.settle(100, due=-40, paid=-40, customer=other)
        self.owe(10, 20)
        self.owe(20, 20, other)
        self.owe(40, 20, self.new_customer())
        self.assert_expected({34: 10, 20: 20, 27: 40})

    def test_receipts_that_should_have_come_are_expected_this_week(self):
        self.settle(50, due=-40, paid=-33)
        self.new_overdue(100, days=30)
        self.assert_expected({0: 100}, {0: 100})

    def test_credits_are_taken_off_the_first(self):
        self.owe(100, 10)
        self.owe(100, 40)
        self.pay_on(-1, 130)
        self.assert_expected({40: 70}, {40: 70})

    def test_a_credit_note_is_no_payment(self):
        invoice = self.new_invoice(100, due=-40, invoice_date=self.day(-70))
        note = self.invoice_on(-5, 100, move_type="out_refund")
        (self.get_item(invoice) | self.get_item(note)).reconcile()
        self.owe(100, 20)
        self.assert_expected({20: 100})

    def test_a_forecast_knows_only_what_was_entered_the_day_before(self):
        self.invoice_on(-20, 100)
        self.invoice_on(-3, 50)
        self.pay_on(-3, 100)
        found = self.get_weeks(-10)
        self.assertEqual(sum(both[1] for both in found.values()), 100)

    def test_the_report_shows_forecast_and_fact_side_by_side(self):
        self.owe(100, 3)
        self.forecasts._make(self.company, self.monday)
        self.invoice_on(-20, 100)
        self.pay_on(0, 40)
        self.forecasts._make(self.company, self.monday)
        report = self.env["collection.cash.forecast.report"].with_user(self.finance)
        rows = report.search([("week", "=", self.monday)])
        self.assertEqual(sum(rows.mapped("fact")), 40)
        self.assertEqual(rows.team_id, self.team)

    def test_a_graph_draws_the_three_figures_beside_each_other(self):
        self.settle(100, due=-40, paid=-33)
        self.owe(100, 7)
        self.pay_on(0, 40, self.new_customer())
        self.forecasts._make(self.company, self.today)
        report = self.env["collection.cash.forecast.report"].with_user(self.finance)
        domain = [("week", ">=", self.monday), ("company_id", "=", self.company.id)]
        groups = report._read_group(
            domain, ["figure"], ["amount:sum", "expected:sum", "by_due:sum", "fact:sum"]
        )
        self.assertEqual(
            {figure: (amount, *sums) for figure, amount, *sums in groups},
            {
                "expected": (100, 100, 0, 0),
                "by_due": (100, 0, 100, 0),
                "fact": (40, 0, 0, 40),
            },
        )

    def test_the_cron_forecasts_once_a_week(self):
        self.owe(100, 3)
        domain = [("company_id", "=", self.company.id)]
        self.run_cron("receivables_collect.ir_cron_cash_forecast")
        count = self.forecasts.search_count(domain)
        self.run_cron("receivables_collect.ir_cron_cash_forecast")
        self.assertGreater(count, 0)
        self.assertEqual(self.forecasts.search_count(domain), count)

    def test_a_forecast_stays(self):
        self.owe(100, 3)
        self.forecasts._make(self.company, self.today)
        forecast = self.forecasts.search([("company_id", "=", self.company.id)])
        with self.assertRaises(UserError):
            forecast[0].expected = 1

    def test_roles_see_their_part(self):
        self.pay_on(0, 40)
        report = self.env["collection.cash.forecast.report"]
        for user, total in (
            (self.seller, 40),
            (self.colleague, 0),
            (self.manager, 40),
            (self.other_manager, 0),
            (self.director, 40),
        ):
            self.env.invalidate_all()
            found = report.with_user(user).search([("fact", "!=", 0)])
            self.assertEqual(sum(found.mapped("fact")), total, user.name)

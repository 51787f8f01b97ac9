from datetime import timedelta

from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestForecastCustomers(JournalCommon):
    """A forecast by habits, credits, companies and weeks (R3.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.forecasts = cls.env["collection.cash.forecast"].sudo()
        cls.monday = cls.today - timedelta(days=cls.today.weekday())

    def settle(self, amount, due, paid, customer=None):
        """An invoice due and paid on days from today."""
        invoice = self.invoice_on(due - 30, amount, customer)
        self.pay_on(paid, amount, customer, invoice)

    def owe(self, amount, due, customer=None, **vals):
        invoiced = self.day(min(due, -1))
        return self.new_invoice(
            amount, customer, due=due, invoice_date=invoiced, date=invoiced, **vals
        )

    def get_expected(self, company=None, days=0):
        """Amounts by their weeks from this one on."""
        weeks = self.forecasts._get_weeks(company or self.company, self.day(days))
        return {
            (week - self.monday).days // 7: expected
            for week, (expected, _due) in weeks.items()
            if expected
        }

    def due_in(self, weeks):
        """The days from today to the Wednesday of a later week."""
        return weeks * 7 + 2 - self.today.weekday()

    def test_payments_of_more_than_a_year_ago_are_no_habit(self):
        self.settle(100, due=-400, paid=-366)
        self.owe(10, self.due_in(3))
        self.assertEqual(self.get_expected(), {3: 10})
        self.settle(100, due=-379, paid=-365)
        self.assertEqual(self.get_expected(), {5: 10})

    def test_a_write_off_is_no_habit(self):
        invoice = self.invoice_on(-60, 100)
        entry = self.entry_on(-2, -100, self.customer)
        (self.get_item(invoice) | self.get_item(entry)).reconcile()
        self.owe(10, self.due_in(3))
        self.assertEqual(self.get_expected(), {3: 10})

    def test_contacts_pay_as_their_customer(self):
        contact = self.new_contact(self.customer)
        self.settle(100, due=-40, paid=-26, customer=contact)
        self.settle(100, due=-40, paid=-40, customer=self.new_customer())
        self.owe(10, self.due_in(3))
        self.assertEqual(self.get_expected(), {5: 10})

    def test_one_customers_credit_is_not_taken_off_anothers(self):
        self.pay_on(-1, 500, self.new_customer())
        self.owe(100, self.due_in(2))
        self.assertEqual(self.get_expected(), {2: 100})

    def test_more_credit_than_debt_expects_nothing(self):
        self.owe(100, self.due_in(2))
        self.pay_on(-1, 100.01)
        self.assertFalse(self.get_expected())

    def test_part_payments_leave_the_rest(self):
        invoice = self.owe(100, self.due_in(2))
        self.pay_on(-1, 99.99, invoice=invoice)
        weeks = self.forecasts._get_weeks(self.company, self.today)
        amounts = [by_due for _expected, by_due in weeks.values() if by_due]
        self.assertEqual([round(amount, 2) for amount in amounts], [0.01])

    def test_entries_without_customer_are_expected_too(self):
        self.entry_on(-1, 40, self.env["res.partner"])
        self.assertEqual(self.get_expected(), {0: 40})

    def test_companies_do_not_mix(self):
        other = self.setup_other_company(name="Second")
        self.entry_on(-1, 40, self.customer, company=other)
        self.owe(100, self.due_in(2))
        self.assertEqual(self.get_expected(), {2: 100})
        self.assertEqual(self.get_expected(other["company"]), {0: 40})

    def test_eight_weeks_are_stored(self):
        for weeks in (0, 7, 8):
            self.owe(10 + weeks, self.due_in(weeks), self.new_customer())
        self.forecasts._make(self.company, self.today)
        stored = self.forecasts.search([("company_id", "=", self.company.id)])
        weeks = sorted((row.week - self.monday).days // 7 for row in stored)
        self.assertEqual(weeks, [0, 7])
        self.assertEqual(sum(stored.mapped("expected")), 27)

    def test_the_present_salesperson_is_expected_to_collect(self):
        self.owe(100, self.due_in(2))
        self.customer.user_id = self.other_seller
        self.forecasts._make(self.company, self.today)
        stored = self.forecasts.search([("company_id", "=", self.company.id)])
        self.assertEqual(stored.user_id, self.other_seller)
        self.assertEqual(stored.team_id, self.other_team)

    def test_the_last_forecast_made_for_a_week_is_shown(self):
        self.owe(100, self.due_in(2))
        self.forecasts._make(self.company, self.monday - timedelta(days=7))
        self.owe(20, self.due_in(2))
        self.forecasts._make(self.company, self.today)
        report = self.env["collection.cash.forecast.report"].with_user(self.finance)
        rows = report.search([("week", "=", self.monday + timedelta(weeks=2))])
        self.assertEqual(sum(rows.mapped("expected")), 120)

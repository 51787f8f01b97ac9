from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestAgeingReport(JournalCommon):
    """Open amounts by how long they are overdue, for each role its part (R4.23)."""

    def read_rows(self, user=None, item=None, **context):
        self.env.invalidate_all()
        report = self.env["collection.ageing.report"].with_user(user or self.finance)
        domain = [("partner_id", "=", self.customer.id)]
        if item:
            domain.append(("move_line_id", "=", item.id))
        return report.with_context(**context).search(domain)

    def test_buckets_begin_the_day_after(self):
        for days, bucket in (
            (-5, "0"),
            (0, "0"),
            (1, "1"),
            (30, "1"),
            (31, "2"),
            (60, "2"),
            (61, "3"),
            (90, "3"),
            (91, "4"),
            (180, "4"),
            (181, "5"),
        ):
            invoice = self.new_invoice(100, due=-days)
            row = self.read_rows(item=self.get_item(invoice))
            self.assertEqual((row.bucket, row.days_overdue), (bucket, max(days, 0)))
            self.assertEqual(row.amount_overdue, 100 if days > 0 else 0)

    def test_residuals_and_credits_count(self):
        invoice = self.new_overdue(100)
        self.pay(30, invoice=invoice)
        self.pay(20)
        self.assertEqual(sorted(self.read_rows().mapped("amount")), [-20, 70])

    def test_the_report_shows_the_open_amounts_of_any_day(self):
        invoice = self.invoice_on(-20, 100)
        self.pay_on(-5, 40, invoice=invoice)
        for days, amount in ((-21, 0), (-20, 100), (-6, 100), (-5, 60)):
            rows = self.read_rows(ageing_date=self.day(days))
            self.assertEqual(sum(rows.mapped("amount")), amount, days)

    def test_each_row_names_team_salesperson_and_tier(self):
        self.new_overdue(100)
        row = self.read_rows()
        self.assertEqual(row.user_id, self.seller)
        self.assertEqual(row.team_id, self.team)
        self.assertEqual(row.tier_id, self.customer.tier_id)

    def test_roles_see_their_part(self):
        self.new_overdue(100)
        for user, amount in (
            (self.seller, 100),
            (self.colleague, 0),
            (self.manager, 100),
            (self.other_manager, 0),
            (self.director, 100),
            (self.general, 100),
        ):
            rows = self.read_rows(user)
            self.assertEqual(sum(rows.mapped("amount")), amount, user.name)

    def test_the_groups_of_a_pivot_add_up_the_rows(self):
        self.new_overdue(100)
        self.new_overdue(50, days=100)
        report = self.env["collection.ageing.report"].with_user(self.finance)
        groups = report._read_group(
            [("partner_id", "=", self.customer.id)], ["bucket"], ["amount:sum"]
        )
        self.assertEqual(dict(groups), {"1": 100, "4": 50})


@tagged("post_install", "-at_install")
class TestPerformanceReport(JournalCommon):
    """Collection rate and days sales outstanding per month (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.today.replace(day=1) - relativedelta(months=2)
        cls.before = (cls.first - cls.today).days - 1

    def read_rows(self, user=None):
        self.env.invalidate_all()
        report = self.env["collection.performance.report"]
        return report.with_user(user or self.finance).search(
            [("user_id", "=", self.seller.id)], order="month"
        )

    def test_months_run_on(self):
        self.invoice_on(self.before, 100)
        self.invoice_on(self.before + 2, 50)
        self.pay_on(self.before + 3, 60)
        rows = self.read_rows()
        amounts = [
            (row.opening, row.sales, row.receipts, row.closing)
            for row in rows.filtered(lambda row: row.month >= self.first)
        ]
        self.assertEqual(amounts, [(100, 50, 60, 90), (90, 0, 0, 90), (90, 0, 0, 90)])
        row = rows.filtered(lambda row: row.month == self.first)
        self.assertAlmostEqual(row.collection_rate, 0.4)
        self.assertAlmostEqual(row.dso, 90 / 50 * row.days)

    def test_groups_are_ratios_of_sums(self):
        self.invoice_on(self.before + 2, 100)
        self.pay_on(self.before + 3, 100)
        other = self.new_customer(user_id=self.other_seller.id)
        self.invoice_on(self.before + 2, 300, other)
        report = self.env["collection.performance.report"].with_user(self.finance)
        sellers = (self.seller | self.other_seller).ids
        domain = [("month", "=", self.first), ("user_id", "in", sellers)]
        [(rate, dso)] = report._read_group(
            domain, [], ["collection_rate:avg", "dso:avg"]
        )
        days = report.search(domain, limit=1).days
        self.assertAlmostEqual(rate, 100 / 400)
        self.assertAlmostEqual(dso, 300 / 400 * days)

    def test_months_together_have_one_opening_and_one_closing(self):
        self.invoice_on(self.before, 100)
        self.invoice_on(self.before + 2, 50)
        other = self.new_customer(user_id=self.other_seller.id)
        self.invoice_on(self.before + 2, 300, other)
        report = self.env["collection.performance.report"].with_user(self.finance)
        sellers = (self.seller | self.other_seller).ids
        domain = [("month", ">=", self.first), ("user_id", "in", sellers)]
        balances = ["opening:sum", "sales:sum", "closing:sum"]
        self.assertEqual(report._read_group(domain, [], balances), [(100, 350, 450)])
        by_seller = report._read_group(domain, ["user_id"], balances)
        self.assertCountEqual(
            by_seller,
            [(self.seller, 100, 50, 150), (self.other_seller, 0, 300, 300)],
        )

    def test_transfers_move_the_balance(self):
        self.invoice_on(self.before, 100)
        self.move_to(self.colleague, self.before + 3)
        rows = self.read_rows()
        self.assertEqual(rows[-1].closing if rows else 0, 0)
        mine = self.env["collection.performance.report"].with_user(self.colleague)
        found = mine.search([("month", "=", self.first)])
        self.assertEqual(found.mapped("closing"), [100])

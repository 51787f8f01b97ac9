from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_journal import JournalCommon

# model: the number that its rows show
MODELS = {
    "collection.journal.line": "closing",
    "collection.journal.report": "closing",
    "collection.ageing.report": "amount",
    "collection.performance.report": "closing",
    "collection.cash.forecast": "by_due",
    "collection.cash.forecast.report": "by_due",
    "collection.uncollected.line": "amount_company",
    "collection.uncollected.report": "amount",
}


@tagged("post_install", "-at_install")
class TestReportAccess(JournalCommon):
    """Every report shows a role its own part, and of its own company (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs = cls.new_customer(user_id=cls.other_seller.id)
        cls.entry_on(-2, 100, cls.customer)
        cls.entry_on(-2, 30, cls.theirs)
        cls.env["collection.cash.forecast"].sudo()._make(cls.company, cls.today)
        cls.print_journal(-1)
        cls.env.flush_all()
        cls.env["collection.uncollected.report"].sudo()._generate(
            cls.company, "week", cls.day(-7), cls.day(-1)
        )

    def read_sums(self, user, **context):
        """The sum a user sees of each report; None where nothing is allowed."""
        sums = {}
        month = [("month", "=", self.today.replace(day=1))]
        for name, field in MODELS.items():
            self.env.invalidate_all()
            model = self.env[name].with_user(user).with_context(**context)
            domain = month if "performance" in name else []
            try:
                sums[name] = sum(model.search(domain).mapped(field))
            except AccessError:
                sums[name] = None
        return sums

    def assert_all(self, user, amount):
        self.assertEqual(self.read_sums(user), dict.fromkeys(MODELS, amount))

    def test_salespeople_see_their_own(self):
        self.assert_all(self.seller, 100)
        self.assert_all(self.other_seller, 30)
        self.assert_all(self.colleague, 0)

    def test_regional_managers_see_their_teams(self):
        self.assert_all(self.manager, 100)
        self.assert_all(self.other_manager, 30)

    def test_director_finance_and_general_managers_see_all(self):
        for user in (self.director, self.finance, self.general, self.deputy):
            with self.subTest(user.name):
                self.assert_all(user, 130)

    def test_users_without_a_role_see_no_report(self):
        self.assert_all(self.clerk, None)

    def test_another_companys_finance_sees_nothing(self):
        other = self.setup_other_company(name="Second")["company"]
        self.assert_all(self.new_user("far", "group_finance", company_id=other.id), 0)

    def test_two_companies_are_added_up_for_who_works_in_both(self):
        other = self.setup_other_company(name="Second")
        self.entry_on(-2, 1000, self.customer, company=other)
        companies = self.company | other["company"]
        self.finance.company_ids = companies
        sums = self.read_sums(self.finance, allowed_company_ids=companies.ids)
        for name in ("journal.report", "ageing.report", "performance.report"):
            self.assertEqual(sums[f"collection.{name}"], 1130, name)
        sums = self.read_sums(self.finance, allowed_company_ids=self.company.ids)
        for name in ("journal.report", "ageing.report", "performance.report"):
            self.assertEqual(sums[f"collection.{name}"], 130, name)

    def test_the_history_of_a_customer_is_its_salespersons_of_now(self):
        self.customer.user_id = self.colleague
        history = self.env["collection.assignment"]
        domain = [("partner_id", "=", self.customer.id)]
        for user, count in (
            (self.seller, 0),
            (self.colleague, 2),
            (self.manager, 2),
            (self.other_manager, 0),
            (self.finance, 2),
        ):
            self.assertEqual(history.with_user(user).search_count(domain), count)
        with self.assertRaises(AccessError):
            history.with_user(self.clerk).search(domain)

    def test_the_print_and_its_changes_are_read_by_the_top_and_finance(self):
        for name in ("collection.journal", "collection.journal.change"):
            for user in (self.director, self.finance, self.general, self.deputy):
                self.env[name].with_user(user).search([])
            for user in (self.seller, self.manager, self.clerk):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    self.env[name].with_user(user).search([])

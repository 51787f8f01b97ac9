from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestRunBoundaries(CollectionCommon):
    """Where a run begins and ends to ask: amount, day, team, tier (R4.23)."""

    def asked(self, **vals):
        """The amounts a run asks, by customer; its drafts go again."""
        run = self.new_generated(**vals)
        slips = run.sudo().slip_ids
        asked = {slip.partner_id: slip.amount_residual for slip in slips}
        run.action_discard()
        return asked

    def test_a_cent_less_than_the_minimum_is_not_asked(self):
        self.new_overdue(100)
        for minimum, asked in ((99.99, True), (100, True), (100.01, False)):
            with self.subTest(minimum=minimum):
                self.assertEqual(bool(self.asked(min_amount=minimum)), asked)

    def test_the_minimum_counts_what_is_left_after_credits(self):
        self.new_overdue(100)
        self.pay(20)
        self.assertEqual(self.asked(min_amount=80), {self.customer: 80})
        self.assertFalse(self.asked(min_amount=80.01))

    def test_filters_below_zero_are_refused(self):
        for vals in ({"min_amount": -0.01}, {"min_age_days": -1}):
            with (
                self.subTest(vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.new_run(**vals).flush_recordset()

    def test_the_age_counts_to_the_day_of_the_run(self):
        self.new_overdue(100, days=10)
        vals = {"min_age_days": 12}
        self.assertFalse(self.asked(date=self.day(1), **vals))
        self.assertEqual(self.asked(date=self.day(2), **vals), {self.customer: 100})

    def test_a_run_of_an_earlier_day_asks_what_was_due_then(self):
        self.new_overdue(100, days=10)
        self.new_overdue(50, days=9)
        self.assertEqual(self.asked(date=self.day(-10)), {self.customer: 100})
        self.assertFalse(self.asked(date=self.day(-11)))

    def test_money_that_came_after_the_day_of_the_run_reduces_nothing(self):
        self.new_overdue(100, days=10)
        self.pay(20)
        self.assertEqual(self.asked(date=self.day(-1)), {self.customer: 100})
        self.assertEqual(self.asked(date=self.today), {self.customer: 80})

    def test_several_teams_and_tiers_each_count(self):
        west = self.new_customer(user_id=self.other_seller.id)
        nobodys = self.new_customer(user_id=False)
        for customer in (self.customer, west, nobodys):
            self.new_overdue(10, customer)
        teams = self.team | self.other_team
        self.assertEqual(set(self.asked()), {self.customer, west, nobodys})
        self.assertEqual(set(self.asked(team_ids=teams.ids)), {self.customer, west})
        tiers = (west | nobodys).with_company(self.company).tier_id
        self.assertEqual(set(self.asked(tier_ids=tiers.ids)), {west, nobodys})
        self.assertEqual(
            set(self.asked(tier_ids=tiers.ids, team_ids=teams.ids)), {west}
        )

    def test_a_customer_without_a_tier_is_asked_unless_a_tier_is_chosen(self):
        tierless = self.new_customer(limit=None)
        self.new_overdue(10, tierless)
        tier = self.customer.with_company(self.company).tier_id
        self.assertEqual(self.asked(), {tierless: 10})
        self.assertFalse(self.asked(tier_ids=tier.ids))

    def test_an_excluded_customer_is_excluded_with_all_contacts(self):
        self.new_overdue(10, self.new_contact(self.customer))
        customer = self.customer.sudo().with_company(self.company)
        customer.collection_exclusion = "Affiliate"
        self.assertFalse(self.asked())
        customer.collection_exclusion = False
        self.assertEqual(self.asked(), {self.customer: 10})

    def test_a_credit_that_is_excluded_reduces_nothing(self):
        self.new_overdue(100)
        refund = self.new_invoice(30, move_type="out_refund")
        refund.sudo().collection_exclusion = "Bonus of the year"
        self.assertEqual(self.asked(), {self.customer: 100})

    def test_an_excluded_receivable_does_not_make_the_customer_older(self):
        self.new_overdue(5, days=90).sudo().collection_exclusion = "Barter"
        self.new_overdue(10, days=20)
        slip = self.new_generated().sudo().slip_ids
        self.assertEqual(slip.date_oldest, self.day(-20))


@tagged("post_install", "-at_install")
class TestRunCompanies(CollectionCommon):
    """Each company asks, numbers and dunns for itself (R4.23, R1.8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.setup_other_company(name="Elsewhere")["company"]
        cls.finance.company_ids |= cls.other

    def owe_elsewhere(self, amount):
        invoice = self.new_overdue(amount, company_id=self.other.id, post=False)
        invoice.sudo().action_post()

    def issue_in(self, company):
        run = self.new_run(company_id=company.id).with_company(company)
        run.action_generate()
        run.action_issue()
        return run.sudo().slip_ids

    def test_one_customer_gets_a_slip_of_each_company(self):
        self.new_overdue(100)
        self.owe_elsewhere(30)
        here, there = self.issue_in(self.company), self.issue_in(self.other)
        self.assertEqual((here | there).partner_id, self.customer)
        self.assertEqual([here.amount_due, there.amount_due], [100, 30])
        self.assertEqual(there.company_id, self.other)

    def test_numbers_begin_anew_in_each_company(self):
        self.new_overdue(100)
        self.owe_elsewhere(30)
        here, there = self.issue_in(self.company), self.issue_in(self.other)
        self.assertEqual(here.number, there.number)
        self.assertTrue(there.number.endswith("/00001"))

    def test_a_level_of_another_company_does_not_count(self):
        self.new_overdue(100)
        self.owe_elsewhere(30)
        level = self.new_level(0)
        self.assertEqual(self.issue_in(self.company).level_id, level)
        self.assertFalse(self.issue_in(self.other).level_id)

    def test_finance_of_one_company_does_not_issue_for_the_other(self):
        self.owe_elsewhere(30)
        slips = self.issue_in(self.other)
        stranger = self.new_user("stranger", "group_finance")
        found = self.env["collection.slip"].with_user(stranger)
        self.assertFalse(found.search_count([("id", "in", slips.ids)]))

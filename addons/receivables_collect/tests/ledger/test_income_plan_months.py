from datetime import timedelta

from dateutil.relativedelta import relativedelta
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_income_plan import IncomePlanCommon


@tagged("post_install", "-at_install")
class TestIncomePlanMonths(IncomePlanCommon):
    """Each month's receipts are held against its plan (F45, R3.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = cls.month - relativedelta(months=1)

    def receive(self, day, amount, customer=None):
        return self.pay_on((day - self.today).days, amount, customer)

    def new_two_months(self, team=None):
        lines = [
            (0, 0, {"month": month, "team_id": team and team.id, "planned": 100})
            for month in (self.before, self.month)
        ]
        return self.new_plan(date_from=self.before, month_count=2, line_ids=lines)

    def test_a_receipt_counts_in_its_month_from_first_to_last_day(self):
        self.receive(self.before - timedelta(days=1), 1)
        self.receive(self.before, 10)
        self.receive(self.month - timedelta(days=1), 20)
        self.receive(self.month, 40)
        plan = self.new_two_months()
        self.assertEqual(plan.line_ids.mapped("fact"), [30, 40])
        self.assertEqual(plan.line_ids.mapped("difference"), [-70, -60])
        self.assertEqual((plan.planned, plan.fact, plan.rate), (200, 70, 0.35))

    def test_money_taken_back_is_taken_off_its_month(self):
        payment = self.receive(self.before, 50)
        payment.move_id._reverse_moves([{"date": self.month}], cancel=True)
        self.assertEqual(self.new_two_months().line_ids.mapped("fact"), [50, -50])

    def test_receipts_stay_with_the_team_of_their_day(self):
        self.receive(self.before, 50)
        self.move_to(self.other_seller, (self.month - self.today).days)
        self.receive(self.month, 20)
        self.assertEqual(
            self.new_two_months(self.team).line_ids.mapped("fact"), [50, 0]
        )
        self.assertEqual(
            self.new_two_months(self.other_team).line_ids.mapped("fact"), [0, 20]
        )

    def test_another_companys_receipts_are_not_the_fact(self):
        other = self.setup_other_company(name="Second")
        entry = self.entry_on(
            0,
            -30,
            self.customer,
            company=other,
            journal_id=other["default_journal_bank"].id,
        )
        self.assertEqual(entry.state, "posted")
        self.assertEqual(self.new_plan().fact, 0)

    def test_nothing_planned_is_no_rate(self):
        self.pay_on(0, 70)
        plan = self.new_plan((None, 0))
        self.assertEqual((plan.fact, plan.rate), (70, 0))

    def test_months_without_receipts_are_proposed_empty(self):
        plan = self.new_plan(month_count=3)
        plan.action_propose()
        months = [self.month + relativedelta(months=number) for number in range(3)]
        self.assertEqual(plan.line_ids.mapped("month"), months)
        self.assertEqual(plan.planned, 0)

    def test_only_the_plans_own_months_are_proposed(self):
        for months, amount in ((13, 1), (12, 20), (11, 40), (10, 80)):
            self.receive(self.month - relativedelta(months=months), amount)
        plan = self.new_plan(month_count=2)
        plan.action_propose()
        self.assertEqual(plan.line_ids.mapped("planned"), [20, 40])

    def test_a_plan_is_of_1_to_24_months(self):
        self.new_plan(month_count=24)
        for count in (0, 25):
            with (
                self.subTest(count),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.new_plan(month_count=count)

    def test_a_month_and_team_are_in_a_plan_once(self):
        self.new_plan((None, 1), (self.team, 1))
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.new_plan((None, 1), (None, 2))

    def test_a_draft_is_thrown_away_but_not_what_it_replaced(self):
        plan = self.new_plan()
        plan.action_submit()
        draft = plan.browse(plan.action_new_version()["res_id"])
        self.assertFalse(draft.number)
        draft.unlink()
        again = plan.browse(plan.action_new_version()["res_id"])
        again.action_submit()
        with self.assertRaisesRegex(UserError, "make a new version"):
            plan.unlink()
        with self.assertRaises(UserError):
            plan.action_new_version()

    def test_a_new_version_is_finances(self):
        plan = self.new_plan()
        plan.action_submit()
        for user in (self.manager, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                plan.with_user(user).action_new_version()

    def test_another_companys_finance_sees_no_plan(self):
        plan = self.new_plan()
        other = self.setup_other_company(name="Second")["company"]
        stranger = self.new_user("stranger", "group_finance", company_id=other.id)
        self.assertFalse(plan.with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            plan.line_ids.with_user(stranger).read(["planned"])

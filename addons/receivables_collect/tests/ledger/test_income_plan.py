from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_journal import JournalCommon


class IncomePlanCommon(JournalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.month = cls.today.replace(day=1)

    @classmethod
    def new_plan(cls, *lines, user=None, **vals):
        """A draft of this month; lines are (sales team or None, amount)."""
        rows = [
            (
                0,
                0,
                {"month": cls.month, "team_id": team and team.id, "planned": amount},
            )
            for team, amount in lines or [(None, 100)]
        ]
        vals = {"date_from": cls.month, "month_count": 1, "line_ids": rows} | vals
        plans = cls.env["collection.income.plan"].with_user(user or cls.finance)
        return plans.create(vals)


@tagged("post_install", "-at_install")
class TestIncomePlan(IncomePlanCommon):
    """Finance submits the sales income plan; receipts are shown beside it (F45)."""

    def test_receipts_of_the_month_are_the_fact(self):
        self.pay_on(0, 70)
        self.invoice_on(0, 500)
        self.entry_on(0, -5, self.customer)
        plan = self.new_plan((None, 100))
        self.assertRecordValues(plan.line_ids, [{"fact": 70, "difference": -30}])
        self.assertEqual((plan.planned, plan.fact, plan.rate), (100, 70, 0.7))

    def test_teams_and_all_others_each_show_their_receipts(self):
        self.pay_on(0, 70)
        self.pay_on(0, 20, self.new_customer(user_id=self.other_seller.id))
        self.pay_on(0, 5, self.new_customer(user_id=False))
        plan = self.new_plan((self.team, 50), (None, 50))
        facts = {line.team_id: line.fact for line in plan.line_ids}
        self.assertEqual(facts[self.team], 70)
        self.assertEqual(facts[self.env["crm.team"]], 25)

    def test_submitted_plans_are_frozen(self):
        plan = self.new_plan()
        plan.action_submit()
        self.assertRecordValues(
            plan, [{"state": "submitted", "submitted_by_id": self.finance.id}]
        )
        self.assertTrue(plan.number.startswith("F45/"))
        for change in (
            lambda: plan.write({"note": "x"}),
            lambda: plan.line_ids.write({"planned": 1}),
            lambda: plan.line_ids.unlink(),
            lambda: plan.write({"line_ids": [(0, 0, {"month": self.month})]}),
            lambda: plan.line_ids.create({"plan_id": plan.id, "month": self.month}),
            plan.unlink,
        ):
            with self.assertRaisesRegex(UserError, "make a new version"):
                change()
        self.assertEqual(plan.planned, 100)

    def test_a_new_version_replaces_the_old_one(self):
        plan = self.new_plan()
        plan.action_submit()
        draft = plan.browse(plan.action_new_version()["res_id"])
        self.assertEqual(plan.action_new_version()["res_id"], draft.id)
        self.assertEqual(
            (draft.version, draft.planned, plan.state), (2, 100, "submitted")
        )
        draft.line_ids.planned = 120
        draft.action_submit()
        self.assertEqual((plan.state, draft.state), ("replaced", "submitted"))
        self.assertEqual((plan.planned, draft.planned), (100, 120))

    def test_no_month_comes_into_a_submitted_plan_by_another_way(self):
        plan, draft = self.new_plan(), self.new_plan()
        plan.action_submit()
        month = draft.line_ids[0]
        model = self.env["collection.income.plan.line"].with_user(self.finance)
        late = model.with_context(default_plan_id=plan.id)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            late.create({"month": "2031-01-01", "planned": 1})
        with self.assertRaisesRegex(UserError, "cannot be changed directly"):
            month.with_user(self.finance).write({"plan_id": plan.id})

    def test_a_month_has_one_submitted_plan(self):
        self.new_plan().action_submit()
        with self.assertRaises(Exception):  # noqa: B017 (of the unique index)
            self.new_plan().action_submit()

    def test_an_empty_plan_is_not_submitted(self):
        plan = self.new_plan()
        plan.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "has no months"):
            plan.action_submit()

    def test_last_years_receipts_are_proposed(self):
        day = (self.month.replace(year=self.month.year - 1) - self.today).days
        self.pay_on(day, 80)
        plan = self.new_plan()
        plan.action_propose()
        self.assertRecordValues(
            plan.line_ids,
            [{"month": self.month, "team_id": self.team.id, "planned": 80}],
        )

    def test_a_month_is_its_first_day(self):
        plan = self.new_plan(line_ids=[(0, 0, {"month": date(2026, 5, 17)})])
        self.assertEqual(plan.line_ids.month, date(2026, 5, 1))
        with self.assertRaisesRegex(UserError, "first day of a month"):
            plan.date_from = date(2026, 5, 2)

    def test_only_finance_plans(self):
        plan = self.new_plan()
        for user in (self.manager, self.director, self.general):
            self.assertEqual(plan.with_user(user).planned, 100)
            for method in ("action_submit", "action_propose"):
                with self.assertRaises(AccessError):
                    getattr(plan.with_user(user), method)()
            with self.assertRaises(AccessError):
                self.new_plan(user=user)
        with self.assertRaises(AccessError):
            plan.with_user(self.seller).read(["planned"])


@tagged("post_install", "-at_install")
class TestF45(FormReportMixin, IncomePlanCommon):
    """The sales income plan on paper (F45)."""

    form = "receivables_collect.report_f45"

    def test_the_printed_plan_shows_plan_and_fact(self):
        self.pay_on(0, 70)
        plan = self.new_plan((self.team, 1234.5), (None, 10), note="Rests on orders.")
        plan.action_submit()
        pages = self.print_form(plan, self.finance)
        self.assert_documents(pages, "Sales Income Plan", 1)
        self.assert_on(pages, plan.number, "East", "All others", "1,234.50", "70.00")
        self.assert_on(pages, "Rests on orders.", self.month.strftime("%b %Y"))

    def test_the_plan_is_printed_in_chinese(self):
        self.set_chinese(self.finance, texts={"Sales Income Plan": "销售收入计划"})
        self.assert_on(self.print_form(self.new_plan(), self.finance), "销售收入计划")

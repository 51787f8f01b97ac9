from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestMarketingPlan(PropertyCommon):
    """Marketing draws a plan up, the general manager signs it (R2.4)."""

    def ask(self, **vals):
        plan = self.new_plan(**vals)
        plan.with_user(self.home_seller).action_submit()
        return plan

    def test_the_approved_plan_is_the_developments(self):
        plan = self.ask()
        self.assertFalse(self.development.plan_id)
        plan.with_user(self.general).action_approve()
        self.assertEqual(plan.state, "approved")
        self.assertEqual(self.development.plan_id, plan)
        self.assertEqual(self.development.state, "approved")

    def test_name_and_development_are_enough(self):
        plans = self.env["property.marketing.plan"].with_user(self.director)
        plan = plans.create({"development_id": self.development.id, "name": "Short"})
        self.assertTrue(plan.action_submit())
        self.assertTrue(plan.with_user(self.general).action_approve("Well done"))
        self.assertRecordValues(
            plan, [{"version": 1, "state": "approved", "company_id": self.company.id}]
        )

    def test_a_rejected_plan_is_changed_and_asked_again(self):
        plan = self.ask()
        plan.with_user(self.general).action_reject("Too dear")
        self.assertEqual(plan.state, "rejected")
        self.assertEqual(self.development.state, "planning")
        own = plan.with_user(self.home_seller)
        own.action_draft()
        own.batch_ids.price = 9000
        own.action_submit()
        plan.with_user(self.general).action_approve()
        self.assertEqual(self.development.plan_id, plan)

    @mute_logger("odoo.sql_db")
    def test_the_month_of_a_target_is_its_first_day(self):
        target = self.new_plan().target_ids.with_user(self.home_seller)
        target.month = "2026-05-31"
        self.assertEqual(str(target.month), "2026-05-01")
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            target.copy({"month": "2026-05-02"})
            self.env.flush_all()

    def test_a_target_is_for_staff_of_the_company(self):
        plan = self.new_plan()
        other = self.env["res.company"].create({"name": "Another"})
        stranger = self.new_user(
            "stranger", "base.group_user", company_id=other.id, company_ids=other.ids
        )
        vals = {"month": self.today, "user_id": stranger.id}
        with self.assertRaisesRegex(ValidationError, "stranger does not work in"):
            plan.with_user(self.director).target_ids = [Command.create(vals)]

    def test_the_target_of_a_colleague_who_left_goes_on_to_the_next_version(self):
        plan = self.new_approved_plan()
        self.home_seller.active = False
        draft = plan.browse(plan.with_user(self.director).action_new_version())
        self.assertEqual(draft.target_ids.user_id, self.home_seller)

    def test_the_inbox_shows_the_figures(self):
        plan = self.ask()
        summary = self.get_approvals(plan).summary
        self.assertIn("1 batches of 4 homes, 400.00 m²", summary)
        self.assertIn("4,000,000.00", summary)
        self.assertNotIn("Since", summary)

    def test_a_company_without_a_development_is_asked_no_plan(self):
        other = self.env["res.company"].create({"name": "Factory"})
        subjects = self.env["sales.subject"]
        self.assertNotIn("property_plan", subjects._get_asked(other))
        self.assertIn("property_plan", subjects._get_asked(self.company))
        self.development.active = False
        self.env.invalidate_all()
        self.assertIn("property_plan", subjects._get_asked(self.company))

    def test_marketing_draws_up_and_others_read(self):
        plan = self.new_plan()
        plans = self.env["property.marketing.plan"]
        plan.with_user(self.home_colleague).name = "Riverside I"
        vals = {"development_id": self.new_development(code="R2").id, "name": "New"}
        for user in (self.general, self.deputy, self.finance, self.investor):
            own = plan.with_user(user)
            with self.subTest(user.name):
                self.assertEqual(own.read(["name"])[0]["name"], "Riverside I")
                self.assertEqual(own.target_ids.read(["homes"])[0]["homes"], 4)
                for act in (
                    own.action_submit,
                    own.action_cancel,
                    lambda own=own: own.write({"name": "Mine"}),
                    lambda user=user: plans.with_user(user).create(vals),
                    lambda own=own: own.target_ids.write({"homes": 5}),
                    own.unlink,
                ):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        act()
        with self.assertRaises(AccessError):
            plan.with_user(self.seller).read(["name"])

    def test_another_company_sees_nothing(self):
        plan = self.new_plan()
        other = self.env["res.company"].create({"name": "Another"})
        groups = "property_sales.group_property_sales", "group_general_manager"
        stranger = self.new_user(
            "stranger", *groups, company_id=other.id, company_ids=other.ids
        )
        for record in (plan, plan.batch_ids, plan.target_ids):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(stranger).read(["display_name"])
        with self.assertRaises(AccessError):
            plan.with_user(stranger).action_approve()
        with self.assertRaises(AccessError):
            self.new_plan(self.new_development(code="R2"), user=stranger)

    def test_the_form_is_filled_in_and_submitted(self):
        plans = self.env["property.marketing.plan"].with_user(self.home_seller)
        with Form(plans) as form:
            form.development_id = self.development
            form.name = "Riverside"
            with form.batch_ids.new() as line:
                line.name = "First"
                line.homes = 10
            with form.target_ids.new() as line:
                line.month = self.today
                line.user_id = self.home_seller
                line.homes = 3
            self.assertEqual((form.version, form.batch_homes), (1, 10))
        form.record.action_submit()
        self.assertEqual(form.record.state, "submitted")

    @mute_logger("odoo.sql_db")
    def test_negative_figures_are_refused(self):
        plan = self.new_plan()
        with self.assertRaises(CheckViolation), self.env.cr.savepoint():
            plan.batch_ids.price = -1
            self.env.flush_all()

    def test_a_submitted_plan_is_not_deleted(self):
        plan = self.ask()
        with self.assertRaises(UserError):
            plan.with_user(self.home_seller).unlink()

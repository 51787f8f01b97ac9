from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.misc import format_date

from ..common import PropertyCommon

DIRECTOR = "group_marketing_director"
GENERAL = "group_general_manager"


@tagged("post_install", "-at_install")
class TestMarketingPlanForbidden(PropertyCommon):
    """A development does not open past the general manager's signature (R2.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.new_plan()

    def submit(self, user=None):
        self.plan.with_user(user or self.home_seller).action_submit()
        return self.plan

    def new_general(self, *groups):
        return self.new_user("general_2", GENERAL, *groups)

    def new_substitute(self, user):
        row = (
            self.env["sales.substitute"]
            .with_user(self.general)
            .create(
                {
                    "user_id": self.general.id,
                    "substitute_id": user.id,
                    "date_from": self.today,
                    "date_to": self.day(5),
                }
            )
        )
        self.assertEqual(row.state, "force")

    # a development without a plan

    def test_a_development_without_an_approved_plan_does_not_open(self):
        own = self.development.with_user(self.director)
        words = "no approved marketing plan of Riverside; submit it to the general"
        with self.assert_refused(words):
            own.action_open()
        self.submit().with_user(self.general).action_reject("No")
        with self.assert_refused(words):
            own.action_open()
        self.assertEqual(self.development.state, "planning")

    def test_a_plan_that_was_submitted_waits_since_when_for_whom(self):
        own = self.development.with_user(self.director)
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with self.at(0, 16):
            self.submit()
        date = format_date(self.env, self.day(1))
        words = f"Riverside, version 1 was submitted on {date} and waits for"
        with self.assert_refused(f"{words} the general manager: general.\nNo permit"):
            own.action_open()
        self.assertNotIn("submit it", own.missing_text)
        self.plan.with_user(self.home_seller).action_withdraw()
        self.env.invalidate_all()
        self.assertIn("submit it to the general", own.missing_text)

    def test_all_general_managers_are_named_and_nobody_is_too(self):
        own = self.development.with_user(self.director)
        self.new_general()
        self.submit()
        with self.assert_refused("the general manager: general, general_2."):
            own.action_open()
        self.get_approvals(self.plan)._write_protected({"candidate_ids": [(5,)]})
        with self.assert_refused("nobody decides on it: give somebody the role"):
            own.action_open()

    def test_an_approved_plan_is_not_missed_while_its_next_version_waits(self):
        self.submit().with_user(self.general).action_approve()
        second = self.plan.with_user(self.home_seller).action_new_version()
        self.plan.browse(second).with_user(self.home_seller).action_submit()
        reasons = self.development._get_cannot_open_reasons()
        self.assertFalse([text for text in reasons if "submit" in text])

    def test_the_plan_is_the_first_that_is_missing(self):
        reasons = self.development._get_cannot_open_reasons()
        self.assertIn("marketing plan", reasons[0])
        self.assertIn("No permit", reasons[1])
        self.submit().with_user(self.general).action_approve()
        reasons = self.development._get_cannot_open_reasons()
        self.assertFalse([text for text in reasons if "plan" in text])

    def test_no_write_makes_a_development_approved(self):
        plan_id = self.plan.id
        for vals in ({"state": "approved"}, {"state": "selling"}, {"plan_id": plan_id}):
            for records in (
                self.development.with_user(self.investor),
                self.development.with_user(self.general),
                self.development,
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    records.write(vals)
            developments = self.env["property.development"].with_user(self.investor)
            vals = {"name": "New", "code": "N"} | vals
            with self.assertRaises(UserError), self.env.cr.savepoint():
                developments.create(vals)
            result = developments.load(
                list(vals), [[str(value) for value in vals.values()]]
            )
            self.assertFalse(result["ids"])

    # the decision

    def test_the_general_manager_alone_decides(self):
        self.submit()
        users = (
            self.director,
            self.deputy,
            self.finance,
            self.investor,
            self.home_seller,
        )
        for user in (*users, self.home_manager, self.rules_admin, self.env.user):
            for method, args in (("action_approve", ()), ("action_reject", ("No",))):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    getattr(self.plan.with_user(user), method)(*args)
        self.assertEqual(self.plan.state, "submitted")

    def test_others_are_told_whose_decision_it_is(self):
        self.submit()
        with self.assertRaisesRegex(AccessError, "(?i)decided by the general manager"):
            self.plan.with_user(self.director).action_approve()
        approval = self.get_approvals(self.plan)
        with self.assertRaisesRegex(AccessError, "Riverside, version 1"):
            approval.with_user(self.director).action_approve()

    def test_who_submitted_does_not_decide(self):
        both = self.new_general(DIRECTOR)
        self.submit(both)
        with self.assertRaisesRegex(AccessError, "asked for it yourself"):
            self.plan.with_user(both).action_approve()
        self.plan.with_user(self.general).action_approve()
        self.assertEqual(self.plan.state, "approved")

    def test_who_drew_it_up_does_not_decide(self):
        both = self.new_general(DIRECTOR)
        self.plan.with_user(self.home_seller).unlink()
        self.plan = self.new_plan(user=both)
        self.submit()
        with self.assertRaisesRegex(AccessError, "asked for it yourself"):
            self.plan.with_user(both).action_approve()

    def test_a_substitute_of_the_general_manager_signs(self):
        self.new_substitute(self.deputy)
        self.submit().with_user(self.deputy).action_approve()
        self.assertEqual(self.plan.state, "approved")
        approval = self.get_approvals(self.plan)
        self.assertEqual(approval.decided_by_id, self.deputy)
        self.assertEqual(approval.on_behalf_of_id, self.general)

    def test_a_substitute_who_submitted_does_not_sign(self):
        self.new_substitute(self.director)
        self.submit(self.director)
        with self.assertRaises(AccessError):
            self.plan.with_user(self.director).action_approve()

    def test_it_is_forwarded_to_another_general_manager_and_never_to_who_asked(self):
        second = self.new_general()
        self.submit()
        approval = self.get_approvals(self.plan).with_user(self.general)
        with self.assertRaisesRegex(UserError, "asked for these"):
            approval.action_forward(self.home_seller, "Yours")
        approval.action_forward(second, "I am away")
        self.plan.with_user(second).action_approve()
        self.assertEqual(self.plan.state, "approved")

    def test_no_authority_gives_the_plan_to_another(self):
        authorities = self.env["sales.authority"].with_user(self.rules_admin)
        group = self.env.ref(f"sales_rules.{DIRECTOR}")
        vals = {"subject": "property_plan", "company_id": self.company.id}
        for holder in ({"group_id": group.id}, {"user_id": self.general.id}):
            with self.assertRaisesRegex(ValidationError, "General Manager alone"):
                authorities.create(vals | holder | {"unlimited": True})
        result = authorities.load(
            ["subject", "group_id/.id", "unlimited"],
            [["property_plan", str(group.id), "True"]],
        )
        self.assertFalse(result["ids"])
        role = self.env.ref(f"sales_rules.{GENERAL}")
        authority = authorities.create(vals | {"group_id": role.id})
        with self.assertRaises(ValidationError):
            authority.group_id = group
        with self.assertRaises(ValidationError):
            authority.sudo().group_id = group

    # what is fixed

    def test_no_write_moves_a_plan(self):
        self.submit()
        for vals in (
            {"state": "approved"},
            {"version": 7},
            {"company_id": self.env["res.company"].create({"name": "Other"}).id},
            {"requester_id": self.home_colleague.id},
            {"development_id": self.new_development(code="R2").id},
        ):
            for plan in (
                self.plan.with_user(self.home_seller),
                self.plan.with_user(self.director),
                self.plan,
            ):
                with self.subTest(vals), self.assertRaises(UserError):
                    plan.write(vals)

    def test_no_plan_is_created_or_imported_approved(self):
        development = self.new_development(name="Hillside", code="HS")
        plans = self.env["property.marketing.plan"].with_user(self.home_seller)
        vals = {"development_id": development.id, "name": "Hillside"}
        for given in ({"state": "approved"}, {"version": 3}):
            for model in (plans, plans.sudo()):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    model.create(vals | given)
            fields, values = zip(*given.items(), strict=True)
            result = plans.load(
                ["name", "development_id/.id", *fields],
                [["Hillside", str(development.id), *map(str, values)]],
            )
            self.assertFalse(result["ids"])
        plan = plans.with_context(default_state="approved").create(vals)
        self.assertEqual(plan.state, "draft")

    def test_nothing_is_changed_from_submission_on(self):
        self.submit()
        for act in (None, self.plan.with_user(self.general).action_approve):
            if act:
                act()
            own = self.plan.with_user(self.home_seller)
            for records, vals in (
                (own, {"name": "Other"}),
                (own, {"content": "Other"}),
                (own, {"target_ids": [Command.clear()]}),
                (own, {"batch_ids": [Command.create({"name": "Second"})]}),
                (own.target_ids, {"homes": 1}),
                (own.batch_ids, {"price": 1}),
                (self.plan.target_ids, {"amount": 1}),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    records.write(vals)
            for lines in (own.target_ids, own.batch_ids, self.plan.batch_ids):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    lines.unlink()
        lines = self.env["property.marketing.plan.batch"].with_user(self.home_seller)
        with self.assertRaises(UserError):
            lines.create({"plan_id": self.plan.id, "name": "Second"})
        result = lines.load(["plan_id/.id", "name"], [[str(self.plan.id), "Second"]])
        self.assertFalse(result["ids"])

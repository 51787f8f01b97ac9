from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CreditCommon
from ..common_department import DIRECTOR, GENERAL


@tagged("post_install", "-at_install")
class TestOnboarding(CreditCommon):
    """The checklist finds from the facts what is still to set up (R1.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        authorities = cls.env["sales.authority"].sudo()
        for subject in sorted(authorities._get_missing_subjects(cls.company)):
            cls.new_authority(0, DIRECTOR, subject, unlimited=True)

    def get_steps(self, user=None):
        model = self.env["sales.onboarding"].with_user(user or self.rules_admin)
        return model.with_company(self.company).get_checklist()["steps"]

    def get_step(self, key, user=None):
        return next(step for step in self.get_steps(user) if step["key"] == key)

    def drop_authorities(self, subject):
        authorities = self.env["sales.authority"].sudo()
        authorities.search([("subject", "=", subject)]).active = False

    def test_missing_steps_come_first(self):
        done = [step["is_done"] for step in self.get_steps()]
        self.assertEqual(done, sorted(done))
        self.assertFalse(self.get_step("contract_review")["is_done"])

    def test_tiers_are_done_when_one_is_in_force(self):
        self.assertTrue(self.get_step("tiers")["is_done"])
        self.env["sales.tier"].sudo().search([]).active = False
        self.assertFalse(self.get_step("tiers")["is_done"])

    def test_a_subject_without_authority_is_named(self):
        self.assertTrue(self.get_step("authorities")["is_done"])
        self.drop_authorities("discount")
        step = self.get_step("authorities")
        self.assertFalse(step["is_done"])
        self.assertIn("Discount", step["text"])

    def test_every_kind_of_approval_needs_an_authority(self):
        labels = dict(self.env["sales.authority"]._get_subjects())
        for subject in (
            "credit_release",
            "overdue_release",
            "discount",
            "tier_change",
            "temporary_limit",
            "guarantee",
        ):
            self.drop_authorities(subject)
            step = self.get_step("authorities")
            self.assertFalse(step["is_done"], subject)
            self.assertIn(labels[subject], step["text"])

    def test_all_that_a_document_asks_is_a_kind_of_approval(self):
        asked = self.env["sales.subject"]._get_asked(self.company)
        subjects = dict(self.env["sales.authority"]._get_subjects())
        self.assertLessEqual(asked, set(subjects))
        self.assertIn("assessment", asked)

    def test_another_companys_authority_does_not_count(self):
        other = self.setup_other_company(name="Other")["company"]
        authorities = self.env["sales.authority"].sudo()
        authorities.search([("subject", "=", "guarantee")]).company_id = other
        self.assertIn("Credit guarantee", self.get_step("authorities")["text"])

    def test_the_assessment_is_the_directors_until_somebody_says_otherwise(self):
        authorities = self.env["sales.authority"].sudo()
        domain = [("subject", "=", "assessment"), ("company_id", "=", self.company.id)]
        authorities.search(domain).unlink()
        self.assertTrue(self.get_step("authorities")["is_done"])
        self.new_authority(0, GENERAL, "assessment", unlimited=True, active=False)
        self.assertIn("Monthly assessment", self.get_step("authorities")["text"])

    def test_contract_needs_an_authority_once_it_is_reviewed(self):
        self.drop_authorities("contract")
        self.assertTrue(self.get_step("authorities")["is_done"])
        self.company.sudo().contract_review = True
        self.assertFalse(self.get_step("authorities")["is_done"])

    def test_a_team_without_leader_is_named(self):
        self.env["crm.team"].search([("user_id", "=", False)]).user_id = self.manager
        self.assertTrue(self.get_step("teams")["is_done"])
        self.other_team.user_id = False
        self.assertIn("West", self.get_step("teams")["text"])

    def test_without_a_team_the_step_says_so(self):
        self.env["crm.team"].search([]).active = False
        step = self.get_step("teams")
        self.assertFalse(step["is_done"])
        self.assertEqual(step["text"], "There is no sales team yet.")

    def test_customers_without_tier_are_counted(self):
        without = self.new_customer(limit=None)
        step = self.get_step("customers")
        self.assertFalse(step["is_done"])
        self.assertEqual(step["action"]["context"], {"search_default_no_tier": 1})
        customers = self.env["res.partner"].search(
            [("customer_rank", ">", 0), ("tier_id", "=", False)]
        )
        self.assertIn(without, customers)
        customers.customer_rank = 0
        self.assertTrue(self.get_step("customers")["is_done"])

    def test_a_role_nobody_holds_is_named(self):
        self.assertTrue(self.get_step("roles")["is_done"])
        group = self.env.ref("sales_rules.group_finance")
        group.user_ids = [(5, 0, 0)]
        self.assertIn("Finance", self.get_step("roles")["text"])

    def test_a_stopped_job_is_named(self):
        self.assertTrue(self.get_step("crons")["is_done"])
        self.env.ref("sales_rules.ir_cron_credit_queue").active = False
        self.assertFalse(self.get_step("crons")["is_done"])

    def test_a_place_is_offered_to_who_may_open_it(self):
        self.assertFalse(self.get_step("crons")["action"])
        self.assertTrue(self.get_step("tiers")["action"])
        admin = self.new_user("system", "base.group_system", "group_rules_admin")
        self.assertTrue(self.get_step("crons", admin)["action"])

    def test_the_checklist_is_for_administrators(self):
        for user in (self.seller, self.director, self.clerk):
            with self.assertRaises(AccessError):
                self.get_steps(user)


@tagged("post_install", "-at_install")
class TestContractReviewDecision(CreditCommon):
    """The director decides which contracts are reviewed (R1.11)."""

    def decide(self, user, **vals):
        wizard = self.env["sales.contract.review"].with_user(user)
        wizard = wizard.with_company(self.company)
        wizard.create({"contract_review": True} | vals).action_decide()

    def test_the_director_decides_dated_and_signed(self):
        self.decide(self.director, contract_review_amount=5000)
        self.assertRecordValues(
            self.company,
            [
                {
                    "contract_review": True,
                    "contract_review_amount": 5000,
                    "contract_review_since": self.today,
                    "contract_review_by_id": self.director.id,
                }
            ],
        )

    def test_other_roles_read_the_decision_and_cannot_change_it(self):
        self.decide(self.director, contract_review_amount=5000)
        with self.assertRaises(AccessError):
            self.decide(self.rules_admin, contract_review_amount=0)
        wizard = self.env["sales.contract.review"].with_user(self.rules_admin)
        shown = wizard.with_company(self.company).create({})
        self.assertFalse(shown.can_decide)
        self.assertEqual(shown.contract_review_amount, 5000)

    def test_a_director_of_another_company_does_not_decide(self):
        other = self.setup_other_company(name="Other")["company"]
        with self.assertRaises(AccessError):
            self.decide(self.director, company_id=other.id)


@tagged("post_install", "-at_install")
class TestHome(CreditCommon):
    """Each role starts on what it does next (R1.1)."""

    def test_the_app_opens_on_what_the_user_does_next(self):
        inbox = "sales_rules.sales_approval_action_inbox"
        for user, xmlid in (
            (self.seller, "sales_rules.sale_order_action_held"),
            (self.manager, inbox),
            (self.director, inbox),
            (self.general, inbox),
            (self.deputy, "sales_rules.sale_order_action_held_all"),
            (self.rules_admin, "sales_rules.sales_onboarding_action"),
            (self.clerk, inbox),
        ):
            action = user.with_user(user)._get_sales_home()
            self.assertEqual(action["xml_id"], xmlid, user.name)

    def test_a_deputy_with_something_to_decide_starts_with_it(self):
        self.new_authority(8000, "group_deputy_general_manager", "credit_release")
        self.assertEqual(
            self.get_approvals(self.new_held(8000)).candidate_ids, self.deputy
        )
        action = self.deputy.with_user(self.deputy)._get_sales_home()
        self.assertEqual(action["xml_id"], "sales_rules.sales_approval_action_inbox")

    def test_the_deputy_reads_the_held_orders_of_everybody(self):
        order = self.new_held(1200)
        orders = self.env["sale.order"].with_user(self.deputy)
        self.assertIn(order.id, orders.search([("credit_hold", "=", "held")]).ids)
        menus = self.env["ir.ui.menu"].with_user(self.deputy)._visible_menu_ids()
        menu = self.env.ref("sales_rules.sale_order_menu_held_all")
        self.assertIn(menu.id, menus)
        self.assertIn(menu.parent_id.id, menus)

    def test_finance_opens_on_holds_unless_an_addon_has_a_desk_for_it(self):
        homes = [
            home for home in self.finance._get_sales_homes() if "finance" in home[0]
        ]
        finance = ("sales_rules.group_finance", "sales_rules.sales_hold_action")
        self.assertEqual(homes[-1], finance)
        action = self.finance.with_user(self.finance)._get_sales_home()
        self.assertEqual(action["xml_id"], homes[0][1])

    def test_the_home_is_run_by_every_role(self):
        home = self.env.ref("sales_rules.sales_rules_action_home")
        for user in (self.seller, self.manager, self.finance, self.clerk):
            action = home.with_user(user).sudo(False).run()
            self.assertIn(
                action["type"], ("ir.actions.act_window", "ir.actions.client")
            )

from odoo.tests import tagged

from .test_customer_approval import CustomerApprovalCommon


@tagged("post_install", "-at_install")
class TestCustomerApprovalAsked(CustomerApprovalCommon):
    """The approvers of new customers are told that they wait (R4.30)."""

    def read_asked(self):
        """The login of each user who is told: what they read."""
        self.run_cron("ir_cron_approval_activity")
        activity_type = self.env.ref("sales_rules.mail_activity_type_customers")
        activities = (
            self.env["mail.activity"]
            .sudo()
            .search([("activity_type_id", "=", activity_type.id)])
        )
        told = {activity.user_id.name: activity.summary for activity in activities}
        self.assertEqual(len(told), len(activities), "one activity a user")
        return told

    def test_the_leader_of_the_salespersons_team_is_asked_once_for_all(self):
        one = {"manager": "1 new customer waits for your approval"}
        self.assertEqual(self.read_asked(), one)
        self.new_newcomer()
        two = {"manager": "2 new customers wait for your approval"}
        self.assertEqual(self.read_asked(), two)
        self.assertEqual(self.read_asked(), two)

    def test_the_director_is_asked_where_nobody_leads(self):
        self.team.user_id = False
        self.assertEqual(self.read_asked().keys(), {"director"})

    def test_the_director_is_asked_where_the_leader_left(self):
        self.manager.active = False
        self.assertEqual(self.read_asked().keys(), {"director"})

    def test_the_director_is_asked_about_the_managers_own_customers(self):
        self.newcomer.sudo().user_id = self.manager
        self.assertEqual(self.read_asked().keys(), {"director"})

    def test_a_director_is_not_asked_about_the_own_customers(self):
        self.newcomer.sudo().user_id = self.director
        self.assertEqual(self.read_asked(), {})

    def test_the_approval_ends_the_activity(self):
        self.read_asked()
        self.approve()
        self.assertEqual(self.read_asked(), {})

    def test_switching_approval_off_ends_it(self):
        self.read_asked()
        self.company.sales_customer_approval = False
        self.assertEqual(self.read_asked(), {})

    def test_a_prospect_is_asked_about_with_the_first_order(self):
        self.approve()
        prospect = self.new_newcomer(name="Prospect", customer_rank=0)
        self.assertEqual(self.read_asked(), {})
        self.new_order(10, prospect).action_confirm()
        self.assertEqual(self.read_asked().keys(), {"manager"})

    def test_entering_and_approving_wake_the_job(self):
        cron = self.env.ref("sales_rules.ir_cron_approval_activity")
        triggers = self.env["ir.cron.trigger"]
        for step in (self.new_newcomer, self.approve):
            triggers.search([("cron_id", "=", cron.id)]).unlink()
            step()
            self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))

    def test_the_screen_lists_who_waits(self):
        action = self.env.ref("sales_rules.res_partner_action_approve")
        self.assertIn("search_default_customer_to_approve", action.context)
        menu = self.env.ref("sales_rules.res_partner_menu_approve")
        menus = self.env["ir.ui.menu"]
        for user, sees in ((self.manager, True), (self.seller, False)):
            visible = menus.with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, sees, user.name)

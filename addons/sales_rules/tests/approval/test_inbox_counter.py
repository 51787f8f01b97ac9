import json

from odoo.tests import tagged

from odoo.addons.sales_rules.models.approval.sales_approval_activity import CHANGED

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestInboxCounter(ApprovalCommon):
    """The counter in the menu bar counts what the inbox lists, live (R1.1)."""

    def setUp(self):
        super().setUp()
        self.take_told()

    def take_told(self):
        """Return who has been told to count again since the last call."""
        self.env.cr.precommit.data.pop(CHANGED, None)
        values = self.env.cr.precommit.data.get("bus.bus.values", [])
        told = [
            json.loads(row["channel"])[-1]
            for row in values
            if json.loads(row["message"])["type"] == CHANGED
        ]
        values.clear()
        self.assertEqual(len(told), len(set(told)), "told twice")
        partners = self.env["res.partner"].browse(told)
        return partners.user_ids

    def test_counter_and_inbox_agree_for_every_user(self):
        self.new_approval(500)
        self.new_approval(2000, self.manager)
        self.new_approval(9000)
        self.new_substitute(self.general, self.deputy, "2000-01-01", "2100-01-01")
        self.new_approval(700).with_user(self.manager).action_approve()
        domain = self.env.ref("sales_rules.sales_approval_action_inbox").domain
        self.assertEqual(domain, "[('can_decide', '=', True)]")
        counts = {}
        for user in self.env["res.users"].search([("share", "=", False)]):
            model = self.env["sales.approval"].with_user(user)
            counts[user] = model.get_inbox_count()
            listed = model.search([("can_decide", "=", True)])
            self.assertEqual(counts[user], len(listed), user.name)
        self.assertEqual(
            (counts[self.manager], counts[self.director], counts[self.deputy]),
            (1, 1, 1),
        )
        self.assertEqual((counts[self.seller], counts[self.clerk]), (0, 0))

    def test_the_asked_candidate_is_told(self):
        self.new_approval(500)
        self.assertEqual(self.take_told(), self.manager)

    def test_the_user_who_decided_is_told(self):
        approval = self.new_approval(500)
        self.take_told()
        approval.with_user(self.manager).action_approve()
        self.assertEqual(self.take_told(), self.manager)

    def test_after_a_forward_both_are_told(self):
        approval = self.new_approval(500)
        self.take_told()
        approval.with_user(self.manager).action_forward(self.director, "Away")
        self.assertEqual(self.take_told(), self.manager | self.director)

    def test_todays_substitute_is_told_too(self):
        self.new_substitute(self.manager, self.deputy, "2000-01-01", "2100-01-01")
        self.new_substitute(self.manager, self.clerk, "2000-01-01", "2000-01-02")
        self.new_approval(500)
        self.assertEqual(self.take_told(), self.manager | self.deputy)

    def test_many_decisions_tell_once(self):
        approvals = (
            self.new_approval(500) | self.new_approval(600) | self.new_approval(700)
        )
        self.assertEqual(self.take_told(), self.manager)
        approvals.with_user(self.manager).action_approve()
        self.assertEqual(self.take_told(), self.manager)

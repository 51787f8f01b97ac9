from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common_approval import DIRECTOR, GENERAL, MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestSecondPerson(ApprovalCommon):
    """Nobody lets themselves decide: authorities and substitutes of others, A25."""

    def propose(self, holder, limit=0, unlimited=True, user=None):
        """An authority that the administrator of rules enters."""
        vals = {"subject": "expense", "company_id": self.company.id}
        if isinstance(holder, str):
            vals["group_id"] = self.env.ref(holder).id
        else:
            vals["user_id"] = holder.id
        model = self.env["sales.authority"].with_user(user or self.rules_admin)
        return model.create(dict(vals, limit=limit, unlimited=unlimited))

    def propose_substitute(self, user, substitute):
        model = self.env["sales.substitute"].with_user(self.rules_admin)
        vals = {"user_id": user.id, "substitute_id": substitute.id}
        return model.create(
            dict(vals, date_from="2026-03-02", date_to="2026-03-04")
        ).with_user(self.env.user)

    def get_told(self, row):
        return row.sudo().message_ids.notified_partner_ids.user_ids

    def get_asked(self, row):
        return row.sudo().activity_ids.user_id

    def assert_put_in_force_by(self, row, *expected):
        """Only `expected` of the department put the row in force."""
        everybody = (
            *(self.seller, self.manager, self.director, self.general),
            *(self.finance, self.deputy, self.rules_admin, self.clerk),
        )
        for user in set(everybody) - set(expected):
            with self.subTest(user.name), self.assertRaises(AccessError):
                row.with_user(user).action_put_in_force()
            with self.assertRaises(AccessError):
                row.with_user(user).sudo().action_put_in_force()
        for user in expected:
            self.assertTrue(row.with_user(user).sudo().can_put_in_force, user.name)
        self.assertEqual(row.sudo().state, "draft")

    def test_a25_the_administrator_gives_itself_no_authority(self):
        authority = self.propose(self.rules_admin)
        self.assertEqual(authority.state, "draft")
        approval = self.new_approval(500000)
        self.assertEqual(approval.candidate_ids, self.general)
        self.assert_put_in_force_by(authority, self.director, self.general)

    @freeze_time("2026-03-03 12:00:00")
    def test_a25_the_administrator_is_nobodys_substitute_by_itself(self):
        row = self.propose_substitute(self.general, self.rules_admin)
        approval = self.new_approval(500000)
        self.assertFalse(approval.with_user(self.rules_admin).sudo().can_decide)
        with self.assertRaises(AccessError):
            approval.with_user(self.rules_admin).sudo().action_approve()
        counts = self.env["sales.approval.notice"]._get_waiting_counts()
        self.assertNotIn(self.rules_admin.id, counts)
        self.assertNotIn(
            self.general.id, self.env["sales.substitute"]._get_substitutes()
        )
        self.assert_put_in_force_by(row, self.director, self.general)
        row.with_user(self.director).action_put_in_force()
        self.assertTrue(approval.with_user(self.rules_admin).sudo().can_decide)

    def test_what_was_put_in_force_decides(self):
        authority = self.propose(self.clerk, 700, unlimited=False)
        self.assertEqual(self.new_approval(600).candidate_ids, self.manager)
        authority.with_user(self.director).action_put_in_force()
        self.assertEqual(authority.state, "force")
        self.assertEqual(self.new_approval(600).candidate_ids, self.clerk)

    def test_those_above_are_asked_and_those_concerned_told(self):
        authority = self.propose(self.clerk)
        self.assertEqual(self.get_asked(authority), self.director | self.general)
        authority.with_user(self.general).action_put_in_force()
        self.assertFalse(self.get_asked(authority))
        self.assertIn(self.clerk, self.get_told(authority))
        self.assertIn(self.rules_admin, self.get_told(authority))

    def test_who_decides_more_does_not_agree_to_it(self):
        for holder, user in ((self.director, self.director), (DIRECTOR, self.director)):
            authority = self.propose(holder)
            self.assert_put_in_force_by(authority, self.general)
            self.assertNotIn(user, self.get_asked(authority))
        self.assert_put_in_force_by(self.propose(self.general), self.director)
        self.assert_put_in_force_by(self.propose(GENERAL), self.director, self.general)

    def test_who_proposed_does_not_agree_to_it_in_another_role(self):
        admin = self.env.ref("sales_rules.group_rules_admin")
        self.director.group_ids |= admin
        authority = self.propose(self.clerk, user=self.director)
        self.assert_put_in_force_by(authority, self.general)

    def test_whoever_changes_a_proposal_has_proposed_it(self):
        self.director.group_ids |= self.env.ref("sales_rules.group_rules_admin")
        authority = self.propose(self.clerk, 10, unlimited=False)
        authority.with_user(self.director).limit = 100000
        self.assertEqual(authority.proposer_ids, self.rules_admin | self.director)
        self.assert_put_in_force_by(authority, self.general)

    def test_what_is_in_force_is_fixed(self):
        authority = self.level_manager.with_user(self.rules_admin)
        for vals in (
            {"limit": 100000},
            {"unlimited": True},
            {"user_id": self.rules_admin.id, "group_id": False},
            {"subject": "discount"},
            {"state": "force"},
            {"proposer_ids": [(5,)]},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                authority.write(vals)
        self.assertEqual(self.level_manager.limit, 1000)

    def test_a_new_row_takes_the_place_of_the_former(self):
        authority = self.propose(MANAGER, 100, unlimited=False)
        self.assertEqual(self.new_approval(500).candidate_ids, self.manager)
        authority.with_user(self.director).action_put_in_force()
        self.assertFalse(self.level_manager.active)
        self.assertEqual(self.new_approval(500).candidate_ids, self.director)

    def test_the_end_of_an_authority_is_proposed(self):
        """A row of zero takes authority away: to end it gives it back."""
        row = self.new_authority(0, self.manager)
        self.assertEqual(self.new_approval(500).candidate_ids, self.director)
        row.with_user(self.rules_admin).active = False
        self.assertEqual((row.active, row.state), (True, "ending"))
        self.assertEqual(self.new_approval(500).candidate_ids, self.director)
        for user in (self.manager, self.rules_admin):
            with self.assertRaises(AccessError):
                row.with_user(user).action_put_in_force()
        row.with_user(self.general).action_put_in_force()
        self.assertFalse(row.active)
        self.assertEqual(self.new_approval(500).candidate_ids, self.manager)

    def test_an_ended_authority_does_not_come_back(self):
        self.level_manager.active = False
        with self.assertRaises(UserError):
            self.level_manager.with_user(self.rules_admin).active = True

    def test_a_proposal_taken_back_asks_nobody(self):
        authority = self.propose(self.clerk)
        authority.active = False
        self.assertFalse(self.get_asked(authority))

    def test_nothing_proposed_is_forged_by_a_client(self):
        model = self.env["sales.authority"].with_user(self.rules_admin)
        vals = {"subject": "expense", "user_id": self.rules_admin.id, "unlimited": True}
        with self.assertRaises(UserError):
            model.create(dict(vals, state="force"))
        row = model.with_context(default_state="force").create(vals)
        self.assertEqual(row.state, "draft")

    @freeze_time("2026-03-03 12:00:00")
    def test_ones_own_substitute_is_named_with_notice(self):
        model = self.env["sales.substitute"].with_user(self.manager)
        row = model.create({"substitute_id": self.clerk.id, "date_to": "2026-03-04"})
        self.assertEqual(row.state, "force")
        self.assertIn(self.clerk, self.get_told(row))
        self.assertTrue(self.new_approval(500).with_user(self.clerk).sudo().can_decide)

    @freeze_time("2026-03-03 12:00:00")
    def test_a_substitute_changed_by_the_administrator_waits_again(self):
        model = self.env["sales.substitute"].with_user(self.manager)
        row = model.create({"substitute_id": self.clerk.id, "date_to": "2026-03-04"})
        row.with_user(self.rules_admin).substitute_id = self.rules_admin
        self.assertEqual(row.state, "draft")
        approval = self.new_approval(500)
        self.assertFalse(approval.with_user(self.rules_admin).sudo().can_decide)
        self.assert_put_in_force_by(row, self.director, self.general, self.manager)
        row.with_user(self.manager).action_put_in_force()
        self.assertTrue(approval.with_user(self.rules_admin).sudo().can_decide)
        self.assertIn(self.manager, self.get_told(row) | self.manager)

    def test_a_substitute_does_not_agree_to_it(self):
        row = self.propose_substitute(self.manager, self.director)
        self.assert_put_in_force_by(row, self.general, self.manager)

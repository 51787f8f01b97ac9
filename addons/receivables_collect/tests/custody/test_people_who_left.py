from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestPeopleWhoLeft(CustodyCommon):
    """Case 12: a salesperson left and customers are still theirs: nothing is blocked,
    the leader acts and is told, orphans are named (R4.24, R1.8).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaver = cls.new_user("leaver", "group_salesperson")
        cls.env["crm.team.member"].create(
            {"user_id": cls.leaver.id, "crm_team_id": cls.team.id}
        )
        cls.orphans = cls.env["res.partner"]
        for _number in range(3):
            cls.orphans |= cls.new_customer(limit=None, user_id=cls.leaver.id)

    def issue(self):
        for customer in (*self.orphans, self.customer):
            self.new_overdue(100, customer)
        return self.new_issued().sudo().slip_ids

    def leave(self, user=None):
        (user or self.leaver).action_archive()
        self.env.invalidate_all()

    def test_slips_of_an_archived_salesperson_go_to_the_branch_and_its_leader(self):
        self.leave()
        slips = self.issue()
        theirs = slips.filtered(lambda slip: slip.partner_id in self.orphans)
        self.assertEqual(theirs.team_id, self.team)
        self.assertEqual(theirs.responsible_id, self.manager)
        told = slips.run_id.activity_ids.filtered(
            lambda activity: activity.user_id == self.manager
        )
        self.assertIn("3 collection slips", told.summary)
        action = slips.with_user(self.finance).action_hand_over()
        handover = self.env["collection.handover"].browse(action["res_id"])
        self.assertEqual(handover.line_ids.slip_id, slips)

    def test_one_without_branch_blocks_no_other_and_is_named(self):
        slips = self.issue()
        orphan = slips.filtered(lambda slip: slip.partner_id == self.orphans[0])
        orphan._write_protected({"team_id": False, "user_id": False})
        action = slips.with_user(self.finance).action_hand_over()
        self.assertIn(orphan.number, action["params"]["message"])
        following = action["params"]["next"]
        handover = self.env["collection.handover"].browse(following["res_id"])
        self.assertEqual(handover.line_ids.slip_id, slips - orphan)
        with self.assertRaisesRegex(UserError, orphan.number):
            orphan.with_user(self.finance).action_hand_over()

    def test_the_desk_counts_orphans(self):
        desk = self.env["collection.desk"].with_user(self.finance)
        domain = [("kind", "=", "orphan"), ("company_id", "=", self.company.id)]
        before = desk.search(domain).count
        self.leave()
        self.issue()
        self.env.invalidate_all()
        self.assertEqual(desk.search(domain).count, before + 3)

    def test_who_leaves_with_open_slips_is_replaced_at_once_and_the_leader_told(self):
        slips = self.issue()
        theirs = slips.filtered(lambda slip: slip.responsible_id == self.leaver)
        self.assertEqual(len(theirs), 3)
        self.leave()
        self.assertEqual(theirs.responsible_id, self.manager)
        summaries = theirs.activity_ids.filtered(
            lambda activity: activity.user_id == self.manager
        ).mapped("summary")
        self.assertIn("3 slips of a colleague who left are yours", summaries)

    def test_a_level_of_a_person_who_left_goes_to_the_director(self):
        counsel = self.new_user("counsel", "group_salesperson")
        self.new_level(0, responsible="legal", user_id=counsel.id)
        self.leave(counsel)
        self.assertEqual(self.issue().responsible_id, self.director)

    def test_a_leader_who_left_is_replaced_by_the_director(self):
        self.new_level(0, responsible="regional_manager")
        leader = self.new_user("old_leader", "group_regional_manager")
        self.team.user_id = leader
        self.leave(leader)
        self.assertEqual(self.issue().responsible_id, self.director)

    def test_a_main_collector_who_left_no_longer_signs(self):
        collector = self.new_user("old_collector", "group_salesperson")
        self.team.main_collector_id = collector
        self.assertEqual(self.team._get_main_collector(), collector)
        self.leave(collector)
        self.assertEqual(self.team._get_main_collector(), self.manager)

    def test_a_broken_promise_is_told_to_somebody_who_is_there(self):
        slip = self.issue().filtered(lambda row: row.partner_id == self.orphans[0])
        contact = self.new_contact_on(slip, self.leaver, promise_date=self.today)
        slip.team_id.user_id = False
        self.leave()
        contact.sudo()._alert_broken()
        self.assertIn(self.director, slip.activity_ids.user_id)
        self.assertNotIn(self.leaver, slip.activity_ids.user_id)

    def test_a_journal_without_heads_goes_to_the_director(self):
        self.team.write({"user_id": False, "main_collector_id": False})
        dispatch = self.env["collection.journal.dispatch"].new(
            {"team_id": self.team.id, "company_id": self.company.id}
        )
        self.assertEqual(dispatch._get_recipients(), self.director)

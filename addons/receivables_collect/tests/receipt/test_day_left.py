from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestDayLeft(MoneyCommon):
    """Case 12: the day of a collector who left has somebody to hand it in (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaver = cls.new_user("leaver_of_day", "group_salesperson")
        cls.env["crm.team.member"].create(
            {"user_id": cls.leaver.id, "crm_team_id": cls.team.id}
        )
        cls.slip = cls.new_slip_over(100, holder=cls.leaver)
        cls.report = cls.collect(cls.slip, 100).report_id
        cls.put_in_bag(cls.slip, "signed", cls.seller)

    def leave(self):
        self.leaver.action_archive()
        self.env.invalidate_all()

    def test_while_the_collector_is_there_nobody_submits_for_them(self):
        for user in (self.manager, self.director, self.finance, self.seller):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.report.with_user(user).action_submit()

    def test_of_one_who_left_the_leader_submits_and_finance_verifies(self):
        self.leave()
        for user in (self.seller, self.finance, self.other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.report.with_user(user).action_submit()
        self.report.with_user(self.manager).action_submit()
        self.assertIn("who left", str(self.report.message_ids.mapped("body")))
        self.count(self.report)
        self.report.with_user(self.finance).action_verify()
        self.assertEqual(self.report.state, "verified")
        self.assertEqual(self.slip.state, "settled")

    def test_late_money_of_one_who_left_is_told_to_the_leader(self):
        self.leave()
        self.assertEqual(self.report._get_transit_users("warned"), self.manager)

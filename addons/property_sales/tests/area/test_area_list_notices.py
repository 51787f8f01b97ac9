from odoo.fields import Command
from odoo.tests import tagged

from ..common import HOMES, INVESTMENT, PropertyCommon

NOTICE = "sales_rules.mail_activity_type_document"
DIRECTOR = "group_marketing_director"


@tagged("post_install", "-at_install")
class TestAreaListNotices(PropertyCommon):
    """The department whose signature is awaited has it among its activities (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_list = cls.new_area_list()

    def get_told(self):
        """The users who have an open activity of the list, and its summary."""
        activities = self.env["mail.activity"].sudo()
        notices = activities.search(
            [
                ("activity_type_id", "=", self.env.ref(NOTICE).id),
                ("res_model", "=", "property.area.list"),
                ("res_id", "=", self.area_list.id),
            ]
        )
        return notices.user_id, set(notices.mapped("summary"))

    def assert_told(self, users, *summaries):
        self.assertEqual(self.get_told(), (users, set(summaries)))

    def assert_nobody_told(self):
        self.assert_told(self.env["res.users"])

    def sign_investment(self, user=None):
        self.area_list.with_user(user or self.investor).action_sign_investment()

    def sign_marketing(self, user=None):
        self.area_list.with_user(user or self.home_seller).action_sign_marketing()

    def take_the_directors_role(self):
        role = self.env.ref(f"sales_rules.{DIRECTOR}")
        holders = self.company._get_role_users(f"sales_rules.{DIRECTOR}")
        holders.write({"group_ids": [Command.unlink(role.id)]})
        self.assertFalse(self.company._get_role_users(f"sales_rules.{DIRECTOR}"))

    def test_marketing_is_awaited_in_the_person_of_its_director(self):
        self.sign_investment()
        self.assert_told(self.director, "Sign the area list")
        self.sign_marketing()
        self.assert_nobody_told()

    def test_all_of_investment_development_are_awaited(self):
        self.sign_marketing()
        self.assert_told(self.investor | self.investor_2, "Sign the area list")
        self.sign_investment(self.investor_2)
        self.assert_nobody_told()

    def test_without_a_director_the_leaders_of_teams_that_sell_homes_are_told(self):
        self.take_the_directors_role()
        self.new_team("Products", self.manager, self.seller)
        self.sign_investment()
        self.assert_told(self.home_manager, "Sign the area list")

    def test_the_director_who_signed_for_the_others_is_not_asked_again(self):
        self.take_the_directors_role()
        both = self.new_user("both", INVESTMENT, DIRECTOR)
        self.sign_investment(both)
        self.assert_told(self.home_manager, "Sign the area list")

    def test_the_leader_of_a_team_of_another_company_is_not_told(self):
        self.take_the_directors_role()
        other = self.env["res.company"].create({"name": "Other"})
        here = {"company_ids": [Command.set((self.company | other).ids)]}
        leader = self.new_user("leader", HOMES, **here)
        self.new_team("Abroad", leader, leader.browse()).company_id = other
        self.sign_investment()
        self.assert_told(self.home_manager, "Sign the area list")

    def test_nobody_of_another_company_is_told(self):
        other = self.env["res.company"].create({"name": "Other"})
        there = {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        self.new_user("other_director", DIRECTOR, **there)
        self.new_user("other_investor", INVESTMENT, **there)
        self.sign_investment()
        self.assert_told(self.director, "Sign the area list")
        self.area_list.with_user(self.investor).action_withdraw()
        self.sign_marketing()
        self.assert_told(self.investor | self.investor_2, "Sign the area list")

    def test_it_is_told_in_the_language_of_each(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.director.lang = "zh_CN"
        self.sign_investment()
        self.assert_told(self.director, "签署面积明细表")

    def test_a_withdrawn_signature_awaits_no_second_one(self):
        self.sign_investment()
        self.area_list.with_user(self.investor).action_withdraw()
        self.assert_nobody_told()

    def test_a_rejected_list_awaits_nothing(self):
        self.sign_area_list(self.area_list)
        self.area_list.with_user(self.deputy).action_reject("Floor 3")
        self.assert_nobody_told()

    def test_finance_has_it_until_it_is_filed_or_sent_back(self):
        self.approve_area_list(self.area_list)
        self.assert_told(self.finance, "File the area list")
        self.area_list.with_user(self.finance).action_send_back("Floor 3")
        self.assert_nobody_told()
        self.file_area_list(self.area_list)
        self.assert_nobody_told()

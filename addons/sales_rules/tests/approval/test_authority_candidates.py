from odoo.tests import tagged

from ..common_approval import GENERAL, MANAGER, ApprovalCommon


@tagged("post_install", "-at_install")
class TestAuthorityCandidates(ApprovalCommon):
    """The deciders of an amount, by role, team and person (R1.1)."""

    def _get_candidates(self, amount, user=None, **vals):
        return self.new_approval(amount, user, **vals).candidate_ids

    def test_just_below_the_limit_the_manager_decides(self):
        self.assertEqual(self._get_candidates(999.99), self.manager)

    def test_equal_to_the_limit_is_covered(self):
        self.assertEqual(self._get_candidates(1000), self.manager)

    def test_one_cent_above_goes_to_the_director(self):
        self.assertEqual(self._get_candidates(1000.01), self.director)

    def test_binary_noise_is_no_cent_above(self):
        self.assertEqual(self._get_candidates(1000 + 1e-7), self.manager)

    def test_above_all_limits_the_unlimited_decides(self):
        self.assertEqual(self._get_candidates(5000.01), self.general)

    def test_days_are_compared_to_their_limit(self):
        for days in (30, 31):
            levels = self.env["sales.authority"]._get_levels(
                self.company, "overdue_release"
            )
            found = self.env["sales.authority"]._find_candidates(
                levels, days, self.seller, self.team
            )
            expected = self.manager if days == 30 else self.director
            self.assertEqual(found[1], expected)

    def test_zero_covers_nothing_not_even_zero(self):
        self.level_manager.limit = 0
        self.assertEqual(self._get_candidates(0), self.director)

    def test_infinite_needs_an_unlimited_authority(self):
        levels = self.env["sales.authority"]._get_levels(self.company, "expense")
        _authority, users = self.env["sales.authority"]._find_candidates(
            levels, float("inf"), self.seller, self.team
        )
        self.assertEqual(users, self.general)

    def test_only_the_leader_of_the_documents_team_is_asked(self):
        self.assertEqual(
            self._get_candidates(500, team_id=self.other_team.id), self.other_manager
        )

    def test_without_a_team_the_director_is_asked(self):
        self.assertEqual(self._get_candidates(500, team_id=False), self.director)

    def test_a_leader_who_is_no_regional_manager_is_not_asked(self):
        self.team.user_id = self.colleague
        self.assertEqual(self._get_candidates(500), self.director)

    def test_a_leader_of_a_higher_role_decides_as_that_role(self):
        self.team.user_id = self.director
        approval = self.new_approval(500)
        self.assertEqual(approval.authority_id, self.level_director)

    def test_users_of_higher_groups_are_no_candidates_of_the_lower(self):
        self.level_manager.active = False
        sellers = self.new_authority(1000, "sales_rules.group_salesperson")
        users = self._get_candidates(500, self.clerk_as_requester())
        self.assertIn(self.colleague, users)
        self.assertFalse(users & (self.manager | self.director))
        self.assertEqual(sellers.limit, 1000)

    def clerk_as_requester(self):
        self.clerk.group_ids += self.env.ref("sales_rules.group_planning")
        return self.clerk

    def test_the_requester_is_passed_over(self):
        self.assertEqual(self._get_candidates(500, self.manager), self.director)

    def test_the_requester_is_left_out_of_many(self):
        second = self.new_user("director_2", "group_marketing_director")
        self.assertEqual(self._get_candidates(2000, self.director), second)

    def test_archived_users_are_passed_over(self):
        self.manager.active = False
        self.assertEqual(self._get_candidates(500), self.director)

    def test_users_without_the_company_are_passed_over(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.director.write(
            {"company_id": other.id, "company_ids": [(6, 0, other.ids)]}
        )
        self.assertEqual(self._get_candidates(2000), self.general)

    def test_authorities_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.level_manager.company_id = other
        self.assertEqual(self._get_candidates(500), self.director)

    def test_authorities_over_another_subject_do_not_count(self):
        self.level_manager.subject = "guarantee"
        self.assertEqual(self._get_candidates(500), self.director)

    def test_archived_authorities_do_not_count(self):
        self.level_manager.active = False
        self.assertEqual(self._get_candidates(500), self.director)

    def test_a_context_with_archived_records_changes_nothing(self):
        self.level_manager.active = False
        self.director.active = False
        authority = self.env["sales.authority"].with_context(active_test=False)
        levels = authority._get_levels(self.company, "expense")
        _authority, users = authority._find_candidates(
            levels, 500, self.seller, self.team
        )
        self.assertEqual(users, self.general)

    def test_own_row_of_a_leader_raises_the_limit(self):
        self.new_authority(2000, self.manager)
        self.assertEqual(self._get_candidates(1500), self.manager)
        self.assertEqual(self._get_candidates(2000.01), self.director)

    def test_own_row_that_is_larger_leaves_the_lower_level(self):
        self.new_authority(9000, self.manager)
        self.assertEqual(self._get_candidates(500), self.manager)

    def test_own_row_takes_authority_away(self):
        self.new_authority(100, self.manager)
        self.assertEqual(self._get_candidates(100), self.manager)
        self.assertEqual(self._get_candidates(100.01), self.director)

    def test_own_row_of_zero_takes_all_authority_away(self):
        self.new_authority(0, self.manager)
        self.assertEqual(self._get_candidates(50), self.director)

    def test_a_person_beats_a_role_of_the_same_limit(self):
        self.new_authority(5000, self.clerk)
        self.assertEqual(self._get_candidates(2000), self.clerk)

    def test_the_role_decides_when_the_person_asks(self):
        self.new_authority(5000, self.colleague)
        self.assertEqual(self._get_candidates(2000, self.colleague), self.director)

    def test_persons_of_the_same_limit_are_asked_together(self):
        self.new_authority(2000, self.clerk)
        self.new_authority(2000, self.deputy)
        self.assertEqual(self._get_candidates(1500), self.clerk | self.deputy)

    def test_roles_of_the_same_limit_are_asked_together(self):
        self.new_authority(5000, "sales_rules.group_finance")
        users = self._get_candidates(2000)
        self.assertEqual(users, self.director | self.finance)

    def test_a_person_is_asked_for_every_team(self):
        self.new_authority(700, self.manager)
        users = self._get_candidates(600, team_id=self.other_team.id)
        self.assertEqual(users, self.manager)

    def test_unlimited_comes_after_every_limit(self):
        self.level_director.unlimited = True
        self.level_general.write({"unlimited": False, "limit": 90000})
        self.assertEqual(self._get_candidates(2000), self.general)
        self.assertEqual(self._get_candidates(90001), self.director)

    def test_candidates_are_frozen_when_asked(self):
        approval = self.new_approval(500)
        self.level_manager.limit = 10
        self.manager.group_ids -= self.env.ref(MANAGER)
        self.assertEqual(approval.candidate_ids, self.manager)
        self.assertEqual(approval.level, 1000)

    def test_labels_of_the_authority_say_who_and_how_much(self):
        label = self.level_general.display_name
        self.assertIn(self.env.ref(GENERAL).name, label)
        self.assertIn("unlimited", label)
        self.assertEqual(self.level_general.unit, self.company.currency_id.name)

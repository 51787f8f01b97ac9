from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.sales_rules.tools.subject import Subject

from ..common_approval import DIRECTOR, GENERAL, MANAGER
from ..common_subject import SubjectCommon


@tagged("post_install", "-at_install")
class TestSubjectDefaultDecider(SubjectCommon):
    """A subject that nobody configured is decided by its default role (R1.1)."""

    def test_the_default_decider_decides_up_to_any_amount(self):
        for amount in (0, 10, 10_000_000):
            approval = self.ask("default", amount=amount)
            self.assertRecordValues(
                approval,
                [
                    {
                        "candidate_ids": self.director.ids,
                        "authority_id": False,
                        "level_unlimited": True,
                        "amount": amount,
                    }
                ],
            )
        approval.with_user(self.director).action_approve()
        self.assertEqual(self.get_document(approval).state, "approved")

    def test_other_roles_do_not_decide(self):
        approval = self.ask("default", amount=10)
        for user in (self.manager, self.general, self.rules_admin, self.seller):
            with self.assertRaises(AccessError):
                approval.with_user(user).action_approve()

    def test_the_checklist_does_not_miss_an_authority(self):
        self.assertNotIn("fake_default", self.get_missing())

    def test_a_subject_without_default_is_missed(self):
        self.assertIn("fake_timed", self.get_missing())
        self.assertFalse(self.ask("timed").candidate_ids)

    def test_an_authority_takes_the_place_of_the_default(self):
        self.new_authority(100, MANAGER, "fake_default")
        self.new_authority(0, GENERAL, "fake_default", unlimited=True)
        self.assertEqual(self.ask("default", amount=101).candidate_ids, self.general)

    def test_an_authority_that_covers_too_little_leaves_the_rest_to_nobody(self):
        self.new_authority(100, GENERAL, "fake_default")
        self.assertFalse(self.ask("default", amount=101).candidate_ids)

    def test_an_archived_authority_says_that_the_default_does_not_hold(self):
        authority = self.new_authority(0, GENERAL, "fake_default", unlimited=True)
        authority.active = False
        self.assertFalse(self.ask("default", amount=1).candidate_ids)
        self.assertIn("fake_default", self.get_missing())

    def test_an_authority_of_another_company_changes_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.new_authority(5, GENERAL, "fake_default", company_id=other.id)
        self.assertEqual(self.ask("default", amount=9).candidate_ids, self.director)

    def test_no_authority_is_stored_for_the_default(self):
        self.ask("default", amount=1)
        rows = self.env["sales.authority"].with_context(active_test=False)
        self.assertFalse(rows.search([("subject", "=", "fake_default")]))

    def test_a_directors_own_request_waits_for_another_director(self):
        approval = self.ask("default", self.director, amount=1)
        self.assertFalse(approval.candidate_ids)
        second = self.new_user("director2", "group_marketing_director")
        self.run_after(hours=1)
        self.assertEqual(approval.superseded_by_id.candidate_ids, second)

    def test_a_new_subject_is_found_in_the_selection_without_a_list(self):
        labels = dict(self.env["sales.authority"]._get_subjects())
        self.assertEqual(labels["fake_default"], "Default")
        self.assertEqual(labels["expense"], "Expense")

    def test_labels_are_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        model = self.env["sales.authority"].with_context(lang="zh_CN")
        labels = dict(model._get_subjects())
        self.assertEqual(labels["discount"], "折扣")

    def test_two_models_share_a_key_only_when_they_declare_it_alike(self):
        registry = self.env["sales.subject"]
        plain = type(self.env["sales.fake.plain"])
        like = Subject("fake_default", "Default", decider=DIRECTOR)
        other = Subject("fake_default", "Default", decider=GENERAL)
        other_label = Subject("fake_default", "Otherwise", decider=DIRECTOR)
        self.addCleanup(self.env.registry.clear_cache)
        for subject, refused in ((like, False), (other, True), (other_label, True)):
            with patch.object(plain, "_approval_subject", subject):
                self.env.registry.clear_cache()
                if refused:
                    with self.assertRaisesRegex(ValueError, "fake_default"):
                        registry._get_all()
                else:
                    self.assertIn("fake_default", registry._get_all())

    def test_a_subject_of_an_addon_that_is_gone_is_read(self):
        approval = self.ask("default", amount=5)
        approval._write_protected({"subject": "gone"})
        self.assertIn("5.00", approval.amount_text)

from odoo.tests import tagged

from odoo.addons.sales_rules.tools.subject import Subject

from ..common_approval import DIRECTOR, GENERAL, MANAGER
from ..common_subject import SubjectCommon


@tagged("post_install", "-at_install")
class TestSubjectLadder(SubjectCommon):
    """Percent and days climb the roles by their limits, and are asked where they are
    (R1.1).
    """

    def set_up_ladder(self, subject):
        self.new_authority(3, MANAGER, subject)
        self.new_authority(8, DIRECTOR, subject)
        self.new_authority(0, GENERAL, subject, unlimited=True)

    def get_asked(self, model, amount):
        approval = self.ask(model, rate=amount, team_id=self.team.id)
        return approval.candidate_ids

    def test_percent_and_days_go_to_the_lowest_role_that_covers_them(self):
        for model in ("percent", "days"):
            self.set_up_ladder(f"fake_{model}")
            for amount, user in (
                (3, self.manager),
                (3.01, self.director),
                (8, self.director),
                (8.01, self.general),
                (100, self.general),
            ):
                with self.subTest(model=model, amount=amount):
                    self.assertEqual(self.get_asked(model, amount), user)

    def test_it_climbs_when_it_waits(self):
        self.set_up_ladder("fake_percent")
        approval = self.ask("percent", rate=3, team_id=self.team.id)
        self.run_after(days=3)
        self.assertEqual(approval.state, "superseded")
        self.assertEqual(approval.superseded_by_id.candidate_ids, self.director)

    def test_a_person_of_a_limit_of_their_own_is_judged_by_it(self):
        self.set_up_ladder("fake_percent")
        self.new_authority(1, self.manager, "fake_percent")
        self.assertEqual(self.get_asked("percent", 1), self.manager)
        self.assertEqual(self.get_asked("percent", 2), self.director)

    def test_without_a_row_there_is_nobody(self):
        self.assertFalse(self.get_asked("percent", 1))
        self.assertIn("fake_percent", self.get_missing())

    def test_amounts_are_shown_in_their_unit(self):
        self.set_up_ladder("fake_days")
        approval = self.ask("days", rate=2, team_id=self.team.id)
        self.assertEqual(approval.amount_text, "2 days")

    def test_authorities_call_days_as_the_subject_does(self):
        for subject, unit in (
            ("overdue_release", "days past due"),
            ("payment_term", "days"),
            ("fake_days", "days"),
            ("fake_percent", "%"),
            ("credit_release", self.company.currency_id.name),
        ):
            authority = self.new_authority(1, self.clerk, subject)
            self.assertEqual(authority.unit, unit, subject)

    def test_the_label_of_the_unit_makes_no_other_subject(self):
        one = Subject("key", "Label", unit="days")
        other = Subject("key", "Label", unit="days", unit_label="nights")
        self.assertEqual(one, other)
        self.assertEqual(other.get_unit_label(self.env), "nights")

    def test_a_computed_flag_of_the_company_says_where_it_is_asked(self):
        field = self.company._fields["is_company_details_empty"]
        self.assertFalse(field.store)
        empty = self.env["res.company"].create({"name": "Empty"})
        self.company.company_details = "Town"
        flags = [empty.is_company_details_empty, self.company.is_company_details_empty]
        self.assertEqual(flags, [True, False])
        subjects = self.env["sales.subject"].with_user(self.rules_admin)
        self.assertIn("fake_flagged", subjects._get_asked(empty))
        self.assertNotIn("fake_flagged", subjects._get_asked(self.company))
        self.assertNotIn("fake_flagged", self.get_missing())

    def test_an_addon_takes_away_what_is_not_asked_in_a_company(self):
        subjects = self.registry["sales.subject"]
        known = subjects._get_asked
        self.assertIn("fake_percent", self.get_missing())

        def get_asked(model, company):
            return known(model, company) - {"fake_percent"}

        self.patch(subjects, "_get_asked", get_asked)
        self.assertNotIn("fake_percent", self.get_missing())
        # authorities may be entered all the same
        self.assertIn("fake_percent", dict(self.env["sales.authority"]._get_subjects()))

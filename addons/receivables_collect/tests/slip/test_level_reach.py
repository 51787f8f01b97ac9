from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestLevelReach(CollectionCommon):
    """Which level a slip is raised to, and who acts there (R1.8)."""

    def setUp(self):
        super().setUp()
        self.first = self.new_level(0, interval_days=10)

    def slip_of(self, days=200, customer=None):
        customer = customer or self.customer
        self.new_overdue(100, customer, days=days)
        run = self.new_issued()
        return self.get_slip(run, customer)

    def escalate(self, slip, days_since_letter=10):
        slip._write_protected({"letter_date": self.day(-days_since_letter)})
        self.env["collection.slip"].sudo()._cron_escalate()
        return slip.level_id

    def test_two_levels_of_the_same_days_are_not_in_force_together(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.new_level(0)
        self.first.active = False
        self.first.flush_recordset()
        self.assertTrue(self.new_level(0).active)

    def test_no_slip_is_raised_to_a_draft(self):
        draft = self.new_level(30)
        draft.active = False
        slip = self.slip_of()
        self.assertEqual(self.escalate(slip), self.first)
        draft.action_put_in_force()
        self.assertEqual(self.escalate(slip), draft)

    def test_a_draft_between_is_no_step(self):
        self.new_level(30).active = False
        last = self.new_level(60)
        self.assertEqual(self.escalate(self.slip_of()), last)

    def test_the_level_of_another_company_is_no_step(self):
        other = self.setup_other_company(name="Elsewhere")["company"]
        self.director.company_ids |= other
        self.new_level(30, company_id=other.id)
        last = self.new_level(60)
        self.assertEqual(self.escalate(self.slip_of()), last)

    def test_a_level_that_may_be_jumped_to_waits_for_no_interval(self):
        self.new_level(30)
        last = self.new_level(60, can_skip=True)
        slip = self.slip_of()
        slip._write_protected({"level_id": self.first.id})
        self.assertEqual(self.escalate(slip, 0), last)

    def test_a_jump_needs_its_days_all_the_same(self):
        last = self.new_level(60, can_skip=True)
        self.assertEqual(self.escalate(self.slip_of(59), 0), self.first)
        customer = self.new_customer(name="Other")
        self.assertEqual(self.slip_of(60, customer).level_id, last)

    def test_a_wholly_disputed_slip_is_not_raised(self):
        second = self.new_level(30)
        slip = self.slip_of()
        dispute = self.new_dispute(slip.line_ids)
        self.assertEqual(self.escalate(slip), self.first)
        dispute.with_user(self.finance).action_refuse("Signed")
        self.assertEqual(self.escalate(slip), second)

    def test_legal_and_the_directors_person_act_themselves(self):
        self.new_level(30, responsible="director", user_id=self.deputy.id)
        self.new_level(60, responsible="legal", user_id=self.clerk.id)
        slip = self.slip_of()
        self.escalate(slip)
        self.assertEqual(slip.responsible_id, self.deputy)
        self.escalate(slip, 15)
        self.assertEqual(slip.responsible_id, self.clerk)

    def test_without_a_regional_manager_the_salesperson_acts_on(self):
        self.new_level(30, responsible="regional_manager")
        slip = self.slip_of()
        self.team.user_id = False
        self.escalate(slip)
        self.assertEqual(slip.responsible_id, self.seller)

    def test_a_customer_without_salesperson_waits_for_nobody(self):
        customer = self.new_customer(name="Nobody's", user_id=False)
        slip = self.slip_of(customer=customer)
        self.assertFalse(slip.responsible_id)
        self.assertEqual(slip.level_id, self.first)

    def test_an_interval_begins_anew_at_each_level(self):
        self.new_level(30, interval_days=5)
        last = self.new_level(60)
        slip = self.slip_of()
        second = self.escalate(slip)
        self.assertEqual(slip.letter_date, self.today)
        self.assertEqual(self.escalate(slip, 4), second)
        self.assertEqual(self.escalate(slip, 5), last)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestDisputeParts(CollectionCommon):
    """Case 2: of 10,000 the customer contests 800; only that part rests (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 10000)
        self.line = self.slip.line_ids
        self.invoice = self.line.move_line_id.move_id
        self.dispute = self.new_dispute(self.line, amount=800).sudo()

    def accept(self):
        self.dispute.with_user(self.director).action_accept("Our fault")

    def credit(self, amount, reconcile=True):
        """A credit note over a part of the invoice."""
        note = self.new_invoice(amount, move_type="out_refund", due=0)
        if reconcile:
            (self.get_item(note) | self.line.move_line_id).reconcile()
        return note

    def assert_asked(self, amount, state, slip=None):
        slip = slip or self.slip
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(slip.amount_residual, amount)
        self.assertEqual(self.dispute.state, state)

    def get_next_slip(self):
        self.slip.with_user(self.finance).action_void("Torn")
        return self.get_slip(self.new_issued())

    def run_disputes(self):
        self.run_cron("receivables_collect.ir_cron_disputes")

    def test_only_the_disputed_part_rests_on_the_slip_and_the_next_run(self):
        self.assert_asked(9200, "open")
        self.accept()
        self.assert_asked(9200, "accepted")
        self.assertEqual(self.slip.amount_disputed, 800)
        following = self.get_next_slip()
        self.assertRecordValues(
            following,
            [{"amount_residual": 9200, "amount_due": 9200, "amount_disputed": 800}],
        )
        self.assertEqual(following.dispute_ids, self.dispute)

    def test_the_dispute_ends_with_its_credit_note(self):
        self.accept()
        self.credit(800)
        self.assert_asked(9200, "credited")
        self.assertEqual(self.slip.amount_disputed, 0)
        self.assertEqual(self.get_next_slip().amount_residual, 9200)

    def test_a_cent_less_is_not_yet_the_credit_note(self):
        self.accept()
        self.credit(799.99)
        self.assert_asked(9200, "accepted")
        self.assertEqual(self.dispute.amount_rest, 0.01)
        self.credit(0.02)
        self.assert_asked(9199.99, "credited")

    def test_a_credit_note_undone_brings_the_dispute_back(self):
        self.accept()
        note = self.credit(800)
        self.get_item(note).remove_move_reconcile()
        self.assert_asked(9200, "accepted")

    def test_a_credit_note_before_the_dispute_is_not_its_own(self):
        self.dispute.with_user(self.finance).action_refuse("Wrong line")
        self.credit(1000)
        dispute = self.new_dispute(self.line, amount=800).sudo()
        self.assertEqual((dispute.state, dispute.amount_rest), ("open", 800))
        self.assertEqual(self.slip.amount_residual, 8200)

    def test_a_payment_is_no_credit_note(self):
        self.accept()
        self.pay(9200, invoice=self.invoice)
        self.assert_asked(0, "accepted")

    def test_an_acceptance_by_mistake_can_be_taken_back(self):
        self.accept()
        with self.assertRaises(AccessError):
            self.dispute.with_user(self.seller).action_reopen("Mine")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.dispute.with_user(self.finance).action_reopen(" ")
        self.dispute.with_user(self.finance).action_reopen("Delivery note found")
        self.assert_asked(9200, "open")
        self.assertFalse(self.dispute.decided_by_id)
        self.assertEqual(self.dispute.activity_ids.user_id, self.seller)
        self.dispute.with_user(self.finance).action_refuse("Signed")
        self.assert_asked(10000, "refused")

    def test_finance_is_told_to_write_the_credit_note(self):
        self.accept()
        activities = self.dispute.activity_ids
        self.assertIn(self.finance, activities.user_id)
        due = self.day(self.company.collection_credit_note_days)
        self.assertEqual(set(activities.mapped("date_deadline")), {due})
        self.credit(800)
        self.run_disputes()
        self.assertFalse(self.dispute.activity_ids)

    def test_without_a_credit_note_it_does_not_rest_for_ever(self):
        self.accept()
        self.dispute.with_user(self.finance).date_due = self.day(0)
        self.run_disputes()
        self.assert_asked(9200, "accepted")
        self.dispute.with_user(self.finance).date_due = self.day(-1)
        self.assertTrue(self.dispute.is_late)
        self.run_disputes()
        self.assert_asked(10000, "lapsed")
        self.assertIn("asked for again", str(self.dispute.message_ids.mapped("body")))
        self.dispute.with_user(self.finance).action_reopen("It is coming")
        self.assert_asked(9200, "open")

    def test_the_deadline_of_an_accepted_one_is_not_the_owners_to_move(self):
        self.accept()
        with self.assertRaises(AccessError):
            self.dispute.with_user(self.seller).date_due = self.day(900)

    def test_an_open_one_that_nobody_decides_is_brought_before_those_who_do(self):
        self.dispute.date_due = self.day(-1)
        self.run_disputes()
        self.assert_asked(9200, "open")
        self.assertLessEqual(
            self.finance | self.director, self.dispute.activity_ids.user_id
        )

    def test_two_lines_and_a_credit_of_the_customer(self):
        self.new_overdue(500, days=20)
        self.new_invoice(100, move_type="out_refund", due=0)
        following = self.get_next_slip()
        self.assertEqual(following.amount_residual, 10000 + 500 - 800 - 100)
        self.assertEqual(following.amount_disputed, 800)

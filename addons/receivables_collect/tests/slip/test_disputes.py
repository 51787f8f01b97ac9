from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestDisputes(CollectionCommon):
    """Disputed receivables are left out and shown apart until decided (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50)
        self.line = self.slip.line_ids[0]
        self.dispute = self.new_dispute(self.line)

    def test_the_line_is_left_out_of_what_is_asked(self):
        self.assertTrue(self.line.is_disputed)
        self.assertRecordValues(
            self.slip,
            [{"amount_residual": 50, "amount_disputed": 100, "state": "issued"}],
        )

    def test_owner_amount_and_deadline_have_defaults(self):
        self.assertRecordValues(
            self.dispute,
            [
                {
                    "owner_id": self.seller.id,
                    "amount": 100,
                    "date_due": self.day(14),
                    "state": "open",
                    "partner_id": self.customer.id,
                }
            ],
        )
        activity = self.dispute.sudo().activity_ids
        self.assertEqual(activity.date_deadline, self.day(14))

    def test_refused_it_is_asked_for_again(self):
        self.dispute.with_user(self.finance).action_refuse("Delivery note signed")
        self.assertEqual(self.slip.amount_residual, 150)
        self.assertRecordValues(
            self.dispute.sudo(),
            [
                {
                    "state": "refused",
                    "decided_by_id": self.finance.id,
                    "decided_on": self.today,
                    "end_reason": "Delivery note signed",
                }
            ],
        )
        self.assertFalse(self.dispute.sudo().activity_ids)

    def test_accepted_it_stays_out_also_of_the_next_slip(self):
        self.dispute.with_user(self.director).action_accept("Our fault")
        self.assertEqual(self.slip.amount_residual, 50)
        self.slip.with_user(self.finance).action_void("Torn")
        self.assertEqual(self.get_slip(self.new_generated()).amount_residual, 50)

    def test_an_open_one_stays_out_of_the_next_slip_and_refused_comes_back(self):
        self.slip.with_user(self.finance).action_void("Torn")
        run = self.new_generated()
        self.assertEqual(self.get_slip(run).amount_residual, 50)
        self.dispute.with_user(self.finance).action_refuse("Signed")
        run.action_generate()
        self.assertEqual(self.get_slip(run).amount_residual, 150)

    def test_finance_or_the_director_decides(self):
        for user in (self.seller, self.manager, self.general, self.deputy):
            dispute = self.dispute.with_user(user)
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError):
                    dispute.action_accept("Mine")
                with self.assertRaises(AccessError):
                    dispute.action_refuse("Mine")

    def test_the_user_who_noted_a_dispute_does_not_decide(self):
        dispute = self.new_dispute(self.slip.line_ids[1], user=self.finance)
        with self.assertRaisesRegex(AccessError, "yourself"):
            dispute.action_refuse("Signed")

    def test_a_reason_is_needed_and_once_decided_it_stays(self):
        dispute = self.dispute.with_user(self.finance)
        with self.assertRaisesRegex(UserError, "Say why"):
            dispute.action_refuse(" ")
        dispute.action_refuse("Signed")
        with self.assertRaises(UserError):
            dispute.action_accept("No")
        with self.assertRaises(UserError):
            dispute.amount = 3

    def test_a_receivable_is_disputed_once(self):
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.new_dispute(self.line)

    def test_the_amount_lies_within_what_was_due(self):
        line = self.slip.line_ids[1]
        for amount in (50.01, -1):
            with self.subTest(amount), self.assertRaises(ValidationError):
                self.new_dispute(line, amount=amount)
        self.new_dispute(line, amount=50)

    def test_a_paid_line_is_not_disputed(self):
        line = self.slip.line_ids[1]
        self.pay(50, invoice=line.move_line_id.move_id)
        with self.assertRaisesRegex(UserError, "nothing to dispute"):
            self.new_dispute(line, amount=1)

    def test_nobody_deletes_or_moves_it_by_hand(self):
        with self.assertRaises(UserError):
            self.dispute.sudo().unlink()
        with self.assertRaises(UserError):
            self.dispute.sudo().state = "refused"

    def test_late_disputes_are_found(self):
        found = self.dispute.search([("is_late", "=", True)])
        self.assertFalse(found)
        self.dispute.date_due = self.day(-1)
        found = self.dispute.search([("is_late", "=", True)])
        self.assertEqual(found, self.dispute)
        self.assertTrue(self.dispute.is_late)

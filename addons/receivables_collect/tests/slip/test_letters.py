from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestLetters(CollectionCommon):
    """Letters of a level go once, in the customer's language, by a resumable cron."""

    def setUp(self):
        super().setUp()
        self.template = self.env.ref("receivables_collect.mail_template_slip")
        self.level = self.new_level(0, mail_template_id=self.template.id)
        self.customer.email = "buyer@example.com"
        self.slip = self.new_issued_slip()

    def send_letters(self):
        self.run_cron("receivables_collect.ir_cron_slip_letters")

    def letters(self, slip=None):
        slip = slip or self.slip
        return (
            self.env["mail.mail"]
            .sudo()
            .search([("model", "=", "collection.slip"), ("res_id", "=", slip.id)])
        )

    def test_a_letter_is_sent_once_with_the_slip_attached(self):
        self.assertTrue(self.slip.is_letter_due)
        self.send_letters()
        self.send_letters()
        letter = self.letters()
        self.assertEqual(len(letter), 1)
        self.assertIn(self.slip.number, letter.subject)
        self.assertEqual(len(letter.attachment_ids), 1)
        self.assertRecordValues(
            self.slip,
            [
                {
                    "letter_level_id": self.level.id,
                    "letter_date": self.today,
                    "is_letter_due": False,
                }
            ],
        )
        self.assertRecordValues(
            self.slip.contact_ids, [{"kind": "letter", "result": "sent"}]
        )

    def test_without_an_address_the_slip_says_so_and_the_others_go_on(self):
        other = self.new_customer(name="Silent", email=False)
        slip = self.new_issued_slip(other)
        self.send_letters()
        self.assertIn("no e-mail address", slip.letter_problem)
        self.assertTrue(self.letters())
        self.assertFalse(self.letters(slip))
        slip.with_user(self.finance).action_letter_sent()
        self.assertRecordValues(
            slip, [{"letter_problem": False, "letter_level_id": self.level.id}]
        )

    def test_an_error_is_noted_and_nothing_half_done(self):
        slips = type(self.env["collection.slip"])
        with (
            patch.object(slips, "_note_letter", side_effect=ZeroDivisionError),
            mute_logger(
                "odoo.addons.receivables_collect.models.slip.collection_slip_level"
            ),
        ):
            self.send_letters()
        self.assertTrue(self.slip.letter_problem)
        self.assertFalse(self.letters())

    def test_nothing_is_sent_for_what_is_paid(self):
        self.pay_slip(self.slip)
        self.send_letters()
        self.assertFalse(self.letters())

    def test_drafts_get_no_letter(self):
        draft = self.new_draft_slip(self.new_customer(email="x@example.com"))
        self.send_letters()
        self.assertFalse(self.letters(draft))

    def test_only_finance_sends_by_post_and_only_when_due(self):
        for user in (self.seller, self.manager, self.director):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.slip.with_user(user).action_letter_sent()
        slip = self.slip.with_user(self.finance)
        slip.action_letter_sent()
        with self.assertRaisesRegex(UserError, "No letter is due"):
            slip.action_letter_sent()

from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestLetterResumes(CollectionCommon):
    """Each letter goes once, level by level, in the customer's language (R1.8)."""

    def setUp(self):
        super().setUp()
        self.template = self.env.ref("receivables_collect.mail_template_slip")
        self.level = self.new_level(0, mail_template_id=self.template.id)

    def slip_of(self, name="Buyer", **vals):
        vals = {"email": f"{name}@example.com"} | vals
        return self.new_issued_slip(self.new_customer(name=name, **vals))

    def send_letters(self):
        self.run_cron("receivables_collect.ir_cron_slip_letters")

    def letters(self, slips):
        domain = [
            ("model", "=", "collection.slip"),
            ("res_id", "in", slips.ids),
            ("recipient_ids", "in", slips.partner_id.ids),
        ]
        return self.env["mail.mail"].sudo().search(domain)

    def test_letters_sent_before_a_kill_are_not_sent_again(self):
        slips = self.slip_of("A") | self.slip_of("B") | self.slip_of("C")
        claimed = self.env["collection.slip"].sudo()._claim_letters(1)
        claimed._try_letter()
        self.send_letters()
        self.assertEqual(
            sorted(self.letters(slips).mapped("res_id")), sorted(slips.ids)
        )
        self.assertFalse(any(slips.mapped("is_letter_due")))

    def test_each_level_has_its_letter(self):
        slip = self.slip_of()
        self.send_letters()
        second = self.new_level(30, mail_template_id=self.template.id)
        slip._write_protected({"letter_date": self.day(-15)})
        self.env["collection.slip"].sudo()._cron_escalate()
        self.assertTrue(slip.is_letter_due)
        self.send_letters()
        self.send_letters()
        self.assertEqual(len(self.letters(slip)), 2)
        self.assertEqual(slip.letter_level_id, second)
        self.assertEqual(
            sorted(slip.contact_ids.mapped("note")),
            ["Level 0: Sent by e-mail", "Level 30: Sent by e-mail"],
        )

    def test_a_problem_of_one_level_does_not_stop_the_next(self):
        slip = self.slip_of(email=False)
        self.send_letters()
        self.assertTrue(slip.letter_problem)
        slip.partner_id.email = "found@example.com"
        self.send_letters()
        self.assertFalse(self.letters(slip))
        self.new_level(30, mail_template_id=self.template.id, can_skip=True)
        self.env["collection.slip"].sudo()._cron_escalate()
        self.assertFalse(slip.letter_problem)
        self.send_letters()
        self.assertEqual(len(self.letters(slip)), 1)

    def test_a_letter_is_written_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.template.sudo().with_context(
            lang="fr_FR"
        ).subject = "Rappel {{ object.number }}"
        french, english = self.slip_of("F", lang="fr_FR"), self.slip_of("E")
        self.send_letters()
        self.assertEqual(self.letters(french).subject, f"Rappel {french.number}")
        self.assertNotIn("Rappel", self.letters(english).subject)

    def test_void_and_wholly_disputed_slips_get_none(self):
        void, disputed = self.slip_of("V"), self.slip_of("D")
        void.with_user(self.finance).action_void("Torn")
        dispute = self.new_dispute(disputed.line_ids)
        self.send_letters()
        self.assertFalse(self.letters(void | disputed))
        dispute.with_user(self.finance).action_refuse("Signed")
        self.send_letters()
        self.assertTrue(self.letters(disputed))

    def test_a_level_without_letter_counts_as_sent_at_the_issue(self):
        self.level.mail_template_id = False
        slip = self.slip_of()
        self.assertRecordValues(
            slip,
            [
                {
                    "letter_level_id": self.level.id,
                    "letter_date": self.today,
                    "is_letter_due": False,
                }
            ],
        )
        self.send_letters()
        self.assertFalse(self.letters(slip))
        self.assertFalse(slip.contact_ids)

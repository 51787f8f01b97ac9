from datetime import timedelta

from odoo.tests import tagged
from odoo.tests.common import freeze_time

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestLetterReceiver(CollectionCommon):
    """Case 10: letters go where there is an address; without one somebody is told and
    the level goes on (R1.8).
    """

    def setUp(self):
        super().setUp()
        self.template = self.env.ref("receivables_collect.mail_template_slip")
        self.level = self.new_level(0, mail_template_id=self.template.id)
        self.payer = self.new_customer(name="Buyer", email=False)

    def add(self, name, email, kind="invoice", **vals):
        vals |= {"name": name, "email": email, "type": kind}
        return self.new_contact(self.payer, **vals)

    def send(self):
        slip = self.new_issued_slip(self.payer)
        self.run_cron("receivables_collect.ir_cron_slip_letters")
        return slip

    def get_receivers(self, slip):
        domain = [("model", "=", "collection.slip"), ("res_id", "=", slip.id)]
        return self.env["mail.mail"].sudo().search(domain).recipient_ids

    def test_only_the_invoice_contact_has_mail(self):
        contact = self.add("Accounts", "accounts@example.com")
        slip = self.send()
        self.assertEqual(self.get_receivers(slip), contact)
        self.assertEqual(slip.letter_level_id, self.level)
        self.assertFalse(slip.letter_problem)

    def test_the_invoice_contact_comes_before_the_company(self):
        self.payer.email = "boss@example.com"
        self.add("Buyer", "buyer@example.com", "contact")
        contact = self.add("Accounts", "accounts@example.com")
        self.assertEqual(self.get_receivers(self.send()), contact)

    def test_an_invoice_contact_without_mail_is_passed_over(self):
        self.add("Accounts", False)
        self.payer.email = "boss@example.com"
        self.assertEqual(self.get_receivers(self.send()), self.payer)

    def test_another_contact_is_better_than_nobody(self):
        self.add("Store", "store@example.com", "delivery")
        contact = self.add("Buyer", "buyer@example.com", "contact")
        self.assertEqual(self.get_receivers(self.send()), contact)

    def test_contacts_of_others_archived_or_wrong_ones_get_nothing(self):
        stranger = self.new_customer(name="Stranger")
        self.new_contact(stranger, name="X", email="x@example.com", type="invoice")
        self.add("Gone", "gone@example.com").active = False
        self.add("Wrong", "no address")
        slip = self.send()
        self.assertFalse(self.get_receivers(slip))
        self.assertIn("no e-mail address", slip.letter_problem)

    def test_nobody_has_mail_so_somebody_is_told(self):
        slip = self.send()
        users = slip.sudo().activity_ids.user_id
        self.assertLessEqual(self.finance | self.seller, users)
        slip.with_user(self.finance).action_letter_sent()
        self.assertEqual(slip.letter_level_id, self.level)
        self.assertNotIn(self.finance, slip.sudo().activity_ids.user_id)

    def test_nobody_has_mail_and_the_level_goes_on_all_the_same(self):
        second = self.new_level(30, mail_template_id=self.template.id)
        self.level.with_user(self.director).interval_days = 15
        slip = self.send()
        slip._write_protected({"level_id": self.level.id})
        for days, level in ((14, self.level), (15, second)):
            with freeze_time(self.today + timedelta(days=days)):
                self.env["collection.slip"].sudo()._cron_escalate()
            slip.invalidate_recordset()
            self.assertEqual(slip.level_id, level, days)
        self.assertFalse(slip.letter_problem)
        self.assertFalse(slip.letter_level_id)

    def test_a_phone_is_found_where_there_is_one(self):
        self.assertEqual(self.payer._get_collection_phone(), "")
        contact = self.add("Accounts", False)
        contact.phone = "010 1234"
        self.assertEqual(self.payer._get_collection_phone(), "010 1234")
        self.payer.phone = "010 1"
        self.assertEqual(self.payer._get_collection_phone(), "010 1")

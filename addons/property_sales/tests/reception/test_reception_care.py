from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_reception import ReceptionCommon


@tagged("post_install", "-at_install")
class TestReceptionCare(ReceptionCommon):
    """Contacts protect anew; the leader of the team gives customers on (R2.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reception = cls.receive()
        cls.mine = cls.reception.with_user(cls.home_seller)

    def test_a_contact_protects_anew_and_is_kept(self):
        self.let_pass(self.reception, 20)
        self.assertEqual(self.reception.protected_until, self.day(10))
        self.mine.action_follow(" Wants a loan ", str(self.day(3)))
        self.assertRecordValues(
            self.reception,
            [
                {
                    "protected_until": self.day(30),
                    "last_contact": self.today,
                    "date": self.day(-20),
                    "stage": "followed",
                    "date_next": self.day(3),
                    "contact_count": 1,
                }
            ],
        )
        contact = self.reception.contact_ids
        self.assertEqual(
            (contact.note, contact.user_id), ("Wants a loan", self.home_seller)
        )

    def test_a_contact_has_a_note(self):
        for note in ("", "  ", None):
            with self.subTest(note), self.assertRaises(UserError):
                self.mine.action_follow(note)

    def test_contacts_are_not_changed(self):
        self.mine.action_follow("Called")
        contact = self.reception.contact_ids.with_user(self.home_seller)
        for way in (
            lambda: contact.write({"note": "Other"}),
            lambda: contact.sudo().write({"note": "Other"}),
            lambda: contact.unlink(),
            lambda: contact.create({"reception_id": self.reception.id, "note": "N"}),
        ):
            with self.assertRaises(UserError):
                way()

    def test_a_colleague_notes_no_contact(self):
        with self.assertRaises(AccessError):
            self.reception.with_user(self.home_colleague).action_follow("Mine")

    def test_the_leader_of_the_team_gives_a_customer_to_a_colleague(self):
        leader = self.reception.with_user(self.home_manager)
        leader.action_transfer(self.home_colleague.id, "On leave")
        self.assertEqual(self.reception.user_id, self.home_colleague)
        partner = self.reception.partner_id
        self.assertEqual(partner.user_id, self.home_colleague)
        self.assertTrue(partner.with_user(self.home_colleague).read(["name"]))
        with self.assertRaises(AccessError):
            partner.with_user(self.home_seller).read(["name"])
        self.assertIn("On leave", str(self.reception.message_ids.mapped("body")))

    def test_open_reservations_go_with_their_customer(self):
        hold = self.reserve(buyer=self.reception.partner_id)
        ended = self.reserve(self.units[1], self.reception.partner_id)
        ended.with_user(self.home_seller).action_cancel("Another home")
        leader = self.reception.with_user(self.home_manager)
        leader.action_transfer(self.home_colleague.id, "On leave")
        self.assertEqual(hold.user_id, self.home_colleague)
        self.assertEqual(ended.user_id, self.home_seller)

    def test_the_director_gives_customers_of_all_teams(self):
        self.reception.with_user(self.director).action_transfer(
            self.other_member.id, "Knows him"
        )
        self.assertEqual(self.reception.user_id, self.other_member)

    def test_others_give_no_customer_on(self):
        for user in (
            self.home_seller,
            self.home_colleague,
            self.other_leader,
            self.manager,
            self.finance,
            self.general,
            self.seller,
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.reception.with_user(user).action_transfer(
                    self.home_colleague.id, "Why not"
                )

    def test_a_reason_is_given(self):
        with self.assertRaises(UserError):
            self.reception.with_user(self.home_manager).action_transfer(
                self.home_colleague.id, " "
            )

    def test_customers_go_to_salespeople_of_homes_at_work(self):
        gone = self.new_user("gone", "property_sales.group_property_sales")
        gone.active = False
        other = self.env["res.company"].create({"name": "Other"})
        abroad = self.new_user(
            "abroad",
            "property_sales.group_property_sales",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for user in (self.seller, gone, abroad):
            with self.subTest(user.name), self.assertRaises(UserError):
                self.reception.with_user(self.director).action_transfer(
                    user.id, "Reason"
                )
        self.assertEqual(self.reception.user_id, self.home_seller)

    def test_the_dialogs_do_what_the_methods_do(self):
        def ask(user, action, **vals):
            name = "transfer" if action == "transfer" else "reception"
            dialogs = self.env[f"property.{name}.ask"].with_user(user)
            dialogs = dialogs.with_context(
                active_model="property.reception",
                active_ids=self.reception.ids,
                default_action=action,
            )
            dialogs.create(vals).action_apply()

        ask(self.home_seller, "follow", reason="Called", date_next=self.day(1))
        self.assertEqual(self.reception.date_next, self.day(1))
        ask(
            self.home_manager,
            "transfer",
            reason="On leave",
            user_id=self.home_colleague.id,
        )
        self.assertEqual(self.reception.user_id, self.home_colleague)
        ask(self.director, "transfer", reason="Back", user_id=self.home_seller.id)
        self.assertEqual(self.reception.user_id, self.home_seller)

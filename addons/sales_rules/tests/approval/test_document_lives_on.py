from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import fake_models
from ..common_approval import DIRECTOR
from ..common_subject import SubjectCommon

STATES = ["draft", "submitted", "approved", "rejected", "cancelled"]


@tagged("post_install", "-at_install")
class TestDocumentLivesOn(SubjectCommon):
    """A document approved goes on to further states, and stays fixed in all of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fake_models.load(cls, fake_models.LIVING_DEFINITIONS)

    def new_thing(self, *states):
        """A document moved to these states after its approval."""
        approval = self.ask("living", amount=7)
        approval.with_user(self.director).action_approve()
        thing = self.env["sales.fake.living"].browse(approval.res_id)
        for state in states:
            thing._move(state)
        return thing

    def test_further_states_come_after_those_of_every_document(self):
        labels = dict(self.env["sales.fake.living"]._fields["state"].selection)
        self.assertEqual([*labels], [*STATES, "active", "superseded", "filed"])
        self.assertEqual(labels["approved"], "In Order")  # labelled anew
        self.assertEqual(labels["active"], "Active")

    def test_it_moves_on_along_its_table_only(self):
        thing = self.new_thing("active", "superseded")
        self.assertEqual(thing.state, "superseded")
        self.assertEqual(thing.approval_state, "approved")
        for state in ("active", "filed", "approved", "draft"):
            with self.assertRaisesRegex(UserError, "Superseded"):
                thing._move(state)
        self.assertEqual(self.new_thing("filed").state, "filed")

    def test_its_way_to_approval_is_that_of_every_document(self):
        moves = self.env["sales.fake.living"]._get_state_moves()
        every = self.env["sales.approval.document"]._get_state_moves()
        self.assertEqual({state: moves[state] for state in every}, every)

    def test_claimed_and_set_based_moves_know_the_states(self):
        thing = self.new_thing()
        thing._move("active", claim=True)
        self.assertEqual(thing.state, "active")
        self.assertTrue(thing._sql_move("active", "superseded"))
        with self.assertRaises(ValueError):
            thing._sql_move("draft", "superseded")

    def test_what_was_approved_is_fixed_in_every_later_state(self):
        for states in ((), ("active",), ("active", "superseded"), ("filed",)):
            thing = self.new_thing(*states)
            for vals in ({"amount": 8}, {"state": "draft"}, {"approval_ids": []}):
                for own in (thing.with_user(self.seller), thing, thing.sudo()):
                    with self.assertRaises(UserError):
                        own.write(vals)
            thing.note = "Free"
            for method in ("action_submit", "action_withdraw", "action_draft"):
                with self.assertRaises(UserError):
                    getattr(thing, method)()
            with self.assertRaises(UserError):
                thing.action_cancel()
            with self.assertRaises(UserError):
                thing.unlink()

    def test_lines_are_fixed_with_it(self):
        thing = self.new_thing("active")
        with self.assertRaises(UserError):
            thing._check_not_frozen()

    def test_a_copy_begins_anew(self):
        copy = self.new_thing("active").copy()
        self.assertEqual((copy.state, copy.approval_state), ("draft", "none"))
        copy.amount = 9

    def test_nothing_of_it_is_given_to_a_new_one(self):
        with self.assertRaises(UserError):
            self.env["sales.fake.living"].create({"name": "N", "state": "active"})
        result = self.env["sales.fake.living"].load(
            ["name", "state"], [["N", "Active"]]
        )
        self.assertFalse(result["ids"])

    def test_roles_are_told_of_it_in_later_states(self):
        thing = self.new_thing("active")
        self.assertEqual(thing.activity_ids.user_id, self.get_directors())
        self.assertIn("Active", thing.activity_ids[:1].summary)
        thing._move("superseded")
        self.assertFalse(thing.activity_ids)

    def get_directors(self):
        return self.company._get_role_users(DIRECTOR) - self.seller

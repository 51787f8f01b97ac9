from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestHandOn(CustodyCommon):
    """From branch to salesperson without a detour (R4.24, R4.25)."""

    def new_form(self, user):
        return Form(self.env["collection.handover"].with_user(user))

    def test_finance_hands_to_a_branch(self):
        self.assertEqual(self.new_form(self.finance).kind, "to_branch")

    def test_who_leads_a_branch_hands_to_its_salespeople(self):
        form = self.new_form(self.manager)
        self.assertEqual((form.kind, form.team_id), ("to_collector", self.team))

    def test_a_salesperson_hands_back(self):
        form = self.new_form(self.seller)
        self.assertEqual(form.kind, "to_branch_back")
        self.assertEqual(form.team_id, self.team)
        self.assertEqual(form.receiver_id, self.manager)

    def test_only_those_who_may_sign_are_offered(self):
        draft = self.new_handover("to_collector", receiver_id=False)
        people = self.team.sudo().member_ids | self.team.sudo().user_id
        self.assertEqual(draft.receiver_choice_ids, people - self.manager)
        self.assertNotIn(self.other_seller, draft.receiver_choice_ids)
        for kind, choice in (
            ("to_branch", self.manager),
            ("to_branch_back", self.manager),
        ):
            draft = self.new_handover(kind)
            self.assertEqual(draft.receiver_choice_ids, choice, kind)
        back = self.new_handover("to_finance_back").receiver_choice_ids
        self.assertIn(self.finance, back)
        self.assertNotIn(self.seller, back)

    def test_the_receiver_stays_where_they_belong_to_the_branch_chosen_after(self):
        draft = self.new_handover("to_collector").sudo()
        draft.kind = "to_branch"
        draft.kind = "to_collector"
        draft.receiver_id = self.seller
        draft.company_id = self.company
        draft._compute_receiver_id()
        self.assertEqual(draft.receiver_id, self.seller)

    def test_filling_says_what_it_did(self):
        self.bring_to_branch(1, self.slip)
        draft = self.new_handover("to_collector")
        params = draft.action_fill()["params"]
        self.assertEqual(params["type"], "success")
        self.assertIn("slips 1, vouchers 1", params["message"])
        self.assertEqual(draft.line_ids.slip_id, self.slip)
        params = draft.action_fill()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn(self.seller.name, params["message"])

    def test_filling_without_a_receiver_asks_for_one(self):
        draft = self.new_handover("to_collector", receiver_id=False)
        draft.receiver_id = False
        params = draft.action_fill()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("who receives it", params["message"])

    def test_after_signing_the_branch_hands_on_one_draft_per_salesperson(self):
        other = self.new_issued_slip(self.new_customer(user_id=self.colleague.id), 10)
        f18 = self.hand("to_branch", self.slip | other, self.get_vouchers(2))
        f18 = f18.with_user(self.manager)
        self.assertTrue(f18.can_hand_on)
        self.assertFalse(f18.with_user(self.seller).can_hand_on)
        action = f18.action_hand_on()
        drafts = f18.search(action["domain"])
        self.assertEqual(drafts.receiver_id, self.seller | self.colleague)
        self.assertEqual(set(drafts.mapped("kind")), {"to_collector"})
        again = f18.search(f18.action_hand_on()["domain"])
        self.assertEqual(again, drafts, "opened again, not made twice")
        drafts.action_issue()
        self.assertEqual(set(drafts.mapped("state")), {"issued"})
        f18.invalidate_recordset()
        self.assertFalse(f18.can_hand_on)
        with self.assertRaises(UserError):
            f18.action_hand_on()

    def test_nothing_is_handed_on_before_the_branch_signs(self):
        f18 = self.new_handover("to_branch", self.slip, self.get_vouchers(1))
        f18.action_issue()
        self.assertFalse(f18.with_user(self.manager).can_hand_on)

    def test_a_run_hands_its_slips_to_the_branches(self):
        slip = self.new_issued_slip(self.new_customer(), 10)
        run = slip.run_id.with_user(self.finance)
        self.assertTrue(run.hand_over_count)
        action = run.action_hand_over()
        drafts = (
            self.env["collection.handover"]
            .sudo()
            .search(action.get("domain") or [("id", "=", action["res_id"])])
        )
        self.assertIn(slip, drafts.line_ids.slip_id)
        self.assertEqual(set(drafts.mapped("kind")), {"to_branch"})

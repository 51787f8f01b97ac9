from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_service import ServiceCommon


@tagged("post_install", "-at_install")
class TestServiceSteps(ServiceCommon):
    """From the report of the owner to the confirmation, and by whom (R2.7, R2.11)."""

    def setUp(self):
        super().setUp()
        self.contract = self.new_handed()

    def test_the_whole_way_to_the_signature(self):
        request = self.new_request(self.contract)
        request.with_user(self.home_manager).action_assign(self.repairer.id)
        self.assertEqual((request.state, request.user_id), ("assigned", self.repairer))
        self.assertFalse(request.answered_at, "assigned is not answered")
        mine = request.with_user(self.repairer)
        mine.action_answer("Comes tomorrow")
        self.assertTrue(request.answered_at)
        mine.action_done("Sealed the roof", 350.555)
        self.assertEqual((request.state, request.cost), ("done", 350.56))
        self.assertEqual(request.borne_by, "developer")
        self.assertEqual(request.done_on, self.today)
        request.with_user(self.home_seller).action_confirm(PICTURE)
        self.assertEqual(request.state, "closed")
        self.assertEqual(request.confirmed_by_id, self.home_seller)
        self.assertEqual(request.confirmed_on, self.today)
        self.assertTrue(request.signature)

    def test_no_step_before_its_time_or_twice(self):
        request = self.new_request(self.contract)
        leader = request.with_user(self.home_manager)
        mine = request.with_user(self.repairer)
        seller = request.with_user(self.home_seller)
        with self.assert_refused("“New”"):
            leader.action_done("Sealed")
        with self.assert_refused("“New”"):
            seller.action_confirm()
        with self.assert_refused("“New”"):
            seller.action_reopen("Still wet")
        leader.action_assign(self.repairer.id)
        with self.assert_refused("“Assigned”"):
            seller.action_confirm()
        with self.assert_refused("already"):
            leader.action_assign(self.repairer.id)
        mine.action_done("Sealed")
        with self.assert_refused("“Done”"):
            mine.action_done("Sealed again")
        with self.assert_refused("“Done”"):
            leader.action_assign(self.clerk.id)
        with self.assert_refused("“Done”"):
            leader.action_cancel("By mistake")
        seller.action_confirm()
        self.assertEqual(request.state, "closed")
        with self.assert_refused("“Closed”"):
            seller.action_confirm()
        with self.assert_refused("“Closed”"):
            seller.action_reopen("Wet again")
        with self.assert_refused("“Closed”"):
            seller.action_answer("Done")

    def test_none_of_those_who_repaired_confirms(self):
        """Even on a second repair by another, and whoever noted the first one."""
        request = self.new_assigned(self.contract, self.home_seller)
        seller = request.with_user(self.home_seller)
        leader = request.with_user(self.home_manager)
        seller.action_done("Sealed")
        with self.assert_refused("you repaired it yourself"):
            seller.action_confirm(PICTURE)
        with self.assert_refused("you repaired it yourself"):
            seller.sudo().action_confirm(PICTURE)
        leader.action_reopen("Still wet")
        leader.action_assign(self.repairer.id)
        leader.action_done("Sealed by the repairer")
        for user in (self.home_seller, self.home_manager):
            with self.assert_refused("you repaired it yourself"):
                request.with_user(user).action_confirm(PICTURE)
        with self.assertRaises(AccessError):
            request.with_user(self.repairer).action_confirm(PICTURE)
        request.with_user(self.director).action_confirm(PICTURE)
        self.assertEqual(request.state, "closed")

    def test_without_a_signature_the_note_says_how(self):
        request = self.new_done(self.contract)
        request.with_user(self.home_seller).action_confirm(note=" By phone ")
        self.assertEqual((request.state, request.confirm_note), ("closed", "By phone"))
        with self.assertRaises(UserError):
            again = self.new_done(self.contract)
            again.with_user(self.home_seller).action_confirm("no picture!")

    def test_who_assigns(self):
        request = self.new_request(self.contract)
        for user in (
            self.home_seller,
            self.home_colleague,
            self.repairer,
            self.finance,
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                request.with_user(user).action_assign(self.repairer.id)
        request.with_user(self.director).action_assign(self.repairer.id)
        request.with_user(self.home_manager).action_assign(self.clerk.id)
        self.assertEqual(request.user_id, self.clerk)
        with self.assertRaises(AccessError):
            request.with_user(self.repairer).action_done("Sealed")

    def test_who_can_have_it(self):
        request = self.new_request(self.contract).with_user(self.home_manager)
        guest = self.new_user("guest", "base.group_portal")
        gone = self.new_user("gone", "base.group_user")
        gone.active = False
        foreign = self.new_user("foreign", "base.group_user")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        foreign.write({"company_id": company.id, "company_ids": [(6, 0, company.ids)]})
        for user in (guest, gone):
            with self.subTest(user.name), self.assert_refused("choose a colleague"):
                request.action_assign(user.id)
        with self.assert_refused("does not work in this company"):
            request.action_assign(foreign.id)
        with self.assert_refused("choose a colleague"):
            request.action_assign(False)

    def test_the_first_answer_counts(self):
        request = self.new_request(self.contract)
        seller = request.with_user(self.home_seller)
        with self.assert_refused("say what the owner was answered"):
            seller.action_answer(" ")
        seller.action_answer("We come")
        first = request.answered_at
        with self.at(1, 10):
            seller.action_answer("We come on Monday")
        self.assertEqual(request.answered_at, first)
        self.assertEqual(request.answer, "We come on Monday")
        for user in (self.home_colleague, self.repairer, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                request.with_user(user).action_answer("Never")

    def test_the_confirmation_is_an_answer_too(self):
        request = self.new_done(self.contract)
        self.assertFalse(request.answered_at)
        request.with_user(self.home_seller).action_confirm()
        self.assertTrue(request.answered_at)

    def test_costs_are_borne_by_the_warranty(self):
        inside = self.new_done(self.contract, cost=10)
        self.let_pass(self.contract, 30)
        leak = self.contract.warranty_ids._find_part("leak")
        leak._write_protected({"date_to": self.day(-1)})
        outside = self.new_done(self.contract, cost=20)
        self.assertEqual((inside.borne_by, outside.borne_by), ("developer", "owner"))
        named = self.new_assigned(self.contract)
        named.with_user(self.repairer).action_done("Sealed", 5, "builder")
        self.assertEqual(named.borne_by, "builder")

    def test_what_is_no_cost_is_refused(self):
        request = self.new_assigned(self.contract).with_user(self.repairer)
        for cost in (-0.01, "12", True, "x", float("nan")):
            with self.subTest(cost=cost), self.assertRaises(UserError):
                request.action_done("Sealed", cost)
        with self.assert_refused("by whom the cost is borne"):
            request.action_done("Sealed", 1, "neighbour")
        with self.assert_refused("say what was done"):
            request.action_done("", 1)
        request.action_done("Sealed")
        self.assertEqual((request.state, request.cost), ("done", 0))

    def test_not_content_it_is_done_again(self):
        request = self.new_done(self.contract, cost=100)
        seller = request.with_user(self.home_seller)
        with self.assert_refused("say why the owner is not content"):
            seller.action_reopen(" ")
        with self.assertRaises(AccessError):
            request.with_user(self.repairer).action_reopen("Still wet")
        with self.at(4, 10):
            seller.action_reopen("Still wet")
        self.assertEqual((request.state, request.user_id), ("assigned", self.repairer))
        self.assertEqual(request.done_until, self.day(19))
        self.assertFalse(request.done_on)
        request.with_user(self.repairer).action_done("Sealed again", 50.5)
        self.assertEqual(request.cost, 150.5)
        self.assertEqual(request.note, "Sealed\nSealed again")

    def test_a_mistake_is_cancelled_by_the_leader(self):
        request = self.new_request(self.contract)
        with self.assertRaises(AccessError):
            request.with_user(self.home_seller).action_cancel("By mistake")
        leader = request.with_user(self.home_manager)
        with self.assert_refused("Say why"):
            leader.action_cancel("")
        leader.action_cancel("Entered twice")
        self.assertEqual(
            (request.state, request.end_reason), ("cancelled", "Entered twice")
        )
        with self.assert_refused("“Cancelled”"):
            leader.action_assign(self.repairer.id)

    def test_the_dialogs_take_the_steps(self):
        request = self.new_request(self.contract)

        def step(user, name, **vals):
            dialogs = self.env["property.service.step"].with_user(user)
            dialogs = dialogs.with_context(active_id=request.id)
            dialogs.create({"step": name} | vals).action_apply()

        step(self.home_manager, "assign", user_id=self.repairer.id)
        step(self.repairer, "answer", text="Comes tomorrow")
        step(self.repairer, "done", text="Sealed", cost=12)
        self.assertEqual((request.cost, request.borne_by), (12, "developer"))
        step(self.home_seller, "confirm", signature=PICTURE)
        self.assertEqual(request.state, "closed")
        self.assertTrue(request.signature)

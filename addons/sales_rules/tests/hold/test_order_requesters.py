from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestOrderRequesters(CreditCommon):
    """Nobody releases an order of which they are a part: A7, A8."""

    def assert_not_decided_by(self, order, user):
        """`user` releases the order by no way; whoever is asked is somebody else."""
        pending = self.get_approvals(order, "pending")
        self.assertIn(user, pending.requester_ids)
        self.assertNotIn(user, pending.candidate_ids)
        for release in (
            order.with_user(user).action_approve,
            order.with_user(user).sudo().action_approve,
            pending.with_user(user).sudo().action_approve,
        ):
            with self.assertRaises(AccessError):
                release()
        self.assert_held(order)

    def assert_held(self, order):
        order = order.sudo()  # read by whoever owns it now
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

    def set_signed(self, order, user):
        """The order is signed on the portal by `user`, as core's controller does."""
        order.with_user(user).sudo().write({"signed_by": "Customer"})
        self.sign(order, user)

    def test_a7_what_the_manager_asked_and_a_job_asks_again(self):
        order = self.new_order(1200)
        order.with_user(self.manager).action_confirm()
        self.assertEqual(self.get_approvals(order).candidate_ids, self.director)
        self.new_invoice(50)
        self.run_queue()
        self.assertEqual(self.get_approvals(order, "pending").over, 250)
        self.assert_not_decided_by(order, self.manager)

    def test_a7_what_was_asked_anew_after_it_was_gone(self):
        """A request that was cancelled meanwhile has its requesters still."""
        order = self.new_order(1200)
        order.with_user(self.manager).action_confirm()
        order.with_user(self.seller).action_withdraw()
        order.with_user(self.seller).action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_made_the_order_for_a_salesperson(self):
        order = self.new_order(1200, user=self.manager, user_id=self.seller.id)
        order.with_user(self.seller).action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_owns_the_order(self):
        order = self.new_order(1200, user=self.director, user_id=self.manager.id)
        order.action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_gave_the_order_away(self):
        order = self.new_order(1200, user=self.director, user_id=self.manager.id)
        order.with_user(self.manager).user_id = self.seller
        order.with_user(self.seller).action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_takes_the_order_while_it_waits(self):
        order = self.new_held(1200)
        self.assertEqual(self.get_approvals(order).candidate_ids, self.manager)
        order.with_user(self.manager).user_id = self.manager
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_wrote_a_line(self):
        order = self.new_order(100)
        line = {"product_id": self.goods.id, "product_uom_qty": 1100}
        order.with_user(self.manager).order_line = [Command.create(line)]
        order.with_user(self.seller).action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_changed_a_line(self):
        order = self.new_order(100)
        order.with_user(self.manager).order_line.product_uom_qty = 1200
        order.with_user(self.seller).action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a7_the_manager_who_changes_a_line_while_it_waits(self):
        order = self.new_held(1200)
        order.with_user(self.manager).order_line.price_unit = 0.99
        self.assert_not_decided_by(order, self.manager)

    def test_a7_an_increase_that_the_manager_wrote(self):
        order = self.new_confirmed(900)
        order.with_user(self.manager).order_line.product_uom_qty = 950
        order.with_user(self.seller)._ask_increase(1300, "More")
        approval = self.get_approvals(order, "pending")
        self.assertIn(self.manager, approval.requester_ids)
        self.assertEqual(approval.candidate_ids, self.director)

    def test_the_manager_of_an_order_of_others_releases_it(self):
        order = self.new_held(1200)
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "released")

    def test_a_decision_makes_nobody_a_requester(self):
        order = self.new_held(1200)
        order.with_user(self.manager).action_approve()
        self.new_invoice(50)
        order.with_user(self.seller).action_confirm()
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "released")

    def test_a8_a_signature_of_the_staff_is_not_the_customers(self):
        order = self.new_order(1200)
        self.set_signed(order, self.manager)
        self.assert_held(order)
        self.assertEqual(order.sudo().credit_asked_by, "user")
        self.assert_not_decided_by(order, self.manager)
        order.with_user(self.director).action_approve()
        self.assertEqual((order.state, order.credit_hold), ("draft", "released"))

    def test_a8_a_signature_before_the_confirmation_of_another(self):
        order = self.new_order(1200)
        order.with_user(self.manager).sudo().write({"signed_by": "Customer"})
        order.with_user(self.seller).action_confirm()
        self.assert_not_decided_by(order, self.manager)

    def test_a8_a_signature_of_the_customer_confirms_by_its_release(self):
        order = self.new_order(1200)
        self.set_signed(order, self.env.ref("base.public_user"))
        self.assertEqual(order.sudo().credit_asked_by, "customer")
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.state, "sale")

    def test_a_copy_has_no_requesters_of_the_former(self):
        order = self.new_order(1200)
        order.with_user(self.manager).action_confirm()
        copy = order.copy()
        self.assertFalse(copy.sudo().credit_requester_ids)

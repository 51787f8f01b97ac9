from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import CreditCommon

REJECTED = "sales_rules.mail_activity_type_order_rejected"
RELEASED = "sales_rules.mail_activity_type_order_released"


@tagged("post_install", "-at_install")
class TestRejectionTold(CreditCommon):
    """A rejection reaches whoever asked, and shows until something is done (R1.1)."""

    def new_rejected(self, amount=1200, **vals):
        order = self.new_held(amount, **vals)
        order.with_user(self.manager).action_reject("Pay the old ones first")
        return order

    def get_told(self, order, xmlid=REJECTED):
        activities = order.sudo().activity_ids
        return activities.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(xmlid)
        )

    def find_rejected(self, user):
        orders = self.env["sale.order"].with_user(user)
        return orders.search([("is_hold_rejected", "=", True)])

    def test_the_requester_gets_an_activity_with_who_and_why(self):
        order = self.new_rejected()
        activity = self.get_told(order)
        self.assertEqual(activity.user_id, self.seller)
        self.assertEqual(activity.summary, f"Order {order.name} was rejected")
        self.assertIn("manager", activity.note)
        self.assertIn("Pay the old ones first", activity.note)
        self.assertEqual(activity.date_deadline, self.company._get_today())

    def test_whoever_asked_and_whoever_owns_the_order_are_told(self):
        order = self.new_order(1200)
        order.user_id = self.colleague
        order.with_user(self.director).action_confirm()
        self.get_approvals(order).with_user(self.manager).action_reject("No")
        told = self.get_told(order).user_id
        self.assertEqual(told, self.colleague | self.director)

    def test_the_activity_sends_no_mail_besides(self):
        order = self.new_held(1200)
        mails = self.env["mail.notification"].search_count([])
        order.with_user(self.manager).action_reject("No")
        self.assertEqual(self.env["mail.notification"].search_count([]), mails)

    def test_badge_and_filter_say_rejected_and_the_home_list_keeps_it(self):
        order = self.new_rejected()
        other = self.new_held(1300)
        self.assertEqual(order.hold_label, "Rejected: Over the credit limit")
        self.assertEqual(other.hold_label, "Held: Over the credit limit")
        self.assertEqual(self.find_rejected(self.seller) & (order | other), order)
        self.assertEqual(self.find_rejected(self.colleague) & order, order.browse())
        held = self.env["sale.order"].search([("credit_hold", "=", "held")])
        self.assertIn(order, held)

    def test_the_label_names_the_reason_that_was_rejected(self):
        order = self.new_order(1200)
        order.order_line.discount = 15
        order.order_line.product_uom_qty = 1500
        order.action_confirm()
        self.assertEqual(self.get_reasons(order), {"credit_limit", "discount"})
        row = self.get_approvals(order).filtered(lambda a: a.subject == "discount")
        row.with_user(self.director).action_reject("Full price")
        self.assertEqual(order.hold_label, "Rejected: Discount not approved")

    def test_asked_again_it_waits_and_the_activity_is_gone(self):
        order = self.new_rejected()
        order.action_submit()
        self.assertEqual(order.hold_label, "Held: Over the credit limit")
        self.assertFalse(self.get_told(order))
        self.assertFalse(self.find_rejected(self.seller) & order)

    def test_rejected_a_second_time_it_is_told_a_second_time(self):
        order = self.new_rejected()
        order.action_submit()
        self.get_approvals(order, "pending").with_user(self.manager).action_reject("No")
        self.assertEqual(self.get_told(order).user_id, self.seller)
        self.assertTrue(order.is_hold_rejected)

    def test_a_changed_order_is_another_question(self):
        order = self.new_rejected()
        order.order_line.product_uom_qty = 1150
        order.action_confirm()
        self.assertEqual(order.hold_label, "Held: Over the credit limit")
        self.assertFalse(self.get_told(order))

    def test_confirmed_withdrawn_and_cancelled_orders_have_no_activity(self):
        for end in ("action_confirm", "action_withdraw", "_action_cancel"):
            with self.subTest(end):
                order = self.new_rejected()
                if end == "action_confirm":
                    order.order_line.product_uom_qty = 10
                getattr(order, end)()
                self.assertFalse(self.get_told(order))
                self.assertFalse(order.is_hold_rejected)

    def test_a_released_order_that_is_withdrawn_can_not_be_confirmed_any_more(self):
        order = self.new_released()
        self.assertTrue(self.get_told(order, RELEASED))
        order.action_withdraw()
        self.assertFalse(self.get_told(order, RELEASED))

    def test_a_rejected_increase_is_told_too(self):
        order = self.new_confirmed(900)
        order._ask_increase(1200, "More")
        self.get_approvals(order).with_user(self.manager).action_reject("No")
        activity = self.get_told(order)
        self.assertEqual(activity.user_id, self.seller)
        self.assertIn("increase of order", activity.summary)
        order._ask_increase(1100, "Less")
        self.assertFalse(self.get_told(order))

    def test_my_requests_show_what_was_rejected_lately(self):
        order = self.new_rejected()
        action = self.env.ref("sales_rules.sales_approval_action_requests")
        self.assertIn("search_default_rejected_lately", action.context)
        row = self.get_approvals(order)
        rows = self.env["sales.approval"].with_user(self.seller)
        lately = [("decision", "=", "rejected"), ("decided_at", ">=", "today -30d")]
        self.assertIn(row, rows.search(lately).sudo())

    def test_a_rejection_without_a_reason_is_refused_and_tells_nobody(self):
        order = self.new_held(1200)
        with self.assertRaises(UserError):
            order.with_user(self.manager).action_reject(" ")
        self.assertFalse(self.get_told(order))

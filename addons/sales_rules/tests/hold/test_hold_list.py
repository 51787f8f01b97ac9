from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestHoldList(CreditCommon):
    """The list of holds, several released at once (R1.7, R1.11)."""

    def test_the_badge_names_state_and_main_reason(self):
        order = self.new_held(1200)
        self.assertEqual(order.hold_label, "Held: Over the credit limit")
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.hold_label, "Released")
        order.action_confirm()
        self.assertFalse(order.hold_label)

    def test_the_main_reason_is_the_first_that_still_holds(self):
        self.new_invoice(100, due=-40)
        order = self.new_held(1200)
        self.assertEqual(order.hold_reason, "credit_limit")
        self.get_approvals(order).filtered(
            lambda row: row.subject == "credit_release"
        ).with_user(self.manager).action_approve()
        self.assertEqual(order.hold_reason, "overdue")

    def test_a_withdrawn_order_has_no_reason_and_waits_no_more(self):
        order = self.new_held(1200)
        self.assertTrue(order.held_since)
        order.action_withdraw()
        self.assertFalse(order.hold_reason)
        self.assertFalse(order.held_since)

    def test_an_edit_does_not_make_an_order_wait_from_anew(self):
        order = self.new_held(1200)
        before = fields.Datetime.now() - timedelta(days=3)
        order.flush_recordset()
        self.env.cr.execute(
            "UPDATE sale_order SET held_since = %s WHERE id = %s", [before, order.id]
        )
        order.invalidate_recordset()
        order.order_line.product_uom_qty = 1300
        self.assertEqual(order.held_since, before.replace(microsecond=0))

    def test_held_orders_come_first_then_released_ones(self):
        plain = self.new_order(10)
        released = self.new_released(1200)
        held = self.new_held(1200)
        orders = self.env["sale.order"].search(
            [("id", "in", (plain | released | held).ids)], order="credit_hold, id"
        )
        self.assertEqual(orders, held | released | plain)
        self.assertEqual(
            list(
                orders.search([("id", "in", orders.ids)], order="credit_hold desc, id")
            ),
            [plain, released, held],
        )

    def test_the_filters_find_what_they_say(self):
        held, released = self.new_held(1200), self.new_released(1300)
        arch = self.env.ref("sale.sale_order_view_search_inherit_quotation")
        tree = arch._get_combined_arch()
        found = {}
        for name in ("held", "released", "held_long"):
            domain = tree.xpath(f"//filter[@name='{name}']/@domain")[0]
            found[name] = self.env["sale.order"].search(
                [*safe_eval(domain), ("id", "in", (held | released).ids)]
            )
        self.assertEqual(found["held"], held)
        self.assertEqual(found["released"], released)
        self.assertFalse(found["held_long"])

    def test_a_batch_says_which_orders_are_held_and_why(self):
        fits, breaks = self.new_order(900), self.new_order(1200)
        done = self.new_confirmed(50)
        action = (fits | breaks | done).with_user(self.seller).action_confirm_batch()
        message = action["params"]["message"]
        self.assertIn(f"Confirmed: {fits.name}.", message)
        self.assertIn(f"Held (Over the credit limit): {breaks.name}.", message)
        self.assertIn("The users who may release them have been asked.", message)
        self.assertIn(f"No quotations, left alone: {done.name}.", message)
        self.assertEqual(action["params"]["type"], "warning")

    def test_a_batch_names_ten_orders_and_says_who_is_asked_only_where_it_is_so(self):
        customer = self.new_customer(limit=0)  # pays first: nobody is asked
        orders = self.env["sale.order"]
        for _number in range(11):
            orders |= self.new_order(10, customer)
        action = orders.with_user(self.seller).action_confirm_batch()
        message = action["params"]["message"]
        self.assertRegex(message, r"^Held \(Payment first\): .+ and 1 more\.$")

    def test_a_batch_that_passes_says_so(self):
        action = self.new_order(100).with_user(self.seller).action_confirm_batch()
        self.assertEqual(action["params"]["type"], "success")
        self.assertFalse(action["params"]["sticky"])

    def test_several_holds_are_released_at_once(self):
        orders = self.new_held(1200) | self.new_held(1300)
        holds = self.get_holds(orders).with_user(self.manager)
        action = holds.action_release()
        self.assertEqual(set(orders.mapped("credit_hold")), {"released"})
        for order in orders:
            self.assertIn(order.name, action["params"]["message"])

    def test_a_user_who_decides_on_a_part_is_told_of_the_rest(self):
        self.new_invoice(100, due=-40)  # more than the manager releases
        order = self.new_held(1200)
        action = self.get_holds(order).with_user(self.manager).action_release()
        self.assertEqual(action["params"]["type"], "warning")
        self.assertEqual(order.credit_hold, "held")
        self.assertEqual(
            self.get_holds(order).filtered(lambda h: h.state == "released").reason,
            "credit_limit",
        )

    def test_users_without_authority_release_nothing(self):
        holds = self.get_holds(self.new_held(1200))
        for user in (self.seller, self.colleague, self.finance, self.other_manager):
            with self.assertRaises(UserError):
                holds.with_user(user).action_release()
        self.assertEqual(holds.state, "held")

    def test_examining_several_again_says_what_came_of_it(self):
        other = self.new_customer()
        held, free = self.new_held(1200), self.new_held(1200, other)
        other.tier_id.sudo().credit_limit = 5000
        holds = self.get_holds(held | free).with_user(self.manager)
        message = holds.action_reexamine_batch()["params"]["message"]
        self.assertIn(f"Not held any more: {free.name}.", message)
        self.assertIn(f"Still held: {held.name}.", message)

    def test_the_open_amount_is_what_posted_invoices_have_left(self):
        order = self.new_confirmed(400)
        self.invoice_order(order, "fixed", fixed_amount=100)
        order.invalidate_recordset()
        self.assertAlmostEqual(order.credit_open_amount, 300)
        self.assertEqual(self.new_order(50).credit_open_amount, 0)

    def test_a_hold_is_named_by_order_and_reason(self):
        order = self.new_held(1200)
        hold = self.get_holds(order)
        self.assertEqual(hold.display_name, f"{order.name}: Over the credit limit")

    def test_the_kept_invoices_open_for_who_may_read_them(self):
        invoice = self.new_invoice(100, due=-40)
        hold = self.get_holds(self.new_held(10)).with_user(self.finance)
        self.assertEqual(hold.item_count, 1)
        self.assertEqual(hold.item_ids.action_view_move()["res_id"], invoice.id)

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tools import gate, watch

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestHoldCheck(CreditCommon):
    """The examination finds, and changes nothing; a step is passed once (R1.7)."""

    def examine(self, orders):
        return self.env["sales.hold.check"]._examine(orders)

    def test_examining_holds_nothing(self):
        order = self.new_order(1200)
        [finding] = self.examine(order)[order]
        self.assertEqual((finding.reason, finding.over), ("credit_limit", 200))
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))
        self.assertFalse(self.get_holds(order))
        self.assertFalse(self.get_approvals(order))

    def test_orders_of_one_customer_are_added_up_the_oldest_first(self):
        first, second = self.new_order(900), self.new_order(200)
        examined = self.examine(second | first)
        self.assertEqual(examined[first], [])
        self.assertEqual([finding.over for finding in examined[second]], [100])

    def test_a_hold_keeps_every_figure_of_its_finding(self):
        order = self.new_order(1200)
        [finding] = self.examine(order)[order]
        vals = finding.get_hold_vals()
        self.assertFalse(vals.keys() - self.env["sales.hold"]._fields.keys())
        order.action_confirm()
        kept = self.get_holds(order).read(list(vals), load=None)[0]
        del kept["id"]
        self.assertEqual(kept, vals | {"date_oldest": False})

    def test_a_reason_has_figures_of_its_own(self):
        order = self.new_order(1200)
        [finding] = self.examine(order)[order]
        other = finding.with_reason("manual_stop", note="Cheque")
        self.assertEqual((other.note, other.exposure), ("Cheque", 1200))
        self.assertEqual((finding.reason, finding.note), ("credit_limit", False))

    def test_a_step_is_passed_once_by_its_records_only(self):
        order, other = self.new_order(10), self.new_order(20)
        opened = gate.opened_for(order, "examined")
        self.assertFalse(gate.passes(order, "examined"))
        self.assertFalse(gate.passes(other.with_env(opened.env), "examined"))
        self.assertFalse(gate.passes(opened, "posted"))
        self.assertTrue(gate.passes(opened, "examined"))
        self.assertFalse(gate.passes(opened, "examined"))

    def test_a_step_opens_no_field(self):
        order = self.new_order(10)
        opened = gate.opened_for(order, "credit_hold")
        with self.assertRaisesRegex(UserError, "cannot be changed directly"):
            opened.write({"credit_hold": "released"})

    def test_a_watch_covers_its_orders_and_those_of_the_outer_one(self):
        order, other = self.new_order(10), self.new_order(20)
        outer = watch.opened(order, order)
        self.assertFalse(watch.covers(outer, order | other))
        self.assertTrue(watch.covers(watch.opened(outer, other), order | other))
        claimed = order.with_context(**{watch.KEY: order.ids})
        self.assertFalse(watch.covers(claimed, order))

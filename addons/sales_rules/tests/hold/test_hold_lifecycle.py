from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestHoldLifecycle(CreditCommon):
    """A hold from its first day to its end (R1.7)."""

    def test_a_hold_keeps_the_figures_it_was_decided_on(self):
        self.new_confirmed(600)
        self.new_invoice(300)
        order = self.new_held(200)
        self.new_invoice(500)
        self.customer.tier_id.sudo().credit_limit = 5000
        self.assertRecordValues(
            self.get_holds(order),
            [
                {
                    "reason": "credit_limit",
                    "state": "held",
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "limit": 1000,
                    "receivable": 300,
                    "orders_amount": 600,
                    "amount": 200,
                    "exposure": 1100,
                    "over": 100,
                }
            ],
        )

    def test_a_hold_keeps_the_overdue_invoices_behind_it(self):
        young, old = self.new_invoice(100, due=-2), self.new_invoice(50, due=-9)
        self.new_invoice(70, due=3)
        holds = self.get_holds(self.new_held(10))
        self.pay(100, invoice=young)
        self.assertRecordValues(
            holds.item_ids,
            [
                {"name": old.name, "move_id": old.id, "days": 9, "amount_residual": 50},
                {
                    "name": young.name,
                    "move_id": young.id,
                    "days": 2,
                    "amount_residual": 100,
                },
            ],
        )

    def test_an_overdue_entry_without_due_date_is_behind_the_hold_too(self):
        entry = self.new_entry(100, self.customer)
        line = entry.line_ids.filtered("partner_id")
        self.env.flush_all()
        earlier = self.today - timedelta(days=3)
        query = (
            "UPDATE account_move_line SET date_maturity = NULL, date = %s WHERE id = %s"
        )
        self.env.cr.execute(query, (earlier, line.id))
        self.env.invalidate_all()
        holds = self.get_holds(self.new_held(10))
        self.assertRecordValues(holds.item_ids, [{"move_id": entry.id, "days": 3}])

    def test_a_held_order_stays_a_quotation_and_asks_the_team_leader(self):
        order = self.new_held(1200)
        self.assertEqual(order.state, "draft")
        self.assertRecordValues(
            self.get_approvals(order),
            [
                {
                    "state": "pending",
                    "subject": "credit_release",
                    "amount": 200,
                    "requester_id": self.seller.id,
                    "candidate_ids": self.manager.ids,
                    "partner_id": self.customer.id,
                }
            ],
        )

    def test_an_approval_goes_to_the_holder_of_the_authority(self):
        for amount, decider in (
            (1500, self.manager),
            (1500.01, self.director),
            (6000, self.director),
            (6000.01, self.general),
        ):
            with self.subTest(amount):
                approval = self.get_approvals(self.new_held(amount))
                self.assertEqual(approval.candidate_ids, decider)

    def test_a_released_order_is_confirmed_by_its_salesperson(self):
        order = self.new_held(1200)
        order.with_user(self.manager).action_approve("Good customer")
        self.assertEqual((order.state, order.credit_hold), ("draft", "released"))
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        approval = self.get_approvals(order)
        self.assertRecordValues(
            self.get_holds(order), [{"state": "released", "approval_id": approval.id}]
        )
        self.assertRecordValues(
            approval,
            [
                {
                    "state": "approved",
                    "decided_by_id": self.manager.id,
                    "reason": "Good customer",
                }
            ],
        )

    def test_the_salesperson_is_told_of_the_release(self):
        order = self.new_released(1200)
        activity = order.sudo().activity_ids
        self.assertEqual(activity.user_id, self.seller)
        self.assertIn(order.name, activity.summary)

    def test_every_reason_must_be_released(self):
        self.new_invoice(100, due=-5)
        order = self.new_held(1200)
        credit, overdue = self.get_approvals(order).sorted("subject")
        credit.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "held")
        order.action_confirm()
        self.assertEqual(order.state, "draft")
        overdue.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "released")
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_rejected_order_stays_held(self):
        order = self.new_held(1200)
        order.with_user(self.manager).action_reject("Too much")
        self.assertEqual(order.credit_hold, "held")
        order.action_confirm()
        self.assertEqual(order.state, "draft")
        self.assertRecordValues(
            self.get_approvals(order), [{"state": "rejected", "reason": "Too much"}]
        )

    def test_a_rejected_order_can_be_asked_for_again(self):
        order = self.new_held(1200)
        order.with_user(self.manager).action_reject("Not without papers")
        order.action_submit()
        self.assertEqual(
            self.get_approvals(order).mapped("state"), ["rejected", "pending"]
        )
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "released")

    def test_nothing_is_asked_twice(self):
        order = self.new_held(1200)
        with self.assertRaisesRegex(UserError, "nothing to ask"):
            order.action_submit()
        order.action_confirm()
        self.assertEqual(len(self.get_approvals(order)), 1)
        self.assertEqual(len(order.sudo().hold_ids), 1)

    def test_users_who_may_not_write_the_order_cannot_ask(self):
        order = self.new_held(1200)
        order.with_user(self.manager).action_reject("Too much")
        for user in (self.colleague, self.clerk, self.general):
            with self.assertRaises(AccessError):
                order.with_user(user).action_submit()

    def test_a_withdrawn_order_is_a_plain_quotation(self):
        order = self.new_held(1200)
        order.action_withdraw()
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))
        self.assertFalse(self.get_holds(order))
        self.assertEqual(order.sudo().hold_ids.state, "lapsed")
        self.assertEqual(self.get_approvals(order).state, "cancelled")

    def test_a_withdrawn_release_is_lost(self):
        order = self.new_released(1200)
        order.action_withdraw()
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")
        self.assertEqual(len(self.get_approvals(order, "pending")), 1)

    def test_an_edit_of_a_held_order_supersedes_what_was_asked(self):
        order = self.new_held(1200)
        order.order_line.product_uom_qty = 1300
        first, second = self.get_approvals(order)
        self.assertRecordValues(
            first | second,
            [
                {"state": "superseded", "amount": 200, "superseded_by_id": second.id},
                {"state": "pending", "amount": 300, "superseded_by_id": False},
            ],
        )
        self.assertEqual(
            order.sudo().hold_ids.sorted("id").mapped("state"), ["lapsed", "held"]
        )

    def test_an_edit_that_leaves_the_figures_asks_nothing_anew(self):
        order = self.new_held(1200)
        order.write({"note": "Call before delivery", "client_order_ref": "4711"})
        self.assertEqual(len(self.get_approvals(order)), 1)

    def test_a_held_order_that_is_lowered_to_the_limit_is_free(self):
        order = self.new_held(1200)
        order.order_line.product_uom_qty = 1000
        self.assertEqual(order.credit_hold, "none")
        self.assertEqual(self.get_approvals(order).state, "cancelled")
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_cent_more_than_was_released_holds_again(self):
        order = self.new_released(1200)
        order.order_line.product_uom_qty = 1200.01
        self.assertEqual(order.credit_hold, "held")
        self.assertRecordValues(
            self.get_approvals(order),
            [
                {"state": "superseded", "decision": "approved", "amount": 200},
                {"state": "pending", "decision": False, "amount": 200.01},
            ],
        )
        order.action_confirm()
        self.assertEqual(order.state, "draft")

    def test_less_than_was_released_stays_released(self):
        order = self.new_released(1200)
        order.order_line.product_uom_qty = 1100
        self.assertEqual(order.credit_hold, "released")
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_an_increase_that_is_taken_back_is_released_as_before(self):
        order = self.new_released(1200)
        order.order_line.product_uom_qty = 1300
        order.order_line.product_uom_qty = 1200
        self.assertEqual(order.credit_hold, "released")
        self.assertFalse(self.get_approvals(order, "pending"))
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_line_more_than_was_released_holds_again(self):
        order = self.new_released(1200)
        line = {"order_id": order.id, "product_id": self.goods.id, "product_uom_qty": 1}
        self.env["sale.order.line"].with_user(self.seller).create(line)
        self.assertEqual(order.credit_hold, "held")

    def test_debts_made_since_hold_a_released_order_again(self):
        order = self.new_released(1200)
        self.new_invoice(0.01)
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))
        self.assertRecordValues(
            self.get_approvals(order, "pending"), [{"amount": 200.01}]
        )

    def test_payments_made_since_confirm_a_released_order(self):
        self.new_invoice(100)
        order = self.new_released(1100)
        self.pay(100)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_release_covers_the_same_overdue_invoice_when_days_go_by(self):
        invoice = self.new_invoice(100, due=-5)
        order = self.new_released(100)
        invoice.line_ids.filtered("date_maturity").date_maturity -= timedelta(days=-2)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_an_older_overdue_invoice_is_not_covered(self):
        self.new_invoice(100, due=-5)
        order = self.new_released(100)
        self.new_invoice(100, due=-6)
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")

    def test_a_release_for_one_payer_does_not_cover_another(self):
        other = self.new_customer(1100)
        order = self.new_released(1200)
        order.partner_invoice_id = other
        self.assertEqual(order.credit_hold, "held")
        self.assertRecordValues(
            self.get_holds(order), [{"partner_id": other.id, "over": 100}]
        )
        order.action_confirm()
        self.assertEqual(order.state, "draft")

    def test_another_payer_of_the_same_figures_is_asked_for_anew(self):
        other = self.new_customer(1000)
        order = self.new_held(1200)
        order.partner_invoice_id = other
        self.assertEqual(self.get_holds(order).partner_id, other)
        self.assertEqual(self.get_approvals(order, "pending").partner_id, other)

    def test_a_limit_lowered_after_the_release_holds_again(self):
        order = self.new_released(1200)
        self.customer.tier_id.sudo().credit_limit = 900
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"limit": 900, "over": 300}])

    def test_a_cancelled_order_asks_no_more(self):
        order = self.new_held(1200)
        order._action_cancel()
        self.assertEqual((order.state, order.credit_hold), ("cancel", "none"))
        self.assertEqual(self.get_approvals(order).state, "cancelled")
        self.assertFalse(self.get_holds(order))

    def test_a_cancelled_release_does_not_come_back(self):
        order = self.new_released(1200)
        order._action_cancel()
        order.action_draft()
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")

    def test_an_approval_of_a_cancelled_order_does_not_come_back(self):
        order = self.new_released(1200)
        order.action_confirm()
        self.assertEqual(order.credit_approved_total, 0)
        order._action_cancel()
        order.action_draft()
        order.order_line.product_uom_qty = 100
        order.action_confirm()
        self.new_confirmed(900)
        with self.assertRaises(UserError):
            order.order_line.product_uom_qty = 1200

    def test_a_copy_carries_nothing(self):
        order = self.new_released(1200)
        order.action_confirm()
        copy = order.copy()
        self.assertEqual((copy.credit_hold, copy.credit_approved_total), ("none", 0))
        self.assertFalse(copy.sudo().hold_ids | copy.sudo().open_hold_ids)
        self.assertFalse(copy.sudo().approval_ids)
        copy.action_confirm()
        self.assertEqual(copy.credit_hold, "held")

    def test_a_held_order_is_not_deleted(self):
        order = self.new_held(1200)
        with self.assertRaises(UserError):
            order.with_user(self.director).unlink()
        self.assertEqual(self.get_approvals(order).state, "pending")

    def test_an_order_with_decisions_is_not_deleted(self):
        order = self.new_released(1200)
        order.action_withdraw()
        with self.assertRaises(UserError):
            order.with_user(self.director).unlink()

    def test_a_plain_quotation_is_deleted(self):
        order = self.new_order(100)
        order.with_user(self.director).unlink()
        self.assertFalse(order.exists())

    def test_in_a_batch_some_pass_and_the_user_sees_which_are_held(self):
        orders = self.new_order(700) | self.new_order(700) | self.new_order(300)
        orders.action_confirm()
        self.assertEqual(orders.mapped("credit_hold"), ["none", "held", "none"])
        self.assertEqual(orders.filtered("open_hold_ids"), orders[1])

    def test_core_refuses_what_cannot_be_confirmed(self):
        order = self.new_confirmed(100)
        with self.assertRaises(UserError):
            order.action_confirm()

from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestHoldReexamine(CreditCommon):
    """Held orders are examined again when their customer's figures change (R1.7)."""

    def new_waiting(self, amount=1200, customer=None, **vals):
        """A held order that the cron has seen already: only news queue it again."""
        order = self.new_held(amount, customer, **vals)
        self.env["sales.credit.queue"].sudo().search([]).unlink()
        return order

    def assert_freed(self, order):
        """One run of the cron frees the order, which waits for its user then."""
        self.assertEqual(order.credit_hold, "held")
        self.run_queue()
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))
        self.assertEqual(order.sudo().hold_ids.mapped("state"), ["lapsed"])
        self.assertNotIn("pending", self.get_approvals(order).mapped("state"))
        self.assertFalse(self.get_queued())

    def test_a_payment_lapses_the_hold_within_one_run(self):
        invoice = self.new_invoice(500)
        order = self.new_waiting(600)
        self.pay(100, invoice=invoice)
        self.assert_freed(order)
        self.assertEqual(self.get_approvals(order).state, "cancelled")

    def test_money_on_account_lapses_the_hold(self):
        self.new_invoice(500)
        order = self.new_waiting(600)
        self.pay(100)
        self.assert_freed(order)

    def test_a_credit_note_lapses_the_hold(self):
        self.new_invoice(500)
        order = self.new_waiting(600)
        self.new_invoice(100, move_type="out_refund")
        self.assert_freed(order)

    def test_a_cent_too_little_lapses_nothing(self):
        self.new_invoice(500)
        order = self.new_waiting(600)
        self.pay(99.99)
        self.run_queue()
        self.assertEqual(order.credit_hold, "held")
        self.assertRecordValues(self.get_holds(order), [{"over": 0.01}])
        self.assertRecordValues(
            self.get_approvals(order),
            [
                {"state": "superseded", "amount": 100},
                {"state": "pending", "amount": 0.01},
            ],
        )

    def test_an_invoice_set_back_to_draft_lapses_the_hold(self):
        invoice = self.new_invoice(500)
        order = self.new_waiting(600)
        invoice.button_draft()
        self.assert_freed(order)

    def test_an_overdue_invoice_that_is_settled_lapses_the_hold(self):
        invoice = self.new_invoice(100, due=-5)
        order = self.new_waiting(10)
        self.pay(100, invoice=invoice)
        self.assert_freed(order)

    def test_money_on_account_matched_later_lapses_the_hold(self):
        invoice = self.new_invoice(100, due=-5)
        payment = self.pay(100)
        order = self.new_waiting(10)
        self.assertEqual(order.credit_hold, "held")
        lines = payment.move_id.line_ids | invoice.line_ids
        lines.filtered(lambda x: x.account_type == "asset_receivable").reconcile()
        self.assert_freed(order)

    def test_a_reconciliation_undone_has_the_order_examined(self):
        invoice = self.new_invoice(100, due=-5)
        self.pay(100, invoice=invoice)
        held = self.new_waiting(1200)
        invoice.line_ids.remove_move_reconcile()
        self.run_queue()
        self.assertEqual(self.get_reasons(held), {"credit_limit", "overdue"})

    def test_a_raised_limit_lapses_the_hold(self):
        order = self.new_waiting(1200)
        self.customer.tier_id.with_user(self.director).credit_limit = 1200
        self.assert_freed(order)

    def test_a_better_tier_lapses_the_hold(self):
        order = self.new_waiting(1200)
        self.give_tier(self.customer, self.new_tier(2000))
        self.assert_freed(order)

    def test_a_lifted_stop_lapses_the_hold(self):
        stop = {"credit_stop": True, "credit_stop_reason": "Cheque"}
        self.customer.with_user(self.finance).sudo().write(stop)
        order = self.new_waiting(10)
        self.customer.sudo().credit_stop = False
        self.assert_freed(order)

    def test_a_cancelled_order_lapses_the_hold_of_another(self):
        confirmed = self.new_confirmed(500)
        order = self.new_waiting(600)
        confirmed._action_cancel()
        self.assert_freed(order)

    def test_a_closed_remainder_lapses_the_hold_of_another(self):
        confirmed = self.new_confirmed(500)
        order = self.new_waiting(600)
        confirmed.action_close_remainder()
        self.assert_freed(order)

    def test_a_payment_does_not_lift_a_manual_stop(self):
        stop = {"credit_stop": True, "credit_stop_reason": "Cheque"}
        self.customer.sudo().write(stop)
        invoice = self.new_invoice(500)
        order = self.new_waiting(600)
        self.pay(500, invoice=invoice)
        self.run_queue()
        self.assertEqual(order.credit_hold, "held")
        self.assertEqual(self.get_reasons(order), {"manual_stop"})

    def test_the_oldest_order_takes_what_became_free(self):
        self.new_invoice(1000)
        younger = self.new_waiting(300, date_order="2026-02-02")
        older = self.new_waiting(300, date_order="2026-02-01")
        self.pay(400)
        self.run_queue()
        self.assertEqual(older.credit_hold, "none")
        self.assertEqual(younger.credit_hold, "held")
        self.assertRecordValues(
            self.get_holds(younger), [{"orders_amount": 300, "over": 200}]
        )

    def test_released_orders_of_the_batch_are_added_up(self):
        self.new_invoice(1000)
        released = self.new_released(100, date_order="2026-02-01")
        held = self.new_waiting(300, date_order="2026-02-02")
        self.pay(300)
        self.run_queue()
        self.assertEqual(released.credit_hold, "released")
        self.assertEqual(held.credit_hold, "none")

    def test_the_user_who_asked_is_told(self):
        self.new_invoice(500)
        order = self.new_order(600)
        order.with_user(self.manager).action_confirm()
        self.pay(500)
        self.run_queue()
        self.assertEqual(order.state, "draft")
        self.assertEqual(order.sudo().activity_ids.user_id, self.manager)

    def test_an_order_that_the_customer_asked_for_is_confirmed_by_itself(self):
        self.new_invoice(500)
        order = self.new_order(600)
        order.state = "sent"
        self.sign(order)
        self.assertEqual(order.credit_hold, "held")
        self.pay(500)
        self.run_queue()
        self.assertEqual((order.state, order.credit_hold), ("sale", "none"))

    def test_an_order_the_customer_signed_is_confirmed_when_released(self):
        order = self.new_order(1200)
        order.state = "sent"
        self.sign(order)
        order.with_user(self.manager).action_approve()
        self.assertEqual((order.state, order.credit_hold), ("sale", "released"))

    def test_an_order_that_core_refuses_stays_released_and_is_told(self):
        order = self.new_order(1200)
        order.state = "sent"
        self.sign(order)
        core = self.env.registry["sale.order"]
        with patch.object(
            core, "_confirmation_error_message", lambda self: "Not like this"
        ):
            order.with_user(self.manager).action_approve()
        self.assertEqual((order.state, order.credit_hold), ("sent", "released"))
        notes = order.sudo().activity_ids.mapped("note")
        self.assertTrue(any("Not like this" in note for note in notes), notes)

    def test_customers_without_held_orders_are_not_queued(self):
        self.new_confirmed(100)
        self.pay(10, invoice=self.new_invoice(100))
        self.customer.tier_id.sudo().credit_limit = 2000
        self.assertFalse(self.get_queued())

    def test_only_the_customer_concerned_is_queued(self):
        other = self.new_customer()
        self.new_waiting(1200)
        self.new_waiting(1200, other)
        self.pay(10)
        self.assertEqual(self.get_queued(), self.customer)

    def test_a_hold_queues_its_own_customer_once(self):
        """A payment of this moment does not see the hold yet."""
        self.new_held(1200)
        self.assertEqual(self.get_queued(), self.customer)
        self.run_queue()
        self.assertFalse(self.get_queued())

    def test_a_payment_for_a_contact_queues_the_customer(self):
        self.new_waiting(1200)
        self.pay(10, self.new_contact(self.customer))
        self.assertEqual(self.get_queued(), self.customer)

    def test_an_examination_without_news_changes_nothing(self):
        order = self.new_waiting(1200)
        holds, approvals = self.get_holds(order), self.get_approvals(order)
        order.action_reexamine()
        self.run_queue()
        self.assertEqual(self.get_holds(order), holds)
        self.assertEqual(self.get_approvals(order), approvals)
        self.assertEqual(approvals.state, "pending")

    def test_examine_again_frees_at_once_and_confirms_nothing(self):
        self.new_invoice(500)
        order = self.new_waiting(600)
        self.pay(500)
        order.action_reexamine()
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))

    def test_an_archived_customer_is_examined_all_the_same(self):
        self.new_invoice(500)
        order = self.new_waiting(600)
        self.customer.active = False
        self.pay(500)
        self.assert_freed(order)

    def test_a_customer_of_two_companies_is_examined_in_both(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        tiers = self.customer.tier_id | self.new_tier(50, company_id=other.id)
        self.give_tier(self.customer, tiers[1])
        orders = self.new_waiting(1200) | self.new_waiting(60, company=other)
        tiers.sudo().credit_limit = 1200
        self.run_queue()
        states = orders.sudo().mapped("credit_hold")
        self.assertEqual(states, ["none", "none"])

    def test_one_customers_failure_keeps_no_other_waiting(self):
        other = self.new_customer()
        self.new_invoice(500)
        self.new_invoice(500, other)
        bad, good = self.new_waiting(600), self.new_waiting(600, other)
        self.pay(500)
        self.pay(500, other)
        self.fail_for(self.customer, ValueError("Broken"))
        self.assertEqual((bad.credit_hold, good.credit_hold), ("held", "none"))

    def test_a_customer_somebody_works_on_waits_for_the_next_run(self):
        self.new_invoice(500)
        order = self.new_waiting(600)
        self.pay(500)
        self.fail_for(self.customer, SerializationFailure())
        self.assertEqual(self.get_queued(), self.customer)
        self.assert_freed(order)

    def fail_for(self, customer, error):
        """Run the queue while the examination of `customer` raises `error`."""
        model = self.env.registry["sale.order"]
        examine = model._reexamine_customer

        def fail(orders, partner):
            if partner == customer:
                raise error
            return examine(orders, partner)

        # the rollback of a cron goes to a savepoint in tests
        with (
            patch.object(model, "_reexamine_customer", fail),
            mute_logger("odoo.addons.sales_rules.models.hold.sales_credit_queue"),
        ):
            self.run_queue()

from odoo.tests import tagged

from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestPaymentFirst(CreditCommon, AccountPaymentCommon):
    """A tier without credit: what is paid in full is confirmed by itself (R3.16)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prepaying = cls.new_customer(limit=0)

    def new_unpaid(self, amount=1200, **vals):
        return self.new_held(amount, self.prepaying, **vals)

    def pay_online(self, order, amount, state="done", post=True):
        transaction = self._create_transaction(
            "redirect",
            amount=amount,
            currency_id=order.currency_id.id,
            partner_id=order.partner_id.id,
            reference=f"{order.name}-{len(order.sudo().transaction_ids)}",
            sale_order_ids=order.ids,
            state=state,
        )
        if post:
            transaction._post_process()
        return transaction

    def test_an_unpaid_order_waits_for_its_payment_and_asks_nobody(self):
        order = self.new_unpaid(1200)
        self.assertRecordValues(
            self.get_holds(order), [{"reason": "payment_first", "over": 1200}]
        )
        self.assertFalse(self.get_approvals(order))

    def test_the_portal_asks_for_the_whole_payment(self):
        order = self.new_unpaid(1200)
        self.assertTrue(order.require_payment)
        self.assertEqual(order.prepayment_percent, 1)

    def test_a_payment_in_the_ledger_confirms_by_itself(self):
        order = self.new_unpaid(1200)
        self.pay(1200, self.prepaying)
        self.run_queue()
        self.assertEqual((order.state, order.credit_hold), ("sale", "none"))

    def test_a_payment_a_cent_too_small_does_not_confirm(self):
        order = self.new_unpaid(1200)
        self.pay(1199.99, self.prepaying)
        self.run_queue()
        self.assertEqual(order.credit_hold, "held")
        self.assertRecordValues(self.get_holds(order), [{"over": 0.01}])

    def test_the_second_payment_confirms(self):
        order = self.new_unpaid(1200)
        for amount in (700, 500):
            self.pay(amount, self.prepaying)
            self.run_queue()
        self.assertEqual(order.state, "sale")

    def test_money_that_is_there_already_is_enough(self):
        self.pay(1200, self.prepaying)
        order = self.new_order(1200, self.prepaying)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_money_covers_the_oldest_order_only(self):
        younger = self.new_unpaid(700, date_order="2026-02-02")
        older = self.new_unpaid(700, date_order="2026-02-01")
        self.pay(1200, self.prepaying)
        self.run_queue()
        self.assertEqual((older.state, younger.credit_hold), ("sale", "held"))
        self.assertRecordValues(self.get_holds(younger), [{"over": 200}])

    def test_an_online_payment_confirms(self):
        order = self.new_unpaid(1200)
        self.pay_online(order, 1200)
        self.assertEqual((order.state, order.credit_hold), ("sale", "none"))

    def test_a_transaction_whose_payment_is_not_posted_counts(self):
        order = self.new_unpaid(1200)
        self.pay_online(order, 1200, post=False)
        self.assert_exposure(customer=self.prepaying)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_two_part_payments_online_confirm(self):
        order = self.new_unpaid(1200)
        self.pay_online(order, 700, post=False)
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"over": 500}])
        self.pay_online(order, 500, post=False)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_posted_and_an_unposted_part_are_both_counted_once(self):
        order = self.new_unpaid(1200)
        self.pay_online(order, 700)
        self.pay_online(order, 400, post=False)
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"over": 100}])

    def test_a_failed_transaction_counts_nothing(self):
        order = self.new_unpaid(1200)
        for state in ("draft", "pending", "cancel", "error"):
            self.pay_online(order, 1200, state=state, post=False)
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"over": 1200}])

    def test_money_paid_back_counts_nothing(self):
        self.prepaying.sudo().write({"credit_stop": True, "credit_stop_reason": "Why"})
        order = self.new_unpaid(1200)
        payment = self.pay_online(order, 1200)
        refund = payment._create_child_transaction(200, is_refund=True)
        refund._set_done()
        refund._post_process()
        self.prepaying.sudo().credit_stop = False
        order.action_confirm()
        self.assertRecordValues(
            self.get_holds(order), [{"reason": "payment_first", "over": 200}]
        )

    def test_a_raised_order_needs_the_rest(self):
        order = self.new_unpaid(1200)
        self.pay_online(order, 1200, post=False)
        order.order_line.product_uom_qty = 1500
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"over": 300}])

    def test_a_stop_keeps_a_paid_order_until_it_is_lifted(self):
        stop = {"credit_stop": True, "credit_stop_reason": "Cheque"}
        self.prepaying.sudo().write(stop)
        order = self.new_unpaid(1200)
        self.pay(1200, self.prepaying)
        self.run_queue()
        self.assertEqual(self.get_reasons(order), {"manual_stop"})

    def test_a_contract_to_review_is_not_confirmed_by_its_payment(self):
        self.company.sudo().contract_review = True
        order = self.new_unpaid(1200)
        self.pay(1200, self.prepaying)
        self.run_queue()
        self.assertEqual(order.credit_hold, "held")
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "released")

    def test_a_customer_given_credit_meanwhile_confirms_without_paying(self):
        order = self.new_unpaid(1200)
        self.give_tier(self.prepaying, self.new_tier(1200))
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")

from odoo.tests import tagged

from ..common import CreditCommon
from ..common_credit_accounts import CreditAccountsFixtures


@tagged("post_install", "-at_install")
class TestCreditAccountsHold(CreditAccountsFixtures, CreditCommon):
    """Debts on an account of no credit neither hold nor wake orders (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_credit_accounts()
        cls.claim = cls.new_claim(5000)

    def new_waiting(self):
        """A held order that the cron has seen already."""
        order = self.new_held(1000.01)
        self.env["sales.credit.queue"].sudo().search([]).unlink()
        return order

    def test_the_limit_holds_to_the_cent_whatever_is_owed_there(self):
        self.assertEqual(self.new_confirmed(1000).state, "sale")
        held = self.new_held(0.01)
        self.assertEqual(self.get_reasons(held), {"credit_limit"})
        self.assertRecordValues(self.get_holds(held), [{"over": 0.01}])

    def test_what_is_overdue_there_holds_nothing(self):
        order = self.new_confirmed(1)
        self.assertEqual(order.state, "sale")

    def test_a_claim_its_payment_and_its_undoing_wake_no_order(self):
        self.new_waiting()
        claim = self.new_claim(70)
        self.assertFalse(self.get_queued())
        payment = self.pay_claim(claim)
        self.assertFalse(self.get_queued())
        claim.line_ids.remove_move_reconcile()
        payment.action_draft()
        claim.button_draft()
        self.assertFalse(self.get_queued())

    def test_money_for_goods_wakes_it_still(self):
        self.new_waiting()
        self.pay(1)
        self.assertEqual(self.get_queued(), self.customer)

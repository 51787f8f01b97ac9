from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestRunCredits(CollectionCommon):
    """Credit notes and money on account are shown and reduce what is asked (R4.23)."""

    def refund(self, amount, customer=None, **vals):
        return self.new_invoice(amount, customer, move_type="out_refund", **vals)

    def slip(self, customer=None, **vals):
        return self.get_slip(self.new_generated(**vals), customer)

    def test_credits_are_lines_and_reduce_what_is_asked(self):
        self.new_overdue(100)
        self.refund(30)
        self.pay(20)
        slip = self.slip()
        self.assertEqual(slip.amount_residual, 50)
        credits = slip.line_ids.filtered("is_credit")
        self.assertEqual(sorted(credits.mapped("amount_residual")), [-30, -20])

    def test_nothing_below_zero_is_asked(self):
        self.new_overdue(100)
        self.pay(100.01)
        self.assertEqual(self.slip().amount_residual, 0)

    def test_credits_alone_make_no_slip(self):
        self.pay(100)
        self.assertFalse(self.slip())

    def test_a_credit_in_another_currency_is_not_netted(self):
        foreign = self.setup_other_currency("EUR")
        self.new_overdue(100)
        self.refund(30, currency_id=foreign.id)
        self.assertEqual(self.slip().amount_residual, 100)

    def test_each_currency_has_a_slip_of_its_own(self):
        foreign = self.setup_other_currency("EUR")
        self.new_overdue(100)
        self.new_overdue(40, currency_id=foreign.id)
        self.refund(15, currency_id=foreign.id)
        slips = self.slip()
        asked = {slip.currency_id: slip.amount_residual for slip in slips}
        self.assertEqual(asked, {self.company.currency_id: 100, foreign: 25})

    def test_the_minimum_amount_is_in_company_currency(self):
        # two euros are one dollar
        foreign = self.setup_other_currency("EUR")
        rate = foreign._get_rates(self.company, self.today)[foreign.id]
        self.new_overdue(100, currency_id=foreign.id)
        self.assertTrue(self.slip(min_amount=100 / rate))
        self.env["collection.slip"].sudo().search([]).unlink()
        self.assertFalse(self.slip(min_amount=100 / rate + 0.01))

    def test_a_credit_counts_once_over_open_slips(self):
        self.new_overdue(50)
        self.pay(80)
        first = self.slip()
        first.run_id.with_user(self.finance).action_issue()
        self.assertEqual(first.amount_residual, 0)
        self.new_overdue(100, days=1)
        second = self.slip()
        self.assertEqual(second.amount_residual, 70)
        self.assertEqual(second.line_ids.filtered("is_credit").amount_residual, -30)

    def test_a_credit_used_up_elsewhere_is_not_shown_again(self):
        self.new_overdue(50)
        self.pay(20)
        self.assertEqual(self.slip().amount_residual, 30)
        self.new_overdue(100, days=1)
        second = self.slip()
        self.assertEqual(second.amount_residual, 100)
        self.assertFalse(second.line_ids.filtered("is_credit"))

    def test_a_credit_that_is_reconciled_settles_its_line(self):
        invoice = self.new_overdue(100)
        payment = self.pay(30)
        slip = self.slip()
        (self.get_item(payment) | self.get_item(invoice)).reconcile()
        self.assertEqual(slip.amount_residual, 70)
        self.assertFalse(slip.line_ids.filtered("is_credit").is_open)

    def test_of_a_credit_of_which_part_is_used_the_rest_stays(self):
        self.new_overdue(100)
        payment = self.pay(60)
        later = self.new_invoice(40, due=10)
        slip = self.slip()
        self.assertEqual(slip.amount_residual, 40)
        (self.get_item(payment) | self.get_item(later)).reconcile()
        self.assertEqual(slip.amount_residual, 80)

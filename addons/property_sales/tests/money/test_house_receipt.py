from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestHouseReceipt(HouseMoneyCommon):
    """Money for a home is taken with a voucher on its reservation (R2.7, R2.10)."""

    def test_the_first_money_makes_the_hold_a_reservation(self):
        receipt = self.take()
        self.assertEqual(receipt.state, "collected")
        self.assertRegex(self.hold.number, r"^F34/\d{4}/00001$")
        self.assertEqual(self.hold.date_end, self.day(7))
        self.assertEqual(receipt.partner_id, self.buyer)
        self.assertEqual(receipt.property_unit_id, self.unit)

    def test_the_second_money_changes_neither_number_nor_day(self):
        self.take(10000)
        number = self.hold.number
        self.take(20000)
        self.assertEqual(self.hold.number, number)
        self.assertEqual(self.hold.amount_collected, 30000)

    def test_verified_money_stands_on_the_deposit_account(self):
        receipt = self.take_verified()
        payment = receipt.method_ids.payment_id
        self.assertEqual(payment.journal_id, self.permit_journal)
        self.assertEqual(self.get_balance("deposit"), -50000)
        self.assertEqual(self.hold.amount_paid, 50000)
        self.assertEqual(self.hold.amount_held, 50000)

    def test_cash_goes_into_the_designated_journal_too(self):
        receipt = self.take_verified(method="cash")
        self.assertEqual(receipt.method_ids.payment_id.journal_id, self.permit_journal)

    def test_it_is_handed_in_on_the_same_day_whatever_the_company_says(self):
        self.company.collection_remit_days = 3
        self.assertEqual(self.take().remit_by, self.today)

    def test_deposits_together_are_at_most_a_fifth_of_the_price(self):
        self.take(150000)
        with self.assert_refused("200,000.00"):
            self.take(50000.01)
        self.take(50000)
        self.assertEqual(self.hold.amount_collected, 200000)

    def test_without_a_valid_permit_no_money_is_taken(self):
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        with self.assert_refused("revoked"):
            self.take()

    def test_a_lapsed_hold_takes_no_money(self):
        self.let_lapse(self.hold)
        with self.assert_refused("without money"):
            self.take()

    def test_who_waits_pays_nothing(self):
        waiting = self.wait()
        with self.assertRaises(UserError):
            self.take(1000, waiting, self.home_colleague)
        self.assertFalse(waiting.number)

    def test_a_colleagues_reservation_takes_no_money_of_mine(self):
        with self.assertRaises(AccessError):
            self.take(user=self.home_colleague)

    def test_without_a_voucher_nothing_is_taken(self):
        with self.assertRaises(UserError):
            self.take(voucher_id=False)

    def test_users_who_count_see_no_sum_before_the_count(self):
        receipt = self.take()
        self.submit(receipt.report_id)
        seen = self.hold.with_user(self.finance)
        self.assertEqual(seen.amount_collected, 0)
        self.count(receipt.report_id)
        seen.invalidate_recordset()
        self.assertEqual(self.hold.with_user(self.director).amount_collected, 50000)

    def test_all_money_taken_back_ends_the_reservation_the_same_day(self):
        receipt = self.take()
        receipt.with_user(self.home_seller).action_cancel()
        self.assertEqual(self.hold.date_end, self.today)
        self.assertTrue(self.hold.number)

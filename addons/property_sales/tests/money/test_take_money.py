from odoo.tests import Form, tagged

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestTakeMoney(HouseMoneyCommon):
    def test_the_form_of_a_receipt_takes_money_on_a_reservation(self):
        """R2.7, R2.10: as the button of the reservation opens it."""
        vouchers = self.new_vouchers(3, holder=self.home_seller).sorted("number")
        self.new_vouchers(holder=self.home_colleague)
        vouchers[0]._write_protected({"state": "void"})
        method = {"method": "card", "amount": 50_000}
        receipts = self.env["collection.receipt"].with_user(self.home_seller)
        receipts = receipts.with_context(
            default_reservation_id=self.hold.id,
            default_method_ids=[(0, 0, method)],
        )
        with Form(receipts) as form:
            self.assertEqual(form.partner_id, self.buyer)
            # the next of one's bag
            self.assertEqual(form.voucher_id, vouchers[1])
        form.record.action_collect()
        self.assertEqual(self.hold.amount_collected, 50_000)
        self.assertTrue(self.hold.number)

from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestBagSums(MoneyCommon):
    """The collector's home screen sums up asked, held, collected (R4.26, F20)."""

    def get_bag(self):
        return self.env["collection.bag"].with_user(self.seller).get_bag()

    def get_numbers(self):
        return [voucher["number"] for voucher in self.get_bag()["vouchers"]]

    def test_two_slips_of_a_customer_are_one_visit(self):
        self.new_slip_over(100, 50)
        self.new_slip_over(25)
        [customer] = self.get_bag()["customers"]
        self.assertEqual(customer["amount"], 175)
        self.assertEqual(sorted(s["amount"] for s in customer["slips"]), [25, 150])
        self.assertEqual(customer["days"], 100)

    def test_a_payment_at_the_bank_reduces_what_is_asked(self):
        slip = self.new_slip_over(100, 50)
        self.pay_slip(slip, 120)
        [customer] = self.get_bag()["customers"]
        self.assertEqual(customer["amount"], 30)
        [line] = customer["slips"][0]["lines"]
        self.assertIn("30.00", line["amount_text"])

    def test_a_paid_slip_is_asked_no_more(self):
        slip = self.new_slip_over(100)
        self.pay_slip(slip)
        self.assertEqual(slip.state, "settled")
        self.assertEqual(self.get_bag()["customers"], [])

    def test_disputed_lines_are_not_asked(self):
        slip = self.new_slip_over(100, 50)
        self.new_dispute(slip.line_ids[0])
        [customer] = self.get_bag()["customers"]
        self.assertEqual(customer["amount"], 50)

    def test_each_currency_is_asked_for_by_itself(self):
        foreign = self.setup_other_currency("EUR")
        self.new_overdue(40, currency_id=foreign.id, days=50)
        self.new_overdue(100)
        own = self.new_bag_slip()
        other = self.get_slip(own.run_id) - own
        self.put_in_bag(other, "signed")
        customers = self.get_bag()["customers"]
        self.assertEqual(
            sorted(customer["amount"] for customer in customers), [40, 100]
        )
        self.assertEqual(len({customer["id"] for customer in customers}), 2)
        euro = next(row for row in customers if row["amount"] == 40)
        self.assertIn("€", euro["amount_text"])

    def test_collected_money_is_on_the_strip_and_its_voucher_gone(self):
        first, second, third = self.new_vouchers(3)
        slip = self.new_slip_over(300)
        self.assertEqual(self.get_numbers(), (first | second | third).mapped("number"))
        self.collect(slip, 70, voucher=first)
        self.collect(slip, 30, "cheque", voucher=second)
        strip = self.get_bag()["strip"]
        self.assertIn("100.00", strip["collected"])
        self.assertIn("70.00", strip["cash"])
        self.assertEqual(self.get_numbers(), [third.number])
        [customer] = self.get_bag()["customers"]
        self.assertEqual(customer["amount"], 200, "not to be taken a second time")
        self.assertIn("100.00", customer["note"])

    def test_two_currencies_are_not_added_up(self):
        foreign = self.setup_other_currency("EUR")
        own = self.new_slip_over(100)
        other = self.new_slip_over(40, currency=foreign)
        self.collect(own, 60)
        self.collect(other, 40)
        strip = self.get_bag()["strip"]
        self.assertIn(" + ", strip["cash"])
        for text in ("60.00", "40.00", "€"):
            self.assertIn(text, strip["cash"])

    def test_a_cancelled_receipt_is_not_collected_and_its_voucher_no_next_one(self):
        voucher, spare = self.new_vouchers(2)
        receipt = self.collect(self.new_slip_over(100), 100, voucher=voucher)
        receipt.with_user(self.seller).action_cancel()
        bag = self.get_bag()
        for name in ("collected", "cash"):
            self.assertIn("0.00", bag["strip"][name])
            self.assertNotIn("100", bag["strip"][name])
        self.assertEqual(self.get_numbers(), [spare.number])

    def test_verified_money_is_off_the_collector(self):
        receipt = self.collect(self.new_slip_over(100), 60)
        self.verify(receipt.report_id)
        bag = self.get_bag()
        self.assertIn("60.00", bag["strip"]["collected"])
        self.assertNotIn("60.00", bag["strip"]["cash"])
        self.assertEqual(bag["customers"][0]["amount"], 40)

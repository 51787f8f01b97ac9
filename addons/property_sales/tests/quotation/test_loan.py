from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.property_sales.tools import loan

from ..common_random import hundredths, patient


@tagged("standard", "at_install")
class TestLoan(BaseCase):
    def test_equal_instalments_are_those_of_the_bank(self):
        # the formula of annuities, worked out apart
        found = loan.build(1_000_000, 30, 4.9)
        self.assertEqual(found.payment, Decimal("5307.27"))
        self.assertEqual(found.months, 360)
        self.assertEqual(found.interest, Decimal("910617.20"))

    def test_without_interest_each_month_pays_its_part(self):
        found = loan.build(120_000, 10, 0)
        self.assertEqual((found.payment, found.interest), (Decimal("1000.00"), 0))
        self.assertEqual(loan.build(100, 1, 0).payment, Decimal("8.33"))

    def test_one_year(self):
        self.assertEqual(loan.build(12_000, 1, 12).payment, Decimal("1066.19"))

    def test_a_currency_without_cents(self):
        self.assertEqual(loan.build(100_000, 1, 0, 1).payment, Decimal("8333"))

    def test_what_is_no_loan(self):
        for key, given_ in (
            ("amount", (0, 1, 1)),
            ("amount", (-1, 1, 1)),
            ("years", (1, 0, 1)),
            ("rate", (1, 1, -0.1)),
        ):
            with self.subTest(key), self.assertRaisesRegex(ValueError, key):
                loan.build(*given_)

    @patient
    @given(hundredths(1000, 9999999), st.integers(1, 30), hundredths(0, 20))
    def test_the_payments_pay_the_loan_back(self, amount, years, rate):
        found = loan.build(amount, years, rate)
        left = amount
        for _month in range(found.months):
            left += left * rate / 1200 - found.payment
        # at most half a cent a month, with its interest
        growth = (1 + rate / 1200) ** found.months
        self.assertLessEqual(abs(left), found.months * growth * Decimal("0.0051"))

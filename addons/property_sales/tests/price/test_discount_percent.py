from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.property_sales.tools.discount import combine, reduce

from ..common_random import hundredths, patient

PERCENTS = hundredths(0, 100)


@tagged("post_install", "-at_install")
class TestDiscountPercent(BaseCase):
    """Discounts multiply, exactly, and the price is rounded once."""

    def test_two_discounts_multiply(self):
        self.assertEqual(combine([10, 5]), Decimal("14.5"))

    def test_no_discount_is_none(self):
        self.assertEqual(combine([]), 0)

    def test_a_float_counts_as_it_is_written(self):
        self.assertEqual(combine([0.1, 0.2]), Decimal("0.2998"))

    def test_what_is_no_percent_is_refused(self):
        for percent in (-1, "100.01"):
            with self.subTest(percent), self.assertRaises(ValueError):
                combine([percent])

    def test_the_price_is_rounded_half_up_once(self):
        # 0.95 x 0.98 of 1,000.05 is 931.04655; rounded in between it would be 931.05
        self.assertEqual(reduce("1000.05", combine([5, 2]), "0.01"), Decimal("931.05"))
        self.assertEqual(reduce("0.50", 50, "0.01"), Decimal("0.25"))
        self.assertEqual(reduce("0.05", 50, "0.01"), Decimal("0.03"))
        self.assertEqual(reduce(1001, 50, 1), Decimal(501))

    @patient
    @given(st.lists(PERCENTS, max_size=8))
    def test_it_is_between_the_largest_and_the_sum(self, percents):
        combined = combine(percents)
        self.assertLessEqual(max(percents, default=0), combined)
        self.assertLessEqual(combined, min(100, sum(percents)))

    @patient
    @given(st.lists(PERCENTS, max_size=5), st.randoms())
    def test_the_order_does_not_matter(self, percents, random):
        shuffled = list(percents)
        random.shuffle(shuffled)
        self.assertEqual(combine(percents), combine(shuffled))

    @patient
    @given(hundredths(0.01, 10**9), st.lists(PERCENTS, max_size=4))
    def test_the_price_is_within_half_a_step(self, price, percents):
        combined = combine(percents)
        exact = price * (100 - combined) / 100
        self.assertLessEqual(abs(reduce(price, combined) - exact), Decimal("0.005"))

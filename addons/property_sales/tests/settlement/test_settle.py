import random
from decimal import Decimal
from fractions import Fraction

from odoo.tests import BaseCase

from odoo.addons.property_sales.tools.area_settlement import settle


def settle_in_words(price, contracted, surveyed, tolerance):
    """The law in its own words, by fractions: an independent calculation."""
    price, contracted, surveyed, tolerance = map(
        Fraction, (price, contracted, surveyed, tolerance)
    )
    error = (surveyed - contracted) / contracted
    if -tolerance <= error <= tolerance:
        return price * surveyed - price * contracted, False
    if error > tolerance:
        # what is over the tolerance belongs to the buyer, and costs nothing
        return price * contracted * (1 + tolerance) - price * contracted, True
    # within it the price, beyond it twice the price goes back
    within = contracted - contracted * (1 - tolerance)
    beyond = contracted * (1 - tolerance) - surveyed
    return -(price * within + 2 * price * beyond), True


class TestSettle(BaseCase):
    def assert_settled(self, surveyed, amount, is_over, price=10_000, contracted=100):
        values = (Decimal(str(value)) for value in (price, contracted, surveyed))
        self.assertEqual(settle(*values), (Decimal(str(amount)), is_over))

    def test_every_boundary(self):
        """R2.9, article 20."""
        for surveyed, amount, is_over in (
            (100, 0, False),
            (100.01, 100, False),
            (103, 30_000, False),
            (103.01, 30_000, True),
            (120, 30_000, True),
            (99.99, -100, False),
            (97, -30_000, False),
            (96.99, -30_200, True),
            (95, -70_000, True),
        ):
            self.assert_settled(surveyed, amount, is_over)
        self.assert_settled(92.06, "26811.000000", True, 10_000, 89.37)

    def test_nothing_is_settled_without_an_area(self):
        for area in ("0", "-1"):
            with self.assertRaises(ValueError):
                settle(Decimal(1), Decimal(area), Decimal(1))

    def test_ten_thousand_random_areas_against_the_law(self):
        drawn = random.Random(20)
        for _round in range(10_000):
            price = Decimal(drawn.randint(1, 10_000_000)) / 100
            contracted = Decimal(drawn.randint(1, 50_000)) / 100
            off = Decimal(drawn.randint(-80, 80)) / 1000
            surveyed = (contracted * (1 + off)).quantize(Decimal("0.01"))
            surveyed += Decimal(drawn.choice((-1, 0, 1))) / 100
            tolerance = Decimal(drawn.choice(("0.03", "0.025", "0.01", "0")))
            amount, is_over = settle(price, contracted, surveyed, tolerance)
            expected = settle_in_words(price, contracted, surveyed, tolerance)
            self.assertEqual((Fraction(amount), is_over), expected)

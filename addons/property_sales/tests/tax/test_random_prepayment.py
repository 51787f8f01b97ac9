from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from odoo.tests import BaseCase, tagged

from odoo.addons.property_sales.tools.vat import share_land, split_prepayment

CENT = Decimal("0.01")


def count_month(parts, percent):
    """Count a month another way: in whole cents, share by share, with remainders."""
    scale = 10**12
    shares = []
    for base, rate in parts:
        cents = int(Decimal(str(base)) * 100)
        top = cents * int(Decimal(str(percent)) * 100) * scale
        shares.append(top // int((100 + Decimal(str(rate))) * 100))
    exact = sum(
        Decimal(str(base)) * Decimal(str(percent)) / (100 + Decimal(str(rate)))
        for base, rate in parts
    )
    total = int(Decimal(exact).quantize(CENT, ROUND_HALF_UP) * 100)
    whole = [share // scale for share in shares]
    ranked = sorted(range(len(shares)), key=lambda i: -(shares[i] % scale))
    for i in ranked[: total - sum(whole)]:
        whole[i] += 1
    return total, whole


@tagged("post_install", "-at_install")
class TestRandomPrepayment(BaseCase):
    """R2.8: 500 random months, against a calculation of another make."""

    def test_sums_are_exact_to_the_cent(self):
        dice = Random(20260515)
        prepaid, counted, carried, paid = defaultdict(int), 0, 0, 0
        for _month in range(500):
            sales = dice.sample(range(200), dice.randint(0, 40))
            parts = []
            for _sale in sales:
                amount = dice.choice((1, 100, 10**5, 3 * 10**6)) * dice.random()
                # what goes back is a third of all
                sign = -1 if dice.random() < 1 / 3 else 1
                rate = dice.choice((9, 9, 5, 10, 11.5))
                parts.append((round(sign * amount, 2), rate))
            percent = dice.choice((3, 3, 2, 1.5))
            tax, shares = split_prepayment(parts, percent)
            total, cents = count_month(parts, percent)
            self.assertEqual(round(tax * 100), total)
            self.assertEqual(sum(round(share * 100) for share in shares), total)
            for (base, rate), share, own in zip(parts, shares, cents, strict=True):
                # a cent at most beside the exact share
                exact = Decimal(str(base)) * Decimal(str(percent))
                exact /= 100 + Decimal(str(rate))
                self.assertLess(abs(Decimal(str(share)) - exact), CENT)
                self.assertLessEqual(abs(round(share * 100) - own), 1)
            for sale, share in zip(sales, shares, strict=True):
                prepaid[sale] += round(share * 100)
            due = total + carried
            paid, carried = paid + max(due, 0), min(due, 0)
            counted += total
        # what was paid and what is carried are what the sales have
        self.assertEqual(paid + carried, counted)
        self.assertEqual(sum(prepaid.values()), counted)

    def test_land_is_all_there_with_the_last_home(self):
        dice = Random(7)
        for _case in range(500):
            price = round(dice.random() * 10**8, 2)
            homes = [round(40 + 200 * dice.random(), 2) for _home in range(30)]
            total, area, cents = round(sum(homes), 2), 0.0, 0
            for home in homes:
                before = cents
                area = round(area + home, 2)
                cents = round(share_land(price, area, total) * 100)
                self.assertGreaterEqual(cents, before)
            self.assertEqual(cents, round(price * 100))
        self.assertEqual(share_land(100, 10, 0), 0)
        self.assertEqual(share_land(100, 20, 10), 100)

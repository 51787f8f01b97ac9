from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from odoo.tests import BaseCase, tagged

from odoo.addons.property_sales.tools.late_fee import late_fee, split_late

DUE = date(2026, 1, 31)
CENT = Decimal("0.01")


def day(number):
    """A day so many days after the due one."""
    return DUE + timedelta(days=number)


def count_day_by_day(amount, payments, rate, until):
    """The fee as a clerk counts it: each day on what was open when it began."""
    fee, today = Decimal(0), DUE
    while today < until:
        today += timedelta(days=1)
        paid = sum((paid for when, paid in payments if when < today), Decimal(0))
        fee += max(amount - paid, Decimal(0)) * rate / 1000
    return fee.quantize(CENT, ROUND_HALF_UP)


@tagged("post_install", "-at_install")
class TestLateFeeFormula(BaseCase):
    """100,000 due on 31 January 2026, at 0.1 per mille a day: 10 a day (R2.11)."""

    def split(self, *payments, until=None):
        rows = [(day(number), amount) for number, amount in payments]
        return split_late(100_000, DUE, rows, 0.1, until or day(30))

    def test_it_is_the_amount_times_rate_times_days(self):
        self.assertEqual(late_fee(100_000, 0.1, 30), 300)
        self.assertEqual(late_fee("0.03", "0.1", 1), Decimal("0.000003"))
        self.assertEqual(late_fee(100_000, 0.1, 0), 0)
        with self.assertRaises(ValueError):
            late_fee(1, 1, -1)

    def test_the_due_day_is_in_time_and_the_next_is_late(self):
        self.assertEqual(self.split(until=day(-1)), [])
        self.assertEqual(self.split(until=day(0)), [])
        [part] = self.split(until=day(1))
        self.assertEqual(part, (100_000, day(1), day(1), 1, 10))
        self.assertEqual(self.split((0, 100_000)), [])
        self.assertEqual(self.split((-5, 100_000)), [])

    def test_the_day_of_the_payment_counts(self):
        self.assertEqual(self.split((3, 100_000)), [(100_000, day(1), day(3), 3, 30)])

    def test_each_part_counts_until_it_is_paid(self):
        self.assertEqual(
            self.split((5, 40_000), (0, 20_000), (3, 30_000)),
            [
                (30_000, day(1), day(3), 3, 9),
                (40_000, day(1), day(5), 5, 20),
                (10_000, day(1), day(30), 30, 30),
            ],
        )

    def test_a_payment_to_come_does_not_count_yet(self):
        before = self.split((20, 100_000), until=day(10))
        self.assertEqual(before, [(100_000, day(1), day(10), 10, 100)])

    def test_more_than_is_owed_is_not_negative(self):
        self.assertEqual(self.split((2, 150_000)), [(100_000, day(1), day(2), 2, 20)])

    def test_all_parts_are_rounded_once(self):
        # three times 0.004: 0.01 in all, not nothing
        rows = [(day(1), Decimal(40))] * 3
        parts = split_late(120, DUE, rows, "0.1", day(9))
        self.assertEqual([part.fee for part in parts], [0, CENT, 0])

    def test_against_a_clerk_who_counts_day_by_day(self):
        random = Random(211)
        for _case in range(600):
            amount = Decimal(random.randint(1, 10**9)) / 100
            rate = Decimal(random.randint(0, 3000)) / 1000
            payments, left = [], amount
            for _part in range(random.randint(0, 5)):
                paid = (left * random.randint(1, 100) / 100).quantize(CENT)
                left -= paid
                payments.append((day(random.randint(-10, 60)), paid))
            until = day(random.randint(-5, 70))
            with self.subTest(f"{amount} {rate} {payments} {until}"):
                parts = split_late(amount, DUE, payments, rate, until)
                self.assertEqual(
                    sum((part.fee for part in parts), Decimal(0)),
                    count_day_by_day(amount, payments, rate, until),
                )

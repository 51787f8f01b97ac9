from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.property_sales.tools.schedule import Line, add_months, build, check

from ..common_random import hundredths, patient

D = Decimal
PRICES = hundredths(1, 10**8)


@st.composite
def plans(draw):
    """Plans that share out every price: percents, and the rest."""
    percents = draw(st.lists(hundredths(0.01, 20), max_size=5))
    lines = [
        Line("percent", percent, "signing", draw(st.integers(1, 12)), count)
        for percent in percents
        for count in [draw(st.integers(1, 60))]
    ]
    place = draw(st.integers(0, len(lines)))
    lines.insert(place, Line("rest", months=1, count=draw(st.integers(1, 360))))
    return lines


@tagged("post_install", "-at_install")
class TestPaymentSchedule(BaseCase):
    """The payments of a plan sum to the price to the cent, by calendar months."""

    def build(self, price, *lines, **days):
        payments = build(D(price), list(lines), days)
        return [(str(payment.amount), payment.date) for payment in payments]

    def test_a_part_down_and_the_rest_in_months(self):
        payments = self.build(
            "1000.00",
            Line("percent", D(30)),
            Line("rest", months=1, count=3),
            signing=date(2026, 1, 31),
        )
        self.assertEqual(
            payments,
            [
                ("300.00", date(2026, 1, 31)),
                ("233.33", date(2026, 2, 28)),
                ("233.33", date(2026, 3, 31)),
                ("233.34", date(2026, 4, 30)),
            ],
        )

    def test_percents_alone_leave_the_last_what_is_left(self):
        third = Line("percent", D("33.33"))
        payments = self.build("100.01", third, third, Line("percent", D("33.34")))
        self.assertEqual(
            [amount for amount, _d in payments], ["33.33", "33.33", "33.35"]
        )

    def test_an_event_to_come_has_no_date(self):
        lines = Line("amount", D(100)), Line("rest", anchor="handover")
        payments = self.build("150.00", *lines, signing=date(2026, 5, 4))
        self.assertEqual(payments, [("100.00", date(2026, 5, 4)), ("50.00", None)])

    def test_96_months_are_eight_years(self):
        self.assertEqual(add_months(date(2024, 2, 29), 96), date(2032, 2, 29))
        self.assertEqual(add_months(date(2024, 2, 29), 12), date(2025, 2, 28))
        self.assertEqual(add_months(date(2026, 12, 31), 2), date(2027, 2, 28))

    def test_a_currency_without_cents_is_shared_out_in_its_own_steps(self):
        payments = build(D(1000), [Line("rest", months=1, count=3)], {}, D(1))
        self.assertEqual([p.amount for p in payments], [333, 333, 334])

    def test_what_shares_out_nothing_is_refused(self):
        half, rest = Line("percent", D(50)), Line("rest")
        for key, lines in {
            "empty": [],
            "sum": [half],
            "rest": [rest, rest],
            "kind": [Line("other")],
            "value": [Line("percent", D(0)), rest],
            "count": [Line("rest", count=0)],
            "months": [Line("rest", count=2)],
        }.items():
            with self.subTest(key), self.assertRaisesRegex(ValueError, key):
                check(lines)
        with self.assertRaisesRegex(ValueError, "rest"):
            check([half, half, Line("amount", D(5))])
        with self.assertRaisesRegex(ValueError, "sum"):
            check([half, half, half, rest])
        with self.assertRaisesRegex(ValueError, "price"):
            build(D(100), [Line("amount", D("100.01")), rest], {})

    @patient
    @given(PRICES, plans())
    def test_the_payments_sum_to_the_price(self, price, lines):
        payments = build(price, lines, {"signing": date(2026, 1, 31)})
        self.assertEqual(sum(payment.amount for payment in payments), price)
        self.assertGreaterEqual(min(payment.amount for payment in payments), 0)
        self.assertEqual(len(payments), sum(line.count for line in lines))

    @patient
    @given(PRICES, plans())
    def test_what_the_last_one_takes_more_is_bounded(self, price, lines):
        payments = build(price, lines, {})
        for index, line in enumerate(lines):
            own = [p.amount for p in payments if p.line == index]
            self.assertEqual(len(set(own[:-1])), min(1, line.count - 1))
            self.assertLess(own[-1] - own[0], line.count * D("0.01"))

    @patient
    @given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 600))
    def test_months_go_to_the_same_day_or_the_last(self, day, months):
        later = add_months(day, months)
        self.assertEqual((later.year - day.year) * 12 + later.month - day.month, months)
        self.assertTrue(
            later.day == day.day
            or (later.day < day.day and add_months(later, 0).day in (28, 29, 30))
        )

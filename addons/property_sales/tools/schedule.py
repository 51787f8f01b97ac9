"""Dates and amounts of a payment plan for a price, exactly; no Odoo in it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

KINDS = ("percent", "amount", "rest")


@dataclass(frozen=True)
class Line:
    """One line of a plan: a part of the price, in one or several payments.

    :param str kind: `percent` of the price, an `amount`, or the `rest`
    :param Decimal value: the percent, or the amount of all its payments together
    :param str anchor: the event that its dates are counted from
    :param int months: calendar months between the event and the first payment, and
        from each payment to the next
    :param int count: number of payments
    """

    kind: str
    value: Decimal = Decimal(0)
    anchor: str = "signing"
    months: int = 0
    count: int = 1


@dataclass(frozen=True)
class Payment:
    """A payment due: on a day, or when an event comes whose day is not known."""

    line: int
    number: int
    anchor: str
    date: date | None
    amount: Decimal


def add_months(day, months):
    """Return the same day some calendar months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check(lines):
    """Check that these lines share out every price.

    They do with one `rest`, or with percents that sum to 100 and nothing else.

    :raise ValueError: with a key of what is wrong: `empty`, `kind`, `value`, `count`,
        `months`, `rest` or `sum`
    """
    if not lines:
        raise ValueError("empty")
    for line in lines:
        _check_line(line)
    rests = sum(line.kind == "rest" for line in lines)
    amounts = sum(line.kind == "amount" for line in lines)
    percent = sum(line.value for line in lines if line.kind == "percent")
    if rests > 1 or (not rests and amounts):
        raise ValueError("rest")
    if percent > 100 or (not rests and percent != 100):
        raise ValueError("sum")


def build(price, lines, days, step=Decimal("0.01")):
    """Return the payments of a price by a plan; they sum to it exactly.

    Each line is rounded once; the rest, or else the last line, takes what is left. Of
    several payments of a line all are equal but the last.

    :param Decimal price: over 0, in steps of the currency
    :param list[Line] lines: in their order
    :param dict days: the day of each event that is known, by its name
    :param Decimal step: the smallest amount of the currency
    :rtype: list[Payment]
    :raise ValueError: as `check`, or `price` where the price does not cover the lines
    """
    check(lines)
    sums = [_get_sum(price, line, step) for line in lines]
    kinds = [line.kind for line in lines]
    taker = kinds.index("rest") if "rest" in kinds else len(lines) - 1
    sums[taker] += price - sum(sums)
    if price <= 0 or min(sums) < 0:
        raise ValueError("price")
    return [
        payment
        for index, (line, total) in enumerate(zip(lines, sums, strict=True))
        for payment in _split(index, line, total, days.get(line.anchor), step)
    ]


def _check_line(line):
    if line.kind not in KINDS:
        raise ValueError("kind")
    if line.kind != "rest" and line.value <= 0:
        raise ValueError("value")
    if line.count < 1:
        raise ValueError("count")
    if line.months < 0 or (line.count > 1 and not line.months):
        raise ValueError("months")


def _get_sum(price, line, step):
    if line.kind == "rest":
        return Decimal(0)
    exact = price * line.value / 100 if line.kind == "percent" else line.value
    return (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _split(index, line, total, day, step):
    part = (total / line.count / step).quantize(Decimal(1), ROUND_DOWN) * step
    for number in range(1, line.count + 1):
        last = number == line.count
        amount = total - part * (line.count - 1) if last else part
        due = day and add_months(day, line.months * number)
        yield Payment(index, number, line.anchor, due, amount)

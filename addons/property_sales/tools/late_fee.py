"""Late fees by the day, exactly; no Odoo in it."""

from collections import namedtuple
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from .discount import to_decimal

ONE_DAY = timedelta(days=1)

# A part of an amount that was late: its first and last late day, both counted, and the
# fee on it, in whole steps of the currency.
Part = namedtuple("Part", "amount date_from date_to days fee")


def late_fee(amount, rate_per_mille, days):
    """Return the fee on an amount that is late, exact and unrounded.

    :param amount: what is owed
    :param rate_per_mille: per mille of the amount and day
    :param int days: from the day after the due one on, none for 0
    :rtype: Decimal
    :raise ValueError: for days under 0
    """
    if days < 0:
        raise ValueError("days")
    return to_decimal(amount) * to_decimal(rate_per_mille) * days / 1000


def split_late(amount, date_due, payments, rate_per_mille, day, step="0.01"):
    """Return the parts of an amount that were late until a day, that day included.

    A payment ends the lateness of its part; the day on which it is paid still counts.
    All parts together are rounded once: their fees come to that sum to the cent.

    :param amount: what was due
    :param date date_due: the last day in time
    :param list payments: of (day, amount); later ones than `day` have not come yet
    :param date day: until when it is counted
    :param step: the smallest amount of the currency
    :rtype: list[Part]
    """
    still_open, step = to_decimal(amount), to_decimal(step)
    ended = sorted((when, to_decimal(paid)) for when, paid in payments if when <= day)
    exact = rounded = Decimal(0)
    parts = []
    for when, paid in [*ended, (day, still_open)]:
        part = min(paid, still_open)
        still_open -= part
        days = (when - date_due).days
        if days <= 0 or part <= 0:
            continue
        exact += late_fee(part, rate_per_mille, days)
        fee = (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step - rounded
        rounded += fee
        parts.append(Part(part, date_due + ONE_DAY, when, days, fee))
    return parts

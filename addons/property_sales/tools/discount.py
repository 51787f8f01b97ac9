"""Discounts on the list price of a home, exactly; no Odoo in it.

Promotions, the discount of a payment plan and a personal discount multiply: of what is
left after the first, the second takes its percent. The price is rounded once.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

# enough for every product of percents that a database keeps
EXACT = Context(prec=400)


@dataclass(frozen=True)
class Offer:
    """The price of a home after its discounts.

    :param float list_price: of the active price list, in the company's currency
    :param tuple percents: (kind, percent) of each discount; kind is `promotion`, `plan`
        or `personal`
    :param Decimal combined: all of them as one percent, exact
    :param float price: after them, rounded once in the currency
    :param bool is_below_floor: whether the price is below the floor of the home
    """

    list_price: float
    percents: tuple
    combined: Decimal
    price: float
    is_below_floor: bool


def to_decimal(value):
    """Return a number as it is written."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def combine(percents):
    """Return the discounts as one percent: 1 - Π(1 - d/100), in percent and exact.

    :param percents: numbers from 0 to 100
    :rtype: Decimal
    :raise ValueError: for a percent below 0 or over 100, or none at all
    """
    with localcontext(EXACT):
        left = Decimal(1)
        for percent in map(to_decimal, percents):
            if not 0 <= percent <= 100:
                raise ValueError(f"no discount: {percent} %")
            left *= 1 - percent / 100
        return 100 * (1 - left)


def reduce(list_price, combined, step="0.01"):
    """Return the price after a combined discount, rounded half up once.

    :param combined: percent, as of `combine`
    :param step: the smallest amount of the currency
    :rtype: Decimal
    """
    step = to_decimal(step)
    with localcontext(EXACT):
        exact = to_decimal(list_price) * (100 - to_decimal(combined)) / 100
        return (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step

"""Prepayments of value added tax, exactly; no Odoo in it."""

from fractions import Fraction
from math import floor


def split_prepayment(bases, percent, step=0.01):
    """Return the prepayment on money with tax in it, and the share of each part.

    The sum is rounded half up once, away from zero; each part gets what is below its
    exact share, and those with the largest remainders one step more, so that the parts
    are the sum to the cent.

    :param list bases: of (money with the tax, of either sign; rate of the tax in it)
    :param float percent: of the money without tax that is prepaid
    :param float step: the smallest amount of the currency
    :rtype: tuple[float, list[float]]
    """
    unit, percent = _get_exact(step), _get_exact(percent)
    exact = [
        _get_exact(base) * percent / (100 + _get_exact(rate)) / unit
        for base, rate in bases
    ]
    total = _round(sum(exact, Fraction()))
    parts = [floor(share) for share in exact]
    # the first of equal ones, so that it comes out the same each time
    order = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return float(total * unit), [float(part * unit) for part in parts]


def share_land(price, area, total):
    """Return the price of the land under an area, all of it with the last home.

    :param float price: of the land under the whole development
    :param float area: of what is handed over so far, in m²
    :param float total: of all that can be sold, in m²
    :rtype: float
    """
    if total <= 0 or area <= 0:
        return 0.0
    share = min(_get_exact(area) / _get_exact(total), Fraction(1))
    return float(_round(_get_exact(price) * share * 100) / Fraction(100))


def _get_exact(value):
    """Return a number as it is written, not as it is kept in binary."""
    return Fraction(str(value))


def _round(value):
    """Return a whole number, halves away from zero."""
    whole = floor(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole

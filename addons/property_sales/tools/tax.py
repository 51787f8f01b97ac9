"""Tax in a price that includes it, exactly; no Odoo in it."""

from decimal import ROUND_HALF_UP, Decimal


def split_tax(price, percent, step=0.01):
    """Return the tax in a price, rounded half up once.

    :param float price: with the tax, of either sign
    :param float percent: of the price without the tax
    :param float step: the smallest amount of the currency
    :rtype: float
    """
    price, percent, step = (Decimal(str(value)) for value in (price, percent, step))
    exact = price * percent / (100 + percent)
    return float((exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step)

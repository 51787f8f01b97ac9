"""Monthly payments of a loan in equal instalments, exactly; no Odoo in it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from .discount import to_decimal

EXACT = Context(prec=60)
MONTHS = 12


@dataclass(frozen=True)
class Loan:
    """A loan that is paid back month by month, always the same sum.

    :param Decimal amount: of the loan
    :param int months: number of payments
    :param Decimal payment: of each month, rounded half up
    :param Decimal interest: all payments less the amount
    """

    amount: Decimal
    months: int
    payment: Decimal
    interest: Decimal


def build(amount, years, rate, step="0.01"):
    """Return the loan, at `rate` percent a year and a twelfth of it a month.

    Without interest every month pays the same part of the amount.

    :param amount: over 0
    :param int years: whole years, at least 1
    :param rate: percent a year, 0 or more
    :param step: the smallest amount of the currency
    :rtype: Loan
    :raise ValueError: with a key of what is wrong: `amount`, `years` or `rate`
    """
    amount, rate, step = map(to_decimal, (amount, rate, step))
    if amount <= 0:
        raise ValueError("amount")
    if years < 1:
        raise ValueError("years")
    if rate < 0:
        raise ValueError("rate")
    months = years * MONTHS
    with localcontext(EXACT):
        monthly = rate / 100 / MONTHS
        exact = amount / months
        if monthly:
            exact = amount * monthly / (1 - (1 + monthly) ** -months)
        payment = (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return Loan(amount, months, payment, payment * months - amount)

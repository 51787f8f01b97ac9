"""Interest on money that is paid back, by days."""

from decimal import Decimal

DAYS_A_YEAR = 365


def count_interest(payments, percent, until):
    """Return simple interest on payments, from their days until another.

    :param list payments: (day, amount); what was paid back is negative
    :param Decimal percent: a year of 365 days
    :param date until: the last day that counts
    :return: not rounded
    :rtype: Decimal
    """
    products = sum(
        (amount * max((until - day).days, 0) for day, amount in payments), Decimal(0)
    )
    return products * percent / 100 / DAYS_A_YEAR

"""The settlement of a surveyed area, as article 20 of the Measures for the Sale of
Commodity Houses has it; no Odoo in it.
"""

from decimal import Decimal


def settle(
    unit_price, contract_area, registered_area, tolerance=Decimal("0.03")
) -> tuple[Decimal, bool]:
    """Return what the buyer pays for the difference of a surveyed area.

    Up to the tolerance either way the difference is paid at the unit price. Above it
    the rest is the developer's; below it the buyer gets twice the price of the rest.
    Nothing is rounded: the caller rounds the result, once.

    :param Decimal unit_price: per unit of area, as printed in the contract
    :param Decimal contract_area: as in the contract, over 0
    :param Decimal registered_area: as surveyed
    :param Decimal tolerance: as a part of the contract's area
    :return: the amount, positive where the buyer pays; and whether the difference is
        more than the tolerance, so that the buyer may leave
    :raise ValueError: for a contract area that is not over 0
    """
    if contract_area <= 0:
        raise ValueError("contract area")
    difference = registered_area - contract_area
    free = tolerance * contract_area
    if abs(difference) <= free:
        return unit_price * difference, False
    if difference > 0:
        return unit_price * free, True
    return -(unit_price * free + 2 * unit_price * (-difference - free)), True

"""Kinds of arguments that make slots; see `door_kinds` of sales_rules."""

from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds

HOURS_A_DAY = 24
# minutes of a day; more than come to one building at once
MAX_COUNT = 24 * 60


def hour(env, value):
    """An hour of a day, from 0 to 24, as a number."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # NaN is in no range
    if not is_number or not 0 <= value <= HOURS_A_DAY:
        raise UserError(env._("An hour is from 0 to 24: %s", door_kinds.shorten(value)))
    return float(value)


def count(env, value):
    """A whole number over 0."""
    if type(value) is not int or not 0 < value <= MAX_COUNT:
        raise UserError(
            env._("This is a whole number over 0: %s", door_kinds.shorten(value))
        )
    return value

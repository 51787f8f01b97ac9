"""Months as people write them: Oct 2026, 2026年10月."""

from babel.dates import format_skeleton

from odoo.tools.misc import babel_locale_parse


def format_month(env, date):
    """Return the month of a date in the user's language, or an empty text."""
    if not date:
        return ""
    locale = babel_locale_parse(env.lang or "en_US")
    return format_skeleton("yMMM", date, locale=locale)

"""Telephone numbers of China as they are compared; no Odoo in it."""

import re
import unicodedata

COUNTRY = "86"
# the longest number of China without its prefixes
LONGEST = 11


def get_key(phone):
    """Return a telephone number by which the same numbers are found.

    Digits without blanks and signs, without the prefix of the country (+86, 0086, 86)
    and without the 0 before an area. Numbers of other countries keep theirs, with a +.
    An empty text for what has no digit.
    """
    text = unicodedata.normalize("NFKC", phone or "").strip()
    digits = re.sub(r"[^0-9]", "", text)
    is_abroad = text.lstrip("(").startswith("+")
    if not is_abroad and digits.startswith("00"):
        is_abroad, digits = True, digits[2:]
    if not is_abroad and digits.startswith(COUNTRY) and len(digits) > LONGEST:
        is_abroad = True
    if is_abroad and digits and not digits.startswith(COUNTRY):
        return f"+{digits}"
    if is_abroad:
        digits = digits[len(COUNTRY) :]
    return digits.lstrip("0")

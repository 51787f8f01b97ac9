"""Identity numbers of buyers: checked, masked, and the age in them; no Odoo in it.

Core's `stdnum.cn.ric.validate` knows the counties of one year only and refuses numbers
that are in use, so that the region is not looked at here.
"""

import re
import unicodedata
from datetime import date

KINDS = ("resident", "passport", "hk_macao", "taiwan", "company")
FULL_AGE = 18
# nobody living was born before
FIRST_YEAR = 1900

# as printed, after `normalise`
_FORMS = {
    "resident": r"[1-9][0-9]{16}[0-9X]",
    "passport": r"(?=.*[0-9])[A-Z0-9]{5,15}",
    # of a permit given anew the two digits at the end count how often
    "hk_macao": r"[HM][A-Z0-9][0-9]{7}([0-9]{2})?",
    # eight digits since 2015, before that ten and a letter
    "taiwan": r"[0-9]{8}|[0-9]{10}[A-Z]?",
    "company": r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
}
# GB 11643, after ISO 7064 MOD 11-2: by the remainder
_RESIDENT_CHECKS = "10X98765432"
# GB 32100: no letter that looks like a digit, nor S and V
_COMPANY_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_STAR = "*"


def normalise(number):
    """Return a number as it is kept and compared.

    Capital letters and digits of ASCII, without blanks, hyphens and brackets; an empty
    text for nothing. Anything else stays, for `check` to refuse it.
    """
    text = unicodedata.normalize("NFKC", number or "").upper()
    return re.sub(r"[\s()\-\u2010-\u2015]", "", text)


def is_masked(number):
    """Return whether a text is a mask and no number: it has a star."""
    return _STAR in normalise(number)


def check(kind, number, today):
    """Check that a normalised number can be one of its kind.

    :param str kind: one of `KINDS`
    :param date today: nobody is born after it
    :raise ValueError: with a key of what is wrong: `kind`, `form` for its length or
        characters, `birth` for the date of birth in it, or `check` for its last digit
    """
    if kind not in _FORMS:
        raise ValueError("kind")
    if not re.fullmatch(_FORMS[kind], number):
        raise ValueError("form")
    if kind == "resident":
        if birth_date(number) > today:
            raise ValueError("birth")
        expected = _get_resident_check(number[:-1])
    elif kind == "company":
        expected = _get_company_check(number[:-1])
    else:
        return
    if number[-1] != expected:
        raise ValueError("check")


def birth_date(number):
    """Return the date of birth in the number of a resident.

    :rtype: date
    :raise ValueError: `birth` if there is no such day
    """
    digits = number[6:14]
    if not re.fullmatch("[0-9]{8}", digits) or int(digits[:4]) < FIRST_YEAR:
        raise ValueError("birth")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError("birth") from None


def is_under_age(born, day):
    """Return whether somebody is a minor on a day: until the 18th birthday.

    On the birthday itself the age is full; born on 29 February it is full on 1 March
    of a year without that day.
    """
    return (day.year - born.year, day.month, day.day) < (
        FULL_AGE,
        born.month,
        born.day,
    )


def is_minor(number, day):
    """Return whether the resident with this number is a minor on a day.

    :raise ValueError: `birth` if there is no date of birth in it
    """
    return is_under_age(birth_date(number), day)


def mask(number):
    """Return a number with stars in the middle, as many as it hides.

    Long ones, as those of residents, keep three characters and four; short ones less,
    and those of four characters or fewer nothing.
    """
    number = normalise(number)
    length = len(number)
    if length >= 15:
        first, last = 3, 4
    elif length >= 8:
        first, last = 2, 2
    elif length >= 5:
        first, last = 1, 1
    else:
        first, last = 0, 0
    return number[:first] + _STAR * (length - first - last) + number[length - last :]


def _get_resident_check(digits):
    """Return the last character of a resident's number, of the 17 digits before it."""
    total = sum(
        int(digit) * 2 ** (len(digits) - place) for place, digit in enumerate(digits)
    )
    return _RESIDENT_CHECKS[total % 11]


def _get_company_check(letters):
    """Return the last character of a social credit code, of the 17 before it."""
    total = sum(
        _COMPANY_LETTERS.index(letter) * pow(3, place, 31)
        for place, letter in enumerate(letters)
    )
    return _COMPANY_LETTERS[-total % 31]

"""Amounts in Chinese capitals, as the banks of China read them on their forms."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
# each group of four digits has its name; above them the names come again (万亿)
_GROUPS = ("", "万")
_HUNDRED_MILLION = 10**8


def spell_amount(amount):
    """Return an amount of yuan in capitals: 14780.40 is 壹万肆仟柒佰捌拾元肆角整.

    Rounded to fen. Zeros that follow each other are one 零; 整 closes what has no fen.

    :param amount: int, float, Decimal or text of a number
    """
    value = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    yuan, rest = divmod(int(abs(value) * 100), 100)
    jiao, fen = divmod(rest, 10)
    text = f"{_spell_integer(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        text += "零"
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"负{text}" if value < 0 else text


def _spell_integer(number):
    """Return a whole number in capitals."""
    if not number:
        return _DIGITS[0]
    high, low = divmod(number, _HUNDRED_MILLION)
    text = f"{_spell_integer(high)}亿" if high else ""
    for power, name in reversed(list(enumerate(_GROUPS))):
        group = low // 10000**power % 10000
        if not group:
            continue
        # a gap in the digits before this group, or an empty group, is one zero
        if text and (group < 1000 or _ends_in_empty_group(low, power)):
            text += _DIGITS[0]
        text += f"{_spell_group(group)}{name}"
    return text


def _ends_in_empty_group(low, power):
    """Return whether the group above the last one is empty: 1,0000,5000."""
    return power == 0 and low < 10000


def _spell_group(group):
    """Return up to four digits in capitals."""
    text, is_gap = "", False
    for power in (3, 2, 1, 0):
        digit = group // 10**power % 10
        if not digit:
            is_gap = bool(text)
            continue
        if is_gap:
            text += _DIGITS[0]
            is_gap = False
        text += f"{_DIGITS[digit]}{_PLACES[power]}"
    return text

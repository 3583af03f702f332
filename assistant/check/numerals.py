"""Read numbers written in Chinese characters ("三十二亿", "百分之十五点三"), as prose in Chinese states them."""

import re
from decimal import Decimal

__all__ = ["NUMERAL", "chinese_number"]

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "幺": 1}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}

NUMERAL = re.compile(
    r"(?<![0-9])(?<![0-9]\s)(?P<percent>百分之)?(?P<numeral>[零〇一二两三四五六七八九十百千万亿兆]+(?:点[零〇一二三四五六七八九]+)?)"
    r"(?P<unit>个?百分点|(?:多)?(?:美元|欧元|英镑|日元|港元|人民币|元|股|倍|天))?"
)
"""A numeral; it states a figure only with `percent` or `unit` (see `chinese_number` for its value)."""


def chinese_number(text: str) -> Decimal | None:
    """The value of a numeral in Chinese characters; None when it is none.

    >>> chinese_number("三十二亿五千万")
    Decimal('3250000000')
    """
    whole, _, after = text.partition("点")
    total, section, digit = 0, 0, 0
    for char in whole:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        elif char in _LARGE:
            total = (
                (total + section + digit) * _LARGE[char] if char == "亿" else total + (section + digit) * _LARGE[char]
            )
            section = digit = 0
        else:
            return None
    if any(char not in _DIGITS for char in after):
        return None
    value = Decimal(total + section + digit)
    return value + Decimal("0." + "".join(str(_DIGITS[char]) for char in after)) if after else value

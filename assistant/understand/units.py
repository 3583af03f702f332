"""The unit, the scale and the rounding that a question asks for."""

import re

__all__ = ["rounding", "scale_named", "unit_named"]


_SCALES = (
    (
        "thousand",
        re.compile(
            r"\b(?:in|to|nearest|usd|us\$|\$|dollars?|of) ?(?:units of )?(?:usd |us\$ ?|"
            r"\$ ?|us dollars? )?\(?thousands?\b|千美元",
            re.I,
        ),
    ),
    (
        "million",
        re.compile(
            r"\b(?:in|to|nearest|usd|us\$|dollars?|of) ?(?:units of )?(?:usd |us\$ ?|"
            r"\$ ?|us dollars? |the )?\(?(?:millions?|mm|mn)\b|\$ ?(?:millions?|mm)\b|百万",
            re.I,
        ),
    ),
    (
        "billion",
        re.compile(
            r"\b(?:in|to|nearest|usd|us\$|dollars?|of) ?(?:units of )?(?:usd |us\$ ?|"
            r"\$ ?|us dollars? |the )?\(?(?:billions?|bn)\b|\$ ?(?:billions?|bn)\b|十亿",
            re.I,
        ),
    ),
)


def scale_named(text: str) -> str | None:
    """The scale asked for: "thousand", "million", "billion", or None."""
    return next((scale for scale, pattern in _SCALES if pattern.search(text)), None)


def unit_named(text: str) -> str | None:
    """The unit asked for: "%", "money", "days", or None."""
    if re.search(
        r"\b(?:in|as|units? of|on) (?:a |units? of )?(?:%|percents?\b|percentages?\b)|"
        r"\bwhat (?:percent|percentage)|\(%\)|\bpercentage (?:change|basis|increase|decrease)|百分比|百分之",
        text,
        re.I,
    ):
        return "%"
    if re.search(
        r"\b(?:usd|us\$|dollars?|eur|euros?)\b|\$ ?(?:millions?|billions?|thousands?|mm|bn)|美元", text, re.I
    ) or scale_named(text):
        return "money"
    return "days" if re.search(r"\bin days\b", text, re.I) else None


_DIGITS = {
    "zero": 0,
    "no": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "0": 0,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
}
_NEAREST = (
    ("hundredth|cent|penny", 2),
    ("thousandth", 3),
    ("tenth", 1),
    ("whole|integer|dollar|unit|million|billion|thousand|percent|day|one", 0),
)


def rounding(text: str) -> int | None:
    """The number of decimals asked for, or None."""
    found = re.search(r"\b(zero|no|one|two|three|four|\d)[- ](?:decimals?|digits? after|dp\b)", text, re.I)
    found = found or re.search(r"\bto (\d) ?d\.?p\b", text, re.I) or re.search(r"([一二两三\d])位小数", text)
    if found:
        return _DIGITS.get(found[1].lower(), 2)
    for words, digits in _NEAREST:
        if re.search(rf"\b(?:to the |the )?nearest (?:{words})", text, re.I):
            return digits
    return None

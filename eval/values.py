"""Tells whether two written numbers are equal: by value, with unit, scale, sign and rounding (rules in eval.score)."""

import re
from decimal import Decimal

from eval.numbers import Asked, Quantity, half_unit
from eval.prose import direction

__all__ = ["compatible", "falls", "readings", "same_number"]

RELATIVE = Decimal("0.001")
"""Relative difference that passes for rounding inside a calculation."""
COARSE = Decimal("0.01")
"""A reply rounded to fewer digits than gold may differ by this much at most."""
LAST_DIGIT = Decimal("0.015")
"""Where the question asks to round, the last digit may be off by one if that is at most this much of gold."""


def _gold_value(gold: Quantity, ask: Asked) -> tuple[Decimal, Decimal]:
    """Gold in base units and how far a rounded reply may be from it."""
    if not gold.bare:
        return gold.value, half_unit(gold)
    if ask.percent and gold.currency is None and abs(gold.number) >= 1 and gold.unit is None:
        return gold.number / 100, half_unit(gold) / 100
    if ask.exponent and not gold.unit:
        return gold.number.scaleb(ask.exponent), half_unit(gold).scaleb(ask.exponent)
    return gold.number, half_unit(gold)


def readings(quantity: Quantity, ask: Asked) -> list[tuple[Decimal, Decimal]]:
    """The values a written number may stand for, each with its own half unit, in base units."""
    if not quantity.bare:
        return [(quantity.value, half_unit(quantity))]
    found = [(quantity.number, half_unit(quantity))]
    if ask.exponent:
        found.append((quantity.number.scaleb(ask.exponent), half_unit(quantity).scaleb(ask.exponent)))
    if ask.percent:
        found.append((quantity.number / 100, half_unit(quantity) / 100))
    return found


def same_number(gold: Quantity, reply: Quantity, ask: Asked, context: str = "") -> bool:
    """Whether two written numbers are equal under the rules at the top of this module.

    `context` is the sentence the reply's number stands in; its words of direction give the number a sign.
    """
    if not compatible(gold, reply, ask):
        return False
    target, room = _gold_value(gold, ask)
    if gold.bracketed or (not gold.negative and (ask.change or target < 0) and falls(gold.text)):
        target = -abs(target)
    for value, half in readings(reply, ask):
        for signed in _signs(value, reply, context, ask, target):
            gap = abs(signed - target)
            allowed = max(room, RELATIVE * abs(target))
            if ask.rounds and gap <= LAST_DIGIT * abs(target):
                allowed = max(allowed, 2 * room)
            if _digits(reply) >= 3:
                allowed = max(allowed, min(half, COARSE * abs(target)))
            if (gap <= allowed and (signed >= 0) == (target >= 0)) or gap == 0:
                return True
    return False


def _signs(value: Decimal, reply: Quantity, context: str, ask: Asked, target: Decimal) -> list[Decimal]:
    if reply.negative:
        return [value]
    before = context[: reply.start][-60:] if context else ""
    if falls(before) and (ask.change or target < 0):
        return [-value] if target < 0 or not _falls_asked(ask) else [value, -value]
    if reply.bracketed and target < 0:
        return [-value]
    return [value]


def falls(before: str) -> bool:
    """Whether the words just before a number say that it is a fall, a loss or an outflow."""
    tail = re.split(r"[,;:]|\bfrom\b|\bto\b", before)[-1]
    return direction(tail) < 0 or bool(re.search(r"\b(?:loss|deficit|outflow|negative)\b[^.;,]{0,25}$", before, re.I))


def _falls_asked(ask: Asked) -> bool:
    return ask.change


def compatible(gold: Quantity, reply: Quantity, ask: Asked) -> bool:
    """Whether two quantities can be of one kind: money with money of the same currency, percentages with fractions."""
    if reply.word and not (gold.bare and gold.number == gold.number.to_integral_value() and abs(gold.number) <= 20):
        return False
    money = gold.currency or (ask.currency if gold.bare and not ask.percent and ask.exponent else None)
    if reply.currency and money and reply.currency != money:
        return False
    rate = gold.percent or (gold.bare and ask.percent and not gold.currency and not ask.exponent)
    if reply.currency and (rate or (gold.unit in ("days", "times", "shares"))):
        return False
    if reply.percent and (gold.currency or gold.exponent or (gold.bare and ask.exponent)):
        return False
    if gold.percent and (reply.exponent or reply.unit in ("days", "shares", "stores", "employees")):
        return False
    exclusive = {"days", "times", "stores", "employees", "years", "months"}
    return not (gold.unit and reply.unit and gold.unit != reply.unit and {gold.unit, reply.unit} <= exclusive)


def _digits(quantity: Quantity) -> int:
    return len(re.sub(r"[^\d]", "", str(abs(quantity.number).normalize())).lstrip("0")) or 1

"""Finds the number that a reply in prose comes down to, among the operands, years and asides it also prints."""

import re
from dataclasses import dataclass
from decimal import Decimal

from eval.numbers import Asked, Quantity, asked, quantities
from eval.prose import apologises, concludes, conclusions, opening, refusal_strength, refuses, sentences
from eval.values import compatible, readings

__all__ = ["Stated", "stated"]


@dataclass(frozen=True, slots=True)
class Stated:
    """The sentence that states the result, the number it comes down to (None if none), and its other forms there."""

    sentence: str = ""
    principal: Quantity | None = None
    forms: tuple[Quantity, ...] = ()


def stated(question: str, gold: Quantity, reply: str) -> Stated:
    """Find the number a reply gives as its result. Of `gold` only the dimension is used, never the value."""
    ask = asked(question)
    turned_down = apologises(opening(reply)) or refusal_strength(reply) >= 2
    for fits in (_like, compatible):
        for piece in conclusions(reply):
            if refuses(piece):
                continue
            found = [q for q in _results(piece, quantities(piece, question)) if fits(gold, q, ask)]
            if not found:
                continue
            if turned_down and not _committed(reply, piece):
                return Stated(piece)
            principal = _principal(piece, found)
            forms = tuple(q for q in found if q is not principal and _restates(principal, q, ask))
            return Stated(piece, principal, forms)
    return Stated()


def _committed(reply: str, piece: str) -> bool:
    """Whether a reply that also refuses stands by the number in `piece`: put as its result, or after refusing."""
    if concludes(piece):
        return True
    pieces = sentences(reply)
    last = max((place for place, text in enumerate(pieces) if refuses(text)), default=-1)
    after = piece in pieces and pieces.index(piece) > last
    return after and (not apologises(pieces[0]) or bool(_RESULT.search(piece)))


_RESULT = re.compile(r"[=≈]\s*[^\w=]{0,3}\d")
_OPERATOR_AFTER = re.compile(r"^\s*\)*\s*(?:[*×÷/+]|[-−–]\s)\s*[($€£\d]")
_OPERATOR_BEFORE = re.compile(r"(?:[*×÷/+]|\s[-−–]\s|\d\s?x\s)\s*[($€£\s]*$")


def _results(piece: str, found: tuple[Quantity, ...]) -> list[Quantity]:
    """The numbers of a sentence that are not operands of arithmetic shown in it."""
    return [
        q for q in found if not _OPERATOR_AFTER.match(piece[q.end :]) and not _OPERATOR_BEFORE.search(piece[: q.start])
    ]


def _like(gold: Quantity, reply: Quantity, ask: Asked) -> bool:
    """Whether a quantity is written in the dimension asked for: not money where a ratio or percentage is asked."""
    if not compatible(gold, reply, ask) or reply.word:
        return False
    money = bool(gold.currency or gold.exponent or ask.exponent or (ask.currency and not ask.percent))
    if money:
        return bool(reply.currency or reply.exponent or abs(reply.number) >= 1)
    return not (reply.currency or reply.exponent)


_LEADS = re.compile(
    r"(?:=|≈|~|:|\b(?:is|was|were|are|of|by|at|be|to|total(?:ed|ing|led|s)?|approximately|about|around|paid|reported|had)\b)\W{0,3}"
    r"(?:(?:approximately|about|around|roughly|nearly|only|just|equal to|the|a|an|negative|minus)\s+){0,2}\W{0,3}$",
    re.IGNORECASE,
)


def _principal(piece: str, found: list[Quantity]) -> Quantity:
    """The number a sentence comes down to: after its last equals sign, else the first one that "is", else the first."""
    after = [q for q in found if re.search(r"[=≈]\s*[^\w=≈]{0,4}(?:approximately|about)?\s*$", piece[: q.start])]
    if after:
        return after[-1]
    leads = [q for q in found if _LEADS.search(piece[: q.start])]
    if leads:
        return leads[0]
    return found[0]


def _restates(principal: Quantity, other: Quantity, ask: Asked) -> bool:
    """Whether two numbers of a sentence are one number written twice ("0.5404 or 54.04%", "17.98, rounded 18.00")."""
    for left, _ in readings(principal, ask):
        for right, _ in readings(other, ask):
            if left and abs(left - right) <= Decimal("0.02") * abs(left):
                return True
    return False

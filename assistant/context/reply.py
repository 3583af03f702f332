"""Writes what was found as an Answer: the number with its scale word, the calculation, the quotes it rests on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Answer, Calculation, Citation, Operand, Status
from assistant.compute.calculate import plain, round_half_up
from assistant.context.arithmetic import NAMES, Solved
from assistant.context.grid import SCALE_WORDS, Cell
from assistant.context.match import Finder
from assistant.context.operation import Operation
from assistant.context.prose import EXPONENTS
from assistant.context.verdict import Verdict
from assistant.context.words import stems

__all__ = ["abstained", "computed", "quoting", "ruled", "sure_of"]

SOURCE = "context"
SURE, HELD = 0.95, 0.8
"""How well operands must fit the question for a figure to be called verified, and how much of it they must hold."""


def computed(question: str, solved: Solved, finder: Finder, note: str = "") -> Answer:
    """An answer that is a number computed from cells; in the table's scale, which its text names."""
    exponents = [finder.grid.exponent_of(cell) for cell in solved.operands]
    exponent = 0 if solved.percent or _unitless(solved) else min(exponents, default=0)
    if solved.operation is Operation.PRODUCT:
        exponent = sum(exponents)
    shown, scale = (solved.value, exponent) if solved.percent else _as_asked(question, solved.value, exponent)
    text = write(shown, scale, solved.percent)
    operands = tuple(
        Operand(
            name=NAMES[place],
            label=finder.grid.name(cell),
            value=cell.value.scaleb(exponents[place]),
            unit="%" if cell.percent else "",
            period=" ".join(str(year) for year in finder.grid.years_of(cell)),
            marker=place + 1,
            printed=cell.printed,
        )
        for place, cell in enumerate(solved.operands)
    )
    result = solved.value.scaleb(exponent)
    return Answer(
        question=question,
        text=text,
        status=Status.ANSWERED,
        value=result,
        unit="%" if solved.percent else None,
        citations=citations(solved.operands, finder),
        calculations=(Calculation(solved.operation.value, solved.expression, operands, result, text),),
        verified=not note and sure_of(question, solved, finder),
        notes=(note,) if note else (),
    )


def sure_of(question: str, solved: Solved, finder: Finder) -> bool:
    """Whether a figure may be called verified: its operands stand in the table, in rows and columns that hold nearly
    all of the question's words, and its scale, where it has one, is stated by the table itself."""
    if solved.operation not in _KNOWN or any(cell.figure for cell in solved.operands):
        return False
    if not (solved.percent or finder.grid.stated):
        return False
    words = frozenset(stems(question, drop=_OPERATING))
    held = frozenset[str]().union(*(finder.words_of(cell) for cell in solved.operands))
    return solved.sureness >= SURE and len(words & held) >= HELD * len(words)


_KNOWN = (Operation.PERCENT_CHANGE, Operation.CHANGE, Operation.SHARE, Operation.AVERAGE, Operation.LOOKUP)
_OPERATING = (
    "increase", "decrease", "increased", "decreased", "changed", "change", "percent", "percentage", "total", "average",
    "ratio", "difference", "net", "growth", "rate", "sum", "respectively", "proportion", "portion", "between",
    "compared", "value", "during", "amount", "overall",
)  # fmt: skip


def _unitless(solved: Solved) -> bool:
    return solved.operation is Operation.RATIO


_UNIT_ASKED = re.compile(r"\bin (?:\$ |us ?\$ |dollars in )?(thousand|million|billion)s?\b", re.IGNORECASE)


def _as_asked(question: str, value: Decimal, exponent: int) -> tuple[Decimal, int]:
    """A number in the unit a question asks for; one of unknown scale only where it is too large to be in that unit."""
    if not (found := _UNIT_ASKED.search(question)):
        return value, exponent
    asked = EXPONENTS[found[1].lower()]
    if exponent == asked or (not exponent and abs(value) < Decimal(10) ** (asked - 1)):
        return value, exponent
    return value.scaleb(exponent - asked), asked


def write(value: Decimal, exponent: int, percent: bool) -> str:
    """A number for a reader: two decimals, or four digits of a small one, with its percent sign or scale word."""
    shown = value * 100 if percent else value
    digits = 2 if abs(shown) >= 1 or not shown else min(8, 3 - shown.adjusted())
    written = (
        plain(round_half_up(shown, digits).normalize()) if shown == shown.to_integral_value() else plain(shown, digits)
    )
    if percent:
        return f"{written}%"
    word = SCALE_WORDS.get(exponent, "")
    return f"{written} {word}".strip()


def citations(cells: Sequence[Cell], finder: Finder) -> tuple[Citation, ...]:
    """Where each number stands: its row as given, or its sentence."""
    return tuple(
        Citation(
            place, SOURCE, SOURCE, 1, cell.figure.sentence if cell.figure else " | ".join(finder.grid.rows[cell.row])
        )
        for place, cell in enumerate(cells, 1)
    )


def ruled(question: str, verdict: Verdict, finder: Finder) -> Answer:
    """A yes or no with the difference it rests on."""
    told = computed(question, verdict.difference, finder)
    word = "Yes" if verdict.yes else "No"
    return replace(told, text=word, value=None, unit=None, verified=False)


def quoting(
    question: str,
    spans: Sequence[str],
    quotes: Sequence[str],
    *,
    value: Decimal | None = None,
    verified: bool = False,
) -> Answer:
    """An answer copied from the context, one span a line; `quotes` are the rows or sentences it was copied from."""
    return Answer(
        question=question,
        text="\n".join(spans),
        status=Status.ANSWERED,
        value=value,
        citations=tuple(Citation(place, SOURCE, SOURCE, 1, quote) for place, quote in enumerate(quotes, 1)),
        verified=verified and bool(quotes),
    )


def abstained(question: str, why: str) -> Answer:
    """An answer that says what was not found."""
    return Answer(question, why, Status.ABSTAINED, notes=(why,))

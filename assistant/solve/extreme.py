"""Answer which asset or liability of a balance sheet is the largest or smallest, from the lines as they are printed."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import format_value
from assistant.solve.ledger import Ledger
from assistant.solve.solution import Solution
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.document import Document, Fact, Statement

__all__ = ["asks_extreme_line", "extreme_line"]

NEAR_DAYS = 12
NAMED = 3  # how many of the next lines are told beside the first

_ASKED = re.compile(
    r"\b(?:(?P<most>largest|biggest|highest|greatest)|(?P<least>smallest|lowest)) (?:current |total )?"
    r"(?P<side>liabilit(?:y|ies)|assets?)(?=['’]?\s*(?:[?.,;]|$|\b(?:on|in|at|of|for|reported|listed|shown|as|by|that|it)\b))",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:segment|region|countr|geograph|product|division|class|type|non-?current|long-term|kind|chang|increas|decreas|gr[eo]w|acqui)\w*",
    re.IGNORECASE,
)
LONGEST = 18  # words: a longer question asks for more than a line
_TOTAL = re.compile(r"(?i)^(?:sub)?total\b|^(?:non-?)?current (?:assets|liabilities)$|^(?:assets|liabilities)$")
_EQUITY = re.compile(
    r"(?i)\bequity\b|^(?:common|preferred|capital|treasury) (?:stock|shares?)|paid-in|retained earnings|"
    r"noncontrolling|mezzanine|commitments and contingenc"
)


def asks_extreme_line(text: str) -> bool:
    """Whether a question asks for the largest or smallest asset or liability."""
    return _ASKED.search(text) is not None and not _PART_OF.search(text) and len(text.split()) <= LONGEST


def extreme_line(question: Question, ledger: Ledger, period: Period) -> Solution | None:
    """The largest or smallest line of one side of the balance sheet; None where the sheet was not read line by line."""
    asked = _ASKED.search(question.text)
    closing = ledger.closing(period)
    if asked is None or closing is None:
        return None
    assets = asked["side"].lower().startswith("asset")
    current = re.search(r"(?i)(?<!non)(?<!non-)\bcurrent\b", asked[0]) is not None
    for document in ledger.nearest(period)[:2]:
        lines = _side(_sheet(ledger, document, closing), assets=assets, current=current)
        if len(lines) > 1:
            ranked = sorted(lines, key=lambda fact: fact.value, reverse=bool(asked["most"]))
            return _solution(question, asked[0].lower(), ranked, document, period)
    return None


def _sheet(ledger: Ledger, document: Document, closing: date) -> list[Fact]:
    """The lines of a document's balance sheet for a day, as they are printed from top to bottom."""
    return [
        fact
        for _, fact in ledger.source.facts(documents=[document.id])
        if fact.statement is Statement.BALANCE
        and fact.origin == "table"
        and fact.period_end is not None
        and abs((fact.period_end - closing).days) <= NEAR_DAYS
        and fact.unit not in ("shares", "pure")
        and "/" not in fact.unit
    ]


def _side(sheet: Sequence[Fact], *, assets: bool, current: bool) -> list[Fact]:
    """The assets, down to their total, or the liabilities after it, totals left out; none without that total.

    The current ones alone are those down to a total of their own.
    """
    end = next((place for place, fact in enumerate(sheet) if fact.standard == "total_assets"), None)
    if end is None:
        return []
    if assets:
        lines = sheet[:end]
    else:
        after = sheet[end + 1 :]
        stop = next(
            (
                place
                for place, fact in enumerate(after)
                if fact.standard in ("total_liabilities", "liabilities_and_equity") or _EQUITY.search(fact.label)
            ),
            len(after),
        )
        lines = after[:stop]
    if current:
        own = "current_assets" if assets else "current_liabilities"
        lines = lines[: next((place for place, fact in enumerate(lines) if fact.standard == own), 0)]
    return [fact for fact in lines if not _TOTAL.search(fact.label)]


def _solution(question: Question, what: str, ranked: Sequence[Fact], document: Document, period: Period) -> Solution:
    company = question.companies[0].name
    first = ranked[0]

    def amount(fact: Fact) -> str:
        return format_value(fact.value, "money", scale=question.scale, digits=question.digits, currency=fact.unit)

    def told(fact: Fact) -> str:
        return f"{fact.label}, {amount(fact)}"

    named = ranked[: NAMED + 1]
    citations = tuple(
        Citation(n, document.id, document.source, fact.page, f"{fact.label} {fact.printed}", fact.box)
        for n, fact in enumerate(named, start=1)
    )
    operands = tuple(
        Operand(f"line_{n}", fact.label, fact.value, fact.unit, str(period), n, fact.printed)
        for n, fact in enumerate(named, start=1)
    )
    kind = "max" if ranked[0].value >= ranked[-1].value else "min"
    steps = f"{kind}({', '.join(operand.name for operand in operands)})"
    return Solution(
        company=company,
        period=period,
        value=first.value,
        unit=first.unit,
        text=first.label,
        sentence=(
            f"The {what} on the balance sheet of {company} for {period}: {told(first)}. "
            f"Next come {'; '.join(told(fact) for fact in named[1:])}."
        ),
        calculations=(Calculation(what, steps, operands, first.value, amount(first)),),
        citations=citations,
    )

"""Answer where a company operates: the regions that it breaks its revenue down by, where they add up to all of it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Calculation, Citation
from assistant.compute.calculate import format_value
from assistant.solve.breakdown import PLACE, Breakdown, adds_up, breakdowns, part_operand
from assistant.solve.ledger import FactSource, Ledger
from assistant.solve.solution import Solution
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.words import stems, telling_words
from ingest.document import Document
from ingest.filing.concepts import concept

__all__ = ["where_it_operates"]

FILINGS = 2  # the nearest filings that are looked through
_REGIONS = r"(?:geograph(?:ies|y|ic(?:al)? (?:regions?|areas?|markets?|segments?))|regions?|countries)"
_ASKED = re.compile(rf"\b(?:what|which)\b[^.?;]{{0,30}}?\b{_REGIONS}\b", re.IGNORECASE)
_BUSINESS = re.compile(r"operat|(?:generat|earn|deriv|get|com)\w*\b[^.?;]{0,20}\b(?:revenue|sales)", re.IGNORECASE)
_IDLE = stems(
    "geography geographies geographic geographical regions region countries country areas area markets market segments"
    " segment operate operates operated operating operations primarily mainly business active company its main earn"
    " earns earned generate generates generated derive derives derived get gets come comes revenue revenues sales net"
    " most"
)
# What the parts hold beside places: what belongs to none.
_NO_PLACE = re.compile(r"^(?:corporate|other|unallocated|eliminat\w*|total)\b", re.IGNORECASE)


def where_it_operates(question: Question, documents: Sequence[Document], source: FactSource) -> Solution | None:
    """The regions that one company reports revenue for; None for another question, or where no table shows them all."""
    if len(question.companies) != 1 or not _ASKED.search(question.text) or not _BUSINESS.search(question.text):
        return None
    company = question.companies[0]
    if telling_words(question.text, (company.name, *company.keys)) - _IDLE:
        return None
    own = [document for document in documents if document.id in company.documents]
    ledger = Ledger(own, source, question.forms)
    period = question.period or ledger.newest()
    closing = ledger.closing(period) if period else None
    if period is None or closing is None:
        return None
    kind, total = concept("revenue"), ledger.pick("revenue", period)
    for document in ledger.nearest(period)[:FILINGS]:
        facts = [fact for _, fact in source.facts([document.id]) if "revenue" in (fact.standard, fact.concept)]
        for axis in ("geography", "segment"):
            for table in breakdowns(facts, document, axis, kind, period, closing, None):
                places = sum(bool(PLACE.search(part.name)) for part in table.parts)
                whole = [known for known in (table.whole, total.value if total else None) if known]
                if 2 * places > len(table.parts) > 1 and any(adds_up(table.parts, value) for value in whole):
                    return _solution(question, table, period)
    return None


def _is_place(name: str) -> bool:
    """Whether a part is of places, be it of all others."""
    return not _NO_PLACE.search(name) or bool(PLACE.search(name))


def _solution(question: Question, table: Breakdown, period: Period) -> Solution:
    kind = concept("revenue")
    citations: list[Citation] = []
    operands, told = [], []
    parts = sorted(table.parts, key=lambda part: -part.value)
    for number, part in enumerate(parts, start=1):
        operands.append(part_operand(f"part_{number}", part, part.fact, kind, str(period), table.document, citations))
        if _is_place(part.name):
            amount = format_value(part.value, kind.unit, scale=question.scale, digits=None, currency=part.fact.unit)
            told.append(f"{part.name} {amount}")
    total = sum((part.value for part in parts), Decimal(0))
    currency = parts[0].fact.unit
    shown = format_value(total, kind.unit, scale=question.scale, digits=None, currency=currency)
    company = question.companies[0].name
    names = ", ".join(part.name for part in parts if _is_place(part.name))
    return Solution(
        company=company,
        period=period,
        value=total,
        unit=currency,
        text=names,
        sentence=f"{company} breaks its revenue of {period} down by these regions: {'; '.join(told)}.",
        calculations=(
            Calculation("revenue of all regions", " + ".join(o.name for o in operands), tuple(operands), total, shown),
        ),
        citations=tuple(citations),
        complete=False,
    )

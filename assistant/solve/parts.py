"""Say which parts of a company's revenue (products, segments, regions) are more than a share of it.

A table of parts is one whose rows add up to the company's total revenue; so no part is missed, whatever it is called.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import format_value
from assistant.solve.ledger import Ledger, fits_period
from assistant.solve.solution import Solution
from assistant.understand.asked import Wants
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.document import Document, Fact
from ingest.filing.concepts import concept

__all__ = ["asked_share", "over_share"]

TOLERANCE = Decimal("0.005")
FILINGS = 2
UNFIT = 9
"""How well a table of other parts fits: regions are no products."""
_FRACTIONS = {
    "tenth": Decimal(10),
    "fifth": Decimal(20),
    "quarter": Decimal(25),
    "third": Decimal(100) / 3,
    "half": Decimal(50),
}
_SHARE = re.compile(
    r"\b(?:more than|over|above|exceed\w*|greater than|at least|upwards of)\s+(?:(?:an? |one[-"
    r" ])?(?P<fraction>tenth|fifth|"
    r"quarter|third|half)\b|(?P<percent>\d{1,2}(?:\.\d+)?) ?(?:%|percent\b))",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?P<region>regions?|geograph\w+|countr(?:y|ies)|markets?)|(?P<segment>segments?|divisions?|business\w*)|"
    r"(?P<product>products?|services?|categor\w+|offerings?|brands?|lines?))\b",
    re.IGNORECASE,
)
_CAPTIONS = {
    "region": re.compile(r"geograph|region|countr|area", re.I),
    "segment": re.compile(r"segment|division", re.I),
    "product": re.compile(r"product|service|categor|offering|line|type|disaggregat|source", re.I),
}
_PLACES = re.compile(
    r"^(?:united states|u\.?s\.?a?\.?|americas?|europe|asia|international|foreign|domestic|china|other"
    r" countries|rest of)",
    re.I,
)


# The two lines of an income statement name no product.
_PLAIN = re.compile(
    r"(?i)(?:net )?(?:products?|services?|others?|(?:product|service)s? (?:and|&) (?:others?|services?))(?:"
    r" revenues?| sales)?"
)


# What is left over: how large each of its members is the table does not tell.
_REST = re.compile(r"(?i)(?:all )?others?\b|rest of\b|remaining\b")
# All parts but one that the question speaks of elsewhere.
_BUT_ONE = re.compile(r"(?i)\b(?:any|an|some|which|every) ?other\b|\bapart from\b|\bbesides\b")


@dataclass(frozen=True, slots=True)
class _Table:
    document: Document
    caption: str
    parts: tuple[Fact, ...]
    total: Fact
    by_segment: bool = False


def asked_share(text: str) -> tuple[str, Decimal] | None:
    """The kind of part and the share (0.2 for 20%) that a question asks about; None for another question."""
    share, part = _SHARE.search(text), _PART.search(text)
    if share is None or part is None or _BUT_ONE.search(text):
        return None
    percent = _FRACTIONS[share["fraction"].lower()] if share["fraction"] else Decimal(share["percent"])
    return str(part.lastgroup), percent / 100


def over_share(question: Question, ledger: Ledger, period: Period) -> Solution | None:
    """The parts of revenue above the share asked about, or that there is none; None where no table adds up to it."""
    asked = asked_share(question.text)
    closing = ledger.closing(period)
    total = ledger.pick("revenue", period)
    if asked is None or closing is None or total is None:
        return None
    kind = concept("revenue")
    tables: list[_Table] = []
    for document in ledger.nearest(period)[:FILINGS]:
        facts = [fact for _, fact in ledger.source.facts(documents=[document.id])]
        segments = {member for fact in facts for axis, member in fact.dimensions if axis == "segment"}
        fitting = [
            fact for fact in facts if fact.origin == "table" and fits_period(fact, document, kind, period, closing)
        ]
        for caption, group in _groups(fitting):
            found = _adding_up(group, total.value)
            if found and not all(_PLAIN.fullmatch(_called(part)) for part in found[0]):
                own = 2 * sum(_called(part) in segments for part in found[0]) > len(found[0])
                tables.append(_Table(document, caption, *found, by_segment=own))
        if tables:
            break
    tables = [table for table in tables if _fit(table, asked[0])[0] < UNFIT]
    ranked = sorted(tables, key=lambda table: _fit(table, asked[0]))
    if not ranked:
        return None
    over = [part for part in ranked[0].parts if part.value > asked[1] * ranked[0].total.value]
    if over and all(_REST.match(_called(part)) for part in over):
        return None
    return _solution(question, asked[1], ranked[0], period)


def _groups(facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """The facts of each table, row by row, with its caption; and those of each named column of it by themselves."""
    tables: dict[tuple[int, str, str], list[Fact]] = {}
    for fact in facts:
        said = dict(fact.dimensions)
        place = (fact.page, said.get("table", ""))
        tables.setdefault((*place, ""), []).append(fact)
        if "column" in said:
            rest = tuple(pair for pair in fact.dimensions if pair[0] != "column")
            tables.setdefault((*place, said["column"]), []).append(replace(fact, dimensions=rest))
    for (_, caption, _), group in tables.items():
        yield caption, group


def _adding_up(facts: Sequence[Fact], whole: Decimal) -> tuple[tuple[Fact, ...], Fact] | None:
    """The rows that come right before a row with the whole and add up to it, at least two; with that row."""
    for place, last in enumerate(facts):
        if abs(last.value - whole) > abs(whole) * TOLERANCE:
            continue
        summed = Decimal(0)
        for start in range(place - 1, -1, -1):
            if facts[start].value < 0:  # an elimination: the rows above it overlap
                break
            summed += facts[start].value
            if abs(summed - whole) <= abs(whole) * TOLERANCE and place - start > 1:
                return tuple(facts[start:place]), last
            if summed > whole * (1 + TOLERANCE):
                break
    return None


def _called(part: Fact) -> str:
    """A part's name: the heading of its column or row where the table is broken down by one, else its label."""
    return next((member for axis, member in part.dimensions if axis not in ("table", "section")), part.label)


def _fit(table: _Table, kind: str) -> tuple[int, int]:
    """How well a table's caption fits the kind of part asked about, the best least; then the one with most parts."""
    told = {next((name for name, pattern in _CAPTIONS.items() if pattern.search(table.caption)), "")}
    places = sum(bool(_PLACES.search(_called(part))) for part in table.parts)
    if 2 * places >= len(table.parts):
        told = {"region"}
    if table.by_segment:
        told |= {"segment"}
    order = {"region": ("region",), "segment": ("segment",), "product": ("product", "segment", "")}
    fits = [place for place, way in enumerate(order[kind]) if way in told]
    return min(fits, default=UNFIT), -len(table.parts)


def _solution(question: Question, share: Decimal, table: _Table, period: Period) -> Solution:
    company = question.companies[0].name
    currency = table.total.unit
    ranked = sorted(table.parts, key=lambda part: part.value, reverse=True)
    shares = {id(part): part.value / table.total.value for part in ranked}
    over = [part for part in ranked if shares[id(part)] > share and not _REST.match(_called(part))]
    bound = format_value(share, "%", scale=None, digits=0 if share * 100 == int(share * 100) else 1, currency=currency)

    def told(part: Fact) -> str:
        percent = format_value(shares[id(part)], "%", scale=None, digits=1, currency=currency)
        amount = format_value(part.value, "money", scale=None, digits=None, currency=currency)
        return f"{_called(part)} {percent} ({amount})"

    cited = [*ranked, table.total]
    citations = tuple(
        Citation(n, table.document.id, table.document.source, fact.page, f"{fact.label} {fact.printed}", fact.box)
        for n, fact in enumerate(cited, start=1)
    )
    operands = tuple(
        Operand(
            f"part_{n}" if fact is not table.total else "total",
            fact.label,
            fact.value,
            fact.unit,
            str(period),
            n,
            fact.printed,
        )
        for n, fact in enumerate(cited, start=1)
    )
    calculations = tuple(
        Calculation(
            f"share of {_called(part)}",
            f"{operand.name} / total",
            (operand, operands[-1]),
            shares[id(part)],
            format_value(shares[id(part)], "%", scale=None, digits=1, currency=currency),
        )
        for part, operand in zip(ranked, operands, strict=False)
    )
    yes = "Yes. " if question.wants is Wants.YES_NO else ""
    no = "No. " if question.wants is Wants.YES_NO else ""
    if over:
        sentence = f"{yes}More than {bound} of the revenue of {company} in {period}: {'; '.join(map(told, over))}."
    else:
        sentence = (
            f"{no}None is more than {bound} of the revenue of {company} in {period}: the largest is {told(ranked[0])}."
        )
    return Solution(
        company=company,
        period=period,
        value=shares[id(ranked[0])],
        unit="%",
        text=_called(ranked[0]),
        sentence=sentence,
        calculations=calculations,
        citations=citations,
        notes=(f"by the table “{table.caption}”",) if table.caption else (),
        verdict=bool(over),
    )

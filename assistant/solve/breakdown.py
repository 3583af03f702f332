"""Answer for a part of a company (segment, region, product): its figure, or which part has the most or least of one.

Which part has the most is answered only where the parts are known to be all of them: their sum must be the company's
total. A part that the table reader missed would else make another one the largest.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import format_value
from assistant.solve.ledger import Ledger, fits_period
from assistant.solve.solution import Solution
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.superlatives import FALL, LEAST, MOST
from ingest.document import Document, Fact
from ingest.filing.concepts import Concept, concept, standard_value
from ingest.filing.lines import part_of

__all__ = ["PLACE", "Asked", "Breakdown", "adds_up", "asked_part", "breakdowns", "by_part", "of_part", "part_operand"]

TOLERANCE = Decimal("0.005")  # of the total: rounding
FILINGS = 3  # the nearest filings that are looked through

_PART = re.compile(
    r"\b(?:which|what)\b[^.?;]{0,60}?\b(?:(?P<segment>segments?|divisions?|business(?:es)?(?: units?| lines?)?)|"
    r"(?P<region>regions?|geograph\w+)|(?P<country>countr(?:y|ies)|markets?)|"
    r"(?P<product>products?(?: lines?| categor\w+)?|categor\w+|brands?|services?))\b",
    re.IGNORECASE,
)
# Two questions in one: "what are its regions, and which is the largest".
_COMPOUND = re.compile(
    r"\b(?:what|which|how|who)\b.*\band (?:which|who|why|how (?!much|many|large|fast))\b", re.I | re.S
)
PLACE = re.compile(
    r"\b(?:americas?|europe|asia|pacific|africa|emea|apac|latin|united (?:states|kingdom)|u\.?s\.?a?|china|japan"
    r"|canada|mexico|india|brazil|international|domestic|foreign|region(?:al|s)?|north|south|east|west|countries"
    r"|world)\b",
    re.I,
)
_RISE = re.compile(r"\b(?:gr[eo]w\w*|increas\w*|ris(?:e|es|ing)|rose|gains?|performance|improv\w*)\b", re.IGNORECASE)
# Regions are the segments of some companies; those that tell both are asked about what they call so.
_AXES = {
    "segment": ("segment",),
    "region": ("geography", "segment"),
    "country": ("geography",),
    "product": ("product",),
}
_PART_WORD = re.compile(
    r"segments?|divisions?|business(?:es)?|units?|regions?|geograph\w*|countr(?:y|ies)|markets?|products?|lines?|"
    r"categor\w+|brands?|services?"
)
_SHARE = re.compile(r"%|\b(?:percent|percentage|share|proportion|fraction|portion)\b", re.IGNORECASE)
# Words of ranking: they say which part, not of which figure.
_RANKING = re.compile(
    "|".join(
        (
            *(pattern.pattern.replace(r"\b", "") for pattern in (MOST, LEAST, FALL, _RISE)),
            r"report\w*|operat\w+|geographic\w*|contribut\w+|share|topline|line|basis|percentage|saw|see|seen|had|which",
        )
    ),
    re.IGNORECASE,
)
# Words by which a part has its figure: "how much revenue did Gaming bring?"
_IDLE_TEXT = "from in of by for at the bring brought brings earn earned generate generated produce produced"
_IDLE = frozenset(_IDLE_TEXT.split())
# Columns that make the parts add up without being one.
_NO_PART = re.compile(r"eliminat|reconcil|unallocated|inter-?segment|adjust", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the parts: by which axes, the first one first, and the highest or the lowest of the figure or
    of its growth."""

    axes: tuple[str, ...]
    highest: bool
    growth: bool


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    fact: Fact
    value: Decimal
    before: Fact | None = None
    growth: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The facts of one table that is broken down by an axis, for the figure and period asked about."""

    document: Document
    parts: tuple[_Part, ...]
    whole: Decimal | None


def asked_part(text: str) -> Asked | None:
    """What a question asks of a company's parts; None for another question."""
    part = _PART.search(text)
    most, least = MOST.search(text), LEAST.search(text)
    if part is None or (most is None and least is None):
        return None
    if (most and least) or _COMPOUND.search(text):
        return None
    falls = bool(FALL.search(text))
    # The biggest drop is the lowest growth, and the smallest one the highest.
    return Asked(_AXES[str(part.lastgroup)], bool(most) != falls, falls or bool(_RISE.search(text)))


def by_part(question: Question, asked: Asked, ledger: Ledger, period: Period) -> Solution | None:
    """The part of the company that has the most or least, with all the others; None when the parts are not all known.

    `question.expression` is the concept that the parts are ranked by.
    """
    name = question.expression or ""
    kind = concept(name)
    closing = ledger.closing(period)
    earlier = ledger.closing(period.shifted(-1)) if asked.growth else None
    if closing is None or (asked.growth and earlier is None):
        return None
    if not _explained(question, "", _RANKING):
        return None
    total = ledger.pick(name, period)
    for document in ledger.nearest(period)[:FILINGS]:
        facts = [fact for _, fact in ledger.source.facts(documents=[document.id])]
        of_figure = [fact for fact in facts if name in (fact.standard, fact.concept)]
        told = {placed[0] for fact in of_figure if (placed := part_of(fact))}
        for axis in [axis for axis in asked.axes if axis in told][:1]:
            for table in breakdowns(of_figure, document, axis, kind, period, closing, earlier):
                if asked.axes[0] == "geography" and not any(PLACE.search(part.name) for part in table.parts):
                    continue  # segments that are no regions
                whole = [known for known in (table.whole, total.value if total else None) if known]
                if any(adds_up(table.parts, value) for value in whole):
                    return _solution(question, asked, axis, kind, period, table, ledger)
    return None


def of_part(question: Question, ledger: Ledger, period: Period) -> Solution | None:
    """The figure of the part that a question names; None where it names none, more than the part is not understood, or
    the words for it are the printed label of another figure ("automotive sales" of a segment "automotive").

    `question.expression` is the concept whose figure is asked for.
    """
    kind = concept(question.expression or "")
    closing = ledger.closing(period)
    if closing is None or _SHARE.search(question.text):
        return None
    asked = _plain(question.text)
    for document in ledger.nearest(period)[:FILINGS]:
        named: dict[str, list[Fact]] = defaultdict(list)
        facts = [fact for _, fact in ledger.source.facts(documents=[document.id])]
        for fact in facts:
            placed = part_of(fact) if kind.name in (fact.standard, fact.concept) else None
            name = _plain(re.sub(r"(?i)\bsegments?$", "", placed[1])).strip() if placed else ""
            initials = "".join(word[0] for word in name.split())
            said = next((said for said in (name, initials) if len(said) > 2 and f" {said} " in f" {asked} "), "")
            if said and fits_period(fact, document, kind, period, closing):
                named[said].append(fact)
        for name in sorted(named, key=len, reverse=True):
            values = {_value(fact, kind) for fact in named[name]}
            if len(values) == 1 and _explained(question, name):
                if _lines_named(asked, name, facts, document, kind, period, closing) - values:
                    return None
                return _part_solution(question, kind, period, document, named[name][0], ledger)
    return None


def _lines_named(
    asked: str, name: str, facts: Sequence[Fact], document: Document, kind: Concept, period: Period, closing: date
) -> set[Decimal]:
    """The figures whose printed labels the question says in full, the part's name and more."""
    longer = re.compile(rf"(?:\w+ )*{re.escape(name)}(?: \w+)*")
    return {
        _value(fact, kind)
        for fact in facts
        if (label := _plain(fact.label)) != name
        and f" {label} " in f" {asked} "
        and longer.fullmatch(label)
        and fits_period(fact, document, kind, period, closing)
    }


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _explained(question: Question, name: str, also: re.Pattern[str] | None = None) -> bool:
    """Whether the part's name accounts for all the words that stood in the way of the company's own figure."""
    known = {*name.split(), *_plain(" ".join(_names(question))).split(), *_IDLE}
    words = _plain(" ".join(question.qualifiers)).split()
    return bool(words) and all(
        word in known or _PART_WORD.fullmatch(word) or (also is not None and also.fullmatch(word)) for word in words
    )


def _names(question: Question) -> list[str]:
    return [name for entry in question.concepts for name in concept(entry).names]


def _part_solution(
    question: Question, kind: Concept, period: Period, document: Document, fact: Fact, ledger: Ledger
) -> Solution:
    placed = part_of(fact)
    member = placed[1] if placed else ""
    currency = fact.unit.partition("/")[0]
    value = _value(fact, kind)
    text = format_value(value, kind.unit, scale=question.scale, digits=question.digits, currency=currency)
    company = question.companies[0].name
    citations: list[Citation] = []
    operand = part_operand("figure", _Part(member, fact, value), fact, kind, str(period), document, citations)
    title = question.name[0].upper() + question.name[1:]
    return Solution(
        company=company,
        period=period,
        value=value,
        unit=fact.unit,
        text=text,
        sentence=f"{title} of {member} at {company} for {period}: {text}.",
        calculations=(Calculation(f"{question.name} of {member}", "figure", (operand,), value, text),),
        citations=tuple(citations),
        notes=tuple(ledger.notes),
    )


def breakdowns(
    facts: Sequence[Fact],
    document: Document,
    axis: str,
    kind: Concept,
    period: Period,
    closing: date,
    earlier: date | None,
) -> list[Breakdown]:
    """The tables that break a figure down by an axis for a period, those of most parts first; with `earlier`, the day
    that the period before ended, only those whose parts all grew from something."""
    now: dict[tuple[str, int], dict[str, Fact]] = defaultdict(dict)
    before: dict[tuple[str, int], dict[str, Fact]] = defaultdict(dict)
    wholes: dict[tuple[str, int], Decimal] = {}
    for fact in facts:
        key = (dict(fact.dimensions).get("table", ""), fact.page if fact.origin == "table" else 0)
        placed = part_of(fact)
        fits = fits_period(fact, document, kind, period, closing)
        if placed is not None and placed[0] == axis:
            if fits:
                now[key].setdefault(placed[1], fact)
            elif earlier is not None and fits_period(fact, document, kind, period.shifted(-1), earlier):
                before[key].setdefault(placed[1], fact)
        elif placed is None and fits and not [a for a, _ in fact.dimensions if a not in ("table", "section")]:
            wholes.setdefault(key, standard_value(fact))
    tables = []
    for key, members in now.items():
        parts = tuple(
            _Part(
                member, fact, _value(fact, kind), before[key].get(member), _growth(fact, before[key].get(member), kind)
            )
            for member, fact in members.items()
            if earlier is None or _grows(member, before[key].get(member), kind)
        )
        if len(parts) == len(members) > 1:
            tables.append(Breakdown(document, parts, wholes.get(key)))
    return sorted(tables, key=lambda table: -len(table.parts))


def _grows(member: str, past: Fact | None, kind: Concept) -> bool:
    """Whether a part's growth can be told: from something, or as a column that is no part."""
    return past is not None and (_value(past, kind) > 0 or bool(_NO_PART.search(member)))


def _value(fact: Fact, kind: Concept) -> Decimal:
    return standard_value(replace(fact, standard=kind.name))


def _growth(fact: Fact, past: Fact | None, kind: Concept) -> Decimal:
    base = _value(past, kind) if past else Decimal(0)
    return (_value(fact, kind) - base) / base if base else Decimal(0)


def adds_up(parts: Sequence[_Part], whole: Decimal) -> bool:
    """Whether the parts are all of a whole, but for rounding."""
    return abs(sum((part.value for part in parts), Decimal(0)) - whole) <= abs(whole) * TOLERANCE


def _solution(
    question: Question, asked: Asked, axis: str, kind: Concept, period: Period, table: Breakdown, ledger: Ledger
) -> Solution:
    company = question.companies[0].name
    ranked = sorted(
        (part for part in table.parts if not _NO_PART.search(part.name)),
        key=lambda part: part.growth if asked.growth else part.value,
        reverse=asked.highest,
    )
    currency = ranked[0].fact.unit
    figure = question.name

    def said(value: Decimal) -> str:
        return format_value(value, kind.unit, scale=question.scale, digits=question.digits, currency=currency)

    def told(part: _Part) -> str:
        if part.before is None:
            return f"{part.name} {said(part.value)}"
        moved = format_value(part.growth, "%", scale=None, digits=None, currency=currency)
        return f"{part.name} {moved} (from {said(_value(part.before, kind))} to {said(part.value)})"

    first, others = ranked[0], ranked[1:]
    end = "highest" if asked.highest else "lowest"
    what = f"{end} growth in {figure}" if asked.growth else f"{end} {figure}"
    sentence = f"{first.name} had the {what} of the {_PLURALS[axis]} of {company} in {period}: {told(first)}."
    rest = f" The others: {'; '.join(map(told, others))}." if others else ""
    calculations, citations = _derivation(table, ranked, kind, period, said)
    value = first.growth if asked.growth else first.value
    return Solution(
        company=company,
        period=period,
        value=value,
        unit="%" if asked.growth else currency,
        text=first.name,
        sentence=sentence + rest,
        calculations=calculations,
        citations=citations,
        notes=tuple(ledger.notes),
    )


_PLURALS = {"segment": "segments", "geography": "regions", "product": "products and services"}


def _derivation(
    table: Breakdown, ranked: Sequence[_Part], kind: Concept, period: Period, said: Callable[[Decimal], str]
) -> tuple[tuple[Calculation, ...], tuple[Citation, ...]]:
    """The parts' sum, which shows that they are all there, then each growth; every figure cited, those named first."""
    order = [*ranked, *(part for part in table.parts if part not in ranked)]
    citations: list[Citation] = []
    operands: list[Operand] = []
    growths: list[Calculation] = []
    for number, part in enumerate(order, start=1):
        now = part_operand(f"part_{number}", part, part.fact, kind, str(period), table.document, citations)
        operands.append(now)
        if part.before is not None:
            past = part_operand(
                f"before_{number}", part, part.before, kind, str(period.shifted(-1)), table.document, citations
            )
            text = f"({now.name} - {past.name}) / {past.name}"
            printed = format_value(part.growth, "%", scale=None, digits=None, currency=part.fact.unit)
            growths.append(Calculation(f"growth of {part.name}", text, (past, now), part.growth, printed))
    total = sum((part.value for part in order), Decimal(0))
    whole = Calculation(
        f"{kind.names[0]} of all parts", " + ".join(o.name for o in operands), tuple(operands), total, said(total)
    )
    return (whole, *growths), tuple(citations)


def part_operand(
    name: str, part: _Part, fact: Fact, kind: Concept, period: str, document: Document, citations: list[Citation]
) -> Operand:
    """A part's figure as an operand; its source is added to `citations`."""
    marker = len(citations) + 1
    quote = f"{fact.label} {fact.printed}".strip()
    citations.append(Citation(marker, document.id, document.source, fact.page, quote, fact.box))
    return Operand(name, part.name, _value(fact, kind), fact.unit, period, marker, fact.printed)

"""A figure as it would be without an item that the question names: "what would EPS have been without the charge?".

The figure comes from facts; the item's amount from a row of a printed table, or from one sentence that names it, on the
pages found. A charge is added to what it was taken from, a gain is taken out, a part is taken from the revenue that it
is part of. What the item is called and how it counts is read from words, so such an answer is quoted, not verified.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import evaluate, format_value
from assistant.find.prose import page_sentences
from assistant.solve.by_formula import solve
from assistant.solve.judge import judge
from assistant.solve.own_lines import own_names
from assistant.solve.solution import Solution
from assistant.tables.adjusted import LEAVING_OUT
from assistant.tables.looked_up import base_value
from assistant.tables.ranking import same_words
from assistant.tables.table_parts import lines_of, tells_quarter
from assistant.understand.asked import Wants
from assistant.understand.closing import closing_day
from assistant.understand.operation import Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.reading import understand
from assistant.understand.vocabulary import with_own_names
from assistant.understand.words import stems, telling_words
from assistant.untrusted import without_orders
from ingest.document import Box, Document, Passage, Statement, Table
from ingest.store import Store

__all__ = ["without_item"]

STRAY = 4  # words that a row's label may have beside the item's
_CLAUSE = re.compile(
    rf"(?:,\s*)?\b{LEAVING_OUT} (?P<item>[^,?.;]{{4,140}})(?:,\s*)?",
    re.IGNORECASE,
)
_WOULD_BE = re.compile(r"\bwould (?P<who>[^?.,]{2,80}?) have been\b", re.IGNORECASE)
_WOULD_DO = re.compile(r"^\W*would (?P<who>[^?.,]{2,80}?) have (?P<did>\w+)\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:charges?|loss(?:es)?|expenses?|costs?|impairments?|write-?\w+|settlements?)\b", re.IGNORECASE)
_GAIN = re.compile(r"\b(?:benefits?|gains?|releases?|credits?)\b", re.IGNORECASE)
_REVENUE = re.compile(r"revenue|sales")
_SPENT = re.compile(r"expense|cost|sga|r_and_d|depreciation")
_LINE = re.compile(r"line_.*?__")  # where a company's own line stands: "line_income_flow_money__freight_revenues"
_PROFIT = re.compile(r"income|profit|eps|earnings|ebit")
_NET = re.compile(r"net_income|eps|income_continuing")
_BEFORE_TAX = ("what is left out is taken as printed: tax on it is not reckoned",)
# What revenue is restated for, which is no part of it.
_NO_PART = re.compile(r"currenc|exchange|acqui|divest|m&a|inflation|pric|effect|impact|week", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?(?=\w+ )")
_GENERIC = stems(
    "impact effect benefit benefits charge charges one time related relating from gain loss recorded both year"
    " years item items expense expenses cost costs release of on for the in a to shipments business segment"
)
_MARK = re.compile(r"\b[A-Za-z]+\d\w*\b")  # "H20"
_PER_SHARE = re.compile(r"\$\s?(?P<amount>\d+\.\d+) per (?:diluted )?(?:common )?share")
_MONEY = re.compile(r"\$\s?(?P<amount>\d[\d,.]*\d|\d) (?P<scale>million|billion)")
_SCALES = {"million": 6, "billion": 9}


@dataclass(frozen=True, slots=True)
class _Item:
    """What is left out: how it is called, its amount in base units, and where that is printed."""

    label: str
    value: Decimal
    printed: str
    unit: str
    document: Document
    page: int
    box: Box | None
    quote: str


def without_item(
    question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
) -> Solution | None:
    """The figure asked for, less what the question leaves out; None for another question, or where it is not found."""
    clause = _CLAUSE.search(question.asked)
    if clause is None or len(question.companies) != 1 or question.period is None:
        return None
    with with_own_names(own_names(question, documents, store)[0]):
        base = understand(_told_plainly(question.asked, clause), documents)
    if base.companies != question.companies or base.qualifiers or base.expression is None or base.given:
        return None
    period = base.period or question.period
    moved = base.operation in (Operation.CHANGE, Operation.GROWTH) or base.judge in ("rising", "falling")
    periods = [period, *([period.shifted(-1)] if moved else [])]
    finder = _Finder(question, passages, documents, store)
    parts = _AND.split(clause["item"])
    ways = [_way(base, part) for part in parts]
    found = [_items(finder, part, base, periods) for part in parts] if None not in ways else [[]]
    if not all(found):
        return None
    steps = [
        _adjusted(base, one, [(way, items[place]) for way, items in zip(ways, found, strict=True)], documents, store)
        for place, one in enumerate(periods)
    ]
    if None in steps:
        return None
    return _solution(base, [step for step in steps if step is not None])


def _told_plainly(asked: str, clause: re.Match[str]) -> str:
    """The question without its condition: "would X have been" is "was X", "would X have declined" "has X declined"."""
    text = f"{asked[: clause.start()]} {asked[clause.end() :]}".strip()
    text = _WOULD_BE.sub(lambda found: f"was {found['who']}", text)
    return _WOULD_DO.sub(lambda found: f"Has {found['who']} {found['did']}", text)


def _way(base: Question, part: str) -> int | None:
    """Whether leaving an item out raises (1) or lowers (-1) the figure; None where the words do not say."""
    expression = base.expression or ""
    above = _LINE.sub("", expression.partition("/")[0])
    if "income_tax" in above or _SPENT.search(above):
        return -1 if _COST.search(part) and not _GAIN.search(part) else None
    if _REVENUE.search(above):
        return None if _NO_PART.search(part) else -1
    if not _PROFIT.search(above):
        return None
    cost, gain = _COST.search(part), _GAIN.search(part)
    return None if (cost is None) == (gain is None) else 1 if cost else -1


def _items(finder: "_Finder", part: str, base: Question, periods: Sequence[Period]) -> list[_Item]:
    """An item's amount in each of the periods, from one place; empty where it is not found for all."""
    wanted = telling_words(same_words(part).replace("-", " "), finder.names) - _GENERIC
    if not wanted:
        return []
    marks = _MARK.findall(part)
    taxes = "income_tax" in (base.expression or "")
    rows = [] if base.unit == "per_share" else [finder.row(wanted, marks, periods, taxes=taxes)]
    if len(periods) == 1 and not _REVENUE.search((base.expression or "").partition("/")[0]):
        rows.append(finder.sentence(part.strip(), wanted, marks, base, periods[0]))
    return next((row for row in rows if row), [])


class _Finder:
    """Looks for an item on the pages found in the filings that tell of the period."""

    def __init__(
        self, question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
    ) -> None:
        company = question.companies[0]
        self.names = (company.name, *company.keys)
        self.store = store
        self.documents = documents
        self.filings = [document for document in documents if document.id in company.documents]
        period = question.period
        own = {d.id: d for d in self.filings if period and tells_quarter(d, period)}
        self.pages = [(own[p.document], p.page) for p in passages if p.document in own]

    def row(self, wanted: frozenset[str], marks: Sequence[str], periods: Sequence[Period], taxes: bool) -> list[_Item]:
        """The figures of the row whose label says the item: of the income statement before others, then the barest."""
        best: tuple[tuple[bool, int], list[_Item]] | None = None
        for document, page in self.pages:
            for table in self.store.tables(document.id, page):
                if taxes and "tax" not in f"{table.caption} {' '.join(r.label for r in table.rows)}".casefold():
                    continue
                for label, items in self._rows(document, table, wanted, marks, periods).items():
                    rank = table.statement is not Statement.INCOME, len(stems(label) - wanted)
                    if len(items) == len(periods) and (best is None or rank < best[0]):
                        best = rank, items
        return best[1] if best else []

    def _rows(
        self,
        document: Document,
        table: Table,
        wanted: frozenset[str],
        marks: Sequence[str],
        periods: Sequence[Period],
    ) -> dict[str, list[_Item]]:
        """The rows that say the item, each with its figures of the periods that the table prints."""
        rows: dict[str, list[_Item]] = {}
        for period in periods:
            closing = closing_day(self.filings, period)
            for line in lines_of(table, period, closing) if closing else ():
                said = stems(same_words(line.label))
                stray = len(said - wanted - _GENERIC)
                if wanted <= said and stray <= STRAY and all(mark in line.label for mark in marks):
                    value, unit = base_value(line, table)
                    figure = line.figure
                    quote = f"{line.label} {figure.printed}"
                    item = _Item(line.label, abs(value), figure.printed, unit, document, figure.page, figure.box, quote)
                    rows.setdefault(line.label, []).append(item)
        return rows

    def sentence(
        self, called: str, wanted: frozenset[str], marks: Sequence[str], base: Question, period: Period
    ) -> list[_Item]:
        """The amount that stands nearest to the item's words in the first sentence that names it, and is not the very
        figure that is asked for."""
        per_share = base.unit == "per_share"
        reported = solve(_of_period(base, period), self.documents, self.store)
        whole = abs(reported.value) if isinstance(reported, Solution) else None
        unit, pattern = ("USD/share", _PER_SHARE) if per_share else ("USD", _MONEY)
        for document, number in self.pages:
            page = self.store.page(document.id, number)
            for said in page_sentences(without_orders(page.text)) if page else ():
                if not wanted <= stems(same_words(said)) or not all(mark in said for mark in marks):
                    continue
                words = [word.span() for word in re.finditer(r"\w+", said) if stems(word[0]) & wanted]
                amounts = [(_read(found, per_share=per_share), found) for found in pattern.finditer(said)]
                others = [(value, found) for value, found in amounts if not _near(value, whole)]
                if others:
                    value, best = min(others, key=lambda amount: _apart(amount[1].span(), words))
                    return [_Item(called, value, best[0], unit, document, number, None, said)]
        return []


def _near(value: Decimal, whole: Decimal | None) -> bool:
    """Whether an amount is the figure itself, which prose rounds ("$5.8 billion")."""
    return whole is not None and abs(value - whole) <= whole / 100


def _read(found: re.Match[str], *, per_share: bool) -> Decimal:
    scale = 0 if per_share else _SCALES[found["scale"]]
    return Decimal(found["amount"].replace(",", "")).scaleb(scale)


def _of_period(base: Question, period: Period) -> Question:
    """The figure asked for, as the plain figure of one period."""
    return replace(
        base, operation=Operation.VALUE, wants=Wants.NUMBER, judge=None, periods=(period,), as_of=None, dates=()
    )


def _apart(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> int:
    """How many characters lie between a span and the nearest of others."""
    return min(max(start - span[1], span[0] - end, 0) for start, end in others)


@dataclass(frozen=True, slots=True)
class _Step:
    """The figure of one period: as reported, and without the items."""

    reported: Solution
    calculation: Calculation
    text: str
    items: tuple[_Item, ...]
    citations: tuple[Citation, ...]


def _adjusted(
    base: Question,
    period: Period,
    items: Sequence[tuple[int | None, _Item]],
    documents: Sequence[Document],
    store: Store,
) -> _Step | None:
    reported = solve(_of_period(base, period), documents, store)
    if not isinstance(reported, Solution) or not reported.calculations:
        return None
    known = reported.calculations[0]
    signs = "".join(f" {'+' if (way or 0) > 0 else '-'} item_{n}" for n, (way, _) in enumerate(items, start=1))
    above, slash, below = known.expression.partition(" / ")
    if known.expression.count("/") > 1 or (slash and "(" in below):
        return None
    expression = f"({above}{signs}){slash}{below}" if slash else f"{known.expression}{signs}"
    citations = list(reported.citations)
    operands = list(known.operands)
    for number, (_, item) in enumerate(items, start=1):
        marker = len(citations) + 1
        citations.append(Citation(marker, item.document.id, item.document.source, item.page, item.quote, item.box))
        operands.append(Operand(f"item_{number}", item.label, item.value, item.unit, str(period), marker, item.printed))
    result = evaluate(expression, {operand.name: operand.value for operand in operands})
    currency = reported.unit.partition("/")[0] if len(reported.unit) > 2 else "USD"
    text = format_value(result, base.unit or "money", scale=base.scale, digits=base.digits, currency=currency)
    labels = " and ".join(f"“{item.label}”" for _, item in items)
    calculation = Calculation(f"{base.name} without {labels}", expression, tuple(operands), result, text)
    return _Step(reported, calculation, text, tuple(item for _, item in items), tuple(citations))


def _amount(item: _Item) -> str:
    per_share = item.unit.endswith("/share")
    return item.printed if per_share else format_value(item.value, "money", currency=item.unit)


def _solution(base: Question, steps: Sequence[_Step]) -> Solution:
    now = steps[0]
    unit = now.reported.unit
    company, period = now.reported.company, now.reported.period
    left_out = " and ".join(f"“{item.label}” ({_amount(item)})" for item in now.items)
    calculations, citations = [now.calculation, *now.reported.calculations], list(now.citations)
    value, text, verdict = now.calculation.result, now.text, None
    if len(steps) == 1:
        said = f"{base.name} of {company} for {period} would be {text}, as against {now.reported.text} reported."
    else:
        before = steps[1]
        shift = len(citations)
        citations += [replace(citation, marker=citation.marker + shift) for citation in before.citations]
        moved = tuple(replace(o, marker=o.marker + shift) for o in before.calculation.operands)
        calculations += [replace(before.calculation, operands=moved), *before.reported.calculations]
        earlier = before.calculation.result
        ends = f"from {before.text} in {before.reported.period} to {text} in {period}"
        was = f"from {before.reported.text} to {now.reported.text} as reported"
        if base.judge is not None:
            found = judge(base, value, earlier, f"{text} in {period}", f"{before.text} in {before.reported.period}")
            verdict = found.holds if found else None
            said = f"{base.name} of {company} would have gone {ends} ({was})."
        else:
            growing = base.operation is Operation.GROWTH and earlier > 0
            change = (value - earlier) / earlier if growing else value - earlier
            points = not growing and base.unit == "%"
            text = format_value(change, "%" if growing or points else base.unit or "money", digits=base.digits)
            text = text.replace("%", " percentage points") if points else text
            calculations.append(
                Calculation(
                    f"{base.operation} without it",
                    "(now - before) / before" if growing else "now - before",
                    (
                        Operand("now", base.name, value, unit, str(period), 1, now.text),
                        Operand("before", base.name, earlier, unit, str(before.reported.period), 1, before.text),
                    ),
                    change,
                    text,
                )
            )  # fmt: skip
            value = change
            said = f"{base.name} of {company} would have moved by {text}, {ends} ({was})."
    notes = [note for step in steps for note in step.reported.notes]
    answer = "" if verdict is None else "Yes. " if verdict else "No. "
    return Solution(
        company=company,
        period=period,
        value=value,
        unit="%" if text.endswith(("%", "points")) else unit,
        text=text,
        sentence=f"{answer}Without {left_out}, {said}",
        calculations=tuple(calculations),
        citations=tuple(citations),
        notes=(*(_BEFORE_TAX if _NET.search(base.expression or "") else ()), *dict.fromkeys(notes)),
        verdict=verdict,
        complete=False,
    )

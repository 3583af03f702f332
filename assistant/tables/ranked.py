"""Answer which row or column of a printed table has the most or the least: "which region had the biggest drop?".

The tables are those of the pages that the search found, read as they are printed: the first whose words cover what is
ranked and what it is ranked by. Unlike in `assistant.breakdown`, nothing shows that the table holds every part there
is, so such an answer is quoted, not verified.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import format_value
from assistant.solve.ledger import Ledger
from assistant.solve.solution import Solution
from assistant.tables.adjusted import is_adjusted, leaves_out
from assistant.tables.ranking import Ranking, asked_ranking, same_words
from assistant.tables.table_parts import Part, Parts, parts_by_columns, parts_by_rows, tells_quarter
from assistant.understand.closing import closing_day
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.words import stems
from ingest.document import Document, Passage, Statement
from ingest.filing.numbers import unit_line
from ingest.store import Store

__all__ = ["best_parts", "fit_of", "rank_table"]

BESIDE = 2  # filings of the same period beside the first, such as its earnings release
TOLD = 6  # how many of the others are told beside the first

_KIND_WORDS = {
    "segment": re.compile(r"segment|division|business|operating unit", re.I),
    "region": re.compile(r"region|geograph|countr|area|international", re.I),
    "product": re.compile(r"product|service|categor|brand|offering|merchandise", re.I),
}
_TOTAL = stems("total net consolidated reported loss")
_PLACE = re.compile(
    r"\b(?:americas?|europe\w*|asia\w*|africa\w*|pacific|middle east|emea|apac|latin|oceania|australi\w*|north|south|"
    r"east|west|central|(?:north|south|mid)(?:east|west)\w*|united (?:states|kingdom)|u\.?s\.?a?|u\.?k\.?|canad\w*|"
    r"mexic\w*|brazil|china|chinese|hong kong|taiwan|japan\w*|korea|india|singapore|germany|france|ireland|israel|"
    r"international|domestic|foreign|regional|countries|regions?|rest of|states?)\b",
    re.I,
)
# Lines of one whole, not parts that are set side by side.
_LINE = re.compile(
    r"^(?:net (?:income|loss|earnings|profit)|income tax|(?:provision|benefit) for|(?:interest|other) (?:income|"
    r"expense)|depreciation|amortization|gross (?:profit|margin)|operating (?:income|expenses|profit)|cost of)",
    re.I,
)
# Columns beside the one that says how large a holding is.
_ASIDE = re.compile(r"unrealized|amortized|\bgains?\b|\blosses?\b|allowance|accumulated|reported as|cost basis", re.I)


def rank_table(
    question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
) -> Solution | None:
    """The part that has the most or the least by the best fitting table of the pages found; None where none fits."""
    asked = asked_ranking(question)
    if asked is None or len(question.companies) != 1:
        return None
    found = best_parts(asked, question, passages, documents, store)
    if found is None and (asked.kind or asked.parts):
        found = best_parts(asked, question, _home_pages(asked, question, documents, store), documents, store)
    percent = question.unit == "%" or asked.shares
    if found is None or (percent and not any("%" in part.printed for part in found[0].parts)):
        return None  # amounts are no margins
    return _solution(question, asked, *found)


def _home_pages(asked: Ranking, question: Question, documents: Sequence[Document], store: Store) -> list[Passage]:
    """The pages of the filings of the period asked about that hold all its words, those first that it is told in first;
    none where no period is named."""
    own = [document for document in documents if document.id in question.companies[0].documents]
    if question.period is None or not own:
        return []
    home, *others = Ledger(own, store, question.forms).nearest(question.period)
    same = [document for document in others if _period_of(document) == _period_of(home)]
    wanted = (asked.measure or stems("revenue")) | asked.parts
    return [
        Passage(filing.id, filing.source, page.number, 0.0, page.text)
        for filing in (home, *same[:BESIDE])
        for page in store.pages(filing.id)
        if (text := same_words(page.text).casefold()) and all(stem in text for stem in wanted)
    ]


def best_parts(
    asked: Ranking, question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
) -> tuple[Parts, Document, Period] | None:
    """The parts that fit best in the tables of the pages found, with the filing and the period they are of."""
    own = [document for document in documents if document.id in question.companies[0].documents]
    by_id = {document.id: document for document in own}
    best: tuple[tuple[int, ...], Parts, Document, Period] | None = None
    for passage in passages:
        document = by_id.get(passage.document)
        period = question.period or (_period_of(document) if document else None)
        closing = closing_day(own, period) if period else None
        if document is None or period is None or closing is None or not tells_quarter(document, period):
            continue
        tables = store.tables(document.id, passage.page)
        for parts in (
            *(parts for table in tables for parts in parts_by_rows(table, asked.growth, period, closing)),
            *parts_by_columns(tables, asked.growth, period, closing),
        ):
            fit = fit_of(parts, asked, passage.text)
            if fit[0] and (best is None or fit > best[0]):
                best = fit, parts, document, period
    return best[1:] if best else None


def _period_of(document: Document) -> Period | None:
    identity = document.identity
    return Period(identity.fiscal_year, identity.fiscal_quarter or 0) if identity.fiscal_year else None


def fit_of(found: Parts, asked: Ranking, page: str = "") -> tuple[int, ...]:
    """How well parts fit, the best highest: 0 where the words around them do not cover the measure, or nothing says
    that they are the parts asked about, and more where both are said nearer to them; then how many of the words for
    the parts are said, whether their figure is their size, and how few other words name it."""
    names = [part.name for part in found.parts]
    said = stems(same_words(found.around)) | stems(" ".join(names)) | _told_of(names, page)
    level, *rest = _fit(found, asked, said)
    if asked.each and not asked.parts <= said:
        level = 0  # all that rose are told: they must be those asked about
    if asked.excluded:
        level = level if leaves_out(asked.excluded, found.by, page) else 0
    elif is_adjusted(found.by) and not asked.measure & stems(found.by):
        level = 0
    return level, len(asked.parts & said), *rest


def _fit(found: Parts, asked: Ranking, said: frozenset[str]) -> tuple[int, int, int]:
    held = stems(same_words(found.around))
    measure = asked.measure or stems("revenue")
    others = -len(stems(same_words(found.by)) - measure - _TOTAL)
    aside = -int(bool(_ASIDE.search(found.by)) and not measure <= stems(same_words(found.by)))
    names = [part.name for part in found.parts]
    # "Casino, Rooms" again under each segment are no segments; segments again under each figure are.
    if not measure <= held or (found.heading and not stems(same_words(found.heading)) & measure):
        return 0, 0, 0
    if asked.kind:
        places = sum(_PLACE.search(name) is not None for name in names)
        placed = places > 1 and 4 * places >= len(names)  # what belongs to no place stands beside them
        kind = bool(_KIND_WORDS[asked.kind].search(found.around)) or found.table.statement is Statement.SEGMENTS
        if asked.each and asked.kind == "segment" and not _KIND_WORDS["segment"].search(found.around):
            return 0, 0, 0  # "iPhone, Mac, iPad" may stand in a segment note and are none
        stated = found.table.statement not in (None, Statement.SEGMENTS) and asked.kind != "product"
        lines = any(_LINE.search(name) for name in names)
        if stated or lines:
            return 0, 0, 0
        if asked.kind == "region":
            return (3 if placed and kind else 2 if placed else 0), aside, others
        return 3 if kind else 2 if found.whole else 0, aside, others
    if any(_ASIDE.search(name) for name in names):
        return 0, 0, 0
    if not asked.parts:
        return 2 if found.whole else 1, aside, others
    return 2 if asked.parts <= held | said else 0, aside, others


def _told_of(names: Sequence[str], page: str) -> frozenset[str]:
    """The stems of a sentence of the page that names all the parts: what they are called together."""
    wanted = stems(" ".join(names))
    sentences = (stems(sentence) for sentence in re.split(r"(?<=[a-z)][.;])\s", page))
    return frozenset().union(*(told for told in sentences if len(names) > 1 and wanted <= told))


def _solution(question: Question, asked: Ranking, found: Parts, document: Document, period: Period) -> Solution:
    percent = "%" in found.parts[0].printed or (found.changes and "%" in found.around)
    growing = asked.growth and not found.changes
    apart = asked.amounts or percent  # shares move by points
    units = None if percent else unit_line(found.table.unit_line)
    unit = "" if units is None else units.currency

    def base(value: Decimal) -> Decimal:
        return value / 100 if percent else value.scaleb(units.money) if units else value

    def size(part: Part) -> Decimal:
        if not growing or part.before is None:
            return part.value
        moved = part.value - part.before[0]
        return base(moved) if apart else moved / part.before[0]

    def moved(part: Part) -> str:
        if percent:
            return f"{(100 * size(part)).normalize():f} percentage points"
        return format_value(
            size(part), "money" if asked.amounts else "%", digits=None if asked.amounts else 1, currency=unit
        )

    def amount(value: Decimal, printed: str) -> str:
        if percent:
            return printed if "%" in printed else f"{printed}%"
        return format_value(base(value), "money", currency=unit) if units else printed

    def told(part: Part) -> str:
        if growing and part.before and part.before[0] == part.value:
            return f"{part.name} as before ({amount(part.value, part.printed)})"
        if growing and part.before:
            return f"{part.name} {moved(part)} (from {amount(*part.before)} to {amount(part.value, part.printed)})"
        return f"{part.name} {amount(part.value, part.printed)}"

    ranked = sorted(found.parts, key=size, reverse=asked.highest)
    shown = ranked[: TOLD + 1]
    end = "highest" if asked.highest else "lowest"
    what = f"{end} growth" if asked.growth else end
    if asked.growth and not asked.highest and size(ranked[0]) < 0:
        what = "biggest decline"
    company = question.companies[0].name
    by = found.by or found.table.caption
    sentence = (
        f"{ranked[0].name} had the {what} of the parts that {company} lists for {period} by “{by}”: {told(ranked[0])}."
    )
    first = (
        [part for part in shown if size(part) != 0 and (size(part) > 0) is asked.highest] if asked.each else shown[:1]
    )
    if asked.each:
        way = "rose" if asked.highest else "fell"
        sentence = f"Of the parts that {company} lists for {period} by “{by}”, "
        sentence += f"these {way}: {'; '.join(map(told, first))}." if first else f"none {way}."
    if len(shown) > len(first):
        sentence += f" The others: {'; '.join(told(part) for part in shown[len(first) :])}."
    citations, operands, steps = [], [], []
    for number, part in enumerate(shown, start=1):
        quote = f"{part.name} {part.printed}"
        citations.append(Citation(number, document.id, document.source, part.page, quote, part.box))
        operands.append(Operand(f"part_{number}", part.name, base(part.value), unit, str(period), number, part.printed))
        if growing and part.before:
            past = Operand(
                f"before_{number}",
                part.name,
                base(part.before[0]),
                unit,
                str(period.shifted(-1)),
                number,
                part.before[1],
            )
            steps.append(
                Calculation(
                    f"growth of {part.name}",
                    f"part_{number} - before_{number}"
                    if apart
                    else f"(part_{number} - before_{number}) / before_{number}",
                    (past, operands[-1]),
                    size(part),
                    moved(part),
                )
            )
    if not steps:
        kind = "max" if asked.highest else "min"
        text = f"{kind}({', '.join(operand.name for operand in operands)})"
        steps = [
            Calculation(what, text, tuple(operands), base(ranked[0].value), amount(ranked[0].value, ranked[0].printed))
        ]
    return Solution(
        company=company,
        period=period,
        value=size(ranked[0]) if growing else base(ranked[0].value),
        unit="%" if percent or (growing and not asked.amounts) else unit,
        text=ranked[0].name,
        sentence=sentence,
        calculations=tuple(steps),
        citations=tuple(citations),
        notes=(f"read from the table “{found.table.caption}”",) if found.table.caption else (),
        complete=False,
    )

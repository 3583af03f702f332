"""Answer with a figure that a printed table of the pages found names by the question's own words.

For figures that are no line of the statements ("adjusted EBITDA", "severance costs"): every word that says which figure
is asked for must stand over or beside it. The answer is quoted, not verified: another table may print another figure
under the same words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import format_value
from assistant.find.drivers import asks_why
from assistant.solve.solution import Solution
from assistant.tables.ranking import same_words
from assistant.tables.table_parts import Line, lines_of, tells_quarter
from assistant.understand.asked import Wants
from assistant.understand.closing import closing_day
from assistant.understand.framing import without_asides
from assistant.understand.operation import Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.unusual import other_place
from assistant.understand.words import stems, telling_words
from ingest.document import Document, Passage, Table
from ingest.filing.facts import row_unit
from ingest.filing.numbers import Units, unit_line
from ingest.store import Store

__all__ = ["base_value", "fit_of_line", "look_up", "said_value"]

FEWEST, MOST = 2, 7  # words that must name a figure, and beyond which more than a figure is asked for
_UNITS = stems(
    "usd dollars millions billions thousands percent percentage decimal places year fiscal quarter amount how many"
)
STRAY = 2  # words that a row's label may have beside those of the question, one where it does not say them all
_WHAT_WAS = re.compile(r"\bwhat (?:is|was|were|are)\b|\bhow (?:much|many)\b", re.I)
_PERCENT = re.compile(r"\b(?:percent(?:age)?|share|proportion|fraction|portion) of\b|%\s+of\b", re.I)
_CURRENCY = re.compile(r"[$€£¥]|\b(?:dollars?|usd|euros?|eur|pounds? sterling|gbp|rmb|yuan|yen)\b", re.I)
_SCALES = {3: "thousand", 6: "million", 9: "billion"}
_PLAIN = stems("total net consolidated reported loss and of the in for to from")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A figure whose words cover the question's. The best `fit` is the least: stray words of its label, then words that
    only stand around it."""

    fit: tuple[int, int]
    line: Line
    table: Table
    document: Document


def look_up(
    question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
) -> Solution | None:
    """The one figure that is named by the words of a question for a number; None where none is, or several are."""
    asked = without_asides(question.text)
    if question.operation is not Operation.VALUE or question.given or not _asks_figure(question, asked):
        return None
    if len(question.companies) != 1 or len(question.periods) != 1 or other_place(asked):
        return None
    company, period = question.companies[0], question.periods[0]
    words = same_words(asked).replace("-", " ")
    wanted = telling_words(words, (company.name, *company.keys)) - _PLAIN - _UNITS
    filings = [document for document in documents if document.id in company.documents]
    own = {document.id: document for document in filings if tells_quarter(document, period)}
    closing = closing_day(filings, period)
    if closing is None or not FEWEST <= len(wanted) <= MOST:
        return None
    hits: list[_Hit] = []
    for passage in passages:
        document = own.get(passage.document)
        for table in store.tables(passage.document, passage.page) if document else ():
            for line in lines_of(table, period, closing):
                fit = fit_of_line(line, table, wanted)
                if fit and document:
                    hits.append(_Hit(fit, line, table, document))
    best = min((hit.fit for hit in hits), default=None)
    first = [hit for hit in hits if hit.fit == best]
    values = {base_value(hit.line, hit.table) for hit in first}
    if len({value for value, _ in values}) != 1:
        return None
    if _PERCENT.search(asked) and any(unit != "pure" for _, unit in values):
        return None  # an amount is no share of another
    return _solution(question, first[0], period)


def _asks_figure(question: Question, asked: str) -> bool:
    return question.wants is Wants.NUMBER or (
        question.wants is Wants.PROSE and bool(_WHAT_WAS.search(asked)) and not asks_why(asked)
    )


def fit_of_line(line: Line, table: Table, wanted: frozenset[str]) -> tuple[int, int] | None:
    """How well a figure is named by the words wanted, the best least; None where some are unsaid, or too much else is
    said."""
    label = stems(same_words(line.label))
    around = stems(same_words(" ".join((table.caption, line.column, *line.parents))))
    if not wanted <= label | around or not label & wanted:
        return None
    stray, unsaid = len(label - wanted - _PLAIN), len(wanted - label)
    return (stray, unsaid) if stray <= (1 if unsaid else STRAY) else None


def base_value(line: Line, table: Table) -> tuple[Decimal, str]:
    """A printed figure in base units (a percentage as a fraction), and its unit: "" of a count of something."""
    unit, scale = row_unit(line.label, line.parents, line.figure.printed, unit_line(table.unit_line) or Units())
    value = line.figure.value
    if _kind(unit) == "money" and unit_line(table.unit_line) and not _is_money(table):
        unit = ""
    return (value / 100 if "%" in line.figure.printed else value.scaleb(scale)), unit


def _kind(unit: str) -> str:
    """The kind of a unit, as figures are printed by it."""
    return {"pure": "%", "shares": "shares"}.get(unit, "per_share" if unit.endswith("/share") else "money")


def _is_money(table: Table) -> bool:
    """Whether a table says that its figures are of money: else "in thousands" may be of visitors."""
    printed = (cell.text for row in table.rows for cell in row.cells if cell is not None)
    return any(_CURRENCY.search(text) for text in (table.unit_line, table.caption, *table.columns, *printed))


def said_value(value: Decimal, unit: str, printed: str, table: Table, question: Question) -> str:
    """A figure in base units as it is told: in the scale and rounding asked for, or as printed where the table does not
    say what it counts."""
    units = unit_line(table.unit_line)
    if not unit:
        return f"{printed} {_SCALES.get(units.money, '') if units else ''}".strip()
    if units is None and _kind(unit) == "money" and question.scale is None:
        return printed
    currency = unit.partition("/")[0]
    return format_value(value, _kind(unit), scale=question.scale, digits=question.digits, currency=currency)


def _solution(question: Question, hit: _Hit, period: Period) -> Solution:
    figure = hit.line.figure
    value, unit = base_value(hit.line, hit.table)
    percent = unit == "pure"
    text = said_value(value, unit, figure.printed, hit.table, question)
    company = question.companies[0].name
    quote = f"{hit.line.label} {figure.printed}"
    source = hit.document
    operand = Operand("figure", hit.line.label, value, unit, str(period), 1, figure.printed)
    return Solution(
        company=company,
        period=period,
        value=value,
        unit="%" if percent else unit,
        text=text,
        sentence=f"{hit.line.label} of {company} for {period}: {text}.",
        calculations=(Calculation(hit.line.label, "figure", (operand,), value, text),),
        citations=(Citation(1, source.id, source.source, figure.page, quote, figure.box),),
        notes=(f"read from the table “{hit.table.caption}”",) if hit.table.caption else (),
        complete=False,
    )

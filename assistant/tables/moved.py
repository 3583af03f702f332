"""Answer which way a row of a printed table went, and by how much: "did Acme's online sales grow in Q3?".

For figures that are no line of the statements, as in `assistant.tables.looked_up`: every word that says which figure is
asked for must stand over or beside the row, one table must print both periods, and no other of the filing may print
other figures under the same label, as those of segments do. The answer is quoted, not verified.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import format_value
from assistant.solve.judge import either_way
from assistant.solve.solution import Solution
from assistant.tables.looked_up import base_value, fit_of_line, said_value
from assistant.tables.ranking import same_words
from assistant.tables.table_parts import Line, lines_of, tells_quarter
from assistant.understand.asked import Wants
from assistant.understand.closing import closing_day
from assistant.understand.framing import without_asides
from assistant.understand.narrowing import thresholds
from assistant.understand.operation import MOVES, Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.unusual import is_negated, other_place
from assistant.understand.words import stems, telling_words
from ingest.document import Document, Passage, Table
from ingest.store import Store

__all__ = ["row_moved"]

MOST = 7  # words beyond which more than one figure is asked for
_WAYS = {"rising": True, "falling": False}
# What else is asked beside the way a figure went: "…? What share did it make up?", "… and what drove it?"
_MORE = re.compile(r"\?(?=\s+\S)|,? and (?=(?:what|which|why|how|who|was|were|is|did|does|has|have)\b)", re.I)
# Words that ask which way it went, or that name what it is set beside.
_IDLE_TEXT = """
    increase increased increasing decrease decreased grow grew growing grown growth rise rose risen rising fall fell
    fallen falling decline declined declining drop dropped raise raised expand expanded shrink shrank step stepped
    change changed higher lower more less fewer than compared versus vs how many much prior previous preceding same
    corresponding comparable earlier ago ended ending between since during period year years quarter quarters month
    months week weeks twelve thirteen fourteen three six nine january february march april may june july august
    september october november december total net consolidated reported usd dollars millions billions thousands
    percent percentage decimal places fiscal amount
"""
_IDLE = stems(_IDLE_TEXT)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row's figure of a period and of the one before it; the best `fit` is the least, as of a figure looked up."""

    fit: tuple[int, int]
    now: Line
    before: Line
    table: Table
    document: Document


def row_moved(
    question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
) -> Solution | None:
    """Which way the one row that a question names went from one period to another; None where none or several do."""
    asked = _MORE.split(without_asides(question.text), maxsplit=1)[0]
    judged = question.wants is Wants.YES_NO and question.judge in _WAYS
    counted = question.wants is Wants.NUMBER and question.operation in MOVES
    if not (judged or counted) or question.given or other_place(asked) or is_negated(question.asked):
        return None
    if thresholds(question.asked):
        return None  # "by 10%", "in each of the years": more than a direction
    periods = _two_periods(question)
    if len(question.companies) != 1 or periods is None:
        return None
    company = question.companies[0]
    wanted = telling_words(same_words(asked).replace("-", " "), (company.name, *company.keys)) - _IDLE
    if not 1 <= len(wanted) <= MOST:
        return None
    own = [document for document in documents if document.id in company.documents]
    pairs = list(_pairs(wanted, periods, passages, own, store))
    best = min((pair.fit for pair in pairs), default=None)
    first = [pair for pair in pairs if pair.fit == best]
    if len({(base_value(pair.now, pair.table), base_value(pair.before, pair.table)) for pair in first}) != 1:
        return None
    return _solution(question, first[0], *periods) if _is_only(first[0], periods, own, store) else None


def _is_only(pair: _Pair, periods: tuple[Period, Period], own: Sequence[Document], store: Store) -> bool:
    """Whether no other table of the filing prints other figures of the period under the same label."""
    closes = closing_day(own, periods[1])
    label, value = pair.now.label.casefold(), base_value(pair.now, pair.table)
    same = (
        base_value(line, table)
        for page in store.pages(pair.document.id)
        if label in page.text.casefold()
        for table in store.tables(pair.document.id, page.number)
        for line in (lines_of(table, periods[1], closes) if closes else ())
        if line.label.casefold() == label and line.column == pair.now.column
    )
    return all(other == value for other in same)


def _two_periods(question: Question) -> tuple[Period, Period] | None:
    """The earlier period and the later: both as named, or the one named and the same of the year before."""
    named = sorted(question.periods)
    if len(named) == 1:
        return named[0].shifted(-1), named[0]
    alike = len(named) == 2 and (named[0].quarter, named[0].half) == (named[1].quarter, named[1].half)
    return (named[0], named[1]) if alike else None


def _pairs(
    wanted: frozenset[str],
    periods: tuple[Period, Period],
    passages: Sequence[Passage],
    own: Sequence[Document],
    store: Store,
) -> Iterator[_Pair]:
    earlier, later = periods
    closed, closes = closing_day(own, earlier), closing_day(own, later)
    if closed is None or closes is None:
        return
    by_id = {document.id: document for document in own if tells_quarter(document, later)}
    for passage in passages:
        document = by_id.get(passage.document)
        for table in store.tables(passage.document, passage.page) if document else ():
            before = {_row(line): line for line in lines_of(table, earlier, closed)}
            for line in lines_of(table, later, closes):
                fit = fit_of_line(line, table, wanted)
                past = before.get(_row(line))
                if fit and past and document and (len(wanted) > 1 or fit == (0, 0)):
                    yield _Pair(fit, line, past, table, document)


def _row(line: Line) -> tuple[str, tuple[str, ...], str]:
    """What the figures of one row under one kind of column share; what dates its headings is left out."""
    return line.label, tuple(re.sub(r"\d", "", parent) for parent in line.parents), line.column


def _solution(question: Question, pair: _Pair, earlier: Period, later: Period) -> Solution | None:
    company = question.companies[0].name
    (now, unit), (before, _) = base_value(pair.now, pair.table), base_value(pair.before, pair.table)
    if now < 0 or before < 0:
        return None  # an outflow or a loss: which way it went depends on what the sign means
    relative = question.operation is Operation.GROWTH and question.wants is Wants.NUMBER
    if relative and (before <= 0 or unit == "pure"):
        return None
    result = (now - before) / before if relative else now - before
    change = f"{pair.now.figure.value - pair.before.figure.value:,}"
    text = (
        format_value(result, "%", digits=question.digits)
        if relative
        else said_value(result, unit, change, pair.table, question)
    )
    if unit == "pure" and not relative:
        text = text.replace("%", " percentage points")
    label = pair.now.label
    word = "rose" if now > before else "fell" if now < before else "stayed"
    plain = replace(question, digits=None)
    was, came_to = (
        said_value(value, unit, line.figure.printed, pair.table, plain)
        for value, line in ((before, pair.before), (now, pair.now))
    )
    sentence = f"{label} of {company} {word} from {was} in {earlier} to {came_to} in {later}"
    verdict = None
    if question.wants is Wants.YES_NO and not either_way(question.text):
        verdict = now != before and (now > before) == _WAYS[question.judge or "rising"]
        sentence = f"{'Yes' if verdict else 'No'}. {sentence}"
    operands = tuple(
        Operand(name, label, value, unit, str(period), marker, line.figure.printed)
        for name, value, period, marker, line in (
            ("now", now, later, 1, pair.now), ("before", before, earlier, 2, pair.before)
        )
    )  # fmt: skip
    source = pair.document
    return Solution(
        company=company,
        period=later,
        value=result,
        unit="%" if relative or unit == "pure" else unit,
        text=text,
        sentence=f"{sentence}: {text}." if question.wants is Wants.NUMBER else f"{sentence}.",
        calculations=(
            Calculation(
                f"change in {label}", "(now - before) / before" if relative else "now - before", operands, result, text
            ),
        ),
        citations=tuple(
            Citation(n, source.id, source.source, line.figure.page, f"{label} {line.figure.printed}", line.figure.box)
            for n, line in enumerate((pair.now, pair.before), start=1)
        ),
        notes=(f"read from the table “{pair.table.caption}”",) if pair.table.caption else (),
        verdict=verdict,
        complete=False,
    )

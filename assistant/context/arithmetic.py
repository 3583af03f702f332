"""Solves a task on a table without a model: finds the operands, and says how sure the finding was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.compute.calculate import CalculationError, evaluate
from assistant.context.grid import Cell
from assistant.context.match import Finder, Match, Wanted
from assistant.context.operation import Operation, Task
from assistant.context.series import series
from assistant.context.words import stems

__all__ = ["NAMES", "Solved", "solve_task", "solved"]


@dataclass(frozen=True, slots=True)
class Solved:
    """A result with its operands in order, the expression over their names `a`, `b`, … and the sureness, 0 to 1.

    `value` is in the table's own unit; for a percentage it is a fraction.
    """

    operation: Operation
    value: Decimal
    expression: str
    operands: tuple[Cell, ...]
    sureness: float
    percent: bool = False


NAMES = "abcdefghijklmnopqrstuvwxyz"


def solve_task(task: Task, finder: Finder) -> Solved | None:
    """Compute a task from the cells its phrases name; None where they name none."""
    if task.operation is Operation.RETURN:
        return _returned(task, finder)
    if task.operation in (Operation.PERCENT_CHANGE, Operation.CHANGE) and not task.parts:
        return _through_time(task, finder)
    if task.operation in (Operation.AVERAGE, Operation.SUM):
        return _collected(task, finder)
    if task.operation is Operation.LOOKUP:
        return _looked_up(task, finder)
    return _of_two(task, finder)


def _values(cells: Sequence[Cell], finder: Finder) -> list[Decimal]:
    """The operands in one unit: as printed where all have one scale, else in the table's."""
    exponents = [finder.grid.exponent_of(cell) for cell in cells]
    if len(set(exponents)) < 2 or not all(exponents):
        return [cell.value for cell in cells]
    return [cell.value.scaleb(exponent - min(exponents)) for cell, exponent in zip(cells, exponents, strict=True)]


def solved(
    operation: Operation, expression: str, found: Sequence[Match], finder: Finder, penalty: float = 1.0
) -> Solved | None:
    cells = tuple(match.cell for match in found)
    operands = dict(zip(NAMES, _values(cells, finder), strict=False))
    if operation in _SIZED and cells and all(cell.value <= 0 and _OUT.search(finder.grid.name(cell)) for cell in cells):
        expression = re.sub(r"\b([a-z])\b", r"abs(\1)", expression)
    if operation is Operation.PRODUCT:
        operands = dict(zip(NAMES, [cell.value for cell in cells], strict=False))
    try:
        value = evaluate(expression, operands)
    except CalculationError:
        return None
    sureness = min((match.score for match in found), default=0.0) * penalty
    percent = operation in (Operation.PERCENT_CHANGE, Operation.RETURN, Operation.SHARE)
    if (
        not percent
        and operation is not Operation.PRODUCT
        and cells
        and all(cell.percent for cell in cells)
        and operation is not Operation.RATIO
    ):
        percent, value = True, value / 100
    return Solved(operation, value, expression, cells, sureness, percent)


_SIZED = (Operation.CHANGE, Operation.AVERAGE, Operation.SUM, Operation.DIFFERENCE)
_OUT = re.compile(r"\bexpenses?\b", re.IGNORECASE)
"""Rows whose numbers, printed as deductions, are spoken of by their size."""


def _ends(task: Task, finder: Finder) -> tuple[int, int] | None:
    """The older and the newer year that a change is taken over."""
    known = finder.all_years
    named = tuple(year for year in task.years if year in known)
    if len(task.years) == 2 or len(named) >= 2:
        chosen = named if len(named) >= 2 else task.years
        return min(chosen), max(chosen)
    if len(named) == 1:
        earlier = [year for year in known if year < named[0]]
        return (max(earlier), named[0]) if earlier else None
    if len(known) == 2:
        return known[0], known[1]
    return None


def _through_time(task: Task, finder: Finder) -> Solved | None:
    ends = _ends(task, finder)
    if ends is None:
        return None
    words = frozenset(stems(task.subject, drop=_DIRECTIONS))
    if task.average:
        return _average_change(task, finder, words, ends)
    followed = series(words, ends, finder)
    if followed is None:
        return None
    old, new = followed
    guess = 1.0 if len(task.years) >= 2 else 0.85
    if task.operation is Operation.PERCENT_CHANGE:
        if new.cell.percent and old.cell.percent:
            guess *= 0.9
        return solved(task.operation, "(a - b) / b", (new, old), finder, guess)
    apart = _APART.search(task.operator) and not new.cell.percent
    if apart and new.cell.value < old.cell.value and not _SIGNED.search(task.subject):
        old, new = new, old
    return solved(task.operation, "a - b", (new, old), finder, guess)


_APART = re.compile(r"\bdifference\b")
_SIGNED = re.compile(r"\bnet\s+(?:in|of)?\b|\bas compared to\b|\bpercent")


def _returned(task: Task, finder: Finder) -> Solved | None:
    """The gain of one investment over its span, or the first's less the second's."""
    known = finder.all_years
    if len(known) < 2:
        return None
    named = [year for year in task.years if year in known]
    old, new = (min(named), max(named)) if len(named) >= 2 else (known[0], named[0] if named else known[-1])
    if old == new:
        return None
    found: list[Match] = []
    for phrase in task.parts or (task.subject,):
        words = frozenset(stems(phrase, drop=_DIRECTIONS))
        last = finder.either(Wanted(words, new))
        first = finder.either(Wanted(words, old))
        if last is None or first is None:
            return None
        found += [last, finder.in_row_of(last, first, Wanted(words, old))]
    return solved(task.operation, "(a - b) / b - (c - d) / d" if task.parts else "(a - b) / b", found, finder)


def _average_change(task: Task, finder: Finder, words: frozenset[str], ends: tuple[int, int]) -> Solved | None:
    found = [finder.either(Wanted(words, year)) for year in (ends[1], ends[1] - 1, ends[0], ends[0] - 1)]
    matches = [match for match in found if match is not None]
    if len(matches) < 4:
        return None
    return solved(task.operation, "(a + b) / 2 - (c + d) / 2", matches, finder)


_DIRECTIONS = (
    "increase", "decrease", "increased", "decreased", "changed", "grew", "grow", "declined", "compared", "comparing",
    "versus", "prior", "previous", "increases", "decreases", "period", "overall", "observed", "annual", "yearly",
    "percentage", "percent", "respect", "compare", "since", "expressed", "difference", "change", "sum", "combined",
)  # fmt: skip


LONGEST = 10
"""Years that a range of years told only in the prose may span."""


def _collected(task: Task, finder: Finder) -> Solved | None:
    """The mean or sum of one row through several years, or of two named cells."""
    words = frozenset(stems(task.subject, drop=_DIRECTIONS))
    known = finder.all_years
    named = tuple(year for year in task.years if year in known)
    if len(named) == 2 and task.span:
        named = tuple(year for year in known if min(named) <= year <= max(named))
    elif len(named) < 2 and len(task.years) == 2 and abs(task.years[0] - task.years[1]) <= LONGEST:
        start, end = min(task.years), max(task.years)
        named = tuple(range(start, end + 1)) if task.span else (start, end)
    sums = task.operation is Operation.SUM
    if sums and task.subject.find("sum of") < 0 and "total" in task.operator and "total" in finder.row_words:
        words |= {"total"}
    if not named and not sums and len(known) > 1 and (found := series(words, known, finder)):
        label = finder.grid.line(found[0].cell.row).header.words if not found[0].cell.figure else frozenset()
        if label and label <= words:
            return solved(task.operation, _mean(len(found)), found, finder, 0.9)
    if len(named) < 2 and task.parts and not (sums and len(named) == 0 and not _explicit(task)):
        pair = _paired(task, finder)
        if pair:
            return solved(task.operation, "a + b" if sums else "(a + b) / 2", pair, finder, 0.85)
    if len(named) < 2 and sums:
        return _looked_up(task, finder, words)
    if len(named) == 1 and "averag" in finder.row_words and (printed := _printed_average(words, named[0], finder)):
        return printed
    if not named and not sums:
        named = known
    if (
        len(named) == 1
        and not sums
        and re.search(r"\b(?:19|20)\d\d\s+(?:average|mean)|(?:average|mean) (?:19|20)\d\d", task.said)
    ):
        named = tuple(year for year in known if year < named[0])[-1:] + named
    if len(named) < 2:
        return None
    found = series(words, named, finder)
    if found is None:
        return None
    joined = " + ".join(NAMES[: len(found)])
    return solved(task.operation, joined if sums else f"({joined}) / {len(found)}", found, finder)


def _mean(count: int) -> str:
    return f"({' + '.join(NAMES[:count])}) / {count}"


def _explicit(task: Task) -> bool:
    return not task.subject.strip().startswith("total")


def _printed_average(words: frozenset[str], year: int, finder: Finder) -> Solved | None:
    """An average that a row prints: "average invested capital" is a label."""
    found = finder.best(Wanted(words | {"averag"}, year))
    if found is None or "averag" not in finder.words_of(found.cell):
        return None
    return solved(Operation.LOOKUP, "a", (found,), finder)


def _looked_up(task: Task, finder: Finder, words: frozenset[str] = frozenset()) -> Solved | None:
    year = next((year for year in task.years if year in finder.all_years), None)
    found = finder.either(Wanted(frozenset(stems(task.subject)), year))
    if words and (whole := finder.either(Wanted(words, year))) and (found is None or whole.score >= found.score):
        found = whole
    if found is None:
        return None
    return solved(Operation.LOOKUP, "a", (found,), finder, 1.0 if year or len(finder.all_years) < 2 else 0.6)


def _of_two(task: Task, finder: Finder) -> Solved | None:
    pair = _paired(task, finder)
    if pair is None:
        return None
    if task.operation is Operation.PERCENT_CHANGE:
        return solved(task.operation, "(a - b) / b", pair, finder)
    if task.operation in (Operation.CHANGE, Operation.DIFFERENCE):
        # Between two things, not two periods, a difference is how far apart they are.
        swapped = (
            task.operation is Operation.DIFFERENCE and pair[0].cell.value < pair[1].cell.value and not task.ordered
        )
        return solved(task.operation, "a - b", pair[::-1] if swapped else pair, finder)
    if task.operation is Operation.SHARE and 0 < pair[1].cell.value < pair[0].cell.value and not task.stated:
        pair = pair[::-1]  # a part is no more than its whole: the phrases were read the wrong way round
    # What a whole is made of may be printed as a deduction; its share is how much of the whole it is.
    opposed = task.operation is Operation.SHARE and (pair[0].cell.value < 0) != (pair[1].cell.value < 0)
    return solved(task.operation, "abs(a / b)" if opposed else "a / b", pair, finder)


def _paired(task: Task, finder: Finder) -> tuple[Match, Match] | None:
    """The two cells of a task's two phrases; what one phrase leaves out it has from the other."""
    known = finder.all_years
    year = next((year for year in task.years if year in known), None)
    left, right = (_wanted(part, year, finder) for part in task.parts)
    if task.operation is Operation.SHARE and (crossed := _crossed(left, right, finder)):
        return crossed
    vocabulary = finder.row_words | finder.column_words
    if task.operation is Operation.SHARE:
        if not right.words & vocabulary and "total" in vocabulary and not finder.in_prose(right):
            right = Wanted(right.words | {"total"}, right.year)
        if not left.words & finder.column_words:
            left = Wanted(left.words | right.words & finder.column_words - finder.row_words, left.year)
    if not left.words & vocabulary and not (finder.dated_rows and left.year):
        left = Wanted(right.words, left.year)
    elif not right.words & vocabulary or (right.words & vocabulary <= {"total"} and right.words & vocabulary):
        lacking = right.words & vocabulary
        right = Wanted(lacking if lacking else left.words, right.year)
    stated = _stated(task.parts[0], finder)
    if stated and (whole := finder.either(right)):
        return stated, whole
    return finder.pairs(left, right)


_MONEY = re.compile(r"[$€£] ?(\d[\d,]*(?:\.\d+)?) ?(?:million|billion|thousand)")


def _stated(part: str, finder: Finder) -> Match | None:
    """The number of the prose that a phrase itself states ("recognized gains of $107 million")."""
    if not (found := _MONEY.search(part)):
        return None
    value = Decimal(found[1].replace(",", ""))
    return next(
        (Match(Cell(-1 - n, -1, f.value, f.printed, f), 0.9) for n, f in enumerate(finder.prose) if f.value == value),
        None,
    )


def _crossed(left: Wanted, right: Wanted, finder: Finder) -> tuple[Match, Match] | None:
    """A share along a row: the part names a column alone, the whole the row, whose total column is the divisor."""
    named = frozenset(word for word in left.words if not word.isdigit())
    if (
        not named & finder.column_words - right.words
        or named & finder.row_words - right.words
        or not right.words & finder.row_words
    ):
        return None
    cells = finder.find(Wanted(left.words | right.words, left.year or right.year))
    if not cells:
        return None
    part = cells[0]
    row = [cell for cell in finder.grid.line(part.cell.row).cells.values() if cell.column != part.cell.column]
    whole = next((cell for cell in row if "total" in finder.grid.columns[cell.column].name.lower()), None)
    return (part, Match(whole, part.score)) if whole else None


def _wanted(part: str, year: int | None, finder: Finder) -> Wanted:
    wanted = Wanted.read(part, year)
    if wanted.year is not None and wanted.year not in finder.all_years:
        wanted = Wanted(wanted.words, year)
    return Wanted(frozenset(stems(part, drop=_DIRECTIONS)), wanted.year)

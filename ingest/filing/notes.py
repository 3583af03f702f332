"""Facts out of the tables outside the primary statements: notes, segments, management's discussion, selected data.

Every such fact carries its table's caption as a dimension, for what it means hangs on it. It has a standard concept
only where its table agrees with the primary statements, figure for figure, wherever both print one: a table of a part
of the company, or of adjusted figures, has rows of the same names. Doubt about unit, scale or period costs the fact.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from ingest.document import Cell, Fact, Row, Statement
from ingest.filing.concepts import standard_concept
from ingest.filing.facts import clean_label, row_unit
from ingest.filing.meanings import WITH_OTHERS
from ingest.filing.note_columns import Meaning, caption_of, is_other_measure, newest_year, read_columns
from ingest.filing.note_rows import Dater, is_count, is_not_money, is_unfit
from ingest.filing.numbers import Units, parse_number, plain, unit_line
from ingest.filing.periods import Calendar, Period
from ingest.filing.segments import Spoken, axis_of, placed
from ingest.filing.tables import Grid

__all__ = ["note_facts"]

_STOCK = re.compile(r"\bnumber\b|\bshares?\b|weighted|exercise|\bper\b|average|intrinsic|contractual", re.IGNORECASE)
_SPILT = re.compile(r"[$€£]\s*\(?(?:[—–-]|[\d,]+)\)?(?:\s+[$\d,.—–()-]+)*\s*$")
_SIGN = re.compile(r"[$€£¥]")
_MONEY = re.compile(r"[$€£¥]|\bdollars|\busd\b|\beuros?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A fact to be, with the concept that its label means anywhere (None where it means several or none)."""

    fact: Fact
    means: str | None


@dataclass(frozen=True, slots=True)
class _Primary:
    """The figures of the primary statements: values by concept and period, and the periods of each value."""

    values: dict[tuple[str, Period], set[Decimal]]
    periods: dict[tuple[str, Decimal], set[Period]]

    @staticmethod
    def of(facts: Iterable[Fact]) -> "_Primary":
        values, periods = defaultdict(set), defaultdict(set)
        for fact in facts:
            if fact.standard and fact.period_end:
                period = Period(fact.period_end, fact.period_start)
                values[fact.standard, period].add(fact.value)
                periods[fact.standard, fact.value].add(period)
                for name, (whole, _) in WITH_OTHERS.items():
                    if fact.standard == whole:
                        values[name, period].add(fact.value)
                        periods[name, fact.value].add(period)
        return _Primary(dict(values), dict(periods))


def note_facts(grids: Sequence[Grid], primary: Sequence[Fact], known: Calendar) -> dict[int, list[Fact]]:
    """The facts of each table that is no primary statement, by the grid's `id`. `primary` are the facts of those that
    are, `known` is the filing's calendar."""
    stated = _Primary.of(primary)
    newest = newest_year(grids)
    return {id(grid): list(_checked(list(_Table(grid, known, newest).figures()), stated)) for grid in grids}


def _checked(figures: Sequence[_Figure], stated: _Primary) -> Iterator[Fact]:
    """The facts of one table; none where it shows the statements' figures at another scale or under other periods."""
    agree = differ = 0
    for figure in figures:
        fact = figure.fact
        if figure.means is None or fact.period_end is None or not fact.value:
            continue
        period = Period(fact.period_end, fact.period_start)
        values = stated.values.get((figure.means, period))
        if values is None:
            continue
        if any(abs(fact.value) == abs(value) for value in values):
            agree += 1
            continue
        differ += 1
        if any(abs(fact.value).scaleb(power) in values for power in (-9, -6, -3, 3, 6, 9)):
            return
        if stated.periods.get((figure.means, fact.value), set()) - {period}:
            return
    for figure in figures:
        if figure.means and agree and not differ:
            means = _with_others(figure.means, figure.fact, stated)
            yield replace(figure.fact, standard=means, concept=means)
        else:
            yield figure.fact


def _with_others(means: str, fact: Fact, stated: _Primary) -> str:
    """The concept of a figure that the statements print as one that includes other owners' part."""
    whole, _ = WITH_OTHERS.get(means, (None, None))
    if whole is None or fact.period_end is None:
        return means
    period = Period(fact.period_end, fact.period_start)
    return whole if fact.value in stated.values.get((whole, period), ()) else means


class _Table:
    """One table on its way to facts."""

    def __init__(self, grid: Grid, known: Calendar, newest: int | None) -> None:
        self.grid = grid
        self.meanings = _dated(read_columns(grid, known, newest), known)
        self.dater = Dater(grid, known, newest)
        self.caption = caption_of(grid)

    def figures(self) -> Iterator[_Figure]:
        """The table's figures; none where a sign is that its columns or rows were not read right."""
        rows = self.grid.table.rows
        named = [meaning for meaning in self.meanings if meaning]
        if not named or is_other_measure(self.caption) or any(_STOCK.search(meaning.member) for meaning in named):
            return
        if any(_SPILT.search(row.label[-200:]) for row in rows):
            return  # Figures left in a label: a column was missed, and others may hold its cells.
        labels = [clean_label(row.label) for row in rows]
        paths = Counter((row.parents, row.label) for row in rows)
        if any(not meaning.own for meaning in named) and max(paths.values()) > 1:
            return  # The same rows twice, for two periods, of which the second is not named.
        repeated = Counter(label.lower() for label in labels)
        axis = axis_of(self.grid)
        units = self._units()
        kind = Statement.SEGMENTS if axis is not None else None
        around_counts = is_not_money(f"{self.caption} {self.grid.context}")
        cells = [cell for row in rows for cell in row.cells if cell is not None and "%" not in cell.text]
        whole = 2 * sum("." not in cell.text for cell in cells) > len(cells)
        shares = _percent_headings(rows)
        signed = _signed_columns(rows)
        for row, label in zip(rows, labels, strict=True):
            parents = tuple(filter(None, map(clean_label, row.parents)))
            means = standard_concept(label, None, parents)
            over = standard_concept(parents[-1], None) if parents and axis else None
            self.dater.begin(row.label, parents, means or over)
            if not label or paths[row.parents, row.label] > 1 or is_unfit(label):
                continue
            counts = is_count(label, parents[-1] if parents else "")
            section = (("section", parents[-1]),) if repeated[label.lower()] > 1 and parents else ()
            for place, (cell, meaning) in enumerate(zip(row.cells, self.meanings, strict=True)):
                if cell is None or meaning is None or not any(map(str.isdigit, cell.text)):
                    continue
                percent = "%" in cell.text
                if not percent and row.parents in shares:
                    continue
                # Without a unit line only a percentage says what it is; a figure with decimals among whole ones is of
                # another unit than they are, and so is one of a count.
                if not percent and (units is None or counts or (whole and "." in cell.text and not _per_share(label))):
                    continue
                if not percent and around_counts and place not in signed and not _SIGN.search(cell.text):
                    continue
                period = self.dater.period(meaning)
                spoken = placed(axis, label, parents, meaning.member, self.caption)
                if period is None or not spoken.known:
                    continue
                fact = _fact(row, label, parents, cell, period, units or Units())
                if fact is not None:
                    dimensions = (*spoken.dimensions, *(() if spoken.parent else section), ("table", self.caption))
                    yield _figure(fact, spoken, dimensions, kind, means)

    def _units(self) -> Units | None:
        """The unit line of a table that is of money, as the line or a sign says: thousands may be of people served."""
        table = self.grid.table
        units = unit_line(table.unit_line)
        cells = (cell.text for row in table.rows for cell in row.cells if cell is not None)
        texts = (table.unit_line, self.grid.context, *table.columns)
        money = any(_SIGN.search(text) for text in cells) or any(_MONEY.search(text) for text in texts)
        return units if money else None


def _signed_columns(rows: Sequence[Row]) -> set[int]:
    """The columns whose first and last figures carry a currency's sign: so do those between, unsaid, where no row is of
    shares."""
    if any(_STOCK.search(text) for row in rows for text in (row.label, *row.parents)):
        return set()
    texts: dict[int, list[str]] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell is not None and any(map(str.isdigit, cell.text)):
                texts.setdefault(place, []).append(cell.text)
    return {place for place, said in texts.items() if _SIGN.search(said[0]) and _SIGN.search(said[-1])}


def _percent_headings(rows: Sequence[Row]) -> set[tuple[str, ...]]:
    """The headings under which percentages stand, of which often the first and the last alone carry the sign."""
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        texts = [cell.text for cell in row.cells if cell is not None]
        if row.parents and texts:
            first.setdefault(row.parents, " ".join(texts))
    return {heading for heading, text in first.items() if "%" in text and not _SIGN.search(text)}


def _figure(
    fact: Fact, spoken: Spoken, dimensions: tuple[tuple[str, str], ...], kind: Statement | None, means: str | None
) -> _Figure:
    part = bool(spoken.dimensions)
    concept = (spoken.concept or "") if part and fact.unit != "pure" else ""
    said = replace(fact, label=spoken.label, dimensions=dimensions, concept=concept, statement=kind)
    return _Figure(said, None if part else means)


def _dated(meanings: Sequence[Meaning | None], known: Calendar) -> list[Meaning | None]:
    """The columns' meanings, without those that lie in the future and those that two columns share."""
    shared = Counter((m.period, m.timing, m.member) for m in meanings if m)
    latest = known.end + timedelta(days=20) if known.end else None
    return [
        m
        if m is not None
        and shared[m.period, m.timing, m.member] == 1
        and (m.period is None or latest is None or m.period.end <= latest)
        else None
        for m in meanings
    ]


def _per_share(label: str) -> bool:
    return bool(re.search(r"(?i)\bper\b.{0,30}\bshare|\beps\b|\b(?:basic|diluted)\b", label))


def _fact(row: Row, label: str, parents: tuple[str, ...], cell: Cell, period: Period, units: Units) -> Fact | None:
    number = parse_number(cell.text)
    if number is None:
        return None
    unit, scale = row_unit(label, parents, cell.text, units)
    # Share counts in notes have scales of their own too often.
    if unit not in ("pure", units.currency) and not (unit.endswith("/share") and re.search(r"\.\d\d", cell.text)):
        return None
    percent = "%" in cell.text
    return Fact(
        label=label,
        value=plain(number / 100 if percent else number.scaleb(scale)),
        unit=unit,
        period_end=period.end,
        period_start=period.start,
        page=row.page,
        printed=cell.text,
        scale=-2 if percent else scale,
        origin="table",
        box=cell.box,
    )

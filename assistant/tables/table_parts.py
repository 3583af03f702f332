"""Read from a printed table what several parts have of one figure for a period: by its rows, or by its columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.understand.periods import Period
from ingest.document import Box, Cell, Document, Table
from ingest.filing.numbers import parse_number
from ingest.filing.periods import full_dates

__all__ = ["RATE", "Line", "Part", "Parts", "lines_of", "parts_by_columns", "parts_by_rows", "tells_quarter"]

NEAR_DAYS = 15
LONGEST_NAME = 90

_NO_PART = re.compile(
    r"^\W*(?:sub)?totals?\b|\btotals?$|^consolidated\b|^(?:net )?(?:revenues?|sales)$|eliminat|reconcil|unallocated|"
    r"inter-?segment|^less\b|^change\b|^\W*$|^%|^as reported$|worldwide$|^total company|^same period|"
    r"^reportable segments?",
    re.I,
)
_CHANGE = re.compile(r"%? ?\bchange\b|\bgrowth\b|\bincrease\b|\bdecrease\b|^%$|\bvariance\b|\bvs\.?\b", re.I)
_WHOLE = re.compile(r"\W*(?:total|consolidated|worldwide)\b", re.I)
# Figures that are changes by their nature.
RATE = re.compile(
    r"\bcomparable (?:store )?sales\b|\bsame[- ]store sales\b|\borganic (?:net )?(?:sales|growth|revenue)", re.I
)
_YEAR = re.compile(r"\b(?:FY\s?)?((?:19|20)\d\d)\b")
_LENGTHS = (
    (
        "quarter",
        re.compile(r"\bthree months\b|\bquarter\b|\b(?:13|thirteen|12|twelve|16|sixteen)[- ]weeks?\b|\bQ[1-4]\b", re.I),
    ),
    ("half", re.compile(r"\bsix months\b|\b(?:26|twenty-six|24|twenty-four)[- ]weeks?\b|\bhalf\b", re.I)),
    ("nine", re.compile(r"\bnine months\b|\b(?:39|thirty-nine|36|thirty-six)[- ]weeks?\b", re.I)),
    ("year", re.compile(r"\btwelve months\b|\b(?:fiscal )?years?\b|\b5[23][- ]weeks?\b|\bfull[- ]year\b", re.I)),
)
_DATING = re.compile(
    r"\b(?:first|second|third|fourth)[- ]quarter\b"
    r"|\b(?:three|six|nine|twelve) months\b|\b\d\d[- ]weeks?\b|\b(?:fiscal )?(?:years?|quarters?)\b|\bended\b|"
    r"\bas of\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},?|\b(?:FY\s?)?(?:19|20)\d\d\b|"
    r"\bunaudited\b",
    re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part with its figure as printed, and the figure of a year before where that is wanted."""

    name: str
    value: Decimal
    printed: str
    page: int
    box: Box | None
    before: tuple[Decimal, str] | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts that a table sets side by side. `by` is what it calls their figure, `around` all that stands over them;
    `changes` whether the figures are themselves changes; `whole` whether they add up to a total that is printed.
    `heading` is what stands over these rows alone where the table has the same rows again under others."""

    table: Table
    by: str
    around: str
    parts: tuple[Part, ...]
    changes: bool
    whole: bool
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed figure of a period with the words it stands under: its row's label and headings, its column's."""

    label: str
    parents: tuple[str, ...]
    column: str
    figure: Part


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a table: the days and years it names, how long its period is, and what else it says."""

    place: int
    dates: tuple[date, ...]
    years: tuple[int, ...]
    length: str
    rest: str
    change: bool


def _column(place: int, name: str, heading: str = "") -> _Column:
    """A column by its name, and by the heading over a row where the name has no date."""
    dated = name if full_dates(name) or _YEAR.search(name) else f"{heading} {name}"
    length = next((length for length, pattern in _LENGTHS if pattern.search(dated)), "")
    years = tuple(int(year) for year in _YEAR.findall(dated))
    rest = " ".join(_DATING.sub(" ", name).split()).strip(" ,;:")
    return _Column(place, tuple(full_dates(dated)), years, length, rest, bool(_CHANGE.search(name)))


def _is_of(column: _Column, period: Period, closing: date, back: int = 0) -> bool:
    """Whether a column is of a period, or of the one `back` years before it."""
    wanted = _length(period)
    if column.length and column.length != wanted and not (wanted == "half" and not column.dates):
        return False
    if column.dates:
        end = closing.replace(year=closing.year - back, day=min(closing.day, 28))
        return any(abs((day - end).days) <= NEAR_DAYS for day in column.dates)
    return bool(column.years) and max(column.years) == period.year - back


def _length(period: Period) -> str:
    return "quarter" if period.quarter else "half" if period.half else "year"


def _is_percent(table: Table, place: int) -> bool:
    """Whether a column holds percentages, of which often the first and the last alone carry the sign."""
    cells = [row.cells[place] for row in table.rows if place < len(row.cells)]
    return next(("%" in cell.text for cell in cells if cell is not None), False)


def _is_rate(table: Table, column: _Column) -> bool:
    """Whether a column holds rates of change, as comparable sales are."""
    return _is_percent(table, column.place) and bool(RATE.search(f"{table.caption} {column.rest}"))


def tells_quarter(document: Document, period: Period) -> bool:
    """Whether a quarter asked about can be read in a document's tables: its columns often name the year alone."""
    quarter = document.identity.fiscal_quarter or 4
    return not period.quarter or quarter == period.quarter


def lines_of(table: Table, period: Period, closing: date) -> Iterator[Line]:
    """Every figure that a table prints for a period, changes left out."""
    for row in table.rows:
        heading = " ".join(row.parents)
        for place, name in enumerate(table.columns):
            column = _column(place, name, heading)
            figure = None if column.change else _figure(table, row.cells, place)
            if figure is not None and row.label and _is_of(column, period, closing):
                yield Line(row.label, row.parents, column.rest, replace(figure, page=row.page or table.page))


def parts_by_rows(table: Table, growth: bool, period: Period, closing: date) -> Iterator[Parts]:
    """Each column of the period, and each run of rows under one heading, as the parts that the rows name.

    With `growth` those are columns of changes, or columns that have the year before beside them.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, row in enumerate(table.rows):
        groups.setdefault(row.parents, []).append(place)
    headed = sum(len(places) > 1 for parents, places in groups.items() if parents)
    columns = [_column(place, name) for place, name in enumerate(table.columns)]
    columns = [replace(column, change=column.change or _is_rate(table, column)) for column in columns]
    for column in columns:
        before = _before(column, columns, period, closing) if growth and not column.change else None
        if column.change:
            undated = not (column.years or column.dates) and column.length in ("", _length(period))
            fits = growth and (undated or _is_of(column, period, closing))
        else:
            fits = _is_of(column, period, closing) and (before is not None or not growth)
        for parents, places in groups.items() if fits else ():
            parts, whole = _listed(table, places, column.place, before, parents)
            if not parents and headed > 1 and not whole:
                continue  # what stands between rows under headings: their totals, and what is left over
            around = " ".join((table.caption, column.rest, *parents))
            others = {table.rows[place].label for key, rows in groups.items() if key != parents for place in rows}
            again = 2 * sum(part.name in others for part in parts) > len(parts)
            heading = " ".join(parents) if again else ""
            yield from _checked(Parts(table, column.rest, around, tuple(parts), column.change, whole, heading))


def _checked(parts: Parts) -> Iterator[Parts]:
    names = [part.name for part in parts.parts]
    if len(names) > 1 and len(set(names)) == len(names):
        yield parts


def _before(column: _Column, columns: Sequence[_Column], period: Period, closing: date) -> int | None:
    """The column of the same figures a year earlier."""
    return next(
        (
            other.place
            for other in columns
            if other.rest == column.rest and other.length == column.length and _is_of(other, period, closing, back=1)
        ),
        None,
    )


def _listed(
    table: Table, places: Sequence[int], column: int, before: int | None, parents: tuple[str, ...]
) -> tuple[list[Part], bool]:
    """The parts that rows name, totals left out, and whether they add up to a printed total."""
    parts: list[Part] = []
    summed = Decimal(0)
    whole = False
    percent = _is_percent(table, column)
    for place in places:
        row = table.rows[place]
        cell = row.cells[column] if column < len(row.cells) else None
        value = parse_number(cell.text) if cell else None
        if cell is None or value is None:
            continue
        rounding = Decimal(len(parts)) / (10 if percent else 1)
        if len(parts) > 1 and abs(value - summed) <= max(rounding, abs(value) / 1000):
            whole = True
            break
        if _NO_PART.search(row.label) or row.label in parents or len(row.label) > LONGEST_NAME:
            if len(parts) > 1 and percent and _WHOLE.match(row.label):
                break  # what stands below the total is no part beside the others
            summed += value if not re.match(r"(?i)\W*(?:sub)?total|\W*$", row.label) else 0
            continue
        past = row.cells[before] if before is not None and before < len(row.cells) else None
        earlier = parse_number(past.text) if past else None
        if before is not None and (past is None or earlier is None or earlier <= 0):
            summed += value
            continue
        held = (earlier, past.text) if past is not None and earlier is not None else None
        parts.append(Part(row.label, value, cell.text, row.page or table.page, cell.box, held))
        summed += value
    return parts, whole


def parts_by_columns(tables: Sequence[Table], growth: bool, period: Period, closing: date) -> Iterator[Parts]:
    """Each row as the parts that the columns name, those of the same row in the page's next tables included."""
    rows: dict[tuple[str, ...], list[Part]] = {}
    first: dict[tuple[str, ...], Table] = {}
    for table in tables:
        for row in table.rows:
            heading = " ".join(row.parents)
            columns = [_column(place, name, heading) for place, name in enumerate(table.columns)]
            for column in columns:
                part = None if column.change or not column.rest else _figure(table, row.cells, column.place)
                if part is None or not _is_of(column, period, closing):
                    continue
                if growth:
                    place = _before(column, columns, period, closing)
                    past = _figure(table, row.cells, place) if place is not None else None
                    if past is None or past.value <= 0:
                        continue
                    part = replace(part, before=(past.value, past.printed))
                key = (row.label, _YEAR.sub("", heading))
                first.setdefault(key, table)
                rows.setdefault(key, []).append(replace(part, name=column.rest, page=row.page or table.page))
    for (label, heading), parts in rows.items():
        table = first[label, heading]
        own = tuple(part for part in parts if not _NO_PART.search(part.name))
        totals = [part.value for part in parts if part not in own]
        summed = sum((part.value for part in own), Decimal(0))
        whole = any(abs(summed - total) <= abs(total) / 1000 for total in totals)
        yield from _checked(Parts(table, label, f"{table.caption} {label} {heading}", own, False, whole))


def _figure(table: Table, cells: Sequence[Cell | None], place: int) -> Part | None:
    cell = cells[place] if place < len(cells) else None
    value = parse_number(cell.text) if cell else None
    return Part("", value, cell.text, table.page, cell.box) if cell and value is not None else None

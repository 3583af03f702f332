"""Make Tables of a laid-out HTML document: caption, unit line, statement, and tables that run over pages joined."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Row, Statement, Table
from ingest.filing.numbers import parse_number, unit_line
from ingest.parsers.grids import Panel, is_date_header
from ingest.parsers.html_layout import Layout, Line

__all__ = ["Placed", "RowPlace", "build_tables", "make_table"]

_LOOK_ABOVE = 6
_UNIT = re.compile(
    r"\((?=[^()]{0,200}\b(?:thousands?|millions?|billions?)\b|[^()]{0,80}000s?\b)[^()]{3,200}(?:\([^()]{0,40}\)[^()]{0,80})?\)",
    re.IGNORECASE,
)
_BARE_UNIT = re.compile(r"\b(?:in|expressed in)\b.{0,30}\b(?:thousands|millions|billions)\b", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*[-–—(,]*\s*(?:continued|cont[\u2019'.]?d?\.?)\s*\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """What a fact takes from the row it stands in."""

    label: str
    statement: Statement | None


@dataclass(slots=True)
class Placed:
    """The tables; for (reading, grid row) its RowPlace; and for XBRL places in a table their cell as printed."""

    tables: tuple[Table, ...] = ()
    rows: dict[tuple[int, int], RowPlace] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A table with where it stands: its reading, its rows by grid row, whether it opens or closes its page."""

    table: Table
    reading: int
    rows: tuple[int, ...]
    opens: bool
    closes: bool


def build_tables(layout: Layout, sheets: Sequence[Sequence[Line]]) -> Placed:
    """The document's tables in reading order. `sheets` are the pages' own lines."""
    found = [item for lines in sheets for item in _on_page(layout, lines)]
    placed = Placed()
    tables: list[_Found] = []
    for item in found:
        if tables and _continues(tables[-1], item):
            before = tables[-1]
            joined = replace(before.table, rows=before.table.rows + item.table.rows, last_page=item.table.last_page)
            tables[-1] = replace(before, table=joined, closes=item.closes)
        else:
            tables.append(item)
        statement = tables[-1].table.statement
        for number, row in zip(item.rows, item.table.rows, strict=True):
            placed.rows[(item.reading, number)] = RowPlace(row.label, statement)
    placed.tables = tuple(item.table for item in tables)
    for reading in layout.readings:
        shared: dict[tuple[int, str], list[int]] = {}
        for place, (number, text) in reading.places.items():
            shared.setdefault((number, text), []).append(place)
        for (_, text), places in shared.items():
            if parse_number(text) is not None:
                placed.printed.update(dict.fromkeys(places, text))
    return placed


def _on_page(layout: Layout, lines: Sequence[Line]) -> list[_Found]:
    found: list[_Found] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for position, line in enumerate(lines):
        if line.table is not None:
            starts.setdefault(line.table, position)
            ends[line.table] = position
    for reading, start in starts.items():
        above = [line.text for line in lines[max(0, start - _LOOK_ABOVE) : start] if line.table is None]
        if start and lines[start - 1].table is not None:
            above = []
        on_page = {line.row for line in lines[start : ends[reading] + 1] if line.table == reading}
        panels = layout.readings[reading].panels
        for number, panel in enumerate(panels):
            kept = [(row, body) for row, body in panel.rows if row in on_page]
            if kept:
                table = make_table(kept, panel, panels[0], above, dict.fromkeys(on_page, lines[start].page))
                opens = number == 0 and len(above) <= 4 and start == len(above)
                closes = number == len(panels) - 1 and ends[reading] == len(lines) - 1
                found.append(_Found(table, reading, tuple(row for row, _ in kept), opens, closes))
    return found


def make_table(
    body: Sequence[tuple[int, Row]], panel: Panel, first: Panel, above: Sequence[str], pages: Mapping[int | None, int]
) -> Table:
    """A Table of some rows of a panel, each with its grid row's number. `first` is the first panel of the same grid,
    `above` the lines printed above it, and `pages` the page of every grid row."""
    # What is printed in the table's own head stands nearer to it than the lines above.
    near = [*above, *first.title, *panel.title, *panel.columns]
    unit = next((found for text in reversed(near) if (found := _unit_in(text))), "")
    caption = _caption([*above, *first.title])
    rows = tuple(replace(row, page=pages[number]) for number, row in body)
    return Table(rows[0].page, caption, unit, panel.columns, rows, None, rows[-1].page)


def _unit_in(text: str) -> str:
    match = _UNIT.search(text)
    if match and unit_line(match[0]) is not None:
        return match[0]
    return text if len(text) <= 120 and _BARE_UNIT.search(text) and unit_line(text) is not None else ""


def _caption(above: Sequence[str]) -> str:
    """The nearest heading above a table; dates between the two are kept with it."""
    parts: list[str] = []
    for text in reversed(above):
        plain = _UNIT.sub("", text).strip(" -–—·")
        if not plain or plain == _unit_in(text):
            continue
        if len(plain) > 250:
            # A paragraph introduces the table by its last sentence only.
            plain = re.split(r"(?<=[.;])\s+(?=[A-Z])", plain)[-1]
            if len(plain) > 250 or not plain.endswith(":"):
                break
        parts.append(plain)
        if len(parts) == 3 or not (is_date_header(plain) and len(plain) < 80):
            break
    return " ".join(reversed(parts))


def _continues(before: _Found, after: _Found) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before."""
    if not (before.closes and after.opens and after.table.page == before.table.last_page + 1):
        return False
    if before.table.columns != after.table.columns:
        return False
    caption = _CONTINUED.sub("", after.table.caption)
    return caption in ("", _CONTINUED.sub("", before.table.caption))

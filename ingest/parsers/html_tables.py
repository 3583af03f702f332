"""Make Tables of cells laid out by markup or a sheet: caption, unit line, statement, parts on other pages joined."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Fact, Row, Statement, Table
from ingest.filing.figures import read_facts
from ingest.filing.numbers import parse_number, unit_line
from ingest.filing.statements import Found, find_statements, title_of
from ingest.filing.tables import Grid
from ingest.parsers.grids import Panel, is_date_header
from ingest.parsers.html_layout import Layout, Line

__all__ = ["Placed", "RowPlace", "Standing", "build_tables", "frame", "read_tables"]

_LOOK_ABOVE = 6
_UNIT = re.compile(
    r"\((?=[^()]{0,200}\b(?:thousands?|millions?|billions?)\b|[^()]{0,80}000s?\b)[^()]{3,200}(?:\([^()]{0,40}\)[^()]{0,80})?\)",
    re.IGNORECASE,
)
_BARE_UNIT = re.compile(
    r"^\W*(?:(?:dollars|amounts|u\.?s\.?|\$)\s+)*(?:thousands|millions|billions)\b|\bin\b.{0,30}\b(?:thousands|millions|billions)\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"\s*[-–—(,]*\s*(?:continued|cont[\u2019'.]?d?\.?)\s*\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """What a fact takes from the row it stands in."""

    label: str
    statement: Statement | None


@dataclass(slots=True)
class Placed:
    """The tables; the facts printed in the statements among them; for (reading, grid row) its RowPlace; and for XBRL
    places in a table their cell as printed."""

    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    rows: dict[tuple[int, int], RowPlace] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A table with where it stands: its reading, its rows by grid row, whether it opens or closes its page."""

    grid: Grid
    reading: int = 0
    rows: tuple[int, ...] = ()
    opens: bool = False
    closes: bool = False

    @property
    def table(self) -> Table:
        return self.grid.table


def build_tables(layout: Layout, sheets: Sequence[Sequence[Line]]) -> Placed:
    """The document's tables in reading order. `sheets` are the pages' own lines."""
    standing = [item for lines in sheets for item in _on_page(layout, lines)]
    texts = ["\n".join(line.text for line in lines) for lines in sheets]
    tables, facts = read_tables(standing, texts)
    placed = Placed(tables, facts)
    statements = {(row.page, row.label): table.statement for table in tables for row in table.rows if table.statement}
    for item in standing:
        for number, row in zip(item.rows, item.table.rows, strict=True):
            placed.rows[(item.reading, number)] = RowPlace(row.label, statements.get((row.page, row.label)))
    for reading in layout.readings:
        shared: dict[tuple[int, str], list[int]] = {}
        for place, (number, text) in reading.places.items():
            shared.setdefault((number, text), []).append(place)
        for (_, text), places in shared.items():
            if parse_number(text) is not None:
                placed.printed.update(dict.fromkeys(places, text))
    return placed


def read_tables(standing: Sequence[Standing], texts: Sequence[str]) -> tuple[tuple[Table, ...], tuple[Fact, ...]]:
    """All tables, the statements marked and parts on consecutive pages joined; and the facts printed in them.
    `texts` are the document's pages."""
    found: list[Found] = find_statements([item.grid for item in standing])
    statements = {id(part.grid): part.statement for part in found}
    whole: list[tuple[Standing, Table]] = []
    for item in standing:
        table = replace(item.table, statement=statements.get(id(item.grid)))
        if whole and _continues(*whole[-1], item, table):
            before = whole[-1][1]
            joined = replace(before, rows=before.rows + table.rows, last_page=table.last_page)
            whole[-1] = (item, joined)
        else:
            whole.append((item, table))
    grids = [item.grid if table.statement else replace(item.grid, table=table) for item, table in whole]
    others = [grid for grid, (_, table) in zip(grids, whole, strict=True) if table.statement is None]
    facts, kinds = read_facts(found, others, texts)
    tables = (
        replace(table, statement=table.statement or kinds.get(id(grid)))
        for grid, (_, table) in zip(grids, whole, strict=True)
    )
    return tuple(tables), facts


def _on_page(layout: Layout, lines: Sequence[Line]) -> list[Standing]:
    standing: list[Standing] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for position, line in enumerate(lines):
        if line.table is not None:
            starts.setdefault(line.table, position)
            ends[line.table] = position
    for reading, start in starts.items():
        above: list[str] = []
        for line in reversed(lines[max(0, start - _LOOK_ABOVE) : start]):
            if line.table is not None:
                break
            above.insert(0, line.text)
        on_page = {line.row for line in lines[start : ends[reading] + 1] if line.table == reading}
        panels = layout.readings[reading].panels
        for number, panel in enumerate(panels):
            kept = [(row, body) for row, body in panel.rows if row in on_page]
            if kept:
                grid = frame(kept, panel, panels[0], above, dict.fromkeys(on_page, lines[start].page), top=start)
                opens = number == 0 and len(above) <= 4 and start == len(above)
                closes = number == len(panels) - 1 and ends[reading] == len(lines) - 1
                standing.append(Standing(grid, reading, tuple(row for row, _ in kept), opens, closes))
    return standing


def frame(
    body: Sequence[tuple[int, Row]],
    panel: Panel,
    first: Panel,
    above: Sequence[str],
    pages: Mapping[int | None, int],
    top: int = 0,
) -> Grid:
    """A table of some rows of a panel, each with its grid row's number, and what is printed around it. `first` is the
    first panel of the same grid, `above` the lines printed above it, `pages` the page of every grid row."""
    # What is printed in the table's own head stands nearer to it than the lines above.
    near = [*above, *first.title, *panel.title, *panel.columns]
    unit = next((found for text in reversed(near) if (found := _unit_in(text))), "")
    caption = _caption([*above, *first.title])
    rows = tuple(replace(row, page=pages[number]) for number, row in body)
    table = Table(rows[0].page, caption, unit, panel.columns, rows, None, rows[-1].page)
    edges = tuple(100.0 * (column + 1) for column in range(len(panel.columns)))
    titles = (*above, *first.title, *(title for title in panel.title if panel is not first))
    return Grid(table, titles, " ".join(panel.title), edges, float(top), bool(panel.header_rows))


def _unit_in(text: str) -> str:
    match = _UNIT.search(text)
    if match and unit_line(match[0]) is not None:
        return match[0]
    return text if len(text) <= 120 and _BARE_UNIT.search(text) and unit_line(text) is not None else ""


def _caption(above: Sequence[str]) -> str:
    """The title of a statement above a table, or else the nearest heading; dates between the two are kept with it."""
    titled = next((number for number in range(len(above) - 1, -1, -1) if _is_title(above[number])), None)
    parts: list[str] = []
    for text in reversed(above if titled is None else above[: titled + 1]):
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


def _is_title(text: str) -> bool:
    return len(text) < 120 and not text.endswith((".", ":", ";")) and title_of(text) is not None


def _continues(before: Standing, whole: Table, after: Standing, table: Table) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before."""
    if not (before.closes and after.opens and table.page == whole.last_page + 1):
        return False
    if whole.columns != table.columns or table.statement not in (None, whole.statement):
        return False
    caption = _CONTINUED.sub("", table.caption)
    return caption in ("", _CONTINUED.sub("", whole.caption))

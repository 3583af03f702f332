"""Make sense of an HTML table's cells: logical columns, headers, labels, nesting, and the rows as lines of text.

In filings one printed column is three or more cells ("$", "1,577", ")"), and headers span them; columns are found
again from where the numbers stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.document import Cell, Row
from ingest.filing.numbers import is_blank_mark, parse_number

__all__ = ["Grid", "GridCell", "Panel", "Reading", "is_date_header", "read_grid"]

MAX_COLUMNS = 400
MAX_SPAN = 100

_OPENERS = re.compile(r"^(?:US\$|C\$|A\$|R\$|HK\$|NT\$|[$€£¥₹(]|\$\s*\(|[-–—−]\s*\$)$")
_CLOSERS = re.compile(r"^(?:\)|%|\)\s*%|%\s*\)|pts?\.?|bps|x|\)\s*pts?\.?)$")
_MARK = re.compile(r"^(?:\(?[a-z\d]{1,2}\)|[*†‡#]{1,3}|\[[a-z\d]{1,2}\])$", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE_HEADER = re.compile(
    rf"^(?:(?:fiscal|year|fy|cy)\s*)?'?(?:19|20)\d\d(?:\s*\([a-z\d]\))?$|\b{_MONTH}\s*\d{{1,2}}\b|\b{_MONTH},?\s*(?:19|20)\d\d|"
    r"\b(?:months|weeks|quarters?|years?)\s+ended\b|^(?:first|second|third|fourth)\s+quarter|^Q[1-4]\b|^FY\s?\d{2,4}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:fiscal\s+)?(?:FY\s*)?(?:19|20)\d\d(?:\s*\([a-z\d]{1,2}\))?\*?$", re.IGNORECASE)


@dataclass(slots=True)
class GridCell:
    """One cell as marked up: text, the grid columns [start, end) it covers, its indent in points, the indices of the
    XBRL places in it, and whether its text is a link (as in a table of contents) or set as a raised mark."""

    text: str
    start: int
    end: int
    indent: float = 0.0
    places: list[int] = field(default_factory=list)
    linked: bool = False
    raised: bool = False


@dataclass(slots=True)
class Grid:
    """The rows of one table as marked up; empty cells are left out."""

    rows: list[list[GridCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Panel:
    """A table with one set of column headers. `rows` pairs each grid row's number with its Row; `title` holds the
    labels printed beside the headers; `header_rows` are the grid rows of the headers."""

    title: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]
    header_rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What `panels` makes of a grid: its data tables (usually one, none where it is mere layout), the text of every
    grid row, and for each XBRL place the grid row and the merged text of the cell it stands in."""

    panels: tuple[Panel, ...] = ()
    lines: dict[int, str] = field(default_factory=dict)
    places: dict[int, tuple[int, str]] = field(default_factory=dict)


def is_date_header(text: str) -> bool:
    """Whether a header names a period: "2024", "December 31, 2024", "Three months ended"."""
    return bool(_DATE_HEADER.search(text.strip()))


def read_grid(grid: Grid) -> Reading:
    """The data tables in a grid, its rows as text, and where the XBRL places stand."""
    rows = [_merged(row) for row in grid.rows]
    places = {place: (number, cell.text) for number, row in enumerate(rows) for cell in row for place in cell.places}
    spans = _columns(rows) if _is_data(rows) else []
    if not spans:
        return Reading((), _plain_lines(grid), places)
    table = [_place(row, spans) for row in rows]
    found = (_panel(table, start, end, len(spans)) for start, end in _parts(table))
    return Reading(tuple(filter(None, found)), _aligned(table, len(spans)), places)


def _plain_lines(grid: Grid) -> dict[int, str]:
    """Each row of a layout table as text: cells side by side, or one below the other where they hold paragraphs."""
    lines = {}
    for number, row in enumerate(grid.rows):
        texts = [cell.text for cell in row if cell.text.strip()]
        paragraphs = len(texts) > 1 and sum("\n" in text or len(text) > 200 for text in texts) > 1
        lines[number] = ("\n" if paragraphs else " ").join(texts)
    return lines


@lru_cache(maxsize=65536)
def _number_like(text: str) -> bool:
    return parse_number(text) is not None or is_blank_mark(text)


def _merged(row: list[GridCell]) -> list[GridCell]:
    """The row with currency signs and brackets in cells of their own joined to their number."""
    merged: list[GridCell] = []
    opened = False
    for cell in row:
        text = re.sub(r"\s+", " ", cell.text).strip()
        if not text:
            continue
        last = merged[-1] if merged else None
        closes = bool(_CLOSERS.match(text)) or (cell.raised and bool(_MARK.match(text)))
        if last is not None and (opened or (closes and bool(re.search(r"[\d—–-]", last.text)))):
            # Only a currency sign right before its number belongs to it.
            glue = "" if opened or not (cell.raised and _MARK.match(text)) else " "
            last.text += glue + text
            last.end = cell.end
            last.places.extend(cell.places)
            opened = opened and bool(_OPENERS.match(last.text))
            continue
        merged.append(GridCell(text, cell.start, cell.end, cell.indent, list(cell.places), cell.linked, cell.raised))
        opened = bool(_OPENERS.match(text)) and len(merged) > 0
    return merged


def _is_data(rows: Sequence[Sequence[GridCell]]) -> bool:
    """A table of figures, as against one used for layout, bullets or contents."""
    numbers = [cell for row in rows for cell in row[0 if len(row) == 1 else 1 :] if _number_like(cell.text)]
    figures = [cell for cell in numbers if not _YEAR.match(cell.text)]
    with_figures = sum(any(not _YEAR.match(c.text) and _number_like(c.text) for c in row[1:]) for row in rows)
    if len(figures) < 2 or with_figures < 1 or len(rows) < 2:
        return False
    if sum(cell.linked for cell in figures) * 2 > len(figures):
        return False  # a table of contents
    values = [parse_number(row[-1].text) for row in rows if len(row) > 1]
    pages = [value for value in values if value is not None]
    one_column = all(sum(_number_like(cell.text) for cell in row[1:]) <= 1 for row in rows)
    ascending = len(pages) > 4 and all(a <= b for a, b in pairwise(pages))
    items = sum(bool(re.match(r"(?i)^(item|part|note)\b", row[0].text)) for row in rows if row)
    return not (one_column and ascending and items >= 3)


def _columns(rows: Sequence[Sequence[GridCell]]) -> list[tuple[int, int]]:
    """The spans of the logical columns right of the labels, found where figures stand in the rows."""
    spans = sorted(
        (cell.start, cell.end)
        for row in rows
        for cell in row[1:]
        if _number_like(cell.text) and not _YEAR.match(cell.text)
    )
    if not spans:
        return []
    # A row without a label begins with a figure, under the same columns as the others.
    first = min(start for start, _ in spans)
    spans += [
        (row[0].start, row[0].end)
        for row in rows
        if row and row[0].start >= first and _number_like(row[0].text) and not _YEAR.match(row[0].text)
    ]
    narrow = _united(spans)
    # Words stand in columns too ("Maturity", "Notes"): those that no figure's column touches, beyond the labels.
    label_end = min(start for start, _ in narrow)
    words = [
        (cell.start, cell.end)
        for row in rows
        for cell in row[1:]
        if not any(cell.start < end and start < cell.end for start, end in narrow) and cell.start > 0
    ]
    words = [span for span in words if span[0] >= label_end or _beside_label(rows, span)]
    return sorted(narrow + _united(words))


def _beside_label(rows: Sequence[Sequence[GridCell]], span: tuple[int, int]) -> bool:
    """Whether words at `span` stand in a column of their own: no label reaches into it."""
    return all(not row or row[0].end <= span[0] or len(row) == 1 or row[0].start >= span[0] for row in rows)


def _united(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans joined, those first that are narrow, so that one wide cell does not join two columns."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[1] - span[0], span[0])):
        touching = [other for other in joined if other[0] < end and start < other[1]]
        if len(touching) > 1:
            continue
        for other in touching:
            joined.remove(other)
            start, end = min(start, other[0]), max(end, other[1])
        joined.append((start, end))
    return sorted(joined)


@dataclass(slots=True)
class _Placed:
    """A grid row laid out in logical columns: for each cell the first and last column it covers."""

    label: str
    indent: float
    cells: list[tuple[int, int, GridCell]]


def _place(row: Sequence[GridCell], spans: Sequence[tuple[int, int]]) -> _Placed:
    labels: list[str] = []
    indent = 0.0
    cells: list[tuple[int, int, GridCell]] = []
    for cell in row:
        touched = [i for i, (start, end) in enumerate(spans) if cell.start < end and start < cell.end]
        is_label = not touched or (cell.start < spans[touched[0]][0] and cell is row[0] and not _number_like(cell.text))
        if is_label and (cell.start <= spans[0][0] or not cells):
            indent = indent if labels else cell.indent
            labels.append(cell.text)
        else:
            nearest = touched or [min(range(len(spans)), key=lambda i: abs(spans[i][0] - cell.start))]
            cells.append((nearest[0], nearest[-1], cell))
    return _Placed(" ".join(labels), indent, cells)


def _is_header(row: _Placed) -> bool:
    """Column headers: words, years and dates over the columns, no figures."""
    return bool(row.cells) and all(
        _YEAR.match(cell.text) or is_date_header(cell.text) or not _number_like(cell.text) for _, _, cell in row.cells
    )


def _is_figures(row: _Placed) -> bool:
    return any(_number_like(cell.text) and not _YEAR.match(cell.text) for _, _, cell in row.cells)


def _parts(table: Sequence[_Placed]) -> Iterator[tuple[int, int]]:
    """Row ranges with one set of headers each: a row of dates amid figures begins a new part."""
    start, seen = 0, False
    for number, row in enumerate(table):
        dated = _is_header(row) and len(row.cells) > 1 and all(is_date_header(cell.text) for _, _, cell in row.cells)
        if seen and dated and not (row.label and not row.label.endswith(":") and len(row.label) > 60):
            begin = number
            while begin > start + 1 and not _is_figures(table[begin - 1]) and table[begin - 1].cells:
                begin -= 1
            yield start, begin
            start, seen = begin, False
        seen = seen or _is_figures(row)
    yield start, len(table)


def _panel(table: Sequence[_Placed], start: int, end: int, width: int) -> Panel | None:
    first = next((n for n in range(start, end) if _is_figures(table[n])), None)
    if first is None:
        return None
    body = start
    for number in range(start, first):
        if _is_header(table[number]):
            body = number + 1
    titles = [row.label for row in table[start:body] if row.label]
    heads: list[list[str]] = [[] for _ in range(width)]
    for row in table[start:body]:
        for low, high, cell in row.cells:
            for column in range(low, high + 1):
                if not heads[column] or heads[column][-1] != cell.text:
                    heads[column].append(cell.text)
    if body == start:
        # No headers at all: title rows are those before the first figures that hold a date or a unit only.
        titles = []
    rows = tuple(_rows(table, body, end, width))
    columns = tuple(re.sub(r"\s+", " ", " ".join(head)).strip() for head in heads)
    return Panel(tuple(titles), columns, rows, tuple(range(start, body)))


def _rows(table: Sequence[_Placed], start: int, end: int, width: int) -> Iterator[tuple[int, Row]]:
    """Body rows with the headings they stand under, by indent and by the totals that close a heading."""
    headings: list[_Heading] = []
    for number in range(start, end):
        placed = table[number]
        if not placed.label and not placed.cells:
            continue
        cells: list[Cell | None] = [None] * width
        for low, _, cell in placed.cells:
            previous = cells[low]
            cells[low] = Cell(f"{previous.text} {cell.text}" if previous else cell.text)
        indent = placed.indent
        total = placed.label.lower().startswith("total")
        while headings and headings[-1].ends_before(indent, heading=not placed.cells, total=total):
            headings.pop()
        parents = tuple(heading.label for heading in headings)
        if not placed.cells:
            headings.append(_Heading(indent, placed.label.rstrip(": ")))
        elif headings:
            headings[-1].closed = total
            headings[-1].nested = headings[-1].nested or indent > headings[-1].indent + 0.5
        yield number, Row(placed.label, tuple(cells), parents)


@dataclass(slots=True)
class _Heading:
    """A row without figures that others stand under: whether deeper rows were seen, and whether a total closed it."""

    indent: float
    label: str
    nested: bool = False
    closed: bool = False

    def ends_before(self, indent: float, *, heading: bool, total: bool) -> bool:
        level = abs(self.indent - indent) <= 0.5
        return self.closed or self.indent > indent + 0.5 or (level and (heading or total or self.nested))


def _aligned(table: Sequence[_Placed], width: int) -> dict[int, str]:
    """Each row as a line: the label on the left, every column's text flush right in its column."""
    widths = [1] * width
    for row in table:
        for low, high, cell in row.cells:
            if low == high and _number_like(cell.text):
                widths[low] = min(24, max(widths[low], len(cell.text)))
    labels = min(48, max((len(row.label) for row in table if row.cells), default=0))
    lines = {}
    for number, row in enumerate(table):
        line = row.label.ljust(labels) if row.cells else row.label
        column = 0
        for low, high, cell in row.cells:
            room = sum(widths[min(column, low) : high + 1]) + 2 * (high - min(column, low))
            line += "  " + (cell.text.rjust(room) if low == high else cell.text.center(room))
            column = high + 1
        lines[number] = line.rstrip()
    return lines

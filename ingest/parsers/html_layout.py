"""Lay out an HTML tree: the lines a reader sees, page by page, its tables' cells, and where its XBRL tags stand.

One pass over the tree, without recursion. Everything hidden (the XBRL header, `display:none`, white on white, text of
no size) is left out, so that it can reach neither an answer nor a model.
"""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.parsers.grids import MAX_COLUMNS, MAX_SPAN, Grid, GridCell, Reading, read_grid
from ingest.parsers.markup import Style, Stylesheet, kind, style_of
from ingest.parsers.text import visible

__all__ = ["Layout", "Line", "lay_out"]

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header html legend li main nav ol p pre section tbody tfoot thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BREAKABLE = _BLOCKS | {"hr", "br", "table", "span"}
_SKIPPED_NAMES = (
    "audio button canvas datalist embed head iframe img input map math noembed noframes noscript object script select "
    "style svg template textarea title video ix:header ix:hidden ix:references ix:resources"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())


@dataclass(slots=True)
class Line:
    """A line of a page: its text, the page it is on, and the table and row it shows, if any."""

    text: str
    page: int
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """What text inherits: its colour against its background, and whether it has a size at all."""

    colour: tuple[int, int, int] = (0, 0, 0)
    background: tuple[int, int, int] | None = (255, 255, 255)
    tiny: bool = False
    raised: bool = False
    linked: bool = False
    kept: bool = False

    def visible(self) -> bool:
        if self.tiny:
            return False
        if self.background is None:
            return True
        return max(abs(a - b) for a, b in zip(self.colour, self.background, strict=True)) > 16


@dataclass(slots=True)
class Layout:
    """A document laid out: lines in reading order, the reading of each table, and each XBRL place's line."""

    lines: list[Line] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    places: list[etree._Element] = field(default_factory=list)
    place_lines: dict[int, Line] = field(default_factory=dict)


def lay_out(root: etree._Element, *, tags: bool = True) -> Layout:
    """What a reader sees of the document, with its ix:nonFraction elements placed unless `tags` is false."""
    return _Walker(root, tags).run()


class _TableBuilder:
    """Gathers one table's cells while its markup is passed."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.cell: GridCell | None = None
        self.parts: list[str] = []
        self.written = False  # whether the open cell has any text yet
        self._column = 0
        self._carried: dict[int, int] = {}  # grid column -> rows still covered from above

    def open_row(self) -> None:
        self.close_cell()
        self.grid.rows.append([])
        self._column = 0
        self._carried = {column: left - 1 for column, left in self._carried.items() if left > 1}

    def open_cell(self, element: etree._Element, indent: float) -> None:
        self.close_cell()
        if not self.grid.rows:
            self.open_row()
        while self._column in self._carried:
            self._column += 1
        span = _span(element.get("colspan"))
        below = _span(element.get("rowspan"))
        start = min(self._column, MAX_COLUMNS)
        self.cell = GridCell("", start, start + span, indent)
        self.parts = []
        self.written = False
        if below > 1:
            for column in range(start, start + span):
                self._carried[column] = below
        self._column = start + span

    def close_cell(self) -> None:
        if self.cell is not None:
            text = "".join(self.parts)
            self.cell.indent += 4.0 * (len(text) - len(text.lstrip("\u00a0 ")))
            self.cell.text = _tidy(text)
            self.grid.rows[-1].append(self.cell)
            self.cell = None


class _Walker:
    """Passes the tree once, writing down what a reader sees."""

    def __init__(self, root: etree._Element, tags: bool) -> None:
        self.layout = Layout()
        self._root = root
        self._tags = tags
        self._sheet = Stylesheet(root)
        self._page = 1
        self._buffer: list[str] = []
        self._pending: list[int] = []  # XBRL places in the line being gathered
        self._table: _TableBuilder | None = None
        self._table_element: etree._Element | None = None
        self._states: list[tuple[etree._Element, _State]] = []

    def run(self) -> Layout:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        skipping: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                if not self._start(element, kind(element.tag)):
                    skipping = element
                    walk.skip_subtree()
                continue
            if element is not skipping:
                self._end(element, kind(element.tag))
            skipping = None
            if element is not self._root:
                self._write(element.tail)
        self._flush()
        return self.layout

    def _start(self, element: etree._Element, tag: str) -> bool:
        """Enter an element; False when nothing in it is to be read."""
        if tag in _SKIPPED:
            return False
        style = style_of(element, tag, self._sheet)
        if style.hidden:
            return False
        if style.break_before or tag == "page":  # <PAGE> is how EDGAR filings before 2001 end a page
            self._break_page()
        self._push(element, tag, style)
        if tag == "table":
            self._open_table(element)
        elif tag == "br":
            self._newline()
        elif tag == "hr":
            self._flush()
        elif self._table is not None and tag == "tr":
            self._table.open_row()
        elif self._table is not None and tag in ("td", "th"):
            self._table.open_cell(element, style.indent)
        elif tag in _BLOCKS:
            self._newline()
            if self._table is not None and self._table.cell is not None and not self._table.written:
                self._table.cell.indent += style.indent
            if tag == "li":
                self._write("• ")
        elif tag in ("td", "th"):
            self._newline()
        elif tag == "ix:nonfraction" and self._tags:
            self._place(element)
        self._write(element.text)
        return True

    def _end(self, element: etree._Element, tag: str) -> None:
        if self._table is not None:
            if tag == "table" and element is self._table_element:
                self._close_table()
            elif tag in ("td", "th"):
                self._table.close_cell()
        if tag in _BLOCKS or tag in ("table", "td", "th"):
            self._newline()
        if tag in _BREAKABLE and style_of(element, tag, self._sheet).break_after:
            self._break_page()
        if self._states and self._states[-1][0] is element:
            self._states.pop()

    def _push(self, element: etree._Element, tag: str, style: Style) -> None:
        before = self._states[-1][1] if self._states else _State()
        state = before
        if style.colour or style.background or style.pictured or style.tiny is not None:
            state = replace(
                state,
                colour=style.colour or state.colour,
                background=None if style.pictured else style.background or state.background,
                tiny=state.tiny if style.tiny is None else style.tiny,
            )
        if style.raised or tag == "sup":
            state = replace(state, raised=True)
        if tag == "a" and (element.get("href") or "").startswith("#"):
            state = replace(state, linked=True)
        if tag == "pre":
            state = replace(state, kept=True)
        if state is not before:
            self._states.append((element, state))

    def _write(self, text: str | None) -> None:
        if not text:
            return
        state = self._states[-1][1] if self._states else _State()
        if not state.visible():
            return
        text = visible(text)
        if state.kept:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._newline()
                self._put(part, state)
        else:
            self._put(re.sub(r"[ \t\r\n\f\v]+", " ", text), state)

    def _put(self, text: str, state: _State) -> None:
        mark = state.raised and re.fullmatch(r"\s*[a-z\d]{1,2}(?:,\s?[a-z\d]{1,2})*\s*", text) is not None
        if self._table is not None and self._table.cell is not None:
            cell = self._table.cell
            if text.strip():
                cell.linked = cell.linked or state.linked
                cell.raised = state.raised and not self._table.written
            self._table.parts.append(f" ({text.strip()})" if mark and self._table.written else text)
            self._table.written = self._table.written or bool(text.strip())
        else:
            # A raised figure after a number would otherwise read as its last digit.
            glued = mark and self._buffer and re.search(r"\d\s*$", self._buffer[-1])
            self._buffer.append(f" ({text.strip()})" if glued else text)

    def _newline(self) -> None:
        if self._table is not None and self._table.cell is not None:
            if self._table.parts and not self._table.parts[-1].endswith("\n"):
                self._table.parts.append("\n")
        elif self._table is None:
            self._flush()

    def _flush(self) -> None:
        text = _tidy("".join(self._buffer))
        self._buffer.clear()
        if not text and not self._pending:
            return
        line = Line(text, self._page)
        self.layout.lines.append(line)
        for place in self._pending:
            self.layout.place_lines[place] = line
        self._pending.clear()

    def _break_page(self) -> None:
        self._flush()
        if any(line.page == self._page for line in self.layout.lines[-1:]):
            self._page += 1

    def _place(self, element: etree._Element) -> None:
        self.layout.places.append(element)
        number = len(self.layout.places) - 1
        if self._table is not None and self._table.cell is not None:
            self._table.cell.places.append(number)
        else:
            self._pending.append(number)

    def _open_table(self, element: etree._Element) -> None:
        self._newline()
        if self._table is None and not any(
            kind(inner.tag) == "table" for inner in element.iterdescendants() if isinstance(inner.tag, str)
        ):
            self._flush()
            self._table = _TableBuilder()
            self._table_element = element

    def _close_table(self) -> None:
        assert self._table is not None
        self._table.close_cell()
        reading = read_grid(self._table.grid)
        number = len(self.layout.readings)
        self.layout.readings.append(reading)
        self._table = self._table_element = None
        shown: dict[int, Line] = {}
        for row, text in reading.lines.items():
            for part in text.split("\n") if not reading.panels else [text]:
                if part.strip():
                    shown[row] = Line(part, self._page, number if reading.panels else None, row)
                    self.layout.lines.append(shown[row])
        last = Line("", self._page)
        for place, (row, _) in reading.places.items():
            self.layout.place_lines[place] = shown.get(row, last)


def _span(value: str | None) -> int:
    return min(MAX_SPAN, max(1, int(value))) if value and value.strip().isdecimal() and len(value) < 6 else 1


def _tidy(text: str) -> str:
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.replace("\u00a0", " ").split("\n"))
    return "\n".join(filter(None, lines))

"""Read DOCX, XLSX and CSV through python-docx, openpyxl and csv."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING

from lxml import etree

from ingest.document import Page, Parsed
from ingest.errors import UnreadableFile
from ingest.parsers import concealed
from ingest.parsers.grids import MAX_COLUMNS, MAX_SPAN, Grid, GridCell, read_grid
from ingest.parsers.html_tables import Standing, frame, read_tables
from ingest.parsers.text import PAGE_CHARACTERS, decode, visible

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

__all__ = ["parse_csv", "parse_docx", "parse_xlsx"]

MAX_CELLS = 2_000_000
"""Cells of a workbook or CSV file that are read; beyond it the file is refused."""

_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, etree.XMLSyntaxError)


class _Pager:
    """Gathers lines and table rows into pages; a sheet, a page break or size begins the next."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self._standing: list[Standing] = []
        self._length = 0

    def page_break(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self._length = 0

    def line(self, text: str) -> int:
        """Write a line; the number of the page it went to."""
        if self._length and self._length + len(text) > PAGE_CHARACTERS:
            self.page_break()
        self.pages[-1].append(text)
        self._length += len(text) + 1
        return len(self.pages)

    def table(self, grid: Grid) -> None:
        above = self.pages[-1][-6:]
        reading = read_grid(grid)
        numbers: dict[int | None, int] = {row: self.line(text) for row, text in reading.lines.items() if text.strip()}
        for panel in reading.panels:
            body = [(number, row) for number, row in panel.rows if number in numbers]
            if body:
                self._standing.append(Standing(frame(body, panel, reading.panels[0], above, numbers)))

    def parsed(self, name: str) -> Parsed:
        pages = tuple(Page(number, "\n".join(lines)) for number, lines in enumerate(self.pages, start=1) if lines)
        if not any(page.text.strip() for page in pages):
            raise UnreadableFile(f"{name}: no text in it; check that it is the file you meant")
        tables, facts = read_tables(self._standing, [page.text for page in pages])
        return Parsed(pages, tables, facts)


def parse_docx(data: bytes, name: str) -> Parsed:
    """Pages (at its page breaks, else by size) and tables of a Word document; hidden text is left out.

    Raises UnreadableFile when it is damaged or holds no text.
    """
    import docx

    pager = _Pager()
    try:
        document = docx.Document(io.BytesIO(data))
        body, hidden = document.element.body, concealed.hidden_styles(document.styles.element)
    except _DAMAGED:
        raise UnreadableFile(f"{name}: the DOCX file is damaged; open it in Word, save it again and retry") from None
    for block in body.iter(f"{_W}p", f"{_W}tbl"):
        if any(above.tag == f"{_W}tbl" for above in block.iterancestors()):
            continue
        if block.tag == f"{_W}tbl":
            pager.table(_docx_grid(block, hidden))
            continue
        for number, text in enumerate(_docx_text(block, hidden).split("\f")):
            if number:
                pager.page_break()
            if text.strip():
                pager.line(text.strip())
    return pager.parsed(name)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx_text(element: etree._Element, hidden_styles: frozenset[str]) -> str:
    """The text of a paragraph or cell; a form feed where its page breaks, by hand or as Word last laid it out."""
    parts: list[str] = []
    for inner in element.iter(
        f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p", f"{_W}lastRenderedPageBreak", f"{_W}pageBreakBefore"
    ):
        local = inner.tag.removeprefix(_W)
        if local == "t":
            if not concealed.run_hidden(inner.getparent(), hidden_styles):
                parts.append(visible(inner.text or ""))
        elif local in ("lastRenderedPageBreak", "pageBreakBefore") or inner.get(f"{_W}type") == "page":
            if inner.get(f"{_W}val") not in ("0", "false"):
                parts.append("\f")
        else:
            parts.append(" ")
    return "".join(parts)


def _docx_grid(table: etree._Element, hidden: frozenset[str]) -> Grid:
    grid = Grid()
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[GridCell] = []
        column = 0
        for cell in row.iterchildren(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            value = span.get(f"{_W}val") if span is not None else None
            width = min(MAX_SPAN, max(1, int(value))) if value and value.isdecimal() and len(value) < 6 else 1
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            covered = merged is not None and merged.get(f"{_W}val") != "restart"
            text = "" if covered else re.sub(r"\s+", " ", _docx_text(cell, hidden)).strip()
            indents = [
                value for mark in cell.iter(f"{_W}ind") if (value := mark.get(f"{_W}left") or mark.get(f"{_W}start"))
            ]
            # Word counts in twentieths of a point.
            indent = int(indents[0]) / 20 if indents and indents[0].isdecimal() and len(indents[0]) < 6 else 0.0
            cells.append(GridCell(text, min(column, MAX_COLUMNS), min(column, MAX_COLUMNS) + width, indent))
            column += width
        grid.rows.append(cells)
    return grid


def parse_xlsx(data: bytes, name: str) -> Parsed:
    """Every visible sheet of a workbook: its name, then its cells as shown; blocks between blank rows are tables.

    Raises UnreadableFile when it is damaged, holds more than `MAX_CELLS` cells, or holds no text.
    """
    import openpyxl

    pager = _Pager()
    count = 0
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        folded = concealed.folded_sheets(data)
        try:
            for sheet in workbook.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                # Sheets often claim a million rows; without the claim only rows that exist are read.
                sheet.reset_dimensions()
                pager.page_break()
                pager.line(sheet.title)
                rows: list[list[str]] = []
                away = folded.get(sheet.title, concealed.NOTHING)
                for number, row in enumerate(sheet.iter_rows(), start=1):
                    count += len(row)
                    if count > MAX_CELLS:
                        raise UnreadableFile(f"{name}: more than {MAX_CELLS:,} cells; split it and try again")
                    if number not in away.rows:
                        rows.append([_cell_text(cell, away.columns) for cell in row[:MAX_COLUMNS]])
                _write_blocks(pager, rows)
        finally:
            workbook.close()
    except (
        *_DAMAGED,
        TypeError,
        AttributeError,
        IndexError,
    ):  # what openpyxl raises on parts that are not as they should be
        raise UnreadableFile(f"{name}: the XLSX file is damaged; open it in Excel, save it again and retry") from None
    return pager.parsed(name)


def _cell_text(cell: "Cell | MergedCell", away: frozenset[int]) -> str:
    if cell.value is None or cell.column in away or concealed.cell_hidden(cell):
        return ""
    return _shown(cell.value, cell.number_format)


def parse_csv(data: bytes, name: str) -> Parsed:
    """The rows of a CSV file (comma, semicolon, tab or bar) as tables; blank rows separate them.

    Raises UnreadableFile when it holds more than `MAX_CELLS` cells or no text.
    """
    text = visible(decode(data))
    sample = "\n".join(text.splitlines()[:50])
    delimiter = "\t" if PurePath(name).suffix.lower() == ".tsv" else max(",;\t|", key=sample.count)
    pager = _Pager()
    count = 0
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            count += len(row)
            if count > MAX_CELLS:
                raise UnreadableFile(f"{name}: more than {MAX_CELLS:,} cells; split it and try again")
            rows.append([re.sub(r"\s+", " ", cell).strip() for cell in row[:MAX_COLUMNS]])
    except csv.Error as error:
        raise UnreadableFile(f"{name}: not a CSV file that can be read ({error}); save it again as CSV") from None
    _write_blocks(pager, rows)
    return pager.parsed(name)


def _write_blocks(pager: _Pager, rows: Iterable[list[str]]) -> None:
    for block in _blocks(rows):
        pager.table(Grid([[GridCell(text, i, i + 1) for i, text in enumerate(row) if text] for row in block]))


def _blocks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for row in rows:
        if any(row):
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _shown(value: object, form: str | None) -> str:
    """A cell's value as the sheet shows it: separators, decimals, percent and brackets by its number format."""
    if value is None:
        return ""
    if isinstance(value, date):  # and datetime, which is one
        return f"{value:%B} {value.day}, {value.year}"
    if isinstance(value, bool | str | time | timedelta) or not isinstance(value, int | float | Decimal):
        return re.sub(r"\s+", " ", visible(str(value))).strip()
    form = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form or "General")
    number = Decimal(str(value))
    if not number.is_finite():
        return ""
    positive, _, rest = form.partition(";")
    percent = "%" in positive
    number = number * 100 if percent else number
    decimals = re.search(r"[0#?]\.([0#?]+)", positive)
    if decimals or (re.search(r"[0#]", positive) and positive != "General"):
        number = round(number, len(decimals[1]) if decimals else 0)
        text = f"{abs(number):,f}" if "," in positive else f"{abs(number):f}"
    else:
        text = f"{abs(number.normalize()):f}"
    text += "%" if percent else ""
    if number >= 0:
        return text
    return f"({text})" if "(" in rest else f"-{text}"

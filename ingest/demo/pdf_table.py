"""A table's cells, widths and rules, as reportlab's Table takes them.

Each column of numbers is three of reportlab's: a gap, the dollar sign's, and the digits'. Rules run under digits and
dollar sign but not under the gap, and a closing parenthesis hangs out to the right, as in a printed filing.
"""

from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as PdfParagraph

from ingest.demo.blocks import Amount, Cell, Line, Measure, Table, plain

__all__ = ["Sheet", "sheet_of"]

GAP, DOLLAR, HANG = 8.0, 8.0, 3.4
SIZE = 9.0
SHADE = "#E1EDF6"
_Command = tuple[Any, ...]


@dataclass(slots=True)
class Sheet:
    """Cells, column widths (points), style commands, and how many rows are the header."""

    rows: list[list[Any]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    commands: list[_Command] = field(default_factory=list)
    header: int = 0


def sheet_of(table: Table, width: float) -> Sheet:
    """The sheet of `table` over `width` points."""
    sheet = Sheet()
    count = len(table.columns.names)
    each = width * (1 - table.label_width) / count
    sheet.widths = [width * table.label_width]
    for column in range(count):
        dollar = 0.5 if column in table.columns.words else DOLLAR
        sheet.widths += [GAP, dollar, each - GAP - dollar]
    sheet.commands = [
        ("FONT", (0, 0), (-1, -1), "Times-Roman", SIZE),
        ("LEADING", (0, 0), (-1, -1), SIZE * 1.15),
        ("VALIGN", (0, 0), (-1, -1), "TOP" if table.columns.words else "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
    ]
    for column in range(count):
        digits = 3 + 3 * column
        sheet.commands.append(("ALIGN", (digits, 0), (digits, -1), "RIGHT"))
        sheet.commands.append(("RIGHTPADDING", (digits, 0), (digits, -1), HANG))
    _header(sheet, table)
    for line in table.lines:
        _line(sheet, table, line)
    if not table.plain:
        for row in range(sheet.header, len(sheet.rows), 2):
            sheet.commands.append(("BACKGROUND", (0, row), (-1, row), SHADE))
    return sheet


def _header(sheet: Sheet, table: Table) -> None:
    columns = table.columns
    count = len(columns.names)
    unit = "" if table.title else table.unit
    if columns.spans:
        row: list[Any] = [""] * (1 + 3 * count)
        at = 0
        for text, wide in columns.spans:
            first, last = 2 + 3 * at, 3 + 3 * (at + wide - 1)
            row[first] = text
            sheet.commands += [("SPAN", (first, 0), (last, 0)), ("ALIGN", (first, 0), (last, 0), "CENTER")]
            if text:
                sheet.commands.append(("LINEBELOW", (first, 0), (last, 0), 0.6, "black"))
            at += wide
        sheet.rows.append(row)
    if any(columns.names):
        row = [""] * (1 + 3 * count)
        at = len(sheet.rows)
        for column, name in enumerate(columns.names):
            first, last = 2 + 3 * column, 3 + 3 * column
            row[first] = name
            side = "LEFT" if column in columns.words and not table.plain else "CENTER"
            sheet.commands += [("SPAN", (first, at), (last, at)), ("ALIGN", (first, at), (last, at), side)]
            if name:
                sheet.commands.append(("LINEBELOW", (first, at), (last, at), 0.6, "black"))
        sheet.rows.append(row)
    sheet.header = len(sheet.rows)
    if sheet.header:
        sheet.rows[-1][0] = columns.label or unit
        sheet.commands += [
            ("FONT", (0, 0), (-1, sheet.header - 1), "Times-Bold", 8.5),
            ("FONT", (0, sheet.header - 1), (0, sheet.header - 1), "Times-Italic", 8.5),
            ("BOTTOMPADDING", (0, 0), (-1, sheet.header - 1), 2.2),
        ]


def _label(line: Line, table: Table) -> Any:
    """The label, hanging where it wraps."""
    if not line.label:
        return ""
    hang = 0 if table.plain else 9
    indent = 9.0 * line.indent + hang
    font = "Times-Bold" if line.bold else "Times-Roman"
    style = ParagraphStyle(
        "label", fontName=font, fontSize=SIZE, leading=SIZE * 1.12, alignment=TA_LEFT,
        leftIndent=indent, firstLineIndent=-hang,
    )  # fmt: skip
    return PdfParagraph(escape(line.label), style)


def _line(sheet: Sheet, table: Table, line: Line) -> None:
    at = len(sheet.rows)
    row: list[Any] = [_label(line, table)]
    for column in range(len(table.columns.names)):
        cell = line.cells[column] if column < len(line.cells) else None
        dollar, text = _printed(cell, line, words=column in table.columns.words, plain_table=table.plain)
        row += ["", dollar, text]
        digits = 3 + 3 * column
        if isinstance(cell, Amount):
            if text.endswith(")"):
                sheet.commands.append(("RIGHTPADDING", (digits, at), (digits, at), HANG - 3.0))
            if line.total:
                sheet.commands.append(("LINEABOVE", (digits - 1, at), (digits, at), 0.6, "black"))
            if line.total == 2:
                # Two thin lines, a point and a half apart.
                sheet.commands.append(
                    ("LINEBELOW", (digits - 1, at), (digits, at), 0.6, "black", 0, None, None, 2, 1.4)
                )
    if line.bold:
        sheet.commands.append(("FONTNAME", (1, at), (-1, at), "Times-Bold"))
    if line.total == 2:
        sheet.commands.append(("BOTTOMPADDING", (0, at), (-1, at), 3.2))
    sheet.rows.append(row)


def _printed(cell: Cell, line: Line, *, words: bool, plain_table: bool) -> tuple[str, Any]:
    """What stands in the dollar sign's column and in the digits'."""
    if cell is None:
        return "", ""
    if not isinstance(cell, Amount):
        text = plain(cell)
        if not words:
            return "", text
        style = ParagraphStyle("word", fontName="Times-Roman", fontSize=SIZE, leading=10.3)
        if plain_table:
            style.alignment = TA_CENTER
        markup = f"<b>{escape(text)}</b>" if line.bold else escape(text)
        return "", PdfParagraph(markup, style)
    money = cell.measure in (Measure.MILLIONS, Measure.PER_SHARE)
    text = cell.printed
    if cell.measure is Measure.PERCENT and cell.shown:
        text = f"({cell.digits})%" if cell.shown < 0 else f"{cell.digits}%"
    return "$" if line.dollar and money else "", text

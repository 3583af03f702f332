"""A table as HTML, in the manner of the documents on EDGAR.

Every column of numbers is four of HTML's: a gap, the dollar sign's, the digits', and the closing parenthesis's or
percent sign's. Headers span theirs.
"""

from collections.abc import Iterable
from html import escape

from ingest.demo.blocks import Amount, Cell, Line, Measure, Table
from ingest.demo.company import COMPANY
from ingest.demo.xbrl import Tagger

__all__ = ["table_html"]

_SHADE = ";background-color:#cceeff"
_HEADER = "font-size:8pt;font-weight:700;vertical-align:bottom;padding:2px 1pt"
_UNDER = ";border-bottom:1pt solid #000000"


def table_html(table: Table, first: int, last: int, tagger: Tagger) -> str:
    """The lines from `first` up to `last` of `table`, with its title and header (repeated where it is continued)."""
    rows = [f"<tr>{_widths(table)}</tr>", *_header(table)]
    for number, line in enumerate(table.lines[first:last]):
        rows.append(_line(table, line, tagger, shaded=number % 2 == 0 and not table.plain))
    style = "border-collapse:collapse;font-size:9pt;margin-top:4pt;width:100%"
    return f'{_title(table, first)}<table style="{style}">{"".join(rows)}</table>'


def _title(table: Table, first: int) -> str:
    if not table.title:
        return ""
    anchor = f' id="{table.anchor}"' if table.anchor and first == 0 else ""
    title = table.title.upper() + (" (continued)" if first else "")
    return (
        f'<div{anchor} style="font-weight:700;margin-top:6pt;text-align:center">{escape(COMPANY.name.upper())}</div>\n'
        f'<div style="font-weight:700;text-align:center">{escape(title)}</div>\n'
        f'<div style="font-size:9pt;margin-bottom:6pt;text-align:center">{escape(table.unit)}</div>\n'
    )


def _widths(table: Table) -> str:
    count = len(table.columns.names)
    each = (1 - table.label_width) * 100 / count
    column = (
        '<td style="width:1.5%"></td><td style="width:1.5%"></td>'
        f'<td style="width:{each - 4:.3f}%"></td><td style="width:1.0%"></td>'
    )
    return f'<td style="width:{table.label_width * 100:.3f}%"></td>' + column * count


def _header(table: Table) -> Iterable[str]:
    columns = table.columns
    label = escape(columns.label or ("" if table.title else table.unit))
    named = any(columns.names)
    if columns.spans:
        cells = [
            f'<td></td><td colspan="{4 * wide - 1}" style="{_HEADER};text-align:center{_UNDER if text else ""}">'
            f"{escape(text)}</td>"
            for text, wide in columns.spans
        ]
        yield f'<tr><td style="{_HEADER}">{"" if named else label}</td>{"".join(cells)}</tr>'
    if named:
        cells = []
        for column, name in enumerate(columns.names):
            side = "left" if column in columns.words and not table.plain else "center"
            style = f"{_HEADER};text-align:{side}{_UNDER if name else ''}"
            text = escape(name).replace("\n", "<br/>")
            cells.append(f'<td></td><td colspan="3" style="{style}">{text}</td>')
        yield f'<tr><td style="{_HEADER};font-style:italic">{label}</td>{"".join(cells)}</tr>'


def _line(table: Table, line: Line, tagger: Tagger, *, shaded: bool) -> str:
    look = (_SHADE if shaded else "") + (";font-weight:700" if line.bold else "")
    # A label that wraps hangs by nine points.
    hang = 0 if table.plain else 9
    left = 1 + 9 * line.indent + hang
    style = f"padding:2px 1pt 2px {left}pt;vertical-align:bottom;text-indent:-{hang}pt{look}"
    cells = [f'<td style="{style}">{escape(line.label)}</td>']
    for column in range(len(table.columns.names)):
        cell = line.cells[column] if column < len(line.cells) else None
        side = ("center" if table.plain else "left") if column in table.columns.words else "right"
        cells.append(_cell(cell, line, tagger, look, side))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, line: Line, tagger: Tagger, look: str, side: str) -> str:
    gap = f'<td style="padding:0 1pt{look}"></td>'
    if cell is None:
        return gap + f'<td colspan="3" style="padding:0 1pt{look}"></td>'
    if not isinstance(cell, Amount):
        style = f"padding:2px 1pt;text-align:{side};vertical-align:bottom{look}"
        return gap + f'<td colspan="3" style="{style}">{tagger.text(cell)}</td>'
    rule = ";border-top:1pt solid #000000" if line.total else ""
    rule += ";border-bottom:3pt double #000000" if line.total == 2 else ""
    style = f"vertical-align:bottom{look}{rule}"
    digits = ("(" if cell.shown < 0 else "") + tagger.number(cell)
    closing = ")" if cell.shown < 0 else ""
    closing += "%" if cell.measure is Measure.PERCENT and cell.shown else ""
    end = f'<td style="padding:2px 1pt 2px 0;text-align:left;{style}">{closing}</td>'
    if line.dollar and cell.measure in (Measure.MILLIONS, Measure.PER_SHARE):
        return (
            f'{gap}<td style="padding:2px 0 2px 1pt;text-align:left;{style}">$</td>'
            f'<td style="padding:2px 0;text-align:right;{style}">{digits}</td>{end}'
        )
    return f'{gap}<td colspan="2" style="padding:2px 0 2px 1pt;text-align:right;{style}">{digits}</td>{end}'

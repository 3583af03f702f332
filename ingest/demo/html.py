"""Writes a filing's blocks as HTML with inline XBRL, in the manner of the documents filed on EDGAR.

Every cell of a number is three of HTML's (dollar sign, digits, closing parenthesis or percent sign). Pages end where
those of the PDF do, with a rule that asks the printer for a new page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from ingest.demo.blocks import (
    Amount,
    Block,
    Cell,
    Check,
    Contents,
    Context,
    Heading,
    Line,
    Measure,
    Named,
    PageBreak,
    Paragraph,
    Piece,
    Rule,
    Table,
    Text,
    plain,
)
from ingest.demo.company import COMPANY, Period
from ingest.demo.pdf import Place

__all__ = ["write_html"]

_NAMESPACES = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
    "ixt-sec": "http://www.sec.gov/inlineXBRL/transformation/2015-08-31",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "country": "http://xbrl.sec.gov/country/2024",
    "dei": "http://xbrl.sec.gov/dei/2024",
    "srt": "http://fasb.org/srt/2024",
    "us-gaap": "http://fasb.org/us-gaap/2024",
    COMPANY.prefix: f"http://{COMPANY.website}/20250927",
}
_UNITS = """\
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="usdPerShare"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>\
</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>\
</xbrli:divide></xbrli:unit>
<xbrli:unit id="number"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>"""
_FONT = "font-family:'Times New Roman',sans-serif;color:#000000"
_BREAK = '<hr style="page-break-after:always"/>'
_SHADE = ";background-color:#cceeff"
_SIZES = {1: "12pt", 2: "11pt", 3: "10pt", 4: "10pt"}
_KINDS = {
    "body": "margin-top:6pt;text-align:justify",
    "bullet": "margin-top:4pt;padding-left:24pt;text-align:justify;text-indent:-12pt",
    "footnote": "margin-top:3pt;padding-left:18pt;text-indent:-18pt;font-size:8.5pt",
    "centre": "margin-top:6pt;text-align:center",
    "cover": "margin-top:4pt;text-align:justify;font-size:9pt",
    "covercentre": "margin-top:3pt;text-align:center;font-size:9pt",
}


def write_html(
    blocks: Sequence[Block], places: Mapping[int, Sequence[Place]], period: Period, hidden: Iterable[Named]
) -> bytes:
    """The HTML of `blocks`, cut into pages as `places` says. `hidden` are facts that are tagged but not printed."""
    return _Writer(period).write(blocks, places, tuple(hidden))


@dataclass(slots=True)
class _Writer:
    period: Period
    contexts: dict[Context, str] = field(default_factory=dict)
    facts: int = 0

    def write(self, blocks: Sequence[Block], places: Mapping[int, Sequence[Place]], hidden: tuple[Named, ...]) -> bytes:
        self._context(self._whole())
        hidden_facts = "\n".join(self._named(fact) for fact in hidden)
        body = "\n".join(self._pages(blocks, places))
        spaces = " ".join(f'xmlns{":" if name else ""}{name}="{url}"' for name, url in _NAMESPACES.items())
        contexts = "\n".join(_context_xml(context, name) for context, name in self.contexts.items())
        schema = f'<link:schemaRef xlink:type="simple" xlink:href="{self._xbrl_name()}.xsd"/>'
        text = f"""<?xml version="1.0" encoding="UTF-8"?>
<html {spaces} xml:lang="en-US"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<title>{self._xbrl_name()}</title></head><body style="{_FONT};font-size:10pt;margin:0 auto;max-width:7.5in;padding:0 8pt">
<div style="display:none"><ix:header><ix:hidden>
{hidden_facts}
</ix:hidden><ix:references xml:lang="en-US">{schema}</ix:references><ix:resources>
{contexts}
{_UNITS}
</ix:resources></ix:header></div>
{body}
</body></html>
"""
        return text.encode()

    def _xbrl_name(self) -> str:
        return f"{COMPANY.prefix}-{self.period.end:%Y%m%d}"

    def _whole(self) -> Context:
        return Context(self.period.start, self.period.end)

    def _context(self, context: Context) -> str:
        return self.contexts.setdefault(context, f"c-{len(self.contexts) + 1}")

    def _fact(self) -> str:
        self.facts += 1
        return f"f-{self.facts}"

    # Pages

    def _pages(self, blocks: Sequence[Block], places: Mapping[int, Sequence[Place]]) -> Iterable[str]:
        pages = {block.anchor: places[n][0].page for n, block in enumerate(blocks) if _anchored(block)}
        page = 1
        for number, block in enumerate(blocks):
            if isinstance(block, PageBreak):
                continue
            here = places.get(number, ())
            if not here:
                yield self._block(block, pages)
                continue
            if here[0].page > page:
                yield from self._turn(page, here[0].page)
                page = here[0].page
            if isinstance(block, Table) and len(here) > 1:
                done = 0
                for place in here:
                    if place.page > page:
                        yield from self._turn(page, place.page)
                        page = place.page
                    yield self._table(block, done, done + place.rows)
                    done += place.rows
            else:
                yield self._block(block, pages)
                # A paragraph that runs over to the next page stands on the first.
        yield _foot(page)

    def _turn(self, page: int, to: int) -> Iterable[str]:
        yield _foot(page)
        yield _BREAK
        if to > 2:
            yield (
                '<div style="font-size:8pt;margin-bottom:8pt">'
                '<a href="#contents" style="color:#0000ff">Table of Contents</a></div>'
            )

    # Blocks

    def _block(self, block: Block, pages: Mapping[str, int]) -> str:
        match block:
            case Heading():
                side = "center" if block.level == 1 else "left"
                slant = ";font-style:italic" if block.level == 4 else ""
                style = f"font-weight:700;font-size:{_SIZES[block.level]};margin-top:12pt;text-align:{side}{slant}"
                anchor = f' id="{block.anchor}"' if block.anchor else ""
                return f'<div{anchor} style="{style}"><span>{escape(block.text)}</span></div>'
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block, 0, len(block.lines))
            case Contents():
                return self._contents(block, pages)
            case Rule():
                thick = "2pt" if block.thick else "1pt"
                return (
                    f'<div style="border-bottom:{thick} solid #000000;margin:5pt auto;width:{block.width:.0%}"></div>'
                )
            case PageBreak():
                return ""

    def _paragraph(self, block: Paragraph) -> str:
        style = _KINDS[block.kind]
        if block.size:
            style += f";font-size:{block.size}pt"
        if block.bold:
            style += ";font-weight:700"
        lead = f'<span style="font-style:italic;font-weight:700">{escape(block.lead)}</span> ' if block.lead else ""
        bullet = "\N{BULLET}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" if block.kind == "bullet" else ""
        return f'<div style="{style}"><span>{bullet}{lead}{self._text(block.text)}</span></div>'

    def _contents(self, block: Contents, pages: Mapping[str, int]) -> str:
        rows = ['<tr><td></td><td></td><td style="font-weight:700;text-align:right">Page</td></tr>']
        for item, title, anchor in block.entries:
            if not anchor:
                rows.append(
                    f'<tr><td></td><td style="font-weight:700;padding-top:6pt">{escape(title)}</td><td></td></tr>'
                )
                continue
            link = f'<a href="#{anchor}">{escape(title)}</a>'
            page = f'<a href="#{anchor}">{pages[anchor]}</a>'
            rows.append(
                f'<tr><td style="vertical-align:top;width:12%">{escape(item)}</td><td style="width:78%">{link}</td>'
                f'<td style="text-align:right;vertical-align:bottom;width:10%">{page}</td></tr>'
            )
        return f'<table id="contents" style="border-collapse:collapse;width:100%">{"".join(rows)}</table>'

    # Words and facts

    def _text(self, text: Text) -> str:
        return "".join(self._piece(piece) for piece in text)

    def _piece(self, piece: Piece) -> str:
        match piece:
            case str():
                return escape(piece, quote=False)
            case Amount():
                return self._number(piece)
            case Named():
                return self._named(piece)
            case Check():
                box = plain((piece,))
                return self._named(Named(box, piece.concept, piece.form)) if piece.concept else box

    def _named(self, piece: Named) -> str:
        form = f' format="{piece.form}"' if piece.form else ""
        where = self._context(self._whole())
        return (
            f'<ix:nonNumeric contextRef="{where}" name="{piece.concept}"{form} id="{self._fact()}">'
            f"{escape(piece.text, quote=False)}</ix:nonNumeric>"
        )

    def _number(self, value: Amount) -> str:
        """The digits, tagged if they have a tag. The parentheses and the dollar sign stay outside, as in EDGAR's."""
        if not value.concept or value.context is None:
            return value.digits
        measure = value.measure
        sign = ' sign="-"' if value.shown and value.tagged < 0 else ""
        form = "ixt:num-dot-decimal" if value.shown else "ixt:fixed-zero"
        decimals = "INF" if measure is Measure.COUNT_OF_SHARES else str(measure.places - measure.scale)
        return (
            f'<ix:nonFraction unitRef="{measure.unit}" contextRef="{self._context(value.context)}" '
            f'decimals="{decimals}" name="{value.concept}" format="{form}" scale="{measure.scale}"{sign} '
            f'id="{self._fact()}">{value.digits}</ix:nonFraction>'
        )

    # Tables

    def _table(self, block: Table, first: int, last: int) -> str:
        count = len(block.columns.names)
        each = (1 - block.label_width) * 100 / count
        parts = []
        if block.title:
            anchor = f' id="{block.anchor}"' if block.anchor and first == 0 else ""
            title = block.title.upper() + (" (continued)" if first else "")
            parts.append(
                f'<div{anchor} style="font-weight:700;margin-top:6pt;text-align:center">{escape(COMPANY.name.upper())}</div>'
                f'<div style="font-weight:700;text-align:center">{escape(title)}</div>'
                f'<div style="font-size:9pt;margin-bottom:6pt;text-align:center">{escape(block.unit)}</div>'
            )
        widths = f'<td style="width:{block.label_width * 100:.3f}%"></td>' + "".join(
            f'<td style="width:1.5%"></td><td style="width:1.5%"></td><td style="width:{each - 4:.3f}%"></td>'
            '<td style="width:1.0%"></td>'
            for _ in range(count)
        )
        rows = [f"<tr>{widths}</tr>", *self._header(block)]
        for number, line in enumerate(block.lines[first:last]):
            rows.append(self._line(block, line, shaded=number % 2 == 0 and not block.plain))
        style = "border-collapse:collapse;font-size:9pt;margin-top:4pt;width:100%"
        parts.append(f'<table style="{style}">{"".join(rows)}</table>')
        return "\n".join(parts)

    def _header(self, block: Table) -> Iterable[str]:
        columns = block.columns
        style = "font-size:8pt;font-weight:700;vertical-align:bottom;padding:2px 1pt"
        label = escape(columns.label or ("" if block.title else block.unit))
        named = any(columns.names)
        if columns.spans:
            cells = []
            for text, wide in columns.spans:
                line = ";border-bottom:1pt solid #000000" if text else ""
                cells.append(
                    f'<td></td><td colspan="{4 * wide - 1}" style="{style};text-align:center{line}">{escape(text)}</td>'
                )
            first = "" if named else label
            yield f'<tr><td style="{style}">{first}</td>{"".join(cells)}</tr>'
        if named:
            cells = []
            for column, name in enumerate(columns.names):
                side = "left" if column in columns.words else "center"
                line = ";border-bottom:1pt solid #000000" if name else ""
                text = escape(name).replace("\n", "<br/>")
                cells.append(f'<td></td><td colspan="3" style="{style};text-align:{side}{line}">{text}</td>')
            yield f'<tr><td style="{style};font-style:italic">{label}</td>{"".join(cells)}</tr>'

    def _line(self, block: Table, line: Line, *, shaded: bool) -> str:
        shade = _SHADE if shaded else ""
        weight = ";font-weight:700" if line.bold else ""
        style = f"padding:2px 1pt 2px {1 + 9 * line.indent + (0 if block.plain else 9)}pt;vertical-align:bottom"
        hang = "" if block.plain else ";text-indent:-9pt"
        cells = [f'<td style="{style}{hang}{weight}{shade}">{escape(line.label)}</td>']
        for column in range(len(block.columns.names)):
            cell = line.cells[column] if column < len(line.cells) else None
            cells.append(self._cell(cell, line, shade + weight, words=column in block.columns.words))
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Cell, line: Line, look: str, *, words: bool) -> str:
        gap = f'<td style="padding:0 1pt{look}"></td>'
        if cell is None:
            return gap + f'<td colspan="3" style="padding:0 1pt{look}"></td>'
        if not isinstance(cell, Amount):
            side = "left" if words else "right"
            style = f"padding:2px 1pt;text-align:{side};vertical-align:bottom{look}"
            return gap + f'<td colspan="3" style="{style}">{self._text(cell)}</td>'
        rule = ";border-top:1pt solid #000000" if line.total else ""
        rule += ";border-bottom:3pt double #000000" if line.total == 2 else ""
        style = f"vertical-align:bottom{look}{rule}"
        opening = "(" if cell.shown < 0 else ""
        closing = ")" if cell.shown < 0 else ""
        closing += "%" if cell.measure is Measure.PERCENT and cell.shown else ""
        digits = opening + self._number(cell)
        end = f'<td style="padding:2px 1pt 2px 0;text-align:left;{style}">{closing}</td>'
        if line.dollar and cell.measure in (Measure.MILLIONS, Measure.PER_SHARE):
            return (
                f'{gap}<td style="padding:2px 0 2px 1pt;text-align:left;{style}">$</td>'
                f'<td style="padding:2px 0;text-align:right;{style}">{digits}</td>{end}'
            )
        return f'{gap}<td colspan="2" style="padding:2px 0 2px 1pt;text-align:right;{style}">{digits}</td>{end}'


def _anchored(block: Block) -> bool:
    return isinstance(block, Heading | Table) and bool(block.anchor)


def _foot(page: int) -> str:
    number = "" if page == 1 else str(page)
    return f'<div style="font-size:9pt;margin-top:14pt;text-align:center"><span>{number}</span></div>'


def _context_xml(context: Context, name: str) -> str:
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in context.members
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    if context.start is None:
        when = f"<xbrli:instant>{context.end}</xbrli:instant>"
    else:
        when = f"<xbrli:startDate>{context.start}</xbrli:startDate><xbrli:endDate>{context.end}</xbrli:endDate>"
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{COMPANY.cik}'
        f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{when}</xbrli:period></xbrli:context>"
    )

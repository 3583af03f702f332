"""Writes a filing's blocks as HTML with inline XBRL, in the manner of the documents filed on EDGAR.

Pages end where those of the PDF do, with a rule that asks the printer for a new page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from ingest.demo.blocks import Block, Contents, Heading, Named, PageBreak, Paragraph, Rule, Table
from ingest.demo.company import Period
from ingest.demo.html_table import table_html
from ingest.demo.pdf import Place
from ingest.demo.xbrl import NAMESPACES, Tagger

__all__ = ["write_html"]

_BODY = (
    "color:#000000;font-family:'Times New Roman',sans-serif;font-size:10pt;"
    "margin:0 auto;max-width:7.5in;padding:0 8pt"
)  # fmt: skip
_BREAK = '<hr style="page-break-after:always"/>'
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
    tagger = Tagger(period)
    # Facts are written in the order they are read: hidden ones first, then the body; the header needs all contexts.
    hidden_facts = [tagger.named(fact) for fact in hidden]
    body = "\n".join(_Pages(tagger, blocks, places).write())
    spaces = " ".join(f'xmlns{":" if prefix else ""}{prefix}="{url}"' for prefix, url in NAMESPACES.items())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<html {spaces} xml:lang="en-US"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<title>{tagger.name}</title></head><body style="{_BODY}">
<div style="display:none">{tagger.header(hidden_facts)}</div>
{body}
</body></html>
""".encode()


class _Pages:
    """The blocks, one after another, with a turn of the page where the PDF has one."""

    def __init__(self, tagger: Tagger, blocks: Sequence[Block], places: Mapping[int, Sequence[Place]]) -> None:
        self.tagger, self.blocks, self.places = tagger, blocks, places
        self.page = 1
        self.anchors = {
            block.anchor: places[number][0].page
            for number, block in enumerate(blocks)
            if isinstance(block, Heading | Table) and block.anchor
        }

    def write(self) -> Iterator[str]:
        for number, block in enumerate(self.blocks):
            here = self.places.get(number, ())
            if isinstance(block, Table) and len(here) > 1:
                first = 0
                for place in here:
                    yield from self._turn_to(place.page)
                    yield table_html(block, first, first + place.rows, self.tagger)
                    first += place.rows
            elif not isinstance(block, PageBreak):
                # A paragraph that runs over to the next page stands whole on the first.
                if here:
                    yield from self._turn_to(here[0].page)
                yield self._block(block)
        yield self._foot()

    def _turn_to(self, page: int) -> Iterator[str]:
        if page <= self.page:
            return
        yield self._foot()
        yield _BREAK
        self.page = page
        if page > 2:
            link = '<a href="#contents" style="color:#0000ff">Table of Contents</a>'
            yield f'<div style="font-size:8pt;margin-bottom:8pt">{link}</div>'

    def _foot(self) -> str:
        number = "" if self.page == 1 else str(self.page)
        return f'<div style="font-size:9pt;margin-top:14pt;text-align:center"><span>{number}</span></div>'

    def _block(self, block: Block) -> str:
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
                return table_html(block, 0, len(block.lines), self.tagger)
            case Contents():
                return self._contents(block)
            case Rule():
                thick = "2pt" if block.thick else "1pt"
                style = f"border-bottom:{thick} solid #000000;margin:5pt auto;width:{block.width:.0%}"
                return f'<div style="{style}"></div>'
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
        return f'<div style="{style}"><span>{bullet}{lead}{self.tagger.text(block.text)}</span></div>'

    def _contents(self, block: Contents) -> str:
        rows = ['<tr><td></td><td></td><td style="font-weight:700;text-align:right">Page</td></tr>']
        for item, title, anchor in block.entries:
            if not anchor:
                style = "font-weight:700;padding-top:6pt"
                rows.append(f'<tr><td></td><td style="{style}">{escape(title)}</td><td></td></tr>')
                continue
            link, page = (f'<a href="#{anchor}">{text}</a>' for text in (escape(title), self.anchors[anchor]))
            rows.append(
                f'<tr><td style="vertical-align:top;width:12%">{escape(item)}</td><td style="width:78%">{link}</td>'
                f'<td style="text-align:right;vertical-align:bottom;width:10%">{page}</td></tr>'
            )
        return (
            f'<table id="contents" style="border-collapse:collapse;font-size:10pt;width:100%">{"".join(rows)}</table>'
        )

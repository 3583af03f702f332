"""Lays a filing's blocks out as a PDF with a text layer, and says on which page each block came to stand.

The bytes are the same on every run: reportlab writes no clock and no random identifiers in its invariant mode.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from ingest.demo.blocks import (
    Block,
    Check,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Rule,
    Table,
    Text,
    plain,
)
from ingest.demo.company import COMPANY
from ingest.demo.pdf_table import sheet_of

__all__ = ["Layout", "Place", "lay_out"]

MARGIN = 0.8 * inch
WIDTH = LETTER[0] - 2 * MARGIN
BOXES = "FilingBoxes"
KEPT_WHOLE = 18


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: a page from 1, and how many body rows of it are there if it is a table."""

    page: int
    rows: int = 0


@dataclass(slots=True)
class Layout:
    """A laid-out PDF: its bytes, its number of pages, and the places of each block by its number."""

    data: bytes
    pages: int
    places: dict[int, list[Place]] = field(default_factory=dict)


def lay_out(blocks: Sequence[Block], *, title: str, author: str, subject: str) -> Layout:
    """The PDF of `blocks`. `title`, `author` and `subject` are its metadata.

    Laid out twice: the second time, the table of contents knows the pages.
    """
    _fonts()
    first = _build(blocks, {}, title, author, subject)
    anchors = {
        block.anchor: first.places[number][0].page
        for number, block in enumerate(blocks)
        if isinstance(block, Heading | Table) and block.anchor
    }
    return _build(blocks, anchors, title, author, subject)


def _fonts() -> None:
    """The standard PDF fonts have no check boxes; matplotlib brings a font that does."""
    if BOXES in pdfmetrics.getRegisteredFontNames():
        return
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("matplotlib is not installed: its font is needed for the check boxes of a cover page")
    folder = Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(BOXES, str(folder / "DejaVuSans.ttf")))


def _style(name: str, size: float = 10, **more: Any) -> ParagraphStyle:
    font = more.pop("font", "Times-Roman")
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=more.pop("leading", size * 1.18), **more)


STYLES = {
    "body": _style("body", alignment=TA_JUSTIFY, spaceAfter=7),
    "bullet": _style("bullet", alignment=TA_JUSTIFY, spaceAfter=5, leftIndent=22, bulletIndent=9),
    "footnote": _style("footnote", 8.5, spaceBefore=3, spaceAfter=4, leftIndent=16, firstLineIndent=-16),
    "centre": _style("centre", alignment=TA_CENTER, spaceAfter=7),
    "cover": _style("cover", 9, spaceAfter=4.5, alignment=TA_JUSTIFY),
    "covercentre": _style("covercentre", 9, alignment=TA_CENTER, spaceAfter=3),
}
HEADINGS = {
    1: _style("part", 12, font="Times-Bold", alignment=TA_CENTER, spaceBefore=4, spaceAfter=10, keepWithNext=1),
    2: _style("item", 11, font="Times-Bold", spaceBefore=12, spaceAfter=8, keepWithNext=1),
    3: _style("section", 10, font="Times-Bold", spaceBefore=8, spaceAfter=6, keepWithNext=1),
    4: _style("sub", 10, font="Times-BoldItalic", spaceBefore=4, spaceAfter=5, keepWithNext=1),
}


class _Words(PdfParagraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph that remembers, through splitting, which block it is of."""

    number = -1
    anchor = ""
    outline: tuple[str, int] | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        for part in parts:
            part.number = self.number
        return list(parts)


class _Grid(PdfTable):  # type: ignore[misc]  # reportlab has no types
    """A table that remembers, through splitting, which block it is of."""

    number = -1
    anchor = ""
    outline: tuple[str, int] | None = None
    whole = False

    def split(self, width: float, height: float) -> list[Flowable]:
        if self.whole:
            return []
        parts = super().split(width, height)
        for part in parts:
            part.number = self.number
        if parts:
            parts[0].anchor, parts[0].outline = self.anchor, self.outline
        return list(parts)

    @property
    def body_rows(self) -> int:
        return int(self._nrows) - int(self.repeatRows or 0)


class _Paper(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    def __init__(self, out: BytesIO, title: str, author: str, subject: str) -> None:
        super().__init__(out, pagesize=LETTER, title=title, author=author, subject=subject, invariant=1, creator=author)
        frame = Frame(MARGIN, 0.75 * inch, WIDTH, LETTER[1] - 1.5 * inch, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._head, onPageEnd=self._foot))
        self.places: dict[int, list[Place]] = {}

    def _head(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """The way back to the table of contents, on every page after it."""
        if self.page <= 2:
            return
        words, size, top = "Table of Contents", 8, LETTER[1] - 0.5 * inch
        right = MARGIN + canvas.stringWidth(words, "Times-Roman", size)
        canvas.saveState()
        canvas.setFont("Times-Roman", size)
        canvas.setFillColorRGB(0.1, 0.25, 0.6)
        canvas.drawString(MARGIN, top, words)
        canvas.line(MARGIN, top - 1.2, right, top - 1.2)
        canvas.linkRect("", "contents", (MARGIN, top - 2, right, top + 8), thickness=0)
        canvas.restoreState()

    def _foot(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """The page number, written last so that it is read last; a cover has none."""
        if self.page > 1:
            canvas.saveState()
            canvas.setFont("Times-Roman", 9)
            canvas.drawCentredString(LETTER[0] / 2, 0.45 * inch, str(self.page))
            canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # reportlab calls it by this name
        if not isinstance(flowable, _Words | _Grid):
            return
        if flowable.number >= 0:
            rows = flowable.body_rows if isinstance(flowable, _Grid) else 0
            self.places.setdefault(flowable.number, []).append(Place(self.page, rows))
        if flowable.anchor:
            self.canv.bookmarkPage(flowable.anchor)
        if flowable.outline:
            text, level = flowable.outline
            self.canv.addOutlineEntry(text, flowable.anchor, level, closed=level > 0)


def _build(blocks: Sequence[Block], pages: Mapping[str, int], title: str, author: str, subject: str) -> Layout:
    out = BytesIO()
    paper = _Paper(out, title, author, subject)
    story: list[Flowable] = []
    for number, block in enumerate(blocks):
        story += _flowables(block, number, pages)
    paper.build(story)
    return Layout(out.getvalue(), paper.page, paper.places)


def _flowables(block: Block, number: int, pages: Mapping[str, int]) -> list[Flowable]:
    match block:
        case Heading():
            made = _words(escape(block.text), HEADINGS[block.level], number)
            made.anchor = block.anchor
            made.outline = (block.text, max(block.level - 2, 0)) if block.anchor else None
            return [made]
        case Paragraph():
            return [_paragraph(block, number)]
        case Table():
            return _table(block, number)
        case Contents():
            return _contents(block, number, pages)
        case PageBreak():
            return [NewPage()]
        case Rule():
            thickness = 2.0 if block.thick else 0.8
            return [HRFlowable(f"{block.width:.0%}", thickness, color="black", spaceBefore=3, spaceAfter=5)]


def _words(markup: str, style: ParagraphStyle, number: int, bullet: str | None = None) -> _Words:
    made = _Words(markup, style, bulletText=bullet)
    made.number = number
    return made


def _markup(text: Text) -> str:
    return "".join(
        f'<font name="{BOXES}">{plain((piece,))}</font>' if isinstance(piece, Check) else escape(plain((piece,)))
        for piece in text
    )


def _paragraph(block: Paragraph, number: int) -> _Words:
    style = STYLES[block.kind]
    if block.size:
        style = ParagraphStyle(f"{block.kind}{block.size}", style, fontSize=block.size, leading=block.size * 1.2)
    markup = _markup(block.text)
    if markup.endswith(":"):
        # What announces a table stands with it.
        style = ParagraphStyle(f"{style.name}-announcing", style, keepWithNext=1)
    if block.bold:
        markup = f"<b>{markup}</b>"
    if block.lead:
        markup = f"<b><i>{escape(block.lead)}</i></b>  {markup}"
    return _words(markup, style, number, "\N{BULLET}" if block.kind == "bullet" else None)


def _contents(block: Contents, number: int, pages: Mapping[str, int]) -> list[Flowable]:
    link = _style("link", 9.5, textColor="#1A3F99")
    rows: list[list[Any]] = [["", "", "Page"]]
    commands: list[tuple[Any, ...]] = [("FONT", (0, 0), (-1, 0), "Times-Bold", 9)]
    for item, title, anchor in block.entries:
        if not anchor:
            commands.append(("FONT", (0, len(rows)), (-1, len(rows)), "Times-Bold", 9.5))
            commands.append(("TOPPADDING", (0, len(rows)), (-1, len(rows)), 6))
            rows.append(["", title, ""])
            continue
        page = str(pages.get(anchor, ""))
        rows.append([item, PdfParagraph(f'<a href="#{anchor}">{escape(title)}</a>', link), page])
    commands += [
        ("ALIGN", (2, 0), (2, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("FONT", (0, 1), (0, -1), "Times-Roman", 9.5),
        ("FONT", (2, 1), (2, -1), "Times-Roman", 9.5),
    ]
    grid = _Grid(rows, colWidths=[62, WIDTH - 62 - 40, 40], style=commands)
    grid.number, grid.anchor = number, "contents"
    return [grid]


def _table(block: Table, number: int) -> list[Flowable]:
    sheet = sheet_of(block, WIDTH)
    repeated = sheet.header if sheet.header < len(sheet.rows) else 0
    grid = _Grid(sheet.rows, colWidths=sheet.widths, style=sheet.commands, repeatRows=repeated)
    grid.number = number
    if not block.title:
        # A short table stays whole, for a lone last row on the next page is hard to read; a long one runs on.
        grid.whole = len(block.lines) <= KEPT_WHOLE
        return [grid, Spacer(0, 8)]
    grid.anchor = block.anchor
    grid.outline = (block.title, 1) if block.anchor else None
    lines = (COMPANY.name.upper(), "Times-Bold"), (block.title.upper(), "Times-Bold"), (block.unit, "Times-Roman")
    title: list[Flowable] = [
        _words(escape(text), _style("title", font=font, alignment=TA_CENTER, keepWithNext=1), -1)
        for text, font in lines
    ]
    return [*title, Spacer(0, 4), grid, Spacer(0, 8)]

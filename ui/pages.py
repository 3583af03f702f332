"""A page of a PDF as an image, and where on it a quote stands."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from ingest.document import Box
from ingest.errors import UnreadableFile
from ingest.sources import Source

__all__ = ["find", "image", "locate", "spans"]

# pdfium keeps global state: two threads inside it at once corrupt each other, whatever document each has open.
_PDFIUM = threading.Lock()
_DOCUMENTS_OPEN = 4
_PIECE_LEAST = 12
_GAP = 0.025


def image(path: Path, page: int, *, width: int = 1400) -> bytes | None:
    """Page `page` (from 1) of the PDF at `path` as WebP, `width` pixels wide; None when it is not there to be read.

    A path may lead into a ZIP archive ("filings.zip/2024/report.pdf"), as a document's does that was in one.
    """
    with _page(path, page) as opened:
        if opened is None:
            return None
        scale = width / max(opened.get_width(), 1.0)
        picture = opened.render(scale=scale).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "WEBP", quality=82, method=3)
    return out.getvalue()


def find(path: Path, page: int, quote: str) -> tuple[Box, ...]:
    """Boxes around the words of `quote` on a page of a PDF, one a line; empty when they are not found there."""
    with _page(path, page) as opened:
        if opened is None:
            return ()
        text_page = opened.get_textpage()
        text = text_page.get_text_range()
        boxes: list[Box] = []
        for start, end in locate(text, quote):
            boxes.extend(_joined(_rectangles(opened, text_page, start, end)))
        text_page.close()
        return tuple(boxes)


def locate(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Where `quote` stands in `text`, as (start, end): whole, else line by line; white space and rules between cells
    need not agree."""
    whole = _match(text, quote)
    if whole:
        return (whole,)
    pieces = (piece for piece in re.split(r"\n|(?<=[.;])\s", quote) if len(piece.strip()) >= _PIECE_LEAST)
    return tuple(sorted({found for piece in pieces if (found := _match(text, piece))}))


def spans(text: str, quote: str) -> Iterator[tuple[str, bool]]:
    """`text` cut into (piece, whether it is part of `quote`)."""
    at = 0
    for start, end in locate(text, quote):
        if start < at:
            continue
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def _match(text: str, quote: str) -> tuple[int, int] | None:
    """Start and end of the quote's words, in order, with only white space or table rules between them."""
    words = re.findall(r"[^\s|\u2026]+", quote)
    if not words:
        return None
    found = re.search(r"[\s|\u2026\ufffe\u00ad]*".join(map(re.escape, words)), text, re.IGNORECASE)
    return found.span() if found else None


def _rectangles(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, start: int, end: int) -> Iterator[Box]:
    """The characters' rectangles as pdfium merges them, turned into fractions of the page as it is shown."""
    for index in range(text_page.count_rects(start, end - start)):
        left, bottom, right, top = text_page.get_rect(index)
        yield _shown(page, (left, bottom), (right, top))


def _joined(boxes: Iterator[Box]) -> Iterator[Box]:
    """Neighbours on one line made one: some PDFs place every letter by itself. Cells of a table stay apart."""
    held: Box | None = None
    for box in boxes:
        if held and box.top < held.bottom and box.bottom > held.top and -_GAP < box.left - held.right < _GAP:
            right, bottom = max(held.right, box.right), max(held.bottom, box.bottom)
            held = Box(min(held.left, box.left), min(held.top, box.top), right, bottom)
            continue
        if held:
            yield held
        held = box
    if held:
        yield held


def _shown(page: pypdfium2.PdfPage, one: tuple[float, float], other: tuple[float, float]) -> Box:
    """A rectangle in the PDF's own coordinates as the page is shown: rotation and crop box applied."""
    size = 100_000
    corners = []
    for x, y in (one, other):
        across, down = raw.c_int(), raw.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, size, size, 0, x, y, across, down)
        corners.append((across.value / size, down.value / size))
    (x0, y0), (x1, y1) = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@contextmanager
def _page(path: Path, page: int) -> Iterator[pypdfium2.PdfPage | None]:
    """The page while the lock is held, or None: no such file, not a readable PDF, or no such page."""
    with _PDFIUM:
        try:
            document = _document(Source.at(path))
            opened = document[page - 1] if 1 <= page <= len(document) else None
        except (OSError, UnreadableFile, pypdfium2.PdfiumError):
            opened = None
        try:
            yield opened
        finally:
            if opened is not None:
                opened.close()


@lru_cache(_DOCUMENTS_OPEN)
def _document(source: Source) -> pypdfium2.PdfDocument:
    """A PDF, kept open: leafing through a long filing would otherwise parse it again for each page. A source that has
    changed is another, by its size and time."""
    return pypdfium2.PdfDocument(source.read() if source.member else source.path)

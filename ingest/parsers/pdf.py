"""Read a PDF: the text of its pages, its tables and the facts in them.

The text layer is read with pypdfium2, which is not thread safe: call `parse` from one thread of a process.
"""

import re
import time
from collections.abc import Sequence

import pypdfium2 as pdfium

from ingest.document import Page, Parsed
from ingest.errors import UnreadableFile
from ingest.filing.figures import read_figures
from ingest.filing.statements import has_table, statement_pages
from ingest.filing.tables import Grid, find_grids
from ingest.parsers import ocr
from ingest.parsers.positions import ODD, positioned
from ingest.parsers.running import trim_pages
from ingest.parsers.unseen import remove_unseen

__all__ = ["parse"]

# pdfium's error codes (FPDF_GetLastError) that a person can act on.
_NEEDS_PASSWORD = 4
_UNSUPPORTED_SECURITY = 5


def parse(data: bytes, name: str) -> Parsed:
    """The pages, tables and facts of one PDF.

    Pages without a text layer are recognised by Tesseract where it is installed, else named in `notes`. A page that
    cannot be read becomes an empty page. Raises `UnreadableFile` when the bytes are empty, not a PDF, truncated,
    encrypted, or when no page has text.
    """
    document = _open(data, name)
    layers = b"/OCProperties" in data
    try:
        read = [_read_page(document, index, layers) for index in range(len(document))]
        texts = [text for text, _ in read]
        grids = {index: found for index, (_, found) in enumerate(read) if found is not None}
        likely = statement_pages(texts)
        grids |= {
            index: _read_page(document, index, layers, tables=True)[1] or [] for index in likely if index not in grids
        }
        notes = _recognise(document, texts, name)
    finally:
        document.close()
    if not any(text.strip() for text in texts):
        what = f"none of its {len(texts)} pages has a text layer"
        if (need := ocr.missing()) is not None:
            raise UnreadableFile(f"{name}: {what} (a scan?); to have it recognised, {need} and ingest it again")
        raise UnreadableFile(f"{name}: {what}, and Tesseract finds no words on them; scan it again more clearly")
    figures = read_figures(grids, likely, texts)
    return Parsed(pages=_pages(texts), tables=figures.tables, facts=figures.facts, notes=notes)


def _recognise(document: pdfium.PdfDocument, texts: list[str], name: str) -> tuple[str, ...]:
    """Put the recognised text of scanned pages into `texts`; what is to be said about those left without."""
    scanned = [index for index, text in enumerate(texts) if not text.strip() and _is_printed(document, index)]
    if not scanned:
        return ()
    if (need := ocr.missing()) is not None:
        return (f"{name}: {_pages_named(scanned)} without a text layer; to have them recognised, {need}",)
    recogniser, until = ocr.Recogniser(), time.monotonic() + ocr.FILE_SECONDS
    for place, index in enumerate(scanned):
        if time.monotonic() > until:
            left = _pages_named(scanned[place:])
            return (f"{name}: {left} not recognised, as it takes too long; split the file and ingest the parts",)
        page = document[index]
        texts[index] = _tidy(recogniser.read(page))
        page.close()
    return ()


def _is_printed(document: pdfium.PdfDocument, index: int) -> bool:
    """Whether anything is drawn on a page: blank ones are not worth recognising."""
    try:
        page = document[index]
        try:
            return next(iter(page.get_objects(max_depth=1)), None) is not None
        finally:
            page.close()
    except pdfium.PdfiumError:
        return False


def _pages_named(indices: Sequence[int]) -> str:
    numbers = ", ".join(str(index + 1) for index in indices[:10]) + (", …" if len(indices) > 10 else "")
    return f"page {numbers} is" if len(indices) == 1 else f"{len(indices)} pages ({numbers}) are"


def _pages(texts: Sequence[str]) -> tuple[Page, ...]:
    """Pages without their running heads and feet, which are kept as the printed page number."""
    lines = [text.splitlines() for text in texts]
    return tuple(
        Page(number, "\n".join(own[trim.start : trim.end]).strip(), trim.printed)
        for number, (own, trim) in enumerate(zip(lines, trim_pages(lines), strict=True), start=1)
    )


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    if not data:
        raise UnreadableFile(f"{name}: the file is empty (0 bytes); download it again")
    # Readers accept junk before the header, but only within the first kilobyte.
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(f"{name}: not a PDF (no %PDF header); give the file its right extension")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (_NEEDS_PASSWORD, _UNSUPPORTED_SECURITY) or "password" in str(error).lower():
            raise UnreadableFile(f"{name}: the PDF is encrypted; save a copy without a password") from error
        raise UnreadableFile(
            f"{name}: the PDF is damaged or truncated ({len(data):,} bytes); download it again"
        ) from error
    if len(document) == 0:
        document.close()
        raise UnreadableFile(f"{name}: the PDF has no pages; download it again")
    return document


def _read_page(
    document: pdfium.PdfDocument, index: int, layers: bool, *, tables: bool = False
) -> tuple[str, list[Grid] | None]:
    """The text of one page in reading order and its tables (None where the text shows none, unless `tables`); no text
    where pdfium cannot read the page. One call for both, since to load a page is half the work."""
    try:
        page = document[index]
        try:
            remove_unseen(page, layers)
            textpage = page.get_textpage()
            try:
                text = _tidy(textpage.get_text_range())
                if not tables and not has_table(text):
                    return text, None
                return text, find_grids(positioned(page, textpage, index + 1))
            finally:
                textpage.close()
        finally:
            page.close()
    except pdfium.PdfiumError:
        return "", None


def _tidy(text: str) -> str:
    """Plain text: one kind of line end, no invisible characters, no runs of blanks."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.translate(ODD).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

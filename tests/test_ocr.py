"""Scanned pages: recognised where Tesseract is, named with what to install where it is not."""

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.parsers import ocr, pdf
from ingest.pipeline import ingest
from tests.filings import write_pdf

needs_tesseract = pytest.mark.skipif(ocr.missing() is not None, reason=f"no Tesseract: {ocr.missing()}")


def scan(path: Path, *pages: str, printed: str = "") -> Path:
    """A PDF of pictures of these pages, as a scanner makes it; then a blank page, then one with text, if `printed`."""
    source = pdfium.PdfDocument(write_pdf(path.with_suffix(".source.pdf"), *pages).read_bytes())
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    for page in source:
        canvas.drawImage(ImageReader(page.render(scale=200 / 72).to_pil()), 0, 0, *letter)
        canvas.showPage()
    source.close()
    path.with_suffix(".source.pdf").unlink()
    canvas.showPage()
    if printed:
        canvas.drawString(54, 700, printed)
        canvas.showPage()
    canvas.save()
    return path


@needs_tesseract
def test_a_scan_is_recognised_page_by_page(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", "Revenue was 4,215 million dollars.", "Goodwill rose to 96 million.")
    parsed = pdf.parse(path.read_bytes(), path.name)
    assert "4,215 million" in parsed.pages[0].text
    assert "Goodwill rose to 96" in parsed.pages[1].text
    assert parsed.pages[2].text == ""
    assert parsed.notes == ()


@needs_tesseract
def test_only_pages_without_text_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    real = ocr.Recogniser.read

    def counted(self: ocr.Recogniser, page: pdfium.PdfPage) -> str:
        read.append(1)
        return real(self, page)

    monkeypatch.setattr(ocr.Recogniser, "read", counted)
    path = scan(tmp_path / "mixed.pdf", "Depreciation was 31 million.", printed="Costs were $7 million.")
    parsed = pdf.parse(path.read_bytes(), path.name)
    assert [bool(page.text) for page in parsed.pages] == [True, False, True]
    assert parsed.pages[2].text == "Costs were $7 million."
    assert len(read) == 1


def test_without_tesseract_a_scan_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("tesseract") is None
    path = scan(tmp_path / "scan.pdf", "Revenue was 4,215 million dollars.")
    with pytest.raises(UnreadableFile, match=r"text layer .*apt-get install tesseract-ocr") as error:
        pdf.parse(path.read_bytes(), path.name)
    assert "\n" not in str(error.value)
    mixed = scan(tmp_path / "mixed.pdf", "One.", "Two.", printed="Costs were $7 million.")
    (note,) = pdf.parse(mixed.read_bytes(), mixed.name).notes
    assert note.startswith("mixed.pdf: 2 pages (1, 2) are without a text layer")
    assert "apt-get install tesseract-ocr" in note


@needs_tesseract
def test_a_picture_without_words_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "box.pdf"), pagesize=letter)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableFile, match="text layer, and Tesseract finds no words"):
        pdf.parse((tmp_path / "box.pdf").read_bytes(), "box.pdf")


@needs_tesseract
def test_too_slow_a_scan_keeps_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "FILE_SECONDS", -1.0)
    path = scan(tmp_path / "long.pdf", "One.", printed="Costs were $7 million.")
    parsed = pdf.parse(path.read_bytes(), path.name)
    assert parsed.pages[2].text == "Costs were $7 million."
    assert "page 1 is not recognised" in parsed.notes[0]


@needs_tesseract
def test_a_scan_is_found_by_its_words(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", "Revenue was 4,215 million dollars in the year.")
    with Index.create(tmp_path / "index") as index:
        assert ingest([path], index).documents == 1
        assert index.passages(index.store.keyword_search(["revenue"], 1))[0].page == 1

"""Page images and the place of a quote on a page, on real PDFs."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from tests.filings import write_bad_files, write_pdf
from ui import pages


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    """A page with a row whose cells stand apart, on letter paper."""
    path = tmp_path / "statement.pdf"
    canvas = Canvas(str(path), pagesize=letter)
    canvas.drawString(72, 700, "Net sales")
    canvas.drawRightString(400, 700, "$ 32,765")
    canvas.drawRightString(500, 700, "31,657")
    canvas.drawString(72, 650, "The outlook for the coming year is")
    canvas.drawString(72, 636, "calm, management says.")
    canvas.showPage()
    canvas.drawString(72, 700, "Second page")
    canvas.showPage()
    canvas.save()
    return path


def test_a_page_is_an_image_of_the_width_asked_for(statement: Path) -> None:
    data = pages.image(statement, 2, width=700)
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert picture.width == pytest.approx(700, abs=1)
    assert picture.height == pytest.approx(700 * 11 / 8.5, abs=2)
    assert sum(picture.convert("L").histogram()[:80]) > 100, "there is ink on it"


def test_what_is_not_a_page_of_a_readable_pdf_has_no_image(statement: Path, tmp_path: Path) -> None:
    assert pages.image(statement, 0) is None
    assert pages.image(statement, 3) is None
    assert pages.image(tmp_path / "gone.pdf", 1) is None
    write_bad_files(tmp_path / "bad")
    for name in ("encrypted.pdf", "truncated.pdf", "empty.pdf", "notes-with-pdf-name.pdf", "empty.html"):
        assert pages.image(tmp_path / "bad" / name, 1) is None, name
        assert pages.find(tmp_path / "bad" / name, 1, "revenue") == (), name


def test_a_row_is_found_cell_by_cell_where_it_is_printed(statement: Path) -> None:
    label, *cells = pages.find(statement, 1, "Net sales | $ 32,765 | 31,657")
    assert label.left == pytest.approx(72 / 612, abs=0.01)
    assert label.top < (792 - 700) / 792 < label.bottom + 0.005
    assert cells[-1].right == pytest.approx(500 / 612, abs=0.01)
    assert all(box.top == pytest.approx(label.top, abs=0.01) for box in cells)


def test_a_sentence_broken_over_lines_is_found_on_both(statement: Path) -> None:
    boxes = pages.find(statement, 1, "The outlook for the coming year is calm, management says.")
    assert len({round(box.top, 2) for box in boxes}) == 2


def test_what_is_not_printed_there_is_not_found(statement: Path) -> None:
    assert pages.find(statement, 1, "Something else entirely") == ()
    assert pages.find(statement, 2, "Net sales | $ 32,765") == ()
    assert pages.find(statement, 1, "") == ()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_place_is_where_the_ink_is_however_the_page_is_turned(tmp_path: Path, turned: int) -> None:
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), pagesize=letter)
    canvas.setPageRotation(turned)
    canvas.drawString(90, 400, "Net sales turned")
    canvas.showPage()
    canvas.save()
    (box,) = pages.find(path, 1, "Net sales turned")
    data = pages.image(path, 1)
    assert data is not None
    picture = Image.open(io.BytesIO(data)).convert("L")
    ink = picture.point([255 if level < 128 else 0 for level in range(256)]).getbbox()
    assert ink is not None
    seen = [ink[0] / picture.width, ink[1] / picture.height, ink[2] / picture.width, ink[3] / picture.height]
    assert [box.left, box.top, box.right, box.bottom] == pytest.approx(seen, abs=0.006)


def test_a_file_that_changed_is_read_anew(statement: Path) -> None:
    assert pages.find(statement, 1, "Net sales")
    statement.unlink()
    write_pdf(statement, "Other words now")
    assert pages.find(statement, 1, "Other words now")
    assert not pages.find(statement, 1, "Net sales")


def test_a_quote_is_located_piece_by_piece_when_it_is_not_there_whole() -> None:
    text = "First line of the passage.\nUnrelated words between them.\nSecond line of the passage."
    quote = "First line of the passage.\nSecond line of the passage."
    assert [text[start:end] for start, end in pages.locate(text, quote)] == quote.split("\n")
    pieces = list(pages.spans(text, quote))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, marked in pieces if marked] == quote.split("\n")


def test_a_filing_inside_a_zip_is_shown_as_one_outside(statement: Path, tmp_path: Path) -> None:
    archive = tmp_path / "filings.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(statement, "2024/statement.pdf")
        packed.writestr("notes.txt", "Net sales were 32,765.")
    inside = archive / "2024" / "statement.pdf"
    assert pages.image(inside, 1) == pages.image(statement, 1)
    assert pages.find(inside, 1, "Net sales") == pages.find(statement, 1, "Net sales") != ()
    for name in ("notes.txt", "gone.pdf", "2024"):
        assert pages.image(archive / name, 1) is None, name

"""Choosing a parser by content, and one clear line for what cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.parse import SUPPORTED, Kind, parse_bytes, parse_file, sniff

HTML = b"<!DOCTYPE html><html><body><p>Revenue rose.</p></body></html>"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.pdf", Kind.PDF),
        (b"\n\n%PDF-1.4\n", "a.html", Kind.PDF),
        (HTML, "a.htm", Kind.HTML),
        (HTML, "a.txt", Kind.HTML),
        (b"\xff\xfe" + "<html><body>x</body></html>".encode("utf-16-le"), "a.txt", Kind.HTML),
        (b"just words", "a.html", Kind.HTML),
        (b"# Title\n\nwords", "a.md", Kind.TEXT),
        (b"a,b\n1,2\n", "a.csv", Kind.CSV),
        (b"a,b\n1,2\n", "a.txt", Kind.TEXT),
        (zipped(**{"word/document.xml": b"<w/>"}), "a.bin", Kind.DOCX),
        (zipped(**{"xl/workbook.xml": b"<w/>"}), "a.zip", Kind.XLSX),
        (zipped(**{"a.txt": b"words"}), "a.zip", Kind.ZIP),
    ],
)
def test_content_decides_before_the_name(data: bytes, name: str, kind: Kind) -> None:
    assert sniff(data, name) is kind


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.html", "empty (0 bytes)"),
        (b"", "a.pdf", "empty (0 bytes)"),
        (b" \n\t ", "a.txt", "nothing but white space"),
        (b"\x00" * 4096, "a.pdf", "nothing but white space"),
        (HTML, "a.pdf", "named .pdf, but it holds an HTML page"),
        (b"words", "a.docx", "named .docx, but it holds plain text"),
        (bytes(range(256)) * 20, "a.pdf", "named .pdf, but the bytes are not a PDF"),
        (bytes(range(256)) * 20, "a.bin", "binary data"),
        (b"\x7fELF\x02\x01" + b"\x00" * 99, "run", "a program"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.html", "a PNG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\x00" * 99, "a.docx", "password-protected Office file"),
        (zipped(**{"a.txt": b"words"})[:40], "a.zip", "damaged or truncated"),
        (zipped(**{"word/document.xml": b"<w/>"})[:-30], "a.docx", "damaged or truncated"),
        (b"%PDF-1.7\ntruncated", "a.pdf", "a.pdf"),
        (b"<html><body><p style='display:none'>secret</p></body></html>", "a.html", "no text"),
    ],
)
def test_unreadable_files_get_one_line_that_names_them(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_bytes(data, name)
    message = str(caught.value)
    assert says in message
    assert name in message
    assert "\n" not in message
    assert ";" in message, "says what to do next"


def test_paths_that_are_no_readable_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        parse_file(tmp_path / "missing.pdf")
    with pytest.raises(UnreadableFile, match="a folder"):
        parse_file(tmp_path)


def test_text_is_cut_at_form_feeds_or_by_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\fNet sales were 5.\ftwo")
    assert [page.text for page in parse_file(path).pages] == ["one", "Net sales were 5.", "two"]
    path.write_text("\n\n".join(f"Paragraph {n} " + "word " * 100 for n in range(50)))
    pages = parse_file(path).pages
    assert len(pages) > 5
    assert all(len(page.text) <= 3100 for page in pages)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    whole = " ".join(page.text for page in pages)
    assert all(f"Paragraph {n} " in whole for n in range(50)), "no paragraph is lost"


def test_a_single_endless_line_is_still_cut() -> None:
    pages = parse_bytes(b"x" * 100_000, "a.txt").pages
    assert sum(len(page.text) for page in pages) == 100_000
    assert max(len(page.text) for page in pages) <= 3000


def test_windows_text_keeps_its_quotes() -> None:
    assert parse_bytes("Sales – “net”".encode("cp1252"), "a.txt").pages[0].text == "Sales – “net”"


def test_an_edgar_submission_is_read_as_its_first_document() -> None:
    data = (
        b"<SEC-DOCUMENT>0000-00.txt\n<SEC-HEADER>\nCOMPANY\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n"
        b"<html><body><p>The filing.</p></body></html>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n"
        b"<html><body>An exhibit.</body></html>\n</TEXT>\n</DOCUMENT>"
    )
    assert [page.text for page in parse_bytes(data, "a.txt").pages] == ["The filing."]


def test_every_supported_suffix_is_lower_case_with_its_dot() -> None:
    assert {".pdf", ".html", ".htm", ".txt", ".md", ".docx", ".xlsx", ".csv", ".zip"} <= set(SUPPORTED)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUPPORTED)

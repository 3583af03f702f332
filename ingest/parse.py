"""Choose the parser for a file by what its bytes are, and read it.

The name is asked only where the bytes cannot tell (CSV against plain text), and where it promises a
format that the bytes are not, which is said rather than guessed around.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from ingest.document import Parsed
from ingest.errors import UnreadableFile

__all__ = ["SUPPORTED", "Format", "Kind", "parse_bytes", "parse_file", "sniff"]


class Kind(StrEnum):
    """The formats that can be read. A ZIP holds several documents: `ingest.parsers.archive.Archive` opens it."""

    PDF = "PDF"
    HTML = "HTML"
    TEXT = "text"
    CSV = "CSV"
    DOCX = "DOCX"
    XLSX = "XLSX"
    ZIP = "ZIP"


@dataclass(frozen=True, slots=True)
class Format:
    """One readable format: its usual name endings and the function that reads it."""

    suffixes: tuple[str, ...]
    parse: Callable[[bytes, str], Parsed]


def _pdf(data: bytes, name: str) -> Parsed:
    from ingest.parsers import pdf

    return pdf.parse(data, name)


def _html(data: bytes, name: str) -> Parsed:
    from ingest.parsers import html

    return html.parse(data, name)


def _text(data: bytes, name: str) -> Parsed:
    from ingest.parsers import text

    return text.parse(data, name)


def _csv(data: bytes, name: str) -> Parsed:
    from ingest.parsers import office

    return office.parse_csv(data, name)


def _docx(data: bytes, name: str) -> Parsed:
    from ingest.parsers import office

    return office.parse_docx(data, name)


def _xlsx(data: bytes, name: str) -> Parsed:
    from ingest.parsers import office

    return office.parse_xlsx(data, name)


def _zip(data: bytes, name: str) -> Parsed:
    raise UnreadableFile(f"{name}: a ZIP inside a ZIP is not opened; unpack it and ingest the folder")


# The imports stand inside the functions because each format's library is slow to load and most runs need one.
FORMATS: dict[Kind, Format] = {
    Kind.PDF: Format((".pdf",), _pdf),
    Kind.HTML: Format((".html", ".htm", ".xhtml"), _html),
    Kind.TEXT: Format((".txt", ".md", ".markdown"), _text),
    Kind.CSV: Format((".csv", ".tsv"), _csv),
    Kind.DOCX: Format((".docx",), _docx),
    Kind.XLSX: Format((".xlsx",), _xlsx),
    Kind.ZIP: Format((".zip",), _zip),
}

SUPPORTED: tuple[str, ...] = tuple(suffix for form in FORMATS.values() for suffix in form.suffixes)
"""The name endings looked for in a folder."""

_BINARY_KINDS = (Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.ZIP)

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old or password-protected Office file",
        "save it as .docx or .xlsx without a password",
    ),
    (b"\x89PNG", "a PNG image", "ingest the document it was taken from"),
    (b"\xff\xd8\xff", "a JPEG image", "ingest the document it was taken from"),
    (b"GIF8", "a GIF image", "ingest the document it was taken from"),
    (b"II*\x00", "a TIFF image", "ingest the document it was taken from"),
    (b"MM\x00*", "a TIFF image", "ingest the document it was taken from"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"{\\rtf", "an RTF file", "save it as .docx or PDF"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ", "a program", "leave it out"),
)

_READABLE = "PDF, HTML, text, Markdown, CSV, DOCX, XLSX or ZIP"


def sniff(data: bytes, name: str) -> Kind:
    """The format of `data`, by content first and `name` second.

    Raises UnreadableFile for an empty file, a format that cannot be read, or bytes that are not what the name promises.
    """
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        what = "is empty (0 bytes)" if not data else "holds nothing but white space"
        raise UnreadableFile(f"{name}: the file {what}; fetch it again from where it came")
    head = data[:1024]
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from ingest.parsers import archive

        return Kind(archive.office_kind(data, name) or Kind.ZIP)
    suffix = PurePath(name).suffix.lower()
    for magic, what, advice in _FOREIGN:
        if head.startswith(magic) and not (magic == b"MZ" and _is_text(data)):
            raise UnreadableFile(f"{name}: the file is {what}, not {_READABLE}; {advice}")
    if not _is_text(data):
        if suffix == ".pdf":
            raise UnreadableFile(f"{name}: named .pdf, but the bytes are not a PDF; fetch it again or leave it out")
        raise UnreadableFile(f"{name}: binary data that is not {_READABLE}; leave it out or convert it")
    kind = _text_kind(data, suffix)
    for promised in _BINARY_KINDS:
        if suffix in FORMATS[promised].suffixes:
            held = "an HTML page" if kind is Kind.HTML else "plain text"
            raise UnreadableFile(
                f"{name}: named {suffix}, but it holds {held} (a saved error page?); fetch it again or rename it"
            )
    return kind


def parse_bytes(data: bytes, name: str) -> Parsed:
    """Pages, tables, facts and identity of one file's bytes.

    Raises UnreadableFile with one line saying what is wrong with it.
    """
    from ingest.filing.identity import identify
    from ingest.filing.sections import with_sections
    from ingest.parsers.text import visible

    data = _main_document(data)
    parsed = FORMATS[sniff(data, name)].parse(data, name)
    pages = tuple(replace(page, text=visible(page.text)) for page in parsed.pages)
    if not any(page.text.strip() for page in pages):
        raise UnreadableFile(f"{name}: no text in it; leave it out")
    identity = identify(pages, name, parsed.identity)
    return replace(parsed, pages=with_sections(pages), identity=identity)


def parse_file(path: Path) -> Parsed:
    """Like `parse_bytes`, of the file at `path`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"{path}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path}: a folder, not a file; name a file in it") from None
    except OSError as error:
        raise UnreadableFile(f"{path}: cannot be opened ({error.strerror}); check its permissions") from None
    return parse_bytes(data, path.name)


def _main_document(data: bytes) -> bytes:
    """The first document of an EDGAR full-text submission, which holds a filing and its exhibits in one file."""
    head = data[:2048].lstrip()
    if not head.startswith((b"<SEC-DOCUMENT>", b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----", b"<DOCUMENT>")):
        return data
    start = data.find(b"<TEXT>")
    end = data.find(b"</TEXT>", start)
    body = data[start + len(b"<TEXT>") : end if end > 0 else len(data)].strip() if start >= 0 else data
    return body.removeprefix(b"<XBRL>").removesuffix(b"</XBRL>").strip()


def _is_text(data: bytes) -> bool:
    """Text in any usual encoding: hardly a control character, and no NUL unless a byte-order mark announces UTF-16."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in sample:
        return False
    controls = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return controls * 100 <= len(sample)


def _text_kind(data: bytes, suffix: str) -> Kind:
    head = data[:4096].lower()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    if suffix in FORMATS[Kind.CSV].suffixes:
        return Kind.CSV
    tagged = any(mark in head for mark in (b"<!doctype html", b"<html", b"<body"))
    if tagged or suffix in FORMATS[Kind.HTML].suffixes:
        return Kind.HTML
    return Kind.TEXT

"""Read plain text and Markdown into pages."""

import re
from collections.abc import Iterable, Iterator

from ingest.document import Page, Parsed
from ingest.errors import UnreadableFile

__all__ = ["PAGE_CHARACTERS", "decode", "page_up", "parse", "visible"]

PAGE_CHARACTERS = 3000
"""About one printed page; text without page breaks is cut at paragraph ends near this size."""

_UNSEEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_BREAK = re.compile(r"\f|^[ \t]*<PAGE>[ \t]*$", re.MULTILINE)


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8, UTF-16 with its mark, else Windows-1252 (in which no byte fails)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def visible(text: str) -> str:
    """The text less what no reader sees of it: tag characters, marks of direction, joiners, control characters and a
    terminal's commands. All of these have been used to hide words in plain sight, or to show others than are there."""
    return _UNSEEN.sub("", text)


def parse(data: bytes, name: str) -> Parsed:
    """Pages of a text file: at form feeds (or EDGAR's `<PAGE>` lines) where it has them, else by size.

    Raises UnreadableFile when it holds no text.
    """
    text = visible(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    parts = _BREAK.split(text)
    if len(parts) == 1:
        parts = list(page_up(re.split(r"\n[ \t]*\n", text)))
    pages = tuple(Page(number, part.strip("\n")) for number, part in enumerate(filter(str.strip, parts), start=1))
    if not pages:
        raise UnreadableFile(f"{name}: no text in it; fetch it again from where it came")
    return Parsed(pages)


def page_up(paragraphs: Iterable[str], size: int = PAGE_CHARACTERS) -> Iterator[str]:
    """Paragraphs gathered into pages of about `size` characters; a longer paragraph is cut at line or word ends."""
    page: list[str] = []
    length = 0
    for paragraph in paragraphs:
        for piece in _pieces(paragraph.strip("\n"), size):
            if length and length + len(piece) > size:
                yield "\n\n".join(page)
                page, length = [], 0
            page.append(piece)
            length += len(piece) + 2
    if page:
        yield "\n\n".join(page)


def _pieces(paragraph: str, size: int) -> Iterator[str]:
    start = 0
    while len(paragraph) - start > size:
        end = start + size
        cut = max(paragraph.rfind("\n", start, end), paragraph.rfind(" ", start, end))
        cut = cut if cut > start + size // 2 else end
        yield paragraph[start:cut]
        start = cut
    if paragraph[start:].strip():
        yield paragraph[start:]

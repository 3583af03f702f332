"""Cut a document into retrievable chunks: a page is one, with its context in front.

A chunk never crosses a page, so that its citation is one page, and a table stays whole with its caption, its unit line
and its column headers. Only a page as long as no printed one is cut, at line ends. Of the ways that were measured
(`eval/bench_chunks.py`: 20 filings, 50 questions), smaller pieces, and statements again by rows, found no more and took
more than twice as long.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from ingest.document import Chunk, Identity, Parsed, Table

__all__ = ["PAGE_CHARACTERS", "Cut", "chunk", "context_header", "embedded_text", "pieces"]

PAGE_CHARACTERS = 9000  # more than a printed page holds, figures not counted; an HTML page may be longer
CAPTION_CHARACTERS = 120

Cut = Callable[[str, str, Identity, Parsed], list[Chunk]]
"""Makes a document's chunks in page order of its id, source, identity and what was read of it."""

# The signs that each begins with are looked for first: most of a page is words, which are then passed quickly.
_NUMBER = re.compile(
    r"(?=[$€£¥\s(\d—–._])"
    r"(?:(?=[$€£¥\s(\d])[$€£¥]?\s?\(?\d[\d,.]*\d\)?%?|\(\d\)|\b\d\b|[—–]{1,2}|\.{3,}|(?:\. ){3,}|_{3,})"
)
_SPACE = re.compile(r"\s+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def context_header(identity: Identity, source: str, section: str | None = None) -> str:
    """What a reader must know to place a chunk: company · form · period · section."""
    period = None
    if identity.fiscal_year:
        quarter = f"Q{identity.fiscal_quarter} " if identity.fiscal_quarter else ""
        period = f"{quarter}FY{identity.fiscal_year}"
    elif identity.period_end:
        period = identity.period_end.isoformat()
    parts = (identity.company or source, identity.form, period, section)
    return " · ".join(part for part in parts if part)


def chunk(document: str, source: str, identity: Identity, parsed: Parsed) -> list[Chunk]:
    """All chunks of one document, in page order."""
    printed: dict[int, list[Table]] = {}
    for table in parsed.tables:
        if table.statement is not None:
            for number in range(table.page, (table.last_page or table.page) + 1):
                printed.setdefault(number, []).append(table)
    found: list[Chunk] = []
    for page in parsed.pages:
        statements = printed.get(page.number, ())
        section = " · ".join(dict.fromkeys(filter(None, (page.section, *map(_heading, statements)))))
        header = context_header(identity, source, section)
        kind = "table" if statements else "text"
        for text in pieces(page.text, PAGE_CHARACTERS):
            found.append(Chunk(document, page.number, len(found), header, text, kind))
    return found


def _heading(table: Table) -> str:
    """What a statement is and its unit, for a page that prints a part of it."""
    said = " ".join(filter(None, (table.caption or table.statement, table.unit_line)))
    return _SPACE.sub(" ", said)[:CAPTION_CHARACTERS].strip()


def embedded_text(chunk: Chunk) -> str:
    """What is embedded for a chunk: header and words, without the figures, which carry no meaning to the model."""
    return f"{chunk.header}\n{_without_figures(chunk.text)}"


def _without_figures(text: str) -> str:
    return " ".join(_NUMBER.sub(_year_or_nothing, text).split())


def _year_or_nothing(match: re.Match[str]) -> str:
    return match.group() if _YEAR.fullmatch(match.group().strip()) else " "


def pieces(text: str, most: int) -> Iterator[str]:
    """A text in pieces of even size cut at line ends: about `most` characters at most, figures not counted."""
    text = text.strip()
    if not text:
        return
    weight = len(_without_figures(text))
    count = -(-weight // most) or 1
    yield from _pack(text.splitlines(), weight / count, 2 * most)


def _pack(lines: Iterable[str], size: float, longest: int) -> Iterator[str]:
    held: list[str] = []
    length = 0.0
    for line in (part for whole in lines for part in _split_long(whole, longest)):
        weight = len(_without_figures(line)) + 1
        if held and length + weight / 2 > size:
            yield "\n".join(held)
            held, length = [], 0.0
        held.append(line)
        length += weight
    if any(line.strip() for line in held):
        yield "\n".join(held)


def _split_long(line: str, size: int) -> Iterator[str]:
    while len(line) > size:
        cut = line.rfind(" ", 0, size)
        cut = cut if cut > size // 2 else size
        yield line[:cut]
        line = line[cut:].lstrip()
    yield line

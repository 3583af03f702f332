"""Cut pages into retrievable chunks, each with its context in front.

The page is the base unit: a chunk never crosses a page, so that its citation is one page. Statements come again
as chunks of their own, split by rows with caption, unit line and column headers repeated.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from ingest.document import Chunk, Identity, Page, Parsed, Table

__all__ = ["Cut", "chunk", "context_header", "embedded_text"]

TEXT_CHARACTERS = 1100  # about the 256 tokens that all-MiniLM-L6-v2 reads, header included
TABLE_CHARACTERS = 2400  # numbers are left out of the embedded text, so more of a table fits

Cut = Callable[[str, str, Identity, Parsed], list[Chunk]]
"""Makes a document's chunks in page order of its id, source, identity and what was read of it."""

_NUMBER = re.compile(r"[$€£¥]?\s?\(?\d[\d,.]*\d\)?%?|\(\d\)|\b\d\b|[—–]{1,2}|\.{3,}|(?:\. ){3,}|_{3,}")
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
    found: list[Chunk] = []

    def add(page: int, section: str | None, text: str, kind: str) -> None:
        header = context_header(identity, source, section)
        found.append(Chunk(document, page, len(found), header, text, kind))

    tables: dict[int, list[Table]] = {}
    for table in parsed.tables:
        if table.statement is None:  # what another table says is in its page's text
            continue
        tables.setdefault(table.page, []).append(table)
    for page in parsed.pages:
        for text in _pieces(page):
            add(page.number, page.section, text, "text")
        for table in tables.get(page.number, ()):
            section = f"{page.section} · {table.statement}" if page.section and table.statement else page.section
            for number, text in _table_pieces(table):
                add(number, section or table.statement, text, "table")
    return found


def embedded_text(chunk: Chunk) -> str:
    """What is embedded for a chunk: header and words, without the figures, which carry no meaning to the model."""
    return f"{chunk.header}\n{_without_figures(chunk.text)}"


def _without_figures(text: str) -> str:
    return _SPACE.sub(" ", _NUMBER.sub(_year_or_nothing, text)).strip()


def _year_or_nothing(match: re.Match[str]) -> str:
    return match.group() if _YEAR.fullmatch(match.group().strip()) else " "


def _pieces(page: Page) -> Iterator[str]:
    """A page's text in pieces cut at line ends, of even size: TEXT_CHARACTERS at most, figures not counted."""
    text = page.text.strip()
    if not text:
        return
    weight = len(_without_figures(text))
    count = -(-weight // TEXT_CHARACTERS) or 1
    yield from _pack(text.splitlines(), weight / count)


def _table_pieces(table: Table) -> Iterator[tuple[int, str]]:
    """A table's rows in pieces with caption, unit line and column headers on each; with the page of the first row."""
    head = "\n".join(
        part
        for part in (
            table.caption,
            table.unit_line,
            " | ".join(filter(None, table.columns)),
        )
        if part
    )
    page, lines, size = table.page, list[str](), 0
    for row in table.rows:
        cells = " | ".join(cell.text if cell else "" for cell in row.cells).strip(" |")
        line = f"{' > '.join((*row.parents[-1:], row.label))}: {cells}" if cells else row.label
        row_page = row.page or page
        if lines and (size + len(line) > TABLE_CHARACTERS or row_page != page):
            yield page, "\n".join((head, *lines))
            lines, size = [], 0
        page = row_page
        lines.append(line)
        size += len(line)
    if lines:
        yield page, "\n".join((head, *lines))


def _pack(lines: Iterable[str], size: float) -> Iterator[str]:
    held: list[str] = []
    length = 0.0
    for line in (part for whole in lines for part in _split_long(whole, 2 * TEXT_CHARACTERS)):
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

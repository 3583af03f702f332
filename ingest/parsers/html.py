"""Read an HTML filing: its pages as a reader sees them, its tables, and its inline XBRL facts."""

from collections.abc import Iterator, Sequence
from itertools import chain

from ingest.document import Fact, Page, Parsed
from ingest.errors import UnreadableFile
from ingest.filing.concepts import standard_tag
from ingest.parsers import xbrl
from ingest.parsers.html_layout import Layout, Line, lay_out
from ingest.parsers.html_tables import Placed, build_tables
from ingest.parsers.markup import read_tree
from ingest.parsers.running import trim_pages
from ingest.parsers.text import PAGE_CHARACTERS, page_up

__all__ = ["parse"]

_LONGEST_PAGE = 16_000
"""A page with more characters than this is cut by size: the filing marks no page breaks there."""


def parse(data: bytes, name: str, *, hide_tags: bool = False) -> Parsed:
    """Pages, tables, facts and the tagged part of the identity of one HTML file.

    With `hide_tags` all inline XBRL is passed over, so that facts are read from the printed tables, as they are in a
    filing without tags. Raises UnreadableFile when the file is too large, nested too deep or holds no text.
    """
    root = read_tree(data, name)
    layout = lay_out(root, tags=not hide_tags)
    if not any(line.text for line in layout.lines):
        raise UnreadableFile(f"{name}: no text in it; fetch it again from where it came")
    sheets, printed = _sheets(layout.lines)
    pages = tuple(
        Page(number, "\n".join(line.text for line in lines), printed[number - 1])
        for number, lines in enumerate(sheets, start=1)
    )
    placed = build_tables(layout, sheets)
    if hide_tags:
        return Parsed(pages, placed.tables, placed.facts)
    facts = tuple(_facts(layout, xbrl.read_tags(root), placed))
    # Some filings tag their cover page alone: then the printed statements say more.
    untagged = () if any(fact.statement for fact in facts) else placed.facts
    return Parsed(pages, placed.tables, facts + untagged, xbrl.cover(root))


def _sheets(lines: Sequence[Line]) -> tuple[list[list[Line]], list[str | None]]:
    """The pages' own lines (running head and foot taken off) and their printed numbers; sets each Line's `page`."""
    stacks: list[list[Line]] = []
    current: int | None = None
    for line in lines:
        if line.page != current:
            stacks.append([])
            current = line.page
        stacks[-1].append(line)
    trims = trim_pages([[line.text if line.table is None else "" for line in stack] for stack in stacks])
    sheets: list[list[Line]] = []
    printed: list[str | None] = []
    for stack, trim in zip(stacks, trims, strict=True):
        for line in stack:
            line.page = len(sheets) + 1
        for part in _cut(stack[trim.start : trim.end]) or [[]]:
            sheets.append(part)
            printed.append(trim.printed)
            for line in part:
                line.page = len(sheets)
    return sheets, printed


def _cut(lines: Sequence[Line]) -> list[list[Line]]:
    """A page's lines, in several pages where they are far more than one."""
    if sum(len(line.text) for line in lines) <= _LONGEST_PAGE:
        return [list(lines)] if lines else []
    parts: list[list[Line]] = [[]]
    length = 0
    for piece in chain.from_iterable(map(_pieces, lines)):
        if length and length + len(piece.text) > PAGE_CHARACTERS:
            parts.append([])
            length = 0
        parts[-1].append(piece)
        length += len(piece.text) + 1
    return parts


def _pieces(line: Line) -> Iterator[Line]:
    yield line
    if len(line.text) > _LONGEST_PAGE:
        line.text, *rest = page_up([line.text])
        for text in rest:
            yield Line(text, line.page, line.table, line.row)


def _facts(layout: Layout, tags: xbrl.Tags, placed: Placed) -> Iterator[Fact]:
    for place, element in enumerate(layout.places):
        number = tags.number(element)
        line = layout.place_lines.get(place)
        if number is None or line is None:
            continue
        row = placed.rows.get((line.table, line.row)) if line.table is not None and line.row is not None else None
        yield Fact(
            label=row.label if row and row.label else xbrl.tag_words(number.concept),
            value=number.value,
            unit=number.unit,
            period_end=number.context.end,
            period_start=number.context.start,
            concept=number.concept,
            standard=standard_tag(number.concept),
            dimensions=number.context.dimensions,
            page=line.page,
            printed=placed.printed.get(place, number.text),
            scale=number.scale,
            statement=row.statement if row else None,
            origin="xbrl",
        )

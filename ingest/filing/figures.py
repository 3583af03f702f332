"""All tables of a filing and the facts in them: the primary statements first, then what agrees with or adds to them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ingest.document import Fact, Statement, Table
from ingest.filing.equity import equity_facts
from ingest.filing.facts import statement_calendar, statement_facts
from ingest.filing.note_columns import caption_of
from ingest.filing.notes import note_facts
from ingest.filing.numbers import Units, unit_line
from ingest.filing.periods import report_calendar
from ingest.filing.statements import Found, find_statements, has_rows, title_of
from ingest.filing.tables import Grid

__all__ = ["Figures", "read_facts", "read_figures", "read_grids"]

# The reported period stands on one of the first pages.
_COVER = 4
_CONTINUED = re.compile(r"\bcont(?:inued|[’'.]?d)\b", re.IGNORECASE)
# Columns of one table stand within this many points of each other from page to page.
_SHIFT = 8.0
# A statement's title at the foot of a page is among this many last lines, none of them as long as running text.
_FOOT = 8
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Figures:
    """A filing's tables in page order, each whole over its pages, and its facts: the primary statements' first."""

    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]


def read_figures(pages: Mapping[int, Sequence[Grid]], likely: Sequence[int], texts: Sequence[str]) -> Figures:
    """The tables and facts of a filing of `texts` pages. `pages` has the grids found on each page by its index;
    `likely` are the indexes of the pages that could hold a primary statement."""
    pages = {index: _titled_overleaf(grids, texts[index - 1] if index else "") for index, grids in pages.items()}
    found = find_statements([grid for index in likely for grid in pages[index]])
    taken = {id(part.grid) for part in found}
    others = _joined([grid for index in sorted(pages) for grid in pages[index]], taken)
    return read_grids(found, others, texts)


def _titled_overleaf(grids: Sequence[Grid], before: str) -> Sequence[Grid]:
    """A page's grids, the first with the statement's title and unit line that the page before ends on, where its own
    page begins with its columns."""
    if not grids or grids[0].table.unit_line or grids[0].intro or any(title_of(line) for line in grids[0].titles):
        return grids
    foot = [line for line in before.splitlines() if line.strip()][-_FOOT:]
    begin = next((place for place in range(len(foot) - 1, -1, -1) if title_of(foot[place])), None)
    # Rows or running text below it: the title is of something that stands there.
    if begin is None or has_rows("\n".join(foot[begin:])) or any(len(line) > _LONGEST_TITLE for line in foot[begin:]):
        return grids
    unit = next((line for line in foot[begin:] if unit_line(line)), "")
    titles = tuple(line for line in foot[begin:] if line != unit)
    first = grids[0]
    caption = " · ".join((*titles, *first.titles))
    table = replace(first.table, caption=caption, unit_line=unit)
    return [replace(first, table=table, titles=(*titles, *first.titles)), *grids[1:]]


def read_grids(found: Sequence[Found], others: Sequence[Grid], texts: Sequence[str]) -> Figures:
    """The tables and facts of the primary statements found and of the other grids of a filing."""
    facts, kinds = read_facts(found, others, texts)
    tables = [
        *_statement_tables(found),
        *(replace(_captioned(grid), statement=kinds.get(id(grid))) for grid in others),
    ]
    return Figures(tuple(sorted(tables, key=lambda table: table.page)), facts)


def read_facts(
    found: Sequence[Found], others: Sequence[Grid], texts: Sequence[str]
) -> tuple[tuple[Fact, ...], Mapping[int, Statement]]:
    """The facts of the primary statements and of the other grids, and which of those are tables of segments, by the
    grid's `id`."""
    known = statement_calendar(found, report_calendar(texts[:_COVER]), texts)
    facts = statement_facts(found, known)
    equity = [part.grid for part in found if part.statement is Statement.EQUITY]
    noted = note_facts([*others, *equity], facts, known)
    added = [fact for grid in others for fact in noted.get(id(grid), ())]
    kinds = {id(grid): Statement.SEGMENTS for grid in others if _by_segment(noted.get(id(grid), ()))}
    return (*facts, *_equity(equity, found, noted), *added), kinds


def _equity(grids: Sequence[Grid], found: Sequence[Found], noted: Mapping[int, Sequence[Fact]]) -> Iterable[Fact]:
    """The facts of the statement of equity: by its columns' parts, or by its columns' periods where it has those."""
    if not grids:
        return ()
    stated = [unit_line(part.grid.table.unit_line) for part in (*(p for p in found if p.grid in grids), *found)]
    units = next((units for units in stated if units), Units())
    by_part = list(equity_facts(grids, units)) if units.stated else []
    if by_part:
        return by_part
    by_period = chain.from_iterable(noted.get(id(grid), ()) for grid in grids)
    return [
        replace(fact, statement=Statement.EQUITY, standard=None, concept="", dimensions=fact.dimensions[:-1])
        for fact in by_period
    ]


def _by_segment(facts: Sequence[Fact]) -> bool:
    return any(fact.statement is Statement.SEGMENTS for fact in facts)


def _captioned(grid: Grid) -> Table:
    return replace(grid.table, caption=caption_of(grid))


def _statement_tables(found: Sequence[Found]) -> list[Table]:
    """The primary statements as tables, those of several parts made one where the parts have the same columns."""
    tables: list[Table] = []
    for part in found:
        table = replace(part.grid.table, statement=part.statement)
        before = tables[-1] if tables else None
        if (
            before is not None
            and before.statement is part.statement
            and len(before.columns) == len(table.columns)
            and table.page - (before.last_page or before.page) <= 1
            and (before.columns == table.columns or not part.grid.own_header)
        ):
            tables[-1] = replace(before, rows=before.rows + table.rows, last_page=table.page)
        else:
            tables.append(table)
    return tables


def _joined(grids: Sequence[Grid], taken: set[int]) -> list[Grid]:
    """The grids that are in no statement, in page order; one that goes on at the top of the next page is made whole."""
    joined: list[Grid] = []
    last: Grid | None = None  # the last grid of the page before, as it stands on that page
    for number, grid in enumerate(grids):
        opens = number == 0 or grids[number - 1].table.page != grid.table.page
        before, last = last, grid
        if id(grid) in taken:
            continue
        whole = joined[-1] if joined else None
        if opens and before and whole and id(before) not in taken and _goes_on(whole, before, grid):
            rows = whole.table.rows + grid.table.rows
            joined[-1] = replace(whole, table=replace(whole.table, rows=rows, last_page=grid.table.page))
        else:
            joined.append(grid)
    return joined


def _goes_on(whole: Grid, before: Grid, after: Grid) -> bool:
    """Whether the first table of a page continues the last one of the page before: its columns stand where those do,
    and it has no names of its own for them, or the same ones under the word "continued"."""
    if after.table.page != before.table.page + 1 or len(after.edges) != len(whole.edges):
        return False
    if any(abs(a - b) > _SHIFT for a, b in zip(after.edges, whole.edges, strict=True)):
        return False
    if after.own_header:
        said = any(_CONTINUED.search(title) for title in after.titles)
        return after.table.columns == whole.table.columns and (said or not after.titles) and not after.intro
    return not after.table.unit_line and not after.intro and whole.own_header

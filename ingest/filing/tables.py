"""Rebuild the tables of a page from positioned text."""

from dataclasses import dataclass
from statistics import median

from ingest.document import Table
from ingest.filing.blocks import Block, find_blocks, is_row
from ingest.filing.cells import part
from ingest.filing.columns import find_columns
from ingest.filing.headers import read_header
from ingest.filing.layout import PageText
from ingest.filing.rows import read_rows

__all__ = ["Grid", "find_grids"]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page with what was printed around it.

    `titles` are the lines above the column headers, `intro` the end of the text above those; `context` is what stands
    over the label column ("Years ended December 31,"); `edges` are the columns' right edges in points. `top` is where
    it begins.
    """

    table: Table
    titles: tuple[str, ...]
    context: str
    edges: tuple[float, ...]
    top: float = 0.0
    own_header: bool = True
    intro: str = ""


def find_grids(page: PageText) -> list[Grid]:
    """The tables of one page from top to bottom. A table without its own header row has empty column names."""
    parts = [part(line) for line in page.lines]
    grids: list[Grid] = []
    for block in find_blocks(parts, page.width):
        grid = _grid(block, page)
        if grid is not None:
            grids.append(grid)
    return grids


def _grid(block: Block, page: PageText) -> Grid | None:
    rows = [line for line in block.body if is_row(line)]
    columns = find_columns(rows)
    if not columns:
        return None
    first = min(column.left for column in columns)
    height = median(row.line.height for row in rows)
    header = read_header(block.head, columns, first)
    own = any(header.names)
    body = read_rows(header.headings + block.body, columns, first, height, page)
    # One row alone is a table only under column names: the head of a statement that goes on overleaf.
    if not any(cell for row in body for cell in row.cells) or (len(rows) < 2 and not own):
        return None
    caption = " · ".join(header.titles)
    table = Table(page.number, caption, header.unit, header.names, tuple(body), last_page=page.number)
    edges = tuple(column.edge for column in columns)
    return Grid(table, header.titles, header.context, edges, rows[0].line.top, own, header.intro)

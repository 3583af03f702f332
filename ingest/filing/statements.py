"""Recognise the primary statements of a filing among its tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Statement, Table
from ingest.filing.statement_words import CLOSES, OTHERS, ROWS, SUPPLEMENTS, TITLES
from ingest.filing.tables import Grid

__all__ = ["Found", "find_statements", "has_rows", "has_table", "statement_pages", "title_of"]

# Two numbers or more at the end of a line of a page's text.
_ROW = re.compile(
    r"[ \t]\(?[$€£¥]?[ \t]?\(?\d[\d,.]*[)%]*[ \t]+(?:[$€£¥%)][ \t]?)*(?:\(?\d[\d,.]*|[—–-])[ \t]?[)%]*[ \t]*$",
    re.MULTILINE,
)
_ALONE = re.compile(r"^[$€£¥( \t]*\d[\d,.]*[)% \t]*$", re.MULTILINE)
_ENDS_IN_YEAR = re.compile(r"(?:19|20)\d\d\W*$")
# Primary statements stand within this many pages of each other.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A grid that is a primary statement, or a part of one."""

    grid: Grid
    statement: Statement


def title_of(line: str) -> Statement | None:
    """The statement a heading names, or None. Sentences that mention a statement are no headings."""
    words = line.split()
    spaced = sum(len(word) == 1 for word in words) > 0.7 * len(words)
    if len(words) > 22 and not spaced:
        return None
    letters = re.sub(r"[^a-z]", "", line.lower().replace("&", "and"))
    best: tuple[int, Statement] | None = None
    for statement, pattern in TITLES:
        match = pattern.search(letters)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), statement)
    if best is None or (line[:1].islower() and "statement" in line[:10]):
        return None
    return best[1]


def statement_pages(texts: Sequence[str]) -> list[int]:
    """Indexes of the pages that could hold a primary statement, by a cheap test on their plain text.

    The page after one is taken with it when it has rows of numbers too: a statement may go on overleaf without a title.
    """
    likely = [index for index, text in enumerate(texts) if _has_figures(text) and _likely(text)]
    titled = [index for index, text in enumerate(texts) if index in likely or _titled(text)]
    after = [
        index + 1
        for index in titled
        if index + 1 < len(texts) and (_has_figures(texts[index + 1]) or has_rows(texts[index + 1]))
    ]
    return sorted({*likely, *after})


def _has_figures(text: str) -> bool:
    return sum(1 for _ in re.finditer(r"\d[\d,.]*[)%]*[ \t]*(?:\n|$)", text)) >= 5


def has_table(text: str) -> bool:
    """Whether a page's text has rows of several numbers enough to be worth the search for a table's cells, or numbers
    enough on lines of their own, as widely spaced columns come."""
    rows = sum(1 for match in _ROW.finditer(text) if not _ENDS_IN_YEAR.search(match[0]))
    return rows >= 3 or sum(1 for _ in _ALONE.finditer(text)) >= 4


def has_rows(text: str) -> bool:
    """Whether any line of a text ends in several numbers, as a table's rows do."""
    return any(not _ENDS_IN_YEAR.search(match[0]) for match in _ROW.finditer(text))


def _titled(text: str) -> bool:
    return any(title_of(line) for line in text.splitlines()[-12:] if len(line) < 120 and "statement" in line.lower())


def _likely(text: str) -> bool:
    lower = text.lower()
    squeezed = re.sub(r"[^a-z]", "", lower[:700])
    if any(pattern.search(squeezed) for _, pattern in TITLES):
        return True
    return any(
        sum(1 for pattern in patterns if pattern.search(lower)) >= 0.6 * len(patterns) for patterns in ROWS.values()
    )


def find_statements(grids: Sequence[Grid]) -> list[Found]:
    """The primary statements among all grids of a filing, in page order, continuation pages included.

    A filing may hold several tables that look like one: summaries in the discussion, parent-only schedules, guarantor
    columns. The primary ones stand together: the run of pages with the best balance sheet, income and cash flow
    statements wins.
    """
    scored = {statement: _scores(grids, statement) for statement in ROWS}
    centre = _centre(grids, scored)
    if centre is None:
        return []
    taken: dict[int, Statement] = {}
    for statement in (
        Statement.BALANCE,
        Statement.CASH_FLOW,
        Statement.INCOME,
        Statement.COMPREHENSIVE,
        Statement.EQUITY,
    ):
        near = [
            (score, -abs(grids[index].table.page - centre), -index)
            for index, score in scored[statement].items()
            if index not in taken and abs(grids[index].table.page - centre) <= _REACH
        ]
        if near:
            index = -max(near)[2]
            for part in _whole(grids, index, statement, taken):
                taken[part] = statement
            for other in scored[statement]:
                if other not in taken and _of_other_periods(grids[index], grids[other]):
                    taken[other] = statement
    return [Found(grids[index], statement) for index, statement in sorted(taken.items())]


def _of_other_periods(one: Grid, other: Grid) -> bool:
    """Whether a grid beside a statement is the same one of other periods: releases print quarter and year apart."""
    labels = [{row.label.casefold() for row in grid.table.rows if row.label} for grid in (one, other)]
    apart = not set(one.table.columns) & set(other.table.columns)
    beside = abs(one.table.page - other.table.page) <= 1
    return beside and apart and bool(other.own_header) and len(labels[0] & labels[1]) > 0.8 * max(map(len, labels))


def _rows_matched(table: Table, statement: Statement) -> int:
    labels = [row.label.lower() for row in table.rows]
    labels += list({parent.lower() for row in table.rows for parent in row.parents})
    return sum(1 for pattern in ROWS[statement] if any(pattern.search(label) for label in labels))


def _title(grid: Grid) -> tuple[Statement | None, str]:
    """The last statement title above a grid, with its line."""
    for line in reversed(grid.titles):
        named = title_of(line)
        if named is not None:
            return named, line
    return None, ""


def _scores(grids: Sequence[Grid], statement: Statement) -> dict[int, float]:
    need = {Statement.INCOME: 4, Statement.BALANCE: 5, Statement.CASH_FLOW: 4}.get(statement, 3)
    scores: dict[int, float] = {}
    for index, grid in enumerate(grids):
        named, line = _title(grid)
        if named is not None and named is not statement:
            continue
        rows = _rows_matched(grid.table, statement)
        numbers = sum(1 for row in grid.table.rows if any(row.cells))
        if named is statement:
            if rows < need - 2 or numbers < 4:
                continue
        elif statement in (Statement.COMPREHENSIVE, Statement.EQUITY) or rows < need + 2 or numbers < 8:
            continue
        score = min(rows, 10) + min(numbers, 30) / 10
        if named is statement:
            score += 6 if len(line.split()) <= 14 else 3
            score += 1 if "consolidated" in line.lower() else 0
        around = " ".join(grid.titles) + " " + " ".join(grid.table.columns)
        if OTHERS.search(around):
            score -= 8
        scores[index] = score
    return scores


def _centre(grids: Sequence[Grid], scored: dict[Statement, dict[int, float]]) -> int | None:
    """The page around which the best balance sheet, income and cash flow statements stand together."""
    main = [scored[statement] for statement in (Statement.BALANCE, Statement.CASH_FLOW, Statement.INCOME)]
    pages = sorted({grids[index].table.page for scores in main for index in scores})
    if not pages:
        return None

    def together(page: int) -> float:
        return sum(
            max(
                (score for index, score in scores.items() if abs(grids[index].table.page - page) <= _REACH), default=0.0
            )
            for scores in main
        )

    return max(pages, key=lambda page: (round(together(page), 1), -page))


def _whole(grids: Sequence[Grid], index: int, statement: Statement, taken: dict[int, Statement]) -> list[int]:
    """The grid with the parts of the same statement after it: below on its page, and on the pages that follow."""
    parts = [index]
    first = grids[index]
    # A statement over two pages may be known best by its second one.
    while (
        index > 0
        and index - 1 not in taken
        and parts[0] == index
        and first.table.page - grids[index - 1].table.page <= 1
    ):
        named, line = _title(grids[index - 1])
        if named is not statement or _closed(grids, [index - 1], statement) or OTHERS.search(line):
            break
        index -= 1
        parts.insert(0, index)
    for later in range(parts[-1] + 1, len(grids)):
        grid = grids[later]
        last = grids[parts[-1]]
        if later in taken or grid.table.page - last.table.page > 1 or grid.table.page - first.table.page > 3:
            break
        named, line = _title(grid)
        if named is not None and named is not statement:
            break
        same_columns = len(grid.edges) == len(first.edges) and all(
            abs(a - b) < 8 for a, b in zip(grid.edges, first.edges, strict=True)
        )
        if named is statement:
            # A second complete statement of one kind (another registrant, another period) is no continuation.
            if _closed(grids, parts, statement) and not re.search(r"(?i)cont(?:inued|[’'.]?d)", line):
                break
        elif (
            (
                grid.table.page != last.table.page
                and _closed(grids, parts, statement)
                and not (statement is Statement.CASH_FLOW and same_columns and _supplements(grid))
            )
            or not same_columns
            or (grid.own_header and _closed(grids, parts, statement))
        ):
            break
        parts.append(later)
    return parts


def _supplements(grid: Grid) -> bool:
    """Whether a grid at the top of a page is what cash flow statements end on, below the cash at the end: amounts paid
    for interest and taxes, and what took no cash."""
    if grid.own_header or grid.intro or not all(SUPPLEMENTS.search(title) for title in grid.titles):
        return False
    said = [*grid.titles] + [text for row in grid.table.rows for text in (row.label, *row.parents)]
    return any(SUPPLEMENTS.search(text) for text in said)


def _closed(grids: Sequence[Grid], parts: list[int], statement: Statement) -> bool:
    """Whether the rows so far hold the row that ends such a statement."""
    ends = CLOSES.get(statement)
    return ends is None or any(ends.search(row.label.lower()) for part in parts for row in grids[part].table.rows)

"""Facts out of a statement of equity: its columns are the parts of equity, its rows lead from balance to balance.

A column's facts between two dated balances are taken only where they add up: the one balance and what happened since
make the other. So a cell in the wrong column costs its column, and is never a fact.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from ingest.document import Cell, Fact, Row, Statement
from ingest.filing.facts import clean_label
from ingest.filing.numbers import Units, parse_number, plain
from ingest.filing.periods import full_dates
from ingest.filing.tables import Grid

__all__ = ["equity_facts"]

_BALANCE = re.compile(r"\bbalances?\b|\b(?:beginning|end) of", re.IGNORECASE)
_TOTAL = re.compile(
    r"^total(?: (?:(?:share|stock)(?:holders|owners)[’']?s?|company|consolidated))?[’']?"
    r"(?: (?:equity|deficit|\(deficit\)))*$",
    re.IGNORECASE,
)
_NOT_MONEY = re.compile(r"\bshares\b|\bunits\b|\bper share\b|\bnumber\b", re.IGNORECASE)
_SUBTOTAL = re.compile(r"^(?:total )?(?:other )?comprehensive (?:income|loss)|^total\b|^subtotal", re.IGNORECASE)
_LONGEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A balance row: its place among the rows and its day."""

    place: int
    day: date


def equity_facts(grids: Sequence[Grid], units: Units) -> Iterator[Fact]:
    """The facts of one statement of equity, in parts as its pages hold it. `units` are those it states."""
    columns = grids[0].table.columns
    rows = [row for grid in grids if len(grid.table.columns) == len(columns) for row in grid.table.rows]
    balances = _balances(rows)
    for number, name in enumerate(columns):
        if not name.strip() or (_NOT_MONEY.search(name) and not re.search(r"(?i)amount|value|\$", name)):
            continue
        if columns.count(name) > 1 or len(name.split()) > 7:
            continue
        dimensions = () if _TOTAL.match(name.strip()) else (("component", " ".join(name.split())),)
        given: set[int] = set()
        for start, end in pairwise(balances):
            between = rows[start.place + 1 : end.place]
            if not (timedelta(days=20) < end.day - start.day <= _LONGEST) or len(between) < 2:
                continue
            opening, closing = _value(rows[start.place], number), _value(rows[end.place], number)
            if opening is None or closing is None:
                continue
            flows = [
                (row, cell, value)
                for row in between
                if (cell := row.cells[number]) and (value := _number(cell)) is not None
            ]
            if not flows or abs(opening + _sum(flows) - closing) > max(1, len(flows) // 3):
                continue
            for balance in (start, end):
                row = rows[balance.place]
                if balance.place not in given and (cell := row.cells[number]) is not None:
                    given.add(balance.place)
                    yield _fact(row, cell, None, balance.day, units, dimensions)
            for row, cell, _ in flows:
                if clean_label(row.label) and "." not in cell.text and re.search(r"\d", cell.text):
                    yield _fact(row, cell, start.day + timedelta(days=1), end.day, units, dimensions)


def _balances(rows: Sequence[Row]) -> list[_Dated]:
    found: list[_Dated] = []
    for place, row in enumerate(rows):
        # The year may stand on the label's second line.
        text = " ".join((*row.parents[-1:], row.label)) if not full_dates(row.label) else row.label
        days = full_dates(text)
        if len(days) == 1 and _BALANCE.search(text) and (not found or days[0] >= found[-1].day):
            if found and days[0] == found[-1].day and place - found[-1].place < 3:
                continue
            found.append(_Dated(place, days[0]))
    return found


def _sum(flows: Sequence[tuple[Row, Cell, Decimal]]) -> Decimal:
    """What the rows add up to, the subtotals of rows before them left out."""
    return sum((value for row, _, value in flows if not _SUBTOTAL.search(clean_label(row.label))), Decimal(0))


def _value(row: Row, number: int) -> Decimal | None:
    cell = row.cells[number]
    return _number(cell) if cell is not None else None


def _number(cell: Cell) -> Decimal | None:
    return parse_number(cell.text) if "%" not in cell.text else None


def _fact(
    row: Row,
    cell: Cell,
    start: date | None,
    end: date,
    units: Units,
    dimensions: tuple[tuple[str, str], ...],
) -> Fact:
    value = _number(cell) or Decimal(0)
    label = clean_label(row.label)
    if start is None and not full_dates(label):
        label = " ".join((*row.parents[-1:], label))
    return Fact(
        label=label,
        value=plain(value.scaleb(units.money)),
        unit=units.currency,
        period_end=end,
        period_start=start,
        dimensions=dimensions,
        page=row.page,
        printed=cell.text,
        scale=units.money,
        statement=Statement.EQUITY,
        origin="table",
        box=cell.box,
    )

"""How documents, tables and facts are written as rows of an index's database, and read back."""

import json
import sqlite3
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from ingest.document import Box, Cell, Document, Fact, Identity, Row, Statement, Table

__all__ = ["document", "fact", "from_fact", "from_table", "iso", "table"]


def iso(day: date | None) -> str | None:
    """A day as it is written; None stays None."""
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def document(row: sqlite3.Row) -> Document:
    """A row of `documents`, read."""
    identity = Identity(
        row["company"], row["form"], row["fiscal_year"], row["fiscal_quarter"], _date(row["period_end"]),
        _date(row["filing_date"]), row["ticker"], json.loads(row["origins"]),
    )  # fmt: skip
    return Document(
        row["id"],
        row["source"],
        row["path"],
        row["sha256"],
        identity,
        row["pages"],
        row["chunks"],
        row["facts"],
    )


def from_table(document: str, table: Table) -> tuple[Any, ...]:
    """A row of `tables`."""
    rows = [
        [
            row.label,
            [[c.text, _box(c.box)] if c else None for c in row.cells],
            row.parents,
            row.page,
        ]
        for row in table.rows
    ]
    return (
        document, table.page, table.last_page or table.page, table.caption, table.unit_line,
        json.dumps(table.columns), json.dumps(rows), table.statement.value if table.statement else None,
    )  # fmt: skip


def table(row: sqlite3.Row) -> Table:
    """A row of `tables`, read."""
    rows = tuple(
        Row(
            label,
            tuple(Cell(c[0], Box(*c[1]) if c[1] else None) if c else None for c in cells),
            tuple(parents),
            page,
        )
        for label, cells, parents, page in json.loads(row["rows"])
    )
    statement = Statement(row["statement"]) if row["statement"] else None
    columns = tuple(json.loads(row["columns"]))
    return Table(
        row["page"],
        row["caption"],
        row["unit_line"],
        columns,
        rows,
        statement,
        row["last_page"],
    )


def _box(box: Box | None) -> list[float] | None:
    return [round(side, 4) for side in asdict(box).values()] if box else None


def from_fact(document: str, fact: Fact) -> tuple[Any, ...]:
    """A row of `facts`, less its id."""
    return (
        document, fact.standard, fact.concept, fact.label, str(fact.value), fact.unit, iso(fact.period_start),
        iso(fact.period_end), json.dumps(fact.dimensions), fact.page, fact.printed, fact.scale,
        fact.statement.value if fact.statement else None, fact.origin, json.dumps(_box(fact.box)) if fact.box else None,
    )  # fmt: skip


def fact(row: sqlite3.Row) -> Fact:
    """A row of `facts`, read."""
    return Fact(
        label=row["label"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        period_end=_date(row["period_end"]),
        period_start=_date(row["period_start"]),
        concept=row["concept"],
        standard=row["standard"],
        dimensions=tuple((axis, member) for axis, member in json.loads(row["dimensions"])),
        page=row["page"],
        printed=row["printed"],
        scale=row["scale"],
        statement=Statement(row["statement"]) if row["statement"] else None,
        origin=row["origin"],
        box=Box(*json.loads(row["box"])) if row["box"] else None,
    )

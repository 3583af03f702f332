"""Facts out of statement tables: every cell with its value in base units, its unit and its period."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ingest.document import Cell, Fact, Row, Statement
from ingest.filing.meanings import owners_apart, row_concept, row_zones, taxes_as_expense
from ingest.filing.note_columns import is_other_measure
from ingest.filing.numbers import Units, parse_number, plain, unit_line
from ingest.filing.periods import Calendar, Period, column_periods, full_dates, is_week_based, main_end, spoken_ends
from ingest.filing.share_counts import shares_in_label
from ingest.filing.statements import Found
from ingest.filing.weeks import ruled_ends

__all__ = ["clean_label", "row_unit", "statement_calendar", "statement_facts"]

_MARKS = re.compile(
    r"\s*(?:\((?:[a-z]|\d{1,2}|\*+)(?:\s*,\s*(?:[a-z]|\d{1,2}))*\)|\[[a-z\d]{1,2}\]|[*†‡§]+|[¹²³⁰-⁹]+)\s*$"
)
_NOTE = re.compile(
    r"[,;]?\s*\(?(?:see |refer to )?notes?\s+\d{1,2}[A-Z]?(?:\s*(?:,|and|&|through)\s*\d{1,2}[A-Z]?)*\)?\s*$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\s*\.){3,}\s*$|(?:\s*…)+\s*$|(?:\s*_){3,}\s*$")
_SEE = re.compile(
    r"^(?:\(?[a-z\d*]{1,2}\)\s|see (?:accompanying |the |also )?notes?|the accompanying|the notes|\W*these )",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(
    r"\bper (?:[\w-]+ ){0,4}?(?:share|unit|ads|adr)s?\b|\bper-share\b|\beps\b|/share\b", re.IGNORECASE
)
_SHARES = re.compile(
    r"\b(?:weighted[- ]?average|average|number of|diluted|basic|outstanding)\b.*\bshares?\b"
    r"|\bshares? (?:outstanding|issued|used)\b|\bshares?\b.*\b(?:outstanding|used in|weighted)\b"
    r"|\bweighted[- ]average\b.*\b(?:basic|diluted|units|outstanding)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:stock|equity|par value|capital|surplus|at cost|treasury|amount|issuance|repurchase|dividends?)\b",
    re.IGNORECASE,
)
_OWN_UNIT = re.compile(
    r"\((?:shares |\$ |dollars )?(?:in )?(?:thousands|millions|billions)\b[^)]*\)"
    r"|\bin (?:thousands|millions|billions)\b",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"(?i)(?:(?:convertible |participating )?(?:class|series) [a-z](?:-\d+)?\b|common|ordinary|preferred)\b.{0,30}"
)
_WEIGHTED = re.compile(r"(?i)\bweighted[- ]average\b.*\bshares\b|\bshares\b.*\bweighted[- ]average\b")
_BEGINNING = re.compile(r"\b(?:beginning|begin|start|opening)\b", re.IGNORECASE)
_CLOSING = re.compile(r"\b(?:end|ending|close|closing)\b", re.IGNORECASE)
_CASH = re.compile(r"\bcash\b|\bbalance\b|^(?:at )?(?:the )?(?:beginning|end)\b", re.IGNORECASE)


def statement_calendar(found: Sequence[Found], cover: Calendar, texts: Sequence[str]) -> Calendar:
    """The filing's calendar, filled up with the whole dates printed over its statements' columns.

    A filing without a cover page, or one that names an earlier day, ends where its newest balance sheet does. Years
    that end on a weekday are dated by what the text says of them, since 52 or 53 weeks cannot be told from a year's
    number.
    """
    dates = {day for part in found for text in _headings(part) for day in full_dates(text)}
    balances = [
        day
        for part in found
        if part.statement is Statement.BALANCE
        for text in _headings(part)
        for day in full_dates(text)
    ]
    said = Counter[date]()
    shown = max(balances, default=None)
    if shown and cover.end and shown > cover.end:
        cover = Calendar(shown)
    end = cover.end or shown
    weeks = end is None or is_week_based((end, *dates))
    if weeks:
        said = spoken_ends(texts)
    end = end or main_end(said)
    if end is not None:
        dates |= {day for day in said if day.weekday() == end.weekday() and _years_apart(day, end)}
        # Whether the oldest year shown had 52 or 53 weeks hangs on the end of the year before, which is not printed.
        by_day = weeks or (end + timedelta(days=1)).day != 1
        dates |= set(ruled_ends(texts, end)) if by_day and cover.months in (12, None) else set()
    return Calendar(end, cover.months, tuple(sorted(dates, reverse=True)))


def _headings(part: Found) -> tuple[str, ...]:
    return (*part.grid.table.columns, part.grid.context, *part.grid.titles)


def _years_apart(day: date, end: date) -> bool:
    days = abs((end - day).days)
    return abs(days - round(days / 365.25) * 365.25) <= 8


def clean_label(label: str) -> str:
    """A row label without footnote marks, note references and leader dots."""
    before = None
    while before != label:
        before = label
        label = _LEADERS.sub("", label)
        label = _NOTE.sub("", label)
        label = _MARKS.sub("", label)
        label = label.strip().rstrip(":").strip()
    return label


def statement_facts(found: Sequence[Found], known: Calendar) -> list[Fact]:
    """All facts of the recognised statements, in page order."""
    facts: list[Fact] = []
    units: dict[Statement, Units] = {}
    headers: dict[Statement, Found] = {}
    stated = [unit_line(part.grid.table.unit_line) for part in found if part.grid.table.unit_line]
    usual = next((units for units in stated if units), Units())
    balance = [row for part in found if part.statement is Statement.BALANCE for row in part.grid.table.rows]
    zones = {id(row): zone for row, zone in zip(balance, row_zones(balance), strict=True)}
    for part in found:
        if part.statement is Statement.EQUITY:
            # Its columns are parts of equity, not periods; its totals stand on the balance sheet.
            continue
        own = unit_line(part.grid.table.unit_line)
        units[part.statement] = own or units.get(part.statement) or usual
        facts.extend(_facts(part, headers.get(part.statement, part), units[part.statement], known, zones))
        headers.setdefault(part.statement, part)
    return taxes_as_expense(owners_apart(facts))


def _facts(part: Found, head: Found, units: Units, known: Calendar, zones: Mapping[int, str]) -> Iterable[Fact]:
    grid = part.grid
    instant = part.statement is Statement.BALANCE
    named = grid if grid.own_header or head is part else head.grid
    if len(named.table.columns) != len(grid.table.columns):
        named = grid
    names = named.table.columns
    periods = [
        None if is_other_measure(name, names) else period
        for name, period in zip(names, column_periods(names, named.context, named.titles, known, instant), strict=True)
    ]
    if not any(periods) and head is not part and len(head.grid.table.columns) == len(grid.table.columns):
        # What stands over a continued part is a row's words rather than a header.
        names = head.grid.table.columns
        found = column_periods(names, head.grid.context, head.grid.titles, known, instant)
        periods = [None if is_other_measure(name, names) else p for name, p in zip(names, found, strict=True)]
    if instant:
        yield from shares_in_label(grid.table.rows, periods, units)
    repeated = Counter(clean_label(row.label).lower() for row in grid.table.rows)
    for row in grid.table.rows:
        if _SEE.match(row.label):
            continue
        label = clean_label(row.label)
        if not label:
            continue
        if sum(cell is not None for cell in row.cells) == 0:
            continue
        for cell, period in zip(row.cells, periods, strict=True):
            if cell is None or period is None:
                continue
            fact = _fact(row, label, cell, period, part, units, repeated[label.lower()] > 1, zones.get(id(row), ""))
            if fact is not None:
                yield fact


def _fact(
    row: Row, label: str, cell: Cell, period: Period, part: Found, units: Units, twice: bool, zone: str
) -> Fact | None:
    number = parse_number(cell.text)
    if number is None:
        return None
    parents = tuple(filter(None, (clean_label(parent) for parent in row.parents)))
    unit, scale = row_unit(label, parents, cell.text, units)
    statement = part.statement
    if statement is Statement.CASH_FLOW and unit == units.currency and _CASH.search(label):
        period = _balance_date(label, period)
    value = number.scaleb(scale) if unit != "pure" or "%" not in cell.text else number / 100
    standard = row_concept(label, statement, parents, zone)
    return Fact(
        label=label,
        value=plain(value),
        unit=unit,
        period_end=period.end,
        period_start=period.start,
        concept=standard or "",
        standard=standard,
        dimensions=(("section", parents[-1]),) if twice and parents else (),
        page=row.page,
        printed=cell.text,
        scale=scale if unit != "pure" or "%" not in cell.text else -2,
        statement=statement,
        origin="table",
        box=cell.box,
    )


def _balance_date(label: str, period: Period) -> Period:
    """Balances inside a flow statement are instants: the opening one is that of the day before the period."""
    if _BEGINNING.search(label):
        return Period(period.start - timedelta(days=1)) if period.start else period
    return Period(period.end) if _CLOSING.search(label) else period


def row_unit(label: str, parents: tuple[str, ...], printed: str, units: Units) -> tuple[str, int]:
    """Unit and power of ten of a row: per-share amounts, share counts and percentages have scales of their own."""
    heading = parents[-1] if parents else ""
    bare = re.fullmatch(r"(?i)\W*(?:basic|diluted|basic and diluted|assuming dilution)\b.{0,40}", label) is not None
    said = _said(label) or (_said(heading) if bare else None)
    money = bool(re.search(r"[$€£¥]", printed))
    if "%" in printed:
        return "pure", 0
    if _PER_SHARE.search(label) and not (
        _SHARES.search(label) and not money and re.search(r"(?i)\bshares? (?:used|outstanding)", label)
    ):
        return f"{units.currency}/share", 0
    if _SHARES.search(label) and not money and not _COUNTED.search(label):
        return "shares", said.money if said else units.shares
    if not money and _CLASS.fullmatch(label) and _WEIGHTED.search(heading) and not _PER_SHARE.search(heading):
        return "shares", (_said(label) or _said(heading) or units).shares
    if bare or not _SHARES.search(label):
        counts = bool(re.search(r"(?i)\bshares?\b", heading)) and not money and bare
        if _PER_SHARE.search(heading) and (_small(printed) or not counts):
            return (f"{units.currency}/share", 0) if bare or _small(printed) else (units.currency, units.money)
        if counts:
            return "shares", said.money if said else units.shares
    return units.currency, said.money if said else units.money


def _said(label: str) -> Units | None:
    """The unit a label gives itself: "Weighted-average shares outstanding (in millions)"."""
    match = _OWN_UNIT.search(label)
    return unit_line(match[0]) if match else None


def _small(printed: str) -> bool:
    """A per-share amount prints cents, or nothing."""
    return bool(re.search(r"\.\d\d\d?\)?$", printed)) or parse_number(printed) == 0

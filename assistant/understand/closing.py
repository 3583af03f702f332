"""The day a fiscal period closes, by the filings of its company, and which of them are annual."""

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.understand.periods import Period
from ingest.document import Document

__all__ = ["closing_day", "form_rank", "is_annual"]


_ANNUAL = ("10-K", "10-K405", "10-KT", "20-F", "40-F", "ANNUAL")


def is_annual(document: Document) -> bool:
    """Whether a filing is the report of a whole fiscal year."""
    form = (document.identity.form or "").upper()
    return form.startswith(_ANNUAL) and document.identity.fiscal_quarter is None


def form_rank(document: Document) -> int:
    """How far a filing's form is to be trusted with figures: 0 is an annual or quarterly report, 4 no report at all."""
    form = (document.identity.form or "").upper()
    if form.startswith(("10-K", "20-F", "40-F", "10-Q")):
        return 0 if not form.endswith("/A") else 1
    return 2 if form.startswith("ANNUAL") else 3 if form.startswith("EARN") else 4


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last) if day.day < 28 else last)


def closing_day(documents: Sequence[Document], period: Period) -> date | None:
    """The day a company's fiscal period ends, from the identities of its filings; None when none of them is dated."""
    ends = [
        (document.identity.fiscal_year, document.identity.fiscal_quarter or 4, document.identity.period_end)
        for document in documents
        if document.identity.fiscal_year and document.identity.period_end and form_rank(document) < 4
    ]
    if not ends:
        return None
    quarter = period.quarter or (period.half * 2 if period.half else 4)
    exact = [end for year, q, end in ends if year == period.year and q == quarter]
    if exact:
        return min(exact)
    year, q, end = min(
        ends,
        key=lambda known: (known[1] != quarter, abs((known[0] or 0) - period.year), known[1]),
    )
    moved = _years_later(end, period.year - (year or 0))
    return _months_later(moved, (quarter - q) * 3) if q != quarter else moved

"""Turn the calendar dates of a question into a company's fiscal periods, by the days its filings close on."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.understand.closing import closing_day
from assistant.understand.periods import Period, date_spans
from ingest.document import Document

__all__ = ["periods_ending"]

NEAR_DAYS = 7

_SPANS = (
    (re.compile(r"\b(?:nine|9)[- ]months?|\b(?:39|thirty-nine)[- ]weeks?", re.IGNORECASE), None),
    (re.compile(r"\bhalf\b|\b(?:six|6)[- ]months?|\b(?:26|twenty-six)[- ]weeks?", re.IGNORECASE), "half"),
    (re.compile(r"\bquarter\w*|\b(?:three|3)[- ]months?|\b(?:13|thirteen)[- ]weeks?|季度", re.IGNORECASE), "quarter"),
    (re.compile(r"\byear\b|\b(?:twelve|12)[- ]months?|\b5[23][- ]weeks?|年度|财年", re.IGNORECASE), "year"),
)
_BEFORE = 40  # characters before a date in which the length of its period is said


def periods_ending(text: str, documents: Sequence[Document]) -> tuple[Period, ...]:
    """The fiscal periods of one company that end on the dates a text names; none for dates on which no period ends.

    "The quarter ended June 28, 2025" is a quarter, "the year ended …" a year; without such words the fiscal year that
    ends on that day is meant, or else the quarter.
    """
    found, before = [], 0
    for start, end, day in date_spans(text):
        said = text[max(before, start - _BEFORE) : start]
        before = end
        places = [(match.start(), name) for pattern, name in _SPANS for match in pattern.finditer(said)]
        length = max(places, key=lambda place: place[0])[1] if places else ""
        period = _ending(day, length, documents) if length is not None else None
        if period is not None:
            found.append(period)
    return tuple(dict.fromkeys(found))


def _ending(day: date, length: str, documents: Sequence[Document]) -> Period | None:
    wanted = {"half": (-1, -2), "quarter": (1, 2, 3, 4), "year": (0,)}.get(length, (0, 1, 2, 3))
    for part in wanted:
        for year in (day.year, day.year + 1, day.year - 1):
            period = Period(year, quarter=max(part, 0), half=max(-part, 0))
            closing = closing_day(documents, period)
            if closing is not None and abs((closing - day).days) <= NEAR_DAYS:
                return period
    return None

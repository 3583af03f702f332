"""Year ends by the rule that a filing states for them: "the Saturday nearest January 31", "the last Sunday in May"."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from ingest.filing.cells import MONTH_NAMES

__all__ = ["ruled_ends"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)})"
_NEAREST = re.compile(
    rf"\b{_DAY}\s+(?:that\s+(?:is|falls)\s+)?(?:nearest|closest)\s+(?:to\s+)?(?:the\s+)?(?:last\s+day\s+(?:of|in)\s+|end\s+of\s+)?"
    rf"(?P<month>{MONTH_NAMES})\b\.?(?:\s+(?P<day>\d{{1,2}}))?",
    re.IGNORECASE,
)
_LAST = re.compile(rf"\blast\s+{_DAY}\s+(?:in|of)\s+(?:the\s+month\s+of\s+)?(?P<month>{MONTH_NAMES})\b", re.IGNORECASE)
_BACK = 7


def ruled_ends(texts: Iterable[str], end: date) -> tuple[date, ...]:
    """The ends of the fiscal year of `end` and the years before it, newest first, by the rule stated in `texts`; none
    where no rule is stated that gives `end` itself."""
    for text in texts:
        for match in (*_NEAREST.finditer(text), *_LAST.finditer(text)):
            weekday = _DAYS.index(match["weekday"].lower())
            month = _MONTHS.index(match["month"].lower()[:3]) + 1
            day = int(match["day"]) if match.re is _NEAREST and match["day"] else None
            last = match.re is _LAST
            ends = [_end(end.year - back, month, day, weekday, last) for back in range(-1, _BACK)]
            if end in ends:
                return tuple(found for found in ends if found is not None and found <= end)
    return ()


def _end(year: int, month: int, day: int | None, weekday: int, last: bool) -> date | None:
    """The year end in a year: the last such weekday of the month, or the one within three days of a day of it."""
    final = calendar.monthrange(year, month)[1]
    if day is not None and day > final:
        return None
    anchor = date(year, month, day or final)
    if last:
        return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)
    return anchor + timedelta(days=(weekday - anchor.weekday() + 3) % 7 - 3)

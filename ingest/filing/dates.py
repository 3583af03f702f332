"""Read dates as filings print them: "January 31, 2018", "31 December 2022", "2024-09-28", "9/28/2024"."""

import re
from collections.abc import Iterator
from datetime import date

__all__ = ["DATE", "find_date", "find_dates", "month_number"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
DATE = (
    rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*(?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:(?:day\s+)?of\s+)?{_MONTH}\s*,?\s*(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d)"
)
"""A pattern for one whole date, to build others with (ignore case)."""

_DATE = re.compile(rf"(?<![\w/]){DATE}(?!\d)", re.IGNORECASE)


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or its first three letters."""
    start = word.lower()[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else None


def find_dates(text: str) -> Iterator[tuple[int, date]]:
    """Every date printed in `text`, with where it starts."""
    for match in _DATE.finditer(text):
        day = _read(match[0])
        if day is not None:
            yield match.start(), day


def find_date(text: str) -> date | None:
    """The first date printed in `text`."""
    return next((day for _, day in find_dates(text)), None)


def _read(text: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    word = re.search(rf"(?i)\b{_MONTH}", text)
    try:
        if word:
            month = month_number(word[0])
            return date(numbers[1], month, numbers[0]) if month else None
        if "-" in text:
            return date(numbers[0], numbers[1], numbers[2])
        return date(numbers[2], numbers[0], numbers[1])
    except ValueError:
        return None

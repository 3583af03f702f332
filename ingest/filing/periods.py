"""Read periods from column headers: "Three Months Ended June 30, 2023", "Fiscal Year 2019", "December 31, 2018"."""

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

__all__ = [
    "Calendar",
    "Period",
    "column_periods",
    "full_dates",
    "is_week_based",
    "main_end",
    "months_before",
    "report_calendar",
    "spoken_ends",
]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(_MONTH + r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_DATE_EU = re.compile(r"(?P<day>\d{1,2})\s+" + _MONTH + r"\s*,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_DATE_NUMERIC = re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)?\d\d)\b")
_MONTH_DAY = re.compile(_MONTH + r"\s*(?P<day>\d{1,2})\b(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.$])(?:FY|CY)?(?P<year>(?:19[5-9]|20[0-4])\d)(?![\d.]|,\d)", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\b(?:FY|CY|Q[1-4]|[1-4]Q)\s*[’'-]?\s*(?P<year>\d\d)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:ended|ending|as of)\s+([^.;]{0,90})", re.IGNORECASE)
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "twenty-six": 26,
    "twenty-seven": 27,
    "thirty-nine": 39,
    "forty": 40,
    "fifty-two": 52,
    "fifty-three": 53,
}
_COUNT = r"(?P<count>\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_MONTHS = re.compile(_COUNT + r"[- ]+months?\b", re.IGNORECASE)
_WEEKS = re.compile(_COUNT + r"[- ]+weeks?\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquarters?\b|\bq[1-4]\b|\b[1-4]q\b|\bq[1-4]\W?\d\d|\b[1-4]q\W?\d\d", re.IGNORECASE)
_HALF = re.compile(r"\b(?:half|six months)\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\b(?:years?|annual|fiscal|fy|twelve months)\b|\bfy\W?\d\d", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:change|variance|\binc(?:rease|\.)?|\bdec(?:rease|\.)|growth|%|percent|\bbps\b|basis points|\bvs\b"
    r"|adjustments?\b|\bimpact\b|\bratio\b|pro forma|eliminations?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """An instant (`start` None) or the days from `start` to `end`, both included."""

    end: date
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a filing says of its own time: the end of the period it reports, its length, and other dates it prints.

    `months` is 12 for an annual report, 3 for a quarterly one, None where unknown. `ends` are balance sheet dates and
    other period ends printed in the filing, newest first: they date columns that print only a year.
    """

    end: date | None = None
    months: int | None = None
    ends: tuple[date, ...] = ()

    def end_for(self, year: int, newest: int) -> date | None:
        """The day on which the fiscal year (or its quarter) printed as `year` ended, `newest` being this report's."""
        if self.end is None:
            return None
        # A fiscal year may be named by the calendar year before the one it ends in.
        wanted = _shift_years(self.end, year - newest)
        if is_week_based((self.end, *self.ends)):
            wanted += timedelta(days=(self.end.weekday() - wanted.weekday() + 3) % 7 - 3)
        near = [day for day in self.ends if abs((day - wanted).days) <= 10]
        return min(near, key=lambda day: abs((day - wanted).days)) if near else wanted


def full_dates(text: str) -> list[date]:
    """Every whole date in a text, in order."""
    found: list[tuple[int, date]] = []
    for pattern in (_DATE, _DATE_EU):
        for match in pattern.finditer(text):
            day = _date(int(match["year"]), _month(match["month"]), int(match["day"]))
            if day:
                found.append((match.start(), day))
    for match in _DATE_NUMERIC.finditer(text):
        year = int(match["year"])
        day = _date(year if year > 99 else 2000 + year, int(match["month"]), int(match["day"]))
        if day:
            found.append((match.start(), day))
    return [day for _, day in sorted(found)]


def months_before(end: date, months: int) -> date:
    """The first day of the `months` that end on `end`: 2018-12-31 and 12 give 2018-01-01."""
    # A period that ends within the first days of a month is a week-based one that belongs to the month before.
    last = calendar.monthrange(end.year, end.month)[1]
    index = end.year * 12 + end.month - 1 - months
    year, month = divmod(index, 12)
    if end.day == last:
        year, month = divmod(index + 1, 12)
        return date(year, month + 1, 1)
    day = min(end.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def report_calendar(first_pages: Sequence[str]) -> Calendar:
    """The reported period from a cover page: "For the fiscal year ended …", "For the quarterly period ended …"."""
    text = re.sub(r"\s+", " ", " ".join(first_pages))
    titles = [found for months, pattern in _REPORTED if (found := _reported(text, months, pattern))]
    if titles:  # a quarter's report names the year before it further on: "our Form 10-K for the year ended …"
        return min(titles)[1]
    mentions = [found for months, pattern in _MENTIONED if (found := _reported(text, months, pattern))]
    return max((found for _, found in mentions), key=lambda c: (c.end or date.min, c.months or 0), default=Calendar())


_REPORTED = (
    (12, r"for\s+the\s+(?:fiscal\s+|calendar\s+)?(?:year|(?:fifty-\w+|5[23])[- ]weeks?)\s*end(?:ed|ing)\s*:?"),
    (3, r"for\s+the\s+(?:fiscal\s+)?(?:quarterly\s+period|quarter|period)\s+(?:ended|ending)\s*:?"),
)
_MENTIONED = (
    (12, r"(?:fiscal\s+)?year\s+ended"),
    (3, r"quarter(?:ly\s+period)?\s+ended|(?:three\s+months|(?:13|thirteen)[- ]weeks?)\s+ended"),
    (12, r"(?:twelve\s+months|5[23][- ]weeks?)\s+ended"),
)


def _reported(text: str, months: int, pattern: str) -> tuple[int, Calendar] | None:
    """Where a text first names a period with its day, and that period."""
    match = re.search(pattern + r"\s{0,3}(.{0,40})", text, re.IGNORECASE)
    dates = full_dates(match[match.lastindex or 0]) if match else []
    return (match.start(), Calendar(dates[0], months)) if match and dates else None


def spoken_ends(texts: Iterable[str]) -> Counter[date]:
    """Period ends a filing speaks of, with how often: "… the fiscal years ended May 29, 2016, and May 31, 2015"."""
    said: Counter[date] = Counter()
    for text in texts:
        for match in _SPOKEN.finditer(text):
            said.update(full_dates(re.sub(r"\s+", " ", match[1])))
    return said


def main_end(said: Counter[date]) -> date | None:
    """The latest of the period ends spoken of most, for a release without a cover page or a balance sheet."""
    most = max(said.values(), default=0)
    return max((day for day, count in said.items() if count >= 0.5 * most), default=None)


def is_week_based(ends: Iterable[date]) -> bool:
    """Whether a filing's periods end on a weekday ("the last Sunday in May") rather than on a day of the month."""
    days = sorted(set(ends))
    for earlier, later in combinations(days, 2):
        years = round((later - earlier).days / 365.25)
        odd = earlier.timetuple()[1:3] != later.timetuple()[1:3] and (earlier.month, later.month) != (2, 2)
        whole = abs((later - earlier).days - years * 365.25) <= 8 and years > 0
        if odd and whole and earlier.weekday() == later.weekday():
            return True
    return False


def column_periods(
    columns: Sequence[str], context: str, titles: Sequence[str], known: Calendar, instant: bool
) -> list[Period | None]:
    """The period of each column, None where it has none (a change, a percentage, a footnote column).

    A column's own words come first, then what stands over the label column, then the titles, then the filing's own
    calendar for columns that print only a year.
    """
    around = [context, *reversed(titles)]
    years = [_year(name) for name in columns]
    shared = [year for text in around for year in _years(text)]
    newest = max((year for year in [*years, *shared] if year), default=None)
    periods: list[Period | None] = []
    for name, year in zip(columns, years, strict=True):
        if _CHANGE.search(re.sub(r"\([^)]*\)", "", name)) and not full_dates(name):
            periods.append(None)
            continue
        end = _end(name, year, around, shared, newest, known)
        if end is None:
            periods.append(None)
        elif instant:
            periods.append(Period(end))
        else:
            periods.append(Period(end, _start(end, name, around, known)))
    return periods


def _end(
    name: str, year: int | None, around: Sequence[str], shared: Sequence[int], newest: int | None, known: Calendar
) -> date | None:
    dates = full_dates(name)
    if dates:
        return dates[-1]
    if year is None:
        if any(name.strip() == text.strip() for text in ("",)) or not _MONTH_DAY.search(name):
            whole = [day for text in around for day in full_dates(text)[:1]]
            if not name.strip() or _ANNUAL.search(name) or _MONTHS.search(name) or _QUARTER.search(name):
                return whole[0] if whole else None
            return None
        year = shared[0] if len(set(shared)) == 1 else None
    if year is None:
        return None
    for text in (name, *around):
        dates = full_dates(text)
        same = [day for day in dates if day.year == year]
        if same:
            return same[0]
        match = _MONTH_DAY.search(_DATE.sub(" ", text))
        if match:
            day = _date(year, _month(match["month"]), int(match["day"]))
            if day:
                return day
        if dates and abs(dates[0].year - year) <= 5:
            return Calendar(dates[0], None, (*known.ends, *dates)).end_for(year, dates[0].year)
    return known.end_for(year, newest if newest is not None else year)


def _start(end: date, name: str, around: Sequence[str], known: Calendar) -> date | None:
    for text in (name, *around):
        weeks = _WEEKS.search(text)
        if weeks:
            return end - timedelta(days=7 * _number(weeks["count"]) - 1)
        months = _length(text)
        if months:
            return _duration(end, months, known)
    if known.months == 12:
        return _duration(end, 12, known)
    return None


def _length(text: str) -> int | None:
    match = _MONTHS.search(text)
    if match:
        return _number(match["count"])
    if _HALF.search(text):
        return 6
    if _QUARTER.search(text):
        return 3
    return 12 if _ANNUAL.search(text) else None


def _duration(end: date, months: int, known: Calendar) -> date:
    """The first day of the period: the day after the last one ended where that is printed, else by the calendar."""
    start = months_before(end, months)
    near = [day for day in known.ends if abs((day + timedelta(days=1) - start).days) <= 8 and day < end]
    if near:
        return min(near, key=lambda day: abs((day + timedelta(days=1) - start).days)) + timedelta(days=1)
    if is_week_based((end, *known.ends)):
        # Weeks are whole: the period before ended on the same weekday.
        return start + timedelta(days=(end.weekday() + 1 - start.weekday() + 3) % 7 - 3)
    return start


def _shift_years(day: date, years: int) -> date:
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, last if day.day == calendar.monthrange(day.year, day.month)[1] else min(day.day, last))


def _year(text: str) -> int | None:
    found = _years(text)
    return found[-1] if found else None


def _years(text: str) -> list[int]:
    found = [int(match["year"]) for match in _YEAR.finditer(text)]
    return found or [2000 + int(match["year"]) for match in _SHORT_YEAR.finditer(text)]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _month(text: str) -> int:
    return _ORDER.index(text.lower()[:3]) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Name fiscal years and quarters as the company does: the year ended January 28, 2023 may be fiscal 2022 or 2023."""

import re
from collections import Counter, deque
from datetime import date, timedelta

from ingest.filing.dates import DATE, find_date

__all__ = ["fiscal_year_ending", "quarter_of", "year_end_after"]

_DATE_NEAR = re.compile(DATE, re.IGNORECASE)
_NAMED = re.compile(r"\b(?:fiscal\s+(?:years?\s+)?|FY\s?)[\"“']?((?:19|20)\d\d|\d\d(?!\d))\b", re.IGNORECASE)
_BARE = re.compile(r"(?<![\d$,./-])((?:19|20)\d\d)(?![\d,/-]|\.\d)")
_AFTER_DAY = re.compile(r"[A-Za-z]{3,}\.?\s+\d{1,2}\s*,?\s*$")
# What may stand between a fiscal year's name and the date it ended, either way round.
_LINK_WORDS = (
    "a an and are as consisted contained ended ending fiscal five fifty for herein is mean means of on or our period "
    "refer referred refers represent represented represents the three to two was week weeks were year years"
)
_LINKS = frozenset(_LINK_WORDS.split())
_LONGEST_TEXT = 1_500_000


def fiscal_year_ending(year_end: date, text: str) -> int:
    """The name that the document's own words give to the fiscal year ending (about) on `year_end`.

    A year that ends from July on has its end's name. Before that the text decides: names printed beside year-end dates
    ("Fiscal 2022 ended January 28, 2023"), then which of "fiscal 2023" and "fiscal 2022" it speaks of more, then which
    bare year. A year ending in the first days of January is the one just past.
    """
    later, earlier = year_end.year, year_end.year - 1
    if year_end.month > 6:
        return later
    text = text[:_LONGEST_TEXT]
    beside = _beside_dates(year_end, text)
    if year_end.month > 2:
        # Hardly anyone names such a year by its beginning: that takes more than a chance sentence or two.
        return earlier if beside[-1] >= 3 and beside[-1] > 2 * beside[0] else later
    if beside[0] != beside[-1] and beside[0] + beside[-1] >= 2:
        return later if beside[0] > beside[-1] else earlier
    if year_end.month == 1 and year_end.day <= 10:
        return earlier
    named = Counter(_full_year(match[1]) for match in _NAMED.finditer(text))
    if named[later] + named[earlier] >= 5 and named[later] != named[earlier]:
        return later if named[later] > named[earlier] else earlier
    bare = Counter(
        int(match[1])
        for match in _BARE.finditer(text)
        if not _AFTER_DAY.search(text[max(0, match.start() - 16) : match.start()])
    )
    return earlier if bare[earlier] > bare[later] else later


def _beside_dates(year_end: date, text: str) -> Counter[int]:
    """Votes for a name equal to the year of the year-end date (0) or the year before (-1), from names printed right
    before or after a date near the year's end, of any year."""
    votes: Counter[int] = Counter()
    for match in _NAMED.finditer(text):
        name = _full_year(match[1])
        after = text[match.end() : match.end() + 70]
        before = text[max(0, match.start() - 50) : match.start()]
        following = next(_DATE_NEAR.finditer(after), None)
        leading = deque(_DATE_NEAR.finditer(before), maxlen=1)
        near = [(found, after[: found.start()]) for found in (following,) if found]
        near += [(found, before[found.end() :]) for found in leading]
        for found, between in near:
            day = find_date(found[0])
            words = re.findall(r"[a-z]+", between.lower())
            linked = not re.search(r"[.;:$%]", between) and all(word in _LINKS for word in words)
            if linked and day is not None and _same_season(day, year_end) and day.year - name in (0, 1):
                votes[name - day.year] += 1
    return votes


def _same_season(day: date, year_end: date) -> bool:
    """Whether two dates lie within two weeks of each other in the year."""
    try:
        moved = day.replace(year=year_end.year)
    except ValueError:
        moved = day.replace(year=year_end.year, day=28)
    gap = abs((moved - year_end).days)
    return min(gap, 365 - gap) <= 14


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


_COUNTS = {
    1: "three months|3 months|twelve weeks|thirteen weeks|fourteen weeks|1[234] weeks|quarter",
    2: "six months|6 months|twenty four weeks|twenty five weeks|twenty six weeks|twenty seven weeks|2[4-7] weeks",
    3: "nine months|9 months|thirty six weeks|thirty seven weeks|thirty nine weeks|forty weeks|3[6-9] weeks|40 weeks",
    4: "twelve months|12 months|fifty two weeks|fifty three weeks|5[23] weeks|(?:fiscal |full )?years?",
}
_ENDED = {
    quarter: re.compile(
        rf"\b(?:{words.replace(' ', '[- ]')})(?:[- ]periods?)?(?:\s*\([^)]{{0,40}}\))?\s*,?\s*end(?:ed|ing)\b"
        r"(?=(.{0,80}))",
        re.IGNORECASE | re.DOTALL,
    )
    for quarter, words in _COUNTS.items()
}


def quarter_of(period_end: date, text: str, *, annual: bool = False) -> int | None:
    """Which quarter of the fiscal year ends on `period_end`, from how long its statements run ("nine months ended …");
    4 only where `annual` allows for it. None when the text has no such words."""
    text = text[:_LONGEST_TEXT]
    month = re.compile(rf"\b{period_end:%b}[a-z]*\.?\s+{period_end.day}\b|\b{period_end:%B}\b", re.IGNORECASE)
    counts = {
        quarter: sum(bool(month.search(match[1])) for match in _ENDED[quarter].finditer(text))
        for quarter in ((4, 3, 2, 1) if annual else (3, 2, 1))
    }
    # A slip of the pen ("nine months ended" in a first quarter's report) is rare beside the right words.
    most = max(counts.values())
    return next((quarter for quarter, count in counts.items() if count and count * 5 >= most), None)


def year_end_after(period_end: date, quarter: int) -> date:
    """About when the fiscal year ends whose given quarter ends on `period_end` (right to a week or two)."""
    months = period_end.month + 3 * (4 - quarter)
    year, month = period_end.year + (months - 1) // 12, (months - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    # Month ends stay month ends; years counted in weeks keep their day.
    if (period_end + timedelta(days=1)).day == 1:
        return following - timedelta(days=1)
    return min(date(year, month, min(period_end.day, 28)), following - timedelta(days=1))

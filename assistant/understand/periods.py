"""Read fiscal periods and dates from a question: years, quarters, ranges, "last three years"; English or Chinese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

__all__ = ["Period", "Periods", "date_spans", "read_periods"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A fiscal year, or a quarter (1 to 4) or half (1 or 2) of one."""

    year: int
    quarter: int = 0
    half: int = 0

    def __str__(self) -> str:
        if self.quarter:
            return f"Q{self.quarter} FY{self.year}"
        return f"H{self.half} FY{self.year}" if self.half else f"FY{self.year}"

    def shifted(self, years: int) -> "Period":
        """The same period so many fiscal years later (earlier when negative)."""
        return replace(self, year=self.year + years)

    def quarters_on(self, quarters: int) -> "Period":
        """The quarter so many quarters after this one, or after the end of this half or year."""
        count = self.year * 4 + (self.quarter or 2 * self.half or 4) - 1 + quarters
        return Period(count // 4, quarter=count % 4 + 1)


@dataclass(frozen=True, slots=True)
class Periods:
    """What a question says about time.

    `named` holds the periods in order of mention, ranges filled in. `as_of` is the one the question stands at ("as of
    FY2021"), when it names another too. `dates` are calendar dates. `span` is true where a range was named.
    `last_years` is the number in "last three years", counted from the newest filing. `shift` is -1 for "the year
    before", `quarters` 1 for "one quarter later".
    """

    named: tuple[Period, ...] = ()
    as_of: Period | None = None
    dates: tuple[date, ...] = ()
    span: bool = False
    last_years: int = 0
    shift: int = 0
    quarters: int = 0


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_CHINESE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "上": 1, "下": 2}

_YEAR = r"(?:(?:19|20)\d{2})"
_FISCAL = r"(?:fy|fiscal(?: years?)?|financial years?|f/y|cy)"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORD = "|".join(_ORDINALS)

_DATES = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})\.?,? (?P<y>{_YEAR})\b"),
    re.compile(rf"\b(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,| ,)? ?(?P<y>{_YEAR})\b"),
    re.compile(rf"\b(?P<y>{_YEAR})[-/](?P<mm>\d{{1,2}})[-/](?P<d>\d{{1,2}})\b"),
    re.compile(rf"(?P<y>{_YEAR})年(?P<mm>\d{{1,2}})月(?P<d>\d{{1,2}})日"),
)
_DUE = re.compile(
    rf"\b(?:due|maturing|matures?|expiring|notes|maturity) (?:in |on )?{_YEAR}(?:(?:,| and|, and|-| to) {_YEAR})*\b"
)
_QUARTERS = (
    re.compile(rf"\bq(?P<q>[1-4])[ '’-]*(?:(?:of|in|for|to)? ?(?:the )?{_FISCAL}[ '’-]*)?(?P<y>{_YEAR}|\d{{2}})\b"),
    re.compile(rf"\bq(?P<q>[1-4]) (?:of|in|for) (?:the )?(?P<y>{_YEAR})\b"),
    re.compile(rf"\b(?P<q>[1-4])q[ '’-]*(?:{_FISCAL}[ '’-]*)?(?P<y>{_YEAR}|\d{{2}})\b"),
    re.compile(rf"\b(?:{_FISCAL}[ '’-]*)?(?P<y>{_YEAR})[ ',’-]*q(?P<q>[1-4])\b"),
    re.compile(rf"\b{_FISCAL}[ '’-]*(?P<y>\d{{2}})[ ',’-]*q(?P<q>[1-4])\b"),
    re.compile(rf"\b(?P<o>first) three months(?: of| in)?(?: the)?(?: {_FISCAL})?[ '’-]*(?P<y>{_YEAR})\b"),
    re.compile(
        rf"\b(?P<o>{_ORD}) (?:fiscal |financial )?quarter(?:,| ended| \((?:the )?\w+ (?:weeks|months)\))?(?: of|"
        rf" in| for)?(?: the)?(?: {_FISCAL})?[ '’-]*(?P<y>{_YEAR})\b"
    ),
    re.compile(rf"(?P<y>{_YEAR})(?:财年|年度|年)?(?:第)?(?P<c>[一二三四1-4])季度?"),
)
_HALVES = (
    re.compile(rf"\bh(?P<h>[12])[ '’-]*(?:of |in )?(?:{_FISCAL}[ '’-]*)?(?P<y>{_YEAR}|\d{{2}})\b"),
    re.compile(rf"\b(?P<h>[12])h[ '’-]*(?:{_FISCAL}[ '’-]*)?(?P<y>{_YEAR}|\d{{2}})\b"),
    re.compile(
        rf"\b(?P<o>first|second) (?:half|six months)(?: of| in)?(?: the)?(?: {_FISCAL})?[ '’-]*(?P<y>{_YEAR})\b"
    ),
    re.compile(rf"(?P<y>{_YEAR})(?:财年|年)(?P<c>[上下])半年"),
)
_RANGE = re.compile(
    rf"\b(?:{_FISCAL}[ '’]*)?(?P<a>{_YEAR})(?: ?(?:-|–|—|to|"
    rf"through|thru|until|至|到) ?)(?:{_FISCAL}[ '’]*)?(?P<b>{_YEAR})\b"
)
_SHORT_RANGE = re.compile(rf"\b{_FISCAL}[ '’]*(?P<a>\d{{2}})(?: ?(?:-|–|to|through) ?){_FISCAL}[ '’]*(?P<b>\d{{2}})\b")
_YEARS = (
    re.compile(rf"\b{_FISCAL}[ '’-]*(?P<y>{_YEAR})\b"),
    re.compile(r"\b(?:fy|f/y)[ '’-]*(?P<y>\d{2})\b"),
    re.compile(r"\bfiscal(?: year)? ['’]?(?P<y>\d{2})\b"),
    re.compile(rf"\b(?P<y>{_YEAR})(?=年|财年|年度)|(?<![\d$.,])(?P<z>{_YEAR})(?![\d%]|,\d|\.\d)"),
    re.compile(r"(?<![\w])['’](?P<y>\d{2})\b"),
)
_LAST = re.compile(
    r"\b(?:last|past|previous|prior|trailing|latest|most recent) (?P<n>\d{1,2}|"
    + "|".join(_NUMBERS)
    + r") (?:fiscal )?years\b"
    r"|(?:过去|最近|近)(?P<c>[一二两三四五\d])(?:个财)?年"
)
_AS_OF = re.compile(
    r"(?:as of|as at|by|at)(?: the)?(?: (?:end|close))?(?: of)?(?: the)?(?: year[- ]?end)?(?: fiscal)? ?(?:year )?$"
)
_BEFORE = re.compile(
    r"\b(?:the year before|a year (?:before|earlier)|(?:prior|previous|preceding) (?:fiscal )"
    r"?year|last year|year earlier)\b|前一年|上一年|去年"
)
_AFTER = re.compile(r"\b(?:the (?:year after|following year|next year)|a year later)\b|后一年|次年")

_QUARTERS_BEFORE = re.compile(
    r"\b(?:(?:a|one) quarter (?:before|earlier)|the quarter before|(?:prior|previous|preceding) quarter)\b(?! of)"
    r"|上一?个?季度"
)
_QUARTERS_AFTER = re.compile(
    r"\b(?:(?:a|one) quarter later|the quarter after|the (?:following|next) quarter)\b(?! of)|下一?个?季度"
)


def _full(year: str) -> int:
    number = int(year)
    if number >= 100:
        return number
    return number + (2000 if number < 70 else 1900)


def _dates(text: str) -> Iterator[tuple[int, int, date]]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = _MONTHS[parts["m"]] if parts.get("m") else int(parts["mm"])
            try:
                yield found.start(), found.end(), date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                continue


_LISTED = re.compile(
    rf"\b((?:q[1-4](?:,? and |, ?| ?& ?| to | ?- ?))+)(?=q[1-4][ '’-]*(?:of |in )?(?:{_FISCAL})?[ '’-]*({_YEAR}))"
)


def _each_with_its_year(listed: re.Match[str]) -> str:
    """Quarters listed before one year, each with that year: "q1, q2 and q3 2022"."""
    return re.sub(r"(q[1-4])", rf"\1 {listed[2]}", listed[1])


_SAME = re.compile(
    rf"\b(?:same|corresponding|comparable) (?:fiscal )?(?:quarter|period) (?:of|in|for) (?:the )?(?:{_FISCAL}["
    rf" '’-]*)?(?P<y>{_YEAR})\b"
)


def _same_part(text: str) -> str:
    """ "The same quarter of 2021" after a quarter as that quarter of 2021."""
    quarters = [found for pattern in _QUARTERS for found in pattern.finditer(text)]
    if not quarters:
        return text
    number = _part(min(quarters, key=lambda found: found.start()).groupdict())
    return _SAME.sub(lambda same: f"q{number} {same['y']}".ljust(len(same[0])), text)


def date_spans(text: str) -> list[tuple[int, int, date]]:
    """The calendar dates in a text with where each begins and ends, in order."""
    return sorted(_dates(text.casefold()))


def _part(parts: dict[str, str | None]) -> int:
    for key in ("q", "h", "o", "c"):
        value = parts.get(key)
        if value:
            return _ORDINALS.get(value) or _CHINESE.get(value) or int(value)
    return 0


class _Scan:
    """A text being read from the most specific expressions to the least: what is read is blanked out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, int, tuple[Period, ...]]] = []

    def take(self, start: int, end: int, periods: tuple[Period, ...]) -> None:
        self.found.append((start, end, periods))
        self.blank(start, end)

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + "\x00" * (end - start) + self.text[end:]


def _quarters_and_halves(scan: _Scan) -> None:
    for pattern in _QUARTERS:
        for found in pattern.finditer(scan.text):
            scan.take(*found.span(), (Period(_full(found["y"]), quarter=_part(found.groupdict())),))
    for pattern in _HALVES:
        for found in pattern.finditer(scan.text):
            scan.take(*found.span(), (Period(_full(found["y"]), half=_part(found.groupdict())),))


def _ranges(scan: _Scan) -> bool:
    span = False
    for pattern in (_RANGE, _SHORT_RANGE):
        for found in pattern.finditer(scan.text):
            first, last = _full(found["a"]), _full(found["b"])
            if first < last <= first + 15:
                scan.take(*found.span(), tuple(Period(year) for year in range(first, last + 1)))
                span = True
    return span


def read_periods(text: str) -> Periods:
    """The periods and dates a question names; an empty `Periods` when it names none."""
    scan = _Scan(_same_part(_LISTED.sub(_each_with_its_year, re.sub(r"\s+", " ", text.casefold()))))
    dates = []
    for start, end, day in sorted(_dates(scan.text)):
        dates.append(day)
        scan.blank(start, end)
    for found in _DUE.finditer(scan.text):
        scan.blank(*found.span())
    _quarters_and_halves(scan)
    span = _ranges(scan)
    for pattern in _YEARS:
        for found in pattern.finditer(scan.text):
            year = found.groupdict().get("y") or found.groupdict().get("z")
            if year and 1980 <= _full(year) <= 2060:
                scan.take(*found.span(), (Period(_full(year)),))
    whole = re.sub(r"\s+", " ", text.casefold())
    ordered = sorted(scan.found)
    named = tuple(dict.fromkeys(period for _, _, periods in ordered for period in periods))
    as_of = next((periods[-1] for start, _, periods in ordered if _AS_OF.search(whole[:start])), None)
    last = _LAST.search(whole)
    count = 0
    if last:
        word = last["n"] or last["c"]
        count = _NUMBERS.get(word) or _CHINESE.get(word) or int(word)
    shift = -1 if _BEFORE.search(whole) else 1 if _AFTER.search(whole) else 0
    quarters = -1 if _QUARTERS_BEFORE.search(whole) else 1 if _QUARTERS_AFTER.search(whole) else 0
    return Periods(named, as_of if len(named) > 1 else None, tuple(dates), span, count, shift, quarters)

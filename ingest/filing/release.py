"""Read an earnings release or an annual report without an SEC cover: headline, date line, period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Page
from ingest.filing.cover import ticker_on
from ingest.filing.dates import DATE, find_date, find_dates

__all__ = ["Release", "read_release"]

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTER = re.compile(
    r"\b(first|second|third|fourth)[- ]+(?:fiscal[- ]+)?quarter\b|\bQ([1-4])\b|\b([1-4])Q", re.IGNORECASE
)
_YEAR_AFTER = re.compile(
    r"(?:quarter|Q[1-4]|[1-4]Q|half|full[- ]year|year[- ]end|annual)\b[^.\n]{0,40}?\b(?:fiscal(?:\s+year)?|FY)?\s?['’]?"
    r"((?:19|20)\d\d)\b|"
    r"\b[1-4]Q\s?(?:FY)?['’]?(\d\d)\b|\bQ[1-4]\s?(?:FY)?['’]?(\d\d)\b",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"\b(?:fiscal(?:[\s-]+year)?|FY)\s?['’]?((?:19|20)\d\d|\d\d)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:reports?|reported|announces?|announced|releases?|posts?|delivers?|publishes)\b", re.IGNORECASE
)
_RESULTS = re.compile(r"\b(?:results|earnings|revenues?|net income|net sales)\b", re.IGNORECASE)
_WIRE = re.compile(
    r"business wire|globe\s?newswire|pr\s?newswire|news release|press release|exhibit\s+99|for immediate release",
    re.IGNORECASE,
)
_WHO_TOLD = re.compile(
    r"^\W*([A-Z0-9][\w&.,'’ -]{1,60}?)\s+(?:today\s+)?(?:reports?|announces?|releases?|posts?|delivers?|publishes)\b",
    re.IGNORECASE,
)
_WHO_LISTED = re.compile(
    r"((?:[A-Z0-9][\w&.'’-]*,?\s+){1,6}?)(?:[-–—]\s*)?(?:\([“\"][^()]{0,60}\)\s*)?\(\s*(?:the\s+[“\"][^()]{0,40}\)\s*\(\s*)?"
    r"(?:NYSE|NASDAQ|Nasdaq|New\s+York\s+Stock\s+Exchange|TSX|LSE|ASX|NYSE\s+American|NasdaqGS)\b"
)
_ENDED = re.compile(
    rf"\b(?:months|weeks|quarter|year|period|half|[”\"])\s*\)?,?\s+ended\s+(?:on\s+)?({DATE})", re.IGNORECASE
)
_ENDS_HERE = re.compile(r"\b(?:ended|ending|as\s+of|on|since|through|until|before|by)\s+(?:on\s+)?$", re.IGNORECASE)
_ANNUAL = re.compile(r"\bannual\s+report\b|\bform\s+10-?k\b|\bannual\s+review\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Release:
    """What an earnings release or annual report says of itself, each None where it does not."""

    form: str | None
    headline: str
    company: str | None = None
    ticker: str | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    period_end: date | None = None
    dated: date | None = None


def read_release(pages: Sequence[Page]) -> Release | None:
    """The release that begins within the first two pages; None when there is none to recognise."""
    top = "\n".join(page.text for page in pages[:2])[:5000]
    if not top.strip():
        return None
    headline = _headline(top)
    if headline or (_WIRE.search(top[:1500]) and _RESULTS.search(top)):
        return _release(headline, top, "\n".join(page.text for page in pages[:40]))
    annual = _ANNUAL.search(top[:1500])
    if annual:
        year = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", top[max(0, annual.start() - 80) : annual.end() + 80])
        ended = _ENDED.search("\n".join(page.text for page in pages[:12]))
        return Release(
            "annual report",
            "",
            None,
            ticker_on(top),
            int(year[1]) if year else None,
            None,
            find_date(ended[1]) if ended else None,
        )
    return None


def _headline(top: str) -> str:
    """The lines that announce results, joined: a line that tells, with those it runs on to."""
    lines = [line.strip() for line in top.split("\n") if line.strip()][:14]
    for number, line in enumerate(lines):
        joined = line
        for following in lines[number + 1 : number + 3]:
            if _RESULTS.search(joined) and (_QUARTER.search(joined) or _FISCAL.search(joined)):
                break
            joined += " " + following
        period = (
            _QUARTER.search(joined)
            or _FISCAL.search(joined)
            or re.search(r"full[- ]year|year[- ]end|half[- ]year", joined, re.IGNORECASE)
        )
        if _TOLD.search(line) and _RESULTS.search(joined) and period and len(joined) < 400:
            return joined
    for line in lines[:6]:
        if _RESULTS.search(line) and _QUARTER.search(line) and len(line) < 160:
            return line
    return ""


def _release(headline: str, top: str, text: str) -> Release:
    lead = [
        day for position, day in find_dates(top[:1200]) if not _ENDS_HERE.search(top[max(0, position - 60) : position])
    ]
    dated = lead[0] if lead else None
    ended = [day for match in _ENDED.finditer(text) if (day := find_date(match[1])) and (dated is None or day <= dated)]
    period_end = max(ended, default=None)
    if dated is not None and period_end is not None and (dated - period_end).days > 200:
        dated = None
    quarter = _QUARTER.search(headline) or _QUARTER.search(top[:1500])
    # "June 2023 quarter", "reports fiscal 2023 results": without a quarter's number the statements tell.
    if not _QUARTER.search(headline) and re.search(
        r"full[- ]year|fiscal\s+(?:year\s+)?\d{4}|year[- ]end", headline, re.IGNORECASE
    ):
        quarter = None
    number = None
    if quarter:
        number = _QUARTERS[quarter[1].lower()] if quarter[1] else int(quarter[2] or quarter[3])
    fiscal = _FISCAL.search(headline)
    year = _YEAR_AFTER.search(headline)
    named = fiscal[1] if fiscal else next(filter(None, year.groups()), None) if year else None
    return Release(
        "earnings release",
        headline,
        _who(headline, top),
        ticker_on(text),
        (int(named) if len(named) == 4 else 2000 + int(named)) if named else None,
        number,
        period_end,
        dated,
    )


def _who(headline: str, top: str) -> str | None:
    """The company: before its ticker in the text, or else the one who reports in the headline."""
    listed = _WHO_LISTED.search(top)
    if listed:
        name = re.sub(r"\s+", " ", listed[1]).strip(" ,-–—")
        name = re.sub(r"^.*\b(?:NEWSWIRE|WIRE)\b\W*", "", name)
        if name:
            return name
    told = _WHO_TOLD.search(headline)
    return told[1].strip(" ,") if told else None

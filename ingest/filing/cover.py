"""Read the cover page of an SEC filing: form, registrant, period, dates and ticker."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Page
from ingest.filing.companies import name_key
from ingest.filing.dates import DATE, find_date, find_dates

__all__ = ["Cover", "find_cover", "registrant", "signature_date", "ticker_on"]

_FORM = re.compile(
    r"^[\W_]*(?:united states securities and exchange commission.{0,60})?(?:schedule|form)\s*"
    r"(10\s?-?\s?K(?:T|SB|405)?|10\s?-?\s?Q(?:T|SB)?|8\s?-?\s?K|20\s?-?\s?F|6\s?-?\s?K|40\s?-?\s?F|11\s?-?\s?K|S-\d{1,2}|F-\d|14A)"
    r"\s*(/\s*A\b|\(\s*Amendment)?",
    re.IGNORECASE | re.MULTILINE,
)
_COMMISSION = re.compile(r"securities\s+and\s+exchange\s+commission", re.IGNORECASE)
_NAME_BELOW = re.compile(r"\(?\s*exact\s+name\s+of\s+(?:the\s+)?(?:registrant|company|issuer)", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"exact\s+name\s+of|state\s+(?:of|or\s+other)|\(?state\s+of\s+incorporation|jurisdiction\s+of|i\.?r\.?s\.?\s+(?:employer|i\.?d)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"commission\s+file|file\s+n(?:umber|o)|^\W*\d[\d\s-]*$|transition\s+(?:report|period)|(?:annual|quarterly|current)\s+report|"
    r"securities\s+(?:and|exchange)|washington,?\s+d\.?c|mark\s+one|united\s+states|^\W*(?:form|or)\b|date\s+of\s+|"
    r"for\s+the\s+(?:fiscal|quarterly|transition|period|year)|pursuant\s+to|table\s+of\s+contents|^\W*$|act\s+of\s+1934|"
    r"\bnumber:?\s*[\d-]+|fiscal\s+year\s+ended|period\s+ended|schedule\s+14|amendment\s+no|^\W*(?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
# What stands for a logo that was not drawn: its file's name.
_PICTURE = re.compile(r"^.*\.(?:gif|jpe?g|png|svg|bmp)$|^[a-z][\w-]*(?:\d|logo\w*)$", re.ASCII)
_EMPLOYER_NUMBER = re.compile(r"\b\d{2}-\d{7}\b")
_PERIOD = re.compile(
    rf"for\s+(?:the\s+)?(?:fiscal\s+|full\s+)?(?:year|quarterly\s+period|quarter|period|transition\s+period|month|months)s?\s+(?:ended|ending|of)"
    rf"[\s:]*(?:[^\n\d]{{0,40}}\n?\s*)?({DATE})",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    rf"date\s+of\s+(?:the\s+)?(?:report|earliest\s+event)[^:\d]{{0,80}}[:\s]\s*({DATE})(?:\s*\(\s*({DATE})\s*\))?",
    re.IGNORECASE,
)
_REPORTED_ABOVE = re.compile(rf"({DATE})\s*\n\s*date\s+of\s+report", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover page says, each None where it does not. `page` counts from 0."""

    page: int
    form: str
    company: str | None = None
    period_end: date | None = None
    report_date: date | None = None


def find_cover(pages: Sequence[Page], within: int = 15) -> Cover | None:
    """The first page that is an SEC cover: it names the Commission and a form."""
    for index, page in enumerate(pages[:within]):
        text = page.text[:6000]
        form = _FORM.search(text)
        if form is None or not _COMMISSION.search(text) or not (_AFTER_NAME.search(text) or _PERIOD.search(text)):
            continue
        name = re.sub(r"\s", "", form[1]).upper()
        name = re.sub(r"^(10|8|20|6|40|11)-?", r"\1-", name) + ("/A" if form[2] else "")
        period = _PERIOD.search(text)
        reported = _REPORTED.search(text) or _REPORTED_ABOVE.search(text)
        dates = [find_date(group) for group in reported.groups() if group] if reported else []
        ends = find_date(period[1]) if period else None
        known = [day for day in dates if day is not None]
        if name.startswith("8-K") or ends is None:
            ends = min(known, default=ends)
        return Cover(index, name, _name_on(text, pages), ends, known[0] if known else None)
    return None


def _name_on(text: str, pages: Sequence[Page]) -> str | None:
    """The registrant's name: the lines above "(Exact name of registrant …)", or else above the state."""
    exact = _NAME_BELOW.search(text)
    mark = exact or _AFTER_NAME.search(text)
    if mark is None:
        return None
    lines = [re.sub(r"[_\s]+", " ", line).strip() for line in text[: mark.start()].rstrip("( \n").split("\n")]
    kept: list[str] = []
    for line in reversed(lines):
        # On some covers the file number and the name share a line: "Commission file number 001-06991. WALMART INC."
        shared = re.match(r"(?i).*file\s+n(?:umber|o)\.?:?\s*[\d-]+\.?\s+([A-Z].{2,80})$", line)
        line = shared[1] if shared else line
        if not kept and (not re.search(r"[A-Za-z]", line) or _EMPLOYER_NUMBER.search(line)):
            continue
        if _PICTURE.match(line):
            if kept:
                break
            continue
        if _NOT_A_NAME.search(line) or len(line) > 90 or not re.search(r"[A-Za-z]", line):
            break
        kept.insert(0, line)
        # A name takes two lines at most, unless the text layer broke it up into words and letters.
        if shared or (len(kept) >= 2 and len(line) > 12) or len(kept) == 6:
            break
    name = _mended(" ".join(kept), pages)
    return name if 1 < len(name) <= 120 and re.search(r"[A-Z]", name) else None


_TORN = re.compile(r"\b([A-Z]) ([A-Z]{2,})\b")


def _mended(name: str, pages: Sequence[Page]) -> str:
    """A name in small capitals whose first letters were torn off ("R ESORTS"), where the text knows the whole word."""
    if not _TORN.search(name):
        return name
    words = Counter(word.lower() for page in pages[:40] for word in re.findall(r"[A-Za-z]{2,}", page.text))

    def joined(match: re.Match[str]) -> str:
        whole = match[1] + match[2]
        return whole if words[whole.lower()] > words[match[2].lower()] else match[0]

    return _TORN.sub(joined, name)


_WRITTEN = (
    re.compile(
        r"(?:shareholders|stockholders|shareowners)(?:\s+and\s+(?:the\s+)?board\s+of\s+directors)?\s+of\s*:?\s+([A-Z][^\n,;:]{2,70}(?:,\s*(?:Inc|Ltd|LLC)\.?)?)"
    ),
    re.compile(
        r"board\s+of\s+directors(?:\s+and\s+(?:shareholders|stockholders|shareowners))?\s+of\s+([A-Z][^\n,;:]{2,70}(?:,\s*(?:Inc|Ltd|LLC)\.?)?)"
    ),
    re.compile(
        r"((?:[A-Z0-9][\w&.'’-]*,?\s+){1,5}(?:Inc\.|Corporation|Company|Corp\.|plc|Ltd\.|N\.V\.))[\s,]+(?:and|together\s+with)\s+(?:its\s+)?(?:consolidated\s+)?subsidiaries"
    ),
    re.compile(
        r"((?:[A-Z0-9][\w&.'’-]*,?\s+){1,5}(?:Inc\.|INC\.|Corporation|CORPORATION|Company|COMPANY|Corp\.|plc|PLC|Ltd\.|N\.V\.))\s*\n?\s*\(Registrant\)"
    ),
)


def registrant(pages: Sequence[Page]) -> str | None:
    """The company's name where the cover shows a picture: from the signature, the auditor's address, the notes."""
    votes: dict[str, Counter[str]] = {}
    for page in pages:
        for pattern in _WRITTEN:
            for match in pattern.finditer(page.text):
                name = re.sub(r"\s+", " ", match[1])
                name = re.split(r"\s+(?=[$(\d—–])|\s+(?=[a-z]{2})", name)[0].strip(" ,")
                key = name_key(name)
                if len(key) > 1 and not _GENERIC.fullmatch(name):
                    votes.setdefault(key, Counter())[name] += 1
    if not votes:
        return None
    spellings = max(votes.values(), key=lambda names: names.total())
    # The same name with its legal form says more than without.
    return max(spellings, key=lambda name: (len(name_key(name)) < len(name.strip(".").lower()) - 4, spellings[name]))


_GENERIC = re.compile(r"(?:(?:the|our|this|such)\s+)?(?:company|registrant|board|corporation|issuer)?", re.IGNORECASE)
_EXCHANGE = r"(?:NYSE|NASDAQ|Nasdaq|New\s+York\s+Stock\s+Exchange|AMEX|TSX|LSE|ASX|NYSE\s+American|NasdaqGS)"
_QUOTED = re.compile(rf"\(\s*(?:{_EXCHANGE})\s*(?:\([A-Z]+\))?\s*:\s*[“\"]?([A-Z][A-Z.]{{0,5}})\b")
_UNBRACKETED = re.compile(r"\b(?:NYSE|NASDAQ|Nasdaq)\s?:\s?([A-Z]{1,5})\b")
_LISTED = re.compile(
    r"\b(?:common|ordinary|class\s+a)\b[^\n]{0,120}?\n?[^\n]{0,60}?\s([A-Z]{1,5})\s+(?:The\s+)?(?:New\s+York\s+Stock|NYSE|Nasdaq|NASDAQ)",
    re.IGNORECASE,
)


def ticker_on(text: str) -> str | None:
    """The ticker in "(NYSE: PFE)", or on a cover between the class of shares and the exchange."""
    quoted = _QUOTED.search(text) or _UNBRACKETED.search(text)
    if quoted:
        return quoted[1].rstrip(".")
    for match in _LISTED.finditer(text[:20_000]):
        symbol = match[1]
        if symbol == symbol.upper() and symbol not in {
            "PAR",
            "STOCK",
            "VALUE",
            "NONE",
            "THE",
            "ON",
            "PER",
            "SHARE",
            "EACH",
        }:
            return symbol
    return None


_FORMULA = re.compile(
    r"duly\s+caused\s+this|this\s+report\s+(?:was|has\s+been)\s+signed|(?:pursuant\s+to|under)\s+the\s+requirements?\s+of\s+(?:section|the\s+securities)",
    re.IGNORECASE,
)


def signature_date(pages: Sequence[Page], after: date | None, *, same_day: bool = False) -> date | None:
    """When a filing was signed: the first date on the last page with the signature formula that is later than `after`
    (or the same day, where allowed) by at most 500 days."""
    for page in reversed(pages):
        formula = _FORMULA.search(page.text)
        if formula is None:
            continue
        for _, day in find_dates(page.text[formula.start() :]):
            if after is None or (0 if same_day else 1) <= (day - after).days <= 500:
                return day
    return None

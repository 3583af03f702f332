"""Read the columns of a table outside the primary statements: whose or what figures they hold, and for which period."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.filing.cells import MONTH_NAMES
from ingest.filing.periods import Calendar, Period, column_periods, full_dates
from ingest.filing.tables import Grid

__all__ = [
    "Meaning",
    "Timing",
    "has_date",
    "heads",
    "is_other_measure",
    "member_of",
    "newest_year",
    "read_columns",
    "row_period",
    "timing_of",
]

_INTRODUCES = re.compile(r":\s*$|\bfollow(?:s|ing)\b|\bbelow\b|\btables?\b|\bsummar")
_RUNNING = re.compile(r"^\s*table of contents\s*", re.IGNORECASE)
_CAPTION = 140
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_DATE = (
    rf"(?:{MONTH_NAMES})\b\.?\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*(?:\b{_YEAR}\b)?"
    rf"|\d{{1,2}}\s+(?:{MONTH_NAMES})\b\.?,?\s*(?:\b{_YEAR}\b)?"
)
_COUNT = (
    r"(?:\d{1,2}|three|six|nine|twelve|twenty-four|thirteen|fourteen|twenty-six|twenty-seven|thirty-nine|forty"
    r"|fifty-two|fifty-three)"
)
_LENGTH = (
    rf"\b{_COUNT}[- ]+(?:months?|weeks?)\b|\b(?:first|second|third|fourth) (?:fiscal )?quarters?\b|\bq[1-4]\b"
    r"|\b[1-4]q\b"
    r"|\b(?:fiscal|calendar)(?: years?)?\b|\b(?:full )?years?\b|\bquarters?\b|\b(?:first|second) half\b"
)
_PERIOD = re.compile(
    rf"{_DATE}|{_LENGTH}|\b(?:FY|CY)?{_YEAR}\b(?!-\d)|\b(?:FY|CY)\W?\d\d\b|\bend(?:ed|ing)\b|\bas (?:of|at)\b"
    r"|\bto[- ]date\b|\bytd\b|\(?\bunaudited\)?|\baudited\b|\bin (?:thousands|millions|billions)\b",
    re.IGNORECASE,
)
_IDLE = re.compile(r"^(?:the|for|at|of|and|in|to|on|from|periods?|as|[\W\d_]+)$", re.IGNORECASE)
_SPAN = re.compile(
    r"\b(?:months?|weeks?|quarters?|years?|periods?|half|fiscal(?: years?)?)[- ]+(?:ended|ending)\b"
    rf"|\b{_COUNT}[- ]+(?:months?|weeks?)\b|\bfor (?:the |each of the )?(?:fiscal |three |two )?(?:years?|quarters?)\b"
    rf"|\b(?:fiscal|fy)\W*{_YEAR}|\bfiscal years?\b(?!-?\s*end)|\byears? {_YEAR}"
    r"|\b(?:first|second|third|fourth) quarter\b|\bduring\b",
    re.IGNORECASE,
)
_AS_OF = re.compile(
    rf"\b(?:as of|as at|at|balances? at)\s+(?:(?:the )?(?:fiscal )?(?:years?|quarters?|period)[- ]?ends?\b|{_DATE}"
    rf"|(?:the )?end of)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth) (?:fiscal )?quarter\b|\bq[1-4]\b|\b[1-4]q\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b(?:{MONTH_NAMES})\b\.?\s*\d{{1,2}}\b", re.IGNORECASE)
_HAS_YEAR = re.compile(rf"\b(?:FY|CY)?{_YEAR}\b(?!-\d)", re.IGNORECASE)
_CHANGE = re.compile(
    r"chang|variance|\binc(?:rease|\b)|\bdec(?:rease|\b)|growth|%|percent|\bbps\b|basis points|\bvs\b|versus|\bimpact\b"
    r"|\bratio|\bmix\b|\beffects?\b|adjustments?\b|\brates?\b|volume|price|organic|favorable|\bcomparison",
    re.IGNORECASE,
)
_OTHER_MEASURE = re.compile(
    r"non-?\s?gaap|pro[- ]?forma|constant[- ]currency|adjusted|excluding|\bcore\b|organic|underlying|normali[sz]ed"
    r"|comparable|managed basis|before special",
    re.IGNORECASE,
)
_RESTATED = re.compile(r"\(?as (?:previously )?(?:adjusted|restated|recast)\)?", re.IGNORECASE)


class Timing(StrEnum):
    """Whether a column's figures are of a day or of the days that ended then."""

    INSTANT = "instant"
    DURATION = "duration"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column: the period's end and start (the start None unless its length is known), its timing, and the member or
    measure that its name adds ("Flexibles", "Level 2"), "" where it adds none. `own` is whether the column's own name
    dates it; `period` is None where only its rows' headings could."""

    period: Period | None
    timing: Timing
    member: str = ""
    own: bool = True


def is_other_measure(name: str, others: Sequence[str] = ()) -> bool:
    """Whether a column's figures are adjusted, pro forma or in constant currency, and so not those of the accounts.

    "As adjusted" alone is how a restated year is headed; beside a column of the same period without it, it is not.
    """
    if not _OTHER_MEASURE.search(name):
        return False
    plain = _RESTATED.sub(" ", name)
    if plain == name or _OTHER_MEASURE.search(plain):
        return True
    years = set(_HAS_YEAR.findall(plain))
    beside = [other for other in others if other != name and set(_HAS_YEAR.findall(other)) == years]
    return bool(beside) and any(not _OTHER_MEASURE.search(other) for other in beside)


def member_of(name: str) -> str:
    """What a column's name says beyond its period: "December 31, 2022 Level 1" says "Level 1"."""
    rest = _PERIOD.sub(" ", re.sub(r"\([^()]*\b(?:thousands|millions|billions|unaudited)\b[^()]*\)", " ", name))
    levels = bool(re.search(r"(?i)\b(?:level|tier|stage|note|phase)\b", rest))
    words = [word for word in rest.split() if levels or word == "&" or not _IDLE.match(word)]
    while words and _IDLE.match(words[0]):
        words.pop(0)
    said = " ".join(words).strip(" ,:;–—-*()&")
    return said if len(said) > 1 else ""  # a footnote's letter


def timing_of(grid: Grid, name: str) -> Timing:
    """Whether a column's figures are of a day or of a length of time, from its name, then from what stands around."""
    for text in (name, grid.context):
        if _SPAN.search(text):
            return Timing.DURATION
        if _AS_OF.search(text) or _MONTH_DAY.search(text):
            return Timing.INSTANT
    for text in reversed((intro(grid), *heads(grid))):
        span, day = bool(_SPAN.search(text)), bool(_AS_OF.search(text))
        if span != day:
            return Timing.DURATION if span else Timing.INSTANT
    return Timing.UNKNOWN


def newest_year(grids: Sequence[Grid]) -> int | None:
    """What a filing calls its newest year where columns print a year alone: the newest year of most such tables."""
    newest = Counter[int]()
    for grid in grids:
        years = [int(name.strip()) for name in grid.table.columns if re.fullmatch(_YEAR, name.strip())]
        if len(years) > 1:
            newest[max(years)] += 1
    return newest.most_common(1)[0][0] if newest else None


def heads(grid: Grid) -> tuple[str, ...]:
    """The lines just above a table that are headings, not the end of a sentence nor what runs over every page."""
    return tuple(text for text in grid.titles[-2:] if _is_heading(text) and not _RUNNING.fullmatch(text.strip()))


def _is_heading(text: str) -> bool:
    return len(text) < 110 and not text[:1].islower() and not text.rstrip().endswith(".")


def intro(grid: Grid) -> str:
    """The sentence that introduces a table; "" where the text above it speaks of something else."""
    told = [text for text in grid.titles[-2:] if not _is_heading(text)]
    sentence = _RUNNING.sub("", " ".join(filter(None, (grid.intro, *told))), count=1)
    return "" if heads(grid) or not _INTRODUCES.search(sentence) else sentence


def _over_labels(grid: Grid) -> str:
    """What stands over the labels, where it is more than a period or a unit: "Sales Change By Business Segment"."""
    return grid.context if len(member_of(grid.context).split()) > 2 else ""


def caption_of(grid: Grid) -> str:
    """What a table is called: the headings just above it, or else the sentence that introduces it, or what stands over
    its labels, and its total."""
    text = " · ".join(heads(grid)) or intro(grid) or _over_labels(grid)
    last = grid.table.rows[-1].label if grid.table.rows else ""
    if re.match(r"(?i)total \w", last) and last.lower() not in text.lower():
        text = " · ".join(filter(None, (text, last)))
    return text if len(text) <= _CAPTION else "…" + text[-_CAPTION:]


def read_columns(grid: Grid, known: Calendar, newest: int | None = None) -> list[Meaning | None]:
    """What each column holds; None for changes, percentages, adjusted figures and columns that cannot be dated.
    `newest` is what the filing calls its newest year: a table may show earlier ones alone."""
    names = grid.table.columns
    if not _grouped(names):
        return [None] * len(names)
    shared = _shared(grid, known, newest)
    meanings: list[Meaning | None] = []
    for name, member in zip(names, _members(names), strict=True):
        if (
            not name.strip()
            or (_ORDINAL.search(name) and not full_dates(name))
            or is_other_measure(name, names)
            or _CHANGE.search(member)
            or len(member.split()) > 8
        ):
            meanings.append(None)
            continue
        dated = bool(_HAS_YEAR.search(name)) or bool(_PERIOD.search(name) and not member and _one_year(grid))
        if not dated:
            meanings.append(Meaning(shared[0], shared[1], member, own=False) if member else None)
            continue
        timing = timing_of(grid, name)
        bare = name.replace(member, " ") if member else name
        found = _period(bare, grid.context, heads(grid), known, timing, newest)
        meanings.append(None if found is None else Meaning(found, timing, member))
    return meanings


def _members(names: Sequence[str]) -> list[str]:
    """What each column's name says beyond its period, without the words that all begin with: they tell no two apart."""
    members = [member_of(name).split() for name in names]
    said = [words for words in members if words]
    while len(said) > 1 and all(len(words) > 1 and words[0] == said[0][0] for words in said):
        for words in said:
            words.pop(0)
    return [" ".join(words).strip(" &") for words in members]


def _grouped(names: Sequence[str]) -> bool:
    """Whether columns whose years repeat ("2022 2021 2022 2021") have one name over each run of years, as a name spans
    whole runs: else it was not read right."""
    years = [found[-1] if (found := _HAS_YEAR.findall(name)) else "" for name in names]
    each = next((size for size in range(2, len(years)) if len(years) % size == 0 and _repeats(years, size)), 0)
    members = [member_of(name) for name in names]
    return not each or all(len(set(members[start : start + each])) == 1 for start in range(0, len(members), each))


def _repeats(years: Sequence[str], size: int) -> bool:
    first = list(years[:size])
    return "" not in first and len(set(first)) == size and list(years) == first * (len(years) // size)


def _one_year(grid: Grid) -> bool:
    """Whether what stands over a table names one year, which its columns then need not repeat."""
    return len({year for text in (grid.context, *heads(grid)) for year in _HAS_YEAR.findall(text)}) == 1


def _shared(grid: Grid, known: Calendar, newest: int | None) -> tuple[Period | None, Timing]:
    """The one period that what stands over the table gives to columns without their own."""
    for text in (grid.context, *reversed(heads(grid))):
        if len(set(_HAS_YEAR.findall(text))) == 1 and not member_of(text):
            timing = timing_of(grid, text)
            return _period(text, "", heads(grid), known, timing, newest), timing
    return None, Timing.UNKNOWN


def row_period(
    grid: Grid, parents: Sequence[str], known: Calendar, newest: int | None = None
) -> tuple[Period | None, Timing]:
    """The period that a heading over a row gives to it ("Year ended December 31, 2022"), for columns without one."""
    for text in reversed(parents):
        if _HAS_YEAR.search(text):
            if member_of(text) or len(set(_HAS_YEAR.findall(text))) > 1:
                return None, Timing.UNKNOWN
            timing = timing_of(grid, text)
            latest = newest or _newest_heading(grid)
            return _period(text, grid.context, (), known, timing, latest), timing
    return None, Timing.UNKNOWN


def _newest_heading(grid: Grid) -> int | None:
    """The newest year that stands over rows of a table ("Fiscal year 2025", then "Fiscal year 2024")."""
    headings = {parent for row in grid.table.rows for parent in row.parents if not member_of(parent)}
    years = [year for heading in headings for year in _HAS_YEAR.findall(heading)]
    return max((int(year[-4:]) for year in years), default=None)


def _period(
    name: str, context: str, titles: Sequence[str], known: Calendar, timing: Timing, newest: int | None
) -> Period | None:
    years = (str(newest),) if newest is not None and _HAS_YEAR.search(name) else ()
    return column_periods([name], context, (*years, *titles), known, timing is Timing.INSTANT)[0]


def has_date(text: str) -> bool:
    """Whether a text names a year or a day."""
    return bool(_HAS_YEAR.search(text) or full_dates(text))

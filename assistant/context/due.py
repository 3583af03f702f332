"""Reads when something is due in a question as the table's own columns or rows: "after 2021" is its "thereafter"."""

import re

from assistant.context.match import Finder
from assistant.context.words import plain, years

__all__ = ["respell"]

_AFTER = re.compile(
    r"\b(?:after|beyond|later than|more than) (?:(?:the )?(?:next )?(?:five|5|four|4|three|3) years|(?:19|20)\d\d)\b"
)
_LATER = re.compile(
    r"\b(?:thereafter|after 5 years|more than 5 years|(?:years )?beyond|after five years|later years)\b"
)
_SOON = re.compile(
    r"\b(?:in |within |less than |under |over )?(?:the )?(?:next )?(?:12|twelve) months\b"
    r"|\b(?:in |within |less than |less that |under )(?:the )?(?:next )?(?:one|1|a) year\b|\bin the next year\b"
)
_FIRST = re.compile(
    r"\b(?:less than (?:1|one) year|within (?:1|one) year|up to (?:1|one) year|under (?:1|one) year|1 year or less)\b"
)
_MONTHS = re.compile(
    r"\b(?:in |within |over |during )?(?:the )?next (24|36|48|60) months\b|\b(?:in |within |over |during )?(?:the "
    r")?next (two|three|four|five) years\b"
)
_COUNT = {"24": 2, "36": 3, "48": 4, "60": 5, "two": 2, "three": 3, "four": 4, "five": 5}
_AS_OF = re.compile(r"\b(?:as of|at) (?:\w+ \d{1,2} ?,? )?(?:19|20)\d\d\b")


def respell(question: str, finder: Finder) -> str:
    """The question with times of payment in the table's words; as given where the table has none for them."""
    text = plain(question)
    labels = [column.text for column in finder.grid.columns] + [line.header.text for line in finder.grid.lines]
    if (found := _AFTER.search(text)) and (label := _label(_LATER, labels)):
        spoken = years(found[0])
        if not spoken or (finder.all_years and spoken[0] >= finder.all_years[-1]):
            return f"{text[: found.start()]}{label}{text[found.end() :]}"
    if found := _SOON.search(text):
        if label := _label(_FIRST, labels):
            return f"{text[: found.start()]}{label}{text[found.end() :]}"
        if finder.all_years and _scheduled(labels):
            return _AS_OF.sub("", f"{text[: found.start()]}in {finder.all_years[0]}{text[found.end() :]}")
    if (found := _MONTHS.search(text)) and finder.all_years and (_scheduled(labels) or re.search(r"\bdue\b", text)):
        count = _COUNT[found[1] or found[2]]
        if len(finder.all_years) >= count:
            before = _AS_OF.sub("", text[: found.start()])
            spelled = f"sum of {before}from {finder.all_years[0]} to {finder.all_years[count - 1]}"
            return spelled + _AS_OF.sub("", text[found.end() :])
    return question


def _label(pattern: re.Pattern[str], labels: list[str]) -> str:
    return next((found[0] for label in labels if (found := pattern.search(plain(label)))), "")


def _scheduled(labels: list[str]) -> bool:
    return any(_LATER.search(plain(label)) for label in labels)

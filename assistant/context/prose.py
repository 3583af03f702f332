"""The sentences of a context and the numbers in them, each with the years it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.context.words import YEAR, plain, stems, years

__all__ = ["Figure", "figures", "sentences"]

_SPLIT = re.compile(r"(?<=[a-z0-9)”\"%][.!?])\s+(?=[A-Z“\"(•])|(?<=\s[.!?])\s+|\n+")
_NUMBER = re.compile(
    r"(?P<cur>[$€£¥]|\brmb\b|\bus\$)?\s?(?P<open>\(\s?)?(?<![\w.,/-])(?P<minus>[-−–](?=\d))?"
    r"(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<close>\s?\))?\s?"
    r"(?:(?P<pct>%|percent\b|per cent\b)|(?P<scale>million|billion|thousand|trillion)s?\b)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}\b"
    r"|\b\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:note|item|page|asc|asu|section|form|topic|part|no\.|level|tier|phase)\s*\d[\d.-]*"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\(\s?\d{1,2}\s?\)\s(?=[a-z])|\(\s?\d+(?:\.\d+)?\s?%\s?\)|\b10-[kq]\b",
    re.IGNORECASE,
)
EXPONENTS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in prose: `value` as printed with its scale word's `exponent` apart, a percentage not divided.

    `words` are the stems of its sentence, `near` those of the clause just before and after it.
    """

    value: Decimal
    printed: str
    exponent: int
    percent: bool
    years: tuple[int, ...]
    sentence: str
    words: frozenset[str]
    near: frozenset[str]
    start: int
    delta: bool = False
    """Whether it is told as what something rose or fell by."""


def sentences(texts: Sequence[str]) -> list[str]:
    """The texts cut into sentences, in order, each once."""
    found = [part.strip() for text in texts for part in _SPLIT.split(_lined(text))]
    return list(dict.fromkeys(part for part in found if part))


def _lined(text: str) -> str:
    """A text with a word a line as running text."""
    lines = text.split("\n")
    return " ".join(text.split()) if len(lines) > 8 and len(text.split()) < 2 * len(lines) else text


def figures(texts: Sequence[str]) -> list[Figure]:
    """Every number of the sentences but years, dates and note numbers."""
    return [figure for sentence in sentences(texts) for figure in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> list[Figure]:
    noise = [match.span() for match in _DATE.finditer(sentence)]
    kept = []
    for match in _NUMBER.finditer(sentence):
        start, end = match.span("num")
        if any(left <= start < right for left, right in noise):
            continue
        plain_number = not (match["cur"] or match["pct"] or match["scale"])
        if plain_number and YEAR.fullmatch(match["num"]):
            continue
        if end < len(sentence) and sentence[end].isalpha() and not match["scale"]:
            continue
        if plain_number and not match["open"] and re.match(r"\s?\)", sentence[match.end() :]) and len(match["num"]) < 3:
            continue  # an item's mark: "of : 1 ) fuel , 2 ) power"
        kept.append(match)
    scaled = [match["scale"] for match in kept]
    spoken = years(sentence)
    words = frozenset(stems(sentence))
    if not words:
        return []
    found: list[Figure] = []
    for place, match in enumerate(kept):
        value = Decimal(match["num"].replace(",", ""))
        if match["minus"] or (match["open"] and match["close"]):
            value = -value
        # "$5.6, $4.8 and $4.1 million": the scale word stands once, behind the last.
        scale = match["scale"] or (next((s for s in scaled[place:] if s), None) if match["cur"] else None)
        before, after = sentence[max(0, match.start() - 90) : match.start()], sentence[match.end() : match.end() + 60]
        found.append(
            Figure(
                value=value,
                printed=match[0].strip(),
                exponent=EXPONENTS.get((scale or "").lower(), 0),
                percent=bool(match["pct"]),
                years=_years_of(sentence, kept, place, spoken),
                sentence=sentence,
                words=words,
                near=frozenset(stems(before)) | frozenset(stems(after)),
                start=match.start(),
                delta=bool(_MOVED.search(sentence[: match.start()])),
            )
        )
    return [_moved_from(found, place) for place in range(len(found))]


_MOVED = re.compile(
    r"\b(?:increas|decreas|declin|grow|rose|fell|grew|drop|reduc)\w*(?: was| of| by)*(?: approximately| about)?\s*$",
    re.I,
)
_FROM = re.compile(r"\bfrom(?: approximately| about)?\s*$", re.IGNORECASE)
_TO = re.compile(r"^\s*(?:to|compared to)(?: approximately| about)?\s*$", re.IGNORECASE)


def _moved_from(found: Sequence[Figure], place: int) -> Figure:
    """A figure; of "from $128 million to $201 million" in a year, the first is the year before's."""
    figure = found[place]
    if place + 1 == len(found) or not _FROM.search(figure.sentence[: figure.start]):
        return figure
    following = found[place + 1]
    between = figure.sentence[figure.start : following.start].strip().removeprefix(figure.printed)
    if _TO.match(between) and len(figure.years) == 1 and figure.years == following.years:
        return replace(figure, years=(figure.years[0] - 1,))
    return figure


def _years_of(sentence: str, kept: Sequence[re.Match[str]], place: int, spoken: tuple[int, ...]) -> tuple[int, ...]:
    """The year a number is of: by its place in a list of as many numbers as years, else the nearest one behind or
    before it in its clause."""
    if not spoken or len(spoken) == 1:
        return spoken
    text = plain(sentence)
    group = _group(kept, sentence)
    for members in group:
        if place in members and len(members) == len(spoken):
            return (spoken[members.index(place)],)
    match = kept[place]
    following = kept[place + 1].start() if place + 1 < len(kept) else len(sentence)
    after = years(sentence[match.end() : following])
    if after:
        return after[:1]
    before = years(text[: match.start()])
    return before[-1:]


def _group(kept: Sequence[re.Match[str]], sentence: str) -> list[list[int]]:
    """Numbers listed with nothing between them but commas and "and"."""
    groups: list[list[int]] = []
    for place, match in enumerate(kept):
        between = sentence[kept[place - 1].end() : match.start()] if place else ""
        if place and re.fullmatch(
            r"[\s,]*(?:\([\d.\s%]*\))?[\s,]*(?:and|or|to|compared to|compared with|versus)?[\s$€£]*", between
        ):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups

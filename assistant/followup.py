"""Follow-ups that name only what changes, or what the figure before is put beside, as questions that stand alone."""

import re
from collections.abc import Sequence

from ingest.filing.cells import MONTH_NAMES

__all__ = ["figure_of", "share_of_that", "with_part_swapped"]

_AND_PART = re.compile(
    r"^\s*(?:and|what about|how about)\s+(?:(?:for|in|of|from|with)\s+)?(?:the\s+)?(?P<part>[^?.;:]{2,60}?)\s*\??\s*$",
    re.I,
)
_CAPITAL = r"[A-Z](?:[\w.-]|'(?!s\b))*"
_CAPITALS = rf"{_CAPITAL}(?:\s*(?:&|and|of|,)?\s*{_CAPITAL})*"
_PART = re.compile(rf"(?<=\s)(?P<part>{_CAPITALS})(?=(?:'s)?\s+(?:segments?|division|business|region|unit)\b)")
_FROM_PART = re.compile(rf"\b(?:from|in|by|of) (?:the )?(?P<part>{_CAPITALS})")
_TIME = re.compile(rf"(?:FY|CY|Q[1-4]|H[12]|Fiscal|{MONTH_NAMES})", re.IGNORECASE)
_SHARE = re.compile(
    r"^\s*(?:and\s+)?what (?P<word>share|percentage|percent|proportion|fraction) of (?P<whole>[^?]{3,80}?)\s+"
    r"(?:was|is|were|are|did|does|do)\s+(?:that|this|it|those|they)"
    r"(?:\s+(?:represent|make up|account for|come to))?\s*\??\s*$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^\s*(?:and\s+)?(?:what|how much) (?:was|were|is|are)\s+(?P<figure>[^?]{5,160}?)\s*\?\s*$", re.IGNORECASE
)


def with_part_swapped(text: str, before: str, names: Sequence[str]) -> str:
    """ "And Latin America?" as the question `before` with its part exchanged; "" where the one names no part or the
    other none. `names` are those of the company, which are no part."""
    named = _AND_PART.match(text)
    if named is None or not re.match(r"[A-Z]", named["part"]) or _TIME.match(named["part"]):
        return ""
    parts = [*_PART.finditer(before), *_FROM_PART.finditer(before)]
    own = {word.casefold() for name in names for word in re.findall(r"\w+", name)}
    for found in parts:
        words = {word.casefold() for word in re.findall(r"\w+", found["part"].removesuffix("'s"))}
        if not words & own and not _TIME.match(found["part"]):
            start, end = found.span("part")
            return before[:start] + named["part"] + before[end:]
    return ""


def share_of_that(text: str, figure: str) -> str:
    """ "What share of net sales was that?" with the figure spoken of in place of "that"; "" for another question."""
    found = _SHARE.match(text)
    return f"What {found['word']} of {found['whole']} was {figure}?" if found and figure else ""


def figure_of(before: str) -> str:
    """What a question asks for, as its own words say it ("the net sales of Acme in 2020"); "" where they do not."""
    found = _ASKING.match(before)
    return found["figure"] if found else ""

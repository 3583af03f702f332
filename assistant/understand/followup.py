"""Follow-ups that name only what changes, or what the figure before is put beside, as questions that stand alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understand.asked import DIRECTIONS
from assistant.understand.companies import without_names
from assistant.understand.operation import Operation
from assistant.understand.periods import read_periods
from assistant.understand.question import Question
from ingest.filing.cells import MONTH_NAMES

__all__ = ["completed", "figure_of", "follows", "share_of_that", "spoken_of", "swapped_part", "with_part_swapped"]

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


_FOLLOW = re.compile(
    r"^\s*(?:and|but|also|then|so|what about|how about|how does (?:that|this|it)|compared? (?"
    r":that|this|it|to|with)|same (?:for|question)|now |"
    r"in (?:millions|billions|thousands|percent)|那|那么|还有|去年|前一年|上一年)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:its|it|they|their|them|the company|this company|that company|the firm|the same (?:company|year|period)"
    r")\b|该公司|它",
    re.I,
)


def _short(text: str) -> bool:
    return len(re.findall(r"[\w']+", text)) <= 12 or bool(re.search(r"[\u4e00-\u9fff]", text) and len(text) <= 24)


_BESIDE_THAT = re.compile(
    r"\b(?:that|this|it|those|they)\b[^.?]*\b(?:compar\w*|stack up|measure up|versus|vs|against)\b"
    r"|[和与比].*(?:比|相比)",
    re.IGNORECASE,
)


def completed(question: Question, before: Question) -> Question:
    """A follow-up with what it leaves out taken from the question before it."""
    told = read_periods(question.asked)
    lacks_figure = question.expression is None
    periods = question.periods
    if not periods:
        periods = tuple(period.shifted(told.shift) for period in before.periods)
        if told.quarters and periods:
            periods = (max(before.periods).quarters_on(told.quarters),)
    if told.shift and question.judge in DIRECTIONS:  # "is that more than in the year before?"
        periods = (*before.periods, *periods)
    companies = question.companies or (() if question.unknown else before.companies)
    if question.companies and _BESIDE_THAT.search(question.asked):  # "how does that compare with Acme?"
        companies = tuple(dict.fromkeys((*before.companies, *question.companies)))
    filled = replace(
        question,
        companies=companies,
        periods=periods,
        as_of=question.as_of or (None if question.periods else before.as_of),
        last_years=question.last_years or (0 if question.periods else before.last_years),
        statements=question.statements or before.statements,
        flags=(*question.flags, "follow-up"),
    )
    if lacks_figure and not question.qualifiers and _short(question.asked):
        filled = replace(
            filled,
            metric=before.metric,
            concepts=before.concepts,
            expression=before.expression,
            definition=before.definition,
            given=before.given,
            operation=question.operation if question.operation is not Operation.VALUE else before.operation,
            unit=before.unit,
            scale=question.scale or before.scale,
            digits=question.digits if question.digits is not None else before.digits,
            judge=question.judge or before.judge,
            qualifiers=before.qualifiers,
            wants=question.wants if question.judge in DIRECTIONS else before.wants,
        )
    about = [company.name for company in filled.companies if company not in question.companies]
    about += [str(period) for period in filled.periods if period not in question.periods]
    about += [filled.name] if lacks_figure and filled.expression else []
    if lacks_figure and not filled.expression:
        about.append(f"after: {before.text}")
    return replace(filled, text=f"{question.asked} ({'; '.join(about)})" if about else question.asked)


def follows(question: Question) -> bool:
    told = read_periods(question.asked)
    if _FOLLOW.search(question.asked) or ((told.shift or told.quarters) and not question.periods):
        return True
    if question.companies and _names_alone(question):
        return True
    missing = not question.companies and not question.unknown and "collection" not in question.flags
    return (
        missing
        and (bool(_PRONOUN.search(question.asked)) or _short(question.asked))
        and "definition" not in question.flags
    )


def swapped_part(question: Question, before: Question) -> str:
    """A name alone as the question before it with its part exchanged; "" where there is none."""
    if len(before.companies) != 1 or question.companies or question.expression is not None:
        return ""
    company = before.companies[0]
    return with_part_swapped(question.asked, before.text, (company.name, *company.keys))


def spoken_of(before: Question) -> str:
    """The one figure that a question asked for, in words; "" where it asked for none or for more."""
    if len(before.companies) != 1 or before.operation is not Operation.VALUE:
        return ""
    if figure := figure_of(before.text):
        return figure
    plain = before.expression and not before.qualifiers and before.period
    return f"{before.name} of {before.companies[0].name} in {before.period}" if plain else ""


def _names_alone(question: Question) -> bool:
    """Whether nothing but companies and periods is said: the reply to "which company is meant?"."""
    rest = without_names(question.asked, question.companies)
    rest = re.sub(
        r"(?i)\b(?:fy|fiscal|year|in|for|of|the|i mean|inc|corp|co|company|please|and|q[1-4])\b|\d{2,4}", " ", rest
    )
    return question.expression is None and not re.search(r"\w", rest)

"""The figure that a why-question is about, in its own words: "what drove the fall in Acme's widget sales in Q2 FY2025?"
is about {widget, sales}, whether or not a line of the statements is called so."""

import re
from dataclasses import dataclass

from assistant.understand.framing import without_asides
from assistant.understand.question import Question
from assistant.understand.words import telling_words

__all__ = ["DOWN", "UP", "Subject", "subject"]

UP = re.compile(r"\b(?:increas\w*|gr[eo]w\w*|rose|ris(?:e|es|ing)|improv\w*|higher|expan\w+|jump\w*|surg\w+)\b", re.I)
DOWN = re.compile(
    r"\b(?:decreas\w*|declin\w*|f[ae]ll\w*|lower|contract(?:ed|ion|ing)|reduc\w*|dropp?\w*|deteriorat\w*)\b", re.I
)
_CAUSE = re.compile(
    r"\b(?:drove|driv(?:es|en|ing)|caus\w+|led to|behind|explain(?:s|ed)?|contribut\w+ to|reasons? (?:for|why|behind)|"
    r"drivers? (?:of|for|behind)|account(?:s|ed) for|why (?:did|do|does|was|were|is|are|has|have))\b",
    re.I,
)
# Where the figure has been named: a period, a comparison or another clause follows.
_END = re.compile(
    r"[?,;:.](?:\s|$)|\b(?:in|for|during|as of|at|from|between|over|compared|relative|versus|vs|year[- ]over[- ]year|"
    r"when|while|and (?:by|how|what)|according|on a|this|that|which|since|despite|even)\b",
    re.I,
)
_LEADING = re.compile(
    rf"^\W*(?:the |an? |its |(?:most |some )?of )*(?:\w+ly )?(?:year[- ]over[- ]year |yoy |sharp |large |significant )*"
    rf"(?:{UP.pattern}|{DOWN.pattern}|change\b|movement\b|swing\b)(?: (?:in|of|to|for|from))?",
    re.I,
)
_MOVEMENT = re.compile(
    rf"{UP.pattern}|{DOWN.pattern}|\b(?:(?:chang|mov)\w*|up|down|yoy|significant\w*|sharp\w*|key|main|primary|major|total|"
    r"net|overall|company\w*|its|much|did|do|does|was|were)\b",
    re.I,
)
_DETAIL = telling_words("balance amount figure level percent percentage dollars year quarter difference after")
FEWEST = 2  # words that name a figure of its own: "revenue" alone may be that of any part


@dataclass(frozen=True, slots=True)
class Subject:
    """The stems of the words that name a figure, those that tell which of its kinds, and the way it is said to have
    moved (1 up, -1 down, 0 not said)."""

    words: frozenset[str]
    detail: frozenset[str]
    moved: int


def subject(question: Question) -> Subject | None:
    """What a why-question is about; None where too few words say so."""
    text = without_asides(question.text)
    cause = _CAUSE.search(text)
    if cause is None:
        return None
    said = text[cause.end() :]
    leading = _LEADING.match(said)
    phrase = said[leading.end() :] if leading else said
    end = _END.search(phrase)
    phrase = phrase[: end.start()] if end else phrase
    way = f"{leading[0] if leading else ''} {phrase}"
    names = [name for company in question.companies for name in (company.name, *company.keys)]
    words = telling_words(_MOVEMENT.sub(" ", phrase).replace("-", " "), names)
    if len(words - _DETAIL) < FEWEST:
        return None
    return Subject(words - _DETAIL, words & _DETAIL, bool(UP.search(way)) - bool(DOWN.search(way)))

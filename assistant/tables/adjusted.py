"""Figures that leave something out: what a question wants left out, and whether a printed column leaves out just that.

"Organic" growth leaves out what was bought and sold and, as most companies define it, currency; a column that is called
adjusted leaves out what a sentence on its page says.
"""

import re

from assistant.understand.words import stems

__all__ = ["LEAVING_OUT", "is_adjusted", "leaves_out", "left_out"]

# How a question says that something is to be left out.
LEAVING_OUT = (
    r"(?:(?:if|when) (?:we|you|one) (?:excludes?|ignores?|leaves? out|removes?|strips? out|takes? out|adjusts? for)"
    r"|without|excluding|not counting|ignoring|leaving out|stripping out|setting aside|adjust(?:ed|ing) for|but for"
    r"|absent)"
)
_CLAUSE = re.compile(
    rf",?\s*\b{LEAVING_OUT}\s+"
    r"(?P<item>(?:(?!\b(?:which|what|whose)\b|\b(?:for|in|during|at) (?:(?-i:[A-Z0-9])|the\b|its\b|fiscal\b)"
    r"|\b(?:had|has|have|was|were|is|are|did|grew|fell|rose)\b)"
    r"[^,?.;]){2,90})(?:,\s*)?",
    re.IGNORECASE,
)
_SAME = (
    (
        re.compile(
            r"\b(?:fx|foreign (?:currency )?exchange(?: rates?)?|(?:foreign )?currenc(?:y|ies)|translation)\b", re.I
        ),
        "exchange",
    ),
    (
        re.compile(r"\bm ?& ?a\b|\b(?:mergers?|acquisitions?|acquired|divest\w*|dispos(?:als?|itions?))\b", re.I),
        "deal",
    ),
)
_IDLE = stems(
    "the impact impacts effect effects influence from of and change changes in price prices item items movement"
    " movements fluctuation fluctuations"
)
_ADJUSTED = re.compile(
    r"\b(?:adjusted|organic\w*|excluding|ex-|constant[- ]currenc\w*|local[- ]currenc\w*|underlying|core|comparable"
    r"|operational)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"exclud|adjust|without", re.IGNORECASE)
_SAYS_NOT = re.compile(r"\b(?:not|never|no longer)\s+(?:exclud|adjust)|n[’']t (?:exclud|adjust)", re.IGNORECASE)
_TELLING = re.compile(r"\b(?:adjusted|excluding|ex-|underlying|core)", re.IGNORECASE)


def left_out(text: str) -> tuple[frozenset[str], str]:
    """The stems of what a question wants left out, empty where it wants nothing so, and its text without the clause."""
    clause = _CLAUSE.search(text)
    if clause is None:
        return frozenset(), text
    return _stems(clause["item"]), f"{text[: clause.start()]} {text[clause.end() :]}".strip()


def is_adjusted(column: str) -> bool:
    """Whether a column's name says that its figures leave something out."""
    return bool(_ADJUSTED.search(column))


def leaves_out(items: frozenset[str], column: str, page: str) -> bool:
    """Whether a column leaves out all the items, by its own name or by a sentence of its page."""
    said = _stems(column)
    if re.search(r"\borganic", column, re.I):
        said |= _stems("deal exchange")
    if re.search(r"\b(?:constant|local)[- ]currenc|\boperational", column, re.I):
        said |= _stems("exchange")
    if _TELLING.search(column):
        sentences = re.split(r"(?<=[a-z)][.;])\s+(?=[A-Z*(])|\n\s*\n", page)
        told = (_SAYS.search(sentence) for sentence in sentences if not _SAYS_NOT.search(sentence))
        said |= frozenset().union(*(_stems(found.string[found.start() :]) for found in told if found))
    return bool(items) and is_adjusted(column) and items <= said


def _stems(text: str) -> frozenset[str]:
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return frozenset(stems(text)) - _IDLE

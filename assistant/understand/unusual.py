"""Words that turn a question about a figure into one about another: ranks, thresholds, negation, other measures."""

import re

from assistant.understand.framing import without_asides
from assistant.understand.narrowing import qualified

__all__ = ["is_negated", "is_unusual", "other_place"]

_UNUSUAL = re.compile(
    r"\b(?:second|third|fourth|\d(?:nd|rd|th))[- ]+(?:\w+ )?(?:highest|largest|biggest|lowest|smallest|most|best|worst)"
    r"|\bat (?:least|most)\b|\bper (?!share\b|cent\b|diluted\b|common\b)\w+|\bloss(?:es)?\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not(?! only)|never|no longer|neither|without)\b|n['’]t\b", re.IGNORECASE)


def is_unusual(text: str) -> bool:
    """Whether a question of the most and the least asks for something else than a reported figure's first place."""
    return other_place(text) or bool(qualified(without_asides(text)))


def other_place(text: str) -> bool:
    """Whether a question asks for a place other than the first or last, for what is not so, or by another measure."""
    return bool(_UNUSUAL.search(without_asides(text))) or is_negated(text)


def is_negated(text: str) -> bool:
    """Whether a question asks what is not so, asides like "if it is not useful" left out."""
    return bool(_NEGATED.search(without_asides(text)))

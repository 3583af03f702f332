"""Tells whether a reply to a yes/no question comes to yes, to no, or to neither."""

import re

from eval.prose import apologises, concludes, conclusions, direction, sentences, stems

__all__ = ["polarity"]

_YES = re.compile(
    r"^\W*(?:(?:answer|final answer|the answer is|a|conclusion)\W+)?(yes|no)\b(?!\s+(?:longer|later|less|more|one)\b)",
    re.I,
)
_YES_LATER = re.compile(
    r"(?:\banswer(?: to (?:the|your|this) question)?\W+(?:is|would be)?|[,;:]|\bin (?:summary|conclusion|short),?"
    r"|\btherefore\W|\bso\W)\W*\b(yes|no)\b\s*(?=[,.;:!]|$)",
    re.I,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without|nothing|hardly|cannot|lacks?|lacking|absence|fails?|failed|unlikely|"
    r"unable|low(?:er)?\s+than|negative)\b|n['’]t\b",
    re.IGNORECASE,
)


def polarity(reply: str, question: str) -> bool | None:
    """Whether a reply to a yes/no question comes to yes, to no, or to neither.

    A plain "yes" or "no" counts first; otherwise the concluding sentence that repeats most of the question's own words
    is read: a negation there, or the opposite direction of the question's ("increase" against "fell"), is a no.
    """
    pieces = sentences(reply)
    for piece in pieces[:1]:
        match = _YES.search(piece) or _YES_LATER.search(piece)
        if match:
            return match[1].lower() == "yes"
    for piece in reversed(pieces):
        match = _YES_LATER.search(piece) or (
            _YES.search(piece) if re.match(r"\W*(?:answer|final|the answer|conclusion)", piece, re.I) else None
        )
        if match:
            return match[1].lower() == "yes"
    for piece in pieces:
        match = _YES.search(piece)
        if match:
            return match[1].lower() == "yes"
    asked = _main_clause(question)
    wanted = _predicate(asked)
    short = len(pieces) <= 3
    best: tuple[float, bool] | None = None
    for place, piece in enumerate(conclusions(reply)):
        stance = _stance(piece, asked)
        if stance is None:
            continue
        overlap = len(wanted & set(stems(piece))) / len(wanted) if wanted else 0.0
        if overlap < (0.2 if short else 0.4):
            continue
        weight = overlap + (0.25 if concludes(piece) else 0.0) - 0.01 * place
        if best is None or weight > best[0]:
            best = (weight, stance)
    return best[1] if best else None


def _predicate(asked: str) -> set[str]:
    """The content words of a question that are not names: what is said of the company, without the company."""
    lower = re.sub(r"(?<=\s)[A-Z][\w&'’.-]*", " ", asked)
    words = set(stems(re.sub(r"^\W*\w+", " ", lower)))
    return words or set(stems(asked))


def _main_clause(question: str) -> str:
    """The question without its "If … is not useful, then say so" tail."""
    pieces = [
        piece for piece in sentences(question) if not re.match(r"\W*(?:if|assume|please|answer|round)\b", piece, re.I)
    ]
    return next((piece for piece in pieces if "?" in piece), pieces[0] if pieces else question)


# Sentences that set out the question or define its terms take no side.
_PREMISE = re.compile(
    r"^\W*to (?:determine|assess|evaluate|answer|decide|judge|see|find out|know)\b"
    r"|\b(?:whether|if)\b[^.]*\bwe (?:need|must|have to|can look|would)\b"
    r"|\bis (?:a|an|the)\b[^.]{0,40}\b(?:measure|metric|ratio|indicator)\b"
    r"|\b(?:whether or not|is calculated as|is defined as|typically)\b",
    re.IGNORECASE,
)
_EXISTENCE = re.compile(r"\b(?:are|is|were|was) there\b", re.IGNORECASE)


def _stance(piece: str, asked: str) -> bool | None:
    """What one sentence says to the question asked: yes, no, or nothing where it turns the question down."""
    if apologises(piece) or _PREMISE.search(piece):
        return None
    wanted, told = direction(asked), direction(piece)
    if wanted and told and not _EXISTENCE.search(asked):
        return wanted == told
    return not _NEGATION.search(re.sub(r"\bnot only\b|\bno doubt\b", "", piece, flags=re.IGNORECASE))

"""Resolve the markers of a model's reply to places in filings, each with the words it rests on."""

import re
from collections.abc import Sequence

from assistant.answer import Citation
from ingest.document import Passage

__all__ = ["best_quote", "cite"]

_MARKER = re.compile(r"\s?\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]")
_SENTENCE = re.compile(r"(?<=[.!?。！？\]])\s+|\n+")
_TERM = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]{3,}", re.UNICODE)
_YEAR = re.compile(r"(?:19|20)\d\d")
QUOTE_CHARACTERS = 320
SUPPORT = 0.3
"""Which part of an unmarked reply's words a passage must have to be cited for it; of its figures, all."""


def cite(text: str, passages: Sequence[Passage], first: int = 1) -> tuple[str, tuple[Citation, ...]]:
    """A reply with its markers numbered in order from `first`, and the citation of each.

    Markers that point to no passage are taken out. A reply without any gets one, to the passage that shares most
    with it, if one has all its figures and enough of its words.
    """
    order: dict[int, int] = {}
    claims: dict[int, str] = {}
    sentences = _SENTENCE.split(text)
    for sentence in sentences:
        for match in _MARKER.finditer(sentence):
            for number in map(int, match.group(1).split(",")):
                if 1 <= number <= len(passages):
                    order.setdefault(number, len(order) + first)
                    claims.setdefault(number, _MARKER.sub("", sentence))

    def renumber(match: re.Match[str]) -> str:
        kept = dict.fromkeys(order[n] for n in map(int, match.group(1).split(",")) if n in order)
        return "".join(f" [{n}]" for n in kept)

    written = _MARKER.sub(renumber, text).strip()
    if not order and passages:
        whole = [f"{passage.header}\n{passage.text}" for passage in passages]
        best = max(range(len(passages)), key=lambda i: _shared(text, whole[i]))
        if _shared(text, whole[best]) >= SUPPORT:
            order[best + 1] = first
            claims[best + 1] = text
            written = f"{written} [{first}]"
    citations = []
    for number, marker in sorted(order.items(), key=lambda item: item[1]):
        passage = passages[number - 1]
        quote = best_quote(claims[number], passage.text)
        citations.append(Citation(marker, passage.document, passage.source, passage.page, quote))
    return written, tuple(citations)


def best_quote(claim: str, text: str) -> str:
    """The line or sentence of a passage that shares most with a claim, its figures counting most, word for word."""
    lines = [part for line in text.splitlines() for part in _SENTENCE.split(line) if part.strip()]
    if not lines:
        return ""
    best = max(range(len(lines)), key=lambda i: (_weight(claim, lines[i]), -i))
    quote = lines[best].strip()
    # A sentence broken over printed lines is quoted with its neighbour, so that it can be read.
    if len(quote) < 60 and not quote.endswith((".", "!", "?", "。")) and best + 1 < len(lines):
        quote = f"{quote} {lines[best + 1].strip()}"
    return quote[:QUOTE_CHARACTERS]


def _terms(text: str) -> set[str]:
    return {term.lower() for term in _TERM.findall(text)}


def _weight(claim: str, line: str) -> float:
    shared = _terms(claim) & _terms(line)
    return sum(3.0 if term[0].isdigit() else 1.0 for term in shared)


def _shared(claim: str, text: str) -> float:
    """Which part of a claim's terms a text has; 0 when it lacks one of the claim's figures."""
    terms = _terms(_MARKER.sub("", claim))
    if not terms:
        return 0.0
    have = _terms(text)
    if any(term[0].isdigit() and term not in have and not _YEAR.fullmatch(term) for term in terms):
        return 0.0
    return len(terms & have) / len(terms)

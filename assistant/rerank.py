"""Reorder the pages that searches found by reading them whole: chunks are ranked small, pages are judged large.

By default a page's rank is how much of what the question asks for it covers, which needs no model. With
FOOTNOTE_RERANKING_MODEL a sentence-transformers cross-encoder scores question and page instead.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.retrieve import STOP_WORDS

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["by_coverage", "by_cross_encoder", "held_stems", "rarity", "stems", "telling_words"]

Place = tuple[str, int]

_WORD = re.compile(r"[^\W\d_](?:[\w&’'-]*\w)?")
_JOINED_BEFORE = re.compile(r"[^\W\d_][\w&’'-]*\Z")  # the beginning of a word that goes on
LONGEST_WORD = 40
_ENDINGS = ("ing", "ies", "ed", "es", "s")
_PERIOD = re.compile(r"(?:fy|q[1-4]|h[12])\d*")
LONGEST = 4000  # characters of a page that a cross-encoder is shown; its own limit cuts further


def telling_words(question: str, names: Sequence[str] = ()) -> frozenset[str]:
    """The stems of a question's words, less those of asking, of periods and of the company names given."""
    known = {word.casefold() for name in names for word in (*re.findall(r"\w+", name), *_WORD.findall(name))}
    words = (word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(question))
    return frozenset(
        _stem(word) for word in words if not (word in STOP_WORDS or word in known or _PERIOD.fullmatch(word))
    )


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(_stem(word.casefold()) for word in _WORD.findall(text.replace("-", " ")))


def held_stems(wanted: Set[str], text: str) -> frozenset[str]:
    """Those of the stems that a word of the text has; a hyphenated word is one, and has its own stem alone.

    A stem begins its words, so that the few wanted ones are looked for, which is quicker than reading every word.
    """
    low = text.casefold()
    return frozenset(stem for stem in wanted if _has_word_of(low, stem))


def _has_word_of(text: str, stem: str) -> bool:
    at = text.find(stem)
    while at >= 0:
        word = _WORD.match(text, at)
        if word and _stem(word[0]) == stem and not _JOINED_BEFORE.search(text[max(at - LONGEST_WORD, 0) : at]):
            return True
        at = text.find(stem, at + 1)
    return False


def rarity(held: Sequence[Set[str]]) -> dict[str, float]:
    """The weight of each stem by how few of N texts hold it: of one that n hold, ln((N + 1) / (n + 1/2)), as in the
    probabilistic relevance framework (Robertson and Zaragoza, 2009)."""
    counts = Counter(stem for one in held for stem in one)
    return {stem: math.log((len(held) + 1) / (count + 0.5)) for stem, count in counts.items()}


def by_coverage(wanted: frozenset[str], texts: Mapping[Place, str]) -> list[Place]:
    """The pages, those first that hold most of the wanted stems, each weighted by how few of the pages hold it.

    Pages that hold as much keep their order.
    """
    held = {place: held_stems(wanted, text) for place, text in texts.items()}
    weights = rarity(list(held.values()))
    return sorted(held, key=lambda place: -sum(weights[stem] for stem in held[place]))


def by_cross_encoder(question: str, texts: Mapping[Place, str], model: str) -> list[Place]:
    """The pages by a cross-encoder's score for question and page; `model` is a hub name or a folder."""
    scores = _cross_encoder(model).predict([(question, text[:LONGEST]) for text in texts.values()])
    ranked = sorted(zip(texts, scores, strict=True), key=lambda item: -float(item[1]))
    return [place for place, _ in ranked]


@lru_cache(maxsize=1)
def _cross_encoder(model: str) -> "CrossEncoder":
    from sentence_transformers import CrossEncoder

    encoder: CrossEncoder = CrossEncoder(model)
    return encoder


@lru_cache(maxsize=1 << 16)  # filings share their words, and a question's pages hold tens of thousands of them
def _stem(word: str) -> str:
    """The word less a plural or verb ending and a last "e" or "y", where four letters are left: "revenues" and
    "revenue" are one, and so are "liabilities" and "liability"."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    word = word.removesuffix(ending)
    return word[:-1] if word[-1:] in ("e", "y") and len(word) > 4 else word

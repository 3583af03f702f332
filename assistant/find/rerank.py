"""Reorder the pages that searches found by reading them whole: chunks are ranked small, pages are judged large.

By default a page's rank is how much of what the question asks for it covers, which needs no model. With
FOOTNOTE_RERANKING_MODEL a sentence-transformers cross-encoder scores question and page instead.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.understand.words import held_stems

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["by_coverage", "by_cross_encoder", "rarity"]

Place = tuple[str, int]

LONGEST = 4000  # characters of a page that a cross-encoder is shown; its own limit cuts further


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

"""Find the pages that speak to a question: dense and keyword search over chunks, fused by rank, page by page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Passage
from ingest.index import Index

__all__ = ["fuse", "keyword_query", "search_chunks"]

DEPTH = 80
FUSION_CONSTANT = 60  # Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", SIGIR 2009
_STOP_TEXT = """
    a about according address all also am an and answer any are as asked assume at base based basing be been being
    below between but by calculate can clearly compute could data define defined details did directly do does done
    drawing each extract following for from get give given had has have how if in information into is it its items
    just keep large line lines looking lost made make may me might more most much my not now of off on one only or
    other our out outlined please primarily provide provided question refer relying report respond response round
    shown so some state stated such than that the their them then there these they this those through to two under
    up us use used using utilize utilizing very was way we were what when where which while who whose why will
    with within would you your
"""
STOP_WORDS = frozenset(_STOP_TEXT.split())
_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*", re.UNICODE)
Place = tuple[str, int, float]


def keyword_query(text: str) -> str | None:
    """An FTS5 query that finds any of the text's telling words; None when it has none."""
    words = dict.fromkeys(w.lower() for w in _WORD.findall(text))
    telling = [w for w in words if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())]
    return " OR ".join('"' + w.replace('"', "") + '"' for w in telling[:64]) or None


def fuse(rankings: Sequence[Sequence[tuple[str, int]]]) -> list[tuple[tuple[str, int], float]]:
    """Reciprocal-rank fusion: places with the sum over rankings of 1 / (60 + rank), best first."""
    scores: dict[tuple[str, int], float] = {}
    for ranking in rankings:
        for rank, place in enumerate(dict.fromkeys(ranking)):
            scores[place] = scores.get(place, 0.0) + 1.0 / (FUSION_CONSTANT + rank + 1)
    return sorted(scores.items(), key=lambda item: -item[1])


def search_chunks(index: Index, text: str, k: int, documents: Sequence[str] | None = None) -> list[Passage]:
    """The k best pages for a text, each as a passage with its best chunk, from `documents` alone if given.

    A page ranks by its best chunk in each of the two searches.
    """
    if documents is not None and not documents:
        return []
    dense = index.passages(index.dense_search(text, DEPTH, documents))
    query = keyword_query(text)
    keyword = index.passages(index.store.keyword_search(query, DEPTH, documents)) if query else []
    best: dict[tuple[str, int], Passage] = {}
    for passage in (*keyword, *dense):
        best.setdefault((passage.document, passage.page), passage)
    rankings = [[(p.document, p.page) for p in found] for found in (dense, keyword)]
    return [replace(best[place], score=round(score, 6)) for place, score in fuse(rankings)[:k]]

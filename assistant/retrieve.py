"""The mechanics of retrieval: a question's keywords, and the fusion of rankings."""

import re
from collections.abc import Sequence

__all__ = ["fuse", "keywords"]

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


def keywords(text: str) -> list[str]:
    """The text's telling words for keyword search, each once, in lower case; at most 64."""
    words = dict.fromkeys(w.lower() for w in _WORD.findall(text))
    return [w for w in words if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())][:64]


def fuse(rankings: Sequence[tuple[Sequence[tuple[str, int]], float]]) -> list[tuple[tuple[str, int], float]]:
    """Reciprocal-rank fusion of weighted rankings: places with the sum of weight / (60 + rank), best first."""
    scores: dict[tuple[str, int], float] = {}
    for ranking, weight in rankings:
        for rank, place in enumerate(dict.fromkeys(ranking)):
            scores[place] = scores.get(place, 0.0) + weight / (FUSION_CONSTANT + rank + 1)
    return sorted(scores.items(), key=lambda item: -item[1])

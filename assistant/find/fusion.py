"""The fusion of several rankings into one."""

from collections.abc import Sequence

__all__ = ["fuse"]

FUSION_CONSTANT = 60  # Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", SIGIR 2009


def fuse(rankings: Sequence[tuple[Sequence[tuple[str, int]], float]]) -> list[tuple[tuple[str, int], float]]:
    """Reciprocal-rank fusion of weighted rankings: places with the sum of weight / (60 + rank), best first."""
    scores: dict[tuple[str, int], float] = {}
    for ranking, weight in rankings:
        for rank, place in enumerate(dict.fromkeys(ranking)):
            scores[place] = scores.get(place, 0.0) + weight / (FUSION_CONSTANT + rank + 1)
    return sorted(scores.items(), key=lambda item: -item[1])

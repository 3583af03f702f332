"""Chooses which of a benchmark's questions to ask: the first ones, or a random sample in proportion to their kinds."""

import random
from collections import defaultdict
from collections.abc import Sequence

from eval.benchmark import Example

__all__ = ["choose"]


def choose(examples: Sequence[Example], limit: int | None, sample: int | None) -> list[Example]:
    """The first `limit` examples, or `limit` drawn by the seed `sample`; None for all.

    A sample is stratified by `Example.kind`: each kind has its share of the limit, by largest remainder, so that
    samples differ less by luck. It keeps the benchmark's order. Without a limit the seed draws the order in which all
    are asked, so that what an interrupted run has done is a sample too.
    """
    if sample is None:
        return list(examples[:limit])
    rng = random.Random(sample)
    if limit is None:
        return rng.sample(list(examples), len(examples))
    places: dict[str, list[int]] = defaultdict(list)
    for place, example in enumerate(examples):
        places[example.kind].append(place)
    limit = min(limit, len(examples))
    shares = {kind: limit * len(group) / len(examples) for kind, group in places.items()}
    counts = {kind: int(share) for kind, share in shares.items()}
    # Equal remainders are settled by the seed, else the first kinds would always win.
    ties = {kind: rng.random() for kind in places}
    by_remainder = sorted(places, key=lambda kind: (counts[kind] - shares[kind], ties[kind]))
    for kind in by_remainder[: limit - sum(counts.values())]:
        counts[kind] += 1
    drawn = [place for kind, group in places.items() for place in rng.sample(group, counts[kind])]
    return [examples[place] for place in sorted(drawn)]

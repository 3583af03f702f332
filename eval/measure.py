"""Turns a run's records into figures, each with the counts it is made of.

- accuracy: correct / all questions asked (errors and refusals count in the denominator), with its 95% Wilson interval.
- document_hit@1: the first passage is from a gold document. page_hit@k: one of the first k passages is a gold page.
- mrr: mean over questions of 1 / rank of the first gold page among the first 10 passages, 0 where there is none.
- verified: of the answers marked verified, how many are wrong.
- judge: a language model's verdicts on prose beside the score's, and how far the two agree (see eval.judge).
- latency: seconds a question, median and 90th percentile.
"""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from eval.record import NOT_SCORED, Record

__all__ = ["HIT_DEPTHS", "page_rank", "summarise", "wilson"]

HIT_DEPTHS = (1, 3, 5, 10)
MRR_DEPTH = 10


def summarise(records: Sequence[Record]) -> dict[str, Any]:
    """The figures of a run: outcomes, accuracy by kind, the benchmark's own numbers, retrieval and latency."""
    figures: dict[str, Any] = {"questions": len(records), "outcomes": _outcomes(records)}
    scored = [record for record in records if record.outcome != NOT_SCORED]
    searched = any(record.outcome == NOT_SCORED for record in records)
    if scored and not searched:
        figures["accuracy"] = _accuracy(scored)
        figures["by_kind"] = _grouped(scored, lambda record: record.kind)
        figures["by_answer"] = _grouped(scored, lambda record: str(record.score.get("kind", "")))
        figures["numbers"] = _numbers(scored)
        figures["verified"] = _verified(scored)
        if graded := [record for record in scored if record.judge]:
            figures["judge"] = _judge(graded)
    # A question answered or asked back without a passage found no gold page either.
    retrieval = [record for record in records if record.evidence]
    if any(record.passages for record in retrieval):
        figures["retrieval"] = _retrieval(retrieval)
        figures["retrieval_by_kind"] = {
            kind: _retrieval([r for r in retrieval if r.kind == kind]) for kind in _kinds(retrieval)
        }
    figures["latency"] = _latency(records)
    return figures


def _outcomes(records: Iterable[Record]) -> dict[str, int]:
    return dict(sorted(Counter(record.outcome for record in records).items()))


def _kinds(records: Iterable[Record]) -> list[str]:
    return sorted({record.kind for record in records})


def _accuracy(records: Sequence[Record]) -> dict[str, Any]:
    right = sum(record.outcome == "correct" for record in records)
    low, high = wilson(right, len(records))
    return {
        "value": _round(right / len(records)),
        "correct": right,
        "of": len(records),
        "low": _round(low),
        "high": _round(high),
    }


def _verified(records: Sequence[Record]) -> dict[str, Any]:
    """How many answers were marked verified, and the share of them that is wrong all the same."""
    marked = [record for record in records if record.verified]
    wrong = sum(record.outcome == "incorrect" for record in marked)
    return {"of": len(marked), "wrong": wrong, "value": _round(wrong / len(marked)) if marked else 0.0}


def _grouped(records: Sequence[Record], key: Any) -> dict[str, Any]:
    names = sorted({key(record) for record in records} - {""})
    groups = {name: [record for record in records if key(record) == name] for name in names}
    return {
        name: {**_accuracy(group), "outcomes": _outcomes(group), "numbers": _numbers(group)}
        for name, group in groups.items()
    }


def _numbers(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """Means of the benchmark's own numbers; a question without them (an error) counts as 0."""
    names = sorted({name for r in records for name, value in r.score.items() if isinstance(value, (int, float))})
    return {
        name: {
            "value": _round(statistics.fmean(float(record.score.get(name, 0.0)) for record in records)),
            "of": len(records),
        }
        for name in names
    }


def _judge(records: Sequence[Record]) -> dict[str, Any]:
    """Prose that a language model graded: its share of correct beside the score's, and the confusion of the two."""
    pairs = Counter((record.outcome, str(record.judge["value"])) for record in records)
    alike = sum(count for (ours, its), count in pairs.items() if ours == its)
    right = sum(record.judge["value"] == "correct" for record in records)
    return {
        "model": ", ".join(sorted({str(record.judge["model"]) for record in records})),
        "of": len(records),
        "correct": right,
        "value": _round(right / len(records)),
        "score_correct": sum(record.outcome == "correct" for record in records),
        "agreement": _round(alike / len(records)),
        "confusion": {f"score {ours}, judge {its}": count for (ours, its), count in sorted(pairs.items())},
    }


def page_rank(record: Record) -> int | None:
    """The rank, from 1, of the first passage that is a gold page; None if there is none."""
    gold = {(_name(place["document"]), place["page"]) for place in record.evidence}
    for rank, passage in enumerate(record.passages, 1):
        if gold & {(name, passage["page"]) for name in _names(passage)}:
            return rank
    return None


def _names(passage: Mapping[str, Any]) -> set[str]:
    return {str(passage["document"]), _name(str(passage["source"]))}


def _name(source: str) -> str:
    path = PurePath(source)
    return path.stem if path.suffix.lower() in (".pdf", ".html", ".htm", ".xhtml", ".txt", ".md") else path.name


def _retrieval(records: Sequence[Record]) -> dict[str, Any]:
    ranks = [page_rank(record) for record in records]
    count = len(records)
    first = sum(
        bool(r.passages) and bool(_names(r.passages[0]) & {_name(place["document"]) for place in r.evidence})
        for r in records
    )
    figures: dict[str, Any] = {"document_hit@1": {"value": _round(first / count), "hits": first, "of": count}}
    for depth in HIT_DEPTHS:
        hits = sum(rank is not None and rank <= depth for rank in ranks)
        figures[f"page_hit@{depth}"] = {"value": _round(hits / count), "hits": hits, "of": count}
    reciprocal = sum(1 / rank for rank in ranks if rank is not None and rank <= MRR_DEPTH)
    figures["mrr"] = {"value": _round(reciprocal / count), "of": count}
    return figures


def _latency(records: Sequence[Record]) -> dict[str, Any]:
    seconds = sorted(float(record.timings.get("seconds", 0.0)) for record in records)
    if not seconds:
        return {}
    return {
        "median_s": round(statistics.median(seconds), 3),
        "p90_s": round(seconds[max(0, math.ceil(0.9 * len(seconds)) - 1)], 3),
        "mean_s": round(statistics.fmean(seconds), 3),
        "of": len(seconds),
    }


def wilson(right: int, count: int, z: float = 1.959964) -> tuple[float, float]:
    """The Wilson score interval (1927) of a proportion; z 1.96 gives 95%."""
    if not count:
        return 0.0, 1.0
    share = right / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, centre - half), min(1.0, centre + half)


def _round(value: float) -> float:
    return round(value, 4)

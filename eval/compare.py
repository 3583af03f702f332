"""Compares two runs question by question: is B better than A, and by how much, and on which questions.

Paired: only questions that both runs scored count, and both are of the same benchmark and data. The difference of
accuracy comes with a bootstrap confidence interval (Efron, 1979: questions drawn with replacement, percentiles of the
difference), and with McNemar's exact test (1947): among the questions that only one run got right, how likely is so
uneven a split by chance (binomial, two-sided).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.errors import RunConflict
from eval.record import NOT_SCORED, Record
from eval.run import load_results, load_run

__all__ = ["Change", "Comparison", "bootstrap", "compare", "mcnemar"]

DRAWS = 10_000
SEED = 20_240_229


@dataclass(frozen=True, slots=True)
class Change:
    """One question with another outcome in B than in A."""

    question_id: str
    question: str
    kind: str
    gold: str
    before: str
    after: str
    answer_before: str
    answer_after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """B against A. Accuracies are 0 to 1; `low` and `high` bound the difference at 95%; `p` is McNemar's."""

    a: str
    b: str
    questions: int
    accuracy_a: float
    accuracy_b: float
    difference: float
    low: float
    high: float
    only_a: int
    only_b: int
    p: float
    changes: tuple[Change, ...]
    unpaired: int = 0

    @property
    def verdict(self) -> str:
        """One plain sentence."""
        points = f"{self.difference * 100:+.1f} points (95% from {self.low * 100:+.1f} to {self.high * 100:+.1f})"
        if self.low > 0 or self.high < 0:
            return f"B is {'better' if self.difference > 0 else 'worse'} than A: {points}, p = {self.p:.3g}"
        return f"no difference can be told: {points}, p = {self.p:.3g}"

    def as_json(self) -> dict[str, Any]:
        """Everything, for machines."""
        return {**asdict(self), "verdict": self.verdict}


def compare(a: Path, b: Path) -> Comparison:
    """Compare the runs in two folders.

    Raises:
        RunConflict: a folder holds no run, the runs are of different benchmarks or data, or share no scored question.
    """
    left, right = load_run(a)["settings"], load_run(b)["settings"]
    for key in ("benchmark", "benchmark.data"):
        if left.get(key) != right.get(key):
            raise RunConflict(f"{a} and {b} cannot be compared: {key} is {left.get(key)!r} and {right.get(key)!r}")
    before = {r.question_id: r for r in load_results(a) if r.outcome != NOT_SCORED}
    after = {r.question_id: r for r in load_results(b) if r.outcome != NOT_SCORED}
    shared = [name for name in before if name in after]
    if not shared:
        raise RunConflict(f"{a} and {b} have no scored question in common: run both without --retrieval-only")
    pairs = [(before[name], after[name]) for name in shared]
    right_a = np.array([x.outcome == "correct" for x, _ in pairs], dtype=np.int64)
    right_b = np.array([y.outcome == "correct" for _, y in pairs], dtype=np.int64)
    low, high = bootstrap(right_b - right_a)
    only_a = int(((right_a == 1) & (right_b == 0)).sum())
    only_b = int(((right_a == 0) & (right_b == 1)).sum())
    return Comparison(
        a=str(a),
        b=str(b),
        questions=len(pairs),
        accuracy_a=float(right_a.mean()),
        accuracy_b=float(right_b.mean()),
        difference=float((right_b - right_a).mean()),
        low=low,
        high=high,
        only_a=only_a,
        only_b=only_b,
        p=mcnemar(only_a, only_b),
        changes=tuple(_change(x, y) for x, y in pairs if x.outcome != y.outcome),
        unpaired=len(before.keys() ^ after.keys()),
    )


def bootstrap(differences: Sequence[int] | np.ndarray[Any, np.dtype[np.int64]]) -> tuple[float, float]:
    """The 95% percentile interval of a mean of paired differences; the same for the same input."""
    values = np.asarray(differences, dtype=np.int64)
    rng = np.random.default_rng(SEED)
    means = np.array([values[rng.integers(0, len(values), len(values))].mean() for _ in range(DRAWS)])
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def mcnemar(only_a: int, only_b: int) -> float:
    """McNemar's exact two-sided p-value from the two counts of disagreement; 1 when there are none."""
    from scipy.stats import binomtest

    split = only_a + only_b
    return float(binomtest(only_a, split, 0.5).pvalue) if split else 1.0


def _change(before: Record, after: Record) -> Change:
    return Change(
        question_id=before.question_id,
        question=before.question,
        kind=before.kind,
        gold=str(before.gold),
        before=before.outcome,
        after=after.outcome,
        answer_before=before.answer or before.error,
        answer_after=after.answer or after.error,
    )

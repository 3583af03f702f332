"""Measures how far the scorer, or a judging model, agrees with people, on answers that people have labelled.

One line of `labelled_answers.jsonl` (invented, of the same form):

    {"financebench_id": "x_00001", "model_name": "some-model", "eval_mode": "closedBook",
     "question": "What is Larkspur's FY2021 capital expenditure (in USD millions)?", "gold_answer": 214,
     "model_answer": "Capital expenditure was $214 million.", "label": "Correct Answer"}
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import MalformedData
from eval.jsonl import read_jsonl
from eval.judge import Judge
from eval.score import Kind, Outcome, Score, kind_of, score

__all__ = ["Agreement", "Confusion", "Disagreement", "agreement", "judge_agreement", "kappa"]

LABELS = {
    "Correct Answer": Outcome.CORRECT,
    "Incorrect Answer": Outcome.INCORRECT,
    "Refusal": Outcome.REFUSAL,
}
Confusion = Counter[tuple[Outcome, Outcome]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One answer that a person and the scorer judge differently."""

    question: str
    gold: str
    reply: str
    person: Outcome
    score: Score


@dataclass(frozen=True, slots=True)
class Agreement:
    """Confusion counts by kind, as (person, scorer) pairs, and the answers in dispute."""

    confusion: dict[Kind, Confusion] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()

    def of(self, *kinds: Kind) -> Confusion:
        """The confusion over several kinds together."""
        total: Confusion = Counter()
        for kind in kinds:
            total += self.confusion.get(kind, Counter())
        return total

    @staticmethod
    def rate(confusion: Confusion) -> float:
        """The share of answers judged alike, 0 to 1; 0 for none."""
        count = confusion.total()
        return sum(n for (person, ours), n in confusion.items() if person is ours) / count if count else 0.0


def kappa(confusion: Confusion) -> float:
    """Cohen's kappa (1960): agreement beyond chance; 1 is perfect, and where both say one thing only."""
    count = confusion.total()
    if not count:
        return 0.0
    seen = Agreement.rate(confusion)
    chance = sum(
        sum(n for (person, _), n in confusion.items() if person is outcome)
        * sum(n for (_, ours), n in confusion.items() if ours is outcome)
        for outcome in Outcome
    ) / (count * count)
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def agreement(path: Path) -> Agreement:
    """Score every labelled answer in `path` and count.

    Raises:
        MalformedData: the file is missing, is not JSON lines, or a line lacks a field or carries an unknown label.
    """
    confusion: dict[Kind, Confusion] = {}
    disputed = []
    for row, person in _labelled(path):
        judged = score(row["question"], row["gold_answer"], str(row["model_answer"]))
        confusion.setdefault(judged.kind, Counter())[person, judged.value] += 1
        if person is not judged.value:
            disputed.append(
                Disagreement(row["question"], str(row["gold_answer"]), str(row["model_answer"]), person, judged)
            )
    return Agreement(confusion, tuple(disputed))


def judge_agreement(
    path: Path, judge: Judge, count: int, seed: int = 0, concurrency: int = 4,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Counter[tuple[str, str]]:  # fmt: skip
    """Let `judge` grade `count` labelled answers in prose, drawn by `seed`; count (person, judge) pairs.

    Raises:
        MalformedData: as `agreement`.
    """
    prose = [
        (row, person) for row, person in _labelled(path) if kind_of(row["question"], row["gold_answer"]) is Kind.PROSE
    ]
    drawn = random.Random(seed).sample(prose, min(count, len(prose)))
    pairs: Counter[tuple[str, str]] = Counter()
    with ThreadPoolExecutor(concurrency) as pool:
        verdicts = pool.map(
            lambda item: judge.verdict(item[0]["question"], item[0]["gold_answer"], str(item[0]["model_answer"])), drawn
        )
        for done, ((_, person), verdict) in enumerate(zip(drawn, verdicts, strict=True), 1):
            pairs[person.value, verdict.value] += 1
            progress(done, len(drawn))
    return pairs


def _labelled(path: Path) -> Iterator[tuple[dict[str, Any], Outcome]]:
    for place, row in enumerate(read_jsonl(path, ("question", "gold_answer", "model_answer", "label")), 1):
        person = LABELS.get(row["label"])
        if person is None:
            raise MalformedData(
                f"{path.name} line {place}: unknown label {row['label']!r}; expected one of {', '.join(LABELS)}"
            )
        yield row, person

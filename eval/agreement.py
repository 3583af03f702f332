"""Measures how far the scorer agrees with people, on answers that people have labelled.

One line of `labelled_answers.jsonl` (invented, of the same form):

    {"financebench_id": "x_00001", "model_name": "some-model", "eval_mode": "closedBook",
     "question": "What is Larkspur's FY2021 capital expenditure (in USD millions)?", "gold_answer": 214,
     "model_answer": "Capital expenditure was $214 million.", "label": "Correct Answer"}
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from eval.errors import MalformedData
from eval.jsonl import read_jsonl
from eval.score import Kind, Outcome, Score, score

__all__ = ["Agreement", "Confusion", "Disagreement", "agreement", "kappa"]

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
    for place, row in enumerate(read_jsonl(path, ("question", "gold_answer", "model_answer", "label")), 1):
        person = LABELS.get(row["label"])
        if person is None:
            raise MalformedData(
                f"{path.name} line {place}: unknown label {row['label']!r}; expected one of {', '.join(LABELS)}"
            )
        judged = score(row["question"], row["gold_answer"], str(row["model_answer"]))
        confusion.setdefault(judged.kind, Counter())[person, judged.value] += 1
        if person is not judged.value:
            disputed.append(
                Disagreement(row["question"], str(row["gold_answer"]), str(row["model_answer"]), person, judged)
            )
    return Agreement(confusion, tuple(disputed))

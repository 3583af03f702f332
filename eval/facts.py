"""Scores prose by the facts of gold that a reply holds: numbers, names and content words that the question did not give.

The share is recall: (numbers found ×2 + words found) / (numbers ×2 + words), over the opening of gold, where its answer stands.
Words the question already holds count nothing, since repeating the question is no answer. A direction that is the opposite of gold's
("declined" for "improved") halves the share. At or above THRESHOLD the reply counts as correct. This is a rough score, reported
apart from the others; its agreement with people is printed by `footnote eval agreement`.
"""

from dataclasses import dataclass

from eval.numbers import asked, quantities
from eval.prose import direction, stems

__all__ = ["THRESHOLD", "Overlap", "fact_overlap"]

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of gold's facts found in a reply (0 to 1), and which were missing."""

    share: float
    threshold: float
    missing: tuple[str, ...]

    @property
    def explanation(self) -> str:
        """One line for a person."""
        lacks = f"; missing: {', '.join(self.missing[:8])}" if self.missing else ""
        return f"{self.share:.0%} of gold's facts are in the reply{lacks}"


def fact_overlap(question: str, gold: str, reply: str) -> Overlap:
    """Compare the facts of `gold` with those of `reply`, leaving out what `question` gives."""
    from eval.score import same_number

    ask = asked(question)
    given = set(stems(question))
    told = set(stems(reply))
    words = [word for word in dict.fromkeys(stems(gold)) if word not in given and len(word) > 1]
    numbers = quantities(gold, question)
    answers = quantities(reply, question)
    missing = [q.text for q in numbers if not any(same_number(q, a, ask) for a in answers)]
    lost = [word for word in words if word not in told]
    total = 2 * len(numbers) + len(words)
    if not total:
        words = list(dict.fromkeys(stems(gold)))
        lost = [word for word in words if word not in told]
        total = max(len(words), 1)
    share = 1 - (2 * len(missing) + len(lost)) / total
    if direction(gold) * direction(reply) < 0:
        share /= 2
    return Overlap(share, THRESHOLD, (*missing, *lost))

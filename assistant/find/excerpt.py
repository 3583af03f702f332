"""The part of a page that speaks to a question: pages are found whole, a model and a reader are given a piece."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.find.rerank import rarity
from assistant.understand.framing import without_asides
from assistant.understand.question import Question
from assistant.understand.words import held_stems, telling_words
from ingest.chunk import pieces
from ingest.document import Passage

__all__ = ["EXCERPT_CHARACTERS", "excerpts"]

EXCERPT_CHARACTERS = 1100  # figures not counted: of three or four pages an excerpt fits the prompt
STEPS = 4  # an excerpt may begin at each of so many parts of its length


def excerpts(passages: Sequence[Passage], question: Question) -> list[Passage]:
    """The passages, each with the piece of its text that covers most of what the question asks, with that in its
    middle; a word counts for more the fewer of the passages' pages hold it."""
    names = [name for company in question.companies for name in (company.name, *company.keys)]
    wanted = telling_words(without_asides(question.text), names)
    weights = rarity([held_stems(wanted, _parted(passage.text)) for passage in passages])
    return [replace(passage, text=_best(passage.text, weights)) for passage in passages]


def _parted(text: str) -> str:
    """A text in which the parts of hyphenated words are words."""
    return text.replace("-", " ")


def _best(text: str, weights: Mapping[str, float]) -> str:
    steps = list(pieces(text, EXCERPT_CHARACTERS // STEPS))
    if len(steps) <= STEPS:
        return text
    held = [held_stems(weights.keys(), _parted(step)) for step in steps]
    windows = range(len(steps) - STEPS + 1)
    covered = [round(sum(weights[stem] for stem in set().union(*held[at : at + STEPS])), 6) for at in windows]
    first = covered.index(max(covered))
    last = next((at for at in windows if at > first and covered[at] != covered[first]), len(windows)) - 1
    start = (first + last) // 2 if covered[first] else 0
    return "\n".join(steps[start : start + STEPS])

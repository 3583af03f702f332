"""The part of a page that speaks to a question: pages are found whole, a model and a reader are given a piece."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.framing import without_asides
from assistant.question import Question
from assistant.rerank import by_coverage, telling_words
from ingest.chunk import pieces
from ingest.document import Passage

__all__ = ["EXCERPT_CHARACTERS", "excerpts"]

EXCERPT_CHARACTERS = 1100  # figures not counted: of three or four pages an excerpt fits the prompt


def excerpts(passages: Sequence[Passage], question: Question) -> list[Passage]:
    """The passages, each with the piece of its text that covers most of what the question asks, the rarer words
    counting more."""
    names = [name for company in question.companies for name in (company.name, *company.keys)]
    wanted = telling_words(without_asides(question.text), names)
    return [replace(passage, text=_best(passage.text, wanted)) for passage in passages]


def _best(text: str, wanted: frozenset[str]) -> str:
    parts = {("", place): piece for place, piece in enumerate(pieces(text, EXCERPT_CHARACTERS))}
    return parts[by_coverage(wanted, parts)[0]] if len(parts) > 1 else text

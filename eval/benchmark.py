"""The seams of the harness: an Example to answer, a Benchmark that holds and judges them, a System that answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from assistant.answer import Answer
from eval.score import Score
from ingest.document import Passage

__all__ = ["Benchmark", "Example", "Judged", "Place", "Reply", "System"]


@dataclass(frozen=True, slots=True)
class Place:
    """A page that holds the evidence. `document` is its id or, where the file is not at hand, its name; `page` counts
    from 1; `source` is what to call it."""

    document: str
    page: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its known answer. What a benchmark does not use stays empty.

    `kind` is the benchmark's own class of question, by which results are broken down. `history` holds the earlier turns
    of a conversation as (question, answer) pairs. `documents` are the ids or names of the filings it is about. `table`
    and `texts` are the context where the benchmark gives one. `detail` is what the benchmark's own judge needs.
    """

    id: str
    question: str
    gold: Any
    kind: str = ""
    history: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] = ()
    evidence: tuple[Place, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    texts: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system gave for one example: its answer, and what it sent to and got from the language model."""

    answer: Answer
    prompt: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A score and the benchmark's own numbers for one example, such as {"em": 1.0, "f1": 1.0}."""

    score: Score
    numbers: Mapping[str, float] = field(default_factory=dict)


class Benchmark(Protocol):
    """A set of examples and how their answers are judged."""

    name: str
    uses_index: bool
    """Whether questions are answered from an index, so that retrieval can be measured."""

    def examples(self) -> Sequence[Example]:
        """Every example, in a fixed order.

        Raises:
            MalformedData: the data is missing or malformed.
        """
        ...

    def judge(self, example: Example, answer: Answer) -> Judged:
        """Score one answer."""
        ...

    def settings(self) -> Mapping[str, Any]:
        """What defines the benchmark besides its name: mode, hash of the data file."""
        ...

    def files(self) -> Mapping[str, Path]:
        """The files that evidence stands in, by document id or name; empty where there are none."""
        ...


class System(Protocol):
    """Something that answers questions."""

    name: str

    def answer(self, example: Example) -> Reply:
        """Answer one example; called from several threads at once.

        Raises:
            FootnoteError: this question could not be answered; the run records it and goes on.
        """
        ...

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        """The k best passages, best first, without asking a language model."""
        ...

    def settings(self) -> Mapping[str, Any]:
        """What defines the system: model, index, chain."""
        ...

"""One question on its way to an answer: what was found, what the model said, and what may be said of it."""

import time
from collections.abc import Sequence

from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Citation, Status
from assistant.cite import cite
from assistant.errors import LLMError
from assistant.find import find
from assistant.llm import LLM
from assistant.prompt import NOT_FOUND, context_budget, messages
from assistant.question import understand
from ingest.document import Passage
from ingest.index import Index

__all__ = ["Reply"]

PASSAGES = 10
CONTEXT_TOKENS = 1100


class Reply:
    """Gathers what is known while a question is answered; `answer` closes it."""

    def __init__(self, index: Index, llm: LLM | None, question: str, history: Sequence[tuple[str, str]]) -> None:
        self.index = index
        self.llm = llm
        self.question = question
        self.history = history
        self.started = time.monotonic()
        self.timings: dict[str, float] = {}
        self.notes: list[str] = []
        self.written: list[str] = []
        self.error: LLMError | None = None
        self.passages: tuple[Passage, ...] = ()

    def find(self) -> tuple[Passage, ...]:
        """Search for the passages that speak to the question."""
        earlier = [asked for asked, _ in self.history]
        self.understood = understand(self.question, self.index.documents(), earlier)
        found = find(self.index, self.understood, PASSAGES)
        self.passages = found.passages
        self.notes += found.notes
        self._time("found")
        self.given = context_budget(self.passages, CONTEXT_TOKENS)
        return self.passages

    @property
    def wants_model(self) -> bool:
        """Whether there is something to ask the model, and a model to ask."""
        return self.llm is not None and bool(self.passages)

    def prompt(self) -> list[BaseMessage]:
        """What the model is sent."""
        return messages(self.question, self.given)

    def heard(self, piece: str) -> str:
        """Take in a piece of the model's reply; returns what of it may be shown."""
        if not self.written:
            self._time("first_word")
        self.written.append(piece)
        return piece

    def failed(self, error: LLMError) -> None:
        """The model cannot be had: the passages alone are the answer, unless it broke off in the middle."""
        if self.written:
            raise error
        self.error = error

    def answer(self) -> Answer:
        """The whole answer."""
        self._time("total")
        text, status = "".join(self.written).strip(), Status.ANSWERED
        citations: tuple[Citation, ...] = ()
        model = self.llm.model if self.llm and self.written else None
        if not self.passages:
            status, text = Status.ABSTAINED, "Nothing in the index speaks to this question."
        elif self.error is not None or self.llm is None:
            status, text = Status.RETRIEVAL_ONLY, ""
            self.notes.append(str(self.error or "no language model was asked: these are the passages alone"))
        elif NOT_FOUND.lower() in text.lower() or not text:
            status = Status.ABSTAINED
            text = "The filings that were found do not answer this."
        else:
            text, citations = cite(text, self.given)
        return Answer(
            self.question,
            text,
            status,
            citations=citations,
            passages=self.passages,
            notes=tuple(self.notes),
            model=model,
            timings=dict(self.timings),
        )

    def _time(self, name: str) -> None:
        self.timings[name] = round(time.monotonic() - self.started, 3)

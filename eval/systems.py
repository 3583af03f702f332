"""Systems that can be measured: ours, over an index or over the context that a benchmark gives."""

import threading
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.llm import LLM, Messages
from eval.benchmark import Example, Reply
from eval.errors import EvalError
from ingest.document import Document, Passage
from ingest.index import Index

__all__ = ["ContextSystem", "OnContext", "Ours", "OverIndex", "PartOfIndex", "RecordingLLM", "context_text"]


class RecordingLLM(LLM):
    """A language model that remembers, thread by thread, what it was last asked and what it replied."""

    def __init__(self, url: str | None = None, model: str | None = None) -> None:
        super().__init__(url, model)
        self._heard = threading.local()

    def forget(self) -> None:
        """Begin a new question in this thread."""
        self._heard.prompts, self._heard.replies = [], []

    @property
    def prompt(self) -> str:
        """What was sent since `forget`; several requests are parted by a line of dashes."""
        return "\n-----\n".join(getattr(self._heard, "prompts", []))

    @property
    def reply(self) -> str:
        """What came back since `forget`."""
        return "\n-----\n".join(getattr(self._heard, "replies", []))

    def _asked(self, messages: Messages) -> list[str]:
        """Note a request; returns the list that its reply goes into."""
        if not hasattr(self._heard, "prompts"):
            self.forget()
        self._heard.prompts.append("\n\n".join(f"{message.type}: {message.content}" for message in messages))
        replies: list[str] = self._heard.replies
        replies.append("")
        return replies

    def stream(self, messages: Messages, **options: Any) -> Iterator[str]:
        """`LLM.stream`, remembered."""
        replies = self._asked(messages)
        for piece in super().stream(messages, **options):
            replies[-1] += piece
            yield piece

    async def astream(self, messages: Messages, **options: Any) -> AsyncIterator[str]:
        """`LLM.astream`, remembered."""
        replies = self._asked(messages)
        async for piece in super().astream(messages, **options):
            replies[-1] += piece
            yield piece

    def complete(self, messages: Messages, schema: Mapping[str, Any] | None = None, **options: Any) -> str:
        """`LLM.complete`, remembered."""
        replies = self._asked(messages)
        replies[-1] = super().complete(messages, schema, **options)
        return replies[-1]


class PartOfIndex(Index):
    """An open index seen as if it held nothing but some of its filings."""

    def __init__(self, index: Index, held: Sequence[Document]) -> None:
        super().__init__(index.folder, index.store, index.embedder, index.vectors)
        self._checked = True  # the whole index was
        self._held = list(held)

    @classmethod
    def only(cls, index: Index, example: Example) -> "PartOfIndex":
        """The filings that an example is about.

        Raises:
            EvalError: the index does not hold them.
        """
        held = [document for document in index.documents() if _about(example, document)]
        if not held:
            raise EvalError(f"the index does not hold {', '.join(example.documents)}: ingest it first")
        return cls(index, held)

    @classmethod
    def without(cls, index: Index, example: Example) -> "PartOfIndex":
        """All filings but those that an example is about."""
        return cls(index, [document for document in index.documents() if not _about(example, document)])

    def documents(self) -> list[Document]:
        """The filings held."""
        return self._held

    def dense_search(
        self, question: str, k: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, int, float]]:
        """`Index.dense_search` within them."""
        held = [d.id for d in self._held]
        return super().dense_search(question, k, held if documents is None else [d for d in documents if d in held])


def _about(example: Example, document: Document) -> bool:
    return document.id in example.documents or PurePath(document.source).stem in example.documents


class OverIndex:
    """What systems over an index share.

    `mode` is "shared" (the whole index is asked), "document" (the one filing that the example names) or "removed" (all
    the others).
    """

    def __init__(self, assistant: Assistant, llm: RecordingLLM | None, mode: str = "shared") -> None:
        self.assistant = assistant
        self.llm = llm
        self.mode = mode

    def index_for(self, example: Example) -> Index:
        """What of the index an example may see."""
        index = self.assistant.index
        views = {"document": PartOfIndex.only, "removed": PartOfIndex.without}
        return views[self.mode](index, example) if self.mode in views else index

    def settings(self) -> dict[str, Any]:
        """The model, and what identifies the index: its embedding model and how much it holds."""
        documents = self.assistant.documents()
        return {
            "model": self.llm.model if self.llm else None,
            "embedding_model": self.assistant.index.store.meta()["embedding_model"],
            "documents": len(documents),
            "chunks": sum(document.chunks for document in documents),
        }


class Ours(OverIndex):
    """Footnote itself over an index."""

    name = "ours"

    def _assistant(self, example: Example) -> Assistant:
        index = self.index_for(example)
        return self.assistant if index is self.assistant.index else Assistant(index, self.llm or False)

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        """`Assistant.search`."""
        return self._assistant(example).search(example.question, k)

    def answer(self, example: Example) -> Reply:
        """`Assistant.ask`, with the conversation so far.

        Raises:
            EvalError: the language model could not be had, so there is no answer to score.
        """
        if self.llm:
            self.llm.forget()
        answer = self._assistant(example).ask(example.question, example.history)
        return _reply(answer, self.llm)


def _reply(answer: Answer, llm: RecordingLLM | None) -> Reply:
    """An answer with what the model heard and said. Passages alone are a refusal where no model was to be asked.

    Raises:
        EvalError: a model was to be asked and could not be had.
    """
    if answer.status is Status.RETRIEVAL_ONLY:
        if llm:
            raise EvalError(answer.notes[0] if answer.notes else "the language model gave no answer")
        answer = replace(answer, status=Status.ABSTAINED)
    return Reply(answer, llm.prompt if llm else "", llm.reply if llm else "")


class OnContext:
    """What systems on a context that the benchmark gives share: a table and texts, no index."""

    def __init__(self, llm: RecordingLLM | None) -> None:
        self.llm = llm

    def settings(self) -> dict[str, Any]:
        """The model."""
        return {"model": self.llm.model if self.llm else None}

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        """Nothing: the context is given."""
        return ()


class ContextSystem(OnContext):
    """Footnote on a given context."""

    name = "ours"

    def answer(self, example: Example) -> Reply:
        """`assistant.context.answer_in_context` on the example's table and texts."""
        from assistant.context import answer_in_context

        table = [list(row) for row in example.table]
        if self.llm:
            self.llm.forget()
        answer: Answer = answer_in_context(example.question, table, list(example.texts), self.llm)
        return _reply(answer, self.llm)


def context_text(example: Example) -> str:
    """The given table, as lines of cells, and the given texts: what a plain prompt is stuffed with."""
    table = "\n".join(" | ".join(row) for row in example.table)
    return "\n\n".join(part for part in (table, *example.texts) if part)

"""The public Python API: an assistant over one index."""

import asyncio
from collections.abc import AsyncGenerator, Generator, Sequence
from pathlib import Path
from typing import Self

from assistant.answer import Answer, Delta
from assistant.errors import LLMError, QuestionTooLong
from assistant.find.pages import find
from assistant.llm import LLM
from assistant.reply import Reply
from assistant.understand.reading import understand
from ingest.document import Document, Passage
from ingest.index import Index

__all__ = ["Assistant", "Event", "History"]

QUESTION_CHARACTERS = 4000

Event = Delta | tuple[Passage, ...] | Answer
History = Sequence[tuple[str, str]]


class Assistant:
    """Answers questions about the filings in an index.

    Args:
        index: the index folder, or an open `Index`.
        llm: a language model, or the URL of an OpenAI-compatible server; by default the one in the settings.
            False uses none: answers are what facts and formulas give, else passages alone.

    Raises:
        NotAnIndex, IndexDamaged, EmbeddingMismatch: the index cannot serve.
    """

    def __init__(self, index: str | Path | Index, llm: LLM | str | bool | None = None) -> None:
        self.index = index if isinstance(index, Index) else Index.open(index)
        if isinstance(llm, LLM):
            self.llm: LLM | None = llm
        else:
            self.llm = None if llm is False else LLM(llm if isinstance(llm, str) else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def documents(self) -> list[Document]:
        """What is indexed, now."""
        return self.index.documents()

    def llm_status(self) -> str | None:
        """None when the language model answers, else one line that says why not."""
        return (
            self.llm.status()
            if self.llm
            else "no language model is used: answers are what facts and formulas give, else passages"
        )

    def page_text(self, document: str, page: int) -> str:
        """The text of one page (from 1), "" when there is no such page."""
        found = self.index.store.page(document, page)
        return found.text if found else ""

    def search(self, question: str, k: int = 10) -> list[Passage]:
        """The k best pages for a question, best first, each with the part that speaks to it.

        Raises:
            QuestionTooLong: over 4,000 characters.
        """
        return list(find(self.index, understand(_checked(question), self.documents()), k).passages)

    def ask(self, question: str, history: History = ()) -> Answer:
        """Answer one question. `history` holds the earlier (question, answer) pairs of the conversation.

        Raises:
            QuestionTooLong: over 4,000 characters.
            LLMError: the model failed in the middle of an answer (one that cannot be reached costs only prose).
        """
        answer = None
        for event in self.stream(question, history):
            answer = event
        assert isinstance(answer, Answer)
        return answer

    async def aask(self, question: str, history: History = ()) -> Answer:
        """`ask` for async code."""
        answer = None
        async for event in self.astream(question, history):
            answer = event
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: History = ()) -> Generator[Event, None, None]:
        """Answer piece by piece: the passages when found, the text as `Delta`s, at last the whole `Answer`.

        Closing the iterator ends the model's work too.
        """
        reply = Reply(self.index, self.llm, _checked(question), history)
        yield reply.find()
        if text := reply.computed():
            yield Delta(text)
        if self.llm and reply.wants_model:
            try:
                for piece in self.llm.stream(reply.prompt()):
                    if text := reply.heard(piece):
                        yield Delta(text)
                if text := reply.finished():
                    yield Delta(text)
            except LLMError as error:
                reply.failed(error)
        yield reply.answer()

    async def astream(self, question: str, history: History = ()) -> AsyncGenerator[Event, None]:
        """`stream` for async code; the search runs in a thread."""
        reply = Reply(self.index, self.llm, _checked(question), history)
        yield await asyncio.to_thread(reply.find)
        if text := reply.computed():
            yield Delta(text)
        if self.llm and reply.wants_model:
            try:
                async for piece in self.llm.astream(reply.prompt()):
                    if text := reply.heard(piece):
                        yield Delta(text)
                if text := reply.finished():
                    yield Delta(text)
            except LLMError as error:
                reply.failed(error)
        yield await asyncio.to_thread(reply.answer)


def _checked(question: str) -> str:
    if len(question) > QUESTION_CHARACTERS:
        raise QuestionTooLong(
            f"the question has {len(question):,} characters, {QUESTION_CHARACTERS:,} are the most: "
            "ask a shorter one, and ingest long texts instead"
        )
    return question.strip()

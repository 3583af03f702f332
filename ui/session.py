"""One reader's conversation: finished turns, the one being answered, and the page that is open."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from assistant.answer import Answer, Delta
from assistant.assistant import Event
from ingest.document import Box, Passage
from ingest.errors import FootnoteError

__all__ = ["Generation", "Place", "Session", "Turn"]

# Updates of the page are at least this far apart, so that a fast model does not flood the browser.
_PACE_S = 0.06
_TICK_S = 1.0
_HISTORY_TURNS = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and how far its reply has come. `text` is what was streamed; `answer` is there once it is whole."""

    question: str
    passages: tuple[Passage, ...] = ()
    text: str = ""
    answer: Answer | None = None
    error: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A page that is open beside the chat. `page` counts from 1; `quote` and `box` belong to `quoted_page`."""

    document: str
    page: int
    quoted_page: int = 0
    quote: str = ""
    box: Box | None = None
    marker: int | None = None
    as_text: bool = False


class Generation:
    """A question being answered in a task of its own, so that stopping is cancelling that task.

    The task waits nowhere but inside the assistant's stream, so cancelling it unwinds that stream and with it the
    request to the LLM.
    """

    def __init__(self, question: str, events: AsyncIterator[Event]) -> None:
        self.turn = Turn(question)
        self._began = time.monotonic()
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._pull(events))

    @property
    def seconds(self) -> int:
        """How long the question has been worked on."""
        return int(time.monotonic() - self._began)

    async def _pull(self, events: AsyncIterator[Event]) -> None:
        try:
            async for event in events:
                self._take(event)
                self._news.set()
        except FootnoteError as error:
            self.turn = replace(self.turn, error=str(error))
        finally:
            self._news.set()

    def _take(self, event: Event) -> None:
        match event:
            case Delta(text=piece):
                self.turn = replace(self.turn, text=self.turn.text + piece)
            case Answer():
                self.turn = replace(self.turn, answer=event)
            case passages:
                self.turn = replace(self.turn, passages=passages)

    def stop(self) -> None:
        """End the work now, on the server too. Harmless when it has ended."""
        if not self._task.done():
            self.turn = replace(self.turn, stopped=True)
            self._task.cancel()
            self._news.set()

    async def updates(self) -> AsyncGenerator[Turn, None]:
        """The turn: each time there is news, each second without (a slow model should not look dead), and at its end.

        Leaving this iterator early (the reader closed the page) stops the work. What the assistant raises beyond
        its own errors is raised here.
        """
        try:
            while not self._task.done():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), _TICK_S)
                self._news.clear()
                yield self.turn
                await asyncio.sleep(_PACE_S)
            with suppress(asyncio.CancelledError):
                await self._task
            yield self.turn
        finally:
            self.stop()


@dataclass(slots=True)
class Session:
    """What one open page of one reader holds; Gradio keeps one a tab and never shares it."""

    turns: list[Turn] = field(default_factory=list)
    generation: Generation | None = None
    place: Place | None = None
    asked: str = ""
    seen: str = ""

    def history(self) -> tuple[tuple[str, str], ...]:
        """The last questions with their answers, for follow-up questions."""
        done = [(turn.question, turn.answer.text) for turn in self.turns if turn.answer and turn.answer.text]
        return tuple(done[-_HISTORY_TURNS:])

    def turn(self, number: int) -> Turn | None:
        """The turn with this number from 0; the one being answered comes after the finished ones."""
        if 0 <= number < len(self.turns):
            return self.turns[number]
        if number == len(self.turns) and self.generation:
            return self.generation.turn
        return None

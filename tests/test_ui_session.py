"""A question being answered for one reader: updates, stopping, errors, history."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from assistant.answer import Answer, Delta, Status
from assistant.assistant import Event
from ingest.document import Passage
from ingest.errors import FootnoteError
from ui.session import Generation, Session, Turn

PASSAGE = Passage("a" * 16, "acme.pdf", 3, 1.0, "The outlook is calm.")


class Stream:
    """A stream of events that tells how it ended; after its events it fails, or waits for ever."""

    def __init__(self, *events: Event, fails: Exception | None = None, waits: bool = False) -> None:
        self.events, self.fails, self.waits = events, fails, waits
        self.ended = ""

    async def run(self) -> AsyncIterator[Event]:
        try:
            for event in self.events:
                await asyncio.sleep(0)
                yield event
            if self.fails:
                raise self.fails
            if self.waits:
                await asyncio.Event().wait()
            self.ended = "whole"
        except asyncio.CancelledError:
            self.ended = "cancelled"
            raise


async def last(generation: Generation) -> Turn:
    async with aclosing(generation.updates()) as updates:
        turns = [turn async for turn in updates]
    assert turns[-1] == generation.turn
    return generation.turn


async def test_the_turn_gathers_passages_text_and_answer() -> None:
    answer = Answer("Q", "Calm [1].", Status.ANSWERED)
    stream = Stream((PASSAGE,), Delta("Calm"), Delta(" [1]."), answer)
    turn = await last(Generation("Q", stream.run()))
    assert turn == Turn("Q", (PASSAGE,), "Calm [1].", answer)
    assert stream.ended == "whole"


async def test_stopping_ends_the_stream_and_keeps_what_there_is() -> None:
    stream = Stream((PASSAGE,), Delta("Calm"), waits=True)
    generation = Generation("Q", stream.run())
    async with aclosing(generation.updates()) as updates:
        async for turn in updates:
            if turn.text:
                generation.stop()
    assert stream.ended == "cancelled"
    assert generation.turn == Turn("Q", (PASSAGE,), "Calm", stopped=True)


async def test_stopping_before_anything_began_ends_the_updates() -> None:
    generation = Generation("Q", Stream(waits=True).run())
    generation.stop()
    assert (await asyncio.wait_for(last(generation), 2)).stopped


async def test_leaving_early_ends_the_stream() -> None:
    stream = Stream(Delta("Calm"), waits=True)
    async with aclosing(Generation("Q", stream.run()).updates()) as updates:
        async for turn in updates:
            if turn.text:
                break
    await asyncio.sleep(0)
    assert stream.ended == "cancelled"


async def test_an_error_of_ours_is_a_line_and_any_other_is_raised() -> None:
    turn = await last(Generation("Q", Stream(Delta("Ca"), fails=FootnoteError("the model broke off")).run()))
    assert (turn.text, turn.error, turn.stopped) == ("Ca", "the model broke off", False)
    with pytest.raises(ZeroDivisionError):
        await last(Generation("Q", Stream(fails=ZeroDivisionError()).run()))


async def test_history_holds_the_last_answered_turns() -> None:
    session = Session()
    session.turns = [Turn(f"q{n}", answer=Answer(f"q{n}", f"a{n}", Status.ANSWERED)) for n in range(9)]
    session.turns += [Turn("failed", error="no"), Turn("stopped", text="half", stopped=True)]
    assert session.history() == tuple((f"q{n}", f"a{n}") for n in range(3, 9))


async def test_turns_are_found_by_number_and_nothing_else_is() -> None:
    session = Session(turns=[Turn("first")])
    assert session.turn(0) == Turn("first")
    assert session.turn(1) is None
    assert session.turn(-1) is None
    session.generation = Generation("second", Stream(waits=True).run())
    found = session.turn(1)
    session.generation.stop()
    assert found == Turn("second")

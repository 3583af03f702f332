"""The chat page laid out in Gradio: its parts, and what each click leads to."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

# Read while gradio is imported: no usage statistics, no look for a newer version.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from assistant import Assistant
from ui import frame, render
from ui.chat import Chat, first_source
from ui.examples import examples
from ui.session import Session, Turn

__all__ = ["build"]

_REFRESH_S = 4.0
_ASKING_AT_ONCE = 8
_WAITING = 128
_BROKEN = "Something went wrong while answering. The terminal that runs this page says what."

Updates = dict[gr.blocks.Block, Any]


def build(assistant: Assistant) -> gr.Blocks:
    """The page over an assistant, not yet served (see `ui.serve.launch`)."""
    blocks: gr.Blocks = gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True, fill_height=True)
    with blocks:
        page = _Page(Chat(assistant))
        page.connect(blocks)
    blocks.queue(default_concurrency_limit=None, max_size=_WAITING, api_open=False)
    return blocks


def _html(name: str, script: str | None, **options: Any) -> gr.HTML:
    """A part whose HTML this project writes itself, with what `page.js` does for it."""
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, **options)


class _Page:
    """The parts of the page and their handlers. A handler returns only the parts that it changes."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.session = gr.State(Session())
        # Shown before the first event has come back; `on_load` brings it up to date.
        now = chat.surroundings()
        first = frame.welcome(examples(now.documents), now.documents)
        header, table = frame.header(now.problem, len(now.documents)), frame.filings(now.documents)
        self.header = _html("fn-head", "footnote.header(element, trigger)", value=header)
        with gr.Row(elem_id="fn-columns"):
            with gr.Column(elem_id="fn-chat"):
                with gr.Column(elem_id="fn-thread"):
                    # Finished turns apart from the one that streams: what the reader unfolded up there stays so.
                    self.talk = _html("fn-talk", "footnote.talk(element, trigger)", value=first)
                    self.live = _html("fn-live", "footnote.talk(element, trigger)")
                self.box = gr.Textbox(
                    elem_id="fn-box",
                    label="Ask about the filings",
                    placeholder="Ask about the filings",
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=8,
                    submit_btn="Ask",
                    autofocus=True,
                )
            with gr.Column(elem_id="fn-side"):
                _html("fn-leave", None, value='<button type="button" class="fn-close">Close</button>')
                with gr.Tabs(elem_id="fn-tabs", selected="filings") as self.tabs:
                    with gr.Tab("Page", id="page"):
                        self.panel = _html("fn-panel", "footnote.panel(element, trigger, watch)")
                    with gr.Tab("Indexed filings", id="filings"):
                        self.table = _html("fn-table", "footnote.talk(element, trigger)", value=table)
        self.timer = gr.Timer(_REFRESH_S)

    def connect(self, blocks: gr.Blocks) -> None:
        """Lead every event to its handler."""
        free: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        asking = free | {"concurrency_limit": _ASKING_AT_ONCE, "concurrency_id": "ask"}
        around = [self.header, self.table, self.talk]
        thread = [self.box, self.talk, self.live]
        blocks.load(self.on_load, self.session, [*around, self.panel], **free)
        self.timer.tick(self.on_tick, self.session, around, **free)
        answering = [*thread, self.panel, self.tabs]
        for asked in (
            self.box.submit(self.on_ask, [self.box, self.session], answering, **asking),
            self.talk.select(self.on_example, self.session, answering, **asking),
        ):
            asked.failure(self.on_failure, self.session, thread, **free)
        self.box.stop(self.on_stop, self.session, None, **free)
        for part in (self.talk, self.live, self.table):
            part.click(self.on_open, self.session, [self.panel, self.tabs], **free)
        self.panel.click(self.on_leaf, self.session, self.panel, trigger_mode="always_last", **free)
        self.header.click(self.on_filings, None, self.tabs, **free)
        emptied = self.header.select(self.on_forget, self.session, None, **free)
        emptied.then(self.on_load, self.session, [*around, self.panel], **free)

    def on_load(self, session: Session) -> Updates:
        """Everything around the conversation, and the conversation as it is."""
        session.seen = ""
        return self.on_tick(session) | {self.panel: self.chat.panel(session.place)}

    def on_tick(self, session: Session) -> Updates:
        """Header, table and welcome, when what they show has changed since this page last saw it."""
        now = self.chat.surroundings()
        seen = f"{now.problem}\n{' '.join(document.id for document in now.documents)}"
        if seen == session.seen:
            return {self.header: gr.skip()}
        session.seen = seen
        updates: Updates = {
            self.header: frame.header(now.problem, len(now.documents)),
            self.table: frame.filings(now.documents),
        }
        if not session.turns and session.generation is None:
            updates[self.talk] = frame.welcome(examples(now.documents), now.documents)
        return updates

    async def on_ask(self, question: str, session: Session) -> AsyncGenerator[Updates, None]:
        """Answer one question on the page: passages, then text as it comes, then the whole with its sources."""
        question = question.strip()
        if not question or session.generation is not None:
            yield {self.box: gr.skip()}
            return
        documents = await asyncio.to_thread(self.chat.documents)
        number = len(session.turns)
        generation = self.chat.start(question, session)
        try:
            yield {
                self.box: gr.Textbox(value="", submit_btn=False, stop_btn="Stop"),
                self.talk: render.conversation(session.turns, documents),
                self.live: render.live(generation.turn, number, documents),
            }
            async with aclosing(generation.updates()) as updates:
                async for turn in updates:
                    yield {self.live: render.live(turn, number, documents, generation.seconds)}
            if session.generation is generation:
                session.turns.append(generation.turn)
        finally:
            generation.stop()
            if session.generation is generation:
                session.generation = None
        yield await asyncio.to_thread(self._finished, session)

    def _finished(self, session: Session) -> Updates:
        """The conversation with its newest turn, and the page of that turn's first source."""
        updates = self._thread(session)
        if session.turns and (place := first_source(session.turns[-1])):
            session.place = place
            updates |= {self.panel: self.chat.panel(place), self.tabs: gr.Tabs(selected="page")}
        return updates

    def _thread(self, session: Session) -> Updates:
        """The conversation at rest."""
        return {
            self.box: gr.Textbox(submit_btn="Ask", stop_btn=False),
            self.live: "",
            self.talk: render.conversation(session.turns, self.chat.documents()) if session.turns else gr.skip(),
        }

    async def on_example(self, session: Session, event: gr.EventData) -> AsyncGenerator[Updates, None]:
        """Ask an example question."""
        async with aclosing(self.on_ask(_sent(event).get("question", ""), session)) as updates:
            async for update in updates:
                yield update

    async def on_stop(self, session: Session) -> None:
        """Stop the answer being written; `on_ask` then shows what there is."""
        if session.generation:
            session.generation.stop()

    def on_failure(self, session: Session) -> Updates:
        """After an error nobody foresaw: the log has the trace, the reader one line and the composer back."""
        session.turns.append(Turn(session.asked, error=_BROKEN))
        return self._thread(session)

    def on_open(self, session: Session, event: gr.EventData) -> Updates:
        """Open a source, a passage or a filing beside the chat."""
        return {self.panel: self.chat.open(_sent(event), session), self.tabs: gr.Tabs(selected="page")}

    def on_leaf(self, session: Session, event: gr.EventData) -> Updates:
        """Turn the page that is open."""
        return {self.panel: self.chat.open(_sent(event), session)}

    def on_filings(self) -> gr.Tabs:
        """Show what is indexed."""
        return gr.Tabs(selected="filings")

    async def on_forget(self, session: Session) -> None:
        """Begin a new conversation."""
        await self.on_stop(session)
        session.generation = None
        session.turns.clear()
        session.place = None


def _sent(event: gr.EventData) -> dict[str, str]:
    """What the browser sent with an event, as text."""
    data = event._data
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}

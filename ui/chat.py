"""What the page can do, apart from how it is laid out: begin an answer, open a place, say what is indexed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant import Assistant
from ingest.document import Document, Passage
from ingest.errors import FootnoteError
from ui import evidence
from ui.session import Generation, Place, Session, Turn

__all__ = ["Chat", "Surroundings", "first_source"]

_STATUS_KEPT_S = 8.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a conversation: the documents, and why no LLM answers (None when one does)."""

    documents: tuple[Document, ...]
    problem: str | None


class Chat:
    """One `Assistant` for every reader of the page. Each method is given the reader's own `Session` and no other."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._status: tuple[float, str | None] = (float("-inf"), None)

    def documents(self) -> dict[str, Document]:
        """What is indexed now, by id."""
        return {document.id: document for document in self.assistant.documents()}

    def surroundings(self) -> Surroundings:
        """What is indexed now and whether an LLM answers; an index that cannot be read is a problem, not an end."""
        try:
            return Surroundings(tuple(self.assistant.documents()), self._problem())
        except FootnoteError as error:
            return Surroundings((), str(error))

    def _problem(self) -> str | None:
        """Why no LLM answers, asked anew every few seconds however many pages are open."""
        asked, problem = self._status
        if time.monotonic() - asked > _STATUS_KEPT_S:
            problem = self.assistant.llm_status()
            self._status = (time.monotonic(), problem)
        return problem

    def start(self, question: str, session: Session) -> Generation:
        """Begin to answer in this session; needs a running event loop."""
        session.asked = question
        session.generation = Generation(question, self.assistant.astream(question, session.history()))
        return session.generation

    def open(self, wanted: Mapping[str, str], session: Session) -> str:
        """Go where a click points, and return the panel. `wanted` is outside input: it can only name what is there."""
        session.place = _go(wanted, session, self.documents())
        return self.panel(session.place)

    def panel(self, place: Place | None) -> str:
        """The evidence panel for a place, or for none."""
        if place is None:
            return evidence.empty()
        return evidence.page(place, self.documents().get(place.document), self.assistant.page_text)


def first_source(turn: Turn | None, marker: int | None = None) -> Place | None:
    """The place of an answer's citation: of its first, or of the one with this marker."""
    for each in turn.answer.citations if turn and turn.answer else ():
        if marker is None or each.marker == marker:
            return Place(each.document, each.page, each.page, each.quote, each.box, each.marker)
    return None


def _go(wanted: Mapping[str, str], session: Session, documents: Mapping[str, Document]) -> Place | None:
    """The place a click asks for: a source, a passage, a document, another page or view of what is open."""
    here = session.place
    match wanted.get("action"):
        case "source":
            return first_source(session.turn(_number(wanted, "turn")), _number(wanted, "marker")) or here
        case "passage":
            found = _passages(session.turn(_number(wanted, "turn")))
            index = _number(wanted, "index")
            if 0 <= index < len(found):
                return Place(found[index].document, found[index].page, found[index].page, found[index].text)
        case "document" if (document := wanted.get("document", "")) in documents:
            return Place(document, 1)
        case "leaf" if here and here.document in documents:
            last = max(documents[here.document].pages, 1)
            return replace(here, page=min(max(_number(wanted, "page"), 1), last))
        case "view" if here:
            return replace(here, as_text=wanted.get("view") == "text")
    return here


def _passages(turn: Turn | None) -> tuple[Passage, ...]:
    if turn is None:
        return ()
    return turn.answer.passages if turn.answer else turn.passages


def _number(wanted: Mapping[str, str], key: str) -> int:
    """A whole number from the browser, or -1, which points nowhere."""
    text = wanted.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1

"""One question on its way to an answer: what is understood, found and computed, what a model says, what stands."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Citation, Status
from assistant.check.cite import cite
from assistant.check.gate import WITHHELD, FigureGate, sentences
from assistant.check.verify import verify
from assistant.decline.asking import ask_back
from assistant.decline.limits import definition, misplaced, refusal, stated_definition, stated_limit
from assistant.decline.outlook import instead, no_company
from assistant.errors import LLMError
from assistant.find.drivers import Reason, asks_why, reasons
from assistant.find.excerpt import excerpts
from assistant.find.glossary import english_words
from assistant.find.pages import Found, find
from assistant.find.why_subject import subject
from assistant.llm import LLM
from assistant.prompt import NOT_FOUND, context_budget, messages
from assistant.quote.acquired import acquisitions
from assistant.quote.concentration import concentration
from assistant.quote.listed import listed_debt
from assistant.sentences import sentence
from assistant.solve.by_formula import solve
from assistant.solve.collection import Collected, collect
from assistant.solve.compared import compare_figures
from assistant.solve.own_lines import own_names
from assistant.solve.places import where_it_operates
from assistant.solve.solution import Solution, Unsolved
from assistant.tables.looked_up import look_up
from assistant.tables.moved import row_moved
from assistant.tables.ranked import rank_table
from assistant.tables.ranked_ratio import rank_ratio
from assistant.tables.without import without_item
from assistant.understand.asked import Wants
from assistant.understand.framing import without_asides
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.understand.reading import REMEMBERED, understand
from assistant.understand.vocabulary import with_own_names
from assistant.untrusted import plain, without_orders
from assistant.wording import remark, say
from ingest.document import Document, Passage
from ingest.index import Index

__all__ = ["Reply"]

# That something is not there cannot be told from a few passages: the filing may say it elsewhere.
_ABSENCE = re.compile(
    r"^\W*(?:no\W+)?there (?:is|are|was|were|has been|have been) (?:no|not any)\b"
    r"|\b(?:passages?|filings?|documents?|statements?|excerpts?|text|information|releases?|reports?|disclosures?)\b"
    r"[^.!?]*\b(?:do|does|did)(?: not|n't) "
    r"(?:\w+ly )?(?:mention|provide|state|disclose|contain|indicate|specify|say|list|include)",
    re.IGNORECASE,
)
_MARKER, _FIGURE = re.compile(r"\[[\d,\s]*\]"), re.compile(r"\d")
_YEAR = re.compile(r"\b(?:FY|CY)?\s?(?:19|20)\d\d\b|\bQ[1-4]\b")  # "in the year 2022" gives no figure
_PERCENT = re.compile(r"%|\bper ?cent|\bpercentage\b|\bbasis points?\b|百分", re.IGNORECASE)
_VERDICT = re.compile(r"\W*(?:yes|no|both|neither|none)\b|\W*[是否有没不]", re.IGNORECASE)
_SAYS_NO = re.compile(r"\W*no\b", re.IGNORECASE)
_NOT_UNDERSTOOD = ("no figure", "other figure", "prose", "missing")
PASSAGES = 10
CONTEXT_TOKENS = 1100


class Reply:
    """Gathers what is known while a question is answered; `answer` closes it.

    Figures come first: what facts and a formula answer completely does not wait for the model. Else the model reads
    the passages, and each figure it states must be printed in one of them.
    """

    def __init__(self, index: Index, llm: LLM | None, question: str, history: Sequence[tuple[str, str]]) -> None:
        self.index = index
        self.llm = llm
        self.asked = question
        self.earlier = [asked for asked, _ in history]
        self.timings: dict[str, float] = {}
        self.error: LLMError | None = None
        self.written: list[str] = []
        self.found = Found((), ())
        self.solved: Solution | Unsolved | None = None
        self.collected: Collected | None = None
        self.asks: str | None = None
        self.given: list[Passage] = []
        self.reasons: list[Reason] = []
        self.told: str | None = None
        self.refused: str | None = None
        self._gate = FigureGate(self._holds)
        self._started = time.monotonic()

    def find(self) -> tuple[Passage, ...]:
        """Understand the question, compute what facts give, and search for the passages that speak to it."""
        documents = self.index.documents()
        self.question = understand(self.asked, documents, self.earlier)
        store = self.index.store
        self.collected = (
            collect(self.question, documents, store)
            or instead(self.question, documents, store)
            or listed_debt(self.question, documents, store)
            or acquisitions(self.question, documents, store)
            or concentration(self.question, documents, store)
        )
        if self.collected:
            if self.collected.quoted:  # there may be more to read
                self.found = find(self.index, self._searched(), PASSAGES)
            self.found = replace(self.found, passages=self._sources_first(self.collected.citations))
            self._time("found")
            return self.found.passages
        self.asks = ask_back(self.question, documents)
        if self.asks:
            return ()
        self._solve(documents)
        if isinstance(self.solved, Unsolved) and "swapped" in self.question.flags:  # then it may name anything
            self.question = understand(self.asked, documents, self.earlier, swaps=False)
            self._solve(documents, swaps=False)
        self._time("solved")
        self.found = find(self.index, self._searched(), PASSAGES)
        if isinstance(self.solved, Unsolved) and self.solved.reason != "not meaningful":
            asked = (self.question, self.found.passages, documents, store)
            self.solved = (
                compare_figures(self.question, documents, store)
                or where_it_operates(self.question, documents, store)
                or without_item(*asked)
                or rank_ratio(*asked)
                or rank_table(*asked)
                or look_up(*asked)
                or row_moved(*asked)
                or self.solved
            )
        if isinstance(self.solved, Solution) and not self.explains:
            self.found = replace(self.found, passages=self._sources_first(self.solved.citations))
        unsolved = self.solved if isinstance(self.solved, Unsolved) else None
        self.told = definition(self.question) or misplaced(self.question, unsolved)
        self.refused = no_company(self.question)
        if unsolved and not self.refused:
            self.refused = refusal(self.question, documents)
        told = [replace(p, text=without_orders(p.text), header=without_orders(p.header)) for p in self.found.passages]
        self.given = context_budget(told, CONTEXT_TOKENS)
        if self.question.language == "en" and not (self.told or self.refused):
            self.reasons = self._found_reasons()
        self._time("found")
        return self.found.passages

    def _found_reasons(self) -> list[Reason]:
        """The filing's own sentences for why a figure moved, where that is asked: of one that was solved, or of one
        that the question names in words enough to know such a sentence by."""
        moved = Decimal(0)
        if isinstance(self.solved, Solution) and self.explains:
            periods = (*self.question.periods, self.solved.period)
            if self.question.operation in (Operation.CHANGE, Operation.GROWTH):
                moved = self.solved.value
        elif isinstance(self.solved, Unsolved) and asks_why(without_asides(self.question.asked)) and self._one_subject:
            periods = self.question.periods
        else:
            return []
        years = {period.year - back for period in periods for back in (0, 1)}
        way = (moved > 0) - (moved < 0)
        return reasons(self.question, self.found.passages, self._page_text, sorted(years), way)

    @property
    def _one_subject(self) -> bool:
        return len(self.question.companies) == 1 and len(self.question.periods) > 0 and bool(subject(self.question))

    def _solve(self, documents: Sequence[Document], *, swaps: bool = True) -> None:
        """Solve the question; where it is not understood, understand it anew with the names that the company's own
        statements give their lines, then with those of its other tables, and keep what solves it.

        A line of a note may be of a part that its table's title alone tells: then the answer is quoted.
        """
        store, asked = self.index.store, self.question
        self.solved = solve(asked, documents, store)
        if not isinstance(self.solved, Unsolved) or self.solved.reason not in _NOT_UNDERSTOOD:
            return
        stated, noted = own_names(asked, documents, store, " ".join(self.earlier[-REMEMBERED:]))
        for names in dict.fromkeys((stated, noted)):
            with with_own_names(names):
                question = understand(self.asked, documents, self.earlier, swaps=swaps)
                solved = solve(question, documents, store) if question != asked else None
            if isinstance(solved, Solution):
                self.question, self.solved = question, replace(solved, complete=names == stated)
                return

    @property
    def explains(self) -> bool:
        """Whether reasons are wanted beside a figure: then the passages come as found, for them or for the model."""
        return asks_why(without_asides(self.question.asked)) or (
            self.question.wants is Wants.PROSE and not self._names_a_part
        )

    @property
    def _names_a_part(self) -> bool:
        """Whether what was solved is a name rather than a figure: it says all that was asked."""
        solved = self.solved
        return isinstance(solved, Solution) and (not solved.complete or not any(map(str.isdigit, solved.text)))

    def computed(self) -> str:
        """The answer's text when it needs no model: by facts and a formula, a definition, or a refusal; else ""."""
        if self.collected:
            return self.collected.text
        if self.asks:
            return self.asks
        if self.told or self.refused:
            return self.told or self.refused or ""
        if not isinstance(self.solved, Solution):
            return self._quoted_reasons(1)[0].strip()
        return sentence(self.solved, self.question) + self._quoted_reasons(len(self.solved.citations) + 1)[0]

    def _quoted_reasons(self, first: int) -> tuple[str, tuple[Citation, ...]]:
        """The filing's own reasons as text and citations, numbered from `first`; empty where none were found."""
        text, citations = "", []
        for marker, reason in enumerate(self.reasons, start=first):
            passage = reason.passage
            text += f" “{reason.sentence}” [{marker}]"
            citations.append(Citation(marker, passage.document, passage.source, passage.page, reason.sentence))
        return text, tuple(citations)

    def _page_text(self, document: str, number: int) -> str:
        page = self.index.store.page(document, number)
        return page.text if page else ""

    def _searched(self) -> Question:
        """The question as it is searched with: one in Chinese with the words of English filings."""
        words = english_words(self.question.text)
        return replace(self.question, text=f"{self.question.text} {words}") if words else self.question

    @property
    def wants_model(self) -> bool:
        """Whether there is something left to ask the model, and a model to ask."""
        explained = not self.explains or bool(self.reasons)
        solved = isinstance(self.solved, Solution) or bool(self.reasons)
        settled = self.collected or self.told or self.refused or (solved and explained)
        return self.llm is not None and bool(self.found.passages) and not settled

    def prompt(self) -> list[BaseMessage]:
        """What the model is sent."""
        return messages(self.question.text, self.given)

    def heard(self, piece: str) -> str:
        """Take in a piece of the model's reply; returns what of it may be shown now."""
        start = ""
        if not self.written:
            self._time("first_word")
            start = " " if self.computed() else ""
        self.written.append(piece)
        return start + plain(self._gate.feed(piece))

    def finished(self) -> str:
        """The model has ended; returns what was still held back and may be shown."""
        return plain(self._gate.close())

    def failed(self, error: LLMError) -> None:
        """The model cannot be had: the passages alone are the answer, unless it broke off in the middle."""
        if self.written:
            raise error
        self.error = error

    def answer(self) -> Answer:
        """The whole answer."""
        self._time("total")
        if self.collected:
            answer = self._collected_answer(self.collected)
        elif self.asks:
            answer = Answer(self.asked, self.asks, Status.ASKED)
        elif self.told:
            answer = Answer(
                self.asked,
                self.told,
                Status.ANSWERED,
                notes=(say(self.question.language, "by definition"),),
            )
        elif self.refused:
            answer = Answer(self.asked, self.refused, Status.ABSTAINED)
        elif isinstance(self.solved, Solution):
            answer = self._computed_answer(self.solved)
        elif self.reasons:
            text, quoted = self._quoted_reasons(1)
            answer = Answer(self.asked, text.strip(), Status.ANSWERED, citations=quoted, quoted=True)
        else:
            answer = self._written_answer()
        limit = () if self.refused or self.collected else stated_limit(self.question)
        notes = tuple(remark(note, self.question.language) for note in (*answer.notes, *self.found.notes, *limit))
        return replace(answer, passages=self.found.passages, notes=notes, timings=dict(self.timings))

    def _collected_answer(self, found: Collected) -> Answer:
        return Answer(
            self.asked,
            found.text,
            Status.ANSWERED,
            value=found.value,
            unit=found.unit,
            citations=found.citations,
            calculations=found.calculations,
            verified=found.verified,
            quoted=found.quoted,
            notes=found.notes,
        )

    def _computed_answer(self, solution: Solution) -> Answer:
        """The figure with its derivation, and the model's reasons behind it where they were asked for."""
        quoted = self._quoted_reasons(len(solution.citations) + 1)[1]
        text, citations = self.computed(), (*solution.citations, *quoted)
        reasons, sources, notes = self._reasons(len(citations) + 1)
        quotes = [*(c.quote for c in citations), *self._texts(sources)]
        whole = f"{text} {reasons}".strip()
        # A number of the question's own, such as a share to be exceeded, may be repeated where code writes.
        traced = verify(
            whole, quotes if reasons else [*quotes, self.asked], solution.calculations, self._names()
        ).passed
        # A figure alone is no yes or no: it may be beside what is asked.
        told = solution.verdict is not None or len(solution.parts) > 1 or _VERDICT.match(text)
        answers = self.question.wants is not Wants.YES_NO or told
        complete = solution.complete and not self.explains and bool(answers)
        return Answer(
            self.asked,
            whole,
            Status.ANSWERED,
            value=solution.value,
            unit=solution.unit,
            citations=(*citations, *sources),
            calculations=solution.calculations,
            verified=traced and complete,
            quoted=traced and not complete,
            notes=(*stated_definition(self.question), *solution.notes, *notes),
            model=self.llm.model if self.llm and reasons else None,
        )

    def _written_answer(self) -> Answer:
        """What the model wrote, as far as it stands."""
        if not self.found.passages:
            return Answer(self.asked, say(self.question.language, "nothing"), Status.ABSTAINED)
        if self.error is not None or self.llm is None:
            reason = str(self.error or say(self.question.language, "no model"))
            return Answer(self.asked, "", Status.RETRIEVAL_ONLY, notes=(reason,))
        model = self.llm.model
        written, citations, notes = self._reasons(1)
        if not written:
            language = self.question.language
            why = remark(self.solved.message, language) if isinstance(self.solved, Unsolved) else ""
            colon, stop = ("：", "。") if language == "zh" else (": ", ".")
            said = say(language, "not answered") + (f"{colon}{why.removesuffix('.')}" if why else "") + stop
            return Answer(self.asked, said, Status.ABSTAINED, model=model)
        quoted = bool(citations) and verify(written, self._texts(citations), names=self._names()).passed
        return Answer(
            self.asked, written, Status.ANSWERED, citations=citations, quoted=quoted, notes=notes, model=model
        )

    def _reasons(self, first: int) -> tuple[str, tuple[Citation, ...], tuple[str, ...]]:
        """What stands of the model's reply, its citations numbered from `first`, and what was taken out."""
        text = plain("".join(self.written)).strip()
        if NOT_FOUND.lower() in text.lower():
            return "", (), ()
        if _SAYS_NO.match(text) and any(_ABSENCE.search(s) for s in sentences(text)):
            return "", (), ()
        kept = "".join(s for s in sentences(text) if self._holds(s) and not _ABSENCE.search(s)).strip()
        notes = () if kept == text else (say(self.question.language, "taken out"),)
        figures = _YEAR.sub("", _MARKER.sub("", kept))
        if notes and self.question.wants is Wants.NUMBER and not _FIGURE.search(figures):
            return "", (), ()  # the figure that was asked for is what was taken out
        wanted = self.question.unit == "%" or bool(_PERCENT.search(self.question.asked))
        alone = self.question.wants is Wants.NUMBER and not isinstance(self.solved, Solution)
        if alone and wanted and not _PERCENT.search(figures):
            return "", (), ()  # amounts answer no question for a share or a growth
        written, citations = cite(kept, self.given, first) if kept else ("", ())
        return written, citations, notes

    def _holds(self, sentence: str) -> bool:
        """Whether every figure of a sentence is printed in a passage that the model was given."""
        if sentence.strip() == WITHHELD:
            return False
        return verify(sentence, [f"{p.header}\n{p.text}" for p in self.given], names=self._names()).passed

    def _texts(self, citations: Sequence[Citation]) -> list[str]:
        cited = {(c.document, c.page) for c in citations}
        return [p.text for p in self.given if (p.document, p.page) in cited]

    def _names(self) -> list[str]:
        return [company.name for company in self.question.companies]

    def _sources_first(self, citations: Sequence[Citation]) -> tuple[Passage, ...]:
        """The passages with the pages of the computed answer's sources in front."""
        places = dict.fromkeys((c.document, c.page) for c in citations)
        found = {(p.document, p.page): p for p in self.found.passages}
        others = self.index.page_passages([place for place in places if place not in found])
        chunks = {(p.document, p.page): p for p in excerpts(others, self.question)}
        first = [found.get(place) or chunks.get(place) for place in places]
        rest = [p for place, p in found.items() if place not in places]
        ordered = [p for p in (*first, *rest) if p is not None][:PASSAGES]
        return tuple(replace(p, score=round(1.0 / (rank + 1), 6)) for rank, p in enumerate(ordered))

    def _time(self, name: str) -> None:
        self.timings[name] = round(time.monotonic() - self._started, 3)

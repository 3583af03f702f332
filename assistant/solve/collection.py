"""Answer questions about all the filings or companies of an index, by facts and exact search: top-k cannot count.

Which companies a condition holds for, which is first by a figure, the average over all, how many filings mention some
words, which filings there are. Each company counts once, a company without the figure is named as left out.
"""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from assistant.answer import Calculation, Citation, Operand
from assistant.check.verify import verify
from assistant.solve.by_formula import solve
from assistant.solve.ledger import FactSource
from assistant.solve.solution import Solution
from assistant.understand.asked import Wants
from assistant.understand.companies import Company, companies_of
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.understand.set_question import Kind, SetQuestion, may_ask_about_set, read_set
from assistant.wording import amount, said_period, say, subject
from ingest.document import Document, Page

__all__ = ["Collected", "PageSource", "collect"]

LINES = 20
"""Companies or filings that are listed; the rest is counted."""
NAMED = 12
"""Companies that are named in a sentence; the rest is counted."""


class PageSource(FactSource, Protocol):
    """Where facts and pages come from: `ingest.store.Store` is one."""

    def page(self, document: str, number: int) -> Page | None:
        """One page of a document, from 1; None where there is none."""

    def pages_with(self, words: str, documents: Sequence[str]) -> list[tuple[str, Page]]:
        """The pages of these documents that print the words, each with its document's id."""


@dataclass(frozen=True, slots=True)
class Collected:
    """The answer to a question about the whole collection.

    `value` is what was asked for: the count, or the figure of the first company or of the average, in `unit`.
    `verified` says that each line's figure is printed in its filing or computed from such; `quoted` that all of it is
    the filing's own words.
    """

    text: str
    citations: tuple[Citation, ...]
    calculations: tuple[Calculation, ...] = ()
    value: Decimal | None = None
    unit: str | None = None
    verified: bool = True
    notes: tuple[str, ...] = ()
    quoted: bool = False


def collect(question: Question, documents: Sequence[Document], source: PageSource) -> Collected | None:
    """The answer, or None when the question is not about the collection, or its figure is not recognised."""
    if not may_ask_about_set(question.asked):
        return None
    companies = companies_of(documents)
    asked = read_set(question, companies)
    if asked is None:
        return None
    if asked.kind is Kind.FILINGS:
        return _filings(question, asked, documents)
    if asked.kind is Kind.MENTIONS:
        return _mentions(question, asked, documents, source)
    return _figures(question, asked, companies, documents, source)


# Figures


@dataclass(frozen=True, slots=True)
class _Entry:
    """One company's figure."""

    solution: Solution
    value: Decimal


def _figures(
    question: Question,
    asked: SetQuestion,
    companies: Sequence[Company],
    documents: Sequence[Document],
    source: FactSource,
) -> Collected | None:
    single = replace(
        question,
        expression=asked.expression or question.expression,
        concepts=(asked.expression,) if asked.expression else question.concepts,
        metric=None if asked.expression else question.metric,
        unit="money" if asked.expression else question.unit,
        operation=asked.operation,
        wants=Wants.NUMBER,
        judge=None,
        qualifiers=(),
        flags=(),
        unknown=(),
        language="en",
    )
    if single.expression is None:
        return None
    entries, absent = [], []
    by_id = {document.id: document for document in documents}
    for company in asked.companies or companies:
        own = [by_id[key] for key in company.documents]
        found = solve(replace(single, companies=(company,)), own, source)
        if isinstance(found, Solution):
            entries.append(_Entry(found, found.calculations[0].result))
        else:
            absent.append(company.name)
    entries, foreign = _one_currency(entries, single.answer_unit)
    if not entries:
        return None
    return _Reply(replace(single, language=question.language), asked, entries, absent, foreign).answer()


def _one_currency(entries: list[_Entry], unit: str | None) -> tuple[list[_Entry], list[str]]:
    """Those in the currency that most report in, and the names of the others: amounts of two are not compared."""
    if unit not in (None, "money", "per_share"):
        return entries, []
    units = [entry.solution.unit for entry in entries]
    usual = max(dict.fromkeys(units), key=units.count) if units else ""
    return (
        [entry for entry in entries if entry.solution.unit == usual],
        [entry.solution.company for entry in entries if entry.solution.unit != usual],
    )


@dataclass(slots=True)
class _Reply:
    """Words the answer to a question about figures of all companies."""

    question: Question
    asked: SetQuestion
    entries: list[_Entry]
    absent: list[str]
    foreign: list[str]

    @property
    def language(self) -> str:
        return self.question.language

    @property
    def when(self) -> str:
        periods = self.question.periods
        if not periods:
            return ""
        return say(self.language, "in", period=said_period(self.question.period or periods[0], self.language))

    def answer(self) -> Collected:
        shown, head, value, unit, extra = self._chosen()
        listed = shown[:LINES]
        lines, citations, calculations, verified = self._lines(listed)
        text = [head, *lines]
        if len(shown) > len(listed):
            text.append(say(self.language, "more lines", count=len(shown) - len(listed)))
        tail = []
        if self.absent:
            tail.append(say(self.language, "left out", when=self.when, names=self._names(self.absent)))
        if self.asked.missing:
            tail.append(say(self.language, "not indexed", names=", ".join(self.asked.missing)))
        notes = [note for entry in listed for note in entry.solution.notes if "no period was named" not in note]
        if not self.question.periods:
            notes.append(say(self.language, "newest"))
        if self.foreign:
            notes.append(say(self.language, "in other currency", names=self._names(self.foreign)))
        return Collected(
            "\n".join(text) + ("\n\n" + " ".join(tail) if tail else ""),
            citations,
            (*extra(citations), *calculations) if extra else calculations,
            value,
            unit,
            verified,
            tuple(dict.fromkeys(notes)),
        )

    def _chosen(
        self,
    ) -> tuple[list[_Entry], str, Decimal, str, Callable[[Sequence[Citation]], tuple[Calculation, ...]] | None]:
        """The companies to list, the sentence above them, the value asked for, its unit, and a calculation over all."""
        asked, all_ = self.asked, len(self.entries)
        ranked = sorted(self.entries, key=lambda entry: entry.value, reverse=not asked.lowest)
        name = subject(self.question)
        title = f"{name[:1].upper()}{name[1:]}"
        unit = self.entries[0].solution.unit
        if asked.kind is Kind.WHICH:
            if not asked.above:
                ranked = ranked[::-1]
            if asked.moves and asked.limit is None:
                name = subject(replace(self.question, operation=Operation.VALUE))
            held = [entry for entry in ranked if asked.holds(entry.value)]
            key = "had at" if asked.limit is not None else "had"
            condition = say(self.language, key, what=self._condition(), subject=name)
            said = "held" if held else "none held"
            head = say(self.language, said, count=len(held), all=all_, condition=condition, when=self.when)
            return held or ranked[:3], head, Decimal(len(held)), "companies", None
        if asked.kind is Kind.EXTREME:
            first = ranked[0]
            head = say(
                self.language,
                "first",
                company=first.solution.company,
                extreme=say(self.language, "lowest" if asked.lowest else "highest"),
                subject=name,
                when=self.when,
                all=all_,
                amount=self._amount(first.value, first.solution),
            )
            return ranked[: asked.top], head, first.value, unit, None
        if asked.kind is Kind.AVERAGE:
            values = [entry.value for entry in self.entries]
            total = sum(values, Decimal(0))
            result = {"total": total, "median": statistics.median(values)}.get(asked.statistic, total / all_)
            text = self._amount(result, self.entries[0].solution)
            kind = say(self.language, asked.statistic)
            head = say(self.language, "averaged", kind=kind, subject=name, when=self.when, all=all_, amount=text)
            calculation = self._over_all(ranked, f"{asked.statistic} {name}", result, text)
            return ranked, head, result, unit, calculation
        head = say(self.language, "listed", subject=title, when=self.when, all=all_)
        return ranked, head, Decimal(all_), "companies", None

    def _over_all(
        self, ranked: Sequence[_Entry], name: str, result: Decimal, text: str
    ) -> Callable[[Sequence[Citation]], tuple[Calculation, ...]]:
        """The average over the companies as a calculation, once it is known which marker each one's source has."""

        def calculation(citations: Sequence[Citation]) -> tuple[Calculation, ...]:
            operands = []
            for number, entry in enumerate(ranked, 1):
                places = {(c.document, c.page) for c in entry.solution.citations}
                marker = next((c.marker for c in citations if (c.document, c.page) in places), 0)
                found = entry.solution
                operands.append(
                    Operand(f"x{number}", found.company, entry.value, found.unit, str(found.period), marker, found.text)
                )
            function = {"average": "avg", "total": "sum"}.get(self.asked.statistic, "median")
            expression = f"{function}({', '.join(operand.name for operand in operands)})"
            return (Calculation(name, expression, tuple(operands), result, text),)

        return calculation

    def _lines(
        self, entries: Sequence[_Entry]
    ) -> tuple[list[str], tuple[Citation, ...], tuple[Calculation, ...], bool]:
        """A line for each company with its markers; each line is checked against its own sources."""
        lines, citations, calculations = [], list[Citation](), list[Calculation]()
        verified = True
        for entry in entries:
            found = entry.solution
            own = tuple(replace(c, marker=c.marker + len(citations)) for c in found.citations)
            shown = self._amount(entry.value, found)
            at = "" if self.question.periods else f" ({said_period(found.period, self.language)})"
            marks = " ".join(f"[{c.marker}]" for c in own)
            colon = "：" if self.language == "zh" else ": "
            lines.append(f"- {found.company}{at}{colon}{shown} {marks}".rstrip())
            verified = verified and verify(shown, [c.quote for c in own], found.calculations).passed
            for calculation in found.calculations:
                if not calculation.expression.isidentifier():
                    moved = tuple(replace(o, marker=o.marker + len(citations)) for o in calculation.operands)
                    named = f"{calculation.name}: {found.company}"
                    calculations.append(replace(calculation, name=named, operands=moved))
            citations += own
        return lines, tuple(citations), tuple(calculations), verified

    def _amount(self, value: Decimal, found: Solution) -> str:
        currency = found.unit.partition("/")[0] if self.question.unit in ("money", "per_share", None) else "USD"
        unit = self.question.answer_unit or "money"
        scale, digits = self.question.scale, self.question.digits
        if unit == "money" and scale is None and self.language != "zh":
            scale = self._scale()
        if digits is None and scale == "billion":
            digits = 2
        return amount(value, unit, self.language, scale=scale, digits=digits, currency=currency)

    def _scale(self) -> str | None:
        """One scale for all amounts, so that they can be compared at a glance."""
        sizes = [abs(entry.value) for entry in self.entries if entry.value]
        if not sizes or max(sizes) < 10**6:
            return None
        return "billion" if min(sizes) >= 10**10 else "million"

    def _condition(self) -> str:
        asked = self.asked
        if asked.limit is None:
            moves = asked.moves and ("rising" if asked.above else "falling")
            return say(self.language, moves or ("positive" if asked.above else "negative"))
        limit = self._amount(asked.limit, self.entries[0].solution)
        return say(self.language, "above" if asked.above else "below", limit=limit)

    def _names(self, names: Sequence[str]) -> str:
        separator = "、" if self.language == "zh" else ", "
        shown = separator.join(names[:NAMED])
        if len(names) <= NAMED:
            return shown
        more = say(self.language, "and more", count=len(names) - NAMED)
        return f"{shown}{'，' if self.language == 'zh' else ' '}{more}"


# Filings


def _filings(question: Question, asked: SetQuestion, documents: Sequence[Document]) -> Collected:
    language = question.language
    wanted = [document for document in documents if asked.takes(document)]
    of = say(language, "in", period=said_period(question.period, language)) if question.period else ""
    if asked.of_companies:
        owners = companies_of(wanted)
        head = say(language, "companies", count=len(owners), of=of)
        by_id = {document.id: document for document in wanted}
        named = [(company.name, by_id[company.documents[0]], len(company.documents)) for company in owners]
        lines = [f"- {name}: {count} [{n}]" for n, (name, _, count) in enumerate(named[:LINES], 1)]
        shown = [document for _, document, _ in named[:LINES]]
        count = len(owners)
    else:
        count = len(wanted)
        key = "no filings" if not wanted else "one filing" if count == 1 else "filings"
        head = say(language, key, count=count, of=of)
        shown = wanted[:LINES]
        lines = [f"- {_named(document)} [{n}]" for n, document in enumerate(shown, 1)]
    if count > len(shown):
        lines.append(say(language, "more lines", count=count - len(shown)))
    citations = tuple(Citation(n, d.id, d.source, 1, _named(d)) for n, d in enumerate(shown, 1))
    unit = "companies" if asked.of_companies else "filings"
    return Collected("\n".join((head, *lines)), citations, (), Decimal(count), unit)


def _named(document: Document) -> str:
    identity = document.identity
    year = f"FY{identity.fiscal_year}" if identity.fiscal_year else None
    period = f"Q{identity.fiscal_quarter} {year}" if year and identity.fiscal_quarter else year
    if period is None and identity.period_end:
        period = identity.period_end.isoformat()
    return " · ".join(part for part in (identity.company or document.source, identity.form, period) if part)


def _mentions(question: Question, asked: SetQuestion, documents: Sequence[Document], source: PageSource) -> Collected:
    language, words = question.language, asked.words
    wanted = {document.id: document for document in documents if asked.takes(document)}
    pages: dict[str, list[Page]] = {}
    for document, page in source.pages_with(words, list(wanted)):
        pages.setdefault(document, []).append(page)
    if not pages:
        text = say(language, "no mention", all=len(wanted), words=words)
        return Collected(text, (), (), Decimal(0), "filings", notes=(say(language, "exact"),))
    found = sorted(pages, key=lambda key: (-len(pages[key]), wanted[key].source))
    total = sum(map(len, pages.values()))
    holders = companies_of([wanted[key] for key in found])
    counts = {
        "count": len(found),
        "all": len(wanted),
        "words": words,
        "pages": total,
        "companies": len(holders),
        "owners": len(companies_of(list(wanted.values()))),
    }
    key = "mentions companies" if asked.of_companies else "mentions"
    lines, citations = [], []
    for number, document in enumerate(found[:LINES], 1):
        first = pages[document][0]
        citations.append(Citation(number, document, wanted[document].source, first.number, _line(words, first.text)))
        count = len(pages[document])
        noun = "page" if count == 1 else "pages"
        said = say(language, "on pages", name=_named(wanted[document]), count=count, noun=noun)
        lines.append(f"- {said} [{number}]")
    if len(found) > LINES:
        lines.append(say(language, "more lines", count=len(found) - LINES))
    value, unit = (len(holders), "companies") if asked.of_companies else (len(found), "filings")
    text = "\n".join((say(language, key, **counts), *lines))
    return Collected(text, tuple(citations), (), Decimal(value), unit, notes=(say(language, "exact"),))


def _line(words: str, text: str) -> str:
    """The line of a page that prints the words, else its first one."""
    low = words.casefold().split()[0]
    return next((line.strip()[:300] for line in text.splitlines() if low in line.casefold()), text.strip()[:120])

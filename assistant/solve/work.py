"""Gather one company's calculation: look its operands up, derive those that are not printed, compute, and cite."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import Term, evaluate, join_terms, parse
from assistant.compute.metrics import ABSENT_IS_ZERO, ALTERNATIVES
from assistant.solve.ledger import FactSource, Ledger, Pick
from assistant.understand.companies import Company
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.document import Document
from ingest.filing.concepts import concept

__all__ = ["Missing", "Work", "begin", "cited", "compute", "currency_of"]


class Missing(Exception):
    """A concept that is neither printed nor derivable for a period."""

    def __init__(self, name: str, period: Period) -> None:
        super().__init__(name)
        self.name = name
        self.period = period


@dataclass(slots=True)
class Work:
    """What one company's calculation gathers: operands found, notes, and where each operand is cited."""

    company: Company
    ledger: Ledger
    period: Period
    picks: dict[str, Pick]
    zeros: set[str]
    notes: list[str]

    def key(self, name: str, offset: int) -> str:
        return f"{name}_{str(self.period.shifted(offset)).replace(' ', '_')}"

    def resolve(self, term: Term, seen: frozenset[str] = frozenset()) -> str:
        """The expression over operand keys for a term, looking it up or deriving it; raises Missing."""
        period = self.period.shifted(term.offset)
        key = self.key(term.name, term.offset)
        if key in self.picks or key in self.zeros:
            return key
        picked = None if term.name == "debt_total" else self.ledger.pick(term.name, period)
        if picked is None and term.name == "debt_total":
            derived = self._derive(term, seen)
            if derived:
                return derived
            picked = self.ledger.pick(term.name, period)
        if picked is not None:
            self.picks[key] = picked
            return key
        derived = self._derive(term, seen)
        if derived:
            return derived
        if term.name in ABSENT_IS_ZERO and not self.ledger.prints(term.name, period):
            self.zeros.add(key)
            self.notes.append(f"no line for {concept(term.name).names[0]} in {period}: taken as zero")
            return "0"
        raise Missing(term.name, period)

    def _derive(self, term: Term, seen: frozenset[str]) -> str | None:
        if term.name in seen:
            return None
        for way in ALTERNATIVES.get(term.name, ()):
            kept, zeros = dict(self.picks), set(self.zeros)
            try:
                parts = {
                    str(inner): self.resolve(Term(inner.name, term.offset + inner.offset), seen | {term.name})
                    for inner in parse(way).terms
                }
            except Missing:
                self.picks, self.zeros = kept, zeros
                continue
            text = join_terms(way, lambda inner, parts=parts: parts[str(inner)])  # type: ignore[misc]
            return f"({text})" if len(parts) > 1 else text
        return None


def begin(
    company: Company, period: Period | None, question: Question, documents: Sequence[Document], source: FactSource
) -> Work | None:
    """Begin one company's calculation, for its newest period where none is named; None where it has no dated filing."""
    own = [document for document in documents if document.id in company.documents]
    ledger = Ledger(own, source, question.forms)
    chosen = period or ledger.newest()
    if chosen is None:
        return None
    ledger.settle(chosen)
    return Work(company, ledger, chosen, {}, set(), ledger.notes)


def compute(work: Work, expression: str, name: str, definition: str) -> tuple[Calculation, tuple[Citation, ...]]:
    """Look up, derive and compute; raises Missing and CalculationError."""
    parts = {str(term): work.resolve(term) for term in parse(expression).terms}
    text = join_terms(expression, lambda term: parts[str(term)])
    used = {str(term) for term in parse(text).terms}
    picks = {key: pick for key, pick in work.picks.items() if key in used}
    result = evaluate(text, {key: pick.value for key, pick in picks.items()})
    citations, markers = cited(list(picks.values()))
    operands = tuple(
        Operand(
            key,
            pick.fact.label or concept(pick.name).names[0],
            pick.value,
            pick.fact.unit,
            str(pick.period),
            markers[id(pick)],
            pick.fact.printed,
        )
        for key, pick in picks.items()
    )
    return Calculation(name, text, operands, result, "", definition), citations


def cited(picks: Sequence[Pick]) -> tuple[tuple[Citation, ...], dict[int, int]]:
    """A citation for each figure, and its marker by the `id` of the pick."""
    citations, markers = [], {}
    for marker, pick in enumerate(picks, start=1):
        quote = f"{pick.fact.label} {pick.fact.printed}".strip()
        citations.append(Citation(marker, pick.document.id, pick.document.source, pick.fact.page, quote, pick.fact.box))
        markers[id(pick)] = marker
    return tuple(citations), markers


def currency_of(picks: Sequence[Pick]) -> str:
    """The currency of the first figure of money, dollars where there is none."""
    units = [pick.fact.unit.partition("/")[0] for pick in picks if pick.fact.unit not in ("shares", "pure")]
    return units[0] if units else "USD"

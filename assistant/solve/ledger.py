"""Look one company's figures up: the right fact for a standard concept and a fiscal period, out of all its filings.

The fiscal period is turned into a closing date by the filings' own identities; then a fact must have that date, the
right length, the consolidated total (no axis members) and the right unit. Among those left, the statement that is the
concept's home, the filing asked about and the most telling label win, in this order. A table outside the primary
statements is asked last, and only for what no formula derives from them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from assistant.compute.metrics import ABSENT_IS_ZERO, ALTERNATIVES
from assistant.understand.closing import closing_day, form_rank, is_annual
from assistant.understand.periods import Period
from ingest.document import Document, Fact
from ingest.filing.concepts import Concept, Kind, concept, concepts, label_rank, standard_value
from ingest.filing.lines import line_name, line_value, part_named

__all__ = ["FactSource", "Ledger", "Pick", "fits_period"]


class FactSource(Protocol):
    """Where facts come from: `ingest.store.Store` is one."""

    def facts(
        self, documents: Sequence[str] | None = None, standard: Sequence[str] | None = None
    ) -> list[tuple[str, Fact]]:
        """The facts of the documents and standard concepts (all when None), each with its document's id."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A figure found: the fact, its document, and its value with the concept's sign (base units)."""

    name: str
    period: Period
    fact: Fact
    document: Document
    value: Decimal


_NEAR = timedelta(days=12)
_LENGTHS = {"year": (330, 400), "half": (165, 200), "quarter": (75, 105)}
_NETTED = {"interest_net": "interest_expense"}
_PRINTED_NET = re.compile(r"\bnet(?: of interest income)?\W*$", re.IGNORECASE)
"""A line of the one name whose label says that it is net is the other: "Interest expense, net"."""


@dataclass(slots=True)
class Ledger:
    """One company's facts; `documents` are its documents in the index, `forms` those a question names."""

    documents: Sequence[Document]
    source: FactSource
    forms: tuple[str, ...] = ()
    home: Document | None = None
    notes: list[str] = field(default_factory=list)
    _cache: dict[str, list[tuple[Document, Fact]]] = field(default_factory=dict)
    _all: list[tuple[str, Fact]] | None = None

    def closing(self, period: Period) -> date | None:
        """The day a fiscal period ends, from the filings' identities; None when none of them is dated."""
        return closing_day(self.documents, period)

    def named_by_closing_year(self, period: Period) -> date | None:
        """The day a fiscal year ends that others name one later than the company does (a year that ends in January).

        None when the company's own filings have a year of that name, which then is the one meant.
        """
        ends = {
            document.identity.fiscal_year: document.identity.period_end
            for document in self.documents
            if document.identity.fiscal_quarter in (None, 4) and form_rank(document) < 4
        }
        parts = {(document.identity.fiscal_year, document.identity.fiscal_quarter) for document in self.documents}
        if (period.year, period.quarter or 2 * period.half) in parts:
            return None  # a quarter of that name is reported
        earlier = ends.get(period.year - 1)
        return earlier if period.year not in ends and earlier and earlier.year == period.year else None

    def newest(self) -> Period | None:
        """The newest fiscal year with an annual filing, else the newest period of any."""
        annual = [d.identity.fiscal_year for d in self.documents if is_annual(d) and d.identity.fiscal_year]
        if annual:
            return Period(max(annual))
        any_period = [
            Period(d.identity.fiscal_year, d.identity.fiscal_quarter or 0)
            for d in self.documents
            if d.identity.fiscal_year
        ]
        return max(any_period, default=None)

    def settle(self, period: Period) -> None:
        """Choose the filing that a question about `period` is answered from: the period's own, of the form named."""
        self.home = min(self.documents, key=lambda document: self._home_rank(document, period), default=None)

    def _home_rank(self, document: Document, period: Period) -> tuple[bool, int, bool, int, bool, str]:
        identity = document.identity
        quarter = period.quarter or (period.half * 2 if period.half else 0)
        form = (identity.form or "").upper()
        named = not self.forms or any(form.startswith(wanted) for wanted in self.forms)
        gap = (identity.fiscal_year or 0) - period.year
        own = gap == 0 and (identity.fiscal_quarter or 0) == quarter
        # A later filing still prints the year beside its own; an earlier one cannot.
        # Of one filing in two formats, the PDF: its page can be shown as it was printed.
        flowing = not document.source.lower().endswith(".pdf")
        return not own, 100 - gap if gap < 0 else gap, not named, form_rank(document), flowing, document.source

    def nearest(self, period: Period) -> list[Document]:
        """The filings in the order in which they are asked for a period."""
        return sorted(self.documents, key=lambda document: self._home_rank(document, period))

    def facts(self, name: str) -> list[tuple[Document, Fact]]:
        """Every fact of a concept in the company's filings."""
        if name not in self._cache:
            by_id = {document.id: document for document in self.documents}
            if name in concepts():
                rows = self.source.facts(documents=list(by_id), standard=[name])
                if name in _NETTED:
                    gross = self.source.facts(documents=list(by_id), standard=[_NETTED[name]])
                    rows = [*rows, *((key, fact) for key, fact in gross if _PRINTED_NET.search(fact.label))]
            else:
                rows = [(key, fact) for key, fact in self._everything() if line_name(fact) == name]
            self._cache[name] = [(by_id[key], fact) for key, fact in rows if key in by_id]
        return self._cache[name]

    def _everything(self) -> list[tuple[str, Fact]]:
        """Every fact of the company's filings, read once."""
        if self._all is None:
            self._all = self.source.facts(documents=[document.id for document in self.documents])
        return self._all

    def pick(self, name: str, period: Period) -> Pick | None:
        """The figure of a concept for a period, or None; a disagreement between filings is noted."""
        kind = concept(name)
        closing = self.closing(period)
        if closing is None:
            return None
        fitting = [
            (document, fact) for document, fact in self.facts(name) if _fits(fact, document, kind, period, closing)
        ]
        primary = [(document, fact) for document, fact in fitting if not _noted(fact)]
        if not primary and (name in ALTERNATIVES or name in ABSENT_IS_ZERO):
            return None
        fitting = primary or fitting
        if not fitting:
            return None
        order = {id(fact): place for place, (_, fact) in enumerate(fitting)}
        document, fact = min(
            fitting, key=lambda item: (*self._rank(item[0], item[1], kind, period), order[id(item[1])])
        )
        value = _value(name, fact)
        self._note_conflict(name, period, document, value, fact, fitting, kind)
        return Pick(name, period, fact, document, value)

    def _rank(
        self, document: Document, fact: Fact, kind: Concept, period: Period
    ) -> tuple[int, bool, bool, int, int, int, int]:
        statement = kind.statements.index(fact.statement) if fact.statement in kind.statements else len(kind.statements)
        if fact.origin == "xbrl":
            statement = 0
            element = fact.concept.rpartition(":")[2]
            telling = kind.tags.index(element) if element in kind.tags else len(kind.tags)
        else:
            telling = label_rank(fact.label, kind.name)
        own = abs((document.identity.fiscal_year or 0) - period.year)
        printed_total = 1 if fact.dimensions else 0
        # A tag outside the statements may be of a figure before a restatement: "before adoption".
        noted = fact.origin == "xbrl" and fact.statement is None
        return (
            min(statement, len(kind.statements)) if fact.origin != "xbrl" else 0,
            noted,
            self.home is not None and document.id != self.home.id,
            own,
            form_rank(document),
            telling,
            printed_total,
        )

    def _note_conflict(
        self,
        name: str,
        period: Period,
        document: Document,
        value: Decimal,
        fact: Fact,
        fitting: Iterable[tuple[Document, Fact]],
        kind: Concept,
    ) -> None:
        for other, rival in fitting:
            if other.id == document.id or rival.statement != fact.statement or form_rank(other) > 2:
                continue
            if label_rank(rival.label, name) != label_rank(fact.label, name):
                continue
            theirs = _value(name, rival)
            if value and abs(theirs - value) > abs(value) / 1000:
                note = (
                    f"{kind.names[0]} for {period} is {fact.printed} in {document.source} but {rival.printed} in "
                    f"{other.source}, which may restate it"
                )
                if note not in self.notes:
                    self.notes.append(note)
                return

    def prints(self, name: str, period: Period) -> bool:
        """Whether the home statement of a concept is there for the period but has no line that could be the concept."""
        kind = concept(name)
        closing = self.closing(period)
        if closing is None:
            return True
        stem = re.sub(r"(?:y|ies|s)$", "", kind.names[0].split()[0].casefold())[:9]  # "inventory", "Inventories"
        documents = [self.home] if self.home else list(self.documents)
        rows = self.source.facts(documents=[document.id for document in documents if document])
        same = [
            fact
            for _, fact in rows
            if fact.period_end and abs(fact.period_end - closing) <= _NEAR and fact.statement == kind.statements[0]
        ]
        printed = (" ".join((fact.label, *(member for _, member in fact.dimensions))) for fact in same)
        return len(same) < 8 or any(stem in text.casefold() for text in printed)


def _value(name: str, fact: Fact) -> Decimal:
    """A fact's value with the sign of the concept, or of the line of its own, that it is read for."""
    if part := part_named(name):
        return standard_value(replace(fact, standard=part[0])) if part[0] in concepts() else fact.value
    return standard_value(fact) if name in concepts() else line_value(fact)


def _noted(fact: Fact) -> bool:
    """Whether a fact is read from a table outside the primary statements, whose caption it then carries."""
    return any(axis == "table" for axis, _ in fact.dimensions)


def _fits(fact: Fact, document: Document, kind: Concept, period: Period, closing: date) -> bool:
    whole = all(axis in ("section", "table") for axis, _ in fact.dimensions)
    part = part_named(kind.name)  # whose facts are those of its part alone
    return (whole or part is not None) and fits_period(fact, document, kind, period, closing)


def fits_period(fact: Fact, document: Document, kind: Concept, period: Period, closing: date) -> bool:
    """Whether a fact is of a concept's unit and of a fiscal period that ends on `closing`, whatever part it is of."""
    if fact.period_end is None or abs(fact.period_end - closing) > _NEAR:
        return False
    if not _unit_fits(fact.unit, kind.unit):
        return False
    if kind.kind is Kind.INSTANT:
        return fact.period_start is None
    if fact.period_start is None:
        return is_annual(document) and not period.quarter and not period.half
    length = "quarter" if period.quarter else "half" if period.half else "year"
    low, high = _LENGTHS[length]
    return low <= (fact.period_end - fact.period_start).days + 1 <= high


def _unit_fits(unit: str, wanted: str) -> bool:
    if wanted == "shares":
        return unit == "shares"
    if wanted == "per_share":
        return unit.endswith(("/share", "/shares"))
    return unit not in ("shares", "pure", "%") and "/" not in unit

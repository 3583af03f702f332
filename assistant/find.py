"""Find the pages a question needs: the right filings first, then pages by several rankings fused.

Which filings come first follows from what the question names (companies, periods, forms, dates), relaxed step
by step; which pages, from dense and keyword search and from where the facts that the question needs are printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.asked import without_asides
from assistant.calculate import parse
from assistant.periods import Period
from assistant.question import Question
from assistant.retrieve import fuse, keyword_query
from ingest.document import Document, Passage
from ingest.filing.concepts import concept
from ingest.index import Index

__all__ = ["Found", "find", "rank_documents"]

DEPTH = 80
ANNUAL = frozenset({"10-K", "10-K405", "20-F", "40-F", "annual report"})
RELEASES = frozenset({"earnings release"})
CURRENT = frozenset({"8-K", "6-K"})
NEAR_DAYS = 5
FACT_WEIGHT = 2.0
SPARE = 2  # places at the end of a result that are kept for filings that match less well


@dataclass(frozen=True, slots=True)
class Found:
    """Passages best first, one a page; the documents that match the question best; and what was relaxed."""

    passages: tuple[Passage, ...]
    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


def find(index: Index, question: Question, k: int = 10) -> Found:
    """The k best pages for a question."""
    tiers = rank_documents(question, index.documents())
    notes = []
    passages: list[Passage] = []
    for number, tier in enumerate(tiers):
        wanted = k - len(passages) if number or len(tiers) == 1 else max(k - SPARE, 1)
        if wanted <= 0:
            break
        passages += _pages(index, question, [d.id for d in tier], wanted)
    if question.period and tiers and not any(_distance(question.period, d) == 0 for d in tiers[0]):
        notes.append(f"no filing for {question.period} is indexed: the nearest ones were searched")
    ordered = [replace(p, score=round(1.0 / (rank + 1), 6)) for rank, p in enumerate(passages)]
    return Found(tuple(ordered), tuple(tiers[0]) if tiers else (), tuple(notes))


def rank_documents(question: Question, documents: Sequence[Document]) -> list[list[Document]]:
    """The documents in tiers, those that match best first; of the named companies alone, when any is named."""
    if question.companies:
        owned = {d for company in question.companies for d in company.documents}
        documents = [d for d in documents if d.id in owned]
    tiers: dict[float, list[Document]] = {}
    for document in documents:
        tiers.setdefault(_mismatch(question, document), []).append(document)
    return [tiers[key] for key in sorted(tiers)]


def _mismatch(question: Question, document: Document) -> float:
    """How far a document is from what the question names; 0 is a match in all."""
    identity = document.identity
    if question.dates and any(_near(day, document) for day in question.dates):
        return -1.0
    cost = 0.0
    if question.forms and not any(_same_form(form, identity.form) for form in question.forms):
        cost += 2.0
    if question.period is not None:
        cost += _distance(question.period, document)
        if not question.forms and identity.form in RELEASES and not question.qualifiers:
            cost += 0.5  # a release repeats the filing's figures, unaudited
        if not question.forms and identity.form in ANNUAL and question.qualifiers and not question.period.quarter:
            cost += 0.25
    return cost


def _distance(period: Period, document: Document) -> float:
    """How far a document's period is from the one asked for: 0 the same, 1 or more where it may still be told."""
    identity = document.identity
    year, quarter = identity.fiscal_year, identity.fiscal_quarter
    if year is None:
        return 4.0
    late = year - period.year
    asked = period.quarter or {1: 2, 2: 4}.get(period.half, 0)
    if asked:
        if late == 0 and quarter == asked:
            return 0.0
        if late == 0 and asked == 4 and quarter is None and identity.form in ANNUAL:
            return 0.5
        if late == 1 and quarter == asked:
            return 2.0  # next year's quarter prints this one beside it
        return 3.0 + abs(late) if late else 2.5
    if identity.form in ANNUAL:
        return 0.0 if late == 0 else 1.0 + late if late > 0 else 4.0 - late
    if late == 0:
        return 0.25 if quarter in (None, 4) and identity.form in RELEASES else 2.25
    return 5.0 + abs(late)


def _near(day: date, document: Document) -> bool:
    known = (document.identity.filing_date, document.identity.period_end)
    return any(k is not None and abs((k - day).days) <= NEAR_DAYS for k in known)


def _same_form(asked: str, form: str | None) -> bool:
    return form is not None and form.lower().startswith(asked.lower())


def _pages(index: Index, question: Question, documents: Sequence[str], k: int) -> list[Passage]:
    """The k best pages of these documents, each with its best chunk."""
    if not documents:
        return []
    text = _search_text(question)
    dense = index.passages(index.dense_search(text, DEPTH, documents))
    query = keyword_query(" ".join((text, *_labels(question))))
    keyword = index.passages(index.store.keyword_search(query, DEPTH, documents)) if query else []
    facts = _fact_pages(index, question, documents)
    best: dict[tuple[str, int], Passage] = {}
    for passage in (*keyword, *dense):
        best.setdefault((passage.document, passage.page), passage)
    weighted = [
        ([(p.document, p.page) for p in dense], 1.0),
        ([(p.document, p.page) for p in keyword], 1.0),
        (facts, FACT_WEIGHT if question.expression else 1.0),
    ]
    passages = []
    for place, score in fuse(weighted)[:k]:
        passages += [
            replace(p, score=score) for p in ([best[place]] if place in best else index.page_passages([place]))
        ]
    return passages


def _search_text(question: Question) -> str:
    return without_asides(question.text)


def _wanted_concepts(question: Question) -> list[str]:
    terms = [term.name for term in parse(question.expression).terms] if question.expression else []
    return list(dict.fromkeys((*terms, *question.concepts)))


def _labels(question: Question) -> Iterable[str]:
    """How filings print the lines that the question names."""
    for name in _wanted_concepts(question):
        yield from concept(name).names[:4]


def _fact_pages(index: Index, question: Question, documents: Sequence[str]) -> list[tuple[str, int]]:
    """Pages of the primary statements, those with most of the lines that the question needs first."""
    pages: dict[tuple[str, int], set[str]] = {}
    wanted = _wanted_concepts(question)
    if wanted:
        for document, fact in index.store.facts(documents, wanted):
            if (
                fact.statement is not None
                and fact.standard
                and not (question.statements and fact.statement not in question.statements)
            ):
                pages.setdefault((document, fact.page), set()).add(fact.standard)
    for document in documents:
        for statement in question.statements:
            for table in index.store.tables(document, statement=statement):
                pages.setdefault((document, table.page), set()).add("")
    return sorted(pages, key=lambda place: (-len(pages[place]), place))

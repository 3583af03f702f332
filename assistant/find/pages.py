"""Find the pages a question needs: the right filings first, then pages by several rankings fused.

Which filings come first follows from what the question names (companies, periods, forms, dates), relaxed step
by step; which pages, from dense and keyword search and from where the facts that the question needs are printed.
"""

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from assistant.compute.calculate import parse
from assistant.compute.metrics import ALTERNATIVES
from assistant.find.drivers import telling_pages
from assistant.find.excerpt import excerpts
from assistant.find.fusion import fuse
from assistant.find.rerank import by_coverage, by_cross_encoder
from assistant.find.thesaurus import filing_words
from assistant.understand.framing import without_asides
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.understand.words import keywords, telling_words
from ingest.document import Document, Passage, Statement
from ingest.filing.concepts import concept
from ingest.index import Index
from ingest.settings import settings

__all__ = ["Found", "dated_near", "find", "rank_documents", "tells_of"]

DEPTH = 80
ANNUAL = frozenset({"10-K", "10-K405", "20-F", "40-F", "annual report"})
RELEASES = frozenset({"earnings release"})
CURRENT = frozenset({"8-K", "6-K"})
NEAR_DAYS = 5
_OWN_MEASURES = re.compile(
    r"\b(?:adjusted|non[- ]?gaap|ebitdar|organic|constant[- ]currency|comparable|underlying|pass-?through|one-off)\b",
    re.I,
)
_DISCUSSION = re.compile(r"management.s discussion|results of operations", re.I)
_WHY = re.compile(
    r"\b(?:what|which factors?)\b.{0,40}\b(?:drove|driv\w+|caus\w+|led|contribut\w+|explain\w*|impact\w*|reasons?)\b"
    r"|\bwhy\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:expect\w*|plans?|intends?|will|upcoming|future|currently?|latest|newest|most recent|new|now)\b", re.I
)
FACT_WEIGHT = 2.0
NOTE_WEIGHT = 0.5  # of pages of notes that print the figures wanted
RECENCY_WEIGHT = 0.5
STATEMENT_WITHIN = 5  # passages, among which is the page with most of the lines that a question needs
RERANKED = 50  # pages that are read whole
RERANK_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Found:
    """Passages best first, one a page; the documents that match the question best; and what was relaxed."""

    passages: tuple[Passage, ...]
    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


def find(index: Index, question: Question, k: int = 10) -> Found:
    """The k best pages for a question.

    A question about several companies is split: each one's pages are found in its own filings, and taken in turn.
    """
    if len(question.companies) < 2:
        return _find(index, question, k)
    parts = [_find(index, replace(question, companies=(company,)), k) for company in question.companies]
    turns = [passage for turn in zip_longest(*(part.passages for part in parts)) for passage in turn if passage]
    documents = tuple(document for part in parts for document in part.documents)
    return Found(_scored(turns[:k]), documents, tuple(dict.fromkeys(note for part in parts for note in part.notes)))


def _scored(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with scores that fall with their rank: 1, 1/2, 1/3 …"""
    return tuple(replace(p, score=round(1.0 / (rank + 1), 6)) for rank, p in enumerate(passages))


def _find(index: Index, question: Question, k: int) -> Found:
    tiers = rank_documents(question, index.documents())
    notes = []
    pages: list[Passage] = []
    for tier in tiers:
        if len(pages) >= k:
            break
        pages += _pages(index, question, [d.id for d in tier], k - len(pages))
    period = question.period
    if period and tiers and not any(_distance(period, document) < 1 for tier in tiers for document in tier):
        owner = f" of {question.companies[0].name}" if question.companies else ""
        notes.append(f"no filing for {period}{owner} is indexed: the nearest ones were searched")
    return Found(_scored(excerpts(pages, question)), tuple(tiers[0]) if tiers else (), tuple(notes))


def rank_documents(question: Question, documents: Sequence[Document]) -> list[list[Document]]:
    """The documents in tiers, those that match best first; of the named companies alone, when any is named."""
    if question.companies:
        owned = {d for company in question.companies for d in company.documents}
        documents = [d for d in documents if d.id in owned]
    documents = _one_format(documents)
    tiers: dict[float, list[Document]] = {}
    for document in documents:
        cost = _mismatch(question, document)
        # Where no company is named, the year's own name says less: companies that name it otherwise come along.
        tiers.setdefault(cost if question.companies else float(int(max(cost, -1.0))), []).append(document)
    return [tiers[key] for key in sorted(tiers)]


def _one_format(documents: Sequence[Document]) -> list[Document]:
    """Of a filing that is indexed in two formats the PDF alone, whose pages can be shown as they were printed."""
    twins: dict[object, list[Document]] = {}
    for document in documents:
        i = document.identity
        whole = i.company and i.form and i.period_end
        key = (
            (i.company, i.form, i.fiscal_year, i.fiscal_quarter, i.period_end, i.filing_date) if whole else document.id
        )
        twins.setdefault(key, []).append(document)
    kept = []
    for group in twins.values():
        printed = [d for d in group if d.source.lower().endswith(".pdf")]
        kept += printed if 2 * len(printed) == len(group) else group
    return kept


def tells_of(period: Period, document: Document, newest: date | None) -> bool:
    """Whether a document is about a fiscal period or a longer one that holds it, so that its prose can tell of it.

    A later filing prints the period's figures beside its own, but says other things. `newest` is when the company's
    newest filing was closed: a quarter's filing tells of its year while that year has no annual one. A document that
    does not say which period it is for may tell of any.
    """
    identity = document.identity
    if identity.form in CURRENT:
        days = [day for day in (identity.filing_date, identity.period_end) if day]
        return not days or (period.quarter + period.half == 0 and any(day.year == period.year for day in days))
    if identity.fiscal_year is None:
        return True
    year_end = identity.period_end.year if identity.period_end else identity.fiscal_year
    if period.year not in (identity.fiscal_year, year_end):
        return False
    quarter = identity.fiscal_quarter or (0 if identity.form in ANNUAL else 4)
    asked = period.quarter or 2 * period.half
    if not quarter or not asked:
        return not quarter or quarter == 4 or identity.period_end is None or identity.period_end == newest
    return quarter == asked


def _mismatch(question: Question, document: Document) -> float:
    """How far a document is from what the question names; 0 is a match in all."""
    identity = document.identity
    cost = 0.0
    if question.forms and not any(_same_form(form, identity.form) for form in question.forms):
        cost += 2.0
    if identity.form in CURRENT and _current_fits(question, document):
        # Reports may follow each other within days: the one of the very day is meant before its neighbours.
        return cost - (1.25 if {identity.filing_date, identity.period_end} & set(question.dates) else 1.0)
    if question.period is not None:
        cost += _distance(question.period, document)
        if not question.forms and not question.period.quarter:
            # A release repeats the filing's figures, unaudited; the adjusted ones are its own.
            if identity.form in ANNUAL and _OWN_MEASURES.search(question.text):
                cost += 0.5
            elif identity.form in RELEASES and question.qualifiers:
                cost -= 0.25
    return cost


# What a company tells in a current report (Form 8-K), under the year or month in which it happens.
_EVENT = re.compile(
    r"\b(?:annual meeting|special meeting|by-?laws|nominees?|votes?|voted|proxy|"
    r"(?:named|appointed|elected|joined|added|resigned|succeed\w*|step\w* down|depart\w*)\b.{0,60}\b(?:board"
    r"|directors?|chief|president|"
    r"officers?|chair\w*|c[efot]o)|(?:board|directors?|chief|president|officers?|c[efot]o)\b.{0,60}\b(?:named|appointed|elected|"
    r"joined|added|resigned|succeed\w*|depart\w*))\b",
    re.I | re.S,
)
_MONTH_OF_YEAR = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: of)?,? ((?:19|20)\d\d)\b", re.I
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _current_fits(question: Question, document: Document) -> bool:
    """Whether a current report is of the day or the month that a question names, or of its year where it asks for an
    event that such reports tell."""
    if any(dated_near(day, document) for day in question.dates):
        return True
    days = [day for day in (document.identity.filing_date, document.identity.period_end) if day]
    if question.expression is not None:
        return False
    months = {(int(year), _MONTHS.index(month.lower()) + 1) for month, year in _MONTH_OF_YEAR.findall(question.text)}
    if months:
        return any((day.year, day.month) in months for day in days)
    period = question.period
    return period is not None and bool(_EVENT.search(question.text)) and any(day.year == period.year for day in days)


def _distance(period: Period, document: Document) -> float:
    """How far a document's period is from the one asked for: 0 the same, 1 or more where it may still be told."""
    identity = document.identity
    year, quarter = identity.fiscal_year, identity.fiscal_quarter
    if year is None:
        return 4.0
    late = year - period.year
    asked = period.quarter or {1: 2, 2: 4}.get(period.half, 0)
    whole = identity.form in ANNUAL or (identity.form in RELEASES and quarter in (None, 4))
    if asked:
        if late == 0 and quarter == asked:
            return 0.0 if identity.form not in RELEASES else 0.25
        if late == 0 and asked == 4 and whole:
            return 0.5
        if late == -1 and asked == 4 and whole and identity.period_end and identity.period_end.year == period.year:
            return 0.75
        if late == 1 and quarter == asked:
            return 2.0  # next year's quarter prints this one beside it
        return 3.0 + abs(late) if late else 2.5
    own = 0.0 if identity.form in ANNUAL else 0.25
    if whole:
        if late == 0:
            return own
        if late == -1 and identity.period_end and identity.period_end.year == period.year:
            return 0.75 + own  # a year that ends early in the next one is named after either
        return 1.0 + late + own if late > 0 else 4.0 - late
    return 2.25 if late == 0 else 5.0 + abs(late)


def dated_near(day: date, document: Document) -> bool:
    """Whether a document was filed, or its period ended, within NEAR_DAYS of a day."""
    known = (document.identity.filing_date, document.identity.period_end)
    return any(k is not None and abs((k - day).days) <= NEAR_DAYS for k in known)


def _same_form(asked: str, form: str | None) -> bool:
    return form is not None and form.lower().startswith(asked.lower())


def _pages(index: Index, question: Question, documents: Sequence[str], k: int) -> list[Passage]:
    """The k best pages of these documents, whole."""
    if not documents:
        return []
    text = _search_text(question)
    words = keywords(" ".join((text, *_labels(question), filing_words(text))))
    # Chroma answers from a process of its own: while it does, SQLite is searched here.
    with ThreadPoolExecutor(1) as beside:
        nearest = beside.submit(index.dense_search, text, DEPTH, documents)
        keyword = index.passages(index.store.keyword_search(words, DEPTH, documents))
        facts, noted = _fact_pages(index, question, documents)
        dense = index.passages(nearest.result())
    best: dict[tuple[str, int], Passage] = {}
    for passage in (*keyword, *dense):
        best.setdefault((passage.document, passage.page), passage)
    why = bool(_WHY.search(text))
    rankings = [
        ([(p.document, p.page) for p in dense], 1.0),
        ([(p.document, p.page) for p in keyword], 1.0),
        (facts, FACT_WEIGHT if question.expression and not why else 0.5),
        (noted, NOTE_WEIGHT if question.expression and not why else 0.0),
    ]
    if why:
        discussed = [p for p in (*keyword, *dense) if _DISCUSSION.search(p.header)]
        rankings.append(([(p.document, p.page) for p in discussed], 1.0))
    if question.period is None and len(documents) > 1:
        ahead = bool(_AHEAD.search(text))
        rankings.append((_newest_first(index, [*keyword, *dense]), 2 * RECENCY_WEIGHT if ahead else RECENCY_WEIGHT))
    found = [place for place, _ in fuse(rankings)[:RERANKED]]
    rankings.append((_reranked(index, question, text, found), RERANK_WEIGHT))
    if why and question.expression:
        pages = {place: page.text for place in found if (page := index.store.page(*place))}
        years = {period.year - back for period in question.periods for back in (0, 1)}
        rankings.append((telling_pages(question, pages, sorted(years)), RERANK_WEIGHT))
    ranked = fuse(rankings)
    if facts:  # where the figure stands is among the first, whatever the prose about it
        first = next(item for item in ranked if item[0] == facts[0])
        if ranked.index(first) >= STATEMENT_WITHIN:
            ranked.remove(first)
            ranked.insert(STATEMENT_WITHIN - 1, first)
    passages = []
    for place, score in ranked[:k]:
        passages += [
            replace(p, score=score) for p in ([best[place]] if place in best else index.page_passages([place]))
        ]
    return passages


def _reranked(index: Index, question: Question, text: str, places: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The best pages found, in the order of how well their whole text speaks to the question."""
    pages = {place: index.store.page(*place) for place in places}
    texts = {place: page.text for place, page in pages.items() if page}
    model = settings().reranking_model
    if model:
        return by_cross_encoder(text, texts, model)
    names = [name for company in question.companies for name in (company.name, *company.keys)]
    return by_coverage(telling_words(text, names), texts)


def _newest_first(index: Index, passages: Sequence[Passage]) -> list[tuple[str, int]]:
    """The pages found, those of the newest filings first: a question that names no period is about now."""
    places = dict.fromkeys((p.document, p.page) for p in passages)
    ends = {d.id: d.identity.period_end or d.identity.filing_date or date.min for d in index.documents()}
    return sorted(places, key=lambda place: ends.get(place[0], date.min), reverse=True)


def _search_text(question: Question) -> str:
    return without_asides(question.text)


def _wanted_concepts(question: Question) -> list[str]:
    terms = [term.name for term in parse(question.expression).terms] if question.expression else []
    return list(dict.fromkeys((*terms, *question.concepts)))


def _labels(question: Question) -> Iterable[str]:
    """How filings print the lines that the question names."""
    for name in _wanted_concepts(question):
        yield from concept(name).names[:4]


def _fact_pages(
    index: Index, question: Question, documents: Sequence[str]
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Pages of the primary statements, those with most of the lines that the question needs first, and pages of notes
    that print those of them which are no single line of a statement, such as total debt."""
    pages: dict[tuple[str, int], set[str]] = {}
    notes: dict[tuple[str, int], set[str]] = {}
    wanted = _wanted_concepts(question)
    printed: set[str] = set()
    beside = _beside(wanted)
    for document, fact in index.store.facts(documents, [*wanted, *beside]) if wanted else ():
        if fact.standard is None:
            continue
        if fact.statement is None:
            notes.setdefault((document, fact.page), set()).add(fact.standard)
        elif fact.statement in (question.statements or Statement) and fact.standard in wanted:
            pages.setdefault((document, fact.page), set()).add(fact.standard)
            printed.add(fact.standard)
    # Where a line that is wanted is not printed, the statement that would hold it shows just that.
    homes = {home for name in wanted if name not in printed for home in concept(name).statements[:1]}
    for document in documents:
        for statement in {*question.statements, *homes}:
            for table in index.store.tables(document, statement=statement):
                pages.setdefault((document, table.page), set()).add("")
    told = {place: held for place, held in notes.items() if place not in pages}
    return (
        sorted(pages, key=lambda place: (-len(pages[place]), place)),
        sorted(told, key=lambda place: (-len(told[place]), place)),
    )


def _beside(wanted: Sequence[str]) -> list[str]:
    """The lines that a figure is made of where no line of its own is printed."""
    return [term.name for name in wanted for way in ALTERNATIVES.get(name, ()) for term in parse(way).terms]

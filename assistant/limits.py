"""When there is nothing to look up, or nothing to look it up in: definitions, missing filings, advice."""

from collections.abc import Sequence

from assistant.find import Found, nearest
from assistant.metrics import metric
from assistant.question import Question
from assistant.solve import Unsolved
from ingest.document import Document

__all__ = ["definition", "misplaced", "refusal", "stated_limit"]

TOO_FAR = 3.5
"""From here on (see `find.nearest`) no indexed filing of the company can tell of the period asked for."""


def misplaced(unsolved: Unsolved | None) -> str | None:
    """That a metric says nothing about such a company, which is the answer; None when it does say something."""
    if unsolved is None or unsolved.reason != "not meaningful":
        return None
    return f"{unsolved.message[:1].upper()}{unsolved.message[1:]}."


def definition(question: Question) -> str | None:
    """What a metric means, from the formula table, when that alone is asked; None when it is not."""
    if "definition" not in question.flags or question.metric is None:
        return None
    entry = metric(question.metric)
    return f"{entry.title}: {entry.definition}. In lines of the statements: {entry.expression} ({entry.source})."


def refusal(question: Question, unsolved: Unsolved | None, found: Found, documents: Sequence[Document]) -> str | None:
    """Why no indexed filing can answer, naming what was looked for; None when one may."""
    identified = all(document.identity.company for document in documents)
    if question.unknown and not question.companies and identified:
        there = ", ".join(sorted({d.identity.company for d in documents if d.identity.company})[:12])
        return f"No filing of {' or '.join(question.unknown)} is indexed. There are filings of {there or 'no company'}."
    if question.companies and question.period and nearest(question, found.documents) >= TOO_FAR:
        names = " or ".join(company.name for company in question.companies)
        have = sorted({f"{d.identity.form} FY{d.identity.fiscal_year}" for d in documents if _owned(question, d)})
        return f"No filing of {names} for {question.period} is indexed, only {', '.join(have)}."
    return None


def stated_limit(question: Question) -> tuple[str, ...]:
    """What is said beside an answer to a question that filings cannot settle."""
    if "advice" in question.flags:
        return ("this is what the filings say; Footnote gives no investment advice",)
    if "prediction" in question.flags:
        return ("this is what the filings say; Footnote makes no predictions",)
    return ()


def _owned(question: Question, document: Document) -> bool:
    return any(document.id in company.documents for company in question.companies)

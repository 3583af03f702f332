"""Questions to start from: the demo's own when its filings are indexed, else made from what is indexed."""

from collections.abc import Sequence
from pathlib import Path

from ingest.demo import Kind, questions
from ingest.demo.company import COMPANY
from ingest.document import Document

__all__ = ["examples"]

_SHOWN = 4
_YEARLY = (
    "What was {company}'s capital expenditure in fiscal {year}?",
    "How did {company}'s revenue change in fiscal {year}?",
    "What was {company}'s operating margin in fiscal {year}?",
    "What are the main risks {company} describes?",
)
_QUARTERLY = (
    "What was {company}'s net income in {period}?",
    "How did {company}'s revenue in {period} compare with a year before?",
)
_UNKNOWN = ("What is {source} about?", "Which figures does {source} report?")


def examples(documents: Sequence[Document]) -> tuple[str, ...]:
    """Up to four questions that what is indexed can be expected to answer; the newest filings first."""
    return _demo(documents) or _made(documents)


def _demo(documents: Sequence[Document]) -> tuple[str, ...]:
    """One demo question of each kind, the one that nothing in the filings answers last; none without the demo."""
    stems = {Path(each.source).stem for each in documents if each.identity.company == COMPANY.name}
    if not stems:
        return ()
    first: dict[Kind, str] = {}
    for each in questions():
        if not each.document or each.document in stems:
            first.setdefault(each.kind, each.question)
    return tuple(first[kind] for kind in Kind if kind in first)[:_SHOWN]


def _made(documents: Sequence[Document]) -> tuple[str, ...]:
    known = [each for each in documents if each.identity.company and each.identity.fiscal_year] or list(documents)
    known.sort(key=lambda each: (each.identity.fiscal_year or 0, each.identity.fiscal_quarter or 5), reverse=True)
    queues = [_about(document) for document in known]
    out: list[str] = []
    # One question a filing in turn, so that several companies are shown where several are indexed.
    for position in range(max(map(len, queues), default=0)):
        for offset, queue in enumerate(queues):
            choice = queue[(position + offset) % len(queue)]
            if choice not in out:
                out.append(choice)
    return tuple(out[:_SHOWN])


def _about(document: Document) -> list[str]:
    identity = document.identity
    if not identity.company or not identity.fiscal_year:
        return [each.format(source=document.source) for each in _UNKNOWN]
    quarter = identity.fiscal_quarter
    period = f"Q{quarter} of fiscal {identity.fiscal_year}" if quarter else f"fiscal {identity.fiscal_year}"
    templates = _QUARTERLY if quarter else _YEARLY
    return [each.format(company=identity.company, year=identity.fiscal_year, period=period) for each in templates]

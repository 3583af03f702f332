"""When there is nothing to look up, or nothing to look it up in: definitions, missing filings, advice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.find import Found, nearest
from assistant.metrics import metric
from assistant.question import Operation, Question
from assistant.solve import Unsolved
from assistant.wording import remark, said_period, say, subject
from ingest.document import Document

__all__ = ["definition", "misplaced", "refusal", "stated_definition", "stated_limit"]

TOO_FAR = 3.5
"""From here on (see `find.nearest`) no indexed filing of the company can tell of the period asked for."""


def misplaced(question: Question, unsolved: Unsolved | None) -> str | None:
    """That a metric says nothing about such a company, which is the answer; None when it does say something."""
    if unsolved is None or unsolved.reason != "not meaningful":
        return None
    text = remark(unsolved.message, question.language)
    return f"{text[:1].upper()}{text[1:]}{'。' if question.language == 'zh' else '.'}"


def definition(question: Question) -> str | None:
    """What a metric means, from the formula table, when that alone is asked; None when it is not."""
    if "definition" not in question.flags or question.metric is None:
        return None
    entry = metric(question.metric)
    title = subject(replace(question, operation=Operation.VALUE, given=False))
    return say(
        question.language,
        "defined",
        title=title[:1].upper() + title[1:] if question.language == "zh" else title,
        definition=entry.definition,
        expression=entry.expression,
        source=entry.source,
    )


def refusal(question: Question, unsolved: Unsolved | None, found: Found, documents: Sequence[Document]) -> str | None:
    """Why no indexed filing can answer, naming what was looked for; None when one may."""
    language = question.language
    either, comma = ("或", "、") if language == "zh" else (" or ", ", ")
    identified = all(document.identity.company for document in documents)
    if question.unknown and not question.companies and identified:
        there = comma.join(sorted({d.identity.company for d in documents if d.identity.company})[:12])
        there = there or say(language, "no company at all")
        return say(language, "no filing of", names=either.join(question.unknown), there=there)
    if question.companies and question.period and nearest(question, found.documents) >= TOO_FAR:
        names = either.join(company.name for company in question.companies)
        have = sorted({f"{d.identity.form} FY{d.identity.fiscal_year}" for d in documents if _owned(question, d)})
        period = said_period(question.period, language)
        return say(language, "no filing for", names=names, period=period, have=comma.join(have))
    return None


def stated_limit(question: Question) -> tuple[str, ...]:
    """What is said beside an answer to a question that filings cannot settle."""
    return tuple(say(question.language, flag) for flag in ("advice", "prediction") if flag in question.flags)[:1]


_DEFINED_VARIOUSLY = re.compile(
    r"ebit|free_cash|quick|net_debt|debt_to|roic|invested|return_on|turnover|days_|cash_conversion|coverage|payout"
)


def stated_definition(question: Question) -> tuple[str, ...]:
    """Which definition a metric that has several was computed by; nothing when the question gave its own."""
    if question.metric is None or question.given or not _DEFINED_VARIOUSLY.search(question.metric):
        return ()
    title = subject(replace(question, operation=Operation.VALUE))
    definition = metric(question.metric).definition
    return (say(question.language, "several definitions", title=title, definition=definition),)


def _owned(question: Question, document: Document) -> bool:
    return any(document.id in company.documents for company in question.companies)

"""When there is nothing to look up, or nothing to look it up in: definitions, missing filings, advice."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.compute.metrics import metric
from assistant.find.pages import ANNUAL, CURRENT, dated_near, tells_of
from assistant.solve.solution import Unsolved
from assistant.understand.operation import Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from assistant.wording import remark, said_period, say, subject
from ingest.document import Document
from ingest.filing.cells import MONTH_NAMES
from ingest.filing.concepts import Kind, concept

__all__ = ["definition", "misplaced", "refusal", "stated_definition", "stated_limit"]


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


def refusal(question: Question, documents: Sequence[Document]) -> str | None:
    """Why no indexed filing can answer what facts do not, naming what was looked for; None when one may."""
    language = question.language
    either, comma = ("或", "、") if language == "zh" else (" or ", ", ")
    identified = all(document.identity.company for document in documents)
    if question.unknown and not question.companies and identified:
        there = comma.join(sorted({d.identity.company for d in documents if d.identity.company})[:12])
        there = there or say(language, "no company at all")
        return say(language, "no filing of", names=either.join(question.unknown), there=there)
    lacking: dict[int, str] = {}
    for place, company in enumerate(question.companies):  # in the order in which they are named
        own = [document for document in documents if document.id in company.documents]
        if missing := _missing(question, own):
            have = comma.join(sorted({_called(document, language) for document in own}))
            lacking[place] = say(language, "no filing for", names=company.name, period=missing, have=have)
    # A company beside the one that the question is about may be a customer of it, of which nothing is asked.
    beside = 0 not in lacking and not _SIDE_BY_SIDE.search(question.text)
    return next(iter(lacking.values())) if lacking and not beside else None


_SIDE_BY_SIDE = re.compile(
    r"\b(?:compar\w+|versus|vs|than|and|or|both|each|between|respectively|higher|lower|difference)\b|[和与比]",
    re.IGNORECASE,
)
# A day on which something happened: the filing of a year that closed shortly before tells of it.
_EVENT = re.compile(rf"\b(?P<month>{MONTH_NAMES})\.? (?:(?P<day>\d{{1,2}}), )?(?P<year>20\d\d)\b", re.IGNORECASE)
# A day on which a period ends, or for which a balance is asked, is no event's.
_CLOSING = re.compile(r"\b(?:as (?:of|at)|end(?:ed|ing)?|close[sd]?|through|to date)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FILED_DAYS = 120  # after the close of a year, within which its filing is made
# A year in which something falls due is no year to be reported on.
_DUE = re.compile(r"\b(?:due|matur\w*|expir\w*)\b[^.?;]{0,30}?\b(?P<year>20\d\d)\b", re.IGNORECASE)


def _is_no_reported_year(question: Question, own: Sequence[Document]) -> bool:
    """Whether the year asked about is that of an event or of a debt's end alone, of which an earlier filing tells."""
    period = question.period
    if period is None or period.quarter or period.half or _CLOSING.search(question.text):
        return False
    year = period.year
    bare = _EVENT.sub(" ", _DUE.sub(" ", question.text))
    closed = [document.identity.period_end for document in own if document.identity.period_end]
    if not closed or re.search(rf"(?<!\d){year}\b|\bFY ?['’]?{year % 100:02}\b", bare, re.IGNORECASE):
        return False
    if any(int(found["year"]) == year for found in _DUE.finditer(question.text)):
        return year > max(closed).year + 1
    days = [
        date(year, _MONTHS.index(found["month"][:3].casefold()) + 1, min(max(int(found["day"] or 1), 1), 28))
        for found in _EVENT.finditer(question.text)
        if int(found["year"]) == year
    ]
    return any(0 <= (day - close).days <= _FILED_DAYS for day in days for close in closed)


def _missing(question: Question, own: Sequence[Document]) -> str:
    """The period or day asked about that none of a company's filings tells of; "" when one does."""
    current = [document for document in own if document.identity.form in CURRENT]
    named_current = bool(CURRENT.intersection(question.forms))
    if named_current and question.dates and not any(dated_near(d, doc) for d in question.dates for doc in current):
        return ", ".join(day.isoformat() for day in question.dates)
    if question.period is None or (named_current and current):
        return ""
    if _is_no_reported_year(question, own):
        return ""
    named = _filings_named(question.text)
    if any(_annual(document) and document.identity.fiscal_year in named for document in own):
        return ""
    newest = max((d.identity.period_end for d in own if d.identity.period_end), default=None)
    told = any(
        tells_of(question.period, document, newest) and not _closes_later(question, document) for document in own
    )
    return "" if told else said_period(question.period, question.language)


# "the FY2024 10-K" tells of other years too: what came before, and what is expected.
_ANNUAL_WORDS = r"(?:form )?(?:10-?k|annual (?:report|filing))"
_FILING_NAMED = re.compile(
    rf"\b(?:fy ?|fiscal (?:year )?)?(?P<before>20\d\d) {_ANNUAL_WORDS}\b"
    rf"|\b{_ANNUAL_WORDS} (?:for|of) (?:the )?(?:fy ?|fiscal (?:year )?|year )?(?P<behind>20\d\d)\b",
    re.IGNORECASE,
)


def _filings_named(text: str) -> set[int]:
    """The fiscal years whose annual filing a question names as its source."""
    return {int(found["before"] or found["behind"]) for found in _FILING_NAMED.finditer(text)}


def _annual(document: Document) -> bool:
    return document.identity.form in ANNUAL and not document.identity.fiscal_quarter


# A balance of that day: a year's filing tells what happened in its quarters, and not how things stood after one.
_STOOD = re.compile(r"\bas (?:of|at)\b|\b(?:at|by) the (?:end|close)\b", re.IGNORECASE)
_BALANCE = re.compile(r"\b(?:liabilit|balance|reserve|receivable|payable|inventor|obligation|debt\b)", re.IGNORECASE)


def _closes_later(question: Question, document: Document) -> bool:
    """Whether a question is about the end of a quarter within the year that a document closes."""
    within = question.period is not None and question.period.quarter in (1, 2, 3)
    flows = any(concept(name).kind is Kind.DURATION for name in question.concepts)
    flow = flows and not _BALANCE.search(question.asked)
    return within and _annual(document) and not flow and bool(_STOOD.search(question.asked))


def _called(document: Document, language: str) -> str:
    """A filing as it is told in a list: its form and period, or its day."""
    identity = document.identity
    if identity.fiscal_year and identity.form not in CURRENT:
        period = said_period(Period(identity.fiscal_year, identity.fiscal_quarter or 0), language)
    else:
        period = str(identity.filing_date or identity.period_end or "")
    return f"{identity.form or document.source} {period}".strip()


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

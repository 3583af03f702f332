"""Tell which companies a company has bought or sold, in its filing's own sentences: "what are Acme's major
acquisitions?".

A sentence counts when it says that a purchase (or a sale, where the question asks for divestitures) was completed or
agreed on, and names a day, month or year of a fiscal year that is asked about. Each is quoted whole, with its page.
"""

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.find.pages import rank_documents, tells_of
from assistant.quote.quoting import LONGEST, quoted, sentences_by_page
from assistant.solve.collection import Collected, PageSource
from assistant.understand.asked import Wants
from assistant.understand.closing import closing_day
from assistant.understand.question import Question
from ingest.document import Document

__all__ = ["acquisitions", "asks_acquisitions"]

MOST = 6
_ASKED = re.compile(
    r"\b(?:what|which|list|name)\b[^?]{0,60}\b(?:acquisitions?|divestitures?)\b[^?]{0,60}\b(?:done|made|make|completed?|closed?|"
    r"undertaken|carried out)\b"
    r"|\b(?:what|which)\b[^?]{0,40}\b(?:companies|businesses)\b[^?]{0,60}\b(?:acquired?|bought|buy|purchased?)\b"
    r"|\bwhat (?:are|were)\b[^?]{0,40}\b(?:major|main|key|significant|largest) (?:acquisitions|divestitures)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:what|which) (?:\w+ ){0,3}(?:acquisitions|divestitures|companies|businesses)\b", re.IGNORECASE
)
_SALES = re.compile(r"\b(?:divest\w*|dispos\w+|businesses sold)\b", re.IGNORECASE)
_PRICE = re.compile(r",? (?:and )?(?:for|at) (?:how much|what (?:price|cost|amount))\b", re.IGNORECASE)
_FIGURE = re.compile(r"\b(?:how much|amounts?|cash|goodwill|paid|pay|spen[dt]|cost|price|value)\b", re.IGNORECASE)
_MENTIONS = re.compile(r"\b(?:acqui[rs]|purchas|divest|s[oa]l[de]\b)", re.IGNORECASE)
_BOUGHT = re.compile(
    r"\b(?:completed|closed|consummated|finali[sz]ed)\b[^.]{0,30}\b(?:acquisitions?|purchase)s? of\b"
    r"|\b(?:we|the company|[A-Z][\w&.-]+)\s+(?:also )?(?:acquired|purchased) (?:all|100%|a |an |certain |"
    r"the (?:remaining|outstanding|assets|business|stock|shares)|[A-Z]|\d+(?:\.\d+)?%|substantially)"
    r"|\bagreements? to (?:acquire|purchase)\b"
    r"|\b(?:acquisition of|acquired) [A-Z][^.]{0,120}\b(?:was completed|closed|for (?:an? )?(?:\w+ ){0,3}"
    r"(?:price|consideration|amount))\b"
    r"|\b(?:[Tt]here were no|did not (?:complete|close|make) any) (?:\w+ )?acquisitions\b",
)
_SOLD = re.compile(
    r"\b(?:completed|closed|consummated|finali[sz]ed)\b[^.]{0,40}\b(?:sale|divestiture|disposition)s? (?:of|to)\b"
    r"|\b(?:we|the company|[A-Z0-9][\w&.-]+)\s+(?:also )?(?:sold|divested) (?:all|substantially all|its|our|the|a |an )"
    r"[^.]*\b(?:business|operations|subsidiary|brand|company|division|unit|interest)\b"
    r"|\bagreements? to (?:sell|divest)\b"
    r"|\b(?:[Tt]here were no|did not (?:complete|close|make) any) (?:\w+ )?divestitures\b",
)
# Purchases of something else than a company.
_NOT_A_COMPANY = re.compile(
    r"\b(?:shares? of (?:our|its|the company's) (?:common )?stock|repurchase\w*|treasury|property|equipment|aircraft|"
    r"inventory|(?:purchas\w+|acquir\w+|bought)\b[^.]{0,40}\b(?:from|of) (?:our |its |certain )?(?:suppliers?|vendors?|"
    r"merchandise|inventories|raw materials?|tradenames?)|tradename intangible|"
    r"securities held|investment securities|land\b|depositary|notes due|"
    r"(?:stock|share|purchase|call) options?|options to|goodwill (?:acquired|of)|amortiz\w+|"
    r"useful li(?:fe|ves)|impairment)\b",
    re.IGNORECASE,
)
_MONTHS = tuple(name.lower() for name in month_name[1:])
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})(?: \d{{1,2}})?,? ((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(?:{'|'.join(_MONTHS)}) \d{{1,2}}, (?:19|20)\d\d\b", re.IGNORECASE)
_FISCAL = re.compile(r"\b(?:fiscal(?: year)?|during|in|quarter of)\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:of|acquired?|purchased?)\s+(?:[^A-Z.]{0,60}?)([A-Z][\w’'&-]*)")
_PAID = re.compile(r"\b(?:for|of|at|valued|price|consideration|totaling)\b[^.]{0,40}[$€£¥]\s?\d", re.IGNORECASE)


def asks_acquisitions(text: str) -> bool:
    """Whether a question asks which companies have been bought."""
    return _ASKED.search(text) is not None


def acquisitions(question: Question, documents: Sequence[Document], source: PageSource) -> Collected | None:
    """The sentences that tell of one company's acquisitions in the fiscal years asked about, those of the filing that
    fits best first, in it those with a price. None for another question, as one for a figure ("the cash paid for
    acquisitions made in 2022"), or where no sentence tells."""
    if len(question.companies) != 1 or not question.periods or not asks_acquisitions(question.asked):
        return None
    asked, priced = _PRICE.subn(" ", question.asked)
    amount = question.wants is Wants.NUMBER and not (priced or _WHICH.search(asked))
    if amount or _FIGURE.search(asked):
        return None
    sold = _SALES.search(asked) is not None
    told_of = [_SOLD] if sold and "acqui" not in asked.casefold() else [_BOUGHT, _SOLD] if sold else [_BOUGHT]
    ranked = [document for tier in rank_documents(question, documents) for document in tier]
    told = [d for d in ranked if any(tells_of(p, d, d.identity.period_end) for p in question.periods)]
    years = _fiscal_years(question, documents)
    said = [
        (document, page, sentence)
        for document in told[: len(question.periods)]
        for page, sentence in _sentences(document, source, told_of)
        if _of_years(sentence, years, {period.year for period in question.periods})
    ]
    first: list[tuple[Document, int, str]] = []
    known: set[str] = set()
    for item in sorted(said, key=lambda item: (told.index(item[0]), _PAID.search(item[2]) is None)):
        keys = {found[0].casefold() for found in _DAY.finditer(item[2])}
        keys |= {found[1].casefold() for found in _TARGET.finditer(item[2])}
        if not keys or not keys & known:
            first.append(item)
        known |= keys
    first = first[:MOST]
    if not first:
        return None
    return quoted(first)


def _sentences(document: Document, source: PageSource, told_of: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, str]]:
    for number, sentences in sentences_by_page(document, source, _MENTIONS):
        for sentence in sentences:
            tells = any(pattern.search(sentence) for pattern in told_of)
            if tells and len(sentence) <= LONGEST and not _NOT_A_COMPANY.search(sentence):
                yield number, sentence


def _fiscal_years(question: Question, documents: Sequence[Document]) -> list[tuple[date, date]]:
    """The first day and the last of each period asked about."""
    own = [document for document in documents if document.id in question.companies[0].documents]
    spans = []
    for period in question.periods:
        end = closing_day(own, period)
        if end is not None:
            months = 3 if period.quarter else 6 if period.half else 12
            before = end.year * 12 + end.month - months
            spans.append((date(before // 12, before % 12 + 1, 1), end))
    return spans


def _of_years(sentence: str, spans: Sequence[tuple[date, date]], years: set[int]) -> bool:
    """Whether a sentence names a month of one of the spans, or, naming no month, one of the years."""
    months = [date(int(year), _MONTHS.index(month.lower()) + 1, 1) for month, year in _MONTH_YEAR.findall(sentence)]
    if months:
        return any(first <= month <= last for month in months for first, last in spans)
    return any(int(year) in years for year in _FISCAL.findall(sentence))

"""Tell whether a company depends on few customers or suppliers, in its filing's own sentences: "does Acme have customer
concentration?".

Filings say it in one way or the other: that a customer accounted for a tenth or more of revenue, as ASC 280-10-50-42
requires, or that none did. Which sentence says so is read from its words, so the answer is quoted.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.find.pages import rank_documents, tells_of
from assistant.quote.quoting import LONGEST, quoted, sentences_by_page
from assistant.solve.collection import Collected, PageSource
from assistant.understand.asked import Wants
from assistant.understand.question import Question
from ingest.document import Document

__all__ = ["concentration"]

MOST = 3
TENTH = 10  # per cent, from which a customer is a major one
_WHO = {
    "customer": r"(?:customers?|clients?|distributors?|wholesalers?|resellers?)",
    "supplier": r"(?:suppliers?|vendors?)",
}
_ASKED = re.compile(
    rf"\b(?P<who>{_WHO['customer']}|{_WHO['supplier']})\b[^?.]{{0,20}}\bconcentrat\w+"
    rf"|\bconcentrat\w+[^?.]{{0,40}}\b(?P<whom>{_WHO['customer']}|{_WHO['supplier']})\b"
    rf"|\b(?:depend\w*|rel(?:y|ies|iant|iance))\b[^?.]{{0,40}}\b(?:single|one|few|major|large\w*|key)\b[^?.]{{0,20}}?"
    rf"\b(?P<on>{_WHO['customer']}|{_WHO['supplier']})\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d.])(?P<share>\d{1,2}(?:\.\d+)?)\s?(?:%|percent\b)", re.IGNORECASE)
_ACCOUNTED = re.compile(
    r"\b(?:account(?:ed|s|ing) for|represent(?:ed|s|ing)?|compris(?:ed|es?)|contributed|purchased (?:\w+ ){0,4}from"
    r"|supplied|attributable to|derived from|exceeded)\b",
    re.IGNORECASE,
)
_OF = {
    "customer": re.compile(
        r"\bof\b[^.;]{0,60}\b(?:net )?(?:sales|revenues?|turnover)\b|\bof\b[^.;]{0,40}\breceivables?\b", re.IGNORECASE
    ),
    "supplier": re.compile(
        r"\b(?:purchases?|purchased|merchandise|inventory|cost of (?:sales|goods|revenue)|supply)\b", re.IGNORECASE
    ),
}
# Shares of places, what is yet to come, and the rows of a table.
_ELSE = re.compile(
    r"\boutside\b|\bbilling\b|\blocated\b|\bexpect\w*|\bwill\b|\.{4}|(?: \.){4}|\bshipping locations?\b", re.IGNORECASE
)
# One customer or a counted few, not customers of a place or a kind.
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|ten|single|largest|top|major|each|no)\b"
    r"|\b(?:Customer|Supplier|Vendor) [A-Z]\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:customers?|suppliers?|vendors?) (?:in|under|from|outside|located|who|with)\b"
    r"|\b(?:repeat|existing|new|government|retail|commercial) customers?\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:other than|except(?: for)?|besides|aside from|apart from)\b(?! the United States)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_OTHER = re.compile(r"^No (?:other \w+|\w+ other than)\b")
_REVENUE = re.compile(r"\b(?:sales|revenues?|turnover)\b", re.IGNORECASE)


def concentration(question: Question, documents: Sequence[Document], source: PageSource) -> Collected | None:
    """The sentences of the filing of the period asked about that tell of one company's major customers or suppliers, or
    that it has none; None for another question, or where no sentence tells."""
    asked = _ASKED.search(question.asked)
    if asked is None or len(question.companies) != 1 or not question.periods:
        return None
    named = (asked["who"] or asked["whom"] or asked["on"]).casefold()
    kind = "supplier" if re.fullmatch(_WHO["supplier"], named, re.IGNORECASE) else "customer"
    ranked = [document for tier in rank_documents(question, documents) for document in tier]
    for document in ranked:
        if not any(tells_of(period, document, document.identity.period_end) for period in question.periods):
            continue
        years = {str(period.year) for period in question.periods}
        some, none = (
            [item for item in said if not (told_years := set(_YEAR.findall(item[1]))) or told_years & years]
            for said in _told(document, source, kind)
        )
        told = some or none
        if told:
            told.sort(key=lambda item: not any(year in item[1] for year in years))
            lead = "" if question.wants is not Wants.YES_NO else "Yes. " if some else "No. "
            return quoted([(document, page, sentence) for page, sentence in told[:MOST]], lead)
    return None


def _told(document: Document, source: PageSource, kind: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The sentences that tell of major customers, or else suppliers, and those that tell of none."""
    who = re.compile(rf"\b{_WHO[kind]}\b", re.IGNORECASE)
    absent = re.compile(
        rf"\b(?:no|nor any)\s+(?:sales to (?:an? |any )?)?(?:(?:single|individual|one|external|particular)\s+)*"
        rf"{_WHO[kind]}\b(?! other than (?!the United States))"
        rf"|\bnot (?:have )?(?:any )?(?:sales to (?:an? |any )?|an? )?(?:(?:single|individual|one)\s+)+{_WHO[kind]}\b",
        re.IGNORECASE,
    )
    some, none = [], []
    for page, before, sentence in (
        (number, *pair)
        for number, sentences in sentences_by_page(document, source, _SHARE)
        for pair in pairwise(("", *sentences))
    ):
        if len(sentence) > LONGEST or _ELSE.search(sentence):
            continue
        if _NO_OTHER.match(sentence) and _SHARE.search(before):  # whose share is said just before
            sentence = f"{before} {sentence}"
        share = max((float(found["share"]) for found in _SHARE.finditer(sentence)), default=0.0)
        if share < TENTH / 2 or not _ACCOUNTED.search(sentence) or not _OF[kind].search(sentence):
            continue
        if absent.search(sentence) and not _EXCEPT.search(sentence):
            none.append((page, sentence))
        elif share >= TENTH and who.search(sentence) and _COUNTED.search(sentence) and not _OTHERS.search(sentence):
            some.append((page, sentence))
    if kind == "customer" and none and not any(_REVENUE.search(sentence) for _, sentence in some):
        return [], none  # shares of receivables alone
    return _once(some), _once(none)


def _once(told: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Each sentence once, though a filing says it in several places."""
    kept: dict[str, tuple[int, str]] = {}
    for page, sentence in told:
        kept.setdefault(" ".join(re.findall(r"\w+", sentence.casefold())), (page, sentence))
    return list(kept.values())

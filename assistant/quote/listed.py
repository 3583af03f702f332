"""Say which debt securities a company has on an exchange: the cover pages of its filings list them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.answer import Citation
from assistant.find.pages import rank_documents, tells_of
from assistant.solve.collection import Collected, PageSource
from assistant.understand.question import Question
from assistant.wording import said_period, say
from ingest.document import Document, Page

__all__ = ["Security", "asks_listed_debt", "listed_debt", "read_securities"]

COVER_PAGES = 3
_ASKED = re.compile(
    r"\b(?:debt (?:securit|instrument)\w*|notes|bonds|debentures)\b.*\b(?:registered|listed|traded?|trading)\b"
    r".*\bexchanges?\b|\bexchanges?\b.*\b(?:debt securit\w*|notes|bonds)\b",
    re.IGNORECASE | re.DOTALL,
)
# The table of registered classes, by what the form prints before and after it.
_TABLE = re.compile(
    r"12\s?\(b\)\s+of\s+the\s+(?:act|securities exchange act)[^\n]*\n(?P<rows>.*?)(?=securities registered"
    r" (?:or to be registered )?"
    r"pursuant to section 12\s?\(g\)|indicate by check mark)",
    re.IGNORECASE | re.DOTALL,
)
_DEBT = re.compile(
    r"(?P<title>(?:\d+(?:\.\d+)?\s?%|(?:Fixed[- ]to[- ])?Floating[- ]Rate|Zero[- ]Coupon"
    r"|(?:Guarantees? of )?(?:Medium[- ]Term|Senior|Subordinated))[^%\n]{0,80}?"
    r"\b(?:Notes?|Debentures?|Bonds?|Securities)\b[^%\n]{0,40}?\bdue\s+(?:[A-Za-z]+\.?\s+(?:\d{1,2},\s+)?)?\d{4})"
    r"(?:\s+(?P<symbol>[A-Z]{2,6}\s?/?\d{2}[A-Z]?)\b)?",
    re.IGNORECASE,
)
_UNREAD = re.compile(r"\b(?:notes|debentures|bonds)\b", re.IGNORECASE)
_EXCHANGE = re.compile(
    r"new york stock exchange|\bnyse\b|nasdaq(?: (?:global select market|global market|stock market(?: llc)?))?|"
    r"(?:london|luxembourg|irish|chicago|tokyo|euronext[\w ]{0,10}) (?:stock )?exchange|cboe",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Security:
    """A debt security of a cover page: its title as printed, its trading symbol ("" where none is), and its page."""

    title: str
    symbol: str
    page: int


def asks_listed_debt(text: str) -> bool:
    """Whether a question asks which debt securities trade on an exchange."""
    return _ASKED.search(text) is not None


def read_securities(pages: Sequence[Page]) -> tuple[tuple[Security, ...], str, int] | None:
    """The debt securities of a filing's table of registered classes, which may run over pages, the exchange named there
    and the page where the table begins; None where the pages have no such table."""
    text = "\n".join(page.text for page in pages)
    table = _TABLE.search(text)
    if table is None or not re.search(r"\bstock\b|\bshares?\b|\bnotes?\b", table["rows"], re.IGNORECASE):
        return None
    starts = list(accumulate((len(page.text) + 1 for page in pages), initial=0))

    def page_of(place: int) -> int:
        return pages[bisect_right(starts, table.start("rows") + place) - 1].number

    found: dict[tuple[str, str], Security] = {}
    for row in _DEBT.finditer(table["rows"]):
        title, symbol = " ".join(row["title"].split()), " ".join((row["symbol"] or "").split())
        found.setdefault((title.casefold(), symbol), Security(title, symbol, page_of(row.start())))
    if not found and _UNREAD.search(table["rows"]):
        return None  # there is debt on the page, in words that are not read here
    exchange = _EXCHANGE.search(table["rows"])
    return tuple(found.values()), " ".join(exchange[0].split()) if exchange else "", page_of(0)


def listed_debt(question: Question, documents: Sequence[Document], source: PageSource) -> Collected | None:
    """The debt securities that one company has registered, by the cover page of the filing asked about.

    None for another question, or where no filing of the period shows the table.
    """
    if len(question.companies) != 1 or not asks_listed_debt(question.asked):
        return None
    company = question.companies[0]
    for document in [one for tier in rank_documents(question, documents) for one in tier][:3]:
        if question.period and not tells_of(question.period, document, document.identity.period_end):
            continue
        numbers = range(1, COVER_PAGES + 1)
        read = read_securities([page for n in numbers if (page := source.page(document.id, n))])
        if read is not None:
            return _told(question, company.name, document, *read)
    return None


def _told(
    question: Question, company: str, document: Document, found: Sequence[Security], exchange: str, page: int
) -> Collected:
    language = question.language
    period = said_period(question.period, language) if question.period else document.identity.form or document.source
    if not found:
        text = say(language, "no listed debt", company=company, period=period)
        quote = "Title of each class"
        return Collected(f"{text} [1]", (Citation(1, document.id, document.source, page, quote),))
    marks = tuple(
        Citation(n, document.id, document.source, one.page, f"{one.title} {one.symbol}".strip())
        for n, one in enumerate(found, start=1)
    )
    named = "; ".join(
        f"{one.title}{f' ({one.symbol})' if one.symbol else ''} [{mark.marker}]"
        for one, mark in zip(found, marks, strict=True)
    )
    where = exchange or say(language, "an exchange")
    return Collected(
        say(language, "listed debt", company=company, period=period, exchange=where, named=named), citations=marks
    )

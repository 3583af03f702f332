"""Find which companies a question is about, by name, short name, ticker or abbreviation, among those in the index."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from assistant.understand.chinese_names import with_english_names
from assistant.understand.vocabulary import mentions
from ingest.document import Document
from ingest.filing.companies import company_keys, name_key

__all__ = [
    "Company",
    "ambiguous_names",
    "companies_of",
    "find_companies",
    "spoken_names",
    "unknown_names",
    "without_names",
]


@dataclass(frozen=True, slots=True)
class Company:
    """A company with filings in the index: its fullest name and the ids of its documents."""

    name: str
    documents: tuple[str, ...]
    tickers: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()


# Names that are also words: they name a company only with a capital.
_ENGLISH_TEXT = """
    apple ball block boot carrier catalyst chase church coach compass constellation copper crown delta discover dover
    eagle equifax evergreen ford frontier gap globe guess hub hunt independent key kind leader lumen match monster
    nucor oracle paramount peak pioneer plug pool principal progressive prudential range realty regions roper shell
    snap spirit sprouts square stride target toast travelers tyler unity valley visa vital wolf workday yum zoom
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
# Capitals that name no company.
_NOT_NAMES_TEXT = """
    fy usd eur gbp us usa uk eu emea apac lacc q1 q2 q3 q4 h1 h2 yoy qoq ytd ceo cfo coo cogs capex ebit ebitda
    ebitdar eps roa roe roic roce dpo dso dio ccc fcf ocf cfo sga rnd ppe ppne ppnet gaap nongaap ifrs sec edgar
    mda npv wacc p&l pnl ar ap bvps nii nim dps mlr nwc ev pe pb ps hr it ai esg fx ma lifo fifo jv ipo sbc da
    etr january february march april may june july august september october november december
"""
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())


_POSSESSIVE = re.compile(r"['’]s\b")


@lru_cache(maxsize=65536)  # the names of all companies are folded for each question
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("’", "'"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    plain = re.sub(r"\.com\b", " ", plain).replace("'", "").replace(".", "")
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]", " ", plain)).strip()


def _abbreviates(token: str, words: Sequence[str]) -> bool:
    """Whether the token is made of beginnings of successive words, the first included ("AMEX" of American Express)."""
    if not token:
        return True
    if not words:
        return False
    head = words[0]
    return any(
        _abbreviates(token[size:], words[1:])
        for size in range(1, min(len(head), len(token), 4) + 1)
        if head.startswith(token[:size])
    )


def companies_of(documents: Iterable[Document]) -> tuple[Company, ...]:
    """The companies the documents belong to, each under the name that its newest document has.

    Names are one company's when they differ only in legal form, case or how they are run together ("Wal-Mart Stores"
    and "Walmart"), or when they share a ticker.
    """
    return _grouped(
        tuple(
            _Owned(d.id, d.identity.company, d.identity.ticker, d.identity.period_end or date.min)
            for d in documents
            if d.identity.company
        )
    )


class _Owned(NamedTuple):
    """What tells whose a document is."""

    id: str
    company: str
    ticker: str | None
    end: date


@lru_cache(maxsize=16)  # every question asks it of the same documents, several times
def _grouped(documents: tuple[_Owned, ...]) -> tuple[Company, ...]:
    named: dict[str, list[_Owned]] = defaultdict(list)
    for document in documents:
        named[_key(document.company)].append(document)
    groups: list[list[_Owned]] = []
    tickers: dict[str, list[_Owned]] = {}
    shorter = ""
    # In this order a name that another begins with comes right before it.
    for key in sorted(named, key=lambda key: (key.replace(" ", ""), key)):
        symbols = {d.ticker for d in named[key] if d.ticker}
        home = next((tickers[symbol] for symbol in sorted(symbols) if symbol in tickers), None)
        if home is None and groups and _spelt_otherwise(shorter, key):
            home = groups[-1]
        if home is None:
            home = []
            groups.append(home)
            shorter = key
        home += named[key]
        tickers |= dict.fromkeys(symbols, home)
    found = []
    for group in groups:
        newest = max(group, key=lambda d: (d.end, len(d.company)))
        symbols = {document.ticker.upper() for document in group if document.ticker}
        faces = {(document.company, document.ticker) for document in group}
        keys = frozenset(key for face in faces for key in company_keys(*face))
        ids = tuple(document.id for document in group)
        found.append(Company(newest.company, ids, tuple(sorted(symbols)), keys))
    return tuple(sorted(found, key=lambda company: company.name))


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return name_key(name)


def _spelt_otherwise(short: str, long: str) -> bool:
    """Whether the longer name begins with the shorter one's letters but not with its words.

    A name that begins with another's words may be a subsidiary's; one that is only spelt otherwise is not.
    """
    joined = short.replace(" ", "")
    return len(joined) > 5 and long.replace(" ", "").startswith(joined) and not long.startswith(f"{short} ")


def _abbreviated(text: str, companies: Sequence[Company]) -> list[tuple[int, Company]]:
    hits = []
    for found in re.finditer(r"(?<![\w&])[A-Z][A-Z&]{1,5}(?=['’]s|s?\b)(?!\w*[a-z]{2})", text):
        token = found[0]
        low = token.casefold().replace("&", "")
        if low in _NOT_NAMES:
            continue
        exact = [company for company in companies if token in company.tickers]
        known = [company for company in companies if low in company.keys]
        split = [
            company for company in companies if len(low) > 2 and name_key(company.name).replace(" ", "").startswith(low)
        ]
        near = [company for company in companies if len(low) > 2 and _abbreviates(low, name_key(company.name).split())]
        for candidates in (exact, known, split, near):
            if len(candidates) == 1:
                hits.append((found.start(), candidates[0]))
                break
    return hits


def find_companies(text: str, companies: Sequence[Company]) -> tuple[Company, ...]:
    """The companies that the text names, in order of mention; none where a short name could mean several.

    A ticker or initials count only in capitals ("COST", not "cost").
    """
    text = with_english_names(text)
    folded = f" {_fold(re.sub(_POSSESSIVE, ' ', text))} "
    by_key = _by_key(tuple(companies))
    hits: list[tuple[int, Company]] = []
    for key in by_key:
        at = folded.find(f" {key} ")
        if at < 0:
            continue
        if key in _ENGLISH and not re.search(rf"\b(?:{key.capitalize()}|{key.upper()})\b", text):
            continue
        if len(by_key[key]) == 1:
            hits.append((at, by_key[key][0]))
        folded = folded.replace(f" {key} ", f" {'_' * len(key)} ")
    hits = hits or _abbreviated(text, companies) or _misspelt(text, by_key)
    return tuple(dict.fromkeys(company for _, company in sorted(hits, key=lambda hit: hit[0])))


@lru_cache(maxsize=16)
def _by_key(companies: tuple[Company, ...]) -> Mapping[str, Sequence[Company]]:
    """The companies by the names that may stand for them in small letters, the longest first."""
    owners: defaultdict[str, list[Company]] = defaultdict(list)
    for company in companies:
        name = name_key(company.name)
        for key in company.keys:
            is_ticker = key.upper() in company.tickers
            # "Ulta" of Ulta Beauty is a word of it, though its ticker; "cost" of Costco is none.
            if len(key) > 5 or name.startswith(f"{key} ") or (not is_ticker and name.startswith(key)):
                owners[_fold(key)].append(company)
    return {key: owners[key] for key in sorted(owners, key=lambda key: (-len(key), key))}


def ambiguous_names(text: str, companies: Sequence[Company]) -> list[tuple[str, tuple[Company, ...]]]:
    """Names in the text that fit several companies, as written, with those companies; the longest names first."""
    owners: defaultdict[str, list[Company]] = defaultdict(list)
    for company in companies:
        for key in company.keys:
            owners[key].append(company)
    found: list[tuple[str, tuple[Company, ...]]] = []
    for key in sorted((key for key, own in owners.items() if len(own) > 1), key=len, reverse=True):
        written = re.search(rf"(?<![\w&]){re.escape(key)}(?![\w&])", text, re.I)
        if written and written[0][:1].isupper() and not any(written[0] in name for name, _ in found):
            found.append((written[0], tuple(owners[key])))
    return found


def _misspelt(text: str, by_key: Mapping[str, Sequence[Company]]) -> list[tuple[int, Company]]:
    hits = []
    for place, name in enumerate(unknown_names(text)):
        folded = _fold(name)
        for key, owners in by_key.items():
            if len(owners) == 1 and len(key) > 4 and fuzz.ratio(folded, key) >= 88:
                hits.append((place, owners[0]))
                break
    return hits


def spoken_names(text: str, companies: Sequence[Company]) -> tuple[str, ...]:
    """The words of a text that stand for these companies without being their names: initials, misspelt names."""
    initials = [re.match(r"[A-Z&]+", text[start:]) for start, _ in _abbreviated(text, companies)]
    written = [name for name in unknown_names(text) if any(_alike(name, company) for company in companies)]
    return (*(found[0] for found in initials if found), *(word for name in written for word in name.split()))


def _alike(name: str, company: Company) -> bool:
    return any(fuzz.ratio(_fold(name), _fold(key)) >= 88 for key in company.keys if len(key) > 4)


_CAPITALISED = r"[A-Z][\w&.’'-]*[A-Za-z0-9]"
_NAME_RUN = re.compile(rf"(?<![\w.])({_CAPITALISED}(?: (?:of|and|&|{_CAPITALISED}))*)")
_OPENERS_TEXT = """
    what which who whom whose when where why how is are was were do does did has have had can could will would
    should if in on at for from by as of using based basing according answer assume please give calculate
    compute compared compare looking among between the a an and or but we round address define we're let suppose
    consider state explain describe tell show list name find identify total net gross fixed it its their this
    that also then between year quarter here there were so now but ok okay
"""
_OPENERS = frozenset(_OPENERS_TEXT.split())


def unknown_names(text: str) -> tuple[str, ...]:
    """Capitalised names in a text that may be companies: used to say which company was asked for and is not there."""
    text = with_english_names(text)
    spoken = {_fold(word) for mention in mentions(text) for word in mention.words.split()}
    names = []
    for found in _NAME_RUN.finditer(text):
        owner, owns, _ = re.sub(r"’s\b", "'s", found[1]).partition("'s ")  # "in Acme Foods's Balance Sheet"
        if not owns and re.search(r"\b(?:in|near) $", text[: found.start()]):
            continue  # a place
        words = re.sub(r"['’]s\b", "", owner).split()
        while words and (words[0].casefold() in _OPENERS or _fold(words[0]) in _NOT_NAMES or _fold(words[0]) in spoken):
            words = words[1:]
        while words and (
            words[-1].casefold() in _OPENERS or _fold(words[-1]) in _NOT_NAMES or _fold(words[-1]) in spoken
        ):
            words = words[:-1]
        name = " ".join(words)
        if words and not re.fullmatch(r"(?:FY|Q|H)?\W?\d.*|\d?[QH]\d.*|[A-Z]", name):
            names.append(name)
    return tuple(dict.fromkeys(names))


def without_names(ask: str, companies: Sequence[Company]) -> str:
    """The text with the words of company names blanked out, at the same length."""
    kept = ask
    for company in companies:
        name = name_key(company.name)
        words = {*re.findall(r"[\w&]+", company.name), *company.keys, *spoken_names(ask, [company])}
        for word in sorted(words, key=len, reverse=True):
            if len(word) > 1:
                # A ticker that is no word of the name counts in capitals alone: not the "cost" of sales at Costco.
                ticker = word.upper() in company.tickers and word.casefold() not in name.split()
                said, flags = (word.upper(), 0) if ticker else (word, re.I)
                pattern = re.compile(rf"\b{re.escape(said)}\.?(?:['’]s?)?(?!\w)", flags)
                kept = pattern.sub(lambda found: " " * len(found[0]), kept)
    return kept

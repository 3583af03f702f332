"""Standard concepts: what a printed line label or an XBRL tag means, in one vocabulary for every company.

`standard_concept("Total net sales", Statement.INCOME)` and `standard_tag("us-gaap:Revenues")` are both "revenue".
A label that could mean two things gets no concept: a wrong meaning costs more than a missing one.
"""

import re
import unicodedata
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache

from ingest.document import Fact, Statement
from ingest.filing.concept_types import Concept, Kind, Sign
from ingest.filing.concepts_balance import BALANCE
from ingest.filing.concepts_cash import CASH
from ingest.filing.concepts_income import INCOME

__all__ = [
    "Concept",
    "Kind",
    "Sign",
    "concept",
    "concepts",
    "label_rank",
    "normal_label",
    "standard_concept",
    "standard_tag",
    "standard_value",
]


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """Every standard concept by name."""
    return {entry.name: entry for entry in (*INCOME, *BALANCE, *CASH)}


def concept(name: str) -> Concept:
    """The concept of that name; KeyError when there is none."""
    return concepts()[name]


_JOINS = (
    (
        re.compile(r"\bnon[ -](?=controlling|current|interest|operating|cash|redeemable|performing|trade)"),
        "non",
    ),
    (
        re.compile(r"\bminority (?:shareholders )?interests?\b"),
        "noncontrolling interests",
    ),
    (
        re.compile(r"\b(?:stockholder|shareowner|share owner|stock holder|share holder)(?=s?\b)"),
        "shareholder",
    ),
    (
        re.compile(r"\b(?:share based|equity based|stock and unit based)\b"),
        "stock based",
    ),
    (re.compile(r"\bamortis"), "amortiz"),
    (re.compile(r"\bpre tax\b"), "pretax"),
    (re.compile(r"\bplant property and equipment\b"), "property plant and equipment"),
    (re.compile(r"\bproperty equipment and\b"), "property and equipment and"),
    (re.compile(r"\bnet cash flows?\b"), "net cash"),
    (re.compile(r"\bmerchandise inventor"), "inventor"),
)
# A heading with no figures of its own that ran on into its first row.
_HEADING = re.compile(r"^adjustments (?:required )?to reconcile .*?\b(?:operating activities|operations)\b[:\s]*(?=\w)")
_TAILS = (
    (
        re.compile(
            r",? *\b(?:less|net of)(?: \w+)? (?:accumulated|allowances?|reserves?|provision|valuation|doubtful)\b.*"
        ),
        " net",
    ),
    (re.compile(r"[,;-]? *\b(?:\$ ?[\d.]+ |no )?par value\b.*"), ""),
    (re.compile(r",? *\bat (?:(?:the )?lower of )?(?:cost|lifo|fifo)\b.*"), ""),
    (re.compile(r",? *\b(?:see |refer to )?notes? \d.*"), ""),
    (re.compile(r",? *\b(?:of|included|including) \$.*"), ""),
    (re.compile(r"\$.*"), ""),
)


@lru_cache(maxsize=8192)
def normal_label(label: str) -> str:
    """A label reduced to its words: no case, punctuation, parentheses, notes, allowances or par values."""
    text = unicodedata.normalize("NFKC", label).casefold()
    text = re.sub(r"[\u2018\u2019\u201c\u201d'\"`´]", "", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("&", " and ")
    for _ in range(2):
        text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"\([^)]*$|[)\]\[]", " ", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = _HEADING.sub("", text)
    for tail, put in _TAILS:
        text = tail.sub(put, text)
    before, colon, after = text.rpartition(":")
    text = after if colon and after.strip() else before or after
    text = re.sub(r"[,;.*†‡]", " ", text.replace("/", " ").replace("-", " "))
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?: \d{1,2})+$", "", text)
    for found, put in _JOINS:
        text = found.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[Concept, list[re.Pattern[str]]]]:
    return [(entry, [re.compile(label) for label in entry.labels]) for entry in concepts().values()]


def _matches(label: str, path: str, statement: Statement | None) -> list[tuple[int, int, Concept]]:
    found = []
    for entry, patterns in _patterns():
        if statement is not None and statement not in entry.statements:
            continue
        for rank, pattern in enumerate(patterns):
            if " > " in path and " > " in pattern.pattern and pattern.fullmatch(path):
                found.append((0, rank, entry))
                break
            if pattern.fullmatch(label):
                found.append((1, rank, entry))
                break
    return found


@lru_cache(maxsize=8192)
def standard_concept(label: str, statement: Statement | None, parents: tuple[str, ...] = ()) -> str | None:
    """The standard concept a printed row means, or None.

    `parents` are the headings the row stands under, outermost first: "Basic" means nothing without them, and an
    unlabelled total takes its meaning from its heading. With `statement` None (a note, selected data) only a label
    that means one concept on every statement is taken.
    """
    own = normal_label(label)
    heads = [normal for normal in (normal_label(parent) for parent in parents) if normal]
    if not own and not heads:
        return None
    path = " > ".join([*heads, own])
    found = _matches(own, path, statement)
    headed = [entry for with_heading, _, entry in found if with_heading == 0]
    names = {entry.name for entry in headed} or {entry.name for _, _, entry in found}
    return names.pop() if len(names) == 1 else None


def label_rank(label: str, name: str) -> int:
    """How telling a label is for a concept: 0 is best. "Total revenues" comes before "Net sales" for revenue."""
    own = normal_label(label)
    patterns = next((patterns for entry, patterns in _patterns() if entry.name == name), [])
    for rank, pattern in enumerate(patterns):
        if pattern.fullmatch(own):
            return rank
    return len(patterns)


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    known: dict[str, str] = {}
    claimed: defaultdict[str, set[str]] = defaultdict(set)
    for entry in concepts().values():
        for tag in entry.tags:
            known[tag] = entry.name
            claimed[tag].add(entry.name)
    twice = {tag: sorted(names) for tag, names in claimed.items() if len(names) > 1}
    if twice:
        raise ValueError(f"tags claimed by two concepts in concept_table.py: {twice}")
    return known


def standard_tag(tag: str) -> str | None:
    """The standard concept of an XBRL element ("us-gaap:Revenues", "us-gaap_Revenues" or "Revenues"), or None."""
    prefix, _, element = tag.replace("_", ":", 1).rpartition(":")
    if prefix not in ("", "us-gaap", "ifrs-full", "dei"):
        return None
    return _tags().get(element)


_INTEREST_INCOME = re.compile(r"(?:total )?interest(?: and dividend)? income")
_INCOME_IN_BRACKETS = re.compile(r"\((?:net )?(?:income|gains?|earnings|profits?)\)", re.IGNORECASE)


def standard_value(fact: Fact) -> Decimal:
    """The fact's value with its standard concept's sign: an expense or an outflow is positive (see `Sign`)."""
    if fact.standard is None:
        return fact.value
    sign = concept(fact.standard).sign
    if sign is Sign.MAGNITUDE:
        return abs(fact.value)
    if sign is Sign.INCOME and fact.origin != "xbrl":
        if _INTEREST_INCOME.fullmatch(normal_label(fact.label)):
            return abs(fact.value)
        return -fact.value if _INCOME_IN_BRACKETS.search(fact.label) else fact.value
    if sign is Sign.CASH_EFFECT and fact.origin == "xbrl":
        return -fact.value
    if (
        sign is Sign.TAX
        and fact.origin != "xbrl"
        and re.match(r"\W*(?:income tax )?(?:benefit|credit)\b", fact.label, re.I)
    ):
        return -fact.value
    return fact.value

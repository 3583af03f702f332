"""Standard concepts: what a printed line label or an XBRL tag means, in one vocabulary for every company.

`standard_concept("Total net sales", Statement.INCOME)` and `standard_tag("us-gaap:Revenues")` are both "revenue".
A label that could mean two things gets no concept: a wrong meaning costs more than a missing one.
"""

import re
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache

from ingest.document import Fact, Statement
from ingest.filing.concept_types import Concept, Kind, Sign
from ingest.filing.concepts_balance import BALANCE
from ingest.filing.concepts_cash import CASH
from ingest.filing.concepts_income import INCOME
from ingest.filing.labels import normal_label
from ingest.filing.lines import line_concept

__all__ = [
    "Concept",
    "Kind",
    "Sign",
    "concept",
    "concepts",
    "label_rank",
    "standard_concept",
    "standard_tag",
    "standard_value",
]


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """Every standard concept by name."""
    return {entry.name: entry for entry in (*INCOME, *BALANCE, *CASH)}


def concept(name: str) -> Concept:
    """The concept of that name, which may be a printed line's own (see `ingest.filing.lines`); KeyError for others."""
    return concepts().get(name) or line_concept(name)


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

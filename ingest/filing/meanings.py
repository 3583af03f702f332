"""What a statement's rows mean beside each other: a balance sheet's parts, totals with and without other owners."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ingest.document import Fact, Row, Statement
from ingest.filing.concepts import standard_concept

__all__ = ["WITH_OTHERS", "owners_apart", "row_concept", "row_zones", "taxes_as_expense"]

# No current items stand above these: utilities print plant before current assets, and capital before liabilities.
_APART = re.compile(
    r"(?i)(?:total|net)\b.*\b(?:capitalization|equity|deficit|property|plant|properties|long-term|noncurrent|non-current)\b"
    r"|(?:property|plant|utility plant)\b.*\bnet\b"
)
# The rows that close a part of a balance sheet, in the order in which they are printed.
_CLOSES = (
    ("current assets", re.compile(r"(?i)total current assets\b")),
    ("noncurrent assets", re.compile(r"(?i)total assets\b")),
    ("current liabilities", re.compile(r"(?i)total current liabilities\b")),
    (
        "noncurrent liabilities",
        re.compile(r"(?i)total liabilities\b(?!.*\band\b)|.*\b(?:stock|share)(?:holders|owners)\b"),
    ),
)


def row_zones(rows: Sequence[Row]) -> list[str]:
    """For each row of a balance sheet the part it stands in, by the totals that close the parts: "current assets",
    "noncurrent assets" (or "assets", where current ones are not summed up), the same for liabilities, or ""."""
    zones = [""] * len(rows)
    begin = 0
    last = ""
    for zone, closes in _CLOSES:
        end = next((place for place in range(begin, len(rows)) if closes.match(rows[place].label)), None)
        if end is None:
            continue
        name = zone
        if zone.startswith("noncurrent") and last != zone.replace("noncurrent", "current"):
            name = zone.removeprefix("noncurrent ")
        if zone.startswith("current"):
            begin = max((place + 1 for place in range(begin, end) if _APART.match(rows[place].label)), default=begin)
        if zone.endswith("assets") or "assets" in last or "liabilities" in last:
            zones[begin:end] = [name] * (end - begin)
        begin, last = end + 1, zone
    return zones


def row_concept(label: str, statement: Statement, parents: tuple[str, ...], zone: str) -> str | None:
    """The standard concept of a row. Where its part of the balance sheet decides between meanings, that is asked before
    the headings above it, which need not end where the next part begins."""
    if zone and (zoned := standard_concept(label, statement, (zone,))) not in (
        None,
        standard_concept(label, statement),
    ):
        return zoned
    return standard_concept(label, statement, parents)


_Key = tuple[date | None, date | None]
WITH_OTHERS = {
    "net_income": ("net_income_including_noncontrolling", "net_income_noncontrolling"),
    "equity": ("equity_including_noncontrolling", "noncontrolling_interest"),
}
"""A concept's twin that includes other owners' part, and that part; one label may mean either of the two."""


def owners_apart(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, with "Net income" and "Total shareholders' equity" named as including other owners' part where a more
    telling row has the same less that part."""
    renamed: dict[int, Fact] = {}
    for name, (whole, part) in WITH_OTHERS.items():
        values: dict[tuple[_Key, Decimal], str] = {}
        for total in facts:
            if total.standard != name or total.statement is Statement.CASH_FLOW:
                continue
            key = total.period_start, total.period_end
            for own in facts:
                if own.standard != name or own.label == total.label or (own.period_start, own.period_end) != key:
                    continue
                parts = [f.value for f in facts if f.standard == part and (f.period_start, f.period_end) == key]
                names_owner = len(own.label) > len(total.label)
                if names_owner and any(value and total.value - own.value in (value, -value) for value in parts):
                    values[key, total.value] = total.label
        for fact in facts:
            # The cash flow statement begins with the same figure.
            if fact.standard == name and (fact.period_start, fact.period_end, fact.value) in {
                (*key, value) for key, value in values
            }:
                renamed[id(fact)] = replace(fact, standard=whole, concept=whole)
    return [renamed.get(id(fact), fact) for fact in facts]


_BENEFIT = re.compile(r"\W*(?:income tax )?(?:benefit|credit)\b", re.IGNORECASE)
_AFTER_TAX = ("net_income", "net_income_including_noncontrolling", "income_continuing")


def taxes_as_expense(facts: Iterable[Fact]) -> list[Fact]:
    """The facts, with tax expense positive also where a statement prints all its expenses in brackets.

    That shows where income before tax and the printed tax, with what affiliates earn where that stands between them,
    add up to the income after it. What shows in one period holds for the whole row: a benefit stands there unbracketed.
    """
    facts = list(facts)
    rows = {_row(tax) for tax in facts if _bracketed_expense(tax, facts)}
    return [replace(f, value=-f.value) if f.standard == "income_tax" and _row(f) in rows else f for f in facts]


def _row(fact: Fact) -> tuple[Statement | None, int, str]:
    return fact.statement, fact.page, fact.label


def _bracketed_expense(tax: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a tax row prints an expense as a negative number, by its sum in the tax's own period."""
    if tax.standard != "income_tax" or tax.value >= 0 or _BENEFIT.match(tax.label):
        return False
    key = tax.period_start, tax.period_end, tax.statement
    same = [fact for fact in facts if (fact.period_start, fact.period_end, fact.statement) == key]
    before = [fact.value for fact in same if fact.standard == "pretax_income"]
    after = {fact.value for fact in same if fact.standard in _AFTER_TAX}
    between = {Decimal(0), *(fact.value for fact in same if fact.standard == "equity_method_income")}
    return any(
        value + tax.value + other in after and value - tax.value + other not in after
        for value in before
        for other in between
    )

"""Checks on a filing's facts that need no labels: assets equal liabilities and equity, cash flows add up, and so on.

Run as `python -m tests.invariants FOLDER [PATTERN]` to print what statements each PDF lacks and every check it fails.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ingest.document import Fact, Parsed, Statement
from ingest.errors import UnreadableFile
from ingest.parsers.pdf import parse

Key = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One equation of one period: `holds` is None where the statement does not print all its terms."""

    name: str
    holds: bool | None
    detail: str


def _by_period(facts: Sequence[Fact], statement: Statement) -> dict[Key, list[Fact]]:
    periods: defaultdict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.statement is statement and fact.unit not in ("shares", "pure") and "/" not in fact.unit:
            periods[fact.period_start, fact.period_end].append(fact)
    return periods


def _find(facts: Sequence[Fact], wanted: str, unwanted: str = "$^") -> Decimal | None:
    for fact in facts:
        if re.search(wanted, fact.label, re.I) and not re.search(unwanted, fact.label, re.I):
            return fact.value
    return None


def _equal(left: Decimal, right: Decimal, facts: Sequence[Fact]) -> bool:
    # Printed figures are rounded to the statement's scale: a few units of the last place may be lost in a sum.
    place = Decimal(10) ** min((fact.scale for fact in facts), default=0)
    return abs(left - right) <= 3 * place


def checks(facts: Sequence[Fact]) -> Iterator[Check]:
    """Every check on one filing's facts."""
    for key, rows in _by_period(facts, Statement.BALANCE).items():
        assets = _find(rows, r"^total assets\b")
        both = _find(rows, r"^total (?:liabilities|capitalization|deficit|equity)\b.*(?:\band\b|,)")
        holds = None if assets is None or both is None else assets == both
        yield Check("assets = liabilities + equity", holds, f"{key[1]} {assets} {both}")
        current = _find(rows, r"^total current assets")
        if current is not None and assets is not None:
            yield Check("current assets <= assets", current <= assets, f"{key[1]} {current} {assets}")
    for key, rows in _by_period(facts, Statement.CASH_FLOW).items():
        if key[0] is None:
            continue
        flows = [
            _find(rows, rf"^(?:total )?(?:net )?cash\b.*\b{kind}", r"before|reconcile|discontinued")
            or _find(rows, rf"^(?:total )?(?:net )?cash\b.*\b{kind}", "reconcile")
            for kind in ("operat(?:ing|ions)", "investing", "financing")
        ]
        change = _find(
            rows,
            r"(?:increase|decrease|change)s?\)?,?(?: in| for| during|, net)?.*\b(?:cash|year|period)\b",
            r"effect|exchange|working|available|discontinued|payable|receivable|operating|held for sale",
        )
        known = [flow for flow in flows if flow is not None]
        if len(known) < 3 or change is None:
            yield Check("cash flows add up to the change", None, f"{key} {flows} {change}")
            continue
        # Only the effect on cash itself counts; a non-cash adjustment of operations may be worded much alike.
        effect = _find(rows, r"^effects?\b.*(?:exchange|currenc)|(?:exchange|currency).*\beffect")
        exchange = (
            effect or _find(rows, r"^(?:foreign|exchange|currency)\b.*(?:exchange|currenc|rate|transl)") or Decimal(0)
        )
        others = [
            row.value for row in rows if re.search(r"cash.*(?:held.for.sale|discontinued|deconsolid)", row.label, re.I)
        ]
        total = sum(known, Decimal(0))
        ways = [total + more + other for more in (Decimal(0), exchange) for other in (Decimal(0), sum(others), *others)]
        holds = any(_equal(way, change, rows) for way in ways)
        yield Check("cash flows add up to the change", holds, f"{key[1]} {flows} fx {exchange} change {change}")
        opening = _find(_by_period(facts, Statement.CASH_FLOW).get((None, _before(key[0])), []), r"\bbegin")
        closing = _find(_by_period(facts, Statement.CASH_FLOW).get((None, key[1]), []), r"\bend(?:ing)?\b")
        if opening is not None and closing is not None:
            yield Check(
                "opening + change = closing",
                _equal(opening + change, closing, rows),
                f"{key[1]} {opening} {change} {closing}",
            )
    earned = _by_period(facts, Statement.INCOME)
    for key, rows in _by_period(facts, Statement.CASH_FLOW).items():
        wanted = r"^(?:consolidated )?(?:net (?:income|earnings|\(?loss)|profit)"
        first = _find(rows, wanted)
        if first is not None and key in earned:
            values = [fact.value for fact in earned[key] if re.search(wanted, fact.label, re.I)]
            yield Check("net income agrees", first in values if values else None, f"{key[1]} {first} {values[:3]}")


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def agreement(filings: dict[str, Parsed]) -> Iterator[Check]:
    """Facts of one period and label that two filings of a company print alike (restatements aside)."""
    seen: dict[tuple[str, object, Key, str], tuple[str, set[Decimal]]] = {}
    for name, parsed in filings.items():
        company = name.split("_")[0].lower()
        now: defaultdict[tuple[str, object, Key, str], set[Decimal]] = defaultdict(set)
        for fact in parsed.facts:
            now[company, fact.statement, (fact.period_start, fact.period_end), fact.label.lower()].add(fact.value)
        for key, values in now.items():
            if len(values) == 1 and key in seen and len(seen[key][1]) == 1:
                yield Check(
                    "filings agree", values == seen[key][1], f"{name} {seen[key][0]} {key[1:]} {values} {seen[key][1]}"
                )
            seen[key] = (name, values)


def main(folder: str, pattern: str = "") -> None:
    """Print statements found and failed checks for every PDF in a folder."""
    counts: Counter[tuple[str, bool | None]] = Counter()
    filings: dict[str, Parsed] = {}
    for path in sorted(Path(folder).glob("*.pdf")):
        if not re.search(pattern, path.stem):
            continue
        try:
            parsed = filings[path.stem] = parse(path.read_bytes(), path.name)
        except UnreadableFile as error:
            print(error)
            continue
        report(path.stem, parsed, counts)
    for check in agreement(filings):
        counts[check.name, check.holds] += 1
    for (name, holds), count in sorted(counts.items(), key=str):
        print(f"{count:5} {name}: {'not printed' if holds is None else 'holds' if holds else 'FAILS'}")


def report(name: str, parsed: Parsed, counts: Counter[tuple[str, bool | None]]) -> None:
    """Print one filing's statements and failed checks, and count the checks."""
    found = {table.statement for table in parsed.tables if table.statement}
    missing = [s.value for s in (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW) if s not in found]
    print(f"{name}: {len(parsed.facts)} facts" + (f", missing {', '.join(missing)}" if missing else ""))
    for check in checks(parsed.facts):
        counts[check.name, check.holds] += 1
        if not check.holds:
            print(f"    {'FAILS' if check.holds is False else 'not printed'} {check.name}: {check.detail}")


if __name__ == "__main__":
    main(*sys.argv[1:])

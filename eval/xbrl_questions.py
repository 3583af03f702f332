"""Writes questions with known answers from the tagged facts of one filing: values, changes, ratios, segment rows.

Wording varies by seed: the line as the filing prints it or by an everyday name, the period as a fiscal year or by its
last day, the unit asked for or left open. A fact is used only where the filing gives it one value.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ingest.document import Fact, Identity
from ingest.filing.concepts import concept

__all__ = ["Asker", "Key", "Known", "Question", "gold_text", "known_values", "questions", "year_before"]

YEAR_DAYS, QUARTER_DAYS = range(350, 381), range(80, 101)
SEGMENT_AXES = ("ProductOrServiceAxis", "StatementBusinessSegmentsAxis", "StatementGeographicalAxis", "SegmentsAxis")
SEGMENT_CONCEPTS = ("revenue", "operating_income")
NO_SEGMENT = frozenset(
    {"reportable", "operating", "all other", "other", "corporate", "total", "consolidated", "non us"}
)
# fmt: off
VALUES = (
    "revenue", "cost_of_revenue", "gross_profit", "r_and_d", "sga", "operating_income", "interest_expense",
    "pretax_income", "income_tax", "net_income", "eps_diluted", "eps_basic", "shares_diluted", "receivables",
    "inventories", "current_assets", "ppe_net", "goodwill", "total_assets", "accounts_payable", "current_liabilities",
    "long_term_debt", "total_liabilities", "retained_earnings", "equity", "operating_cash_flow", "investing_cash_flow",
    "financing_cash_flow", "capex", "dividends_paid", "share_repurchases", "stock_compensation",
    "depreciation_amortization", "taxes_paid", "interest_paid", "deposits",
)
CHANGES = (
    "revenue", "gross_profit", "r_and_d", "operating_income", "net_income", "total_assets", "inventories",
    "receivables", "operating_cash_flow", "capex", "long_term_debt", "equity", "cost_of_revenue", "share_repurchases",
)
RATIOS = (
    ("net margin", "net income divided by revenue", "net_income", "revenue", True),
    ("operating margin", "operating income divided by revenue", "operating_income", "revenue", True),
    ("gross margin", "gross profit divided by revenue", "gross_profit", "revenue", True),
    ("effective tax rate", "income tax expense divided by pretax income", "income_tax", "pretax_income", True),
    ("R&D intensity", "research and development expense divided by revenue", "r_and_d", "revenue", True),
    ("capex as a share of revenue", "capital expenditures divided by revenue", "capex", "revenue", True),
    ("current ratio", "current assets divided by current liabilities", "current_assets", "current_liabilities", False),
    ("debt ratio", "total liabilities divided by total assets", "total_liabilities", "total_assets", False),
)
# fmt: on
Key = tuple[str, date | None, date]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its kind (value, change, ratio, segment), text, gold and the pages where the numbers stand."""

    kind: str
    text: str
    gold: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A value that the filing gives once, however often it prints it."""

    value: Decimal
    unit: str
    scale: int
    label: str
    pages: tuple[int, ...]


def questions(identity: Identity, facts: Sequence[Fact], limit: int, seed: int) -> list[Question]:
    """At most `limit` questions about one filing, kinds taking turns; the same ones for the same seed.

    None where the filing does not say whose it is.
    """
    if not identity.company:
        return []
    rng = random.Random(f"{seed} {identity.company} {identity.period_end} {identity.form}")
    asker = Asker(identity, rng)
    tagged = [fact for fact in facts if fact.origin == "xbrl" and fact.standard and fact.page]
    plain = known_values(fact for fact in tagged if not fact.dimensions)
    kinds = [
        list(_values(plain, asker)),
        list(_changes(plain, asker)),
        list(_ratios(plain, asker)),
        list(_segments(tagged, asker)),
    ]
    for group in kinds:
        rng.shuffle(group)
    chosen: list[Question] = []
    while len(chosen) < limit and any(kinds):
        for group in kinds:
            if group and len(chosen) < limit:
                chosen.append(group.pop())
    return chosen


# ---------------------------------------------------------------- facts that can be asked for


def known_values(facts: Iterable[Fact]) -> dict[Key, Known]:
    """Facts by (standard name, start, end), those with two different values left out."""
    groups: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.standard and fact.period_end and _period_kind(fact) != "other":
            groups[fact.standard, fact.period_start, fact.period_end].append(fact)
    return {key: known for key, group in groups.items() if (known := _one_value(group))}


def _one_value(group: Sequence[Fact]) -> Known | None:
    """The one value of facts that should be equal; None where they differ by more than rounding."""
    best = min(group, key=lambda fact: (fact.statement is None, fact.scale))
    room = Decimal(10) ** max(fact.scale for fact in group) if len({f.scale for f in group}) > 1 else Decimal(0)
    if any(abs(fact.value - best.value) > room or fact.concept != best.concept for fact in group):
        return None
    return Known(best.value, best.unit, best.scale, best.label, tuple(sorted({fact.page for fact in group})))


def _period_kind(fact: Fact) -> str:
    if fact.period_start is None:
        return "moment"
    assert fact.period_end is not None
    days = (fact.period_end - fact.period_start).days + 1
    return "year" if days in YEAR_DAYS else "quarter" if days in QUARTER_DAYS else "other"


def _values(plain: dict[Key, Known], asker: "Asker") -> Iterator[Question]:
    for (name, start, end), known in sorted(plain.items(), key=str):
        if name in VALUES:
            yield asker.value(name, known, start, end)


def _changes(plain: dict[Key, Known], asker: "Asker") -> Iterator[Question]:
    for (name, start, end), known in sorted(plain.items(), key=str):
        before = year_before(plain, name, start, end)
        if name in CHANGES and before and before[1].value > 0 and known.value > 0:
            yield asker.change(name, known, before[1], start, end, before[0])


def year_before(plain: dict[Key, Known], name: str, start: date | None, end: date) -> tuple[date, Known] | None:
    """The same value a year earlier, with the day it ends, if the filing gives it."""
    for (other, begun, ended), known in plain.items():
        if other == name and 350 <= (end - ended).days <= 380 and _months(begun, ended) == _months(start, end):
            return ended, known
    return None


def _months(start: date | None, end: date) -> int:
    return round((end - start).days / 30.4) if start else 0


def _ratios(plain: dict[Key, Known], asker: "Asker") -> Iterator[Question]:
    for name, definition, top, bottom, percent in RATIOS:
        for (concept_name, start, end), known in sorted(plain.items(), key=str):
            divisor = plain.get((bottom, start, end))
            if concept_name == top and divisor and divisor.value > 0 and known.value > 0:
                yield asker.ratio(name, definition, known, divisor, start, end, percent)


def _segments(tagged: Sequence[Fact], asker: "Asker") -> Iterator[Question]:
    groups: dict[tuple[str, date | None, date, str], list[Fact]] = defaultdict(list)
    for fact in tagged:
        if fact.standard not in SEGMENT_CONCEPTS or len(fact.dimensions) != 1 or not fact.period_end:
            continue
        axis, member = fact.dimensions[0]
        if axis.endswith(SEGMENT_AXES) and _period_kind(fact) != "other":
            groups[fact.standard, fact.period_start, fact.period_end, member].append(fact)
    for (name, start, end, member), group in sorted(groups.items(), key=str):
        known = _one_value(group)
        row = _member_name(member, known.label if known else "")
        # A negative row of revenue is a deduction, which no one asks for as revenue.
        if known and row and (known.value > 0 or name != "revenue"):
            yield asker.segment(name, row, known, start, end)


def _member_name(member: str, label: str) -> str:
    """How to call a segment: its printed label where that names it, else the words of its tag."""
    words = re.sub(r"(?:Segment)?Member$", "", member.split(":")[-1])
    spoken = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", words).strip()
    printed = re.sub(r"\s*\(\d+\)|:$", "", label).strip()
    shared = {w.lower()[:4] for w in re.findall(r"[A-Za-z]{3,}", printed)} & {w.lower()[:4] for w in spoken.split()}
    alike = bool(shared) or _letters(printed) == _letters(words)  # a tag cannot write a name like "iPad"
    name = printed if alike and len(printed) <= 60 else spoken
    if {spoken.lower(), name.lower()} & NO_SEGMENT or not re.search(r"[a-z]", name):
        return ""
    return name


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


# ---------------------------------------------------------------- wording

UNCLEAR = re.compile(r"[$\d:(]|\bmargin\b", re.IGNORECASE)
"""Printed lines that mean more than one thing out of their table: "Gross margin", or a "Benefit (provision)" whose sign
the line turns round."""
SAYS_WHAT = re.compile(r"\b(?:revenues?|sales|income|profit|loss|fees)\b", re.IGNORECASE)
"""A row so named is the figure itself: "Freight revenues", not revenue from freight revenues."""


class Asker:
    """Words the questions of one filing."""

    def __init__(self, identity: Identity, rng: random.Random) -> None:
        self.identity = identity
        self.rng = rng
        name = identity.company or ""
        short = re.sub(r",?\s+(?:Inc|Corp|Corporation|Co|Company|Ltd|plc|N\.V|S\.A)\.?$", "", name, flags=re.IGNORECASE)
        self.names = (name, short) if short else (name,)

    def value(self, name: str, known: Known, start: date | None, end: date) -> Question:
        """A tagged value."""
        line, unit, gold = self.line(name, known), *self.amount(known)
        when = self.when(start, end)
        text = self.rng.choice(
            [
                f"What was {self.company()}'s {line} {when}?{unit}",
                f"How much did {self.company()} report as {line} {when}?{unit}",
                f"Please tell me the {line} of {self.company()} {when}.{unit}",
                f"{self.company()}: {line} {when}?{unit}",
            ]
            if known.unit == "USD"
            else [f"What was {self.company()}'s {line} {when}?{unit}", f"{self.company()}: {line} {when}?{unit}"]
        )
        return Question("value", text, gold, known.pages)

    def change(self, name: str, known: Known, before: Known, start: date | None, end: date, earlier: date) -> Question:
        """A change against the year before, in percent or dollars."""
        line = self.line(name, known)
        pages = tuple(sorted({*known.pages, *before.pages}))
        company, (now, then, since) = self.company(), self._both(start, end, earlier)
        if self.rng.random() < 0.6 or known.unit != "USD":
            percent = (known.value - before.value) / before.value * 100
            text = self.rng.choice(
                [
                    f"By what percentage did {company}'s {line} change {now} compared with {since}? "
                    "Round to one decimal place.",
                    f"What was the percent change in {company}'s {line} from {since} to {then}? "
                    "Answer in percent with one decimal place.",
                ]
            )
            return Question("change", text, f"{percent:.1f}%", pages)
        difference = (known.value - before.value) / 10**6
        text = (
            f"By how much did {company}'s {line} change from {since} to {then}? "
            "Answer in USD millions; a decrease is negative."
        )
        sign = "-" if difference < 0 else ""
        return Question("change", text, f"{sign}${_digits(abs(difference), known.scale)} million", pages)

    def ratio(
        self, name: str, definition: str, top: Known, bottom: Known, start: date | None, end: date, percent: bool
    ) -> Question:
        """One value divided by another."""
        value = top.value / bottom.value
        pages = tuple(sorted({*top.pages, *bottom.pages}))
        ending = "Answer in percent with one decimal place." if percent else "Round to two decimal places."
        company, when = self.company(), self.when(start, end)
        text = self.rng.choice(
            [
                f"What was {company}'s {name} {when}, that is {definition}? {ending}",
                f"Calculate the {name} of {company} {when}, defined as {definition}. {ending}",
            ]
        )
        return Question("ratio", text, f"{value * 100:.1f}%" if percent else f"{value:.2f}", pages)

    def segment(self, name: str, row: str, known: Known, start: date | None, end: date) -> Question:
        """A row of a segment, product or region."""
        line, unit, gold = concept(name).names[0], *self.amount(known)
        when = self.when(start, end)
        if SAYS_WHAT.search(row):
            verb = "were" if row.endswith("s") else "was"
            texts = [f"What {verb} {self.company()}'s {row} {when}?{unit}", f"{self.company()}: {row} {when}?{unit}"]
        else:
            texts = [
                f"What was {self.company()}'s {line} from {row} {when}?{unit}",
                f"How much {line} did {row} bring {self.company()} {when}?{unit}",
                f"{self.company()}, {row}: {line} {when}?{unit}",
            ]
        text = self.rng.choice(texts)
        return Question("segment", text, gold, known.pages)

    def company(self) -> str:
        """The company, by its full name or without "Inc."."""
        return self.rng.choice(self.names)

    def line(self, name: str, known: Known) -> str:
        """An everyday name of the line, or the line as printed where that can stand in a sentence."""
        spoken = [n for n in concept(name).names[:2] if n.isascii()]
        printed = re.sub(r"\s*\(\w{1,3}\)|:$", "", known.label).strip()
        if 4 <= len(printed) <= 50 and len(printed.split()) >= 2 and not UNCLEAR.search(printed):
            spoken.append(f"“{printed}”")
        return self.rng.choice(spoken)

    def when(self, start: date | None, end: date) -> str:
        """A period or moment, with its preposition."""
        return self.rng.choice(self._manners(start, end))

    def _manners(self, start: date | None, end: date) -> list[str]:
        """The ways to name a period, always in the same order for periods of the same kind."""
        year, day = self._fiscal_year(end), f"{end:%B} {end.day}, {end.year}"
        if start is None:
            return [f"as of {day}", *([f"at the end of fiscal {year}"] if year else [])]
        if (end - start).days + 1 in QUARTER_DAYS:
            return [f"in the quarter ended {day}", f"in the three months ended {day}"]
        return [f"in the year ended {day}", *([f"in fiscal {year}", f"in FY{year}"] if year else [])]

    def _both(self, start: date | None, end: date, earlier: date) -> tuple[str, str, str]:
        """A period and the one a year before in one manner of speaking: the first with its preposition, both bare."""
        begun = earlier - (end - start) if start else None
        now, before = self._manners(start, end), self._manners(begun, earlier)
        manner = self.rng.randrange(min(len(now), len(before)))
        return now[manner], _bare(now[manner]), _bare(before[manner])

    def _fiscal_year(self, end: date) -> int | None:
        """The company's own fiscal year that ends on `end`, reckoned from the filing's; None for a quarter's end."""
        mine = self.identity
        if mine.fiscal_year is None or mine.period_end is None or mine.fiscal_quarter:
            return None
        years, rest = divmod((mine.period_end - end).days + 10, 365)
        return mine.fiscal_year - years if rest <= 24 else None

    def amount(self, known: Known) -> tuple[str, str]:
        """What to add to the question about the unit, and gold with its unit."""
        if known.unit == "USD/share":
            return "", gold_text(known)
        if known.unit == "shares":
            return " Answer in millions of shares.", gold_text(known)
        if abs(known.value) >= 10**9 and self.rng.random() < 0.25:
            billions = f"{'-' if known.value < 0 else ''}${abs(known.value) / 10**9:.2f} billion"
            return " Answer in USD billions, to two decimal places.", billions
        return self.rng.choice(["", "", " Answer in USD millions."]), gold_text(known)


def _bare(when: str) -> str:
    return re.sub(r"^(?:in|at|as of) ", "", when)


def gold_text(known: Known) -> str:
    """A value as gold writes it: dollars in millions with the digits printed, shares in millions, dollars a share."""
    if known.unit == "USD/share":
        return f"${known.value:f} per share"
    if known.unit == "shares":
        return f"{_digits(known.value / 10**6, known.scale)} million shares"
    return f"{'-' if known.value < 0 else ''}${_digits(abs(known.value) / 10**6, known.scale)} million"


def _digits(millions: Decimal, scale: int) -> str:
    """An amount in millions with the digits that the filing prints: none after the point where it prints millions."""
    return f"{millions:,.{max(0, 6 - scale)}f}" if scale <= 6 else f"{millions:,.0f}"

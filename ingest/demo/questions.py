"""Questions about the demo filings, with answers worked out from the same books."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from ingest.demo.blocks import Amount, Measure, plain
from ingest.demo.company import COMPANY, FY2023, FY2024, FY2025, Q1_2025, Q1_2026, SEGMENTS, Period
from ingest.demo.filings import ANNUAL_2024, ANNUAL_2025, QUARTER_2026, Filing
from ingest.demo.narrator import said
from ingest.demo.note_tables import maturities
from ingest.demo.statements import figure, rounded
from ingest.demo.tags import amount

__all__ = [
    "BALANCE",
    "CASH_FLOWS",
    "INCOME",
    "SEGMENT_NOTE",
    "DemoQuestion",
    "Kind",
    "find",
    "growth",
    "in_base_units",
    "printed",
    "questions",
    "ratio",
    "work_out",
]


class Kind(StrEnum):
    """What answering takes: finding a number, working one out, finding words, or saying that it is not there."""

    FIND = "find"
    CALCULATE = "calculate"
    WORDS = "words"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class DemoQuestion:
    """A question with its checked answer.

    `value` is in base units (dollars, not millions; a percentage is a fraction: 38.8% is Decimal("0.388")) and rounded
    as `answer` prints it; `unit` is "USD", "USD/share", "%", "ratio", "shares", "people" or "" for words. `document` is
    the stem of the file that answers it (`.pdf` and `.html` say the same), `section` the heading there, and
    `evidence` what is printed together on one page of the PDF. A follow-up question has `standalone`, the same
    question without the conversation before it. An absent answer has no value, document or evidence.
    """

    question: str
    answer: str
    value: Decimal | None
    unit: str
    kind: Kind
    document: str = ""
    section: str = ""
    evidence: tuple[str, ...] = ()
    standalone: str = ""


_QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"
INCOME = "Consolidated Statements of Income"
BALANCE = "Consolidated Balance Sheets"
CASH_FLOWS = "Consolidated Statements of Cash Flows"
SEGMENT_NOTE = "Note 15. Segment and Geographic Information"
DISCUSSION = f"Management{_QUOTE}s Discussion and Analysis of Financial Condition and Results of Operations"
_UNITS = {
    Measure.MILLIONS: "USD", Measure.PER_SHARE: "USD/share", Measure.PERCENT: "%", Measure.RATIO: "ratio",
    Measure.SHARES: "shares",
}  # fmt: skip


def in_base_units(value: Amount) -> Decimal:
    """The number as printed, in dollars, shares or a fraction: 86200000 for "86.2" in millions."""
    shown = value.shown.scaleb(value.measure.scale)
    return Decimal(int(shown)) if value.measure.scale > 0 else shown


def find(
    question: str, period: Period, key: str, filing: Filing, section: str, label: str, *, negate: bool = False
) -> DemoQuestion:
    """A question whose answer is printed: `label` is its line, beside the number as printed there."""
    value = amount(period, key, tag=False)
    digits = amount(period, key, negate=negate, tag=False).printed
    shown = in_base_units(value)
    unit = _UNITS[value.measure]
    return DemoQuestion(
        question, plain(said(value)), shown, unit, Kind.FIND, filing.stem, section, (label, digits)
    )  # fmt: skip


def work_out(
    question: str, value: Decimal, measure: Measure, filing: Filing, section: str, *evidence: str
) -> DemoQuestion:
    """A question whose answer is computed from what is printed."""
    base = value.scaleb(6) if measure is Measure.MILLIONS else value
    result = Amount(base, measure)
    places = {Measure.RATIO: 2}.get(measure, measure.places)
    if measure is Measure.RATIO:
        shown, answer = rounded(value, places), f"{rounded(value, places)}"
    else:
        shown, answer = in_base_units(result), plain(said(result))
    unit = _UNITS[measure]
    return DemoQuestion(question, answer, shown, unit, Kind.CALCULATE, filing.stem, section, evidence)


def _words(question: str, answer: str, filing: Filing, section: str, *evidence: str) -> DemoQuestion:
    return DemoQuestion(question, answer, None, "", Kind.WORDS, filing.stem, section, evidence)


def _absent(question: str, why: str) -> DemoQuestion:
    return DemoQuestion(question, why, None, "", Kind.ABSENT)


def ratio(period: Period, over: str, under: str) -> Decimal:
    """One number of a period over another."""
    return figure(period, over) / figure(period, under)


def growth(now: Period, then: Period, key: str) -> Decimal:
    """The change of a number from one period to another as a fraction of the earlier."""
    return figure(now, key) / figure(then, key) - 1


def _average(key: str, *periods: Period) -> Decimal:
    return sum((figure(period, key) for period in periods), Decimal(0)) / len(periods)


def printed(period: Period, key: str) -> str:
    """The number as a table prints it."""
    return amount(period, key, tag=False).printed


@lru_cache
def questions() -> tuple[DemoQuestion, ...]:
    """Single questions, each complete in itself: found, computed, worded, and not in the filings at all."""
    return (*_found(), *_computed(), *_worded(), *_missing())


def _found() -> tuple[DemoQuestion, ...]:
    name, year, old, quarter = COMPANY.short, ANNUAL_2025, ANNUAL_2024, QUARTER_2026
    condensed = "Condensed {} (Unaudited)".format
    return (
        find(
            f"What was {name}'s capital expenditure in fiscal 2025?", FY2025, "capex", year, CASH_FLOWS,
            "Purchases of property, plant and equipment", negate=True,
        ),
        find(
            f"What were {name}'s total net sales in fiscal 2025?", FY2025, "net_sales", year, INCOME, "Total net sales",
        ),
        find(f"What was {name}'s net income in FY2024?", FY2024, "net_income", old, INCOME, "Net income"),
        find(
            f"How much did {name} spend on research and development in fiscal 2023?", FY2023, "rnd", year, INCOME,
            "Research and development",
        ),
        find(
            f"What were {name}'s diluted earnings per share for FY2025?", FY2025, "eps_diluted", year, INCOME,
            "Diluted",
        ),
        find(
            f"How much cash did {name} hold at the end of fiscal 2024?", FY2024, "cash", old, BALANCE,
            "Cash and cash equivalents",
        ),
        find(
            f"What were {name}'s inventories at September 27, 2025?", FY2025, "inventories", year, BALANCE,
            "Inventories",
        ),
        find(
            f"What did {name} pay for its acquisition in fiscal 2024, net of cash acquired?", FY2024, "acquisition",
            old, CASH_FLOWS, "Acquisition of business, net of cash acquired", negate=True,
        ),
        find(
            f"What was the operating income of {name}'s Connected Services segment in fiscal 2025?", FY2025,
            "income.services", year, SEGMENT_NOTE, "Segment operating income",
        ),
        find(
            f"How much goodwill does {name} carry in Connected Services at the end of fiscal 2025?", FY2025,
            "goodwill.services", year, "Note 5. Goodwill and Intangible Assets", "Balance at September 27, 2025",
        ),
        find(
            f"What were {name}'s net sales in Canada in fiscal 2025?", FY2025, "geo.canada", year, "Note 2. Revenue",
            "Canada",
        ),
        find(
            f"What dividends per share did {name} declare in fiscal 2025?", FY2025, "dividend_rate", year, INCOME,
            "Cash dividends declared per share",
        ),
        find(
            f"What were {name}'s net sales in the first quarter of fiscal 2026?", Q1_2026, "net_sales", quarter,
            condensed(INCOME), "Total net sales",
        ),
        find(
            f"What restructuring charges did {name} record in Q1 of FY2026?", Q1_2026, "restructuring", quarter,
            condensed(INCOME), "Restructuring charges",
        ),
    )  # fmt: skip


def _computed() -> tuple[DemoQuestion, ...]:
    name, year, old, quarter = COMPANY.short, ANNUAL_2025, ANNUAL_2024, QUARTER_2026
    due_2027 = maturities(FY2025)[1]
    capex_share = sum((ratio(p, "capex", "net_sales") for p in (FY2025, FY2024, FY2023)), Decimal(0)) / 3
    due = Amount(due_2027.scaleb(6))
    return (
        work_out(
            f"By what percentage did {name}'s net sales grow from fiscal 2024 to fiscal 2025?",
            growth(FY2025, FY2024, "net_sales"), Measure.PERCENT, year, INCOME,
            printed(FY2025, "net_sales"), printed(FY2024, "net_sales"),
        ),
        work_out(
            f"What was {name}'s gross margin in fiscal 2025?", ratio(FY2025, "gross_profit", "net_sales"),
            Measure.PERCENT, year, INCOME, printed(FY2025, "gross_profit"), printed(FY2025, "net_sales"),
        ),
        work_out(
            f"What was {name}'s operating margin in FY2024?", ratio(FY2024, "operating_income", "net_sales"),
            Measure.PERCENT, old, INCOME, printed(FY2024, "operating_income"), printed(FY2024, "net_sales"),
        ),
        work_out(
            f"What was {name}'s effective tax rate in fiscal 2025?", ratio(FY2025, "tax", "pretax"), Measure.PERCENT,
            year, INCOME, printed(FY2025, "tax"), printed(FY2025, "pretax"),
        ),
        work_out(
            f"What was {name}'s free cash flow in fiscal 2025?", figure(FY2025, "cash_operating") - figure(FY2025,
            "capex"),
            Measure.MILLIONS, year, CASH_FLOWS, printed(FY2025, "cash_operating"), printed(FY2025, "capex"),
        ),
        work_out(
            f"What was {name}'s current ratio at the end of fiscal 2025?",
            ratio(FY2025, "current_assets", "current_liabilities"), Measure.RATIO, year, BALANCE,
            printed(FY2025, "current_assets"), printed(FY2025, "current_liabilities"),
        ),
        work_out(
            f"What was {name}'s quick ratio at the end of FY2025, counting cash and receivables?",
            (figure(FY2025, "cash") + figure(FY2025, "receivables")) / figure(FY2025, "current_liabilities"),
            Measure.RATIO, year, BALANCE, printed(FY2025, "cash"), printed(FY2025, "receivables"),
        ),
        work_out(
            f"What was {name}'s inventory turnover in fiscal 2025, on average inventories?",
            figure(FY2025, "cost_of_sales") / _average("inventories", FY2025, FY2024), Measure.RATIO, year, BALANCE,
            printed(FY2025, "inventories"), printed(FY2024, "inventories"),
        ),
        work_out(
            f"What was {name}'s return on assets in fiscal 2025, using average total assets?",
            figure(FY2025, "net_income") / _average("total_assets", FY2025, FY2024), Measure.PERCENT, year, BALANCE,
            printed(FY2025, "total_assets"), printed(FY2024, "total_assets"),
        ),
        work_out(
            f"How many times did {name}'s operating income cover its interest expense in fiscal 2025?",
            ratio(FY2025, "operating_income", "interest_expense"), Measure.RATIO, year, INCOME,
            printed(FY2025, "operating_income"), printed(FY2025, "interest_expense"),
        ),
        work_out(
            f"What was {name}'s average ratio of capital expenditure to net sales in percent, fiscal 2023 to 2025?",
            capex_share, Measure.PERCENT, year, CASH_FLOWS, *(printed(p, "capex") for p in (FY2025, FY2024, FY2023)),
        ),
        work_out(
            f"By how much did {name}'s net sales in Q1 of fiscal 2026 exceed those of Q1 of fiscal 2025?",
            figure(Q1_2026, "net_sales") - figure(Q1_2025, "net_sales"), Measure.MILLIONS, quarter,
            f"Condensed {INCOME} (Unaudited)", printed(Q1_2026, "net_sales"), printed(Q1_2025, "net_sales"),
        ),
        replace(
            work_out(
                f"How much principal of {name}'s debt falls due in fiscal 2027, as of the end of fiscal 2025?",
                due_2027, Measure.MILLIONS, year, "Note 6. Debt", "Principal falls due as follows", due.printed,
            ),
            kind=Kind.FIND,
        ),
    )  # fmt: skip


def _worded() -> tuple[DemoQuestion, ...]:
    name, year, quarter = COMPANY.short, ANNUAL_2025, QUARTER_2026
    margins = {segment: figure(FY2025, f"margin.{segment}") for segment in SEGMENTS}
    best = max(margins, key=lambda segment: margins[segment])
    falls = [segment for segment in SEGMENTS if figure(FY2025, f"sales.{segment}") < figure(FY2024, f"sales.{segment}")]
    fall = plain(said(Amount(-growth(FY2025, FY2024, f"sales.{falls[0]}"), Measure.PERCENT)))
    share = plain(said(amount(FY2025, "largest_customer_share", tag=False)))
    margin = plain(said(amount(FY2025, f"margin.{best}", tag=False)))
    people = COMPANY.employees[2025]
    return (
        _words(
            f"Which of {name}'s segments sold less in fiscal 2025 than in fiscal 2024, and by what percentage?",
            f"{SEGMENTS[falls[0]][0]}; net sales fell {fall}.", year, DISCUSSION, SEGMENTS[falls[0]][0], fall,
        ),
        _words(
            f"Which of {name}'s segments had the highest operating margin in fiscal 2025?",
            f"{SEGMENTS[best][0]}, with {margin}.", year, DISCUSSION, "Segment operating margin:", margin,
        ),
        _words(
            f"Who is {name}'s largest customer and what part of net sales did it account for in fiscal 2025?",
            f"Harmon & Vale Waterworks Supply, with {share} of net sales.", year, "Customers and Distribution",
            "Vale Waterworks Supply", share,
        ),
        _words(
            f"Why did {name}'s current portion of long-term debt rise in the first quarter of fiscal 2026?",
            "The 3.85% senior notes, $200.0 million in principal, fall due in November 2026, within twelve "
            "months of the balance sheet date, and became current.",
            quarter, "Note 5. Debt", "3.85% senior notes", "November 15, 2026",
        ),
        _words(
            f"What did {name} do with its Galesburg foundry?",
            "It closed it under the Foundry Plan: its castings moved to Saltillo, Mexico, and the last iron was poured "
            "in July 2025.", year, "Note 12. Restructuring", "Galesburg stopped pouring in July 2025",
        ),
        _words(
            f"Who has sued {name} over its Halcyon meters, and when is the trial?",
            "Aldous Metrology, Inc.; trial on the remaining patent is set for March 2026.", year,
            "Note 14. Commitments and Contingencies", "Aldous Metrology, Inc.", "Halcyon",
        ),
        _words(
            f"What is the highest ratio of debt to EBITDA that {name}'s credit agreement allows?",
            "3.50 times consolidated EBITDA.", year, "Note 6. Debt", "3.50 times",
        ),
        _words(
            f"Who audits {name}'s financial statements?", f"{COMPANY.auditor}, {COMPANY.auditor_city}.", year,
            "Report of Independent Registered Public Accounting Firm", COMPANY.auditor,
        ),
        DemoQuestion(
            f"How many people did {name} employ at the end of fiscal 2025?", f"About {people:,}.", Decimal(people),
            "people", Kind.FIND, year.stem, "Human Capital", (f"{people:,}",),
        ),
    )  # fmt: skip


def _missing() -> tuple[DemoQuestion, ...]:
    name = COMPANY.short
    return (
        _absent(f"What were {name}'s net sales in fiscal 2015?", "The filings reach back to fiscal 2022 only."),
        _absent(
            f"How much did {name} spend on advertising in fiscal 2025?", "The filings give no advertising expense."
        ),
        _absent(f"What net sales does {name} forecast for fiscal 2027?", "The filings give no forecast of net sales."),
    )

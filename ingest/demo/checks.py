"""Checks that the books tie, by equations that do not follow the way they were worked out."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from ingest.demo.blocks import Amount, Table
from ingest.demo.company import FY2025, GEOGRAPHIES, PERIODS, Q1_2025, SEGMENTS, Period
from ingest.demo.drivers import REPURCHASES
from ingest.demo.filings import FILINGS, Filing
from ingest.demo.note_tables import maturities
from ingest.demo.statement_tables import cash_flows, income_statement
from ingest.demo.statements import INTANGIBLES, books, figure, rounded

__all__ = ["inconsistencies"]


def inconsistencies() -> tuple[str, ...]:
    """What does not tie, one line each; nothing when the books are sound."""
    found: list[str] = []
    for period, before in PERIODS.items():
        for what, left, right in _equations(period, before):
            if left != right:
                found.append(f"{period.name}: {what}: {left} is not {right}")
    for filing in FILINGS:
        found += [f"{filing.stem}: {problem}" for problem in _footings(filing)]
    for key in ("net_sales", "net_income", "capex", "depreciation", "tax", "interest_expense", "rnd", "sga"):
        if not 0 < figure(Q1_2025, key) < figure(FY2025, key):
            found.append(f"{key}: the first quarter of fiscal 2025 is not within its year")
    return tuple(found)


def _equations(period: Period, before: Period) -> Iterator[tuple[str, Decimal, Decimal]]:
    n, opening = books()[period], books()[before]

    def total(*keys: str) -> Decimal:
        return sum((n[key] for key in keys), Decimal("0.0"))

    def over(prefix: str, parts: tuple[str, ...] | dict[str, tuple[str, str]]) -> Decimal:
        return total(*(f"{prefix}.{part}" for part in parts))

    yield "assets equal liabilities and equity", n["total_assets"], total("total_liabilities", "equity")
    current = total("cash", "receivables", "inventories", "prepaid")
    fixed = total("ppe", "rou", "goodwill", "intangibles", "other_assets")
    yield "assets add up", current + fixed, n["total_assets"]
    owed = total("payables", "accrued_compensation", "deferred_revenue", "other_current", "debt_current", "debt_long")
    later = total("lease_current", "lease_long", "deferred_taxes", "other_liabilities")
    yield "liabilities add up", owed + later, n["total_liabilities"]
    for expense in ("sga", "rnd"):
        parts = over(expense, SEGMENTS) + n.get(f"{expense}.corporate", Decimal("0.0"))
        yield f"{expense} of segments adds up", parts, n[expense]
    flows = total("cash_operating", "cash_investing", "cash_financing", "fx.cash")
    yield "cash flows explain the change in cash", flows, n["cash"] - opening["cash"]
    yield "segments' sales add up", over("sales", SEGMENTS), n["net_sales"]
    yield "places' sales add up", over("geo", GEOGRAPHIES), n["net_sales"]
    for segment in SEGMENTS:
        yield (
            f"places of {segment} add up",
            over("geo", tuple(f"{p}.{segment}" for p in GEOGRAPHIES)),
            n[f"sales.{segment}"],
        )
    reconciled = n["segment_income"] - total("sga.corporate", "amortization", "restructuring")
    yield "segments' income reconciles", reconciled, n["operating_income"]
    costs = total("cost_of_sales", "sga", "rnd", "amortization", "restructuring", "interest_expense", "tax")
    yield "net income is sales less costs", n["net_sales"] - costs + n["other_income"], n["net_income"]
    yield (
        "taxes by jurisdiction add up",
        total("current.federal", "current.state", "current.foreign", "deferred"),
        n["tax"],
    )
    yield "basic earnings per share", n["eps_basic"], rounded(n["net_income"] / n["basic_shares"], 2)
    yield "diluted earnings per share", n["eps_diluted"], rounded(n["net_income"] / n["diluted_shares"], 2)
    contributed = total("comprehensive_income", "stock_compensation", "stock_plans")
    taken = total("dividends", "buyback", "withheld")
    yield "equity rolls forward", opening["equity"] + contributed - taken, n["equity"]
    yield "dividends are the rate times the shares", n["dividends"], rounded(n["dividend_rate"] * n["basic_shares"])
    yield "goodwill adds up", over("goodwill", SEGMENTS), n["goodwill"]
    yield "intangible assets add up", over("intangible_net", INTANGIBLES), n["intangibles"]
    yield "debt adds up", n["debt_long"] + n["debt_current"] + n["issuance_costs"], n["debt_gross"]
    due = maturities(period)
    if period.fiscal_year >= 2023:
        yield "what falls due after five years is the notes of 2034", due[5], n["notes_2034"]
    if not period.quarter:
        yield "what falls due within a year is current", due[0], n["debt_current"]
    yield "inventories add up", total("inventory.raw", "inventory.wip", "inventory.finished"), n["inventories"]
    yield "net plant is gross less depreciation", n["ppe.gross"] - n["accumulated_depreciation"], n["ppe"]
    yield "deferred taxes net out", n["dtl"] - n["dta"], n["deferred_taxes"]
    awards = total("stock.units", "stock.performance", "stock.purchase")
    yield "share-based compensation adds up", awards, n["stock_compensation"]
    yield "the period follows the one before", *_days(period, before)


def _days(period: Period, before: Period) -> tuple[Decimal, Decimal]:
    follows = before.end + timedelta(days=1)
    return Decimal(period.start.toordinal()), Decimal(follows.toordinal())


def _footings(filing: Filing) -> Iterator[str]:
    """The columns of the printed statements add up from line to line, as a reader with a pencil would check them."""
    bought = [entry.split() for entry in REPURCHASES.get(filing.period.name, ()) if entry != "-"]
    if sum((Decimal(count) for count, _ in bought), Decimal(0)) > figure(filing.period, "shares_bought"):
        yield "more shares bought in the last quarter than in the year"
    yield from _income_footing(income_statement(filing))
    yield from _cash_footing(cash_flows(filing))


def _income_footing(table: Table) -> Iterator[str]:
    """Sales less costs is gross profit, less expenses operating income, and so on down to net income."""
    by_label = {line.label: [cell.shown for cell in line.cells if isinstance(cell, Amount)] for line in table.lines}
    steps = (
        (("Total net sales",), ("Total cost of sales",), "Gross profit"),
        (("Gross profit",), ("Total operating expenses",), "Operating income"),
        # Interest is printed in parentheses, so it is added.
        (("Operating income", "Interest expense", "Other income (expense), net"), (), "Income before income taxes"),
        (("Income before income taxes",), ("Provision for income taxes",), "Net income"),
    )
    for added, subtracted, result in steps:
        for column, printed in enumerate(by_label[result]):
            plus = sum((by_label[label][column] for label in added), Decimal(0))
            minus = sum((by_label[label][column] for label in subtracted), Decimal(0))
            if plus - minus != printed:
                yield f"{result}: {printed} printed, {plus - minus} worked out"


def _cash_footing(table: Table) -> Iterator[str]:
    """Between two headings of activities, the plain lines add up to the subtotal."""
    columns = len(table.columns.names)
    running = [Decimal("0.0")] * columns
    for line in table.lines:
        if line.bold and not line.cells:
            running = [Decimal("0.0")] * columns
            continue
        shown = [cell.shown for cell in line.cells if isinstance(cell, Amount)]
        if line.label.startswith("Net cash"):
            if shown != running:
                yield f"{line.label}: {shown} printed, {running} added up"
            running = [Decimal("0.0")] * columns
        elif shown:
            running = [old + new for old, new in zip(running, shown, strict=True)]

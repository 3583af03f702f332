"""The tables about restructuring, derivatives, cash, obligations and the allowance, and measures outside GAAP."""

from decimal import Decimal

from ingest.demo.blocks import Columns, Line, Table
from ingest.demo.company import PERIODS, spelled
from ingest.demo.filings import Filing
from ingest.demo.note_tables import maturities, opening_row
from ingest.demo.statements import figure
from ingest.demo.table_parts import MILLIONS, dates, heading, millions, row, years
from ingest.demo.tags import amount

__all__ = [
    "adjusted_ebitda",
    "allowance",
    "cash_summary",
    "fair_value",
    "free_cash_flow",
    "obligations",
    "restructuring",
]


def restructuring(filing: Filing) -> Table:
    """Restructuring charges by kind, and the accrual."""
    p = filing.periods
    lines = (
        heading("Charges:"),
        row("Severance and related benefits", "restructuring.severance", p, dollar=True),
        row("Facility and other exit costs", "restructuring.other", p),
        row("Impairment of equipment", "restructuring.assets", p),
        row("Total restructuring charges", "restructuring", p, indent=2, total=2, dollar=True),
        heading("Accrual:"),
        opening_row("Balance at beginning of period", "restructuring_accrual", p),
        row("Charges settled in cash", "restructuring_cash", p),
        row("Payments", "restructuring_paid", p, negate=True),
        row("Balance at end of period", "restructuring_accrual", p, indent=0, total=2, dollar=True),
    )
    return Table(years(p), lines)


def fair_value(filing: Filing) -> Table:
    """Derivatives and debt at fair value."""
    p = filing.balances
    lines = (
        row("Notional amount of foreign currency forward contracts", "hedge_notional", p, indent=0, dollar=True),
        row("Derivative assets (Level 2)", "hedge_asset", p, indent=0),
        row("Derivative liabilities (Level 2)", "hedge_liability", p, indent=0),
        row("Carrying amount of debt", "debt_net", p, indent=0),
        row("Fair value of debt (Level 2)", "debt_fair_value", p, indent=0),
    )
    return Table(dates(p), lines, label_width=0.62)


def cash_summary(filing: Filing) -> Table:
    """Cash flows by activity, for MD&A."""
    p = filing.periods
    lines = (
        row("Net cash provided by operating activities", "cash_operating", p, indent=0, dollar=True, tag=False),
        row("Net cash used in investing activities", "cash_investing", p, indent=0, tag=False),
        row("Net cash provided by (used in) financing activities", "cash_financing", p, indent=0, tag=False),
        row("Effect of exchange rate changes", "fx.cash", p, indent=0, tag=False),
        row("Net increase (decrease) in cash", "cash_change", p, total=2, dollar=True, tag=False),
    )
    return Table(years(p), lines, label_width=0.55)


def free_cash_flow(filing: Filing) -> Table:
    """Free cash flow, a measure outside GAAP, from the one inside it."""
    p = filing.periods
    lines = (
        row("Net cash provided by operating activities", "cash_operating", p, indent=0, dollar=True, tag=False),
        row("Less: purchases of property, plant and equipment", "capex", p, indent=0, negate=True, tag=False),
        row("Free cash flow", "free_cash_flow", p, total=2, dollar=True, tag=False),
    )
    return Table(years(p), lines, label_width=0.55)


def adjusted_ebitda(filing: Filing) -> Table:
    """Adjusted EBITDA, a measure outside GAAP, from net income."""
    p = filing.periods
    lines = (
        row("Net income", "net_income", p, indent=0, dollar=True, tag=False),
        row("Provision for income taxes", "tax", p, tag=False),
        row("Interest expense", "interest_expense", p, tag=False),
        row("Other (income) expense, net", "other_income", p, negate=True, tag=False),
        row("Depreciation", "depreciation", p, tag=False),
        row("Amortization of intangible assets", "amortization", p, tag=False),
        row("EBITDA", "ebitda", p, indent=0, total=1, tag=False),
        row("Restructuring charges", "restructuring", p, tag=False),
        row("Share-based compensation", "stock_compensation", p, tag=False),
        row("Adjusted EBITDA", "adjusted_ebitda", p, indent=0, total=2, dollar=True, tag=False),
    )
    return Table(years(p), lines, label_width=0.55)


def obligations(filing: Filing) -> Table:
    """What the company is bound to pay, next year and later."""
    period = filing.period
    due = maturities(period)
    principal = figure(period, "debt_gross")
    bought = figure(period, "purchase_obligations")
    # Four fifths of purchase commitments are delivered within a year.
    soon = (bought * Decimal("0.8")).quantize(Decimal("0.1"))
    leases = figure(period, "lease_total")
    current = figure(period, "lease_current")
    shown = (
        ("Long-term debt, principal", principal, due[0]),
        ("Operating lease liabilities", leases, current),
        ("Purchase obligations", bought, soon),
    )
    lines = [
        Line(label, (millions(total), millions(first), millions(total - first)), dollar=not at)
        for at, (label, total, first) in enumerate(shown)
    ]
    total, first = principal + leases + bought, due[0] + current + soon
    lines.append(Line("Total", (millions(total), millions(first), millions(total - first)), 1, 2, True))
    names = ("Total", f"Due in\nfiscal {period.fiscal_year + 1}", "Due later")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.46)


def allowance(filing: Filing) -> Table:
    """Schedule II: the allowance for doubtful accounts."""
    lines = []
    for period in filing.periods:
        cells = (
            amount(PERIODS[period], "allowance", tag=False),
            amount(period, "allowance_charged"),
            amount(period, "allowance_written_off", negate=True),
            amount(period, "allowance", tag=False),
        )
        lines.append(Line(f"Fiscal year ended {spelled(period.end)}", cells, dollar=True))
    names = (
        "Balance at\nBeginning\nof Year",
        "Charged to\nExpense",
        "Write-offs,\nNet of\nRecoveries",
        "Balance at\nEnd of\nYear",
    )
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.4)

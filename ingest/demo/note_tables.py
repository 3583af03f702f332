"""The tables of the notes about what the company owns and owes: revenue, inventories, goodwill, debt, leases."""

from decimal import Decimal

from ingest.demo.blocks import Amount, Cell, Columns, Context, Line, Measure, Table
from ingest.demo.company import GEOGRAPHIES, PERIODS, SEGMENTS, Period, spelled
from ingest.demo.drivers import LEASE_INTEREST, LEASE_RATE, LEASE_TERM, SCHEDULES
from ingest.demo.filings import Filing
from ingest.demo.statements import INTANGIBLES, figure
from ingest.demo.table_parts import MILLIONS, ahead, dates, millions, percent, row, words, years
from ingest.demo.tags import amount

__all__ = [
    "accrued",
    "contracts",
    "debt",
    "debt_maturities",
    "disaggregation",
    "future_amortization",
    "goodwill",
    "intangibles",
    "inventories",
    "lease_cost",
    "lease_maturities",
    "maturities",
    "ppe",
    "purchase_price",
    "warranty",
]


def disaggregation(filing: Filing) -> Table:
    """Net sales by segment and place of the customer: one block of rows a period."""
    lines: list[Line] = []
    for period in filing.periods:
        title = f"Fiscal {period.fiscal_year}" if filing.annual else f"Thirteen weeks ended {spelled(period.end)}"
        lines.append(Line(title, bold=True))
        for place, (name, _) in GEOGRAPHIES.items():
            parts = tuple(amount(period, f"geo.{place}.{segment}") for segment in SEGMENTS)
            lines.append(Line(name, (*parts, amount(period, f"geo.{place}")), indent=1, dollar=place == "us"))
        parts = tuple(amount(period, f"segment_sales.{segment}") for segment in SEGMENTS)
        lines.append(Line("Total net sales", (*parts, amount(period, "net_sales")), indent=2, total=2, dollar=True))
    names = (*(name.replace(" ", "\n", 1) for name, _ in SEGMENTS.values()), "Total")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.44)


def contracts(filing: Filing) -> Table:
    """Contract balances."""
    p = filing.balances
    lines = (
        row("Accounts receivable, net", "receivables", p, indent=0, dollar=True),
        row("Deferred revenue", "deferred_revenue", p, indent=0),
        row("Remaining performance obligations under subscription contracts", "obligations", p, indent=0),
    )
    return Table(dates(p), lines, label_width=0.62)


def inventories(filing: Filing) -> Table:
    """Inventories by stage."""
    p = filing.balances
    lines = (
        row("Raw materials and components", "inventory.raw", p, indent=0, dollar=True),
        row("Work in process", "inventory.wip", p, indent=0),
        row("Finished goods", "inventory.finished", p, indent=0),
        row("Inventories", "inventories", p, total=2, dollar=True),
    )
    return Table(dates(p), lines, label_width=0.62)


def ppe(filing: Filing) -> Table:
    """Property, plant and equipment by class."""
    p = filing.balances
    lines = (
        row("Land and improvements", "ppe.land", p, indent=0, dollar=True),
        row("Buildings", "ppe.buildings", p, indent=0),
        row("Machinery, tooling and test equipment", "ppe.machinery", p, indent=0),
        row("Software for internal use", "ppe.software", p, indent=0),
        row("Construction in progress", "ppe.construction", p, indent=0),
        row("Property, plant and equipment, gross", "ppe.gross", p, total=1),
        row("Less: accumulated depreciation", "accumulated_depreciation", p, indent=0, negate=True),
        row("Property, plant and equipment, net", "ppe", p, total=2, dollar=True),
    )
    return Table(dates(p), lines, label_width=0.62)


def accrued(filing: Filing) -> Table:
    """What other current liabilities are made of."""
    p = filing.balances
    lines = (
        row("Product warranties", "warranty", p, indent=0, dollar=True),
        row("Customer rebates and deposits", "accrued.customers", p, indent=0),
        row("Income and other taxes", "accrued.taxes", p, indent=0),
        row("Accrued interest", "accrued.interest", p, indent=0),
        row("Restructuring", "restructuring_accrual", p, indent=0),
        row("Other", "accrued.other", p, indent=0),
        row("Other current liabilities", "other_current", p, total=2, dollar=True),
    )
    return Table(dates(p), lines, label_width=0.62)


def opening_row(label: str, key: str, periods: tuple[Period, ...]) -> Line:
    """A roll-forward's first line: the balance at the end of the period before."""
    return row(label, key, tuple(PERIODS[period] for period in periods), indent=0, dollar=True)


def warranty(filing: Filing) -> Table:
    """The accrual for product warranties, rolled forward."""
    p = filing.periods
    lines = (
        opening_row("Balance at beginning of period", "warranty", p),
        row("Warranties issued", "warranty_charged", p),
        row("Settlements", "warranty_settled", p, negate=True),
        row("Balance at end of period", "warranty", p, indent=0, total=2, dollar=True),
    )
    return Table(years(p), lines)


def goodwill(filing: Filing) -> Table:
    """Goodwill by segment, rolled forward over the periods shown that the balance sheets bound."""
    periods = tuple(reversed(filing.periods[:2])) if filing.annual else filing.periods[:1]
    lines: list[Line] = [
        _goodwill_line(f"Balance at {spelled(PERIODS[periods[0]].end)}", "goodwill", PERIODS[periods[0]])
    ]
    lines[0] = Line(lines[0].label, lines[0].cells, dollar=True)
    for period in periods:
        if figure(period, "acquired.goodwill"):
            lines.append(_goodwill_line("Acquisition of Kestwick", "goodwill_acquired", period, "acquired.goodwill"))
        lines.append(_goodwill_line("Foreign currency translation", "fx.goodwill", period))
        last = period is periods[-1]
        line = _goodwill_line(f"Balance at {spelled(period.end)}", "goodwill", period)
        lines.append(Line(line.label, line.cells, total=2 if last else 1, dollar=last))
    names = (*(name.replace(" ", "\n", 1) for name, _ in SEGMENTS.values()), "Total")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.44)


def _goodwill_line(label: str, key: str, period: Period, whole: str = "") -> Line:
    parts = tuple(amount(period, f"{key}.{segment}") for segment in SEGMENTS)
    return Line(label, (*parts, amount(period, whole or key)), indent=0 if key == "goodwill" else 1)


_KINDS = {"customers": "Customer relationships", "technology": "Developed technology", "trademarks": "Trademarks"}


def intangibles(filing: Filing) -> Table:
    """Intangible assets: gross, amortized and net at both balance sheet dates."""
    p = filing.balances
    lines = []
    for kind in (*INTANGIBLES, ""):
        suffix = f".{kind}" if kind else ""
        cells: list[Cell] = []
        for period in p:
            cells.append(amount(period, f"intangible_gross{suffix}"))
            cells.append(amount(period, f"intangible_amortized{suffix}", negate=True))
            cells.append(amount(period, f"intangible_net{suffix}" if kind else "intangibles"))
        label = _KINDS.get(kind, "Total intangible assets")
        lines.append(
            Line(label, tuple(cells), total=0 if kind else 2, dollar=kind in ("customers", ""), indent=0 if kind else 1)
        )
    names = ("Gross", "Accumulated\nAmortization", "Net") * 2
    spans = tuple((spelled(period.end), 3) for period in p)
    return Table(Columns(names, spans, label=MILLIONS), tuple(lines), label_width=0.26)


def _with_rest(values: tuple[Decimal, ...], total: Decimal) -> tuple[Decimal, ...]:
    return (*values, total - sum(values))


def future_amortization(filing: Filing) -> Table:
    """Amortization of today's intangible assets in the coming fiscal years."""
    period = filing.period
    total = figure(period, "intangibles")
    lines = ahead(period, _with_rest(SCHEDULES["amortization", period.name], total), "amortization")
    lines.append(row("Total", "intangibles", (period,), indent=1, total=2, dollar=True))
    return Table(Columns(("Amount",), label=f"Fiscal year {MILLIONS.lower()}"), tuple(lines), label_width=0.8)


def purchase_price(filing: Filing) -> Table:
    """What was acquired with Kestwick, at fair value."""
    period = next(p for p in filing.periods if figure(p, "acquisition"))
    received = {
        "receivables": "Accounts receivable", "inventories": "Inventories", "prepaid": "Prepaid expenses and other",
        "ppe": "Property, plant and equipment", "customers": "Customer relationships (15 years)",
        "technology": "Developed technology (8 years)", "trademarks": "Trademarks (10 years)", "goodwill": "Goodwill",
    }  # fmt: skip
    assumed = {
        "payables": "Accounts payable", "accrued_compensation": "Accrued compensation",
        "deferred_revenue": "Deferred revenue", "other_current": "Other current liabilities",
        "deferred_taxes": "Deferred income taxes",
    }  # fmt: skip
    lines = [
        row(name, f"acquired.{key}", (period,), indent=0, dollar=key == "receivables") for key, name in received.items()
    ]
    lines += [row(name, f"acquired.{key}", (period,), indent=0, negate=True) for key, name in assumed.items()]
    lines.append(row("Purchase price, net of cash acquired", "acquisition", (period,), indent=1, total=2, dollar=True))
    return Table(Columns(("Fair Value",), label=MILLIONS), tuple(lines), label_width=0.8)


_LOANS = {
    "term_loan": "Term loan due June 2028",
    "revolver": "Revolving credit facility due June 2028",
    "notes_2026": "3.85% senior notes due November 2026",
    "notes_2034": "5.40% senior notes due April 2034",
}
# The fiscal years in which the term loan and the revolver, and the notes of 2026, fall due.
LOAN_DUE, NOTES_DUE = 2028, 2027
# What is repaid of the term loan each quarter.
INSTALLMENT = Decimal("3.0")


def debt(filing: Filing) -> Table:
    """Debt by instrument, down to the long-term part."""
    p = filing.balances
    lines = [row(name, key, p, indent=0, dollar=key == "term_loan") for key, name in _LOANS.items()]
    lines += [
        row("Total principal", "debt_gross", p, total=1),
        row("Less: unamortized debt issuance costs", "issuance_costs", p, indent=0, negate=True),
        row("Total debt", "debt_net", p, total=1),
        row("Less: current portion", "debt_current", p, indent=0, negate=True),
        row("Long-term debt, less current portion", "debt_long", p, total=2, dollar=True),
    ]
    return Table(dates(p), tuple(lines), label_width=0.62)


def maturities(period: Period) -> tuple[Decimal, ...]:
    """Principal due in each of five fiscal years and thereafter, as of the end of `period`; a quarter's own year first.

    The term loan repays $3.0 million a quarter until June 2028, with the rest and the revolver then; the notes fall due
    in November 2026 (fiscal 2027) and April 2034.
    """
    first = period.fiscal_year if period.quarter else period.fiscal_year + 1
    due: dict[int, Decimal] = {}
    rest = figure(period, "term_loan")
    for year in range(first, LOAN_DUE):
        quarters = 4 - period.quarter if period.quarter and year == first else 4
        due[year] = INSTALLMENT * quarters
        rest -= due[year]
    due[LOAN_DUE] = rest + figure(period, "revolver")
    due[NOTES_DUE] += figure(period, "notes_2026")
    shown = tuple(due.get(year, Decimal("0.0")) for year in range(first, first + 5))
    return (*shown, figure(period, "debt_gross") - sum(shown))


def debt_maturities(filing: Filing) -> Table:
    """Principal by the fiscal year it falls due in."""
    lines = ahead(filing.period, maturities(filing.period), "debt")
    lines.append(row("Total principal", "debt_gross", (filing.period,), total=2, dollar=True))
    return Table(Columns(("Amount",), label=f"Fiscal year {MILLIONS.lower()}"), tuple(lines), label_width=0.8)


def lease_cost(filing: Filing) -> Table:
    """Lease cost and what is paid for leases."""
    p = filing.periods
    lines = [
        row("Operating lease cost", "lease_cost", p, indent=0, dollar=True),
        row("Short-term lease cost", "lease_short", p, indent=0),
        row("Variable lease cost", "lease_variable", p, indent=0),
        row("Total lease cost", "lease_cost_total", p, indent=1, total=2, dollar=True),
        row("Cash paid for amounts included in lease liabilities", "lease_cash_paid", p, indent=0, dollar=True),
    ]
    return Table(years(p), tuple(lines), label_width=0.56)


def lease_maturities(filing: Filing) -> Table:
    """Payments under operating leases by fiscal year, down to the liability."""
    period = filing.period
    interest = LEASE_INTEREST[period.name]
    total = figure(period, "lease_total") + interest
    lines = ahead(period, _with_rest(SCHEDULES["leases", period.name], total), "leases")
    when = Context(None, period.end)
    undiscounted = millions(total, "us-gaap:LesseeOperatingLeaseLiabilityPaymentsDue", when)
    concept = "us-gaap:LesseeOperatingLeaseLiabilityUndiscountedExcessAmount"
    lines += [
        Line("Total lease payments", (undiscounted,), indent=1, total=1),
        Line("Less: imputed interest", (Amount(-interest.scaleb(6), Measure.MILLIONS, concept, when, flipped=True),)),
        row("Operating lease liabilities", "lease_total", (period,), indent=1, total=2, dollar=True),
        Line("Weighted-average remaining lease term (years)", (words(LEASE_TERM[period.name]),)),
        Line("Weighted-average discount rate", (percent(Decimal(LEASE_RATE[period.name]) / 100),)),
    ]
    return Table(Columns(("Amount",), label=f"Fiscal year {MILLIONS.lower()}"), tuple(lines), label_width=0.8)

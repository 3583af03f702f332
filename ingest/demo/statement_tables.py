"""The primary statements as tables: income, comprehensive income, balance sheet, equity, cash flows."""

from decimal import Decimal
from typing import NamedTuple

from ingest.demo.blocks import Amount, Cell, Columns, Context, Line, Measure, Table
from ingest.demo.company import PERIODS, Period, spelled
from ingest.demo.filings import Filing
from ingest.demo.statements import figure
from ingest.demo.table_parts import MILLIONS, PER_SHARE_UNIT, day_columns, heading, row
from ingest.demo.tags import EQUITY_AXIS, TAGS, amount

__all__ = ["balance_sheet", "cash_flows", "comprehensive_income", "equity", "income_statement"]


def _flow_header(filing: Filing) -> str:
    return "Fiscal Years Ended" if filing.annual else "Thirteen Weeks Ended"


def income_statement(filing: Filing) -> Table:
    """Consolidated statements of income."""
    p = filing.periods
    lines = [
        heading("Net sales:"),
        row("Products", "sales.products", p, dollar=True),
        row("Services", "sales.services", p),
        row("Total net sales", "net_sales", p, indent=2, total=1),
        heading("Cost of sales:"),
        row("Products", "cost.products", p),
        row("Services", "cost.services", p),
        row("Total cost of sales", "cost_of_sales", p, indent=2, total=1),
        row("Gross profit", "gross_profit", p, indent=0, total=1),
        heading("Operating expenses:"),
        row("Selling, general and administrative", "sga", p),
        row("Research and development", "rnd", p),
        row("Amortization of intangible assets", "amortization", p),
        row("Restructuring charges", "restructuring", p),
        row("Total operating expenses", "operating_expenses", p, indent=2, total=1),
        row("Operating income", "operating_income", p, indent=0, total=1),
        row("Interest expense", "interest_expense", p, indent=0, negate=True),
        row("Other income (expense), net", "other_income", p, indent=0),
        row("Income before income taxes", "pretax", p, indent=0, total=1),
        row("Provision for income taxes", "tax", p, indent=0),
        row("Net income", "net_income", p, indent=0, total=2, dollar=True, bold=True),
        heading("Earnings per share:"),
        row("Basic", "eps_basic", p, dollar=True),
        row("Diluted", "eps_diluted", p, dollar=True),
        heading("Weighted-average shares outstanding:"),
        row("Basic", "basic_shares", p),
        row("Diluted", "diluted_shares", p),
        row("Cash dividends declared per share", "dividend_rate", p, indent=0, dollar=True),
    ]
    return Table(day_columns(p, _flow_header(filing)), tuple(lines), PER_SHARE_UNIT)


def comprehensive_income(filing: Filing) -> Table:
    """Consolidated statements of comprehensive income."""
    p = filing.periods
    lines = [
        row("Net income", "net_income", p, indent=0, dollar=True),
        heading("Other comprehensive income (loss), net of tax:"),
        row("Foreign currency translation adjustments", "translation_change", p),
        row("Gains (losses) on cash flow hedges arising during the period", "hedge_gain", p),
        row("Reclassification of (gains) losses on cash flow hedges to net income", "hedge_reclassified", p),
        row("Total other comprehensive income (loss)", "other_comprehensive", p, indent=2, total=1),
        row("Comprehensive income", "comprehensive_income", p, indent=0, total=2, dollar=True, bold=True),
    ]
    return Table(day_columns(p, _flow_header(filing)), tuple(lines), MILLIONS)


def balance_sheet(filing: Filing) -> Table:
    """Consolidated balance sheets."""
    p = filing.balances
    counts = " and ".join(str(figure(period, "shares")) for period in p)
    authorized = f"authorized 150.0 shares; issued and outstanding {counts}"
    lines = [
        Line("Assets", bold=True),
        heading("Current assets:"),
        row("Cash and cash equivalents", "cash", p, dollar=True),
        row(
            f"Accounts receivable, net of allowances of ${figure(p[0], 'allowance')} and ${figure(p[1], 'allowance')}",
            "receivables",
            p,
        ),
        row("Inventories", "inventories", p),
        row("Prepaid expenses and other current assets", "prepaid", p),
        row("Total current assets", "current_assets", p, indent=2, total=1),
        row("Property, plant and equipment, net", "ppe", p, indent=0),
        row("Operating lease right-of-use assets", "rou", p, indent=0),
        row("Goodwill", "goodwill", p, indent=0),
        row("Intangible assets, net", "intangibles", p, indent=0),
        row("Other assets", "other_assets", p, indent=0),
        row("Total assets", "total_assets", p, indent=2, total=2, dollar=True, bold=True),
        Line("Liabilities and Shareholders\N{RIGHT SINGLE QUOTATION MARK} Equity", bold=True),
        heading("Current liabilities:"),
        row("Accounts payable", "payables", p, dollar=True),
        row("Accrued compensation and benefits", "accrued_compensation", p),
        row("Deferred revenue", "deferred_revenue", p),
        row("Current portion of long-term debt", "debt_current", p),
        row("Current portion of operating lease liabilities", "lease_current", p),
        row("Other current liabilities", "other_current", p),
        row("Total current liabilities", "current_liabilities", p, indent=2, total=1),
        row("Long-term debt, less current portion", "debt_long", p, indent=0),
        row("Operating lease liabilities, less current portion", "lease_long", p, indent=0),
        row("Deferred income taxes", "deferred_taxes", p, indent=0),
        row("Other liabilities", "other_liabilities", p, indent=0),
        row("Total liabilities", "total_liabilities", p, indent=2, total=1),
        heading(f"Commitments and contingencies (Note {14 if filing.annual else 10})"),
        heading("Shareholders\N{RIGHT SINGLE QUOTATION MARK} equity:"),
        Line(
            "Preferred stock, $0.01 par value; authorized 10.0 shares; none issued",
            tuple(Amount(Decimal(0), Measure.MILLIONS, "us-gaap:PreferredStockValue", Context(None, d.end)) for d in p),
            indent=1,
        ),
        row(f"Common stock and additional paid-in capital, $0.01 par value; {authorized}", "common_stock", p),
        row("Retained earnings", "retained_earnings", p),
        row("Accumulated other comprehensive loss", "accumulated_other", p),
        row("Total shareholders\N{RIGHT SINGLE QUOTATION MARK} equity", "equity", p, indent=2, total=1),
        row(
            "Total liabilities and shareholders\N{RIGHT SINGLE QUOTATION MARK} equity",
            "total_claims", p, indent=2, total=2, dollar=True, bold=True,
        ),
    ]  # fmt: skip
    return Table(day_columns(p), tuple(lines), PER_SHARE_UNIT)


def cash_flows(filing: Filing) -> Table:
    """Consolidated statements of cash flows."""
    p = filing.periods
    lines = [
        Line("Cash flows from operating activities:", bold=True),
        row("Net income", "net_income", p, dollar=True),
        heading("Adjustments to reconcile net income to net cash provided by operating activities:", 1),
        row("Depreciation", "depreciation", p, indent=2),
        row("Amortization of intangible assets", "amortization", p, indent=2),
        row("Share-based compensation", "stock_compensation", p, indent=2),
        row("Deferred income taxes", "deferred", p, indent=2),
        row("Non-cash restructuring charges", "restructuring.assets", p, indent=2),
        row("Amortization of debt issuance costs", "issuance_amortized", p, indent=2),
        heading("Changes in assets and liabilities, net of effects of acquisition:", 1),
        row("Accounts receivable", "change.receivables", p, indent=2),
        row("Inventories", "change.inventories", p, indent=2),
        row("Prepaid expenses and other current assets", "change.prepaid", p, indent=2),
        row("Accounts payable", "change.payables", p, indent=2),
        row("Accrued compensation and benefits", "change.accrued_compensation", p, indent=2),
        row("Deferred revenue", "change.deferred_revenue", p, indent=2),
        row("Other current liabilities", "change.other_current", p, indent=2),
        row("Other assets and liabilities, net", "change.other", p, indent=2),
        row("Net cash provided by operating activities", "cash_operating", p, indent=3, total=1),
        Line("Cash flows from investing activities:", bold=True),
        row("Purchases of property, plant and equipment", "capex", p, negate=True),
        row("Proceeds from sales of property, plant and equipment", "disposals", p),
        row("Acquisition of business, net of cash acquired", "acquisition", p, negate=True),
        row("Net cash used in investing activities", "cash_investing", p, indent=3, total=1),
        Line("Cash flows from financing activities:", bold=True),
        row("Proceeds from issuance of senior notes", "notes_issued", p),
        row("Payment of debt issuance costs", "issuance_paid", p, negate=True),
        row("Borrowings under revolving credit facility", "revolver_drawn", p),
        row("Repayments of revolving credit facility", "revolver_repaid", p, negate=True),
        row("Repayments of term loan", "term_repaid", p, negate=True),
        row("Dividends paid", "dividends", p, negate=True),
        row("Repurchases of common stock", "buyback", p, negate=True),
        row("Proceeds from employee stock purchase plan", "stock_plans", p),
        row("Taxes paid on net share settlement of equity awards", "withheld", p, negate=True),
        row("Net cash provided by (used in) financing activities", "cash_financing", p, indent=3, total=1),
        row("Effect of exchange rate changes on cash and cash equivalents", "fx.cash", p, indent=0),
        row("Net increase (decrease) in cash and cash equivalents", "cash_change", p, indent=0, total=1),
        row("Cash and cash equivalents at beginning of period", "cash_opening", p, indent=0),
        row("Cash and cash equivalents at end of period", "cash", p, indent=0, total=2, dollar=True, bold=True),
        Line("Supplemental disclosures:", bold=True),
        row("Cash paid for interest", "interest_paid", p, dollar=True),
        row("Cash paid for income taxes, net of refunds", "taxes_paid", p),
        row("Right-of-use assets obtained in exchange for lease liabilities", "lease_additions", p),
    ]
    kept = [line for line in lines if not line.cells or line.label in _ALWAYS or any(_nonzero(c) for c in line.cells)]
    return Table(day_columns(p, _flow_header(filing)), tuple(kept), MILLIONS, label_width=0.6)


_ALWAYS = frozenset({"Net income"})


def _nonzero(cell: Cell) -> bool:
    return isinstance(cell, Amount) and bool(cell.shown)


_EQUITY_PARTS = {
    "common_stock": "us-gaap:CommonStockIncludingAdditionalPaidInCapitalMember",
    "retained_earnings": "us-gaap:RetainedEarningsMember",
    "accumulated_other": "us-gaap:AccumulatedOtherComprehensiveIncomeMember",
}


def equity(filing: Filing) -> Table:
    """Consolidated statements of shareholders' equity, oldest period first."""
    lines: list[Line] = []
    for period in reversed(filing.periods):
        if not lines or not filing.annual:
            opening = PERIODS[period]
            lines.append(_equity_balance(opening))
        lines += _equity_changes(period)
        lines.append(_equity_balance(period, last=period is filing.period or not filing.annual))
    names = (
        "Shares", "Common Stock and\nAdditional\nPaid-In Capital", "Retained\nEarnings",
        "Accumulated Other\nComprehensive\nLoss", "Total\nShareholders\N{RIGHT SINGLE QUOTATION MARK}\nEquity",
    )  # fmt: skip
    return Table(Columns(names, (("Common Stock", 2), ("", 3))), tuple(lines), PER_SHARE_UNIT, 0.38)


def _equity_balance(period: Period, *, last: bool = False) -> Line:
    parts = [_part(period, part, "us-gaap:StockholdersEquity", part, balance=True) for part in _EQUITY_PARTS]
    cells = (amount(period, "shares"), *parts, amount(period, "equity"))
    return Line(f"Balance at {spelled(period.end)}", cells, total=2 if last else 1, dollar=True, bold=True)


def _part(period: Period, key: str, concept: str, part: str, *, negate: bool = False, balance: bool = False) -> Amount:
    value = figure(period, key).scaleb(6)
    when = Context(None if balance else period.start, period.end, ((EQUITY_AXIS, _EQUITY_PARTS[part]),))
    return Amount(-value if negate else value, Measure.MILLIONS, concept, when, flipped=negate)


class _Change(NamedTuple):
    label: str
    key: str
    part: str
    concept: str
    negate: bool = False
    shares: str = ""


def _equity_changes(period: Period) -> list[Line]:
    changes = [
        _Change("Net income", "net_income", "retained_earnings", TAGS["net_income"].concept),
        _Change(
            "Other comprehensive income (loss), net of tax",
            "other_comprehensive", "accumulated_other", TAGS["other_comprehensive"].concept,
        ),
        _Change(
            f"Cash dividends declared (${figure(period, 'dividend_rate')} per share)",
            "dividends", "retained_earnings", "us-gaap:DividendsCommonStockCash", negate=True,
        ),
        _Change(
            "Repurchases of common stock",
            "buyback", "retained_earnings", "us-gaap:StockRepurchasedAndRetiredDuringPeriodValue",
            negate=True, shares="shares_bought",
        ),
        _Change(
            "Share-based compensation", "stock_compensation", "common_stock",
            "us-gaap:AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue",
        ),
        _Change(
            "Shares issued under employee plans", "stock_plans", "common_stock",
            "us-gaap:StockIssuedDuringPeriodValueShareBasedCompensation", shares="shares_issued",
        ),
        _Change(
            "Shares withheld for taxes", "withheld", "common_stock",
            "us-gaap:AdjustmentsRelatedToTaxWithholdingForShareBasedCompensation", negate=True,
        ),
    ]  # fmt: skip
    return [_equity_change(period, change) for change in changes if figure(period, change.key)]


def _equity_change(period: Period, change: _Change) -> Line:
    cell = _part(period, change.key, change.concept, change.part, negate=change.negate)
    total = Amount(cell.value, cell.measure, change.concept, Context(period.start, period.end), flipped=change.negate)
    shares = amount(period, change.shares, negate=change.negate) if change.shares else None
    return Line(
        change.label, (shares, *(cell if part == change.part else None for part in _EQUITY_PARTS), total), indent=1
    )

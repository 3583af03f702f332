"""Every table a filing's text can ask for by name, and the primary statements."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.demo import equity_tables, note_tables, result_tables, segment_tables, tax_tables, word_tables
from ingest.demo.blocks import Block, PageBreak, Table
from ingest.demo.filings import Filing
from ingest.demo.statement_tables import balance_sheet, cash_flows, comprehensive_income, equity, income_statement

__all__ = ["STATEMENTS", "TABLES", "statement_title", "statements"]

# Titles of the primary statements, with the name links go to.
STATEMENTS: tuple[tuple[str, str, Callable[[Filing], Table]], ...] = (
    ("Consolidated Statements of Income", "income", income_statement),
    ("Consolidated Statements of Comprehensive Income", "comprehensive", comprehensive_income),
    ("Consolidated Balance Sheets", "balance", balance_sheet),
    ("Consolidated Statements of Shareholders\N{RIGHT SINGLE QUOTATION MARK} Equity", "equity", equity),
    ("Consolidated Statements of Cash Flows", "cash-flows", cash_flows),
)

TABLES: Mapping[str, Callable[[Filing], Table]] = {
    build.__name__: build
    for build in (
        note_tables.accrued,
        note_tables.contracts,
        note_tables.debt,
        note_tables.debt_maturities,
        note_tables.disaggregation,
        note_tables.future_amortization,
        note_tables.goodwill,
        note_tables.intangibles,
        note_tables.inventories,
        note_tables.lease_cost,
        note_tables.lease_maturities,
        note_tables.ppe,
        note_tables.purchase_price,
        note_tables.warranty,
        result_tables.adjusted_ebitda,
        result_tables.allowance,
        equity_tables.aoci,
        result_tables.cash_summary,
        tax_tables.deferred_taxes,
        equity_tables.eps,
        result_tables.fair_value,
        result_tables.free_cash_flow,
        segment_tables.income_mix,
        result_tables.obligations,
        tax_tables.pretax,
        equity_tables.repurchases,
        result_tables.restructuring,
        segment_tables.sales_bridge,
        segment_tables.segment_assets,
        segment_tables.segment_mix,
        segment_tables.segment_other,
        segment_tables.segment_results,
        segment_tables.segments,
        equity_tables.stock_expense,
        tax_tables.tax_provision,
        tax_tables.tax_rates,
        equity_tables.units,
        tax_tables.unrecognized,
        word_tables.exhibits,
        word_tables.properties,
        word_tables.signatures,
    )
}


def statement_title(filing: Filing, title: str) -> str:
    """The title of a statement in this filing: a quarterly report's statements are condensed and unaudited."""
    return title if filing.annual else f"Condensed {title} (Unaudited)"


def statements(filing: Filing) -> tuple[Block, ...]:
    """The primary statements, each on a page of its own."""
    blocks: list[Block] = []
    for title, anchor, build in STATEMENTS:
        blocks += [replace(build(filing), title=statement_title(filing, title), anchor=anchor), PageBreak()]
    return tuple(blocks)

"""Every table a filing's text can ask for by name, and the primary statements."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.demo import note_tables, result_tables, word_tables
from ingest.demo.blocks import Block, PageBreak, Table
from ingest.demo.filings import Filing
from ingest.demo.statement_tables import balance_sheet, cash_flows, comprehensive_income, equity, income_statement

__all__ = ["STATEMENTS", "TABLES", "statements"]

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
        result_tables.aoci,
        result_tables.cash_summary,
        result_tables.deferred_taxes,
        result_tables.eps,
        result_tables.fair_value,
        result_tables.free_cash_flow,
        result_tables.income_mix,
        result_tables.obligations,
        result_tables.pretax,
        result_tables.repurchases,
        result_tables.restructuring,
        result_tables.sales_bridge,
        result_tables.segment_assets,
        result_tables.segment_mix,
        result_tables.segment_other,
        result_tables.segment_results,
        result_tables.segments,
        result_tables.stock_expense,
        result_tables.tax_provision,
        result_tables.tax_rates,
        result_tables.units,
        result_tables.unrecognized,
        word_tables.exhibits,
        word_tables.properties,
        word_tables.signatures,
    )
}


def statements(filing: Filing) -> tuple[Block, ...]:
    """The primary statements, each on a page of its own."""
    blocks: list[Block] = []
    for title, anchor, build in STATEMENTS:
        shown = title if filing.annual else f"Condensed {title} (Unaudited)"
        blocks += [replace(build(filing), title=shown, anchor=anchor), PageBreak()]
    return tuple(blocks)

"""The formula table: standard metrics by name, and what may stand in for a line that a filing does not print."""

from functools import lru_cache

from assistant.compute.metric import Metric
from assistant.compute.metric_table import METRICS

__all__ = ["ABSENT_IS_ZERO", "ALTERNATIVES", "METRICS", "Metric", "metric", "metrics"]

ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "revenue": ("gross_profit + cost_of_revenue", "net_interest_income + noninterest_income"),
    "gross_profit": ("revenue - cost_of_revenue",),
    "cost_of_revenue": (
        "revenue - gross_profit",
        "cost_of_products + cost_of_services",
        "cost_of_products",
        "cost_of_services",
    ),
    "operating_income": ("gross_profit - operating_expenses", "revenue - costs_and_expenses"),
    "sga": ("selling_marketing + general_administrative",),
    "depreciation_amortization": ("depreciation + amortization_intangibles", "depreciation"),
    "interest_expense": ("interest_net",),
    "interest_net": ("interest_expense - interest_income",),
    "pretax_income": ("net_income_including_noncontrolling + income_tax",),
    "net_income": (
        "net_income_including_noncontrolling - net_income_noncontrolling",
        "net_income_including_noncontrolling",
    ),
    "net_income_including_noncontrolling": ("net_income + net_income_noncontrolling", "net_income"),
    "current_assets": ("total_assets - noncurrent_assets",),
    "current_liabilities": ("total_liabilities - noncurrent_liabilities",),
    "noncurrent_assets": ("total_assets - current_assets",),
    "noncurrent_liabilities": ("total_liabilities - current_liabilities",),
    "cash_and_investments": ("cash + short_term_investments", "cash"),
    "goodwill_and_intangibles": ("goodwill + intangibles",),
    "ppe_net": ("ppe_gross - accumulated_depreciation",),
    "total_liabilities": (
        "liabilities_and_equity - equity_including_noncontrolling",
        "total_assets - equity_including_noncontrolling",
        "liabilities_and_equity - equity",
        "total_assets - equity",
    ),
    "total_assets": ("liabilities_and_equity",),
    "equity": ("equity_including_noncontrolling - noncontrolling_interest", "equity_including_noncontrolling"),
    "equity_including_noncontrolling": ("equity + noncontrolling_interest", "equity"),
    "debt_total": (
        "debt_current + long_term_debt",
        "short_term_debt + current_portion_long_term_debt + long_term_debt",
        "current_portion_long_term_debt + long_term_debt",
        "short_term_debt + long_term_debt",
        "long_term_debt",
    ),
    "debt_current": (
        "short_term_debt + current_portion_long_term_debt",
        "current_portion_long_term_debt",
        "short_term_debt",
    ),
    "eps_diluted": ("net_income / shares_diluted",),
    "eps_basic": ("net_income / shares_basic",),
    "shares_outstanding": ("shares_diluted", "shares_basic"),
    "noninterest_income": ("revenue - net_interest_income",),
    "net_interest_income": ("interest_income - interest_expense",),
}
"""What may stand in for a concept that a filing does not print, the best first."""

ABSENT_IS_ZERO = frozenset(
    {
        "dividends_paid",
        "inventories",
        "noncontrolling_interest",
        "net_income_noncontrolling",
        "preferred_dividends",
        "preferred_stock",
        "prepaid_expenses",
        "r_and_d",
        "short_term_investments",
    }
)
"""Lines that a statement leaves out when there is nothing to print: zero when its statement is there without them."""


@lru_cache(maxsize=1)
def metrics() -> dict[str, Metric]:
    """Every metric by name."""
    return {entry.name: entry for entry in METRICS}


def metric(name: str) -> Metric:
    """The metric of that name; KeyError when there is none."""
    return metrics()[name]

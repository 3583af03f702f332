"""The company's books: every printed number, worked out once from the drivers by rolling the balance sheet forward.

A number is looked up by its key and period: `figure(FY2025, "net_sales")` is in millions of dollars. A balance's
period names the day it is taken, the last of that period. Keys with a dot name a part: `sales.flow` of `net_sales`.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ingest.demo.company import FY2021, FY2022, GEOGRAPHIES, PERIODS, SEGMENTS, Period
from ingest.demo.drivers import DRIVERS, OPENING

__all__ = ["BALANCES", "books", "figure", "rounded"]

ZERO = Decimal("0.0")
# What may be borrowed under the revolving credit facility.
REVOLVER_LIMIT = Decimal("350.0")
# What the Board of Directors allowed to be spent on repurchases from fiscal 2023 on.
AUTHORIZED = Decimal("200.0")
FEDERAL_RATE = Decimal("0.21")
INTANGIBLES = ("customers", "technology", "trademarks")
_ASSETS = ("receivables", "inventories", "prepaid", "other_assets")
_LIABILITIES = ("payables", "accrued_compensation", "deferred_revenue", "other_current", "other_liabilities")

BALANCES = frozenset(
    {
        *OPENING,
        *_ASSETS,
        *_LIABILITIES,
        *(f"assets.{segment}" for segment in (*SEGMENTS, "corporate")),
        *(f"intangible_net.{kind}" for kind in INTANGIBLES),
        *(f"ppe.{kind}" for kind in ("land", "buildings", "software", "construction", "machinery", "gross")),
        *(f"inventory.{kind}" for kind in ("raw", "wip", "finished")),
        *(f"accrued.{kind}" for kind in ("customers", "taxes", "interest", "other")),
        *("intangibles", "intangible_gross", "intangible_amortized", "goodwill", "current_assets", "total_assets"),
        *("current_liabilities", "total_liabilities", "equity", "total_claims", "accumulated_other", "debt_gross"),
        *("debt_net", "debt_long", "lease_long", "units", "units_price", "obligations", "hedge_notional"),
        *("hedge_asset", "hedge_liability", "debt_fair_value", "unrecognized_taxes", "backlog", "letters_of_credit"),
        *("remediation_accrual", "endpoints", "subscribed", "variable_debt", "cash_abroad"),
        *("authorization_left", "revolver_available", "goodwill_and_intangibles"),
        *("purchase_obligations", "working_capital", "net_debt", "dta", "dtl"),
        *(key for key in next(iter(DRIVERS.values())) if key.startswith(("dta.", "dtl."))),
        "dtl.intangibles",
    }
)


def rounded(value: Decimal, places: int = 1) -> Decimal:
    """`value` to so many decimal places, halves away from zero, as accountants round."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, ZERO)


def figure(period: Period, key: str) -> Decimal:
    """The number called `key` of `period`: millions of dollars or shares, dollars a share, or a fraction.

    Raises KeyError when there is no such number.
    """
    return books()[period][key]


@lru_cache
def books() -> dict[Period, dict[str, Decimal]]:
    """All periods' numbers by key."""
    made: dict[Period, dict[str, Decimal]] = {FY2021: _opening_totals()}
    for period, before in PERIODS.items():
        made[period] = _roll_forward(period, made[before])
    for period in PERIODS:
        for earlier in PERIODS:
            if (earlier.fiscal_year, earlier.quarter) == (period.fiscal_year - 1, period.quarter):
                _compare(made[period], made[earlier])
    return made


def _compare(n: dict[str, Decimal], before: dict[str, Decimal]) -> None:
    """Why sales changed: what price, acquisitions and currencies do not explain is volume."""
    effects = ("price", "acquired", "fx")
    for segment in SEGMENTS:
        n[f"sales_change.{segment}"] = n[f"sales.{segment}"] - before[f"sales.{segment}"]
        known = _sum(n[f"effect.{effect}.{segment}"] for effect in effects)
        n[f"effect.volume.{segment}"] = n[f"sales_change.{segment}"] - known
        n[f"volume_fall.{segment}"] = -n[f"effect.volume.{segment}"]
    for effect in ("volume", *effects):
        n[f"effect.{effect}"] = _sum(n[f"effect.{effect}.{segment}"] for segment in SEGMENTS)
    n["sales_change"] = n["net_sales"] - before["net_sales"]
    n["organic_growth"] = (n["effect.volume"] + n["effect.price"]) / before["net_sales"]


def _opening_totals() -> dict[str, Decimal]:
    n = dict(OPENING)
    _balance_totals(n)
    return n


def _roll_forward(period: Period, opening: dict[str, Decimal]) -> dict[str, Decimal]:
    n = dict(DRIVERS[period])
    _income(n)
    _taxes(n)
    _balances(n, opening)
    _cash_flow(n, opening)
    _equity(n, opening)
    # The repurchase authorization of November 2022 replaced an older one.
    fresh = period is FY2022
    n["authorization_left"] = AUTHORIZED if fresh else opening["authorization_left"] - n["buyback"]
    _balance_totals(n)
    _ratios(n, period)
    return n


def _income(n: dict[str, Decimal]) -> None:
    for segment in SEGMENTS:
        n[f"opex.{segment}"] = n[f"sga.{segment}"] + n[f"rnd.{segment}"]
        n[f"income.{segment}"] = n[f"sales.{segment}"] - n[f"cost.{segment}"] - n[f"opex.{segment}"]
        abroad = _sum(n[f"geo.{place}.{segment}"] for place in GEOGRAPHIES if place != "us")
        n[f"geo.us.{segment}"] = n[f"sales.{segment}"] - abroad
    for place in GEOGRAPHIES:
        n[f"geo.{place}"] = _sum(n[f"geo.{place}.{segment}"] for segment in SEGMENTS)
    n["sales.products"] = n["sales.flow"] + n["sales.valves"]
    n["cost.products"] = n["cost.flow"] + n["cost.valves"]
    n["net_sales"] = n["sales.products"] + n["sales.services"]
    n["cost_of_sales"] = n["cost.products"] + n["cost.services"]
    n["gross_profit"] = n["net_sales"] - n["cost_of_sales"]
    n["sga"] = _sum(n[f"sga.{part}"] for part in (*SEGMENTS, "corporate"))
    n["rnd"] = _sum(n[f"rnd.{part}"] for part in SEGMENTS)
    n["depreciation"] = _sum(n[f"depreciation.{part}"] for part in (*SEGMENTS, "corporate"))
    n["capex"] = _sum(n[f"capex.{part}"] for part in (*SEGMENTS, "corporate"))
    n["amortization"] = _sum(n[f"amortization.{kind}"] for kind in INTANGIBLES)
    n["restructuring"] = _sum(n[f"restructuring.{part}"] for part in ("severance", "other", "assets"))
    n["restructuring_cash"] = n["restructuring"] - n["restructuring.assets"]
    n["segment_income"] = _sum(n[f"income.{segment}"] for segment in SEGMENTS)
    n["operating_expenses"] = n["sga"] + n["rnd"] + n["amortization"] + n["restructuring"]
    n["operating_income"] = n["gross_profit"] - n["operating_expenses"]
    n["other_income"] = n["interest_income"] + n["other_net"]
    n["pretax"] = n["operating_income"] - n["interest_expense"] + n["other_income"]
    n["pretax.us"] = n["pretax"] - n["pretax.foreign"]
    n["hardware_and_other_services"] = n["sales.services"] - n["software_subscriptions"]


def _taxes(n: dict[str, Decimal]) -> None:
    n["tax.federal"] = rounded(n["pretax"] * FEDERAL_RATE)
    items = ("federal", "state", "foreign", "research", "fdii", "stock", "nondeductible", "other")
    n["tax"] = _sum(n[f"tax.{item}"] for item in items)
    n["deferred"] = _sum(n[f"deferred.{place}"] for place in ("federal", "state", "foreign"))
    n["current"] = n["tax"] - n["deferred"]
    n["current.federal"] = n["current"] - n["current.state"] - n["current.foreign"]
    n["net_income"] = n["pretax"] - n["tax"]


def _balances(n: dict[str, Decimal], opening: dict[str, Decimal]) -> None:
    n["ppe"] = (
        opening["ppe"] + n["capex"] + n["acquired.ppe"] - n["depreciation"]
        - n["disposals"] - n["restructuring.assets"] + n["fx.ppe"]
    )  # fmt: skip
    n["accumulated_depreciation"] = opening["accumulated_depreciation"] + n["depreciation"] - n["depreciation_retired"]
    n["ppe.gross"] = n["ppe"] + n["accumulated_depreciation"]
    named = _sum(n[f"ppe.{kind}"] for kind in ("land", "buildings", "software", "construction"))
    n["ppe.machinery"] = n["ppe.gross"] - named
    n["rou"] = opening["rou"] + n["lease_additions"] - n["lease_payments"]
    n["lease_total"] = opening["lease_total"] + n["lease_additions"] - n["lease_payments"]
    for segment in SEGMENTS:
        bought = n["acquired.goodwill"] if segment == "services" else ZERO
        n[f"goodwill_acquired.{segment}"] = bought
        n[f"goodwill.{segment}"] = opening[f"goodwill.{segment}"] + bought + n[f"fx.goodwill.{segment}"]
    n["fx.goodwill"] = _sum(n[f"fx.goodwill.{segment}"] for segment in SEGMENTS)
    for kind in INTANGIBLES:
        n[f"intangible_gross.{kind}"] = opening[f"intangible_gross.{kind}"] + n[f"acquired.{kind}"]
        n[f"intangible_amortized.{kind}"] = opening[f"intangible_amortized.{kind}"] + n[f"amortization.{kind}"]
    n["acquired.intangibles"] = _sum(n[f"acquired.{kind}"] for kind in INTANGIBLES)
    n["deferred_taxes"] = opening["deferred_taxes"] + n["deferred"] + n["acquired.deferred_taxes"]
    n["term_loan"] = opening["term_loan"] - n["term_repaid"]
    n["revolver"] = opening["revolver"] + n["revolver_drawn"] - n["revolver_repaid"]
    n["notes_2026"] = opening["notes_2026"]
    n["notes_2034"] = opening["notes_2034"] + n["notes_issued"]
    n["issuance_costs"] = opening["issuance_costs"] + n["issuance_paid"] - n["issuance_amortized"]
    n["inventory.finished"] = n["inventories"] - n["inventory.raw"] - n["inventory.wip"]
    n["allowance"] = opening["allowance"] + n["allowance_charged"] - n["allowance_written_off"]
    n["warranty"] = opening["warranty"] + n["warranty_charged"] - n["warranty_settled"]
    n["restructuring_accrual"] = opening["restructuring_accrual"] + n["restructuring_cash"] - n["restructuring_paid"]
    n["lease_cost_total"] = n["lease_cost"] + n["lease_short"] + n["lease_variable"]
    n["unrecognized_taxes"] = opening["unrecognized_taxes"] + n["unrecognized_added"] - n["unrecognized_released"]
    n["dta"] = _sum(value for key, value in n.items() if key.startswith("dta.")) - 2 * n["dta.allowance"]
    n["dtl"] = n["dta"] + n["deferred_taxes"]
    n["dtl.intangibles"] = n["dtl"] - n["dtl.ppe"] - n["dtl.rou"]
    n["accrued.other"] = (
        n["other_current"] - n["warranty"] - n["restructuring_accrual"]
        - _sum(n[f"accrued.{kind}"] for kind in ("customers", "taxes", "interest"))
    )  # fmt: skip
    n["units"] = opening["units"] + n["units_granted"] - n["units_vested"] - n["units_forfeited"]
    carried = (
        opening["units"] * opening["units_price"]
        + n["units_granted"] * n["units_price_granted"]
        - (n["units_vested"] + n["units_forfeited"]) * n["units_price_vested"]
    )
    n["units_price"] = rounded(carried / n["units"], 2)


def _cash_flow(n: dict[str, Decimal], opening: dict[str, Decimal]) -> None:
    """Signs as in the statement: what brings cash is positive."""
    n["hedge_change"] = n["hedge_gain"] + n["hedge_reclassified"]
    acquired = {key.removeprefix("acquired."): value for key, value in n.items() if key.startswith("acquired.")}
    for key in _ASSETS:
        n[f"change.{key}"] = opening[key] + acquired.get(key, ZERO) - n[key]
    # Gains on hedges raise the derivative asset without cash.
    n["change.prepaid"] += n["hedge_change"]
    for key in _LIABILITIES:
        n[f"change.{key}"] = n[key] - opening[key] - acquired.get(key, ZERO)
    n["change.other"] = n.pop("change.other_assets") + n.pop("change.other_liabilities")
    n["cash_operating"] = (
        n["net_income"] + n["depreciation"] + n["amortization"] + n["stock_compensation"] + n["deferred"]
        + n["restructuring.assets"] + n["issuance_amortized"]
        + _sum(value for key, value in n.items() if key.startswith("change."))
    )  # fmt: skip
    liabilities = ("payables", "accrued_compensation", "deferred_revenue", "other_current", "deferred_taxes")
    received = ("receivables", "inventories", "prepaid", "ppe", "intangibles", "goodwill")
    n["acquisition"] = _sum(acquired[key] for key in received) - _sum(acquired[key] for key in liabilities)
    n["cash_investing"] = n["disposals"] - n["capex"] - n["acquisition"]
    n["shares"] = opening["shares"] + n["shares_issued"] - n["shares_bought"]
    n["basic_shares"] = rounded((opening["shares"] + n["shares"]) / 2)
    n["diluted_shares"] = n["basic_shares"] + n["dilution"]
    n["dividends"] = rounded(n["dividend_rate"] * n["basic_shares"])
    n["cash_financing"] = (
        n["notes_issued"] - n["issuance_paid"] + n["revolver_drawn"] - n["revolver_repaid"] - n["term_repaid"]
        - n["dividends"] - n["buyback"] + n["stock_plans"] - n["withheld"]
    )  # fmt: skip
    n["cash_change"] = n["cash_operating"] + n["cash_investing"] + n["cash_financing"] + n["fx.cash"]
    n["cash_opening"] = opening["cash"]
    n["cash"] = opening["cash"] + n["cash_change"]


def _equity(n: dict[str, Decimal], opening: dict[str, Decimal]) -> None:
    n["translation_change"] = n["fx.cash"] + n["fx.ppe"] + n["fx.goodwill"]
    n["other_comprehensive"] = n["translation_change"] + n["hedge_change"]
    n["comprehensive_income"] = n["net_income"] + n["other_comprehensive"]
    n["common_stock"] = opening["common_stock"] + n["stock_compensation"] + n["stock_plans"] - n["withheld"]
    n["retained_earnings"] = opening["retained_earnings"] + n["net_income"] - n["dividends"] - n["buyback"]
    n["translation"] = opening["translation"] + n["translation_change"]
    n["hedges"] = opening["hedges"] + n["hedge_change"]
    n["eps_basic"] = rounded(n["net_income"] / n["basic_shares"], 2)
    n["eps_diluted"] = rounded(n["net_income"] / n["diluted_shares"], 2)
    n["buyback_price"] = rounded(n["buyback"] / n["shares_bought"], 2) if n["shares_bought"] else Decimal("0.00")
    if "stock.units" in n:
        n["stock.purchase"] = n["stock_compensation"] - n["stock.units"] - n["stock.performance"]


def _balance_totals(n: dict[str, Decimal]) -> None:
    n["goodwill"] = _sum(n[f"goodwill.{segment}"] for segment in SEGMENTS)
    for kind in INTANGIBLES:
        n[f"intangible_net.{kind}"] = n[f"intangible_gross.{kind}"] - n[f"intangible_amortized.{kind}"]
    for what in ("gross", "amortized"):
        n[f"intangible_{what}"] = _sum(n[f"intangible_{what}.{kind}"] for kind in INTANGIBLES)
    n["intangibles"] = n["intangible_gross"] - n["intangible_amortized"]
    n["debt_gross"] = n["term_loan"] + n["revolver"] + n["notes_2026"] + n["notes_2034"]
    n["debt_net"] = n["debt_gross"] - n["issuance_costs"]
    n["debt_long"] = n["debt_net"] - n["debt_current"]
    n["lease_long"] = n["lease_total"] - n["lease_current"]
    n["current_assets"] = n["cash"] + n["receivables"] + n["inventories"] + n["prepaid"]
    n["total_assets"] = (
        n["current_assets"] + n["ppe"] + n["rou"] + n["goodwill"] + n["intangibles"] + n["other_assets"]
    )  # fmt: skip
    n["current_liabilities"] = (
        n["payables"] + n["accrued_compensation"] + n["deferred_revenue"] + n["debt_current"]
        + n["lease_current"] + n["other_current"]
    )  # fmt: skip
    n["total_liabilities"] = (
        n["current_liabilities"] + n["debt_long"] + n["lease_long"] + n["deferred_taxes"] + n["other_liabilities"]
    )
    n["accumulated_other"] = n["translation"] + n["hedges"]
    n["equity"] = n["common_stock"] + n["retained_earnings"] + n["accumulated_other"]
    n["total_claims"] = n["total_liabilities"] + n["equity"]
    n["working_capital"] = n["current_assets"] - n["current_liabilities"]
    n["net_debt"] = n["debt_net"] - n["cash"]
    segments = [f"assets.{segment}" for segment in SEGMENTS]
    if all(key in n for key in segments):
        n["assets.corporate"] = n["total_assets"] - _sum(n[key] for key in segments)


def _ratios(n: dict[str, Decimal], period: Period) -> None:
    """Fractions, unrounded: printing rounds them."""
    sales = n["net_sales"]
    n["gross_margin"] = n["gross_profit"] / sales
    n["product_margin"] = (n["sales.products"] - n["cost.products"]) / n["sales.products"]
    n["service_margin"] = (n["sales.services"] - n["cost.services"]) / n["sales.services"]
    n["operating_margin"] = n["operating_income"] / sales
    n["sga_ratio"] = n["sga"] / sales
    n["rnd_ratio"] = n["rnd"] / sales
    n["tax_rate"] = n["tax"] / n["pretax"]
    n["largest_customer_share"] = n["largest_customer"] / sales
    n["current_ratio"] = n["current_assets"] / n["current_liabilities"]
    n["abroad_share"] = (sales - n["geo.us"]) / sales
    for segment in SEGMENTS:
        n[f"margin.{segment}"] = n[f"income.{segment}"] / n[f"sales.{segment}"]
        n[f"weight.{segment}"] = n[f"sales.{segment}"] / sales
    for item in ("federal", "state", "foreign", "research", "fdii", "stock", "nondeductible", "other"):
        n[f"tax_rate.{item}"] = n[f"tax.{item}"] / n["pretax"]
    # What a change of one point in interest rates, or a tenth in currencies or metals, would cost in a year.
    n["variable_debt"] = n["term_loan"] + n["revolver"]
    n["rate_sensitivity"] = rounded(n["variable_debt"] / 100)
    n["fx_sensitivity"] = rounded(n["hedge_notional"] / 10)
    n["metals_sensitivity"] = rounded(n["metals"] / 10)
    days = Decimal(period.weeks * 7)
    n["days_sales"] = n["receivables"] / sales * days
    n["days_inventory"] = n["inventories"] / n["cost_of_sales"] * days
    n["free_cash_flow"] = n["cash_operating"] - n["capex"]
    n["ebitda"] = n["operating_income"] + n["depreciation"] + n["amortization"]
    n["adjusted_ebitda"] = n["ebitda"] + n["restructuring"] + n["stock_compensation"]
    n["other_expense"] = -n["other_income"]
    n["debt_repaid"] = n["term_repaid"] + n["revolver_repaid"] - n["revolver_drawn"] - n["notes_issued"]
    n["returned"] = n["dividends"] + n["buyback"]
    n["goodwill_and_intangibles"] = n["goodwill"] + n["intangibles"]
    n["intangible_share"] = n["goodwill_and_intangibles"] / n["total_assets"]
    n["leverage"] = n["debt_net"] / n["adjusted_ebitda"]
    n["subscribed_share"] = n["subscribed"] / n["endpoints"]
    n["canadian_share"] = n["geo.canada"] / sales
    n["revolver_available"] = REVOLVER_LIMIT - n["revolver"] - n["letters_of_credit"]

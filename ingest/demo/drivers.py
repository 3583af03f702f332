"""The numbers that are typed: what the company sold, spent, bought, borrowed and paid, each exactly once.

In millions of dollars (or shares) unless the key says otherwise. Everything else that the filings print is worked out
from these by `ingest.demo.statements`. A line is `key  FY2022 FY2023 FY2024 FY2025 Q1-FY2025 Q1-FY2026`; "-" is zero.
"""

from decimal import Decimal

from ingest.demo.company import FY2022, FY2023, FY2024, FY2025, Q1_2025, Q1_2026, Period

__all__ = ["DRIVERS", "LEASE_INTEREST", "LEASE_RATE", "LEASE_TERM", "OPENING", "REPURCHASES", "SCHEDULES"]

# The balance sheet at the end of fiscal 2021, from which the others are rolled forward.
_OPENING = """
cash                   142.6
receivables            218.4
inventories            231.7
prepaid                 38.9
ppe                    312.5
accumulated_depreciation 402.8
rou                     58.3
goodwill.flow          201.8
goodwill.valves        118.6
goodwill.services       43.8
intangible_gross.customers  176.0
intangible_gross.technology  92.0
intangible_gross.trademarks  48.0
intangible_amortized.customers  70.2
intangible_amortized.technology 44.6
intangible_amortized.trademarks 13.6
other_assets            41.8
payables               121.5
accrued_compensation    58.2
deferred_revenue        36.4
other_current           74.6
debt_current            12.0
lease_current           13.1
lease_total             59.8
term_loan              250.0
revolver                 -
notes_2026             200.0
notes_2034               -
issuance_costs           2.9
deferred_taxes          52.9
other_liabilities       38.7
common_stock           214.6
retained_earnings      521.9
translation            -28.4
hedges                  -1.3
shares                  42.1
allowance                4.1
warranty                18.2
units                  0.598
units_price            61.24
restructuring_accrual    -
unrecognized_taxes       6.6
"""

_DRIVERS = """
# Segments
sales.flow             812.4  884.9  917.3  968.6   226.4  238.9
sales.valves           498.7  531.2  512.8  489.5   118.6  109.7
sales.services         148.3  176.8  231.5  287.4    65.9   78.3
cost.flow              521.7  566.8  578.9  596.7   140.8  146.2
cost.valves            356.9  382.6  374.1  362.4    87.1   82.6
cost.services           63.8   73.9   92.6  109.2    25.7   29.1
sga.flow               118.6  124.7  130.8  138.9    33.9   35.6
sga.valves              67.2   69.8   70.5   71.3    17.7   17.9
sga.services            33.4   38.2   51.7   61.8    14.6   16.7
sga.corporate           61.3   65.4   74.2   72.6    18.4   18.1
rnd.flow                41.2   44.6   46.9   50.3    12.2   13.1
rnd.valves               9.4    9.9    9.7    9.2     2.3    2.2
rnd.services            21.7   25.3   33.8   41.6     9.6   11.4
depreciation.flow       23.7   25.4   27.1   29.6     7.1    7.8
depreciation.valves     11.2   12.0   12.4   12.7     3.1    3.2
depreciation.services    3.3    3.9    5.3    6.6     1.5    1.9
depreciation.corporate   3.4    3.6    3.9    3.9     1.0    1.0
capex.flow              33.6   39.2   42.8   51.3    10.1   13.5
capex.valves            14.9   16.8   14.1   12.6     2.9    2.4
capex.services           5.8    7.4   12.2   16.9     3.5    5.3
capex.corporate          4.1    4.5    5.2    5.4     1.1    1.2
assets.flow            648.2  690.4  716.8  741.9   728.3  748.6
assets.valves          402.6  418.3  402.7  379.4   406.1  375.2
assets.services         96.4  104.8  297.6  304.9   299.2  306.8
# Sales by place of the customer; the United States is the rest
geo.canada.flow         58.9   63.1   66.4   71.2    16.5   17.6
geo.europe.flow         92.3  101.5  108.7  117.9    27.4   29.8
geo.asia.flow           41.7   46.2   47.9   52.3    12.1   12.6
geo.canada.valves       61.4   65.8   62.9   58.7    14.3   13.1
geo.europe.valves       18.6   20.1   19.3   17.8     4.4    4.0
geo.asia.valves          9.8   10.6   10.1    9.2     2.2    2.0
geo.canada.services      9.6   11.9   15.2   18.8     4.3    5.2
geo.europe.services     12.2   15.1   34.6   45.3    10.3   12.7
geo.asia.services        3.1    3.9    5.6    7.5     1.7    2.2
# The rest of the income statement
amortization.customers  10.4   10.2   13.7   15.4     3.9    3.8
amortization.technology  6.9    6.6    9.1    9.8     2.5    2.4
amortization.trademarks  1.6    1.6    1.8    2.1     0.5    0.5
restructuring.severance    -      -    6.8   13.1       -    2.7
restructuring.other        -      -      -    3.1       -    0.9
restructuring.assets       -      -      -    5.2       -      -
restructuring_paid         -      -    1.9   13.8     1.3    3.5
interest_expense        14.2   18.6   23.9   25.1     6.4    6.0
interest_income          1.1    2.4    2.8    3.9     0.8    1.1
other_net               -0.3    0.5   -4.5   -0.5    -0.2   -0.2
# Income taxes: items of the rate reconciliation beside the federal rate, then what is deferred or foreign
tax.state                4.8    5.6    5.0    5.7     1.3    1.3
tax.foreign              1.1    1.4    1.9    2.2     0.5    0.6
tax.research            -3.6   -4.2   -5.1   -5.9    -1.3   -1.5
tax.fdii                -1.8   -2.0   -2.1   -2.4    -0.5   -0.6
tax.stock               -0.7   -0.9   -1.2   -1.4    -0.9   -1.2
tax.nondeductible        0.9    1.1    2.3    1.6     0.4    0.4
tax.other                0.4   -0.3    0.6   -0.2     0.1    0.1
deferred.federal        -2.3   -3.4   -5.0   -4.1    -0.8   -0.7
deferred.state          -0.5   -0.7   -1.0   -0.8    -0.2   -0.1
deferred.foreign        -0.4   -0.5   -0.9   -0.9    -0.2   -0.2
current.state            6.1    7.0    6.4    7.1     1.7    1.7
current.foreign          6.6    7.9    9.4   11.0     2.5    2.9
pretax.foreign          27.4   32.6   36.8   43.2    10.0   11.4
# Other comprehensive income (hedges net of tax)
fx.cash                 -2.9    1.4    0.8   -1.2    -0.6    0.5
fx.ppe                  -3.6    1.9    1.1   -0.9    -1.3    0.6
fx.goodwill.flow        -4.1    2.2    1.2   -0.7    -1.0    0.4
fx.goodwill.valves      -1.2    0.6    0.3   -0.2    -0.3    0.1
fx.goodwill.services    -0.5    0.3    0.9   -0.7    -0.8    0.5
hedge_gain               2.6    0.3   -0.2    1.6     1.0   -0.1
hedge_reclassified      -1.2   -0.9   -0.9   -0.7    -0.3   -0.2
# Cash flows
stock_compensation      14.8   16.9   21.3   23.7     5.2    5.8
issuance_amortized       0.6    0.6    0.7    0.8     0.2    0.2
disposals                1.8    0.9    2.6    1.4     0.2    0.3
term_repaid             12.0   12.0   12.0   42.0     3.0    3.0
revolver_drawn          20.0    -     60.0   25.0    10.0      -
revolver_repaid         20.0    -     20.0   65.0       -      -
notes_issued               -    -    150.0      -       -      -
issuance_paid              -    -      1.6      -       -      -
buyback                 40.2   28.8      -   58.3       -   17.6
stock_plans              4.1    4.6    5.0    5.7     1.2    1.4
withheld                 3.9    4.4    5.8    6.9     5.1    6.0
interest_paid           13.8   17.7   21.6   24.6     4.9    4.6
taxes_paid              33.9   38.6   36.4   40.7     6.2    6.9
# The purchase of Kestwick Telemetry, by what was acquired
acquired.receivables       -    -     14.2      -       -      -
acquired.inventories       -    -      6.1      -       -      -
acquired.prepaid           -    -      1.3      -       -      -
acquired.ppe               -    -      4.8      -       -      -
acquired.customers         -    -     52.0      -       -      -
acquired.technology        -    -     27.0      -       -      -
acquired.trademarks        -    -      3.0      -       -      -
acquired.goodwill          -    -    102.7      -       -      -
acquired.payables          -    -      5.2      -       -      -
acquired.accrued_compensation - -      2.4      -       -      -
acquired.deferred_revenue  -    -     11.6      -       -      -
acquired.other_current     -    -      3.7      -       -      -
acquired.deferred_taxes    -    -     19.8      -       -      -
# Closing balances
receivables            241.8  262.7  284.9  296.3   268.4  274.8
inventories            268.9  287.3  274.6  259.8   288.1  271.5
prepaid                 44.1   47.5   52.8   55.6    50.9   58.7
other_assets            43.6   46.2   55.1   58.4    55.8   59.0
payables               138.7  142.9  139.6  147.2   128.3  136.4
accrued_compensation    54.9   66.8   69.3   74.1    48.7   51.2
deferred_revenue        42.7   51.3   74.8   89.6    79.2   94.3
other_current           79.4   84.6   97.3  108.7    95.8  112.6
other_liabilities       37.9   41.3   48.2   50.7    48.0   51.4
debt_current            12.0   12.0   12.0   12.0    12.0  212.0
lease_additions         12.4   15.8   18.6   16.9     3.2    4.1
lease_payments          13.9   14.6   15.7   16.4     4.0    4.2
lease_current           13.6   14.2   15.3   15.9    15.4   16.1
# Shares and dividends
shares_issued            0.2    0.2    0.3    0.3     0.2    0.2
shares_bought            0.6    0.4      -    0.7       -    0.2
dilution                 0.4    0.4    0.5    0.5     0.5    0.6
antidilutive             0.2    0.1    0.1    0.2     0.2    0.1
dividend_rate           0.92   1.00   1.08   1.16    0.29   0.31
# Why sales changed from the comparable period; volume is the rest
effect.price.flow          -   38.2   24.6   22.1       -    5.4
effect.price.valves        -   27.4   11.8    6.3       -    1.9
effect.price.services      -    5.9    6.2    7.4       -    2.0
effect.acquired.flow       -      -      -      -       -      -
effect.acquired.valves     -      -      -      -       -      -
effect.acquired.services   -      -   24.7   14.6       -      -
effect.fx.flow             -   -3.9    1.6    1.4       -    0.8
effect.fx.valves           -   -1.1    0.2   -0.6       -   -0.2
effect.fx.services         -   -0.6    0.5    0.9       -    0.5
# Details printed in the text
cash_abroad             38.7   44.1   52.6   61.4    54.8   64.0
capex_reno                 -      -    3.8   24.6     2.9    8.7
borrowing_rate        0.038  0.066  0.070  0.059   0.063  0.054
metals                 131.6  138.9  127.4  121.7    31.2   30.8
tariff_cost                -      -    3.1   11.8     0.9    4.2
remediation_accrual      4.6    4.9    5.3    6.1     5.2    6.0
plan_savings               -      -    2.4   14.3     1.8    5.6
endpoints               18.4   20.9   23.8   27.1    24.5   27.9
subscribed               3.9    5.2    7.1    9.4     7.6   10.1
# Details printed in the notes
inventory.raw           98.6  104.2   97.3   90.8   101.9   94.7
inventory.wip           41.7   45.1   42.6   40.2    44.8   41.9
allowance_charged        1.7    1.9    2.4    1.8     0.4    0.5
allowance_written_off    1.2    1.3    1.5    1.5     0.3    0.3
warranty_charged         9.1   10.6   11.2   14.7     2.9    3.8
warranty_settled         7.9    8.7    9.9   12.1     2.6    3.1
accrued.customers       14.8   16.3   18.9   21.4    17.6   22.8
accrued.taxes           15.2   14.7   16.8   17.9    18.8   21.5
accrued.interest         4.2    4.5    6.1    5.8     7.4    7.0
ppe.land                21.4   21.6   22.3   22.2    22.1   22.3
ppe.buildings          188.6  196.4  207.9  214.3   209.1  216.2
ppe.software            64.1   71.3   82.6   96.8    85.4  101.1
ppe.construction        28.9   33.7   36.2   44.8    37.5   47.1
depreciation_retired    14.6   16.2   13.8   21.7     2.4    3.1
deferred_recognized     28.6   33.9   44.9   63.2    24.1   28.7
obligations            126.4  151.7  188.3  214.6   193.8  221.9
software_subscriptions  81.4  101.2  143.7  189.6    42.7   53.4
largest_customer       184.6  204.9  211.3  219.8    51.4   53.8
lease_cost              16.1   16.9   18.3   19.2     4.7    4.9
lease_short              1.4    1.6    1.7    1.9     0.5    0.5
lease_variable           3.2    3.4    3.7    4.1     1.0    1.1
lease_cash_paid         15.8   16.6   17.9   18.8     4.6    4.8
stock.units              8.7   10.1   12.8   14.2     3.1    3.5
stock.performance        4.6    5.1    6.4    7.1     1.6    1.8
units_granted          0.268  0.274  0.281  0.274   0.261  0.255
units_vested           0.239  0.248  0.243  0.256   0.231  0.238
units_forfeited        0.020  0.021  0.022  0.019   0.004  0.005
units_price_vested     59.87  62.14  64.96  68.12   68.05  70.91
units_price_granted    68.15  70.42  72.58  80.94   80.31  88.42
retirement_plan         11.9   12.8   13.7   14.6     3.7    3.9
purchase_obligations   118.3  124.6  121.9  129.4   126.8  133.7
letters_of_credit        8.2    8.6    9.1    9.4     9.2    9.6
hedge_notional          64.0   68.5   71.2   76.8    73.4   78.1
hedge_asset              1.9    1.2    0.9    1.8     1.9    1.5
hedge_liability          0.4    0.5    1.6    0.7     0.6    0.8
debt_fair_value        427.9  414.8  594.2  518.4   599.6  517.1
# Deferred taxes by what they arise from; intangible assets are the rest
dta.accruals            12.8   13.4   14.9   16.2    14.7   16.0
dta.deferred_revenue     4.1    4.9    6.8    8.3     7.0    8.6
dta.stock                5.2    5.6    6.4    7.0     5.9    6.4
dta.research             3.1    8.2   14.6   21.3    16.1   22.8
dta.leases              14.1   14.4   15.0   15.2    14.9   15.2
dta.losses               6.3    6.0    7.4    6.9     7.3    6.8
dta.allowance            3.2    3.1    4.0    3.8     4.0    3.8
dtl.ppe                 42.6   44.8   47.9   51.5    48.6   52.3
dtl.rou                 13.6   14.0   14.6   14.7    14.5   14.7
# Unrecognized tax benefits
unrecognized_added       1.3    1.6    1.9    2.1     0.4    0.4
unrecognized_released    0.7    0.9    1.0    1.3     0.2    0.2
backlog                402.7  418.3  371.6  346.2   362.4  351.8
"""

# What the coming fiscal years hold, as seen on the last day of a fiscal year; the last number is "thereafter".
_SCHEDULES = """
amortization FY2024     27.3   26.4   25.1   23.0   20.7
amortization FY2025     26.4   25.1   23.0   20.7   17.9
leases FY2024           17.2   15.1   12.0    9.3    6.6
leases FY2025           17.9   15.4   12.3    9.1    6.4
"""
# Interest within those lease payments, and the leases' average term (years) and rate.
LEASE_INTEREST = {"FY2024": Decimal("8.6"), "FY2025": Decimal("8.9")}
LEASE_TERM = {"FY2023": "4.9", "FY2024": "5.1", "FY2025": "5.0"}
LEASE_RATE = {"FY2023": "4.2", "FY2024": "4.6", "FY2025": "4.8"}
# The three months before the end of the fiscal year: shares bought (millions) and dollars paid (millions).
REPURCHASES = {"FY2024": ("-", "-", "-"), "FY2025": ("0.1 8.4", "0.1 8.6", "0.1 8.7")}


def _numbers(text: str) -> dict[str, list[Decimal]]:
    lines = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {key: [Decimal("0.0") if word == "-" else Decimal(word) for word in words] for key, *words in lines}


OPENING: dict[str, Decimal] = {key: values[0] for key, values in _numbers(_OPENING).items()}
_COLUMNS = (FY2022, FY2023, FY2024, FY2025, Q1_2025, Q1_2026)
DRIVERS: dict[Period, dict[str, Decimal]] = {
    period: {key: values[column] for key, values in _numbers(_DRIVERS).items()}
    for column, period in enumerate(_COLUMNS)
}
SCHEDULES: dict[tuple[str, str], tuple[Decimal, ...]] = {
    (what, period): tuple(map(Decimal, values))
    for what, period, *values in (line.split() for line in _SCHEDULES.strip().splitlines())
}

"""The quarterly report's text: notes, discussion and the rest, for a first quarter."""

__all__ = [
    "BEFORE",
    "CONTROLS",
    "DISCUSSION",
    "EXHIBITS",
    "MARKET_RISK",
    "NOTES",
    "OTHER",
    "PROCEEDINGS",
    "PURCHASES",
    "RISKS",
]

BEFORE = """
The condensed consolidated financial statements are unaudited. In management's opinion they include every adjustment,
all of them recurring, that is needed to present them fairly.
"""

NOTES = """
^ {COMPANY}

^ Notes to Condensed Consolidated Financial Statements (Unaudited)

## Note 1. Basis of Presentation

The condensed consolidated financial statements include the accounts of {COMPANY} and its wholly owned subsidiaries.
They follow the rules for interim reports and leave out much that an annual report contains; they should be read with
the annual report for fiscal 2025. The first quarters of fiscal {YEAR} and {PRIOR} each had {WEEKS} weeks. Because
frost slows the work of our customers, results of a first quarter do not foretell those of the year.

## Note 2. Revenue

Net sales by segment and by the place of the customer were:

[[disaggregation]]

Balances arising from contracts with customers were:

[[contracts]]

The Company recognized as revenue {deferred_recognized} in the quarter, and {deferred_recognized@-1} in the same
quarter a year before, that had been deferred at the beginning of the fiscal year. Subscription revenue was
{software_subscriptions} and {software_subscriptions@-1}.

## Note 3. Inventories

[[inventories]]

## Note 4. Goodwill and Intangible Assets

[[goodwill]]

Intangible assets, net, were {intangibles} at {END}, and {intangibles@balance} at {BALANCEEND}. Amortization expense
was {amortization} and {amortization@-1} in the quarters presented. No event of the quarter suggested that goodwill
may be impaired.

## Note 5. Debt

[[debt]]

The 3.85% senior notes, $200.0 million in principal, fall due on November 15, 2026, within twelve months of the
balance sheet date, and are therefore part of the current portion of long-term debt. The Company intends to refinance
them or to repay them from cash and the revolving credit facility, of which {revolver_available} was available at
{END}. It complied with the covenants of its credit agreement. Principal falls due as follows:

[[debt_maturities]]

The fair value of debt was {debt_fair_value}, and {debt_fair_value@balance} at {BALANCEEND} (Level 2).

## Note 6. Income Taxes

The provision for income taxes was {tax}, an effective rate of {tax_rate}, compared with {tax@-1}, or {tax_rate@-1},
in the same quarter a year before. Both quarters benefited from deductions for stock awards that vest in November and
December.

## Note 7. Earnings per Share

[[eps]]

## Note 8. Shareholders' Equity and Accumulated Other Comprehensive Loss

The Company bought {shares_bought} shares for {buyback} in the quarter, and none in the same quarter a year before;
{authorization_left} remained of the authorization of November 2022. Share-based compensation expense was
{stock_compensation} and {stock_compensation@-1}. The components of accumulated other comprehensive loss were:

[[aoci]]

## Note 9. Restructuring

Charges under the Foundry Plan, which concern Valves & Hydrants, and the accrual for them were:

[[restructuring]]

The charges of the quarter are for severance of the last employees in Galesburg and for clearing the site.

## Note 10. Commitments and Contingencies

Purchase commitments were {purchase_obligations} and letters of credit {letters_of_credit} at {END}. The accrual for
product warranties changed as follows:

[[warranty]]

The accrual for the clean-up in Superior, Wisconsin, was {remediation_accrual}. In the suit of Aldous Metrology, Inc.,
trial on the remaining patent is set for March 2026. The Company has accrued nothing for it and cannot estimate a
range of possible loss.

## Note 11. Segment Information

[[segments]]

(a) Segment operating expenses are selling, general and administrative and research and development expense.

[[segment_assets]]

(b) Corporate assets are mainly cash, goodwill not used in managing the segments, deferred taxes and headquarters.

## Note 12. Subsequent Events

On January 27, 2026, the Board of Directors declared a quarterly dividend of {dividend_rate} a share, payable on March
13, 2026.
"""

DISCUSSION = """
This discussion compares the first quarter of fiscal {YEAR} with that of fiscal {PRIOR} and should be read with our
annual report for fiscal 2025. Statements about what we expect are forward-looking and may prove wrong.

## Overview of the Quarter

Net sales {net_sales:moved}, to {net_sales}. Connected Services grew {sales.services:growth} and Flow Measurement
{sales.flow:growth}; Valves & Hydrants declined {sales.valves:growth}. Gross margin {gross_margin:points}, to
{gross_margin}. Operating income {operating_income:moved}, to {operating_income}, after restructuring charges of
{restructuring}. Diluted earnings per share were {eps_diluted}, compared with {eps_diluted@-1}.

## Results of Operations

[[income_mix]]

Net sales changed for the following reasons:

[[sales_bridge]]

_Gross profit_ {gross_profit:moved}, to {gross_profit}. The margin on products was {product_margin}, compared with
{product_margin@-1}, and that on services {service_margin}, compared with {service_margin@-1}. Tariffs cost
{tariff_cost} in the quarter, and {tariff_cost@-1} a year before; the Foundry Plan saved {plan_savings}, compared with
{plan_savings@-1}.

_Selling, general and administrative expense_ {sga:moved}. Research and development expense {rnd:moved}, nearly all of
it in Connected Services and Flow Measurement.

_Interest expense_ {interest_expense:moved}, because we owed less and short-term rates were lower.

_Income taxes._ The effective tax rate was {tax_rate}, compared with {tax_rate@-1}.

## Results by Segment

[[segment_results]]

_Flow Measurement._ Large utilities in Texas and Ontario began multi-year replacements with Halcyon meters. Prices
contributed {effect.price.flow}.

_Valves & Hydrants._ Housing remained weak and distributors ordered for the season later than usual. Segment operating
margin {margin.valves:points}, to {margin.valves}, as fixed costs fell on less iron.

_Connected Services._ Subscription revenue {software_subscriptions:moved}, to {software_subscriptions}. Endpoints
under subscription reached {subscribed}, compared with {subscribed@-1} a year before.

## Liquidity and Capital Resources

Cash and cash equivalents were {cash} at {END}, compared with {cash@balance} at {BALANCEEND}. Our cash flows were:

[[cash_summary]]

Operating activities provided {cash_operating}, {cash_operating:rise} from the same quarter a year before. The first
quarter is our weakest for cash, because annual incentives are paid in November. Free cash flow was:

[[free_cash_flow]]

Working capital was {working_capital}, compared with {working_capital@balance} at {BALANCEEND}; the difference is
mainly the senior notes of $200.0 million that have become current. Capital expenditures were {capex}, and we still
expect between $90 million and $100 million for the year. We paid dividends of {dividends} and bought {buyback} of our
common stock.
"""

MARKET_RISK = """
Our exposure to changes in interest rates, exchange rates and metals has not changed materially since {BALANCEEND}. At
{END}, {variable_debt} of our debt bore variable rates, and the notional amount of forward contracts was
{hedge_notional}.
"""

CONTROLS = """
Our Chief Executive Officer and Chief Financial Officer concluded that our disclosure controls and procedures were
effective as of {END}. No change in internal control over financial reporting during the quarter has materially
affected it or is reasonably likely to.
"""

PROCEEDINGS = """
See Note 10 to the condensed consolidated financial statements.
"""

RISKS = """
There is no material change from the risk factors in our annual report for fiscal 2025, except that the refinancing of
our 3.85% senior notes, described there, is now due within twelve months.
"""

PURCHASES = """
During the quarter we bought {shares_bought} shares of common stock at an average price of {buyback_price}. At {END},
{authorization_left} remained of the authorization of November 2022.
"""

OTHER = """
During the quarter, no director or officer adopted or ended a trading arrangement of the kind described in Item 408 of
Regulation S-K.
"""

EXHIBITS = """
[[exhibits]]

## Signatures

Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be
signed on its behalf by the undersigned, thereunto duly authorized, on {FILED}.

[[signatures]]
"""

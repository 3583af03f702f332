"""Items 5, 7 and 7A: the market for the stock, management's discussion, and market risk."""

__all__ = ["DISCUSSION", "MARKET", "MARKET_RISK", "RESERVED"]

MARKET = """
## Market, Holders and Dividends

Our common stock trades on the {EXCHANGE} under the symbol "{TICKER}." On the date of the count on the cover page,
there were about 2,140 holders of record. We have paid a dividend in every quarter since 1988. Dividends declared were
{dividend_rate} a share in {YEAR} and {dividend_rate@-1} a share in {PRIOR}, or {dividends} and {dividends@-1} in all.
We expect to go on paying quarterly dividends, but each is at the discretion of the Board of Directors.

## Repurchases of Common Stock

@FY2025 In November 2022 the Board of Directors authorized the repurchase of up to $200.0 million of common stock,
without a date of expiry. During {YEAR} we bought {shares_bought} shares for {buyback}, at an average price of
{buyback_price} a share. Purchases in the fourth quarter were:

@FY2024 In November 2022 the Board of Directors authorized the repurchase of up to $200.0 million of common stock,
without a date of expiry. We suspended purchases during {YEAR} while we paid for Kestwick, and bought no shares; in
{PRIOR} we bought {shares_bought@-1} shares for {buyback@-1}. The table shows that there were no purchases in the
fourth quarter:

[[repurchases]]

At {END}, {authorization_left} remained of the authorization. The table leaves out shares withheld to pay taxes on
vested awards.

## Equity Compensation Plans

The information that this item requires is in our proxy statement and is incorporated by reference.
"""

RESERVED = """
Not required.
"""

DISCUSSION = """
The following discussion should be read with the consolidated financial statements and notes in Item 8. It compares
{YEAR} with {PRIOR}; a comparison of {PRIOR} with {BEFORE} is in the corresponding item of our annual report for
{PRIOR}. Percentages are computed from the amounts shown, in millions to one decimal.

## Overview of the Year

@FY2025 Net sales {net_sales:moved}, to {net_sales}. Connected Services grew {sales.services:growth} and Flow
Measurement {sales.flow:growth}, while Valves & Hydrants declined {sales.valves:growth} as fewer subdivisions were
begun. Gross margin {gross_margin:points}, to {gross_margin}, on the richer mix of subscriptions and ultrasonic
meters. We closed the Galesburg foundry and recorded restructuring charges of {restructuring}. Operating income
{operating_income:moved}, to {operating_income}; diluted earnings per share were {eps_diluted}, compared with
{eps_diluted@-1}. Operating activities provided {cash_operating}, a record, which we used to repay {debt_repaid} of
debt, net of borrowings, and to return {returned} to shareholders.

@FY2024 Net sales {net_sales:moved}, to {net_sales}, although {PRIOR} had 53 weeks and {YEAR} had 52. We estimate that
the extra week was worth about two points of growth. Connected Services grew {sales.services:growth}, of which
Kestwick, acquired in February 2024, contributed {effect.acquired.services}. Valves & Hydrants declined
{sales.valves:growth}. Gross margin {gross_margin:points}, to {gross_margin}. Operating income
{operating_income:moved}, to {operating_income}, because of the costs of acquiring and joining Kestwick, higher
amortization and the first charge under the Foundry Plan. Diluted earnings per share were {eps_diluted}, compared with
{eps_diluted@-1}.

## Results of Operations

[[income_mix]]

### Net Sales

Net sales {net_sales:moved}, in {YEAR}. Prices added {effect.price}, and volume and mix {effect.volume:added}; without
the acquisition and changes in currencies, net sales grew {organic_growth}. By segment, the change was made up as
follows:

[[sales_bridge]]

@FY2025 Higher volume in Flow Measurement came from ultrasonic meters, of which we shipped 31% more than in {PRIOR};
mechanical meters declined. Kestwick's acquisition effect is that of the four months before the anniversary of its
purchase.

@FY2024 The lower volume in Valves & Hydrants reflects the shorter year, slower housing and distributors who ran down
the stocks they had built in {PRIOR}. Flow Measurement delivered orders that had waited for electronic components.

### Gross Profit

Gross profit {gross_profit:moved}, to {gross_profit}, and gross margin {gross_margin:points}, to {gross_margin} of net
sales. The margin on products was {product_margin}, compared with {product_margin@-1}; the margin on services was
{service_margin}, compared with {service_margin@-1}.

@FY2025 Price increases of {effect.price} and savings of {plan_savings} from the Foundry Plan outweighed tariffs,
which cost {tariff_cost}, and inefficiencies at the Saltillo foundry in the first half of the year.

@FY2024 Lower prices of brass and better use of the {CITY} plant helped the margin on products. The margin on services
rose as subscriptions grew faster than installation.

### Operating Expenses

Selling, general and administrative expense {sga:moved}, and was {sga_ratio} of net sales in {YEAR} and {sga_ratio@-1}
in {PRIOR}. Research and development expense {rnd:moved}, chiefly for cloud software and acoustic sensing.
Amortization of intangible assets was {amortization}, compared with {amortization@-1}.

@FY2025 Within selling, general and administrative expense, corporate expense {sga.corporate:moved}, because {PRIOR}
bore $4.9 million of costs for the acquisition of Kestwick. Restructuring charges under the Foundry Plan were
{restructuring}, of which {restructuring.severance} was severance, {restructuring.other} exit costs and
{restructuring.assets} the impairment of melting equipment.

@FY2024 Within selling, general and administrative expense, corporate expense {sga.corporate:moved}, including $4.9
million of costs for the acquisition of Kestwick. Restructuring charges of {restructuring} are the severance first
accrued under the Foundry Plan.

### Operating Income

Operating income {operating_income:moved}, to {operating_income}. Operating margin {operating_margin:points}, to
{operating_margin}.

### Interest, Other Income and Income Taxes

Interest expense {interest_expense:moved}, to {interest_expense}.

@FY2025 The increase reflects a full year of the 5.40% senior notes issued in April 2024, partly offset by repayments
of the term loan and revolving credit facility. Other income, net, was {other_income}, compared with a net expense of
{other_expense@-1} in {PRIOR}, which included a loss on a currency option bought for the purchase of Kestwick.

@FY2024 The increase reflects the 5.40% senior notes issued in April 2024, drawings on the revolving credit facility
and higher variable rates. Other expense, net, was {other_expense} and included a loss on a currency option bought for
the purchase of Kestwick; other income, net, was {other_income@-1} in {PRIOR}.

The provision for income taxes was {tax}, an effective rate of {tax_rate}, compared with {tax@-1}, or {tax_rate@-1},
in {PRIOR}. The rate differs from the federal statutory rate of 21.0% because of state taxes, credits for research and
a deduction for export income.

### Net Income

Net income {net_income:moved}, to {net_income}, or {eps_diluted} a diluted share.

## Results by Segment

[[segment_results]]

_Flow Measurement._ Net sales {sales.flow:moved}. Segment operating income {income.flow:moved}, to {income.flow}, and
segment operating margin {margin.flow:points}, to {margin.flow}.

@FY2025 Ultrasonic meters now make up more than half of the segment's sales of residential meters. Prices more than
covered higher wages and tariffs on electronics. Research and development grew by {rnd.flow:change} for a
large-diameter ultrasonic meter to be introduced in {NEXT}.

@FY2024 A better supply of components let the {CITY} plant run at an even pace, which lowered scrap and overtime. Net
sales outside the United States grew faster than those within, led by district heating meters in Europe.

_Valves & Hydrants._ Net sales {sales.valves:moved}. Segment operating income {income.valves:moved}, to
{income.valves}, and segment operating margin {margin.valves:points}, to {margin.valves}.

@FY2025 Volume fell {volume_fall.valves}, partly offset by {effect.price.valves} of higher prices. The foundries'
fixed costs were spread over fewer tons; we bought castings from others while Saltillo learned its trade; and tariffs
fell most heavily on this segment. Repair and replacement, about 60% of the segment's sales, was steady.

@FY2024 Distributors reduced their stocks in the first half of the year and housing starts fell in the second. Price
increases made in {PRIOR} held.

_Connected Services._ Net sales {sales.services:moved}. Segment operating income {income.services:moved}, to
{income.services}, and segment operating margin {margin.services:points}, to {margin.services}.

Subscription revenue {software_subscriptions:moved}, to {software_subscriptions}. Endpoints under subscription rose to
{subscribed}, from {subscribed@-1}. Remaining performance obligations under subscription contracts were {obligations}
at the end of the year, {obligations:rise}.

## Measures Outside Generally Accepted Accounting Principles

We use free cash flow to judge how much of our cash is left for debt, dividends and acquisitions after we have kept
our plants in order, and Adjusted EBITDA to compare periods without the effects of financing, taxes, restructuring and
share-based compensation. Neither is a substitute for the measures of generally accepted accounting principles from
which the tables derive them, and others may define them differently.

[[free_cash_flow]]

[[adjusted_ebitda]]

## Liquidity and Capital Resources

Cash and cash equivalents were {cash} at {END}, of which {cash_abroad} was held outside the United States, compared
with {cash@-1} a year earlier. We could borrow a further {revolver_available} under the revolving credit facility
after letters of credit of {letters_of_credit}. We believe that cash on hand, cash from operations and the facility
are enough for our needs for the next twelve months and for the foreseeable future after that. Our cash flows were:

[[cash_summary]]

_Operating activities_ provided {cash_operating}, {cash_operating:rise} from {PRIOR}.

@FY2025 Net income, depreciation and deferred revenue all rose, and inventories fell by {change.inventories} as we
used up castings stocked for the closing of Galesburg. Days' sales in receivables were {days_sales} and days'
inventory {days_inventory}, compared with {days_sales@-1} and {days_inventory@-1}.

@FY2024 Inventories, without those acquired with Kestwick, fell by {change.inventories} after rising in {PRIOR}, as
electronic components became easier to get, and customers paid in advance for more subscriptions. Days' sales in
receivables were {days_sales} and days' inventory {days_inventory}, compared with {days_sales@-1} and
{days_inventory@-1}.

_Investing activities._ Capital expenditures were {capex}, compared with {capex@-1} in {PRIOR} and {capex@-2} in
{BEFORE}.

@FY2025 The largest project was the extension of the Reno plant for ultrasonic meters, which took {capex_reno} of the
year's total. We expect to spend between $90 million and $100 million in {NEXT}.

@FY2024 We paid {acquisition} for Kestwick, net of cash acquired. We expect capital expenditures of between $80
million and $90 million in {NEXT}, including an extension of the Reno plant for ultrasonic meters.

_Financing activities._ We paid dividends of {dividends} and repaid {term_repaid} of the term loan.

@FY2025 We repaid the revolving credit facility in full, {revolver_repaid} against borrowings of {revolver_drawn}
during the year, and bought {buyback} of our common stock, compared with none in {PRIOR}.

@FY2024 We issued {notes_issued} of 5.40% senior notes due 2034 and borrowed {revolver_drawn} under the revolving
credit facility, of which we repaid {revolver_repaid} before the end of the year, to pay for Kestwick. We bought no
common stock.

_Debt._ Total debt, net of issuance costs, was {debt_net} at {END}, or {leverage} times Adjusted EBITDA, compared with
{debt_net@-1}, or {leverage@-1} times, a year earlier. Our credit agreement has two financial covenants, described in
Note 6, with which we complied throughout the year.

_Obligations._ At {END} we were bound to the following payments, without interest:

[[obligations]]

## Critical Accounting Estimates

The estimates below are the ones that require the most judgment and would change our results the most if they proved
wrong.

_Revenue with several promises._ Contracts of Connected Services often promise endpoints, a network and years of
software for one price. We divide the price among the promises by what each would sell for alone. A shift of 5% of the
price from equipment to software in the contracts begun in {YEAR} would have moved about $3 million of revenue into
later years.

_Goodwill._ We test goodwill each July, or when events suggest that it may be impaired. In {YEAR} the fair value of
each reporting unit exceeded its carrying amount.

@FY2025 For Valves & Hydrants, which carries goodwill of {goodwill.valves}, the excess was 14%, down from 31% a year
ago. A rise of one percentage point in the discount rate, or a shortfall of a tenth in long-term operating margin,
would have reduced the excess to about 2%. For the other reporting units the excess was more than 80%.

@FY2024 For Valves & Hydrants, which carries goodwill of {goodwill.valves}, the excess was 31%. For the other
reporting units it was more than 70%.

_Product warranties._ We charged {warranty_charged} for warranties in {YEAR} and {warranty_charged@-1} in {PRIOR}. If
the rate at which ultrasonic meters fail were half as high again as our tests suggest, the accrual of {warranty} would
rise by about $4 million.

_Income taxes._ We recognize the benefit of a tax position only when it is more likely than not to be sustained.
Unrecognized tax benefits were {unrecognized_taxes} at {END}.

## New Accounting Standards

Standards that we adopted during the year, and those that we have yet to adopt, are described in Note 1.
"""

MARKET_RISK = """
We are exposed to changes in interest rates, exchange rates and the prices of metals. We do not enter into derivatives
to speculate.

_Interest rates._ At {END}, {variable_debt} of our debt bore variable rates and the rest fixed ones. A change of one
percentage point in short-term rates would change annual interest expense by about {rate_sensitivity}.

_Exchange rates._ Net sales in Canada were {geo.canada}, or {canadian_share} of the total, in {YEAR}, and those in
Europe, the Middle East and Africa {geo.europe}. We hedge part of our expected cash flows in Canadian dollars, euros
and Mexican pesos with forward contracts, whose notional amount was {hedge_notional} at {END}
({hedge_notional@balance} a year earlier). A change of 10% in the exchange rates hedged would change the contracts'
fair value by about {fx_sensitivity}, offset by an opposite change in the cash flows they hedge.

_Metals._ A change of 10% in the prices of brass and iron would change annual cost of sales by about
{metals_sensitivity}, on purchases of {metals} in {YEAR}. We pass changes on through surcharges where contracts allow,
usually with a delay of a quarter.
"""

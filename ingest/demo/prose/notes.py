"""Item 8 of the annual report: the auditor's report before the statements, and the notes after them."""

__all__ = ["BEFORE", "NOTES"]

BEFORE = """
The consolidated financial statements and the report of the independent registered public accounting firm ({AUDITOR},
{AUDITCITY}; PCAOB ID: {AUDITNUMBER}) follow. Schedule II is in Item 15.

## Report of Independent Registered Public Accounting Firm

To the Shareholders and Board of Directors of {COMPANY}

_Opinions._ We have audited the consolidated balance sheets of {COMPANY} and subsidiaries as of {END} and {PRIOREND},
the related consolidated statements of income, comprehensive income, shareholders' equity and cash flows for each of
the three fiscal years in the period ended {END}, and the related notes and schedule (together, the "financial
statements"). We have also audited the Company's internal control over financial reporting as of {END}. In our
opinion, the financial statements present fairly, in all material respects, the financial position of the Company as
of those dates and the results of its operations and its cash flows for each of those years in conformity with
accounting principles generally accepted in the United States, and the Company maintained, in all material respects,
effective internal control over financial reporting as of {END}.

_Basis for opinions._ The Company's management is responsible for the financial statements and for effective internal
control. Our responsibility is to express opinions on both. We are a public accounting firm required to be independent
of the Company. Our audits included examining, on a test basis, evidence about the amounts and disclosures in the
financial statements, assessing the risk that a material weakness exists, and testing the design and operation of
internal control according to that risk.

_Critical audit matter: revenue of contracts with several promises._ As described in Note 2, contracts of Connected
Services often promise equipment, a network and software for one price. Dividing the price required management to
estimate what each promise would sell for alone, and auditing those estimates required a high degree of judgment. We
tested controls over the estimates, compared them with prices charged when promises were sold alone, and recomputed
the division for a sample of contracts.

@FY2025 _Critical audit matter: goodwill of Valves & Hydrants._ As described in Note 5, the fair value of this
reporting unit exceeded its carrying amount by a narrower margin than before. With the help of valuation specialists,
we tested management's forecasts of sales and operating margin against past results, backlog and outside forecasts of
housing, and tested the discount rate.

/s/ {AUDITOR}

{AUDITCITY}, {FILED}. We have served as the Company's auditor since 2006.
"""

NOTES = """
^ {COMPANY}

^ Notes to Consolidated Financial Statements

## Note 1. Summary of Significant Accounting Policies

_Business._ {COMPANY} and its subsidiaries make water meters, valves and hydrants and provide the network, software
and services that read and manage meters. The Company has three reportable segments, described in Note 15.

_Principles of consolidation and fiscal year._ The consolidated financial statements include the accounts of the
Company and its wholly owned subsidiaries; intercompany balances and transactions are eliminated. The fiscal year ends
on the last Saturday of September. Fiscal 2025, 2024 and 2022 had 52 weeks; fiscal 2023 had 53.

_Use of estimates._ Preparing financial statements requires estimates and assumptions that affect reported amounts.
Actual results could differ from them.

_Cash and cash equivalents._ Investments that mature within three months of purchase are cash equivalents.

_Accounts receivable._ Receivables are stated net of an allowance for expected credit losses, which rests on the age
of balances, past losses and the outlook for customers. The allowance was {allowance} at {END} and {allowance@balance}
at {BALANCEEND}.

_Inventories._ Inventories are stated at the lower of cost, determined by the first-in, first-out method, and net
realizable value.

_Property, plant and equipment._ Depreciation is straight-line over 30 to 40 years for buildings, 5 to 15 years for
machinery and tooling, and 3 to 7 years for software. Depreciation expense was {depreciation}, {depreciation@-1} and
{depreciation@-2} in {YEAR}, {PRIOR} and {BEFORE}.

_Goodwill and intangible assets._ Goodwill is not amortized. It is tested for impairment each July at the level of the
reporting unit, which is the segment. Other intangible assets are amortized straight-line over 8 to 20 years.

_Leases._ Right-of-use assets and lease liabilities are recognized for leases longer than twelve months at the present
value of payments. The Company does not separate lease from non-lease components for buildings.

_Revenue._ See Note 2.

_Shipping and handling._ These costs are incurred to fulfil contracts and are included in cost of sales.

_Research and development._ These costs are expensed as incurred. Costs of software to be hosted are capitalized only
after the preliminary stage of a project; none was material in the years presented.

_Foreign currency._ Balance sheets of foreign operations are translated at year-end rates, and their results at
average rates. The differences are part of other comprehensive income.

_Derivatives._ Forward contracts that hedge forecast cash flows are carried at fair value; their gains and losses wait
in accumulated other comprehensive loss until the hedged transaction affects net income, when they are reclassified to
cost of sales.

@FY2025 _New accounting standards._ In {YEAR} the Company adopted, for all periods presented, the standard that
requires the significant expenses of segments to be disclosed (Note 15). A standard that will require more detail
about income taxes takes effect in {NEXT}, and one that will require certain expenses to be broken down takes effect
in fiscal 2028. Both concern disclosure alone.

@FY2024 _New accounting standards._ Standards that will require more detail about the expenses of segments and about
income taxes take effect in fiscal 2025 and 2026. The Company has adopted the first early (Note 15). Both concern
disclosure alone.

## Note 2. Revenue

_Products._ The Company recognizes revenue from meters, valves and hydrants when control passes to the customer,
generally on shipment. Rebates to distributors are estimated and deducted from revenue.

_Services._ Subscriptions to networks and software are recognized evenly over their terms, which are from one to
fifteen years. Installation is recognized as endpoints are installed. Where a contract promises both equipment and
subscriptions, the price is divided in proportion to stand-alone selling prices. Within Connected Services,
subscriptions were {software_subscriptions}, {software_subscriptions@-1} and {software_subscriptions@-2} of revenue in
{YEAR}, {PRIOR} and {BEFORE}, and endpoints, installation and other services {hardware_and_other_services},
{hardware_and_other_services@-1} and {hardware_and_other_services@-2}.

The following table divides net sales by segment and by the place of the customer:

[[disaggregation]]

_Contract balances._ Balances arising from contracts with customers were:

[[contracts]]

The Company recognized as revenue {deferred_recognized} in {YEAR} and {deferred_recognized@-1} in {PRIOR} that had
been deferred at the beginning of the year. It expects to recognize about 38% of the remaining performance obligations
within twelve months and most of the rest within five years.

One customer, a distributor, accounted for {largest_customer_share}, {largest_customer_share@-1} and
{largest_customer_share@-2} of net sales in {YEAR}, {PRIOR} and {BEFORE}.

## Note 3. Acquisition

On February 5, 2024, the Company acquired all the shares of Kestwick Telemetry Limited, a maker of acoustic leak
sensors and software in Leeds, England, for {acquisition@FY2024} in cash, net of cash acquired. Kestwick's results are
included in Connected Services from that date. The purchase price was divided as follows:

[[purchase_price]]

Goodwill arises from the assembled workforce and from the sale of Kestwick's sensors over the Tidewatch network, and
is not deductible for tax. Costs of the acquisition of $4.9 million were charged to selling, general and
administrative expense in fiscal 2024. Net sales of Kestwick from the acquisition to September 28, 2024, were
{effect.acquired.services@FY2024}. Results as if the acquisition had happened a year earlier would not have differed
materially from those reported.

## Note 4. Balance Sheet Components

Inventories were:

[[inventories]]

Property, plant and equipment were:

[[ppe]]

Other current liabilities were:

[[accrued]]

## Note 5. Goodwill and Intangible Assets

The changes in goodwill by segment were:

[[goodwill]]

@FY2025 No goodwill was impaired in {YEAR}, {PRIOR} or {BEFORE}. At the test of July {YEAR}, the fair value of the
Valves & Hydrants reporting unit exceeded its carrying amount by 14%.

@FY2024 No goodwill was impaired in {YEAR}, {PRIOR} or {BEFORE}. At the test of July {YEAR}, the fair value of the
Valves & Hydrants reporting unit exceeded its carrying amount by 31%.

Intangible assets were:

[[intangibles]]

Amortization expense was {amortization}, {amortization@-1} and {amortization@-2} in {YEAR}, {PRIOR} and {BEFORE}. For
intangible assets held at {END}, it is expected to be:

[[future_amortization]]

## Note 6. Debt

Debt was:

[[debt]]

_Credit agreement._ The term loan and the revolving credit facility of $350.0 million are governed by a credit
agreement that runs to June 2028. Both bear interest at a term rate plus 1.25% to 1.75% according to leverage; the
rate at {END}, was {borrowing_rate}. The term loan is repaid in installments of $3.0 million a quarter, with the rest
due in June 2028. At {END}, nothing more than the amounts above was drawn, letters of credit of {letters_of_credit}
were outstanding and {revolver_available} was available. The agreement requires that total debt not exceed 3.50 times,
and that interest be covered at least 3.00 times by, consolidated EBITDA as it defines it. The Company complied with
both covenants at {END}.

_Senior notes._ Interest on the 3.85% notes is paid each May and November, and on the 5.40% notes each April and
October. The 5.40% notes were issued in April 2024 to pay in part for Kestwick; issuance costs were
{issuance_paid@FY2024}.

Principal falls due as follows:

[[debt_maturities]]

Cash paid for interest was {interest_paid}, {interest_paid@-1} and {interest_paid@-2} in {YEAR}, {PRIOR} and {BEFORE}.

## Note 7. Leases

The Company leases offices, warehouses, vehicles and rooftop sites for radio equipment. It has no material finance
leases.

[[lease_cost]]

The liabilities recognized at {END}, will be paid as follows:

[[lease_maturities]]

## Note 8. Income Taxes

Income before income taxes arose in:

[[pretax]]

The provision for income taxes was:

[[tax_provision]]

The provision differs from the tax at the federal statutory rate as follows:

[[tax_rates]]

Deferred tax assets and liabilities were:

[[deferred_taxes]]

Foreign loss carryforwards do not expire in the main; a valuation allowance stands against those that are unlikely to
be used. The Company regards the earnings of its foreign subsidiaries, about $118 million in all, as invested
indefinitely. Changes in unrecognized tax benefits were:

[[unrecognized]]

If recognized, nearly all of them would lower the effective tax rate. Tax years from fiscal 2021 are open to
examination in the United States, and from fiscal 2019 in Canada.

## Note 9. Shareholders' Equity and Accumulated Other Comprehensive Loss

The Company is authorized to issue 150.0 million shares of common stock and 10.0 million shares of preferred stock,
each of $0.01 par value. Shares repurchased are retired, and their cost is charged to retained earnings.
{authorization_left} remained at {END}, of the repurchase authorization of November 2022. The components of
accumulated other comprehensive loss were:

[[aoci]]

## Note 10. Earnings per Share

[[eps]]

## Note 11. Share-Based Compensation

The 2021 Omnibus Incentive Plan allows awards of up to 3.2 million shares, of which 1.4 million were left at {END}.
Restricted stock units vest over three years. Performance stock units vest after three years at 0% to 200% of target,
half on return on invested capital and half on growth in subscribed endpoints. The employee stock purchase plan sells
shares at 85% of their market price.

[[stock_expense]]

Unrecognized expense was about $31 million at {END}, to be recognized over 1.8 years. Restricted stock units changed
as follows:

[[units]]

The Company contributed {retirement_plan}, {retirement_plan@-1} and {retirement_plan@-2} to defined contribution
retirement plans in {YEAR}, {PRIOR} and {BEFORE}.

## Note 12. Restructuring

In August 2024 the Board of Directors approved the Foundry Plan: the closing of the Galesburg, Illinois, foundry of
Valves & Hydrants and the move of its castings to Saltillo, Mexico. About 310 positions in Galesburg were to be
eliminated. All charges to date concern Valves & Hydrants, although they are not part of the segment's operating
income.

[[restructuring]]

@FY2025 Galesburg stopped pouring in July 2025. The Company expects further charges of $4 million to $6 million in
{NEXT}, mainly for clearing the site.

@FY2024 The Company expects total charges of $32 million to $38 million under the plan, of which about $27 million in
cash, through fiscal 2026.

## Note 13. Derivatives and Fair Value

Forward contracts that hedge forecast purchases and sales in foreign currencies, none longer than 18 months, and debt
were:

[[fair_value]]

Contracts and debt are valued from observable market prices of similar instruments (Level 2). Gains reclassified from
accumulated other comprehensive loss to cost of sales, net of tax, are shown in Note 9. The carrying amounts of cash,
receivables and payables approximate fair value because they are short-term.

## Note 14. Commitments and Contingencies

_Purchase obligations and letters of credit._ At {END}, the Company was committed to buy materials and components for
{purchase_obligations}, and had {letters_of_credit} of letters of credit outstanding.

_Product warranties._ Products are warranted for one to twenty years. The accrual changed as follows:

[[warranty]]

_Environmental._ The Company has accrued {remediation_accrual} ({remediation_accrual@balance} at {BALANCEEND}), mostly
in other liabilities, for the clean-up of groundwater at a plating shop in Superior, Wisconsin, that it closed in
1983. It is reasonably possible that the cost will exceed the accrual by up to $5 million.

@FY2025 _Litigation._ In May 2023 Aldous Metrology, Inc. sued the Company in federal court in Delaware, alleging that
Halcyon meters infringe two patents on correcting for temperature. In June 2025 the court found one patent invalid;
trial on the other is set for March 2026. The Company believes that it has strong defenses and has accrued nothing. It
cannot estimate a range of possible loss.

@FY2024 _Litigation._ In May 2023 Aldous Metrology, Inc. sued the Company in federal court in Delaware, alleging that
Halcyon meters infringe two patents on correcting for temperature. The Company believes that it has strong defenses
and has accrued nothing. It cannot estimate a range of possible loss.

## Note 15. Segment and Geographic Information

The chief executive officer, who is the chief operating decision maker, judges segments and allots resources by
segment operating income, comparing it with budget each month. It excludes corporate expense, amortization of
intangible assets and restructuring charges. Segments' accounting policies are those of Note 1; there are no sales
between segments.

[[segments]]

(a) Segment operating expenses are selling, general and administrative and research and development expense. Research
and development was {rnd.flow} in Flow Measurement, {rnd.valves} in Valves & Hydrants and {rnd.services} in Connected
Services in {YEAR}.

[[segment_other]]

[[segment_assets]]

(b) Corporate assets are mainly cash, goodwill not used in managing the segments, deferred taxes and headquarters.

Net sales in the United States were {geo.us}, {geo.us@-1} and {geo.us@-2} in {YEAR}, {PRIOR} and {BEFORE}. No other
country accounted for 10% of net sales. About four fifths of property, plant and equipment is in the United States.

## Note 16. Subsequent Events

@FY2025 On November 5, 2025, the Board of Directors declared a quarterly dividend of {dividend_rate@Q1 FY2026} a
share, payable on December 12, 2025, to holders of record on November 21, 2025.

@FY2024 On November 6, 2024, the Board of Directors declared a quarterly dividend of {dividend_rate@Q1 FY2025} a
share, payable on December 13, 2024, to holders of record on November 22, 2024.
"""

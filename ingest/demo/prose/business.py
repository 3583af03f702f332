"""Items 1, 1B, 1C, 2, 3 and 4: the business, its security, properties and proceedings."""

__all__ = ["BUSINESS", "CYBERSECURITY", "MINE_SAFETY", "PROCEEDINGS", "PROPERTIES", "UNRESOLVED"]

BUSINESS = """
## Overview

{COMPANY} ("Orlebeck," the "Company," "we," "us" or "our") designs and makes the instruments with which utilities
measure, control and account for the water they deliver. Our meters stand in pits, basements and pumping stations; our
valves and hydrants close and open the mains beneath the street; and our radio network and software carry readings
from some {endpoints:bare} million endpoints back to the billing office. We were founded in {CITY}, {STATE}, in 1911
as a repair shop for ships' gauges and have been listed on the {EXCHANGE} under the symbol "{TICKER}" since 1987.

Our customers are chiefly municipal and investor-owned water utilities in North America, together with the
distributors and contractors who serve them. Most of our sales replace equipment that has worn out rather than equip
new buildings. In a typical year, we estimate that about four fifths of the meters we ship replace a meter already in
the ground, which makes demand for our products steadier than the construction cycle, although not immune to the
budgets of cities.

Our fiscal year ends on the last Saturday of September. Fiscal {YEAR} had {WEEKS} weeks. Unless we say otherwise,
years in this report are fiscal years, and amounts are in millions of United States dollars.

## Segments

We manage and report three segments. Their net sales, and each segment's part of the total, were:

[[segment_mix]]

### Flow Measurement

Flow Measurement makes mechanical, electromagnetic and ultrasonic meters for water and, in a smaller way, for district
heating and industrial liquids. Its principal families are the Halcyon line of ultrasonic residential meters, which
have no moving parts and a twenty-year battery; the Brightwell line of electromagnetic meters for mains of 2 to 48
inches; and the older Steadfast line of positive displacement meters, which remains the choice of utilities that value
a low purchase price. The segment contributed {weight.flow} of net sales in {YEAR}, compared with {weight.flow@-1} in
{PRIOR}. It manufactures in {CITY}, {STATE}; Reno, Nevada; and Brno, Czech Republic.

### Valves & Hydrants

Valves & Hydrants casts, machines and assembles gate, butterfly and check valves and fire hydrants, sold under the
Corbel and Fieldstone names. Iron and brass are the largest part of its costs. Demand follows the repair of mains and
the construction of subdivisions, and the segment is the most exposed of the three to new housing. Its sales were
{weight.valves} of the total in {YEAR}. Orders on hand for the segment and for Flow Measurement together amounted to
{backlog} at the end of the year, compared with {backlog@-1} a year earlier; we expect to ship nearly all of them
within twelve months.

@FY2025 In August 2024 the Board of Directors approved the closing of the Galesburg, Illinois, foundry, the older of
the segment's two, and the move of its castings to Saltillo, Mexico (the "Foundry Plan"). Galesburg poured its last
iron in July 2025. See Note 12 to the consolidated financial statements.

@FY2024 In August 2024 the Board of Directors approved the closing of the Galesburg, Illinois, foundry, the older of
the segment's two, and the move of its castings to Saltillo, Mexico, over about eighteen months (the "Foundry Plan").
See Note 12 to the consolidated financial statements.

### Connected Services

Connected Services sells what turns a meter into a source of information: radio endpoints under contract, the
Tidewatch fixed network, hosted software for meter data, leak detection and customer portals, and the field services
that install and keep them. Most of its revenue is recurring. At the end of {YEAR}, {subscribed:bare} million of the
{endpoints:bare} million endpoints we have shipped, or {subscribed_share}, were covered by a subscription, compared
with {subscribed_share@-1} a year before. Subscription revenue was {software_subscriptions} in {YEAR} and
{software_subscriptions@-1} in {PRIOR}.

In February 2024 we bought Kestwick Telemetry Limited ("Kestwick"), of Leeds, England, which makes acoustic sensors
and software that hear leaks in buried mains. Kestwick is part of Connected Services.

## Customers and Distribution

We sell directly to larger utilities and through some 240 independent distributors to the rest. One distributor,
Harmon & Vale Waterworks Supply, accounted for {largest_customer_share} of net sales in {YEAR},
{largest_customer_share@-1} in {PRIOR} and {largest_customer_share@-2} in {BEFORE}; its purchases came to
{largest_customer} in {YEAR}. It buys from all three segments. No other customer exceeded 10% of net sales in any of
those years. Municipal contracts are commonly awarded by competitive bid and may run for several years, with prices
that adjust by an index or not at all.

Customers outside the United States accounted for {abroad_share} of net sales in {YEAR} and {abroad_share@-1} in
{PRIOR}.

## Competition

Each of our segments has several capable rivals, some of them parts of larger groups with more money than we have. In
meters we compete on accuracy over the life of the product, on battery life, and increasingly on the quality of the
data that follows the reading. In valves and hydrants we compete on price, availability and the preference of
specifying engineers, whose habits change slowly. In software we meet both meter makers and firms that sell software
alone. We believe that selling the meter, the network and the software together is an advantage with small and
mid-sized utilities that lack the staff to join them up.

## Raw Materials and Suppliers

Brass ingot, ductile iron scrap, resins, lithium batteries and electronic components are our principal materials. We
bought {metals} of brass and iron in {YEAR} ({metals@-1} in {PRIOR}). The ultrasonic measuring chip in the Halcyon
meter comes from a single maker, with which we have an agreement through 2028 and a reserve of about five months' use.

@FY2025 Tariffs on imported castings and electronics added about {tariff_cost} to cost of sales in {YEAR}, compared
with {tariff_cost@-1} in {PRIOR}. We recovered somewhat more than half of the increase through surcharges.

## Research, Development and Intellectual Property

Research and development expense was {rnd}, or {rnd_ratio} of net sales, in {YEAR}, {rnd@-1} in {PRIOR} and {rnd@-2}
in {BEFORE}. The increase has gone mainly to Connected Services, where we rebuilt the Tidewatch head-end software to
run in public clouds. We hold about 410 patents worldwide that expire between 2026 and 2043; we do not regard any one
of them as essential to a segment.

## Seasonality

Frost and holidays slow the installing of meters and the digging of streets between November and February. Our first
quarter is therefore usually the weakest of the year and our third and fourth the strongest. Cash from operations
follows the same course, since we pay annual incentives in the first quarter and collect the summer's sales in the
fourth.

## Government Regulation and the Environment

Meters, valves and hydrants that touch drinking water must meet federal limits on lead and the standards of
independent certifying bodies. Public funds often require that iron and steel be made in the United States. We have
spent, and will spend, money to comply; capital expenditures for environmental control were not material in any year
presented.

## Human Capital

We employed about {HEADCOUNT} people at the end of {YEAR}, of whom roughly two thirds work in the United States. About
980 hourly employees in {CITY} and at our remaining foundry in Prescott, Ontario, belong to unions under agreements
that expire in May 2027 and January 2028. We have not lost a day to a strike since 1994. Our recordable injury rate
was 1.6 for each 200,000 hours worked in {YEAR}. Foundry work is hot, heavy and hazardous, and that rate is the first
figure that our Board of Directors sees each quarter.

## Executive Officers

_Ingrid M. Sollander,_ 57, has been President and Chief Executive Officer since 2019. She joined us in 2008 and led
Flow Measurement from 2014 to 2019.

_Desmond R. Achterberg,_ 51, has been Executive Vice President and Chief Financial Officer since March 2022. Before
that he was treasurer of a maker of irrigation equipment.

_Lucille Tamarack,_ 49, has been President, Connected Services, since the segment was formed in 2020.

_Ferris J. Oduya,_ 60, has been President, Valves & Hydrants, since 2016, and has led the Foundry Plan since it was
approved.

## Available Information

Our annual, quarterly and current reports are available without charge at {WEBSITE} as soon as reasonably practicable
after they are filed. Nothing on that website is part of this report.

## Forward-Looking Statements

Statements in this report about what we expect, intend or estimate are forward-looking. They rest on assumptions that
may prove wrong, and actual results may differ materially for the reasons described under "Risk Factors" and elsewhere
in this report. We do not undertake to update them.
"""

UNRESOLVED = """
None.
"""

CYBERSECURITY = """
Our products report how water is used in millions of homes, and our networks can close valves. We therefore treat the
security of our systems and that of our customers as one subject.

_Risk management and strategy._ A security team of 34 people watches our networks at all hours, tests new products
before release, and reviews suppliers who hold our data. Our program follows a published national framework. An
outside firm attacks our systems, with our leave, at least twice a year, and we rehearse our response to an incident
each spring with the executive officers present. Vendors who process customers' data must notify us of an incident
within 48 hours.

_Governance._ The Audit Committee of the Board of Directors oversees the program and hears from the Chief Information
Security Officer each quarter. That officer has 22 years of experience in the field, nine of them with a public
utility, and reports to the Chief Executive Officer.

During {YEAR}, we identified no cybersecurity incident that has materially affected, or that we believe is reasonably
likely to materially affect, our strategy, results of operations or financial condition.
"""

PROPERTIES = """
Our principal facilities at {END} were as follows. We own those marked with an asterisk and lease the others.

[[properties]]

@FY2025 We also own the Galesburg, Illinois, foundry (310,000 square feet), which closed in July 2025 and is for sale.
We believe that our facilities are suitable and, after the growth in ultrasonic meters, adequate with the extension of
the Reno plant that we expect to complete in {NEXT}.

@FY2024 We also own the Galesburg, Illinois, foundry (310,000 square feet), which we are closing under the Foundry
Plan. We believe that our facilities are suitable and adequate for our present needs.
"""

PROCEEDINGS = """
From time to time we are party to claims about products, patents, employment and the environment. We accrue for a loss
when it is probable and can be estimated. Information about a patent suit brought against us in 2023 and about the
clean-up of a former plating shop is in Note 14 to the consolidated financial statements. We do not expect the
proceedings now pending to have a material effect on our financial position, although an adverse outcome could affect
the results of a quarter.
"""

MINE_SAFETY = """
Not applicable.
"""

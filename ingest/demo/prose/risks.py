"""Item 1A: what could go wrong."""

__all__ = ["RISKS"]

RISKS = """
Owning our common stock involves risk. The matters below, alone or together, could harm our business, results of
operations, cash flows or the price of our stock. They are not the only ones we face.

## Risks of Our Markets

_Our customers are mostly public bodies, and their budgets are not ours to set._ Municipal utilities pay for our
products from water rates, bonds and grants. Rates are set by elected boards; bonds depend on interest rates and
credit; grants depend on legislatures. When any of these tightens, utilities keep old meters in service longer. Since
most of our sales replace existing equipment, replacement can be put off, sometimes for years.

_New housing affects Valves & Hydrants more than our other segments._ Hydrants and small valves are laid when streets
are laid. The segment's net sales {sales.valves:moved}, in {YEAR}, and its operating margin was {margin.valves},
compared with {margin.valves@-1} the year before. A further fall in the construction of subdivisions would reduce its
sales again, and because foundries carry high fixed costs, its operating income would fall by a larger percentage.

_We depend on one distributor for a notable part of our sales._ Harmon & Vale Waterworks Supply accounted for
{largest_customer_share} of net sales in {YEAR}. It may cancel our agreement on six months' notice. If it reduced its
inventories of our products, consolidated with a rival's distributor or failed to pay us, our sales and cash would
suffer at least until other distributors filled the gap.

_Competition may reduce our prices or our share._ Some rivals are larger than we are and can bundle meters with
products that we do not make. Others, mainly software firms, do not carry the cost of factories. Awards in our
industry are often large and few, so the loss of one bid can be felt for several years.

## Risks of Our Operations

_The Foundry Plan may cost more, take longer or save less than we expect._

@FY2025 We have moved castings from Galesburg to Saltillo and recorded restructuring charges of {restructuring} in
{YEAR} after {restructuring@-1} in {PRIOR}. Castings from a new foundry are scrapped more often than those from an old
one; if yields do not reach the level we planned, we will have to buy castings from others at a higher price, as we
did in the spring of 2025. We expect further charges of $4 million to $6 million in {NEXT}.

@FY2024 We recorded a first charge of {restructuring} in {YEAR} and expect total charges of $32 million to $38 million
through 2026. Moving a foundry means running two at once for a time, qualifying each casting again with certifying
bodies, and keeping experienced people until the last pour. We may fail at any of these.

_Tariffs and other trade measures raise our costs and may change again at short notice._

@FY2025 Duties on castings from Mexico and on electronic components from Asia added about {tariff_cost} to our cost of
sales in {YEAR}. Surcharges have recovered somewhat more than half of that. Where a municipal contract fixes our
price, we bear the duty ourselves until the contract is renewed.

@FY2024 We import electronic components from Asia and will import castings from Mexico under the Foundry Plan. Where a
municipal contract fixes our price, we would bear any new duty ourselves until the contract is renewed.

_Metals, batteries and chips may become dear or scarce._ We bought {metals} of brass and iron in {YEAR}; a change of
10% in their prices would change our annual costs by about {metals_sensitivity} before any change in our own prices.
The measuring chip of our Halcyon meter comes from one maker. In the shortage of 2021 and 2022 we could not ship all
that was ordered, and some customers did not come back.

_A meter must last twenty years, and we promise that it will._ We warrant batteries and registers for up to twenty
years, in part at a declining share of the price of a new meter. Our accrual for warranties was {warranty} at {END}.
It rests on accelerated tests and on experience with earlier designs, neither of which is the same as twenty years in
a wet pit. In 2016 we replaced about 60,000 registers whose seals let in moisture, and a defect of that kind in a
present product would cost more, since we ship more of them.

_Our software and networks may fail or be attacked._ Tidewatch carries readings, and for some customers commands. An
outage would keep utilities from billing; an intrusion could expose when people are at home or, at worst, shut off
their water. Either could bring claims beyond our insurance and cost us the trust on which subscriptions depend.

_Acquisitions may disappoint._ We paid {acquisition@FY2024} for Kestwick, of which we recorded
{acquired.goodwill@FY2024} as goodwill. If its sales do not grow as we forecast, we may have to write some of that
off. Goodwill and intangible assets were together {goodwill_and_intangibles}, or {intangible_share}, of our total
assets at {END}.

_We may not find or keep the people we need._ Radio engineers, patternmakers and software developers are all scarce in
the places where we work, and for different reasons. Two of our union agreements expire within the next three years.

## Financial Risks

_Our debt limits what we may do._ We owed {debt_gross} in principal at {END}. Our credit agreement requires that total
debt not exceed 3.50 times consolidated EBITDA, as it defines it, and that EBITDA cover interest at least 3.00 times.
We were in compliance with both at {END}.

@FY2025 Our 3.85% senior notes, of which $200.0 million is outstanding, fall due in November 2026. We expect to repay
or refinance them, at an interest rate that may well be higher.

_Interest rates and currencies move against us at times._ The term loan and revolving credit facility bear variable
rates; on the balances outstanding at {END}, a rise of one percentage point would cost {rate_sensitivity} a year
before tax. We sell in Canadian dollars, euros and pounds and do not hedge all of it.

_Our tax rate may rise._ Our effective tax rate was {tax_rate} in {YEAR} and {tax_rate@-1} in {PRIOR}. Both rates
benefited from credits for research and from deductions for export income that legislatures may reduce.

## Legal and Regulatory Risks

_Rules on lead, on domestic content and on radio spectrum shape what we may sell._ A lower limit for lead in brass
would oblige us to change alloys and tooling. Stricter domestic content rules could close publicly funded projects to
castings from Saltillo. Tidewatch uses licensed radio spectrum, and our licenses come up for renewal in 2029.

_We may be liable for old industrial sites._ We have accrued {remediation_accrual} for the clean-up of a former
plating shop in Superior, Wisconsin. Costs of this kind are uncertain, and other sites may be found.

_Claims of patent infringement are costly even when they fail._ A competitor sued us in 2023 over the way our
ultrasonic meters correct for temperature. See Note 14.

## General Risks

_The price of our stock may vary widely_ for reasons that have nothing to do with us, among them the views of the
market about municipal finance, interest rates and small industrial companies.

_Severe weather may stop a plant or a customer._ Our largest plant stands beside a lake that freezes, and two of our
plants draw on water that is itself in short supply.
"""

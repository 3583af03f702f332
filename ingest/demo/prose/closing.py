"""Items 9 to 16 of the annual report: controls, governance, exhibits, schedule and signatures."""

__all__ = [
    "ACCOUNTANTS",
    "CONTROLS",
    "EXHIBITS",
    "FOREIGN",
    "FROM_PROXY",
    "OTHER",
    "SUMMARY",
]

ACCOUNTANTS = """
None.
"""

CONTROLS = """
_Disclosure controls and procedures._ Our Chief Executive Officer and Chief Financial Officer evaluated the design and
operation of our disclosure controls and procedures as of {END}, and concluded that they were effective.

_Management's report on internal control over financial reporting._ Management is responsible for establishing and
maintaining adequate internal control over financial reporting. Using the integrated framework of the Committee of
Sponsoring Organizations (2013), management concluded that our internal control over financial reporting was effective
as of {END}. {AUDITOR} has audited our internal control; its report is in Item 8.

@FY2024 As the rules permit in the year of an acquisition, management's assessment left out Kestwick, acquired in
February 2024, which accounted for about 2% of net sales and, without goodwill and intangible assets, about 2% of
total assets.

@FY2025 _Changes in internal control._ During the fourth quarter we moved Kestwick's ledgers to our enterprise system.
No other change has materially affected, or is reasonably likely to materially affect, our internal control over
financial reporting.

@FY2024 _Changes in internal control._ No change during the fourth quarter has materially affected, or is reasonably
likely to materially affect, our internal control over financial reporting.
"""

OTHER = """
During the fourth quarter of {YEAR}, no director or officer adopted, changed or ended a trading arrangement of the
kind described in Item 408 of Regulation S-K, except that on August 12, {YEAR}, Ms. Tamarack adopted a plan under Rule
10b5-1 for the sale of up to 9,000 shares through November {NEXT}.
"""

FOREIGN = """
Not applicable.
"""

FROM_PROXY = """
The information that this item requires is incorporated by reference from our definitive proxy statement for the
annual meeting of shareholders, which will be filed within 120 days after {END}.
"""

EXHIBITS = """
_Financial statements._ The financial statements in Item 8 and the following schedule are part of this report. Other
schedules are left out because they do not apply or their content is shown elsewhere.

## Schedule II -- Valuation and Qualifying Accounts

Allowance for expected credit losses:

[[allowance]]

## Exhibits

[[exhibits]]
"""

SUMMARY = """
None.

## Signatures

Pursuant to the requirements of Section 13 or 15(d) of the Securities Exchange Act of 1934, the registrant has duly
caused this report to be signed on its behalf by the undersigned, thereunto duly authorized, on {FILED}.

[[signatures]]
"""

"""What rows mean beside each other: the parts of a balance sheet, other owners' shares, taxes printed in brackets."""

from datetime import date
from decimal import Decimal

from ingest.document import Fact, Row, Statement
from ingest.filing.concepts import standard_concept
from ingest.filing.meanings import owners_apart, row_concept, row_zones, taxes_as_expense


def rows(*labels: str) -> list[Row]:
    return [Row(label, ()) for label in labels]


def fact(label: str, value: int, statement: Statement = Statement.INCOME, year: int = 2023) -> Fact:
    start = None if statement is Statement.BALANCE else date(year, 1, 1)
    standard = standard_concept(label, statement)
    return Fact(label, Decimal(value), "USD", date(year, 12, 31), start, standard=standard, statement=statement)


def named(facts: list[Fact]) -> list[str | None]:
    return [fact.standard for fact in facts]


def test_totals_part_a_balance_sheet() -> None:
    labels = (
        "Cash",
        "Total current assets",
        "Operating leases",
        "Total assets",
        "Accounts payable",
        "Total current liabilities",
        "Operating leases",
        "Total liabilities",
        "Common stock",
        "Total liabilities and equity",
    )
    assert row_zones(rows(*labels)) == [
        "current assets",
        "",
        "noncurrent assets",
        "",
        "current liabilities",
        "",
        "noncurrent liabilities",
        "",
        "",
        "",
    ]
    bank = ("Loans", "Total assets", "Deposits", "Total liabilities", "Total liabilities and equity")
    assert row_zones(rows(*bank)) == ["assets", "", "liabilities", "", ""]
    utility = (
        "Property, plant and equipment, net",
        "Cash",
        "Total current assets",
        "Total assets",
        "Total common shareholders' equity",
        "Long-term debt",
        "Total long-term debt",
        "Short-term debt",
        "Total current liabilities",
    )
    zones = ["", "current assets", "", "", "", "", "", "current liabilities", ""]
    assert row_zones(rows(*utility)) == zones
    assert row_zones(rows("Debt", "Common stock", "Total liabilities and equity")) == ["", "", ""]


def test_the_part_decides_before_a_heading_that_ended_unseen() -> None:
    stale = ("Current liabilities",)
    assert row_concept("Operating leases", Statement.BALANCE, stale, "noncurrent assets") == "operating_lease_assets"
    assert row_concept("Deferred income taxes", Statement.BALANCE, (), "liabilities") == "deferred_tax_liabilities"
    assert row_concept("Inventories", Statement.BALANCE, stale, "current assets") == "inventories"


def test_totals_that_include_other_owners_are_named_so() -> None:
    income = [
        fact("Net income", 7153),
        fact("Net income attributable to noncontrolling interests", 62),
        fact("Net income attributable to common stockholders", 7091),
        fact("Net income", 7153, Statement.CASH_FLOW),
        fact("Net income", 5000, year=2022),
    ]
    assert named(owners_apart(income)) == [
        "net_income_including_noncontrolling",
        "net_income_noncontrolling",
        "net_income",
        "net_income_including_noncontrolling",
        "net_income",
    ]
    balance = [
        fact("Total Acme shareholders’ equity", 91013, Statement.BALANCE),
        fact("Nonredeemable noncontrolling interest", 6408, Statement.BALANCE),
        fact("Total shareholders’ equity", 97421, Statement.BALANCE),
    ]
    assert named(owners_apart(balance)) == ["equity", "noncontrolling_interest", "equity_including_noncontrolling"]
    assert named(owners_apart(balance[::2])) == ["equity", "equity"]


def test_a_tax_expense_in_brackets_is_positive_where_the_sum_shows_it() -> None:
    before, after = fact("Income before income taxes", 8794), fact("Net income", 6747)
    (_, tax, _) = taxes_as_expense([before, fact("Income tax expense", -2047), after])
    assert tax.value == 2047
    (_, gain, _) = taxes_as_expense([before, fact("Income tax expense", -2047), fact("Net income", 10841)])
    assert gain.value == -2047
    (_, benefit, _) = taxes_as_expense([before, fact("Benefit (provision) for income taxes", -2047), after])
    assert benefit.value == -2047


def test_what_shows_of_a_tax_row_in_one_year_holds_for_all_of_it() -> None:
    def year(number: int, before: int, tax: int, affiliates: int, after: int) -> list[Fact]:
        return [
            fact("Income before income taxes", before, year=number),
            fact("Income tax expense", tax, year=number),
            fact("Equity in income/(loss) of affiliated companies, net of tax", affiliates, year=number),
            fact("Net income", after, year=number),
        ]

    plain, with_affiliates, benefit = (
        year(2023, 1115, -300, 0, 815),
        year(2022, 1193, -261, 19, 951),
        [fact("Income tax expense", 40, year=2021)],
    )
    assert with_affiliates[2].standard == "equity_method_income"
    assert [f.value for f in taxes_as_expense(with_affiliates) if f.standard == "income_tax"] == [261]
    turned = taxes_as_expense([*plain, *with_affiliates, *benefit])
    assert [f.value for f in turned if f.standard == "income_tax"] == [300, 261, -40]

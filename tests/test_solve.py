"""Figures from facts: the right cell, the right arithmetic, the right refusal, on lines of real statements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.check.verify import verify
from assistant.compute.calculate import evaluate
from assistant.solve.by_formula import solve
from assistant.solve.judge import capital_intensive
from assistant.solve.ledger import Ledger
from assistant.solve.solution import Solution, Unsolved
from assistant.understand.periods import Period
from assistant.understand.reading import understand
from ingest.document import Document, Fact, Identity, Statement
from ingest.filing.concepts import standard_concept
from ingest.filing.lines import line_value

INCOME, BALANCE, CASH = Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW


class Facts:
    """Facts in memory, with the same method as the store's."""

    def __init__(self, rows: Sequence[tuple[str, Fact]]) -> None:
        self.rows = list(rows)

    def facts(
        self, documents: Sequence[str] | None = None, standard: Sequence[str] | None = None
    ) -> list[tuple[str, Fact]]:
        return [
            (key, fact)
            for key, fact in self.rows
            if (documents is None or key in documents) and (standard is None or fact.standard in standard)
        ]


def document(key: str, company: str, year: int, end: date, form: str = "10-K", quarter: int | None = None) -> Document:
    return Document(
        key,
        f"{key}.pdf",
        "",
        "",
        Identity(company=company, form=form, fiscal_year=year, fiscal_quarter=quarter, period_end=end),
        90,
    )


def line(
    label: str, statement: Statement, millions: dict[int, str], page: int = 38, month_day: tuple[int, int] = (12, 31)
) -> list[Fact]:
    """One printed line in millions: its facts by fiscal year."""
    facts = []
    for year, printed in millions.items():
        end = date(year, *month_day)
        value = Decimal(printed.replace(",", "").replace("(", "-").replace(")", "")) * 10**6
        facts.append(
            Fact(
                label=label,
                value=value,
                unit="USD",
                period_end=end,
                period_start=None if statement is BALANCE else date(year, 1, 1),
                standard=standard_concept(label, statement),
                page=page,
                printed=printed,
                scale=6,
                statement=statement,
            )
        )
    return facts


RETAILER = [
    *line("Total net sales", INCOME, {2017: "177,866", 2016: "135,987"}),
    *line("Cost of sales", INCOME, {2017: "111,934", 2016: "88,265"}),
    *line("Operating income", INCOME, {2017: "4,106", 2016: "4,186"}),
    *line("Interest expense", INCOME, {2017: "(848)", 2016: "(484)"}),
    *line("Income before income taxes", INCOME, {2017: "3,806", 2016: "3,892"}),
    *line("Provision for income taxes", INCOME, {2017: "(769)", 2016: "(1,425)"}),
    *line("Net income", INCOME, {2017: "3,033", 2016: "2,371"}),
    *line("Total current assets", BALANCE, {2017: "60,197", 2016: "45,781"}, 40),
    *line("Inventories", BALANCE, {2017: "16,047", 2016: "11,461"}, 40),
    *line("Total assets", BALANCE, {2017: "131,310", 2016: "83,402"}, 40),
    *line("Accounts payable", BALANCE, {2017: "34,616", 2016: "25,309"}, 40),
    *line("Total current liabilities", BALANCE, {2017: "57,883", 2016: "43,816"}, 40),
    *line("Long-term debt", BALANCE, {2017: "24,743", 2016: "7,694"}, 40),
    *line("Total stockholders’ equity", BALANCE, {2017: "27,709", 2016: "19,285"}, 40),
    *line("Property and equipment, net", BALANCE, {2017: "48,866", 2016: "29,114"}, 40),
    *line("Net cash provided by (used in) operating activities", CASH, {2017: "18,434", 2016: "17,272"}, 37),
    *line("Purchases of property and equipment", CASH, {2017: "(11,955)", 2016: "(7,804)"}, 37),
    *line("Depreciation and amortization", CASH, {2017: "11,478", 2016: "8,116"}, 37),
]
BANK = [
    *line("Total revenues net of interest expense", INCOME, {2017: "33,471"}),
    *line("Net interest income", INCOME, {2017: "6,270"}),
    *line("Total expenses", INCOME, {2017: "23,298"}),
    *line("Customer deposits", BALANCE, {2017: "64,452"}),
    *line("Total assets", BALANCE, {2017: "181,159"}),
]
DOCUMENTS = [
    document("shop17", "Shopfront.com, Inc.", 2017, date(2017, 12, 31)),
    document("bank17", "Charge Bankers Corporation", 2017, date(2017, 12, 31)),
]
SOURCE = Facts([*(("shop17", fact) for fact in RETAILER), *(("bank17", fact) for fact in BANK)])


def run(text: str, documents: Sequence[Document] = DOCUMENTS, source: Facts = SOURCE) -> Solution | Unsolved:
    return solve(understand(text, documents), documents, source)


def solved(text: str, documents: Sequence[Document] = DOCUMENTS, source: Facts = SOURCE) -> Solution:
    found = run(text, documents, source)
    assert isinstance(found, Solution), found
    return found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the FY2017 capital expenditure amount (in USD millions) for Shopfront.com?", "$11,955 million"),
        ("What is Shopfront.com's year end FY2016 net PP&E in USD billions?", "$29.11 billion"),
        ("What is Shopfront.com's FY2017 gross margin? Round to one decimal place.", "37.1%"),
        (
            "What is Shopfront.com's revenue growth from FY2016 to FY2017 in percent, round to one decimal place?",
            "30.8%",
        ),
        ("What is the FY2017 free cash flow of Shopfront.com in USD millions?", "$6,479 million"),
        ("What is the FY2017 EBITDA margin of Shopfront.com? Round to two decimals.", "8.76%"),
        ("What is Shopfront.com's FY2017 DPO? Round to two decimal places.", "93.86 days"),
        ("What is the FY2016 - FY2017 2 year average of capex as a % of revenue for Shopfront.com?", "6.2%"),
        ("What was Shopfront.com's interest coverage ratio in FY2017? Round to two decimal places.", "4.84"),
        ("What is Shopfront.com's FY2017 total debt in USD millions?", "$24,743 million"),
        ("What is Shopfront.com's FY2017 total liabilities in USD millions?", "$103,601 million"),
        ("How much did Shopfront.com's net income change from FY2016 to FY2017 in USD millions?", "$662 million"),
    ],
)
def test_right_figures(question: str, text: str) -> None:
    assert solved(question).text == text


def test_the_derivation_can_be_followed() -> None:
    found = solved("What is Shopfront.com's FY2017 DPO? Round to two decimal places.")
    assert found.value == Decimal("93.86")
    calculation = found.calculations[0]
    operands = {operand.name: operand.value for operand in calculation.operands}
    assert evaluate(calculation.expression, operands) == calculation.result
    markers = {citation.marker: citation for citation in found.citations}
    for operand in calculation.operands:
        cited = markers[operand.marker]
        assert operand.printed in cited.quote
        assert cited.page in (38, 40)
        assert cited.document == "shop17"
    assert verify(found.sentence, [citation.quote for citation in found.citations], found.calculations).passed


@pytest.mark.parametrize(
    ("ratios", "holds"),
    [
        ({"capital expenditures / revenue": "0.12"}, True),
        ({"total assets / revenue": "2.6", "return on assets": "0.04"}, True),
        ({"total assets / revenue": "2.6", "return on assets": "0.21"}, False),
        ({"net PP&E / total assets": "0.45", "return on assets": "0.21"}, True),
        ({"return on assets": "0.02"}, True),
        ({}, False),
    ],
)
def test_a_business_that_earns_well_on_few_fixed_assets_is_not_capital_intensive(
    ratios: dict[str, str], holds: bool
) -> None:
    assert capital_intensive({title: Decimal(ratio) for title, ratio in ratios.items()}) is holds


def test_a_line_printed_as_a_heading_is_not_taken_as_zero() -> None:
    lines = [
        fact
        for label in ("Cash", "Trade receivables", "Prepaid items", "Total current assets", "Goodwill", "Total assets",
                      "Total current liabilities", "Total liabilities", "Inventories, net Raw materials")
        for fact in line(label, Statement.BALANCE, {2017: "50"})
    ]  # fmt: skip
    rows = [("own", fact) for fact in lines]
    own = document("own", "Ore Works", 2017, date(2017, 12, 31))
    for kept, zero in ((rows, False), (rows[:-1], True)):
        ledger = Ledger([own], Facts(kept))
        ledger.settle(Period(2017))
        assert ledger.prints("inventories", Period(2017)) is not zero


def test_rounding_only_at_the_end() -> None:
    found = solved("What is Shopfront.com's FY2017 gross margin? Round to one decimal place.")
    assert found.value == Decimal("0.371")
    assert found.calculations[0].result != found.value


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does Shopfront.com have an improving gross margin profile as of FY2017?", True),
        ("Has Shopfront.com's operating margin declined between FY2016 and FY2017?", True),
        ("Did Shopfront.com increase its debt on balance sheet between FY2016 and FY2017?", True),
        ("Did Shopfront.com's net income fall in FY2017?", False),
        ("Does Shopfront.com have positive working capital based on FY2017 data?", True),
        ("Does Shopfront.com have a healthy liquidity profile based on its quick ratio for FY2017?", False),
        ("Is Shopfront.com a capital-intensive business based on FY2017 data?", True),
        ("Was Shopfront.com profitable in FY2017?", True),
        ("Did Shopfront.com spend more on capex in FY2017 than in FY2016?", True),
        ("Did Shopfront.com spend less on capex in FY2017 than in the prior year?", False),
        ("Did Shopfront.com spend more on capex in FY2017 than in the year before?", True),
        ("Was Shopfront.com's debt higher at December 31, 2017 than at December 31, 2016?", True),
        ("Did Shopfront.com's cost of sales improve in FY2017?", False),
        ("Did Shopfront.com's cost of sales as a percentage of revenue improve in FY2017?", True),
        ("Does Shopfront.com have an improving gross margin as of FY2017? Which line was behind the change?", True),
        ("Did Shopfront.com's operating income cover its interest expense in FY2017?", True),
        (
            "Did Shopfront.com generate enough free cash flow in FY2017 to pay for its purchases of property and"
            " equipment and its interest expense?",
            False,
        ),
    ],
)
def test_yes_or_no(question: str, verdict: bool) -> None:
    found = solved(question)
    assert found.verdict is verdict
    assert found.sentence.startswith("Yes" if verdict else "No")
    assert verify(found.sentence, [c.quote for c in found.citations], found.calculations).unsupported == ()


@pytest.mark.parametrize(
    "text",
    [
        "Did Shopfront.com spend more on capex than it earned in FY2017?",
        "Was Shopfront.com's revenue more than one million dollars in FY2017?",
        "Did Shopfront.com spend more on capex than 2000 dollars in FY2017?",
    ],
)
def test_what_is_not_set_beside_another_year_is_not_judged(text: str) -> None:
    found = solved(text)
    assert found.verdict is None


def test_whether_a_figure_improved_is_not_judged_where_neither_way_is_better() -> None:
    found = solved("Did Shopfront.com's inventories improve in FY2017?")
    assert found.verdict is None
    assert not found.sentence.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What is Shopfront.com's FY2017 goodwill?", "missing"),
        ("What is Shopfront.com's FY2012 revenue?", "missing"),
        ("What is Zenith Motors' FY2017 revenue?", "unknown company"),
        ("What is the FY2017 revenue?", "no company"),
        ("What was Shopfront.com's adjusted EBITDA in FY2017?", "other figure"),
        ("Who is the CEO of Shopfront.com?", "no figure"),
        ("Does Charge Bankers have an improving gross margin as of FY2017?", "not meaningful"),
        ("What is the quick ratio?", "prose"),
    ],
)
def test_says_why_not(question: str, reason: str) -> None:
    found = run(question)
    assert isinstance(found, Unsolved), found
    assert found.reason == reason
    assert found.message


@pytest.mark.parametrize(
    ("question", "verdict", "begins"),
    [
        (
            "Has Shopfront.com's operating margin increased or decreased from FY2016 to FY2017?",
            None,
            "Operating margin",
        ),
        (
            "Did Shopfront.com report inventories for FY2017, and have they increased or decreased versus FY2016?",
            True,
            "Yes. Inventory",
        ),
        ("Did Shopfront.com's inventories decrease from FY2016 to FY2017?", False, "No. Inventory"),
        (
            "Did Shopfront.com have negative net income in FY2017 and did it rise or fall?",
            False,
            "No. Net income of Shopfront.com, Inc. in FY2017: $3,033 million",
        ),
    ],
)
def test_of_two_ways_offered_neither_is_a_yes(question: str, verdict: bool | None, begins: str) -> None:
    found = solved(question)
    assert found.verdict is verdict
    assert found.sentence.casefold().startswith(begins.casefold())


def test_what_was_looked_for_is_named() -> None:
    found = run("What is Shopfront.com's FY2017 goodwill?")
    assert isinstance(found, Unsolved)
    assert found.missing == (("goodwill", "FY2017", "Shopfront.com, Inc."),)


def test_companies_are_compared() -> None:
    found = solved("Compare total assets of Shopfront.com and Charge Bankers for FY2017")
    assert [part.company for part in found.parts] == ["Charge Bankers Corporation", "Shopfront.com, Inc."]
    assert sorted(citation.marker for citation in found.citations) == [1, 2]


def test_restated_figures_are_noted_and_the_years_own_filing_wins() -> None:
    later = document("shop18", "Shopfront.com, Inc.", 2018, date(2018, 12, 31))
    restated = line("Total net sales", INCOME, {2018: "232,887", 2017: "179,000"})
    source = Facts([*SOURCE.rows, *(("shop18", fact) for fact in restated)])
    found = solved("What is Shopfront.com's FY2017 revenue in USD millions?", [*DOCUMENTS, later], source)
    assert found.text == "$177,866 million"
    assert any("179,000" in note for note in found.notes)


def test_a_quarter_is_not_taken_for_a_year() -> None:
    quarter = Fact(
        label="Total net sales",
        value=Decimal(60453) * 10**6,
        unit="USD",
        period_end=date(2017, 12, 31),
        period_start=date(2017, 10, 1),
        standard="revenue",
        page=20,
        printed="60,453",
        scale=6,
        statement=INCOME,
    )
    source = Facts([("shop17", quarter), *SOURCE.rows])
    assert (
        solved("What is Shopfront.com's FY2017 revenue in USD millions?", DOCUMENTS, source).text == "$177,866 million"
    )
    assert (
        solved("What is Shopfront.com's Q4 2017 revenue in USD millions?", DOCUMENTS, source).text == "$60,453 million"
    )


def test_fiscal_years_that_end_in_another_calendar_year() -> None:
    shop = document("store", "Cornershop Inc.", 2018, date(2018, 1, 31))
    facts = line("Total revenues", INCOME, {2018: "500", 2017: "480"}, month_day=(1, 31))
    moved = [replace(fact, period_start=date(end.year - 1, 2, 1)) for fact in facts if (end := fact.period_end)]
    found = solved("What is Cornershop's FY2018 revenue?", [shop], Facts([("store", fact) for fact in moved]))
    assert found.text == "$500 million"


def test_a_quarter_that_the_company_reports_keeps_its_name() -> None:
    """Others call the year that ends in January 2023 fiscal 2023, the company 2022: its own quarters of 2023 are not
    those."""
    end = date(2023, 1, 28)
    year = document("shop22", "Shopfront.com, Inc.", 2022, end, "10-K")
    quarter = document("shop23q2", "Shopfront.com, Inc.", 2023, date(2023, 7, 29), "earnings release", 2)
    assert Ledger([year], Facts([])).named_by_closing_year(Period(2023)) == end
    assert Ledger([year, quarter], Facts([])).named_by_closing_year(Period(2023, quarter=2)) is None
    assert Ledger([year, quarter], Facts([])).named_by_closing_year(Period(2023, half=1)) is None


NET_COVERAGE = (
    "What is Shopfront.com's FY2017 interest coverage, defined as operating income / net interest expense? Round to"
    " two decimal places."
)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([("Interest expense, net", "(848)")], "4.84"),
        ([("Interest expense", "(848)"), ("Interest income", "202")], "6.36"),
    ],
)
def test_net_interest_is_printed_net_or_what_is_left_after_income(lines: list[tuple[str, str]], told: str) -> None:
    facts = [fact for fact in RETAILER if fact.standard != "interest_expense"]
    facts += [fact for label, printed in lines for fact in line(label, INCOME, {2017: printed})]
    assert solved(NET_COVERAGE, DOCUMENTS[:1], Facts([("shop17", fact) for fact in facts])).text == told


def test_gross_interest_expense_alone_is_not_net() -> None:
    found = run(NET_COVERAGE)
    assert isinstance(found, Unsolved)
    assert "net interest expense" in found.message


def test_of_earlier_filings_the_latest_is_the_nearest() -> None:
    documents = [document(f"shop{year}", "Shopfront.com, Inc.", year, date(year, 12, 31)) for year in (2015, 2017)]
    ledger = Ledger(documents, Facts([]))
    assert [found.identity.fiscal_year for found in ledger.nearest(Period(2019))] == [2017, 2015]


@pytest.mark.parametrize(
    ("label", "value", "spoken"),
    [
        ("Principal payments on property and equipment", -73, 73),
        ("Finance lease payments", -5, 5),
        ("Cash taxes", -5, -5),
        ("Principal owed", -5, -5),
        ("Proceeds from repayments", -5, -5),
    ],
)
def test_what_is_paid_is_positive_as_people_speak_of_it(label: str, value: int, spoken: int) -> None:
    fact = replace(line(label, CASH, {2022: "1"})[0], value=Decimal(value))
    assert line_value(fact) == spoken


def test_what_something_did_to_a_figure_is_not_told_by_which_way_it_went() -> None:
    documents = [document("acme22", "Acme Corp", 2022, date(2022, 12, 31))]
    rows = [("acme22", fact) for fact in line("Income tax expense", INCOME, {2022: "90", 2021: "100"})]
    question = "Acme holds a tax incentive in Lowdale. Did it lower Acme Corp's income tax in FY2022?"
    found = solve(understand(question, documents), documents, Facts(rows))
    assert isinstance(found, Unsolved)

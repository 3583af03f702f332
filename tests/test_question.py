"""Understanding questions: who, when, what figure, in which unit, and what kind of reply."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from assistant.understand.asked import Wants
from assistant.understand.companies import companies_of
from assistant.understand.operation import Operation
from assistant.understand.periods import Period, read_periods
from assistant.understand.question import Question
from assistant.understand.reading import understand
from ingest.document import Document, Identity, Statement


def _document(
    key: str, company: str, year: int, form: str = "10-K", quarter: int | None = None, ticker: str | None = None
) -> Document:
    identity = Identity(company=company, form=form, fiscal_year=year, fiscal_quarter=quarter, ticker=ticker)
    return Document(key, f"{key}.pdf", "", "", identity, pages=1)


DOCUMENTS = [
    _document("acme21", "Acme Rockets, Inc.", 2021, ticker="ACRK"),
    _document("acme22", "Acme Rockets, Inc.", 2022, ticker="ACRK"),
    _document("acme22q2", "ACME ROCKETS INC", 2022, "10-Q", 2),
    _document("boreal", "Boreal Express Company", 2022),
    _document("mmx", "9M Company", 2022, ticker="NMM"),
    _document("ind", "Independent Water Works Company, Inc.", 2022),
]


def ask(text: str, *before: str) -> Question:
    return understand(text, DOCUMENTS, before)


def names(question: Question) -> list[str]:
    return [company.name for company in question.companies]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FY2022", [Period(2022)]),
        ("FY15", [Period(2015)]),
        ("FY'22", [Period(2022)]),
        ("fiscal 2022 and 2021", [Period(2022), Period(2021)]),
        ("Q2 of FY2023", [Period(2023, 2)]),
        ("Q2'2023", [Period(2023, 2)]),
        ("Q22023", [Period(2023, 2)]),
        ("2Q23", [Period(2023, 2)]),
        ("2021 Q1", [Period(2021, 1)]),
        ("the second fiscal quarter of 2023", [Period(2023, 2)]),
        ("H1 FY2023", [Period(2023, half=1)]),
        ("the first six months of 2023", [Period(2023, half=1)]),
        ("the first three months of fiscal 2023", [Period(2023, 1)]),
        ("FY2018 - FY2020", [Period(2018), Period(2019), Period(2020)]),
        ("from 2018 to 2020", [Period(2018), Period(2019), Period(2020)]),
        ("between FY2021 and FY2022", [Period(2021), Period(2022)]),
        ("notes due 2026 and 2028 in FY2022", [Period(2022)]),
        ("2022年第二季度", [Period(2022, 2)]),
        ("2022财年", [Period(2022)]),
        ("a price of $2022 and 2,021 units", []),
    ],
)
def test_periods(text: str, expected: list[Period]) -> None:
    assert list(read_periods(text).named) == expected


def test_dates_shifts_and_standing() -> None:
    assert read_periods("the 8-K dated 1st July 2022").dates == (date(2022, 7, 1),)
    assert read_periods("as of December 31, 2022").dates == (date(2022, 12, 31),)
    assert read_periods("and the year before?").shift == -1
    assert read_periods("over the last three years").last_years == 3
    assert read_periods("As of FY 2021, what will it pay in 2024?").as_of == Period(2021)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What was Acme Rockets' revenue in FY2022?", ["Acme Rockets, Inc."]),
        ("acme rockets revenue 2022", ["Acme Rockets, Inc."]),
        ("ACRK revenue 2022", ["Acme Rockets, Inc."]),
        ("Is 9M's net margin improving?", ["9M Company"]),
        ("BOEX net income in 2022", ["Boreal Express Company"]),
        ("Independent Water Works's FY2022 capex", ["Independent Water Works Company, Inc."]),
        ("Compare Boreal Express and Acme Rockets on ROA", ["Boreal Express Company", "Acme Rockets, Inc."]),
        ("Acme Rokets revenue 2022 at Acme Rokets", ["Acme Rockets, Inc."]),
        ("What did the independent auditor say?", []),
    ],
)
def test_companies(text: str, expected: list[str]) -> None:
    assert names(ask(text)) == expected


def test_a_company_that_is_not_there() -> None:
    question = ask("What was Zenith Motors' revenue in FY2022?")
    assert question.companies == ()
    assert question.unknown == ("Zenith Motors",)


@dataclass(frozen=True)
class Case:
    text: str
    expression: str
    unit: str
    operation: Operation = Operation.VALUE
    wants: Wants = Wants.NUMBER
    given: bool = False


CASES = [
    Case("What is the FY2022 capital expenditure amount (in USD millions) for Acme Rockets?", "capex", "money"),
    Case("What is Acme Rockets' year end FY2022 net PPNE?", "ppe_net", "money"),
    Case("What is Acme Rockets' FY2022 COGS?", "cost_of_revenue", "money"),
    Case("What is Acme Rockets' FY2022 SG&A % margin?", "(sga) / revenue", "%"),
    Case(
        "What is the FY2022 D&A (from cash flow statement) % margin for Acme Rockets?",
        "depreciation_amortization / revenue",
        "%",
    ),
    Case("What is FY2022 inventory as a percent of total assets for Acme Rockets?", "inventories / total_assets", "%"),
    Case(
        "What is the FY2022 ratio of inventory to total assets for Acme Rockets?", "inventories / total_assets", "ratio"
    ),
    Case(
        "What is Acme Rockets' year-over-year change in revenue from FY2021 to FY2022 (in units of percents)?",
        "revenue",
        "money",
        Operation.GROWTH,
    ),
    Case(
        "What is the FY2020 - FY2022 3 year average net profit margin for Acme Rockets?",
        "net_income / revenue",
        "%",
        Operation.AVERAGE,
    ),
    Case(
        "What is the 2-year CAGR of revenue from FY2020 to FY2022 for Acme Rockets?", "revenue", "money", Operation.CAGR
    ),
    Case(
        "How much did the effective tax rate of Acme Rockets change between FY2021 and FY2022?",
        "income_tax / pretax_income",
        "%",
        Operation.CHANGE,
    ),
    Case(
        "What is Acme Rockets' FY2022 DPO? DPO is defined as: 365 * (average accounts payable between "
        "FY2021 and FY2022) / "
        "(FY2022 COGS + change in inventory between FY2021 and FY2022). Round your answer to two decimal places.",
        "365 * (avg(accounts_payable, accounts_payable[-1])) / (cost_of_revenue + (inventories - inventories[-1]))",
        "days",
        given=True,
    ),
    Case(
        "What is Acme Rockets' FY2022 coverage? Define coverage as operating income divided by interest expense.",
        "operating_income / interest_expense",
        "ratio",
        given=True,
    ),
    Case(
        "What is the FY2022 unadjusted EBITDA % margin for Acme Rockets? Define unadjusted EBITDA "
        "as unadjusted operating "
        "income + depreciation and amortization from the cash flow statement.",
        "(operating_income + depreciation_amortization) / revenue",
        "%",
        given=True,
    ),
    Case("What is the FY2022 operating income less capex of Acme Rockets?", "operating_income - capex", "money"),
    Case(
        "Does Acme Rockets have an improving gross margin as of FY2022?",
        "gross_profit / revenue",
        "%",
        Operation.CHANGE,
        Wants.YES_NO,
    ),
    Case("Did Acme Rockets grow its PPNE between FY21 and FY22?", "ppe_net", "money", Operation.GROWTH, Wants.YES_NO),
    Case(
        "What drove operating margin change as of FY2022 for Acme Rockets?",
        "operating_income / revenue",
        "%",
        Operation.CHANGE,
        Wants.PROSE,
    ),
    Case("Acme Rockets 2022年的毛利率是多少?", "gross_profit / revenue", "%"),
    Case(
        "What is Acme Rockets' quick ratio for FY2022? Here the quick ratio means: (cash and cash equivalents + net"
        " accounts receivable) / total current liabilities.",
        "(cash + receivables) / current_liabilities",
        "ratio",
        given=True,
    ),
    Case(
        "Fixed asset turnover is FY2022 revenue / (average net property and equipment between FY2021 and FY2022). What"
        " is it for Acme Rockets in FY2022?",
        "revenue / (avg(ppe_net, ppe_net[-1]))",
        "ratio",
        given=True,
    ),
    Case(
        "Calculate the current ratio of Acme Rockets as of December 31, 2022, defined as current assets divided by"
        " current liabilities. Round to two decimal places.",
        "current_assets / current_liabilities",
        "ratio",
        given=True,
    ),
    Case(
        "Calculate the net margin of Acme Rockets in the year ended December 31, 2022, defined as net income divided by"
        " revenue. Answer in percent.",
        "net_income / revenue",
        "%",
        given=True,
    ),
    Case(
        "FY2022 dividend payout ratio for Acme Rockets? (cash dividends paid divided by net income; two decimals)",
        "dividends_paid / net_income",
        "ratio",
        given=True,
    ),
    Case(
        "What is the FY2020 - FY2022 3 year average of capex as a % of revenue for Acme Rockets? Capex means gross"
        " purchases of property and equipment (before proceeds from sales).",
        "(capex) / revenue",
        "%",
        Operation.AVERAGE,
        given=True,
    ),
    Case(
        "Average annual free cash flow for Acme Rockets over FY2020-FY2022? Treat free cash flow as net cash provided"
        " by operating activities minus capital expenditures.",
        "operating_cash_flow - capex",
        "money",
        Operation.AVERAGE,
        given=True,
    ),
    Case(
        "What is Acme Rockets' FY2022 unadjusted EBITDA less capital expenditures? Unadjusted EBITDA is operating"
        " income plus depreciation and amortization from the cash flow statement.",
        "(operating_income + depreciation_amortization) - capex",
        "money",
        given=True,
    ),
    Case(
        "What is Acme Rockets' FY2022 unadjusted EBITDA less capital expenditures? Define unadjusted EBITDA as"
        " unadjusted operating income + depreciation and amortization, using D&A from the cash flow statement.",
        "(operating_income + depreciation_amortization) - capex",
        "money",
        given=True,
    ),
    Case(
        "Answer by using information that is shown in the statement of income: what is Acme Rockets' FY2022 effective"
        " tax rate (defined as income taxes divided by income before income taxes)? Answer in percent.",
        "income_tax / pretax_income",
        "%",
        given=True,
    ),
    Case(
        "At the end of FY2022, what share of Acme Rockets' total assets consisted of inventories and goodwill"
        " combined?",
        "(inventories + goodwill) / total_assets",
        "%",
    ),
    Case(
        "Did Acme Rockets generate enough free cash flow in FY2022 to fund its dividends and share repurchases?",
        "(operating_cash_flow - capex) / (dividends_paid + share_repurchases)",
        "ratio",
        wants=Wants.YES_NO,
    ),
    Case(
        "By how much did Acme Rockets' revenue exceed its cost of sales in FY2022?",
        "revenue - cost_of_revenue",
        "money",
    ),
    Case(
        "What percentage of Acme Rockets' FY2022 income before income taxes was accounted for by interest income?",
        "interest_income / pretax_income",
        "%",
    ),
    Case(
        "What fraction of its FY2022 free cash flow did Acme Rockets distribute as dividends? Free cash flow is net"
        " cash provided by operating activities minus purchases of property and equipment.",
        "dividends_paid / (operating_cash_flow - capex)",
        "%",
        given=True,
    ),
    Case("In FY2022, R&D made up what share of Acme Rockets' total revenue?", "r_and_d / revenue", "%"),
    Case(
        "For FY2022, take Acme Rockets' current assets and subtract its current liabilities.",
        "current_assets - current_liabilities",
        "money",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.text[:50] for case in CASES])
def test_figures(case: Case) -> None:
    question = ask(case.text)
    assert question.expression is not None
    assert question.expression.replace(" ", "") == case.expression.replace(" ", "")
    assert question.unit == case.unit
    assert question.operation is case.operation
    assert question.wants is case.wants
    assert question.given is case.given
    assert question.qualifiers == ()
    assert names(question) == ["Acme Rockets, Inc."]


def test_formulas_that_name_one_another() -> None:
    question = ask(
        "What is the FY2022 CCC for Acme Rockets? CCC is defined as: DIO + DSO. DIO is defined as: "
        "365 * (average inventory "
        "between FY2021 and FY2022) / (FY2022 COGS). DSO is defined as: 365 * FY2022 accounts receivable "
        "/ (FY2022 Revenue)."
    )
    assert question.given
    assert set(question.concepts) == {"inventories", "cost_of_revenue", "receivables", "revenue"}


@pytest.mark.parametrize(
    ("text", "scale", "digits"),
    [
        ("Answer in USD millions.", "million", None),
        ("(in USD billions)", "billion", None),
        ("in thousands of dollars, to the nearest thousand", "thousand", 0),
        ("Round to two decimal places.", None, 2),
        ("round to one decimal place", None, 1),
        ("Round your answer to the nearest hundredth.", None, 2),
        ("以百万美元计,保留两位小数", "million", 2),
    ],
)
def test_unit_and_rounding(text: str, scale: str | None, digits: int | None) -> None:
    question = ask(f"What is Acme Rockets' FY2022 revenue? {text}")
    assert (question.scale, question.digits) == (scale, digits)


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme Rockets' adjusted EBITDA in FY2022?",
        "What was Acme Rockets' organic revenue growth in FY2022?",
        "Which of Acme Rockets' segments had the highest net income in FY2022?",
        "What was Acme Rockets' satellite revenue in FY2022?",
        "What percent of Acme Rockets' spend on share repurchases in FY2022 occurred in May?",
        "Were there any events that increased Acme Rockets' net income in FY2022?",
        "Did Acme Rockets' wages as a percent of net sales increase in FY2022?",
    ],
)
def test_other_figures_are_not_taken_for_the_reported_total(text: str) -> None:
    assert ask(text).qualifiers != ()


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("How much cash did Acme Rockets, Inc. use in financing activities in FY2021?", "financing_cash_flow"),
        ("What was cash provided by operations at Acme Rockets in FY2021?", "operating_cash_flow"),
        ("What is the ratio of Acme Rockets, Inc.'s current assets to total assets?", "current_assets / total_assets"),
        ("What percentage of Acme's revenue was spent on R&D in FY2021?", "r_and_d / revenue"),
        ("What share of total assets is goodwill at Acme Rockets in FY2021?", "goodwill / total_assets"),
        ("How large was Acme Rockets' goodwill relative to its total assets in FY2021?", "goodwill / total_assets"),
        ("How much did Acme Rockets spend repurchasing its own common stock in FY2021?", "share_repurchases"),
        ("How much did Acme Rockets spend on repurchases of its common stock in FY2021?", "share_repurchases"),
        ("How much of its stock did Acme Rockets buy back in FY2021?", "share_repurchases"),
        ("How much (in USD billions) of debt did Acme Rockets repay in FY2021?", "debt_repaid"),
        ("How much debt did Acme Rockets issue in FY2021?", "debt_issued"),
        ("What is the FY2021 amount that Acme Rockets paid to retire long-term debt?", "debt_repaid"),
        (
            "How much cash (in USD millions) did Acme Rockets' financing activities provide on a net basis in FY2021?",
            "financing_cash_flow",
        ),
        ("What is Acme Rockets' FY2021 selling, general, and administrative expense?", "sga"),
    ],
)
def test_figures_with_other_words_between_their_own(text: str, expression: str) -> None:
    question = ask(text)
    assert (question.expression, question.qualifiers) == (expression, ())


def test_a_ticker_that_is_a_word_names_its_company_alone() -> None:
    held = [
        replace(DOCUMENTS[0], id="c", identity=Identity("Costra Wholesale Corporation", "10-K", 2022, ticker="COST")),
        replace(DOCUMENTS[0], id="u", identity=Identity("Ulda Beauty, Inc.", "10-K", 2022, ticker="ULDA")),
    ]
    question = understand("Did the cost of sales at Costra rise in FY2022?", held)
    assert (question.expression, question.qualifiers) == ("cost_of_revenue", ())
    assert names(understand("What was Ulda's revenue in FY2022?", held)) == ["Ulda Beauty, Inc."]
    assert names(understand("What was COST's revenue in FY2022?", held)) == ["Costra Wholesale Corporation"]
    assert names(understand("What did it cost in FY2022?", held)) == []


def test_whether_comes_before_why() -> None:
    question = ask(
        "Does Acme Rockets have positive working capital in FY2022, and what drove the change versus FY2021?"
    )
    assert (question.wants, question.judge, question.operation) == (Wants.YES_NO, "positive", Operation.VALUE)


@pytest.mark.parametrize(
    ("text", "predicts"),
    [
        ("Would Acme Rockets' income have declined in FY2022 without the charge?", False),
        ("Would Acme Rockets' revenue grow in 2030?", True),
    ],
)
def test_what_would_have_been_is_no_prediction(text: str, predicts: bool) -> None:
    assert ("prediction" in ask(text).flags) is predicts


def test_a_line_that_speaks_of_change_is_not_changed_again() -> None:
    assert ask("What was the net change in cash for Acme Rockets in 2021?").operation is Operation.VALUE


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What was the average revenue per store for Acme Rockets in FY2021?", "store"),
        ("How much debt did Acme Rockets renegotiate during FY2021?", "renegotiate"),
        ("What was revenue from rocket tourism at Boreal Express in 2022?", "tourism"),
    ],
)
def test_a_word_that_is_not_understood_stands_in_the_way_of_a_figure(text: str, word: str) -> None:
    assert word in " ".join(ask(text).qualifiers)


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme Rockets, Inc.'s gross margin in FY2021?",
        "What is ACRK's FY2021 return on assets? Round to two decimal places.",
        "What is the FY2021 net profit margin for Acme Rockets (formerly Rockets & Sons)? Answer in percent.",
        "Taking the balance sheet as given, what is the year end FY2021 amount of inventories for Boreal Express?",
    ],
)
def test_ways_of_asking_do_not_stand_in_the_way(text: str) -> None:
    assert ask(text).qualifiers == ()


def test_statements_forms_and_judgements() -> None:
    question = ask("By the statement of cash flows in the 10-K, is Acme Rockets' FY2022 free cash flow positive?")
    assert question.statements == (Statement.CASH_FLOW,)
    assert question.forms == ("10-K",)
    assert question.judge == "positive"
    assert ask("Is Acme Rockets a capital-intensive business based on FY2022 data?").judge == "capital intensive"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Should I buy Acme Rockets stock?", "advice"),
        ("Is Acme Rockets undervalued?", "advice"),
        ("What will Acme Rockets' share price be in 2030?", "prediction"),
        ("What is the quick ratio?", "definition"),
        ("How is free cash flow calculated?", "definition"),
        ("Which of these companies had negative operating cash flow in 2022?", "collection"),
    ],
)
def test_flags(text: str, flag: str) -> None:
    assert flag in ask(text).flags


def test_what_a_company_sells_is_no_advice() -> None:
    assert "advice" in ask("Is Acme Rockets a buy, sell or hold?").flags
    assert "advice" not in ask("Which businesses did Acme Rockets sell or agree to sell in FY2022?").flags


def test_follow_ups_become_complete() -> None:
    first = "What was Acme Rockets' net margin in FY2022?"
    before = ask("And the year before?", first)
    assert names(before) == ["Acme Rockets, Inc."]
    assert before.periods == (Period(2021),)
    assert before.metric == "net_margin"
    other = ask("How about Boreal Express?", first)
    assert names(other) == ["Boreal Express Company"]
    assert other.periods == (Period(2022),)
    assert other.metric == "net_margin"
    assert "FY2022" in other.text
    both = ask("How does that compare with Boreal Express?", first)
    assert names(both) == ["Acme Rockets, Inc.", "Boreal Express Company"]
    assert both.periods == (Period(2022),)
    assert both.metric == "net_margin"
    moved = ask("Is that higher than in the year before?", first)
    assert (moved.wants, moved.judge) == (Wants.YES_NO, "rising")
    assert set(moved.periods) == {Period(2021), Period(2022)}
    figure = ask("And its capex?", first)
    assert figure.expression == "capex"
    assert figure.periods == (Period(2022),)
    third = ask("in billions?", "What was Acme Rockets' revenue in FY2022?", "And the year before?")
    assert third.scale == "billion"
    assert third.periods == (Period(2021),)
    fresh = ask("What was Boreal Express's revenue in FY2021?", first)
    assert "follow-up" not in fresh.flags


def test_last_years_count_back_from_the_newest_filing() -> None:
    question = ask("What was Acme Rockets' average revenue over the last three years?")
    assert question.periods == (Period(2020), Period(2021), Period(2022))


def test_a_company_under_its_former_spelling_is_the_same_and_a_subsidiary_is_not() -> None:
    def document(n: int, company: str, ticker: str | None = None) -> Document:
        identity = Identity(company, "10-K", 2015 + n, None, date(2015 + n, 12, 31), ticker=ticker)
        return Document(str(n), f"{n}.pdf", f"{n}.pdf", "", identity, 1)

    names = ["Blue-Mart Stores, Inc.", "Bluemart Inc.", "Duke Power Corporation", "Duke Power Carolinas, LLC"]
    found = companies_of([document(n, name) for n, name in enumerate(names)])
    assert [c.name for c in found] == ["Bluemart Inc.", "Duke Power Carolinas, LLC", "Duke Power Corporation"]
    renamed = companies_of([document(0, "Old Name Inc.", "ONE"), document(1, "New Brand Corp.", "ONE")])
    assert [c.name for c in renamed] == ["New Brand Corp."]


DATED = [
    Document(
        f"d{year}{quarter or ''}",
        f"d{year}{quarter or ''}.pdf",
        "",
        "",
        Identity(
            company="Acme Rockets",
            form="10-Q" if quarter else "10-K",
            fiscal_year=year,
            fiscal_quarter=quarter,
            period_end=end,
        ),
        pages=1,
    )
    for year, quarter, end in ((2024, None, date(2024, 9, 28)), (2025, 3, date(2025, 6, 28)))
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("revenue in the year ended September 30, 2023", [Period(2023)]),
        ("total assets as of June 28, 2025", [Period(2025, 3)]),
        ("revenue for the quarter ended June 29, 2024", [Period(2024, 3)]),
        ("revenue in the quarter ended September 28, 2024", [Period(2024, 4)]),
        ("revenue for the six months ended March 29, 2025", [Period(2025, half=1)]),
        ("total assets at 2024-09-28", [Period(2024)]),
        ("revenue for the nine months ended June 28, 2025", []),
        ("revenue on May 1, 2025", []),
    ],
)
def test_a_date_is_the_fiscal_period_that_ends_on_it(text: str, expected: list[Period]) -> None:
    assert list(understand(f"What was Acme Rockets' {text}?", DATED).periods) == expected


def test_a_follow_up_about_a_move_takes_the_two_years_spoken_of() -> None:
    history = ["What was Acme Rockets' revenue in FY2022?", "And the year before?"]
    question = ask("By what percentage did it rise?", *history)
    assert sorted(question.periods) == [Period(2021), Period(2022)]
    assert question.operation is Operation.GROWTH


@pytest.mark.parametrize("text", ["So what was the free cash flow?", "When was the glass furnace in Lund lit?"])
def test_a_first_word_or_a_place_is_no_company(text: str) -> None:
    assert ask(text).unknown == ()

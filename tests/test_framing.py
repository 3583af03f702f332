"""Questions in many words: what frames them is left out, what they define is taken, what alters them is kept."""

from decimal import Decimal

import pytest

from assistant.solve.parts import asked_share
from assistant.understand.asked import Wants
from assistant.understand.definitions import given_definitions, unread_definitions
from assistant.understand.framing import without_asides
from assistant.understand.operation import Operation
from assistant.understand.periods import Period, read_periods
from assistant.understand.reading import understand
from ingest.document import Document, Identity

DOCUMENTS = [
    Document(f"acme{year}", f"acme{year}.pdf", "", "", Identity("Acme Rockets, Inc.", "10-K", year), pages=1)
    for year in (2020, 2021, 2022)
]

UNDERSTOOD = [
    # The source is named before, within and after the question.
    (
        "As an analyst working only from the line items shown in Acme Rockets' income statement and statement of "
        "financial position, compute its FY2022 asset turnover. Asset turnover is defined as: FY2022 total net sales / "
        "(average total assets between FY2021 and FY2022). Give your answer rounded to two decimal places.",
        "revenue / (avg(total_assets, total_assets[-1]))",
    ),
    (
        "You are an investment banker and your only resource(s) to answer the following question is (are): the "
        "statement "
        "of cash flows and the P&L statement. What is Acme Rockets' FY2022 free cash flow conversion from net income? "
        "Free cash flow conversion is defined as: (net cash from operations - additions to property and "
        "equipment) / net "
        "income. Round your answer to two decimal places.",
        "(operating_cash_flow - capex) / net_income",
    ),
    (
        "We want to calculate a financial metric. Here's the question: what is Acme Rockets' FY2022 unadjusted EBITDA "
        "margin? Define unadjusted EBITDA as operating income plus depreciation and amortization (as shown in the cash "
        "flow statement), and divide it by total net sales. Report the answer as a percentage rounded to one decimal.",
        "(operating_income + depreciation_amortization) / revenue",
    ),
    # Glosses, and remarks on what a line holds.
    (
        "What is the FY2020 - FY2022 three-year average of capex (purchases of property and equipment) as a % of total "
        "revenue for Acme Rockets? Total revenue includes membership fees. Compute the ratio separately for "
        "each fiscal "
        "year and then take the simple average.",
        "capex / revenue",
    ),
    (
        "What is Acme Rockets' FY2022 operating margin? Use total revenues (that is, net sales plus other "
        "income) as the "
        "denominator.",
        "operating_income / revenue",
    ),
    (
        "Relying on the cash flow statement, how much did Acme Rockets spend on additions to property and equipment "
        "(capital expenditures) in FY2022?",
        "capex",
    ),
    (
        "Using only the balance sheet and the income statement, what is Acme Rockets' FY2022 return on assets "
        "(ROA)? ROA "
        "is defined as: FY2022 net income attributable to Acme Rockets / (average total assets between FY2021 and "
        "FY2022).",
        "net_income / (avg(total_assets, total_assets[-1]))",
    ),
    (
        "What is Acme Rockets' quick ratio at the end of FY2022? Treat quick assets as total cash, cash "
        "equivalents and "
        "short-term investments plus net accounts receivable, and divide them by total current liabilities.",
        "(cash_and_investments + receivables) / current_liabilities",
    ),
    (
        "Roughly how many times did Acme Rockets sell through its inventory in FY2022? Use merchandise costs and the "
        "average of the opening and closing inventory balances. If this makes no sense for such a company, "
        "explain why.",
        "cost_of_revenue / avg(inventories, inventories[-1])",
    ),
    # Definitions of parts in few words, formulas in passing, and what to do with the result behind them.
    (
        "Cash conversion cycle (CCC) is defined as DIO + DSO - DPO. DIO is 365 * (average inventory between FY2021 and "
        "FY2022) / (FY2022 merchandise costs). DSO is 365 * (average receivables, net between FY2021 and FY2022) / "
        "(FY2022 total revenue). DPO is 365 * (average accounts payable between FY2021 and FY2022) / (FY2022 "
        "merchandise costs). Using the income statement, compute Acme Rockets' FY2022 CCC in days, rounded to two "
        "decimal places.",
        "(365 * (avg(inventories, inventories[-1])) / (cost_of_revenue)) + "
        "(365 * (avg(receivables, receivables[-1])) / (revenue)) - "
        "(365 * (avg(accounts_payable, accounts_payable[-1])) / (cost_of_revenue))",
    ),
    (
        "How efficiently did Acme Rockets use its asset base in FY2022? Calculate the total asset turnover ratio, i.e. "
        "FY2022 total revenues / (average total assets between FY2021 and FY2022), to two decimal places.",
        "revenue / (avg(total_assets, total_assets[-1]))",
    ),
    (
        "For Acme Rockets at the close of FY2022, what is the quick ratio? Define it as (cash and cash equivalents + "
        "receivables) / total current liabilities, and round to two decimal places.",
        "(cash + receivables) / current_liabilities",
    ),
    (
        "What is Acme Rockets' cash conversion cycle for FY2022? CCC = DIO + DSO - DPO, with DIO = 365 * (average "
        "inventory between FY2021 and FY2022) / FY2022 cost of sales; DSO = 365 * (average receivables between FY2021 "
        "and FY2022) / FY2022 total revenues; DPO = 365 * (average accounts payable between FY2021 and FY2022) / "
        "(FY2022 cost of sales + change in inventory between FY2021 and FY2022). Round to two decimal places.",
        "(365 * (avg(inventories, inventories[-1])) / cost_of_revenue) + "
        "(365 * (avg(receivables, receivables[-1])) / revenue) - "
        "(365 * (avg(accounts_payable, accounts_payable[-1])) / (cost_of_revenue + (inventories - inventories[-1])))",
    ),
    (
        "We want Acme Rockets' FY2022 unadjusted EBITDA as a percentage of total net sales. Unadjusted EBITDA is "
        "operating income plus depreciation and amortization as presented in the cash flow statement.",
        "(operating_income + depreciation_amortization) / revenue",
    ),
    (
        "Roughly how many times did Acme Rockets sell through its inventory during FY2022? Take merchandise costs over "
        "the average of the opening and closing inventory.",
        "cost_of_revenue / avg(inventories, inventories[-1])",
    ),
    (
        "For FY2022, calculate the dividend payout ratio of Acme Rockets, taking dividend payout ratio as total cash "
        "dividends paid divided by net income attributable to shareowners. Round to two decimals.",
        "dividends_paid / net_income",
    ),
    (
        "Compute Acme Rockets' FY2022 days inventory outstanding (DIO): 365 times average inventories (FY2021 and "
        "FY2022 year ends), divided by FY2022 cost of sales. Round to two decimal places.",
        "365 * avg(inventories, inventories[-1]) / cost_of_revenue",
    ),
    (
        "What was Acme Rockets' FY2022 long-term debt (excluding debt maturing within one year)? Answer in billions.",
        "long_term_debt",
    ),
    ("What was Acme Rockets' long-term debt, less the current portion, at the end of FY2022?", "long_term_debt"),
    (
        "What is the FY2022 return on equity (ROE) for Acme Rockets? ROE is defined as: FY2022 net income attributable "
        "to shareowners / (average equity attributable to shareowners between FY2021 and FY2022).",
        "net_income / (avg(equity, equity[-1]))",
    ),
    (
        "What was Acme Rockets' FY2022 tangible equity? Tangible equity is defined as: total shareholders' equity "
        "(including non-controlling interests) less goodwill.",
        "equity_including_noncontrolling - goodwill",
    ),
    (
        "What is Acme Rockets' FY2022 effective tax rate, computed as provision for income taxes over income before "
        "income taxes? Round to one decimal place.",
        "income_tax / pretax_income",
    ),
    (
        "How many days of inventory did Acme Rockets carry in FY2022? Define days inventory outstanding (DIO) as 365 * "
        "(average total inventories between FY2021 and FY2022) / FY2022 cost of sales.",
        "365 * (avg(inventories, inventories[-1])) / cost_of_revenue",
    ),
    (
        "What was Acme Rockets' core working capital at the end of FY2022? Core working capital is defined as "
        "receivables plus inventories less accounts payable.",
        "receivables + inventories - accounts_payable",
    ),
    (
        "What are the restructuring costs directly outlined in Acme Rockets' income statement for FY2022? If "
        "restructuring costs are not explicitly outlined then state 0.",
        "restructuring",
    ),
]


@pytest.mark.parametrize(("text", "expression"), UNDERSTOOD, ids=[text[:50] for text, _ in UNDERSTOOD])
def test_the_figure_is_understood_and_nothing_stands_in_its_way(text: str, expression: str) -> None:
    question = understand(text, DOCUMENTS)
    assert question.expression == expression
    assert question.qualifiers == ()
    assert question.period == Period(2022)


@pytest.mark.parametrize(
    "text",
    [
        "What is Acme Rockets' FY2022 operating margin? Exclude restructuring charges.",
        "Strip out the impact of the Beta acquisition: what would Acme Rockets' FY2022 net income have been?",
        "Had it not sold Beta, what would the FY2022 net income of Acme Rockets have been?",
        "What is Acme Rockets' FY2022 operating margin? Deduct the impairment first.",
        "What is Acme Rockets' FY2022 quick ratio? Quick ratio is defined as: unrestricted cash / payables to "
        "suppliers.",
        "What is Acme Rockets' FY2022 debt to equity? Total debt includes operating leases.",
        "What was Acme Rockets' FY2022 revenue (cloud only)? Round to one decimal.",
        "What is Acme Rockets' FY2022 quick ratio? Quick ratio is defined as: current assets (excluding inventories) / "
        "current liabilities.",
        "What was Acme Rockets' FY2022 net margin? It is defined as: net income (excluding Beta) / revenue.",
        "What is Acme Rockets' FY2022 cash conversion cycle? CCC is defined as: DIO + DSO - DPO. DIO is defined "
        "as: 365 * "
        "average inventories / cost of sales. DSO is defined as: the days that hinge on tokens. DPO is defined "
        "as: 365 * "
        "average accounts payable / cost of sales.",
    ],
)
def test_what_alters_the_figure_is_not_taken_for_a_frame(text: str) -> None:
    assert understand(text, DOCUMENTS).qualifiers


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme Rockets' asset turnover for FY2022? Use the year-end balance of total assets instead of "
        "an average.",
        "Compute Acme Rockets' FY2022 asset turnover. Please do NOT average: use the balance at the end of the year.",
    ],
)
def test_closing_balances_are_taken_where_averages_are_forbidden(text: str) -> None:
    question = understand(text, DOCUMENTS)
    assert (question.expression, question.operation) == ("revenue / total_assets", Operation.VALUE)


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("Is Acme Rockets' operating margin on an improving path as of FY2022?", "improving"),
        (
            "Does Acme Rockets keep a stable trend of dividend distribution, judging by the FY2018 to FY2022 period?",
            "steady",
        ),
        ("Has Acme Rockets' operating margin profile been getting better as of FY2022?", "improving"),
        (
            "Is the operating margin trend at Acme Rockets improving as of FY2022? Explain what is behind it.",
            "improving",
        ),
        ("On FY2022 numbers, would you describe Acme Rockets as a capital-intensive business?", "capital intensive"),
    ],
)
def test_a_yes_or_no_in_other_words(text: str, judge: str) -> None:
    question = understand(text, DOCUMENTS)
    assert (question.wants, question.judge, question.qualifiers) == (Wants.YES_NO, judge, ())


def test_the_way_a_figure_went_is_asked_for_by_the_question_alone() -> None:
    question = understand("Acme Rockets' net income declined in FY2022. Was weaker demand the cause?", DOCUMENTS)
    assert question.judge is None


def test_what_is_to_be_done_with_the_result_is_heard_behind_a_definition() -> None:
    question = understand(
        "What FY2022 return on assets (ROA) would you report for Acme Rockets? Define ROA as FY2022 net income divided "
        "by average total assets between FY2021 and FY2022, and express it as a percentage with one decimal.",
        DOCUMENTS,
    )
    assert (question.unit, question.digits, question.given) == ("%", 1, True)


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme Rockets' revenue from Compute in FY2022?",
        "Acme Rockets, Acme Rockets International: revenue in FY2022?",
        "Acme Rockets, Other international: revenue in FY2022?",
    ],
)
def test_a_name_with_a_capital_is_a_part_even_where_the_word_is_plain(text: str) -> None:
    assert understand(text, DOCUMENTS).qualifiers


def test_a_formula_in_passing_leaves_the_metric_its_name_and_unit() -> None:
    question = understand(
        "What was Acme Rockets' net margin in FY2022, that is net income divided by revenue? Answer in percent "
        "with one decimal place.",
        DOCUMENTS,
    )
    assert (question.expression, question.unit, question.digits) == ("net_income / revenue", "%", 1)
    asked = "What was Acme Rockets' debt ratio as of FY2022, that is total liabilities divided by total assets?"
    assert understand(asked, DOCUMENTS).expression == "total_liabilities / total_assets"


def test_the_owners_part_of_consolidated_income() -> None:
    text = "What was Acme Rockets' consolidated net income attributable to Acme Rockets in FY2022?"
    assert understand(text, DOCUMENTS).expression == "net_income"
    text = "What was Acme Rockets' consolidated net income in FY2022?"
    assert understand(text, DOCUMENTS).expression == "net_income_including_noncontrolling"


def test_a_slash_between_sources_defines_nothing() -> None:
    text = (
        "Use the income statement and/or the balance sheet. What is Acme Rockets' FY2022 return on assets? ROA is "
        "defined as: FY2022 net income / total assets. Should goodwill not be included, leave it out."
    )
    assert [one.expression for one in given_definitions(text, 2022)] == ["net_income / total_assets"]
    assert "goodwill" in without_asides(text)


def test_an_asking_word_behind_an_owner_is_a_name() -> None:
    assert understand("What was Acme Rockets's compute revenue in FY2022?", DOCUMENTS).qualifiers
    assert not understand("Please compute the revenue of Acme Rockets in FY2022.", DOCUMENTS).qualifiers


def test_an_amount_is_no_share() -> None:
    text = "What was Acme Rockets' FY2022 gross margin in percent? Gross margin is revenue minus the cost of sales."
    assert understand(text, DOCUMENTS).expression in (None, "(revenue - cost_of_revenue) / revenue")


def test_a_part_of_a_formula_is_not_taken_for_the_whole() -> None:
    text = "CCC is defined as: DIO + the tokens. DIO is defined as: 365 * inventories / cost of sales."
    assert given_definitions(text, 2022) == ()
    assert [one.name for one in unread_definitions(text, ())] == ["CCC", "DIO"]


def test_a_percentage_asked_for_outside_the_formula_is_heard() -> None:
    asked = "What is Acme Rockets' FY2022 return on assets? ROA is defined as: net income / total assets."
    assert understand(asked, DOCUMENTS).unit == "ratio"
    assert understand(f"{asked} Give a percentage, rounded to one decimal.", DOCUMENTS).unit == "%"


def test_the_length_is_kept_and_a_text_of_frames_alone_is_kept_whole() -> None:
    text = "Round to one decimal. What was Acme Rockets' FY2022 revenue? Rely on the income statement."
    kept = without_asides(text)
    assert len(kept) == len(text)
    assert kept.split() == ["What", "was", "Acme", "Rockets'", "FY2022", "revenue?"]
    assert without_asides("Round to one decimal.") == "Round to one decimal."


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Q2 2023 relative to the same quarter of 2022", [Period(2023, 2), Period(2022, 2)]),
        ("the second quarter of 2023 against the corresponding period of FY2022", [Period(2023, 2), Period(2022, 2)]),
        ("the same quarter of 2022", [Period(2022)]),
    ],
)
def test_the_same_quarter_of_another_year(text: str, periods: list[Period]) -> None:
    assert list(read_periods(text).named) == periods


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Are there any product categories that account for more than 20% of revenue?", ("product", Decimal("0.2"))),
        ("Does any region make over a quarter of net sales?", ("region", Decimal("0.25"))),
        ("Did any segment's revenue grow?", None),
        ("Did revenue grow by more than 20%?", None),
    ],
)
def test_a_share_that_a_part_may_exceed(text: str, asked: tuple[str, Decimal] | None) -> None:
    assert asked_share(text) == asked


def test_steady_dividends_are_a_judgement_of_their_own() -> None:
    question = understand("As of FY2022, has Acme Rockets kept up a stable trend of dividend distribution?", DOCUMENTS)
    assert (question.wants, question.judge) == (Wants.YES_NO, "steady")


def test_what_one_would_call_a_company_is_no_prediction() -> None:
    assert understand("Would you call Acme Rockets capital-intensive by its FY2022 data?", DOCUMENTS).flags == ()
    assert "prediction" in understand("Will Acme Rockets grow?", DOCUMENTS).flags


def test_a_change_beside_the_year_before_is_a_change() -> None:
    question = understand("What drove Acme Rockets' revenue change in FY2022 compared with the year before?", DOCUMENTS)
    assert (question.operation, question.qualifiers) == (Operation.CHANGE, ())

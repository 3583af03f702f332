"""Figures that a question joins in many words: shares, multiples, sums, quotients, and what it defines beside them."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.compute.calculate import evaluate, parse
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.understand.reading import understand
from ingest.document import Document, Identity

REPORT = Document(
    "k",
    "k.pdf",
    "",
    "",
    Identity(company="Acme Rockets", form="10-K", fiscal_year=2022, period_end=date(2022, 12, 31)),
    pages=9,
)


def same(one: str, other: str) -> bool:
    """Whether two expressions come to the same for figures that tell their lines apart."""
    terms = sorted({term for text in (one, other) for term in parse(text).terms}, key=str)
    values = {str(term): Decimal(place * place + 2) for place, term in enumerate(terms)}
    return evaluate(parse(one), values) == evaluate(parse(other), values)


def ask(text: str) -> Question:
    return understand(text, [REPORT])


@pytest.mark.parametrize(
    ("text", "expression", "unit"),
    [
        (
            "How much of Acme Rockets' total assets at year end FY2022 was made up of goodwill plus inventories? Answer"
            " in units of percents.",
            "(goodwill + inventories) / total_assets",
            "%",
        ),
        (
            "What share of its FY2022 operating cash flow did Acme Rockets hand back to shareholders through share"
            " repurchases and dividends paid? Answer in percent.",
            "(share_repurchases + dividends_paid) / operating_cash_flow",
            "%",
        ),
        (
            "What percentage of Acme Rockets' FY2022 operating cash flow was absorbed by capex?",
            "capex / operating_cash_flow",
            "%",
        ),
        (
            "What multiple of net income was Acme Rockets' FY2022 operating cash flow? Divide net cash provided by"
            " operating activities by net income as shown in the statement of cash flows and round to two decimals.",
            "(operating_cash_flow) / (net_income)",
            "ratio",
        ),
        (
            "What is Acme Rockets's total debt to unadjusted EBITDA for FY2022? Total debt is notes payable plus"
            " long-term debt; unadjusted EBITDA is operating profit plus depreciation and amortization.",
            "(short_term_debt + long_term_debt) / (operating_income + depreciation_amortization)",
            "ratio",
        ),
        (
            "What was Acme Rockets' trade working capital as a percentage of net sales for FY2022? Take trade working"
            " capital as receivables plus inventories minus accounts payable.",
            "(receivables + inventories - accounts_payable) / revenue",
            "%",
        ),
        (
            "How much of Acme Rockets' FY2022 free cash flow went out as dividends? FCF here is (cash from operations"
            " - purchases of PP&E). Give the percentage.",
            "dividends_paid / (operating_cash_flow - capex)",
            "%",
        ),
        (
            "What was Acme Rockets' debt-to-equity ratio at year end FY2022? Debt is notes payable plus long-term debt;"
            " equity is equity attributable to Acme Rockets.",
            "(short_term_debt + long_term_debt) / (equity)",
            "ratio",
        ),
        (
            "What was Acme Rockets' asset turnover in FY2022, in percent to one decimal place?",
            "revenue / avg(total_assets, total_assets[-1])",
            "%",
        ),
        (
            "What were Acme Rockets' net liquid assets in FY2022? Net liquid assets are defined as total assets less"
            " inventories, receivables and goodwill.",
            "total_assets - inventories - receivables - goodwill",
            "money",
        ),
        ("What was Acme Rockets' goodwill, net of impairment, in FY2022?", "goodwill", "money"),
        ("As a percentage of revenue, what was Acme Rockets' R&D expense in FY2022?", "r_and_d / revenue", "%"),
        (
            "What was Acme Rockets' average gross margin as a % of total revenue over the three years FY2020 to FY2022?"
            " Average the three yearly percentages.",
            "gross_profit / revenue",
            "%",
        ),
        (
            "We want an implied cost of debt for Acme Rockets in FY2022. Define it as FY2022 interest expense / "
            "(average total debt between FY2021 and FY2022), where total debt is notes payable plus long-term debt. "
            "Answer in percent.",
            "interest_expense / avg(short_term_debt + long_term_debt, short_term_debt[-1] + long_term_debt[-1])",
            "%",
        ),
        (
            "What is Acme Rockets' FY2022 equity multiplier, i.e. average total assets between FY2021 and FY2022 "
            "divided by average total equity (including noncontrolling interest) between FY2021 and FY2022?",
            "avg(total_assets, total_assets[-1])"
            " / avg(equity_including_noncontrolling, equity_including_noncontrolling[-1])",
            "ratio",
        ),
        (
            "How high was Acme Rockets' return on assets (ROA) for fiscal 2022? ROA is defined as: net income"
            " attributable to Acme Rockets, Inc. / (average total assets between the end of fiscal 2021 and the end of"
            " fiscal 2022). State it in percent.",
            "net_income / avg(total_assets, total_assets[-1])",
            "%",
        ),
        (
            "What is the FY2020 - FY2022 3 year average effective tax rate for Acme Rockets (fiscal years ended "
            "December 31)? Define the effective tax rate as provision for income taxes / income before income taxes, "
            "and average the three yearly rates. Answer in units of percents.",
            "income_tax / pretax_income",
            "%",
        ),
        (
            "How did Acme Rockets' quick ratio change between FY2021 and FY2022? Take cash, short-term investments and"
            " net accounts receivable over total current liabilities.",
            "(cash + short_term_investments + receivables) / current_liabilities",
            "ratio",
        ),
    ],
)
def test_one_formula_of_all_that_is_named(text: str, expression: str, unit: str) -> None:
    question = ask(text)
    assert question.expression is not None
    assert same(question.expression, expression)
    assert question.unit == unit
    assert question.qualifiers == ()


def test_a_sum_over_years_of_what_was_spent() -> None:
    question = ask(
        "How much cash in total (USD millions) did Acme Rockets distribute through repurchases of common stock and cash"
        " dividend payments over the three fiscal years FY2020 to FY2022?"
    )
    assert question.expression == "(share_repurchases + dividends_paid)"
    assert question.operation is Operation.SUM
    assert question.qualifiers == ()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("What were Acme Rockets' dividends declared per common share in FY2022?", "dividends_per_share"),
        ("What was Acme Rockets' net income per common share in FY2022?", "eps_diluted"),
    ],
)
def test_a_figure_of_one_share_is_its_own(text: str, concept: str) -> None:
    question = ask(text)
    assert question.expression == concept
    assert question.qualifiers == ()


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme Rockets' goodwill per share in FY2022?",
        "What was Acme Rockets' revenue from marketing in FY2022?",
        "What was Acme Rockets' marine revenue in FY2022?",
        "What were Acme Rockets' gross receivables in FY2022?",
        "What was Acme Rockets' cash interest expense in FY2022?",
        "What was Acme Rockets' net total debt in FY2022?",
        "What was Acme Rockets' gross margin from services in FY2022?",
        "What was Acme Rockets' operating cash flow per diluted share in FY2022?",
        "What was Acme Rockets' dividend payout ratio per share for FY2022? Use dividends declared per common share /"
        " diluted earnings per preferred share.",
        "What share of Acme Rockets' FY2022 revenue came from rockets and services, respectively?",
        "Did Acme Rockets' gross margin rise in FY2022, and did its inventories?",
        "Which share of the wireless segment's FY2022 operating cash flow did Acme Rockets spend on capex?",
    ],
)
def test_what_is_not_understood_stands_in_the_way(text: str) -> None:
    assert ask(text).qualifiers != ()


def test_a_quarter_with_its_weeks_beside_it() -> None:
    question = ask("What were Acme Rockets' net sales in the third quarter (twelve weeks) of fiscal 2022?")
    assert [str(period) for period in question.periods] == ["Q3 FY2022"]

"""Questions about a given table and texts: operands, direction, scale, what is read off, and a model's expression."""

from decimal import Decimal

import pytest

from assistant.answer import Status
from assistant.context import answer_in_context
from assistant.context.grid import read_grid
from assistant.llm import LLM
from tests.scripted_llm import ScriptedLLM

TABLE = [
    ["", "Year ended December 31,", ""],
    ["(In thousands)", "2021", "2020"],
    ["Orchids", "$ 214.5", "$ 198.0"],
    ["Roses", "(40)", "25"],
    ["Tulips", "120", "100"],
    ["Total sales", "$ 294.5", "$ 323.0"],
]
TEXTS = [
    "Rent expense was $5.5 million, $5.0 million and $4.0 million in 2021, 2020 and 2019, respectively.",
    "Sales of roses decreased primarily due to a cold spring in the southern nurseries.",
    "The greenhouse in Larkspur was opened on March 3, 2018.",
]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what was the percentage change in orchids from 2020 to 2021?", "0.0833"),
        ("What is the percentage change of orchids in 2021 compared to 2020?", "0.0833"),
        ("What was the % change in orchids from 2020 to 2021?", "0.0833"),
        ("What was the change in tulips between 2020 and 2021?", "20000"),
        ("what was the average of tulips for 2020 and 2021?", "110000"),
        ("what percentage of total sales in 2021 is tulips?", "0.4075"),
        ("what was the ratio of tulips to orchids in 2021?", "0.5594"),
        ("what is the difference between tulips and orchids in 2021?", "94500"),
        ("what was the percent change in rent expense from 2019 to 2020?", "0.25"),
    ],
)
def test_arithmetic_without_a_model(question: str, value: str) -> None:
    answer = answer_in_context(question, TABLE, TEXTS, None)
    assert answer.value is not None
    assert round(answer.value, 4) == Decimal(value)
    assert answer.calculations[0].operands
    assert len(answer.citations) == len(answer.calculations[0].operands)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What were tulips in 2020?", "100 thousand"),
        ("What were roses in 2021?", "(40) thousand"),
        ("In which year were tulips larger?", "2021"),
        ("How many years did tulips exceed $110 thousand?", "1"),
        ("What were the tulips in 2021 and 2020 respectively?", "120 thousand\n100 thousand"),
        ("When was the greenhouse in Larkspur opened?", "March 3, 2018"),
    ],
)
def test_reading_without_arithmetic(question: str, text: str) -> None:
    assert answer_in_context(question, TABLE, TEXTS, None).text == text


def test_a_cause_is_the_words_of_the_text() -> None:
    answer = answer_in_context("Why did sales of roses decrease?", TABLE, TEXTS, None)
    assert answer.text.startswith("primarily due to a cold spring")
    assert answer.citations[0].quote == TEXTS[1]


def test_scale_is_told_by_prose_where_the_table_states_none() -> None:
    table = [["", "2021", "2020"], ["Orchids", "24,193", "20,402"]]
    assert read_grid(table, ["Orchids brought $24.2 million in 2021."]).exponent == 3
    assert read_grid(table, ["Orchids are flowers."]).exponent == 0


def test_years_that_stand_in_rows() -> None:
    table = [["", "amount"], ["2019", "30"], ["2020", "45"], ["total lease payments", "300"]]
    answer = answer_in_context("what percentage of total lease payments is due in 2020?", table, [], None)
    assert answer.value == Decimal("0.15")


def test_an_expression_of_the_model_is_computed_here_and_cited() -> None:
    texts = ["the $ 200 million notes bear interest at 4.5% a year ."]
    with ScriptedLLM(replies=["200 * 4.5 / 100"]) as server:
        llm = LLM(server.url, "scripted")
        answer = answer_in_context("what is the difference paid each year ?", [["", ""]], texts, llm)
    assert answer.value is not None
    assert answer.text.startswith("9")
    assert [operand.value for operand in answer.calculations[0].operands[:1]] == [Decimal(200_000_000)]


def test_a_number_that_the_context_lacks_is_not_computed_with() -> None:
    with ScriptedLLM(replies=["987 - 123"]) as server:
        llm = LLM(server.url, "scripted")
        answer = answer_in_context("what was the difference in daffodils ?", TABLE, [], llm)
    assert "864" not in answer.text


def test_nothing_to_answer_from() -> None:
    answer = answer_in_context("What were tulips in 2020?", [], [], None)
    assert answer.status is Status.ABSTAINED


BRIDGE = [["", "amount (in millions)"], ["2019 net revenue", "100"], ["Weather", "6"], ["Rider", "4"],
          ["2020 net revenue", "110"]]  # fmt: skip
LEASES = [["", "Total", "Less than 1 year", "Thereafter"], ["Leases", "200", "50", "30"], ["Total", "400", "90", "60"]]
DEBT = [["", "Amount"], ["2021", "10"], ["2022", "20"], ["2023", "30"], ["Thereafter", "40"], ["Total", "100"]]
ROLLED = [["", "2021", "2020"], ["Balance at beginning of year", "80", "50"], ["Additions in the year", "9", "30"],
          ["Balance at end of year", "89", "80"]]  # fmt: skip
BOUGHT = [["Month", "Number of shares purchased", "Average price paid per share"], ["October 2021", "1,000", "50.00"],
          ["November 2021", "200", "60.00"], ["Total", "1,200", "51.67"]]  # fmt: skip
FLOWS = [["(in millions)", "2021"], ["Net cash provided by operating activities", "50"],
         ["Net cash used in investing activities", "(20)"], ["Net cash from financing activities", "(5)"]]  # fmt: skip
INCOME = [["(in millions)", "2021", "2020"], ["Net sales", "200", "180"], ["Net income", "20", "9"]]
SOLD = [["", "2021", "2020"], ["Red tulips", "30", "20"], ["Roses", "70", "60"], ["Total sales", "100", "80"]]
STACKED = [["", "December 31, 2021", ""], ["", "Cost", "Fair value"], ["Bonds", "10", "12"],
           ["", "December 31, 2020", ""], ["", "Cost", "Fair value"], ["Bonds", "7", "9"]]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        (BRIDGE, "what percent of the change in net revenue was due to the rider?", "0.4"),
        (LEASES, "what portion of leases is due thereafter?", "0.15"),
        (LEASES, "what percentage of leases is due within 12 months?", "0.25"),
        (DEBT, "what percentage of the total amount is due after 2023?", "0.4"),
        (DEBT, "what is the amount due in the next 24 months?", "30"),
        (ROLLED, "what was the percentage change in unrecognized benefits from 2020 to 2021?", "0.1125"),
        (BOUGHT, "what was the total amount spent on shares repurchased in november 2021?", "12000"),
        (FLOWS, "what was the net change in cash in 2021?", "25000000"),
        (SOLD, "what was the percent of the total sales red tulips in 2021", "0.3"),
        (INCOME, "what was the net profit margin in 2021?", "0.1"),
        (STACKED, "What is the difference between fair value and cost of bonds in 2020?", "2"),
    ],
)
def test_formulas_that_the_words_and_the_table_imply(table: list[list[str]], question: str, value: str) -> None:
    answer = answer_in_context(question, table, [], None)
    assert answer.value is not None
    assert round(answer.value, 4) == Decimal(value), answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did net sales increase between 2020 and 2021?", "Yes"),
        ("Did net income decrease from 2020 to 2021?", "No"),
        ("Was net income greater than net sales in 2021?", "No"),
    ],
)
def test_yes_or_no_is_a_comparison(question: str, verdict: str) -> None:
    answer = answer_in_context(question, INCOME, [], None)
    assert answer.text == verdict
    assert len(answer.calculations[0].operands) == 2


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is liquidity risk?", "Liquidity risk is the risk that a nursery cannot pay its bills."),
        ("How often is the hothouse inspected?", "annually"),
        ("How is the mean yield calculated?", "dividing the harvest by the beds"),
        ("How much did expenses of the southern nurseries decrease in 2021?", "$2.2 million"),
    ],
)
def test_a_kind_of_question_gets_its_phrase(question: str, text: str) -> None:
    texts = [
        "Liquidity risk is the risk that a nursery cannot pay its bills.",
        "The hothouse is inspected annually.",
        "The mean yield is calculated by dividing the harvest by the beds.",
        "Expenses of the southern nurseries decreased $2.2 million to $9.1 million in 2021.",
    ]
    assert answer_in_context(question, TABLE, texts, None).text == text


def test_the_unit_asked_for_is_the_unit_told() -> None:
    answer = answer_in_context("what was the change in tulips from 2020 to 2021, in millions?", TABLE, TEXTS, None)
    assert answer.text == "0.02000 million"
    assert answer.value == Decimal(20000)


def test_a_dash_without_its_escape_is_nil() -> None:
    table = [["", "2012", "2011"], ["Ferns", "2014", "31"], ["Mosses", "25", "19"]]
    assert answer_in_context("what was the change in ferns from 2011 to 2012?", table, [], None).value == Decimal(-31)


def test_verified_is_said_of_figures_whose_row_column_and_scale_the_table_tells() -> None:
    assert answer_in_context("What was the change in net sales from 2020 to 2021?", INCOME, [], None).verified
    assert not answer_in_context("Why did sales of roses decrease?", TABLE, TEXTS, None).verified
    assert not answer_in_context("what was the change in rent expense from 2019 to 2020?", TABLE, TEXTS, None).verified


def test_what_code_computed_loosely_goes_before_the_model() -> None:
    with ScriptedLLM(replies=[]) as server:
        llm = LLM(server.url, "scripted")
        question = "what is the difference between the bulbs called tulips and the rare orchids of 2021?"
        assert answer_in_context(question, TABLE, TEXTS, llm).calculations

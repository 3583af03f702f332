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

"""TAT-QA: the official metric on cases worked by hand, and how answers become predictions."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Status
from eval.errors import MalformedData
from eval.score import Outcome
from eval.tatqa import TatQA, prediction
from eval.tatqa_metric import Prediction, exact_match_and_f1, is_number, normalise, to_number


@pytest.mark.parametrize(
    ("given", "scale", "gold", "answer_type", "gold_scale", "em", "f1"),
    [
        # $1,496.5 -> 1496.50 × 1,000,000 on both sides.
        (("1496.5",), "million", ["$1,496.5"], "span", "million", 1, 1),
        # The same value in base units without a scale: 1496500000.00 × 1.
        (("1496500000",), "", ["$1,496.5"], "span", "million", 1, 1),
        # The scale is part of the answer: thousands for millions is wrong, and no word overlaps.
        (("1496.5",), "thousand", ["$1,496.5"], "span", "million", 0, 0),
        (("1496.5",), "", ["$1,496.5"], "span", "million", 0, 0),
        # -22.2222 rounds to -22.22, times 0.01.
        (("-22.2222",), "percent", -22.22, "arithmetic", "percent", 1, 1),
        # A lone number without scale also counts as a fraction of 4 decimals: -0.22222 -> -0.2222.
        (("-0.22222",), "", -22.22, "arithmetic", "percent", 1, 1),
        # Rounding to 2 decimals comes before the scale: -22.23 is another answer, and arithmetic F1 is EM.
        (("-22.226",), "percent", -22.22, "arithmetic", "percent", 0, 0),
        (("12.6",), "million", -12.6, "arithmetic", "million", 0, 0),
        (("(12.6)",), "million", -12.6, "arithmetic", "million", 1, 1),
        # A percent sign makes the span a fraction; no scale is stated then.
        (("27.1%",), "", ["27.1%"], "span", "", 1, 1),
        (("27.1",), "percent", ["27.1%"], "span", "", 1, 1),
        (("3",), "", 3, "count", "", 1, 1),
        (("4",), "", "3", "count", "", 0, 0),
        # Spans: order does not matter, articles, case and punctuation neither.
        (("Cost-plus type", "the Fixed price"), "", ["fixed price", "cost-plus type"], "multi-span", "", 1, 1),
        # Words {orchids, roses} against {roses, tulips}: precision 1/2, recall 1/2, F1 0.5.
        (("orchids roses",), "", ["roses tulips"], "span", "", 0, 0.5),
        # {larkspur, sales} in {larkspur, sales, grew, strongly}: precision 1, recall 2/4, F1 0.67.
        (("Larkspur sales",), "", ["Larkspur sales grew strongly"], "span", "", 0, 0.67),
        # One of two numbers right: words {73260000.0} of {73260000.0, 57768000.0}: precision 1, recall 1/2.
        (("73,260",), "thousand", ["73,260", "57,768"], "multi-span", "thousand", 0, 0.67),
        (("57,768", "73,260"), "thousand", ["73,260", "57,768"], "multi-span", "thousand", 1, 1),
        # A span that is no number carries the scale's word.
        (("orchid sales",), "million", ["orchid sales"], "span", "million", 1, 1),
        (("orchid sales",), "", ["orchid sales"], "span", "million", 0, 0.8),
        ((), "", ["2019"], "span", "", 0, 0),
    ],
)  # fmt: skip
def test_cases_worked_by_hand(
    given: tuple[str, ...], scale: str, gold: Any, answer_type: str, gold_scale: str, em: float, f1: float
) -> None:
    assert exact_match_and_f1(Prediction(given, scale), gold, answer_type, gold_scale) == (em, f1)


@pytest.mark.parametrize(
    ("text", "number"),
    [("$1,496.5", 1496.5), ("(134)", -134.0), ("1.5 million", 1_500_000.0), ("27.1%", 0.271), ("-3", -3.0)],
)
def test_numbers(text: str, number: float) -> None:
    assert is_number(text)
    assert to_number(text) == number


@pytest.mark.parametrize("text", ["3 months", "orchids", "", "nan", "10-K"])
def test_not_numbers(text: str) -> None:
    assert not is_number(text)


def test_normalise() -> None:
    assert normalise("The  Fixed-Price type, $1,200.50 ") == "fixedprice type 1200.5"


@pytest.mark.parametrize(
    ("text", "value", "unit", "spans", "scale"),
    [
        ("Sales were $1,496.5 million in 2019 [1].", "1496500000", "USD", ("1496.5",), "million"),
        ("Sales were 1,496.5 in 2019 [1].", "1496500000", "USD", ("1496.5",), "million"),
        ("The change was -22.2%.", "-0.2222", "%", ("-22.2",), "percent"),
        ("It fell a lot.", "-0.2222", "%", ("-22.2200",), "percent"),
        ("There were 3 segments.", "3", None, ("3",), ""),
    ],
)
def test_an_answer_with_a_value_becomes_its_printed_number(
    text: str, value: str, unit: str | None, spans: tuple[str, ...], scale: str
) -> None:
    answer = Answer("What was it in 2019?", text, Status.ANSWERED, value=Decimal(value), unit=unit)
    assert prediction("What was it in 2019?", answer) == Prediction(spans, scale)


def test_an_answer_in_words_becomes_its_spans() -> None:
    answer = Answer("Which lines?", "- Orchid sales [1]\n- Rose sales [2].", Status.ANSWERED)
    assert prediction("Which lines?", answer).spans == ("Orchid sales", "Rose sales")


def context(**changes: Any) -> dict[str, Any]:
    question = {
        "uid": "q1", "question": "What were sales in 2021?", "answer": ["$214.5"], "scale": "million",
        "answer_type": "span", "answer_from": "table", "derivation": "",
    }  # fmt: skip
    return {
        "table": {"uid": "t1", "table": [["", "2021"], ["Sales", "$214.5"]]},
        "paragraphs": [{"uid": "p1", "order": 1, "text": "In millions."}],
        "questions": [{**question, **changes}],
    }


def test_judging(tmp_path: Path) -> None:
    (tmp_path / "tatqa_dataset_dev.json").write_text(json.dumps([context()]))
    benchmark = TatQA(tmp_path)
    [example] = benchmark.examples()
    assert example.kind == "span · table"
    assert example.table == (("", "2021"), ("Sales", "$214.5"))
    right = Answer("", "$214.5 million", Status.ANSWERED, value=Decimal(214_500_000))
    judged = benchmark.judge(example, right)
    assert judged.score.value is Outcome.CORRECT
    assert judged.numbers == {"em": 1.0, "f1": 1.0}
    refusal = benchmark.judge(example, Answer("", "The text does not say.", Status.ABSTAINED))
    assert refusal.score.value is Outcome.REFUSAL


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("{}", "expected a list of contexts"),
        ("[{}]", "context 1 lacks table, paragraphs, questions"),
        (json.dumps([context(answer_type="guess")]), "unknown answer_type 'guess'"),
    ],
)
def test_malformed_data_is_one_line(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "tatqa_dataset_dev.json").write_text(content)
    with pytest.raises(MalformedData, match=message) as caught:
        TatQA(tmp_path).examples()
    assert "\n" not in str(caught.value)


def test_every_real_gold_scores_full_marks_against_itself(shared: Path) -> None:
    examples = TatQA(shared / "data" / "tatqa").examples()
    assert len(examples) == 1668
    for example in examples:
        parts = example.gold if isinstance(example.gold, list) else [example.gold]
        given = Prediction(tuple(str(part) for part in parts), example.detail["scale"])
        scores = exact_match_and_f1(given, example.gold, example.detail["answer_type"], example.detail["scale"])
        assert scores == (1.0, 1.0), example

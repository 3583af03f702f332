"""FinQA: execution accuracy with its stated tolerance."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answer import Answer, Status
from eval.benchmark import Example
from eval.errors import MalformedData
from eval.finqa import FinQA
from eval.score import Outcome

CHANGE = "what was the percentage change in orchid sales from 2020 to 2021?"
AMOUNT = "what was the change in millions of orchid sales from 2020 to 2021?"


@pytest.mark.parametrize(
    ("question", "gold", "text", "correct"),
    [
        (CHANGE, "0.08333", "Sales grew by 8.33% [1].", True),
        (CHANGE, "0.08333", "8.3%", False),  # two digits only, and 0.4% off
        (CHANGE, "0.08333", "0.0833", True),
        (CHANGE, "8.33333", "It was 8.33%.", True),  # some gold is a percentage
        (CHANGE, "0.08333", "(214.5 - 198.0) / 198.0 = 0.08333", True),
        (CHANGE, "0.08333", "-8.33%", False),
        (CHANGE, "0.08333", "83.3%", False),
        (CHANGE, "-0.0339", "It changed by -3.39%.", True),
        (AMOUNT, "16.5", "The change was $16.5 million.", True),
        (AMOUNT, "16.5", "The change was 16.5.", True),
        (AMOUNT, "16.5", "The change was -16.5.", False),
        (AMOUNT, "16.5", "The change was $165 million.", False),
        (AMOUNT, "1041.531", "It was 1,041.5.", True),
        (AMOUNT, "1041.531", "It was 1,052.", False),
        ("did sales grow?", "yes", "Yes, they grew.", True),
        ("did sales grow?", "yes", "No.", False),
    ],
)
def test_execution_accuracy(question: str, gold: str, text: str, correct: bool) -> None:
    answer = Answer(question, text, Status.ANSWERED)
    judged = FinQA(Path()).judge(Example("1", question, gold), answer)
    assert judged.score.correct is correct, judged.score.explanation


def test_the_exact_value_counts_strictly() -> None:
    example = Example("1", CHANGE, "0.08333")
    exact = Answer(CHANGE, "About 8%", Status.ANSWERED, value=Decimal("16.5") / Decimal(198))
    assert FinQA(Path()).judge(example, exact).numbers == {"strict": 1.0}
    assert FinQA(Path()).judge(example, Answer(CHANGE, "8.33%", Status.ANSWERED)).numbers == {"strict": 0.0}


def test_abstaining_is_a_refusal() -> None:
    judged = FinQA(Path()).judge(Example("1", CHANGE, "0.08333"), Answer(CHANGE, "Not found.", Status.ABSTAINED))
    assert judged.score.value is Outcome.REFUSAL


def test_reading_the_file(tmp_path: Path) -> None:
    row = {"id": "a", "table": [["", "2021"], ["sales", "214.5"]], "texts": ["t"], "question": AMOUNT, "answer": "16.5"}
    path = tmp_path / "finqa_dev.jsonl"
    path.write_text(json.dumps(row) + "\n")
    [example] = FinQA(tmp_path).examples()
    assert (example.kind, example.table[1]) == ("amount", ("sales", "214.5"))
    path.write_text(json.dumps({**row, "answer": "many"}) + "\n")
    with pytest.raises(MalformedData, match="line 1: answer 'many' is neither a number nor yes/no"):
        FinQA(tmp_path).examples()
    path.unlink()
    with pytest.raises(MalformedData, match=r"finqa_dev.jsonl is missing; --data must name the folder"):
        FinQA(tmp_path).examples()


def test_real_gold_is_right_as_its_own_answer(shared: Path) -> None:
    benchmark = FinQA(shared / "data" / "finqa")
    examples = benchmark.examples()
    assert len(examples) == 470
    wrong = [
        (e.question, e.gold)
        for e in examples
        if not benchmark.judge(e, Answer(e.question, f"The answer is {e.gold}.", Status.ANSWERED)).score.correct
    ]
    assert wrong == []

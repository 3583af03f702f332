"""FinQA: arithmetic over a table and texts of an annual report, scored by execution accuracy.

One line of `finqa_dev.jsonl` (invented, of the same form):

    {"id": "LRK/2021/page_44.pdf-1", "table": [["", "2021", "2020"], ["orchid sales", "214.5", "198.0"]],
     "texts": ["sales are in millions of dollars ."],
     "question": "what was the percentage change in orchid sales from 2020 to 2021?", "answer": "0.08333"}

Execution accuracy is whether the executed result equals gold (Chen et al., "FinQA", EMNLP 2021). Gold is rounded to
5 decimals, in the table's own unit, and a percentage is a fraction in most questions and a percentage in some. So an
answer is right when the number it comes down to, as printed, or as a fraction or percentage of itself, is within
TOLERANCE of gold, or rounds to it at the digits the answer prints (three significant ones at least, and never more than
1% off). The sign counts. Gold that is true or false is a yes or no. `strict` in the results is equality to 5 decimals
of the exact value where an answer carries one.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from eval.benchmark import Example, Judged
from eval.errors import MalformedData
from eval.jsonl import read_jsonl
from eval.numbers import Asked, Quantity, asked, half_unit
from eval.run import file_hash
from eval.score import Kind, Outcome, Score, score
from eval.stated import stated
from eval.values import COARSE, RELATIVE

__all__ = ["TOLERANCE", "FinQA", "executes_to"]

FILE = "finqa_dev.jsonl"
TOLERANCE = RELATIVE
"""Relative difference from gold that passes."""


class FinQA:
    """The benchmark over a folder that holds `finqa_dev.jsonl`."""

    name = "finqa"
    uses_index = False

    def __init__(self, data: Path) -> None:
        self.path = data / FILE

    def settings(self) -> Mapping[str, Any]:
        """The hash of the data and the tolerance."""
        return {"data": file_hash(self.path), "tolerance": str(TOLERANCE)}

    def files(self) -> Mapping[str, Path]:
        """None: the context is part of the question."""
        return {}

    def examples(self) -> Sequence[Example]:
        """Every question, in the file's order; `kind` is percentage, amount or yes/no."""
        return [
            self._example(row, place)
            for place, row in enumerate(read_jsonl(self.path, ("id", "table", "texts", "question", "answer")), 1)
        ]

    def _example(self, row: Mapping[str, Any], place: int) -> Example:
        gold = str(row["answer"]).strip()
        gold = {"true": "yes", "false": "no"}.get(gold.lower(), gold)
        if gold.lower() not in ("yes", "no"):
            try:
                Decimal(gold)
            except InvalidOperation:
                raise MalformedData(
                    f"{self.path} line {place}: answer {gold!r} is neither a number nor yes/no"
                ) from None
        question = str(row["question"]).replace("\\n", " ").strip()
        percent = asked(question).percent
        return Example(
            id=str(row["id"]),
            question=question,
            gold=gold,
            kind="yes/no" if gold.lower() in ("yes", "no") else "percentage" if percent else "amount",
            table=tuple(tuple(str(cell) for cell in line) for line in row["table"]),
            texts=tuple(str(text) for text in row["texts"]),
        )

    def judge(self, example: Example, answer: Answer) -> Judged:
        """Execution accuracy with the tolerance stated above."""
        gold = str(example.gold)
        refused = answer.refused
        if refused or gold.lower() in ("yes", "no"):
            judged = score(example.question, gold, answer.text, refused=refused)
            return Judged(judged, {"strict": float(judged.correct)})
        target = Decimal(gold)
        ask = asked(example.question)
        strict = answer.value is not None and any(
            round(value, 5) == round(target, 5) for value in (answer.value, answer.value * 100, answer.value / 100)
        )
        result = stated(example.question, Quantity(target, None, 0, None, None, gold, 0, 0), answer.text)
        found = (result.principal, *result.forms) if result.principal else ()
        if strict or any(executes_to(target, quantity, ask) for quantity in found):
            read = found[0].text if found else str(answer.value)
            return Judged(Score(Outcome.CORRECT, read, f"equals gold {gold}", Kind.NUMERIC), {"strict": float(strict)})
        if not found:
            judged = score(example.question, gold, answer.text)
            return Judged(judged, {"strict": 0.0})
        wrong = Score(Outcome.INCORRECT, found[0].text, f"{found[0].text} is not gold {gold}", Kind.NUMERIC)
        return Judged(wrong, {"strict": 0.0})


def executes_to(gold: Decimal, given: Quantity, ask: Asked) -> bool:
    """Whether a printed number equals gold: as printed, or, where it is or is asked as a percentage, either way."""
    step = half_unit(Quantity(given.number, None, 0, None, None, given.text, given.start, given.end))
    readings = [(given.number, step)]
    if given.percent or ask.percent:
        readings += [(given.number / 100, step / 100), (given.number * 100, step * 100)]
    if given.exponent:
        readings.append((given.value, half_unit(given)))
    digits = len(str(abs(given.number).normalize()).replace(".", "").lstrip("0"))
    for value, half in readings:
        allowed = max(Decimal("0.00001"), TOLERANCE * abs(gold))
        if digits >= 3:
            allowed = max(allowed, min(half, COARSE * abs(gold)))
        if abs(value - gold) <= allowed and (value >= 0) == (gold >= 0):
            return True
    return False

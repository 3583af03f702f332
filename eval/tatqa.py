"""TAT-QA: questions over a table with its paragraphs, scored by the official metric.

One context of `tatqa_dataset_dev.json` (invented, of the same form):

    {"table": {"uid": "t1", "table": [["", "2021", "2020"], ["Orchids", "$214.5", "$198.0"], ["Total", "350", "331"]]},
     "paragraphs": [{"uid": "p1", "order": 1, "text": "Sales by product line (in millions) were as follows."}],
     "questions": [
       {"uid": "q1", "question": "What were orchid sales in 2021?", "answer": ["$214.5"], "scale": "million",
        "answer_type": "span", "answer_from": "table-text", "derivation": ""},
       {"uid": "q2", "question": "What is the percentage change in total sales?", "answer": 5.74, "scale": "percent",
        "answer_type": "arithmetic", "answer_from": "table", "derivation": "(350-331)/331"}]}

The metric is that of Zhu et al., "TAT-QA" (ACL 2021): exact match and F1, both over the answer joined with its scale
(see eval.tatqa_metric, written from those rules).
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from eval.benchmark import Example, Judged
from eval.errors import MalformedData
from eval.jsonl import read_json, require
from eval.numbers import Quantity, quantities
from eval.prose import refuses
from eval.run import file_hash
from eval.score import Kind, Outcome, Score
from eval.tatqa_metric import Prediction, exact_match_and_f1

__all__ = ["TatQA", "prediction"]

FILE = "tatqa_dataset_dev.json"
SCALE_NAMES = {3: "thousand", 6: "million", 9: "billion"}
_PRINTED = re.compile(r"(?P<number>[-−–$€£¥(\s]*\d[\d,]*(?:\.\d+)?[)\s]*%?)(?:\s+(?P<scale>thousand|million|billion))?")
TYPES = ("span", "multi-span", "arithmetic", "count")


class TatQA:
    """The benchmark over a folder that holds `tatqa_dataset_dev.json`."""

    name = "tatqa"
    uses_index = False

    def __init__(self, data: Path) -> None:
        self.path = data / FILE

    def settings(self) -> Mapping[str, Any]:
        """The hash of the data."""
        return {"data": file_hash(self.path)}

    def files(self) -> Mapping[str, Path]:
        """None: the context is part of the question."""
        return {}

    def examples(self) -> Sequence[Example]:
        """Every question with its table and paragraphs, in the file's order; `kind` is "type · source"."""
        contexts = read_json(self.path)
        if not isinstance(contexts, list):
            raise MalformedData(f"{self.path}: expected a list of contexts")
        return [example for place, row in enumerate(contexts, 1) for example in self._context(row, place)]

    def _context(self, row: Any, place: int) -> list[Example]:
        where = f"{self.path} context {place}"
        context = require(row, ("table", "paragraphs", "questions"), where)
        table = require(context["table"], ("table",), where)["table"]
        texts = tuple(str(require(p, ("text",), where)["text"]) for p in context["paragraphs"])
        examples = []
        for item in context["questions"]:
            question = require(item, ("uid", "question", "answer", "answer_type", "answer_from", "scale"), where)
            if question["answer_type"] not in TYPES:
                raise MalformedData(f"{where}: unknown answer_type {question['answer_type']!r}")
            examples.append(
                Example(
                    id=str(question["uid"]),
                    question=str(question["question"]),
                    gold=question["answer"],
                    kind=f"{question['answer_type']} · {question['answer_from']}",
                    table=tuple(tuple(str(cell) for cell in line) for line in table),
                    texts=texts,
                    detail={"scale": question["scale"] or "", "answer_type": question["answer_type"]},
                )
            )
        return examples

    def judge(self, example: Example, answer: Answer) -> Judged:
        """Exact match and F1; the outcome is correct when exact match is 1."""
        kind = Kind.NUMERIC if example.detail["answer_type"] in ("arithmetic", "count") else Kind.PROSE
        if answer.refused or (answer.value is None and refuses(answer.text) and not answer.citations):
            score = Score(Outcome.REFUSAL, "", "the system abstained", kind)
            return Judged(score, {"em": 0.0, "f1": 0.0})
        given = prediction(example.question, answer)
        em, f1 = exact_match_and_f1(given, example.gold, example.detail["answer_type"], example.detail["scale"])
        told = "; ".join(given.spans) + (f" {given.scale}" if given.scale else "")
        wanted = f"{example.gold} {example.detail['scale']}".strip()
        outcome = Outcome.CORRECT if em == 1 else Outcome.INCORRECT
        return Judged(
            Score(outcome, told, f"exact match {em:.0f}, F1 {f1:.2f} against {wanted}", kind), {"em": em, "f1": f1}
        )


def prediction(question: str, answer: Answer) -> Prediction:
    """The spans and scale that an answer comes down to, as the metric wants them.

    Text that is nothing but printed numbers, each with the same scale word or none, is those numbers and that scale. An
    answer with a value is its number as written in the text, with the scale word or percent sign written there; an
    answer without one is its text, cut into spans at line breaks and semicolons, footnote markers taken off.
    """
    text = re.sub(r"\s?\[\d+\]", "", answer.text).strip()
    printed = [_PRINTED.fullmatch(part.strip()) for part in re.split(r"[\n;]+", text) if part.strip()]
    numbers = [match for match in printed if match]
    if numbers and len(numbers) == len(printed) and len({match["scale"] for match in numbers}) == 1:
        return Prediction(tuple(match["number"] for match in numbers), numbers[0]["scale"] or "")
    if answer.value is None:
        spans = [re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", part).strip(" .") for part in re.split(r"[\n;]+", text)]
        return Prediction(tuple(span for span in spans if span), "")
    found = quantities(text, question) or quantities(text)
    written = _written(found, answer.value)
    if written is None:
        if answer.unit == "%":
            return Prediction((f"{answer.value * 100:f}",), "percent")
        return Prediction((f"{answer.value:f}",), "")
    if written.percent:
        return Prediction((f"{written.number / written.percent:f}",), "percent")
    exponent = written.exponent
    if exponent is None and written.number:
        # A bare number in the text stands for more in base units: the table's unit line said so.
        ratio = abs(answer.value / written.number)
        exponent = next((e for e in SCALE_NAMES if abs(ratio - Decimal(10) ** e) < Decimal(10) ** e / 50), None)
    return Prediction((f"{written.number:f}",), SCALE_NAMES.get(exponent or 0, ""))


def _written(found: Sequence[Quantity], value: Decimal) -> Quantity | None:
    """The number of a text that writes `value`: equal to it within 2%, up to a power of a thousand for bare ones."""
    for quantity in found:
        exponents = (0, 3, 6, 9) if quantity.bare else (0,)
        for exponent in exponents:
            if abs(quantity.value.scaleb(exponent) - value) <= abs(value) / 50:
                return quantity
    return None

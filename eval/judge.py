"""A language model's verdict on prose, as a second opinion: beside the code's score, never instead of it.

The judge sees the question, gold and the answer, and says correct, incorrect or refusal with a reason. Its verdict, the
reason and its model are kept with each result; a run's outcome stays the code's (see eval.score). How far the two agree
is counted in the summary, and `footnote eval agreement --judge N` counts how far the judge agrees with people.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.errors import LLMError
from assistant.llm import LLM
from eval.score import Kind, Outcome, Score

__all__ = ["FAILED", "UNCLEAR", "Judge", "Verdict"]

UNCLEAR = "unclear"
"""The model's reply holds no verdict."""
FAILED = "error"
"""The model gave no reply."""
MOST_WORDS = 400
"""Longer golds and answers are cut before the judge reads them: its window and a CPU's patience are finite."""

RULES = (
    "You grade answers to questions about companies' filings. Compare the answer with the reference answer, which is "
    "right. The answer is correct if it says the same in substance; it may add more or use other words. It is "
    "incorrect if it contradicts the reference or misses its main point. It is a refusal if it says that the answer is "
    "not known or not given.\n"
    "Reply with two lines.\nVerdict: correct, incorrect or refusal\nReason: one short sentence"
)
_VERDICT = re.compile(r"\b(incorrect|not correct|wrong|correct|refusal|refused|refuses)\b", re.IGNORECASE)
_WORDS = {
    "correct": Outcome.CORRECT,
    "incorrect": Outcome.INCORRECT,
    "not correct": Outcome.INCORRECT,
    "wrong": Outcome.INCORRECT,
    "refusal": Outcome.REFUSAL,
    "refused": Outcome.REFUSAL,
    "refuses": Outcome.REFUSAL,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge said: `value` is correct, incorrect, refusal, UNCLEAR or FAILED; `seconds` it took."""

    model: str
    value: str
    reason: str
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The verdict as results.jsonl keeps it."""
        return {"model": self.model, "value": self.value, "reason": self.reason, "seconds": round(self.seconds, 3)}


class Judge:
    """A language model that grades prose."""

    def __init__(self, llm: LLM) -> None:
        self.llm = llm

    @property
    def model(self) -> str:
        """The name of the model that judges."""
        return self.llm.model

    def settings(self) -> Mapping[str, Any]:
        """The model, which is part of what defines a run."""
        return {"model": self.model}

    @staticmethod
    def wanted(score: Score) -> bool:
        """Whether a score is of the kind that a judge is asked about: prose that was answered."""
        return score.kind is Kind.PROSE and score.value is not Outcome.REFUSAL

    def verdict(self, question: str, gold: object, answer: str) -> Verdict:
        """Grade one answer; when the model cannot be had, the verdict is FAILED and says why."""
        told = "; ".join(map(str, gold)) if isinstance(gold, (list, tuple)) else str(gold)
        asked = f"Question: {question}\n\nReference answer: {_cut(told)}\n\nAnswer to grade: {_cut(answer)}"
        started = time.monotonic()
        try:
            reply = self.llm.complete([SystemMessage(RULES), HumanMessage(asked)], max_tokens=80)
        except LLMError as error:
            return Verdict(self.model, FAILED, str(error), time.monotonic() - started)
        value, reason = _read(reply)
        return Verdict(self.model, value, reason, time.monotonic() - started)


def _read(reply: str) -> tuple[str, str]:
    """The verdict and the reason that a reply holds: the first verdict word, and what follows "Reason:"."""
    found = _VERDICT.search(reply)
    if not found:
        return UNCLEAR, " ".join(reply.split())[:300]
    reason = re.split(r"reason\s*:", reply[found.end() :], maxsplit=1, flags=re.IGNORECASE)[-1]
    return _WORDS[found[1].lower()].value, " ".join(reason.split()).strip(" .:-")[:300]


def _cut(text: str) -> str:
    words = text.split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")

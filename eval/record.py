"""One line of a run's results.jsonl: everything about one question, and how lines are written and read back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.answer import Answer
from eval.benchmark import Example, Judged, Reply
from eval.judge import FAILED, Verdict
from ingest.document import Passage

__all__ = ["KEPT_PASSAGES", "NOT_SCORED", "Record", "answered", "failed", "retrieved"]

KEPT_PASSAGES = 20
NOT_SCORED = "not scored"
ERROR = "error"


@dataclass(frozen=True, slots=True)
class Record:
    """One question's result. `outcome` is correct, incorrect, refusal, error, or "not scored" for retrieval alone.

    `passages` are best first, each with document (id), source, page (from 1) and score. `evidence` is where the answer
    stands by the benchmark. `score` holds value, answer (what was read), explanation, kind, and the benchmark's own
    numbers. `verified` says that the answer was marked so. `judge` is a language model's verdict beside it, where one
    was asked for (see eval.judge): model, value, reason, seconds. `timings` are seconds.
    """

    question_id: str
    question: str
    kind: str
    outcome: str
    gold: Any = None
    passages: tuple[Mapping[str, Any], ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    documents: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    prompt: str = ""
    reply: str = ""
    answer: str = ""
    status: str = ""
    verified: bool = False
    citations: tuple[Mapping[str, Any], ...] = ()
    calculations: tuple[Mapping[str, Any], ...] = ()
    score: Mapping[str, Any] = field(default_factory=dict)
    judge: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
    error: str = ""

    def line(self) -> str:
        """The record as one line of JSON, with its newline."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, ensure_ascii=False, default=str) + "\n"

    @classmethod
    def parse(cls, line: str) -> "Record":
        """Read a line back.

        Raises:
            ValueError: it is not such a line, or a torn one.
        """
        row = json.loads(line)
        if not isinstance(row, dict) or not {"question_id", "question", "kind", "outcome"} <= row.keys():
            raise ValueError("not a line of results")
        lists = ("passages", "evidence", "documents", "history", "citations", "calculations", "notes")
        fields: dict[str, Any] = {
            key: tuple(value) if key in lists else value for key, value in row.items() if key in cls.__slots__
        }
        return cls(**fields)

    @property
    def finished(self) -> bool:
        """Whether the question need not be asked again when the run is resumed: errors are tried once more."""
        return self.outcome != ERROR and self.judge.get("value") != FAILED


def _base(example: Example, outcome: str, seconds: float) -> Record:
    """The fields that every record of an example has."""
    return Record(
        question_id=example.id,
        question=example.question,
        kind=example.kind,
        outcome=outcome,
        gold=example.gold,
        evidence=tuple(
            {"document": p.document, "source": p.source or p.document, "page": p.page} for p in example.evidence
        ),
        documents=example.documents,
        history=example.history,
        timings={"seconds": round(seconds, 3)},
    )


def _passages(passages: Sequence[Passage]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"document": p.document, "source": p.source, "page": p.page, "score": p.score} for p in passages[:KEPT_PASSAGES]
    )


def answered(example: Example, reply: Reply, judged: Judged, seconds: float, verdict: Verdict | None = None) -> Record:
    """The record of a question that was answered and scored, with the verdict of a judge if there is one."""
    answer: Answer = reply.answer
    score = judged.score
    base = _base(example, score.value.value, seconds)
    return replace(
        base,
        passages=_passages(answer.passages),
        prompt=reply.prompt,
        reply=reply.raw or answer.text,
        answer=answer.text,
        status=answer.status.value,
        verified=answer.verified,
        citations=tuple(
            {"marker": c.marker, "document": c.document, "source": c.source, "page": c.page, "quote": c.quote}
            for c in answer.citations
        ),
        calculations=tuple(
            {
                "name": c.name,
                "expression": c.expression,
                "result": f"{c.result:f}",
                "rounded": c.rounded,
                "operands": [
                    {
                        "name": o.name,
                        "label": o.label,
                        "value": f"{o.value:f}",
                        "period": o.period,
                        "printed": o.printed,
                    }
                    for o in c.operands
                ],
            }
            for c in answer.calculations
        ),
        score={
            "value": score.value.value,
            "answer": score.answer,
            "explanation": score.explanation,
            "kind": score.kind.value,
            **judged.numbers,
        },
        judge=verdict.as_json() if verdict else {},
        notes=answer.notes,
        timings={**answer.timings, **base.timings},
    )


def retrieved(example: Example, passages: Sequence[Passage], seconds: float) -> Record:
    """The record of a question for which passages alone were sought."""
    return replace(_base(example, NOT_SCORED, seconds), passages=_passages(passages))


def failed(example: Example, error: Exception, seconds: float) -> Record:
    """The record of a question that a system could not answer."""
    return replace(_base(example, ERROR, seconds), error=str(error))

"""FinanceBench: questions that analysts ask about public companies' filings, in four modes.

One line of `questions.jsonl` (invented, of the same form; the page number in the data counts from zero, ours from 1):

    {"financebench_id": "financebench_id_00000", "company": "Larkspur", "doc_name": "LARKSPUR_2021_10K",
     "question_type": "metrics-generated", "question": "What is Larkspur's FY2021 capex (in USD millions)?",
     "answer": "$214.00", "evidence": [{"doc_name": "LARKSPUR_2021_10K", "evidence_page_num": 47,
     "evidence_text": "Purchases of property, plant and equipment (214) (198)", "evidence_text_full_page": "…"}]}

Modes: `shared` asks the whole index with no document named, `document` tells which filing to look in, and `evidence`
hands over the evidence text alone, its tables as rows again, which measures reading without retrieval. `removed`
asks as if the filing that holds the answer were not in the index: all but what another one prints too must be refused.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from eval.benchmark import Example, Judged, Place
from eval.errors import MalformedData
from eval.jsonl import read_jsonl, require
from eval.rows import rows_and_prose
from eval.run import file_hash
from eval.score import score

__all__ = ["MODES", "FinanceBench"]

MODES = ("shared", "document", "evidence", "removed")
FIELDS = ("financebench_id", "question", "answer", "doc_name", "evidence")


class FinanceBench:
    """The benchmark over a folder that holds `questions.jsonl` and, in `pdfs/`, the filings."""

    name = "financebench"

    def __init__(self, data: Path, mode: str = "shared") -> None:
        self.data = data
        self.path = data / "questions.jsonl"
        self.mode = mode
        self.uses_index = mode != "evidence"

    def settings(self) -> Mapping[str, Any]:
        """The mode and the hash of the questions."""
        return {"mode": self.mode, "data": file_hash(self.path)}

    def examples(self) -> Sequence[Example]:
        """Every question, in the file's order."""
        return [self._example(row) for row in read_jsonl(self.path, FIELDS)]

    def judge(self, example: Example, answer: Answer) -> Judged:
        """By value, direction and refusal (see eval.score)."""
        refused = answer.refused
        return Judged(score(example.question, example.gold, answer.text, refused=refused))

    def files(self) -> Mapping[str, Path]:
        """The PDFs at hand, by document id."""
        return {identity: self.data / "pdfs" / f"{name}.pdf" for name, identity in self._ids.items()}

    def _example(self, row: Mapping[str, Any]) -> Example:
        where = f"{self.path} question {row['financebench_id']}"
        if not isinstance(row["evidence"], list):
            raise MalformedData(f"{where}: evidence is not a list")
        evidence = [
            require(item, ("evidence_text", "evidence_page_num"), f"{where}, evidence") for item in row["evidence"]
        ]
        try:
            places = tuple(self._place(str(item.get("doc_name") or row["doc_name"]), item) for item in evidence)
        except (TypeError, ValueError):
            raise MalformedData(f"{where}: evidence_page_num is not a number") from None
        given = [rows_and_prose(str(item["evidence_text"])) for item in evidence] if self.mode == "evidence" else []
        return Example(
            id=str(row["financebench_id"]),
            question=str(row["question"]),
            gold=row["answer"],
            kind=str(row.get("question_type") or ""),
            documents=(self._key(str(row["doc_name"])),),
            evidence=() if self.mode == "removed" else places,
            table=tuple(line for rows, _ in given for line in rows),
            texts=tuple(text for _, prose in given for text in prose),
            detail={"company": row.get("company"), "reasoning": row.get("question_reasoning")},
        )

    def _place(self, document: str, item: Mapping[str, Any]) -> Place:
        return Place(self._key(document), int(item["evidence_page_num"]) + 1, document)

    def _key(self, document: str) -> str:
        """A document's id, which is by its bytes, so that one filing under two names is found; else its name."""
        return self._ids.get(document, document)

    @cached_property
    def _ids(self) -> dict[str, str]:
        folder = self.data / "pdfs"
        if not folder.is_dir():
            return {}
        return {
            path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for path in sorted(folder.iterdir())
            if path.suffix.lower() == ".pdf"
        }

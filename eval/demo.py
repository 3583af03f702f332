"""Writes the demo company's filings and its scripted conversations as a folder that `eval.multiturn` reads."""

import json
import re
from pathlib import Path

from eval.multiturn import FILE
from ingest.demo import DemoQuestion, Kind, conversations, write_demo
from ingest.parse import parse_file

__all__ = ["write_demo_conversations"]


def write_demo_conversations(folder: Path) -> Path:
    """Write the PDFs and `conversations.jsonl`, each turn with the pages where its answer stands; return `folder`.

    A turn that the filings do not answer has no answer in the file: it is history for the turns after it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages: dict[str, list[str]] = {}
    for path in write_demo(folder):
        if path.suffix == ".pdf":
            pages[path.stem] = [page.text for page in parse_file(path).pages]
        else:
            path.unlink()  # the same pages once more
    rows = []
    for place, conversation in enumerate(conversations(), 1):
        turns = [_turn(question, pages) for question in conversation.turns]
        rows.append(json.dumps({"id": f"demo-{place}", "about": conversation.name, "turns": turns}))
    (folder / FILE).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def _turn(question: DemoQuestion, pages: dict[str, list[str]]) -> dict[str, object]:
    if question.kind is Kind.ABSENT:
        return {"question": question.question, "answer": None, "said": question.answer}
    evidence = [
        {"document": question.document, "page": number}
        for number, text in enumerate(pages[question.document], 1)
        if _squeezed(question.section) in _squeezed(text)
        and all(_squeezed(piece) in _squeezed(text) for piece in question.evidence)
    ]
    return {"question": question.question, "answer": question.answer, "evidence": evidence}


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()

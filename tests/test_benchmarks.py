"""A small slice of every benchmark, by its command, with the real local model."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from eval.demo import write_demo_conversations
from eval.record import Record
from eval.run import load_results


@pytest.fixture
def evaluate(vllm: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs `footnote eval` with the model; returns the summary and the records."""

    def run(*arguments: str | Path) -> tuple[dict[str, Any], list[Record]]:
        out = tmp_path / "out"
        command = ["eval", *map(str, arguments), "--out", str(out), "--llm-url", vllm, "--json"]
        with pytest.raises(SystemExit) as ended:
            main(command)
        told = capsys.readouterr()
        assert ended.value.code == 0, told.err
        summary: dict[str, Any] = json.loads(told.out)
        records = load_results(out)
        assert len(records) == summary["metrics"]["questions"]
        assert "error" not in summary["metrics"]["outcomes"], [r.error for r in records]
        assert summary["settings"]["system.model"]
        assert (out / "report.html").is_file()
        assert all(record.reply for record in records if record.prompt)
        return summary, records

    return run


def shortest(rows: list[dict[str, Any]], *fields: str) -> dict[str, Any]:
    """The row with the least to read, since on a CPU every word takes its time."""
    return min(rows, key=lambda row: sum(len(json.dumps(row[name])) for name in fields))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_financebench_with_the_evidence_given(evaluate: Any, shared: Path, tmp_path: Path) -> None:
    row = shortest(lines(shared / "data" / "financebench" / "questions.jsonl"), "evidence", "question")
    (tmp_path / "questions.jsonl").write_text(json.dumps(row))
    arguments = ("financebench", "--data", tmp_path, "--mode", "evidence", "--system", "stock")
    summary, [record] = evaluate(*arguments)
    assert record.prompt
    assert record.evidence
    assert summary["metrics"]["accuracy"]["of"] == 1


def test_tatqa(evaluate: Any, shared: Path, tmp_path: Path) -> None:
    contexts = json.loads((shared / "data" / "tatqa" / "tatqa_dataset_dev.json").read_text(encoding="utf-8"))
    row = shortest(contexts, "table", "paragraphs")
    (tmp_path / "tatqa_dataset_dev.json").write_text(json.dumps([{**row, "questions": row["questions"][:1]}]))
    summary, [record] = evaluate("tatqa", "--data", tmp_path, "--system", "stock")
    assert record.prompt
    assert {"em", "f1"} <= summary["metrics"]["numbers"].keys()


def test_finqa(evaluate: Any, shared: Path, tmp_path: Path) -> None:
    row = shortest(lines(shared / "data" / "finqa" / "finqa_dev.jsonl"), "table", "texts")
    (tmp_path / "finqa_dev.jsonl").write_text(json.dumps(row))
    summary, [record] = evaluate("finqa", "--data", tmp_path, "--system", "stock")
    assert record.prompt
    assert summary["metrics"]["numbers"]["strict"]["of"] == 1


def test_xbrl_from_the_demo_s_tagged_filing(evaluate: Any, demo_filings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tagged"
    folder.mkdir()
    [quarter] = demo_filings.glob("*10q.html")
    (folder / quarter.name).write_bytes(quarter.read_bytes())
    summary, records = evaluate("xbrl", "--data", folder, "--limit", "2", "--sample", "1")
    assert len({record.kind for record in records}) == 2
    assert summary["metrics"]["retrieval"]["document_hit@1"]["hits"] == 2


def test_conversations_about_the_demo(evaluate: Any, demo_index: Path, tmp_path: Path) -> None:
    data = write_demo_conversations(tmp_path / "demo")
    summary, records = evaluate("multiturn", "--data", data, "--index", demo_index, "--limit", "3")
    assert [record.kind for record in sorted(records, key=lambda r: r.question_id)] == ["turn 1", "turn 2", "turn 3"]
    assert [len(record.history) for record in sorted(records, key=lambda r: r.question_id)] == [0, 1, 2]
    assert summary["metrics"]["by_kind"]["turn 1"]["correct"] == 1

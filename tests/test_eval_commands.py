"""`footnote eval …` as a person types it: several systems in a run, reports again, clear lines on what is wrong."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from eval.run import load_results
from tests.scripted_llm import ScriptedLLM

ROWS: list[dict[str, Any]] = [
    {
        "id": "LRK/2021/page_44.pdf-1",
        "table": [["", "2021", "2020"], ["orchid sales <net>", "220", "200"]],
        "texts": ["sales are in millions of dollars ."],
        "question": "what was the percentage change in orchid sales from 2020 to 2021?",
        "answer": "0.1",
    },
    {
        "id": "LRK/2021/page_44.pdf-2",
        "table": [["", "2021", "2020"], ["orchid sales <net>", "220", "200"]],
        "texts": [],
        "question": "what were the total orchid sales of both years?",
        "answer": "420.0",
    },
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "finqa"
    folder.mkdir()
    (folder / "finqa_dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return folder


class Links(HTMLParser):
    """The links of a page, and the ids on it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        if found.get("id"):
            self.ids.add(str(found["id"]))


def test_two_systems_in_one_run_are_compared_and_every_link_leads_somewhere(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    # pot: 10% right, 421 wrong; then stock: 12% wrong, 420 right.
    with ScriptedLLM(["Answer: (220 - 200) / 200", "Answer: 220 + 201", "It was 12%.", "They were 420."]) as server:
        command = ["eval", "finqa", "--data", str(data), "--out", str(out), "--llm-url", server.url]
        with pytest.raises(SystemExit) as ended:
            main([*command, "--system", "pot", "--system", "stock", "--concurrency", "1"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "right in A only: 1, in B only: 1" in told
    assert f"Comparison: {out / 'report.html'}" in told
    assert [r.outcome for r in load_results(out / "pot")] == ["correct", "incorrect"]
    assert [r.outcome for r in load_results(out / "stock")] == ["incorrect", "correct"]
    page = Links(out / "report.html")
    assert {"pot/report.html", "stock/report.html"} <= set(page.links)
    for folder, link in [(out, link) for link in page.links] + [
        (out / name, link) for name in ("pot", "stock") for link in Links(out / name / "report.html").links
    ]:
        path, _, anchor = link.partition("#")
        assert (folder / path).is_file(), link
        assert not anchor or anchor in Links(folder / path).ids, link
    # A failure without a page leads to the table and texts it was given.
    [context] = (out / "stock" / "pages").iterdir()
    assert "orchid sales &lt;net&gt;" in context.read_text(encoding="utf-8")
    # Each report sets the other system beside its own figure.
    assert "stock · scripted" in (out / "pot" / "report.html").read_text(encoding="utf-8")


def test_reports_are_written_again(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    with pytest.raises(SystemExit):
        main(["eval", "finqa", "--data", str(data), "--out", str(out), "--no-llm", "--json"])
    summary = json.loads(capsys.readouterr().out)
    assert summary["metrics"]["questions"] == 2
    before = (out / "report.html").read_text(encoding="utf-8")
    (out / "report.html").unlink()
    with pytest.raises(SystemExit):
        main(["eval", "report", str(out)])
    assert (out / "report.html").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["finqa", "--data", "nowhere"], "nowhere/finqa_dev.jsonl is missing; --data must name the folder", 5),
        (["tatqa", "--data", "nowhere", "--no-llm"], "tatqa_dataset_dev.json is missing", 5),
        (["financebench", "--data", "nowhere"], "questions.jsonl is missing", 5),
        (["xbrl", "--data", "nowhere"], "nowhere is no folder; --data must name one with inline XBRL", 5),
        (["multiturn", "--data", "nowhere"], "nowhere is no folder", 5),
        (["report", "nowhere"], "nowhere is no folder: name one that `footnote eval` wrote", 6),
        (["compare", "nowhere", "elsewhere"], "run.json is missing", 6),
        (["agreement", "--data", "nowhere"], "labelled_answers.jsonl is missing", 5),
    ],
)
def test_what_is_wrong_is_one_clear_line(
    arguments: list[str], told: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["eval", *arguments])
    assert ended.value.code == code
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    assert told in lines[0]
    assert not list(tmp_path.iterdir())


def test_a_model_or_judge_that_does_not_answer_is_told_before_anything_is_asked(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ScriptedLLM() as server:
        url = server.url
    command = ["eval", "finqa", "--data", str(data), "--out", str(tmp_path / "out")]
    for options, told in (
        (["--llm-url", url], "or measure without one: --no-llm"),
        (["--no-llm", "--judge", "--judge-url", url], "the judge cannot be asked: no language model answers"),
    ):
        with pytest.raises(SystemExit) as ended:
            main([*command, *options])
        assert ended.value.code not in (0, None)
        assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

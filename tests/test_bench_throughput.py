"""The throughput script: both sides send the same requests, each under a cache salt of its own."""

import json
from pathlib import Path

from click.testing import CliRunner

from eval.bench_throughput import Side, main, measure
from eval.finqa import FinQA
from tests.scripted_llm import ScriptedLLM


def finqa(folder: Path) -> Path:
    row = {"table": [["", "2021", "2020"], ["orchid sales", "220", "200"]], "texts": ["in millions ."], "answer": "0.1"}
    lines = [json.dumps({**row, "id": f"q{n}", "question": f"what changed, part {n}?"}) for n in range(3)]
    (folder / "finqa_dev.jsonl").write_text("\n".join(lines))
    return folder


def test_both_sides_send_the_same_requests_under_salts_of_their_own(tmp_path: Path) -> None:
    with ScriptedLLM(["Answer: (220 - 200) / 200"] * 12) as server:
        ours, theirs = measure(FinQA(finqa(tmp_path)), "pot", server.url, 3, 0, 2, 2, None)
    assert (ours.name, ours.requests, theirs.name, theirs.requests) == ("harness", 6, "plain requests", 6)
    salts = [prompt.pop("cache_salt") for prompt in server.prompts]
    assert [len(set(salts[start : start + 3])) for start in range(0, 12, 3)] == [1, 1, 1, 1]
    assert len(set(salts)) == 4
    sent = [json.dumps(prompt | {"stream": False}, sort_keys=True) for prompt in server.prompts]
    assert sorted(sent[:3]) == sorted(sent[3:6]) == sorted(sent[6:9]) == sorted(sent[9:])
    assert len(set(sent)) == 3


def test_sides_add_up_and_the_command_prints_the_ratio(tmp_path: Path) -> None:
    both = Side("x", 2, 4.0, 10, 2) + Side("x", 4, 2.0, 20, 4)
    assert both == Side("x", 6, 6.0, 30, 6)
    assert (both.requests_per_second, both.tokens_per_second) == (1.0, 6.0)
    with ScriptedLLM(["Answer: 1 / 10"] * 6) as server:
        command = ["--data", str(finqa(tmp_path)), "--benchmark", "finqa", "--passes", "1", "--llm-url", server.url]
        told = CliRunner().invoke(main, [*command, "--plain", "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.output)
    assert found["harness"]["requests"] == found["plain requests"]["requests"] == 3
    assert found["ratio"] > 0

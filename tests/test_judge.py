"""The judge: a language model's verdict on prose, beside the score and never in its place; asked over real HTTP."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.answer import Answer, Status
from assistant.llm import LLM
from eval.agreement import judge_agreement
from eval.benchmark import Example, Judged, Reply
from eval.errors import RunConflict
from eval.judge import FAILED, UNCLEAR, Judge
from eval.measure import summarise
from eval.record import Record
from eval.report import write_report
from eval.run import Run, load_results, run
from eval.score import Kind, Outcome, Score, score
from eval.show import judge_json
from ingest.document import Passage
from tests.scripted_llm import ScriptedLLM

QUESTIONS = (
    ("q1", "Why did Larkspur's margin fall?", "Lens glass cost more.", "Lens glass cost more."),
    ("q2", "What drove Larkspur's growth?", "Higher telescope volumes in Norway.", "I like orchids."),
    ("q3", "What was revenue?", "$10 million", "$10 million"),
    ("q4", "Describe the mill.", "A paper mill in Lund.", ""),
)


class Talk:
    """Three questions in prose, the last of them refused, and one number."""

    name = "talk"
    uses_index = False

    def settings(self) -> Mapping[str, Any]:
        return {}

    def files(self) -> Mapping[str, Path]:
        return {}

    def examples(self) -> Sequence[Example]:
        return [Example(name, question, gold, "k") for name, question, gold, _ in QUESTIONS]

    def judge(self, example: Example, answer: Answer) -> Judged:
        refused = answer.status is Status.ABSTAINED
        return Judged(score(example.question, example.gold, answer.text, refused=refused))


class Parrot:
    """Gives the answers above."""

    name = "parrot"

    def settings(self) -> Mapping[str, Any]:
        return {"model": "parrot"}

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        return ()

    def answer(self, example: Example) -> Reply:
        text = next(answer for name, _, _, answer in QUESTIONS if name == example.id)
        return Reply(Answer(example.question, text, Status.ANSWERED if text else Status.ABSTAINED))


@pytest.mark.parametrize(
    ("reply", "value", "reason"),
    [
        ("Verdict: correct\nReason: Both say that glass cost more.", "correct", "Both say that glass cost more"),
        ("Verdict: Incorrect\nReason: It names no cause.", "incorrect", "It names no cause"),
        ("**Verdict:** not correct. It is about orchids.", "incorrect", "It is about orchids"),
        ("verdict: refusal", "refusal", ""),
        ("I would say so.", UNCLEAR, "I would say so."),
        ("", UNCLEAR, ""),
    ],
)
def test_a_verdict_is_read_from_what_the_model_says(reply: str, value: str, reason: str) -> None:
    with ScriptedLLM([reply]) as server:
        verdict = Judge(LLM(server.url)).verdict("Why?", ["Glass", "cost"], "Glass cost more.")
    assert (verdict.value, verdict.reason, verdict.model) == (value, reason, "scripted")
    asked = server.prompts[0]["messages"][-1]["content"]
    assert asked == "Question: Why?\n\nReference answer: Glass; cost\n\nAnswer to grade: Glass cost more."


def test_only_answered_prose_is_judged_and_the_outcome_stays_the_score_s(tmp_path: Path) -> None:
    with ScriptedLLM(["Verdict: incorrect\nReason: no.", "Verdict: correct\nReason: yes."]) as server:
        plan = Run(tmp_path, concurrency=1, judge=Judge(LLM(server.url)))
        summary = run(Talk(), Parrot(), plan)
    assert len(server.prompts) == 2
    found = {record.question_id: record for record in load_results(tmp_path)}
    assert [found[name].outcome for name in ("q1", "q2", "q3", "q4")] == ["correct", "incorrect", "correct", "refusal"]
    assert [found[name].judge.get("value") for name in ("q1", "q2", "q3", "q4")] == ["incorrect", "correct", None, None]
    assert found["q1"].judge["model"] == "scripted"
    assert summary["settings"]["judge.model"] == "scripted"
    assert summary["metrics"]["accuracy"]["correct"] == 2
    judged = summary["metrics"]["judge"]
    assert (judged["model"], judged["of"], judged["correct"], judged["score_correct"]) == ("scripted", 2, 1, 1)
    assert judged["agreement"] == 0
    assert judged["confusion"] == {"score correct, judge incorrect": 1, "score incorrect, judge correct": 1}
    html = write_report(tmp_path).read_text(encoding="utf-8")
    assert "A second opinion on prose" in html
    assert "incorrect: no (scripted)" in html


def test_a_run_with_a_judge_is_another_run(tmp_path: Path) -> None:
    run(Talk(), Parrot(), Run(tmp_path, limit=1))
    with ScriptedLLM() as server, pytest.raises(RunConflict, match=r"judge\.model was None, now 'scripted'"):
        run(Talk(), Parrot(), Run(tmp_path, limit=1, judge=Judge(LLM(server.url))))


def test_a_judge_that_cannot_be_had_is_told_and_asked_again_on_resume(tmp_path: Path) -> None:
    with ScriptedLLM() as server:
        judge = Judge(LLM(server.url))
        assert judge.model == "scripted"
    summary = run(Talk(), Parrot(), Run(tmp_path, limit=2, judge=judge))
    assert summary["metrics"]["outcomes"] == {"correct": 1, "incorrect": 1}
    record = load_results(tmp_path)[0]
    assert record.judge["value"] == FAILED
    assert "no language model answers" in record.judge["reason"]
    with ScriptedLLM(["Verdict: correct\nReason: a.", "Verdict: incorrect\nReason: b."]) as server:
        again = LLM(server.url)
        summary = run(Talk(), Parrot(), Run(tmp_path, limit=2, concurrency=1, judge=Judge(again)))
    assert summary["metrics"]["judge"]["agreement"] == 1
    assert summary["metrics"]["judge"]["of"] == 2


def test_only_prose_that_was_answered_is_for_the_judge() -> None:
    assert Judge.wanted(Score(Outcome.INCORRECT, "", "", Kind.PROSE))
    assert not Judge.wanted(Score(Outcome.REFUSAL, "", "", Kind.PROSE))
    assert not Judge.wanted(Score(Outcome.CORRECT, "", "", Kind.NUMERIC))


def test_a_line_of_before_there_were_judges_is_read() -> None:
    row = json.loads(Record("q", "Q?", "k", "correct").line())
    del row["judge"]
    record = Record.parse(json.dumps(row))
    assert record.judge == {}
    assert "judge" not in summarise([record])


def test_how_far_the_judge_agrees_with_people_is_counted_on_prose_alone(tmp_path: Path) -> None:
    rows = [
        ("Why did Larkspur's margin fall?", "Lens glass cost more.", "Glass cost more.", "Correct Answer"),
        ("Why did Larkspur's sales grow?", "More telescopes were sold.", "I like orchids.", "Incorrect Answer"),
        ("What was Larkspur's revenue?", "$10 million", "$10 million", "Correct Answer"),
        ("Why was the mill sold?", "It lost money.", "I cannot tell.", "Refusal"),
    ]
    fields = ("question", "gold_answer", "model_answer", "label")
    path = tmp_path / "labelled_answers.jsonl"
    path.write_text("".join(json.dumps(dict(zip(fields, row, strict=True))) + "\n" for row in rows))
    with ScriptedLLM(["Verdict: correct", "Verdict: correct", "Verdict: correct"]) as server:
        pairs = judge_agreement(path, Judge(LLM(server.url)), 10, concurrency=1)
    assert pairs == {("correct", "correct"): 1, ("incorrect", "correct"): 1, ("refusal", "correct"): 1}
    assert len(server.prompts) == 3
    assert judge_json("m", pairs)["agreement"] == 0.3333
    with ScriptedLLM(["hm", "hm"]) as server, pytest.raises(SystemExit):
        main(["eval", "agreement", "--data", str(tmp_path), "--judge", "2", "--judge-url", server.url, "--json"])
    assert len(server.prompts) == 2

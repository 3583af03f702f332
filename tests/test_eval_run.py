"""Runs: resumable after kill -9, deterministic, concurrent, strict about whose folder it is; and their figures."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Status
from eval.benchmark import Example, Judged, Place, Reply
from eval.errors import EvalError, RunConflict
from eval.measure import page_rank, summarise, wilson
from eval.record import NOT_SCORED, Record
from eval.run import Run, load_results, load_summary, run
from eval.sample import choose
from eval.score import score
from ingest.document import Passage

QUESTIONS = 40


class Sums:
    """A benchmark of sums, each with a gold page."""

    name = "sums"
    uses_index = True

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def settings(self) -> Mapping[str, Any]:
        return {"version": self.version}

    def examples(self) -> Sequence[Example]:
        return [
            Example(f"q{n}", f"How many are {n} and {n + 100}?", str(2 * n + 100), "odd" if n % 2 else "even",
                    documents=("sums",), evidence=(Place("sums", n % 7 + 1),))
            for n in range(QUESTIONS)
        ]  # fmt: skip

    def judge(self, example: Example, answer: Answer) -> Judged:
        return Judged(score(example.question, example.gold, answer.text), {"length": float(len(answer.text))})

    def files(self) -> Mapping[str, Path]:
        return {}


class Adder:
    """Answers every third question wrongly and abstains on q7; takes `seconds` a question."""

    name = "adder"

    def __init__(self, seconds: float = 0.0, fails: frozenset[str] = frozenset()) -> None:
        self.seconds = seconds
        self.fails = fails
        self.asked: list[str] = []
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def settings(self) -> Mapping[str, Any]:
        return {"model": "abacus"}

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        return [Passage("0" * 16, "sums.pdf", page, 1 / page, "text") for page in range(1, k + 1)]

    def answer(self, example: Example) -> Reply:
        with self._lock:
            self.asked.append(example.id)
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self.seconds)
        with self._lock:
            self._now -= 1
        if example.id in self.fails:
            raise EvalError("the abacus lost a bead")
        number = int(example.id[1:])
        if number == 7:
            return Reply(Answer(example.question, "I could not find it.", Status.ABSTAINED))
        total = 2 * number + 100 + (1 if number % 3 == 0 else 0)
        text = f"They are {total}."
        return Reply(
            Answer(example.question, text, Status.ANSWERED, passages=tuple(self.retrieve(example, 10))), "p", text
        )


def same(left: Path, right: Path) -> bool:
    """Whether two run folders hold the same results, timings and order of completion aside."""

    def lines(folder: Path) -> list[dict[str, Any]]:
        rows = [json.loads(record.line()) for record in load_results(folder)]
        for row in rows:
            del row["timings"]
        return sorted(rows, key=lambda row: str(row["question_id"]))

    figures = [load_summary(folder)["metrics"] for folder in (left, right)]
    for figure in figures:
        del figure["latency"]
    return lines(left) == lines(right) and figures[0] == figures[1]


def test_a_run_leaves_results_and_a_summary(tmp_path: Path) -> None:
    system = Adder(0.005)
    summary = run(Sums(), system, Run(tmp_path / "a", concurrency=4))
    assert system.most > 1
    assert summary["metrics"]["outcomes"] == {"correct": 25, "incorrect": 14, "refusal": 1}
    assert summary["metrics"]["accuracy"]["correct"] == 25
    assert summary["metrics"]["by_kind"]["odd"]["of"] == 20
    assert summary["metrics"]["retrieval"]["document_hit@1"]["hits"] == 39
    assert summary["environment"]["python"]
    record = next(r for r in load_results(tmp_path / "a") if r.question_id == "q8")
    assert record.outcome == "correct"
    assert record.reply == "They are 116."
    assert record.passages[0] == {"document": "0" * 16, "source": "sums.pdf", "page": 1, "score": 1.0}
    assert record.score["length"] == 13
    assert page_rank(record) == 2
    assert load_summary(tmp_path / "a") == json.loads(json.dumps(summary, default=str))


def test_resuming_asks_only_what_is_missing_and_a_torn_line_again(tmp_path: Path) -> None:
    run(Sums(), Adder(), Run(tmp_path / "whole"))
    run(Sums(), Adder(), Run(tmp_path / "torn"))
    path = tmp_path / "torn" / "results.jsonl"
    data = path.read_bytes()
    torn = json.loads(data.splitlines()[-1])["question_id"]
    path.write_bytes(data[: -len(data.splitlines()[-1]) // 2])
    (tmp_path / "torn" / "summary.json").unlink()
    system = Adder()
    run(Sums(), system, Run(tmp_path / "torn"))
    assert system.asked == [torn]
    assert same(tmp_path / "whole", tmp_path / "torn")


CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_eval_run import Adder, Sums
from eval.run import Run, run
run(Sums(), Adder(0.02), Run(Path(sys.argv[1]), concurrency=3))
"""


def test_killed_at_random_moments_and_resumed_is_the_same_as_undisturbed(tmp_path: Path) -> None:
    run(Sums(), Adder(), Run(tmp_path / "whole"))
    rng = random.Random(11)
    here = Path(__file__).parent
    folder = tmp_path / "killed"
    kills = 0
    for _ in range(60):
        results = folder / "results.jsonl"
        before = results.stat().st_size if results.exists() else 0
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder), str(here)],
            cwd=here.parent,
            env={**os.environ, "PYTHONPATH": str(here.parent)},
        )
        # Wait until it writes, then kill within the next questions.
        while child.poll() is None and (not results.exists() or results.stat().st_size <= before):
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.08))
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            kills += 1
        child.wait()
        if kills == 3:
            break
    assert kills == 3
    assert 0 < len(load_results(folder)) < QUESTIONS
    assert not (folder / "summary.json").exists()
    run(Sums(), Adder(), Run(folder))
    assert same(tmp_path / "whole", folder)


def test_other_settings_are_refused_and_named(tmp_path: Path) -> None:
    run(Sums(), Adder(), Run(tmp_path, limit=3))
    with pytest.raises(RunConflict, match=r"other settings \(limit was 3, now 4; questions was 3, now 4\)"):
        run(Sums(), Adder(), Run(tmp_path, limit=4))
    with pytest.raises(RunConflict, match="version was '1', now '2'"):
        run(Sums("2"), Adder(), Run(tmp_path, limit=3))


def test_an_error_is_recorded_and_tried_again_on_resume(tmp_path: Path) -> None:
    summary = run(Sums(), Adder(fails=frozenset({"q1", "q2"})), Run(tmp_path, limit=5))
    assert summary["metrics"]["outcomes"] == {"correct": 1, "error": 2, "incorrect": 2}
    assert next(r for r in load_results(tmp_path) if r.question_id == "q1").error == "the abacus lost a bead"
    system = Adder()
    summary = run(Sums(), system, Run(tmp_path, limit=5))
    assert sorted(system.asked) == ["q1", "q2"]
    assert summary["metrics"]["outcomes"] == {"correct": 3, "incorrect": 2}
    assert len(summary["sessions"]) == 2
    assert load_summary(tmp_path)["commits"] == json.loads((tmp_path / "run.json").read_text())["commits"]


def test_a_damaged_line_in_the_middle_and_a_folder_without_run_are_one_clear_line(tmp_path: Path) -> None:
    run(Sums(), Adder(), Run(tmp_path / "a", limit=3))
    path = tmp_path / "a" / "results.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[1][:20] + "\n" + lines[2])
    with pytest.raises(RunConflict, match="line 2 is damaged"):
        run(Sums(), Adder(), Run(tmp_path / "a", limit=3))
    (tmp_path / "a" / "run.json").unlink()
    with pytest.raises(RunConflict, match=r"holds results but no run.json"):
        run(Sums(), Adder(), Run(tmp_path / "a", limit=3))


def test_two_runs_cannot_write_one_folder(tmp_path: Path) -> None:
    first = threading.Thread(target=lambda: run(Sums(), Adder(0.2), Run(tmp_path, limit=4, concurrency=1)))
    first.start()
    while not (tmp_path / "run.json").exists():
        time.sleep(0.01)
    with pytest.raises(RunConflict, match="another run is writing"):
        run(Sums(), Adder(), Run(tmp_path, limit=4))
    first.join()
    assert len(load_results(tmp_path)) == 4


def test_retrieval_only_scores_no_answers(tmp_path: Path) -> None:
    system = Adder()
    summary = run(Sums(), system, Run(tmp_path, limit=10, retrieval_only=True))
    assert system.asked == []
    assert summary["metrics"]["outcomes"] == {NOT_SCORED: 10}
    assert "accuracy" not in summary["metrics"]
    assert summary["metrics"]["retrieval"]["page_hit@1"] == {"value": 0.2, "hits": 2, "of": 10}


def test_choose_is_deterministic_by_seed_and_keeps_the_order() -> None:
    examples = Sums().examples()
    drawn = choose(examples, 8, 3)
    assert drawn == choose(examples, 8, 3)
    assert [sum(e.kind == kind for e in drawn) for kind in ("odd", "even")] == [4, 4]
    assert drawn != choose(examples, 8, 4)
    assert [e.id for e in drawn] == sorted((e.id for e in drawn), key=lambda name: int(name[1:]))
    assert [e.id for e in choose(examples, 2, None)] == ["q0", "q1"]
    assert len(choose(examples, 99, 5)) == len(choose(examples, None, None)) == QUESTIONS
    # Without a limit the seed draws the order.
    assert choose(examples, None, 5) == choose(examples, None, 5)
    assert choose(examples, None, 5) != examples
    assert sorted(e.id for e in choose(examples, None, 5)) == sorted(e.id for e in examples)


def test_a_sample_gives_every_kind_its_share_by_largest_remainder() -> None:
    # Shares of 10: 6.5, 2.5 and 1.0; the tie for the last place goes by the seed.
    examples = [
        Example(f"{kind}{n}", "q", 1, kind) for kind, count in (("a", 13), ("b", 5), ("c", 2)) for n in range(count)
    ]
    counts = {tuple(sum(e.kind == kind for e in choose(examples, 10, seed)) for kind in "abc") for seed in range(20)}
    assert counts == {(7, 2, 1), (6, 3, 1)}


def record(name: str, outcome: str, pages: list[int], gold: int = 3, document: str = "a") -> Record:
    passages = tuple({"document": "id", "source": f"{document}.pdf", "page": p, "score": 1.0} for p in pages)
    return Record(name, "q", "k", outcome, passages=passages, evidence=({"document": "a", "page": gold},))


def test_retrieval_figures_by_hand() -> None:
    # Ranks 1, 3, none (another document), none (page 9 only): hits at 1: 1/4, at 3: 2/4; MRR (1 + 1/3) / 4.
    records = [
        record("1", "correct", [3, 4, 5]),
        record("2", "incorrect", [1, 2, 3]),
        record("3", "incorrect", [3], document="b"),
        record("4", "refusal", [9]),
    ]
    figures = summarise(records)
    assert figures["retrieval"]["document_hit@1"]["hits"] == 3
    assert [figures["retrieval"][f"page_hit@{k}"]["hits"] for k in (1, 3, 5, 10)] == [1, 2, 2, 2]
    assert figures["retrieval"]["mrr"]["value"] == pytest.approx((1 + 1 / 3) / 4, abs=1e-4)
    assert figures["accuracy"]["value"] == 0.25


def test_wilson_interval_by_hand() -> None:
    # 8 of 10: centre (0.8 + 0.19207) / 1.38415 = 0.71674, half 1.95996 × sqrt(0.016 + 0.009604) / 1.38415 = 0.22657.
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_answers_marked_verified_are_counted_with_those_of_them_that_are_wrong() -> None:
    outcomes = [("correct", True), ("incorrect", True), ("incorrect", False), ("refusal", False), ("correct", True)]
    records = [
        Record(str(number), "q", "k", outcome, verified=verified)
        for number, (outcome, verified) in enumerate(outcomes, 1)
    ]
    assert summarise(records)["verified"] == {"of": 3, "wrong": 1, "value": 0.3333}
    assert [Record.parse(record.line()).verified for record in records] == [verified for _, verified in outcomes]

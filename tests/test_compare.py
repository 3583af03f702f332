"""Comparison of two runs: paired, with an interval, McNemar's test and the questions that changed."""

import json
from pathlib import Path

import pytest

from eval.compare import bootstrap, compare, mcnemar
from eval.errors import RunConflict
from eval.record import Record


def folder(path: Path, outcomes: dict[str, str], data: str = "d") -> Path:
    path.mkdir()
    (path / "run.json").write_text(json.dumps({"settings": {"benchmark": "sums", "benchmark.data": data}}))
    rows = [
        Record(name, f"Question {name}?", "k", outcome, gold=1, answer=f"answer {name}").line()
        for name, outcome in outcomes.items()
    ]
    (path / "results.jsonl").write_text("".join(rows))
    return path


def outcomes(right: set[int], count: int) -> dict[str, str]:
    return {f"q{n}": "correct" if n in right else "incorrect" for n in range(count)}


def test_mcnemar_by_hand() -> None:
    # 1 against 9: two-sided binomial 2 × (1 + 10) / 1024.
    assert mcnemar(1, 9) == pytest.approx(22 / 1024)
    assert mcnemar(5, 5) == pytest.approx(1.0)
    assert mcnemar(0, 0) == 1.0


def test_the_bootstrap_interval_is_deterministic_and_near_the_normal_one() -> None:
    differences = [1] * 30 + [0] * 60 + [-1] * 10
    low, high = bootstrap(differences)
    assert (low, high) == bootstrap(differences)
    # Mean 0.2, standard deviation 0.6, standard error 0.06: the normal interval is 0.2 ± 0.118.
    assert low == pytest.approx(0.082, abs=0.02)
    assert high == pytest.approx(0.318, abs=0.02)


def test_a_clear_gain(tmp_path: Path) -> None:
    a = folder(tmp_path / "a", outcomes(set(range(10)), 60))
    b = folder(tmp_path / "b", outcomes(set(range(1, 41)), 60))
    found = compare(a, b)
    assert (found.questions, found.only_a, found.only_b) == (60, 1, 31)
    assert found.difference == pytest.approx(0.5)
    assert found.low > 0.3
    assert found.p < 1e-6
    assert found.verdict.startswith("B is better than A: +50.0 points")
    assert len(found.changes) == 32
    change = found.changes[0]
    assert (change.question_id, change.before, change.after) == ("q0", "correct", "incorrect")


def test_no_difference_and_refusals_listed_as_changes(tmp_path: Path) -> None:
    a = folder(tmp_path / "a", {"q1": "incorrect", "q2": "correct", "q3": "correct", "only": "correct"})
    b = folder(tmp_path / "b", {"q1": "refusal", "q2": "correct", "q3": "correct"})
    found = compare(a, b)
    assert found.verdict.startswith("no difference can be told")
    assert [change.after for change in found.changes] == ["refusal"]
    assert found.unpaired == 1
    assert json.loads(json.dumps(found.as_json()))["questions"] == 3


def test_what_cannot_be_compared_is_one_clear_line(tmp_path: Path) -> None:
    a = folder(tmp_path / "a", {"q1": "correct"})
    b = folder(tmp_path / "b", {"q1": "correct"}, data="other")
    with pytest.raises(RunConflict, match=r"benchmark.data is 'd' and 'other'"):
        compare(a, b)
    c = folder(tmp_path / "c", {"q9": "correct"})
    with pytest.raises(RunConflict, match="no scored question in common"):
        compare(a, c)
    with pytest.raises(RunConflict, match=r"run.json is missing"):
        compare(a, tmp_path / "none")

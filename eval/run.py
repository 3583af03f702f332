"""Runs a benchmark into a folder: concurrent, deterministic by seed, and resumable after a kill at any moment.

A run folder holds
    run.json        what defines the run; a folder is resumed only by the same run
    results.jsonl   one line a question, appended and synced to disk as each is done (see eval.record)
    summary.json    the figures with their counts, versions, settings, commit, hardware; written when all are done

A kill loses at most the questions being asked: they have no line, or a torn last one, which is cut off and asked again.
"""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.benchmark import Benchmark, Example, System
from eval.environment import environment, git_commit
from eval.errors import EvalError, MalformedData, RunConflict
from eval.judge import Judge
from eval.measure import summarise
from eval.record import KEPT_PASSAGES, Record, answered, failed, retrieved
from eval.sample import choose
from ingest.errors import FootnoteError

__all__ = ["Run", "file_hash", "load_results", "load_run", "load_summary", "run"]

Progress = Callable[[int, int, Record | None], None]
"""Called with the number of questions done, the number of all, and the record just made."""


@dataclass(frozen=True, slots=True)
class Run:
    """How to run: where to, how many questions, which ones, how many at once."""

    out: Path
    limit: int | None = None
    sample: int | None = None
    """Seed of a random sample (see eval.sample); None takes the first questions."""
    concurrency: int = 4
    retrieval_only: bool = False
    judge: Judge | None = None
    """A language model that grades prose beside the score."""


def run(
    benchmark: Benchmark, system: System, plan: Run, progress: Progress = lambda done, total, record: None
) -> dict[str, Any]:
    """Answer and judge every chosen example that `plan.out` does not hold yet, then write and return the summary.

    Raises:
        RunConflict: the folder belongs to another run, is being written by one, or is damaged.
        MalformedData: the benchmark's data is missing or malformed.
        EvalError: two examples have one id.
    """
    examples = choose(benchmark.examples(), plan.limit, plan.sample)
    ids = [example.id for example in examples]
    if len(set(ids)) < len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise EvalError(f"{benchmark.name} has two questions with the id {twice}: the data file is damaged")
    settings = {
        "benchmark": benchmark.name,
        **{f"benchmark.{name}": value for name, value in benchmark.settings().items()},
        "system": system.name,
        **{f"system.{name}": value for name, value in system.settings().items()},
        **({f"judge.{name}": value for name, value in plan.judge.settings().items()} if plan.judge else {}),
        "limit": plan.limit,
        "sample": plan.sample,
        "retrieval_only": plan.retrieval_only,
        "questions": len(examples),
    }
    plan.out.mkdir(parents=True, exist_ok=True)
    with _only_writer(plan.out):
        _claim(plan.out, settings)
        commits = _commits(plan.out)
        results = plan.out / "results.jsonl"
        _cut_torn_line(results)
        done = {r.question_id: r for r in load_results(plan.out) if r.finished} if results.exists() else {}
        pending = [example for example in examples if example.id not in done]
        progress(len(examples) - len(pending), len(examples), None)
        started = time.monotonic()
        for record in _answers(benchmark, system, pending, plan):
            _append(results, record)
            done[record.question_id] = record
            progress(len(done), len(examples), record)
        records = [done[name] for name in ids]
        summary = {
            "benchmark": benchmark.name,
            "system": system.name,
            "settings": settings,
            "metrics": summarise(records),
            "environment": environment(),
            "commits": commits,
            "sessions": _sessions(plan.out, len(pending), time.monotonic() - started, plan.concurrency),
        }
        _write(plan.out / "summary.json", summary)
    return summary


def _answers(benchmark: Benchmark, system: System, pending: Sequence[Example], plan: Run) -> Iterator[Record]:
    """Records in the order they are done. On an interrupt the waiting questions are dropped at once."""
    pool = ThreadPoolExecutor(max_workers=plan.concurrency, thread_name_prefix="question")
    waiting: list[Future[Record]] = []
    try:
        waiting = [pool.submit(_one, benchmark, system, example, plan) for example in pending]
        for future in as_completed(waiting):
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one(benchmark: Benchmark, system: System, example: Example, plan: Run) -> Record:
    started = time.monotonic()
    try:
        if plan.retrieval_only:
            passages = system.retrieve(example, KEPT_PASSAGES)
            return retrieved(example, passages, time.monotonic() - started)
        reply = system.answer(example)
    except FootnoteError as error:
        return failed(example, error, time.monotonic() - started)
    seconds = time.monotonic() - started
    judged = benchmark.judge(example, reply.answer)
    verdict = None
    if plan.judge and plan.judge.wanted(judged.score):
        verdict = plan.judge.verdict(example.question, example.gold, reply.answer.text)
    return answered(example, reply, judged, seconds, verdict)


# ---------------------------------------------------------------- the folder


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RunConflict(f"another run is writing to {folder}: wait for it, or choose another --out") from None
        yield


def _claim(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write what defines the run, or check that the folder's run is the same."""
    path = folder / "run.json"
    wanted = json.loads(json.dumps(settings, default=str))
    if not path.exists():
        if (folder / "results.jsonl").exists():
            raise RunConflict(f"{folder} holds results but no run.json: choose another --out")
        _write(path, {"settings": wanted, "started": _now(), "commits": [], "sessions": []})
        return
    held = load_run(folder)["settings"]
    changed = sorted(key for key in held.keys() | wanted.keys() if held.get(key) != wanted.get(key))
    if changed:
        what = "; ".join(f"{key} was {held.get(key)!r}, now {wanted.get(key)!r}" for key in changed[:4])
        raise RunConflict(
            f"{folder} holds a run with other settings ({what}): choose another --out, or the same settings"
        )


def _commits(folder: Path) -> list[str]:
    """Add this session's commit to run.json, before it asks anything, and return all: a killed session counts too."""
    state = load_run(folder)
    known = [str(commit) for commit in state.get("commits", [])]
    commit = git_commit()
    if commit and commit not in known:
        known.append(commit)
        _write(folder / "run.json", {**state, "commits": known})
    return known


def _sessions(folder: Path, asked: int, seconds: float, concurrency: int) -> list[dict[str, Any]]:
    """Add this session to run.json and return all of them; a resumed run shows each commit it was made with."""
    state = load_run(folder)
    session = {
        "finished": _now(),
        "questions": asked,
        "seconds": round(seconds, 2),
        "concurrency": concurrency,
        "commit": git_commit(),
    }
    sessions = [*state.get("sessions", []), *([session] if asked else [])]
    _write(folder / "run.json", {**state, "sessions": sessions})
    return sessions


def _cut_torn_line(path: Path) -> None:
    """Cut off a last line that a kill left without its end."""
    if not path.exists():
        return
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())


def _append(path: Path, record: Record) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(record.line())
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """Write JSON whole or not at all."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, ensure_ascii=False, default=str)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def load_results(folder: Path) -> list[Record]:
    """The records of a run folder, the last one of each question, in the order they were first done.

    Raises:
        RunConflict: there are none, or a line in the middle is damaged.
    """
    path = folder / "results.jsonl"
    if not path.is_file():
        raise RunConflict(f"{folder} holds no results.jsonl: is it a folder that `footnote eval` wrote?")
    found: dict[str, Record] = {}
    text = path.read_bytes().decode("utf-8", errors="replace")
    lines = text.split("\n")
    for place, line in enumerate(lines[:-1], 1):  # what follows the last newline is torn or empty
        try:
            record = Record.parse(line)
        except (ValueError, TypeError) as error:
            raise RunConflict(f"{path} line {place} is damaged: delete that line and run again to redo it") from error
        found[record.question_id] = record
    return list(found.values())


def load_run(folder: Path) -> dict[str, Any]:
    """run.json of a folder.

    Raises:
        RunConflict: it is missing or damaged.
    """
    return _load(folder / "run.json")


def load_summary(folder: Path) -> dict[str, Any]:
    """summary.json of a folder.

    Raises:
        RunConflict: it is missing (the run is not finished) or damaged.
    """
    return _load(folder / "summary.json")


def _load(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunConflict(f"{path} is missing: finish the run first by giving its command again") from None
    except ValueError:
        raise RunConflict(f"{path} is damaged: choose another --out") from None
    if not isinstance(value, dict):
        raise RunConflict(f"{path} is damaged: choose another --out")
    return value


def file_hash(path: Path) -> str:
    """The first 16 hex digits of a file's SHA-256, which tells one version of a data file from another.

    Raises:
        MalformedData: the file is missing.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        raise MalformedData(f"{path} is missing; --data must name the folder that holds it") from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

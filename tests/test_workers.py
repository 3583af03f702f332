"""Worker processes whose task raises, crashes, hangs, or whose parent is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil

from ingest.workers import Crashed, run_each


def task(kind: str) -> str:
    if kind == "raise":
        raise ValueError("no")
    if kind == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "hang":
        time.sleep(600)
    return kind.upper()


def test_each_task_gets_its_own_outcome_in_order() -> None:
    kinds = ["a", "raise", "b", "crash", "c", "hang", "d"]
    found = dict(run_each(task, kinds, workers=2, seconds=4))
    assert list(found) == kinds
    assert [found[k] for k in "abcd"] == ["A", "B", "C", "D"]
    assert isinstance(found["raise"], ValueError)
    assert isinstance(found["crash"], Crashed)
    assert isinstance(found["hang"], Crashed)


def test_a_crash_while_the_next_task_is_drawn_loses_neither() -> None:
    def tasks() -> Iterator[str]:
        yield "crash"
        time.sleep(5)  # the pool breaks meanwhile, before the next task is given to it
        yield "a"

    found = dict(run_each(task, tasks(), workers=2, seconds=10))
    assert list(found) == ["crash", "a"]
    assert isinstance(found["crash"], Crashed)
    assert found["a"] == "A"


def test_workers_end_when_their_parent_is_killed() -> None:
    code = "from ingest.workers import *; from tests.test_workers import task; list(run_each(task, ['hang'], 1, 600))"
    parent = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 60
    while not (workers := psutil.Process(parent.pid).children(recursive=True)) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(2)
    workers = psutil.Process(parent.pid).children(recursive=True)
    assert workers
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []

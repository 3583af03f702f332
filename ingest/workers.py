"""Run a function over many tasks in worker processes, where a task may raise, hang or crash its process."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

__all__ = ["Crashed", "run_each"]

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crashed(Exception):
    """The task ended its worker process, or took longer than it may."""


def run_each(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    workers: int,
    seconds: float,
) -> Iterator[tuple[Task, Result | BaseException]]:
    """Each task with its result or what it raised (`Crashed` if it took its process down), in the order of tasks.

    Only `2 * workers` tasks are drawn ahead, so memory stays flat however many there are.
    """
    remaining = iter(tasks)
    running: deque[tuple[Task, Future[Result]]] = deque()
    pool = _pool(workers)
    try:
        while True:
            while len(running) < 2 * workers and (task := next(remaining, None)) is not None:
                running.append((task, _submitted(pool, function, task)))
            if not running:
                return
            task, future = running.popleft()
            try:
                error = future.exception(timeout=seconds)
            except TimeoutError:
                error = BrokenProcessPool()
            if not isinstance(error, BrokenProcessPool):
                yield task, error if error is not None else future.result()
                continue
            # Any of the tasks under way may be the culprit: each runs once more, alone.
            _kill(pool)
            suspects = [task, *(other for other, _ in running)]
            running.clear()
            for suspect in suspects:
                yield suspect, _alone(function, suspect, seconds)
            pool = _pool(workers)
    finally:
        _kill(pool)


def _submitted(pool: ProcessPoolExecutor, function: Callable[[Task], Result], task: Task) -> Future[Result]:
    """The task given to the pool; where an earlier one has broken it already, as one that broke with it."""
    try:
        return pool.submit(function, task)
    except BrokenProcessPool as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


def _alone(function: Callable[[Task], Result], task: Task, seconds: float) -> Result | BaseException:
    pool = _pool(1)
    future = pool.submit(function, task)
    try:
        error = future.exception(timeout=seconds)
    except TimeoutError:
        return Crashed(f"took over {seconds:.0f} s")
    finally:
        _kill(pool)
    if isinstance(error, BrokenProcessPool):
        return Crashed("ended its process")
    return error if error is not None else future.result()


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork would copy our threads' locks and hold the Chroma server's life line open.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """In a worker: end when the parent is killed, since its queue never closes by itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


def _kill(pool: ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()

"""The progress of a run: questions done, their rate, how many were right, time left."""

import time
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from eval.record import NOT_SCORED, Record

__all__ = ["ProgressBar"]

LINE_SECONDS = 30.0
"""Where nobody watches a terminal, a line this often."""


class ProgressBar:
    """Call it as `eval.run.run` calls its `progress`; used in a `with`. `name` is what it begins with.

    A bar on a terminal, a line now and then in a log, nothing when `quiet`.
    """

    def __init__(self, name: str = "questions", quiet: bool = False) -> None:
        self._name = name
        self._asked = self._scored = self._right = 0
        self._told = float("-inf")
        console = Console(stderr=True)
        self._lines = not (quiet or console.is_terminal)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            console=console,
            disable=quiet or self._lines,
        )

    def __enter__(self) -> Self:
        self._bar.start()
        self._started = time.monotonic()
        self._task = self._bar.add_task(self._name, total=None, pace="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, record: Record | None) -> None:
        """Show that `done` of `total` questions are done, `record` being the last one."""
        if record is not None:
            self._asked += 1
            self._scored += record.outcome != NOT_SCORED
            self._right += record.outcome == "correct"
        pace = self._pace(total - done)
        self._bar.update(self._task, completed=done, total=total, pace=pace)
        now = time.monotonic()
        if self._lines and (done == total or now - self._told >= LINE_SECONDS):
            self._told = now
            click.echo(f"{self._name}: {done} of {total}  {pace}".rstrip(), err=True)

    def _pace(self, left: int) -> str:
        """Rate and time left by all questions asked so far, and how many were right."""
        right = f"  {self._right} of {self._scored} right" if self._scored else ""
        if not self._asked:
            return right.strip()
        pace = self._asked / max(time.monotonic() - self._started, 0.001)
        rate = f"{pace:.2f}/s" if pace >= 1 else f"{pace * 60:.1f}/min"
        minutes, seconds = divmod(round(left / pace), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{rate}  {hours}:{minutes:02}:{seconds:02} left{right}"

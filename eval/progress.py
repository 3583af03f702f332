"""The progress bar of a run: questions done, their rate, how many were right, time left."""

import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eval.record import NOT_SCORED, Record

__all__ = ["ProgressBar"]


class ProgressBar:
    """Call it as `eval.run.run` calls its `progress`; used in a `with`. Silent when `quiet`."""

    def __init__(self, quiet: bool = False) -> None:
        self._asked = self._scored = self._right = 0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=quiet,
        )

    def __enter__(self) -> Self:
        self._bar.start()
        self._started = time.monotonic()
        self._task = self._bar.add_task("questions", total=None, rate="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, record: Record | None) -> None:
        """Show that `done` of `total` questions are done, `record` being the last one."""
        if record is not None:
            self._asked += 1
            self._scored += record.outcome != NOT_SCORED
            self._right += record.outcome == "correct"
        pace = self._asked / max(time.monotonic() - self._started, 0.001)
        rate = f"{pace:.2f}/s" if pace >= 1 else f"{pace * 60:.1f}/min"
        right = f"  {self._right} of {self._scored} right" if self._scored else ""
        self._bar.update(self._task, completed=done, total=total, rate=f"{rate}{right}")

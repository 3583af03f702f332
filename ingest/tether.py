"""Run a command that cannot outlive its parent, however the parent ends.

    python ingest/tether.py PARENT -- command …

The command and its descendants form a process group of their own. When the tether is told to stop (SIGTERM, SIGINT)
or its parent is gone, even by SIGKILL, the group gets SIGTERM, and SIGKILL when that did not help. The parent is named
on the command line, by its process id, since it may be gone before the tether could ask for it. Only the standard
library is imported here: the file is run by its path.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

__all__ = ["tethered"]

POLL_SECONDS = 0.25
GRACE_SECONDS = 10.0


def tethered(command: Sequence[str]) -> list[str]:
    """The command line that runs `command` on a tether to this process, which is to start it."""
    # -P: this file's folder must not come before the standard library on the module path.
    return [sys.executable, "-P", __file__, str(os.getpid()), "--", *command]


def main(parent: int, command: Sequence[str]) -> int:
    """Run `command` until it ends, is stopped, or the process `parent` that started us is gone; its exit code."""
    stop = False

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stop
        stop = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    if stop or os.getppid() != parent:
        return 128 + signal.SIGTERM
    with subprocess.Popen(command, start_new_session=True) as child:
        while child.poll() is None:
            if stop or os.getppid() != parent:
                _end(child)
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(POLL_SECONDS)
        # Descendants may be left over when the command itself has crashed.
        _signal_group(child.pid, signal.SIGKILL)
        code = child.wait()
    return code if code >= 0 else 128 - code


def _end(child: subprocess.Popen[bytes]) -> None:
    _signal_group(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        time.sleep(0.05)


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[3:]))

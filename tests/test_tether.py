"""A tethered command ends with its parent, however that ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ingest.tether import tethered

ROOT = Path(__file__).parents[1]
SLEEPS = "import time; time.sleep(60)"
GROWS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPS!r}])"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def descendants(process: subprocess.Popen[bytes], count: int) -> list[psutil.Process]:
    """The processes under one, once there are so many."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = psutil.Process(process.pid).children(recursive=True)
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{count} descendants were expected")


def gone(processes: list[psutil.Process], seconds: float = 10) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("code", [0, 3])
def test_the_exit_code_is_the_commands(code: int) -> None:
    assert subprocess.run(tethered([sys.executable, "-c", f"raise SystemExit({code})"]), check=False).returncode == code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command_and_what_it_started(number: signal.Signals) -> None:
    with subprocess.Popen(tethered([sys.executable, "-c", GROWS])) as tether:
        below = descendants(tether, 2)
        tether.send_signal(number)
        tether.wait(10)
    assert gone(below)


def test_a_killed_parent_takes_the_command_along() -> None:
    tether = f"tethered({[sys.executable, '-c', GROWS]!r})"
    parent = f"import subprocess; from ingest.tether import tethered; subprocess.run({tether})"
    with subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT) as process:
        below = descendants(process, 3)
        process.kill()
    assert gone(below)


def test_a_parent_killed_before_the_tether_is_up_is_noticed(tmp_path: Path) -> None:
    command = tethered([sys.executable, "-c", f"open({str(tmp_path / 'ran')!r}, 'w')"])
    # The shell that starts the tether is not the parent that is named: as if that had ended at once.
    assert subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", *command], check=False).returncode == 128 + signal.SIGTERM
    assert not (tmp_path / "ran").exists()


def test_a_command_that_will_not_end_is_killed() -> None:
    short = (
        "import os, sys; from ingest import tether; tether.GRACE_SECONDS = 0.3; tether.main(os.getppid(), sys.argv[1:])"
    )
    command = [sys.executable, "-c", short, sys.executable, "-c", STUBBORN]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        below = descendants(process, 1)
        process.terminate()
        process.wait(10)
    assert gone(below)

"""The command that opens the page: its address, its end, and what it says when it cannot serve."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from ingest.index import Index
from ui.commands import ui

COMMAND = [sys.executable, "-m", "assistant", "ui"]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    Index.create(tmp_path / "index").close()
    return tmp_path / "index"


def test_the_address_answers_and_a_signal_ends_it(empty: Path) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*COMMAND, "--index", str(empty), "--no-llm"], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Footnote is at http://127.0.0.1:")
        reply = httpx.get(line.split()[3])
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert reply.status_code == 200
    assert "<title>" in reply.text or "gradio" in reply.text


def test_a_host_that_is_not_this_machine_is_one_clear_line(empty: Path) -> None:
    command = [*COMMAND, "--index", str(empty), "--no-llm", "--host", "192.0.2.1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Error: the page cannot be served at 192.0.2.1")


def test_a_port_that_is_taken_is_one_clear_line(empty: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--index", str(empty), "--no-llm", "--port", port], capture_output=True, text=True, timeout=120
        )
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Error")]
    assert f"port {port}" in line
    assert "--port" in line
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_index_is_one_clear_line(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "--index", str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 4
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert "footnote ingest" in done.stderr


def test_the_help_teaches() -> None:
    text = CliRunner().invoke(ui, ["--help"]).output
    for word in ("--index", "--port", "--host", "--llm-url", "Examples:", "Ctrl-C", "127.0.0.1"):
        assert word in text

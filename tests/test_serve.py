"""vLLM is started as the machine needs it, waited for, told from other servers, and ends when we end."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import psutil
import pytest
from click.testing import CliRunner

from assistant.__main__ import cli
from assistant.errors import ServeError
from assistant.serving.launch import Launch, default_model, vllm_python
from assistant.serving.serve import default_port, serves_here, serving
from ingest.settings import settings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The way to set FOOTNOTE_… variables: settings are read again before and after."""
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "config.json").write_text('{"max_position_embeddings": 2048}')
    return tmp_path


def value_of(command: list[str], flag: str) -> str:
    """What a flag has after it, the last time it stands there: vLLM goes by the last."""
    last = len(command) - 1 - command[::-1].index(flag)
    return command[last + 1]


def test_the_command_line(model: Path) -> None:
    command = Launch(Path("python"), model, "Qwen2.5-Coder-1.5B-Instruct", gpu=False, port=8123).command()
    names = command.index("--served-model-name")
    assert command[names + 1 : names + 3] == ["Qwen2.5-Coder-1.5B-Instruct", "Qwen/Qwen2.5-Coder-1.5B-Instruct"]
    assert value_of(command, "--model") == str(model)
    assert value_of(command, "--host") == "127.0.0.1"
    assert value_of(command, "--port") == "8123"
    assert value_of(command, "--max-model-len") == "2048", "a model's own limit is kept"
    assert "--enforce-eager" in command


@pytest.mark.parametrize(("multiplies", "flags"), [(True, []), (False, ["--dtype", "float32"])])
def test_a_processor_without_bfloat16_is_given_float32(
    model: Path, monkeypatch: pytest.MonkeyPatch, *, multiplies: bool, flags: list[str]
) -> None:
    monkeypatch.setattr("assistant.serving.launch.has_bfloat16", lambda: multiplies)
    command = Launch(Path("python"), model, "org/model", gpu=False).command()
    assert command[-2:] == flags if flags else "--dtype" not in command
    assert "--dtype" not in Launch(Path("python"), model, "org/model", gpu=True).command()


def test_further_flags_beat_ours(model: Path) -> None:
    flags = ("--max-model-len", "512", "--tensor-parallel-size", "2")
    command = Launch(Path("python"), model, "org/model", gpu=True, flags=flags).command()
    assert value_of(command, "--max-model-len") == "512"
    assert value_of(command, "--tensor-parallel-size") == "2"
    assert "--enforce-eager" not in command


def test_what_is_set_by_the_person_stays(model: Path) -> None:
    launch = Launch(Path("python"), model, "org/model", gpu=False)
    assert launch.environment({})["VLLM_CPU_KVCACHE_SPACE"] == "2"
    assert launch.environment({"VLLM_CPU_KVCACHE_SPACE": "7", "HOME": "/h"})["VLLM_CPU_KVCACHE_SPACE"] == "7"
    assert "VLLM_API_KEY" not in launch.environment({})


def test_a_key_is_not_shown_among_the_arguments(model: Path, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("FOOTNOTE_LLM_API_KEY", "secret-key")
    launch = Launch(Path("python"), model, "org/model", gpu=False)
    assert launch.environment({})["VLLM_API_KEY"] == "secret-key"
    assert not any("secret-key" in part for part in launch.command())


def test_the_default_model_follows_settings_and_hardware(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("FOOTNOTE_LLM_MODEL", raising=False)
    assert default_model(gpu=False) == "Qwen/Qwen2.5-Coder-1.5B-Instruct"
    assert default_model(gpu=True).startswith("Qwen/")
    environment.setenv("FOOTNOTE_LLM_MODEL", "org/other")
    settings.cache_clear()
    assert default_model(gpu=True) == default_model(gpu=False) == "org/other"


@pytest.mark.parametrize(
    ("url", "here", "port"),
    [
        ("http://127.0.0.1:8011/v1", True, 8011),
        ("http://localhost/v1", True, 8000),
        ("https://models.example.org:9000/v1", False, 8000),
    ],
)
def test_the_port_is_the_one_that_is_asked(environment: pytest.MonkeyPatch, url: str, here: bool, port: int) -> None:
    environment.setenv("FOOTNOTE_LLM_URL", url)
    assert (serves_here(), default_port()) == (here, port)


def test_a_missing_vllm_is_said_with_the_way_to_it(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("FOOTNOTE_VLLM_PYTHON", str(tmp_path / "python"))
    with pytest.raises(ServeError, match="make vllm-env"):
        vllm_python()


def test_a_python_without_vllm_is_said(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("FOOTNOTE_VLLM_PYTHON", sys.executable)
    environment.setenv("FOOTNOTE_HOME", str(tmp_path))
    with pytest.raises(ServeError, match="has no vLLM"), serving("org/model", port=18999):
        pass


@pytest.fixture
def other_server() -> Iterator[tuple[int, dict[str, str]]]:
    """A server at a port, and what it says by path."""
    says: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = says.get(self.path, "hello").encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, says
    server.shutdown()
    server.server_close()


def test_a_port_taken_by_something_else(
    other_server: tuple[int, dict[str, str]], environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("FOOTNOTE_HOME", str(tmp_path))
    with pytest.raises(ServeError, match="no OpenAI-compatible server: choose another --port"):
        serving(port=other_server[0]).__enter__()


def test_a_server_that_is_there_is_used_if_it_has_the_model(
    other_server: tuple[int, dict[str, str]], environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("FOOTNOTE_HOME", str(tmp_path))
    port, says = other_server
    says["/v1/models"] = '{"data": [{"id": "model"}]}'
    with serving("org/model", port=port) as server:
        assert server.models == ("model",)
        assert server.process is None
    with pytest.raises(ServeError, match="serves model already, not org/other"):
        serving("org/other", port=port).__enter__()
    run = CliRunner().invoke(cli, ["serve", "--model", "org/model", "--port", str(port)])
    assert run.output == f"model is served already at http://127.0.0.1:{port}/v1\n"


@pytest.mark.parametrize("flags", [["--port", "9"], ["--model=x"]])
def test_flags_that_footnote_must_know_stand_before_the_dashes(flags: list[str]) -> None:
    run = CliRunner().invoke(cli, ["serve", "--", *flags])
    assert run.exit_code == 2
    assert "before the --" in run.output


def vllm_processes(port: int) -> list[psutil.Process]:
    """The processes of a vLLM at a port, its engine and workers included."""
    roots = [
        p
        for p in psutil.process_iter()
        if f"--port {port}" in " ".join(_command(p)) and "api_server" in " ".join(_command(p))
    ]
    return [*roots, *(child for p in roots for child in p.children(recursive=True))]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def until(condition: object, seconds: float = 60) -> bool:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not (done := bool(condition())) and time.monotonic() < deadline:
        time.sleep(0.2)
    return done


@pytest.mark.usefixtures("vllm")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_vllm_ends_with_us_even_while_starting(number: signal.Signals, free_port: int) -> None:
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(free_port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as serve:
        assert until(lambda: vllm_processes(free_port))
        below = vllm_processes(free_port)
        serve.send_signal(number)
    assert until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in below), 30)


@pytest.mark.usefixtures("vllm")
def test_a_start_that_fails_says_why_and_where_the_log_is(free_port: int) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--port", str(free_port), "--", "--max-model-len", "9999999"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 6
    line = run.stderr.strip().splitlines()[-1]
    assert line.startswith("Error: vLLM ended while starting (")
    assert "max_model_len" in line
    assert line.endswith(f"vllm-{free_port}.log")


@pytest.fixture
def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_vllm_answers_in_the_shape_that_is_asked(vllm: str) -> None:
    listed = [entry["id"] for entry in httpx.get(f"{vllm}/models").json()["data"]]
    schema = {
        "type": "object",
        "properties": {"company": {"type": "string", "maxLength": 20}, "year": {"type": "integer"}},
        "required": ["company", "year"],
        "additionalProperties": False,
    }
    reply = httpx.post(
        f"{vllm}/chat/completions",
        headers={"Authorization": f"Bearer {os.environ.get('FOOTNOTE_LLM_API_KEY', 'none')}"},
        json={
            "model": listed[0],
            "messages": [{"role": "user", "content": "Acme's annual report for 2024. Which company and year?"}],
            "temperature": 0,
            "max_tokens": 60,
            "response_format": {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}},
        },
        timeout=300,
    ).json()
    import json

    said = json.loads(reply["choices"][0]["message"]["content"])
    assert said.keys() == {"company", "year"}
    assert said["year"] == 2024
    assert "acme" in said["company"].lower()

"""Start vLLM's OpenAI server as a child process, and wait until it answers.

vLLM lives in a virtual environment of its own and is never imported here: it is found, started, watched and stopped.
"""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from filelock import FileLock, Timeout
from rich.console import Console
from rich.markup import escape

from assistant.errors import ServeError
from assistant.serving.launch import LOOPBACK, Launch, default_model, uses_gpu, vllm_python
from ingest.models import language_model_path, short_name
from ingest.settings import settings
from ingest.tether import tethered

__all__ = ["Server", "default_port", "listed_models", "serves_here", "serving"]

START_SECONDS = 3600.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.5

PREFIX = re.compile(r"^(\([\w-]+ pid=\d+\) )?((INFO|WARNING|ERROR|DEBUG) [\d-]+ [\d:]+ \[[^]]*\] )?")
ERROR = re.compile(r"^[\w.]*(Error|Exception|Interrupt): |\berror: ")
NEWS = ("Engine core initialization failed", "Failed core proc")


@dataclass(frozen=True, slots=True)
class Server:
    """A vLLM that answers: its OpenAI address, the models it lists, and its log if it was started here."""

    url: str
    models: tuple[str, ...]
    log: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None
    started_in: float = 0.0
    """Seconds from start to first answer; 0 for a server that was there before."""


def serves_here() -> bool:
    """Whether FOOTNOTE_LLM_URL is on this machine, so that `footnote serve` can be what answers there."""
    return urlsplit(settings().llm_url).hostname in (LOOPBACK, "localhost")


def default_port() -> int:
    """The port of FOOTNOTE_LLM_URL where that is on this machine, so that whoever asks finds it; else 8000."""
    return (urlsplit(settings().llm_url).port if serves_here() else None) or 8000


def listed_models(url: str) -> list[str]:
    """The models that the server at `url` lists; none when nobody answers as an OpenAI-compatible server does."""
    headers = {"Authorization": f"Bearer {settings().llm_api_key.get_secret_value()}"}
    try:
        reply = httpx.get(f"{url}/models", headers=headers, timeout=3.0)
        return [str(entry["id"]) for entry in reply.raise_for_status().json()["data"]]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return []


@contextmanager
def serving(
    model: str | None = None,
    *,
    host: str = LOOPBACK,
    port: int | None = None,
    flags: Sequence[str] = (),
    console: Console | None = None,
) -> Iterator[Server]:
    """A vLLM that answers, as long as the block runs: the one that is there already, or one of our own.

    Arguments:
        model: hub name or folder; default by FOOTNOTE_LLM_MODEL and the hardware.
        flags: further flags for vLLM.
        console: where progress is told; default stderr.

    Raises:
        ServeError: vLLM cannot be started, or the port is taken.
        ModelUnavailable: the model's weights cannot be brought.
    """
    console = console or Console(stderr=True)
    port = port or default_port()
    url = f"http://{LOOPBACK if host == '0.0.0.0' else host}:{port}/v1"  # a server on all addresses is on this one too
    logs = settings().home.expanduser() / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"vllm-{port}.log"
    lock = FileLock(logs / f"vllm-{port}.lock")
    waiting = False
    while True:
        if found := _existing(url, model):
            yield found
            return
        try:
            lock.acquire(timeout=POLL_SECONDS)
        except Timeout:
            if not waiting:
                console.print(f"another process is starting vLLM at {url}: waiting for it …", highlight=False)
            waiting = True
        else:
            break
    try:
        if not _is_free(host, port):
            raise ServeError(f"{url} is taken by something that is no OpenAI-compatible server: choose another --port")
        python = vllm_python()
        gpu = uses_gpu(python)
        name = model or default_model(gpu=gpu)
        launch = Launch(python, language_model_path(name), name, gpu, host, port, tuple(flags))
        with _running(launch, log) as process:
            seconds = _until_answer(url, launch, process, log, console)
            yield Server(url, tuple(listed_models(url)), log, process, seconds)
    finally:
        lock.release()


def _existing(url: str, model: str | None) -> Server | None:
    """The server that answers at `url` already, if there is one."""
    listed = listed_models(url)
    if not listed:
        return None
    wanted = model or settings().llm_model
    if wanted and not {wanted, short_name(wanted)} & set(listed):
        raise ServeError(f"{url} serves {listed[0]} already, not {wanted}: stop it first, or choose another --port")
    return Server(url, tuple(listed))


@contextmanager
def _running(launch: Launch, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            tethered(launch.command()),
            env=launch.environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for us: we end the server, in order.
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_answer(url: str, launch: Launch, process: "subprocess.Popen[bytes]", log: Path, console: Console) -> float:
    """Seconds until the server answered."""
    start = time.monotonic()
    where = "the GPU" if launch.gpu else "the CPU"
    title = f"starting vLLM with {short_name(launch.name)} on {where}"
    if not console.is_terminal:
        console.print(f"{title}, log in {log} …", highlight=False, soft_wrap=True)
    with console.status(title) as status:
        while (seconds := time.monotonic() - start) < START_SECONDS:
            if (code := process.poll()) is not None:
                raise ServeError(f"vLLM ended while starting ({_complaint(log) or f'exit code {code}'}): see {log}")
            if listed_models(url):
                return seconds
            status.update(f"{title} · {seconds:.0f} s · [dim]{escape(_last_line(log)[:80])}[/dim]")
            time.sleep(POLL_SECONDS)
    raise ServeError(f"vLLM did not answer within {START_SECONDS:.0f} s: see {log}")


def _is_free(host: str, port: int) -> bool:
    with closing(socket.socket()) as probe:
        # As servers do: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _last_line(log: Path) -> str:
    lines = _lines(log)
    return lines[-1] if lines else ""


def _complaint(log: Path) -> str:
    """The line of a log that says why the server ended: the first error that is not just the news of another."""
    lines = _lines(log)
    for line, following in pairwise([*lines, ""]):
        if ERROR.search(line) and not any(news in line for news in NEWS):
            # A validation error says what is wrong in its second line.
            return (following if "validation error" in line and following else line)[:300]
    return lines[-1][:300] if lines else ""


def _lines(log: Path) -> list[str]:
    """A log's lines without the process, time and place that vLLM puts before each."""
    text = log.read_text(encoding="utf-8", errors="replace")
    stripped = (PREFIX.sub("", line.rsplit("\r", 1)[-1]).strip() for line in text.splitlines())
    return [line for line in stripped if line]

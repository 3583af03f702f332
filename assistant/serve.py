"""Start vLLM's OpenAI server as a child process, and wait until it answers.

vLLM lives in a virtual environment of its own and is never imported here: it is found, started, watched and stopped.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from filelock import FileLock, Timeout
from rich.console import Console
from rich.markup import escape

from assistant.errors import ServeError
from ingest.catalogue import CPU_LANGUAGE_MODEL, GPU_LANGUAGE_MODEL
from ingest.models import language_model_path, short_name
from ingest.settings import settings
from ingest.tether import tethered

__all__ = ["Launch", "Server", "default_model", "has_gpu", "listed_models", "serves_here", "serving", "vllm_python"]

CONTEXT = 8192
LOOPBACK = "127.0.0.1"
START_SECONDS = 3600.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.5
# Above this many processors vLLM's own binding, which knows of sockets and hyper-threads, is the better one.
FEW_PROCESSORS = 4

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


@dataclass(frozen=True, slots=True)
class Launch:
    """What is needed to start vLLM: its Python, the model, where it listens, and any further flags of vLLM's own."""

    python: Path
    model: Path | str
    name: str
    gpu: bool
    host: str = LOOPBACK
    port: int = 8000
    flags: tuple[str, ...] = ()

    def command(self) -> list[str]:
        """vLLM's command line. Further flags come last, so they beat ours."""
        names = list(dict.fromkeys([short_name(self.name), self.name]))
        command = [str(self.python), "-m", "vllm.entrypoints.openai.api_server", "--model", str(self.model)]
        command += ["--served-model-name", *names, "--host", self.host, "--port", str(self.port)]
        # Decoding without a limit on white space can run on to the last token, see xgrammar's option of that name.
        command += ["--structured-outputs-config", '{"backend":"xgrammar","disable_any_whitespace":true}']
        # A model's own defaults (a repetition penalty, say) would make "temperature 0" mean something else for each.
        command += ["--generation-config", "vllm", "--default-chat-template-kwargs", '{"enable_thinking":false}']
        command += ["--enable-prefix-caching", "--max-model-len", str(CONTEXT if not self.gpu else 4 * CONTEXT)]
        if not self.gpu:
            # Compiling costs a minute at each start and a C++ compiler, for replies that are a tenth faster.
            command += ["--enforce-eager", "--max-num-seqs", "16"]
        elif self.name == GPU_LANGUAGE_MODEL:
            command += ["--language-model-only"]
        return [*command, *self.flags]

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """The variables vLLM runs under: `base` with what is not set there and should be."""
        ours = {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
        if isinstance(self.model, Path):
            ours["HF_HUB_OFFLINE"] = "1"
        if (key := settings().llm_api_key.get_secret_value()) != "none":
            ours["VLLM_API_KEY"] = key
        if not self.gpu:
            ours["VLLM_CPU_KVCACHE_SPACE"] = "2"
            processors = sorted(os.sched_getaffinity(0))
            if len(processors) <= FEW_PROCESSORS:
                # vLLM would keep one free for itself, half of all on a small machine.
                ours["VLLM_CPU_OMP_THREADS_BIND"] = ",".join(map(str, processors))
            # Intel's OpenMP, which comes with vllm-cpu, is the one that vLLM is tuned for.
            if (openmp := self.python.parents[1] / "lib" / "libiomp5.so").exists():
                ours["LD_PRELOAD"] = str(openmp)
        return {**ours, **base}


def vllm_python() -> Path:
    """The Python that has vLLM: FOOTNOTE_VLLM_PYTHON, or the virtual environment beside ours, named with -vllm.

    Raises:
        ServeError: there is none.
    """
    given = settings().vllm_python
    python = given or Path(f"{sys.prefix}-vllm") / "bin" / "python"
    if not python.exists():
        raise ServeError(
            f"vLLM's environment is missing ({python}): make it with `make vllm-env`, "
            "or set FOOTNOTE_VLLM_PYTHON to a Python that has vLLM"
        )
    return python


@cache
def uses_gpu(python: Path) -> bool:
    """Whether the vLLM of this Python runs on a GPU: not the CPU build, and there is one.

    Raises:
        ServeError: that Python has no vLLM, or one for GPUs where there is none.
    """
    look = "import importlib.metadata as m; print({d.name.lower() for d in m.distributions()} & {'vllm', 'vllm-cpu'})"
    found = subprocess.run([python, "-c", look], capture_output=True, text=True, check=False).stdout
    if "vllm-cpu" in found:
        return False
    if "vllm" not in found:
        raise ServeError(f"{python} has no vLLM: make its environment with `make vllm-env`")
    if not has_gpu():
        raise ServeError(
            f"the vLLM of {python} is for GPUs and this machine shows none: `make vllm-env` makes one for CPUs"
        )
    return True


def has_gpu() -> bool:
    """Whether the system shows an accelerator that vLLM's GPU builds run on (NVIDIA's or AMD's)."""
    return any(Path("/dev").glob("nvidia[0-9]*")) or Path("/dev/kfd").exists()


def default_model(*, gpu: bool) -> str:
    """The model that is served when none is named: FOOTNOTE_LLM_MODEL, or the default for the hardware."""
    return settings().llm_model or (GPU_LANGUAGE_MODEL if gpu else CPU_LANGUAGE_MODEL)


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
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield _existing(url, model, console, starting=True)
        return
    try:
        if not _is_free(host, port):
            yield _existing(url, model, console)
            return
        python = vllm_python()
        gpu = uses_gpu(python)
        name = model or default_model(gpu=gpu)
        launch = Launch(python, language_model_path(name), name, gpu, host, port, tuple(flags))
        with _running(launch, log) as process:
            seconds = _until_answer(url, launch, process, log, console)
            yield Server(url, tuple(listed_models(url)), log, process, seconds)
    finally:
        lock.release()


def _existing(url: str, model: str | None, console: Console, *, starting: bool = False) -> Server:
    """The server that is at `url` already, or that another process is starting there."""
    if starting:
        console.print(f"another process is starting vLLM at {url}: waiting for it …", highlight=False)
    deadline = time.monotonic() + (START_SECONDS if starting else 0)
    while not (listed := listed_models(url)):
        if time.monotonic() > deadline:
            raise ServeError(f"{url} is taken by something that is no OpenAI-compatible server: choose another --port")
        time.sleep(POLL_SECONDS)
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
    errors = [line for line in lines if ERROR.search(line) and not any(news in line for news in NEWS)]
    return (errors[0] if errors else lines[-1] if lines else "")[:300]


def _lines(log: Path) -> list[str]:
    """A log's lines without the process, time and place that vLLM puts before each."""
    text = log.read_text(encoding="utf-8", errors="replace")
    stripped = (PREFIX.sub("", line.rsplit("\r", 1)[-1]).strip() for line in text.splitlines())
    return [line for line in stripped if line]

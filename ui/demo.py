"""The command `footnote demo`: an invented company's filings, ingested, with vLLM and the chat page over them."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click
import httpx

from ingest.errors import FootnoteError
from ingest.tether import tethered

__all__ = ["demo"]

PAGE_SECONDS = 180.0
STOP_SECONDS = 15.0
ADDRESS = re.compile(r"Footnote is at (\S+)")


@dataclass(frozen=True, slots=True)
class _Child:
    """A process of ours, and the file that its output goes to."""

    process: "subprocess.Popen[bytes]"
    log: Path


class DemoError(FootnoteError):
    """A part of the demo did not do its work."""


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where filings and index go.  [default: in FOOTNOTE_HOME]",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port of the chat page.  [default: the first free one from 7860]"
)
def demo(folder: Path | None, port: int | None) -> None:
    """Try it all: write the filings of an invented company, ingest them, start vLLM and the chat page.

    The address is printed once the page and the model both answer; Ctrl-C stops everything. A second run is quick:
    what is ingested stays, in FOOTNOTE_HOME unless --dir says otherwise.
    """
    from ingest.settings import settings

    folder = folder or settings().home.expanduser() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _stop)
    try:
        with ExitStack() as stack:
            _run(folder, port, stack)
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def _run(folder: Path, port: int | None, stack: ExitStack) -> None:
    from rich.console import Console

    from assistant.serving.serve import serves_here, serving
    from ingest.settings import settings

    def start(name: str, *module: str) -> _Child:
        return stack.enter_context(_child(folder / f"{name}.log", module))

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    filings, index = str(folder / "filings"), str(folder / "index")
    console.print(f"writing the filings of an invented company to {filings}")
    _finish("writing the demo filings", start("write", "ingest.demo", filings))
    console.print(f"reading them into {index}")
    # vLLM takes the longest to start, so the filings are read meanwhile.
    ingesting = start("ingest", "assistant", "ingest", filings, "--index", index)
    url = stack.enter_context(serving(console=console)).url if serves_here() else settings().llm_url
    console.print(_finish("reading the demo filings", ingesting), markup=False)
    console.print("opening the chat page")
    page = start("ui", "assistant", "ui", "--index", index, "--llm-url", url, *(["--port", str(port)] if port else []))
    address = _until_open(page)
    click.echo(f"\n  Footnote is at {address}  (the model answers at {url}; Ctrl-C stops both)\n")
    page.process.wait()
    raise DemoError(f"the chat page ended by itself: see {page.log}")


@contextmanager
def _child(log: Path, module: Sequence[str]) -> Iterator[_Child]:
    """A Python module running beside us, ended with us."""
    with log.open("wb") as output:
        command = tethered([sys.executable, "-m", *module])
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield _Child(process, log)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _finish(what: str, child: _Child) -> str:
    """Wait for a child to end well; the last line it said."""
    code = child.process.wait()
    lines = child.log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [f"exit code {code}"]
    if code:
        raise DemoError(f"{what} failed ({lines[-1]}): see {child.log}")
    return lines[-1]


def _until_open(page: _Child) -> str:
    """The address of the chat page, once it answers there."""
    deadline = time.monotonic() + PAGE_SECONDS
    while time.monotonic() < deadline and page.process.poll() is None:
        if told := ADDRESS.search(page.log.read_text(encoding="utf-8", errors="replace")):
            with suppress(httpx.TransportError):
                if httpx.get(told[1], timeout=5.0).is_success:
                    return told[1]
        time.sleep(0.3)
    raise DemoError(f"the chat page did not open: see {page.log}")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

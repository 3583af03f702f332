"""Bring files into an index: find them, parse in parallel, embed in large batches, commit one document at a time.

Killed at any moment, the next run finishes the work: a document is visible from its commit in SQLite, and
what Chroma was given for one that never got there is swept.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ingest.chunk import embedded_text
from ingest.document import Identity
from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.parse import SUPPORTED
from ingest.prepare import KnownFile, Prepared, prepare_task
from ingest.workers import Crashed, run_each

__all__ = ["Event", "Failure", "Summary", "find_files", "ingest"]

PARSE_SECONDS = 300.0
EMBED_TEXTS = 1024
MAX_FILE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be ingested, and why, in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """Progress: a file has been `ingested`, `skipped` or `failed`, or `embedded` chunks are done."""

    kind: str
    path: str = ""
    pages: int = 0
    chunks: int = 0


@dataclass(slots=True)
class Summary:
    """What an ingestion did. `skipped` files were in the index already, with the same bytes."""

    documents: int = 0
    pages: int = 0
    chunks: int = 0
    facts: int = 0
    skipped: int = 0
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def pages_per_second(self) -> float:
        """Pages ingested for each second of the whole run."""
        return self.pages / self.seconds if self.seconds else 0.0


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files under these paths: in folders those of a supported kind, in order; a file named is taken as it is."""
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
                if not hidden and found.suffix.lower() in SUPPORTED and found.is_file():
                    yield found
        else:
            yield path


def ingest(
    paths: Sequence[str | Path],
    index: Index,
    *,
    given: Identity | None = None,
    refresh: bool = False,
    workers: int | None = None,
    on_event: Callable[[Event], None] = lambda event: None,
    on_wait: Callable[[], None] | None = None,
) -> Summary:
    """Ingest files and folders into an index. One bad file never stops the others.

    `given` is what the user says of the documents, which beats what is read from them. `refresh` reads files again
    that the index holds; only chunks that changed are embedded. `on_wait` is called when
    another process is writing, and then this waits; without it IndexBusy is raised.
    """
    started = time.monotonic()
    summary = Summary()
    given = given or Identity()
    with index.writing(on_wait):
        again = refresh or given != Identity()
        work = _new_files([Path(p).absolute() for p in paths], index, again, summary, on_event)
        batch: list[Prepared] = []
        seen: set[str] = set()
        tasks = ((path, sha256, given) for path, sha256 in work)
        for (path, *_), outcome in run_each(prepare_task, tasks, workers or os.cpu_count() or 1, PARSE_SECONDS):
            if isinstance(outcome, BaseException):
                _fail(summary, on_event, path, _reason(path, outcome))
                continue
            if outcome.document.id in seen:  # the same bytes under another name, met in this run
                _commit(batch, index, summary, on_event)
                batch = []
                index.store.remember(outcome.file)
                summary.skipped += 1
                on_event(Event("skipped", str(path)))
                continue
            seen.add(outcome.document.id)
            batch.append(outcome)
            if sum(len(p.chunks) for p in batch) >= EMBED_TEXTS:
                _commit(batch, index, summary, on_event)
                batch = []
        _commit(batch, index, summary, on_event)
        index.sweep()
    summary.seconds = time.monotonic() - started
    return summary


def _new_files(
    paths: Sequence[Path],
    index: Index,
    again: bool,
    summary: Summary,
    on_event: Callable[[Event], None],
) -> Iterator[tuple[Path, str]]:
    """The files that hold bytes the index does not, with their SHA-256; the rest is counted as skipped or failed."""
    for path in find_files(paths):
        try:
            stat = path.stat()
            known = index.store.known_file(str(path))
            if known and (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns) and not again:
                summary.skipped += 1
                on_event(Event("skipped", str(path)))
                continue
            if stat.st_size > MAX_FILE_BYTES:
                raise UnreadableFile(f"{path.name} is larger than 1 GiB: split it first")
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            _fail(summary, on_event, path, f"{path} does not exist: check the path")
            continue
        except OSError as error:
            _fail(
                summary,
                on_event,
                path,
                f"{path} cannot be opened ({error.strerror}): check its permissions",
            )
            continue
        except UnreadableFile as error:
            _fail(summary, on_event, path, str(error))
            continue
        if index.store.document(sha256[:16]) is not None and not again:
            index.store.remember(KnownFile(str(path), sha256[:16], stat.st_size, stat.st_mtime_ns))
            summary.skipped += 1
            on_event(Event("skipped", str(path)))
            continue
        yield path, sha256


def _fail(summary: Summary, on_event: Callable[[Event], None], path: Path, reason: str) -> None:
    summary.failed.append(Failure(str(path), reason))
    on_event(Event("failed", str(path)))


def _reason(path: Path, error: BaseException) -> str:
    """What an error in reading one file means to its owner."""
    if isinstance(error, UnreadableFile):
        reason = str(error)
    elif isinstance(error, Crashed):
        reason = f"{path.name} {error} while it was read: print it to a new file and try that"
    elif isinstance(error, OSError):
        reason = f"{path} cannot be read ({error.strerror}): check the file"
    elif isinstance(error, Exception):
        # A parser's own mistake costs its file, not the folder, and is named for the report.
        reason = f"{path.name} cannot be understood ({type(error).__name__}: {error}): please report it"
    else:
        raise error
    return " ".join(reason.split())


def _commit(
    batch: Sequence[Prepared],
    index: Index,
    summary: Summary,
    on_event: Callable[[Event], None],
) -> None:
    """Embed what is new in a batch of documents, then make each visible."""
    texts = {_hash(text): text for prepared in batch for text in map(embedded_text, prepared.chunks)}
    known = index.store.vectors(list(texts))
    missing = [key for key in texts if key not in known]
    if missing:
        vectors = index.embedder.encode(
            [texts[key] for key in missing],
            lambda done: on_event(Event("embedded", chunks=done)),
        )
        new = dict(zip(missing, vectors, strict=True))
        index.store.put_vectors(new.items())
        known |= new
    for prepared in batch:
        document = prepared.document
        index.store.put_pending(document.id)
        hashes = [_hash(embedded_text(c)) for c in prepared.chunks]
        if hashes:
            ids = [(c.document, c.ordinal, c.page) for c in prepared.chunks]
            index.vectors.add(ids, np.stack([known[key] for key in hashes]))
        index.store.add(document, prepared.parsed, prepared.chunks, hashes, prepared.file)
        summary.documents += 1
        summary.pages += document.pages
        summary.chunks += document.chunks
        summary.facts += document.facts
        on_event(Event("ingested", document.path, document.pages, document.chunks))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

"""Bring files into an index: find them, parse in parallel, embed in large batches, commit one document at a time.

Killed at any moment, the next run finishes the work: a document is visible from its commit in SQLite, and
what Chroma was given for one that never got there is swept.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from ingest.chunk import Cut, chunk, embedded_text
from ingest.document import Identity
from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.parsers import ocr
from ingest.parsers.archive import Archive, TooMuch
from ingest.prepare import KnownFile, Prepared, prepare_task, text_hash
from ingest.ray_engine import run_on_ray
from ingest.sidecar import Corrections, corrects, kept, over
from ingest.sources import Source, find_files, members
from ingest.workers import Crashed, run_each

__all__ = ["Event", "Failure", "Summary", "ingest"]

PARSE_SECONDS = 300.0
EMBED_TEXTS = 1024
Task = tuple[Source, str, Identity]
Engine = Literal["local", "ray"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be ingested, and why, in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """Progress: a file has been `ingested`, `skipped` or `failed`, or `embedded` chunks are done.
    `size` is how many bytes on disk are done with it."""

    kind: str
    path: str = ""
    pages: int = 0
    chunks: int = 0
    size: int = 0


@dataclass(slots=True)
class Summary:
    """What an ingestion did. `skipped` files were in the index already, with the same bytes."""

    documents: int = 0
    pages: int = 0
    chunks: int = 0
    facts: int = 0
    skipped: int = 0
    failed: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def pages_per_second(self) -> float:
        """Pages ingested for each second of the whole run."""
        return self.pages / self.seconds if self.seconds else 0.0


def ingest(
    paths: Sequence[str | Path],
    index: Index,
    *,
    given: Identity | None = None,
    sidecar: Path | None = None,
    refresh: bool = False,
    workers: int | None = None,
    engine: Engine = "local",
    cut: Cut = chunk,
    on_event: Callable[[Event], None] = lambda event: None,
    on_wait: Callable[[], None] | None = None,
) -> Summary:
    """Ingest files, folders and ZIP archives into an index. One bad file never stops the others.

    `given` is what the user says of the documents, which beats what `sidecar` and each `footnote.csv` on the way say
    (see `ingest.sidecar`), which beats what is read from them. `refresh` reads files again that the index holds;
    only chunks that changed are embedded. `cut` makes chunks of what was read (a function of a module, since worker
    processes run it; the local engine's alone). `on_wait` is called when another process is writing, and then this
    waits; without it IndexBusy is raised.

    Raises:
        BadSidecar: a sidecar cannot be understood; nothing is ingested.
        EngineUnavailable: `engine` is "ray" (see `ingest.ray_engine`), and Ray is not installed.
    """
    started = time.monotonic()
    named = [Path(p).absolute() for p in paths]
    sidecar = sidecar.absolute() if sidecar else None
    run = _Run(index, given or Identity(), Corrections.load(named, sidecar), refresh, on_event)
    with index.writing(on_wait):
        work = run.new(path for path in find_files(named) if path != sidecar)
        if engine == "ray":
            for done in run_on_ray(work, index.embedder.name, workers, _patience()):
                index.store.put_vectors(done.vectors.items())
                run.take(done.source, done.result)
        else:
            for (source, *_), outcome in run_each(
                partial(prepare_task, cut=cut), work, workers or os.cpu_count() or 1, _patience()
            ):
                run.take(source, outcome)
        run.finish()
    run.summary.seconds = time.monotonic() - started
    return run.summary


class _Run:
    """One ingestion under way: what is new among the files, what is read but not committed, and the summary."""

    def __init__(
        self,
        index: Index,
        given: Identity,
        corrections: Corrections,
        refresh: bool,
        on_event: Callable[[Event], None],
    ) -> None:
        self.index = index
        self.given = given
        self.corrections = corrections
        self.again = refresh or given != Identity()
        self.on_event = on_event
        self.summary = Summary()
        self.batch: list[Prepared] = []
        self.seen: set[str] = set()
        self.weights: dict[str, int] = {}
        self.archives: list[KnownFile] = []
        self.failed_members: dict[Path, list[str]] = {}

    def new(self, paths: Iterable[Path]) -> Iterator[Task]:
        """What holds bytes that the index does not, with the SHA-256; the rest is counted as skipped or failed."""
        for path in paths:
            try:
                source = Source.of(path)
                if self._unchanged(source):
                    self._skip(source)
                elif source.is_archive():
                    yield from self._new_members(source)
                else:
                    yield from self._new(source, source.sha256())
            except FileNotFoundError:
                self._fail(Source(path, 0, 0), f"{path} does not exist: check the path")
            except OSError as error:
                self._fail(Source(path, 0, 0), f"{path} cannot be opened ({error.strerror}): check its permissions")
            except UnreadableFile as error:
                self._fail(source, str(error))

    def _new_members(self, source: Source) -> Iterator[Task]:
        with Archive(source.path, source.name) as opened:
            for member in members(source, opened):
                if self._unchanged(member):
                    self._skip(member)
                    continue
                try:
                    sha256 = hashlib.sha256(opened.read(member.member)).hexdigest()
                except TooMuch:
                    raise
                except UnreadableFile as error:
                    self._fail(member, str(error))
                    continue
                yield from self._new(member, sha256)
        self.archives.append(KnownFile(source.key, "", source.size, source.mtime_ns))

    def _new(self, source: Source, sha256: str) -> Iterator[Task]:
        document = self.index.store.document(sha256[:16])
        said = self.corrections.of(source)
        if document is None:
            yield source, sha256, over(self.given, said or Identity())
        elif self.again or corrects(said, document):
            yield source, sha256, over(self.given, over(said or Identity(), kept(document, said)))
        else:
            self.index.store.remember(KnownFile(source.key, sha256[:16], source.size, source.mtime_ns))
            self._skip(source)

    def _unchanged(self, source: Source) -> bool:
        """Whether the file is as it was when it was ingested, and nothing new is said of it."""
        store = self.index.store
        known = store.known_file(source.key)
        if self.again or known is None or (known.size, known.mtime_ns) != (source.size, source.mtime_ns):
            return False
        if not self.corrections:
            return True
        held = [known] if known.document else store.known_members(known.path)
        for file in held:
            document = store.document(file.document)
            named = replace(source, member=file.path.removeprefix(f"{source.path}/")) if file is not known else source
            if document is not None and corrects(self.corrections.of(named), document):
                return False
        return True

    def take(self, source: Source, outcome: Prepared | BaseException) -> None:
        """Take what came of reading one file."""
        if isinstance(outcome, BaseException):
            self._fail(source, _reason(source, outcome))
        elif outcome.document.id in self.seen:  # the same bytes under another name, met in this run
            self._commit()
            self.index.store.remember(outcome.file)
            self._skip(source)
        else:
            self.seen.add(outcome.document.id)
            self.batch.append(outcome)
            self.weights[outcome.document.id] = source.weight
            if sum(len(p.chunks) for p in self.batch) >= EMBED_TEXTS:
                self._commit()

    def finish(self) -> None:
        """Commit what is left, then forget what has left its archive."""
        self._commit()
        for archive in self.archives:
            self.index.store.finish_archive(archive, self.failed_members.get(Path(archive.path), ()))
        self.index.sweep()
        self.summary.warnings += self.corrections.unused()

    def _skip(self, source: Source) -> None:
        self.summary.skipped += 1
        self.on_event(Event("skipped", source.key, size=source.weight))

    def _fail(self, source: Source, reason: str) -> None:
        if source.member:
            self.failed_members.setdefault(source.path, []).append(source.key)
        self.summary.failed.append(Failure(source.key, reason))
        self.on_event(Event("failed", source.key, size=source.weight))

    def _commit(self) -> None:
        """Embed what is new in the batch, then make each of its documents visible."""
        batch, self.batch = self.batch, []
        store = self.index.store
        texts = {text_hash(text): text for prepared in batch for text in map(embedded_text, prepared.chunks)}
        known = store.vectors(list(texts))
        missing = [key for key in texts if key not in known]
        if missing:
            vectors = self.index.embedder.encode(
                [texts[key] for key in missing],
                lambda done: self.on_event(Event("embedded", chunks=done)),
            )
            new = dict(zip(missing, vectors, strict=True))
            store.put_vectors(new.items())
            known |= new
        for prepared in batch:
            document = prepared.document
            store.put_pending(document.id)
            hashes = [text_hash(embedded_text(c)) for c in prepared.chunks]
            if hashes:
                ids = [(c.document, c.ordinal, c.page) for c in prepared.chunks]
                self.index.vectors.add(ids, np.stack([known[key] for key in hashes]))
            store.add(document, prepared.parsed, prepared.chunks, hashes, prepared.file)
            self.summary.documents += 1
            self.summary.pages += document.pages
            self.summary.chunks += document.chunks
            self.summary.facts += document.facts
            self.summary.warnings += prepared.parsed.notes
            size = self.weights.pop(document.id)
            self.on_event(Event("ingested", document.path, document.pages, document.chunks, size))


def _patience() -> float:
    """Seconds that reading one file may take: scans are slow, where they can be read."""
    return PARSE_SECONDS if ocr.missing() else PARSE_SECONDS + ocr.FILE_SECONDS


def _reason(source: Source, error: BaseException) -> str:
    """What an error in reading one file means to its owner."""
    if isinstance(error, UnreadableFile):
        reason = str(error)
    elif isinstance(error, Crashed):
        reason = f"{source.name} {error} while it was read: print it to a new file and try that"
    elif isinstance(error, OSError):
        reason = f"{source.key} cannot be read ({error.strerror}): check the file"
    elif isinstance(error, Exception):
        # A parser's own mistake costs its file, not the folder, and is named for the report.
        reason = f"{source.name} cannot be understood ({type(error).__name__}: {error}): please report it"
    else:
        raise error
    return " ".join(reason.split())

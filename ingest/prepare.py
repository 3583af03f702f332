"""Read one file and cut it into chunks: a pure function, run in worker processes.

Nothing heavy is imported here, since every worker process pays for it.
"""

import hashlib
from dataclasses import dataclass, fields, replace

from ingest.chunk import Cut, chunk
from ingest.document import Chunk, Document, Identity, Parsed
from ingest.parse import parse_bytes
from ingest.parsers.text import visible
from ingest.sources import Source

__all__ = ["KnownFile", "Prepared", "prepare", "prepare_task", "text_hash"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What was seen of a file when it was ingested. A member of an archive has the archive's size and time; an archive
    of which nothing is left to do has a row of its own, whose `document` is empty."""

    path: str
    document: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file parsed and cut, ready to be embedded and committed."""

    document: Document
    parsed: Parsed
    chunks: tuple[Chunk, ...]
    file: KnownFile


def prepare(source: Source, sha256: str, given: Identity, cut: Cut = chunk) -> Prepared:
    """Parse one file and cut it into chunks; a pure function of the file and what the user says of it.

    Raises:
        UnreadableFile: in one line, why.
        OSError: the file cannot be read.
    """
    shown = visible(source.name) or source.name  # a name can carry a terminal's commands
    parsed = parse_bytes(source.read(), shown)
    parsed = replace(parsed, identity=_corrected(parsed.identity, given))
    name = sha256[:16]
    chunks = tuple(cut(name, shown, parsed.identity, parsed))
    document = Document(
        name,
        shown,
        source.key,
        sha256,
        parsed.identity,
        len(parsed.pages),
        len(chunks),
        len(parsed.facts),
    )
    return Prepared(document, parsed, chunks, KnownFile(source.key, name, source.size, source.mtime_ns))


def prepare_task(task: tuple[Source, str, Identity], cut: Cut = chunk) -> Prepared:
    """`prepare` over one argument, as a process pool passes it."""
    return prepare(*task, cut)


def text_hash(text: str) -> str:
    """The key under which the embedding of a text is kept."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _corrected(identity: Identity, given: Identity) -> Identity:
    said = [part.name for part in fields(Identity) if part.name != "origins" and getattr(given, part.name) is not None]
    origins = {**identity.origins, **{part: given.origins.get(part, "given") for part in said}}
    return replace(identity, **{part: getattr(given, part) for part in said}, origins=origins)

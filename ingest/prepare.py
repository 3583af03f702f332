"""Read one file and cut it into chunks: a pure function, run in worker processes.

Nothing heavy is imported here, since every worker process pays for it.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from ingest.chunk import chunk
from ingest.document import Chunk, Document, Identity, Parsed
from ingest.parse import parse_bytes

__all__ = ["KnownFile", "Prepared", "prepare", "prepare_task"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What was seen of a file when it was ingested."""

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


def prepare(path: Path, sha256: str, given: Identity) -> Prepared:
    """Parse one file and cut it into chunks; a pure function of the file and what the user says of it.

    Raises:
        UnreadableFile: in one line, why.
    """
    stat = path.stat()
    parsed = parse_bytes(path.read_bytes(), path.name)
    parsed = replace(parsed, identity=_corrected(parsed.identity, given))
    name = sha256[:16]
    chunks = tuple(chunk(name, path.name, parsed.identity, parsed))
    document = Document(
        name,
        path.name,
        str(path),
        sha256,
        parsed.identity,
        len(parsed.pages),
        len(chunks),
        len(parsed.facts),
    )
    return Prepared(
        document,
        parsed,
        chunks,
        KnownFile(str(path), name, stat.st_size, stat.st_mtime_ns),
    )


def prepare_task(task: tuple[Path, str, Identity]) -> Prepared:
    """`prepare` over one argument, as a process pool passes it."""
    return prepare(*task)


def _corrected(identity: Identity, given: Identity) -> Identity:
    names = (
        "company",
        "form",
        "fiscal_year",
        "fiscal_quarter",
        "period_end",
        "filing_date",
        "ticker",
    )
    said = {name: getattr(given, name) for name in names if getattr(given, name) is not None}
    origins = {**identity.origins, **dict.fromkeys(said, "given")}
    return replace(identity, **said, origins=origins) if said else identity

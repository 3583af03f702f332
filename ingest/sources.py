"""Find what is to be ingested: files under paths, and the documents inside ZIP archives."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.parse import SUPPORTED
from ingest.parsers import archive

__all__ = ["SIDECAR", "Source", "find_files", "members"]

SIDECAR = "footnote.csv"
"""A file of this name says what the documents beside it are, and is no document itself (see `ingest.sidecar`)."""
MAX_FILE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest, or one member of a ZIP archive. Size and time are those of the file on disk."""

    path: Path
    size: int
    mtime_ns: int
    member: str = ""
    packed: int = 0

    @classmethod
    def of(cls, path: Path) -> "Source":
        """The file at `path` as it is now. Raises OSError when it cannot be seen."""
        stat = path.stat()
        return cls(path, stat.st_size, stat.st_mtime_ns)

    @classmethod
    def at(cls, key: Path) -> "Source":
        """The source with this `key`: the file of that path, or the member of the archive that lies on the way to it.

        Raises:
            OSError: there is no such file, nor an archive above it.
        """
        for path in key.parents:
            if path.is_file():
                return replace(cls.of(path), member=key.relative_to(path).as_posix())
        return cls.of(key)

    @property
    def name(self) -> str:
        """What the reader knows it by: "report.pdf", or "archive.zip/report.pdf"."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @property
    def key(self) -> str:
        """Its whole path, a member's one below its archive's."""
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    @property
    def weight(self) -> int:
        """Bytes on disk, for measuring progress."""
        return self.packed if self.member else self.size

    def is_archive(self) -> bool:
        """Whether it is a ZIP of documents (a DOCX or XLSX is a ZIP, too, and no archive).

        Raises:
            UnreadableFile: a damaged ZIP.
            OSError: the file cannot be opened.
        """
        with self.path.open("rb") as file:
            if not file.read(4).startswith((b"PK\x03\x04", b"PK\x05\x06")):
                return False
        return archive.office_kind(self.path, self.name) is None

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            UnreadableFile: the file is too large, or the member of an archive damaged, encrypted or too large.
            OSError: the file cannot be read.
        """
        if self.member:
            with archive.Archive(self.path, self.path.name) as opened:
                return opened.read(self.member)
        if self.size > MAX_FILE_BYTES:
            raise UnreadableFile(f"{self.name} is larger than 1 GiB: split it first")
        return self.path.read_bytes()

    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hex. Raises like `read`."""
        return hashlib.sha256(self.read()).hexdigest()


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files under these paths: in folders those of a supported kind, in order; a file named is taken as it is."""
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
                known = found.suffix.lower() in SUPPORTED and found.name != SIDECAR
                if not hidden and known and found.is_file():
                    yield found
        else:
            yield path


def members(source: Source, opened: archive.Archive) -> list[Source]:
    """The documents in an archive, in its order: files of a supported kind.

    Raises:
        UnreadableFile: it holds none.
    """
    names = [name for name in opened.names if Path(name).suffix.lower() in SUPPORTED and Path(name).name != SIDECAR]
    if not names:
        raise UnreadableFile(f"{source.name}: holds no file of a kind that can be read; leave it out")
    return [replace(source, member=name, packed=opened.packed(name)) for name in names]

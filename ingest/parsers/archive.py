"""Open ZIP archives within bounds: which kind they are, and the documents inside."""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ingest.errors import UnreadableFile

__all__ = [
    "MAX_MEMBERS",
    "MAX_MEMBER_BYTES",
    "MAX_TOTAL_BYTES",
    "Archive",
    "TooMuch",
    "office_kind",
]

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 256 * 1024 * 1024
MAX_TOTAL_BYTES = 4 * 1024 * 1024 * 1024
"""Bounds on what is unpacked, so that a small file cannot fill the memory or the disk."""


class TooMuch(UnreadableFile):
    """The archive as a whole unpacks beyond the bounds: nothing more of it is read."""


class Archive:
    """A ZIP that is open: the names of its files, and each one's bytes. Use it in a `with`.

    Raises:
        UnreadableFile: the ZIP is damaged or has too many files.
    """

    def __init__(self, data: bytes | Path, name: str) -> None:
        self.name = name
        self._total = 0
        self._zip = _open(data, name)
        entries = [info for info in self._zip.infolist() if not info.is_dir() and not _hidden(info.filename)]
        if len(entries) > MAX_MEMBERS:
            self._zip.close()
            raise UnreadableFile(f"{name}: more than {MAX_MEMBERS:,} files in one ZIP; unpack it and ingest the folder")
        self._entries = {info.filename: info for info in entries}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The files' names in the archive's order; folders and hidden files left out."""
        return list(self._entries)

    def packed(self, member: str) -> int:
        """How many bytes the file takes up in the archive."""
        return self._entries[member].compress_size

    def read(self, member: str) -> bytes:
        """The bytes of one file.

        Raises:
            UnreadableFile: it is missing, damaged, encrypted or too large.
            TooMuch: what was read of the archive is too much in all.
        """
        info = self._entries.get(member)
        if info is None:
            raise UnreadableFile(f"{self.name}: {member} is not in it any more; ingest it again")
        if info.flag_bits & 0x1:
            raise UnreadableFile(f"{self.name}: {member} is encrypted; unpack it with its password first")
        # The size in the directory can lie, so the bound is on what is really read.
        try:
            with self._zip.open(info) as file:
                content = file.read(MAX_MEMBER_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise UnreadableFile(f"{self.name}: {member} in it is damaged; fetch the archive again") from None
        if len(content) > MAX_MEMBER_BYTES:
            raise UnreadableFile(
                f"{self.name}: {member} unpacks to more than {MAX_MEMBER_BYTES >> 20} MB; leave it out"
            )
        self._total += len(content)
        if self._total > MAX_TOTAL_BYTES:
            raise TooMuch(f"{self.name}: unpacks to more than {MAX_TOTAL_BYTES >> 30} GB; ingest it in parts")
        return content


def office_kind(data: bytes | Path, name: str) -> str | None:
    """Whether the ZIP (bytes or a file) is a "DOCX" or an "XLSX"; None when it is neither.

    Raises:
        UnreadableFile: it is damaged, or an office file that unpacks beyond the bounds.
    """
    with _open(data, name) as archive:
        names = set(archive.namelist()[: MAX_MEMBERS + 1])
        kind = "DOCX" if "word/document.xml" in names else "XLSX" if "xl/workbook.xml" in names else None
        if kind and sum(info.file_size for info in archive.infolist()) > MAX_MEMBER_BYTES:
            raise UnreadableFile(f"{name}: unpacks to more than {MAX_MEMBER_BYTES >> 20} MB; split it and try again")
    return kind


def _open(data: bytes | Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(data if isinstance(data, Path) else io.BytesIO(data))
    except (FileNotFoundError, PermissionError):
        raise
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableFile(f"{name}: a damaged or truncated ZIP, DOCX or XLSX file; fetch it again") from None


def _hidden(filename: str) -> bool:
    path = PurePosixPath(filename)
    return path.name.startswith(".") or "__MACOSX" in path.parts

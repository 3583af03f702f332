"""Open ZIP archives within bounds: which kind they are, and the documents inside."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ingest.errors import UnreadableFile

__all__ = [
    "MAX_MEMBERS",
    "MAX_MEMBER_BYTES",
    "MAX_TOTAL_BYTES",
    "members",
    "office_kind",
]

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 256 * 1024 * 1024
MAX_TOTAL_BYTES = 4 * 1024 * 1024 * 1024
"""Bounds on what is unpacked, so that a small file cannot fill the memory or the disk."""


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableFile(f"{name}: a damaged or truncated ZIP, DOCX or XLSX file; fetch it again") from None


def office_kind(data: bytes, name: str) -> str | None:
    """ "DOCX" or "XLSX" when the ZIP bytes are one, else None. Raises UnreadableFile for a damaged archive or one
    that unpacks beyond the bounds."""
    with _open(data, name) as archive:
        names = set(archive.namelist()[: MAX_MEMBERS + 1])
        kind = "DOCX" if "word/document.xml" in names else "XLSX" if "xl/workbook.xml" in names else None
        if kind and sum(info.file_size for info in archive.infolist()) > MAX_MEMBER_BYTES:
            raise UnreadableFile(f"{name}: unpacks to more than {MAX_MEMBER_BYTES >> 20} MB; split it and try again")
    return kind


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a ZIP as (name, bytes), in the archive's order; folders and hidden files left out.

    Raises UnreadableFile for a damaged, encrypted or oversized archive (whatever came before is good).
    """
    with _open(data, name) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        if len(entries) > MAX_MEMBERS:
            raise UnreadableFile(f"{name}: more than {MAX_MEMBERS:,} files in one ZIP; unpack it and ingest the folder")
        total = 0
        for info in entries:
            if info.flag_bits & 0x1:
                raise UnreadableFile(f"{name}: {info.filename} is encrypted; unpack it with its password first")
            content = _read(archive, info, name)
            total += len(content)
            if total > MAX_TOTAL_BYTES:
                raise UnreadableFile(f"{name}: unpacks to more than {MAX_TOTAL_BYTES >> 30} GB; ingest it in parts")
            yield info.filename, content


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    # The size in the directory can lie, so the bound is on what is really read.
    try:
        with archive.open(info) as member:
            content = member.read(MAX_MEMBER_BYTES + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ):
        raise UnreadableFile(f"{name}: {info.filename} in it is damaged; fetch the archive again") from None
    if len(content) > MAX_MEMBER_BYTES:
        raise UnreadableFile(f"{name}: {info.filename} unpacks to more than {MAX_MEMBER_BYTES >> 20} MB; leave it out")
    return content


def _hidden(filename: str) -> bool:
    path = PurePosixPath(filename)
    return path.name.startswith(".") or "__MACOSX" in path.parts

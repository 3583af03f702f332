"""Corrections by hand: a CSV file that says what documents are, where they do not say it themselves or say it wrongly.

    file,company,form,fiscal_year,fiscal_quarter,period_end,filing_date,ticker
    report.pdf,Acme Corp,10-K,2024,,2024-06-30,,ACME
    archive.zip/q1.html,,,2025,1,,,

`file` is a name, or the end of a path; the other columns may be left out. A blank keeps what was read.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.document import Document, Identity
from ingest.errors import BadSidecar
from ingest.sources import SIDECAR, Source

__all__ = ["PARTS", "Corrections", "corrects", "kept", "over", "read_sidecar"]

PARTS = ("company", "form", "fiscal_year", "fiscal_quarter", "period_end", "filing_date", "ticker")
ORIGIN = "sidecar"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sidecar: of which file it speaks (below `folder`, if that is set), and what it says."""

    place: str
    file: PurePosixPath
    said: Identity
    folder: Path | None = None

    def speaks_of(self, source: Source) -> bool:
        """Whether the end of the source's path is this row's file."""
        parts = PurePosixPath(source.key).parts
        below = self.folder is None or source.path.is_relative_to(self.folder)
        return below and parts[-len(self.file.parts) :] == self.file.parts


class Corrections:
    """What all sidecars of one ingestion say; an earlier row beats a later one."""

    def __init__(self, rows: Iterable[Row] = (), quiet: Iterable[Row] = ()) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._unused: dict[str, Row] = {}
        for row in rows:
            self._rows.setdefault(row.file.name, []).append(row)
            self._unused[row.place] = row
        for row in quiet:
            self._rows.setdefault(row.file.name, []).append(row)

    @classmethod
    def load(cls, paths: Iterable[Path], sidecar: Path | None = None) -> "Corrections":
        """Read `sidecar`, and each `footnote.csv` in the folders or beside the files that `paths` name.

        Raises:
            BadSidecar: one cannot be read, or says what cannot be.
        """
        rows = list(read_sidecar(sidecar)) if sidecar else []
        quiet: list[Row] = []
        paths = list(paths)
        # The nearest to a document speaks first.
        found = {path for folder in paths if folder.is_dir() for path in folder.rglob(SIDECAR)} - {sidecar}
        for path in sorted(found, key=lambda p: (-len(p.parts), p)):
            rows += read_sidecar(path, path.parent)
        beside = {path.with_name(SIDECAR) for path in paths if not path.is_dir()} - found - {sidecar}
        for path in sorted(path for path in beside if path.is_file()):
            quiet += read_sidecar(path, path.parent)  # it may well speak of files not named now
        return cls(rows, quiet)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def of(self, source: Source) -> Identity | None:
        """What is said of a document, with the origin "sidecar"; None when nothing is."""
        said: Identity | None = None
        for row in self._rows.get(PurePosixPath(source.key).name, ()):
            if row.speaks_of(source):
                self._unused.pop(row.place, None)
                said = over(said, row.said) if said else row.said
        return said

    def unused(self) -> list[str]:
        """One line for each row whose file was not met."""
        return [
            f"{row.place}: no file {str(row.file)!r} is among those ingested: correct the name or take the row out"
            for row in self._unused.values()
        ]


def over(first: Identity, second: Identity) -> Identity:
    """What the first says, and where it says nothing, what the second does."""
    left = [part for part in PARTS if getattr(first, part) is None and getattr(second, part) is not None]
    origins = {**first.origins, **{part: second.origins[part] for part in left if part in second.origins}}
    return replace(first, **{part: getattr(second, part) for part in left}, origins=origins)


def corrects(said: Identity | None, document: Document) -> bool:
    """Whether a sidecar says of a document what its reading does not hold yet; what was given on the command line
    stands above it."""
    if said is None:
        return False
    origins = document.identity.origins
    for part in PARTS:
        value, origin = getattr(said, part), origins.get(part)
        if value is None and origin == ORIGIN:
            return True
        if value is not None and origin != "given" and (getattr(document.identity, part), origin) != (value, ORIGIN):
            return True
    return False


def kept(document: Document, said: Identity | None) -> Identity:
    """What people said of a document before, which reading it again keeps; a sidecar's row replaces its older self."""
    lasting = ("given",) if said else ("given", ORIGIN)
    origins = {part: origin for part, origin in document.identity.origins.items() if origin in lasting}
    return Identity(**{part: getattr(document.identity, part) for part in origins}, origins=origins)


def read_sidecar(path: Path, folder: Path | None = None) -> Iterator[Row]:
    """The rows of one sidecar file.

    Raises:
        BadSidecar: in one line, with the row (the header is row 1) and the column.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadSidecar(f"{path} cannot be opened ({error.strerror}): check the path of the sidecar") from None
    except UnicodeDecodeError:
        raise BadSidecar(f"{path.name} is not UTF-8 text: save it as CSV UTF-8") from None
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","  # as Excel writes it in much of Europe
    lines = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    columns = [name.strip().lower() for name in lines[0]] if lines else []
    for column in columns:
        if column not in ("file", *PARTS):
            raise BadSidecar(f"{path.name} row 1: no column {column!r} is known; there are: file, {', '.join(PARTS)}")
        if columns.count(column) > 1:
            raise BadSidecar(f"{path.name} row 1: the column {column!r} comes twice; keep one")
    if "file" not in columns:
        raise BadSidecar(f"{path.name} row 1: the column 'file' is missing; it says which document a row is about")
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        if any(cells[len(columns) :]):
            raise BadSidecar(
                f"{path.name} row {number}: {len(cells)} cells under {len(columns)} columns; put quotes around commas"
            )
        values = dict(zip(columns, cells, strict=False))
        file = values.pop("file", "").replace("\\", "/").removeprefix("./")
        if not file:
            raise BadSidecar(f"{path.name} row {number}, column file: it is blank; name the document the row is about")
        if file in seen:
            raise BadSidecar(f"{path.name} row {number}, column file: {file!r} is in row {seen[file]}, too; keep one")
        seen[file] = number
        said = {part: _value(part, cell, f"{path.name} row {number}") for part, cell in values.items() if cell}
        identity = Identity(**said, origins=dict.fromkeys(said, ORIGIN))
        yield Row(f"{path.name} row {number}", PurePosixPath(file), identity, folder)


def _value(part: str, cell: str, place: str) -> Any:
    """A cell as the type of its column, or BadSidecar."""
    read, expected = _READ.get(part, (str, ""))
    try:
        return read(cell)
    except ValueError:
        raise BadSidecar(f"{place}, column {part}: {cell!r} is not {expected}") from None


def _year(cell: str) -> int:
    if not 1900 <= (year := int(cell)) <= 2199:
        raise ValueError(cell)
    return year


def _quarter(cell: str) -> int:
    if not 1 <= (quarter := int(cell.upper().removeprefix("Q"))) <= 4:
        raise ValueError(cell)
    return quarter


_DAY = "a date such as 2024-06-30"
_READ: dict[str, tuple[Callable[[str], Any], str]] = {
    "fiscal_year": (_year, "a year such as 2024"),
    "fiscal_quarter": (_quarter, "1, 2, 3 or 4"),
    "period_end": (date.fromisoformat, _DAY),
    "filing_date": (date.fromisoformat, _DAY),
}

"""Reads benchmark data files, each fault one clear line that names the file and place."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from eval.errors import MalformedData

__all__ = ["read_json", "read_jsonl", "require"]


def read_jsonl(path: Path, fields: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield one object a line, blank lines skipped, each holding at least `fields`.

    Raises:
        MalformedData: the file is missing, not UTF-8, not JSON on some line, or a line lacks a field.
    """
    for place, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise MalformedData(f"{path} line {place} is not JSON ({error.msg}); fetch the file again") from error
        yield require(row, fields, f"{path} line {place}")


def read_json(path: Path) -> Any:
    """Load a JSON file.

    Raises:
        MalformedData: the file is missing, not UTF-8 or not JSON.
    """
    try:
        return json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise MalformedData(f"{path} is not JSON ({error.msg} at line {error.lineno}); fetch the file again") from error


def require(row: Any, fields: Iterable[str], where: str) -> dict[str, Any]:
    """Check that `row` is an object with `fields` and return it.

    Raises:
        MalformedData: it is not; `where` names the place.
    """
    if not isinstance(row, dict):
        raise MalformedData(f"{where}: expected an object, found {type(row).__name__}")
    missing = [name for name in fields if name not in row]
    if missing:
        raise MalformedData(f"{where} lacks {', '.join(missing)}; is this the benchmark's own file?")
    return row


def _text(path: Path) -> str:
    if not path.is_file():
        raise MalformedData(f"{path} is missing; --data must name the folder that holds it")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MalformedData(f"{path} is not UTF-8 text (byte {error.start}); fetch the file again") from error

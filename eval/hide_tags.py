"""Takes inline XBRL tags out of an HTML filing and leaves what a reader sees, so that only tables can answer."""

import re
from pathlib import Path

__all__ = ["hide_tags", "without_tags"]

_HEADER = re.compile(rb"<ix:header\b.*?</ix:header\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"</?ix:[a-z]+\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)


def without_tags(data: bytes) -> bytes:
    """The filing with its hidden tag section removed and every other `ix:` element replaced by its content."""
    return _TAG.sub(b"", _HEADER.sub(b"", data))


def hide_tags(files: list[Path], folder: Path) -> list[Path]:
    """Write untagged copies into `folder`, under the same names, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for path in files:
        copy = folder / path.name
        data = without_tags(path.read_bytes())
        if not copy.is_file() or copy.read_bytes() != data:
            copy.write_bytes(data)
        copies.append(copy)
    return copies

"""Find running heads, running feet and printed page numbers at the edges of pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Trim", "trim_pages"]

_EDGE = 3
_LONGEST = 160
_NUMBER = re.compile(
    r"^(?:page\s+)?[-–—\s|]*((?:[A-Z]{1,2}-)?\d{1,4}|[ivxl]{1,6})[-–—\s|]*(?:of\s+\d{1,4})?$", re.IGNORECASE
)
_AT_END = re.compile(r"(?:^|[\s|•·–—-])((?:[A-Z]-)?\d{1,4})\s*(?:of\s+\d{1,4}\s*)?$")
_AT_START = re.compile(r"^((?:[A-Z]-)?\d{1,4})(?=[\s|•·–—]|$)")


@dataclass(frozen=True, slots=True)
class Trim:
    """What of a page's lines is its own: lines[start:end]; and the page number printed outside of it."""

    start: int
    end: int
    printed: str | None = None


def trim_pages(pages: Sequence[Sequence[str]]) -> list[Trim]:
    """For each page's lines, where running head and foot stop. Lines repeat as heads when, numbers aside, they stand
    at the same edge of at least three pages and a fifth of all."""
    needed = max(3, len(pages) // 5)
    heads = Counter(shape for lines in pages for shape in {_shape(line) for line in lines[:_EDGE]})
    feet = Counter(shape for lines in pages for shape in {_shape(line) for line in lines[-_EDGE:]})
    heads_kept = {shape for shape, count in heads.items() if shape and count >= needed}
    feet_kept = {shape for shape, count in feet.items() if shape and count >= needed}
    return [_trim(lines, heads_kept, feet_kept) for lines in pages]


def _shape(line: str) -> str:
    text = re.sub(r"\s+", " ", line).strip().lower()
    return re.sub(r"\d+", "#", text) if len(text) <= _LONGEST else ""


def _trim(lines: Sequence[str], heads: set[str], feet: set[str]) -> Trim:
    start, end = 0, len(lines)
    while start < min(_EDGE, end) and (_shape(lines[start]) in heads or _NUMBER.match(lines[start])):
        start += 1
    while end > max(start, len(lines) - _EDGE) and (_shape(lines[end - 1]) in feet or _NUMBER.match(lines[end - 1])):
        end -= 1
    outside = [*reversed(lines[end:]), *lines[:start]]
    return Trim(start, end, _printed(outside))


def _printed(outside: Sequence[str]) -> str | None:
    for line in outside:
        match = _NUMBER.match(line.strip())
        if match:
            return match[1]
    for line in outside:
        match = _AT_END.search(line.strip()) or _AT_START.match(line.strip())
        if match and not re.fullmatch(r"(?:19|20)\d\d", match[1]):
            return match[1]
    return None

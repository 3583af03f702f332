"""Damaged filings: real files changed at random, each of which must end in one outcome, without a crash or a hang.

    python -m tests.mutants FILE... [--count 1000] [--seed 1] [--seconds 60] [--keep DIR]

Reads `--count` mutants of the files in worker processes, as an ingestion does, and prints how many were read, refused
with a line for their owner, and what went wrong with the rest; those are written to `--keep`, to look at.
"""

import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ingest.errors import UnreadableFile
from ingest.parse import parse_bytes
from ingest.workers import run_each

__all__ = ["Mutant", "mutants", "mutate", "outcomes"]

_NUMBER = re.compile(rb"\d+")
_EXTREMES = (b"0", b"-1", b"1e9", b"4294967296", b"99999999999999999999", b"9" * 5000, b"NaN", b"0.0000001")
_DEPTHS = (300, 5_000, 100_000)
_BOMBS: tuple[tuple[bytes, bytes], ...] = (
    (b"<div>", b"</div>"),
    (b"<table><tr><td>", b"</td></tr></table>"),
    (b"<span style='x'>", b""),
    (b"[", b"]"),
    (b"<<", b">>"),
    (b"(", b""),
    (b"q ", b"Q "),
)
_BITS = (
    b"<!--",
    b"<![CDATA[",
    b"<script>",
    b"</html>",
    b"<td colspan='99999999' rowspan='99999999'>",
    b"<ix:nonFraction scale='999999999' decimals='-999999999' format='x' contextRef='c'>9</ix:nonFraction>",
    b"&#x110000;",
    b"\x00",
    b"\xff\xfe",
    b"endstream",
    b"endobj",
    b"/Kids [1 0 R 1 0 R]",
    b"/Count 2147483647",
    b"/MediaBox [0 0 1e30 -1e30]",
    b"xref\n0 9999999",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: the name and the bytes of it, and which change made it."""

    name: str
    data: bytes
    change: str


def _place(data: bytes, rng: random.Random) -> int:
    return rng.randrange(len(data) + 1)


def _truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: _place(data, rng)]


def _flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 20, 2000))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _blanked(data: bytes, rng: random.Random) -> bytes:
    start = _place(data, rng)
    gone = min(len(data) - start, rng.choice((10, 1000, 50_000)))
    return data[:start] + bytes(gone) + data[start + gone :]


def _spliced(data: bytes, rng: random.Random) -> bytes:
    start, other = _place(data, rng), _place(data, rng)
    size = rng.choice((10, 1000, 50_000))
    return data[:start] + data[other : other + size] + data[start + rng.choice((0, size)) :]


def _cut(data: bytes, rng: random.Random) -> bytes:
    start = _place(data, rng)
    return data[:start] + data[start + rng.choice((1, 100, 10_000)) :]


def _extreme(data: bytes, rng: random.Random) -> bytes:
    """Some of its numbers (sizes, offsets, figures, spans) replaced by ones that nothing expects."""
    found = list(_NUMBER.finditer(data))
    pieces, end = [], 0
    for match in sorted(rng.sample(found, min(len(found), rng.choice((1, 10, 200)))), key=lambda match: match.start()):
        pieces += [data[end : match.start()], rng.choice(_EXTREMES)]
        end = match.end()
    return b"".join((*pieces, data[end:]))


def _nested(data: bytes, rng: random.Random) -> bytes:
    start, (opening, closing), depth = _place(data, rng), rng.choice(_BOMBS), rng.choice(_DEPTHS)
    return data[:start] + opening * depth + b"9" + closing * depth + data[start:]


def _bits(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 5, 50))):
        start = _place(data, rng)
        data = data[:start] + rng.choice(_BITS) + data[start:]
    return data


_CHANGES = (_truncated, _flipped, _blanked, _spliced, _cut, _extreme, _nested, _bits)


def mutate(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The bytes after one to three changes, and their names."""
    names = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        change = rng.choice(_CHANGES)
        data = change(data, rng) if data else data
        names.append(change.__name__.lstrip("_"))
    return data, " ".join(names)


def mutants(files: Sequence[Path], count: int, seed: int) -> Iterator[Mutant]:
    """`count` different damaged files, the files taken in turn; the same for the same seed."""
    for number in range(count):
        file = files[number % len(files)]
        data, change = mutate(file.read_bytes(), random.Random(f"{seed} {number}"))
        yield Mutant(f"{number}-{file.name}", data, change)


def _read(mutant: Mutant) -> tuple[int, int]:
    """How many pages and facts a file has: what a worker would hand back whole is not needed here."""
    parsed = parse_bytes(mutant.data, mutant.name)
    return len(parsed.pages), len(parsed.facts)


def outcomes(found: Iterator[Mutant], workers: int, seconds: float) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what came of reading it: "read", "refused", or what went wrong."""
    for mutant, outcome in run_each(_read, found, workers, seconds):
        if isinstance(outcome, UnreadableFile):
            whole = mutant.name in str(outcome) and "\n" not in str(outcome)
            yield mutant, "refused" if whole else f"refused unclearly: {outcome}"
        elif isinstance(outcome, BaseException):
            yield mutant, f"{type(outcome).__name__}: {outcome}"
        else:
            yield mutant, "read"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--count", default=1000, show_default=True, type=click.IntRange(1), help="How many mutants to read.")
@click.option("--seed", default=1, show_default=True, help="Another seed makes other mutants.")
@click.option("--seconds", default=60.0, show_default=True, help="How long one file may take.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes that read.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for the mutants that went wrong.")
def main(files: tuple[Path, ...], count: int, seed: int, seconds: float, workers: int, keep: Path | None) -> None:
    """Read damaged copies of the files, and print what came of them."""
    kinds: Counter[str] = Counter()
    seen: set[str] = set()
    started = time.monotonic()
    for mutant, outcome in outcomes(mutants(files, count, seed), workers, seconds):
        seen.add(mutant.name)
        kinds[outcome if outcome in ("read", "refused") else "wrong"] += 1
        if outcome not in ("read", "refused"):
            click.echo(f"{mutant.name} ({mutant.change}): {outcome}")
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{hashlib.sha256(mutant.data).hexdigest()[:8]}-{mutant.name}").write_bytes(mutant.data)
    counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    click.echo(f"{len(seen)} of {count} mutants have an outcome: {counts}; {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()

"""Find a table's columns by the right edges its numbers share, and place numbers in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.filing.cells import Atom, Parts

__all__ = ["Column", "distance", "find_columns", "place"]


@dataclass(slots=True)
class Column:
    """Where a column of numbers stands: the edge its digits align on, and the room its numbers take."""

    edge: float
    left: float
    right: float


def find_columns(rows: Sequence[Parts]) -> list[Column]:
    """Columns by the right edges that numbers share; numbers inside labels do not repeat theirs."""
    numbers = [(atom, index) for index, row in enumerate(rows) for atom in row.atoms if not atom.dash]
    if not numbers:
        return []
    height = median(row.line.height for row in rows)
    numbers.sort(key=lambda pair: pair[0].edge)
    groups: list[list[tuple[Atom, int]]] = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if after[0].edge - before[0].edge > 0.6 * height:
            groups.append([])
        groups[-1].append(after)
    groups = _merge(groups)
    need = 2 if len(rows) > 3 else 1
    kept = [group for group in groups if len({row for _, row in group}) >= need]
    # A column in which numbers follow their labels closely is no column.
    columns = []
    for group in kept:
        close = sum(rows[row].atoms[0] is atom and rows[row].gap < 0.6 * height for atom, row in group)
        if close > 0.5 * len(group):
            continue
        columns.append(
            Column(median(a.edge for a, _ in group), min(a.left for a, _ in group), max(a.right for a, _ in group))
        )
    return sorted((*columns, *_of_dashes(rows, columns, height)), key=lambda column: column.edge) if columns else []


def _of_dashes(rows: Sequence[Parts], columns: Sequence[Column], height: float) -> list[Column]:
    """Columns that hold nothing but dashes in most rows, apart from all others: "Acquisitions  —  —  —"."""
    dashes = sorted(
        (
            (atom, index)
            for index, row in enumerate(rows)
            for atom in row.atoms
            if atom.dash and all(distance(atom, column) > 1.6 * height for column in columns)
        ),
        key=lambda pair: pair[0].edge,
    )
    groups: list[list[tuple[Atom, int]]] = []
    for pair in dashes:
        if groups and pair[0].edge - groups[-1][-1][0].edge <= 0.6 * height:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return [
        Column(median(a.edge for a, _ in group), min(a.left for a, _ in group), max(a.right for a, _ in group))
        for group in groups
        if len(group) > 1 and 2 * len({row for _, row in group}) > len(rows)
    ]


def _merge(groups: list[list[tuple[Atom, int]]]) -> list[list[tuple[Atom, int]]]:
    """Join neighbouring groups whose numbers overlap sideways and never share a row (centred columns)."""
    merged = [groups[0]]
    for group in groups[1:]:
        last = merged[-1]
        apart = {row for _, row in last} & {row for _, row in group}
        # Compare digits only: currency signs stand far to the left of them.
        left = min(atom.words[-1].left for atom, _ in group)
        overlap = max(atom.edge for atom, _ in last) - left
        narrow = min(max(a.edge for a, _ in g) - min(a.words[-1].left for a, _ in g) for g in (last, group))
        if not apart and overlap > 0.4 * max(narrow, 1.0):
            merged[-1] = last + group
        else:
            merged.append(group)
    return merged


def place(atoms: Sequence[Atom], columns: list[Column], height: float) -> list[Atom | None] | None:
    """Atoms by column; None where one fits nowhere or two want the same place."""
    cells: list[Atom | None] = [None] * len(columns)
    for atom in atoms:
        best = min(range(len(columns)), key=lambda i: distance(atom, columns[i]))
        if distance(atom, columns[best]) > 1.6 * height and not _overlaps(atom, columns[best]):
            return None
        if cells[best] is not None:
            return None
        cells[best] = atom
    return cells


def distance(atom: Atom, column: Column) -> float:
    if atom.dash:
        middle = (atom.words[-1].left + atom.words[-1].right) / 2
        return (
            0.0 if column.left <= middle <= column.right else min(abs(column.left - middle), abs(column.right - middle))
        )
    return abs(atom.edge - column.edge)


def _overlaps(atom: Atom, column: Column) -> bool:
    return atom.words[-1].left < column.right and atom.words[-1].right > column.left

"""Finds a change that the texts state as a figure: "expenses decreased $2.2 million"."""

import re

from assistant.context.arithmetic import Solved, solved
from assistant.context.grid import Cell
from assistant.context.match import Finder, Match
from assistant.context.operation import Operation, Task
from assistant.context.words import stems

__all__ = ["stated_move"]

_SPANNED = re.compile(
    r"\b(?:from|between)\b.*\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d from (?:fiscal )?(?:19|20)\d\d\b"
)
_DIRECTIONS = ("increase", "increased", "decrease", "decreased", "change", "changed", "decline", "compared", "net")
NEAR, FULL = 0.3, 0.85
"""How much more of the question a sentence must hold than the table where two years are named; how much in all."""


def stated_move(question: str, task: Task, finder: Finder) -> Solved | None:
    """The figure by which the texts say that the subject moved; None where none does, or the table tells as much."""
    words = frozenset(stems(task.subject, drop=_DIRECTIONS))
    if not words:
        return None
    best: tuple[float, Cell] | None = None
    for place, figure in enumerate(finder.prose):
        if (
            not figure.delta
            or figure.percent
            or (task.years and figure.years and not set(task.years) & set(figure.years))
        ):
            continue
        before = figure.sentence[: figure.start]
        said = len(words & frozenset(stems(before))) / len(words)
        if best is None or said > best[0]:
            best = (said, Cell(-1 - place, -1, figure.value, figure.printed, figure))
    if best is None or best[0] < FULL:
        return None
    if _SPANNED.search(question):
        row = max(
            (len(words & (line.header.words | line.header.heading_words)) for line in finder.grid.lines), default=0
        )
        if best[0] < row / len(words) + NEAR:
            return None
    return solved(Operation.LOOKUP, "a", (Match(best[1], best[0]),), finder)

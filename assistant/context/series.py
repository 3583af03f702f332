"""Finds one thing in several years: the cells of one row, or the numbers that one sentence lists."""

import re
from collections.abc import Callable, Hashable, Sequence

from assistant.context.grid import Line
from assistant.context.match import BETTER, Finder, Match, Wanted

__all__ = ["closing_lines", "series"]

_OPENING = re.compile(r"\b(?:beginning|opening|start of|prior year)\b|\bbalances?\b.*\bjanuary 1\b", re.IGNORECASE)
_CLOSING = re.compile(r"\b(?:ending|closing|end of|balances?|liability at|outstanding at)\b", re.IGNORECASE)
_WEAK, _CLOSED = 0.4, 0.45
"""Below this fit of a row, a question about a table that rolls a balance forward means the closing balance."""
_JOINT = 0.1
"""How much more surely numbers of one row or sentence are of one thing than numbers picked one by one."""


def closing_lines(finder: Finder) -> list[Line]:
    """The rows of closing balances, where a table rolls a balance forward; none where it does not."""
    closing = [line for line in finder.grid.lines if _CLOSING.search(line.header.text)]
    plain = [line for line in closing if not _OPENING.search(line.header.text)]
    return plain if len(closing) > 1 and len(plain) < len(finder.grid.lines) else []


def series(words: frozenset[str], years: Sequence[int], finder: Finder) -> list[Match] | None:
    """One match a year for what `words` name, in the order of `years`; None where a year has none."""
    wanted = [Wanted(words, year) for year in years]
    candidates: list[tuple[float, list[Match]]] = []
    found = [finder.find(one) for one in wanted]
    table = _of_one(found, lambda match: match.cell.row)
    alike = _of_one(found, lambda match: (match.cell.row, _kind(match, finder)))
    if table and alike and _least(alike) >= _ALIKE * _least(table):
        table = alike
    if table:
        candidates.append((min(finder.told(match, words) for match in table) + _JOINT, table))
    if (not candidates or candidates[0][0] < _WEAK + _JOINT) and (closed := _closing(wanted, finder)):
        candidates.append((_CLOSED + _JOINT, closed))
    prose = _of_one([finder.in_prose(one) for one in wanted], _sentence)
    if prose:
        candidates.append((min(match.score for match in prose) + _JOINT - BETTER, prose))
    single = [match for one in wanted if (match := finder.either(one))]
    if len(single) == len(wanted):
        candidates.append((min(_told(match, words, finder) for match in single), single))
    return max(candidates, key=lambda pair: pair[0])[1] if candidates else None


_ALIKE = 0.9
"""How nearly columns of one kind must fit as well as the best of any kind, to be followed instead."""


def _kind(match: Match, finder: Finder) -> frozenset[str]:
    """What a column is of, its year aside."""
    column = finder.grid.columns[match.cell.column]
    return column.words | column.heading_words


def _least(found: Sequence[Match]) -> float:
    return min(match.score for match in found)


def _told(match: Match, words: frozenset[str], finder: Finder) -> float:
    return match.score - BETTER if match.cell.figure else finder.told(match, words)


def _sentence(match: Match) -> str:
    return match.cell.figure.sentence if match.cell.figure else ""


def _of_one(found: Sequence[Sequence[Match]], key: Callable[[Match], Hashable]) -> list[Match] | None:
    """The best match a year among those that share a row or a sentence, where one has all years."""
    groups: dict[Hashable, dict[int, Match]] = {}
    for place, matches in enumerate(found):
        for match in matches:
            groups.setdefault(key(match), {}).setdefault(place, match)
    whole = [group for group in groups.values() if len(group) == len(found)]
    whole = [group for group in whole if len({(m.cell.row, m.cell.column) for m in group.values()}) == len(found)]
    if not whole:
        return None
    best = max(whole, key=lambda group: min(match.score for match in group.values()))
    return [best[place] for place in range(len(found))]


def _closing(wanted: Sequence[Wanted], finder: Finder) -> list[Match] | None:
    """The closing balances of the years, of a table whose rows do not name what is rolled forward."""
    lines = closing_lines(finder)
    found = []
    for one in wanted:
        cells = [c for line in lines for c in line.cells.values() if one.year in finder.grid.years_of(c)]
        if not cells:
            return None
        columns = {c.column: finder.column_score(finder.grid.columns[c.column], one.words) for c in cells}
        found.append(Match(max(cells, key=lambda c: (columns[c.column], c.row)), _CLOSED))
    return found

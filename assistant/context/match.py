"""Finds the cell of a table that a phrase names: row and column by the words they share with it, period by year."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.context.grid import Cell, Grid, Header
from assistant.context.prose import Figure
from assistant.context.words import stems, years

__all__ = ["BETTER", "Finder", "Match", "Wanted"]

_TOTAL = frozenset({"total"})
_OPENING = frozenset(stems("beginning opening start"))
_LATER = stems("thereafter")[0]
_PERCENT = frozenset(stems("percent percentage rate margin"))
_COVERED, BETTER = 0.7, 0.2
"""How much a cell's fit depends on its covering the phrase, and by how much a number of the prose must fit better."""
_MOVED = 0.75
"""Factor for a number of the prose that tells a change, where a level is looked for."""
_NO_WORDS = 0.85
"""Factor for a column with words of its own ("Change", "Other") where the phrase names no column."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a phrase names: the stems of its words and, where it names one, a year."""

    words: frozenset[str]
    year: int | None = None

    @classmethod
    def read(cls, phrase: str, year: int | None = None) -> "Wanted":
        """The words of a phrase; its own first year goes before the one given."""
        own = years(phrase)
        return cls(frozenset(stems(phrase)), own[0] if own else year)


@dataclass(frozen=True, slots=True)
class Match:
    """A cell and how well it fits, 0 to 1."""

    cell: Cell
    score: float


class Finder:
    """The cells of one grid, ready to be looked up by words."""

    def __init__(self, grid: Grid, prose: Sequence[Figure] = ()) -> None:
        self.grid = grid
        self.prose = prose
        self._rows = [line.header for line in grid.lines]
        self._columns = [grid.columns[place] for place in sorted({cell.column for cell in grid.cells()})]

    @cached_property
    def row_words(self) -> frozenset[str]:
        """Every stem of the row labels and headings."""
        return frozenset[str]().union(*(_own(row) | row.heading_words for row in self._rows))

    @cached_property
    def column_words(self) -> frozenset[str]:
        """Every stem of the column headers."""
        return frozenset[str]().union(*(column.words | column.heading_words for column in self._columns))

    @cached_property
    def all_years(self) -> tuple[int, ...]:
        """The years that columns, else rows, are of, oldest first."""
        blocks = [row for row in self._rows if row.block]
        for headers in (blocks, self._columns, self._rows):
            if found := {header.years[0] for header in headers if len(header.years) == 1}:
                return tuple(sorted(found))
        return ()

    @cached_property
    def _row_weights(self) -> dict[str, float]:
        return _weights([_own(row) | row.heading_words for row in self._rows])

    @cached_property
    def _column_weights(self) -> dict[str, float]:
        return _weights([column.words | column.heading_words for column in self._columns])

    def row_score(self, row: Header, words: Collection[str]) -> float:
        """How well a row's label fits: the harmonic mean of how much of each is in the other, by weight."""
        return _fit(_own(row), row.heading_words, words, self.row_words, self._row_weights)

    def column_score(self, column: Header, words: Collection[str]) -> float:
        """How well a column's header fits; a phrase that names no column leaves all of them open."""
        if not any(word in self.column_words and not word.isdigit() for word in words):
            return _NO_WORDS if column.words and len(self._columns) > 1 else 1.0
        return _fit(column.words, column.heading_words, words, self.column_words, self._column_weights)

    def find(self, wanted: Wanted, keep: int = 40) -> list[Match]:
        """The cells that fit, best first; with a year, only cells of that year."""
        rows = {row.place: self.row_score(row, wanted.words) for row in self._rows}
        columns = {column.place: self.column_score(column, wanted.words) for column in self._columns}
        named = bool(self.row_words & wanted.words)
        found = []
        for cell in self.grid.cells():
            timeless = wanted.year is not None and not self._dated_columns and not self.grid.years_of(cell)
            if wanted.year is not None and not timeless and not self._of_year(cell, wanted.year):
                continue
            row = rows[cell.row] if named else (1.0 if self._bare(cell) else 0.6)
            score = row * (0.3 + 0.7 * columns[cell.column]) if named else row * columns[cell.column]
            if timeless:
                score *= 0.9
            if wanted.year is not None and len(self.grid.years_of(cell)) > 1:
                score *= 0.8
            if self._mixed and self.percentage(cell) and not wanted.words & _PERCENT:
                score *= 0.75
            score *= self._named_kind(self.grid.line(cell.row).header, wanted.words)
            if score > 0:
                found.append(Match(cell, score))
        found.sort(key=lambda match: (-match.score, match.cell.row, match.cell.column))
        return found[:keep]

    @staticmethod
    def _named_kind(row: Header, words: Collection[str]) -> float:
        """Factor for a row of a kind that a phrase must name, or names where the row is of another."""
        factor = 1.0
        if _LATER in words and _LATER not in row.words:
            factor *= 0.3
        if "total" in words and "total" not in _own(row) and not row.years:
            factor *= 0.92
        if row.words & _OPENING and not _OPENING & frozenset(words):
            factor *= 0.85
        return factor

    @cached_property
    def dated_rows(self) -> bool:
        """Whether years stand in rows alone, so that a year names a row."""
        return not self._dated_columns and any(row.years and not row.words for row in self._rows)

    @cached_property
    def _dated_columns(self) -> bool:
        return any(column.years for column in self._columns)

    @cached_property
    def _mixed(self) -> bool:
        cells = [self.percentage(cell) for cell in self.grid.cells()]
        return any(cells) and not all(cells)

    def percentage(self, cell: Cell) -> bool:
        """Whether a cell is printed, or stands in a column headed, as a percentage."""
        column = self.grid.columns[cell.column]
        return cell.percent or "%" in column.text or "percent" in column.text.lower()

    def _bare(self, cell: Cell) -> bool:
        """Whether a cell's row is named by nothing but its year, or it is the only row."""
        return len(self._rows) == 1 or bool(self.grid.line(cell.row).header.years)

    def _of_year(self, cell: Cell, year: int) -> bool:
        return year in self.grid.years_of(cell)

    def best(self, wanted: Wanted) -> Match | None:
        """The best fitting cell; its score is lowered where another row fits as well."""
        found = self.find(wanted)
        if not found:
            return None
        first = found[0]
        rivals = [m for m in found[1:] if m.cell.row != first.cell.row or m.cell.column != first.cell.column]
        if rivals and rivals[0].score > 0.97 * first.score and rivals[0].cell.value != first.cell.value:
            return Match(first.cell, first.score * 0.7)
        return first

    @cached_property
    def _prose_weights(self) -> dict[str, float]:
        sets = [figure.words for figure in {figure.sentence: figure for figure in self.prose}.values()]
        return _weights(sets)

    def in_prose(self, wanted: Wanted) -> list[Match]:
        """The numbers of the prose that fit, best first: by the words of the sentence and of the clause around them."""
        weights = self._prose_weights
        known = self.row_words | self.column_words
        rarest = math.log(1 + len(weights)) if weights else 0.0
        phrase = {word: weights.get(word, rarest if word in known else 0.0) for word in wanted.words}
        whole = sum(phrase.values())
        if not whole:
            return []
        found = []
        for place, figure in enumerate(self.prose):
            if wanted.year is not None and wanted.year not in figure.years:
                continue
            said = sum(weight for word, weight in phrase.items() if word in figure.words) / whole
            near = sum(weight for word, weight in phrase.items() if word in figure.near) / whole
            cell = Cell(-1 - place, -1, figure.value, figure.printed, figure)
            fit = 0.6 * said + 0.4 * near
            found.append(Match(cell, fit * _MOVED if figure.delta else fit))
        found.sort(key=lambda match: (-match.score, -match.cell.row))
        return found[:20]

    @cached_property
    def _known(self) -> dict[str, float]:
        """Every stem of table and prose by its rarity."""
        sets = [_own(row) | row.heading_words for row in self._rows]
        sets += [column.words | column.heading_words for column in self._columns]
        sets += [figure.words for figure in {figure.sentence: figure for figure in self.prose}.values()]
        return _weights(sets)

    def words_of(self, cell: Cell) -> frozenset[str]:
        """The stems of a cell's row and column, or of its sentence."""
        if cell.figure:
            return cell.figure.words
        row, column = self.grid.line(cell.row).header, self.grid.columns[cell.column]
        return _own(row) | row.heading_words | column.words | column.heading_words

    def coverage(self, cell: Cell, words: Collection[str]) -> float:
        """How much of a phrase, of what the context speaks of at all, a cell's row and column or its sentence hold."""
        own, known = self.words_of(cell), self._known
        whole = sum(known.get(word, 0.0) for word in words)
        return sum(known.get(word, 0.0) for word in words if word in own) / whole if whole else 0.0

    def told(self, match: Match, words: Collection[str]) -> float:
        """A cell's fit, the less the more of the phrase its row and column leave unsaid."""
        return match.score * (1 - _COVERED + _COVERED * self.coverage(match.cell, words))

    def either(self, wanted: Wanted) -> Match | None:
        """The best cell of the table, or the best number of the prose where that fits clearly better."""
        cell = self.best(wanted)
        prose = self.in_prose(wanted)
        if not prose:
            return cell
        if cell is not None and prose[0].score < self.told(cell, wanted.words) + BETTER:
            return cell
        first = prose[0]
        rival = len(prose) > 1 and prose[1].score > 0.97 * first.score and prose[1].cell.value != first.cell.value
        return Match(first.cell, first.score * (0.7 if rival else 0.9))

    def in_row_of(self, first: Match, other: Match, wanted: Wanted) -> Match:
        """`other`, or the cell in the row of `first` that fits as wanted: what is followed through years is one row."""
        if first.cell.figure or other.cell.row == first.cell.row or not self.grid.columns[first.cell.column].years:
            return other
        return next((match for match in self.find(wanted) if match.cell.row == first.cell.row), other)

    def pairs(self, left: Wanted, right: Wanted) -> tuple[Match, Match] | None:
        """Two different cells that fit two phrases, preferring cells of one row or one column."""
        best: tuple[float, Match, Match] | None = None
        lefts, rights = (self.find(wanted) + _discounted(self.in_prose(wanted)[:5]) for wanted in (left, right))
        for a in lefts:
            for b in rights:
                if (a.cell.row, a.cell.column) == (b.cell.row, b.cell.column):
                    continue
                aligned = a.cell.row == b.cell.row or a.cell.column == b.cell.column
                if a.cell.figure and b.cell.figure and a.cell.figure.sentence == b.cell.figure.sentence:
                    aligned = True
                score = a.score * b.score * (1.0 if aligned else 0.8)
                if best is None or score > best[0] + 1e-9:
                    best = (score, a, b)
        return (best[1], best[2]) if best else None


def _discounted(found: Sequence[Match]) -> list[Match]:
    """Numbers of the prose beside cells of the table, which say more exactly what they are."""
    return [Match(match.cell, match.score * 0.8) for match in found if match.score >= 0.5]


def _own(row: Header) -> frozenset[str]:
    """A row without a label sums up the rows above it."""
    return row.words or (_TOTAL if not row.years or not row.text else frozenset())


def _weights(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for words in sets for word in words)
    return {word: math.log(1 + len(sets) / count) for word, count in counts.items()}


def _fit(
    own: frozenset[str],
    heading: frozenset[str],
    words: Iterable[str],
    vocabulary: frozenset[str],
    weights: dict[str, float],
) -> float:
    named = frozenset(words) & vocabulary
    if not named or not own:
        return 0.0 if named else 1.0
    shared = sum(weights[word] for word in named & own)
    if not shared:
        return 0.0
    of_label = shared / sum(weights[word] for word in own)
    of_phrase = sum(weights[word] * (1.0 if word in own else 0.8) for word in named & (own | heading)) / sum(
        weights[word] for word in named
    )
    return 2 * of_label * of_phrase / (of_label + of_phrase)

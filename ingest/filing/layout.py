"""Positioned text: words with boxes, gathered into lines from top to bottom."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from statistics import median
from typing import NamedTuple

from ingest.document import Box

__all__ = ["Glyph", "Line", "PageText", "Word", "gather_lines", "gather_words", "level_ligatures"]

# Gaps as parts of the text's height. A reader's own guess at a blank is believed unless the gap after a wide letter is
# this narrow (substituted fonts leave a gap after "m": "Incom e"); without a guess only a wide gap parts two words.
_KERNING_GAP = 0.15
_WORD_GAP = 0.25
# A mark printed at less than this part of its neighbour's height is a footnote mark.
_SMALL = 0.8
_LIGATURE = re.compile("ff[ijlt]|f[fijlt]|t[ti]")


class Glyph(NamedTuple):
    """One character and its box in points from the page's top left corner; `guessed` marks an inferred blank."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a gap. `mark` is true for raised small print (a footnote mark)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    mark: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of print, from left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return median(word.height for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words if not word.mark)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's lines in points, upright as a reader turns it, and the way back to the page as it is stored.

    `turned` is the number of quarter turns clockwise that were undone to make the text upright.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    turned: int = 0

    def box(self, words: Iterable[Word]) -> Box:
        """The box around `words` in fractions of the page as it is displayed."""
        words = tuple(words)
        left = min(word.left for word in words) / self.width
        right = max(word.right for word in words) / self.width
        top = min(word.top for word in words) / self.height
        bottom = max(word.bottom for word in words) / self.height
        if self.turned == 1:
            left, top, right, bottom = 1 - bottom, left, 1 - top, right
        elif self.turned == 2:
            left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
        elif self.turned == 3:
            left, top, right, bottom = top, 1 - right, bottom, 1 - left
        return Box(*(round(min(max(edge, 0.0), 1.0), 4) for edge in (left, top, right, bottom)))


def level_ligatures(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs, those of a ligature with their neighbour's top and bottom.

    pdfium parts one drawn sign into its letters, each with an equal share of the ink's box instead of the font's: lower
    than the letters beside it, as only a footnote mark is.
    """
    levelled = list(glyphs)
    for match in _LIGATURE.finditer("".join(glyph.char[0] for glyph in levelled)):
        begin, end = match.span()
        own = levelled[begin:end]
        first = own[0]
        width = (own[-1].right - first.left) / len(own)
        if any(
            len(glyph.char) > 1
            or (glyph.top, glyph.bottom) != (first.top, first.bottom)
            or abs(glyph.right - glyph.left - width) > 0.01
            for glyph in own
        ):
            continue
        for beside in (*levelled[begin - 1 : begin], *levelled[end : end + 1]):
            near = min(abs(beside.right - first.left), abs(beside.left - own[-1].right)) < first.bottom - first.top
            if beside.char.isalpha() and near and beside.top <= first.top and beside.bottom >= first.bottom:
                levelled[begin:end] = [glyph._replace(top=beside.top, bottom=beside.bottom) for glyph in own]
                break
    return levelled


def gather_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Join glyphs in their printed order into words, parting them at gaps, line ends and small raised marks."""
    words: list[Word] = []
    chars: list[str] = []
    blank = False
    near = above = far = below = 0.0  # the word's box so far
    last_char, last_top, last_right, last_bottom = "", 0.0, 0.0, 0.0
    for char, left, top, right, bottom, guessed in glyphs:
        if char.isspace():
            if guessed:
                blank = True
            elif chars:
                words.append(Word("".join(chars), near, above, far, below))
                chars = []
            continue
        if chars:
            size = last_bottom - last_top
            height = size if size > 1.0 else 1.0
            gap = left - last_right
            narrow = (_KERNING_GAP if last_char in "mwMW" else 0.02) if blank else _WORD_GAP
            parted = gap > narrow * height or gap < -height
            # Most neighbours are of one font on one line, which needs no closer look.
            if not parted and not (top == last_top and bottom == last_bottom and size >= 1.0):
                ratio = (bottom - top) / height
                parted = min(last_bottom, bottom) - max(last_top, top) < 0.3 * height or (
                    (ratio < _SMALL or ratio > 1 / _SMALL) and (char.isalnum() or last_char.isalnum())
                )
            if parted:
                words.append(Word("".join(chars), near, above, far, below))
                chars = []
        blank = False
        if chars:
            near, above = min(near, left), min(above, top)
            far, below = max(far, right), max(below, bottom)
        else:
            near, above, far, below = left, top, right, bottom
        chars.append(char)
        last_char, last_top, last_right, last_bottom = char, top, right, bottom
    if chars:
        words.append(Word("".join(chars), near, above, far, below))
    return words


@dataclass(slots=True)
class _Gathering:
    """The words of a line to be, and the top and bottom of the tallest of them."""

    top: float
    bottom: float
    words: list[Word] = field(default_factory=list)

    def add(self, word: Word) -> None:
        if word.bottom - word.top > self.bottom - self.top:
            self.top, self.bottom = word.top, word.bottom
        self.words.append(word)

    def overlap(self, word: Word) -> float:
        return min(self.bottom, word.bottom) - max(self.top, word.top)


def gather_lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words whose middles stand at one height become a line; lines come from top to bottom.

    Small print is placed last: a raised footnote mark belongs to the line it touches, not to one of its own.
    """
    words = list(words)
    if not words:
        return ()
    least = _SMALL * median(word.height for word in words)
    rows: list[_Gathering] = []
    for word in sorted((w for w in words if w.height >= least), key=_middle):
        _put(rows, word)
    whole = len(rows)
    for word in sorted((w for w in words if w.height < least), key=_middle):
        touched = max(rows[:whole], key=lambda row: row.overlap(word), default=None)
        if touched is not None and touched.overlap(word) > 0.3 * word.height and len(word.text) <= 6:
            touched.add(word)
        else:
            _put(rows, word)
    lines = [_with_marks(sorted(row.words, key=lambda word: word.left)) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.top + line.bottom) / 2))


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _put(rows: list[_Gathering], word: Word) -> None:
    """Add a word to the row it overlaps, among the last few: words come sorted, so that earlier rows are complete."""
    middle, height = _middle(word), word.height
    for row in reversed(rows[-4:]):
        if row.overlap(word) > 0.5 * min(height, row.bottom - row.top) and row.top <= middle <= row.bottom:
            row.add(word)
            return
    rows.append(_Gathering(word.top, word.bottom, [word]))


def _with_marks(words: list[Word]) -> Line:
    """Flag the small raised words that follow a larger one: footnote marks, not digits of the number before."""
    flagged: list[Word] = []
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        small = (
            before is not None
            and word.height < _SMALL * before.height
            and word.bottom < before.bottom - 0.03 * before.height
            and word.left - before.right < before.height
            and len(word.text) <= 6
        )
        flagged.append(replace(word, mark=True) if small else word)
    return Line(tuple(flagged))

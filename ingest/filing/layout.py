"""Positioned text: words with boxes, gathered into lines from top to bottom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from ingest.document import Box

__all__ = ["Glyph", "Line", "PageText", "Word", "gather_lines", "gather_words"]

# Gaps as parts of the text's height. A reader's own guess at a blank is believed unless the gap after a wide letter is
# this narrow (substituted fonts leave a gap after "m": "Incom e"); without a guess only a wide gap parts two words.
_KERNING_GAP = 0.15
_WORD_GAP = 0.25
# A mark printed at less than this part of its neighbour's height is a footnote mark.
_SMALL = 0.8


@dataclass(frozen=True, slots=True)
class Glyph:
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


def gather_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Join glyphs in their printed order into words, parting them at gaps, line ends and small raised marks."""
    words: list[Word] = []
    run: list[Glyph] = []

    def close() -> None:
        if run:
            words.append(
                Word(
                    "".join(glyph.char for glyph in run),
                    min(glyph.left for glyph in run),
                    min(glyph.top for glyph in run),
                    max(glyph.right for glyph in run),
                    max(glyph.bottom for glyph in run),
                )
            )
            run.clear()

    blank = False
    for glyph in glyphs:
        if glyph.char.isspace():
            if glyph.guessed:
                blank = True
            else:
                close()
            continue
        if run:
            last = run[-1]
            height = max(last.bottom - last.top, 1.0)
            gap = glyph.left - last.right
            narrow = _KERNING_GAP if last.char in "mwMW" else 0.02
            apart = gap > (narrow if blank else _WORD_GAP) * height or gap < -height
            off_line = min(last.bottom, glyph.bottom) - max(last.top, glyph.top) < 0.3 * height
            ratio = (glyph.bottom - glyph.top) / height
            resized = ratio < _SMALL or ratio > 1 / _SMALL
            if apart or off_line or (resized and (glyph.char.isalnum() or last.char.isalnum())):
                close()
        blank = False
        run.append(glyph)
    close()
    return words


def gather_lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words whose middles stand at one height become a line; lines come from top to bottom.

    Small print is placed last: a raised footnote mark belongs to the line it touches, not to one of its own.
    """
    words = list(words)
    if not words:
        return ()
    usual = median(word.height for word in words)
    rows: list[list[Word]] = []
    for word in sorted((w for w in words if w.height >= _SMALL * usual), key=_middle):
        _put(rows, word, 0.5)
    whole = len(rows)
    for word in sorted((w for w in words if w.height < _SMALL * usual), key=_middle):
        touched = max(rows[:whole], key=lambda row: _overlap(row, word), default=None)
        if touched is not None and _overlap(touched, word) > 0.3 * word.height and len(word.text) <= 6:
            touched.append(word)
        else:
            _put(rows, word, 0.5)
    lines = [_with_marks(sorted(row, key=lambda word: word.left)) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.top + line.bottom) / 2))


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _overlap(row: list[Word], word: Word) -> float:
    tall = max(row, key=lambda other: other.height)
    return min(tall.bottom, word.bottom) - max(tall.top, word.top)


def _put(rows: list[list[Word]], word: Word, share: float) -> None:
    """Add a word to the row it overlaps, among the last few: words come sorted, so that earlier rows are complete."""
    for row in reversed(rows[-4:]):
        tall = max(row, key=lambda other: other.height)
        if _overlap(row, word) > share * min(word.height, tall.height) and tall.top <= _middle(word) <= tall.bottom:
            row.append(word)
            return
    rows.append([word])


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

"""The words of a PDF page with their places, read with pypdfium2 from the page's text layer."""

import ctypes
import math
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.filing.layout import Glyph, PageText, gather_lines, gather_words, level_ligatures

__all__ = ["ODD", "positioned"]

ODD = str.maketrans(
    {
        "\ufffe": "-",
        "\xa0": " ",
        "\xad": "-",
        "\u200b": None,
        "\x00": None,
        "\x02": "-",
    }
)
"""Characters to replace: U+FFFE stands for a hyphen at the end of a line; the others are invisible."""

_RECT = ctypes.sizeof(raw.FS_RECTF)


def positioned(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int) -> PageText:
    """The words of one page with their places in points, turned upright; `number` counts from 1."""
    left, bottom, right, top = page.get_cropbox()
    turns = page.get_rotation() // 90
    turned = (turns - _text_turns(textpage)) % 4
    wide, high = right - left, top - bottom
    # The text is upright after as many turns as it was drawn with, whatever the page's own rotation is.
    drawn = (turned - turns) % 4
    width, height = (wide, high) if drawn % 2 == 0 else (high, wide)
    glyphs: Iterable[Glyph] = _glyphs(textpage, left, top)
    if drawn:
        glyphs = (_upright(glyph, wide, high, drawn) for glyph in glyphs)
    return PageText(number, width, height, gather_lines(gather_words(level_ligatures(glyphs))), turned)


def _upright(glyph: Glyph, wide: float, high: float, drawn: int) -> Glyph:
    """A glyph of a page `wide` and `high`, in the frame in which text drawn with that many quarter turns is upright."""
    char, a, b, c, d, guessed = glyph
    if drawn == 1:
        return Glyph(char, b, wide - c, d, wide - a, guessed)
    if drawn == 2:
        return Glyph(char, wide - c, high - d, wide - a, high - b, guessed)
    return Glyph(char, high - d, a, high - b, c, guessed)


def _glyphs(textpage: pdfium.PdfTextPage, left: float, top: float) -> list[Glyph]:
    """Each character with its box, from the page's own space, whose y grows upwards, to one whose y grows downwards
    from `top`; in lines of running text each word, as nothing hangs on a character's place there. A blank has no box:
    where it stands does not matter, only that it does."""
    handle, count = textpage.raw, textpage.count_chars()
    # One block of memory for all boxes: a call for each character is dear enough without a copy of each.
    boxes = (raw.FS_RECTF * max(count, 1))()
    first, refer, box_at, inferred = boxes[0], ctypes.byref, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    text = _text(textpage, count)
    found: list[tuple[str, int, int]] = []
    for begin, end in _pieces(text):
        piece = text[begin:end]
        if piece in _ODD_CHARS and not (piece := piece.translate(ODD)):
            continue
        if piece.isspace() or (
            box_at(handle, begin, refer(first, begin * _RECT))
            and (end == begin + 1 or box_at(handle, end - 1, refer(first, (end - 1) * _RECT)))
        ):
            found.append((piece, begin, end))
    sides = list(struct.iter_unpack("4f", boxes))
    glyphs: list[Glyph] = []
    for piece, begin, end in found:
        a, b, c, d = sides[begin]
        if piece.isspace():
            glyphs.append(Glyph(piece, 0.0, 0.0, 0.0, 0.0, bool(inferred(handle, begin))))
        elif end == begin + 1:
            glyphs.append(Glyph(piece, a - left, top - b, c - left, top - d))
        else:
            e, f, g, h = sides[end - 1]
            glyphs.append(Glyph(piece, min(a, e) - left, top - max(b, f), max(c, g) - left, top - min(d, h)))
    return glyphs


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the characters of a page's text begin and end; in lines of running text, its words and blanks."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) >= 70 and line.count(" ") >= 9 and _PROSE_END.search(line) and not _ODD_CHARS.intersection(line):
            for match in _WORD.finditer(text, start, end):
                yield match.span()
        else:
            for place in range(start, end):
                yield place, place + 1
        if end < len(text):
            yield end, end + 1
        start = end + 1


def _text(textpage: pdfium.PdfTextPage, count: int) -> str:
    """The page's characters: all at once, or one by one where the text would not have one for each place."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(textpage.raw, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
        if len(text) == count:
            return text
    return "".join(chr(raw.FPDFText_GetUnicode(textpage.raw, place)) for place in range(count))


_ODD_CHARS = frozenset(map(chr, ODD))
_WORD = re.compile(r"\s|\S+")
# Running text ends its lines in a word; a row of a table ends in a number, which is placed digit by digit.
_PROSE_END = re.compile(r"[a-z][.,;:]?\s*$")


def _text_turns(textpage: pdfium.PdfTextPage) -> int:
    """Quarter turns counter-clockwise that most of the page's text is drawn with, in the page's own space."""
    count = textpage.count_chars()
    angles = Counter(
        round(-raw.FPDFText_GetCharAngle(textpage, place) / (math.pi / 2)) % 4
        for place in range(0, count, max(1, count // 80))
        if not raw.FPDFText_IsGenerated(textpage, place)
    )
    return angles.most_common(1)[0][0] if angles else 0

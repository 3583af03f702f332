"""Words, lines and footnote marks from positioned glyphs; pages turned every way."""

from itertools import pairwise

import pytest

from ingest.filing.layout import Glyph, gather_lines, gather_words, level_ligatures
from tests.drawn import Drawing, first_page


def glyphs(text: str, left: float, top: float = 0, height: float = 10, guessed: bool = False) -> list[Glyph]:
    """One word's glyphs, each half as wide as high."""
    return [
        Glyph(char, left + i * height / 2, top, left + (i + 1) * height / 2, top + height, guessed)
        for i, char in enumerate(text)
    ]


def test_a_gap_parts_words_and_kerning_does_not() -> None:
    blank = Glyph(" ", 30, 0, 30, 10, guessed=True)
    narrow = [*glyphs("Incom", 5), blank, *glyphs("e", 31)]
    wide = [*glyphs("Incom", 5), blank, *glyphs("e", 33)]
    assert [word.text for word in gather_words(narrow)] == ["Income"]
    assert [word.text for word in gather_words(wide)] == ["Incom", "e"]


def test_raised_small_print_is_a_mark_and_no_digit() -> None:
    page = [*glyphs("Sales", 0, 10), *glyphs("2", 26, 9, height=6), *glyphs("1,577", 60, 10)]
    (line,) = gather_lines(gather_words(page))
    assert line.text == "Sales 1,577"
    assert [word.text for word in line.words if word.mark] == ["2"]


def test_a_ligature_is_part_of_its_word_however_low_its_box() -> None:
    page = [*glyphs("pro", 0), *glyphs("fi", 15, 1.5, height=6), *glyphs("t", 21)]
    assert len(gather_words(page)) > 1
    assert [word.text for word in gather_words(level_ligatures(page))] == ["profit"]
    marked = [*glyphs("Loss", 0), *glyphs("ff", 21, -1, height=6)]
    assert [word.text for word in gather_words(level_ligatures(marked))] == ["Loss", "ff"]


def test_lines_come_from_top_to_bottom_whatever_the_drawing_order() -> None:
    page = [*glyphs("below", 0, 30), *glyphs("above", 0, 0), *glyphs("right", 60, 30)]
    assert [line.text for line in gather_lines(gather_words(page))] == ["above", "below right"]
    assert gather_lines([]) == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_are_read_upright_and_their_boxes_lie_on_the_page(turn: int, rotate: int) -> None:
    page = first_page(Drawing(300, turn=turn, rotate=rotate).row("Net sales", "1,577").row("Cost", "(43)").bytes())
    assert [line.text for line in page.lines] == ["Net sales 1,577", "Cost (43)"]
    box = page.box(page.lines[0].words)
    assert 0 <= box.left < box.right <= 1
    assert 0 <= box.top < box.bottom <= 1
    # A line is long and low as it is read; turned by a quarter it stands upright on the page.
    wide, high = (box.right - box.left), (box.bottom - box.top)
    assert (wide > high) == (page.turned % 2 == 0)


def test_running_text_is_placed_by_its_words_and_a_row_by_its_digits() -> None:
    prose = "The company sold more of what it makes in all of the places that it sells things in than ever before."
    page = first_page(Drawing(400).text(prose).row("Net sales", "1,577").bytes())
    sentence, row = page.lines
    assert sentence.text == prose
    assert all(a.right < b.left for a, b in pairwise(sentence.words))
    assert [word.text for word in row.words] == ["Net", "sales", "1,577"]

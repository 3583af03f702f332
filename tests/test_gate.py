"""What a model says is shown word by word, except figures that are not established."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.check.gate import WITHHELD, FigureGate, sentences


def run(text: str, size: int, bad: tuple[str, ...] = ("666",)) -> list[str]:
    gate = FigureGate(lambda sentence: not any(b in sentence for b in bad))
    shown = [gate.feed(text[i : i + size]) for i in range(0, len(text), size)]
    return [*shown, gate.close()]


TEXT = (
    "Sales rose [1]. They were $1,577.3 million in 2018 [1]. Costs were $666 million. Margins held, the company said."
)


def test_established_text_passes_whole_whatever_the_pieces() -> None:
    for size in (1, 2, 3, 7, 40, 1000):
        assert "".join(run(TEXT, size, ())) == TEXT


def test_an_unestablished_figure_never_shows() -> None:
    for size in (1, 2, 3, 7, 40, 1000):
        shown = "".join(run(TEXT, size))
        assert "666" not in shown
        assert WITHHELD in shown
        assert "Margins held, the company said." in shown
        assert "$1,577.3 million in 2018 [1]." in shown


def test_words_come_before_the_sentence_is_over() -> None:
    gate = FigureGate(lambda sentence: False)
    assert gate.feed("The painters were proud of ") == "The painters were proud of "
    assert gate.feed("their 12 brushes and") == "their "
    assert gate.feed(" pots") == ""
    assert gate.close() == WITHHELD


@given(st.text(max_size=300), st.integers(1, 20))
def test_nothing_is_lost_or_made_up(text: str, size: int) -> None:
    assert "".join(run(text, size, ())) == text
    assert "".join(sentences(text)) == text


def test_decimals_and_abbreviations_end_no_sentence() -> None:
    assert sentences("It was 3.5 million. Then 4.") == ["It was 3.5 million. ", "Then 4."]
    assert sentences("营收为12亿元。利润下降。") == ["营收为12亿元。", "利润下降。"]

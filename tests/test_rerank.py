"""Pages are reordered by what they hold of the question as a whole."""

from pathlib import Path

import transformers
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import CrossEncoder

from assistant.find.rerank import by_coverage, by_cross_encoder
from assistant.understand.words import held_stems, stems, telling_words


def test_telling_words_are_stems_without_asking_periods_and_names() -> None:
    words = telling_words("What drove Acme Rockets' margins in FY2022 and Q1?", ["Acme Rockets, Inc."])
    assert words == {"drov", "margin"}


def test_rare_words_weigh_more_and_ties_keep_their_order() -> None:
    wanted = telling_words("upgrades of the rocket engine")
    pages = {("a", n): "rocket rockets flew" for n in range(1, 9)} | {("b", 1): "An engine upgraded", ("c", 1): "moon"}
    ranked = by_coverage(wanted, pages)
    assert ranked[0] == ("b", 1)
    assert ranked[1:9] == [("a", n) for n in range(1, 9)]
    assert ranked[-1] == ("c", 1)


WORDS = st.sampled_from(
    ["cash", "Cashes", "non", "margin", "margins'", "R&D", "7up", "’s", "-", "&", "\n", " ", ", ", "é"]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_looking_for_stems_finds_what_reading_every_word_does(text: str) -> None:
    wanted = frozenset({"cash", "margin", "non", "r&d", "up", "é"})
    parted = text.replace("-", " ")
    assert held_stems(wanted, parted) == wanted & stems(text)


def test_a_part_of_a_word_is_not_the_word() -> None:
    wanted = frozenset({"cash", "margin"})
    assert held_stems(wanted, "encashment, marginal; non-cash") == frozenset()
    assert held_stems(wanted, "3-cash\nmargins") == wanted


def test_nothing_wanted_or_found_is_no_order() -> None:
    assert by_coverage(frozenset(), {("a", 2): "x", ("a", 1): "y"}) == [("a", 2), ("a", 1)]
    assert by_coverage(frozenset({"x"}), {}) == []


def test_a_cross_encoder_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nrocket\nengine\nmoon\n")
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    config = transformers.BertConfig(
        vocab_size=8, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8
    )
    config.num_labels = 1
    config.initializer_range = 1.0
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    pages = {("a", 1): "rocket engine", ("a", 2): "moon", ("b", 7): "engine engine moon"}
    ranked = by_cross_encoder("rocket", pages, str(tmp_path))
    scores = CrossEncoder(str(tmp_path)).predict([("rocket", pages[place]) for place in ranked])
    assert set(ranked) == set(pages)
    assert list(scores) == sorted(scores, reverse=True)

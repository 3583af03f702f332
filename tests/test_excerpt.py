"""A page is found whole; a reader and a model are given the piece that speaks to the question."""

from dataclasses import replace

from assistant.find.excerpt import EXCERPT_CHARACTERS, excerpts
from assistant.understand.reading import understand
from ingest.document import Passage

FILLER = "\n".join(["The weather in the region was mild and nothing else is told of it here."] * 30)
TOLD = "Widget warranty claims rose because of a faulty hinge."


def _passage(text: str) -> Passage:
    return Passage("d", "a.pdf", 3, 1.0, text)


def test_the_piece_that_covers_the_question_is_given() -> None:
    page = f"{FILLER}\n{TOLD}\n{FILLER}"
    question = understand("Why did widget warranty claims rise?", [])
    [found] = excerpts([_passage(page)], question)
    assert TOLD in found.text
    assert len(found.text) < 1.5 * EXCERPT_CHARACTERS
    assert found == replace(_passage(page), text=found.text)
    assert found.text in page


def test_a_short_page_is_given_whole() -> None:
    question = understand("What about claims?", [])
    assert excerpts([_passage(TOLD)], question) == [_passage(TOLD)]


def test_a_page_that_holds_nothing_of_the_question_is_given_from_its_beginning() -> None:
    [found] = excerpts([_passage(FILLER)], understand("Which hinges failed?", []))
    assert FILLER.startswith(found.text)


def test_what_is_told_stands_in_the_middle_and_a_rare_word_counts_for_more() -> None:
    common = "Claims were discussed at length by the board in the year."
    page = f"{common}\n{FILLER}\n{TOLD}\n{FILLER}"
    question = understand("Why did claims about the hinge rise?", [])
    found = excerpts([_passage(page), _passage(common), _passage(common)], question)[0].text
    assert TOLD in found
    assert len(found) / 5 < found.index(TOLD) < 4 * len(found) / 5

"""Markers in a reply resolve to the passage they name, with the words the claim rests on."""

from assistant.check.cite import best_quote, cite
from ingest.document import Passage


def passage(text: str, page: int, source: str = "acme.pdf") -> Passage:
    return Passage("d1", source, page, 1.0, text)


PASSAGES = [
    passage("Widgets are blue.\nNet sales rose to $1,200 million from $1,100 million.\nThe board met.", 4),
    passage("Risk factors are many.\nCompetition may reduce our margins over time.", 9),
    passage("Capital expenditures were $57 million.", 12),
]


def test_markers_are_numbered_in_order_of_use_and_resolve_to_pages() -> None:
    text, citations = cite("Capex was $57 million [3]. Sales rose to $1,200 million [1][3].", PASSAGES)
    assert text == "Capex was $57 million [1]. Sales rose to $1,200 million [2] [1]."
    assert [(c.marker, c.page) for c in citations] == [(1, 12), (2, 4)]
    assert citations[1].quote == "Net sales rose to $1,200 million from $1,100 million."


def test_markers_that_point_nowhere_are_taken_out() -> None:
    text, citations = cite("Sales rose to $1,200 million [7].", PASSAGES)
    assert "[7]" not in text
    assert [c.page for c in citations] == [4]


def test_a_claim_no_passage_supports_gets_no_citation() -> None:
    text, citations = cite("Sales were $9,999 million.", PASSAGES)
    assert citations == ()
    assert "[" not in text


def test_several_in_one_bracket() -> None:
    text, citations = cite("Margins may fall [2, 1].", PASSAGES)
    assert text == "Margins may fall [1] [2]."
    assert [c.page for c in citations] == [9, 4]


def test_the_quote_is_printed_in_the_passage() -> None:
    for claim in ("competition and margins", "1,100 million", "nothing of the kind"):
        for p in PASSAGES:
            assert best_quote(claim, p.text).split("\n")[0][:40] in " ".join(p.text.split())

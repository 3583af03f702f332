"""Chunks keep their page, their context and the filing's own words."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import TABLE_CHARACTERS, TEXT_CHARACTERS, chunk, context_header, embedded_text
from ingest.document import Cell, Identity, Page, Parsed, Row, Statement, Table

ACME = Identity("Acme Corp", "10-Q", 2024, 3)


def test_header_says_company_form_period_and_section() -> None:
    assert context_header(ACME, "a.pdf", "Item 2. MD&A") == "Acme Corp · 10-Q · Q3 FY2024 · Item 2. MD&A"
    assert context_header(Identity(), "a.pdf") == "a.pdf"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=3000), max_size=6))
def test_every_word_of_every_page_is_in_a_chunk_of_that_page(texts: list[str]) -> None:
    parsed = Parsed(tuple(Page(n, text) for n, text in enumerate(texts, 1)))
    chunks = chunk("d", "a.pdf", ACME, parsed)
    assert [c.ordinal for c in chunks] == list(range(len(chunks)))
    for number, text in enumerate(texts, 1):
        mine = " ".join(c.text for c in chunks if c.page == number)
        assert "".join(mine.split()) == "".join(text.split())


def test_long_pages_are_cut_at_line_ends_into_even_pieces() -> None:
    lines = [f"Sentence about widgets and their many colours, {word}." for word in ("red", "blue", "green") * 40]
    chunks = chunk("d", "a.pdf", ACME, Parsed((Page(1, "\n".join(lines)),)))
    sizes = [len(c.text) for c in chunks]
    assert len(chunks) > 3
    assert max(sizes) <= 1.3 * TEXT_CHARACTERS
    assert min(sizes) > 0.5 * max(sizes)
    assert all(line in lines for c in chunks for line in c.text.splitlines())


def test_statements_come_again_with_caption_unit_and_columns_on_every_piece() -> None:
    rows = tuple(Row(f"Line {n} of the cash flow statement", (Cell("1,577"), Cell("(43)"))) for n in range(120))
    table = Table(3, "Statement of Cash Flows", "(In millions)", ("2024", "2023"), rows, Statement.CASH_FLOW)
    pieces = [c for c in chunk("d", "a.pdf", ACME, Parsed((Page(3, "x"),), (table,))) if c.kind == "table"]
    assert len(pieces) > 1
    for piece in pieces:
        assert piece.text.startswith("Statement of Cash Flows\n(In millions)\n2024 | 2023\n")
        assert len(piece.text) < 1.2 * TABLE_CHARACTERS
    assert sum(piece.text.count("1,577 | (43)") for piece in pieces) == 120


def test_figures_are_not_embedded_but_years_are() -> None:
    parsed = Parsed((Page(1, "Net sales $ 1,577.3 (43) 12% in 2018 ..... 7"),))
    assert embedded_text(chunk("d", "a.pdf", ACME, parsed)[0]) == "Acme Corp · 10-Q · Q3 FY2024\nNet sales in 2018"

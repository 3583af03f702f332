"""Chunks keep their page, their context and the filing's own words."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import PAGE_CHARACTERS, chunk, context_header, embedded_text, pieces
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


def test_a_printed_page_is_one_chunk() -> None:
    page = Page(1, "\n".join(["Sentence about widgets and their many colours, told at length."] * 90), section="Item 7")
    chunks = chunk("d", "a.pdf", ACME, Parsed((page,)))
    assert [(c.page, c.header, c.text) for c in chunks] == [(1, "Acme Corp · 10-Q · Q3 FY2024 · Item 7", page.text)]


def test_a_page_longer_than_any_printed_one_is_cut_at_line_ends_into_even_pieces() -> None:
    lines = [f"Sentence about widgets and their many colours, {word}." for word in ("red", "blue", "green") * 300]
    chunks = chunk("d", "a.pdf", ACME, Parsed((Page(1, "\n".join(lines)),)))
    sizes = [len(c.text) for c in chunks]
    assert len(chunks) > 3
    assert max(sizes) <= 1.3 * PAGE_CHARACTERS
    assert min(sizes) > 0.5 * max(sizes)
    assert all(line in lines for c in chunks for line in c.text.splitlines())


def test_figures_do_not_count_in_the_size_of_a_piece() -> None:
    table = "\n".join(f"Line {word}  1,577,123  (43,210)  1,234,567" for word in ("one", "two", "three") * 20)
    assert list(pieces(table, 800)) == [table]
    assert len(list(pieces(table, 100))) > 4


def test_each_page_of_a_statement_says_in_its_context_what_it_is_and_in_which_unit() -> None:
    rows = (Row("Net cash", (Cell("1,577"),)),)
    table = Table(2, "Statement of\nCash Flows", "(In millions)", ("2024",), rows, Statement.CASH_FLOW, 3)
    other = Table(1, "Our widgets", "", ("2024",), rows)
    pages = (Page(1, "x"), Page(2, "y", section="Item 8"), Page(3, "z", section="Item 8"))
    chunks = chunk("d", "a.pdf", ACME, Parsed(pages, (other, table)))
    statement = "Acme Corp · 10-Q · Q3 FY2024 · Item 8 · Statement of Cash Flows (In millions)"
    assert [(c.header, c.kind) for c in chunks] == [
        ("Acme Corp · 10-Q · Q3 FY2024", "text"),
        (statement, "table"),
        (statement, "table"),
    ]


def test_figures_are_not_embedded_but_years_are() -> None:
    parsed = Parsed((Page(1, "Net sales $ 1,577.3 (43) 12% in 2018 ..... 7"),))
    assert embedded_text(chunk("d", "a.pdf", ACME, parsed)[0]) == "Acme Corp · 10-Q · Q3 FY2024\nNet sales in 2018"

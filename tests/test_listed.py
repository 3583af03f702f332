"""Debt securities on an exchange, read off the table of a cover page."""

import pytest

from assistant.quote.listed import Security, asks_listed_debt, read_securities
from ingest.document import Page

HEAD = (
    "Securities registered pursuant to Section 12(b) of the Act:\n"
    "Title of each class Trading Symbol(s) Name of each exchange\n"
)
STOCK = "Common Stock, par value $0.10 per share ACRK New York Stock Exchange\n"
TAIL = (
    "Securities registered pursuant to Section 12(g) of the Act: None\n1.000% Notes due 2099 are mentioned below it.\n"
)


def test_the_notes_of_the_table_with_symbols_exchange_and_page() -> None:
    first = Page(1, f"{HEAD}{STOCK}0.375% Notes due 2022 ACRK22A New York Stock Exchange")
    second = Page(2, f"Floating Rate Senior Notes due May 15, 2025 New York Stock Exchange\n{TAIL}")
    read = read_securities([first, second])
    assert read == (
        (
            Security("0.375% Notes due 2022", "ACRK22A", 1),
            Security("Floating Rate Senior Notes due May 15, 2025", "", 2),
        ),
        "New York Stock Exchange",
        1,
    )


def test_a_guarantee_of_notes_is_read_and_debt_in_unknown_words_is_not_denied() -> None:
    guarantee = "Guarantee of Medium-Term Notes, Series A, due October 30, 2028 of Acme Finance LLC ACRK/28A NYSE\n"
    read = read_securities([Page(1, f"{HEAD}{STOCK}{guarantee}{TAIL}")])
    assert read is not None
    assert [one.title for one in read[0]] == ["Guarantee of Medium-Term Notes, Series A, due October 30, 2028"]
    assert read_securities([Page(1, f"{HEAD}{STOCK}Perpetual Notes, Series B NYSE\n{TAIL}")]) is None


def test_a_table_without_debt_says_so_and_a_page_without_the_table_nothing() -> None:
    assert read_securities([Page(1, f"{HEAD}{STOCK}{TAIL}")]) == ((), "New York Stock Exchange", 1)
    assert read_securities([Page(1, "Notes due 2022 are listed on an exchange.")]) is None
    assert read_securities([]) is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Which debt securities are registered to trade on a national securities exchange under Acme's name?", True),
        ("What notes of Acme are listed on an exchange?", True),
        ("On which exchange is Acme's stock listed?", False),
        ("How much debt securities did Acme hold?", False),
    ],
)
def test_which_questions_ask_for_it(text: str, asks: bool) -> None:
    assert asks_listed_debt(text) is asks

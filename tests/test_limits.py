"""Saying no where the filing that would tell is not there, though others of the company are."""

from datetime import date

import pytest

from assistant.decline.limits import refusal
from assistant.understand.reading import understand
from ingest.document import Document, Identity


def filing(key: str, form: str, year: int | None, quarter: int | None = None, closed: date | None = None) -> Document:
    identity = Identity("Acme Rockets, Inc.", form, year, quarter, closed, filing_date=closed)
    return Document(key, f"{key}.pdf", "", "", identity, pages=1)


ANNUAL = filing("a21", "10-K", 2021, closed=date(2021, 12, 31))
LATER = filing("a22", "10-K", 2022, closed=date(2022, 12, 31))
QUARTERLY = filing("q22", "10-Q", 2022, 2, date(2022, 6, 30))
CURRENT = filing("c22", "8-K", None, closed=date(2022, 7, 1))
UNDATED = filing("note", "10-K", None)
NEXT = filing("a23", "10-K", 2023, closed=date(2023, 12, 31))


@pytest.mark.parametrize(
    ("asked", "held", "told"),
    [
        ("What drove Acme Rockets' growth in FY2021?", (ANNUAL, LATER), True),
        ("What drove Acme Rockets' growth in FY2021?", (LATER,), False),
        ("What drove Acme Rockets' growth in FY2022?", (ANNUAL,), False),
        ("What drove Acme Rockets' growth in Q2 of FY2022?", (ANNUAL, QUARTERLY), True),
        ("What drove Acme Rockets' growth in Q2 of FY2022?", (LATER,), True),
        ("What drove Acme Rockets' growth in Q3 of FY2022?", (ANNUAL, QUARTERLY), False),
        # How things stood after a quarter is in the quarter's own filing.
        ("What is the nature of Acme Rockets' launch liability as of Q2 of FY2022 close?", (LATER,), False),
        ("What is the nature of Acme Rockets' launch liability as of Q2 of FY2022 close?", (LATER, QUARTERLY), True),
        ("What is the nature of Acme Rockets' restructuring liability as of Q2 of FY2022 close?", (LATER,), False),
        ("What is the nature of Acme Rockets' launch liability as of FY2022 close?", (LATER,), True),
        ("As of Q2 of FY2022, what were Acme Rockets' net sales for launches?", (LATER,), True),
        # The year's own report is not out while a quarterly one is the newest; once a later filing is there, it is.
        ("What drove Acme Rockets' growth in FY2022?", (ANNUAL, QUARTERLY), True),
        ("What drove Acme Rockets' growth in FY2022?", (QUARTERLY, NEXT), False),
        ("What did Acme Rockets' 8-K dated July 1, 2022 announce?", (LATER, CURRENT), True),
        ("What did Acme Rockets' 8-K dated March 1, 2022 announce?", (LATER, CURRENT), False),
        ("Who left Acme Rockets in 2022?", (ANNUAL, CURRENT), True),
        ("Who left Acme Rockets in 2022?", (UNDATED,), True),
        ("Who founded Acme Rockets?", (ANNUAL,), True),
        ("Who left Acme Rockets in Q2 of FY2022?", (CURRENT,), False),
        # The filing that is named may tell of what was before it, and of what it expects.
        ("By its FY2021 10-K, what does Acme Rockets expect of launches in 2022?", (ANNUAL,), True),
        ("By its annual report for FY2021, what did Acme Rockets say of launches in 2019?", (ANNUAL,), True),
        ("By its FY2022 10-K, what did Acme Rockets say of launches in 2023?", (ANNUAL,), False),
        # What happened soon after a year closed is in that year's filing; a debt's end is no year of a report.
        ("How was Acme Rockets' price cut by the amendment of February 2022?", (ANNUAL,), True),
        ("How was Acme Rockets' price cut by the amendment of November 2022?", (ANNUAL,), False),
        ("How was Acme Rockets' price cut in FY2022 by the amendment of February 2022?", (ANNUAL,), False),
        ("How was Acme Rockets' price cut by the amendment of January 3, 2022?", (ANNUAL,), True),
        ("How was Acme Rockets' price cut by the amendment of January 0, 2022?", (ANNUAL,), True),
        ("What were Acme Rockets' launches as of March 31, 2022?", (ANNUAL,), False),
        ("What drove Acme Rockets' growth in the three months ended March 31, 2022?", (ANNUAL,), False),
        ("Which notes of Acme Rockets come due after 2040?", (ANNUAL,), True),
        ("Which notes of Acme Rockets were issued in 2040?", (ANNUAL,), False),
    ],
)  # fmt: skip
def test_prose_is_answered_by_a_filing_of_its_period_alone(asked: str, held: tuple[Document, ...], told: bool) -> None:
    said = refusal(understand(asked, held), held)
    assert (said is None) == told
    if said:
        assert said.startswith("No filing of Acme Rockets, Inc. for ")
        assert all(document.identity.form in said for document in held if document.identity.form)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("In fiscal 2022, was Acme Rockets equally dependent on Boreal Express in all of its segments?", True),
        ("How dependent was Boreal Express on Acme Rockets in fiscal 2022?", False),
        ("How do Acme Rockets and Boreal Express describe their launches in fiscal 2022?", False),
    ],
)
def test_a_customer_beside_the_company_needs_no_filing(asked: str, told: bool) -> None:
    other = Document("b", "b.pdf", "", "", Identity("Boreal Express", "10-K", 2019, None, date(2019, 12, 31)), pages=1)
    question = understand(asked, [LATER, other])
    assert len(question.companies) == 2
    assert (refusal(question, [LATER, other]) is None) == told


def test_a_company_that_is_not_there_is_named_also_as_an_owner() -> None:
    text = "What was the largest liability in Boreal Express's Balance Sheet in 2022?"
    said = refusal(understand(text, [LATER]), [LATER])
    assert said is not None
    assert "Boreal Express" in said
    assert "Balance" not in said

"""The right filings first, then pages: by what the question names, for each company in its own filings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.find.pages import find, rank_documents
from assistant.understand.reading import understand
from ingest.document import Document, Identity
from ingest.index import Index
from ingest.pipeline import ingest

LAUNCHES = "Launch services made three quarters of net sales. Rockets were sold to governments."
FREIGHT = "Freight by air made most of net sales. Parcels were carried for shops."


def document(key: str, company: str, form: str, year: int, quarter: int | None = None) -> Document:
    identity = Identity(company=company, form=form, fiscal_year=year, fiscal_quarter=quarter)
    return Document(key, f"{key}.pdf", "", "", identity, pages=1)


DOCUMENTS = [
    document("a21", "Acme Rockets, Inc.", "10-K", 2021),
    document("a22", "Acme Rockets, Inc.", "10-K", 2022),
    document("a22q2", "Acme Rockets, Inc.", "10-Q", 2022, 2),
    document("a22r", "Acme Rockets, Inc.", "earnings release", 2022, 4),
    document("b22", "Boreal Express Company", "10-K", 2022),
]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("What was Acme Rockets' revenue in FY2022?", "a22"),
        ("What was Acme Rockets' revenue in FY2021?", "a21"),
        ("What was Acme Rockets' revenue in Q2 of FY2022?", "a22q2"),
        ("What does Acme's earnings release for FY2022 say?", "a22r"),
        ("What was Boreal Express' revenue in FY2022?", "b22"),
        ("What was Acme Rockets' adjusted EBITDA in FY2022?", "a22r"),
    ],
)
def test_the_filing_that_a_question_names_is_first(text: str, first: str) -> None:
    tiers = rank_documents(understand(text, DOCUMENTS), DOCUMENTS)
    assert tiers[0][0].id == first
    assert len({d.identity.company for tier in tiers for d in tier}) == 1


def test_of_reports_days_apart_the_one_of_the_day_is_first() -> None:
    held = [
        Document(key, "", "", "", Identity("Acme Rockets, Inc.", "8-K", 2022, period_end=day, filing_date=day), pages=1)
        for key, day in (("late", date(2022, 8, 16)), ("day", date(2022, 8, 9)), ("early", date(2022, 8, 3)))
    ]
    question = understand("What was the agenda of Acme Rockets' 8-K filing dated August 9, 2022?", held)
    assert [document.id for document in rank_documents(question, held)[0]] == ["day"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Who was named president of Acme Rockets in September 2022?", "sep"),
        ("What did Acme Rockets announce in June 2022?", "jun"),
        ("What share of the votes backed the auditor at Acme Rockets' 2022 annual meeting?", "jun"),
        ("What was Acme Rockets' revenue in September 2022?", "a22"),
        ("What products does Acme Rockets sell in 2022?", "a22"),
    ],
)
def test_a_current_report_of_the_month_or_of_the_event_is_first(text: str, first: str) -> None:
    reports = [
        Document(
            key,
            f"{key}.pdf",
            "",
            "",
            Identity("Acme Rockets, Inc.", "8-K", period_end=day, filing_date=day),
            pages=1,
        )
        for key, day in (("jun", date(2022, 6, 7)), ("sep", date(2022, 9, 18)))
    ]
    documents = [*reports, *DOCUMENTS]
    tiers = rank_documents(understand(text, documents), documents)
    assert tiers[0][0].id == first


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("find")
    with Index.create(folder / "index") as opened:
        for name, company, text in (("acme", "Acme Rockets, Inc.", LAUNCHES), ("boreal", "Boreal Express", FREIGHT)):
            (folder / f"{name}.txt").write_text(f"{text}\n\f{text} Prices rose.\n")
            given = Identity(company=company, form="10-K", fiscal_year=2022)
            assert not ingest([folder / f"{name}.txt"], opened, given=given, workers=1).failed
        yield opened


def test_several_companies_are_each_searched_in_their_own_filings_and_taken_in_turn(index: Index) -> None:
    question = understand("What made most of net sales at Acme Rockets and at Boreal Express?", index.documents())
    assert len(question.companies) == 2
    sources = [passage.source for passage in find(index, question, 4).passages]
    assert sources == ["acme.txt", "boreal.txt", "acme.txt", "boreal.txt"]


def test_a_year_that_is_not_there_is_said_with_its_company(index: Index) -> None:
    question = understand("What made most of Acme Rockets' net sales in FY2019?", index.documents())
    found = find(index, question, 3)
    assert {passage.source for passage in found.passages} == {"acme.txt"}
    assert found.notes == ("no filing for FY2019 of Acme Rockets, Inc. is indexed: the nearest ones were searched",)

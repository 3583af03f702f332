"""Questions about all companies or filings are answered from facts and exact search, and others are left alone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.solve.collection import Collected, collect
from assistant.understand.companies import companies_of
from assistant.understand.reading import understand
from assistant.understand.set_question import Kind, read_set
from ingest.document import Document, Fact, Identity, Page, Parsed, Statement
from ingest.prepare import KnownFile
from ingest.store import Store

LINES = ("revenue", "net_income", "operating_cash_flow")
FIGURES = {
    "Brackwater Foods Inc": (("4120", "3900"), ("120", "130"), ("310", "295")),
    "Tolverne Energy Corp": (("15800", "9900"), ("-85", "15"), ("-42", "60")),
    "Quillmark Software Ltd": (("980", "700"), ("90", "55"), ("205", "150")),
    "Harrowgate Steel Co": (("7300", "7600"), ("401", "512")),
}
"""Millions of dollars in 2022 and 2021 by line; one company's cash flow is not printed."""
HOMES = {"revenue": Statement.INCOME, "net_income": Statement.INCOME, "operating_cash_flow": Statement.CASH_FLOW}
LABELS = {
    "revenue": "Net sales",
    "net_income": "Net income",
    "operating_cash_flow": "Net cash provided by operating activities",
}


def filing(company: str, number: int, form: str, quarter: int | None, text: str) -> tuple[Document, Parsed]:
    """A filing for 2022, with the company's figures when it is annual."""
    name = f"{company.split()[0].lower()}-{form.lower()}.pdf"
    identity = Identity(company, form, 2022, quarter, date(2022, 12, 31) if quarter is None else date(2022, 3, 31))
    facts = [
        Fact(
            label=LABELS[line],
            value=Decimal(printed) * 10**6,
            unit="USD",
            period_end=date(year, 12, 31),
            period_start=date(year, 1, 1),
            concept=line,
            standard=line,
            page=2,
            printed=printed,
            scale=6,
            statement=HOMES[line],
        )
        for line, values in zip(LINES, FIGURES[company], strict=False)
        for printed, year in zip(values, (2022, 2021), strict=True)
        if quarter is None
    ]
    pages = (Page(1, f"{company}\nForm {form}"), Page(2, text))
    return Document(f"{number:016d}", name, name, str(number), identity, 2, 0, len(facts)), Parsed(
        pages, (), tuple(facts)
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("set") / "index.sqlite", embedding_model="none", collection="none")
    words = "A cyber\nattack may stop us. Cyber attacks are insured."
    number = 0
    for company in FIGURES:
        for form, quarter, text in (
            ("10-K", None, words if company.startswith(("B", "T")) else "Quiet."),
            ("10-Q", 1, "A cyber-attack."),
        ):
            if form == "10-Q" and not company.startswith("B"):
                continue
            document, parsed = filing(company, number, form, quarter, text)
            store.add(document, parsed, (), (), KnownFile(document.path, document.id, 1, number))
            number += 1
    yield store
    store.close()


def asked(store: Store, question: str) -> Collected:
    documents = store.documents()
    found = collect(understand(question, documents), documents, store)
    assert found is not None, question
    assert found.verified
    markers = [citation.marker for citation in found.citations]
    assert markers == list(range(1, len(markers) + 1))
    return found


@pytest.mark.parametrize(
    ("question", "value", "names", "without"),
    [
        ("Which of these companies had negative operating cash flow in 2022?", 1, ["Tolverne"], ["Brackwater"]),
        ("How many companies were profitable in FY2022?", 3, ["Brackwater", "Quillmark", "Harrowgate"], ["Tolverne"]),
        ("Did any of the companies report a net loss in 2022?", 1, ["Tolverne"], ["Quillmark"]),
        ("Which companies had revenue above $5 billion in 2022?", 2, ["Tolverne", "Harrowgate"], ["Brackwater"]),
        ("Which companies' revenue grew more than 20% in 2022?", 2, ["Tolverne", "Quillmark"], ["Harrowgate"]),
        ("Which companies' revenue declined in 2022?", 1, ["Harrowgate"], ["Tolverne"]),
        ("2022年哪些公司的经营现金流为负？", 1, ["Tolverne", "为负"], ["Brackwater Foods Inc："]),
        ("Which companies had operating cash flow below -$1 billion in 2022?", 0, ["None of the 3"], []),
    ],
)  # fmt: skip
def test_a_condition_is_checked_for_every_company(
    store: Store, question: str, value: int, names: list[str], without: list[str]
) -> None:
    found = asked(store, question)
    assert found.value == value
    listed = found.text.partition("\n\n")[0]
    assert all(name in listed for name in names)
    assert not any(name in listed for name in without)


def test_companies_without_the_figure_are_named(store: Store) -> None:
    found = asked(store, "Which companies had positive operating cash flow in 2022?")
    assert "2 of the 3 companies" in found.text
    assert "Left out" in found.text
    assert "Harrowgate Steel Co" in found.text.partition("Left out")[2]


@pytest.mark.parametrize(
    ("question", "first", "value"),
    [
        ("Which company had the highest revenue in FY2022?", "Tolverne", "15800000000"),
        ("What company had the lowest net income in 2022?", "Tolverne", "-85000000"),
        ("Rank the top 2 companies by net income in FY2022", "Harrowgate", "401000000"),
        ("Of Brackwater, Quillmark and Globex, which had the highest net income in 2022?", "Brackwater", "120000000"),
        ("哪家公司2022年的净利润最高？", "Harrowgate", "401000000"),
    ],
)  # fmt: skip
def test_the_first_by_a_figure(store: Store, question: str, first: str, value: str) -> None:
    found = asked(store, question)
    assert found.value == Decimal(value)
    assert first in found.text.splitlines()[0]
    assert first in found.text.splitlines()[1]
    if "top 2" in question:
        assert len(found.citations) == 2
    if "Globex" in question:
        assert "Not indexed: Globex." in found.text


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("What was the average revenue across all companies in 2022?", "7050000000", "USD"),
        ("What is the median net income of the companies in FY2022?", "105000000", "USD"),
        ("What was the combined net income of these companies in 2022?", "526000000", "USD"),
    ],
)
def test_an_average_is_a_calculation_over_every_company(store: Store, question: str, value: str, unit: str) -> None:
    found = asked(store, question)
    assert (found.value, found.unit) == (Decimal(value), unit)
    over_all = found.calculations[0]
    assert len(over_all.operands) == 4
    assert {operand.marker for operand in over_all.operands} <= {citation.marker for citation in found.citations}


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ('How many filings mention "cyber attack"?', 3, "filings"),
        ("How many 10-Ks mention cyber attack?", 2, "filings"),
        ("Which companies mention the phrase cyber attack?", 2, "companies"),
        ("How many of Brackwater's filings mention cyber attack?", 2, "filings"),
        ("Which filings mention unicorns?", 0, "filings"),
        ("多少份年报提到了“cyber attack”？", 2, "filings"),
    ],
)
def test_words_are_counted_by_exact_search_of_every_page(store: Store, question: str, value: int, unit: str) -> None:
    found = asked(store, question)
    assert found.value == value
    assert found.unit == unit
    assert all(citation.page == 2 for citation in found.citations)
    assert all("yber" in citation.quote for citation in found.citations)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("List all 10-Ks of Tolverne", 1),
        ("How many filings are in the index?", 5),
        ("Which companies are indexed?", 4),
        ("What quarterly reports do you have?", 1),
        ("索引中有哪些公司？", 4),
    ],
)
def test_filings_are_listed_from_the_index(store: Store, question: str, value: int) -> None:
    found = asked(store, question)
    assert found.value == value
    assert found.text.count("\n- ") == value


@pytest.mark.parametrize(
    "question",
    [
        "What was Brackwater's revenue in 2022?",
        "Which segment of the company grew fastest in 2022?",
        "What are three main companies acquired by Tolverne mentioned in this 10K report?",
        "How many companies did Tolverne acquire in 2022?",
        "Which company officers signed Brackwater's 10-K?",
        "Which debt securities are registered to trade under Tolverne's name?",
        "How does Brackwater's net income compare with Tolverne's in 2022?",
        "What is the current ratio?",
        "Does Quillmark mention cyber attacks?",
        "Which companies use LIFO?",
        "What drove the average selling price across all segments in 2022?",
        "Why did revenue grow?",
    ],
)
def test_a_question_about_one_company_is_left_alone(store: Store, question: str) -> None:
    documents = store.documents()
    assert read_set(understand(question, documents), companies_of(documents)) is None


def test_each_company_gets_a_line(store: Store) -> None:
    documents = store.documents()
    question = understand("What was the net income of each company in 2022?", documents)
    read = read_set(question, companies_of(documents))
    assert read is not None
    assert read.kind is Kind.EACH
    assert asked(store, question.text).text.count("\n- ") == 4


def test_benchmark_questions_about_one_company_are_left_alone(shared: Path) -> None:
    from eval.jsonl import read_jsonl

    rows = read_jsonl(shared / "data" / "financebench" / "questions.jsonl")
    names = sorted({row["doc_name"].partition("_")[0].title() for row in rows})
    documents = [
        Document(f"{n:016d}", f"{name}.pdf", name, str(n), Identity(name, "10-K", 2022), 1)
        for n, name in enumerate(names)
    ]
    companies = companies_of(documents)
    assert [r["question"] for r in rows if read_set(understand(r["question"], documents), companies)] == []

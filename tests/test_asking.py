"""Where a question can be read in several ways, it is asked back; where a metric is, the definition is named."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.decline.asking import ask_back
from assistant.decline.limits import stated_definition
from assistant.decline.outlook import instead, no_company
from assistant.solve.by_formula import solve
from assistant.solve.solution import Solution
from assistant.understand.reading import understand
from ingest.document import Document, Fact, Identity, Statement


def filed(company: str | None, year: int = 2022, form: str = "10-K", ticker: str | None = None) -> Document:
    name = f"{company}-{form}-{year}.pdf"
    return Document(name, name, name, name, Identity(company, form, year, None, date(year, 12, 31), None, ticker), 2)


TWO = [filed("Brackwater Foods Inc"), filed("Tolverne Energy Corp")]
NAMESAKES = [filed("Meridian Foods Inc"), filed("Meridian Energy Corp"), filed("Tolverne Energy Corp")]


@pytest.mark.parametrize(
    "question",
    [
        "What was the revenue in FY2022?",
        "What is its current ratio?",
        "Did net income rise?",
        "What drove the decline in SG&A expense?",
    ],
)
def test_a_figure_of_no_company_is_asked_back(question: str) -> None:
    asked = ask_back(understand(question, TWO), TWO)
    assert asked is not None
    assert "Which company" in asked
    assert "Brackwater Foods Inc" in asked
    assert "Tolverne Energy Corp" in asked


def test_the_question_back_is_in_the_readers_language() -> None:
    asked = ask_back(understand("2022年的收入是多少？", TWO), TWO)
    assert asked is not None
    assert asked.startswith("请问是哪家公司")


@pytest.mark.parametrize(
    "question",
    [
        "What was Tolverne's revenue in FY2022?",
        "What was Globex Corporation's revenue in FY2022?",
        "What is the current ratio?",
        "Why do companies hedge?",
        "Which risks are named?",
    ],
)
def test_what_is_clear_or_prose_is_not_asked_back(question: str) -> None:
    assert ask_back(understand(question, TWO), TWO) is None


def test_one_company_or_an_unidentified_filing_needs_no_question() -> None:
    assert ask_back(understand("What was the revenue in FY2022?", TWO[:1]), TWO[:1]) is None
    mixed = [*TWO, filed(None)]
    assert ask_back(understand("What was the revenue in FY2022?", mixed), mixed) is None


def test_the_reply_to_a_question_back_completes_the_first_question() -> None:
    first = "What was the revenue in FY2022?"
    for reply in ("Tolverne", "Tolverne Energy Corp, please", "I mean Tolverne"):
        question = understand(reply, TWO, [first])
        assert [company.name for company in question.companies] == ["Tolverne Energy Corp"]
        assert question.expression == "revenue"
        assert [str(period) for period in question.periods] == ["FY2022"]
    assert understand("What does Tolverne sell?", TWO, [first]).expression is None


def test_a_definition_that_differs_in_use_is_named() -> None:
    for question, named in (
        ("What was Tolverne's free cash flow in 2022?", True),
        ("What was Tolverne's revenue in 2022?", False),
        ("What was Tolverne's gross margin in 2022?", False),
    ):
        assert bool(stated_definition(understand(question, TWO))) is named
    assert "有多种定义" in stated_definition(understand("Tolverne 2022年的自由现金流是多少？", TWO))[0]


class Facts:
    """Facts held in memory, as the store gives them."""

    def __init__(self, *rows: tuple[str, Fact]) -> None:
        self.rows = rows

    def facts(self, documents: object = None, standard: object = None) -> list[tuple[str, Fact]]:
        keys, names = set(documents or ()), set(standard or ())  # type: ignore[call-overload]  # as the protocol has them
        return [(key, fact) for key, fact in self.rows if key in keys and (standard is None or fact.standard in names)]


def revenue(printed: str, year: int) -> Fact:
    return Fact(
        "Net sales", Decimal(printed) * 10**6, "USD", date(year, 12, 31), date(year, 1, 1), "revenue", "revenue",
        page=2, printed=printed, scale=6, statement=Statement.INCOME,
    )  # fmt: skip


OWN, LATER = filed("Tolverne Energy Corp", 2021), filed("Tolverne Energy Corp", 2022)


def test_a_figure_that_a_later_filing_restates_is_given_with_both() -> None:
    source = Facts((OWN.id, revenue("9,900".replace(",", ""), 2021)), (LATER.id, revenue("9650", 2021)))
    found = solve(understand("What was Tolverne's revenue in FY2021?", [OWN, LATER]), [OWN, LATER], source)
    assert isinstance(found, Solution)
    note = next(note for note in found.notes if "restate" in note)
    assert all(part in note for part in ("9900", "9650", OWN.source, LATER.source))


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("Should I buy Tolverne stock?", "Footnote gives no investment advice."),
        ("Is Tolverne a good investment?", "Footnote gives no investment advice."),
        ("Will Tolverne's revenue grow next year?", "Footnote makes no predictions."),
        ("该不该买Tolverne的股票？", "Footnote 不提供投资建议。"),
    ],
)
def test_advice_and_predictions_get_the_limit_and_what_is_reported(question: str, limit: str) -> None:
    source = Facts((LATER.id, revenue("9650", 2021)), (LATER.id, revenue("12000", 2022)))
    found = instead(understand(question, [LATER]), [LATER], source)
    assert found is not None
    assert found.text.startswith(limit)
    assert found.verified
    assert found.citations
    assert not any(word in found.text.lower() for word in ("should", "will ", "yes", "是。"))


def test_what_management_expects_is_in_its_filings() -> None:
    source = Facts((LATER.id, revenue("12000", 2022)))
    for question in ("What will revenue be in 2023 according to Tolverne's guidance?", "What was Tolverne's revenue?"):
        assert instead(understand(question, [LATER]), [LATER], source) is None


def test_advice_about_no_company_is_refused_plainly() -> None:
    assert no_company(understand("Should I buy stocks now?", TWO)) == "Footnote gives no investment advice."
    assert no_company(understand("Should I buy Tolverne stock?", TWO)) is None

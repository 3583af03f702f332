"""Questions that look like one about a reported figure but are not: none is answered with the reported one."""

from datetime import date

import pytest

from assistant.solve.breakdown import asked_part
from assistant.solve.by_formula import solve
from assistant.solve.extreme import asks_extreme_line
from assistant.solve.solution import Unsolved
from assistant.understand.companies import companies_of
from assistant.understand.operation import Operation
from assistant.understand.periods import Period
from assistant.understand.reading import understand
from assistant.understand.set_question import Kind, read_set
from assistant.understand.unusual import is_negated, is_unusual
from ingest.document import Document, Fact, Identity


def _report(year: int, quarter: int | None = None, company: str = "Acme Rockets, Inc.") -> Document:
    end = date(year, 3 * quarter, 30) if quarter else date(year, 12, 31)
    identity = Identity(
        company=company,
        form="10-Q" if quarter else "10-K",
        fiscal_year=year,
        fiscal_quarter=quarter,
        period_end=end,
    )
    return Document(f"{company[:4]}{year}{quarter or ''}", "a.pdf", "", "", identity, pages=1)


DOCUMENTS = [_report(2021), _report(2022), _report(2022, 2), _report(2022, company="Boreal Express Company")]


class NoFacts:
    """No fact at all: what is refused for want of one was understood."""

    def facts(self, documents: object = None, standard: object = None) -> list[tuple[str, Fact]]:
        return []


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme's U.S. revenue in FY2022?",
        "What was Acme's revenue in the US in FY2022?",
        "What was Acme's cash at the beginning of FY2022?",
        "What was Acme's revenue in the year before 2022?",
        "What was Acme's revenue prior to 2022?",
        "What was Acme's Q4 revenue?",
        "What was Acme's revenue last quarter?",
        "What was Acme's revenue in March 2022?",
        "What was Acme's revenue (cloud only) in FY2022?",
        "What fraction of its FY2022 free cash flow came to Acme from Norway? Free cash flow is net cash provided by"
        " operating activities minus capital expenditures.",
        "For FY2022, how many dollars of capital expenditure did Acme make for each dollar of depreciation? Capital"
        " expenditure means purchases of property and equipment.",
        "What was Acme's FY2022 current ratio (cash and barrels divided by current liabilities and deposits)?",
        "What was Acme's cash (restricted) in FY2022?",
        "How much was added to Acme's cash in FY2022?",
        "Did Acme's revenue fall by more than 50% in FY2022?",
        "Did Acme's revenue increase in both FY2021 and FY2022?",
        "Did Acme's revenue not increase in FY2022?",
        "Did Acme's net loss increase in FY2022?",
        "What was Acme's average revenue in Q1, Q2 and Q3 2022?",
        "What was the change in Acme's revenue from Q1 2022 to Q2 2022?",
        "What was Acme's revenue from 2021 to 2022?",
        "What was the ratio of Acme's FY2022 revenue to FY2021 revenue?",
        "What was the second largest liability of Acme in FY2022?",
    ],
)
def test_it_is_not_taken_for_the_reported_figure(text: str) -> None:
    found = solve(understand(text, DOCUMENTS), DOCUMENTS, NoFacts())
    assert isinstance(found, Unsolved)
    assert found.reason != "missing"


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme's net income under US GAAP in FY2022?",
        "What was Acme's revenue in US dollars in FY2022?",
        "What was Acme's revenue in its first quarter of FY2022?",
        "Approximately how much revenue did Acme deliver in FY2022?",
        "What is Acme's FY2022 dividend payout ratio (DPR)? Round to two decimals.",
        "I'd like Acme's FY2022 total assets (in USD millions).",
    ],
)
def test_ordinary_ways_of_asking_are_understood(text: str) -> None:
    found = solve(understand(text, DOCUMENTS), DOCUMENTS, NoFacts())
    assert isinstance(found, Unsolved)
    assert found.reason == "missing"


def test_a_date_beside_a_year_stands_first() -> None:
    question = understand("What was Acme's cash at December 31, 2022 and 2021?", DOCUMENTS)
    assert set(question.periods) == {Period(2021), Period(2022)}
    assert question.period == Period(2022)


def test_the_words_nearest_a_date_say_how_long_its_period_is() -> None:
    text = "Acme's revenue in the quarter ended June 30, 2022 and the year ended December 31, 2022?"
    assert list(understand(text, DOCUMENTS).periods) == [Period(2022, 2), Period(2022)]


def test_a_total_over_a_range_is_a_sum() -> None:
    question = understand("What was Acme's total revenue from 2021 through 2022?", DOCUMENTS)
    assert (question.operation, question.qualifiers) == (Operation.SUM, ())
    assert list(question.periods) == [Period(2021), Period(2022)]


def test_a_difference_between_companies_is_no_change_of_each() -> None:
    question = understand("What is the difference between Acme's and Boreal's revenue in FY2022?", DOCUMENTS)
    assert question.operation is Operation.VALUE


@pytest.mark.parametrize(
    "text",
    [
        "Which segment had the second highest revenue?",
        "Which segment had the highest organic revenue growth?",
        "Which segment had the highest revenue per employee?",
        "Which segment did not have the highest revenue?",
        "Which segments had revenue growth of at least 10%?",
        "Which segment had the largest operating loss?",
    ],
)
def test_ranks_of_other_measures_are_unusual(text: str) -> None:
    assert is_unusual(text)


def test_asides_and_plain_superlatives_are_not_unusual() -> None:
    assert not is_unusual("Which segment had the highest revenue per share?")
    assert not is_negated("Is the ratio sound? If it is not a useful metric for a company like this, then say so.")


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ("Which segment's revenue fell the most?", False),
        ("Which segment had the smallest decline in revenue?", True),
        ("Which segment's revenue grew the least?", False),
    ],
)
def test_a_fall_turns_the_order_round(text: str, highest: bool) -> None:
    asked = asked_part(text)
    assert asked is not None
    assert (asked.highest, asked.growth) == (highest, True)


@pytest.mark.parametrize(
    "text",
    ["largest intangible asset", "largest asset impairment", "largest deferred tax asset", "largest liability class"],
)
def test_a_kind_of_asset_is_no_line_of_the_whole_sheet(text: str) -> None:
    assert not asks_extreme_line(f"What was the {text} of Acme in FY2022?")


@pytest.mark.parametrize(
    "text",
    [
        "Which companies did not pay dividends in 2022?",
        "Which companies had the highest adjusted EBITDA in 2022?",
        "Which company had the second highest revenue in 2022?",
        "Which companies had US revenue above $5 billion in 2022?",
        "Which companies had revenue of more than $5 billion and less than $10 billion in 2022?",
    ],
)
def test_sets_that_facts_cannot_tell_are_not_told(text: str) -> None:
    assert read_set(understand(text, DOCUMENTS), companies_of(DOCUMENTS)) is None


def test_the_largest_decline_is_the_lowest_growth() -> None:
    text = "Which company had the largest decline in revenue in 2022?"
    read = read_set(understand(text, DOCUMENTS), companies_of(DOCUMENTS))
    assert read is not None
    assert (read.kind, read.lowest) == (Kind.EXTREME, True)


def test_long_and_repeated_questions_do_not_break_understanding() -> None:
    assert understand("What is " + "revenue + " * 100 + "capex of Acme?", DOCUMENTS).companies
    assert understand("By how much did it rise?", DOCUMENTS, ["By how much did it rise?"] * 40) is not None

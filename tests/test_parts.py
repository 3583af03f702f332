"""Which parts of revenue exceed a share, by a table whose rows add up to it; steady dividends over three years."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from assistant.solve.by_formula import solve
from assistant.solve.solution import Solution, Unsolved
from assistant.understand.reading import understand
from ingest.document import Document, Fact, Identity, Statement

IDENTITY = Identity(company="Acme Rockets", form="10-K", fiscal_year=2022, period_end=date(2022, 12, 31))
REPORT = Document("k", "k.pdf", "", "", IDENTITY, pages=9)
PRODUCTS = "Net sales by product category were as follows:"


def fact(label: str, value: int, year: int = 2022, **more: object) -> Fact:
    fields: dict[str, object] = {"scale": 6, "unit": "USD", "printed": str(value), "page": 80} | more
    return Fact(
        label=label,
        value=Decimal(value) * 1_000_000,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        **fields,  # type: ignore[arg-type]  # a fact's own fields, by name
    )


def row(label: str, value: int, caption: str = PRODUCTS) -> Fact:
    return fact(label, value, dimensions=(("table", caption),))


REVENUE = fact("Net sales", 1000, standard="revenue", statement=Statement.INCOME, page=40)
DIVIDENDS = [
    fact("Dividends paid", -value, year, standard="dividends_paid", statement=Statement.CASH_FLOW, page=42)
    for year, value in ((2022, 60), (2021, 59), (2020, 55))
]
TABLE = [row("Boosters", 620), row("Capsules", 230), row("Suits", 150), row("Total", 1000)]


class Facts:
    """Facts in memory, in the order they are printed."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.held = facts

    def facts(
        self, documents: Sequence[str] | None = None, standard: Sequence[str] | None = None
    ) -> list[tuple[str, Fact]]:
        return [("k", one) for one in self.held if standard is None or one.standard in standard]


def answer(text: str, facts: Sequence[Fact]) -> Solution | Unsolved:
    return solve(understand(text, [REPORT]), [REPORT], Facts(facts))


def test_the_parts_above_the_share_are_named_with_theirs_and_cited() -> None:
    found = answer(
        "Are there any product categories that represent more than 20% of Acme Rockets' revenue for FY2022?",
        [REVENUE, *TABLE],
    )
    assert isinstance(found, Solution)
    assert found.sentence == (
        "Yes. More than 20% of the revenue of Acme Rockets in FY2022: Boosters 62.0% ($620 million); Capsules 23.0% "
        "($230 million)."
    )
    assert found.verdict is True
    assert [step.result for step in found.calculations] == [Decimal("0.62"), Decimal("0.23"), Decimal("0.15")]
    assert {citation.page for citation in found.citations} == {80}


def test_where_none_is_the_largest_is_told() -> None:
    found = answer(
        "Does any product make more than two thirds or at least 70% of Acme Rockets' FY2022 sales?", [REVENUE, *TABLE]
    )
    assert isinstance(found, Solution)
    assert found.verdict is False
    assert "None is more than 70%" in found.sentence
    assert "Boosters 62.0%" in found.sentence


@pytest.mark.parametrize(
    "rows",
    [
        [row("Boosters", 620), row("Capsules", 230), row("Total", 1000)],  # a row was missed: no table of all parts
        [row("Boosters", 820), row("Capsules", 330), row("Eliminations", -150), row("Total", 1000)],
        [row("Products", 620), row("Services", 380), row("Total", 1000)],
        [row(n, v, "Net sales by region") for n, v in (("Asia", 620), ("Europe", 380), ("Total", 1000))],
        [],
    ],
)
def test_a_table_that_may_lack_a_part_is_not_answered_from(rows: list[Fact]) -> None:
    text = "Are there any product categories that represent more than 20% of Acme Rockets' revenue for FY2022?"
    assert isinstance(answer(text, [REVENUE, *rows]), Unsolved)


def test_steady_dividends_are_told_year_by_year() -> None:
    text = "Does Acme Rockets maintain a stable trend of dividend distribution as of FY2022?"
    found = answer(text, DIVIDENDS)
    assert isinstance(found, Solution)
    assert found.sentence.startswith(
        "Yes. Dividends paid of Acme Rockets: $55 million in FY2020, $59 million in FY2021, "
    )
    assert [citation.page for citation in found.citations] == [42, 42, 42]
    cut = [*DIVIDENDS[1:], fact("Dividends paid", -20, standard="dividends_paid", statement=Statement.CASH_FLOW)]
    stopped = answer(text, cut)
    assert isinstance(stopped, Solution)
    assert stopped.sentence.startswith("No.")
    assert isinstance(answer(text, DIVIDENDS[:2]), Unsolved)


COUNTRIES = "Revenue by geographic region was as follows:"


def test_what_is_left_over_is_no_country_above_the_share() -> None:
    rows = [row("United States", 480, COUNTRIES), row("Other countries", 520, COUNTRIES), row("Total", 1000, COUNTRIES)]
    found = answer("Which countries accounted for more than 10% of Acme Rockets' revenue in FY2022?", [REVENUE, *rows])
    assert isinstance(found, Solution)
    assert "United States 48.0%" in found.sentence
    assert "Other" not in found.sentence
    for question in (
        "Did any country account for more than 50% of Acme Rockets' revenue in FY2022?",
        "Apart from the United States, did any country bring in more than 10% of Acme Rockets' revenue in FY2022?",
        "Did any other country bring in more than 10% of Acme Rockets' revenue in FY2022?",
    ):
        assert isinstance(answer(question, [REVENUE, *rows]), Unsolved)

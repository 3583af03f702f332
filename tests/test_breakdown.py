"""Which part of a company has the most of a figure: answered only where the parts are known to be all of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.solve.breakdown import Asked, asked_part
from assistant.solve.by_formula import solve
from assistant.solve.ledger import Ledger
from assistant.solve.solution import Solution, Unsolved
from assistant.understand.periods import Period
from assistant.understand.reading import understand
from ingest.document import Document, Fact, Identity, Statement

IDENTITY = Identity(company="Acme Rockets", form="10-K", fiscal_year=2022, period_end=date(2022, 12, 31))
REPORT = Document("k", "k.pdf", "", "", IDENTITY, pages=9)
PARTS = {
    "Launch": ("2000", "1000"),
    "Freight": ("3000", "2500"),
    "Tourism": ("600", "800"),
    "Eliminations": ("-100", "-50"),
}
TOTALS = ("5500", "4250")


class Facts:
    """Facts in memory."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.all = facts

    def facts(
        self, documents: Sequence[str] | None = None, standard: Sequence[str] | None = None
    ) -> list[tuple[str, Fact]]:
        return [("k", fact) for fact in self.all if standard is None or fact.standard in standard]


def fact(value: str, year: int, part: str = "") -> Fact:
    return Fact(
        label="Net sales",
        value=Decimal(value) * 1_000_000,
        unit="USD",
        period_end=date(year, 12, 31),
        period_start=date(year, 1, 1),
        concept="revenue",
        standard=None if part else "revenue",
        dimensions=(("segment", part), ("table", "Sales by segment")) if part else (),
        page=7,
        printed=value,
        scale=6,
        statement=Statement.SEGMENTS if part else Statement.INCOME,
        origin="table",
    )


def answer(text: str, parts: dict[str, tuple[str, str]]) -> Solution | Unsolved:
    facts = [
        fact(value, year, part) for part, both in parts.items() for value, year in zip(both, (2022, 2021), strict=True)
    ]
    facts += [fact(value, year) for value, year in zip(TOTALS, (2022, 2021), strict=True)]
    return solve(understand(text, [REPORT]), [REPORT], Facts(facts))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which segment of Acme Rockets had the highest revenue in FY2022?", "Freight"),
        ("Which of Acme Rockets' segments had the lowest net sales in FY2022?", "Tourism"),
        ("Which segment of Acme Rockets had the fastest revenue growth in FY2022?", "Launch"),
        ("Which business segment had the biggest drop in revenue for Acme Rockets in FY2022?", "Tourism"),
    ],
)
def test_the_part_with_the_most_or_least(text: str, name: str) -> None:
    found = answer(text, PARTS)
    assert isinstance(found, Solution)
    assert found.text == name
    assert "Eliminations" not in found.sentence
    whole = found.calculations[0]
    assert whole.result == Decimal(5_500_000_000)
    assert {operand.marker for operand in whole.operands} <= {citation.marker for citation in found.citations}


def test_parts_that_do_not_add_up_to_the_whole_answer_nothing() -> None:
    without = {name: values for name, values in PARTS.items() if name != "Freight"}
    found = answer("Which segment of Acme Rockets had the highest revenue in FY2022?", without)
    assert isinstance(found, Unsolved)


def test_another_breakdown_than_the_one_asked_for_answers_nothing() -> None:
    assert isinstance(answer("Which country had the highest revenue at Acme Rockets in FY2022?", PARTS), Unsolved)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Which region had the worst topline performance?",
            Asked(("geography", "segment"), highest=False, growth=True),
        ),
        ("Which segment had the highest net income?", Asked(("segment",), highest=True, growth=False)),
        ("What segment saw the biggest decline in sales?", Asked(("segment",), highest=False, growth=True)),
        ("Which product category grew fastest?", Asked(("product",), highest=True, growth=True)),
        ("What was the highest revenue ever?", None),
        ("Which segment is Frozen Food part of?", None),
    ],
)
def test_what_is_asked_of_the_parts(text: str, asked: Asked | None) -> None:
    assert asked_part(text) == asked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("What was Acme Rockets' revenue from freight in FY2022?", "3000"),
        ("Acme Rockets, Launch: net sales in fiscal 2021?", "1000"),
        ("How much revenue did Freight bring Acme Rockets in FY2022?", "3000"),
        ("What were the net sales of the Tourism segment of Acme Rockets in 2022?", "600"),
    ],
)
def test_the_figure_of_a_part_that_is_named(text: str, value: str) -> None:
    found = answer(text, PARTS)
    assert isinstance(found, Solution)
    assert found.value == Decimal(value) * 1_000_000
    assert found.citations[0].quote == f"Net sales {value}"


@pytest.mark.parametrize(
    "text",
    [
        "What was Acme Rockets' revenue from satellites in FY2022?",
        "What was Acme Rockets' revenue from freight to the moon in FY2022?",
    ],
)
def test_a_part_that_is_not_told_or_only_half_understood_answers_nothing(text: str) -> None:
    assert isinstance(answer(text, PARTS), Unsolved)


def test_the_printed_label_of_another_figure_is_not_that_of_the_part() -> None:
    lines = [replace(fact("1500", 2022), label="Launch net sales", standard=None, concept="")]
    told = [fact("2000", 2022, "Launch"), fact("5500", 2022)]
    by_segment = understand("What revenue did Acme Rockets earn from Launch in FY2022?", [REPORT])
    by_label = understand("What were Acme Rockets' Launch net sales in FY2022?", [REPORT])
    found = solve(by_segment, [REPORT], Facts([*told, *lines]))
    assert isinstance(found, Solution)
    assert found.value == Decimal(2_000_000_000)
    assert isinstance(solve(by_label, [REPORT], Facts(told)), Solution)
    assert isinstance(solve(by_label, [REPORT], Facts([*told, *lines])), Unsolved)


def test_a_part_s_costs_are_reckoned_with_as_the_whole_s_are() -> None:
    cost = replace(fact("-400", 2022, "Launch"), label="Cost of sales", concept="cost_of_revenue")
    ledger = Ledger([REPORT], Facts([cost]))
    picked = ledger.pick("line_part_flow_money__cost_of_revenue__Launch", Period(2022))
    assert picked is not None
    assert picked.value == Decimal(400_000_000), "what is spent is positive"


def test_two_questions_in_one_are_not_one_about_the_first_place() -> None:
    assert asked_part("What are the regions it operates in, and which is the largest by net sales?") is None
    assert asked_part("Which region had the largest net sales, and how much were they?") is not None

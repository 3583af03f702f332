"""The largest and the smallest line of a balance sheet, totals and equity left out."""

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
SHEET = (
    ("Cash", 300, "cash"),
    ("Inventories", 200, "inventories"),
    ("Total current assets", 500, "current_assets"),
    ("Launch pads", 900, None),
    ("Total assets", 1400, "total_assets"),
    ("Accounts payable", 50, "accounts_payable"),
    ("Customer deposits", 600, None),
    ("Total liabilities", 650, "total_liabilities"),
    ("Retained earnings", 750, "retained_earnings"),
)


class Facts:
    """A balance sheet in memory, in the order it is printed."""

    def facts(
        self, documents: Sequence[str] | None = None, standard: Sequence[str] | None = None
    ) -> list[tuple[str, Fact]]:
        return [
            (
                "k",
                Fact(
                    label=label,
                    value=Decimal(value) * 1_000_000,
                    unit="USD",
                    period_end=date(2022, 12, 31),
                    standard=name,
                    page=5,
                    printed=str(value),
                    scale=6,
                    statement=Statement.BALANCE,
                    origin="table",
                ),
            )
            for label, value, name in SHEET
            if standard is None or name in standard
        ]


def answer(text: str) -> Solution | Unsolved:
    return solve(understand(text, [REPORT]), [REPORT], Facts())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("What was the largest liability in Acme Rockets' balance sheet in 2022?", "Customer deposits"),
        ("What is Acme Rockets' smallest liability at the end of FY2022?", "Accounts payable"),
        ("What was the biggest asset of Acme Rockets in FY2022?", "Launch pads"),
        ("What was the biggest current asset of Acme Rockets in FY2022?", "Cash"),
        ("Which was the lowest current asset of Acme Rockets in FY2022?", "Inventories"),
    ],
)
def test_the_line_with_the_most_or_least(text: str, line: str) -> None:
    found = answer(text)
    assert isinstance(found, Solution)
    assert found.text == line
    assert found.sentence.startswith("The ")
    step = found.calculations[0]
    assert step.result == found.value
    assert {operand.marker for operand in step.operands} == {citation.marker for citation in found.citations}


@pytest.mark.parametrize(
    "text",
    [
        "Which segment of Acme Rockets had the largest assets in FY2022?",
        "What is the largest current liability of Acme Rockets in FY2022?",  # its sheet has no such total
        "Which type of asset saw the largest increase at Acme Rockets in FY2022?",
    ],
)
def test_other_questions_are_left_alone(text: str) -> None:
    assert isinstance(answer(text), Unsolved)

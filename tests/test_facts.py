"""Facts out of statements: units, instants, labels, and 300 facts read by eye from real filings."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.document import Fact, Parsed, Statement
from ingest.filing.facts import clean_label, statement_calendar, statement_facts
from ingest.filing.periods import Calendar
from ingest.filing.statements import Found
from ingest.filing.tables import find_grids
from ingest.parsers.pdf import parse
from tests.drawn import Drawing, first_page
from tests.invariants import checks

SAMPLE = Path(__file__).parent / "data" / "pdf_facts.csv"


@pytest.mark.parametrize(
    ("label", "clean"),
    [
        ("Cost of sales (a)", "Cost of sales"),
        ("Other income (1)(2)", "Other income"),
        ("Goodwill (Note 4)", "Goodwill"),
        ("Debt, see Notes 4 and 5", "Debt"),
        ("Total revenue . . . . . . .", "Total revenue"),
        ("Net income per share*", "Net income per share"),
        ("Current assets:", "Current assets"),
        ("Other income (expense)", "Other income (expense)"),
        ("Class A (restated)", "Class A (restated)"),
    ],
)
def test_labels_lose_their_marks_and_nothing_else(label: str, clean: str) -> None:
    assert clean_label(label) == clean


def facts(drawing: Drawing, statement: Statement) -> list[Fact]:
    found = [Found(grid, statement) for grid in find_grids(first_page(drawing.bytes()))]
    return statement_facts(found, statement_calendar(found, Calendar(), ()))


def test_per_share_amounts_and_share_counts_have_units_of_their_own() -> None:
    found = facts(
        Drawing(400, 500)
        .text("Consolidated Statements of Income")
        .text("(In thousands, except per share data)")
        .centred(("Years ended December 31,", 440))
        .centred(("2023", 390), ("2022", 490))
        .row("Net sales", "$5,000", "$4,000")
        .row("Effective tax rate", "21.5%", "20.0%")
        .row("Net income", "$1,000", "$(900)")
        .text("Earnings per share:")
        .row("Basic", "$1.25", "$(1.10)", indent=8)
        .row("Diluted", "1.20", "(1.10)", indent=8)
        .text("Weighted average shares outstanding:")
        .row("Basic", "800", "818", indent=8)
        .row("Dividends declared per share", "$0.10", "$—"),
        Statement.INCOME,
    )
    newest = {(fact.label, fact.unit): fact.value for fact in found if str(fact.period_end) == "2023-12-31"}
    assert newest == {
        ("Net sales", "USD"): 5_000_000,
        ("Effective tax rate", "pure"): Decimal("0.215"),
        ("Net income", "USD"): 1_000_000,
        ("Basic", "USD/share"): Decimal("1.25"),
        ("Diluted", "USD/share"): Decimal("1.20"),
        ("Basic", "shares"): 800_000,
        ("Dividends declared per share", "USD/share"): Decimal("0.10"),
    }
    assert {fact.dimensions for fact in found if fact.label == "Basic"} == {
        (("section", "Earnings per share"),),
        (("section", "Weighted average shares outstanding"),),
    }
    assert {str(fact.period_start) for fact in found if str(fact.period_end) == "2022-12-31"} == {"2022-01-01"}


def test_share_counts_by_class_under_a_heading_are_shares() -> None:
    found = facts(
        Drawing(400, 500)
        .text("Consolidated Statements of Operations")
        .text("(In millions, except per share data)")
        .centred(("Years ended December 31,", 440))
        .centred(("2023", 390), ("2022", 490))
        .row("Net income", "$1,000", "$900")
        .text("Basic earnings per share (Note 9):")
        .row("Class A common stock", "$1.25", "$1.10", indent=8)
        .text("Basic weighted-average shares outstanding (Note 9):")
        .row("Class A common stock", "700", "710", indent=8)
        .row("Class B-1 common stock", "10", "12", indent=8),
        Statement.INCOME,
    )
    newest = [(fact.label, fact.value, fact.unit) for fact in found if str(fact.period_end) == "2023-12-31"]
    assert newest == [
        ("Net income", 1_000_000_000, "USD"),
        ("Class A common stock", Decimal("1.25"), "USD/share"),
        ("Class A common stock", 700_000_000, "shares"),
        ("Class B-1 common stock", 10_000_000, "shares"),
    ]


def test_cash_at_the_ends_of_a_period_is_an_instant() -> None:
    found = facts(
        Drawing(400)
        .text("Statement of Cash Flows")
        .text("(£ in millions)")
        .centred(("Six Months Ended June 30, 2023", 390))
        .row("Net cash from operating activities", "10")
        .row("Net increase in cash", "4")
        .row("Cash at beginning of period", "1")
        .row("Cash at end of period", "5"),
        Statement.CASH_FLOW,
    )
    assert [(f.label, str(f.period_start), str(f.period_end), f.unit) for f in found] == [
        ("Net cash from operating activities", "2023-01-01", "2023-06-30", "GBP"),
        ("Net increase in cash", "2023-01-01", "2023-06-30", "GBP"),
        ("Cash at beginning of period", "None", "2022-12-31", "GBP"),
        ("Cash at end of period", "None", "2023-06-30", "GBP"),
    ]


def test_changes_beside_the_years_are_no_facts() -> None:
    found = facts(
        Drawing(350, 430, 510)
        .text("Consolidated Statements of Income (in millions)")
        .centred(("Three months ended March 31,", 390))
        .centred(("2023", 340), ("2022", 420), ("% Change", 500))
        .row("Net sales", "110", "100", "10%")
        .row("Net income", "11", "10", "10%"),
        Statement.INCOME,
    )
    assert [fact.printed for fact in found] == ["110", "100", "11", "10"]


@cache
def filing(path: Path) -> Parsed:
    return parse(path.read_bytes(), path.name)


def sample() -> dict[str, list[dict[str, str]]]:
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with SAMPLE.open(newline="") as file:
        for row in csv.DictReader(file):
            rows[row["file"]].append(row)
    return rows


def test_the_sample_is_wide_enough() -> None:
    rows = sample()
    assert sum(len(own) for own in rows.values()) >= 200
    assert len(rows) >= 18


@pytest.mark.parametrize("name", sorted(sample()))
def test_facts_read_by_eye(shared: Path, name: str) -> None:
    parsed = filing(shared / "data" / "financebench" / "pdfs" / f"{name}.pdf")
    said = {
        (fact.label, fact.page, str(fact.period_start or ""), str(fact.period_end), fact.value, fact.unit)
        for fact in parsed.facts
    }
    missed = [
        row
        for row in sample()[name]
        if (row["label"], int(row["page"]), row["period_start"], row["period_end"], Decimal(row["value"]), row["unit"])
        not in said
    ]
    assert missed == []


@pytest.mark.parametrize("name", sorted(sample()))
def test_statements_satisfy_their_own_equations(shared: Path, name: str) -> None:
    parsed = filing(shared / "data" / "financebench" / "pdfs" / f"{name}.pdf")
    found = list(checks(parsed.facts))
    assert [check for check in found if check.holds is False] == []
    assert sum(check.holds is True for check in found) >= 2


def test_the_notes_of_a_quarter_are_read_for_the_quarter_itself(shared: Path) -> None:
    parsed = filing(shared / "data" / "financebench" / "pdfs" / "Pfizer_2023Q2_10Q.pdf")
    found = {
        (fact.period_start, fact.period_end): fact.value
        for fact in parsed.facts
        if ("geography", "Developed Rest of World") in fact.dimensions
    }
    assert found[date(2023, 4, 3), date(2023, 7, 2)] == 1_305_000_000
    assert found[date(2022, 4, 4), date(2022, 7, 3)] == 5_034_000_000

"""Primary statements are recognised by title, rows and company, not by a mention."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ingest.document import Parsed, Statement
from ingest.filing.figures import read_figures
from ingest.filing.statements import find_statements, statement_pages, title_of
from ingest.filing.tables import find_grids
from ingest.parsers.pdf import parse
from tests.drawn import Drawing, first_page


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("CONSOLIDATED STATEMENTS OF INCOME", Statement.INCOME),
        ("Consolidated Statement of Incom e", Statement.INCOME),
        ("C O N S O L I D A T E D  S T A T E M E N T S  O F  O P E R A T I O N S", Statement.INCOME),
        ("Statement of Consolidated Earnings", Statement.INCOME),
        ("Consolidated Results of Operations", Statement.INCOME),
        ("INCOME STATEMENTS", Statement.INCOME),
        ("Consolidated Statements of Operations and Comprehensive Income (Loss)", Statement.INCOME),
        ("Condensed Consolidated Balance Sheets (Unaudited)", Statement.BALANCE),
        ("Consolidated Statement of Financial Position", Statement.BALANCE),
        ("Statements of Consolidated Financial Condition", Statement.BALANCE),
        ("Consolidated Statements of Cash Flows Acme Inc. and Subsidiaries", Statement.CASH_FLOW),
        ("Consolidated Statement of Cash Flow s", Statement.CASH_FLOW),
        ("Consolidated Statements of Comprehensive Income", Statement.COMPREHENSIVE),
        ("Consolidated Statement of Changes in Equity", Statement.EQUITY),
        ("Consolidated Statements of Stockholders’ Equity", Statement.EQUITY),
        ("Item 7. Management’s Discussion and Analysis of Financial Condition", None),
        ("Notes to Consolidated Financial Statements", None),
        ("Acme Corporation", None),
    ],
)
def test_titles(line: str, statement: Statement | None) -> None:
    assert title_of(line) is statement


def test_a_sentence_about_a_statement_is_no_title() -> None:
    sentence = (
        "These amounts are part of other income in the consolidated statements of income for all of the years that "
        "are shown in this report"
    )
    assert title_of(sentence) is None


def test_the_primary_statement_is_preferred_to_the_parent_only_schedule() -> None:
    def balance(title: str) -> Drawing:
        drawing = Drawing(400, 500).text(title).text("(In millions)").centred(("2023", 390), ("2022", 490))
        for label in (
            "Cash",
            "Receivables",
            "Inventories",
            "Goodwill",
            "Total assets",
            "Accounts payable",
            "Long-term debt",
        ):
            drawing.row(label, "10", "20")
        drawing.row("Total liabilities", "3", "4").row("Retained earnings", "5", "6")
        return drawing.row("Total liabilities and equity", "10", "20")

    parent = find_grids(first_page(balance("Schedule I - Parent Company Condensed Balance Sheets").bytes()))
    group = find_grids(first_page(balance("Consolidated Balance Sheets").bytes()))
    for order in ([*parent, *group], [*group, *parent]):
        (found,) = find_statements(order)
        assert found.statement is Statement.BALANCE
        assert found.grid.titles[0] == "Consolidated Balance Sheets"


def income(drawing: Drawing) -> Drawing:
    drawing.centred(("2023", 390), ("2022", 490))
    for label in ("Net sales", "Cost of sales", "Gross profit", "Interest expense", "Income before income taxes"):
        drawing.row(label, "1,210", "1,120")
    return (
        drawing.row("Provision for income taxes", "10", "20").row("Net income", "1,200", "1,100").row("Other", "1", "2")
    )


def test_a_statement_overleaf_of_its_title_has_the_title_and_the_unit() -> None:
    title = "We grew.\nAcme Corporation\nConsolidated Statements of Income\n(In millions)\nAcme | 2023 Form 10-K | 40"
    statement = income(Drawing(400, 500)).text("See accompanying notes.").bytes()
    grids = find_grids(first_page(statement))
    figures = read_figures({1: grids}, [1], [title, "For the year ended December 31, 2023"])
    (table,) = figures.tables
    assert (table.statement, table.unit_line) == (Statement.INCOME, "(In millions)")
    assert {fact.value for fact in figures.facts if fact.label == "Net income"} == {1_200_000_000, 1_100_000_000}
    taken = title + "\nNet sales 5 6\nNet income 1 2"
    (table,) = read_figures({1: grids}, [1], [taken, ""]).tables
    assert table.unit_line == ""


def test_what_cash_flow_statements_end_on_may_stand_overleaf() -> None:
    whole = Drawing(400, 500).text("Consolidated Statements of Cash Flows (in millions)")
    whole.centred(("2023", 390), ("2022", 490))
    for label in ("Net income", "Depreciation", "Net cash from operating activities", "Purchases of equipment"):
        whole.row(label, "10", "20")
    whole.row("Cash at end of period", "5", "6")
    supplement = Drawing(400, 500).text("Supplemental disclosures")
    supplement.row("Cash paid for interest", "1", "2").row("Cash paid for taxes", "3", "4")
    other = Drawing(400, 500).row("Level 1", "1", "2").row("Level 2", "3", "4")
    (first,) = find_grids(first_page(whole.bytes()))
    for overleaf, parts in ((supplement, 2), (other, 1)):
        second = first_page(overleaf.bytes())
        grids = [first, *find_grids(replace(second, number=2))]
        assert len(find_statements(grids)) == parts


def test_the_same_statement_of_other_periods_is_read_too() -> None:
    def statement(*ends: str) -> Drawing:
        drawing = Drawing(400, 500).text("Consolidated Statements of Income (in millions)")
        drawing.centred((ends[0], 390), (ends[1], 490))
        for label in ("Net sales", "Cost of sales", "Gross profit", "Income before income taxes", "Net income"):
            drawing.row(label, "10", "20")
        return drawing.row("Diluted", "1.00", "2.00")

    quarter, year, subsidiary = (
        find_grids(replace(first_page(statement(*ends).bytes()), number=number))
        for number, ends in (
            (1, ("2023", "2022")),
            (2, ("2021", "2020")),
            (2, ("2023", "2022")),
        )
    )
    assert [found.grid.table.page for found in find_statements([*quarter, *year])] == [1, 2]
    assert [found.grid.table.page for found in find_statements([*quarter, *subsidiary])] == [1]


def test_pages_of_prose_are_not_looked_at() -> None:
    assert statement_pages(["We grew in 2023.\nSales rose by 5% to 1,577 units.\n", ""]) == []


# One filing of each company's way of printing; the whole folder is checked by `python -m tests.invariants`.
FILINGS = (
    "3M_2020_10K",
    "AMCOR_2021_10K",
    "AMERICANWATERWORKS_2022_10K",
    "AMD_2022_annualreport",
    "COSTCO_2018_10K",
    "FOOTLOCKER_2023Q3_10Q",
    "MGMRESORTS_2023Q2_10Q",
    "WALMART_2024Q1_10Q",
    "Pfizer_2023Q2_10Q",
)


@cache
def filing(path: Path) -> Parsed:
    return parse(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", FILINGS)
def test_the_three_statements_of_a_real_filing(shared: Path, name: str) -> None:
    parsed = filing(shared / "data" / "financebench" / "pdfs" / f"{name}.pdf")
    beside = (None, Statement.SEGMENTS)
    pages = {table.statement: table.page for table in parsed.tables if table.statement not in beside}
    assert {Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW} <= set(pages)
    assert max(pages.values()) - min(pages.values()) <= 8

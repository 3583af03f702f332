"""Facts from tables outside the primary statements: their periods, parts, units, and what costs a table its facts."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.document import Fact, Parsed, Statement
from ingest.parsers.pdf import parse
from tests.drawn import Drawing

COVER = "For the fiscal year ended December 31, 2022"
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def filing() -> Drawing:
    """A cover and an income statement, to be drawn on."""
    drawing = Drawing(400, 500).text(COVER).page()
    drawing.text("Consolidated Statements of Income").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    for label, *cells in (
        ("Net sales", "$ 1,577", "$ 1,404"),
        ("Cost of sales", "900", "800"),
        ("Gross profit", "677", "604"),
        ("Selling, general and administrative", "300", "290"),
        ("Operating income", "377", "314"),
        ("Interest expense", "17", "14"),
        ("Income before income taxes", "360", "300"),
        ("Provision for income taxes", "90", "75"),
        ("Net income", "$ 270", "$ 225"),
    ):
        drawing.row(label, *cells)
    return drawing.page()


def read(drawing: Drawing) -> Parsed:
    return parse(drawing.bytes(), "drawn.pdf")


def noted(parsed: Parsed) -> list[Fact]:
    return [fact for fact in parsed.facts if any(axis == "table" for axis, _ in fact.dimensions)]


def test_a_note_gives_facts_with_period_scale_and_its_caption_and_leaves_the_statements_theirs() -> None:
    drawing = filing().text("The components of lease cost were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    drawing.row("Operating lease cost", "$ 130", "$ 113").row("Short-term lease cost", "20", "—")
    parsed = read(drawing.row("Total lease cost", "$ 150", "$ 113"))
    first, *_ = noted(parsed)
    assert (first.label, first.value, first.unit, first.scale, first.page) == (
        "Operating lease cost",
        Decimal(130_000_000),
        "USD",
        6,
        3,
    )
    assert (first.period_start, first.period_end) == YEAR
    assert dict(first.dimensions)["table"].startswith("The components of lease cost")
    assert (first.statement, first.standard) == (None, None)
    assert first.box is not None
    statement = [fact for fact in parsed.facts if fact.standard == "revenue"]
    assert [fact.statement for fact in statement] == [Statement.INCOME] * 2


def test_a_table_that_agrees_with_the_statements_shares_their_concepts_and_one_of_a_part_does_not() -> None:
    drawing = filing().text("Results of operations").text("(In millions)").centred(("2022", 385), ("2021", 485))
    drawing.row("Net sales", "$ 1,577", "$ 1,404").row("Capital expenditures", "40", "36").row(
        "Gross profit", "677", "604"
    )
    drawing.page().text("Results of the northern business").text("(In millions)").centred(("2022", 385), ("2021", 485))
    drawing.row("Net sales", "$ 577", "$ 404").row("Interest expense", "7", "4").row("Gross profit", "100", "99")
    facts = noted(read(drawing))
    whole, part = ([fact for fact in facts if fact.page == page] for page in (3, 4))
    assert {fact.standard for fact in whole} == {"revenue", "capex", "gross_profit"}
    assert part
    assert not any(fact.standard for fact in part)


@pytest.mark.parametrize(
    ("unit", "cells"), [("(In thousands)", ("$ 1,577", "$ 1,404")), ("(In millions)", ("$ 1,404", "$ 1,577"))]
)
def test_a_table_at_another_scale_or_under_swapped_years_gives_no_facts(unit: str, cells: tuple[str, str]) -> None:
    drawing = filing().text("Results of operations").text(unit).centred(("2022", 385), ("2021", 485))
    assert noted(read(drawing.row("Net sales", *cells).row("Interest paid", "17", "14"))) == []


def test_segments_are_dimensions_whether_rows_under_a_measure_or_columns() -> None:
    drawing = filing().text("Segment results were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    drawing.row("Net sales:").row("North", "$ 1,000", "$ 900", indent=10).row("South", "577", "504", indent=10)
    drawing.row("Total net sales", "$ 1,577", "$ 1,404", indent=10)
    drawing.page().text("Segment results").text("(In millions)")
    drawing.text("Year ended December 31, 2022").centred(("North", 385), ("South", 485))
    drawing.row("Operating profit", "$ 300", "$ 77").row("Depreciation", "30", "7").row("Research", "3", "2")
    parsed = read(drawing)
    assert [table.statement for table in parsed.tables] == [Statement.INCOME, Statement.SEGMENTS, Statement.SEGMENTS]
    by_part = {
        (fact.label, dict(fact.dimensions).get("segment"), fact.period_end): fact.value / 1_000_000
        for fact in noted(parsed)
    }
    end, before = date(2022, 12, 31), date(2021, 12, 31)
    assert by_part["Net sales", "North", end] == 1000
    assert by_part["Net sales", "South", before] == 504
    assert by_part["Total net sales", None, end] == 1577
    assert by_part["Operating profit", "North", end] == 300
    assert by_part["Depreciation", "South", end] == 7


def test_balances_are_instants_and_a_roll_forward_has_both() -> None:
    drawing = filing().text("Inventories were as follows:").text("(In millions)")
    drawing.centred(("December 31, 2022", 385), ("December 31, 2021", 485))
    drawing.row("Finished goods", "$ 130", "$ 113").row("Raw materials", "20", "21").row("Work in process", "5", "4")
    drawing.page().text("The allowance moved as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    drawing.row("Balance, beginning of year", "$ 10", "$ 9").row("Write-offs", "(3)", "(2)")
    drawing.row("Charged to costs", "5", "3").row("Balance, end of year", "$ 12", "$ 10")
    facts = {(fact.label, fact.printed): (fact.period_start, fact.period_end) for fact in noted(read(drawing))}
    assert facts["Finished goods", "$130"] == (None, YEAR[1])
    assert facts["Balance, beginning of year", "$10"] == (None, date(2021, 12, 31))
    assert facts["Balance, end of year", "$12"] == (None, YEAR[1])
    assert facts["Write-offs", "(3)"] == YEAR


def test_a_long_sentence_is_the_caption_and_what_runs_over_every_page_is_none() -> None:
    told = "Net sales by groups of similar products, which also have similar economic characteristics and buyers, is as"
    drawing = filing().text("Table of Contents").text(f"{told} follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485)).text("Net Sales:")
    drawing.row("Online stores (1)", "$ 1,000", "$ 900", indent=10).row("Physical stores (2)", "577", "504", indent=10)
    drawing.row("Consolidated", "$ 1,577", "$ 1,404")
    facts = noted(read(drawing))
    assert {dict(fact.dimensions)["table"].startswith("Net sales by groups") for fact in facts} == {True}
    newest = [fact for fact in facts if fact.period_end == YEAR[1]]
    assert {(fact.label, dict(fact.dimensions).get("product"), fact.value) for fact in newest} == {
        ("Net Sales", "Online stores", Decimal(1_000_000_000)),
        ("Net Sales", "Physical stores", Decimal(577_000_000)),
        ("Consolidated", None, Decimal(1_577_000_000)),
    }


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Number of stores", ("1,130", "1,113")),
        ("Weighted-average remaining term (years)", ("11", "12")),
        ("Change", ("130", "113")),
    ],
)
def test_counts_years_and_changes_in_a_table_in_millions_are_no_money(label: str, cells: tuple[str, str]) -> None:
    drawing = filing().text("Other data").text("(In millions)").centred(("2022", 385), ("2021", 485))
    drawing.row("Rent expense", "$ 130", "$ 113").row("Freight expense", "20", "21").row(label, *cells)
    assert {fact.label for fact in noted(read(drawing))} == {"Rent expense", "Freight expense"}


@pytest.mark.parametrize("words", ["thousands of people served", "no unit"])
def test_without_a_unit_of_money_only_percentages_are_facts(words: str) -> None:
    unit = "(In thousands)" if "thousands" in words else "Expenses"
    drawing = filing().text("Expenses by use were:").text(unit).centred(("2022", 385), ("2021", 485))
    drawing.row("Rent expense", "130", "113").row("Freight expense", "20", "21").row("Effective rate", "25.0%", "24.5%")
    facts = noted(read(drawing))
    assert {(fact.label, fact.unit) for fact in facts} == {("Effective rate", "pure")}
    assert facts[0].value == Decimal("0.25")


def test_adjusted_columns_give_no_facts_and_the_reported_ones_beside_them_do() -> None:
    drawing = Drawing(340, 430, 520).text("Consolidated Statements of Income").text("(In millions)")
    drawing.text("For the year ended December 31, 2022")
    drawing.centred(("2022", 325), ("2021", 415), ("2022 Adjusted", 500))
    for label, *cells in (
        ("Net sales", "$ 1,577", "$ 1,404", "$ 1,600"),
        ("Cost of sales", "900", "800", "850"),
        ("Gross profit", "677", "604", "750"),
        ("Operating income", "377", "314", "450"),
        ("Interest expense", "17", "14", "17"),
        ("Provision for income taxes", "90", "75", "90"),
        ("Net income", "$ 270", "$ 225", "$ 343"),
    ):
        drawing.row(label, *cells)
    facts = [fact for fact in read(drawing).facts if fact.standard == "gross_profit"]
    assert sorted(fact.printed for fact in facts) == ["604", "677"]


def test_a_table_that_goes_on_overleaf_is_one() -> None:
    drawing = filing().text("Accrued liabilities were as follows:").text("(In millions)")
    drawing.centred(("December 31, 2022", 385), ("December 31, 2021", 485))
    drawing.row("Accrued wages", "$ 130", "$ 113").row("Accrued interest", "20", "21").row(
        "Accrued rent", "5", "4"
    ).page()
    drawing.row("Warranty reserves", "5", "6").row("Other reserves", "1", "2").row(
        "Accrued liabilities", "$ 161", "$ 146"
    )
    parsed = read(drawing)
    table = next(table for table in parsed.tables if "Accrued" in table.caption)
    assert (table.page, table.last_page, [row.page for row in table.rows]) == (3, 4, [3, 3, 3, 4, 4, 4])
    assert {(fact.page, fact.label) for fact in noted(parsed)} >= {
        (4, "Warranty reserves"),
        (3, "Accrued wages"),
    }


def test_under_a_heading_whose_first_row_is_a_percentage_no_figure_is_money() -> None:
    drawing = filing().text("Net sales information is as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    drawing.text("Net sales:").row("Northern lands", "$ 1,000", "$ 900", indent=10)
    drawing.row("Southern lands", "500", "480", indent=10).text("Net sales mix:")
    drawing.row("Northern lands", "67%", "65%", indent=10).row("Southern lands", "33", "35", indent=10)
    facts = noted(read(drawing))
    assert Decimal(500_000_000) in {fact.value for fact in facts}
    assert not {Decimal(33_000_000), Decimal(35_000_000)} & {fact.value for fact in facts}


def test_a_year_over_rows_dates_them() -> None:
    drawing = filing().text("The allowance for doubtful accounts changed as follows:").text("(In millions)")
    drawing.centred(("Additions", 385), ("Deductions", 485)).text("Fiscal year 2022")
    drawing.row("Sales returns", "$ 151", "$ 140", indent=10).row("Rebates", "12", "11", indent=10)
    drawing.text("Fiscal year 2021").row("Sales returns", "$ 213", "$ 130", indent=10)
    drawing.row("Rebates", "10", "9", indent=10)
    ends = {fact.value: fact.period_end for fact in noted(read(drawing))}
    assert ends.get(Decimal(151_000_000)) == date(2022, 12, 31)
    assert ends.get(Decimal(213_000_000)) == date(2021, 12, 31)


def test_sales_by_market_are_of_products_whether_the_title_or_a_heading_says_so() -> None:
    drawing = filing().text("The following table summarizes net sales by specialized markets:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    drawing.row("Ports", "$ 900", "$ 800").row("Railways", "677", "604").row("Total net sales", "$ 1,577", "$ 1,404")
    drawing.text("Revenue by End Market:").row("Harbours", "$ 500", "$ 400", indent=10)
    facts = noted(read(drawing.row("Sidings", "1,077", "1,004", indent=10)))
    named = {(fact.concept, member) for fact in facts for axis, member in fact.dimensions if axis == "product"}
    assert named == {("revenue", part) for part in ("Ports", "Railways", "Harbours", "Sidings")}


def test_plan_assets_by_category_are_no_products() -> None:
    drawing = filing().text("Plan assets by asset category were as follows:").text("(In millions)")
    drawing.centred(("December 31,", 420)).centred(("2022", 385), ("2021", 485))
    facts = noted(read(drawing.row("Equity securities", "$ 90", "$ 80").row("Bonds", "67", "60")))
    assert facts
    assert not any(axis == "product" for fact in facts for axis, _ in fact.dimensions)


def test_a_name_that_begins_on_the_line_above_is_read_whole() -> None:
    drawing = Drawing(300, 400, 500).text(COVER).page()
    drawing.text("The table below presents details of our segments.").text("(In millions)")
    drawing.centred(("Computing &", 285)).centred(("Networks", 285), ("Graphics", 385), ("Consolidated", 485))
    drawing.text("Year ended December 31, 2022")
    drawing.row("Net sales", "$ 900", "$ 677", "$ 1,577").row("Operating income", "200", "177", "377")
    drawing.row("Depreciation", "20", "10", "30")
    members = {member for fact in noted(read(drawing)) for axis, member in fact.dimensions if axis != "table"}
    assert members == {"Computing & Networks", "Graphics"}


def test_between_signed_figures_a_caption_that_speaks_of_customers_makes_no_counts() -> None:
    told = "Revenue, classified by the major geographic areas in which our customers were located, was as follows:"
    drawing = filing().text(told).text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(("2022", 385), ("2021", 485))
    drawing.row("United States", "$ 900", "$ 800").row("Other countries", "677", "604")
    facts = noted(read(drawing.row("Total", "$ 1,577", "$ 1,404")))
    parts = {(dict(f.dimensions).get("geography"), f.value) for f in facts if f.period_end == YEAR[1]}
    assert ("Other countries", Decimal(677_000_000)) in parts

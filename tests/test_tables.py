"""Tables rebuilt from drawn pages: columns, stacked headers, wrapped labels, nesting, unlabelled totals."""

from ingest.filing.tables import Grid, find_grids
from tests.drawn import Drawing, first_page


def grids(drawing: Drawing) -> list[Grid]:
    return find_grids(first_page(drawing.bytes()))


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.text if cell else "" for cell in row.cells)) for row in grid.table.rows]


def statement(*edges: float) -> Drawing:
    return (
        Drawing(*edges)
        .text("Acme Corporation", 250)
        .text("Consolidated Balance Sheets", 240)
        .text("(In millions)", 270)
    )


def test_a_plain_statement() -> None:
    (grid,) = grids(
        statement(400, 500)
        .centred(("December 31,", 430))
        .centred(("2023", 390), ("2022", 490))
        .text("Assets")
        .row("Cash", "$1,577", "$98", indent=10)
        .row("Other", "(12)", "—", indent=10)
        .row("Total assets", "$1,565", "$98", indent=20)
    )
    assert grid.table.columns == ("December 31, 2023", "December 31, 2022")
    assert grid.table.unit_line == "(In millions)"
    assert grid.titles == ("Acme Corporation", "Consolidated Balance Sheets")
    assert cells(grid) == [("Cash", "$1,577", "$98"), ("Other", "(12)", "—"), ("Total assets", "$1,565", "$98")]
    assert [row.parents for row in grid.table.rows] == [("Assets",), ("Assets",), ("Assets",)]


def test_spans_over_pairs_of_columns() -> None:
    (grid,) = grids(
        Drawing(260, 340, 420, 500)
        .centred(("Three Months Ended June 30,", 290), ("Six Months Ended June 30,", 450))
        .centred(("2023", 250), ("2022", 330), ("2023", 410), ("2022", 490))
        .row("Revenue", "10", "20", "30", "40")
        .row("Costs", "(1)", "(2)", "(3)", "(4)")
    )
    assert grid.table.columns == (
        "Three Months Ended June 30, 2023",
        "Three Months Ended June 30, 2022",
        "Six Months Ended June 30, 2023",
        "Six Months Ended June 30, 2022",
    )


def test_dates_printed_close_together_are_parted() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .centred(("Thirteen weeks ended", 440))
        .text("October 29,  October 30,", 375)
        .centred(("2022", 390), ("2021*", 490))
        .row("Sales", "10", "20")
        .row("Costs", "(1)", "(2)")
    )
    assert grid.table.columns == ("Thirteen weeks ended October 29, 2022", "Thirteen weeks ended October 30, 2021*")


def test_labels_over_two_lines_are_one_and_headings_are_not() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .text("Adjustments to reconcile net income to net")
        .text("cash from operations:")
        .row("Depreciation", "10", "20", indent=10)
        .text("Proceeds from the sale of equipment and of")
        .row("long-lived assets", "30", "40", indent=4)
        .row("Purchases of property, plant", "50", "60")
        .text("and equipment")
        .row("Other", "70", "80")
    )
    assert [row.label for row in grid.table.rows] == [
        "Depreciation",
        "Proceeds from the sale of equipment and of long-lived assets",
        "Purchases of property, plant and equipment",
        "Other",
    ]
    assert grid.table.rows[0].parents == ("Adjustments to reconcile net income to net cash from operations",)


def test_labels_go_on_over_several_lines_below_their_numbers() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .row("Balance as of", "10", "20")
        .text("December 31,")
        .text("2021")
        .row("Distributions to", "(3)", "(4)")
        .text("noncontrolling")
        .text("interests")
        .row("Other", "70", "80")
    )
    assert [(row.label, row.parents) for row in grid.table.rows] == [
        ("Balance as of December 31, 2021", ()),
        ("Distributions to noncontrolling interests", ()),
        ("Other", ()),
    ]


def test_a_total_of_a_part_closes_no_heading() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .text("Revenues:")
        .row("Car sales", "60", "50", indent=10)
        .row("Total car revenues", "60", "50", indent=10)
        .row("Energy", "40", "30", indent=10)
        .row("Total revenues", "100", "80", indent=10)
        .row("Net income", "10", "8")
    )
    assert [row.parents for row in grid.table.rows] == [("Revenues",)] * 4 + [()]


def test_a_long_title_in_capitals_with_an_aside_is_a_title() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .text("CONDENSED CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME IN SHORT FORM (Unaudited)", 60)
        .centred(("2023", 390), ("2022", 490))
        .row("Net income", "10", "20")
        .row("Other comprehensive income", "30", "40")
    )
    assert [title.split()[-1] for title in grid.titles] == ["(Unaudited)"]


def test_numbers_inside_labels_are_no_cells() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .row("Receivables, net of allowances of $95 and $103", "5,020", "4,911")
        .row("Balance at December 31, 2021", "1", "2")
        .row("Goodwill", "3", "4")
    )
    assert cells(grid) == [
        ("Receivables, net of allowances of $95 and $103", "5,020", "4,911"),
        ("Balance at December 31, 2021", "1", "2"),
        ("Goodwill", "3", "4"),
    ]


def test_totals_without_a_label_take_their_meaning_from_what_they_add_up() -> None:
    (grid,) = grids(
        statement(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .centred(("ASSETS", 300))
        .text("Current assets")
        .row("Cash", "100", "200", indent=10)
        .row("Inventories", "11", "22", indent=10)
        .row("", "111", "222")
        .row("Goodwill", "9", "8")
        .row("", "120", "230")
    )
    assert [row.label for row in grid.table.rows] == [
        "Cash",
        "Inventories",
        "Total current assets",
        "Goodwill",
        "Total assets",
    ]


def test_an_unlabelled_number_that_adds_up_to_nothing_stays_without_a_label() -> None:
    (grid,) = grids(
        Drawing(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .text("Current assets")
        .row("Cash", "100", "200", indent=10)
        .row("Inventories", "11", "22", indent=10)
        .row("", "95", "222")
    )
    assert grid.table.rows[-1].label == ""


def test_a_second_header_begins_a_second_table() -> None:
    first, second = grids(
        Drawing(400, 500)
        .centred(("2023", 390), ("2022", 490))
        .row("Sales", "10", "20")
        .row("Costs", "30", "40")
        .text("Balances")
        .centred(("March 31, 2023", 390), ("March 31, 2022", 490))
        .row("Cash", "50", "60")
        .row("Debt", "70", "80")
    )
    assert first.table.columns == ("2023", "2022")
    assert second.table.columns == ("March 31, 2023", "March 31, 2022")
    assert cells(second) == [("Cash", "50", "60"), ("Debt", "70", "80")]


def test_running_text_is_no_table() -> None:
    drawing = Drawing()
    for _ in range(5):
        drawing.text("In 2023 we sold 1,577 units to 43 customers, and in 2022 we sold 1,200 to 40 in 12 countries.")
    assert grids(drawing) == []


def test_cells_have_their_places() -> None:
    (grid,) = grids(
        Drawing(400, 500).centred(("2023", 390), ("2022", 490)).row("Sales", "$10", "20").row("Costs", "3", "4")
    )
    cell = grid.table.rows[0].cells[0]
    assert cell is not None
    assert cell.box is not None
    assert abs(cell.box.right - 400 / 612) < 0.01
    assert abs(cell.box.left - 345 / 612) < 0.01
    assert cell.box.top < grid.table.rows[1].cells[0].box.top  # type: ignore[union-attr]  # both cells are printed


def test_a_column_of_dashes_is_a_column_and_its_percent_signs_are_its_own() -> None:
    drawing = Drawing(300, 370, 440, 510).text("Year ended December 31, 2022", 300)
    drawing.centred(
        ("Sales change by segment", 100), ("Organic", 288), ("Acquired", 355), ("Currency", 428), ("All", 500)
    )
    drawing.row("Safety", "1.0%", "—", "(4.2)%", "(3.2)%").row("Transport", "1.2", "—", "(4.6)", "(3.4)")
    drawing.row("Health", "3.2", "—", "(3.8)", "(0.6)").row("Consumer", "(0.9)", "—", "(2.6)", "(3.5)")
    (grid,) = grids(drawing)
    assert [name.rpartition(" ")[2] for name in grid.table.columns] == ["Organic", "Acquired", "Currency", "All"]
    assert cells(grid)[0] == ("Safety", "1.0%", "—", "(4.2)%", "(3.2)%")
    assert cells(grid)[3] == ("Consumer", "(0.9)", "—", "(2.6)", "(3.5)")


def test_what_stands_below_one_column_is_of_that_column_alone() -> None:
    drawing = Drawing(300, 370, 440, 510).text("Comparable sales were as follows:")
    drawing.centred(("12 Weeks", 288), ("12 Weeks", 358), ("36 Weeks", 428), ("36 Weeks", 498))
    drawing.centred(("Adjusted*", 358), ("Adjusted*", 498))
    drawing.row("U.S.", "-0.1%", "1.8%", "4.9%", "4.7%").row("Canada", "-1.0%", "7.4%", "1.6%", "8.4%")
    (grid,) = grids(drawing.row("Other", "4.1%", "8.4%", "1.6%", "9.0%"))
    assert grid.table.columns == ("12 Weeks", "12 Weeks Adjusted*", "36 Weeks", "36 Weeks Adjusted*")


def test_a_name_said_again_stands_over_as_many_columns_each_time() -> None:
    drawing = Drawing(200, 246, 290, 332, 380, 426, 470, 512).text("(In millions)")
    drawing.centred(("Second-Quarter", 250), ("Six Months", 434)).centred(("% Change", 305), ("% Change", 485))
    drawing.centred(("2023", 188), ("2022", 234), ("2023", 368), ("2022", 414))
    drawing.centred(("Total", 280), ("Oper.", 322), ("Total", 460), ("Oper.", 502))
    drawing.row("Primary Care", "5,810", "20,979", "(72)%", "(71)%", "17,315", "39,830", "(57)%", "(55)%")
    drawing.row("Specialty Care", "3,653", "3,358", "9%", "12%", "7,264", "6,863", "6%", "10%")
    (grid,) = grids(drawing.row("Oncology", "2,956", "3,088", "(4)%", "(3)%", "5,811", "6,055", "(4)%", "(2)%"))
    told = ("2023", "2022", "% Change Total", "% Change Oper.")
    assert grid.table.columns == tuple(f"{over} {name}" for over in ("Second-Quarter", "Six Months") for name in told)

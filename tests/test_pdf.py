"""Reading PDFs: page text, errors of one line, damaged pages and mutated bytes."""

import random
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.parsers.pdf import parse
from tests.drawn import Drawing
from tests.filings import write_bad_files, write_pdf


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("encrypted.pdf", "encrypted"),
        ("truncated.pdf", "damaged or truncated"),
        ("empty.pdf", "empty"),
        ("scanned.pdf", "text layer"),
        ("notes-with-pdf-name.pdf", "not a PDF"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, says: str) -> None:
    write_bad_files(tmp_path)
    with pytest.raises(UnreadableFile) as caught:
        parse((tmp_path / name).read_bytes(), name)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert says in message
    assert "\n" not in message


def test_pages_are_numbered_from_one_and_keep_their_lines(tmp_path: Path) -> None:
    parsed = parse(write_pdf(tmp_path / "a.pdf", "First line\nSecond line", "", "Third page").read_bytes(), "a.pdf")
    assert [(page.number, page.text) for page in parsed.pages] == [
        (1, "First line\nSecond line"),
        (2, ""),
        (3, "Third page"),
    ]


def test_running_heads_leave_the_text_and_page_numbers_stay_known() -> None:
    drawing = Drawing()
    for number in range(1, 7):
        drawing.text("Acme Corporation").text(f"What page {'abcdef'[number - 1]} says.").text(str(number + 10))
        if number < 6:
            drawing.page()
    parsed = parse(drawing.bytes(), "a.pdf")
    assert [page.printed for page in parsed.pages] == ["11", "12", "13", "14", "15", "16"]
    assert parsed.pages[2].text == "What page c says."


def drawn_statements() -> bytes:
    drawing = Drawing(400, 500)
    drawing.text("ANNUAL REPORT for the fiscal year ended December 31, 2023").page()
    drawing.text("Consolidated Balance Sheets").text("(In thousands)").centred(("December 31,", 440))
    drawing.centred(("2023", 390), ("2022", 490)).text("Current assets:")
    drawing.row("Cash and cash equivalents", "$1,200", "$900", indent=8).row(
        "Accounts receivable", "300", "250", indent=8
    )
    drawing.row("Inventories", "100", "—", indent=8).row("Total current assets", "1,600", "1,150")
    drawing.row("Property and equipment, net", "400", "350").row("Total assets", "$2,000", "$1,500")
    drawing.row("Accounts payable", "$500", "$400").row("Long-term debt", "700", "600").row(
        "Total liabilities", "1,200", "1,000"
    )
    drawing.row("Retained earnings", "850", "560").row("Accumulated other comprehensive loss", "(50)", "(60)")
    drawing.row("Total stockholders’ equity", "800", "500").row(
        "Total liabilities and stockholders’ equity", "$2,000", "$1,500"
    )
    return drawing.bytes()


def test_tables_and_facts_come_with_the_pages() -> None:
    parsed = parse(drawn_statements(), "a.pdf")
    (table,) = parsed.tables
    assert (table.page, str(table.statement), table.unit_line) == (2, "balance sheet", "(In thousands)")
    loss = next(fact for fact in parsed.facts if fact.printed == "(50)")
    assert (loss.label, int(loss.value), loss.unit, str(loss.period_end), loss.period_start, loss.page, loss.scale) == (
        "Accumulated other comprehensive loss",
        -50000,
        "USD",
        "2023-12-31",
        None,
        2,
        3,
    )


def test_mutated_files_are_read_or_refused_but_never_crash(tmp_path: Path) -> None:
    good = drawn_statements()
    chance = random.Random(7)
    refused = 0
    for _ in range(150):
        bad = bytearray(good)
        for _ in range(chance.randint(1, 40)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        if chance.random() < 0.3:
            del bad[chance.randrange(len(bad)) :]
        try:
            pages = parse(bytes(bad), "mutated.pdf").pages
        except UnreadableFile:
            refused += 1
        else:
            assert pages
    assert 0 < refused < 150

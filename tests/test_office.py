"""DOCX, XLSX, CSV and ZIP, written with the libraries themselves and read back."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from ingest.document import Parsed, Statement
from ingest.errors import UnreadableFile
from ingest.parse import Kind, parse_bytes, sniff
from ingest.parsers import archive, office

INCOME = [
    ["", "2024", "2023"],
    ["Net sales", "1,577", "1,460"],
    ["Cost of sales", "(900)", "(850)"],
    ["Gross profit", "677", "610"],
    ["Selling, general and administrative", "(200)", "(190)"],
    ["Operating income", "477", "420"],
    ["Interest expense", "(20)", "(21)"],
    ["Income before income taxes", "457", "399"],
    ["Provision for income taxes", "(95)", "(84)"],
    ["Net income", "362", "315"],
    ["Diluted earnings per share", "3.62", "3.15"],
]


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Annual report for the fiscal year ended December 31, 2024")
    document.add_paragraph("Consolidated Statements of Income")
    document.add_paragraph("(In millions, except per share amounts)")
    table = document.add_table(rows=0, cols=3)
    for values in INCOME:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    document.add_paragraph("seen").add_run("vanishing words").font.hidden = True
    broken = document.add_paragraph("before")
    broken.add_run().add_break(WD_BREAK.PAGE)
    broken.add_run("after").font.size = Pt(9)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet_file() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Income"
    sheet.append(["Consolidated Statements of Income (in thousands)"])
    sheet.append([])
    sheet.append(["", datetime(2024, 12, 31), datetime(2023, 12, 31)])
    for label, now, then in (("Net sales", 1577, 1460), ("Cost of sales", -900, -850), ("Tax rate", 0.215, 0.2)):
        sheet.append([label, now, then])
    for row in sheet.iter_rows(min_row=4, max_row=5, min_col=2):
        for cell in row:
            cell.number_format = "#,##0;(#,##0)"
    for cell in sheet[6][1:]:
        cell.number_format = "0.0%"
    hidden = workbook.create_sheet("Hidden")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def labelled(parsed: Parsed) -> dict[str, tuple[str | None, ...]]:
    return {row.label: tuple(c.text if c else None for c in row.cells) for table in parsed.tables for row in table.rows}


def test_a_word_file_gives_pages_tables_and_facts() -> None:
    data = word_file()
    assert sniff(data, "report.docx") is Kind.DOCX
    parsed = parse_bytes(data, "report.docx")
    assert len(parsed.pages) == 2
    assert parsed.pages[0].text.endswith("before")
    assert parsed.pages[1].text == "after"
    assert "vanishing" not in parsed.pages[0].text
    (table,) = parsed.tables
    assert table.statement is Statement.INCOME
    assert table.caption == "Consolidated Statements of Income"
    assert table.unit_line == "(In millions, except per share amounts)"
    assert table.columns == ("2024", "2023")
    facts = {(fact.label, fact.period_end): fact for fact in parsed.facts}
    sales = facts[("Net sales", date(2024, 12, 31))]
    assert (sales.value, sales.unit, sales.printed, sales.page) == (Decimal(1577000000), "USD", "1,577", 1)
    assert facts[("Cost of sales", date(2023, 12, 31))].value == Decimal(-850000000)
    assert facts[("Diluted earnings per share", date(2024, 12, 31))].value == Decimal("3.62")
    assert parsed.identity.form == "annual report"


def test_a_sheet_is_read_as_it_is_shown() -> None:
    parsed = parse_bytes(sheet_file(), "book.xlsx")
    assert "secret" not in parsed.pages[0].text
    assert parsed.pages[0].text.startswith("Income\n")
    found = labelled(parsed)
    assert found["Net sales"] == ("1,577", "1,460")
    assert found["Cost of sales"] == ("(900)", "(850)")
    assert found["Tax rate"] == ("21.5%", "20.0%")
    (table,) = parsed.tables
    assert table.columns == ("December 31, 2024", "December 31, 2023")
    assert "thousands" in table.unit_line


@pytest.mark.parametrize(("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("|", "a.csv")])
def test_csv_of_any_usual_kind(delimiter: str, name: str) -> None:
    rows = "\r\n".join(delimiter.join(f'"{value}"' for value in values) for values in INCOME)
    parsed = parse_bytes(("\ufeff" + rows).encode(), name)
    assert labelled(parsed)["Net sales"] == ("1,577", "1,460")
    assert parsed.tables[0].columns == ("2024", "2023")


def test_long_csv_files_become_several_pages_with_rows_on_their_page() -> None:
    rows = "Day,Price\n" + "".join(f"Day {n},{n}.25\n" for n in range(2000))
    parsed = parse_bytes(rows.encode(), "prices.csv")
    assert len(parsed.pages) > 5
    (table,) = parsed.tables
    assert len(table.rows) == 2000
    for row in table.rows[::97]:
        assert row.label in parsed.pages[row.page - 1].text


def test_damaged_office_files_are_refused_in_one_line() -> None:
    for data, name in ((word_file(), "a.docx"), (sheet_file(), "a.xlsx")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(buffer, "w") as damaged:
            for info in whole.infolist():
                part = whole.read(info)
                main = info.filename in ("word/document.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")
                damaged.writestr(info.filename, part[: len(part) // 2] if main else part)
        with pytest.raises(UnreadableFile, match=rf"{name}: the (?:DOCX|XLSX) file is damaged; .* save it again"):
            parse_bytes(buffer.getvalue(), name)


def test_every_truncation_is_refused_or_read() -> None:
    data = sheet_file()
    for size in range(1, len(data), max(1, len(data) // 40)):
        try:
            parse_bytes(data[:size], "a.xlsx")
        except UnreadableFile as error:
            assert "\n" not in str(error)  # noqa: PT017 - most sizes are refused, all must be in one line


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in members.items():
            whole.writestr(name, content)
    return buffer.getvalue()


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    with archive.Archive(data, "a.zip") as opened:
        return [(name, opened.read(name)) for name in opened.names]


def test_a_zip_gives_its_files() -> None:
    data = zipped({"a.txt": b"one", "sub/b.html": b"<p>two", ".DS_Store": b"x", "__MACOSX/a.txt": b"y"})
    assert unpacked(data) == [("a.txt", b"one"), ("sub/b.html", b"<p>two")]


def test_zip_bombs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 1_000_000)
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 2_500_000)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 5)
    with pytest.raises(UnreadableFile, match=r"big\.txt unpacks to more than"):
        unpacked(zipped({"big.txt": b"\0" * 3_000_000}))
    many = zipped({f"{n}.txt": b"0" * 900_000 for n in range(4)})
    with pytest.raises(UnreadableFile, match="ingest it in parts"):
        unpacked(many)
    with pytest.raises(UnreadableFile, match="more than 5 files"):
        unpacked(zipped({f"{n}.txt": b"0" for n in range(9)}))
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        sniff(zipped({"word/document.xml": b" " * 3_000_000}), "a.docx")


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"some words " * 50}))
    place = data.find(b"a.txt") + 8
    data[place : place + 8] = b"\xff" * 8
    with pytest.raises(UnreadableFile, match=r"a\.txt in it is damaged"):
        unpacked(bytes(data))


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_CELLS", 100)
    with pytest.raises(UnreadableFile, match="more than 100 cells"):
        parse_bytes(b"a,b,c\n" * 100, "a.csv")
    with pytest.raises(UnreadableFile, match="a ZIP inside a ZIP"):
        parse_bytes(zipped({"a.txt": b"one"}), "inner.zip")

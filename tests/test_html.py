"""What a reader sees of an HTML filing: pages, tables, and nothing hidden."""

import random
import time
from pathlib import Path

import pytest

from ingest.document import Parsed, Table
from ingest.errors import UnreadableFile
from ingest.parse import parse_bytes
from ingest.parsers import html


def read(body: str, head: str = "") -> Parsed:
    return html.parse(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "x.html")


def text(body: str, head: str = "") -> str:
    return "\n".join(page.text for page in read(f"<p>shown</p>{body}", head).pages)


@pytest.mark.parametrize(
    "markup",
    [
        '<div style="display:none">secret</div>',
        '<div style="DISPLAY : NONE !important"><p>secret</p></div>',
        '<div style="visibility:hidden">secret</div>',
        "<p hidden>secret</p>",
        '<p style="color:#ffffff">secret</p>',
        '<p style="color:white;background-color:#fff">secret</p>',
        '<font color="#FEFEFE">secret</font>',
        '<div style="background:#000080"><span style="color:#000081">secret</span></div>',
        '<p style="font-size:0">secret</p>',
        '<p style="font-size:0.5px">secret</p>',
        '<p style="opacity:0">secret</p>',
        '<p style="position:absolute;left:-9999px">secret</p>',
        '<p style="text-indent:-9999px">secret</p>',
        "<!-- secret --><script>secret</script><style>.secret{}</style><title>secret</title>",
        "<template>secret</template><noscript>secret</noscript><textarea>secret</textarea>",
        '<table><tr><td>seen</td><td style="display:none">secret</td></tr></table>',
        "<p>\U000e0073\U000e0065\U000e0063\U000e0072\U000e0065\U000e0074</p>",
    ],
)
def test_hidden_text_is_left_out(markup: str) -> None:
    assert "secret" not in text(markup)
    assert "\U000e0073" not in text(markup)
    assert "shown" in text(markup)


def test_a_style_sheet_can_hide_too() -> None:
    sheet = "<style>/* a */ .no, p.gone { display: none } @media print { .x { color: red } } #id7 {color:#fff}</style>"
    shown = text(
        '<p class="no">secret1</p><p class="a gone">secret2</p><p id="id7">secret3</p><div class="gone">ok</div>', sheet
    )
    assert "secret" not in shown
    assert "ok" in shown


@pytest.mark.parametrize(
    "markup",
    [
        '<div style="background-color:#002060"><span style="color:#ffffff">Heading</span></div>',
        '<table><tr bgcolor="#003366"><td><font color="white">Heading</font></td></tr></table>',
        '<div style="font-size:0"><span style="font-size:10pt">Heading</span></div>',
        '<div style="background:url(x.png)"><span style="color:#fff">Heading</span></div>',
    ],
)
def test_light_text_on_a_dark_ground_is_seen(markup: str) -> None:
    assert "Heading" in text(markup)


def test_after_a_hidden_part_the_text_goes_on() -> None:
    assert text('<p>a <span style="display:none">x</span>b</p>') == "shown\na b"


@pytest.mark.parametrize(
    "mark",
    [
        '<hr style="page-break-after:always"/>',
        '<div style="page-break-before: always"></div>',
        '<p style="break-after:page">&nbsp;</p>',
        "<PAGE>",
    ],
)
def test_pages_end_where_the_filing_breaks_them(mark: str) -> None:
    assert [page.text for page in read(f"<p>one</p>{mark}<p>two</p>{mark}{mark}<p>three</p>").pages] == [
        "one",
        "two",
        "three",
    ]


def test_without_breaks_pages_are_cut_by_size() -> None:
    body = "".join(f"<p>Paragraph {number} {'word ' * 60}</p>" for number in range(200))
    pages = read(body).pages
    assert len(pages) > 10
    assert max(len(page.text) for page in pages) < 4000
    assert sum(page.text.count("Paragraph") for page in pages) == 200


def test_running_heads_go_and_printed_numbers_stay_known() -> None:
    body = "".join(
        f"<div>Example Corp</div><p>Body of page {'abcdefgh'[number]}.</p>"
        f"<div>Example Corp | Form 10-K | {number + 11}</div>"
        '<hr style="page-break-after:always"/>'
        for number in range(8)
    )
    pages = read(body).pages
    assert [page.printed for page in pages] == [str(number + 11) for number in range(8)]
    assert [page.text for page in pages] == [f"Body of page {letter}." for letter in "abcdefgh"]


def row(label: str, *values: str, indent: int = 0) -> str:
    """A row as filing software writes it: currency sign, digits and closing bracket in cells of their own."""
    found = [f'<td style="padding:2px 1pt 2px {indent}pt">{label}</td>']
    for value in values:
        sign, digits, tail = value.partition("$")[1], value.strip("$%)"), value[len(value.rstrip("%)")) :]
        number = f"<td>$</td><td>{digits}</td>" if sign else f'<td colspan="2">{digits}</td>'
        found.append(f"{number}<td>{tail}</td><td></td>")
    return f"<tr>{''.join(found)}</tr>"


STATEMENT = (
    "<p>Consolidated Statements of Income</p><p>(In millions, except per share amounts)</p><table>"
    '<tr><td></td><td colspan="7">Years ended December 31,</td></tr>'
    '<tr><td></td><td colspan="3">2024</td><td></td><td colspan="3">2023</td></tr>'
    + row("Revenue:")
    + row("Products", "$1,577", "$1,460", indent=10)
    + row("Services", "200", "—", indent=10)
    + row("Total revenue", "1,777", "1,460", indent=10)
    + row("Other income (expense), net<sup>1</sup>", "(12)", "3")
    + row("Effective tax rate", "21.5%", "20.1%")
    + row("Net income", "$410", "$388")
    + row("Diluted earnings per share", "$1.05", "$0.98")
    + "</table>"
)


def only_table(body: str) -> Table:
    (table,) = read(body).tables
    return table


def cells(table: Table) -> dict[str, tuple[str | None, ...]]:
    return {row.label: tuple(cell.text if cell else None for cell in row.cells) for row in table.rows}


def test_a_statement_is_put_together_again() -> None:
    table = only_table(STATEMENT)
    assert table.caption == "Consolidated Statements of Income"
    assert table.unit_line == "(In millions, except per share amounts)"
    assert table.columns == ("Years ended December 31, 2024", "Years ended December 31, 2023")
    found = cells(table)
    assert found["Products"] == ("$1,577", "$1,460")
    assert found["Services"] == ("200", "—")
    assert found["Other income (expense), net (1)"] == ("(12)", "3")
    assert found["Effective tax rate"] == ("21.5%", "20.1%")
    parents = {row.label: row.parents for row in table.rows}
    assert parents["Products"] == parents["Total revenue"] == ("Revenue",)
    assert parents["Net income"] == ()


def test_the_page_shows_its_tables_row_by_row() -> None:
    (page,) = read(STATEMENT).pages
    lines = [" ".join(line.split()) for line in page.text.split("\n")]
    assert "Products $1,577 $1,460" in lines
    assert "Other income (expense), net (1) (12) 3" in lines


def test_a_table_that_runs_over_the_page_is_joined() -> None:
    head = "<tr><td></td><td>2024</td><td>2023</td></tr>"
    rows = [f"<tr><td>Line {n}</td><td>{n}.5</td><td>{n}.7</td></tr>" for n in range(20)]
    brk = '<hr style="page-break-after:always"/>'
    body = (
        f"<p>Debt schedule</p><table>{head}{''.join(rows[:10])}</table>{brk}"
        f"<p>Debt schedule (continued)</p><table>{head}{''.join(rows[10:])}</table><p>After.</p>"
    )
    table = only_table(body)
    assert (table.page, table.last_page, len(table.rows)) == (1, 2, 20)
    assert {row.page for row in table.rows} == {1, 2}
    other = body.replace("Debt schedule (continued)", "Lease schedule")
    assert len(read(other).tables) == 2, "another caption is another table"


def test_layout_and_contents_are_no_tables() -> None:
    bullets = "<table><tr><td>•</td><td>We sell things.</td></tr><tr><td>•</td><td>In 12 countries.</td></tr></table>"
    contents = "<table>" + "".join(
        f'<tr><td>Item {n}.</td><td>Title</td><td><a href="#a{n}">{n * 7}</a></td></tr>' for n in range(1, 9)
    )
    assert read(bullets + contents + "</table>").tables == ()
    assert "• We sell things." in text(bullets)


def test_two_sets_of_headers_are_two_tables() -> None:
    body = (
        "<table><tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Sales</td><td>5.5</td><td>6.1</td></tr>"
        "<tr><td></td><td>2022</td><td>2021</td></tr><tr><td>Sales</td><td>7.2</td><td>8.3</td></tr></table>"
    )
    assert [table.columns for table in read(body).tables] == [("2024", "2023"), ("2022", "2021")]


def test_sections_follow_the_items(shared: Path) -> None:
    path = shared / "data" / "edgar-html" / "wmt-10-k-2025-03-14.html"
    pages = parse_bytes(path.read_bytes(), "x.html").pages
    sections = {(page.section or "").split(".")[0] for page in pages}
    assert {"Item 1", "Item 1A", "Item 7", "Item 7A", "Item 8", "Item 9A"} <= sections
    notes = [page.section for page in pages if page.section and "Note " in page.section]
    assert len(notes) >= 10
    assert sum(page.printed == str(page.number) for page in pages) > 0.9 * len(pages)


def test_real_filings_keep_no_hidden_facts_in_the_text(shared: Path) -> None:
    for path in sorted((shared / "data" / "edgar-html").glob("[nw]*.html")):
        whole = "\n".join(page.text for page in html.parse(path.read_bytes(), path.name).pages)
        assert "xbrli" not in whole
        assert "http://fasb.org" not in whole
        assert len(whole) > 40_000


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 50_000 + b"deep",
        b"<html><body>" + b"<table><tr><td>" * 20_000 + b"deep",
        b"<html><body><table>" + b"<tr>" * 50_000,
        b'<html><body><table><tr><td colspan="999999999" rowspan="999999999">1</td><td>2</td></tr><tr><td>3</table>',
        b"<html><body><style>" + b"/*" * 200_000 + b"</style>x",
        b"<html><body><style>" + b".a" * 200_000 + b"</style>x",
        b'<html><body><p style="' + b"color:" * 200_000 + b'">x</p>',
        b"<html><body>" + b"&#xfffffff;&nbsp;&bogus;" * 50_000,
        b"<html><body>" + b"<p>1,234" * 20_000,
        b"<html><body><table>" + b"<tr><td>Sales<td>1,234<td>(5)</tr>" * 5_000,
        b"<html><body><sup>" * 1500 + b"1",
        b"<" * 1_000_000,
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>x&c;&c;&c;</p></body></html>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x&f;</p></body></html>',
    ],
    ids=lambda data: data[-12:].decode("latin-1").strip(),
)
def test_malformed_and_hostile_markup_is_bounded(data: bytes) -> None:
    started = time.monotonic()
    pages = read_or_refuse(data).pages
    assert time.monotonic() - started < 10
    assert not any("root:" in page.text for page in pages), "no outside entity is fetched"
    assert sum(len(page.text) for page in pages) < 2_000_000, "nothing is expanded"


def read_or_refuse(data: bytes) -> Parsed:
    try:
        return html.parse(data, "x.html")
    except UnreadableFile:
        return Parsed(())


def test_mutated_filings_never_crash(shared: Path) -> None:
    """Cut, doubled, flipped and spliced filings are read or refused, and quickly."""
    chance = random.Random(20261122)
    source = (shared / "data" / "edgar-html" / "aapl-10-q-2025-08-01.html").read_bytes()
    for _ in range(25):
        start = chance.randrange(len(source))
        data = bytearray(source[start : start + 150_000])
        for _ in range(chance.randrange(1, 60)):
            place = chance.randrange(len(data))
            action = chance.randrange(4)
            if action == 0:
                data[place] = chance.randrange(256)
            elif action == 1:
                del data[place : place + chance.randrange(400)]
            elif action == 2:
                data[place:place] = data[place : place + chance.randrange(2000)]
            else:
                data[place:place] = chance.choice(
                    [b"<table>", b"</div>", b"<td colspan='-3'>", b"<ix:nonFraction>", b"\x00", b"<!--"]
                )
        started = time.monotonic()
        read_back = read_or_refuse(bytes(data))
        assert time.monotonic() - started < 10
        assert all(page.number == number for number, page in enumerate(read_back.pages, start=1))
        last = len(read_back.pages)
        assert all(0 < table.page <= table.last_page <= last for table in read_back.tables)
        assert all(0 < fact.page <= last for fact in read_back.facts)

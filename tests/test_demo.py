"""The demo filings: the books tie, and every form of a filing prints and tags the books' own numbers."""

import re
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from ingest.demo import DemoQuestion, Kind, conversations, questions, write_demo
from ingest.demo.blocks import Amount, Context, Heading, Measure, Table, plain
from ingest.demo.checks import inconsistencies
from ingest.demo.company import COMPANY, FY2023, FY2024, FY2025, PERIODS, last_saturday_of_september
from ingest.demo.compose import compose
from ingest.demo.drivers import DRIVERS
from ingest.demo.filings import ANNUAL_2024, ANNUAL_2025, FILINGS, QUARTER_2026, Filing
from ingest.demo.narrator import Narrator
from ingest.demo.report import ANNUAL, blocks_of
from ingest.demo.statements import BALANCES, books, figure
from ingest.demo.tables import STATEMENTS
from ingest.demo.tags import TAGS, amount
from ingest.demo.write import InconsistentBooks

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document))]
    finally:
        document.close()


@pytest.fixture(scope="module")
def pages(demo_filings: Path) -> dict[str, list[str]]:
    return {filing.stem: page_texts(demo_filings / f"{filing.stem}.pdf") for filing in FILINGS}


@pytest.fixture(scope="module")
def trees(demo_filings: Path) -> dict[str, etree._Element]:
    return {filing.stem: etree.parse(demo_filings / f"{filing.stem}.html").getroot() for filing in FILINGS}


# The books


def test_books_tie() -> None:
    assert inconsistencies() == ()


@pytest.mark.parametrize(
    "key", ["debt_current", "stock.units", "inventory.raw", "geo.us.flow", "sga.flow", "receivables"]
)
def test_checks_notice_a_number_changed_after_the_fact(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(books()[FY2025], key, figure(FY2025, key) + 1)
    assert inconsistencies()


def test_nothing_is_written_from_books_that_do_not_tie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(books()[FY2025], "cash", figure(FY2025, "cash") + 1)
    with pytest.raises(InconsistentBooks, match="do not tie"):
        write_demo(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_period_has_every_driver() -> None:
    keys = {frozenset(drivers) for drivers in DRIVERS.values()}
    assert len(keys) == 1
    assert set(DRIVERS) == set(PERIODS)


def test_fiscal_years_end_on_the_last_saturday_of_september() -> None:
    for year in range(2000, 2040):
        day = last_saturday_of_september(year)
        assert (day.month, day.weekday()) == (9, 5)
        assert day.day >= 24
    assert [period.weeks for period in PERIODS] == [52, 53, 52, 52, 13, 13]


# The text and tables


def test_prose_says_what_the_books_say() -> None:
    say = Narrator(ANNUAL_2025).say
    assert plain(say("{net_sales:moved}")) == "increased $83.9 million, or 5.0%"
    assert plain(say("{sales.valves:moved}")) == "decreased $23.3 million, or 4.5%"
    assert plain(say("{gross_margin:points}")) == "increased 170 basis points"
    assert plain(say("{eps_diluted} and {eps_diluted@-1}; {cash@balance}")) == "$3.03 and $2.61; $272.2 million"
    assert plain(say("{effect.volume.valves:added}")) == "took away $29.0 million"
    with pytest.raises(KeyError):
        say("{no_such_number}")


def test_a_paragraph_of_another_period_is_left_out() -> None:
    text = '@FY2024 The year before.\n\n@FY2025 "Quoted" and the company\'s.\n\n## Heading <there>'
    paragraph, heading = compose(text, ANNUAL_2025, {})
    assert isinstance(heading, Heading)
    assert (heading.text, heading.anchor) == ("Heading", "there")
    assert "year before" not in str(paragraph)
    assert "“Quoted” and the company’s." in str(paragraph)


def test_numbers_print_as_filings_print_them() -> None:
    assert Amount(Decimal("-86200000")).printed == "(86.2)"
    assert Amount(Decimal(0)).printed == "—"
    assert Amount(Decimal("1745500000")).printed == "1,745.5"
    assert Amount(Decimal("0.2073"), Measure.PERCENT).printed == "20.7"
    assert Amount(Decimal("627000"), Measure.THOUSANDS_OF_SHARES).printed == "627"
    spent = amount(FY2025, "capex", negate=True)
    assert (spent.printed, spent.tagged) == ("(86.2)", Decimal("86200000.0"))


def test_the_annual_report_of_a_year_shows_what_the_next_one_repeats() -> None:
    """The same fiscal year has the same numbers in both annual reports."""

    def lines(filing: Filing) -> dict[str, Decimal]:
        found = {}
        for _, _, build in STATEMENTS[:1]:
            for number, line in enumerate(build(filing).lines):
                for period, cell in zip(filing.periods, line.cells, strict=False):
                    if isinstance(cell, Amount) and period is FY2024:
                        found[f"{number} {line.label}"] = cell.shown
        return found

    assert lines(ANNUAL_2024) == lines(ANNUAL_2025)


def test_every_item_of_the_form_is_there() -> None:
    numbers = [item.number for part in ANNUAL for item in part.items]
    assert numbers[0] == "Item 1."
    assert {f"Item {number}." for number in range(1, 17)} <= set(numbers)
    assert {"Item 1A.", "Item 1C.", "Item 7A.", "Item 9A."} <= set(numbers)


# PDF


def test_pdfs_are_as_long_as_filings_are(pages: dict[str, list[str]]) -> None:
    assert 25 <= len(pages[ANNUAL_2025.stem]) <= 40
    assert 25 <= len(pages[ANNUAL_2024.stem]) <= 40
    assert 10 <= len(pages[QUARTER_2026.stem]) <= 20


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_statement_pages_print_the_numbers(filing: Filing, pages: dict[str, list[str]]) -> None:
    for title, _, build in STATEMENTS:
        shown = title if filing.annual else f"Condensed {title} (Unaudited)"
        table = build(filing)
        (page,) = [text for text in pages[filing.stem] if shown.upper() in text and table.unit in text]
        for line in table.lines:
            printed = [cell.printed for cell in line.cells if isinstance(cell, Amount)]
            missing = [digits for digits in printed if digits not in page]
            assert not missing, (title, line.label, missing)


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_every_word_and_number_of_a_filing_is_in_its_text_layer(filing: Filing, pages: dict[str, list[str]]) -> None:
    text = " ".join(pages[filing.stem])
    for block in blocks_of(filing):
        if isinstance(block, Table):
            for line in block.lines:
                for cell in line.cells:
                    if isinstance(cell, Amount):
                        assert cell.printed in text
        elif isinstance(block, Heading):
            assert block.text in text


def test_pages_carry_their_number_and_the_way_back(pages: dict[str, list[str]]) -> None:
    for texts in pages.values():
        assert "FORM 10-" in texts[0]
        for number, text in enumerate(texts[2:], start=3):
            assert text.startswith("Table of Contents")
            assert text.endswith(str(number))


def test_contents_give_the_pages_of_their_headings(pages: dict[str, list[str]]) -> None:
    texts = pages[ANNUAL_2025.stem]
    found = re.search(r"Item 7A\. Quantitative and Qualitative Disclosures About Market Risk (\d+)", texts[1])
    assert found
    assert "Item 7A. Quantitative" in texts[int(found[1]) - 1]


def test_a_long_table_runs_over_pages_with_its_header_again(pages: dict[str, list[str]]) -> None:
    texts = pages[ANNUAL_2025.stem]
    for before, after in pairwise(texts):
        if "Segment operating income" in before and "Segment operating income" in after:
            assert "(In millions)" in after[:80]
            assert "Connected Services" in after[:120]
            return
    pytest.fail("no table runs over two pages")


def test_pdf_says_what_it_is(demo_filings: Path) -> None:
    document = pypdfium2.PdfDocument(demo_filings / f"{ANNUAL_2025.stem}.pdf")
    assert document.get_metadata_value("Title") == "Orlebeck Meter Corporation Form 10-K FY2025"
    outline = [item.get_title() for item in document.get_toc()]
    document.close()
    assert "Item 7. Management’s Discussion and Analysis of Financial Condition and Results of Operations" in outline
    assert "Consolidated Balance Sheets" in outline


# HTML with inline XBRL


def contexts_of(tree: etree._Element) -> dict[str, Context]:
    made = {}
    for element in tree.iter(f"{XBRLI}context"):
        members = tuple(
            (str(member.get("dimension")), str(member.text)) for member in element.iter(f"{XBRLDI}explicitMember")
        )
        days = {str(day.tag).removeprefix(XBRLI): str(day.text) for day in element.iterfind(f"{XBRLI}period/*")}
        start = days.get("startDate")
        end = days.get("endDate") or days["instant"]
        made[str(element.get("id"))] = Context(
            None if start is None else FY2025.start.fromisoformat(start), FY2025.end.fromisoformat(end), members
        )
    return made


def value_of(fact: etree._Element) -> Decimal:
    text = "".join(map(str, fact.itertext()))
    if str(fact.get("format")).endswith("fixed-zero"):
        assert text == "—"
        return Decimal(0)
    digits = Decimal(text.replace(",", "")).scaleb(int(str(fact.get("scale"))))
    return -digits if fact.get("sign") == "-" else digits


def expected() -> dict[tuple[str, Context], Decimal]:
    """What each tag should be worth, straight from the books."""
    worth = {}
    for key, tag in TAGS.items():
        for period in books():
            try:
                value = amount(period, key)
            except KeyError:
                continue
            assert value.context is not None
            worth[tag.concept, value.context] = value.shown.scaleb(value.measure.scale) * (-1 if tag.flipped else 1)
    return worth


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_every_tagged_number_is_the_books(filing: Filing, trees: dict[str, etree._Element]) -> None:
    tree = trees[filing.stem]
    contexts, worth = contexts_of(tree), expected()
    checked = 0
    for fact in tree.iter(f"{IX}nonFraction"):
        key = str(fact.get("name")), contexts[str(fact.get("contextRef"))]
        if key in worth:
            assert value_of(fact) == worth[key], key
            checked += 1
    facts = sum(1 for _ in tree.iter(f"{IX}nonFraction"))
    # The rest are the statement of equity's components and schedules of coming years.
    assert checked > 0.75 * facts
    assert facts > (700 if filing.annual else 300)


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_a_fact_has_one_value_wherever_it_is_tagged(filing: Filing, trees: dict[str, etree._Element]) -> None:
    tree = trees[filing.stem]
    values = defaultdict(set)
    for fact in tree.iter(f"{IX}nonFraction"):
        values[fact.get("name"), fact.get("contextRef"), fact.get("unitRef")].add(value_of(fact))
    assert {key: found for key, found in values.items() if len(found) > 1} == {}


def test_equity_is_tagged_by_component(trees: dict[str, etree._Element]) -> None:
    tree = trees[ANNUAL_2025.stem]
    contexts = contexts_of(tree)
    axis = "us-gaap:StatementEquityComponentsAxis"
    total: dict[Context, Decimal] = {}
    parts: dict[Context, Decimal] = defaultdict(Decimal)
    seen = set()
    for fact in tree.iter(f"{IX}nonFraction"):
        context = contexts[str(fact.get("contextRef"))]
        if fact.get("name") != "us-gaap:StockholdersEquity" or context in seen:
            continue
        seen.add(context)
        whole = Context(context.start, context.end)
        if not context.members:
            total[whole] = value_of(fact)
        elif context.members[0][1] in (
            "us-gaap:CommonStockIncludingAdditionalPaidInCapitalMember",
            "us-gaap:RetainedEarningsMember",
            "us-gaap:AccumulatedOtherComprehensiveIncomeMember",
        ):
            assert context.members[0][0] == axis
            parts[whole] += value_of(fact)
    assert len(total) == 4
    assert total == dict(parts)


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_cover_is_tagged(filing: Filing, trees: dict[str, etree._Element]) -> None:
    tree = trees[filing.stem]
    names = {str(fact.get("name")): "".join(map(str, fact.itertext())) for fact in tree.iter(f"{IX}nonNumeric")}
    assert names["dei:DocumentType"] == filing.form
    assert names["dei:EntityRegistrantName"] == COMPANY.name
    assert names["dei:DocumentFiscalYearFocus"] == str(filing.period.fiscal_year)
    assert names["dei:DocumentFiscalPeriodFocus"] == ("FY" if filing.annual else "Q1")
    assert names["dei:TradingSymbol"] == "ORLB"
    shares = [fact for fact in tree.iter(f"{IX}nonFraction") if "SharesOutstanding" in str(fact.get("name"))]
    assert value_of(shares[0]) == COMPANY.shares_on_cover[filing.period.name][1]


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_references_within_the_html_hold(filing: Filing, trees: dict[str, etree._Element]) -> None:
    tree = trees[filing.stem]
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    units = {unit.get("id") for unit in tree.iter(f"{XBRLI}unit")}
    for fact in tree.iter(f"{IX}nonFraction", f"{IX}nonNumeric"):
        assert fact.get("contextRef") in identifiers
        assert fact.get("unitRef") is None or fact.get("unitRef") in units
    for link in tree.iter("{http://www.w3.org/1999/xhtml}a"):
        assert str(link.get("href")).removeprefix("#") in identifiers


@pytest.mark.parametrize("filing", FILINGS, ids=lambda filing: filing.stem)
def test_html_and_pdf_have_the_same_pages(
    filing: Filing, trees: dict[str, etree._Element], pages: dict[str, list[str]]
) -> None:
    breaks = list(trees[filing.stem].iter("{http://www.w3.org/1999/xhtml}hr"))
    assert len(breaks) + 1 == len(pages[filing.stem])


def test_a_balance_is_tagged_at_an_instant() -> None:
    for key, tag in TAGS.items():
        if key in BALANCES:
            moment = amount(FY2023, key).context
            assert moment is not None
            assert moment.start is None, tag


# Questions


def test_there_are_enough_questions_of_every_kind() -> None:
    asked = questions()
    assert len(asked) >= 20
    assert {question.kind for question in asked} == set(Kind)
    assert len({question.question for question in asked}) == len(asked)
    assert 4 <= len(conversations()) <= 6


@pytest.mark.parametrize(
    "question",
    [*questions(), *(turn for conversation in conversations() for turn in conversation.turns)],
    ids=lambda question: question.question[:60],
)
def test_an_answer_stands_where_it_says(question: DemoQuestion, pages: dict[str, list[str]]) -> None:
    if question.kind is Kind.ABSENT:
        assert not question.document
        assert question.value is None
        return
    assert any(all(piece in text for piece in question.evidence) for text in pages[question.document])
    section = question.section.upper()
    assert any(section in text.upper() for text in pages[question.document])


def test_answers_are_the_statements() -> None:
    """A few by hand, from the printed statements, so that the questions are not checked by themselves alone."""
    by_words = {question.question: question for question in questions()}
    capex = by_words["What was Orlebeck's capital expenditure in fiscal 2025?"]
    assert (capex.value, capex.unit, capex.answer) == (Decimal(86200000), "USD", "$86.2 million")
    growth = by_words["By what percentage did Orlebeck's net sales grow from fiscal 2024 to fiscal 2025?"]
    assert growth.value == round(Decimal("1745.5") / Decimal("1661.6") - 1, 3)
    liquid = by_words["What was Orlebeck's current ratio at the end of fiscal 2025?"]
    assert liquid.value == round(Decimal("879.1") / Decimal("447.5"), 2)
    free = by_words["What was Orlebeck's free cash flow in fiscal 2025?"]
    assert free.value == Decimal(271_000_000 - 86_200_000)
    people = by_words["How many people did Orlebeck employ at the end of fiscal 2025?"]
    assert people.value == 4960


def test_follow_ups_carry_the_whole_question() -> None:
    for conversation in conversations():
        first, *later = conversation.turns
        assert first.standalone == ""
        assert all("Orlebeck" in turn.standalone for turn in later)


# The files


def test_files_are_the_same_on_every_run(demo_filings: Path, tmp_path: Path) -> None:
    written = write_demo(tmp_path / "again")
    assert len(written) == 6
    for path in written:
        assert path.read_bytes() == (demo_filings / path.name).read_bytes(), path.name

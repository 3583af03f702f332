"""Inline XBRL: values exactly as tagged, checked by an evaluation of the tags written apart from the parser."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Fact, Parsed, Statement
from ingest.parsers import html
from ingest.parsers.xbrl import numeric_value, tag_words

FILINGS = (
    "aapl-10-k-2024-11-01",
    "aapl-10-q-2025-08-01",
    "amzn-10-k-2025-02-07",
    "nvda-10-k-2025-02-26",
    "nvda-10-q-2025-08-27",
    "tsla-10-k-2025-01-30",
    "tsla-10-q-2025-07-24",
    "unp-10-k-2025-02-07",
    "v-10-k-2024-11-13",
    "wmt-10-k-2025-03-14",
)
PRIMARY = {Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW}
_parsed: dict[str, Parsed] = {}


def parsed(shared: Path, name: str) -> Parsed:
    if name not in _parsed:
        path = shared / "data" / "edgar-html" / f"{name}.html"
        _parsed[name] = html.parse(path.read_bytes(), path.name)
    return _parsed[name]


Tagged = tuple[str, Decimal, str, str | None, str | None]


def evaluate(source: str) -> Counter[Tagged]:
    """Every non-dimensional monetary tag of a filing as (concept, value, currency, start, end), by regular expressions
    over the source alone: nothing here is shared with the parser."""
    contexts: dict[str, tuple[str | None, str | None]] = {}
    for match in re.finditer(r'<xbrli:context\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</xbrli:context>', source, re.DOTALL):
        if "Member" in match[2]:
            continue
        start = re.search(r"<xbrli:startDate>([\d-]+)", match[2])
        end = re.search(r"<xbrli:(?:endDate|instant)>([\d-]+)", match[2])
        contexts[match[1]] = (start[1] if start else None, end[1] if end else None)
    units = {
        match[1]: match[2]
        for match in re.finditer(
            r'<xbrli:unit\b[^>]*\bid="([^"]+)"[^>]*>\s*<xbrli:measure>iso4217:(\w+)</xbrli:measure>\s*</xbrli:unit>',
            source,
        )
    }
    found: Counter[Tagged] = Counter()
    opened: list[tuple[dict[str, str], int]] = []
    for match in re.finditer(r"<(/?)ix:nonFraction\b([^>]*?)(/?)>", source):
        if not match[1]:
            attributes = dict(re.findall(r'([\w:]+)="([^"]*)"', match[2]))
            if not match[3]:
                opened.append((attributes, match.end()))
            continue
        attributes, begin = opened.pop()
        if attributes.get("contextRef") not in contexts or attributes.get("unitRef") not in units:
            continue
        if attributes.get("xsi:nil") == "true":
            continue
        text = re.sub(r"<[^>]*>|,|&#160;|\s", "", source[begin : match.start()])
        form = attributes.get("format", "")
        if form.endswith(("fixed-zero", "zerodash")):
            value = Decimal(0)
        elif re.fullmatch(r"[\d.]+", text):
            value = Decimal(text) * Decimal(10) ** int(attributes.get("scale", "0"))
        elif "words" in form and text.lower() in ("no", "none"):
            value = Decimal(0)
        else:
            raise AssertionError(f"the checker cannot read {text!r} ({form})")
        value = -value if attributes.get("sign") == "-" else value
        found[(attributes["name"], value, units[attributes["unitRef"]], *contexts[attributes["contextRef"]])] += 1
    return found


def monetary(facts: tuple[Fact, ...]) -> Counter[Tagged]:
    def text(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return Counter(
        (fact.concept, fact.value, fact.unit, text(fact.period_start), text(fact.period_end))
        for fact in facts
        if fact.origin == "xbrl" and not fact.dimensions and re.fullmatch(r"[A-Z]{3}", fact.unit)
    )


@pytest.mark.parametrize("name", FILINGS)
def test_every_monetary_fact_is_as_tagged(shared: Path, name: str) -> None:
    tagged = evaluate((shared / "data" / "edgar-html" / f"{name}.html").read_text(encoding="utf-8"))
    assert sum(tagged.values()) > 150, "the checker sees the filing's tags"
    read = monetary(parsed(shared, name).facts)
    missing = tagged - read
    wrong = read - tagged
    assert not wrong, f"not as tagged: {list(wrong)[:3]}"
    assert sum(missing.values()) <= 0.005 * sum(tagged.values()), f"missing: {list(missing)[:3]}"


@pytest.mark.parametrize("name", FILINGS)
def test_the_primary_statements_are_recognised_and_hold_facts(shared: Path, name: str) -> None:
    read = parsed(shared, name)
    assert {table.statement for table in read.tables} >= PRIMARY
    for statement in PRIMARY:
        facts = [fact for fact in read.facts if fact.statement is statement and not fact.dimensions]
        assert len(facts) >= 20, statement
        assert all(fact.page and fact.printed and fact.label for fact in facts)
        known = sum(fact.standard is not None for fact in facts)
        assert known > 0, f"some tags of the {statement} have a standard name"


# Read off the printed statements by eye: label, value in base units, unit, start, end.
HAND_PICKED: dict[str, list[tuple[str, str, str, str | None, str]]] = {
    "aapl-10-k-2024-11-01": [
        ("Total net sales", "391035000000", "USD", "2023-10-01", "2024-09-28"),
        ("Net income", "99803000000", "USD", "2021-09-26", "2022-09-24"),
        ("Diluted", "6.08", "USD/share", "2023-10-01", "2024-09-28"),
        ("Diluted", "15408095000", "shares", "2023-10-01", "2024-09-28"),
        ("Total assets", "352583000000", "USD", None, "2023-09-30"),
        ("Accumulated deficit", "-19154000000", "USD", None, "2024-09-28"),
        ("Other income/(expense), net", "-565000000", "USD", "2022-09-25", "2023-09-30"),
    ],
    "wmt-10-k-2025-03-14": [
        ("Total revenues", "680985000000", "USD", "2024-02-01", "2025-01-31"),
        ("Consolidated net income attributable to Walmart", "11680000000", "USD", "2022-02-01", "2023-01-31"),
        ("Dividends declared per common share", "0.83", "USD/share", "2024-02-01", "2025-01-31"),
    ],
}


@pytest.mark.parametrize("name", HAND_PICKED)
def test_hand_picked_values(shared: Path, name: str) -> None:
    facts = {
        (
            fact.label,
            fact.value,
            fact.unit,
            fact.period_start.isoformat() if fact.period_start else None,
            fact.period_end.isoformat() if fact.period_end else None,
        )
        for fact in parsed(shared, name).facts
        if fact.statement and not fact.dimensions
    }
    for label, value, unit, start, end in HAND_PICKED[name]:
        assert (label, Decimal(value), unit, start, end) in facts


def test_the_printed_form_and_page_can_be_found_again(shared: Path) -> None:
    read = parsed(shared, "wmt-10-k-2025-03-14")
    lost = [fact for fact in read.facts if fact.printed not in read.pages[fact.page - 1].text]
    assert len(lost) <= 0.01 * len(read.facts), [(fact.printed, fact.page) for fact in lost[:5]]


def test_segments_keep_their_dimensions(shared: Path) -> None:
    facts = parsed(shared, "aapl-10-k-2024-11-01").facts
    products = ("srt:ProductOrServiceAxis", "us-gaap:ProductMember")
    assert Decimal(294866000000) in {fact.value for fact in facts if fact.dimensions == (products,)}


def test_printed_tables_agree_with_the_tags(shared: Path) -> None:
    """With the tags hidden, facts read from the printed statements are those that the tags give."""
    path = shared / "data" / "edgar-html" / "wmt-10-k-2025-03-14.html"
    printed = html.parse(path.read_bytes(), path.name, hide_tags=True)
    assert printed.identity.company is None, "no dei tags either"
    tagged = {(fact.page, abs(fact.value), fact.unit, fact.period_end) for fact in parsed(shared, path.stem).facts}
    stated = [fact for fact in printed.facts if not any(axis == "table" for axis, _ in fact.dimensions)]
    assert len(stated) > 150
    agree = sum((fact.page, abs(fact.value), fact.unit, fact.period_end) in tagged for fact in stated)
    assert agree >= 0.97 * len(stated)


@pytest.mark.parametrize("name", ["unp-10-k-2025-02-07", "v-10-k-2024-11-13", "nvda-10-k-2025-02-26"])
def test_tables_of_the_notes_agree_with_the_tags(shared: Path, name: str) -> None:
    """With the tags hidden, the notes' tables give facts that are tagged there; schedules at the end are not tagged."""
    path = shared / "data" / "edgar-html" / f"{name}.html"
    tags = parsed(shared, name).facts
    tagged = {(fact.page, abs(fact.value), fact.unit, fact.period_end) for fact in tags}
    first = min(fact.page for fact in tags if fact.statement)
    noted = [
        fact
        for fact in html.parse(path.read_bytes(), path.name, hide_tags=True).facts
        if ("table" in dict(fact.dimensions)) and fact.page >= first and fact.unit == "USD"
    ]
    noted = [fact for fact in noted if "Schedule II" not in dict(fact.dimensions)["table"]]
    assert len(noted) > 200
    strays = [fact for fact in noted if (fact.page, abs(fact.value), fact.unit, fact.period_end) not in tagged]
    assert not strays, [(fact.page, fact.label, fact.printed, fact.period_end) for fact in strays[:5]]


PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:us-gaap="http://fasb.org/us-gaap/2024"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dei="http://xbrl.sec.gov/dei/2024"><body>
<div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric contextRef="d" name="dei:DocumentFiscalYearFocus">2024</ix:nonNumeric>
<ix:nonNumeric contextRef="d" name="dei:DocumentFiscalPeriodFocus">Q2</ix:nonNumeric></ix:hidden><ix:resources>
<xbrli:context id="d"><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate>
<xbrli:endDate>2024-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="i"><xbrli:period><xbrli:instant>2024-07-01T00:00:00</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="s"><xbrli:entity><xbrli:segment>
<xbrldi:explicitMember dimension="us-gaap:A">x:B</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
<xbrli:period><xbrli:instant>2024-06-30</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="eps"><xbrli:divide>
<xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header></div>%s</body></html>"""


def facts_of(markup: str, *, as_xml: bool = True) -> tuple[Fact, ...]:
    source = PAGE % markup
    return html.parse((source if as_xml else source.replace("<body>", "<body><br>")).encode(), "x.html").facts


def tag(text: str, name: str = "us-gaap:Assets", context: str = "d", unit: str = "usd", more: str = "") -> str:
    return f'<ix:nonFraction name="{name}" contextRef="{context}" unitRef="{unit}" {more}>{text}</ix:nonFraction>'


@pytest.mark.parametrize("as_xml", [True, False])
def test_scale_sign_nesting_and_exclusion(as_xml: bool) -> None:
    markup = (
        "<p>"
        + tag("1,577", more='scale="6" format="ixt:num-dot-decimal"')
        + " "
        + tag("3.5", more='scale="3" sign="-"')
        + " "
        + tag(tag("12", name="us-gaap:Liabilities"), context="i")
        + " "
        + tag("4<ix:exclude>(a)</ix:exclude>2")
        + " "
        + tag("0.25", unit="eps")
        + "</p>"
    )
    facts = facts_of(markup, as_xml=as_xml)
    assert [(fact.concept, str(fact.value), fact.unit) for fact in facts] == [
        ("us-gaap:Assets", "1577000000", "USD"),
        ("us-gaap:Assets", "-3500", "USD"),
        ("us-gaap:Assets", "12", "USD"),
        ("us-gaap:Liabilities", "12", "USD"),
        ("us-gaap:Assets", "42", "USD"),
        ("us-gaap:Assets", "0.25", "USD/share"),
    ]
    assert facts[2].period_end == date(2024, 6, 30), "midnight at the start of July is the end of June"
    assert facts[2].period_start is None
    assert facts[0].label == "Assets"


def test_nil_and_unknown_references_are_no_facts() -> None:
    assert facts_of("<p>x " + tag("", more='xsi:nil="true"') + tag("5", context="none") + tag("n/a") + "</p>") == ()


def test_dimensions_and_dei() -> None:
    source = PAGE % ("<p>" + tag("7", context="s") + "</p>")
    read = html.parse(source.encode(), "x.html")
    assert read.facts[0].dimensions == (("us-gaap:A", "x:B"),)
    assert (read.identity.fiscal_year, read.identity.fiscal_quarter) == (2024, 2)
    assert read.identity.origins["fiscal_year"] == "dei"


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("1,234.5", "ixt:num-dot-decimal", "1234.5"),
        ("1.234,5", "ixt:num-comma-decimal", "1234.5"),
        ("1 234,5", "ixt:numspacecomma", "1234.5"),
        ("1.234,5", "ixt:numdotcomma", "1234.5"),
        ("1,234.5", "ixt:numcommadot", "1234.5"),
        ("—", "ixt:fixed-zero", "0"),
        ("-", "ixt:zerodash", "0"),
        ("no", "ixt-sec:numwordsen", "0"),
        ("Twenty-five", "ixt-sec:numwordsen", "25"),
        ("one hundred and three thousand two", "ixt-sec:numwordsen", "103002"),
        ("five million", "ixt-sec:numwordsen", "5000000"),
        ("12 dollars 5 cents", "ixt:num-unit-decimal", "12.05"),
        ("1234", "", "1234"),
        (" 1\u00a0234 ", "ixt:num-dot-decimal", "1234"),
    ],
)
def test_number_formats(text: str, form: str, value: str) -> None:
    assert numeric_value(text, form) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "--1", "٣", "1e5"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert numeric_value(text, "ixt:num-dot-decimal") is None


@given(
    st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False, allow_infinity=False),
    st.integers(min_value=-4, max_value=12),
    st.booleans(),
)
def test_values_are_exact_at_any_scale(value: Decimal, scale: int, negative: bool) -> None:
    read = numeric_value(f"{value:,f}", "ixt:num-dot-decimal", scale, negative)
    assert read is not None
    assert read == (-value if negative else value).scaleb(scale)
    assert "E" not in str(read), "written out in full"


def test_tags_in_words() -> None:
    assert tag_words("us-gaap:NetIncomeLoss") == "Net income loss"
    assert tag_words("x:EBITDAMargin2") == "EBITDA margin 2"

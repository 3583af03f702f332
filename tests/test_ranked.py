"""Which row or column of a printed table has the most or the least, asked of a whole index."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant import Assistant
from assistant.answer import Answer, Status
from assistant.tables.adjusted import leaves_out, left_out
from assistant.tables.ranked import fit_of
from assistant.tables.ranking import Ranking, asked_ranking
from assistant.tables.table_parts import Part, Parts, tells_quarter
from assistant.understand.companies import Company
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.document import Document, Identity, Statement, Table
from tests.asked import assistant_of
from tests.drawn import Drawing

YEARS = (("2022", 385), ("2021", 485))


def _filing() -> Drawing:
    drawing = Drawing(400, 500).text("Acme Corp").text("For the fiscal year ended December 31, 2022").page()
    drawing.text("SUPPLEMENTAL DATA - ADJUSTED EBITDAR BY REGION AND OTHER OPERATIONS").text("(In thousands)")
    drawing.centred(("Twelve months ended December 31,", 420)).centred(*YEARS)
    drawing.row("Strip Resorts", "$ 3,142,308", "$ 1,738,211").row("Regional Operations", "1,294,630", "1,217,814")
    drawing.row("Acme China", "(203,136)", "25,367").row("Total", "$ 4,233,802", "$ 2,981,392").page()
    drawing.text("Net revenues by region were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Strip Resorts", "$ 8,398", "$ 4,737").row("Regional Operations", "3,816", "3,392")
    drawing.row("Acme China", "674", "1,211").row("Total net revenues", "$ 12,888", "$ 9,340").page()
    drawing.text("Net bookings by segment and line were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    for segment in ("Strip", "Regional"):
        drawing.row(f"{segment} segment:").row("Casino", "$ 50", "$ 40", indent=10).row("Rooms", "30", "20", indent=10)
        drawing.row("Food", "20", "10", indent=10)
    drawing.page()
    drawing.text("Comparable sales for fiscal 2022 were as follows:")
    drawing.centred(("52 Weeks", 385), ("52 Weeks", 485)).centred(("Adjusted*", 485))
    drawing.row("U.S.", "9.3%", "6.5%").row("Canada", "2.4%", "8.3%").row("Other International", "-3.1%", "9.1%")
    drawing.row("Total Company", "6.6%", "7.1%").row("E-commerce", "-3.7%", "-9.0%")
    drawing.text("*Excluding the impacts from changes in gasoline prices and foreign exchange.").page()
    drawing.text("Charges of the company and its noncontrolling interest were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Goodwill impairment expense", "$ 271", "$ 5").row("Rent", "9", "8").row("Repairs", "7", "6").page()
    drawing.text("The fair value of debt investments was as follows:").text("(In millions)")
    drawing.centred(("December 31,", 420)).centred(*YEARS)
    drawing.row("Short-term investments:").row("Government securities", "$ 57", "$ 56", indent=10)
    drawing.row("Agency securities", "29", "10", indent=10).row("Corporate bonds", "416", "213", indent=10)
    drawing.row("Total short-term investments", "502", "279").page()
    drawing.text("The following table sets forth the approximate percentage of net sales by product category:")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Cosmetics", "40%", "42%").row("Skincare", "20%", "17%").row("Haircare", "28%", "29%")
    drawing.row("Services", "12%", "12%").row("", "100%", "100%").page()
    drawing.text("Segment revenue and operating income were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    for figure, sums in (("Revenue", ("$ 600", "400")), ("Operating income", ("$ 90", "80"))):
        drawing.row(f"{figure}:").row("Cloud segment", sums[0], "$ 1", indent=10)
        drawing.row("Games segment", sums[1], "1", indent=10)
    return drawing


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_of(_filing(), tmp_path_factory.mktemp("ranked")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("asked", "first", "told"),
    [
        (
            "Which region had the highest EBITDAR contribution for Acme during FY2022?",
            "Strip Resorts",
            "$3,142.3 million",
        ),
        ("Which of Acme's regions had the lowest EBITDAR in FY2022?", "Acme China", "-$203.1 million"),
        ("Which region had the worst topline performance for Acme in FY2022?", "Acme China", "-44.3%"),
        ("In FY2022, which Acme region added the most net sales in dollar terms?", "Strip Resorts", "$3,661 million"),
        (
            "If we exclude the impact of gasoline prices and FX, which region had the strongest comparable sales growth"
            " for Acme in FY2022?",
            "Other International",
            "9.1%",
        ),
        ("Which of Acme's regions had the weakest comparable sales growth in FY2022?", "Other International", "-3.1%"),
        ("Which type of debt received the largest short-term investment at Acme in FY2022?", "Corporate bonds", "$416"),
    ],
)
def test_the_first_of_a_printed_table(assistant: Assistant, asked: str, first: str, told: str) -> None:
    answer = assistant.ask(asked)
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith(f"{first} had the ")
    assert told in answer.text.partition("The others")[0]
    assert answer.quoted
    assert not answer.verified
    assert answer.citations[0].quote.startswith(first)


def test_all_parts_that_moved_one_way_are_told(assistant: Assistant) -> None:
    answer = assistant.ask("Which regions grew their net revenues for Acme in FY2022?")
    assert (
        "these rose: Strip Resorts 77.3% (from $4,737 million to $8,398 million); Regional Operations 12.5%"
        in answer.text
    )
    assert "The others: Acme China -44.3%" in answer.text
    assert answer.quoted
    for asked in (
        "Which regions' net revenues declined at Acme in FY2022?",
        "Which of Acme's regions saw its net revenues decline in FY2022?",
    ):
        assert "these fell: Acme China" in assistant.ask(asked).text


def test_a_margin_is_reckoned_part_by_part(assistant: Assistant) -> None:
    answer = assistant.ask("Which of Acme's segments had the highest operating margin in FY2022?")
    assert "Games segment 20.0% (80 of 400). The others: Cloud segment 15.0% ($90 of $600)." in answer.text
    assert (answer.value, answer.unit, answer.quoted) == (Decimal("0.2"), "%", True)
    assert answer.calculations[0].operands[0].value == 80_000_000
    assert [citation.marker for citation in answer.citations] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "asked",
    [
        "Which product category of Acme increased its share of net sales the most in FY2022?",
        "Which product category gained the most share of Acme's net sales in FY2022 (ended December 31, 2022)?",
    ],
)
def test_shares_move_by_points(assistant: Assistant, asked: str) -> None:
    answer = assistant.ask(asked)
    assert "Skincare 3 percentage points (from 17% to 20%). The others: Services as before (12%)" in answer.text
    assert (answer.value, answer.unit, answer.quoted) == (Decimal("0.03"), "%", True)


def test_amounts_tell_nothing_of_who_gained_share(assistant: Assistant) -> None:
    assert not assistant.ask("Which region gained the most share of Acme's net revenues in FY2022?").text


def test_a_figure_is_looked_up_by_all_its_words(assistant: Assistant) -> None:
    answer = assistant.ask("What was the adjusted EBITDAR of Acme's regional operations in FY2022?")
    assert answer.text.startswith("Regional Operations of Acme Corp for FY2022: $1,294.6 million.")
    assert (answer.value, answer.unit) == (Decimal(1_294_630_000), "USD")
    assert answer.quoted
    assert not answer.verified
    for asked in (
        "What was the adjusted EBITDAR per guest of Acme's regional operations in FY2022?",
        "What was the adjusted EBITDAR of Acme's lunar operations in FY2022?",
        "What was the adjusted EBITDAR of Acme's regional operations in FY2018?",
        "What was Acme's net interest expense in FY2022?",
    ):
        assert assistant.ask(asked).status is not Status.ANSWERED


def test_the_value_is_in_base_units_and_each_step_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Which region had the highest EBITDAR for Acme in FY2022?")
    assert answer.value == Decimal(3_142_308_000)
    assert answer.unit == "USD"
    assert [operand.value for operand in answer.calculations[0].operands] == [
        Decimal(3_142_308_000),
        Decimal(1_294_630_000),
        Decimal(-203_136_000),
    ]


def test_holdings_are_ranked_by_their_size_not_by_what_stands_beside_it() -> None:
    table = Table(1, "Marketable securities", "", ("2022",), ())
    parts = tuple(Part(name, Decimal(1), "1", 1, None) for name in ("Notes", "Paper"))
    asked = Ranking("", frozenset(), frozenset({"marketabl", "securit"}), highest=True, growth=False)

    def fit(by: str, *names: str) -> tuple[int, ...]:
        named = tuple(Part(name, Decimal(1), "1", 1, None) for name in names) or parts
        return fit_of(Parts(table, by, f"Marketable securities {by}", named, changes=False, whole=False), asked)

    assert fit("Estimated Fair Value") > fit("Unrealized Loss") > (0,)
    assert fit("Notes", "Fair Value", "Unrealized Loss")[0] == 0


def test_the_table_of_the_parts_that_are_named_is_preferred() -> None:
    asked = asked_ranking(
        Question(*2 * ("Which of Acme's product and service offerings added the most revenue in FY2022?",))
    )
    assert asked is not None
    parts = tuple(Part(name, Decimal(1), "1", 1, None) for name in ("Servers", "Phones"))

    def fit(around: str, statement: Statement | None) -> tuple[int, ...]:
        table = Table(1, around, "", ("2022",), (), statement=statement)
        return fit_of(Parts(table, "", around, parts, changes=False, whole=True), asked)

    named = fit("Revenue by significant product and service offerings", None)
    assert named > fit("Segment revenue and operating income", Statement.SEGMENTS)


def test_a_quarter_is_not_read_in_a_filing_of_another() -> None:
    told = Document("d", "d.pdf", "", "", Identity("Acme Corp", "10-Q", 2022, 2), pages=1)
    assert tells_quarter(told, Period(2021, 2))
    assert tells_quarter(told, Period(2022))
    assert not tells_quarter(told, Period(2021, 1))


@pytest.mark.parametrize(
    ("names", "around", "fits"),
    [
        (["China", "Europe", "Corporate"], "Revenue by geographic region", True),
        (["Boosters", "Capsules"], "Revenue by reportable segments", False),
        (["Boosters", "Capsules"], "Revenue by geographic region", False),
        (["Net income", "Europe", "China"], "Reconciliation of revenue by region", False),
    ],
)
def test_regions_are_known_by_their_names(names: list[str], around: str, fits: bool) -> None:
    table = Table(1, around, "", ("2022",), ())
    parts = tuple(Part(name, Decimal(place), str(place), 1, None) for place, name in enumerate(names))
    asked = Ranking("region", frozenset(), frozenset({"revenu"}), highest=True, growth=False)
    assert bool(fit_of(Parts(table, "", around, parts, changes=False, whole=True), asked)[0]) is fits


@pytest.mark.parametrize(
    "asked",
    [
        "Which region had the second highest EBITDAR for Acme in FY2022?",
        "Which region had the highest headcount for Acme in FY2022?",
        "Which region had the highest EBITDAR for Acme in FY2022, and who leads it?",
        "Which region had the highest EBITDAR for Acme in FY2019?",
        "Which segment had the highest net bookings for Acme in FY2022?",
        "Which region had the highest and which the lowest EBITDAR for Acme in FY2022?",
        "If we exclude the impact of inflation, which region had the strongest comparable sales for Acme in FY2022?",
    ],
)
def test_what_no_table_says_is_left_to_others(assistant: Assistant, asked: str) -> None:
    assert _ranked(assistant.ask(asked)) is False


def _ranked(answer: Answer) -> bool:
    return " of the parts that " in answer.text


@pytest.mark.parametrize(
    ("asked", "kind", "measure", "highest", "growth"),
    [
        ("Which segment grew sales fastest?", "segment", {"revenu"}, True, True),
        ("Which geographic region had the biggest drop in revenues?", "region", {"revenu"}, False, True),
        (
            "Among its segments, which one earned the lowest operating profit?",
            "segment",
            {"operat", "incom", "earn"},
            False,
            False,
        ),
        ("Which segment has dragged down growth?", "segment", set(), False, True),
        ("Which region had the worst comparable sales in 2022?", "region", {"comparabl", "revenu"}, False, True),
        (
            "Which category's share of net sales fell the most from the year-ago quarter?",
            "product",
            {"revenu"},
            False,
            True,
        ),
    ],
)
def test_what_is_ranked(asked: str, kind: str, measure: set[str], highest: bool, growth: bool) -> None:
    found = asked_ranking(Question(asked, asked, (Company("Acme Corp", (), ()),)))
    assert found is not None
    assert (found.kind, found.measure, found.highest, found.growth) == (kind, frozenset(measure), highest, growth)


@pytest.mark.parametrize(
    ("asked", "column", "page", "fits"),
    [
        ("Excluding M&A, which segment grew most?", "Organic sales", "", True),
        ("If we exclude acquisitions and currency, which grew?", "Organic sales", "", True),
        ("If we exclude M&A, which segment shrank?", "Total sales change", "Acquisitions and divestitures", False),
        ("Excluding FX, which region grew?", "Constant currency", "", True),
        (
            "Ignoring changes in fuel prices in 2022, which grew?",
            "Adjusted*",
            "*Excluding changes in fuel prices.",
            True,
        ),
        ("Ignoring changes in fuel prices in 2022, which grew?", "Adjusted*", "*Excluding foreign exchange.", False),
        ("Which region grew most?", "Adjusted*", "*Excluding foreign exchange.", False),
        ("Excluding M&A, which grew?", "Adjusted*", "Adjusted income does not exclude acquisitions.", False),
    ],
)
def test_a_column_leaves_out_what_it_or_its_page_says(asked: str, column: str, page: str, fits: bool) -> None:
    items, _ = left_out(asked)
    assert leaves_out(items, column, page) is fits


def test_the_length_of_a_period_is_not_what_is_ranked() -> None:
    text = "Which market had the highest net sales in Q1 of FY2024 (three months ended April 30, 2023)?"
    asked = asked_ranking(Question(text, text, (Company("Acme", ("acme",), ()),)))
    assert asked is not None
    assert asked.measure == {"revenu"}


def test_parts_are_known_by_a_sentence_that_names_them_all() -> None:
    parts = Parts(
        Table(1, "Revenues", "($ in millions)", ("2022",), ()),
        "",
        "Revenues",
        tuple(Part(name, Decimal(1), "1", 1, None, (Decimal(2), "2")) for name in ("Primary Care", "Oncology")),
        changes=False,
        whole=False,
    )
    text = "Among Acme's two customer groups, which one grew its revenues in 2022?"
    asked = asked_ranking(Question(text, text, (Company("Acme", ("acme",), ()),)))
    assert asked is not None
    assert asked.parts == {"customer", "group"}
    assert fit_of(parts, asked, "We sell to two customer groups (primary care and oncology).")[0] > 0
    assert fit_of(parts, asked, "We sell to two customer groups.")[0] == 0

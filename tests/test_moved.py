"""Which way a row of a printed table went, asked of a whole index."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answer import Status
from tests.asked import assistant_of
from tests.drawn import Drawing

YEARS = (("2022", 385), ("2021", 485))


def _filing() -> Drawing:
    drawing = Drawing(400, 500).text("Acme Corp").text("For the fiscal year ended December 31, 2022").page()
    drawing.text("CONSOLIDATED STATEMENTS OF OPERATIONS").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Net sales", "$ 1,000", "$ 800").row("Cost of sales", "600", "480").row("Gross profit", "400", "320")
    drawing.text("Operating expenses:").row("Grower loans", "15", "(5)", indent=10)
    drawing.row("Research and development", "135", "135", indent=10)
    drawing.row("Total operating expenses", "150", "130").row("Operating income", "250", "190")
    drawing.row("Provision for income taxes", "50", "40").row("Net income", "$ 200", "$ 150").page()
    drawing.text("Visitors and orders were as follows:").text("(In thousands)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Garden visitors", "120", "150").row("Online orders", "64", "40").row("Parking bays", "12", "10")
    drawing.row("Refunded orders", "(4)", "(6)").page()
    drawing.text("Takings were as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Market stalls", "$ 130", "$ 135").row("Garden centres", "160", "140").row("Post", "110", "105")
    drawing.row("Fairs", "120", "100").row("Total takings", "$ 520", "$ 480").page()
    drawing.text("Our northern segment:").text("(In thousands)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Parking bays", "5", "6").row("Shade houses", "3", "2").row("Cold frames", "9", "7")
    return drawing


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_of(_filing(), tmp_path_factory.mktemp("moved")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Did Acme's garden visitors increase in FY2022?", "No. Garden visitors of Acme Corp fell from 150 thousand"),
        (
            "Did Acme's online orders grow in FY2022 compared to FY2021?",
            "Yes. Online orders of Acme Corp rose from 40 thousand",
        ),
        ("Did Acme's takings at market stalls fall in FY2022?", "fell from $135 million in FY2021 to $130 million"),
        ("How much did Acme's garden visitors change between FY2021 and FY2022?", "fell from 150 thousand"),
    ],
)
def test_a_row_is_followed_from_one_year_to_the_next(assistant: Assistant, asked: str, told: str) -> None:
    answer = assistant.ask(asked)
    assert answer.status is Status.ANSWERED
    assert told in answer.text
    assert answer.quoted
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    "asked",
    [
        "Did Acme's parking bays increase in FY2022?",  # a segment has its own
        "Did Acme's refunded orders increase in FY2022?",  # in brackets
        "Did Acme's orders increase in FY2022?",  # of several kinds
        "Did Acme's garden visitors not increase in FY2022?",
        "Did Acme's online orders grow by 90% in FY2022?",
        "Did Acme's garden visitors increase in the first quarter of FY2022?",
    ],
)
def test_a_row_that_may_be_another_is_not_followed(assistant: Assistant, asked: str) -> None:
    assert not assistant.ask(asked).calculations


def test_what_happened_to_a_holding_is_not_the_holding(assistant: Assistant) -> None:
    """The line among the expenses is of losses on the loans, not of the loans."""
    answer = assistant.ask("Did Acme's grower loans increase in FY2022?")
    assert not answer.verified
    assert not answer.calculations

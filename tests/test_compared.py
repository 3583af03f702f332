"""Which of several figures that a question names is the highest or lowest: each from its own cell."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answer import Status
from tests.asked import assistant_of
from tests.drawn import Drawing

YEARS = (("2022", 385), ("2021", 485))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    drawing = Drawing(400, 500).text("Acme Corp").text("For the fiscal year ended December 31, 2022").page()
    drawing.text("CONSOLIDATED STATEMENTS OF OPERATIONS").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Net sales", "$ 1,000", "$ 800").row("Cost of sales", "600", "480").row("Gross profit", "400", "320")
    drawing.row("Selling, general and administrative", "120", "110").row("Research and development", "90", "80")
    drawing.row("Operating income", "190", "130").row("Interest expense", "10", "10")
    drawing.row("Income before income taxes", "180", "120").row("Provision for income taxes", "40", "30")
    drawing.row("Net income", "$ 140", "$ 90").page()
    drawing.text("CONSOLIDATED STATEMENTS OF CASH FLOWS").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Net income", "$ 140", "$ 90").row("Depreciation and amortization", "50", "45")
    drawing.row("Net cash provided by operating activities", "190", "135")
    drawing.row("Purchases of property and equipment", "(70)", "(60)")
    drawing.row("Net cash used in investing activities", "(70)", "(60)").row("Dividends paid", "(90)", "(20)")
    drawing.row("Net cash used in financing activities", "(90)", "(20)")
    drawing.row("Cash and cash equivalents at end of year", "$ 100", "$ 70")
    with assistant_of(drawing, tmp_path_factory.mktemp("compared")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (
            "Among operations, investing, and financing activities, which brought in the most (or lost the least)"
            " cash flow for Acme in FY2022?",
            "Operating cash flow $190 million was the highest",
        ),
        (
            "Which of operating, investing and financing activities used the most cash at Acme in FY2022?",
            "Financing cash flow -$90 million was the lowest",
        ),
        (
            "Which used the least cash at Acme in FY2022: operating, investing or financing activities?",
            "Investing cash flow -$70 million was the highest",  # operating activities used none
        ),
        (
            "Which was larger in FY2022 for Acme, cash used in investing activities or cash used in financing"
            " activities?",
            "Financing cash flow -$90 million was the lowest",
        ),
        (
            "Which was larger for Acme in FY2022: research and development or capital expenditures?",
            "Research and development $90 million was the highest",
        ),
        (
            "Which was the smaller in FY2022 for Acme, interest expense or research and development?",
            "Interest expense $10 million was the lowest",
        ),
    ],
)
def test_the_figure_is_named_with_all_the_others(assistant: Assistant, asked: str, first: str) -> None:
    answer = assistant.ask(asked)
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith(first)
    assert answer.verified
    assert len(answer.citations) == len(answer.calculations) >= 2


@pytest.mark.parametrize(
    "asked",
    [
        "Which was larger for Acme in FY2022: research and development in Norway or capital expenditures?",
        "Which was larger for Acme in FY2022: research and development or goodwill?",
        "In which year was net income higher than operating cash flow at Acme, 2021 or 2022?",
    ],
)
def test_more_than_is_understood_or_found_is_not_compared(assistant: Assistant, asked: str) -> None:
    assert not assistant.ask(asked).text

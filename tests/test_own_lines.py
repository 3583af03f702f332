"""Questions that name lines as one company's own statements print them, asked of a whole index."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from assistant import Assistant
from assistant.answer import Status
from ingest.document import Fact, Statement
from ingest.filing.concepts import concept
from ingest.filing.lines import line_name, line_words
from tests.asked import assistant_of
from tests.drawn import Drawing

YEARS = (("2022", 385), ("2021", 485))


def _filing() -> Drawing:
    drawing = Drawing(400, 500).text("Acme Corp").text("For the fiscal year ended December 31, 2022").page()
    drawing.text("CONSOLIDATED STATEMENTS OF OPERATIONS").text("(In millions, except per share data)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.text("Net sales:").row("Orchids", "$ 600", "$ 500", indent=10).row("Bulb planters", "400", "300", indent=10)
    drawing.row("Total net sales", "1,000", "800").text("Cost of sales:").row("Orchids", "350", "300", indent=10)
    drawing.row("Bulb planters", "250", "180", indent=10).row("Total cost of sales", "600", "480")
    drawing.row("Gross profit", "400", "320").text("Operating expenses:")
    drawing.row("Greenhouse heating", "60", "50", indent=10).row("Research and development", "90", "80", indent=10)
    drawing.row("Total operating expenses", "150", "130").row("Operating income", "250", "190")
    drawing.row("Interest expense", "(10)", "(10)").row("Income before income taxes", "240", "180")
    drawing.row("Provision for income taxes", "40", "30").row("Net income", "$ 200", "$ 150").page()
    drawing.text("CONSOLIDATED BALANCE SHEETS").text("(In millions)")
    drawing.centred(("December 31,", 420)).centred(*YEARS).text("Assets")
    drawing.row("Cash and cash equivalents", "$ 100", "$ 90").row("Accounts receivable, net", "80", "70")
    drawing.row("Seedlings held for growth", "120", "110").row("Total current assets", "300", "270")
    drawing.row("Property and equipment, net", "500", "480").row("Total assets", "$ 800", "$ 750")
    drawing.text("Liabilities and shareholders' equity").row("Accounts payable", "$ 60", "$ 50")
    drawing.row("Total current liabilities", "60", "50").row("Long-term debt", "240", "250")
    drawing.row("Total liabilities", "300", "300").row("Total shareholders' equity", "500", "450")
    drawing.row("Total liabilities and shareholders' equity", "$ 800", "$ 750").page()
    drawing.text("CONSOLIDATED STATEMENTS OF CASH FLOWS").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS).text("Operating activities:")
    drawing.row("Net income", "$ 200", "$ 150").row("Depreciation and amortization", "50", "45")
    drawing.row("Net cash provided by operating activities", "250", "195").text("Investing activities:")
    drawing.row("Purchases of property and equipment", "(70)", "(60)")
    drawing.row("Net cash used in investing activities", "(70)", "(60)").text("Financing activities:")
    drawing.row("Payments to bulb growers under supply plans", "(30)", "(20)")
    drawing.row("Net cash used in financing activities", "(30)", "(20)")
    drawing.row("Cash and cash equivalents at end of year", "$ 100", "$ 90").page()
    drawing.text("Inventories of seeds consist of the following:").text("(In millions)")
    drawing.centred(("December 31,", 420)).centred(*YEARS)
    drawing.row("Dried seeds", "$ 36", "$ 33").row("Sprouted seeds", "24", "27").row("Total seeds", "$ 60", "$ 60")
    drawing.page().text("Net sales by geographic region are as follows:").text("(In millions)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Europe & Africa", "$ 550", "$ 500").row("Latin America", "450", "300")
    drawing.row("Total net sales", "$ 1,000", "$ 800")
    return drawing


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_of(_filing(), tmp_path_factory.mktemp("own-lines")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("In FY2022, greenhouse heating made up what share of Acme's total operating expenses?", "40.0%"),
        (
            "By how much did Acme's seedlings held for growth change from FY2021 to FY2022, in USD millions?",
            "$10 million",
        ),
        ("How much did Acme's bulb planter sales exceed its greenhouse heating costs in FY2022?", "$340 million"),
        (
            "What did Acme pay in FY2022 for payments to bulb growers under supply plans, in USD millions?",
            "$30 million",
        ),
        (
            "What margin did Acme earn on orchids alone in FY2022? Calculate it as (orchids net sales - cost of sales"
            " of orchids) / orchids net sales, in percent to one decimal.",
            "41.7%",
        ),
    ],
)
def test_figures_of_lines_by_their_own_labels(assistant: Assistant, asked: str, told: str) -> None:
    answer = assistant.ask(asked)
    assert answer.status is Status.ANSWERED
    assert told in answer.text
    assert answer.citations
    assert all(operand.printed for calculation in answer.calculations for operand in calculation.operands)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("In FY2022, dried seeds made up what share of Acme's total current liabilities?", "60.0%"),
        ("By how much did Acme's sprouted seeds change from FY2021 to FY2022, in USD millions?", "-$3 million"),
        ("What percentage of Acme's net sales came from Latin America in FY2022?", "45.0%"),
        ("By what percentage did net sales of Acme's Latin America region grow from FY2021 to FY2022?", "50.0%"),
        ("What share of Acme's total net sales did Europe & Africa account for in FY2022?", "55.0%"),
        ("What percent of Acme's net sales in FY2022 came from Latin America?", "45.0%"),
        ("What share of Acme's net sales in FY2022 did Latin America account for?", "45.0%"),
        ("In FY2022, dried seeds made up what share of Acme's total current liabilities?", "Dried seeds / "),
    ],
)
def test_lines_of_a_note_and_parts_answer_as_quoted(assistant: Assistant, asked: str, told: str) -> None:
    answer = assistant.ask(asked)
    assert told in answer.text
    assert (answer.verified, answer.quoted) == (False, True), "a note's table may be of a part"


@pytest.mark.parametrize(
    "asked",
    [
        "What were Acme's dried seeds as a percentage of harvested grain in FY2022?",
        "What were Acme's seedlings held for sale in FY2022?",
        "In FY2022, greenhouse heating in Norway made up what share of Acme's total operating expenses?",
    ],
)
def test_words_that_no_line_holds_are_another_figure(assistant: Assistant, asked: str) -> None:
    assert assistant.ask(asked).calculations == ()


def test_a_name_tells_its_line() -> None:
    day, value = date(2022, 12, 31), Decimal(5)
    fact = Fact("Technology and content (1)", value, "USD", day, date(2022, 1, 1), statement=Statement.INCOME)
    name = line_name(fact)
    assert name == "line_income_flow_money__technology_and_content"
    assert line_words(name) == ("technology and content", "")
    assert concept(name).statements == (Statement.INCOME,)
    assert concept(name).unit == "money"
    with pytest.raises(KeyError):
        concept("line_of_no_statement")

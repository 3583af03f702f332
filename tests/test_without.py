"""Figures as they would be without an item that the question names, asked of a whole index."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant import Assistant
from tests.asked import assistant_of
from tests.drawn import Drawing

YEARS = (("2022", 385), ("2021", 485))


def _filing() -> Drawing:
    drawing = Drawing(400, 500).text("Acme Corp").text("For the fiscal year ended December 31, 2022").page()
    drawing.text("Consolidated Statements of Income").text("(In millions, except per share amounts)")
    drawing.centred(("Years ended December 31,", 420)).centred(*YEARS)
    drawing.row("Net sales", "$ 1,000", "$ 900").row("Cost of sales", "600", "560").row("Gross profit", "400", "340")
    drawing.row("Litigation charges", "90", "—").row("Plant closure costs", "30", "10")
    drawing.row("Operating income", "280", "330").row("Income before income taxes", "270", "320")
    drawing.row("Provision for income taxes", "81", "64").row("Net income", "$ 189", "$ 256")
    drawing.row("Diluted earnings per share", "$ 1.89", "$ 2.56").page()
    drawing.text("Net sales by product were as follows:").text("(In millions)").centred(*YEARS)
    drawing.row("Rockets", "$ 800", "$ 690").row("Coal shipments", "200", "210").row("Total net sales", "1,000", "900")
    drawing.page()
    drawing.text("Net income was $1.89 per diluted share, which includes a charge of $0.25 per diluted share for the")
    drawing.text("discontinuation of charter flights. We benefited from a $40 million release of reserved inventory")
    drawing.text("related to a sale of approximately $95 million.")
    drawing.text("A merchandise markdown was taken and diluted earnings were $1.89 per diluted share, after $0.11 per")
    drawing.text("diluted share of it.")
    return drawing


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_of(_filing(), tmp_path_factory.mktemp("without")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("asked", "value", "told"),
    [
        (
            "What would Acme's operating income have been in FY2022 without the litigation charges?",
            "370000000",
            "Without “Litigation charges” ($90 million), operating income of Acme Corp for FY2022 would be $370"
            " million, as against $280 million reported.",
        ),
        (
            "Would Acme's operating income have declined in FY2022 without the litigation charges and the plant closure"
            " costs?",
            "400000000",
            "No. Without “Litigation charges” ($90 million) and “Plant closure costs” ($30 million), operating income"
            " of Acme Corp would have gone from $340 million in FY2021 to $400 million in FY2022",
        ),
        (
            "If we exclude coal shipments, how much did Acme's net sales grow in FY2022?",
            "0.1594202898550724637681159420",
            "by 15.9%, from $690 million in FY2021 to $800 million in FY2022 (from $900 million to $1,000 million",
        ),
        (
            "What would Acme's diluted EPS have been in FY2022 without the charge for the discontinuation of charter"
            " flights?",
            "2.14",
            "($0.25 per diluted share), EPS of Acme Corp for FY2022 would be $2.14, as against $1.89 reported.",
        ),
        (  # the figure reported stands nearer to the words than what is left out
            "What would Acme's diluted EPS have been in FY2022 without the merchandise markdown charge?",
            "2.00",
            "($0.11 per diluted share), EPS of Acme Corp for FY2022 would be $2.00, as against $1.89 reported.",
        ),
        (
            "What would Acme's gross margin have been in FY2022 if we exclude the benefit from the release of reserved"
            " inventory?",
            "0.36",
            "($40 million), gross margin of Acme Corp for FY2022 would be 36.0%, as against 40.0% reported.",
        ),
    ],
)
def test_what_would_have_been(assistant: Assistant, asked: str, value: str, told: str) -> None:
    answer = assistant.ask(asked)
    assert told in answer.text
    assert answer.value == Decimal(value)
    assert (answer.quoted, answer.verified) == (True, False)
    assert all(operand.marker <= len(answer.citations) for step in answer.calculations for operand in step.operands)


@pytest.mark.parametrize(
    "asked",
    [
        "What would Acme's operating income have been in FY2022 without the strike?",  # no item of that name
        "What would Acme's net sales have been in FY2022 excluding currency effects?",  # no part of them
        "What would Acme's operating income have been in FY2022 without rockets?",  # a part of another figure
        "What would Acme's cost of sales have been in FY2022 without the release of reserves?",  # which way is not said
    ],
)
def test_what_is_not_told_is_not_guessed(assistant: Assistant, asked: str) -> None:
    assert "Without" not in assistant.ask(asked).text


def test_tax_is_said_not_to_be_reckoned(assistant: Assistant) -> None:
    answer = assistant.ask("What would Acme's net income have been in FY2022 without the litigation charges?")
    assert answer.value == Decimal(279000000)
    assert any("tax on it is not reckoned" in note for note in answer.notes)

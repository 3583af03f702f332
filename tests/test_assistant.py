"""The assistant over the demo filings: figures, refusals, definitions, checked prose, and a real model's answers."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Delta, QuestionTooLong, Status
from assistant.check.gate import WITHHELD
from ingest.demo.questions import DemoQuestion, Kind, questions
from tests.test_llm import Server


@pytest.fixture(scope="module")
def assistant(demo_index: Path) -> Iterator[Assistant]:
    with Assistant(demo_index, llm=False) as assistant:
        yield assistant


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


STATED = [q for q in questions() if q.kind is Kind.CALCULATE and "counting cash" not in q.question]


@pytest.mark.parametrize("asked", STATED, ids=lambda q: q.question[:60])
def test_figures_are_computed_right_and_their_operands_are_printed_where_cited(
    assistant: Assistant, asked: DemoQuestion
) -> None:
    answer = assistant.ask(asked.question)
    assert answer.status is Status.ANSWERED
    assert answer.verified
    assert answer.value is not None
    assert asked.value is not None
    step = Decimal(1).scaleb(int(asked.value.as_tuple().exponent)) if asked.unit != "USD" else Decimal(100_000)
    assert abs(answer.value - asked.value) <= step / 2
    by_marker = {c.marker: c for c in answer.citations}
    for calculation in answer.calculations:
        for operand in calculation.operands:
            cited = by_marker[operand.marker]
            assert operand.printed.strip("$() ") in assistant.page_text(cited.document, cited.page)


def test_the_capital_expenditure_question_cites_the_cash_flow_statement(assistant: Assistant) -> None:
    answer = assistant.ask("What was Orlebeck's capital expenditure in fiscal 2025?")
    assert "$86.2 million" in answer.text
    source = answer.citations[0]
    assert "CONSOLIDATED STATEMENTS OF CASH FLOWS" in assistant.page_text(source.document, source.page).upper()
    assert (answer.passages[0].document, answer.passages[0].page) == (source.document, source.page)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What was Globex Corporation's revenue in fiscal 2025?", "Globex"),
        ("What were Orlebeck's net sales in fiscal 2009?", "FY2009"),
    ],
)
def test_what_no_filing_holds_is_refused_by_name(assistant: Assistant, question: str, says: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ABSTAINED
    assert says in answer.text
    assert "indexed" in answer.text
    assert answer.value is None


def test_a_definition_is_given_without_pretending_to_cite(assistant: Assistant) -> None:
    answer = assistant.ask("What is the current ratio?")
    assert answer.status is Status.ANSWERED
    assert "current" in answer.text.lower()
    assert answer.citations == ()


def test_advice_gets_the_limit_and_what_the_filings_say(assistant: Assistant) -> None:
    answer = assistant.ask("Should I buy Orlebeck stock?")
    assert answer.text.startswith("Footnote gives no investment advice.")
    assert "Revenue" in answer.text
    assert answer.verified
    assert answer.citations
    assert answer.passages


@pytest.mark.parametrize(
    ("asked", "verified"),
    [
        ("Did Orlebeck do well, and what were its shareholder returns in fiscal 2025?", False),
        ("What were Orlebeck's shareholder returns in fiscal 2025?", True),
        ("Did Orlebeck's revenue increase in fiscal 2025?", True),
    ],
)
def test_a_figure_that_is_no_yes_or_no_is_quoted(assistant: Assistant, asked: str, *, verified: bool) -> None:
    answer = assistant.ask(asked)
    assert answer.status is Status.ANSWERED
    assert (answer.verified, answer.quoted) == (verified, not verified)


def test_a_follow_up_is_completed_from_the_conversation(assistant: Assistant) -> None:
    first = "What was Orlebeck's capital expenditure in fiscal 2025?"
    answer = assistant.ask("And the year before?", [(first, assistant.ask(first).text)])
    assert "$74.3 million" in answer.text


def test_a_question_of_20_000_characters_is_refused_in_one_line(assistant: Assistant, demo_index: Path) -> None:
    question = "Why? " * 4000
    with pytest.raises(QuestionTooLong, match="20,000 characters"):
        assistant.ask(question)
    command = [sys.executable, "-m", "assistant", "ask", question, "--index", str(demo_index)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_figure_that_no_source_prints_is_never_shown(server: Server, demo_index: Path) -> None:
    server.pieces = [
        "The foundry at Galesburg was closed [1]. ",
        "It cost $",
        "987.6 million [1]. ",
        "Castings moved [1].",
    ]
    with Assistant(demo_index, server.url) as assistant:
        events = list(assistant.stream("What did Orlebeck do with its Galesburg foundry?"))
    answer = events[-1]
    assert isinstance(answer, Answer)
    shown = "".join(event.text for event in events if isinstance(event, Delta))
    assert "987.6" not in shown + answer.text
    assert WITHHELD in shown
    assert "Galesburg was closed" in answer.text
    assert answer.citations
    assert any("taken out" in note for note in answer.notes)


def test_an_answer_whose_one_figure_was_taken_out_is_none(server: Server, demo_index: Path) -> None:
    server.pieces = [
        "The foundry at Galesburg cost $987.6 million [1]. ",
        "It had a strong position in the year 2025 [1].",
    ]
    with Assistant(demo_index, server.url) as assistant:
        answer = assistant.ask("How much did Orlebeck spend on pig iron for its Galesburg foundry?")
    assert answer.status is Status.ABSTAINED
    assert "strong" not in answer.text


def test_when_the_model_finds_nothing_the_answer_abstains(server: Server, demo_index: Path) -> None:
    server.pieces = ["NOT IN THE ", "FILINGS"]
    with Assistant(demo_index, server.url) as assistant:
        answer = assistant.ask("Which football club does Orlebeck's founder support?")
    assert answer.status is Status.ABSTAINED


@pytest.mark.parametrize(
    "reply",
    [
        "No, there were no football clubs that the founder supports [1].",
        "The passages do not explicitly mention a football club.",
        "No. The passage does not mention any club.",
        "No, the founder has no club. The information in the release does not state one.",
    ],
)
def test_what_a_few_passages_do_not_say_is_no_answer(server: Server, demo_index: Path, reply: str) -> None:
    server.pieces = [reply]
    with Assistant(demo_index, server.url) as assistant:
        answer = assistant.ask("Is there a football club that Orlebeck's founder supports?")
    assert answer.status is Status.ABSTAINED
    assert "no football" not in answer.text


def test_the_async_twin_says_the_same(assistant: Assistant) -> None:
    question = "What was Orlebeck's gross margin in fiscal 2025?"
    answer = asyncio.run(assistant.aask(question))
    assert answer.text == assistant.ask(question).text


def test_the_command_line_prints_what_machines_need(demo_index: Path) -> None:
    question = "What was Orlebeck's free cash flow in fiscal 2025?"
    command = [sys.executable, "-m", "assistant", "ask", question, "--index", str(demo_index), "--json", "--no-llm"]
    reply = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert reply["value"] == "184800000"
    for place in (*reply["sources"], *reply["passages"]):
        assert {"document", "source", "page", "text"} <= place.keys()
        assert place["page"] >= 1
    assert all("score" in passage for passage in reply["passages"])
    assert reply["calculations"][0]["operands"][0]["printed"]

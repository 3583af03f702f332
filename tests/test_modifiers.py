"""A figure with each word, clause or sentence that makes another of it: it may not be taken for the one reported."""

import re
from collections.abc import Sequence
from itertools import product

import pytest

from tests.test_joined import ask

LINES = ("revenue", "operating income", "operating cash flow", "inventories", "capex", "total assets", "receivables")
BEFORE_TEXT = """
    adjusted core organic wireless cloud international domestic segment normalized underlying median peak budgeted
    restricted incremental acquired foreign intercompany third-party comparable recurring one-time marine annualized
    run-rate maximum retail consumer undrawn secured senior impaired implied contracted remaining statutory
"""
AFTER_TEXT = """
    per employee; per store; per diluted share; per outstanding share; per day; before special items; in Europe;
    from acquisitions; in constant currency; due to price; from new stores; of its subsidiaries; on a pro forma basis;
    excluding leases; including leases; at fair value; under IFRS; for the parent only; expected for next year;
    from marketing; in its pension plan; in local currency; with customers in China; held abroad; held for sale;
    recognized over time; per square foot; since inception; versus budget; adjusted for inflation; lost to returns;
    guidance; target; impairment
"""
LEADING_TEXT = """
    relative to equity; relative to headcount; as a share of GDP; after subtracting cash; on a per-share basis; for its
    cloud business; outside the United States; among its retail customers; as a multiple of dividends; compared with its
    peers; per warehouse; net of hedges; stripping out fuel; at constant exchange rates; measured against budget; for
    Europe; internationally; organically; on average per store; from new customers; online; from acquisitions
"""
BESIDE_TEXT = """
    Give it per employee. Answer per share. Only count the cloud segment. Leave out goodwill. Exclude one-time items.
    Consider only the wholesale business. Adjust for inflation. Divide it by the number of stores. Deduct restructuring
    charges. Limit it to Europe. Report it for the parent only. Count leases as debt. Show it per day. Use the median.
    Multiply by two. Assume a tax rate of 21%. Annualize it. Give the year-over-year growth. In percent of equity.
    Answer in euros. Use the fair value. Only U.S. operations. I only care about its wireless unit. Focus on the Las
    Vegas resorts. Net it against cash. Give me the average per quarter. Treat operating leases as debt. Report the
    non-GAAP figure. US only. Only the US, please. For Europe only?
"""
# In parentheses, or after a semicolon.
TOLD = (
    "(US)",
    "(from Europe)",
    "(per employee)",
    "(cloud)",
    "(wholesale only)",
    "; Europe only",
    "; give it per store",
)

HARMLESS_TEXT = """
    Answer in USD millions. Round to two decimal places. Use only the income statement. Please show your work.
    Base your answer on the balance sheet. Explain your reasoning. Thanks! Give a brief answer. Provide the figure as
    reported. Give the response to the question by relying on the details shown in the statement of financial position.
    If this is not a useful metric, say so. Rely on the details clearly displayed in the cash flow statement.
    You are an investment banker and your only resource(s) are the balance sheet and the P&L statement.
    Assume you only have access to the income statement and the statement of cash flows.
    Answer in USD millions; a decrease is negative. Give decreases as a negative number.
"""
METRICS = ("gross margin", "current ratio", "return on assets", "inventory turnover", "free cash flow", "EBITDA")
BEFORE = BEFORE_TEXT.split()
AFTER = [words.strip() for words in AFTER_TEXT.split(";")]
LEADING = [" ".join(words.split()) for words in LEADING_TEXT.split(";")]
BESIDE = re.split(r"(?<=[.!]) ", " ".join(BESIDE_TEXT.split()))
HARMLESS = re.split(r"(?<=[.!]) ", " ".join(HARMLESS_TEXT.split()))


def taken_as_reported(asked: Sequence[str]) -> list[str]:
    understood = [(text, ask(text)) for text in asked]
    return [text for text, it in understood if it.expression is not None and not it.qualifiers]


@pytest.mark.parametrize("figure", [*LINES, *METRICS])
def test_no_figure_is_taken_for_another(figure: str) -> None:
    asked = [f"What was Acme Rockets' {word} {figure} in FY2022?" for word in BEFORE]
    asked += [f"What was Acme Rockets' {figure} {word} in FY2022?" for word in AFTER]
    assert taken_as_reported(asked) == []


@pytest.mark.parametrize("metric", METRICS)
def test_gross_net_and_cash_make_another_metric(metric: str) -> None:
    words = ("gross", "net", *(() if metric == "return on assets" else ("cash",)))
    assert taken_as_reported([f"What was Acme Rockets' {word} {metric} in FY2022?" for word in words]) == []
    asked = [f"What was Acme Rockets' {metric} {word} in FY2022?" for word in ("net of cash", "on a cash basis")]
    assert taken_as_reported(asked) == []


@pytest.mark.parametrize("figure", ["revenue", "gross margin", "free cash flow", "goodwill"])
def test_a_clause_before_the_question_may_ask_for_another_figure(figure: str) -> None:
    asked = [f"{word[0].upper()}{word[1:]}, what was Acme Rockets' {figure} in FY2022?" for word in LEADING]
    assert taken_as_reported(asked) == []


@pytest.mark.parametrize("figure", ["revenue", "gross margin"])
def test_a_sentence_beside_the_question_may_ask_for_another_figure(figure: str) -> None:
    question = f"What was Acme Rockets' {figure} in FY2022?"
    assert taken_as_reported([f"{question} {sentence}" for sentence in BESIDE]) == []
    assert taken_as_reported([f"{sentence} {question}" for sentence in BESIDE]) == []


@pytest.mark.parametrize("figure", ["revenue", "net income", "gross margin"])
def test_what_is_told_in_parentheses_may_be_another_figure(figure: str) -> None:
    asked = [f"What was Acme Rockets' {figure} {told} in FY2022?" for told in TOLD if told[0] == "("]
    asked += [f"What was Acme Rockets' {figure} in FY2022{told}?" for told in TOLD if told[0] == ";"]
    assert taken_as_reported(asked) == []
    for told in ("(per the 10-K)", "(from the income statement)", "(in USD millions)", "(as reported)"):
        assert ask(f"What was Acme Rockets' {figure} {told} in FY2022?").qualifiers == (), told


@pytest.mark.parametrize(
    ("figure", "definition"),
    [
        ("gross margin", "Gross margin is defined as: (revenue - COGS) / revenue."),
        ("asset turnover ratio", "Asset turnover ratio is defined as: FY2022 revenue / (average total assets)."),
        ("net cash margin", "Net cash margin is operating cash flow divided by revenue."),
        ("unadjusted EBITDA", "Define unadjusted EBITDA as operating income + depreciation and amortization."),
    ],
)
def test_a_definition_does_not_speak_for_another_figure(figure: str, definition: str) -> None:
    assert ask(f"What was Acme Rockets' {figure} in FY2022? {definition}").qualifiers == ()
    asked = [f"{word} {figure} in FY2022" for word in BEFORE if word != "implied"]
    asked += [f"{figure} {word} in FY2022" for word in AFTER]
    assert taken_as_reported([f"What was Acme Rockets' {words}? {definition}" for words in asked]) == []
    leading = [f"{word[0].upper()}{word[1:]}, what was Acme Rockets' {figure} in FY2022?" for word in LEADING]
    assert taken_as_reported([f"{text} {definition}" for text in leading]) == []
    beside = [f"What was Acme Rockets' {figure} in FY2022? {definition} {sentence}" for sentence in BESIDE]
    assert taken_as_reported(beside) == []


@pytest.mark.parametrize("figure", ["revenue", "gross margin"])
def test_a_sentence_about_sources_and_form_does_not_stand_in_the_way(figure: str) -> None:
    question = f"What was Acme Rockets' {figure} in FY2022?"
    for asked in (*(f"{question} {said}" for said in HARMLESS), *(f"{said} {question}" for said in HARMLESS)):
        assert ask(asked).qualifiers == (), asked


@pytest.mark.parametrize(("line", "word"), list(product(LINES, ("total", "reported", "consolidated", "annual"))))
def test_a_word_that_changes_nothing_does_not_stand_in_the_way(line: str, word: str) -> None:
    question = ask(f"What was Acme Rockets' {word} {line} in FY2022?")
    assert question.expression is not None
    assert question.qualifiers == ()

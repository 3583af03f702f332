"""Each line's name with each word that makes another figure of it: none may be taken for the line as it is reported."""

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
BEFORE = BEFORE_TEXT.split()
AFTER = [words.strip() for words in AFTER_TEXT.split(";")]


@pytest.mark.parametrize("line", LINES)
def test_no_line_is_taken_for_another_figure(line: str) -> None:
    asked = [f"What was Acme Rockets' {word} {line} in FY2022?" for word in BEFORE]
    asked += [f"What was Acme Rockets' {line} {word} in FY2022?" for word in AFTER]
    understood = [(text, ask(text)) for text in asked]
    assert [text for text, it in understood if it.expression is not None and not it.qualifiers] == []


@pytest.mark.parametrize(("line", "word"), list(product(LINES, ("total", "reported", "consolidated", "annual"))))
def test_a_word_that_changes_nothing_does_not_stand_in_the_way(line: str, word: str) -> None:
    question = ask(f"What was Acme Rockets' {word} {line} in FY2022?")
    assert question.expression is not None
    assert question.qualifiers == ()

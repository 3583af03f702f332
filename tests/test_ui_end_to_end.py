"""Everything real at once: the demo filings, their index, vLLM, the page in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import LLM, Assistant
from ingest.demo import Kind, questions
from ingest.index import Index
from ingest.pipeline import ingest
from tests.chromium import chromium, free_port
from ui.app import build
from ui.serve import launch

FIND = next(each for each in questions() if each.kind is Kind.FIND)
CALCULATE = next(each for each in questions() if each.kind is Kind.CALCULATE)
ABSENT = next(each for each in questions() if each.kind is Kind.ABSENT)
# One that no table tells, so that the model is asked.
WORDS = next(each for each in questions() if each.kind is Kind.WORDS and "foundry" in each.question)
MODEL_MS = 240_000


@pytest.fixture(scope="module")
def page(demo_filings: Path, vllm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("end-to-end") / "index"
    with Index.create(folder) as index:
        assert ingest(sorted(demo_filings.glob("*-2025-10k.pdf")), index).documents == 1
    with Assistant(folder, llm=LLM(vllm)) as assistant, chromium() as browser:
        blocks = build(assistant)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(launch(blocks, port=free_port()))
        expect(page.locator(".fn-welcome")).to_be_visible(timeout=60_000)
        yield page
        page.close()
        blocks.close(verbose=False)


def ask(page: Page, question: str) -> int:
    """Ask in a new conversation and wait for the end of the answer."""
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".fn-welcome")).to_be_visible()
    page.get_by_label("Ask about the filings").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".fn-answer")).to_be_visible(timeout=MODEL_MS)
    return page.locator(".fn-source:not(.fn-passage)").count()


def open_first_source(page: Page) -> None:
    page.get_by_role("button", name="Open source 1").click()
    picture = page.locator("#fn-panel img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 1000
    expect(page.locator("#fn-panel .fn-mark").first).to_be_visible()


def test_the_model_answers_and_an_example_question_waits(page: Page) -> None:
    expect(page.locator(".fn-status")).to_contain_text("Model ready")
    expect(page.locator(".fn-example").first).to_have_text(FIND.question)


def test_a_figure_is_answered_from_its_page(page: Page) -> None:
    assert ask(page, FIND.question) >= 1
    expect(page.locator(".fn-answer .fn-text")).to_contain_text(FIND.answer.removesuffix(" million"))
    open_first_source(page)


def test_a_ratio_is_computed_in_the_open(page: Page) -> None:
    assert ask(page, CALCULATE.question) >= 1
    expect(page.locator(".fn-answer .fn-text")).to_contain_text(CALCULATE.answer)
    expect(page.locator(".fn-calculation .fn-result")).to_contain_text(CALCULATE.answer)
    open_first_source(page)


def test_prose_streams_from_the_model_and_is_cited(page: Page) -> None:
    page.get_by_role("button", name="New conversation").click()
    page.get_by_label("Ask about the filings").fill(WORDS.question)
    page.keyboard.press("Enter")
    streamed = page.locator(".fn-live .fn-text")
    expect(streamed).not_to_be_empty(timeout=MODEL_MS)
    early = streamed.inner_text()
    expect(page.locator(".fn-answer")).to_be_visible(timeout=MODEL_MS)
    assert len(page.locator(".fn-answer .fn-text").inner_text()) > len(early)
    expect(page.locator(".fn-source:not(.fn-passage)").first).to_contain_text("Galesburg")
    open_first_source(page)


def test_what_the_filings_do_not_hold_is_not_answered(page: Page) -> None:
    assert ask(page, ABSENT.question) == 0
    expect(page.locator(".fn-badge")).to_have_text("Not found in these filings")

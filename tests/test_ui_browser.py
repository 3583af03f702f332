"""The chat page in a real Chromium, over a real index, with a scripted model behind real HTTP."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from assistant import LLM, Assistant
from ingest.index import Index
from ingest.pipeline import ingest
from tests.chromium import chromium, free_port
from tests.scripted_llm import ScriptedLLM
from ui.app import build
from ui.serve import launch

OUTLOOK = "What is the outlook for the coming year?"
CALM = "The outlook for the coming year is calm, with steady orders and a full pipeline of new products [1]."
HOSTILE = """<html><head><title>Evil Corp annual report</title></head><body><h1>Evil Corp</h1>
<p>The secret ingredient of Evil Corp is zirconium dust. ![x](http://outside.example/md.png)
[click](javascript:alert(1)) {{constructor}} ${window.hacked = 1} &lt;img src=http://outside.example/text.png
onerror="window.hacked=1"&gt; &lt;script&gt;window.hacked=1&lt;/script&gt;</p>
<img src="http://outside.example/tag.png"><script>window.hacked=1</script></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def write_acme(path: Path) -> Path:
    """An annual report of two pages: an outlook, and a statement whose cells stand apart."""
    canvas = Canvas(str(path), pagesize=letter)
    for line, text in enumerate(("ACME CORP", "Annual Report for the fiscal year ended December 31, 2024")):
        canvas.drawString(72, 740 - 18 * line, text)
    canvas.drawString(72, 650, "The outlook for the coming year is calm, with steady orders.")
    canvas.showPage()
    canvas.drawString(72, 740, "Acme Corp widgets, statement of colours")
    canvas.drawString(72, 700, "Blue widgets sold")
    canvas.drawRightString(400, 700, "1,577")
    canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one calm filing and one hostile one."""
    base = tmp_path_factory.mktemp("ui")
    (base / "evil.html").write_text(HOSTILE)
    with Index.create(base / "index") as index:
        summary = ingest([write_acme(base / "acme.pdf"), base / "evil.html"], index)
    assert summary.documents == 2
    return base / "index"


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedLLM]:
    with ScriptedLLM() as server:
        yield server


@pytest.fixture
def llm(server: ScriptedLLM) -> Iterator[ScriptedLLM]:
    """The scripted model, at rest before and after."""
    server.replies, server.pace, server.left, server.finished = [], 0.0, 0, 0
    yield server
    eventually(lambda: server.busy == 0)


@pytest.fixture(scope="module")
def address(folder: Path, server: ScriptedLLM) -> Iterator[str]:
    yield from served(folder, server.url)


def served(folder: Path, url: str) -> Iterator[str]:
    with Assistant(folder, llm=LLM(url)) as assistant:
        blocks = build(assistant)
        yield launch(blocks, port=free_port())
        blocks.close(verbose=False)


# What Gradio's own script says where a page is left while it still listens.
LEFT = ("AbortError: signal is aborted", "Connection errored out")


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the page in a browser context of its own; at the end nothing may have gone wrong or gone out."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def go(address: str, width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if inside(request.url, address) else trouble.append(request.url))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.goto(address)
        expect(page.locator(".fn-welcome")).to_be_visible(timeout=60_000)
        return page

    yield go
    for context in contexts:
        context.close()
    assert [said for said in trouble if not said.startswith(LEFT)] == []


def inside(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def ask(page: Page, question: str) -> None:
    page.get_by_label("Ask about the filings").fill(question)
    page.keyboard.press("Enter")


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def test_an_answer_streams_and_its_source_opens_the_page(
    address: str, llm: ScriptedLLM, opened: Callable[..., Page]
) -> None:
    llm.replies, llm.pace = [CALM], 0.12
    page = opened(address)
    ask(page, OUTLOOK)
    streamed = page.locator(".fn-live .fn-text")
    expect(streamed).to_contain_text("The outlook")
    first = streamed.inner_text()
    assert "products" not in first, "the text came whole, not piece by piece"
    expect(streamed).to_contain_text(first.rstrip() + " ")
    expect(page.locator(".fn-answer .fn-text")).to_contain_text("new products")
    expect(page.locator(".fn-live")).to_have_count(0)

    page.get_by_role("button", name="Open source 1").click()
    picture = page.get_by_role("img", name="Page 1 of acme.pdf")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 1000
    mark = page.locator(".fn-mark").first
    box, sheet = mark.bounding_box(), picture.bounding_box()
    assert box is not None
    assert sheet is not None
    assert (box["x"] - sheet["x"]) / sheet["width"] == pytest.approx(72 / 612, abs=0.02)
    assert (box["y"] - sheet["y"]) / sheet["height"] == pytest.approx((792 - 659) / 792, abs=0.02)

    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_role("img", name="Page 2 of acme.pdf")).to_be_visible()
    expect(page.locator(".fn-mark")).to_have_count(0)
    expect(page.get_by_role("button", name="Next page")).to_be_disabled()
    page.get_by_role("button", name="Show the page as text").click()
    expect(page.locator(".fn-plaintext")).to_contain_text("Blue widgets sold")
    page.get_by_role("button", name="Back to page 1").click()
    expect(page.locator(".fn-plaintext mark").first).to_contain_text("The outlook for the coming year is calm")
    page.get_by_label("Page number").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator(".fn-plaintext")).to_contain_text("Blue widgets sold")


def test_a_passage_opens_its_page_while_the_answer_is_still_coming(
    address: str, llm: ScriptedLLM, opened: Callable[..., Page]
) -> None:
    llm.replies, llm.pace = [CALM], 0.4
    page = opened(address)
    ask(page, OUTLOOK)
    page.locator(".fn-live summary").click()
    page.locator(".fn-live").get_by_role("button", name=re.compile("Open passage 1")).click()
    expect(page.locator("#fn-panel img")).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()


def test_stop_ends_the_models_work_on_the_server(address: str, llm: ScriptedLLM, opened: Callable[..., Page]) -> None:
    llm.replies, llm.pace = ["word " * 300, CALM], 0.1
    page = opened(address)
    ask(page, OUTLOOK)
    expect(page.locator(".fn-live .fn-text")).to_contain_text("word word")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".fn-turn")).to_contain_text("Stopped.")
    expect(page.locator(".fn-turn .fn-text")).to_contain_text("word word")
    eventually(lambda: llm.left == 1)
    assert llm.finished == 0
    llm.pace = 0.0
    ask(page, OUTLOOK)
    expect(page.locator(".fn-answer .fn-text")).to_contain_text("new products")


def test_closing_the_page_ends_the_models_work_too(address: str, llm: ScriptedLLM, opened: Callable[..., Page]) -> None:
    llm.replies, llm.pace = ["word " * 600], 0.1
    page = opened(address)
    ask(page, OUTLOOK)
    expect(page.locator(".fn-live .fn-text")).to_contain_text("word word")
    page.close()
    eventually(lambda: llm.left == 1)


def test_a_new_conversation_stops_and_forgets(address: str, llm: ScriptedLLM, opened: Callable[..., Page]) -> None:
    llm.replies, llm.pace = ["word " * 300], 0.1
    page = opened(address)
    ask(page, OUTLOOK)
    expect(page.locator(".fn-live .fn-text")).to_contain_text("word")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".fn-welcome")).to_be_visible()
    expect(page.locator(".fn-turn")).to_have_count(0)
    eventually(lambda: llm.left == 1)


def test_hostile_text_in_a_filing_and_in_a_reply_is_inert(
    address: str, llm: ScriptedLLM, opened: Callable[..., Page]
) -> None:
    llm.replies = [
        'Evil Corp uses zirconium dust [1]. <img src=http://outside.example/reply.png onerror="window.hacked=1"> '
        "![x](http://outside.example/md.png) {{constructor}} ${window.hacked=1} <script>window.hacked=1</script>"
    ]
    page = opened(address)
    ask(page, "What is the secret ingredient? <img src=http://outside.example/q.png>")
    answer = page.locator(".fn-answer")
    expect(answer.locator(".fn-text")).to_contain_text("‹script>window.hacked=1")
    expect(answer.locator(".fn-text")).to_contain_text("{{constructor}} ${window.hacked=1}")
    answer.get_by_role("button", name="Open source 1").click()
    expect(page.locator(".fn-plaintext")).to_contain_text("zirconium dust")
    answer.locator("summary").click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src^=http], a[href], iframe, .fn-turn script, .fn-turn img").count() == 0


def test_nobody_sees_anothers_conversation(address: str, llm: ScriptedLLM, opened: Callable[..., Page]) -> None:
    llm.replies = [CALM]
    mine, other = opened(address), opened(address)
    ask(mine, OUTLOOK)
    expect(mine.locator(".fn-answer")).to_be_visible()
    other.wait_for_timeout(500)
    assert other.locator(".fn-turn").count() == 0
    # Even a forged click on the first reader's source leads nowhere in the other's session.
    other.evaluate(
        """() => {
            const forged = document.createElement("button");
            Object.assign(forged.dataset, {action: "source", turn: "0", marker: "1"});
            document.querySelector("#fn-talk .html-container > *").appendChild(forged);
            forged.click();
        }"""
    )
    expect(other.locator("#fn-panel .fn-nothing")).to_be_visible()
    mine.reload()
    expect(mine.locator(".fn-welcome")).to_be_visible()
    assert mine.locator(".fn-turn").count() == 0


def test_a_follow_up_is_asked_with_the_conversation(
    address: str, llm: ScriptedLLM, opened: Callable[..., Page]
) -> None:
    llm.replies = [CALM, "It is calm because orders are steady [1]."]
    page = opened(address)
    ask(page, OUTLOOK)
    expect(page.locator(".fn-answer")).to_have_count(1)
    ask(page, "Why is it calm?")
    expect(page.locator(".fn-answer")).to_have_count(2)
    assert llm.replies == []


def test_a_question_of_20000_characters_gets_one_clear_line(
    address: str, llm: ScriptedLLM, opened: Callable[..., Page]
) -> None:
    llm.replies = []
    page = opened(address)
    ask(page, "why " * 5000)
    expect(page.get_by_role("alert")).to_contain_text("characters")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_examples_can_be_asked_from_the_keyboard(address: str, llm: ScriptedLLM, opened: Callable[..., Page]) -> None:
    llm.replies = [CALM] * 3
    page = opened(address)
    example = page.locator(".fn-example").first
    question = example.inner_text()
    example.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fn-question")).to_have_text(question)
    expect(page.locator(".fn-answer")).to_be_visible()


def test_every_control_has_a_name_and_a_filing_opens_by_keyboard(address: str, opened: Callable[..., Page]) -> None:
    page = opened(address)
    page.get_by_role("tab", name="Indexed filings").click()
    page.get_by_role("button", name="Open acme.pdf").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Page 1 of acme.pdf")).to_be_visible()
    page.locator(".fn-desk").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("img", name="Page 2 of acme.pdf")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("img", name="Page 1 of acme.pdf")).to_be_visible()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, [role=tab], [role=region]")]
            .filter(each => each.offsetParent && !(each.ariaLabel || each.innerText.trim() || each.labels?.length))
            .map(each => each.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1100), (390, 844), (320, 640)])
def test_nothing_spills_over_the_side(
    address: str, llm: ScriptedLLM, opened: Callable[..., Page], width: int, height: int
) -> None:
    llm.replies = [CALM]
    page = opened(address, width, height)
    ask(page, OUTLOOK)
    expect(page.locator(".fn-answer")).to_be_visible()
    page.get_by_role("button", name="Open source 1").click()
    expect(page.locator("#fn-panel img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in (".fn-header", ".fn-answer", "#fn-box .input-container", ".fn-evidence"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1, part
    if width < 860:
        expect(page.locator("#fn-side")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.locator("#fn-side")).not_to_be_in_viewport()
        page.get_by_role("button", name="2 filings").click()
        expect(page.locator(".fn-filings")).to_be_in_viewport()
        page.get_by_role("button", name="Close").click()
        expect(page.locator("#fn-side")).not_to_be_in_viewport()


def test_light_and_dark_are_switched_and_remembered(address: str, opened: Callable[..., Page]) -> None:
    page = opened(address)
    paper = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Switch light and dark").click()
    dark = page.evaluate(paper)
    assert light != dark
    page.reload()
    expect(page.locator(".fn-welcome")).to_be_visible()
    assert page.evaluate(paper) == dark


def test_without_a_model_the_page_says_so_and_shows_passages(folder: Path, opened: Callable[..., Page]) -> None:
    serving = served(folder, f"http://127.0.0.1:{free_port()}/v1")
    page = opened(next(serving))
    expect(page.locator(".fn-status")).to_contain_text("No language model answers")
    expect(page.locator(".fn-status")).to_contain_text("footnote serve")
    ask(page, OUTLOOK)
    expect(page.locator(".fn-badge")).to_contain_text("No language model answered")
    expect(page.locator(".fn-note").first).to_contain_text("footnote serve")
    passage = page.get_by_role("button", name=re.compile("Open passage 1:.*page 1"))
    expect(passage).to_contain_text("outlook for the coming year is calm")
    passage.click()
    expect(page.get_by_role("img", name="Page 1 of acme.pdf")).to_be_visible()
    page.close()
    next(serving, None)


def test_an_empty_index_says_how_to_ingest_and_what_is_added_appears(
    tmp_path: Path, llm: ScriptedLLM, opened: Callable[..., Page]
) -> None:
    Index.create(tmp_path / "index").close()
    serving = served(tmp_path / "index", llm.url)
    page = opened(next(serving))
    expect(page.locator(".fn-welcome")).to_contain_text("footnote ingest")
    added = write_acme(tmp_path / "added.pdf")
    command = [sys.executable, "-m", "assistant", "ingest", str(added), "--index", str(tmp_path / "index")]
    subprocess.run(command, check=True, capture_output=True)
    expect(page.locator(".fn-filings")).to_contain_text("added.pdf")
    expect(page.locator(".fn-tool").first).to_have_text("1 filing")
    llm.replies = [CALM]
    ask(page, OUTLOOK)
    expect(page.locator(".fn-answer .fn-text")).to_contain_text("calm")
    page.close()
    next(serving, None)


def test_no_file_of_the_machine_can_be_had_and_nothing_can_be_sent(address: str, folder: Path) -> None:
    secret = folder / "meta.json"
    with httpx.Client(base_url=address) as client:
        assert client.get("/").status_code == 200
        policy = client.get("/").headers["content-security-policy"]
        assert "default-src 'self'" in policy
        for path in (
            "gradio_api/file=/etc/passwd",
            f"gradio_api/file={secret}",
            "gradio_api/file=ui/app.py",
            "gradio_api/proxy=http://127.0.0.1:1/",
            "gradio_api/run/predict",
            "monitoring",
            "docs",
            "static/../../../../etc/passwd",
            "assets/..%2f..%2f..%2fgradio.py",
        ):
            assert client.get(path).status_code in (403, 404, 405), path
        upload = client.post("gradio_api/upload", files={"files": ("a.txt", b"hello")})
        assert upload.status_code == 404
        assert client.get("/", headers={"Host": "rebound.example"}).status_code == 403

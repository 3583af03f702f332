"""Make the README's picture of the page: `python -m tests.picture docs/page.png`.

The demo's annual report is written, ingested and asked about with the model at FOOTNOTE_LLM_URL, if there is one;
what is seen is what the page answered.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from assistant import Assistant
from ingest.demo import write_demo
from ingest.index import Index
from ingest.pipeline import ingest
from tests.chromium import chromium, free_port
from ui.app import build
from ui.serve import launch

QUESTION = "What was Orlebeck's free cash flow in fiscal 2025?"


def main(picture: Path) -> None:
    """Ask, open the second source, and save the page as a PNG of few colours."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        filings = [path for path in write_demo(Path(scratch) / "filings") if path.suffix == ".pdf"]
        with Index.create(Path(scratch) / "index") as index:
            ingest(filings, index)
        with Assistant(Path(scratch) / "index") as assistant, chromium() as browser:
            blocks = build(assistant)
            page = browser.new_page(viewport={"width": 1360, "height": 850}, device_scale_factor=1.5)
            page.goto(launch(blocks, port=free_port()))
            expect(page.locator(".fn-welcome")).to_be_visible(timeout=30_000)
            page.get_by_label("Ask about the filings").fill(QUESTION)
            page.keyboard.press("Enter")
            expect(page.locator(".fn-answer")).to_be_visible(timeout=300_000)
            page.get_by_role("button", name="Open source 2").click()
            expect(page.locator("#fn-panel .fn-cell, #fn-panel .fn-mark").first).to_be_visible()
            page.wait_for_timeout(1500)
            page.screenshot(path=picture)
            page.close()
            blocks.close(verbose=False)
    Image.open(picture).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/page.png"))

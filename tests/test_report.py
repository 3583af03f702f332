"""The report: self-contained, escaped, complete, each failure one click from its evidence page."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.baselines import PUBLISHED, labelled_baselines
from eval.errors import RunConflict
from eval.evidence import page_name, save_pages
from eval.measure import summarise
from eval.record import Record
from eval.report import write_report
from eval.run import load_results

NASTY = '<script>alert("3 & 4")</script> what was $x_1^2$ & "y"?'


def records() -> list[Record]:
    passage = {"document": "abc", "source": "larkspur.pdf", "page": 1, "score": 0.5}
    right = Record(
        "q1", "What was revenue?", "value", "correct", gold="$10 million", passages=(passage,),
        evidence=({"document": "abc", "page": 1},), answer="$10 million [1]", reply="$10 million [1]",
        score={"value": "correct", "kind": "numeric", "answer": "$10 million", "explanation": "equal", "f1": 1.0},
        citations=({"marker": 1, "document": "abc", "source": "larkspur.pdf", "page": 1, "quote": "Revenue 10"},),
        calculations=({"name": "margin", "expression": "a / b", "rounded": "50%", "operands": [
            {"name": "a", "label": "Net <income>", "value": "5", "period": "2021", "printed": "5"}]},),
        timings={"seconds": 1.5},
    )  # fmt: skip
    wrong = Record(
        "q2", NASTY, "value & <b>", "incorrect", gold=NASTY, passages=(passage,),
        evidence=({"document": "abc", "page": 2},), answer=NASTY, prompt=NASTY, reply="raw " + NASTY,
        score={"value": "incorrect", "kind": "numeric", "answer": NASTY, "explanation": NASTY, "f1": 0.5},
        timings={"seconds": 2.5},
    )  # fmt: skip
    refused = Record("q3", "Who?", "value", "refusal", gold="x", score={"kind": "prose"}, timings={"seconds": 0.5})
    broken = Record("q4", "Why?", "other", "error", gold="x", error="the model <died>", timings={"seconds": 0.1})
    return [right, wrong, refused, broken]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = records()
    (tmp_path / "results.jsonl").write_text("".join(row.line() for row in rows))
    summary = {
        "benchmark": "financebench",
        "system": "ours",
        "settings": {"benchmark": "financebench", "benchmark.mode": "shared", "system.model": "tiny <model>"},
        "metrics": summarise(rows),
        "environment": {"python": "3.11", "packages": {"torch": "2"}, "commit": "c0ffee", "gpus": []},
        "sessions": [{"finished": "2026-01-02T03:04:05+00:00"}],
    }
    (tmp_path / "summary.json").write_text(json.dumps(summary))
    return tmp_path


class Page(HTMLParser):
    """Collects tags, links and text of a report."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        elif tag in ("img", "script", "link", "iframe", "object"):
            self.loads.append(found.get("src") or found.get("href") or tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def larkspur_pdf(path: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for number in (1, 2):
        canvas.drawString(100, 700, f"Larkspur page {number}")
        canvas.showPage()
    canvas.save()
    return path


def test_the_report_holds_everything_escaped_and_loads_nothing(folder: Path) -> None:
    html = write_report(folder).read_text(encoding="utf-8")
    page = Page(html)
    assert "script" not in page.tags
    assert page.loads == []
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org|purl\.org|creativecommons\.org)", html)
    assert page.text.count(NASTY) >= 4
    assert page.tags.count("svg") == 4
    for told in ("25.0%", "1 of 4", "c0ffee", "the model <died>", "Net <income>", "Revenue 10", "f1", "tiny <model>"):
        assert told in page.text
    assert page.tags.count("dl") == 4


def test_a_run_made_by_two_versions_of_the_code_says_so(folder: Path) -> None:
    assert "versions of the code" not in write_report(folder).read_text(encoding="utf-8")
    summary = json.loads((folder / "summary.json").read_text())
    (folder / "summary.json").write_text(json.dumps({**summary, "commits": ["a", "b"]}))
    assert "made by 2 versions of the code" in write_report(folder).read_text(encoding="utf-8")


def test_published_figures_are_marked_and_ours_is_measured(folder: Path) -> None:
    page = Page(write_report(folder).read_text(encoding="utf-8"))
    assert "measured here" in page.text
    assert page.text.count("published:") == len(PUBLISHED["financebench"])
    assert "by people, 150 questions" in page.text
    assert "85.3" in page.text


def test_each_failure_links_to_its_evidence_page_image(folder: Path, tmp_path: Path) -> None:
    pdf = larkspur_pdf(tmp_path / "larkspur.pdf")
    assert save_pages(folder, load_results(folder), {"abc": pdf}) == 2
    assert save_pages(folder, load_results(folder), {"abc": pdf}) == 0
    image = folder / "pages" / "abc-p2.png"
    assert image.read_bytes().startswith(b"\x89PNG")
    html = write_report(folder).read_text(encoding="utf-8")
    failure = html[html.index('class="q incorrect"') :]
    summary = failure[: failure.index("</summary>")]
    assert 'href="pages/abc-p2.png"' in summary
    assert all((folder / link).is_file() for link in Page(html).links)


def test_a_page_of_html_is_saved_as_escaped_text(folder: Path) -> None:
    assert save_pages(folder, load_results(folder), {}, lambda document, page: f"<b>{document}</b> {page}") == 2
    text = (folder / "pages" / "abc-p2.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;abc&lt;/b&gt; 2" in text


def test_a_document_name_cannot_leave_the_pages_folder() -> None:
    assert "/" not in page_name("../../etc/passwd", 1)


def test_an_unfinished_run_has_no_report_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RunConflict, match="finish the run first"):
        write_report(tmp_path)


def test_baselines_from_people_s_labels(folder: Path, shared: Path) -> None:
    path = shared / "data" / "financebench" / "labelled_answers.jsonl"
    ids = {json.loads(line)["financebench_id"] for line in path.read_text(encoding="utf-8").splitlines()}
    found = labelled_baselines(path, ids)
    row = next(b for b in found if (b.system, b.setting) == ("gpt-4-1106-preview", "shared store"))
    assert row.scored == f"by people, these {len(ids)} questions"
    assert 0 < row.value < 60
    assert labelled_baselines(path.with_name("none.jsonl"), ids) == []
    html = write_report(folder, found).read_text(encoding="utf-8")
    assert write_report(folder).read_text(encoding="utf-8") == html

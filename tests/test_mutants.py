"""Damaged filings: whatever is changed in a file, reading it ends in one outcome, and costs no other file."""

from collections import Counter
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.parse import parse_bytes
from ingest.pipeline import Event, ingest
from tests.filings import write_pdf
from tests.mutants import Mutant, mutants, outcomes

SECONDS = 60.0
REAL = ("ULTABEAUTY_2023_8K_dated-2023-09-18.pdf", "COSTCO_2023_8K_dated-2023-08-16.pdf")


def _wrong(files: list[Path], count: int, seed: int) -> list[tuple[str, str, str]]:
    made = list(mutants(files, count, seed))
    found = list(outcomes(iter(made), 2, SECONDS))
    assert [mutant for mutant, _ in found] == made  # none lost, none twice
    assert {outcome for _, outcome in found} >= {"read", "refused"}
    return [(m.name, m.change, outcome) for m, outcome in found if outcome not in ("read", "refused")]


def test_damaged_filings_as_html_and_pdf_are_read_or_refused(demo_filings: Path) -> None:
    html = min(demo_filings.rglob("*.htm*"), key=lambda path: path.stat().st_size)
    pdf = min(demo_filings.rglob("*.pdf"), key=lambda path: path.stat().st_size)
    assert _wrong([html, pdf], 24, seed=1) == []


def test_damaged_real_filings_are_read_or_refused(shared: Path) -> None:
    folder = shared / "data" / "financebench" / "pdfs"
    files = [folder / name for name in REAL if (folder / name).is_file()]
    if not files:
        pytest.skip(f"no such filings in {folder}")
    assert _wrong(files, 12, seed=2) == []


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<font color='white'>"])
def test_markup_nested_without_end_is_read_or_refused(opening: str) -> None:
    data = ("<html><body>" + opening * 60_000 + "Revenue was $12 million.").encode()
    try:
        told = parse_bytes(data, "deep.html").pages[0].text
    except UnreadableFile as error:
        told = str(error)
    assert "Revenue" in told or told.startswith("deep.html: ")


def test_the_same_seed_makes_the_same_mutants(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    assert list(mutants([path], 6, 3)) == list(mutants([path], 6, 3))
    assert len({mutant.data for mutant in mutants([path], 6, 3)} - {path.read_bytes()}) >= 5


def test_an_ingestion_reports_each_damaged_file_once(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.", "Costs were $7 million.")
    folder = tmp_path / "damaged"
    folder.mkdir()
    made: list[Mutant] = list(mutants([whole], 10, seed=4))
    for mutant in made:
        (folder / mutant.name).write_bytes(mutant.data)
    events: list[Event] = []
    with Index.create(tmp_path / "index") as index:
        summary = ingest([folder, whole], index, on_event=events.append)
        index.check()
        held = {document.path for document in index.documents()}
    reported = Counter(event.path for event in events if event.kind != "embedded")
    assert reported == Counter([*(str(folder / mutant.name) for mutant in made), str(whole)])
    assert summary.documents + summary.skipped + len(summary.failed) == len(made) + 1
    assert str(whole) in held
    assert not [failure.reason for failure in summary.failed if "please report" in failure.reason]

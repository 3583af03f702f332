"""Ingestion over a local Ray of two workers ends as ingestion by processes does."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from ingest.index import Index
from ingest.pipeline import ingest
from tests.filings import write_pdf
from tests.test_pipeline import contents, footnote

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (footnote[ray])")


def test_two_ray_workers_build_the_same_index(tmp_path: Path) -> None:
    folder = tmp_path / "filings"
    folder.mkdir()
    for number in range(10):
        write_pdf(folder / f"{number}.pdf", f"Revenue was ${number} million.", f"Outlook {number} is calm.")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "same.pdf").write_bytes((folder / "3.pdf").read_bytes())
    done = footnote("ingest", folder, "--index", tmp_path / "ray", "--engine", "ray", "--workers", "2", "--json")
    report = json.loads(done.stdout)
    assert (report["documents"], report["skipped"]) == (10, 1), done.stderr
    assert [Path(f["path"]).name for f in report["failed"]] == ["bad.pdf"]
    with Index.create(tmp_path / "calm") as index:
        ingest([folder], index)
    assert contents(tmp_path / "ray") == contents(tmp_path / "calm")

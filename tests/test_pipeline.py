"""Ingestion into a real index: bad files, duplicates, changes, kills, two at once, removal."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.document import Identity
from ingest.errors import EmbeddingMismatch, IndexBusy, IndexDamaged, NotAnIndex
from ingest.index import DATABASE, Index
from ingest.pipeline import ingest
from tests.filings import BAD_FILES, write_bad_files, write_pdf


def footnote(*args: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "assistant", *map(str, args)], capture_output=True, text=True)


def contents(folder: Path) -> tuple[object, ...]:
    """All that can be seen of an index, to compare two."""
    with Index.open(folder) as index:
        db = index.store.db
        chunks = db.execute("SELECT document, ordinal, page, text FROM chunks ORDER BY 1, 2").fetchall()
        pages = db.execute("SELECT document, number, text FROM pages ORDER BY 1, 2").fetchall()
        index.check()
        assert index.store.pending() == []
        return (
            [d.id for d in index.documents()],
            list(map(tuple, chunks)),
            list(map(tuple, pages)),
            index.vectors.count(),
        )


@pytest.fixture
def filings(tmp_path: Path) -> Path:
    folder = tmp_path / "filings"
    folder.mkdir()
    for year in range(2015, 2025):
        lines = [f"Acme Corp annual report {year}", f"Revenue was ${year - 1000} million in fiscal {year}."]
        lines += [f"Item {n}: widgets of colour {n * year} were sold in region {n}." for n in range(30)]
        write_pdf(folder / f"acme-{year}.pdf", "\n".join(lines), f"Second page of {year}: the outlook is calm.")
    return folder


def test_bad_files_get_one_clear_line_and_do_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    write_bad_files(bad)
    good = write_pdf(tmp_path / "good.pdf", "Acme revenue was $12 million in fiscal 2024.")
    done = footnote("ingest", bad, tmp_path / "missing.pdf", good, "--index", tmp_path / "index", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["documents"] == 1
    reasons = {Path(f["path"]).name: f["reason"] for f in report["failed"]}
    assert set(reasons) == {*BAD_FILES, "missing.pdf"}
    for name, word in BAD_FILES.items():
        assert word.lower() in reasons[name].lower(), reasons[name]
        assert "\n" not in reasons[name]
    assert "does not exist" in reasons["missing.pdf"]


def test_a_bad_file_loses_nothing_that_was_indexed(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    with Index.create(tmp_path / "index") as index:
        ingest([path], index)
        path.write_bytes(path.read_bytes()[:300])
        summary = ingest([path], index)
        assert [f.path for f in summary.failed] == [str(path)]
        assert [d.source for d in index.documents()] == ["acme.pdf"]


def test_same_bytes_under_another_name_are_one_document(tmp_path: Path) -> None:
    first = write_pdf(tmp_path / "a.pdf", "Revenue was $12 million.")
    second = tmp_path / "b.pdf"
    second.write_bytes(first.read_bytes())
    with Index.create(tmp_path / "index") as index:
        assert ingest([first, second], index).documents == 1
        again = ingest([second, first], index)
        assert (again.documents, again.skipped) == (0, 2)
        assert len(index.documents()) == 1


def test_a_changed_file_replaces_its_old_self(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    with Index.create(tmp_path / "index") as index:
        ingest([path], index)
        before = index.documents()[0]
        write_pdf(path, "Revenue was $13 million.", "And a second page.")
        assert ingest([path], index).documents == 1
        after = index.documents()
        assert [d.pages for d in after] == [2]
        assert after[0].id != before.id
        assert index.store.keyword_search(["12"], 5) == []
        assert index.vectors.count() == index.store.counts()["chunks"]


def test_what_the_user_says_beats_what_is_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    with Index.create(tmp_path / "index") as index:
        ingest([path], index, given=Identity(company="Acme Corp", fiscal_year=2024))
        identity = index.documents()[0].identity
        assert (identity.company, identity.fiscal_year, identity.origins["company"]) == ("Acme Corp", 2024, "given")
        assert index.passages(index.dense_search("revenue", 1))[0].header.startswith("Acme Corp")


def test_ten_kills_at_random_moments_end_as_an_undisturbed_run(tmp_path: Path, filings: Path) -> None:
    with Index.create(tmp_path / "calm") as index:
        ingest([filings], index)
    index_folder = tmp_path / "killed"
    command = [
        sys.executable,
        "-m",
        "assistant",
        "ingest",
        str(filings),
        "--index",
        str(index_folder),
        "--workers",
        "1",
    ]
    rng = random.Random(7)
    for _ in range(10):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(rng.uniform(0.5, 9.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert footnote(*command[3:]).returncode == 0
    calm, killed = contents(tmp_path / "calm"), contents(index_folder)
    assert killed == calm


def test_two_ingestions_at_once_wait_for_each_other(tmp_path: Path, filings: Path) -> None:
    files = sorted(filings.iterdir())
    command = [sys.executable, "-m", "assistant", "ingest", "--index", str(tmp_path / "index"), "--json"]
    halves = (files[:6], files[4:])
    running = [subprocess.Popen([*command, *map(str, half)], stdout=subprocess.PIPE, text=True) for half in halves]
    reports = [json.loads(process.communicate()[0]) for process in running]
    assert not [report["error"] for report in reports if "error" in report]
    assert sum(r["documents"] for r in reports) == 10
    assert len(contents(tmp_path / "index")[0]) == 10  # type: ignore[arg-type]


def test_an_index_that_many_make_at_once_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "index"

    def make(_: int) -> str:
        with Index.create(folder) as index:
            return index.store.meta()["collection"]

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(make, range(48)))) == 1


def test_writing_while_another_writes_is_refused_when_nobody_waits(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    with (
        Index.create(tmp_path / "index") as index,
        Index.open(tmp_path / "index") as other,
        index.writing(),
        pytest.raises(IndexBusy, match="try again"),
    ):
        ingest([path], other)


def test_an_open_reader_sees_what_another_process_adds(tmp_path: Path) -> None:
    first = write_pdf(tmp_path / "first.pdf", "The moon is made of cheese.")
    with Index.create(tmp_path / "index") as index:
        ingest([first], index)
        assert len(index.dense_search("submarine cables", 5)) == 1
        second = write_pdf(tmp_path / "second.pdf", "Submarine cables earned $40 million.")
        assert footnote("ingest", second, "--index", tmp_path / "index").returncode == 0
        found = index.passages(index.dense_search("submarine cables", 5))
        assert found[0].source == "second.pdf"
        assert len(index.documents()) == 2


def test_remove_leaves_nothing_behind(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    with Index.create(tmp_path / "index") as index:
        ingest([path], index)
        index.remove("acme.pdf")
        assert index.vectors.count() == 0
        db = index.store.db
        for table in ("documents", "files", "pages", "tables", "chunks", "vectors", "facts", "pending"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
        with pytest.raises(NotAnIndex, match="footnote documents"):
            index.remove("acme.pdf")
        assert ingest([path], index).documents == 1


def test_lost_vectors_are_noticed_and_rebuilt(tmp_path: Path, filings: Path) -> None:
    folder = tmp_path / "index"
    with Index.create(folder) as index:
        ingest([filings], index)
        index.vectors.delete([index.documents()[0].id])
    with Index.open(folder) as index, pytest.raises(IndexDamaged, match="footnote rebuild"):
        index.dense_search("revenue", 3)
    done = footnote("rebuild", "--index", folder)
    assert done.returncode == 0, done.stderr
    with Index.open(folder) as index:
        assert len(index.dense_search("revenue", 3)) == 3


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index.create(folder).close()
    (folder / DATABASE).write_bytes(b"SQLite format 3\0" + os.urandom(5000))
    done = footnote("documents", "--index", folder)
    assert done.returncode == 4
    assert "damaged" in done.stderr
    assert "footnote ingest" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_folder_that_is_no_index_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path / "missing", tmp_path):
        (tmp_path / "something.txt").write_text("mine")
        done = footnote("search", "revenue", "--index", folder)
        assert done.returncode == 4
        assert "footnote ingest" in done.stderr
    assert footnote("ingest", tmp_path / "something.txt", "--index", tmp_path).returncode == 4
    assert (tmp_path / "something.txt").read_text() == "mine"


def test_another_embedding_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Index.create(tmp_path / "index").close()
    with pytest.raises(EmbeddingMismatch, match="built with the embedding model"):
        Index.open(tmp_path / "index", "BAAI/bge-small-en-v1.5")
    monkeypatch.setenv("FOOTNOTE_EMBEDDING_MODEL", "BAAI/bge-small-en-v1.5")
    done = footnote("search", "revenue", "--index", tmp_path / "index")
    assert done.returncode == 4
    assert "bge-small" in done.stderr


def test_the_database_is_in_wal_mode(tmp_path: Path) -> None:
    Index.create(tmp_path / "index").close()
    with sqlite3.connect(tmp_path / "index" / DATABASE) as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_threads_that_search_first_at_once_share_one_server(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "acme.pdf", "Revenue was $12 million.")
    with Index.create(tmp_path / "index") as index:
        ingest([path], index)
    with Index.open(tmp_path / "index") as index, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: index.dense_search(f"revenue {n}", 1), range(16)))
    assert all(len(places) == 1 for places in found)


def test_few_chunks_are_compared_one_by_one_and_rank_as_chroma_does(
    filings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.create(tmp_path / "index") as index:
        ingest([filings], index)
        ids = [document.id for document in index.documents()][:4]
        one_by_one = index.dense_search("revenue in 2019", 6, ids)
        monkeypatch.setattr("ingest.index.FEW_CHUNKS", 0)
        searched = index.dense_search("revenue in 2019", 6, ids)
        assert {hit[0] for hit in one_by_one} <= set(ids)
        assert [hit[2] for hit in one_by_one] == pytest.approx([hit[2] for hit in searched], abs=1e-4)
        assert index.dense_search("revenue", 3, []) == []


def test_filings_side_by_side_are_searched_as_one_and_what_stands_between_is_left_out(
    filings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.create(tmp_path / "index") as index:
        ingest([filings], index)
        ids = sorted(document.id for document in index.documents())[::2]
        monkeypatch.setattr("ingest.keywords.NEAR_SHARE", 0)
        apart = index.store.keyword_search(["revenue", "colour"], 8, ids)
        monkeypatch.setattr("ingest.keywords.NEAR_SHARE", 1)
        together = index.store.keyword_search(["revenue", "colour"], 8, ids)
        assert {hit[0] for hit in together} <= set(ids)
        assert sorted(together) == sorted(apart)

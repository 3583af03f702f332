"""ZIP archives in a real index: members as documents, failures one by one, changes, bounds."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from ingest.index import Index
from ingest.parsers import archive
from ingest.pipeline import ingest
from ingest.sources import SIDECAR, Source, find_files
from tests.filings import write_pdf
from tests.test_pipeline import footnote


def page(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


def write_zip(path: Path, **members: bytes) -> Path:
    """A ZIP whose members are named by the keywords, "__" standing for "." and "___" for "/"."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in members.items():
            whole.writestr(name.replace("___", "/").replace("__", "."), content)
    return path


def names(index: Index) -> list[str]:
    return sorted(d.source for d in index.documents())


def test_each_member_of_a_zip_is_a_document_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "filings"
    folder.mkdir()
    pdf = write_pdf(tmp_path / "r.pdf", "Revenue was $12 million.").read_bytes()
    write_zip(folder / "a.zip", report__pdf=pdf, sub___notes__html=page("Costs fell to $3 million."), logo__png=b"x")
    write_pdf(folder / "plain.pdf", "Goodwill was $1 million.")
    done = footnote("ingest", folder, "--index", tmp_path / "index", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["documents"], report["failed"]) == (0, 3, [])
    with Index.open(tmp_path / "index") as index:
        assert names(index) == ["a.zip/report.pdf", "a.zip/sub/notes.html", "plain.pdf"]
        found = index.passages(index.dense_search("what did costs fall to", 1))
        assert found[0].source == "a.zip/sub/notes.html"
        assert index.remove("a.zip/report.pdf").source == "a.zip/report.pdf"
        assert ingest([folder], index).documents == 1
        assert names(index) == ["a.zip/report.pdf", "a.zip/sub/notes.html", "plain.pdf"]


def test_a_bad_member_is_named_and_costs_no_other(tmp_path: Path) -> None:
    good = page("Revenue was $12 million.")
    path = write_zip(tmp_path / "a.zip", bad__pdf=b"%PDF-1.4 nothing", good__html=good, inner__zip=b"PK\x05\x06" * 9)
    whole = bytearray(path.read_bytes())
    with Index.create(tmp_path / "index") as index:
        failed = {f.path: f.reason for f in ingest([path], index).failed}
        assert set(failed) == {f"{path}/bad.pdf", f"{path}/inner.zip"}
        assert "a.zip/bad.pdf" in failed[f"{path}/bad.pdf"]
        assert names(index) == ["a.zip/good.html"]
        again = ingest([path], index)  # what failed is tried again, what is known is not
        assert (again.documents, again.skipped, len(again.failed)) == (0, 1, 2)
        path.write_bytes(whole[: len(whole) // 2])
        assert "truncated" in ingest([path], index).failed[0].reason
        assert names(index) == ["a.zip/good.html"]


def test_an_unchanged_archive_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(tmp_path / "a.zip", one__html=page("One."), two__html=page("Two."))
    with Index.create(tmp_path / "index") as index:
        ingest([path], index)

        def opened(source: Source) -> bool:
            raise AssertionError(f"{source.name} was opened")

        monkeypatch.setattr(Source, "is_archive", opened)
        summary = ingest([path], index)
        assert (summary.documents, summary.skipped, summary.failed) == (0, 1, [])


def test_a_changed_archive_replaces_what_changed_and_forgets_what_left(tmp_path: Path) -> None:
    same = page("Stays as it is.")
    path = tmp_path / "a.zip"
    write_zip(path, same__html=same, old__html=page("Leaves."), new__html=page("Was $1."), kept__html=page("Good."))
    with Index.create(tmp_path / "index") as index:
        assert ingest([path], index).documents == 4
        write_zip(path, same__html=same, new__html=page("Is $2 now."), kept__html=b"", extra__html=page("Extra."))
        summary = ingest([path], index)
        assert (summary.documents, summary.skipped, len(summary.failed)) == (2, 1, 1)
        # A member that cannot be read any more keeps its old self, as a file does.
        assert names(index) == ["a.zip/extra.html", "a.zip/kept.html", "a.zip/new.html", "a.zip/same.html"]
        assert index.store.keyword_search(["leaves"], 3) == []
        assert index.vectors.count() == index.store.counts()["chunks"]


def test_a_bomb_is_refused_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 100_000)
    path = write_zip(tmp_path / "a.zip", bomb__txt=b"0" * 5_000_000, fine__html=page("Fine."))
    with Index.create(tmp_path / "index") as index:
        summary = ingest([path], index)
        assert "unpacks to more than" in summary.failed[0].reason
        assert names(index) == ["a.zip/fine.html"]


def test_an_archive_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "pictures.zip", logo__png=b"x")
    with Index.create(tmp_path / "index") as index:
        assert "holds no file" in ingest([path], index).failed[0].reason


def test_an_office_file_is_no_archive_whatever_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as whole:
        whole.writestr("word/document.xml", "<w/>")
    path = tmp_path / "report.zip"
    path.write_bytes(buffer.getvalue())
    assert not Source.of(path).is_archive()


def test_folders_give_supported_files_that_are_not_hidden(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.HTML", ".hidden.pdf", "program.exe", SIDECAR, "sub/c.zip", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [p.relative_to(tmp_path).as_posix() for p in find_files([tmp_path])]
    assert found == ["a.HTML", "b.pdf", "sub/c.zip"]

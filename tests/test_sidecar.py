"""Corrections by a sidecar file: what beats what, what is read again, and the one line about a mistake."""

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.document import Identity
from ingest.errors import BadSidecar
from ingest.index import Index
from ingest.pipeline import ingest
from ingest.sidecar import Corrections, over, read_sidecar
from ingest.sources import Source
from tests.filings import write_pdf
from tests.test_pipeline import footnote
from tests.test_sources import page, write_zip


def sidecar(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["company,form", "Acme,10-K"], "row 1: the column 'file' is missing"),
        (["file,revenue", "a.pdf,12"], "row 1: no column 'revenue' is known"),
        (["file,form,form", "a.pdf,10-K,10-Q"], "row 1: the column 'form' comes twice"),
        (["file,fiscal_year", "a.pdf,2024", "b.pdf,FY24"], "row 3, column fiscal_year: 'FY24' is not a year"),
        (["file,fiscal_quarter", "a.pdf,5"], "row 2, column fiscal_quarter: '5' is not 1, 2, 3 or 4"),
        (["file,period_end", "a.pdf,6/30/2024"], "row 2, column period_end: '6/30/2024' is not a date such as"),
        (["file,filing_date", "a.pdf,2024-02-30"], "row 2, column filing_date: '2024-02-30' is not a date"),
        (["file,form", ",10-K"], "row 2, column file: it is blank"),
        (["file,form", "a.pdf,10-K", "", "a.pdf,10-Q"], "row 4, column file: 'a.pdf' is in row 2, too"),
        (["file,company,form", "a.pdf,Acme, Inc.,10-K"], "row 2: 4 cells under 3 columns"),
        ([""], "row 1"),
    ],
)
def test_a_mistake_is_one_line_with_row_and_column(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(BadSidecar) as error:
        list(read_sidecar(sidecar(tmp_path / "my.csv", *lines)))
    assert said in str(error.value)
    assert str(error.value).startswith("my.csv row")
    assert "\n" not in str(error.value)


def test_what_is_no_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"file\n\xff\xfe\n")
    with pytest.raises(BadSidecar, match="CSV UTF-8"):
        list(read_sidecar(tmp_path / "a.csv"))
    with pytest.raises(BadSidecar, match="No such file"):
        list(read_sidecar(tmp_path / "missing.csv"))


def test_every_column_is_read_with_its_origin(tmp_path: Path) -> None:
    path = sidecar(
        tmp_path / "s.csv",
        "\ufeffFile;company;form;fiscal_year;fiscal_quarter;period_end;filing_date;ticker",
        "sub\\a.pdf;Acme, Inc.;10-Q;2024;Q2;2024-06-30;2024-08-01;ACME",
        "b.pdf;;;;;;;",
    )
    first, second = read_sidecar(path)
    said = Identity("Acme, Inc.", "10-Q", 2024, 2, date(2024, 6, 30), date(2024, 8, 1), "ACME")
    assert over(first.said, said) == first.said
    assert set(first.said.origins.values()) == {"sidecar"}
    assert second.said == Identity()
    assert first.speaks_of(Source(Path("/x/sub/a.pdf"), 1, 1))
    assert not first.speaks_of(Source(Path("/x/a.pdf"), 1, 1))


def test_the_nearest_footnote_csv_beats_the_one_above_and_fills_in(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    sidecar(tmp_path / "footnote.csv", "file,company,form", "sub/a.pdf,Above,10-K", "gone.pdf,X,")
    sidecar(tmp_path / "sub" / "footnote.csv", "file,company", "a.pdf,Near")
    corrections = Corrections.load([tmp_path])
    said = corrections.of(Source(tmp_path / "sub" / "a.pdf", 1, 1))
    assert said is not None
    assert (said.company, said.form) == ("Near", "10-K")
    assert corrections.of(Source(tmp_path.parent / "sub" / "a.pdf", 1, 1)) is None
    assert [line.split(":")[0] for line in corrections.unused()] == ["footnote.csv row 3"]


def test_corrections_reach_the_index_and_later_ones_replace_them(tmp_path: Path) -> None:
    folder = tmp_path / "filings"
    folder.mkdir()
    write_pdf(folder / "a.pdf", "Revenue was $12 million.")
    write_pdf(folder / "b.pdf", "Revenue was $13 million.")
    write_zip(folder / "c.zip", q1__html=page("Revenue was $14 million."))
    path = sidecar(folder / "footnote.csv", "file,company,fiscal_year,form", "a.pdf,Acme,2024,", "c.zip/q1.html,Zip,,")
    with Index.create(tmp_path / "index") as index:

        def companies() -> dict[str, tuple[str | None, str | None]]:
            found = {d.source: d.identity for d in index.documents()}
            return {name: (i.company, i.origins.get("company")) for name, i in found.items()}

        assert ingest([folder], index).documents == 3
        read = companies()
        assert read["a.pdf"] == ("Acme", "sidecar")
        assert read["c.zip/q1.html"] == ("Zip", "sidecar")
        assert index.passages(index.dense_search("revenue", 3))[0].header != ""
        assert (ingest([folder], index).documents, companies()) == (0, read)

        sidecar(path, "file,company,fiscal_year,form", "a.pdf,Acme Corp,,", "c.zip/q1.html,Zipped,,", "d.pdf,Nobody,,")
        summary = ingest([folder], index)
        assert (summary.documents, summary.skipped) == (2, 1)
        assert summary.warnings == [
            "footnote.csv row 4: no file 'd.pdf' is among those ingested: correct the name or take the row out"
        ]
        assert companies()["a.pdf"] == ("Acme Corp", "sidecar")
        assert companies()["c.zip/q1.html"] == ("Zipped", "sidecar")
        identity = next(d.identity for d in index.documents() if d.source == "a.pdf")
        assert (identity.fiscal_year, "fiscal_year" in identity.origins) == (None, False)

        # The command line beats the sidecar; and what was said lasts when the sidecar has gone.
        ingest([folder / "a.pdf"], index, given=Identity(company="Acme Ltd"))
        path.unlink()
        ingest([folder], index, refresh=True)
        assert companies()["a.pdf"] == ("Acme Ltd", "given")
        assert companies()["c.zip/q1.html"] == ("Zipped", "sidecar")
        assert index.vectors.count() == index.store.counts()["chunks"]


def test_the_command_line_takes_a_sidecar_and_a_filing_date(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "a.pdf", "Revenue was $12 million.")
    path = sidecar(tmp_path / "corrections.csv", "file,ticker", "a.pdf,ACME")
    command: list[str | Path] = [
        "ingest",
        pdf,
        "--index",
        tmp_path / "index",
        "--filing-date",
        "2024-11-01",
        "--sidecar",
        path,
    ]
    assert footnote(*command).returncode == 0
    document = json.loads(footnote("documents", "--index", tmp_path / "index", "--json").stdout)[0]
    assert (document["ticker"], document["filing_date"]) == ("ACME", "2024-11-01")
    assert (document["origins"]["ticker"], document["origins"]["filing_date"]) == ("sidecar", "given")
    sidecar(path, "file,fiscal_year", "a.pdf,soon")
    done = footnote(*command)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert "corrections.csv row 2, column fiscal_year: 'soon'" in done.stderr


def test_a_kill_while_a_document_is_read_again_loses_none_of_its_vectors(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "a.pdf", "Revenue was $12 million.")
    with Index.create(tmp_path / "index") as index:
        ingest([pdf], index)
        index.store.put_pending(index.documents()[0].id)  # where a kill leaves it
        ingest([pdf], index)
        index.check()
        assert len(index.dense_search("revenue", 1)) == 1

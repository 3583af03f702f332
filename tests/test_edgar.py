"""Filings from a local server that answers as EDGAR does: the tickers, the submissions, the archives."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from ingest.models import embedding_model_path
from ingest.settings import settings

pytestmark = pytest.mark.skipif(find_spec("edgar") is None, reason="edgartools is not installed (footnote[edgar])")

WHO = "Jane Doe jane@example.com"
RECENT = date.today() - timedelta(days=100)
ADDRESS = dict.fromkeys(
    ("street1", "street2", "city", "stateOrCountry", "zipCode", "stateOrCountryDescription"), "Austin"
)
FILINGS = [
    ("10-K", RECENT, "0000123456-26-000003", "acme-k.htm"),
    ("8-K", RECENT, "0000123456-26-000002", "acme-8k.htm"),
    ("10-Q", RECENT - timedelta(days=90), "0000123456-26-000001", "acme-q.htm"),
    ("10-K/A", RECENT, "0000123456-26-000004", "acme-ka.htm"),
    ("10-K", RECENT - timedelta(days=5 * 366), "0000123456-20-000001", "old.htm"),
]


def submissions() -> dict[str, object]:
    """What EDGAR says of a company, in its own form."""
    count = len(FILINGS)
    recent = {
        "accessionNumber": [f[2] for f in FILINGS],
        "filingDate": [f[1].isoformat() for f in FILINGS],
        "reportDate": [f[1].isoformat() for f in FILINGS],
        "acceptanceDateTime": [f"{f[1]}T16:00:00.000Z" for f in FILINGS],
        "form": [f[0] for f in FILINGS],
        "primaryDocument": [f[3] for f in FILINGS],
        "primaryDocDescription": [f[0] for f in FILINGS],
        **{key: ["1"] * count for key in ("act", "fileNumber", "filmNumber", "items", "core_type")},
        **{key: [1] * count for key in ("size", "isXBRL", "isInlineXBRL")},
    }
    words = ("sicDescription", "ownerOrg", "ein", "description", "website", "investorWebsite", "category", "phone")
    return {
        "cik": "123456",
        "name": "Acme Corp",
        "entityType": "operating",
        "sic": "3674",
        "tickers": ["ACME"],
        "exchanges": ["Nasdaq"],
        "fiscalYearEnd": "1231",
        "stateOfIncorporation": "DE",
        "stateOfIncorporationDescription": "DE",
        "insiderTransactionForOwnerExists": 0,
        "insiderTransactionForIssuerExists": 0,
        "addresses": {"mailing": ADDRESS, "business": ADDRESS},
        "formerNames": [],
        "flags": "",
        **dict.fromkeys(words, ""),
        "filings": {"recent": recent, "files": []},
    }


class Edgar(BaseHTTPRequestHandler):
    """The four kinds of address that are asked for; callers that do not name themselves are refused, as there."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.asked.append(path)
        tickers = {"0": {"cik_str": 123456, "ticker": "ACME", "title": "Acme Corp"}}
        pages: dict[str, str] = {
            "/files/company_tickers.json": json.dumps(tickers),
            "/files/company_tickers_mf.json": json.dumps(
                {"fields": ["cik", "seriesId", "classId", "symbol"], "data": []}
            ),
            "/include/ticker.txt": "acme\t123456\n",
            "/submissions/CIK0000123456.json": json.dumps(submissions()),
        }
        for form, day, accession, name in FILINGS:
            text = f"<html><body><p>Acme filed this {form} on {day}. Revenue was $12 million.</p></body></html>"
            pages[f"/Archives/edgar/data/123456/{accession.replace('-', '')}/{name}"] = text
        body = pages.get(path) if self.headers["User-Agent"] == WHO else None
        self.send_response(200 if body else 403 if path in pages else 404)
        self.end_headers()
        self.wfile.write((body or "no").encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def edgar() -> Iterator[str]:
    Edgar.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Edgar) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def run(home: Path, url: str, *args: str, who: str = WHO) -> "subprocess.CompletedProcess[str]":
    """A command with a home of its own, where no filing is yet, and the embedding model from the usual one."""
    environment = {
        **os.environ,
        "FOOTNOTE_HOME": str(home),
        "FOOTNOTE_EMBEDDING_MODEL": str(embedding_model_path(settings().embedding_model)),
        "FOOTNOTE_EDGAR_IDENTITY": who,
        "FOOTNOTE_EDGAR_URL": url,
        "FOOTNOTE_EDGAR_DATA_URL": url,
        "EDGAR_LOCAL_DATA_DIR": str(home / "cache"),
    }
    command = [sys.executable, "-m", "assistant", *args, "--index", str(home / "index"), "--json"]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_filings_of_these_forms_and_years_are_brought_once_and_ingested(tmp_path: Path, edgar: str) -> None:
    done = run(tmp_path, edgar, "ingest", "edgar:ACME", "--forms", "10-K,10-Q", "--years", "3")
    assert json.loads(done.stdout)["documents"] == 2, done.stderr
    files = sorted((tmp_path / "edgar" / "ACME").glob("*.htm"))
    assert [f.name for f in files] == [
        f"ACME-10-K-{RECENT}-0000123456-26-000003.htm",
        f"ACME-10-Q-{RECENT - timedelta(days=90)}-0000123456-26-000001.htm",
    ]
    assert b"Revenue was $12 million" in files[0].read_bytes()
    documents = json.loads(run(tmp_path, edgar, "documents").stdout)
    annual = next(d for d in documents if d["form"] == "10-K")
    assert (annual["ticker"], annual["filing_date"]) == ("ACME", RECENT.isoformat())
    assert annual["origins"]["filing_date"] == "sidecar"
    Edgar.asked.clear()
    again = json.loads(run(tmp_path, edgar, "ingest", "edgar:ACME", "--forms", "10-K,10-Q", "--years", "3").stdout)
    assert (again["documents"], again["skipped"]) == (0, 2)
    assert not any("/Archives/" in path for path in Edgar.asked)


@pytest.mark.parametrize(
    ("who", "form", "said"),
    [
        ("", "10-K", "FOOTNOTE_EDGAR_IDENTITY"),
        (WHO, "20-F", "no 20-F of ACME"),
        ("Not Me no@example.com", "10-K", "403"),
    ],
)
def test_what_cannot_be_brought_is_one_line(tmp_path: Path, edgar: str, who: str, form: str, said: str) -> None:
    done = run(tmp_path, edgar, "ingest", "edgar:ACME", "--forms", form, who=who)
    assert done.returncode == 1
    assert said in json.loads(done.stdout)["error"], done.stderr
    assert bool(Edgar.asked) == bool(who)

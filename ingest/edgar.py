"""Bring a company's filings from the SEC's EDGAR, through edgartools (the extra `footnote[edgar]`).

The SEC asks who calls (a name and an e-mail address) and for no more than 10 requests a second; edgartools stays at 9.
"""

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from csv import DictWriter
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest.errors import EdgarUnavailable
from ingest.settings import settings
from ingest.sources import SIDECAR

if TYPE_CHECKING:
    from edgar import Filing

__all__ = ["PREFIX", "fetch"]

PREFIX = "edgar:"


def fetch(
    company: str, forms: Sequence[str], years: int, on_file: Callable[[str], None] = lambda name: None
) -> list[Path]:
    """Save a company's filings of the last years, without amendments, and return the files, the latest first.

    `company` is a ticker or CIK. Files lie in `FOOTNOTE_HOME`/edgar/COMPANY, with what EDGAR says of them in a sidecar
    beside them; those that are there already are not asked for again, as a filing never changes. `on_file` hears the
    name of each file before it is brought.

    Raises:
        EdgarUnavailable: edgartools is missing, nobody is named to the SEC, EDGAR does not answer as it should, or
            there is no such company or filing.
    """
    _prepare()
    import edgar
    import httpx
    import httpx2  # which edgartools prefers where it is installed
    from edgar.exceptions import CompanyNotFoundError, EdgarError

    today = date.today()
    since = today.replace(year=today.year - years, day=min(today.day, 28))
    folder = settings().home / "edgar" / re.sub(r"[^A-Z0-9.-]", "_", company.upper())
    try:
        edgar.set_identity(settings().edgar_identity or "")
        filings = edgar.Company(company).get_filings(form=list(forms), filing_date=f"{since}:", amendments=False)
        found = list(filings or ())
        if not found:
            raise EdgarUnavailable(
                f"EDGAR has no {' or '.join(forms)} of {company} filed since {since}: check --forms and --years"
            )
        folder.mkdir(parents=True, exist_ok=True)
        files = [_save(filing, company, folder, on_file) for filing in found]
    except CompanyNotFoundError:
        raise EdgarUnavailable(f"EDGAR knows no company {company!r}: give its ticker or its CIK number") from None
    except (EdgarError, httpx.HTTPError, httpx2.HTTPError) as error:
        what = " ".join(str(error).split())[:200]
        raise EdgarUnavailable(f"EDGAR did not give the filings of {company} ({what}): try again later") from None
    _describe(folder, company, list(zip(files, found, strict=True)))
    return files


def _prepare() -> None:
    """Set what edgartools reads from the environment when it is imported.

    Raises:
        EdgarUnavailable: it is missing, or nobody is named.
    """
    from importlib.util import find_spec

    if find_spec("edgar") is None:
        raise EdgarUnavailable("bringing filings from EDGAR needs edgartools: pip install 'footnote[edgar]'")
    if not re.search(r"\S+\s+\S+@\S+\.\S+", settings().edgar_identity or ""):
        raise EdgarUnavailable(
            "the SEC wants to know who asks: set FOOTNOTE_EDGAR_IDENTITY to your name and e-mail address, "
            'such as "Jane Doe jane@example.com"'
        )
    os.environ["EDGAR_BASE_URL"] = settings().edgar_url
    os.environ["EDGAR_DATA_URL"] = settings().edgar_data_url
    os.environ.setdefault("EDGAR_LOCAL_DATA_DIR", str(settings().home / "edgar" / ".cache"))
    (settings().home / "edgar" / ".cache").mkdir(parents=True, exist_ok=True)


def _save(filing: "Filing", company: str, folder: Path, on_file: Callable[[str], None]) -> Path:
    """The filing's main document in the folder."""
    from edgar.httprequests import get_with_retry

    accession = str(filing.accession_no)
    main = str(getattr(filing, "primary_document", "") or "")
    # Filings of the first years have no document of their own, only the whole submission.
    place = f"{accession.replace('-', '')}/{main}" if main else f"{accession}.txt"
    form = re.sub(r"[^A-Za-z0-9-]", "-", filing.form)
    name = f"{folder.name}-{form}-{filing.filing_date}-{accession}{PurePosixPath(place).suffix.lower()}"
    path = folder / name
    if not path.is_file():
        on_file(name)
        content = get_with_retry(f"{settings().edgar_url}/Archives/edgar/data/{int(filing.cik)}/{place}").content
        new = path.with_name(f".{name}.new")
        try:
            new.write_bytes(content)
            new.replace(path)
        finally:
            with suppress(FileNotFoundError):
                new.unlink()
    return path


def _describe(folder: Path, company: str, saved: Sequence[tuple[Path, "Filing"]]) -> None:
    """Write what EDGAR says of the files beside them, in place of what it said before."""
    new = folder / f".{SIDECAR}.new"
    with new.open("w", newline="") as file:
        writer = DictWriter(file, ("file", "form", "filing_date", "ticker"))
        writer.writeheader()
        for path, filing in saved:
            ticker = "" if company.isdigit() else company.upper()
            row = {"file": path.name, "form": filing.form, "filing_date": str(filing.filing_date), "ticker": ticker}
            writer.writerow(row)
    new.replace(folder / SIDECAR)

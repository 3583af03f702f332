"""The commands that make and keep an index: ingest, documents, facts, remove, rebuild."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.document import Document, Fact, Identity

if TYPE_CHECKING:
    from ingest.pipeline import Engine, Event

__all__ = ["documents", "facts", "index_option", "ingest", "json_option", "rebuild", "remove"]


def index_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--index DIR`, the same for every command."""
    return click.option(
        "--index",
        "folder",
        metavar="DIR",
        envvar="FOOTNOTE_INDEX",
        default="footnote-index",
        show_default=True,
        type=click.Path(path_type=Path),
        help="The index folder (or set FOOTNOTE_INDEX).",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`, the same for every command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")(command)


def document_json(document: Document) -> dict[str, Any]:
    """A document as the command line prints it in JSON."""
    identity = document.identity
    return {
        "document": document.id,
        "source": document.source,
        "path": document.path,
        "company": identity.company,
        "ticker": identity.ticker,
        "form": identity.form,
        "fiscal_year": identity.fiscal_year,
        "fiscal_quarter": identity.fiscal_quarter,
        "period_end": identity.period_end.isoformat() if identity.period_end else None,
        "filing_date": identity.filing_date.isoformat() if identity.filing_date else None,
        "origins": identity.origins,
        "pages": document.pages,
        "chunks": document.chunks,
        "facts": document.facts,
    }


@click.command(short_help="Bring filings and reports into an index.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@index_option
@json_option
@click.option("--company", help="Say whose filings these are, where the files do not or say it wrongly.")
@click.option("--ticker", help="Their ticker symbol.")
@click.option("--form", help="What they are: 10-K, 10-Q, 8-K, annual report, earnings release …")
@click.option("--fiscal-year", type=int, help="The company's own fiscal year they are about.")
@click.option("--fiscal-quarter", type=click.IntRange(1, 4), help="The fiscal quarter, for quarterly ones.")
@click.option("--period-end", type=click.DateTime(["%Y-%m-%d"]), help="The last day of their period.")
@click.option("--filing-date", type=click.DateTime(["%Y-%m-%d"]), help="The day they were filed.")
@click.option(
    "--sidecar",
    type=click.Path(path_type=Path),
    help="A CSV file that says this file by file (see below); beats footnote.csv, and the options above beat it.",
)
@click.option("--refresh", is_flag=True, help="Read files again that are in the index, as after an upgrade.")
@click.option("--workers", type=click.IntRange(1), help="Processes that parse.  [default: one a core]")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Read and embed on this machine, or spread over a Ray cluster (footnote[ray]).",
)
@click.option("--forms", default="10-K,10-Q", show_default=True, help="Which filings of edgar:… to bring.")
@click.option("--years", type=click.IntRange(1), default=3, show_default=True, help="How far back, for edgar:….")
def ingest(
    paths: tuple[str, ...],
    folder: Path,
    as_json: bool,
    company: str | None,
    ticker: str | None,
    form: str | None,
    fiscal_year: int | None,
    fiscal_quarter: int | None,
    period_end: datetime | None,
    filing_date: datetime | None,
    sidecar: Path | None,
    refresh: bool,
    workers: int | None,
    engine: "Engine",
    forms: str,
    years: int,
) -> None:
    """Bring filings and reports into an index.

    PATH is a file or a folder (with all that is under it): PDF, HTML (inline XBRL is understood), text, Markdown,
    CSV, DOCX, XLSX, or a ZIP of these, each file in it a document of its own ("archive.zip/report.pdf").
    Files whose bytes the index holds already are skipped, changed files replace their old selves, and a file that
    cannot be read is named and does not stop the others. Interrupted at any point, the same command goes on.

    edgar:AAPL (a ticker or CIK) brings a company's filings from the SEC (footnote[edgar]), which wants your name and
    e-mail address in FOOTNOTE_EDGAR_IDENTITY. Pages that are scans are recognised where Tesseract is installed
    (apt-get install tesseract-ocr, footnote[ocr]). With --engine ray, the cluster is the one at RAY_ADDRESS or else one
    started here; its workers must see the files at the same paths, and FOOTNOTE_CHROMA_URL may name a Chroma server.

    What documents are (company, form, period) is read from them. A sidecar corrects it: a CSV file with the column
    file (a name such as report.pdf or archive.zip/q1.html) and any of company, form, fiscal_year, fiscal_quarter,
    period_end, filing_date (as 2024-06-30) and ticker, where blanks keep what was read. A file footnote.csv in a
    folder is used by itself. `footnote documents --json` shows where each part came from.

    \b
    Examples:
      footnote ingest filings/ --index my-index
      footnote ingest report.pdf --company "Acme Corp" --fiscal-year 2024
      footnote ingest filings.zip --sidecar corrections.csv
      footnote ingest edgar:AAPL --forms 10-K,10-Q --years 3
    """
    from ingest import pipeline
    from ingest.edgar import PREFIX, fetch
    from ingest.index import Index

    wanted = [form.strip() for form in forms.split(",") if form.strip()]
    files: list[str | Path] = []
    for path in paths:
        if path.startswith(PREFIX):
            files += fetch(
                path.removeprefix(PREFIX), wanted, years, lambda name: click.echo(f"bringing {name}", err=True)
            )
        else:
            files.append(path)
    given = Identity(
        company,
        form,
        fiscal_year,
        fiscal_quarter,
        period_end.date() if period_end else None,
        filing_date.date() if filing_date else None,
        ticker,
    )
    with Index.create(folder) as index:
        with _IngestProgress([Path(p) for p in files], quiet=as_json) as progress:
            summary = pipeline.ingest(
                files,
                index,
                given=given,
                sidecar=sidecar,
                refresh=refresh,
                workers=workers,
                engine=engine,
                on_event=progress.event,
                on_wait=progress.waiting,
            )
        totals = index.store.counts()
    if as_json:
        report = {
            "documents": summary.documents,
            "pages": summary.pages,
            "chunks": summary.chunks,
            "facts": summary.facts,
            "skipped": summary.skipped,
            "failed": [{"path": f.path, "reason": f.reason} for f in summary.failed],
            "warnings": summary.warnings,
            "seconds": round(summary.seconds, 3),
            "pages_per_second": round(summary.pages_per_second, 2),
            "index": totals,
        }
        click.echo(json.dumps(report, indent=2))
    else:
        for failure in summary.failed:
            click.secho(f"failed: {failure.reason}", fg="red", err=True)
        for warning in summary.warnings:
            click.secho(f"note: {warning}", fg="yellow", err=True)
        click.echo(
            f"{summary.documents} documents, {summary.pages} pages, {summary.chunks} chunks, {summary.facts} facts "
            f"ingested in {summary.seconds:.1f} s ({summary.pages_per_second:.1f} pages a second); "
            f"{summary.skipped} skipped, {len(summary.failed)} failed."
        )
        click.echo(f"{folder} now holds {totals['documents']} documents, {totals['pages']} pages.")
    if summary.failed:
        raise click.exceptions.Exit(1)


@click.command(short_help="List what is indexed.")
@index_option
@json_option
def documents(folder: Path, as_json: bool) -> None:
    """List what is indexed: each document with its company, form and period, and where these were read."""
    from ingest.index import Index

    with Index.open(folder) as index:
        found = index.documents()
    if as_json:
        click.echo(json.dumps([document_json(d) for d in found], indent=2, ensure_ascii=False))
        return
    if not found:
        click.echo(f"Nothing is indexed yet: footnote ingest PATH --index {folder}")
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("document", "company", "form", "period", "period end", "pages", "facts", "file", box=None)
    for d in found:
        quarter = f"Q{d.identity.fiscal_quarter} " if d.identity.fiscal_quarter else ""
        period = f"{quarter}FY{d.identity.fiscal_year}" if d.identity.fiscal_year else ""
        ends = d.identity.period_end.isoformat() if d.identity.period_end else ""
        cells = (
            d.id,
            d.identity.company or "",
            d.identity.form or "",
            period,
            ends,
            str(d.pages),
            str(d.facts),
            d.source,
        )
        table.add_row(*map(escape, cells))
    Console().print(table)


@click.command(short_help="List the numbers that were read from filings.")
@index_option
@json_option
@click.option("--company", help="Only of companies whose name or ticker has this in it.")
@click.option("--document", help="Only of this document (id or file name).")
@click.option("--label", help="Only those whose printed label, tag or standard name has this in it.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="At most so many.")
def facts(
    folder: Path, as_json: bool, company: str | None, document: str | None, label: str | None, limit: int
) -> None:
    """List the numbers that were read from filings: value in base units, unit, period, and the page.

    \b
    Example:
      footnote facts --company "Acme" --label "net income" --index my-index
    """
    from ingest.index import Index

    with Index.open(folder) as index:
        owners = {d.id: d for d in index.documents()}
        wanted = [
            d.id
            for d in owners.values()
            if (company is None or company.lower() in f"{d.identity.company} {d.identity.ticker}".lower())
            and (document is None or document in (d.id, d.source))
        ]
        found = index.store.facts(wanted, label=label)[:limit]
    rows = [fact_json(owners[owner], fact) for owner, fact in found]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        span = f"{row['period_start']} to {row['period_end']}" if row["period_start"] else f"at {row['period_end']}"
        place = f"{row['source']}, p. {row['page']}"
        click.echo(f"{row['company']}: {row['label']} = {row['value']} {row['unit']} {span}  [{place}]")
    if not rows:
        click.echo("No such facts. `footnote documents` lists what is indexed.")


def fact_json(document: Document, fact: Fact) -> dict[str, Any]:
    """A fact as the command line prints it in JSON."""

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "document": document.id,
        "source": document.source,
        "page": fact.page,
        "company": document.identity.company,
        "concept": fact.concept or fact.standard or "",
        "standard": fact.standard,
        "label": fact.label,
        "value": f"{fact.value:f}",
        "unit": fact.unit,
        "period_start": iso(fact.period_start),
        "period_end": iso(fact.period_end),
        "dimensions": dict(fact.dimensions),
        "origin": fact.origin,
        "printed": fact.printed,
        "scale": fact.scale,
        "statement": fact.statement,
    }


@click.command(short_help="Take a document out of an index.")
@click.argument("document")
@index_option
@json_option
def remove(document: str, folder: Path, as_json: bool) -> None:
    """Take DOCUMENT (its id or file name, see `footnote documents`) out of an index, leaving nothing of it behind."""
    from ingest.index import Index

    with Index.open(folder) as index:
        removed = index.remove(document)
    if as_json:
        click.echo(json.dumps({"removed": document_json(removed)}, indent=2, ensure_ascii=False))
    else:
        click.echo(f"Removed {removed.source} ({removed.id}).")


@click.command(short_help="Mend an index whose vectors are damaged.")
@index_option
@json_option
def rebuild(folder: Path, as_json: bool) -> None:
    """Make the Chroma half of an index anew from the embeddings kept in its database. Nothing is embedded again."""
    from ingest.index import Index

    with Index.open(folder) as index:
        count = index.rebuild(lambda done: click.echo(f"{done} vectors …", err=True))
    click.echo(json.dumps({"vectors": count}) if as_json else f"Rebuilt: {count} vectors.")


class _IngestProgress:
    """A progress bar over bytes, with files, pages, their rate and the time left."""

    def __init__(self, paths: list[Path], quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        from ingest.sources import find_files

        sizes = [p.stat().st_size for p in find_files(paths) if p.is_file()]
        self.total, self.expected = sum(sizes), len(sizes)
        self.files = self.pages = self.chunks = 0
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=quiet,
        )

    def __enter__(self) -> "_IngestProgress":
        self.progress.start()
        self.task = self.progress.add_task("looking at files", total=self.total or 1)
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def waiting(self) -> None:
        self.progress.console.print("another process is writing to this index: waiting until it has ended …")

    def event(self, event: "Event") -> None:
        self.chunks += event.chunks if event.kind == "embedded" else 0
        if event.kind != "embedded":
            self.files += 1
            self.pages += event.pages
            self.progress.advance(self.task, event.size)
        elapsed = self.progress.tasks[0].elapsed or 0
        rate = f" ({self.pages / elapsed:.0f}/s)" if elapsed > 1 and self.pages else ""
        files = f"{self.files}/{max(self.files, self.expected)} files"
        text = f"{files}, {self.pages} pages{rate}, {self.chunks} chunks embedded"
        self.progress.update(self.task, description=text)

"""Ways to cut filings into chunks, side by side: the same filings, questions, embedding model and search.

    python -m eval.bench_chunks --data DIR [--filings 20] [--json]

DIR is a FinanceBench folder (`questions.jsonl` and `pdfs/`). Measured are

    fixed   1000 characters, 200 overlapping, as they come, figures and all
    pieces  pages cut at line ends into even pieces, context in front, statements again by rows with their headings
    page    one chunk a page, bare
    ours    one chunk a page with its context in front: company, form, period, section, the statements printed on it

twice each, over all the filings with nothing read from the question: `plain` is dense and keyword search over the
chunks, fused (see `assistant.retrieve`); `whole` is all that `Assistant.search` does. Hits are questions with a page of
the evidence among the first 5 and 10 pages. Every way is ingested by the pipeline itself; embedding leaves figures out
except for `fixed`, which has them in its text as most pipelines do.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from assistant import Assistant
from assistant.find.fusion import fuse
from assistant.understand.words import keywords
from eval.bench_ingest import Question, choose_filings
from eval.errors import EvalError
from ingest.chunk import Cut, chunk, context_header, pieces
from ingest.document import Chunk, Identity, Parsed, Table
from ingest.index import Index
from ingest.pipeline import ingest

__all__ = ["WAYS", "Measured", "by_page", "by_pieces", "fixed", "main", "measure"]

CHARACTERS, OVERLAP = 1000, 200
PIECE_CHARACTERS = 1100  # about the 256 tokens that all-MiniLM-L6-v2 reads, header included
TABLE_CHARACTERS = 2400  # numbers are left out of the embedded text, so more of a table fits
DEPTH = 80
TOPS = (5, 10)


def fixed(document: str, source: str, identity: Identity, parsed: Parsed) -> list[Chunk]:
    """Pieces of CHARACTERS characters of each page, OVERLAP of them shared with the piece before."""
    pieces = [
        (page.number, page.text[start : start + CHARACTERS])
        for page in parsed.pages
        for start in range(0, max(len(page.text) - OVERLAP, 1), CHARACTERS - OVERLAP)
    ]
    return [
        Chunk(document, page, place, "", text)
        for place, (page, text) in enumerate((p, t) for p, t in pieces if t.strip())
    ]


def by_page(document: str, source: str, identity: Identity, parsed: Parsed) -> list[Chunk]:
    """Each page whole."""
    pages = [page for page in parsed.pages if page.text.strip()]
    return [Chunk(document, page.number, place, "", page.text) for place, page in enumerate(pages)]


def by_pieces(document: str, source: str, identity: Identity, parsed: Parsed) -> list[Chunk]:
    """Pages in pieces of PIECE_CHARACTERS, each statement again by rows, and the context in front of all."""
    found: list[Chunk] = []

    def add(page: int, section: str | None, text: str, kind: str) -> None:
        found.append(Chunk(document, page, len(found), context_header(identity, source, section), text, kind))

    for page in parsed.pages:
        for text in pieces(page.text, PIECE_CHARACTERS):
            add(page.number, page.section, text, "text")
        for table in parsed.tables:
            if table.statement and table.page == page.number:
                section = f"{page.section} · {table.statement}" if page.section else table.statement
                for number, text in _table_pieces(table):
                    add(number, section, text, "table")
    return found


def _table_pieces(table: Table) -> Iterator[tuple[int, str]]:
    """A table's rows in pieces with caption, unit line and column headers on each; with the page of the first row."""
    head = "\n".join(
        part
        for part in (
            table.caption,
            table.unit_line,
            " | ".join(filter(None, table.columns)),
        )
        if part
    )
    page, lines, size = table.page, list[str](), 0
    for row in table.rows:
        cells = " | ".join(cell.text if cell else "" for cell in row.cells).strip(" |")
        line = f"{' > '.join((*row.parents[-1:], row.label))}: {cells}" if cells else row.label
        row_page = row.page or page
        if lines and (size + len(line) > TABLE_CHARACTERS or row_page != page):
            yield page, "\n".join((head, *lines))
            lines, size = [], 0
        page = row_page
        lines.append(line)
        size += len(line)
    if lines:
        yield page, "\n".join((head, *lines))


WAYS: dict[str, Cut] = {"fixed": fixed, "pieces": by_pieces, "page": by_page, "ours": chunk}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of cutting gave: chunks, seconds to ingest, and hits by depth, of so many questions."""

    chunks: int
    seconds: float
    questions: int
    plain: dict[int, int]
    whole: dict[int, int]


def measure(cut: Cut, files: Sequence[Path], questions: Sequence[Question]) -> Measured:
    """Ingest the files cut in one way, and ask.

    Raises:
        EvalError: a file cannot be ingested.
    """
    with tempfile.TemporaryDirectory() as folder, Index.create(Path(folder) / "index") as index:
        started = time.monotonic()
        summary = ingest(list(files), index, cut=cut)
        seconds = time.monotonic() - started
        if summary.failed:
            raise EvalError(summary.failed[0].reason)
        assistant = Assistant(index, llm=False)
        plain, whole = dict.fromkeys(TOPS, 0), dict.fromkeys(TOPS, 0)
        for question, places in questions:
            found = [(Path(p.source).stem, p.page) for p in assistant.search(question, max(TOPS))]
            bare = _plain(index, question)
            for top in TOPS:
                plain[top] += bool(places & set(bare[:top]))
                whole[top] += bool(places & set(found[:top]))
        return Measured(summary.chunks, round(seconds, 1), len(questions), plain, whole)


def _plain(index: Index, question: str) -> list[tuple[str, int]]:
    """The pages of dense and keyword search over all chunks, fused."""
    dense = index.passages(index.dense_search(question, DEPTH))
    keyword = index.passages(index.store.keyword_search(keywords(question), DEPTH))
    rankings = [([(Path(p.source).stem, p.page) for p in found], 1.0) for found in (dense, keyword)]
    return [place for place, _ in fuse(rankings)]


@click.command()
@click.option("--data", required=True, type=click.Path(path_type=Path, exists=True), help="A FinanceBench folder.")
@click.option("--filings", default=20, show_default=True, type=click.IntRange(1), help="How many to ingest.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def main(data: Path, filings: int, as_json: bool) -> None:
    """Cut the same filings in several ways, ask the same questions, and print what each way finds."""
    files, questions = choose_filings(data, filings)
    found: dict[str, Measured] = {}
    for name, cut in WAYS.items():
        click.echo(f"{name}: {len(files)} filings …", err=True)
        found[name] = measure(cut, files, questions)
    if as_json:
        click.echo(json.dumps({"filings": len(files), **{name: asdict(m) for name, m in found.items()}}, indent=2))
        return
    click.echo(
        f"{'':10}{'chunks':>8}{'seconds':>9}"
        + "".join(f"{f'{kind} at {top}':>13}" for kind in ("plain", "whole") for top in TOPS)
    )
    for name, m in found.items():
        hits = "".join(f"{f'{kind[top]} of {m.questions}':>13}" for kind in (m.plain, m.whole) for top in TOPS)
        click.echo(f"{name:10}{m.chunks:8}{m.seconds:9.1f}{hits}")


if __name__ == "__main__":
    try:
        main()
    except EvalError as error:
        sys.exit(f"Error: {error}")

"""Ways to cut filings into chunks, side by side: the same filings, questions, embedding model and search.

    python -m eval.bench_chunks --data DIR [--filings 20] [--json]

DIR is a FinanceBench folder (`questions.jsonl` and `pdfs/`). Measured are

    fixed      1000 characters, 200 overlapping, as they come, figures and all
    page       one chunk a page
    context    one chunk a page, with company, form, period and section in front
    structure  ours: cut at line ends within pages, context in front, statements again by rows with their headings

twice each, over all the filings with nothing read from the question: `plain` is dense and keyword search over the
chunks, fused (see `assistant.retrieve`); `whole` is all that `Assistant.search` does. Hits are questions with a page of
the evidence among the first 5 and 10 pages. Every way is ingested by the pipeline itself; embedding leaves figures out
except for `fixed`, which has them in its text as most pipelines do.
"""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from assistant import Assistant
from assistant.retrieve import fuse, keyword_query
from eval.bench_ingest import Question, choose_filings
from eval.errors import EvalError
from ingest.chunk import Cut, chunk, context_header
from ingest.document import Chunk, Identity, Parsed
from ingest.index import Index
from ingest.pipeline import ingest

__all__ = ["WAYS", "Measured", "by_context", "by_page", "fixed", "main", "measure"]

CHARACTERS, OVERLAP = 1000, 200
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


def by_context(document: str, source: str, identity: Identity, parsed: Parsed) -> list[Chunk]:
    """Each page whole, with its context in front."""
    pages = [page for page in parsed.pages if page.text.strip()]
    return [
        Chunk(document, page.number, place, context_header(identity, source, page.section), page.text)
        for place, page in enumerate(pages)
    ]


WAYS: dict[str, Cut] = {"fixed": fixed, "page": by_page, "context": by_context, "structure": chunk}


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
    query = keyword_query(question)
    keyword = index.passages(index.store.keyword_search(query, DEPTH)) if query else []
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

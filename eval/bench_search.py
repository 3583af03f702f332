"""How long retrieval takes in a large index: 95th percentile of understanding a question and finding its pages.

    python -m eval.bench_search --index DIR --data DIR [--chunks 100000] [--keep DIR] [--json]

--index is an index of filings, which is only read; --data a FinanceBench folder, whose questions are asked. The index
is copied and grown to the size wanted by copies of its documents under invented companies (letters of the name
shifted), each vector a little disturbed so that none are alike; both halves are real, SQLite with its keyword search
and Chroma. Timed is `Assistant.search` with ten passages, after one question that loads the embedding model, one at a
time; beside it the parts that most of the time goes to, over all documents: embedding, dense and keyword search.
"""

import hashlib
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import click
import numpy as np

from assistant import Assistant
from assistant.find.pages import DEPTH
from assistant.understand.words import keywords
from eval.errors import EvalError
from eval.financebench import FinanceBench
from ingest.index import DATABASE, Index
from ingest.store import Store

__all__ = ["grow", "main", "percentile", "shifted"]

NOISE = 0.01  # of each of a unit vector's 384 parts, which are 0.05 on average: cosine 0.98 to the original
TOP = 10
SEED = 7
Item = TypeVar("Item")


def shifted(name: str, steps: int) -> str:
    """A name with each letter moved on in the alphabet: another company, of like length and form."""

    def move(letter: str) -> str:
        first = ord("a") if letter.islower() else ord("A")
        return chr(first + (ord(letter) - first + steps) % 26)

    return "".join(move(letter) if letter.isascii() and letter.isalpha() else letter for letter in name)


def grow(source: Path, target: Path, chunks: int) -> Index:
    """An index in the folder `target` with the documents of the one in `source`, and copies of them until there are
    `chunks` chunks or a document more. The caller closes it.

    Raises:
        EvalError: `source` holds no chunks.
    """
    target.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source / DATABASE)) as old, closing(sqlite3.connect(target / DATABASE)) as new:
        old.backup(new)
    index = Index.open(target)
    have = index.store.counts()["chunks"]
    if not have:
        raise EvalError(f"{source} holds no chunks: name an index with filings in it")
    originals = [(d.id, d.identity.company or d.source, d.identity.ticker, d.chunks) for d in index.documents()]
    rng = np.random.default_rng(SEED)
    steps = 0
    while have < chunks:
        steps += 1
        for document, company, ticker, size in originals:
            if have >= chunks:
                break
            # The ticker too: a company is known by either.
            names = shifted(company, steps), ticker and shifted(ticker, steps)
            _copy(index.store, document, names, steps, rng)
            have += size
    index.rebuild()
    return index


def _copy(store: Store, document: str, names: tuple[str, str | None], steps: int, rng: np.random.Generator) -> None:
    name = hashlib.sha256(f"{document} {steps}".encode()).hexdigest()
    with store.write() as db:
        told = "sha256, form, fiscal_year, fiscal_quarter, period_end, filing_date, origins, pages, chunks, facts"
        db.execute(
            "INSERT INTO documents(id, source, path, company, ticker, " + told + ")"
            " SELECT ?1, ?2 || source, ?2 || path, ?3, ?4, "
            + told.replace("sha256", "?5")
            + " FROM documents WHERE id=?6",
            (name[:16], f"{steps}-", *names, name, document),
        )
        for table, columns in (
            ("pages", "number, printed, section, text"),
            ("tables", "page, last_page, caption, unit_line, columns, rows, statement"),
            ("facts", "standard, concept, label, value, unit, period_start, period_end, dimensions, page, printed,"
             " scale, statement, origin, box"),
        ):  # fmt: skip
            db.execute(
                f"INSERT INTO {table}(document, {columns}) SELECT ?, {columns} FROM {table} WHERE document=?",
                (name[:16], document),
            )
        db.execute(
            "INSERT INTO chunks(document, ordinal, page, kind, header, text, vector)"
            " SELECT ?, ordinal, page, kind, header, text, vector || ? FROM chunks WHERE document=? ORDER BY id",
            (name[:16], f":{steps}", document),
        )
        db.execute(
            "INSERT INTO chunks_fts(rowid, header, text) SELECT id, header, text FROM chunks WHERE document=?",
            (name[:16],),
        )
        held = db.execute(
            "SELECT v.hash || ?, v.vector FROM vectors v WHERE v.hash IN (SELECT vector FROM chunks WHERE document=?)",
            (f":{steps}", document),
        )
        db.executemany("INSERT OR IGNORE INTO vectors VALUES(?, ?)", ((key, _disturbed(v, rng)) for key, v in held))


def _disturbed(stored: bytes, rng: np.random.Generator) -> bytes:
    vector = np.frombuffer(stored, dtype=np.float16).astype(np.float32)
    vector += rng.normal(0.0, NOISE, vector.shape).astype(np.float32)
    return (vector / np.linalg.norm(vector)).astype(np.float16).tobytes()


def percentile(seconds: Sequence[float], share: float) -> float:
    """The share-th quantile of some times, in milliseconds, as one of them (the next above, not between two)."""
    return 1000 * float(np.quantile(seconds, share, method="higher"))


def _times(items: Sequence[Item], act: Callable[[Item], object]) -> list[float]:
    taken = []
    for item in items:
        started = time.perf_counter()
        act(item)
        taken.append(time.perf_counter() - started)
    return taken


@contextmanager
def _grown(source: Path, chunks: int, keep: Path | None) -> Iterator[Index]:
    if keep is not None and (keep / DATABASE).is_file():
        with Index.open(keep) as index:
            yield index
        return
    folder = keep or Path(tempfile.mkdtemp())
    try:
        with grow(source, folder, chunks) as index:
            yield index
    finally:
        if keep is None:
            shutil.rmtree(folder)


@click.command()
@click.option("--index", "source", required=True, type=click.Path(path_type=Path, exists=True), help="To grow from.")
@click.option("--data", required=True, type=click.Path(path_type=Path, exists=True), help="A FinanceBench folder.")
@click.option("--chunks", default=100_000, show_default=True, type=click.IntRange(1), help="How many to search.")
@click.option(
    "--keep", type=click.Path(path_type=Path), help="A folder for the grown index, used again when it is there."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def main(source: Path, data: Path, chunks: int, keep: Path | None, as_json: bool) -> None:
    """Grow an index, ask it questions, and print how long retrieval took."""
    questions = [example.question for example in FinanceBench(data).examples()]
    click.echo(f"growing {source} to {chunks:,} chunks …", err=True)
    with _grown(source, chunks, keep) as index:
        counts = index.store.counts()
        assistant = Assistant(index, llm=False)
        assistant.search(questions[0], TOP)
        vectors = [index.embedder.encode([question])[0] for question in questions]
        words = [keywords(question) for question in questions]
        parts = {
            "retrieval": _times(questions, lambda question: assistant.search(question, TOP)),
            "embedding": _times(questions, lambda question: index.embedder.encode([question])),
            "dense": _times(vectors, lambda vector: index.vectors.search(vector, DEPTH)),
            "keyword": _times(words, lambda asked: index.store.keyword_search(asked, DEPTH)),
        }
    rows = {
        name: {"p50": round(percentile(times, 0.5), 1), "p95": round(percentile(times, 0.95), 1),
               "most": round(percentile(times, 1.0), 1)}
        for name, times in parts.items()
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps({**counts, "questions": len(questions), "milliseconds": rows}, indent=2))
        return
    click.echo(
        f"{counts['documents']} documents, {counts['chunks']:,} chunks, {len(questions)} questions; milliseconds"
    )
    click.echo(f"{'':12}{'p50':>8}{'p95':>8}{'most':>8}")
    for name, row in rows.items():
        click.echo(f"{name:12}{row['p50']:8.1f}{row['p95']:8.1f}{row['most']:8.1f}")


if __name__ == "__main__":
    try:
        main()
    except EvalError as error:
        sys.exit(f"Error: {error}")

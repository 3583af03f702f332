"""Ingestion side by side, on the same filings with the same embedding model: the pipeline most would write, and ours.

    python -m eval.bench_ingest --data DIR [--filings 20] [--json]

DIR is a FinanceBench folder (`questions.jsonl` and `pdfs/`). The stock pipeline takes each page's text by pypdf, as
PyPDFLoader does, cuts it by RecursiveCharacterTextSplitter (1000 characters, 200 overlapping) and gives it to
`Chroma.from_documents`. Each side runs in a process of its own, model loading included, imports not. Printed are pages
a second, processor seconds (steadier than the clock where the machine has other work), the most memory at one time and,
of the questions about these filings, how many find a page of the evidence among five. Processor time and memory are
those of the process and all it started, looked at twice a second; memory is the proportional set size, in which pages
that processes share are counted once.
"""

import json
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import click
import psutil

from eval.errors import EvalError
from eval.financebench import FinanceBench

__all__ = ["Question", "Side", "choose_filings", "main", "measure", "ours", "stock"]

TOP = 5
CHUNK_CHARACTERS, OVERLAP = 1000, 200
MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Side:
    """What one pipeline did. `hits` of `questions` found an evidence page among five; memory is in bytes, `processor`
    in seconds, the search for the questions' pages included."""

    pages: int
    chunks: int
    seconds: float
    hits: int
    questions: int
    memory: int = 0
    processor: float = 0.0

    @property
    def pages_per_second(self) -> float:
        """Pages ingested for each second."""
        return self.pages / self.seconds


Question = tuple[str, frozenset[tuple[str, int]]]
"""A question, and the places (file name without ending, page from 1) that answer it."""
Pipeline = Callable[[Sequence[Path], Sequence[Question], Path], Side]


def stock(files: Sequence[Path], questions: Sequence[Question], folder: Path) -> Side:
    """The pipeline most would write."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from pypdf import PdfReader
    from sentence_transformers import SentenceTransformer

    from ingest.models import embedding_model_path

    class Model(Embeddings):
        """What langchain-huggingface does: sentence-transformers with its defaults."""

        def __init__(self) -> None:
            self.model = SentenceTransformer(str(embedding_model_path(MODEL)), local_files_only=True)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = self.model.encode(texts).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    started = time.monotonic()
    pages = [
        Document(page.extract_text(), metadata={"source": path.stem, "page": number})
        for path in files
        for number, page in enumerate(PdfReader(path).pages, start=1)
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP)
    chunks = splitter.split_documents(pages)
    store = Chroma.from_documents(chunks, Model(), persist_directory=str(folder))
    seconds = time.monotonic() - started

    def find(question: str) -> set[tuple[str, int]]:
        found = store.similarity_search(question, k=TOP)
        return {(document.metadata["source"], document.metadata["page"]) for document in found}

    return Side(len(pages), len(chunks), seconds, _hits(questions, find), len(questions))


def ours(files: Sequence[Path], questions: Sequence[Question], folder: Path) -> Side:
    """Ours, with its defaults."""
    from assistant import Assistant
    from ingest.index import Index
    from ingest.pipeline import ingest

    with Index.create(folder, MODEL) as index:
        summary = ingest(list(files), index)
        if summary.failed:
            raise EvalError(summary.failed[0].reason)
        assistant = Assistant(index, llm=False)

        def find(question: str) -> set[tuple[str, int]]:
            return {(Path(passage.source).stem, passage.page) for passage in assistant.search(question, TOP)[:TOP]}

        hits = _hits(questions, find)
    return Side(summary.pages, summary.chunks, summary.seconds, hits, len(questions))


def _hits(questions: Sequence[Question], find: Callable[[str], set[tuple[str, int]]]) -> int:
    return sum(bool(places & find(question)) for question, places in questions)


def measure(pipeline: Pipeline, files: Sequence[Path], questions: Sequence[Question]) -> Side:
    """Run one pipeline in a fresh process, watching the memory of it and of all it starts.

    Raises:
        EvalError: the process ended without a result.
    """
    with tempfile.TemporaryDirectory() as folder:
        context = multiprocessing.get_context("spawn")
        receive, send = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(pipeline, files, questions, Path(folder) / "index", send))
        process.start()
        send.close()
        watch = _Watch(process.pid)
        watch.start()
        try:
            side: Side = receive.recv()
        except EOFError:
            raise EvalError(f"the {pipeline.__name__} pipeline ended without a result: see its error above") from None
        finally:
            watch.ended.set()
            watch.join()
            process.join()
    return replace(side, memory=watch.memory, processor=sum(watch.processor.values()))


def _run(
    pipeline: Pipeline, files: Sequence[Path], questions: Sequence[Question], folder: Path, send: Connection
) -> None:
    send.send(pipeline(files, questions, folder))


class _Watch(threading.Thread):
    """Watches a process and its children: the most memory they have had at once, and each one's processor seconds."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.ended = threading.Event()
        self.memory = 0
        self.processor: dict[int, float] = {}

    def run(self) -> None:
        while not self.ended.wait(0.5):
            memory = 0
            for process in self._family():
                try:
                    memory += process.memory_full_info().pss
                    times = process.cpu_times()
                except (psutil.NoSuchProcess, psutil.AccessDenied):
                    continue
                self.processor[process.pid] = times.user + times.system
            self.memory = max(self.memory, memory)

    def _family(self) -> list[psutil.Process]:
        try:
            return [self.root, *self.root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def choose_filings(data: Path, count: int) -> tuple[list[Path], list[Question]]:
    """The first filings that most questions are about, and the questions all of whose evidence is in them."""
    names = {identity: path.stem for identity, path in FinanceBench(data).files().items()}
    asked = []
    for example in FinanceBench(data).examples():
        places = frozenset((names.get(p.document, p.document), p.page) for p in example.evidence)
        asked.append((example.question, places))
    wanted: dict[str, int] = {}
    for _, places in asked:
        for name in {name for name, _ in places}:
            wanted[name] = wanted.get(name, 0) + 1
    files = {path.stem: path for path in sorted((data / "pdfs").glob("*.pdf"))}
    chosen = sorted(files, key=lambda name: (-wanted.get(name, 0), name))[:count]
    if not chosen:
        raise EvalError(f"no PDFs in {data / 'pdfs'}: --data names a folder with questions.jsonl and pdfs/")
    return [files[name] for name in chosen], [q for q in asked if {name for name, _ in q[1]} <= set(chosen)]


@click.command()
@click.option("--data", required=True, type=click.Path(path_type=Path, exists=True), help="A FinanceBench folder.")
@click.option("--filings", default=20, show_default=True, type=click.IntRange(1), help="How many to ingest.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def main(data: Path, filings: int, as_json: bool) -> None:
    """Ingest the same filings by the stock pipeline and by ours, and print both."""
    files, questions = choose_filings(data, filings)
    sides = {}
    for pipeline in (stock, ours):
        click.echo(f"{pipeline.__name__}: {len(files)} filings …", err=True)
        sides[pipeline.__name__] = measure(pipeline, files, questions)
    ratio = sides["ours"].pages_per_second / sides["stock"].pages_per_second
    if as_json:
        rows = {name: {**asdict(s), "pages_per_second": round(s.pages_per_second, 2)} for name, s in sides.items()}
        click.echo(json.dumps({"filings": len(files), **rows, "times_as_fast": round(ratio, 2)}, indent=2))
        return
    columns = ("pages", 8), ("chunks", 8), ("seconds", 9), ("pages/s", 9), ("processor", 11), ("memory", 10)
    click.echo(" " * 8 + "".join(f"{name:>{width}}" for name, width in columns) + f"{'page hit at 5':>16}")
    for name, s in sides.items():
        hit = f"{s.hits} of {s.questions}"
        memory = f"{s.memory / 2**20:,.0f} MB"
        work = f"{s.processor:.1f} s"
        speed = f"{s.seconds:9.1f}{s.pages_per_second:9.1f}"
        click.echo(f"{name:8}{s.pages:8}{s.chunks:8}{speed}{work:>11}{memory:>10}{hit:>16}")
    click.echo(f"ours reads {ratio:.1f} times as many pages a second")


if __name__ == "__main__":
    try:
        main()
    except EvalError as error:
        sys.exit(f"Error: {error}")

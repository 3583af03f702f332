"""Carries out a benchmark command: one system or several in turn, their figures, reports and comparison."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from assistant.assistant import Assistant
from assistant.llm import LLM
from eval.baselines import Baseline
from eval.benchmark import Benchmark, System
from eval.compare import Comparison, compare
from eval.errors import EvalError
from eval.evidence import save_contexts, save_pages
from eval.hide_tags import hide_tags
from eval.judge import Judge
from eval.oracle import Oracle, cut_evidence
from eval.program_of_thought import ProgramOfThought
from eval.progress import ProgressBar
from eval.report import write_report
from eval.report_compare import write_comparison
from eval.run import Run, load_results, run
from eval.sample import choose
from eval.show import print_comparison, print_summary
from eval.stock import Stock, StockContext
from eval.systems import ContextSystem, Ours, RecordingLLM
from ingest.index import Index
from ingest.pipeline import ingest

__all__ = ["SYSTEMS", "Options", "execute", "index_filings", "new_folder", "open_judge"]

SYSTEMS = ("ours", "stock", "pot")


@dataclass(frozen=True, slots=True)
class Options:
    """What every benchmark command can be told; `systems` are names of SYSTEMS, each once."""

    out: Path
    limit: int | None
    sample: int | None
    concurrency: int
    systems: tuple[str, ...]
    no_llm: bool
    llm_url: str | None
    judge: bool
    judge_url: str | None
    judge_model: str | None
    as_json: bool
    retrieval_only: bool = False


def execute(
    benchmark: Benchmark,
    index: Path | None,
    options: Options,
    baselines: Sequence[Baseline] = (),
    mode: str = "shared",
) -> None:
    """Run a benchmark by every system asked for, write reports and print figures.

    `mode` is "shared" (the whole index), "document" (the filing an example names), "removed" (all but that) or
    "evidence": Footnote is then asked over an index of the evidence's pages alone, which is made in `options.out`, the
    other systems over its text.

    One system's run fills `options.out`; of several, each fills a folder there with its name, and a comparison of the
    others with the first stands beside them.

    Raises:
        EvalError: the data, a folder or a model is not what it must be; the message says which.
    """
    benchmark.examples()  # what is wrong with the data is said before models are loaded
    names = tuple(dict.fromkeys(options.systems))
    _check_systems(names, index)
    judge = _judge(options)
    folders = {name: options.out / name if len(names) > 1 else options.out for name in names}
    summaries = {}
    for name, folder in folders.items():
        plan = Run(folder, options.limit, options.sample, options.concurrency, options.retrieval_only, judge)
        with _opened(name, benchmark, index, options, mode) as (assistant, system):
            with _progress(name, options.as_json) as progress:
                summaries[name] = run(benchmark, system, plan, progress)
            _save_evidence(benchmark, assistant, folder)
            write_report(folder, baselines)
        if not options.as_json:
            print_summary(summaries[name], folder)
    first, *others = folders.values()
    compared = [] if options.retrieval_only else [compare(other, first) for other in others]
    if others:
        write_comparison(options.out, list(folders.values()))
    _tell(summaries, compared, options)


def _tell(summaries: dict[str, dict[str, Any]], compared: list[Comparison], options: Options) -> None:
    if options.as_json:
        found: dict[str, Any] = next(iter(summaries.values()))
        if len(summaries) > 1:
            found = {"systems": summaries, "comparisons": [item.as_json() for item in compared]}
        click.echo(json.dumps(found, indent=2, ensure_ascii=False, default=str))
        return
    for item in compared:
        click.echo()
        print_comparison(item)
    if len(summaries) > 1:
        click.echo(f"\nComparison: {options.out / 'report.html'}")


@contextmanager
def _progress(name: str, quiet: bool) -> Iterator[ProgressBar]:
    try:
        with ProgressBar(name, quiet) as bar:
            yield bar
    except KeyboardInterrupt:
        if not quiet:
            click.echo("\nInterrupted: what is done is kept; give the same command and --out to go on.", err=True)
        raise


def _check_systems(names: Sequence[str], index: Path | None) -> None:
    if index is not None and "pot" in names:
        raise EvalError("--system pot needs a context that is given: tatqa, finqa, or financebench --mode evidence")


def _judge(options: Options) -> Judge | None:
    """The judge, if one was asked for."""
    if not (options.judge or options.judge_url or options.judge_model) or options.retrieval_only:
        return None
    return open_judge(options.judge_url or options.llm_url, options.judge_model)


def open_judge(url: str | None, model: str | None) -> Judge:
    """A judge whose model answers.

    Raises:
        EvalError: it does not.
    """
    llm = LLM(url, model)
    if trouble := llm.status():
        raise EvalError(f"the judge cannot be asked: {trouble}")
    return Judge(llm)


@contextmanager
def _opened(
    name: str, benchmark: Benchmark, index: Path | None, options: Options, mode: str
) -> Iterator[tuple[Assistant | None, System]]:
    """The system to measure, with the assistant whose index it searches; closed afterwards.

    Raises:
        EvalError: a language model is needed and none answers.
    """
    model = None if options.no_llm or options.retrieval_only else RecordingLLM(options.llm_url)
    if model and (trouble := model.status()):
        raise EvalError(f"{trouble} (or measure without one: --no-llm{', --retrieval-only' if index else ''})")
    if mode == "evidence" and name == "ours":
        chosen = choose(benchmark.examples(), options.limit, options.sample)
        excerpts = cut_evidence(chosen, benchmark.files(), options.out / "evidence")
        if excerpts:
            index_filings([e.path for group in excerpts.values() for e in group], options.out / "evidence-index")
            with Assistant(options.out / "evidence-index", llm=model or False) as assistant:
                yield assistant, Oracle(assistant, model, excerpts)
            return
    if index is None:
        contexts: dict[str, type[ContextSystem | StockContext | ProgramOfThought]] = {
            "ours": ContextSystem,
            "stock": StockContext,
            "pot": ProgramOfThought,
        }
        yield None, contexts[name](model)
        return
    with Assistant(index, llm=model or False) as assistant:
        assistant.index.check()  # a damaged index is one error now, not one a question
        yield assistant, (Stock if name == "stock" else Ours)(assistant, model, mode)


def _save_evidence(benchmark: Benchmark, assistant: Assistant | None, out: Path) -> None:
    files = dict(benchmark.files())
    ids: dict[str, str] = {}
    if assistant:
        for document in assistant.documents():
            files.setdefault(document.id, Path(document.path))
            ids[Path(document.source).stem] = document.id

    def page_text(document: str, page: int) -> str:
        return assistant.page_text(ids.get(document, document), page) if assistant else ""

    records = load_results(out)
    save_pages(out, records, files, page_text)
    save_contexts(out, records, benchmark.examples())


def index_filings(files: list[Path], folder: Path, untagged: Path | None = None) -> None:
    """Ingest filings, or copies without tags written to `untagged`; what is there already is left alone.

    Raises:
        EvalError: tags are to be hidden and the index holds tagged facts of these filings; or no filing can be read.
    """
    with Index.create(folder) as index:
        if untagged is not None:
            names = {path.name for path in files}
            for document in index.documents():
                if document.source in names and any(f.origin == "xbrl" for _, f in index.store.facts([document.id])):
                    raise EvalError(
                        f"{folder} holds {document.source} with its tags: give another --index to hide them"
                    )
            files = hide_tags(files, untagged)
        click.echo(f"Indexing {len(files)} filings into {folder} …", err=True)
        for failure in ingest(files, index).failed:
            click.secho(f"failed: {failure.reason}", fg="red", err=True)
        if not index.documents():
            raise EvalError(f"none of the {len(files)} filings could be read: see above")


def new_folder(benchmark: str, systems: Sequence[str]) -> Path:
    """A run folder that is not there yet, named by benchmark, systems and time."""
    return Path("footnote-runs") / f"{benchmark}-{'-'.join(systems)}-{datetime.now():%Y%m%d-%H%M%S}"

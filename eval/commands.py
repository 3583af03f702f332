"""The commands of the harness: `footnote eval financebench|tatqa|finqa|xbrl|multiturn|compare|report|agreement`."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import index_option, json_option

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from eval.baselines import Baseline
    from eval.benchmark import Benchmark, System

__all__ = ["evaluate"]

FOLDER = click.Path(path_type=Path)


@click.group("eval")
def evaluate() -> None:
    """Measure the assistant, and find out whether a change helped.

    \b
    Every run leaves a folder (--out): results.jsonl with one line a question, summary.json with the figures
    and what they were made with, and report.html to look at. Give the same command again after an
    interruption and it goes on where it stopped.

    \b
    Examples:
      footnote eval financebench --data financebench --index my-index --out runs/a
      footnote eval financebench --data financebench --index my-index --out runs/stock --system stock
      footnote eval compare runs/stock runs/a
      footnote eval xbrl --data my-filings --out runs/mine --hide-tags
    """


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every benchmark has."""
    options: list[Callable[..., Any]] = [
        click.option("--out", type=FOLDER, metavar="DIR",
                     help="The run folder: made, or resumed.  [default: a new one in footnote-runs]"),
        click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask N questions only, the first ones."),
        click.option("--sample", type=int, metavar="SEED", help="Draw the N questions of --limit by this random seed."),
        click.option("--concurrency", type=click.IntRange(1), default=4, show_default=True, metavar="N",
                     help="Questions in flight at once: enough to keep the model server's batch full."),
        click.option("--system", type=click.Choice(["ours", "stock", "pot"]), default="ours", show_default=True,
                     help="Footnote, a plain LangChain chain with the same index and model, or (context given) a plain "
                          "program-of-thought prompt."),
        click.option("--no-llm", is_flag=True, help="Ask no language model: what facts and formulas give."),
        click.option("--llm-url", metavar="URL", help="An OpenAI-compatible address.  [default: FOOTNOTE_LLM_URL]"),
        json_option,
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _data_option(holds: str) -> Callable[..., Any]:
    return click.option("--data", type=FOLDER, required=True, metavar="DIR", help=f"The folder that holds {holds}.")


retrieval_option = click.option(
    "--retrieval-only", is_flag=True, help="Measure the search alone; no language model is asked."
)


@evaluate.command(short_help="Analysts' questions about real filings.")
@_data_option("questions.jsonl and pdfs/")
@index_option
@click.option("--mode", type=click.Choice(["shared", "document", "evidence"]), default="shared", show_default=True,
              help="Search the whole index, search the right filing only, or read the given evidence.")  # fmt: skip
@retrieval_option
@run_options
def financebench(data: Path, folder: Path, mode: str, **options: Any) -> None:
    """FinanceBench: document hit, page hit at 1, 3, 5 and 10, MRR, and answers scored by value, direction and refusal.

    \b
    Ingest the filings first:
      footnote ingest financebench/pdfs --index my-index
      footnote eval financebench --data financebench --index my-index --out runs/a --retrieval-only
    """
    from eval.baselines import labelled_baselines
    from eval.financebench import FinanceBench

    benchmark = FinanceBench(data, mode)
    ids = {example.id for example in benchmark.examples()}
    baselines = labelled_baselines(data / "labelled_answers.jsonl", ids)
    index = folder if benchmark.uses_index else None
    _run(benchmark, index, baselines=baselines, within=mode == "document", **options)


@evaluate.command(short_help="Questions over a table and its paragraphs.")
@_data_option("tatqa_dataset_dev.json")
@run_options
def tatqa(data: Path, **options: Any) -> None:
    """TAT-QA: exact match and F1 by the official metric, by answer type and source. The context is given: no index."""
    from eval.tatqa import TatQA

    _run(TatQA(data), None, **options)


@evaluate.command(short_help="Arithmetic over annual reports.")
@_data_option("finqa_dev.jsonl")
@run_options
def finqa(data: Path, **options: Any) -> None:
    """FinQA: execution accuracy; a result may be rounded (see eval/finqa.py). The context is given: no index."""
    from eval.finqa import FinQA

    _run(FinQA(data), None, **options)


@evaluate.command(short_help="Questions made from your own tagged filings.")
@_data_option("inline XBRL filings (.htm, .html)")
@click.option("--index", "folder", type=FOLDER, metavar="DIR", help="Where to index them.  [default: OUT/index]")
@click.option(
    "--hide-tags", is_flag=True, help="Index the filings without their tags, to measure the reading of tables."
)
@click.option("--per-filing", type=click.IntRange(1), default=40, show_default=True, metavar="N",
              help="Questions about one filing at most.")  # fmt: skip
@retrieval_option
@run_options
def xbrl(data: Path, folder: Path | None, hide_tags: bool, per_filing: int, out: Path | None, **options: Any) -> None:
    """Make a benchmark of any folder of inline XBRL filings and run it: no annotator needed.

    Tagged values become questions with known answers: values, changes, ratios and segment rows, in varied wording.

    \b
    Examples:
      footnote eval xbrl --data filings --out runs/tagged
      footnote eval xbrl --data filings --out runs/tables --hide-tags
      footnote eval compare runs/tables runs/tagged
    """
    from eval.xbrl import XBRL

    benchmark = XBRL(data, hide_tags, per_filing)
    out = out or _new_folder(benchmark.name, options["system"])
    folder = folder or out / "index"
    _index(benchmark.filings, folder, out / "filings-without-tags" if hide_tags else None)
    _run(benchmark, folder, out=out, **options)


@evaluate.command(short_help="Conversations whose turns build on each other.")
@_data_option("conversations.jsonl, or inline XBRL filings to make conversations of")
@click.option("--index", "folder", type=FOLDER, metavar="DIR",
              help="The index to ask.  [default: OUT/index, made of the filings]")  # fmt: skip
@run_options
def multiturn(data: Path, folder: Path | None, out: Path | None, **options: Any) -> None:
    """Ask conversations turn by turn: "And the year before?" after a question, with the earlier turns as history."""
    from eval.multiturn import MultiTurn

    benchmark = MultiTurn(data)
    out = out or _new_folder(benchmark.name, options["system"])
    if folder is None:
        folder = out / "index"
        _index(benchmark.filings.filings, folder, None)
    _run(benchmark, folder, out=out, **options)


def _index(files: list[Path], folder: Path, untagged: Path | None) -> None:
    """Ingest the filings, or copies without tags written to `untagged`; what is there already is left alone.

    Raises:
        EvalError: tags are to be hidden and the index holds tagged facts of these filings.
    """
    from eval.errors import EvalError
    from eval.hide_tags import hide_tags
    from ingest.index import Index
    from ingest.pipeline import ingest

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


def _new_folder(benchmark: str, system: str) -> Path:
    return Path("footnote-runs") / f"{benchmark}-{system}-{datetime.now():%Y%m%d-%H%M%S}"


def _run(
    benchmark: "Benchmark",
    index: Path | None,
    *,
    out: Path | None,
    limit: int | None,
    sample: int | None,
    concurrency: int,
    system: str,
    no_llm: bool,
    llm_url: str | None,
    as_json: bool,
    retrieval_only: bool = False,
    baselines: "list[Baseline] | None" = None,
    within: bool = False,
) -> None:
    """Run a benchmark, write its report and print its figures."""
    from eval.progress import ProgressBar
    from eval.run import Run, run
    from eval.show import print_summary

    if sample is not None and limit is None:
        raise click.UsageError("--sample draws the questions of --limit: give both")
    benchmark.examples()  # what is wrong with the data is said before models are loaded
    if out is None:
        out = _new_folder(benchmark.name, system)
    plan = Run(out, limit, sample, concurrency, retrieval_only)
    assistant, chosen = _system(system, index, llm_url, llm=not (no_llm or retrieval_only), within=within)
    try:
        with ProgressBar(as_json) as progress:
            summary = run(benchmark, chosen, plan, progress)
        _report(benchmark, assistant, out, baselines or [])
    finally:
        if assistant:
            assistant.close()
    if as_json:
        click.echo(json.dumps(summary, indent=2, ensure_ascii=False, default=str))
    else:
        print_summary(summary, out)


def _system(
    name: str, index: Path | None, url: str | None, *, llm: bool, within: bool
) -> "tuple[Assistant | None, System]":
    """The system to measure, with the assistant to close afterwards.

    Raises:
        EvalError: a language model is needed and none answers.
    """
    from assistant.assistant import Assistant
    from eval.errors import EvalError
    from eval.program_of_thought import ProgramOfThought
    from eval.stock import Stock, StockContext
    from eval.systems import ContextSystem, Ours, RecordingLLM

    model = RecordingLLM(url) if llm else None
    if model and (trouble := model.status()):
        raise EvalError(f"{trouble} (or measure without one: --no-llm{', --retrieval-only' if index else ''})")
    if index is None:
        if name == "pot":
            return None, ProgramOfThought(model)
        return None, StockContext(model) if name == "stock" else ContextSystem(model)
    if name == "pot":
        raise EvalError("--system pot is for benchmarks that give the context: tatqa and finqa")
    assistant = Assistant(index, llm=model or False)
    assistant.index.check()  # a damaged index is one error now, not one a question
    return assistant, (Stock if name == "stock" else Ours)(assistant, model, within)


def _report(benchmark: "Benchmark", assistant: "Assistant | None", out: Path, baselines: "list[Baseline]") -> None:
    from eval.evidence import save_pages
    from eval.report import write_report
    from eval.run import load_results

    files = dict(benchmark.files())
    ids: dict[str, str] = {}
    if assistant:
        for document in assistant.documents():
            files.setdefault(document.id, Path(document.path))
            ids[Path(document.source).stem] = document.id

    def page_text(document: str, page: int) -> str:
        return assistant.page_text(ids.get(document, document), page) if assistant else ""

    save_pages(out, load_results(out), files, page_text)
    write_report(out, baselines)


@evaluate.command(short_help="Is run B better than run A?")
@click.argument("a", type=FOLDER)
@click.argument("b", type=FOLDER)
@json_option
def compare(a: Path, b: Path, as_json: bool) -> None:
    """Compare two run folders question by question: difference with its 95% bootstrap interval, McNemar's test, and
    the questions whose outcome changed.

    \b
    Example:
      footnote eval compare runs/before runs/after
    """
    from eval.compare import compare as compare_runs
    from eval.show import print_comparison

    found = compare_runs(a, b)
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
    else:
        print_comparison(found)


@evaluate.command(short_help="Write a run's report again.")
@click.argument("folder", type=FOLDER)
@json_option
def report(folder: Path, as_json: bool) -> None:
    """Write report.html of a finished run again, from its results and summary."""
    from eval.report import write_report

    path = write_report(folder)
    click.echo(json.dumps({"report": str(path)}) if as_json else f"Report: {path}")


@evaluate.command(short_help="How far does the scorer agree with people?")
@_data_option("labelled_answers.jsonl")
@click.option("--show", type=click.IntRange(0), default=0, metavar="N", help="Print N answers judged differently.")
@json_option
def agreement(data: Path, show: int, as_json: bool) -> None:
    """Score answers that people have labelled and count: agreement, Cohen's kappa and the confusion table, for numbers,
    yes/no and prose separately.
    """
    from eval.agreement import agreement as measure
    from eval.show import agreement_json, print_agreement

    measured = measure(data / "labelled_answers.jsonl")
    if as_json:
        click.echo(json.dumps(agreement_json(measured), indent=2, ensure_ascii=False))
        return
    print_agreement(measured)
    for item in measured.disagreements[:show]:
        click.echo(f"\n{' '.join(item.question.split())[:200]}\n  gold: {' '.join(item.gold.split())[:160]}")
        click.echo(f"  people: {item.person}; scorer: {item.score.value} ({item.score.explanation})")
        click.echo(f"  reply: {' '.join(item.reply.split())[:300]}")

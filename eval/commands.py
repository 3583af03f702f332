"""The commands of the harness: `footnote eval financebench|tatqa|finqa|xbrl|multiturn|compare|report|agreement`."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import index_option, json_option

if TYPE_CHECKING:
    from eval.baselines import Baseline
    from eval.benchmark import Benchmark

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
      footnote eval financebench --data financebench --index my-index --out runs/b --system ours --system stock
      footnote eval compare runs/b/stock runs/b/ours
      footnote eval xbrl --data my-filings --out runs/mine --hide-tags
    """


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every benchmark has."""
    options: list[Callable[..., Any]] = [
        click.option("--out", type=FOLDER, metavar="DIR",
                     help="The run folder: made, or resumed.  [default: a new one in footnote-runs]"),
        click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask N questions only, the first ones."),
        click.option("--sample", type=int, metavar="SEED",
                     help="Draw the N questions of --limit by this seed, each kind in its proportion; without --limit, "
                          "ask all in the order drawn."),
        click.option("--concurrency", type=click.IntRange(1), default=4, show_default=True, metavar="N",
                     help="Questions in flight at once: enough to keep the model server's batch full."),
        click.option("--system", "systems", type=click.Choice(["ours", "stock", "pot"]), multiple=True,
                     default=["ours"], show_default=True,
                     help="Footnote, a plain LangChain chain with the same index and model, or (context given) a plain "
                          "program-of-thought prompt. Give it twice to measure two, and compare them, in one run."),
        click.option("--no-llm", is_flag=True, help="Ask no language model: what facts and formulas give."),
        click.option("--llm-url", metavar="URL", help="An OpenAI-compatible address.  [default: FOOTNOTE_LLM_URL]"),
        click.option("--judge", is_flag=True,
                     help="Let a language model grade answers in prose too. Its verdict stands beside the score."),
        click.option("--judge-url", metavar="URL", help="Where the judge is asked.  [default: as the model]"),
        click.option("--judge-model", metavar="NAME", help="Which model judges.  [default: as the model]"),
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
@click.option(
    "--mode",
    type=click.Choice(["shared", "document", "evidence", "removed"]),
    default="shared",
    show_default=True,
    help="Search the whole index, the right filing only, or all but the right one (to see what is then refused); or "
    "read the given evidence.",
)
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
    _execute(benchmark, None if mode == "evidence" else folder, options, baselines, mode)


@evaluate.command(short_help="Questions over a table and its paragraphs.")
@_data_option("tatqa_dataset_dev.json")
@run_options
def tatqa(data: Path, **options: Any) -> None:
    """TAT-QA: exact match and F1 by the official metric, by answer type and source. The context is given: no index."""
    from eval.tatqa import TatQA

    _execute(TatQA(data), None, options)


@evaluate.command(short_help="Arithmetic over annual reports.")
@_data_option("finqa_dev.jsonl")
@run_options
def finqa(data: Path, **options: Any) -> None:
    """FinQA: execution accuracy; a result may be rounded (see eval/finqa.py). The context is given: no index."""
    from eval.finqa import FinQA

    _execute(FinQA(data), None, options)


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
def xbrl(data: Path, folder: Path | None, hide_tags: bool, per_filing: int, **options: Any) -> None:
    """Make a benchmark of any folder of inline XBRL filings and run it: no annotator needed.

    Tagged values become questions with known answers: values, changes, ratios and segment rows, in varied wording.

    \b
    Examples:
      footnote eval xbrl --data filings --out runs/tagged
      footnote eval xbrl --data filings --out runs/tables --hide-tags
      footnote eval compare runs/tables runs/tagged
    """
    from eval.execute import index_filings
    from eval.xbrl import XBRL

    benchmark = XBRL(data, hide_tags, per_filing)
    benchmark.examples()  # what is wrong with the filings is said before they are indexed
    out = options["out"] = _out(options, benchmark.name)
    folder = folder or out / "index"
    index_filings(benchmark.filings, folder, out / "filings-without-tags" if hide_tags else None)
    _execute(benchmark, folder, options)


@evaluate.command(short_help="Conversations whose turns build on each other.")
@click.option("--data", type=FOLDER, metavar="DIR",
              help="The folder that holds conversations.jsonl, or inline XBRL filings to make conversations of.  "
                   "[default: the demo company's filings and conversations, written to OUT/demo]")  # fmt: skip
@click.option("--index", "folder", type=FOLDER, metavar="DIR",
              help="The index to ask.  [default: OUT/index, made of the filings in --data]")  # fmt: skip
@run_options
def multiturn(data: Path | None, folder: Path | None, **options: Any) -> None:
    """Ask conversations turn by turn: "And the year before?" after a question, with the earlier turns as history.

    \b
    Examples:
      footnote eval multiturn --out runs/demo
      footnote eval multiturn --data filings --out runs/talk
    """
    from eval.demo import write_demo_conversations
    from eval.execute import index_filings
    from eval.multiturn import MultiTurn

    out = options["out"] = _out(options, MultiTurn.name)
    if data is None:
        data = write_demo_conversations(out / "demo")
    benchmark = MultiTurn(data)
    benchmark.examples()
    if folder is None:
        folder = out / "index"
        index_filings(benchmark.filings, folder)
    _execute(benchmark, folder, options)


def _out(options: Mapping[str, Any], benchmark: str) -> Path:
    """The folder of --out, else a new one."""
    from eval.execute import new_folder

    out: Path | None = options["out"]
    return out or new_folder(benchmark, options["systems"])


def _execute(
    benchmark: "Benchmark",
    index: Path | None,
    options: Mapping[str, Any],
    baselines: "Sequence[Baseline]" = (),
    mode: str = "shared",
) -> None:
    from eval.execute import Options, execute

    execute(benchmark, index, Options(**{**options, "out": _out(options, benchmark.name)}), baselines, mode)


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
    """Write report.html of a finished run again, from its results and summary; of every run in a folder of several."""
    from eval.report_compare import write_reports

    path = write_reports(folder)
    click.echo(json.dumps({"report": str(path)}) if as_json else f"Report: {path}")


@evaluate.command(short_help="How far does the scorer agree with people?")
@_data_option("labelled_answers.jsonl")
@click.option("--show", type=click.IntRange(0), default=0, metavar="N", help="Print N answers judged differently.")
@click.option(
    "--judge",
    "judged",
    type=click.IntRange(1),
    metavar="N",
    help="Let a language model grade N answers in prose instead, and count how far it agrees with people.",
)
@click.option("--judge-url", metavar="URL", help="Where the judge is asked.  [default: FOOTNOTE_LLM_URL]")
@click.option(
    "--judge-model", metavar="NAME", help="Which model judges.  [default: FOOTNOTE_LLM_MODEL, else its first]"
)
@json_option
def agreement(
    data: Path, show: int, judged: int | None, judge_url: str | None, judge_model: str | None, as_json: bool
) -> None:  # fmt: skip
    """Score answers that people have labelled and count: agreement, Cohen's kappa and the confusion table, for numbers,
    yes/no and prose separately.
    """
    from eval.agreement import agreement as measure

    if judged:
        _judge_agreement(data / "labelled_answers.jsonl", judged, judge_url, judge_model, as_json)
        return
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


def _judge_agreement(path: Path, count: int, url: str | None, model: str | None, as_json: bool) -> None:
    from eval.agreement import judge_agreement
    from eval.execute import open_judge
    from eval.show import judge_json, print_judge

    judge = open_judge(url, model)
    with click.progressbar(length=count, label="judged", file=sys.stderr, hidden=as_json) as bar:
        pairs = judge_agreement(path, judge, count, progress=lambda done, total: bar.update(1))
    if as_json:
        click.echo(json.dumps(judge_json(judge.model, pairs), indent=2, ensure_ascii=False))
    else:
        print_judge(judge.model, pairs)

"""Prints figures to the terminal: a run's summary, a comparison, the scorer's agreement with people."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from eval.agreement import Agreement, Confusion, kappa
from eval.compare import Comparison
from eval.score import Kind, Outcome

__all__ = ["agreement_json", "judge_json", "print_agreement", "print_comparison", "print_judge", "print_summary"]


def print_summary(summary: Mapping[str, Any], out: Path) -> None:
    """A run in a dozen lines."""
    metrics = summary["metrics"]
    click.secho(f"{summary['benchmark']} · {summary['system']} · {metrics['questions']} questions", bold=True)
    if accuracy := metrics.get("accuracy"):
        click.echo(
            f"  correct   {accuracy['value']:.1%}  ({accuracy['correct']} of {accuracy['of']}; "
            f"95% {accuracy['low']:.1%} to {accuracy['high']:.1%})"
        )
        click.echo("  outcomes  " + ", ".join(f"{count} {name}" for name, count in metrics["outcomes"].items()))
        for kind, row in metrics["by_kind"].items():
            own = "".join(f"  {name} {number['value']:.3f}" for name, number in row["numbers"].items())
            click.echo(f"    {kind:<28} {row['value']:.1%}  ({row['correct']} of {row['of']}){own}")
        for name, number in metrics["numbers"].items():
            click.echo(f"  {name:<9} {number['value']:.3f}  (mean over {number['of']})")
    if (verified := metrics.get("verified")) and verified["of"]:
        click.echo(f"  verified  {verified['of']} answers, {verified['wrong']} of them wrong ({verified['value']:.1%})")
    if judge := metrics.get("judge"):
        click.echo(
            f"  judge     {judge['model']} finds {judge['correct']} of {judge['of']} in prose correct, "
            f"the score {judge['score_correct']}; they agree on {judge['agreement']:.1%}"
        )
    for name, row in metrics.get("retrieval", {}).items():
        hits = f"{row['hits']} of {row['of']}" if "hits" in row else f"over {row['of']}"
        click.echo(f"  {name:<15} {row['value']:.3f}  ({hits})")
    if latency := metrics.get("latency"):
        click.echo(f"  seconds a question: median {latency['median_s']}, 90% under {latency['p90_s']}")
    click.echo(f"Report: {out / 'report.html'}")


def print_comparison(found: Comparison) -> None:
    """A comparison, with every question that changed."""
    click.echo(f"A  {found.a}: {found.accuracy_a:.1%} of {found.questions} questions")
    click.echo(f"B  {found.b}: {found.accuracy_b:.1%}")
    click.echo(f"right in A only: {found.only_a}, in B only: {found.only_b} (McNemar's exact test p = {found.p:.3g})")
    if found.unpaired:
        click.echo(f"{found.unpaired} questions are in one run only and were left out")
    click.secho(found.verdict, bold=True)
    for change in found.changes:
        click.echo(f"\n{change.question_id}  {change.before} → {change.after}  ({change.kind})")
        click.echo(f"  {' '.join(change.question.split())[:200]}")
        click.echo(f"  gold: {' '.join(change.gold.split())[:120]}")
        click.echo(f"  A: {' '.join(change.answer_before.split())[:160]}")
        click.echo(f"  B: {' '.join(change.answer_after.split())[:160]}")


def _groups(measured: Agreement) -> dict[str, Confusion]:
    named = {kind.value: measured.of(kind) for kind in Kind}
    return {**named, "numeric and yes/no": measured.of(Kind.NUMERIC, Kind.YES_NO), "all": measured.of(*Kind)}


def agreement_json(measured: Agreement) -> dict[str, Any]:
    """Counts, agreement, kappa and confusion by kind, for machines."""
    return {
        name: {
            "answers": counts.total(),
            "agreement": round(measured.rate(counts), 4),
            "kappa": round(kappa(counts), 4),
            "confusion": {f"{person} → {ours}": count for (person, ours), count in sorted(counts.items())},
        }
        for name, counts in _groups(measured).items()
    }


def judge_json(model: str, pairs: Counter[tuple[str, str]]) -> dict[str, Any]:
    """How far a judging model agrees with people, for machines."""
    alike = sum(count for (person, its), count in pairs.items() if person == its)
    confusion = {f"{person} → {its}": count for (person, its), count in sorted(pairs.items())}
    return {
        "model": model,
        "answers": pairs.total(),
        "agreement": round(alike / max(pairs.total(), 1), 4),
        "confusion": confusion,
    }


def print_judge(model: str, pairs: Counter[tuple[str, str]]) -> None:
    """One confusion table."""
    found = judge_json(model, pairs)
    table = Table(title=f"{model} on prose: {found['answers']} answers, agreement {found['agreement']:.1%}")
    verdicts = sorted({its for _, its in pairs})
    table.add_column("people \\ judge")
    for verdict in verdicts:
        table.add_column(verdict, justify="right")
    for person in Outcome:
        table.add_row(person.value, *(str(pairs[person.value, verdict]) for verdict in verdicts))
    Console().print(table)


def print_agreement(measured: Agreement) -> None:
    """One confusion table a kind."""
    console = Console()
    for name, counts in _groups(measured).items():
        table = Table(
            title=f"{name}: {counts.total()} answers, agreement {measured.rate(counts):.1%}, kappa {kappa(counts):.3f}"
        )
        table.add_column("people \\ scorer")
        for outcome in Outcome:
            table.add_column(outcome.value, justify="right")
        for person in Outcome:
            table.add_row(person.value, *(str(counts[person, ours]) for ours in Outcome))
        console.print(table)

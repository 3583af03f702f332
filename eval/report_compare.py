"""Writes the page that sets runs of several systems beside each other, with what changed between them."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from eval.compare import Change, Comparison, compare
from eval.errors import RunConflict
from eval.html import percent, section, table, whole_page
from eval.report import TITLES, anchor, write_report
from eval.run import load_summary

__all__ = ["write_comparison", "write_reports"]

FILE = "report.html"


def write_reports(folder: Path) -> Path:
    """Write the report of a finished run again, or of every run in a folder of several with their comparison.

    Raises:
        RunConflict: the folder holds no finished run.
    """
    if not folder.is_dir():
        raise RunConflict(f"{folder} is no folder: name one that `footnote eval` wrote")
    runs = sorted(path.parent for path in folder.glob("*/summary.json"))
    if (folder / "summary.json").is_file() or not runs:
        return write_report(folder)
    return write_comparison(folder, sorted(runs, key=lambda run: run.name != "ours"))


def write_comparison(out: Path, runs: Sequence[Path]) -> Path:
    """Write `report.html` into `out` about the runs in its folders, the first against each other, and their reports.

    Raises:
        RunConflict: a run is not finished, or they are not of the same questions.
    """
    summaries = {run: load_summary(run) for run in runs}
    for run in runs:
        write_report(run, beside=[other for other in runs if other != run])
    first, *others = runs
    parts = [_figures(out, summaries)]
    if all(summary["metrics"].get("accuracy") for summary in summaries.values()):
        parts += [_kinds(summaries), *(_comparison(out, other, first, compare(other, first)) for other in others)]
    summary = summaries[first]
    title = f"{TITLES.get(summary['benchmark'], summary['benchmark'])} · {' and '.join(run.name for run in runs)}"
    about = f"{summary['metrics']['questions']} questions · each name leads to that system's own report"
    path = out / FILE
    path.write_text(whole_page(title, about, parts), encoding="utf-8")
    return path


def _figures(out: Path, summaries: dict[Path, dict[str, Any]]) -> str:
    rows = []
    for run, summary in summaries.items():
        metrics = summary["metrics"]
        accuracy, outcomes = metrics.get("accuracy"), metrics["outcomes"]
        right = f"{percent(accuracy['value'])} ({percent(accuracy['low'])} – {percent(accuracy['high'])})"
        retrieval = metrics.get("retrieval")
        link = {"html": f'<a href="{quote(run.relative_to(out).as_posix())}/{FILE}">{escape(run.name)}</a>'}
        rows.append(
            [
                link,
                summary["settings"].get("system.model") or "no language model",
                right if accuracy else "",
                *(outcomes.get(key, 0) for key in ("correct", "incorrect", "refusal", "error")),
                percent(retrieval["page_hit@5"]["value"]) if retrieval else "",
                f"{metrics['latency']['median_s']:.2f} s" if metrics.get("latency") else "",
            ]
        )
    head = ["system", "model", "correct (95%)", "correct", "wrong", "refused", "failed", "page hit@5", "median time"]
    return section("", table(head, rows, first="ours"))


def _kinds(summaries: dict[Path, dict[str, Any]]) -> str:
    kinds = next(iter(summaries.values()))["metrics"]["by_kind"]
    rows = [
        [kind, row["of"], *(percent(summary["metrics"]["by_kind"][kind]["value"]) for summary in summaries.values())]
        for kind, row in kinds.items()
    ]
    names = [run.name for run in summaries]
    return section("By kind of question", table(["", "questions", *names], rows)) if rows else ""


def _comparison(out: Path, other: Path, first: Path, found: Comparison) -> str:
    names = other.name, first.name
    verdict = found.verdict.replace("B is", f"{names[1]} is").replace("than A", f"than {names[0]}")
    about = (
        f"<p><b>{escape(verdict[0].upper() + verdict[1:])}.</b> Right in {escape(names[0])} only: {found.only_a}; in "
        f"{escape(names[1])} only: {found.only_b}. The interval is a paired bootstrap's, p is McNemar's.</p>"
    )
    rows = [_change(out, other, first, change) for change in found.changes]
    changes = table(["question", "gold", names[0], names[1]], rows) if rows else "<p>No outcome changed.</p>"
    return section(f"{names[1]} against {names[0]}", about + changes)


def _change(out: Path, other: Path, first: Path, change: Change) -> list[Any]:
    def told(run: Path, outcome: str, answer: str) -> dict[str, str]:
        link = f"{quote(run.relative_to(out).as_posix())}/{FILE}#{quote(anchor(change.question_id))}"
        return {"html": f'<a href="{link}">{escape(outcome)}</a><br>{escape(_clip(answer))}'}

    return [
        change.question,
        _clip(change.gold),
        told(other, change.before, change.answer_before),
        told(first, change.after, change.answer_after),
    ]


def _clip(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:159]}…"

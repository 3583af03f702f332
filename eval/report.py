"""Writes a run's report: one HTML file that needs nothing else but the page images beside it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from eval.baselines import PUBLISHED, Baseline
from eval.evidence import page_name
from eval.measure import page_rank
from eval.plots import accuracy_plot, latency_plot, page_hit_plot
from eval.record import NOT_SCORED, Record
from eval.report_style import FILTERS, STYLE
from eval.run import load_results, load_summary

__all__ = ["write_report"]

ORDER = {"incorrect": 0, "error": 1, "refusal": 2, NOT_SCORED: 3, "correct": 4}


def write_report(folder: Path, baselines: Sequence[Baseline] = ()) -> Path:
    """Write `report.html` into a finished run's folder and return its path.

    `baselines` are shown beside the published ones and kept for later reports of the folder.

    Raises:
        RunConflict: the folder holds no finished run.
    """
    summary = load_summary(folder)
    records = load_results(folder)
    kept = folder / "baselines.json"
    if baselines:
        kept.write_text(json.dumps([asdict(b) for b in baselines], indent=2, ensure_ascii=False), encoding="utf-8")
    elif kept.is_file():
        baselines = [Baseline(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    metrics = summary["metrics"]
    title = f"{summary['benchmark']} · {summary['system']}"
    parts = [
        f"<header><h1>{escape(title)}</h1><p>{escape(_line(summary))}</p></header>",
        _cards(metrics),
        _plots(metrics, records),
        _kinds("By kind of question", metrics.get("by_kind", {})),
        _kinds("By kind of answer", metrics.get("by_answer", {})),
        _retrieval(metrics),
        _baseline_table(summary, list(baselines)),
        _questions(folder, records),
        _facts("Settings", summary["settings"]),
        _facts("Made with", _flat(summary["environment"])),
    ]
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )
    path = folder / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


def _line(summary: Mapping[str, Any]) -> str:
    settings, sessions = summary["settings"], summary.get("sessions") or [{}]
    model = settings.get("system.model") or "no language model"
    return f"{summary['metrics']['questions']} questions · {model} · finished {sessions[-1].get('finished', '?')}"


# ---------------------------------------------------------------- figures


def _cards(metrics: Mapping[str, Any]) -> str:
    cards: list[tuple[str, str, str]] = []
    if accuracy := metrics.get("accuracy"):
        interval = f"95% {_percent(accuracy['low'])} to {_percent(accuracy['high'])}"
        span = f"{accuracy['correct']} of {accuracy['of']} · {interval}"
        cards.append((_percent(accuracy["value"]), "correct", span))
        outcomes = metrics["outcomes"]
        for name, label in (("incorrect", "wrong"), ("refusal", "refused"), ("error", "failed")):
            count = outcomes.get(name, 0)
            if count or name != "error":
                cards.append((_percent(count / accuracy["of"]), label, f"{count} of {accuracy['of']}"))
    for name, number in metrics.get("numbers", {}).items():
        cards.append((f"{number['value']:.3f}", name, f"mean over {number['of']}"))
    if retrieval := metrics.get("retrieval"):
        for name in ("document_hit@1", "page_hit@5"):
            row = retrieval[name]
            cards.append((_percent(row["value"]), name.replace("_", " "), f"{row['hits']} of {row['of']}"))
        cards.append((f"{retrieval['mrr']['value']:.3f}", "MRR", "first 10 passages"))
    if latency := metrics.get("latency"):
        cards.append((f"{latency['median_s']:.2f} s", "median time", f"90% under {latency['p90_s']:.2f} s"))
    return _section(
        "",
        '<div class="cards">'
        + "".join(
            f'<div class="card"><b>{escape(value)}</b><span>{escape(label)}</span><small>{escape(note)}</small></div>'
            for value, label, note in cards
        )
        + "</div>",
    )


def _plots(metrics: Mapping[str, Any], records: Sequence[Record]) -> str:
    figures: list[tuple[str, str]] = []
    if by_kind := metrics.get("by_kind"):
        figures.append(("Accuracy by kind of question", accuracy_plot(by_kind)))
    if metrics.get("retrieval"):
        figures.append(("Evidence page found by rank", page_hit_plot(records)))
    figures.append(("Time a question takes", latency_plot(records)))
    inner = "".join(f"<figure>{svg}<figcaption>{escape(name)}</figcaption></figure>" for name, svg in figures)
    return _section("", f'<div class="plots">{inner}</div>')


def _kinds(title: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    if not groups:
        return ""
    names = sorted({name for row in groups.values() for name in row.get("numbers", {})})
    head = ["", "questions", "correct", "wrong", "refused", "failed", "accuracy", "95% interval", *names]
    rows = []
    for name, row in groups.items():
        outcomes = row["outcomes"]
        counts = [outcomes.get(key, 0) for key in ("correct", "incorrect", "refusal", "error")]
        interval = f"{_percent(row['low'])} – {_percent(row['high'])}"
        own = [f"{row['numbers'][number]['value']:.3f}" if number in row.get("numbers", {}) else "" for number in names]
        rows.append([name, row["of"], *counts, _percent(row["value"]), interval, *own])
    return _section(title, _table(head, rows))


def _retrieval(metrics: Mapping[str, Any]) -> str:
    groups = {"all": metrics.get("retrieval"), **metrics.get("retrieval_by_kind", {})}
    if not groups["all"]:
        return ""
    names = [name for name in groups["all"] if name != "mrr"]
    rows = [
        [
            kind,
            row["mrr"]["of"],
            *(f"{_percent(row[n]['value'])} ({row[n]['hits']})" for n in names),
            f"{row['mrr']['value']:.3f}",
        ]
        for kind, row in groups.items()
    ]
    return _section("Retrieval", _table(["", "questions", *(n.replace("_", " ") for n in names), "MRR"], rows))


def _baseline_table(summary: Mapping[str, Any], measured_elsewhere: list[Baseline]) -> str:
    published = [*PUBLISHED.get(summary["benchmark"], ()), *measured_elsewhere]
    accuracy = summary["metrics"].get("accuracy")
    if not published or not accuracy:
        return ""
    mode = summary["settings"].get("benchmark.mode", "context given")
    ours: list[Any] = [
        f"{summary['system']} · {summary['settings'].get('system.model')}",
        mode,
        "correct",
        f"{accuracy['value'] * 100:.1f}",
        "measured here",
        f"by script, these {accuracy['of']} questions",
    ]
    rows = [ours] + [
        [b.system, b.setting, b.metric, f"{b.value:.1f}", f"published: {b.source}", b.scored] for b in published
    ]
    note = (
        "<p>Published figures were not measured here: their questions, prompts and judges differ from this run's.</p>"
    )
    return _section(
        "Beside published figures",
        note + _table(["system", "setting", "metric", "%", "source", "scored"], rows, first="ours"),
    )


# ---------------------------------------------------------------- questions


def _questions(folder: Path, records: Sequence[Record]) -> str:
    ordered = sorted(records, key=lambda record: ORDER.get(record.outcome, 9))
    body = "".join(_question(folder, record) for record in ordered)
    return _section("Questions", FILTERS + f'<div class="questions">{body}</div>', css="all")


def _question(folder: Path, record: Record) -> str:
    rows = [
        ("gold", _text(str(record.gold))),
        ("answer", _text(record.answer or record.error)),
        ("why", _text(_why(record))),
        ("evidence", _places(folder, record.evidence)),
        ("calculated", "<br>".join(_calculation(c) for c in record.calculations)),
        ("cited", "<br>".join(_citation(folder, c) for c in record.citations)),
        ("found", _places(folder, record.passages)),
        ("notes", _text("; ".join(record.notes))),
    ]
    inner = "".join(f"<dt>{name}</dt><dd>{html}</dd>" for name, html in rows if html)
    if record.prompt and record.outcome != "correct":
        inner += f"<dt>prompt</dt><dd><details><summary>show</summary><pre>{escape(record.prompt)}</pre></details></dd>"
    if record.reply and record.reply != record.answer:
        inner += f"<dt>reply</dt><dd><details><summary>show</summary><pre>{escape(record.reply)}</pre></details></dd>"
    css = record.outcome.replace(" ", "-")
    evidence = _places(folder, record.evidence[:1])
    link = f'<span class="page">{evidence}</span>' if evidence and record.outcome != "correct" else ""
    seconds = float(record.timings.get("seconds", 0))
    rank = page_rank(record)
    about = [record.kind, record.question_id, f"{seconds:.2f} s"]
    if record.evidence:
        about.append(f"evidence page at rank {rank}" if rank else "evidence page not found")
    return (
        f'<details class="q {escape(css)}"><summary><i>{escape(record.outcome)}</i> {escape(record.question)} {link}'
        f"<small>{escape(' · '.join(about))}</small></summary>"
        f"<dl>{inner}</dl></details>"
    )


def _why(record: Record) -> str:
    parts = [str(record.score.get("explanation", ""))]
    if read := record.score.get("answer"):
        parts.append(f"read as “{read}”")
    return "; ".join(part for part in parts if part)


def _places(folder: Path, places: Iterable[Mapping[str, Any]]) -> str:
    return " · ".join(_place(folder, place) for place in places)


def _place(folder: Path, place: Mapping[str, Any]) -> str:
    """A page, as a link where it was saved into the run folder."""
    label = escape(f"{place.get('source') or place['document']}, page {place['page']}")
    stem = page_name(str(place["document"]), int(place["page"]))
    for ending in (".png", ".html"):
        if (folder / "pages" / f"{stem}{ending}").is_file():
            return f'<a href="pages/{quote(stem + ending)}" target="_blank">{label}</a>'
    return label


def _citation(folder: Path, citation: Mapping[str, Any]) -> str:
    return f"[{escape(str(citation['marker']))}] {_place(folder, citation)}: {escape(str(citation.get('quote', '')))}"


def _calculation(calculation: Mapping[str, Any]) -> str:
    operands = "; ".join(
        f"{o['name']} = {o.get('printed') or o['value']} ({o['label']}, {o['period']})" for o in calculation["operands"]
    )
    line = f"{calculation['name']} = {calculation['expression']} = {calculation['rounded']}"
    return escape(f"{line} where {operands}" if operands else line)


# ---------------------------------------------------------------- pieces


def _section(title: str, inner: str, css: str = "") -> str:
    head = f"<h2>{escape(title)}</h2>" if title else ""
    return f'<section class="{css}">{head}{inner}</section>'


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]], first: str = "") -> str:
    top = "".join(f"<th>{escape(str(name))}</th>" for name in head)
    body = "".join(
        f'<tr class="{first if place == 0 else ""}">'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in row)
        + "</tr>"
        for place, row in enumerate(rows)
    )
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _facts(title: str, facts: Mapping[str, Any]) -> str:
    return _section(
        title, _table(["", ""], [[key, value] for key, value in facts.items() if value not in (None, "", [])])
    )


def _flat(environment: Mapping[str, Any]) -> dict[str, Any]:
    packages = environment.get("packages", {})
    rest = {key: value for key, value in environment.items() if key != "packages"}
    return {**rest, "packages": ", ".join(f"{name} {version}" for name, version in packages.items())}


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"

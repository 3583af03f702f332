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
from eval.html import cards, facts_table, percent, section, table, text, whole_page
from eval.measure import page_rank
from eval.plots import latency_plot, outcome_plot, page_hit_plot, published_plot
from eval.record import NOT_SCORED, Record
from eval.report_style import FILTERS
from eval.run import load_results, load_summary

__all__ = ["TITLES", "anchor", "write_report"]

TITLES = {
    "financebench": "FinanceBench",
    "tatqa": "TAT-QA",
    "finqa": "FinQA",
    "xbrl": "Questions made of tagged filings",
    "multiturn": "Conversations",
}
METRICS = {"tatqa": "exact match", "finqa": "execution accuracy"}
SETTINGS = {
    "shared": "shared store",
    "document": "single store (document given)",
    "evidence": "oracle (evidence given)",
    "removed": "the right filing taken out",
}
NAMES = {"incorrect": "wrong", "refusal": "refused", "error": "failed"}
ORDER = {"incorrect": 0, "error": 1, "refusal": 2, NOT_SCORED: 3, "correct": 4}


def write_report(folder: Path, baselines: Sequence[Baseline] = (), beside: Sequence[Path] = ()) -> Path:
    """Write `report.html` into a finished run's folder and return its path.

    `baselines` are shown beside the published ones and kept for later reports of the folder; `beside` are folders of
    other systems' finished runs over the same questions.

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
    title = f"{TITLES.get(summary['benchmark'], summary['benchmark'])} · {summary['system']}"
    parts = [
        _cards(metrics),
        _plots(metrics, records),
        _kinds("By kind of question", metrics.get("by_kind", {})),
        _kinds("By kind of answer", answers) if len(answers := metrics.get("by_answer", {})) > 1 else "",
        _retrieval(metrics),
        _judge(metrics),
        _published(summary, baselines, beside),
        _questions(folder, records),
        section(
            "How it was made",
            facts_table("Settings", summary["settings"]) + facts_table("Made with", _flat(summary["environment"])),
        ),
    ]
    path = folder / "report.html"
    path.write_text(whole_page(title, _line(summary), parts), encoding="utf-8")
    return path


def _line(summary: Mapping[str, Any]) -> str:
    settings, sessions = summary["settings"], summary.get("sessions") or [{}]
    model = settings.get("system.model") or "no language model"
    commits = len(summary.get("commits", ()))
    mixed = f" · resumed after changes: made by {commits} versions of the code" if commits > 1 else ""
    finished = str(sessions[-1].get("finished", "?")).replace("T", " ").replace("+00:00", " UTC")
    return f"{summary['metrics']['questions']} questions · {model} · finished {finished}{mixed}"


# ---------------------------------------------------------------- figures


def _cards(metrics: Mapping[str, Any]) -> str:
    found: list[tuple[str, str, str, str]] = []
    if accuracy := metrics.get("accuracy"):
        interval = f"95%: {percent(accuracy['low'])} to {percent(accuracy['high'])}"
        span = f"{accuracy['correct']} of {accuracy['of']} · {interval}"
        found.append((percent(accuracy["value"]), "correct", span, "correct"))
        outcomes = metrics["outcomes"]
        for name, label in (("incorrect", "wrong"), ("refusal", "refused"), ("error", "failed")):
            count = outcomes.get(name, 0)
            if count or name != "error":
                found.append((percent(count / accuracy["of"]), label, f"{count} of {accuracy['of']}", name))
    if (verified := metrics.get("verified")) and verified["of"]:
        note = f"{verified['wrong']} of the {verified['of']} answers marked verified"
        found.append((percent(verified["value"]), "of verified ones wrong", note, ""))
    for name, number in metrics.get("numbers", {}).items():
        found.append((f"{number['value']:.3f}", name, f"mean over {number['of']}", ""))
    if judge := metrics.get("judge"):
        note = f"{judge['correct']} of {judge['of']} in prose, agrees with the score on {percent(judge['agreement'])}"
        found.append((percent(judge["value"]), "correct to the judge", note, ""))
    if retrieval := metrics.get("retrieval"):
        for name, label in (("document_hit@1", "right filing first"), ("page_hit@5", "evidence page in first 5")):
            row = retrieval[name]
            found.append((percent(row["value"]), label, f"{row['hits']} of {row['of']}", ""))
        found.append((f"{retrieval['mrr']['value']:.3f}", "mean reciprocal rank", "evidence page, first 10", ""))
    if latency := metrics.get("latency"):
        found.append((f"{latency['median_s']:.2f} s", "median time", f"90% under {latency['p90_s']:.2f} s", ""))
    return section("", cards(found))


def _plots(metrics: Mapping[str, Any], records: Sequence[Record]) -> str:
    figures: list[tuple[str, str]] = []
    if by_kind := metrics.get("by_kind"):
        figures.append(("How questions ended, by kind", outcome_plot(by_kind)))
    if metrics.get("retrieval"):
        figures.append(("Evidence page found among the first passages", page_hit_plot(records)))
    figures.append(("Time a question takes", latency_plot(records)))
    inner = "".join(f"<figure><figcaption>{escape(name)}</figcaption>{svg}</figure>" for name, svg in figures)
    return section("", f'<div class="plots">{inner}</div>')


def _kinds(title: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    if not groups:
        return ""
    names = sorted({name for row in groups.values() for name in row.get("numbers", {})})
    head = ["", "questions", "correct", "wrong", "refused", "failed", "accuracy", "95% interval", *names]
    rows = []
    for name, row in groups.items():
        outcomes = row["outcomes"]
        counts = [outcomes.get(key, 0) for key in ("correct", "incorrect", "refusal", "error")]
        interval = f"{percent(row['low'])} – {percent(row['high'])}"
        own = [f"{row['numbers'][number]['value']:.3f}" if number in row.get("numbers", {}) else "" for number in names]
        rows.append([name, row["of"], *counts, percent(row["value"]), interval, *own])
    return section(title, table(head, rows))


def _retrieval(metrics: Mapping[str, Any]) -> str:
    groups = {"all": metrics.get("retrieval"), **metrics.get("retrieval_by_kind", {})}
    if not groups["all"]:
        return ""
    names = [name for name in groups["all"] if name != "mrr"]
    rows = [
        [
            kind,
            row["mrr"]["of"],
            *(f"{percent(row[n]['value'])} ({row[n]['hits']})" for n in names),
            f"{row['mrr']['value']:.3f}",
        ]
        for kind, row in groups.items()
    ]
    return section("Retrieval", table(["", "questions", *(n.replace("_", " ") for n in names), "MRR"], rows))


def _judge(metrics: Mapping[str, Any]) -> str:
    """How a language model graded prose, beside the score."""
    judge = metrics.get("judge")
    if not judge:
        return ""
    about = (
        f"{judge['model']} graded the {judge['of']} answers in prose that were not refused. It found "
        f"{judge['correct']} correct, the score {judge['score_correct']}. The outcome of a question is the score's."
    )
    rows = [[name, count] for name, count in judge["confusion"].items()]
    return section("A second opinion on prose", f"<p>{escape(about)}</p>{table(['', 'answers'], rows)}")


def _published(summary: Mapping[str, Any], elsewhere: Sequence[Baseline], beside: Sequence[Path]) -> str:
    """Our figure, those of other systems measured in the same run, and published ones, marked as such."""
    published = [*PUBLISHED.get(summary["benchmark"], ()), *elsewhere]
    if not summary["metrics"].get("accuracy") or not (published or beside):
        return ""
    measured = [_measured(found) for found in (summary, *(load_summary(folder) for folder in beside))]
    rows = measured + [
        [b.system, b.setting, b.metric, f"{b.value:.1f}", f"published: {b.source}", b.scored] for b in published
    ]
    bars = [(f"{row[0]}, {row[1]}", float(row[3]), place < len(measured)) for place, row in enumerate(rows)]
    note = (
        "<p>Published figures were not measured here: their questions, prompts and judges differ from this run's.</p>"
    )
    plot = f'<div class="plots"><figure>{published_plot(bars)}</figure></div>'
    head = ["system", "setting", "metric", "%", "source", "scored"]
    return section("Beside published figures", note + plot + table(head, rows, first="ours"))


def _measured(summary: Mapping[str, Any]) -> list[str]:
    accuracy = summary["metrics"]["accuracy"]
    mode = summary["settings"].get("benchmark.mode")
    return [
        f"{summary['system']} · {summary['settings'].get('system.model') or 'no language model'}",
        SETTINGS.get(str(mode), "context given"),
        METRICS.get(summary["benchmark"], "correct"),
        f"{accuracy['value'] * 100:.1f}",
        "measured here",
        f"by script, these {accuracy['of']} questions",
    ]


# ---------------------------------------------------------------- questions


def _questions(folder: Path, records: Sequence[Record]) -> str:
    ordered = sorted(records, key=lambda record: ORDER.get(record.outcome, 9))
    body = "".join(_question(folder, record) for record in ordered)
    return section("Questions", FILTERS + f'<div class="questions">{body}</div>', css="all")


def _question(folder: Path, record: Record) -> str:
    rows = [
        ("gold", text(str(record.gold))),
        ("answer", text(record.answer or record.error)),
        ("why", text(_why(record))),
        ("judge", text(_verdict(record))),
        ("evidence", _evidence(folder, record)),
        ("calculated", "<br>".join(_calculation(c) for c in record.calculations)),
        ("cited", "<br>".join(_citation(folder, c) for c in record.citations)),
        ("found", _places(folder, record.passages)),
        ("notes", text("; ".join(record.notes))),
        ("before", "<br>".join(text(f"{asked} — {told}") for asked, told in record.history)),
    ]
    inner = "".join(f"<dt>{name}</dt><dd>{html}</dd>" for name, html in rows if html)
    if record.prompt and record.outcome != "correct":
        inner += f"<dt>prompt</dt><dd><details><summary>show</summary><pre>{escape(record.prompt)}</pre></details></dd>"
    if record.reply and record.reply != record.answer:
        inner += f"<dt>reply</dt><dd><details><summary>show</summary><pre>{escape(record.reply)}</pre></details></dd>"
    css = record.outcome.replace(" ", "-")
    failed = record.outcome != "correct"
    evidence = _evidence(folder, record, most=1) if failed else ""
    link = f'<span class="page">{evidence}</span>' if evidence else ""
    told = ""
    if failed and record.outcome != NOT_SCORED:
        said = _clip(record.answer or record.error) or "nothing"
        told = f'<span class="told">{escape(said)} <b>gold</b> {escape(_clip(str(record.gold)))}</span>'
    about = [record.kind, record.question_id, f"{float(record.timings.get('seconds', 0)):.2f} s"]
    if record.evidence:
        rank = page_rank(record)
        about.append(f"evidence page at rank {rank}" if rank else "evidence page not found")
    return (
        f'<details class="q {escape(css)}" id="{escape(anchor(record.question_id))}"><summary>'
        f"<i>{escape(NAMES.get(record.outcome, record.outcome))}</i> {escape(record.question)} {link}{told}"
        f"<small>{escape(' · '.join(about))}</small></summary>"
        f"<dl>{inner}</dl></details>"
    )


def anchor(question_id: str) -> str:
    """The id of a question's place in a report."""
    return f"q-{page_name(question_id)}"


def _clip(told: str) -> str:
    words = " ".join(told.split())
    return words if len(words) <= 110 else f"{words[:109]}…"


def _verdict(record: Record) -> str:
    judge = record.judge
    return f"{judge['value']}: {judge['reason']} ({judge['model']})" if judge else ""


def _evidence(folder: Path, record: Record, most: int | None = None) -> str:
    """Links to the pages of the evidence, or to the table and texts that were given."""
    if record.evidence:
        return _places(folder, record.evidence[:most])
    name = f"{page_name(record.question_id)}.html"
    if (folder / "pages" / name).is_file():
        return f'<a href="pages/{quote(name)}" target="_blank">the given table and texts</a>'
    return ""


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


def _flat(environment: Mapping[str, Any]) -> dict[str, Any]:
    packages = environment.get("packages", {})
    rest = {key: value for key, value in environment.items() if key != "packages"}
    return {**rest, "packages": ", ".join(f"{name} {version}" for name, version in packages.items())}

"""Draws the plots of a report as inline SVG: accuracy by kind, latency, pages found by rank."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure

from eval.measure import page_rank
from eval.record import Record

__all__ = ["accuracy_plot", "latency_plot", "page_hit_plot"]

INK, BAR, SOFT = "#1f2933", "#2f6f5e", "#b9d3c9"
DEPTH = 20


def accuracy_plot(by_kind: Mapping[str, Mapping[str, Any]]) -> str:
    """Bars of accuracy by kind with their 95% intervals, largest first."""
    rows = sorted(by_kind.items(), key=lambda item: item[1]["value"])
    figure, axes = _axes(0.7 + 0.34 * max(len(rows), 1))
    values = [row["value"] * 100 for _, row in rows]
    below = [max(0.0, (row["value"] - row["low"]) * 100) for _, row in rows]
    above = [max(0.0, (row["high"] - row["value"]) * 100) for _, row in rows]
    names = [f"{_literal(name)} (n={row['of']})" for name, row in rows]
    axes.barh(names, values, color=BAR, height=0.62)
    axes.errorbar(values, range(len(rows)), xerr=[below, above], fmt="none", ecolor=INK, elinewidth=0.9, capsize=2)
    axes.set_xlim(0, 100)
    axes.set_xlabel("correct, %")
    return _svg(figure, "accuracy")


def latency_plot(records: Sequence[Record]) -> str:
    """A histogram of seconds a question, with the median marked."""
    seconds = sorted(float(record.timings.get("seconds", 0)) for record in records)
    figure, axes = _axes(2.5)
    if seconds:
        axes.hist(seconds, bins=min(30, max(5, len(seconds) // 3)), color=SOFT, edgecolor=BAR, linewidth=0.6)
        median = seconds[len(seconds) // 2]
        axes.axvline(median, color=INK, linewidth=1)
        axes.annotate(f"median {median:.2f} s", (median, 0.97), xycoords=("data", "axes fraction"), va="top",
                      xytext=(4, 0), textcoords="offset points", fontsize=8)  # fmt: skip
    axes.set_xlabel("seconds a question")
    axes.set_ylabel("questions")
    return _svg(figure, "latency")


def page_hit_plot(records: Sequence[Record]) -> str:
    """The share of questions whose evidence page is among the first k passages, for k from 1 to 20."""
    ranks = [page_rank(record) for record in records if record.evidence]
    figure, axes = _axes(2.5)
    depths = list(range(1, DEPTH + 1))
    shares = [100 * sum(r is not None and r <= depth for r in ranks) / max(len(ranks), 1) for depth in depths]
    axes.plot(depths, shares, color=BAR, marker="o", markersize=3, linewidth=1.4)
    axes.set_ylim(0, 100)
    axes.set_xlim(0.5, DEPTH + 0.5)
    axes.set_xticks([1, 3, 5, 10, 15, 20])
    axes.set_xlabel("passages looked at (k)")
    axes.set_ylabel("page found, %")
    return _svg(figure, "hits")


def _axes(height: float) -> tuple[Figure, Any]:
    figure = Figure(figsize=(6.4, height), layout="constrained")
    axes = figure.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=8, colors=INK)
    axes.grid(axis="both", color="#e4e7eb", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _literal(text: str) -> str:
    """Text that matplotlib must not read as mathematics."""
    return text.replace("$", r"\$")


def _svg(figure: Figure, name: str) -> str:
    """The figure as an SVG element; `name` keeps the ids of several on one page apart."""
    import matplotlib

    held = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    text = held.getvalue()
    return text[text.index("<svg") :]

"""Draws the plots of a report as inline SVG: outcomes by kind, latency, pages found by rank, published figures."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from eval.measure import page_rank
from eval.record import Record

__all__ = ["latency_plot", "outcome_plot", "page_hit_plot", "published_plot"]

INK, BAR, SOFT, GREY = "#1f2933", "#2f6f5e", "#b9d3c9", "#cbd2d9"
OUTCOMES = (
    ("correct", "correct", BAR),
    ("refusal", "refused", "#e3c98b"),
    ("incorrect", "wrong", "#cf8a84"),
    ("error", "failed", "#7b8794"),
)
DEPTH = 20
SPREAD, LEAST_SECONDS = 15, 0.001
WIDTH, WIDE = 4.6, 8.6
"""Inches; a page shows a plot at about 72 pixels an inch."""
MOST_NAME = 26


def outcome_plot(by_kind: Mapping[str, Mapping[str, Any]]) -> str:
    """Stacked bars of how questions ended by kind, most accurate first, with the 95% interval of the correct share."""
    rows = sorted(by_kind.items(), key=lambda item: item[1]["value"])
    figure, axes = _axes(max(2.6, 0.9 + 0.36 * len(rows)))
    names = [f"{_literal(_short(name))} ({row['of']})" for name, row in rows]
    begun = [0.0] * len(rows)
    for key, label, colour in OUTCOMES:
        shares = [100 * row["outcomes"].get(key, 0) / row["of"] for _, row in rows]
        if any(shares):
            axes.barh(names, shares, left=begun, color=colour, height=0.64, label=label)
            begun = [a + b for a, b in zip(begun, shares, strict=True)]
    values = [row["value"] * 100 for _, row in rows]
    below = [max(0.0, (row["value"] - row["low"]) * 100) for _, row in rows]
    above = [max(0.0, (row["high"] - row["value"]) * 100) for _, row in rows]
    axes.errorbar(values, range(len(rows)), xerr=[below, above], fmt="none", ecolor=INK, elinewidth=0.9, capsize=2.5)
    axes.set_xlim(0, 100)
    axes.set_xlabel("% of questions")
    figure.legend(loc="outside lower center", ncols=4, fontsize=8.5, frameon=False, handlelength=1)
    return _svg(figure, "outcomes")


def latency_plot(records: Sequence[Record]) -> str:
    """A histogram of seconds a question, with the median marked."""
    seconds = sorted(float(record.timings.get("seconds", 0)) for record in records)
    figure, axes = _axes(2.6)
    if seconds:
        median, most = seconds[len(seconds) // 2], max(seconds[-1], LEAST_SECONDS)
        bins: Any = min(30, max(5, len(seconds) // 3))
        if most > SPREAD * max(median, LEAST_SECONDS):  # a few slow ones would press all others into one bar
            bins = np.geomspace(max(seconds[0], LEAST_SECONDS), most, 25)
            axes.set_xscale("log")
            axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.hist(np.clip(seconds, LEAST_SECONDS, None), bins=bins, color=SOFT, edgecolor=BAR, linewidth=0.6)
        axes.axvline(median, color=INK, linewidth=1)
        axes.annotate(f"median {median:.2f} s", (median, 0.97), xycoords=("data", "axes fraction"), va="top",
                      xytext=(4, 0), textcoords="offset points", fontsize=8.5)  # fmt: skip
    axes.set_xlabel("seconds a question")
    axes.set_ylabel("questions")
    return _svg(figure, "latency")


def page_hit_plot(records: Sequence[Record]) -> str:
    """The share of questions whose evidence page is among the first k passages, for k from 1 to 20."""
    ranks = [page_rank(record) for record in records if record.evidence]
    figure, axes = _axes(2.6)
    depths = list(range(1, DEPTH + 1))
    shares = [100 * sum(r is not None and r <= depth for r in ranks) / max(len(ranks), 1) for depth in depths]
    axes.fill_between(depths, shares, color=SOFT, alpha=0.45, linewidth=0)
    axes.plot(depths, shares, color=BAR, marker="o", markersize=3.5, linewidth=1.6)
    axes.annotate(f"{shares[4]:.0f}% at 5", (5, shares[4]), xytext=(4, -14), textcoords="offset points", fontsize=8.5)
    axes.set_ylim(0, 102)
    axes.set_xlim(0.5, DEPTH + 0.5)
    axes.set_xticks([1, 3, 5, 10, 15, 20])
    axes.set_xlabel("passages looked at (k)")
    axes.set_ylabel("page found, %")
    return _svg(figure, "hits")


def published_plot(rows: Sequence[tuple[str, float, bool]]) -> str:
    """Bars of (system and setting, percent, measured here), best first: ours in colour, published ones in grey."""
    ordered = sorted(rows, key=lambda row: row[1])
    figure, axes = _axes(0.7 + 0.3 * len(ordered), WIDE)
    bars = axes.barh([_literal(name) for name, _, _ in ordered], [value for _, value, _ in ordered],
                     color=[BAR if here else GREY for _, _, here in ordered], height=0.66)  # fmt: skip
    axes.bar_label(bars, fmt="%.1f", padding=3, fontsize=8.5)
    axes.set_xlim(0, 105)
    axes.set_xlabel("%")
    return _svg(figure, "published")


def _axes(height: float, width: float = WIDTH) -> tuple[Figure, Any]:
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=9, colors=INK)
    axes.grid(axis="both", color="#e4e7eb", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"


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

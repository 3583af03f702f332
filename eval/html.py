"""Pieces of HTML that reports are made of: a page, sections, tables, cards."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from eval.report_style import STYLE

__all__ = ["cards", "facts_table", "percent", "section", "table", "text", "whole_page"]


def whole_page(title: str, about: str, parts: Iterable[str]) -> str:
    """A page that needs nothing but itself, headed by `title` and a line about it; `parts` are HTML."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>"
        f"<header><h1>{escape(title)}</h1><p>{escape(about)}</p></header>{''.join(parts)}</main></body></html>"
    )


def section(title: str, inner: str, css: str = "") -> str:
    """A section with its heading; `inner` is HTML."""
    head = f"<h2>{escape(title)}</h2>" if title else ""
    return f'<section class="{css}">{head}{inner}</section>'


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], first: str = "") -> str:
    """A table of plain values, a cell of HTML being a `Mapping` {"html": …}; `first` is the class of the first row."""
    top = "".join(f"<th>{escape(str(name))}</th>" for name in head)
    body = "".join(
        f'<tr class="{first if place == 0 else ""}">' + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>"
        for place, row in enumerate(rows)
    )
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(cell: Any) -> str:
    return str(cell["html"]) if isinstance(cell, Mapping) else escape(str(cell))


def cards(items: Iterable[tuple[str, str, str, str]]) -> str:
    """Cards of (value, label, note, class)."""
    inner = "".join(
        f'<div class="card {css}"><b>{escape(value)}</b><span>{escape(label)}</span><small>{escape(note)}</small></div>'
        for value, label, note, css in items
    )
    return f'<div class="cards">{inner}</div>'


def facts_table(title: str, facts: Mapping[str, Any]) -> str:
    """A section of names and values, empty ones left out, closed until it is clicked."""
    rows = [[key, value] for key, value in facts.items() if value not in (None, "", [])]
    return f'<details class="facts"><summary>{escape(title)}</summary>{table(["", ""], rows)}</details>'


def text(value: str) -> str:
    """Plain text with its line breaks."""
    return escape(value).replace("\n", "<br>")


def percent(share: float) -> str:
    """A share of 1 as a percentage with one decimal."""
    return f"{share * 100:.1f}%"

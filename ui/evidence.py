"""Render the evidence beside the chat: the open page of a filing with the quoted place marked."""

import base64
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.document import Box, Document
from ui import pages
from ui.markup import esc, squeeze
from ui.render import name
from ui.session import Place

__all__ = ["PageText", "empty", "highlights", "page"]

PageText = Callable[[str, int], str]
"""Gives the text of a page of a document: `Assistant.page_text`."""

_QUOTE_SHOWN = 320
_APART = re.compile(r"\S {2,}\S|^ {8,}\S")
_ABOUT_ONE_LINE = 0.004


def empty() -> str:
    """The panel before anything is opened."""
    return (
        '<div class="fn-nothing"><p>Choose a source in an answer and its page opens here, '
        "with the quoted place marked.</p></div>"
    )


def page(place: Place, document: Document | None, page_text: PageText) -> str:
    """The open page: which filing, page turning, the quote, and the page as an image or as text."""
    if document is None:
        return '<div class="fn-nothing"><p>This filing is no longer in the index.</p></div>'
    here = place.page == place.quoted_page
    picture = None if place.as_text else pages.image(Path(document.path), place.page)
    if picture is not None:
        quote = pages.find(Path(document.path), place.page, place.quote) if here and place.quote else ()
        sheet = _sheet(picture, highlights(place.box if here else None, quote), document, place.page)
    else:
        sheet = _text(page_text(document.id, place.page), place.quote if here else "")
    title = name(document.identity, document.source)
    return (
        f'<article class="fn-evidence" aria-label="Page {place.page} of {esc(title)}">'
        f'<header><div class="fn-title"><h3>{esc(title)}</h3><p class="fn-file">{esc(document.source)}</p></div>'
        f"{_turning(place, document)}</header>{_quoted(place)}"
        f'<div class="fn-desk" tabindex="0" role="region" aria-label="Page {place.page}">{sheet}</div></article>'
    )


def _turning(place: Place, document: Document) -> str:
    """Previous, page number, next; image or text."""
    last = max(document.pages, 1)

    def step(to: int, label: str, sign: str) -> str:
        off = "" if 1 <= to <= last else " disabled"
        return (
            f'<button type="button" class="fn-step" data-action="leaf" data-page="{to}" aria-label="{label}"{off}>'
            f"{sign}</button>"
        )

    other = "image" if place.as_text else "text"
    return (
        '<nav class="fn-turning" aria-label="Turn pages">'
        + step(place.page - 1, "Previous page", "‹")
        + f'<label class="fn-number"><span class="fn-hidden">Page number</span><input type="number" min="1" '
        f'max="{last}" value="{place.page}" data-action="leaf"></label><span class="fn-dim">of {last}</span>'
        + step(place.page + 1, "Next page", "›")
        + f'<button type="button" class="fn-plain" data-action="view" data-view="{other}" '
        f'aria-label="Show the page as {other}">{other.capitalize()}</button>'
        '<button type="button" class="fn-plain fn-zoom" data-action="zoom" aria-label="Zoom the page">Zoom</button>'
        "</nav>"
    )


def _quoted(place: Place) -> str:
    if not place.quote:
        return ""
    marker = f'<span class="fn-marker">{place.marker}</span>' if place.marker is not None else ""
    back = ""
    if place.page != place.quoted_page:
        back = (
            f' <button type="button" class="fn-plain" data-action="leaf" data-page="{place.quoted_page}">'
            f"Back to page {place.quoted_page}</button>"
        )
    return f'<p class="fn-cited">{marker}<q>{esc(squeeze(place.quote, _QUOTE_SHOWN))}</q>{back}</p>'


def _sheet(picture: bytes, over: str, document: Document, number: int) -> str:
    """The page image with the highlights laid over it."""
    data = base64.b64encode(picture).decode("ascii")
    alt = f"Page {number} of {document.source} as printed"
    return f'<div class="fn-sheet"><img src="data:image/webp;base64,{data}" alt="{esc(alt)}">{over}</div>'


def highlights(cell: Box | None, quote: Sequence[Box]) -> str:
    """What to mark on a page: the words of the quote, and over them the cited cell. Boxes are fractions of the page."""
    over = "".join(_highlight(box, "fn-mark") for box in quote)
    return over + (_highlight(cell, "fn-mark fn-cell") if cell else "")


def _highlight(box: Box, kind: str) -> str:
    pad = _ABOUT_ONE_LINE
    left, top = max(box.left - pad, 0.0), max(box.top - pad / 2, 0.0)
    width, height = box.right - box.left + 2 * pad, box.bottom - box.top + pad
    style = f"left:{left:.3%};top:{top:.3%};width:{width:.3%};height:{height:.3%}"
    return f'<span class="{kind}" style="{style}"></span>'


def _text(text: str, quote: str) -> str:
    """A page as text with the quote marked; lines whose cells stand apart keep their columns."""
    if not text.strip():
        return '<p class="fn-nothing">There is no text on this page.</p>'
    lines: list[str] = [""]
    plain: list[str] = [""]
    for piece, marked in pages.spans(text, quote):
        for number, part in enumerate(piece.splitlines(keepends=True) or [piece]):
            if number or plain[-1].endswith("\n"):
                lines.append("")
                plain.append("")
            plain[-1] += part
            shown = esc(part.rstrip("\r\n"))
            lines[-1] += f"<mark>{shown}</mark>" if marked and shown else shown
    rows = zip(plain, lines, strict=True)
    return '<div class="fn-plaintext">' + "".join(_line(line, html) for line, html in rows) + "</div>"


def _line(line: str, html: str) -> str:
    columns = " fn-cells" if _APART.search(line) else ""
    return f'<p class="fn-line{columns}">{html}</p>'

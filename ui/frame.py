"""Render what stands around the conversation: the header, the welcome, the table of what is indexed."""

from collections.abc import Sequence

from ingest.document import Document, Identity
from ui.markup import esc

__all__ = ["filings", "header", "welcome"]

_SUN = "M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7 1.4-1.4M4.9 19.1l1.4-1.4m0-11.4L4.9 4.9m14.2 14.2-1.4-1.4"


def header(problem: str | None, count: int) -> str:
    """The name, whether a language model answers, and the page's own buttons."""
    state, words = ("fn-off", problem[:1].upper() + problem[1:]) if problem else ("fn-on", "Model ready")
    filings_word = "filing" if count == 1 else "filings"
    return (
        '<div class="fn-header"><h1>Footnote<sup aria-hidden="true">1</sup></h1>'
        f'<p class="fn-status {state}" role="status"><i aria-hidden="true"></i><span>{esc(words)}</span></p>'
        '<div class="fn-tools">'
        f'<button type="button" class="fn-tool" data-action="filings">{count:,} {filings_word}</button>'
        '<button type="button" class="fn-tool" data-action="new">New conversation</button>'
        '<button type="button" class="fn-tool fn-icon" data-action="theme" aria-label="Switch light and dark">'
        '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" '
        f'stroke-width="1.8" stroke-linecap="round"><circle cx="12" cy="12" r="4"/><path d="{_SUN}"/></svg>'
        "</button></div></div>"
    )


def welcome(examples: Sequence[str], documents: Sequence[Document]) -> str:
    """What the chat shows before the first question: what this is, and questions to start from or how to ingest."""
    if not documents:
        return (
            '<section class="fn-welcome"><h2>No filings are indexed yet</h2>'
            "<p>Add some from a terminal; this page notices by itself:</p>"
            "<pre><code>footnote ingest PATH… --index DIR</code></pre>"
            "<p>PATH is a filing or a folder of filings: PDF, HTML, text and more. "
            "DIR is the index folder this page was started with.</p></section>"
        )
    asks = "".join(
        f'<li><button type="button" class="fn-example" data-action="ask" data-question="{esc(text)}">{esc(text)}'
        "</button></li>"
        for text in examples
    )
    return (
        '<section class="fn-welcome"><h2>Ask the filings.</h2>'
        "<p>Every number in an answer is quoted from a page you can open, or computed in front of you from such "
        "numbers. What the filings do not hold is not answered.</p>"
        f'<ul class="fn-examples" aria-label="Example questions">{asks}</ul></section>'
    )


def filings(documents: Sequence[Document]) -> str:
    """The table of what is indexed; a row opens its first page."""
    if not documents:
        return (
            '<div class="fn-nothing"><p>Nothing is indexed yet.</p>'
            "<pre><code>footnote ingest PATH… --index DIR</code></pre></div>"
        )
    total = sum(document.pages for document in documents)
    ordered = sorted(documents, key=lambda each: (each.identity.company or "~", each.source))
    rows = "".join(_filing(document) for document in ordered)
    plural = "" if len(documents) == 1 else "s"
    return (
        f'<p class="fn-dim fn-total">{len(documents):,} filing{plural}, {total:,} pages</p>'
        '<table class="fn-filings"><thead><tr><th scope="col">Company</th><th scope="col">Form</th>'
        '<th scope="col">Period</th><th scope="col" class="fn-num">Pages</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _filing(document: Document) -> str:
    identity = document.identity
    company = identity.company or "Company not known"
    return (
        f'<tr><td><button type="button" class="fn-link" data-action="document" data-document="{esc(document.id)}" '
        f'aria-label="Open {esc(document.source)}">{esc(company)}</button>'
        f'<span class="fn-file">{esc(document.source)}</span></td><td>{esc(identity.form or "–")}</td>'
        f"<td>{_period(identity)}</td>"
        f'<td class="fn-num">{document.pages:,}</td></tr>'
    )


def _period(identity: Identity) -> str:
    """ "FY2023" or "Q2 FY2023" over the day it ended; a dash when neither is known."""
    year = f"FY{identity.fiscal_year}" if identity.fiscal_year else ""
    if year and identity.fiscal_quarter:
        year = f"Q{identity.fiscal_quarter} {year}"
    end = f'<span class="fn-file">to {identity.period_end.isoformat()}</span>' if identity.period_end else ""
    return esc(year) + end or "–"

"""Saves what a report points at into the run folder: PDF pages as images, others as text, contexts that were given."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path

from eval.benchmark import Example
from eval.record import Record

__all__ = ["WANTED_PASSAGES", "page_name", "save_contexts", "save_pages"]

WANTED_PASSAGES = 1
"""How many of a failure's first passages are saved beside its evidence."""
SCALE = 1.4
"""Rendered pixels a PDF point."""
PageText = Callable[[str, int], str]


def page_name(document: str, page: int | None = None) -> str:
    """The file name, without ending, of a saved page, or of the context of a question."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", document)
    return name if page is None else f"{name}-p{page}"


def save_pages(
    folder: Path, records: Iterable[Record], files: Mapping[str, Path], page_text: PageText | None = None
) -> int:
    """Save, for every question that was not answered rightly, its evidence pages and its first passage's page.

    `files` tells the file of a document by id or name; `page_text` gives the text of a page where there is no PDF.
    Pages already saved are left alone. Returns how many were saved now.
    """
    pages = folder / "pages"
    wanted: dict[str, set[int]] = {}
    for record in records:
        if record.outcome == "correct":
            continue
        for place in (*record.evidence, *record.passages[:WANTED_PASSAGES]):
            wanted.setdefault(str(place["document"]), set()).add(int(place["page"]))
    saved = 0
    for document, numbers in sorted(wanted.items()):
        missing = [n for n in sorted(numbers) if not list(pages.glob(f"{page_name(document, n)}.*"))]
        if not missing:
            continue
        pages.mkdir(exist_ok=True)
        path = files.get(document)
        if path is not None and path.suffix.lower() == ".pdf" and path.is_file():
            saved += _render(path, missing, pages, document)
        elif page_text is not None:
            saved += _write_text(page_text, missing, pages, document)
    return saved


def _render(path: Path, numbers: list[int], pages: Path, document: str) -> int:
    import pypdfium2

    done = 0
    with pypdfium2.PdfDocument(path) as pdf:
        for number in numbers:
            if 1 <= number <= len(pdf):
                image = pdf[number - 1].render(scale=SCALE).to_pil().convert("L")
                image.save(pages / f"{page_name(document, number)}.png", optimize=True)
                done += 1
    return done


def _write_text(page_text: PageText, numbers: list[int], pages: Path, document: str) -> int:
    done = 0
    for number in numbers:
        text = page_text(document, number)
        if text:
            _write(
                pages / f"{page_name(document, number)}.html",
                f"{document}, page {number}",
                f"<pre>{escape(text)}</pre>",
            )
            done += 1
    return done


def save_contexts(folder: Path, records: Iterable[Record], examples: Iterable[Example]) -> int:
    """Save the table and texts that came with every question that was not answered rightly; returns how many."""
    failed = {record.question_id for record in records if record.outcome != "correct"}
    pages = folder / "pages"
    done = 0
    for example in examples:
        path = pages / f"{page_name(example.id)}.html"
        if example.id not in failed or not (example.table or example.texts) or path.is_file():
            continue
        pages.mkdir(exist_ok=True)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in example.table)
        texts = "".join(f"<p>{escape(text)}</p>" for text in example.texts)
        question = f"<h1>{escape(example.question)}</h1><p>gold: {escape(str(example.gold))}</p>"
        _write(path, example.id, f"{question}<table>{rows}</table>{texts}")
        done += 1
    return done


_STYLE = (
    "body { font: 15px/1.5 Georgia, serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; }"
    "h1 { font-size: 1.2rem; } pre { white-space: pre-wrap; font-size: 13px; } table { border-collapse: collapse; }"
    "td { border: 1px solid #e4e7eb; padding: .25rem .6rem; }"
)


def _write(path: Path, title: str, body: str) -> None:
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    path.write_text(f"{head}<body>{body}</body></html>", encoding="utf-8")

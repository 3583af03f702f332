"""Small real files that tests make: text PDFs, and every kind of broken file."""

from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

__all__ = ["BAD_FILES", "write_bad_files", "write_pdf"]

BAD_FILES = {
    "encrypted.pdf": "encrypt",
    "truncated.pdf": "truncated",
    "empty.pdf": "empty",
    "scanned.pdf": "text layer",
    "notes-with-pdf-name.pdf": "plain text",
    "empty.html": "empty",
    "binary.txt": "binary",
}
"""Each broken file's name, and a word that the line about it must hold (in any case)."""


def write_pdf(path: Path, *pages: str, password: str | None = None) -> Path:
    """A PDF with a line of text for each line of each page."""
    canvas = Canvas(str(path), pagesize=letter, encrypt=password, invariant=1)
    for page in pages:
        text = canvas.beginText(54, 730)
        for line in page.splitlines():
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return path


def write_bad_files(folder: Path) -> list[Path]:
    """One file for each entry of BAD_FILES."""
    folder.mkdir(parents=True, exist_ok=True)
    write_pdf(folder / "encrypted.pdf", "Secret revenue of $5 million.", password="hunter2")
    whole = write_pdf(folder / "whole.pdf", "Revenue was $7 million.", "Costs were $3 million.")
    (folder / "truncated.pdf").write_bytes(whole.read_bytes()[:400])
    whole.unlink()
    (folder / "empty.pdf").write_bytes(b"")
    canvas = Canvas(str(folder / "scanned.pdf"), pagesize=letter)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    (folder / "notes-with-pdf-name.pdf").write_text("These are only notes.\n")
    (folder / "empty.html").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    return [folder / name for name in BAD_FILES]

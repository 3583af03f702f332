"""Writes the demo filings into a folder."""

from pathlib import Path

from ingest.demo.company import COMPANY
from ingest.demo.filings import FILINGS
from ingest.errors import IngestError

__all__ = ["InconsistentBooks", "write_demo"]


class InconsistentBooks(IngestError):
    """The demo company's statements do not tie, so nothing is written from them."""


def write_demo(folder: Path) -> list[Path]:
    """Writes each filing as PDF and as HTML into `folder`, which is made if need be; returns the files' paths.

    The files' bytes are the same on every run. Raises InconsistentBooks when the numbers do not tie.
    """
    # Laying out a PDF takes reportlab, which is slow to import: not for those who only ask for the questions.
    from ingest.demo.checks import inconsistencies
    from ingest.demo.cover import hidden_facts
    from ingest.demo.html import write_html
    from ingest.demo.pdf import lay_out
    from ingest.demo.report import blocks_of

    if problems := inconsistencies():
        raise InconsistentBooks(
            f"the demo company's books do not tie: {problems[0]} ({len(problems)} in all); mend drivers.py"
        )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for filing in FILINGS:
        blocks = blocks_of(filing)
        title = f"{COMPANY.name} Form {filing.form} {filing.period.name}"
        layout = lay_out(blocks, title=title, author=COMPANY.name, subject="Invented company; demonstration material")
        page = write_html(blocks, layout.places, filing.period, hidden_facts(filing))
        for suffix, data in ((".pdf", layout.data), (".html", page)):
            path = folder / f"{filing.stem}{suffix}"
            path.write_bytes(data)
            written.append(path)
    return written

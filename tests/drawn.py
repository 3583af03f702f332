"""Pages drawn for tests: words at places, as a statement's columns are printed."""

import io

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.filing.layout import PageText
from ingest.parsers.positions import positioned

__all__ = ["FONT", "SIZE", "Drawing", "first_page"]

FONT, SIZE = "Helvetica", 9


class Drawing:
    """A PDF drawn line by line from the top; numbers stand right-aligned at the given edges."""

    def __init__(self, *edges: float, turn: int = 0, rotate: int = 0) -> None:
        self.edges = edges
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=letter, invariant=1)
        self.canvas.setPageRotation(turn)
        self.rotate = rotate
        self.turned = bool(turn or rotate)
        self._begin()

    def _begin(self) -> None:
        self.canvas.setFont(FONT, SIZE)
        if self.rotate:
            self.canvas.translate(306, 396)
            self.canvas.rotate(self.rotate)
            self.canvas.translate(-306, -396)
        # A turned page is wider than high, and what is drawn must stay on it.
        self.height = 500.0 if self.turned else 700.0

    def text(self, text: str, left: float = 40, size: float = SIZE, rise: float = 0) -> "Drawing":
        """One line of text."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self.height + rise, text)
        self.canvas.setFont(FONT, SIZE)
        self.height -= 12
        return self

    def centred(self, *texts: tuple[str, float]) -> "Drawing":
        """Texts on one line, each centred at a place."""
        for text, middle in texts:
            self.canvas.drawCentredString(middle, self.height, text)
        self.height -= 12
        return self

    def row(self, label: str, *cells: str, indent: float = 0) -> "Drawing":
        """A label and its numbers; the bracket or percent sign that closes a number hangs over the edge."""
        self.canvas.drawString(40 + indent, self.height, label)
        for cell, edge in zip(cells, self.edges, strict=False):
            digits = cell.rstrip(")%")
            sign, _, number = digits.rpartition("$")
            if sign or "$" in digits:
                self.canvas.drawString(edge - 55, self.height, "$")
            self.canvas.drawString(edge - stringWidth(number, FONT, SIZE), self.height, number + cell[len(digits) :])
        self.height -= 12
        return self

    def page(self) -> "Drawing":
        """Go on a new page."""
        self.canvas.showPage()
        self._begin()
        return self

    def bytes(self) -> bytes:
        """The PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def first_page(data: bytes) -> PageText:
    """The positioned text of a PDF's first page."""
    document = pdfium.PdfDocument(data)
    try:
        page = document[0]
        return positioned(page, page.get_textpage(), 1)
    finally:
        document.close()

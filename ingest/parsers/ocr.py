"""Recognise the text of scanned pages with Tesseract, where it is installed (the extra `footnote[ocr]`)."""

import importlib.util
import os
import shutil

import pypdfium2 as pdfium

__all__ = ["FILE_SECONDS", "Recogniser", "missing"]

DOTS_PER_INCH = 300
PAGE_SECONDS = 120
FILE_SECONDS = 1500.0
"""How long the pages of one file may take in all."""
_POINTS_PER_INCH = 72


def missing() -> str | None:
    """What to install before pages can be recognised; None when all is there."""
    if importlib.util.find_spec("pytesseract") is None:
        return "install Tesseract (apt-get install tesseract-ocr) and `pip install 'footnote[ocr]'`"
    if shutil.which("tesseract") is None:
        return "install Tesseract (apt-get install tesseract-ocr)"
    return None


class Recogniser:
    """Reads page images. Make one only where nothing is `missing`."""

    def __init__(self) -> None:
        # Pages are read in parallel by processes of ours: Tesseract's own threads only get in their way.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import pytesseract

        self._tesseract = pytesseract

    def read(self, page: pdfium.PdfPage) -> str:
        """The words on a page, line by line; "" where Tesseract finds none, or gives the page up."""
        image = page.render(scale=DOTS_PER_INCH / _POINTS_PER_INCH, grayscale=True).to_pil()
        try:
            return str(self._tesseract.image_to_string(image, timeout=PAGE_SECONDS))
        except RuntimeError:  # its own error, and its word for too long
            return ""

"""Puts the text of a page, where each cell of a table has a line of its own, back into rows and prose.

Year Ended December 31,
2021                          ["Year Ended December 31,", "2021", "2020"]
2020                          ["Orchid sales", "214.5", "198.0"]
Orchid sales         becomes  ["Total sales", "350.1", "331.0"]
$
214.5 $
198.0
Total sales
350.1 331.0
"""

import re
from collections.abc import Iterator

__all__ = ["rows_and_prose"]

LEAST_ROWS = 3
"""Fewer rows with numbers are no table: the text stays as it is."""
PROSE_WORDS = 9
"""Lines of words alone that run to this many in a row are prose; fewer are a heading or a label."""
_CELL = re.compile(r"[(\[]?[-–—]?[$€£]?[(\[]?(?:\d[\d,]*(?:\.\d+)?|\.\d+|[-–—])[)\]]?%?[)\]]?|[$€£%)]", re.ASCII)
_SIGNS = re.compile(r"^[$€£%)]$")

Row = tuple[str, ...]


def rows_and_prose(text: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows of `text` (label first, "" where there is none) and its paragraphs; no rows where it holds no table."""
    rows: list[Row] = []
    prose: list[str] = []
    numeric = 0
    for words, cells in _groups(text):
        joined = " ".join(words)
        if cells:
            *before, label = words or [""]
            if len(" ".join(before).split()) >= PROSE_WORDS:
                prose.append(" ".join(before))
            else:
                rows += [(line,) for line in before]
            rows.append((label, *cells))
            numeric += 1
        elif len(joined.split()) >= PROSE_WORDS:
            prose.append(joined)
        else:
            rows += [(line,) for line in words]
    if numeric < LEAST_ROWS:
        return (), (text,)
    return tuple(rows), tuple(prose)


def _groups(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Lines of words with the cells that follow them."""
    words: list[str] = []
    cells: list[str] = []
    for line in text.splitlines():
        label, found = _split(line)
        if not label and not found:
            continue
        if label:
            if cells:
                yield words, cells
                words, cells = [], []
            if words and label[0].islower():
                words[-1] += f" {label}"  # a label broken over two lines
            else:
                words.append(label)
        for cell in found:
            if _SIGNS.match(cell):
                if cells and cell in "%)":
                    cells[-1] += cell
            else:
                cells.append(cell)
    if words or cells:
        yield words, cells


def _split(line: str) -> tuple[str, list[str]]:
    """A line's words and the cells at its end: all of a line of cells, two or more after words, else none."""
    tokens = line.split()
    first = len(tokens)
    while first and _CELL.fullmatch(tokens[first - 1]):
        first -= 1
    found = tokens[first:]
    numbers = sum(not _SIGNS.match(token) for token in found)
    if first and (numbers < 2 or not re.search(r"[A-Za-z]", " ".join(tokens[:first]))):
        return " ".join(tokens), []
    return " ".join(tokens[:first]), found

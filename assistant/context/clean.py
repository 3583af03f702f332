"""Tells what extraction mangled in a given table and question: dashes without their escape, percentages said twice."""

import re
from collections.abc import Sequence

from assistant.context.words import YEAR, plain

__all__ = ["clean_question", "dashes"]

_DOUBLED = re.compile(r"(?<=%)\s*\(\s*[\d.,]*\s*%\s*\)")
_NIL = re.compile(r"^[$€£]?\s*201[34]\s*%?$")


def clean_question(question: str) -> str:
    """A question with each percentage said once: "17% ( 17 % )" comes from text made of a page's markup."""
    return _DOUBLED.sub("", question).strip()


def dashes(rows: Sequence[Sequence[str]]) -> frozenset[tuple[int, int]]:
    """The places (row, column) of cells that read "2013" or "2014" for a dash.

    The dashes are U+2013 and U+2014; without its escape one reads as a number among numbers. A column that holds years
    has none.
    """
    found = set()
    for column in range(1, max((len(row) for row in rows), default=0)):
        places = [n for n, row in enumerate(rows) if n and column < len(row) and _NIL.match(row[column].strip())]
        if places and not _dated([row[column] for row in rows[1:] if column < len(row)]):
            found |= {(n, column) for n in places}
    return frozenset(found)


def _dated(cells: Sequence[str]) -> bool:
    """Whether a column holds years: half of its numbers are, those that may be dashes aside."""
    numbers = [cell for cell in cells if re.search(r"\d", cell) and not _NIL.match(cell.strip())]
    return 2 * sum(bool(YEAR.search(plain(cell))) for cell in numbers) >= len(numbers)

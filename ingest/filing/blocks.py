"""Group the lines of a page into tables: which lines are column headers, rows, titles or running text."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.filing.cells import MONTH_NAMES, Parts, is_period_text, segments, words_text
from ingest.filing.numbers import unit_line

__all__ = ["Block", "find_blocks", "is_header", "is_prose", "is_row"]

_HAS_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_BARE_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-4]\d)$")
_SPAN = re.compile(
    r"\b(?:(?:three|six|nine|twelve|\d{1,2}) (?:months?|weeks?)|quarters?|years?|periods?|fiscal(?: years?)?)[- ]"
    r"(?:ended|ending|end)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_TIME = re.compile(
    rf"\b(?:(?:19[5-9]|20[0-4])\d|(?:fy|cy|q[1-4])\W?\d\d|{MONTH_NAMES}|months?|weeks?|quarters?|years?"
    r"|fiscal|changes?|variance|increase|decrease)\b|^%(?: change)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """The lines of one table: `head` above its first row, `body` from there on."""

    head: list[Parts] = field(default_factory=list)
    body: list[Parts] = field(default_factory=list)


def is_header(line: Parts) -> bool:
    """A line over the columns: periods, years, "% change", and no other number."""
    last = next((word for word in reversed(line.line.words) if not word.mark), None)
    if last is None or not is_period_text(last.text):
        return False
    runs = segments(line.line.words)
    texts = [words_text(run) for run in runs]
    if not texts:
        return False
    if line.label and _sounds_like_row(line.text):
        return False
    tail = texts
    # What stands over the label column may be anything short: "(Millions)", "Fiscal years ended", a unit line.
    if len(texts) > 1 and not is_period_text(texts[0]):
        tail = texts[1:]
    if _names_years(line):
        tail = [atom.text for atom in line.atoms]
    if unit_line(" ".join(tail)) and not _HAS_YEAR.search(" ".join(tail)):
        return False
    joined = " ".join(tail)
    if any(re.fullmatch(r"\d{1,3}|[—–-]+", text) for text in tail):
        return False
    if not (is_period_text(joined) and _SPEAKS_OF_TIME.search(joined)):
        return False
    if len(texts) == 1:
        return bool(_HAS_YEAR.search(joined)) or bool(_SPAN.search(joined)) or len(joined.split()) <= 6
    return True


def _names_years(line: Parts) -> bool:
    """Whether a line's numbers are years that follow one another: what stands over the labels may be anything then."""
    years = [int(atom.text) for atom in line.atoms if _BARE_YEAR.match(atom.text)]
    steps = {later - earlier for earlier, later in pairwise(years)}
    return len(years) == len(line.atoms) and (steps == {1} or steps == {-1})


def _sounds_like_row(label: str) -> bool:
    return bool(
        re.match(r"(?i)(?:balances?|total|net|cash|beginning|ending|shares)\b(?!.*\bended\b)", label)
    ) and not re.match(r"(?i)balances? (?:as )?at\b.*:$", label)


def is_row(line: Parts) -> bool:
    """A line with numbers set apart from its label, that is no header."""
    if not line.atoms or is_header(line):
        return False
    if len(line.atoms) == 1:
        return line.gap > 1.5 * line.line.height
    return line.gap > 0.5 * line.line.height or len(line.atoms) > 2


def is_prose(line: Parts, columns_left: float, width: float) -> bool:
    """A line of running text: it has words where numbers would stand."""
    if line.line.right < columns_left + 0.08 * width or is_header(line):
        return False
    runs = segments(line.line.words)
    return len(line.line.words) >= 7 and len(runs) <= 2 and max(len(run) for run in runs) >= 7


def find_blocks(lines: list[Parts], width: float) -> list[Block]:
    blocks: list[Block] = []
    head: list[Parts] = []
    block: Block | None = None
    left = width
    for number, line in enumerate(lines):
        row = is_row(line)
        if block is None:
            if row:
                block = Block(head, [line])
                left = line.atoms[0].left
                head = []
            else:
                head.append(line)
            continue
        if row:
            block.body.append(line)
            left = min(left, line.atoms[0].left) if len(line.atoms) > 1 else left
        elif (is_header(line) and _over_columns(line, left)) or (
            not line.atoms and is_prose(line, left, width) and not _goes_on(block, lines[number + 1 : number + 5])
        ):
            blocks.append(block)
            # Label lines between the last row and a new header are the new table's headings.
            head = [*_trailing_text(block), line]
            block, left = None, width
        else:
            block.body.append(line)
    if block is not None:
        blocks.append(block)
    return blocks


def _goes_on(block: Block, ahead: list[Parts]) -> bool:
    """Whether the rows after a long line stand in the block's columns: the line was a wide label, no running text."""
    edges = [atom.edge for row in block.body[-6:] for atom in row.atoms]
    for line in ahead:
        numbers = [atom for atom in line.atoms if not atom.dash]
        if is_row(line) and numbers:
            return len(line.atoms) > 1 and all(any(abs(atom.edge - edge) < 3 for edge in edges) for atom in numbers)
        if is_header(line):
            return False
    return False


def _over_columns(line: Parts, left: float) -> bool:
    return any(run[-1].right > left for run in segments(line.line.words))


def _trailing_text(block: Block) -> list[Parts]:
    tail: list[Parts] = []
    while len(block.body) > 1 and not is_row(block.body[-1]):
        tail.insert(0, block.body.pop())
    return tail

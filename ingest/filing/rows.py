"""Make a table's rows whole: labels over several lines, the headings they stand under, totals without a label."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Cell, Row
from ingest.filing.blocks import is_row
from ingest.filing.cells import Atom, Parts
from ingest.filing.columns import Column, distance, place
from ingest.filing.layout import PageText, Word
from ingest.filing.numbers import parse_number

__all__ = ["read_rows"]

# Words after which a label must go on, even where its next line begins with a capital.
_OPEN_END = re.compile(
    r"(?:,|—|–|/|&|\b(?:and|or|of|in|to|for|from|by|on|with|the|at|per|as|than|its|a|an|attributable))$", re.I
)
# Labels that say all they have to say under a heading, however wide that is.
_COMPLETE = re.compile(r"(?:basic|diluted|assuming|total|net|other|cash|beginning|ending)\b", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"(?:,|;|—|–|-|/|&|\(|\b(?:and|or|of|in|to|for|from|by|on|with|the|net|at|per|as|including|excluding|than|less|before"
    r"|after|its|a|an|attributable|provided|used|related|under|other|upon|into|current|noncontrolling|non-controlling"
    r"|redeemable|common|cash))$",
    re.IGNORECASE,
)


# What a total may say beside its heading's words and still close it: "total automotive revenues" closes no "revenues".
_WHOLE_TEXT = """
    total net gross consolidated company and of the operating other from all before after for used in by provided
"""
_WHOLE = frozenset(_WHOLE_TEXT.split())


@dataclass(slots=True)
class _Heading:
    indent: float
    label: str
    nests: bool = False


def read_rows(lines: list[Parts], columns: list[Column], first: float, height: float, page: PageText) -> list[Row]:
    """Rows with their labels made whole and the headings they stand under."""
    rows: list[Row] = []
    stack: list[_Heading] = []
    pending: list[Parts] = []
    limit = max((line.label[-1].right for line in lines if line.label and line.atoms), default=first)
    margin = min((line.line.left for line in lines if line.label), default=0.0)
    section = ""
    for line in lines:
        taken = line.with_label_up_to(first - 0.3 * height) if line.atoms else line
        cells = place(taken.atoms, columns, height) if taken.atoms else None
        if cells is None or (not is_row(line) and not _aligned(taken, columns)):
            pending.append(line)
            continue
        wrapped = _wrapped(pending, taken, limit)
        headings = pending[: len(pending) - len(wrapped)]
        while headings and rows and _continues(rows[-1], headings[0]):
            rows[-1] = _relabel(rows[-1], headings[0].line.text)
            headings = headings[1:]
        for indent, heading in _whole_headings(headings):
            if heading.isupper() or (heading.title() == heading and indent > margin + 80):
                section = heading
            _push(stack, indent, heading)
        label = " ".join(filter(None, [*(w.line.text for w in wrapped), taken.text]))
        indent = wrapped[0].line.left if wrapped else taken.label[0].left if taken.label else columns[0].left
        if not label:
            label = _unlabelled(cells, rows, stack, section)
        row = _row(label, indent, cells, stack, page)
        rows.append(row)
        pending = []
    while pending and rows and _continues(rows[-1], pending[0]):
        rows[-1] = _relabel(rows[-1], pending[0].line.text)
        pending = pending[1:]
    return rows


def _unlabelled(cells: list[Atom | None], rows: list[Row], stack: list[_Heading], section: str) -> str:
    """The meaning of a total printed without a label: it sums up the heading above it, or closes the section.

    "Total current assets" is said only where the rows under that heading add up to it, "Total assets" only where no row
    before it is larger; otherwise the row stays without a label.
    """
    values = [None if atom is None else parse_number(_tight(atom)) for atom in cells]
    if not rows or any(value is None for value in values):
        return ""
    heading = rows[-1].parents[-1] if rows[-1].parents else ""
    if heading and any(entry.label == heading for entry in stack):
        children = []
        for row in reversed(rows):
            if heading not in row.parents:
                break
            children.append(row)
        if len(children) > 1 and all(_adds_up(children, index, value) for index, value in enumerate(values) if value):
            return f"Total {_lower(heading)}"
    if section:
        for index, value in enumerate(values):
            before = [parse_number(cell.text) for row in rows if (cell := row.cells[index]) is not None]
            if value is None or any(number is not None and abs(number) > abs(value) for number in before):
                return ""
        return f"Total {_lower(section)}"
    return ""


def _adds_up(children: list[Row], index: int, total: Decimal) -> bool:
    numbers = [parse_number(cell.text) for row in children if (cell := row.cells[index]) is not None]
    added = sum((number for number in numbers if number is not None), Decimal(0))
    return abs(added - total) <= max(Decimal(2), abs(total) / 2000)


def _lower(heading: str) -> str:
    return heading.lower() if heading.isupper() else heading[:1].lower() + heading[1:]


def _aligned(line: Parts, columns: list[Column]) -> bool:
    return all(any(distance(atom, column) < 4 for column in columns) for atom in line.atoms)


def _row(label: str, indent: float, cells: list[Atom | None], stack: list[_Heading], page: PageText) -> Row:
    while stack and (stack[-1].indent > indent + 2 or (stack[-1].nests and stack[-1].indent > indent - 2)):
        stack.pop()
    for heading in stack:
        heading.nests = heading.nests or indent > heading.indent + 2
    parents = tuple(heading.label for heading in stack)
    if re.match(r"(?i)(?:total|net cash)\b", label):
        said = set(re.findall(r"[a-z]+", label.lower()))
        for index in range(len(stack) - 1, -1, -1):
            words = set(re.findall(r"[a-z]+", stack[index].label.lower())) - {"and", "of", "the", "from", "flows"}
            partial = label[:5].lower() == "total" and bool(said - words - _WHOLE)
            if words and len(words & said) >= 0.6 * len(words) and not (partial and words <= said):
                del stack[index:]
                break
    printed = tuple(None if atom is None else Cell(_tight(atom), page.box(atom.words)) for atom in cells)
    return Row(label, printed, parents, page.number)


def _tight(atom: Atom) -> str:
    """The cell as printed, without the column's width between a sign and its digits."""
    return re.sub(r"(?<=[($€£¥—–-])\s+|\s+(?=[)%])", "", atom.text)


def _push(stack: list[_Heading], indent: float, label: str) -> None:
    while stack and stack[-1].indent > indent - 2:
        stack.pop()
    stack.append(_Heading(indent, label.rstrip(" :")))


def _relabel(row: Row, more: str) -> Row:
    return Row(f"{row.label} {more}", row.cells, row.parents, row.page)


def _whole_headings(lines: list[Parts]) -> list[tuple[float, str]]:
    """Headings with their indents, those printed on several lines made whole."""
    whole: list[tuple[float, str]] = []
    for line in lines:
        text = line.line.text
        if (
            whole
            and not whole[-1][1].endswith(":")
            and ((text[:1].islower() and not whole[-1][1].isupper()) or _unfinished(whole[-1][1]))
        ):
            whole[-1] = (whole[-1][0], f"{whole[-1][1]} {text}")
        else:
            whole.append((line.line.left, text))
    return whole


def _unfinished(text: str) -> bool:
    return bool(_CONNECTOR.search(text)) or text.count("(") > text.count(")")


def _wrapped(pending: list[Parts], row: Parts, limit: float) -> list[Parts]:
    """The label lines just above `row` that its label begins on."""
    taken: list[Parts] = []
    below_text, below_left, below_first = row.text, row.line.left, row.label[0] if row.label else None
    for line in reversed(pending):
        if line.text.endswith(":") or len(taken) >= 4:
            break
        if below_first is None:
            joins = True
        else:
            joins = _joins(line, below_text, below_first, limit) and line.line.left < below_left + 40
        if not joins:
            break
        taken.insert(0, line)
        below_text, below_left, below_first = line.line.text, line.line.left, line.line.words[0]
    return taken


def _joins(line: Parts, below: str, first: Word, limit: float) -> bool:
    text = line.line.text
    if text.isupper() and not below.isupper():
        return False
    if below[:1].islower() or (below[:1] == "(" and below[1:2].islower()):
        return True
    if _unfinished(text) and not re.match(r"(?i)(?:adjustments|changes)\b", text):
        return True
    if _COMPLETE.match(below):
        return False
    full = line.line.right + (first.right - first.left) + 2 > limit
    return full and len(below.split()) <= 3 and len(text.split()) >= 4 and first.left <= line.line.left + 25


def _continues(row: Row, line: Parts) -> bool:
    """Whether a label line is the rest of the row above, whose numbers stand on its first line."""
    text = line.line.text
    if text.endswith(":") or text.isupper():
        return False
    return text[:1].islower() or bool(_OPEN_END.search(row.label)) or row.label.count("(") > row.label.count(")")

"""Rebuild tables from positioned text: columns, header rows, labels and their nesting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from statistics import median

from ingest.document import Cell, Row, Table
from ingest.filing.cells import Atom, Parts, is_period_text, part, segments, words_text
from ingest.filing.layout import PageText, Word
from ingest.filing.numbers import parse_number, unit_line

__all__ = ["Grid", "find_grids"]

_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-4]\d)$")
_HAS_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_MONTH = re.compile(r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b", re.IGNORECASE)
_SPAN = re.compile(
    r"\b(?:(?:three|six|nine|twelve|\d{1,2}) (?:months?|weeks?)|quarters?|years?|periods?|fiscal(?: years?)?)[- ](?:ended|ending|end)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_TIME = re.compile(
    r"\b(?:(?:19[5-9]|20[0-4])\d|(?:fy|cy|q[1-4])\W?\d\d|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|months?|weeks?|quarters?|years?"
    r"|fiscal|changes?|variance|increase|decrease)\b|^%(?: change)?$",
    re.IGNORECASE,
)
# Words after which a label must go on, even where its next line begins with a capital.
_OPEN_END = re.compile(
    r"(?:,|—|–|/|&|\b(?:and|or|of|in|to|for|from|by|on|with|the|at|per|as|than|its|a|an|attributable))$", re.I
)
# Labels that say all they have to say under a heading, however wide that is.
_COMPLETE = re.compile(r"(?:basic|diluted|assuming|total|net|other|cash|beginning|ending)\b", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"(?:,|;|—|–|-|/|&|\(|\b(?:and|or|of|in|to|for|from|by|on|with|the|net|at|per|as|including|excluding|than|less|before|after|its|a|an"
    r"|attributable|provided|used|related|under|other|upon|into|current|noncontrolling|non-controlling|redeemable|common|cash))$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Column:
    """Where a column of numbers stands: the edge its digits align on, and the room its numbers take."""

    edge: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page with what was printed around it.

    `titles` are the lines above the column headers; `context` is what stands over the label column ("Years ended
    December 31,"); `edges` are the columns' right edges in points. `top` is where it begins.
    """

    table: Table
    titles: tuple[str, ...]
    context: str
    edges: tuple[float, ...]
    top: float = 0.0
    own_header: bool = True


@dataclass(slots=True)
class _Block:
    head: list[Parts] = field(default_factory=list)
    body: list[Parts] = field(default_factory=list)


def find_grids(page: PageText) -> list[Grid]:
    """The tables of one page from top to bottom. A table without its own header row has empty column names."""
    parts = [part(line) for line in page.lines]
    grids: list[Grid] = []
    for block in _blocks(parts, page.width):
        grid = _grid(block, page)
        if grid is not None:
            grids.append(grid)
    return grids


# --- which lines belong together -------------------------------------------------------------------------------------


def _is_header(line: Parts) -> bool:
    """A line over the columns: periods, years, "% change", and no other number."""
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
    if unit_line(" ".join(tail)) and not _HAS_YEAR.search(" ".join(tail)):
        return False
    joined = " ".join(tail)
    if any(re.fullmatch(r"\d{1,3}", text) for text in tail):
        return False
    if not (is_period_text(joined) and _SPEAKS_OF_TIME.search(joined)):
        return False
    if len(texts) == 1:
        return bool(_HAS_YEAR.search(joined)) or bool(_SPAN.search(joined)) or len(joined.split()) <= 6
    return True


def _sounds_like_row(label: str) -> bool:
    return bool(
        re.match(r"(?i)(?:balances?|total|net|cash|beginning|ending|shares)\b(?!.*\bended\b)", label)
    ) and not re.match(r"(?i)balances? (?:as )?at\b.*:$", label)


def _is_row(line: Parts) -> bool:
    """A line with numbers set apart from its label, that is no header."""
    if not line.atoms or _is_header(line):
        return False
    if len(line.atoms) == 1:
        return line.gap > 1.5 * line.line.height
    return line.gap > 0.5 * line.line.height or len(line.atoms) > 2


def _is_prose(line: Parts, columns_left: float, width: float) -> bool:
    """A line of running text: it has words where numbers would stand."""
    if line.line.right < columns_left + 0.08 * width or _is_header(line):
        return False
    runs = segments(line.line.words)
    return len(line.line.words) >= 7 and len(runs) <= 2 and max(len(run) for run in runs) >= 7


def _blocks(lines: list[Parts], width: float) -> list[_Block]:
    blocks: list[_Block] = []
    head: list[Parts] = []
    block: _Block | None = None
    left = width
    for number, line in enumerate(lines):
        row = _is_row(line)
        if block is None:
            if row:
                block = _Block(head, [line])
                left = line.atoms[0].left
                head = []
            else:
                head.append(line)
            continue
        if row:
            block.body.append(line)
            left = min(left, line.atoms[0].left) if len(line.atoms) > 1 else left
        elif (
            _is_header(line)
            and _over_columns(line, left)
            or (not line.atoms and _is_prose(line, left, width) and not _goes_on(block, lines[number + 1 : number + 5]))
        ):
            blocks.append(block)
            # Label lines between the last row and a new header are the new table's headings.
            head = _trailing_text(block) + [line]
            block, left = None, width
        else:
            block.body.append(line)
    if block is not None:
        blocks.append(block)
    return blocks


def _goes_on(block: _Block, ahead: list[Parts]) -> bool:
    """Whether the rows after a long line stand in the block's columns: the line was a wide label, no running text."""
    edges = [atom.edge for row in block.body[-6:] for atom in row.atoms]
    for line in ahead:
        numbers = [atom for atom in line.atoms if not atom.dash]
        if _is_row(line) and numbers:
            return len(line.atoms) > 1 and all(any(abs(atom.edge - edge) < 3 for edge in edges) for atom in numbers)
        if _is_header(line):
            return False
    return False


def _over_columns(line: Parts, left: float) -> bool:
    return any(run[-1].right > left for run in segments(line.line.words))


def _trailing_text(block: _Block) -> list[Parts]:
    tail: list[Parts] = []
    while len(block.body) > 1 and not _is_row(block.body[-1]):
        tail.insert(0, block.body.pop())
    return tail


# --- columns ---------------------------------------------------------------------------------------------------------


def _columns(rows: Sequence[Parts]) -> list[Column]:
    """Columns by the right edges that numbers share; numbers inside labels do not repeat theirs."""
    numbers = [(atom, index) for index, row in enumerate(rows) for atom in row.atoms if not atom.dash]
    if not numbers:
        return []
    height = median(row.line.height for row in rows)
    numbers.sort(key=lambda pair: pair[0].edge)
    groups: list[list[tuple[Atom, int]]] = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if after[0].edge - before[0].edge > 0.6 * height:
            groups.append([])
        groups[-1].append(after)
    groups = _merge(groups)
    need = 2 if len(rows) > 3 else 1
    kept = [group for group in groups if len({row for _, row in group}) >= need]
    # A column in which numbers follow their labels closely is no column.
    columns = []
    for group in kept:
        close = sum(rows[row].atoms[0] is atom and rows[row].gap < 0.6 * height for atom, row in group)
        if close > 0.5 * len(group):
            continue
        columns.append(
            Column(median(a.edge for a, _ in group), min(a.left for a, _ in group), max(a.right for a, _ in group))
        )
    return columns


def _merge(groups: list[list[tuple[Atom, int]]]) -> list[list[tuple[Atom, int]]]:
    """Join neighbouring groups whose numbers overlap sideways and never share a row (centred columns)."""
    merged = [groups[0]]
    for group in groups[1:]:
        last = merged[-1]
        apart = {row for _, row in last} & {row for _, row in group}
        # Compare digits only: currency signs stand far to the left of them.
        left = min(atom.words[-1].left for atom, _ in group)
        overlap = max(atom.edge for atom, _ in last) - left
        narrow = min(max(a.edge for a, _ in g) - min(a.words[-1].left for a, _ in g) for g in (last, group))
        if not apart and overlap > 0.4 * max(narrow, 1.0):
            merged[-1] = last + group
        else:
            merged.append(group)
    return merged


def _place(atoms: Sequence[Atom], columns: list[Column], height: float) -> list[Atom | None] | None:
    """Atoms by column; None where one fits nowhere or two want the same place."""
    cells: list[Atom | None] = [None] * len(columns)
    for atom in atoms:
        best = min(range(len(columns)), key=lambda i: _distance(atom, columns[i]))
        if _distance(atom, columns[best]) > 1.6 * height and not _overlaps(atom, columns[best]):
            return None
        if cells[best] is not None:
            return None
        cells[best] = atom
    return cells


def _distance(atom: Atom, column: Column) -> float:
    if atom.dash:
        middle = (atom.words[-1].left + atom.words[-1].right) / 2
        return (
            0.0 if column.left <= middle <= column.right else min(abs(column.left - middle), abs(column.right - middle))
        )
    return abs(atom.edge - column.edge)


def _overlaps(atom: Atom, column: Column) -> bool:
    return atom.words[-1].left < column.right and atom.words[-1].right > column.left


# --- one table -------------------------------------------------------------------------------------------------------


def _grid(block: _Block, page: PageText) -> Grid | None:
    rows = [line for line in block.body if _is_row(line)]
    columns = _columns(rows)
    if not columns:
        return None
    first = min(column.left for column in columns)
    height = median(row.line.height for row in rows)
    names, context, unit, titles, own, headings = _header(block.head, columns, first)
    body = _body(headings + block.body, columns, first, height, page)
    # One row alone is a table only under column names: the head of a statement that goes on overleaf.
    if not any(cell for row in body for cell in row.cells) or (len(rows) < 2 and not own):
        return None
    caption = " · ".join(titles)
    table = Table(page.number, caption, unit, names, tuple(body), last_page=page.number)
    edges = tuple(column.edge for column in columns)
    return Grid(table, tuple(titles), context, edges, rows[0].line.top, own)


def _header(
    head: list[Parts], columns: list[Column], first: float
) -> tuple[tuple[str, ...], str, str, list[str], bool, list[Parts]]:
    """Column names, what stands over the labels, the unit line, the titles and the first headings, from the lines above
    the first row."""
    # The header is the run of lines just above the rows; above it come titles, and before those another text.
    names: list[list[str]] = [[] for _ in columns]
    context: list[str] = []
    titles: list[str] = []
    unit = ""
    prose = [
        index
        for index, line in enumerate(head)
        if _is_prose(line, first, 0.0) and len(segments(line.line.words)) == 1 and not unit_line(line.line.text)
    ]
    start = prose[-1] + 1 if prose else 0
    lines = head[start:][-14:]
    heads = [index for index, line in enumerate(lines) if _is_header(line) or _fills_columns(line, columns, first)]
    begin = heads[0] if heads else len(lines)
    headings: list[Parts] = []
    # Between title and rows only the lines from the first header line on speak about columns.
    for index, line in enumerate(lines):
        whole = line.line.text
        if unit_line(whole) and not unit:
            unit, rest = _cut_unit(line)
        else:
            rest = line.line.words
        if not rest:
            continue
        if index < begin:
            titles.append(words_text(rest))
            continue
        if index > heads[-1] and rest == line.line.words and line.line.right < first + 5:
            headings.append(line)
            continue
        runs = _split_periods(segments(rest), len(columns))
        over = [run for run in runs if run[-1].right > first - 2 or (len(runs) > 1 and run[0].left > first - 40)]
        beside = [run for run in runs if run not in over]
        if beside:
            context.append(" ".join(words_text(run) for run in beside))
        for number, text in _assign(over, columns):
            names[number].append(text)
    own = any(names)
    return tuple(" ".join(name) for name in names), " ".join(context), unit, titles, own, headings


def _cut_unit(line: Parts) -> tuple[str, tuple[Word, ...]]:
    """The printed unit line and the other words of its line."""
    runs = segments(line.line.words)
    unit = [run for run in runs if unit_line(words_text(run))]
    if unit:
        text = words_text(unit[0])
        bracket = re.search(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", text)
        if bracket and unit_line(bracket[0]) and bracket[0] != text:
            begin, words, depth = [], [], 0
            for word in unit[0]:
                depth += word.text.count("(")
                (words if depth > 0 else begin).append(word)
                depth -= word.text.count(")")
            rest = tuple(w for run in runs if run is not unit[0] for w in run) + tuple(begin)
            return bracket[0], tuple(sorted(rest, key=lambda w: w.left))
        return text, tuple(w for run in runs if run is not unit[0] for w in run)
    return line.line.text, ()


def _fills_columns(line: Parts, columns: list[Column], first: float) -> bool:
    """A line of column names in words: several runs that stand over the columns."""
    runs = segments(line.line.words)
    over = [run for run in runs if run[0].left > first - 30]
    return len(over) >= 2 and len(over) <= len(columns) and len(over) >= len(runs) - 1


def _split_periods(runs: list[tuple[Word, ...]], columns: int) -> list[tuple[Word, ...]]:
    """Part runs that hold several years or dates printed close together."""
    result: list[tuple[Word, ...]] = []
    for run in runs:
        years = [index for index, word in enumerate(run) if _YEAR.match(word.text.strip(",()*†‡"))]
        months = [index for index, word in enumerate(run) if _MONTH.match(word.text)]
        if not years and 1 < len(months) <= columns and months[0] == 0 and is_period_text(words_text(run)):
            result.extend(run[a:b] for a, b in pairwise([*months, len(run)]))
        elif len(years) > 1 and len(years) <= columns and years[-1] == len(run) - 1 and is_period_text(words_text(run)):
            start = 0
            for year in years:
                result.append(run[start : year + 1])
                start = year + 1
        else:
            result.append(run)
    return result


def _assign(runs: list[tuple[Word, ...]], columns: list[Column]) -> list[tuple[int, str]]:
    """Give each run of a header line to the columns it stands over, in order, by the cheapest partition.

    A run covers neighbouring columns; its middle, or one of its edges, should stand where theirs does.
    """
    if not runs:
        return []
    count = len(columns)
    infinite = float("inf")
    # best[k][c]: cheapest way to have placed the first k runs on the first c columns.
    best = [[infinite] * (count + 1) for _ in range(len(runs) + 1)]
    choice: dict[tuple[int, int], tuple[int, int, bool]] = {}
    best[0] = [0.0] * (count + 1)
    for c in range(1, count + 1):
        best[0][c] = best[0][c - 1] + 15.0
        choice[0, c] = (0, c - 1, False)
    for k in range(1, len(runs) + 1):
        for c in range(1, count + 1):
            skip = best[k][c - 1] + 15.0
            if skip < best[k][c]:
                best[k][c] = skip
                choice[k, c] = (k, c - 1, False)
            for s in range(c):
                cost = best[k - 1][s] + _misfit(runs[k - 1], columns[s:c])
                if cost < best[k][c]:
                    best[k][c] = cost
                    choice[k, c] = (k - 1, s, True)
    placed: list[tuple[int, str]] = []
    k, c = len(runs), count
    if best[k][c] == infinite:
        return [(min(range(count), key=lambda i: _misfit(run, columns[i : i + 1])), words_text(run)) for run in runs]
    while c > 0:
        before_k, before_c, taken = choice[k, c]
        if taken:
            placed.extend((number, words_text(runs[k - 1])) for number in range(before_c, c))
        k, c = before_k, before_c
    return sorted(placed, key=lambda pair: pair[0])


def _misfit(run: tuple[Word, ...], columns: list[Column]) -> float:
    left, right = columns[0].left, columns[-1].right
    a, b = run[0].left, run[-1].right
    middle = abs((a + b) / 2 - (left + right) / 2)
    edges = min(abs(b - right), abs(b - columns[-1].edge), abs(a - left))
    if len(columns) == 1:
        return min(middle, edges)
    # A name over several columns is centred over them, or at least begins and ends within them.
    return middle + (0.0 if b - a > 0.3 * (right - left) else 10.0)


# --- rows ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Heading:
    indent: float
    label: str
    nests: bool = False


def _body(lines: list[Parts], columns: list[Column], first: float, height: float, page: PageText) -> list[Row]:
    """Rows with their labels made whole and the headings they stand under."""
    rows: list[Row] = []
    stack: list[_Heading] = []
    pending: list[Parts] = []
    limit = max((line.label[-1].right for line in lines if line.label and line.atoms), default=first)
    margin = min((line.line.left for line in lines if line.label), default=0.0)
    last_open = False
    section = ""
    for line in lines:
        taken = line.with_label_up_to(first - 0.3 * height) if line.atoms else line
        cells = _place(taken.atoms, columns, height) if taken.atoms else None
        if cells is None or (not _is_row(line) and not _aligned(taken, columns)):
            pending.append(line)
            continue
        wrapped = _wrapped(pending, taken, limit)
        headings = pending[: len(pending) - len(wrapped)]
        if headings and rows and last_open and _continues(rows[-1], headings[0]):
            rows[-1] = _relabel(rows[-1], headings[0].line.text)
            headings = headings[1:]
        for indent, heading in _whole_headings(headings):
            if heading.isupper() or heading.title() == heading and indent > margin + 80:
                section = heading
            _push(stack, indent, heading)
        label = " ".join(filter(None, [*(w.line.text for w in wrapped), taken.text]))
        indent = wrapped[0].line.left if wrapped else taken.label[0].left if taken.label else columns[0].left
        if not label:
            label = _unlabelled(cells, rows, stack, section)
        row = _row(label, indent, cells, stack, page)
        rows.append(row)
        last_open = True
        pending = []
    if pending and rows and _continues(rows[-1], pending[0]):
        rows[-1] = _relabel(rows[-1], pending[0].line.text)
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
    return all(any(_distance(atom, column) < 4 for column in columns) for atom in line.atoms)


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
            if words and len(words & said) >= 0.6 * len(words):
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

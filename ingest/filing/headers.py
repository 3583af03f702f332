"""Read what stands above a table's rows: titles, unit line, and column names stacked or spanning several columns."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.filing.blocks import is_header, is_prose
from ingest.filing.cells import MONTH_NAMES, Parts, is_period_text, segments, words_text
from ingest.filing.columns import Column
from ingest.filing.layout import Word
from ingest.filing.numbers import unit_line

__all__ = ["Header", "read_header"]

_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-4]\d)$")
_GOES_ON = re.compile(r"(?:[&/-]|\b(?:and|of|for|to|in|the|from|with|before|after|other))$", re.IGNORECASE)
_MONTH = re.compile(rf"(?:{MONTH_NAMES})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a table's first row.

    `names` has one full name a column; `context` is what stands over the labels; `headings` are the lines under the
    column names that already belong to the rows; `intro` is the last sentence of running text above the titles.
    """

    names: tuple[str, ...]
    context: str
    unit: str
    titles: tuple[str, ...]
    headings: list[Parts]
    intro: str = ""


def read_header(head: list[Parts], columns: list[Column], first: float) -> Header:
    """The header of a table whose numbers begin at `first`, from the lines above its first row."""
    # The header is the run of lines just above the rows; above it come titles, and before those another text.
    names: list[list[str]] = [[] for _ in columns]
    named: list[list[tuple[Word, ...]]] = []
    context: list[str] = []
    titles: list[str] = []
    unit = ""
    prose = [
        index
        for index, line in enumerate(head)
        if is_prose(line, first, 0.0)
        and len(segments(line.line.words)) == 1
        and not (unit_line(line.line.text) or _in_capitals(line.line.text))
    ]
    start = prose[-1] + 1 if prose else 0
    lines = head[start:][-14:]
    heads = [index for index, line in enumerate(lines) if is_header(line) or _fills_columns(line, columns, first)]
    begin = heads[0] if heads else len(lines)
    while heads and begin and _begins_names(lines[begin - 1], lines[begin], first):
        begin -= 1
    headings: list[Parts] = []
    # Many columns named in words alone have long names, printed over several lines; over dates a word may span.
    worded = len(columns) >= 5 and not any(is_header(line) for line in lines)
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
        named.append(over)
    # A line with a name for each column shows best where the names stand, and so what those above it span.
    own = next((over for over in reversed(named) if _one_each(over, columns)), None)
    places = columns if own is None else [Column(run[-1].right, run[0].left, run[-1].right) for run in own]
    below = next((number + 1 for number, over in enumerate(named) if over is own), len(named))
    for line_number, over in enumerate(named):
        placed = _under_names(over, own, line_number >= below) if own is not None else None
        for number, text in placed or _assign(over, places, worded):
            names[number].append(text)
    full = tuple(" ".join(name) for name in names)
    return Header(full, " ".join(context), unit, tuple(titles), headings, _intro(head[:start]))


def _in_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as running text is not; an aside like "(Unaudited)" may be in any letters."""
    letters = [letter for letter in re.sub(r"\([^()]*\)", "", text) if letter.isalpha()]
    return bool(letters) and 10 * sum(letter.isupper() for letter in letters) > 9 * len(letters)


def _one_each(runs: list[tuple[Word, ...]], columns: list[Column]) -> bool:
    """Whether a header line has one name for each column, each nearest to its own."""
    if len(runs) != len(columns) or len(runs) < 2:
        return False
    middles = [(column.left + column.right) / 2 for column in columns]
    for number, run in enumerate(runs):
        middle = (run[0].left + run[-1].right) / 2
        if min(range(len(middles)), key=lambda i: abs(middles[i] - middle)) != number:
            return False
    return True


def _under_names(
    runs: list[tuple[Word, ...]], own: list[tuple[Word, ...]], below: bool
) -> list[tuple[int, str]] | None:
    """The columns of a header line whose place among the columns' own names leaves no doubt, else None: that line
    itself, lines of names that go on from line to line, what stands `below` one name, and periods of as many columns
    each."""
    texts = list(map(words_text, runs))
    if runs is own:
        return list(enumerate(texts))
    if not any(map(is_period_text, texts)):
        beside = [next((number for number, name in enumerate(own) if _aligned(run, name)), None) for run in runs]
        return (
            [(number, text) for number, text in zip(beside, texts, strict=True) if number is not None]
            if all(number is not None and (below or not is_period_text(words_text(own[number]))) for number in beside)
            else None
        )
    each, rest = divmod(len(own), len(runs))
    if rest or len(runs) < 2 or not all(map(is_period_text, texts)):
        return None
    for number, run in enumerate(runs):
        middle = (run[0].left + run[-1].right) / 2
        if not own[number * each][0].left <= middle <= own[number * each + each - 1][-1].right:
            return None
    return [(number * each + step, text) for number, text in enumerate(texts) for step in range(each)]


def _aligned(run: tuple[Word, ...], name: tuple[Word, ...]) -> bool:
    """Whether one is printed over the other by its middle or an edge, and spans no more than it."""
    left, right = run[0].left - name[0].left, run[-1].right - name[-1].right
    wide = run[-1].right - run[0].left > 1.6 * (name[-1].right - name[0].left) + 10
    return not wide and min(abs(left), abs(right), abs(left + right) / 2) < 3


def _intro(lines: list[Parts]) -> str:
    """The last sentence of the text that ends just above a table."""
    text = " ".join(line.line.text for line in lines[-4:])
    return re.split(r"(?<=[a-z)][.;])\s+(?=[A-Z])", text)[-1][-300:]


def _cut_unit(line: Parts) -> tuple[str, tuple[Word, ...]]:
    """The printed unit line and the other words of its line."""
    runs = segments(line.line.words)
    unit = [run for run in runs if unit_line(words_text(run))]
    if unit:
        text = words_text(unit[0])
        bracket = re.search(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", text)
        if bracket and unit_line(bracket[0]) and bracket[0] != text:
            begin: list[Word] = []
            words: list[Word] = []
            depth = 0
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


def _begins_names(line: Parts, below: Parts, first: float) -> bool:
    """Whether a line over the columns holds only beginnings of the names in the line below: "Compute &"."""
    names = segments(below.line.words)
    runs = segments(line.line.words)
    return bool(runs) and all(
        run[0].left > first - 30
        and _GOES_ON.search(words_text(run)) is not None
        and any(_aligned(run, name) for name in names)
        for run in runs
    )


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


def _assign(runs: list[tuple[Word, ...]], columns: list[Column], worded: bool) -> list[tuple[int, str]]:
    """Give each run of a header line to the columns it stands over, in order, by the cheapest partition.

    A run covers neighbouring columns; its middle, or one of its edges, should stand where theirs does.
    """
    if not runs:
        return []
    count = len(columns)
    if blocks := _blocks(runs, columns):
        each = count // len(runs)
        return [
            (number * each + place, text)
            for number, (run, block) in enumerate(zip(runs, blocks, strict=True))
            for place, text in _assign([run], block, worded)
        ]
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
                cost = best[k - 1][s] + _misfit(runs[k - 1], columns[s:c], worded)
                if cost < best[k][c]:
                    best[k][c] = cost
                    choice[k, c] = (k - 1, s, True)
    placed: list[tuple[int, str]] = []
    k, c = len(runs), count
    if best[k][c] == infinite:
        return [
            (min(range(count), key=lambda i: _misfit(run, columns[i : i + 1], worded)), words_text(run)) for run in runs
        ]
    while c > 0:
        before_k, before_c, taken = choice[k, c]
        if taken:
            placed.extend((number, words_text(runs[k - 1])) for number in range(before_c, c))
        k, c = before_k, before_c
    return sorted(placed, key=lambda pair: pair[0])


def _blocks(runs: list[tuple[Word, ...]], columns: list[Column]) -> list[list[Column]]:
    """As many columns for each run of a line that says the same again and again ("% Change"); [] for other lines."""
    each, rest = divmod(len(columns), len(runs))
    if rest or len(runs) < 2 or len(set(map(words_text, runs))) > 1:
        return []
    blocks = [columns[start : start + each] for start in range(0, len(columns), each)]
    inside = (
        block[0].left <= (run[0].left + run[-1].right) / 2 <= block[-1].right
        for run, block in zip(runs, blocks, strict=True)
    )
    return blocks if all(inside) else []


def _misfit(run: tuple[Word, ...], columns: list[Column], worded: bool) -> float:
    left, right = columns[0].left, columns[-1].right
    a, b = run[0].left, run[-1].right
    middle = abs((a + b) / 2 - (left + right) / 2)
    edges = min(abs(b - right), abs(b - columns[-1].edge), abs(a - left))
    if len(columns) == 1:
        return min(middle, edges)
    # A name over several columns is centred over them, or at least begins and ends within them.
    return middle + (0.0 if b - a > 0.3 * (right - left) else 200.0 if worded else 10.0)

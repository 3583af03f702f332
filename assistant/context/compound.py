"""Solves questions whose formula is in their words: margins, returns, interest, amounts paid, shares of a change."""

import re
from decimal import Decimal

from assistant.context.arithmetic import Solved, solved
from assistant.context.grid import Cell
from assistant.context.match import Finder, Match, Wanted
from assistant.context.operation import Operation, Task
from assistant.context.words import plain, stems, years

__all__ = ["solve_compound"]

_REVENUE = ("net sales", "net revenue", "total revenue", "total net sales", "revenue", "sales")
_QUOTIENTS: tuple[tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...], bool], ...] = (
    (re.compile(r"\breturn on (?:total )?assets\b"), ("net income", "net earnings"), ("total assets",), True),
    (re.compile(r"\breturn on (?:total |shareholders' |stockholders' )?equity\b"), ("net income", "net earnings"),
     ("total equity", "stockholders equity", "shareholders equity"), True),
    (re.compile(r"\bgross (?:profit )?margin\b"), ("gross profit", "gross margin"), _REVENUE, True),
    (re.compile(r"\boperating (?:profit |income )?margin\b"), ("operating income", "operating profit"), _REVENUE, True),
    (re.compile(r"\b(?:net )?(?:profit|income) margin\b"), ("net income", "net earnings", "operating "
        "profit", "operating income"),
     _REVENUE, True),
    (re.compile(r"\bcurrent ratio\b"), ("current assets", "total current assets"),
     ("current liabilities", "total current liabilities"), False),
    (re.compile(r"\bdebt[- ]to[- ]assets?\b(?: ratio)?"), ("total liabilities", "total debt"), ("total "
        "assets",), False),
    (re.compile(r"\bdebt[- ]to[- ]equity\b(?: ratio)?"), ("total liabilities", "total debt"), ("total equity",), False),
    (re.compile(r"\beffective (?:income )?tax rate\b"), ("income tax expense", "provision for income "
        "taxes", "income taxes"),
     ("income before taxes", "income before income taxes", "earnings before income taxes"), True),
)  # fmt: skip
"""A quotient's name, the labels of its two parts in the order tried, and whether it is said as a percentage."""


def solve_compound(question: str, task: Task, finder: Finder) -> Solved | None:
    """A figure by a formula the question implies; None where its words imply none or the context lacks a part."""
    text = plain(question)
    for step in (_share_of_change, _named_share, _quotient, _per, _spent, _interest, _net_cash, _range):
        if found := step(text, task, finder):
            return found
    return None


def _row(label: str, finder: Finder, year: int | None, words: frozenset[str] = frozenset()) -> Match | None:
    """The cell of a row that is called by a label, not only shares words with it."""
    own = frozenset(stems(label))
    found = [m for m in finder.find(Wanted(own | words, year)) if own <= finder.grid.line(m.cell.row).header.words]
    return max(found, key=lambda m: m.score * len(own) / len(finder.grid.line(m.cell.row).header.words), default=None)


def _quotient(text: str, task: Task, finder: Finder) -> Solved | None:
    for name, tops, bottoms, percent in _QUOTIENTS:
        if not (spoken := name.search(text)):
            continue
        if frozenset(stems(spoken[0])) <= finder.row_words and _row(spoken[0], finder, None):
            return None  # printed as a row of its own
        asked = [year for year in task.years if year in finder.all_years]
        rest = frozenset(stems(text.replace(spoken[0], " ")))
        pairs = []
        wanted: list[int | None] = [*asked] or [None]
        for year in wanted:
            above = next((m for label in tops if (m := _row(label, finder, year, rest))), None)
            below = next((m for label in bottoms if (m := _row(label, finder, year, rest))), None)
            if above is None or below is None:
                return None
            pairs.append((above, below))
        operation = Operation.SHARE if percent else Operation.RATIO
        if len(pairs) == 1:
            return solved(operation, "a / b", pairs[0], finder, 0.9)
        if len(pairs) == 2 and task.operation in (Operation.CHANGE, Operation.DIFFERENCE):
            old, new = sorted(pairs, key=lambda pair: finder.grid.years_of(pair[0].cell))
            return solved(operation, "a / b - c / d", (*new, *old), finder, 0.9)
    return None


_PER = re.compile(r"\baverage (?P<a>[\w ]+?) per (?P<b>[\w-]+)\b(?P<rest>.*)$")


def _per(text: str, task: Task, finder: Finder) -> Solved | None:
    """An average of one thing a unit of another, where both are columns of one row or rows of one column."""
    if not (found := _PER.search(text)) or found["b"] in ("share", "year", "annum", "day", "month", "quarter"):
        return None
    context = frozenset(stems(found["rest"]))
    year = next((year for year in task.years if year in finder.all_years), None)
    above = finder.find(Wanted(frozenset(stems(found["a"])) | context, year))
    below = finder.find(Wanted(frozenset(stems(found["b"])) | context, year))
    tops, bottoms = frozenset(stems(found["a"])), frozenset(stems(found["b"]))
    for a in above[:5]:
        for b in below[:5]:
            names = [
                finder.grid.line(m.cell.row).header.words | finder.grid.columns[m.cell.column].words for m in (a, b)
            ]
            if not (tops & names[0] and bottoms & names[1]) or (a.cell.row, a.cell.column) == (
                b.cell.row,
                b.cell.column,
            ):
                continue
            if a.cell.row == b.cell.row or a.cell.column == b.cell.column:
                return solved(Operation.RATIO, "a / b", (a, b), finder, 0.9)
    return None


_SPENT = re.compile(r"\b(?:spent|paid|cash outflow|cost|total price|total value|total amount|price of|value of)\b")
_BOUGHT = re.compile(r"\b(?:shares?|repurchase[sd]?|units?|options?|rsus?|awards?|stock)\b")
_COUNTED = re.compile(
    r"\bnumber ?of ?(?:\w+ )?(?:shares|options|units|awards|rsus)|^\W*(?:shares|options|units|number)\b", re.I
)
_PRICED = re.compile(
    r"\b(?:average )?(?:price|exercise price|fair value)\b.*\bper\b|average ?price|exercise price"
    r"|weighted.average.*(?:price|value)",
    re.I,
)


def _spent(text: str, task: Task, finder: Finder) -> Solved | None:
    """What was paid: a count of shares times the price of one, from one row."""
    if not (_SPENT.search(text) and _BOUGHT.search(text)) or re.search(r"\bper share\b|\baverage\b|\bpercent", text):
        return None
    counts = [c for c in finder.grid.columns if c.place and _COUNTED.search(c.name)]
    prices = [c for c in finder.grid.columns if c.place and _PRICED.search(c.name) and not _COUNTED.search(c.name)]
    if not counts or not prices:
        return None
    count, price = counts[0], prices[0]
    months = [m for m in _MONTHS if re.search(rf"\b{m}\b", text)]
    words = frozenset(stems(text))
    lines = [line for line in finder.grid.lines if count.place in line.cells and price.place in line.cells]
    if months:
        lines = [line for line in lines if all(month in line.header.text.lower() for month in months)]
    elif total := [line for line in lines if "total" in line.header.text.lower()]:
        lines = total
    else:
        named = [year for year in task.years if any(year in line.header.years for line in lines)]
        lines = [line for line in lines if not named or set(named) & set(line.header.years)]
        lines = sorted(lines, key=lambda line: -len(words & line.header.words))[:1]
    if len(lines) != 1:
        return None
    cells = (lines[0].cells[count.place], lines[0].cells[price.place])
    return solved(Operation.PRODUCT, "a * b", [Match(cell, 0.8) for cell in cells], finder)


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEARLY = re.compile(
    r"\b(?:annual|yearly|per year|each year|a year)?\s*\binterest (?:expense|payments?|cost|paid|payable)s?\b"
    r"|\bamount accrued because of interest\b"
)


def _interest(text: str, task: Task, finder: Finder) -> Solved | None:
    """A year's interest: a principal times its rate, from one row, or from one sentence."""
    if not _YEARLY.search(text) or task.operation not in (Operation.LOOKUP, Operation.SUM):
        return None
    words = frozenset(stems(text, drop=("interest", "expense", "annual", "yearly", "incurred", "related", "total")))
    named = set(years(text)) | {int(y) for y in re.findall(r"\b((?:19|20)\d\d)\b", text)}
    best: tuple[float, Cell, Decimal | Cell] | None = None
    rates = [f for f in finder.prose if f.percent]
    for place, figure in enumerate(finder.prose):
        if figure.percent or (not figure.exponent and "$" not in figure.printed):
            continue
        for other, rate in enumerate(finder.prose):
            if rate not in rates or rate.sentence != figure.sentence or not 0 < rate.start - figure.start < 90:
                continue
            near = frozenset(stems(figure.sentence[max(0, figure.start - 80) : rate.start + 120]))
            said = set(years(figure.sentence[max(0, figure.start - 80) : rate.start + 160]))
            score = len(words & near) / max(1, len(words)) + 0.3 * bool(named & said)
            score += 1.0 * (figure.printed.replace(" ", "") in text.replace(" ", ""))
            if best is None or score > best[0]:
                best = (score, Cell(-1 - place, -1, figure.value, figure.printed, figure),
                        Cell(-1 - other, -1, rate.value, rate.printed, rate))  # fmt: skip
    if best is None or best[0] < 0.5:
        return None
    cells = [cell for cell in best[1:] if isinstance(cell, Cell)]
    return solved(Operation.PRODUCT, "a * b / 100", [Match(cell, min(1.0, best[0]) * 0.7) for cell in cells], finder)


_FLOWS = ("operating activities", "investing activities", "financing activities")


def _net_cash(text: str, task: Task, finder: Finder) -> Solved | None:
    """The change in cash: the three activities' cash flows together, where no row prints it."""
    if not re.search(r"\bnet (?:change|increase|decrease)\b.* in (?:total )?cash\b", text):
        return None
    if any(
        re.search(r"\b(?:increase|decrease|change)\b.*\bin cash\b", line.header.text.lower())
        for line in finder.grid.lines
    ):
        return None
    year = next((year for year in task.years if year in finder.all_years), None)
    parts = [_row(label, finder, year) for label in _FLOWS]
    found = [part for part in parts if part]
    return solved(Operation.SUM, "a + b + c", found, finder, 0.9) if year and len(found) == len(_FLOWS) else None


def _range(text: str, task: Task, finder: Finder) -> Solved | None:
    """The largest less the smallest of a row or column."""
    if not re.search(r"\bmathematical range\b|\brange (?:of|for|in) (?:the )?(?:values|amounts|numbers)\b", text):
        return None
    words = frozenset(stems(text))
    rows = {line.header.place: finder.row_score(line.header, words) for line in finder.grid.lines}
    places = {cell.column for cell in finder.grid.cells()}
    columns = {place: len(words & finder.grid.columns[place].words) for place in places}
    if rows and max(rows.values()) > 0.5 and finder.row_words & words:
        cells = list(finder.grid.line(max(rows, key=lambda place: rows[place])).cells.values())
    elif columns and max(columns.values()):
        column = max(columns, key=lambda place: columns[place])
        cells = [cell for cell in finder.grid.cells() if cell.column == column]
    else:
        return None
    ends = (max(cells, key=lambda c: c.value), min(cells, key=lambda c: c.value))
    return solved(Operation.DIFFERENCE, "a - b", [Match(cell, 0.8) for cell in ends], finder)


_PERCENT_OF = re.compile(r"\b(?:percent(?:age)?|portion|fraction) of\b")


def _named_share(text: str, task: Task, finder: Finder) -> Solved | None:
    """A share whose part and whole only the table's labels tell apart: a row the question names whole, of a total."""
    if not _PERCENT_OF.search(text) or task.operation not in (Operation.LOOKUP, Operation.SUM):
        return None
    words = frozenset(stems(text))
    year = next((year for year in task.years if year in finder.all_years), None)
    named = [line for line in finder.grid.lines if line.header.words and line.header.words <= words]
    wholes = [line for line in named if "total" in line.header.words]
    parts = sorted((line for line in named if line not in wholes), key=lambda line: -len(line.header.words))
    if len(wholes) != 1 or not parts:
        return None
    cells = [
        next((m for m in finder.find(Wanted(words, year)) if m.cell.row == line.header.place), None)
        for line in (parts[0], wholes[0])
    ]
    found = [cell for cell in cells if cell]
    if len(found) != 2 or found[0].cell.column != found[1].cell.column:
        return None
    return solved(Operation.SHARE, "a / b", found, finder, 0.9)


_OF_CHANGE = re.compile(
    r"\b(?:percent(?:age)?|portion|fraction|share|proportion|how much) of (?:of )?(?:the )?(?:(?:net|total|overall) "
    r"){0,2}"
    r"(?:change|increase|decrease|variance|growth|decline)s?\b(?P<whole>.*?)\b(?:was |is |were |came |can be )?"
    r"(?:due to|attribut(?:ed|able) to|from|because of|caused by|resulted from|explained by|related to|driven by) "
    r"(?P<part>.*)$"
)


def _share_of_change(text: str, task: Task, finder: Finder) -> Solved | None:
    """What part of a change one cause has: its amount over what the whole went up or down by."""
    if not (found := _OF_CHANGE.search(text)):
        return None
    ends = bridge(finder)
    part = finder.best(Wanted(frozenset(stems(found["part"], drop=("variance", "change")))))
    if ends is None or part is None:
        return None
    return solved(Operation.SHARE, "a / (b - c)", (part, ends[1], ends[0]), finder)


def bridge(finder: Finder) -> tuple[Match, Match] | None:
    """The first and last row of a table that tells how one year's amount became the next's; None for other tables."""
    dated = [line for line in finder.grid.lines if line.header.years]
    if len(dated) != 2 or dated[0] is not finder.grid.lines[0] or dated[1] is not finder.grid.lines[-1]:
        return None
    old, new = dated
    shared = [column for column in old.cells if column in new.cells]
    if old.header.words != new.header.words or not shared or old.header.years[0] >= new.header.years[0]:
        return None
    return Match(old.cells[shared[-1]], 0.9), Match(new.cells[shared[-1]], 0.9)

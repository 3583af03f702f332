"""Answers that are read off a table without arithmetic: which year, which item, how many, which values, what items."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.context.grid import SCALE_WORDS, Cell, Line
from assistant.context.match import Finder, Wanted
from assistant.context.prose import EXPONENTS
from assistant.context.words import plain, stems, years

__all__ = ["Chosen", "choose", "listed_values", "names_periods", "quoted"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Texts as the table prints them (numbers with their scale word), how sure, and the cells they rest on."""

    spans: tuple[str, ...]
    sureness: float
    cells: tuple[Cell, ...] = ()
    count: bool = False


_PERIODS = r"(?:fiscal )?(?:years?(?:\(s\))?|quarters?|periods?|months?)"
_WHICH_PERIOD = re.compile(
    rf"\b(?:which|what)(?: (?:is|are|was|were))?(?: of)?(?: the)? (?!(?:one|two|three|four|five"
    rf"|six|ten|\d+)[ -])(?:\w+ )?{_PERIODS}\b|\bfor (?:which|what) {_PERIODS}"
)
_HOW_MANY = re.compile(
    r"\bhow many(?: of (?:the|these))? (?P<what>[\w &-]+?)(?= (?:did|do|does|had|has|have|was"
    r"|were|are|is|that|with|under|in|there|within|exceeded|among|of|for)\b)"
)
_MOST = re.compile(
    r"\b(?:largest|highest|greatest|most|biggest|larger|higher|greater|bigger|more|maximum|best)\b(?! than)"
)
_LEAST = re.compile(r"\b(?:smallest|lowest|least|smaller|lower|less|fewest|minimum|fewer|worst)\b(?! than)")
_ABOVE = re.compile(r"\b(?:exceed(?:ed|s|ing)?|more than|greater than|larger than|higher than|above|over|at least)\b")
_BELOW = re.compile(r"\b(?:less than|lower than|smaller than|below|under|fewer than|at most)\b(?= ?[$€£]?\s?\d)")
_BAR = re.compile(r"[$€£]?\s?(?P<num>\d[\d,]*(?:\.\d+)?)\s*(?P<pct>%|percent)?\s*(?P<scale>thousand|million|billion)?")
_LIST = re.compile(
    r"\b(?:what|which|name|list)\b.{0,30}\b(?:components?|items?|types?|categor(?:y|ies)"
    r"|segments?|countries|regions?|elements?|assets|"
    r"liabilities|expenses|factors|sources|classes|kinds?|lines?|areas?|metrics?|jurisdictions"
    r"|markets|products?|services?|programs?|"
    r"measures|costs?|names?)\b"
)
_ALL = ("total", "net change", "subtotal")


def choose(question: str, finder: Finder) -> Chosen | None:
    """The answer read off the table; None where the question is of another kind or names nothing in it."""
    text = plain(question)
    if found := _HOW_MANY.search(text):
        return _counted(text, found, finder)
    if _WHICH_PERIOD.search(text):
        return _periods(text, finder)
    if _MOST.search(text) or _LEAST.search(text):
        if re.search(r"\b(?:which|what|who)\b", text) and not re.search(r"\bhow much\b", text):
            return _item(text, finder)
        return None
    if _LIST.search(text) and not years(text) and "respective" not in text:
        return _items(text, finder)
    return None


def names_periods(question: str) -> bool:
    """Whether a question asks for periods, or how many of them, rather than for a number of a period."""
    text = plain(question)
    return bool(_WHICH_PERIOD.search(text)) or bool(re.search(rf"\bhow many(?: of the)? {_PERIODS}", text))


def quoted(cell: Cell, finder: Finder) -> str:
    """A cell's text as printed, with the scale word of its table."""
    if cell.figure:
        return cell.printed
    if cell.headed_percent and "%" not in cell.printed:
        return f"{cell.printed}%"
    word = SCALE_WORDS.get(finder.grid.exponent_of(cell), "")
    return f"{cell.printed} {word}".strip()


def _bar(text: str, finder: Finder, above: re.Match[str]) -> Callable[[Cell], bool] | None:
    """The comparison with the number that a question names."""
    number = _BAR.search(text, above.end())
    if number is None:
        return None
    limit = Decimal(number["num"].replace(",", ""))
    scale = EXPONENTS.get(number["scale"] or "", 0)

    def beyond(cell: Cell) -> bool:
        exponent = finder.grid.exponent_of(cell)
        value = cell.value.scaleb(exponent) if scale and exponent else cell.value
        bar = limit.scaleb(scale) if scale and exponent else limit
        return value > bar if _ABOVE.match(text, above.start()) else value < bar

    return beyond


def _row_by_period(text: str, finder: Finder) -> tuple[list[Cell], float]:
    """The cells of the row a question names, one a period."""
    words = frozenset(stems(text, drop=_DROPPED))
    best = finder.best(Wanted(words))
    if best is None:
        return [], 0.0
    row = [cell for cell in finder.grid.cells() if cell.row == best.cell.row]
    score = finder.row_score(finder.grid.line(best.cell.row).header, words)
    dated = [cell for cell in row if len(finder.grid.columns[cell.column].years) == 1 and not finder.percentage(cell)]
    if len(dated) < 2:
        dated = [cell for cell in row if len(finder.grid.columns[cell.column].years) == 1]
    if len(dated) < 2 and len(row) > 1 and not any(finder.grid.columns[cell.column].years for cell in row):
        dated = row if re.search(r"\b(?:quarter|month|period)", text) else []
    if len(dated) < 2:  # years stand in rows
        column = best.cell.column
        dated = [c for c in finder.grid.cells() if c.column == column and finder.grid.line(c.row).header.years]
        score = best.score
    seen: dict[str, Cell] = {}
    for cell in dated:
        seen.setdefault(_period(cell, finder), cell)
    return list(seen.values()), score


def _period(cell: Cell, finder: Finder) -> str:
    found = finder.grid.years_of(cell)
    column = finder.grid.columns[cell.column]
    return str(found[0]) if found and len(set(finder.all_years)) > 1 else column.text


def _periods(text: str, finder: Finder) -> Chosen | None:
    cells, score = _row_by_period(text, finder)
    bar = _ABOVE.search(text) or _BELOW.search(text)
    if bar and (beyond := _bar(text, finder, bar)):
        kept = [cell for cell in cells if beyond(cell)]
        return Chosen(tuple(_period(cell, finder) for cell in kept), score, tuple(kept)) if kept else None
    if _MOST.search(text) or _LEAST.search(text):
        if not cells:
            return None
        pick = (max if _MOST.search(text) else min)(cells, key=lambda cell: cell.value)
        return Chosen((_period(pick, finder),), score, (pick,))
    known = list(dict.fromkeys(str(c.years[0]) for c in finder.grid.columns if len(c.years) == 1))
    if not known:
        known = [str(line.header.years[0]) for line in finder.grid.lines if line.header.years]
    return Chosen(tuple(dict.fromkeys(known)), 0.7) if known else None


_DROPPED = (
    "largest", "highest", "greatest", "most", "biggest", "larger", "higher", "greater", "bigger", "more", "smallest",
    "lowest", "least", "smaller", "lower", "less", "exceed", "exceeded", "above", "below", "calculated", "component",
    "components",
    "quarters", "quarter", "item", "items", "category", "segment", "segments", "made", "contributed", "respectively",
)  # fmt: skip


def _is_total(line: Line) -> bool:
    label = line.header.text.lower()
    if re.match(r"(?:gross|net|less)\b", label) and line.header.words & line.header.heading_words:
        return True
    return not label or any(word in label for word in _ALL)


def _under(text: str, finder: Finder) -> tuple[list[Line], float]:
    """The rows under the heading that a question names, or above the total it names; without the totals."""
    words = frozenset(stems(text, drop=_DROPPED))
    lines = finder.grid.lines
    headings: dict[str, list[Line]] = {}
    for line in lines:
        headings.setdefault(line.header.heading, []).append(line)
    best, score = [], 0.0
    for heading, members in headings.items():
        own = frozenset(stems(heading))
        if own and own & words:
            fit = len(own & words) / len(own)
            if fit > score:
                best, score = members, fit
    if not best:
        for place, line in enumerate(lines):
            own = line.header.words - {"total"}
            if line.header.text.lower().startswith("total") and own and own <= words:
                start = max((n for n in range(place) if _is_total(lines[n])), default=-1) + 1
                best, score = list(lines[start:place]), 0.8
    if not best:
        best, score = list(lines), 0.45
    return [line for line in best if not _is_total(line)], score


def _items(text: str, finder: Finder) -> Chosen | None:
    members, score = _under(text, finder)
    if not 2 <= len(members) <= 12:
        return None
    labels = (re.sub(r"(?<=[a-z])\d$", "", line.header.text.rstrip(":")) for line in members)  # a note's mark
    return Chosen(tuple(dict.fromkeys(labels)), score)


def _item(text: str, finder: Finder) -> Chosen | None:
    """The row label with the largest or smallest number in the column that a question names."""
    members, score = _under(text, finder)
    named = [year for year in years(text) if year in finder.all_years]
    words = frozenset(stems(text, drop=_DROPPED))
    picks: list[Cell] = []
    wanted: list[int | None] = [*named] or [None]
    for year in wanted:
        cells = [
            cell
            for line in members
            for cell in line.cells.values()
            if year is None or year in finder.grid.years_of(cell)
        ]
        if not cells:
            return None
        fits = {c.column: finder.column_score(finder.grid.columns[c.column], words) for c in cells}
        column = max(fits, key=lambda place: (fits[place], -place))
        among = [cell for cell in cells if cell.column == column]
        picks.append((max if _MOST.search(text) else min)(among, key=lambda cell: cell.value))
    labels = tuple(finder.grid.line(cell.row).header.text for cell in picks)
    return Chosen(labels, max(score, 0.6), tuple(picks))


def _counted(text: str, found: re.Match[str], finder: Finder) -> Chosen | None:
    what = found["what"]
    bar = _ABOVE.search(text) or _BELOW.search(text)
    if bar and (beyond := _bar(text, finder, bar)):
        if re.search(r"\b(?:years?|quarters?|periods?|months?)\b", what):
            cells, score = _row_by_period(text, finder)
        else:
            members, score = _under(text[: bar.start()], finder)
            year = next((year for year in years(text) if year in finder.all_years), None)
            cells = [c for m in members for c in m.cells.values() if year is None or year in finder.grid.years_of(c)]
        kept = [cell for cell in cells if beyond(cell)]
        return Chosen((str(len(kept)),), score, tuple(kept), count=True) if cells else None
    if re.search(
        r"\b(?:components?|items?|types?|categor|segments?|sub-?items|elements|expenses|periods|classes)", what
    ):
        members, score = _under(text, finder)
        return Chosen((str(len(members)),), min(score, 0.7), count=True) if members else None
    return None


def listed_values(question: str, finder: Finder) -> Chosen | None:
    """The values of one row in the years a question lists, or of several rows, in the question's order."""
    text = plain(question)
    named = [year for year in years(text) if year in finder.all_years]
    if len(named) == 2 and re.search(
        r"\b(?:19|20)\d\d (?:to|through|-) (?:fiscal |the )?(?:year )?(?:19|20)\d\d\b", text
    ):
        between = [year for year in finder.all_years if min(named) <= year <= max(named)]
        named = between if named[0] < named[1] else between[::-1]
    parts: Sequence[str] = _parts(text)
    if len(named) > 1 and (_one_label(parts, finder) or not _each(parts, finder.row_words)):
        parts = ()
    found = []
    if len(parts) > 1:
        for part in parts:
            own = [year for year in years(part) if year in finder.all_years]
            said = frozenset(stems(part))
            if not finder.row_words & said and finder.column_words & said:
                said |= frozenset(stems(text)) & finder.row_words
            best = finder.either(Wanted(said, next(iter(own or named), None)))
            if best is None or not (finder.row_words | finder.column_words) & frozenset(stems(part)):
                return None
            found.append(best)
    elif len(named) > 1:
        words = frozenset(stems(text, drop=("respectively",)))
        for year in named:
            best = finder.either(Wanted(words, year))
            if best is None:
                return None
            found.append(finder.in_row_of(found[0], best, Wanted(words, year)) if found else best)
    if len(found) < 2:
        return None
    cells = tuple(match.cell for match in found)
    return Chosen(tuple(quoted(cell, finder) for cell in cells), min(match.score for match in found), cells)


def _each(parts: Sequence[str], vocabulary: frozenset[str]) -> bool:
    """Whether at least two parts name something of the table."""
    return sum(bool(vocabulary & frozenset(stems(part))) for part in parts) > 1


def _one_label(parts: Sequence[str], finder: Finder) -> bool:
    """Whether one row is called by all parts: "accruals and reserves"."""
    sets = [frozenset(stems(part)) & finder.row_words for part in parts]
    together = frozenset[str]().union(*sets)
    return bool(together) and all(sets) and any(together <= line.header.words for line in finder.grid.lines)


def _parts(text: str) -> list[str]:
    """The things listed in a question ("of A, B and C in 2019"), where it lists any."""
    body = re.sub(
        r"^.*?\b(?:what|how much|which) (?:is|are|was|were)(?: the)?(?: respective)?(?: values? of| amounts? of)?\b",
        "",
        text,
    )
    body = re.sub(r"\b(?:in|for|at|as of|during|on)\b[^,]*\b(?:19|20)\d\d\b.*$", "", body)
    body = re.sub(r"\brespectively\b|\?", "", body)
    pieces = [piece.strip(" ,") for piece in re.split(r",| and ", body) if piece.strip(" ,")]
    return pieces if len(pieces) > 1 else []

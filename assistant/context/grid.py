"""A table given as rows of text, understood: labels with their headings, column headers, years, numbers and scale."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.compute.calculate import round_half_up
from assistant.context.clean import dashes
from assistant.context.prose import Figure, figures
from assistant.context.words import YEAR, plain, stems, years
from ingest.filing.numbers import parse_number, unit_line

__all__ = ["Cell", "Grid", "Header", "Line", "read_grid", "read_number"]

SCALE_WORDS = {3: "thousand", 6: "million", 9: "billion"}
_DOUBLED = re.compile(r"(\(?-?\$?\s*[\d.,]+\s*%?\s*\)?)\s*\(\s*(?:approximately\s+)?[\d.,]+\s*%?\s*\)\s*$")
_WORDED = re.compile(r"^(?:approximately\s+)?([^a-z]*\d[^a-z]*?)\s*(million|billion|thousand)\s*(?:\(.*\))?$", re.I)
_UNIT = re.compile(
    r"\b(?:rmb|us\$|usd|eur|gbp|cny|hk\$|aud|cad|chf)\s?[’'‘]?\s?(?:millions?|thousands?"
    r"|billions?|000|m\b|bn\b)|\(1,000\)"
    r"|[$€£]\s(?:in )(?:millions?|thousands?|billions?)|[$€£¥]\s?(?:million|thousand|billion|m\b"
    r"|bn\b|mm\b|[’']?000)|\(?\bin (?:u\.?s\.? )?(?:dollars in |us\$ ?|[$€£¥] ?)?"
    r"(?:millions?|thousands?|billions?|\$?000)|\b(?:dollars|amounts|euros?|rmb|usd|figures) (?:are )?(?:expressed |"
    r"stated |presented )?in (?:u\.?s\.? )?(?:dollars )?(?:millions?|thousands?|billions?)"
    r"|(?:rmb|us\$|\$|€|£)\s?[’']000"
    r"|^\s*\(?(?:millions?|thousands?|billions?)\b|\b(?:millions|thousands|billions) of "
    r"(?:u\.?s\.? )?(?:dollars|euros|yen)"
    r"|\((?:millions?|thousands?|billions?)\b|\(000[’']?s?\)",
    re.IGNORECASE,
)
_UNSCALED = re.compile(
    r"\bper (?:\w+ )?(?:share|unit)\b|%|\bpercent|\bratio\b|\brate\b|\byield\b|\bmargin\b|\bemployees\b|\bheadcount\b"
    r"|\bnumber of\b|\bno\. of\b|\btonnes\b|\bsquare (?:feet|met)|\bshares?$"
    r"|\(years?\)|\(in years\)|\bterm\b.*\byears\b|\bvolatility\b|\bexchange rate\b",
    re.IGNORECASE,
)


_NOTE = re.compile(r"\(\s?(?:\d{1,2}|[a-z])\s?\)")
"""A mark that sends the reader to a note: "(1)", "( a )"."""


_A_PIECE = re.compile(r"\bper\b|\bprice\b|\bfair value$", re.IGNORECASE)
"""Money for one of many, which a table's scale is not for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table: where it stands, its value as printed (a percentage is not divided) and its text."""

    row: int
    column: int
    value: Decimal
    printed: str
    figure: Figure | None = None
    """Set for a number of the prose, which stands in no row or column."""
    headed_percent: bool = False
    """Whether the head of its column, or its row's label, is a percent sign."""

    @property
    def percent(self) -> bool:
        """Whether it is a percentage: a percent sign stands with it, in its column's head or in its row's label."""
        return "%" in self.printed or self.headed_percent


@dataclass(frozen=True, slots=True)
class Header:
    """What names a row or a column: its text, the heading it stands under, the years in them and the stems."""

    place: int
    text: str
    heading: str
    years: tuple[int, ...]
    words: frozenset[str]
    heading_words: frozenset[str]
    block: bool = False
    """Whether its years are those of a table stacked under another, which go before its columns' own."""

    @property
    def name(self) -> str:
        """Heading and text in one line, for a reader."""
        return " ".join(part for part in (self.heading, self.text) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """A body row: its header and its numbers by column."""

    header: Header
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table understood. `exponent` is its scale as a power of ten, 0 where none is stated; `stated` tells whether
    the table's own words state it, rather than the texts around it."""

    columns: tuple[Header, ...]
    lines: tuple[Line, ...]
    exponent: int
    percent: bool
    rows: tuple[tuple[str, ...], ...]
    stated: bool = False

    def cells(self) -> list[Cell]:
        """Every number, row by row."""
        return [cell for line in self.lines for cell in line.cells.values()]

    def column(self, place: int) -> Header:
        """The header of a column."""
        return self.columns[place]

    def line(self, row: int) -> Line:
        """The body row at a place of the table as given."""
        return next(line for line in self.lines if line.header.place == row)

    def years_of(self, cell: Cell) -> tuple[int, ...]:
        """The years a number belongs to, by its column, else its row."""
        if cell.figure:
            return cell.figure.years
        row = self.line(cell.row).header
        return row.years if row.block else self.columns[cell.column].years or row.years

    def name(self, cell: Cell) -> str:
        """Row and column of a number in words; for one of the prose, its sentence."""
        if cell.figure:
            return cell.figure.sentence
        return f"{self.line(cell.row).header.name} | {self.columns[cell.column].name}".strip(" |")

    def exponent_of(self, cell: Cell) -> int:
        """The power of ten a printed number stands for: none for percentages, per-share amounts and the like."""
        if cell.figure:
            return cell.figure.exponent
        label = f"{self.line(cell.row).header.name} {self.columns[cell.column].name}"
        if cell.printed.lstrip("(").startswith(("$", "€", "£", "¥")) and not _A_PIECE.search(label):
            return self.exponent
        return 0 if cell.percent or _UNSCALED.search(_UNIT.sub("", label)) else self.exponent


def read_number(text: str) -> Decimal | None:
    """The number a cell prints: as `parse_number`, past a repeated percentage or a note in words behind it."""
    text = text.strip()
    if not re.search(r"\d", text):
        return parse_number(text) if text not in ("", "-") else (Decimal(0) if text else None)
    found = parse_number(text)
    if found is None and (doubled := _DOUBLED.match(text)):
        found = parse_number(re.sub(r"\s", "", doubled[1]))
    if found is None and (worded := _WORDED.match(text)):
        found = parse_number(worded[1])
    if found is None:
        found = parse_number(re.sub(r"\s+", "", text))
    return found


_SIGN = re.compile(r"^\s*\(?%\)?\s*$|\(%\)\s*$")


def _stems_of(label: str) -> frozenset[str]:
    """The stems of a label without its note marks."""
    return frozenset(stems(_NOTE.sub(" ", label)))


def _is_year(text: str) -> bool:
    return bool(YEAR.fullmatch(plain(text).strip(" :*()")))


def _is_header_row(row: Sequence[str]) -> bool:
    """No number but years: what stands over columns, or a heading in the body."""
    cells = [cell for cell in row[1:] if cell.strip()]
    return not any(read_number(cell) is not None and not _is_year(cell) for cell in cells)


def _filled(row: Sequence[str]) -> list[str]:
    """A header row with each text carried over the empty cells on its right, which it spans."""
    filled: list[str] = []
    for place, cell in enumerate(row):
        text = cell.strip()
        filled.append(text or (filled[-1] if place > 1 and filled else ""))
    return filled


def _column_headers(rows: Sequence[Sequence[str]], width: int) -> tuple[Header, ...]:
    """Headers of all columns: the last row that names a column, with the rows above it as its heading."""
    headers = []
    for place in range(width):
        parts: list[str] = []
        for number, row in enumerate(rows):
            own = row[place].strip() if place < len(row) else ""
            spanning = number < len(rows) - 1
            text = own or (_filled(row)[place] if spanning and place < len(row) and place > 0 else "")
            if text and (place > 0 or own) and text not in parts:
                parts.append(text)
        own_years = next((found for part in reversed(parts) if (found := years(part))), ())
        text = parts[-1] if parts else ""
        heading = " ".join(parts[:-1])
        headers.append(
            Header(place, text, heading, own_years, _stems_of(text), _stems_of(heading))
        )  # fmt: skip
    return tuple(headers)


def _scale(rows: Sequence[Sequence[str]], labels: Sequence[str], texts: Sequence[str]) -> int:
    """The power of ten the table's own words state, else the texts around it."""
    heads = [cell for row in rows for cell in row]
    for text in [*heads, *labels]:
        if (found := _UNIT.search(text)) and (exponent := _power(found[0])):
            return exponent
    for text in (" ".join(text.split()) for text in texts):
        for found in re.finditer(
            r"\([^()]*\)|[Ee]xpressed in [^.]{0,40}|\bin (?:millions|thousands|billions)\b[^.]*", text
        ):
            if _UNIT.search(found[0]) and (exponent := _power(found[0])):
                return exponent
    return 0


def _told_by_prose(lines: Sequence[Line], prose: Sequence[Figure]) -> int:
    """The scale that makes the table's numbers those of the prose: 24,193 beside "$24.2 million" is in thousands."""
    votes: Counter[int] = Counter()
    values = {abs(cell.value) for line in lines for cell in line.cells.values() if abs(cell.value) >= 10}
    for figure in prose:
        if not figure.exponent or figure.percent or abs(figure.value) < 1:
            continue
        places = max(0, -int(figure.value.as_tuple().exponent))
        for exponent in (3, 6):
            shift = exponent - figure.exponent
            if any(round_half_up(value.scaleb(shift), places) == abs(figure.value) for value in values):
                votes[exponent] += 1
                break
    return votes.most_common(1)[0][0] if votes else 0


def _power(text: str) -> int:
    lower = text.lower()
    for word, exponent in (
        ("thousand", 3),
        ("million", 6),
        ("billion", 9),
        ("000", 3),
        ("bn", 9),
        ("mm", 6),
        ("usdm", 6),
        ("eurm", 6),
    ):
        if word in lower:
            return exponent
    if re.search(r"[$€£¥]\s?m\b", lower):
        return 6
    units = unit_line(text)
    return units.money if units else 0


def read_grid(table: Sequence[Sequence[str]], texts: Sequence[str] = ()) -> Grid:
    """Understand a table; a ragged or empty one gives a grid with fewer or no numbers, never an error."""
    rows = [tuple(str(cell) for cell in row) for row in table]
    width = max((len(row) for row in rows), default=0)
    rows = [row + ("",) * (width - len(row)) for row in rows]
    nil = dashes(rows)
    count = 0
    while count < len(rows) and _is_header_row(rows[count]):
        # A row with a label and nothing behind it is a heading of the body once columns are named.
        if count and rows[count][0].strip() and not any(cell.strip() for cell in rows[count][1:]):
            break
        count += 1
    if count == len(rows) and rows:
        count = 1
    if count == 0 and rows:
        count = 1 if not _has_numbers(rows[0]) or (len(rows) > 1 and not rows[0][0].strip()) else 0
    heads = rows[:count]
    columns = _column_headers(heads, width)
    lines: list[Line] = []
    # A label beside the last row of column heads stands over the rows below it, unless it is the unit.
    heading = heads[-1][0].strip() if heads and count > 1 and not _UNIT.search(heads[-1][0]) else ""
    stacked = _stacked(rows, count)
    for place in range(count, len(rows)):
        row = rows[place]
        label = row[0].strip()
        cells = {}
        for column in range(1, width):
            value = Decimal(0) if (place, column) in nil else read_number(row[column])
            if value is not None:
                signed = bool(_SIGN.search(columns[column].text) or re.search(r"\(%\)", label))
                signed = signed and not re.search(r"[$€£]", row[column])
                cells[column] = Cell(place, column, value, row[column].strip(), None, signed)
        if not cells or (label == "" and all(_is_year(cell.printed) for cell in cells.values())):
            heading = label or heading
            if not label and (spoken := years(" ".join(row))) and len(spoken) == 1:
                stacked = spoken
            continue
        header = Header(
            place,
            label,
            heading,
            stacked or years(label) or years(heading),
            _stems_of(label),
            _stems_of(heading),
            bool(stacked),
        )
        lines.append(Line(header, cells))
    labels = [row[0] for row in rows]
    percent = any(re.search(r"\(?%\)?|percent", cell) for row in heads for cell in row)
    exponent = _scale(heads, labels, texts) or _told_by_prose(lines, figures(texts))
    return Grid(columns, tuple(lines), exponent, percent, tuple(rows), bool(_scale(heads, labels, ())))


def _stacked(rows: Sequence[Sequence[str]], count: int) -> tuple[int, ...]:
    """The one year over the first of several stacked tables; none where heads further down name no other year."""
    first = years(" ".join(cell for row in rows[:count] for cell in row))
    later = [years(" ".join(row)) for row in rows[count:] if not row[0].strip() and _is_header_row(row)]
    return first if len(first) == 1 and any(len(spoken) == 1 and spoken != first for spoken in later) else ()


def _has_numbers(row: Sequence[str]) -> bool:
    return any(read_number(cell) is not None and not _is_year(cell) for cell in row[1:])

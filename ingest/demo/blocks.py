"""What a filing is made of before it is laid out: paragraphs, headings, tables, and numbers that know their tag.

One tuple of blocks is laid out twice, by `ingest.demo.pdf` and by `ingest.demo.html`, so that both say the same.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

__all__ = [
    "Amount",
    "Block",
    "Cell",
    "Check",
    "Columns",
    "Contents",
    "Context",
    "Heading",
    "Line",
    "Measure",
    "Named",
    "PageBreak",
    "Paragraph",
    "Piece",
    "Rule",
    "Table",
    "Text",
    "plain",
]


class Measure(Enum):
    """How a number is printed: (decimal places, power of ten of the printed number, XBRL unit)."""

    MILLIONS = (1, 6, "usd")
    SHARES = (1, 6, "shares")
    THOUSANDS_OF_SHARES = (0, 3, "shares")
    COUNT_OF_SHARES = (0, 0, "shares")
    PER_SHARE = (2, 0, "usdPerShare")
    PERCENT = (1, -2, "number")
    RATIO = (1, 0, "number")
    COUNT = (0, 0, "number")
    POINTS = (0, -4, "number")

    @property
    def places(self) -> int:
        """Decimal places printed."""
        return int(self.value[0])

    @property
    def scale(self) -> int:
        """The power of ten between the printed number and its value in base units."""
        return int(self.value[1])

    @property
    def unit(self) -> str:
        """The id of the XBRL unit."""
        return str(self.value[2])


@dataclass(frozen=True, slots=True)
class Context:
    """When a tagged number holds, and of what part of the company (axis and member pairs). An instant has no start."""

    start: date | None
    end: date
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number to print. `value` is in base units and carries the sign that is printed.

    `concept` is its XBRL tag, if it has one; `flipped` says that the tag's own sign is the opposite of the printed one
    (a purchase is printed in parentheses and tagged as a positive payment).
    """

    value: Decimal
    measure: Measure = Measure.MILLIONS
    concept: str = ""
    context: Context | None = None
    flipped: bool = False

    @property
    def shown(self) -> Decimal:
        """The printed number with its sign, rounded as printed."""
        places = Decimal(1).scaleb(-self.measure.places)
        return self.value.scaleb(-self.measure.scale).quantize(places, rounding=ROUND_HALF_UP)

    @property
    def digits(self) -> str:
        """The printed digits without sign, or a dash for nothing: "1,745.5"."""
        return f"{abs(self.shown):,}" if self.shown else "\N{EM DASH}"

    @property
    def printed(self) -> str:
        """As a table prints it: "(86.2)"."""
        return f"({self.digits})" if self.shown < 0 else self.digits

    @property
    def tagged(self) -> Decimal:
        """The value of the XBRL fact, in base units."""
        return -self.value if self.flipped else self.value


@dataclass(frozen=True, slots=True)
class Named:
    """Words that carry an XBRL tag of their own, as on the cover page. `form` is the transformation, if any."""

    text: str
    concept: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check box, with the XBRL tag of what it says if it says it."""

    ticked: bool
    concept: str = ""
    form: str = ""


Piece = str | Amount | Named | Check
Text = tuple[Piece, ...]


def plain(text: Text) -> str:
    """The words of a text as they are read."""
    return "".join(_word(piece) for piece in text)


def _word(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Amount():
            return piece.digits
        case Named():
            return piece.text
        case Check():
            return "\N{BALLOT BOX WITH X}" if piece.ticked else "\N{BALLOT BOX}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is a part, 2 an item, 3 a section, 4 a section within it; `anchor` is where links to it go."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` is printed first, bold and italic; `kind` is body, bullet, footnote, cover or centre."""

    text: Text
    lead: str = ""
    kind: str = "body"
    size: float = 0
    bold: bool = False


Cell = Amount | Text | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. `total` is 0 for a plain row, 1 under a single rule, 2 also over a double rule."""

    label: str
    cells: tuple[Cell, ...] = ()
    indent: int = 0
    total: int = 0
    dollar: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a table: `names` one a column, `spans` the headers above them with how many columns each covers."""

    names: tuple[str, ...]
    spans: tuple[tuple[str, int], ...] = ()
    words: frozenset[int] = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `columns.words` are the numbers of the columns that hold words rather than numbers.

    A primary statement has a `title`, printed above it in the middle with the company's name and the `unit`; other
    tables print `unit` over their labels. `label_width` is the labels' part of the width of the page.
    """

    columns: Columns
    lines: tuple[Line, ...]
    unit: str = ""
    label_width: float = 0.5
    title: str = ""
    anchor: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: (label, title, anchor) of each entry; a part has no anchor."""

    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page; `width` is the part of the page it crosses."""

    width: float = 1.0
    thick: bool = False


Block = Heading | Paragraph | Table | Contents | PageBreak | Rule

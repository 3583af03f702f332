"""The words of the project as values: Document, Page, Table, Chunk, Fact, Passage."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Box",
    "Cell",
    "Chunk",
    "Document",
    "Fact",
    "Identity",
    "Page",
    "Parsed",
    "Passage",
    "Row",
    "Statement",
    "Table",
]


class Statement(StrEnum):
    """The primary statements, as a filing names them."""

    INCOME = "income statement"
    BALANCE = "balance sheet"
    CASH_FLOW = "cash flow statement"
    COMPREHENSIVE = "comprehensive income"
    EQUITY = "statement of equity"
    SEGMENTS = "segments"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in fractions (0 to 1) of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the reader sees it, numbered from 1; `printed` is the number printed on it, if any.

    `text` has the running head and the printed page number removed; `section` is the filing's
    own heading that the page falls under ("Item 7. Management's Discussion …"), if known.
    """

    number: int
    text: str
    printed: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: its text, and where it stands on its page."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A body row. `cells` has one entry a column (None where nothing is printed).

    `parents` are the labels of the headings it is nested under, outermost first. `page` is the page
    this row is printed on (a table may run over several).
    """

    label: str
    cells: tuple[Cell | None, ...]
    parents: tuple[str, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what gives its numbers meaning.

    `columns` holds one full header a column (stacked and spanning headers joined: "Years ended
    December 31 2018"); `unit_line` is the printed "(In millions, except per share)" or "".
    """

    page: int
    caption: str
    unit_line: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    statement: Statement | None = None
    last_page: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One number with its meaning.

    `value` is in base units (1,577 in a table "in millions" is Decimal(1577000000)); `printed` is the cell
    as printed and `scale` the power of ten between the two. `unit` is "USD", "USD/share", "shares", "pure" or
    another ISO code. A duration has `period_start`; an instant has only `period_end`.
    `concept` is the tag ("us-gaap:Revenues") for XBRL facts, or this project's own name
    ("revenue", see `ingest.filing.concepts`) where `standard` repeats it for both. `dimensions` are XBRL
    axis-member pairs or a table's segment heading. `origin` is "xbrl" or "table".
    """

    label: str
    value: Decimal
    unit: str
    period_end: date | None
    period_start: date | None = None
    concept: str = ""
    standard: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    page: int = 0
    printed: str = ""
    scale: int = 0
    statement: Statement | None = None
    origin: str = "table"
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is. `origins` says where each part was read ("cover page", "dei", "file name", "given")."""

    company: str | None = None
    form: str | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    period_end: date | None = None
    filing_date: date | None = None
    ticker: str | None = None
    origins: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser makes of one file's bytes. `notes` are lines for its owner, such as which pages are not read."""

    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    identity: Identity = field(default_factory=Identity)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One filing or report in an index. `id` is the first 16 hex digits of the SHA-256 of its bytes."""

    id: str
    source: str
    path: str
    sha256: str
    identity: Identity
    pages: int
    chunks: int = 0
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A retrievable piece of a document. `header` is its context (company · form · period · section);
    `text` is the filing's own words, for quoting. `kind` is "table" where its page prints a statement, else "text"."""

    document: str
    page: int
    ordinal: int
    header: str
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a filing that was found, with its score (higher is better, comparable within one search)."""

    document: str
    source: str
    page: int
    score: float
    text: str
    header: str = ""
    kind: str = "text"
    identity: Identity = field(default_factory=Identity)

"""Lines of the statements and the notes that are no standard concept, each known by its own printed label.

A name says all there is to know of its line, so that it needs no table:
`line_income_flow_money__technology_and_content` is a flow of money in the income statement, and in
`line_income_flow_money__product__revenue` "revenue" is the heading that "product" stands under. A line of any table
outside the statements begins with `line_note`. One of a part of the company, such as a segment, begins with `line_part`
and names its concept and the part: `line_part_flow_money__revenue__AWS`.
"""

import re
from decimal import Decimal

from ingest.document import Fact, Statement
from ingest.filing.concept_types import Concept, Kind
from ingest.filing.labels import normal_label

__all__ = [
    "is_noted",
    "line_as_printed",
    "line_concept",
    "line_name",
    "line_value",
    "line_words",
    "part_named",
    "part_of",
]

_STATEMENTS = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW, Statement.COMPREHENSIVE)
_NAME = re.compile(
    rf"line_(?P<statement>{'|'.join(s.name.lower() for s in _STATEMENTS)}|note|part)_(?P<kind>flow|stock)"
    r"_(?P<unit>money|per_share|shares)__(?P<label>[^\W_]+(?:_[^\W_]+)*)(?:__(?P<section>\w+))?"
)
_XBRL_AXES = {"BusinessSegments": "segment", "Geographical": "geography", "ProductOrService": "product"}
_OUTLAYS = re.compile(
    r"(?:(?:principal|cash|other|debt|dividend|interest|tax|early|(?:finance|capital|operating) lease)"
    r" (?:re)?(?:payments?|purchases?)"
    r"|payments?|purchases?|repayments?|acquisitions?|additions?|repurchases?|dividends?|distributions?|costs?"
    r"|expenses?|taxes|tax withholdings?|redemptions?|retirements?|investments?)\b"
)


def line_name(fact: Fact) -> str | None:
    """The name of the line that a fact was read from; None for a percentage, and for one of several parts at once."""
    place, part = _place(fact), part_of(fact)
    if fact.unit in ("pure", "%") or (place is None and part is None):
        return None
    unit = "shares" if fact.unit == "shares" else "per_share" if "/share" in fact.unit else "money"
    kind = "stock" if fact.period_start is None else "flow"
    if place is None and part is not None:
        member = re.sub(r"\W+", "_", part[1].replace("_", " ").replace("&", " and ")).strip("_")
        concept = fact.standard or ("" if ":" in fact.concept else fact.concept)
        return f"line_part_{kind}_{unit}__{concept}__{member}" if concept and member else None
    label = _slug(fact.label)
    if not re.search(r"[a-z]{2}", label):
        return None
    section = "_".join(filter(None, (_slug(member) for axis, member in fact.dimensions if axis == "section")))
    name = f"line_{place}_{kind}_{unit}__{label}"
    return f"{name}__{section}" if section else name


def is_noted(name: str) -> bool:
    """Whether a name is of a line outside the statements: of a note's table, or of a part of the company."""
    return name.startswith(("line_note_", "line_part_"))


def part_named(name: str) -> tuple[str, str] | None:
    """The concept and the part that a `line_part` is of; None for another name."""
    if not name.startswith("line_part_"):
        return None
    _, concept, member = name.split("__", 2)
    return concept, member.replace("_", " ")


def part_of(fact: Fact) -> tuple[str, str] | None:
    """The one axis that a fact is broken down by, with the part; None for the whole or for several axes."""
    parts = [(axis, member) for axis, member in fact.dimensions if axis not in ("table", "section")]
    if len(parts) != 1:
        return None
    axis, member = parts[0]
    local = axis.rpartition(":")[2]
    known = next((name for stem, name in _XBRL_AXES.items() if local.startswith(stem) or stem in local), axis)
    return known, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", member.rpartition(":")[2].removesuffix("Member"))


def _place(fact: Fact) -> str | None:
    """Which statement a fact stands in, or "note" for another table of the whole company; None for neither."""
    axes = {axis for axis, _ in fact.dimensions}
    if fact.statement in _STATEMENTS and axes <= {"section"}:
        return fact.statement.name.lower()
    return "note" if fact.statement in (None, Statement.SEGMENTS) and axes <= {"section", "table"} else None


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", normal_label(text).replace("_", " ")).strip("_")


def line_words(name: str) -> tuple[str, str]:
    """The label and the heading of a line, in plain words; the heading is "" where it has none. KeyError for others."""
    found = _read(name)
    return found["label"].replace("_", " "), (found["section"] or "").replace("_", " ")


def line_as_printed(fact: Fact) -> str:
    """A line that is no part's in the letters of its filing, with the heading that tells it from its like: "AWS (Net
    Sales)"."""
    sections = [member for axis, member in fact.dimensions if axis == "section"]
    return f"{fact.label} ({' '.join(sections)})" if sections else fact.label


def line_concept(name: str) -> Concept:
    """A line as a concept of its own; KeyError where the name is none of a line."""
    found = _read(name)
    label, section = line_words(name)
    part = found["statement"] == "part"
    return Concept(
        name=name,
        statements=() if part or found["statement"] == "note" else (Statement[found["statement"].upper()],),
        kind=Kind.INSTANT if found["kind"] == "stock" else Kind.DURATION,
        labels=(),
        tags=(),
        names=(f"{label} of {section}" if part else f"{label} ({section})" if section else label,),
        unit=found["unit"],
    )


def _read(name: str) -> re.Match[str]:
    found = _NAME.fullmatch(name)
    if found is None:
        raise KeyError(name)
    return found


def line_value(fact: Fact) -> Decimal:
    """The value of a line that is no standard concept: what is paid is positive, as people speak of it."""
    return abs(fact.value) if _OUTLAYS.match(normal_label(fact.label)) else fact.value

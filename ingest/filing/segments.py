"""Tell tables by segment, region or product, and say which part of the company a row or column of one is about."""

import re
from dataclasses import dataclass

from ingest.document import Statement
from ingest.filing.concepts import standard_concept
from ingest.filing.note_columns import heads, intro
from ingest.filing.tables import Grid

__all__ = ["Axis", "Spoken", "axis_of", "placed"]

Axis = str
"""What a table is broken down by: "segment", "geography" or "product"."""

_AXES: tuple[tuple[Axis, re.Pattern[str]], ...] = (
    ("segment", re.compile(r"\bsegments?\b|\bsegmented\b", re.IGNORECASE)),
    (
        "geography",
        re.compile(
            r"\bgeograph\w*|\bby (?:major )?(?:country|countries|region)|\bcountries\b|\bregions?\b", re.IGNORECASE
        ),
    ),
    (
        "product",
        re.compile(
            r"\bby (?!asset|investment|level|market (?:risk|value|rate)|employee|maturit|age\b)"
            r"(?:[a-z-]+ ){0,3}?(?:products?|services?|brands?|categor(?:y|ies)|markets?"
            r"|groups?|channels?|offerings?)\b"
            r"|\bclassified by\b"
            r"|\bdisaggregat\w+|\bproduct (?:line|categor|group|offering)|\bservice offering",
            re.IGNORECASE,
        ),
    ),
)
_MEASURE = re.compile(
    r"\b(?:sales|revenues?|income|profit|earnings|ebitda?r?|ebit|margin|assets|liabilities|depreciation|amortization"
    r"|expenditures?|capital|expenses?|costs?|charges?|interest|loss(?:es)?|goodwill|inventor\w+|provision|taxes|contribution)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^(?:grand |company |segment |sub)?\W*(?:total|consolidated)\b|^total$|\btotal company\b", re.IGNORECASE
)
_TITLE_MEASURE = re.compile(
    r"(?<!unearned )(?<!deferred )(?<!cost of )\b(net sales|net revenues?|sales|revenues?|operating income"
    r"|operating profit|total assets|long-lived assets|capital expenditures|depreciation and amortization"
    r"|depreciation)\b",
    re.IGNORECASE,
)

_BY = re.compile(r"\s+by\s.*", re.IGNORECASE)  # "Revenue by End Market"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A row's measure as printed, the part of the company it is of (none for the whole) and the measure's concept.
    `parent` is true where the measure was the heading over the row, `known` where the part is."""

    label: str
    dimensions: tuple[tuple[str, str], ...] = ()
    concept: str | None = None
    parent: bool = False
    known: bool = True


def axis_of(grid: Grid) -> Axis | None:
    """What a table is broken down by, from its own title or the sentence that introduces it; None for other tables."""
    for text in (*reversed(heads(grid)), grid.context, intro(grid)):
        for axis, pattern in _AXES:
            if pattern.search(text):
                return axis
    return None


def placed(axis: Axis | None, label: str, parents: tuple[str, ...], member: str, caption: str) -> Spoken:
    """Which part of the company a cell is about. `member` is what its column's name adds to the period."""
    if axis is None:
        return Spoken(label, (("column", member),) if member else ())
    if re.fullmatch(r"(?i)(?:reportable |operating )?segments?", member):
        return Spoken(label, known=False)
    if member:
        part = () if _WHOLE.search(member) else ((axis, member),)
        return Spoken(label, part, _concept(label))
    measured = bool(_MEASURE.search(label))
    heading = parents[-1] if parents else ""
    if heading and _MEASURE.search(heading) and not measured:
        if _WHOLE.search(label):
            return Spoken(label)
        return Spoken(heading, ((axis, label),), _concept(heading), parent=True)
    if heading and measured and not _MEASURE.search(heading) and not _WHOLE.search(heading):
        return Spoken(label, ((axis, heading),), _concept(label), parent=True)
    if not heading and not measured and not _WHOLE.search(label):
        found = _TITLE_MEASURE.search(caption)
        return Spoken(label, ((axis, label),), _concept(found[1]) if found else None)
    # A measure of a segment that only the text names.
    return Spoken(label, known=axis != "segment" or bool(_WHOLE.search(label)))


def _concept(measure: str) -> str | None:
    measure = _BY.sub("", measure)
    return standard_concept(measure, Statement.INCOME) or standard_concept(measure, None)

"""Read the shares outstanding that a balance sheet prints inside the label of its common stock."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ingest.document import Fact, Row, Statement
from ingest.filing.numbers import Units, plain
from ingest.filing.periods import Period, full_dates

__all__ = ["shares_in_label"]

_COMMON = re.compile(r"(?i)(?:common|ordinary|capital) (?:stock|shares)\b|(?:common|ordinary) \w+ shares\b")
# Several kinds of shares on one balance sheet are no company's whole count.
_PART = re.compile(r"(?i)\b(?:class|series) [a-z]\b|\bpreferred\b|\bpreference\b|\btreasury\b")
_COUNT = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_OUTSTANDING = re.compile(
    rf"(?i){_COUNT}(?:(?: shares)?,? and {_COUNT})?(?: (?:million|thousand))?(?: shares)?(?: issued and| issued,)?"
    r" outstanding\b(?:,? (?:as of|at|on) ([^;)]{6,40}))?"
)
# No company has had this many shares: the count was printed in full, whatever the unit line says.
_TOO_MANY = Decimal(10) ** 12


def shares_in_label(rows: Sequence[Row], periods: Sequence[Period | None], units: Units) -> Iterable[Fact]:
    """Shares outstanding by balance sheet date: "10,383 and 10,593 shares outstanding" in the columns' order, or each
    with its own date; nothing where several rows have such counts or their dates are in doubt."""
    common = [row for row in rows if _COMMON.search(row.label) and _OUTSTANDING.search(row.label)]
    if len(common) != 1 or any(_PART.search(row.label) and _OUTSTANDING.search(row.label) for row in common):
        return
    label = common[0].label
    dated = [period.end for period in periods if period is not None]
    counts: list[tuple[str, date]] = []
    for match in _OUTSTANDING.finditer(label):
        first, second, when = match.groups()
        said = full_dates(when or "")
        if second and len(dated) == 2 and (not said or said[0] == dated[0]):
            counts += [(first, dated[0]), (second, dated[1])]
        elif not second and len(said) == 1 and said[0] in dated:
            counts.append((first, said[0]))
    if len({day for _, day in counts}) != len(counts):
        return
    for printed, day in counts:
        number = Decimal(printed.replace(",", ""))
        scale = units.shares if number.scaleb(units.shares) < _TOO_MANY else 0
        value = number.scaleb(scale)
        yield Fact(
            label=label,
            value=plain(value),
            unit="shares",
            period_end=day,
            concept="shares_outstanding",
            standard="shares_outstanding",
            page=common[0].page,
            printed=printed,
            scale=scale,
            statement=Statement.BALANCE,
        )

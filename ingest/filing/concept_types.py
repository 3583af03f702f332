"""What a standard concept is: its statement, kind, printed labels, XBRL elements and everyday names."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Statement

__all__ = ["Concept", "Kind", "Sign", "entry"]


class Kind(StrEnum):
    """What a period means for a concept: a stretch of time or a moment."""

    DURATION = "duration"
    INSTANT = "instant"


class Sign(StrEnum):
    """How a value as printed or tagged becomes the concept's own value (see `standard_value`)."""

    AS_PRINTED = "as printed"
    """Nothing is done."""
    MAGNITUDE = "magnitude"
    """An expense or an outflow, positive however a statement prints it (capital expenditures "(1,577)")."""
    CASH_EFFECT = "cash effect"
    """A change in a balance, as it moves cash: XBRL tags the balance's increase, with the opposite sign."""
    INCOME = "income"
    """An income is positive; a row that names it in brackets ("Other (income) expense") prints it negative, and so may
    one of interest income among expenses."""
    TAX = "tax"
    """An expense is positive; a row that leads with "benefit" or "credit" prints it negative."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One line of the statements.

    `labels` are regular expressions over a whole `normal_label`, the most telling first; one that holds " > "
    is matched against the headings and the label joined so. `statements` lists where the line is printed, its home
    first. `tags` are us-gaap (or ifrs-full) element names, the most telling first. `names` is how people call
    it, the display name first.
    """

    name: str
    statements: tuple[Statement, ...]
    kind: Kind
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    names: tuple[str, ...]
    sign: Sign = Sign.AS_PRINTED
    unit: str = "money"


def entry(
    name: str,
    statements: tuple[Statement, ...],
    kind: Kind,
    labels: str,
    tags: str,
    names: str,
    sign: Sign = Sign.AS_PRINTED,
    unit: str = "money",
) -> Concept:
    """One entry from readable text: each label begins with "- " and may run over lines; names are parted by ";"."""
    joined = "".join(
        line.strip() if not line.strip().startswith("- ") else "\n" + line.strip()[2:] for line in labels.splitlines()
    )
    return Concept(
        name=name,
        statements=statements,
        kind=kind,
        labels=tuple(line for line in joined.split("\n") if line),
        tags=tuple(tags.split()),
        names=tuple(" ".join(part.split()) for part in names.split(";") if part.strip()),
        sign=sign,
        unit=unit,
    )

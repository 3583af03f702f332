"""What solving a question by facts gives: a figure with its derivation, or the reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Calculation, Citation
from assistant.periods import Period

__all__ = ["Solution", "Unsolved"]


@dataclass(frozen=True, slots=True)
class Solution:
    """A figure with its derivation.

    `value` is in base units (a percentage is a fraction), rounded when the question asks for it; `unit` is "USD" or
    another currency, "USD/share", "shares", "%", "ratio" or "days"; `text` prints it. `verdict` answers a yes-or-no
    question. `complete` is whether nothing that could change the answer may have been missed: else it is quoted, not
    verified. `calculations` hold every step; `citations` are numbered as
    their operands' markers. `parts` are the figures of the several companies or indicators that were compared.
    """

    company: str
    period: Period
    value: Decimal
    unit: str
    text: str
    sentence: str
    calculations: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: bool | None = None
    parts: tuple["Solution", ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Unsolved:
    """Why facts alone do not answer.

    `reason` is one of "no figure", "no company", "unknown company", "other figure", "prose", "no documents", "no
    period", "missing", "not meaningful", "arithmetic". `message` says it in a sentence; `missing` lists (concept,
    period, company) looked for.
    """

    reason: str
    message: str
    missing: tuple[tuple[str, str, str], ...] = ()

"""What solving a question by facts gives: a figure with its derivation, or the reason why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer import Calculation, Citation
from assistant.understand.periods import Period

__all__ = ["Solution", "Unsolved", "together"]


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


def _renumbered(parts: Sequence[Solution]) -> tuple[Solution, ...]:
    """The parts with the markers of their citations running on from one to the next."""
    shifted, used = [], 0
    for part in parts:
        citations = tuple(replace(citation, marker=citation.marker + used) for citation in part.citations)
        calculations = tuple(
            replace(
                calculation,
                operands=tuple(replace(operand, marker=operand.marker + used) for operand in calculation.operands),
            )
            for calculation in part.calculations
        )
        shifted.append(replace(part, citations=citations, calculations=calculations))
        used += len(citations)
    return tuple(shifted)


def together(parts: Sequence[Solution], sentence: str, verdict: bool | None = None) -> Solution:
    """Several solutions as one that says `sentence`, in the order of their citations."""
    first = parts[0]
    parts = _renumbered(parts)
    return replace(
        first,
        sentence=sentence,
        calculations=tuple(calculation for part in parts for calculation in part.calculations),
        citations=tuple(citation for part in parts for citation in part.citations),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        verdict=verdict,
        parts=parts,
    )

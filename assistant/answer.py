"""What an answer is made of: status, citations, calculations."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ingest.document import Box, Passage

__all__ = ["Answer", "Calculation", "Citation", "Delta", "Operand", "Status"]


class Status(StrEnum):
    """How a question ended, never a silent mix."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    RETRIEVAL_ONLY = "retrieval_only"
    ASKED = "asked"
    """The question can be read in several ways: the text asks which is meant."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer from the answer into a filing: `page` counts from 1, `quote` is printed on that page."""

    marker: int
    document: str
    source: str
    page: int
    quote: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """A number that goes into a calculation: its name there, value in base units, and the citation it comes from."""

    name: str
    label: str
    value: Decimal
    unit: str
    period: str
    marker: int
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """Arithmetic the reader can check: `expression` over operand names, its exact `result`, and as `rounded`."""

    name: str
    expression: str
    operands: tuple[Operand, ...]
    result: Decimal
    rounded: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole reply to one question.

    `value` is in base units (a percentage is a fraction: 30.8% is Decimal("0.308")) with its `unit` ("USD", "%",
    "ratio", "days", …), or None for prose. `verified` is true when code chose the figures for what was asked, by
    their line and period, and every number in `text` was matched to a citation or a calculation. `quoted` is true
    when every number is as real, but what is said with them was written by a model or picked as a reason out of the
    filing's words: that it answers the question is not verified. `notes` says what was relaxed or missing.
    """

    question: str
    text: str
    status: Status
    value: Decimal | None = None
    unit: str | None = None
    citations: tuple[Citation, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    passages: tuple[Passage, ...] = ()
    verified: bool = False
    quoted: bool = False
    notes: tuple[str, ...] = ()
    model: str | None = None
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether no answer was given, on purpose: it abstained, or asked back."""
        return self.status in (Status.ABSTAINED, Status.ASKED)


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer's text as it is streamed."""

    text: str

"""What was understood of a question: of whom, for when, which figures by which formula, and what stands in the way."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.compute.calculate import join_terms
from assistant.compute.metrics import metric
from assistant.understand.asked import Wants
from assistant.understand.companies import Company
from assistant.understand.operation import SHARES, Operation
from assistant.understand.periods import Period
from ingest.document import Statement
from ingest.filing.concepts import concept

__all__ = ["Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood.

    `text` is the question made complete (a follow-up gets what it left out), `asked` its own words. `expression` is
    over standard concepts for one company and period, taken from the question itself when `given`, else from the
    table or a single concept; None when no figure was recognised. `unit` is the expression's unit ("money", "%",
    "ratio", "days", "per_share", "shares"), `answer_unit` that after the operation; `scale` and `digits` are as
    asked or None. `periods` are as named, a range filled in, the one the question stands at in `as_of`. `judge` is
    the property a yes-or-no question asks about ("rising", "falling", "positive", "healthy", "capital intensive",
    …). `qualifiers` are words that ask for something else than the reported total ("adjusted", "segment"): then the
    expression alone does not answer. `unknown` are names that may be companies that are not there. `flags` are any
    of "advice", "prediction", "definition", "follow-up", "collection".
    """

    text: str
    asked: str
    companies: tuple[Company, ...] = ()
    unknown: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    as_of: Period | None = None
    dates: tuple[date, ...] = ()
    last_years: int = 0
    forms: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    wants: Wants = Wants.PROSE
    metric: str | None = None
    concepts: tuple[str, ...] = ()
    expression: str | None = None
    definition: str = ""
    given: bool = False
    operation: Operation = Operation.VALUE
    unit: str | None = None
    scale: str | None = None
    digits: int | None = None
    judge: str | None = None
    qualifiers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    language: str = "en"

    @property
    def period(self) -> Period | None:
        """The period the answer is for: the one it stands at, else the latest named."""
        return self.as_of or (max(self.periods) if self.periods else None)

    @property
    def answer_unit(self) -> str | None:
        """The unit of what is asked: "%" for growth and shares, else the expression's."""
        return "%" if self.operation in SHARES else self.unit

    @property
    def defined(self) -> str:
        """What the question's own formula is called there: the name it gives it, or the joined figures' own."""
        return re.split(r" = |, where ", self.definition)[0] if self.given else ""

    @property
    def name(self) -> str:
        """What the figure is called: the metric's title, the line's name, or "the figure asked for"."""
        if self.metric:
            return metric(self.metric).title
        if self.expression and len(self.concepts) > 1:
            return join_terms(self.expression, lambda term: concept(term.name).names[0])
        return concept(self.concepts[0]).names[0] if self.concepts else "the figure asked for"

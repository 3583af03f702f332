"""Yes or no from figures: rising, falling, improving, positive, healthy, capital intensive, by stated rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.compute.metrics import metric
from assistant.understand.asked import judgement
from assistant.understand.question import Question
from ingest.document import Statement
from ingest.filing.concept_types import Sign
from ingest.filing.concepts import concept

__all__ = ["Indicator", "Verdict", "capital_intensive", "either_way", "indicators", "judge", "reported_and_more"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the property holds, and the sentence that says why."""

    holds: bool
    because: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One ratio that speaks to a property, and the threshold past which it does."""

    title: str
    expression: str
    unit: str
    above: Decimal | None = None
    below: Decimal | None = None
    unless: str = ""

    @property
    def rule(self) -> str:
        """The threshold in words."""
        limit = self.above if self.above is not None else self.below
        shown = f"{(limit * 100).normalize():f}%" if self.unit == "%" and limit is not None else f"{limit}"
        spared = f", unless {self.unless} reaches {EARNS_WELL * 100:.0f}%" if self.unless else ""
        return f"{self.title} is {'above' if self.above is not None else 'below'} {shown}{spared}"

    def points_to(self, value: Decimal) -> bool:
        """Whether the value is past the threshold."""
        if self.above is not None and value > self.above:
            return True
        return self.below is not None and value < self.below


EARNS_WELL = Decimal("0.10")
"""Who earns so much of its assets holds other ones than plant, such as goodwill: they do not tie its capital down."""
_CAPITAL_INTENSITY = (
    Indicator("capital expenditures / revenue", "capex / revenue", "%", above=Decimal("0.10")),
    Indicator("net PP&E / total assets", "ppe_net / total_assets", "%", above=Decimal("0.40")),
    Indicator(
        "total assets / revenue", "total_assets / revenue", "ratio", above=Decimal("2"), unless="return on assets"
    ),
    Indicator("return on assets", "net_income / total_assets", "%", below=Decimal("0.03")),
)


# In words, since a benchmark is not a number of the filing.
_SPOKEN = {"0": "zero", "1": "one", "1.5": "one and a half"}


def indicators() -> tuple[Indicator, ...]:
    """The ratios by which a business is called capital intensive: any one past its threshold is taken as a yes."""
    return _CAPITAL_INTENSITY


def capital_intensive(ratios: Mapping[str, Decimal]) -> bool:
    """Whether the ratios, by the titles of their indicators, make a business capital intensive."""
    return any(
        indicator.points_to(ratios[indicator.title])
        for indicator in indicators()
        if indicator.title in ratios and ratios.get(indicator.unless, Decimal(0)) < EARNS_WELL
    )


_LOWER = frozenset({
    "short_term_debt", "current_portion_long_term_debt", "debt_current", "long_term_debt", "debt_total",
    "total_liabilities", "interest_paid", "allowance_credit_losses", "provision_credit_losses",
})  # fmt: skip
_HIGHER = frozenset({
    "revenue", "gross_profit", "operating_income", "pretax_income", "income_continuing", "net_income",
    "net_income_including_noncontrolling", "comprehensive_income", "eps_basic", "eps_diluted", "net_interest_income",
    "noninterest_income", "premiums", "interest_income", "dividends_per_share", "operating_cash_flow", "cash",
    "cash_and_investments", "equity", "equity_including_noncontrolling", "retained_earnings", "total_assets",
})  # fmt: skip


def _better_way(question: Question) -> str | None:
    """Which way a figure goes when it improves, "higher" or "lower"; None where nobody can say, as of inventories.

    Of a share its first line decides: costs as a share of revenue improve as costs do.
    """
    if question.metric is not None:
        return metric(question.metric).better or None
    if not question.concepts or (len(question.concepts) > 1 and "/" not in (question.expression or "")):
        return None
    line = concept(question.concepts[0])
    if line.name in _LOWER or (line.sign in (Sign.MAGNITUDE, Sign.TAX) and line.statements[0] is Statement.INCOME):
        return "lower"
    return "higher" if line.name in _HIGHER else None


def _moves(
    question: Question, better: str | None, now: Decimal, before: Decimal, now_text: str, before_text: str
) -> Verdict:
    rose = now > before
    lower_is_better = better == "lower"
    wanted_up = {
        "rising": True,
        "falling": False,
        "improving": not lower_is_better,
        "worsening": lower_is_better,
    }[question.judge or "rising"]
    name = question.name
    word = "rose" if rose else "fell" if now < before else "stayed"
    because = f"{name[0].upper()}{name[1:]} of {{company}} {word} from {before_text} to {now_text}."
    return Verdict(now != before and rose == wanted_up, because)


_UPWARD, _DOWNWARD = {"rising", "improving"}, {"falling", "worsening"}
_BESIDE = 4  # words on either side of "or" that offer a way
_REPORTED_AND = re.compile(
    r"^\s*(?:did|do|does|has|have)\b(?:[^?.;]|\.(?!\s)){0,80}?\b(?:report|record|incur|disclos|recogni[sz]|book|have)\w*\b"
    r"(?![^?;]*\b(?:loss(?:es)?|negative|positive|profit\w*|healthy|strong)\b)[^?.;]*?"
    r",? and (?=how|ha[sv]e?\b|did|w(?:as|ere|hat|hich)|by|is|are)",
    re.I,
)


def either_way(ask: str) -> bool:
    """Whether both ways are offered, "increased or decreased": neither is then a yes."""
    words = ask.split()
    for at in (number for number, word in enumerate(words) if word == "or"):
        before = judgement(" ".join(words[max(at - _BESIDE, 0) : at]))
        after = judgement(" ".join(words[at + 1 : at + 1 + _BESIDE]))
        if {before, after} & _UPWARD and {before, after} & _DOWNWARD:
            return True
    return False


def reported_and_more(ask: str) -> bool:
    """Whether it is asked first whether a figure was reported at all, and then more about it."""
    return bool(_REPORTED_AND.search(ask))


def judge(question: Question, now: Decimal, before: Decimal | None, now_text: str, before_text: str) -> Verdict | None:
    """The verdict on `question.judge` from the figure and, for a movement, the earlier one; None without a rule."""
    name = question.name[0].upper() + question.name[1:]
    better = _better_way(question)
    if question.judge in ("improving", "worsening") and better is None:
        return None
    if before is not None:
        return _moves(question, better, now, before, now_text, before_text)
    if question.judge in ("positive", "profitable", "paid"):
        return Verdict(now > 0, f"{name} of {{company}} in {{period}}: {now_text}.")
    if question.judge == "covering" and question.unit == "ratio":
        enough = "enough" if now >= 1 else "not enough"
        return Verdict(now >= 1, f"{name} of {{company}} in {{period}}: {now_text} times, {enough} to cover it.")
    if question.judge == "negative":
        return Verdict(now < 0, f"{name} of {{company}} in {{period}}: {now_text}.")
    if question.judge == "healthy" and question.metric:
        entry = metric(question.metric)
        if entry.benchmark is None:
            return None
        limit = Decimal(entry.benchmark)
        holds = now >= limit if entry.better != "lower" else now <= limit
        side = "at or above" if entry.better != "lower" else "at or below"
        because = (
            f"{name} of {{company}} in {{period}}: {now_text}; {side} {entry.benchmark} is commonly taken as sound."
        )
        return Verdict(holds, because)
    return None

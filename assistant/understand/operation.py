"""What a question wants done with its figure over the periods: growth, a change, an average, a sum."""

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.understand.formula import Formula
from assistant.understand.periods import Period

__all__ = ["MOVES", "SHARES", "Operation", "operation_of"]


class Operation(StrEnum):
    """What is done with the expression's values over the periods."""

    VALUE = "value"
    CHANGE = "change"
    """The later less the earlier value (percentage points for a percentage)."""
    GROWTH = "growth"
    """The change as a share of the earlier value."""
    CAGR = "compound annual growth"
    AVERAGE = "average"
    SUM = "sum"
    SHARE = "share"
    """The value of the shorter period as a share of the longer one's."""


MOVES = (Operation.CHANGE, Operation.GROWTH)
SHARES = (Operation.GROWTH, Operation.CAGR, Operation.SHARE)
_AVERAGE = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five)[- ]?(?:fiscal[- ])?(?:year|yr)s?[- ](?:moving )?average|"
    r"\baverages?\b(?! (?:shares|common|basic|diluted|inventor|accounts))|平均"
)
# An average over years, not of opening and closing balances, in a question that gives its own formula.
_OF_YEARS = re.compile(
    r"\baverage (?:annual|yearly)\b|\b(?:annual|yearly|simple) average\b|\baverage\b[^.?!]{0,60}\b(?:over|across|for)\b"
    r"|^\W*(?:what (?:is|was|were)|find|compute|calculate|give|report) (?:the )?average\b"
)
_CAGR = re.compile(r"\bcagr\b|compound(?:ed)? annual(?: growth)?|复合(?:年均)?增长率")
_GROWTH = re.compile(
    r"year[- ]over[- ]year|\byoy\b|\by/y\b|growth|percent(?:age)? (?:change|increase|decrease|growth|decline)"
    r"|% (?:change|increase|decrease|growth)"
    r"|rate of (?:change|increase)|\bgr[eo]w(?:n|s|ing)?\b|增长率|同比|增幅"
)
_CHANGE = re.compile(
    r"\b(?:change[ds]?|difference|increase[ds]?|decrease[ds]?|rise|rose|fell|fall|drop(?:ped)"
    r"?|decline[ds]?|moved?|sw[iu]ngs?|shifts?|shifted|improv\w+|worsen\w*|expand\w*|shr[iau]nk)\b"
    r"|\bexceed(?:s|ed|ing)?\b|\bby how much\b|变化|变动|差额"
)
# That what a given formula comes to has changed, where a change may also be a part of the formula.
_MOVED = re.compile(r"\bpercentage points?\b|\bby how\b|\bhow much\b|\bchange[ds]? (?:in|from|between)\b")
_MORE = re.compile(r"\bhow much (?:higher|lower|more|less|larger|smaller|bigger)\b")
_SUM = re.compile(r"\b(?:combined|cumulative|sum of|in total over|total over|aggregate)\b|合计|累计")
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5}


def operation_of(ask: str, periods: Sequence[Period], formula: Formula, unit: str | None) -> tuple[Operation, int]:
    """What is asked to be done over the periods, and the number of years in "3 year average" (0 when not said)."""
    low = ask.casefold()
    lengths = {(bool(period.quarter), bool(period.half)) for period in periods}
    if len(periods) == 2 and len(lengths) == 2 and unit == "%" and not (_GROWTH.search(low) or _CHANGE.search(low)):
        return Operation.SHARE, 0
    if _CAGR.search(low):
        return Operation.CAGR, 0
    average = _AVERAGE.search(low)
    of_years = average and (average["n"] or (len(periods) > 1 and (not formula.given or _OF_YEARS.search(low))))
    if average and of_years:
        count = average["n"] or ""
        return Operation.AVERAGE, _COUNT.get(count) or (int(count) if count else 0)
    base = formula.unit
    if _GROWTH.search(low) or (_CHANGE.search(low) and unit == "%" and base not in ("%", "ratio")):
        absolute = base in ("%", "ratio", "days") or unit == "money"
        return (Operation.CHANGE if absolute else Operation.GROWTH), 0
    moved = not formula.given or (len(periods) > 1 and _MOVED.search(low))
    if _CHANGE.search(low) and moved and (len(periods) > 1 or "difference" not in low):
        return Operation.CHANGE, 0
    if _MORE.search(low) and len(periods) > 1:
        return Operation.CHANGE, 0
    if _SUM.search(low) and len(periods) > 1:
        return Operation.SUM, 0
    return Operation.VALUE, 0

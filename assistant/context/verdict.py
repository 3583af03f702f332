"""Answers a yes or no question by comparing two numbers: whether something rose, fell, or exceeds something else."""

import re
from dataclasses import dataclass

from assistant.context.arithmetic import Solved, solved
from assistant.context.match import Finder, Match, Wanted
from assistant.context.operation import Operation, Task
from assistant.context.series import series
from assistant.context.words import plain, stems

__all__ = ["Verdict", "judge"]

_ASKS = re.compile(
    r"^\W*(?:(?:in|for|during|at|as of|between|from)\b[^,]*, ?)?(?:did|does|do|is|are|was|were|has|have|had)\b"
)
_ROSE = re.compile(
    r"\b(?:increase|increased|rise|rose|risen|grow|grew|grown|improve|improved|gain|gained|went up|go up)\b"
)
_FELL = re.compile(
    r"\b(?:decrease|decreased|decline|declined|fall|fell|drop|dropped|shrink|shrank|went down|go down)\b"
)
_MORE = re.compile(
    r"\b(?P<word>more|greater|higher|larger|bigger|exceed(?:ed|s)?|above|outperform(?:ed|s)?|better|less|lower|smaller"
    r"|fewer|below|underperform(?:ed|s)?)\b(?P<between>.*?)(?:\bthan\b|$)(?P<rest>.*)$"
)
_LESS = ("less", "lower", "smaller", "fewer", "below", "underperform", "underperforms", "underperformed")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and the comparison it rests on, as a difference: above zero where the first is more."""

    yes: bool
    difference: Solved


def judge(question: str, task: Task, finder: Finder) -> Verdict | None:
    """A verdict; None where the question is no yes or no question or its two numbers are not found."""
    text = plain(question).strip().rstrip("?").strip()
    found = _ASKS.match(text)
    if not found or re.search(r"\b(?:what|which|how|why|when|who)\b", text):
        return None
    subject = text[found.end() :]
    if compared := _MORE.search(subject):
        return _compared(subject, compared, task, finder)
    if _ROSE.search(subject) or _FELL.search(subject):
        return _moved(subject, task, finder)
    return None


def _moved(subject: str, task: Task, finder: Finder) -> Verdict | None:
    known = finder.all_years
    named = sorted({year for year in task.years if year in known}) or list(known[-2:])
    if len(named) == 1:
        named = [year for year in known if year < named[0]][-1:] + named
    words = frozenset(stems(subject, drop=_SPOKEN))
    ends = series(words, (named[0], named[-1]), finder) if len(named) > 1 else None
    if ends is None:
        return None
    change = solved(Operation.CHANGE, "a - b", (ends[1], ends[0]), finder)
    return Verdict((change.value > 0) == bool(_ROSE.search(subject)), change) if change and change.value else None


def _compared(subject: str, compared: re.Match[str], task: Task, finder: Finder) -> Verdict | None:
    year = next((year for year in task.years if year in finder.all_years), None)
    before = subject[: compared.start()] + " " + compared["between"]
    left = frozenset(stems(before, drop=_SPOKEN))
    right = frozenset(stems(compared["rest"], drop=_SPOKEN))
    if not right:
        return None
    pair = _pair(Wanted(left, year), Wanted(right, year), finder)
    if pair is None:
        return None
    difference = solved(Operation.DIFFERENCE, "a - b", pair, finder)
    if difference is None:
        return None
    sizes = [abs(match.cell.value) for match in pair]
    more = sizes[0] > sizes[1]
    return Verdict(more != (compared["word"] in _LESS), difference)


def _pair(left: Wanted, right: Wanted, finder: Finder) -> tuple[Match, Match] | None:
    """A number each; what both phrases share names neither, and a number of the prose may stand for either."""
    own = (
        Wanted(left.words - right.words or left.words, left.year),
        Wanted(right.words - left.words or right.words, right.year),
    )
    found = [finder.either(one) for one in own]
    if found[0] and found[1] and found[0].cell != found[1].cell:
        return found[0], found[1]
    return finder.pairs(left, right)


_SPOKEN = (
    "increase", "increased", "decrease", "decreased", "rise", "rose", "grow", "grew", "decline", "declined", "fall",
    "fell", "more", "greater", "higher", "larger", "less", "lower", "smaller", "significant", "spend", "spent",
    "change", "due", "changes", "exceed", "exceeded", "than", "have", "had", "company", "the",
)  # fmt: skip

"""Answer which of several named figures of one company is the highest or the lowest.

"Among operating, investing and financing activities, which brought in the most cash?" names its figures itself, so each
is solved as a question of its own, and the answer is as verified as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.solve.by_formula import solve
from assistant.solve.ledger import FactSource
from assistant.solve.solution import Solution, together
from assistant.understand.asked import Wants
from assistant.understand.companies import without_names
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.understand.superlatives import LEAST, MOST
from assistant.understand.vocabulary import mentions
from assistant.understand.words import stems, telling_words
from ingest.document import Document
from ingest.filing.concepts import concept

__all__ = ["compare_figures"]

_ACTIVITIES = re.compile(
    r"\boperat(?:ions|ing)(?: activities)?,?\s+(?:and )?invest(?:ing|ments?)(?: activities)?,?\s+(?:and|or|&)\s+"
    r"financ(?:ing|e)(?: (?:activities|cash flows?))?\b",
    re.IGNORECASE,
)
_CASH_FLOWS = ("operating_cash_flow", "investing_cash_flow", "financing_cash_flow")
_MORE = re.compile(r"\b(?:larger|higher|bigger|greater|more)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:smaller|lower|less)\b", re.IGNORECASE)
# Which way the money of the question goes: by its first word for it.
_FLOW = re.compile(
    r"\b(?:(?P<out>use[ds]?|using|spen[dt]s?|consume[ds]?|los[te]s?|outflows?)"
    r"|(?:br(?:ought|ings?)|provide[ds]?|generate[ds]?|contribute[ds]?|inflows?))\b",
    re.IGNORECASE,
)
_WHICH_YEAR = re.compile(r"\b(?:which|what) (?:fiscal )?(?:years?|quarters?)\b", re.IGNORECASE)
_IDLE = stems(
    "which what among amongst between these three two of the activity activities cash flow flows bring brought in"
    " provide provided generate generated contribute contributed lose lost use used was were is are had report reported"
    " line item figure source year fiscal during for its to or and company terms than"
)


def compare_figures(question: Question, documents: Sequence[Document], source: FactSource) -> Solution | None:
    """The highest or lowest of the figures a question names; None for another question, or where one is missing."""
    text = question.text
    orders = [(found.start(), way) for way, pattern in _WAYS if (found := pattern.search(text))]
    if not orders or len(question.companies) != 1 or not re.search(r"\b(?:which|what)\b", text, re.IGNORECASE):
        return None
    if len(question.periods) > 1 or _WHICH_YEAR.search(text):
        return None
    names, rest = _named(without_names(text, question.companies))
    if len(names) < 2 or telling_words(rest) - _IDLE:
        return None
    plain = replace(question, operation=Operation.VALUE, wants=Wants.NUMBER, qualifiers=(), metric=None, judge=None)
    parts = []
    for name in names:
        part = solve(replace(plain, expression=name, concepts=(name,), unit=concept(name).unit), documents, source)
        if not isinstance(part, Solution):
            return None
        parts.append(part)
    _, highest = min(orders)
    way = _FLOW.search(text)
    if way and way.lastgroup == "out":  # the most that is used is the lowest flow; what was not used is none
        parts = [part for part in parts if part.value < 0]
        highest = not highest
    if not parts:
        return None
    ranked = sorted(parts, key=lambda part: part.value, reverse=highest)
    told = [f"{part.calculations[0].name} {part.text}" for part in ranked]
    first = told[0][0].upper() + told[0][1:]
    end = f"was the {'highest' if highest else 'lowest'} for {ranked[0].company} in {ranked[0].period}"
    rest = f" The others: {'; '.join(told[1:])}." if told[1:] else ""
    whole = together(ranked, f"{first} {end}.{rest}")
    return replace(whole, text=ranked[0].calculations[0].name)


_WAYS = ((True, MOST), (True, _MORE), (False, LEAST), (False, _LESS))


def _named(text: str) -> tuple[list[str], str]:
    """The concepts of money that a text sets side by side, and the text without them and its ways."""
    triple = _ACTIVITIES.search(text)
    if triple:
        return list(_CASH_FLOWS), _plain(text[: triple.start()] + " " + text[triple.end() :])
    found = [one for one in mentions(text) if one.kind == "concept" and concept(one.name).unit == "money"]
    for one in reversed(found):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return list(dict.fromkeys(one.name for one in found)), _plain(text)


def _plain(text: str) -> str:
    for _, pattern in _WAYS:
        text = pattern.sub(" ", text)
    return text

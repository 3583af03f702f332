"""Say why a figure moved in the filing's own words: the sentences of the pages found that give a reason for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.calculate import Term, parse
from assistant.metrics import metric
from assistant.question import Question
from assistant.untrusted import without_orders
from ingest.document import Passage
from ingest.filing.concepts import concept

__all__ = ["Reason", "asks_why", "reasons", "telling_pages"]

Place = tuple[str, int]

MOST = 2
LONGEST, SHORTEST = 420, 50
_WHY = re.compile(
    r"\bwhat\b[^.?]{0,40}\b(?:drove|driv(?:es|en|ing)|caus\w+|led to|explain\w*|contribut\w+)\b|\bwhy\b|"
    r"\b(?:reasons?|causes?|drivers?)\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:(?:primarily|mainly|largely|principally|partly|partially|mostly|predominantly) )?(?:due to|driven by"
    r"|attributable to|"
    r"attributed to|because(?: of)?|as a result of|result(?:ed|s|ing) (?:primarily |mainly |largely )?(?:from|of)|"
    r"reflect(?:s|ed|ing)|led by|caused by|resulting from|on account of|drove)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:increas\w+|decreas\w+|declin\w+|gr[eo]w\w*|rose|fell|improv\w+|higher|lower|change[ds]?|basis points"
    r"|expan\w+|contract\w+)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bU\.S\.)(?<!\bInc\.)(?<!\bNo\.)(?<!\bvs\.)\s+(?=[A-Z“\"(•])")


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that gives a reason, as printed but for line ends, and the passage on whose page it stands."""

    sentence: str
    passage: Passage


def asks_why(text: str) -> bool:
    """Whether a question asks for the reasons of a figure."""
    return _WHY.search(text) is not None


def reasons(
    question: Question, passages: Sequence[Passage], page_text: Callable[[str, int], str], years: Sequence[int]
) -> list[Reason]:
    """The best sentences that name the figure, its movement and a reason, the best first; none where none does so.

    A sentence that names one of `years`, or none at all, is preferred to one about other years.
    """
    names = _names(question)
    found: list[tuple[float, Reason]] = []
    seen: set[tuple[str, int]] = set()
    told_already: set[str] = set()
    for rank, passage in enumerate(passages):
        place = (passage.document, passage.page)
        if place in seen:
            continue
        seen.add(place)
        for sentence in _sentences(page_text(*place)):
            score = _score(sentence, *names, years)
            if score is not None and sentence not in told_already:
                told_already.add(sentence)
                found.append((score - 0.05 * rank, Reason(sentence, passage)))
    found.sort(key=lambda item: -item[0])
    best = found[0][0] if found else 0.0
    return [reason for score, reason in found[:MOST] if score >= max(1.5, best - 0.75)]


def telling_pages(question: Question, texts: Mapping[Place, str], years: Sequence[int]) -> list[Place]:
    """The pages that give a reason for the figure, those with the best sentence first."""
    names = _names(question)
    scores = {
        place: max((s for s in (_score(one, *names, years) for one in _sentences(text)) if s is not None), default=None)
        for place, text in texts.items()
    }
    return sorted((place for place, score in scores.items() if score), key=lambda place: -(scores[place] or 0.0))


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(" ".join(without_orders(text).split()))]


def _score(sentence: str, own: Sequence[str], parts: Sequence[str], years: Sequence[int]) -> float | None:
    """How well a sentence gives a reason for the figure; None where it does not."""
    if not SHORTEST <= len(sentence) <= LONGEST or not _BECAUSE.search(sentence) or not _MOVED.search(sentence):
        return None
    low = sentence.casefold()
    named = 2.0 if any(_said(name, low) for name in own) else 1.0 if any(_said(name, low) for name in parts) else 0.0
    if not named:
        return None
    told = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", sentence)}
    fits = 0.0 if not told else 0.5 if told <= set(years) else 0.0 if max(told) in years else -1.5
    subject = 0.75 if _OPENING.sub("", low).startswith(tuple(own)) else 0.25 if _near(own, low) else 0.0
    return named + fits + subject


# What may stand before the figure that a sentence is about: "the increase in our consolidated …".
_OPENING = re.compile(
    r"^(?:(?:the|our|total|consolidated|overall|this|a|an|increase|decrease|change|growth|decline|improvement|rise|fall|"
    r"in|of|for|fiscal(?: year)?|\d{4},?|year-over-year)\s+)*"
)


def _near(names: Sequence[str], text: str) -> bool:
    return any(_said(name, text[:70]) for name in names)


def _said(name: str, text: str) -> bool:
    return (
        re.search(rf"(?<!\w)(?<!cost of )(?<!costs of ){re.escape(name)}(?!\w| and marketing| tax)", text) is not None
    )


def _names(question: Question) -> tuple[list[str], list[str]]:
    """How the figure is called, and how the lines that it is made of are, in lower case."""
    parts = [
        name
        for term in (parse(question.expression).terms if question.expression else ())
        if isinstance(term, Term)
        for name in concept(term.name).names
    ]
    own = list(metric(question.metric).synonyms) if question.metric else parts
    return [name.casefold() for name in own], [name.casefold() for name in parts[:12]]

"""Say why a figure moved in the filing's own words: the sentences of the pages found that give a reason for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.compute.calculate import Term, parse
from assistant.compute.metrics import metric
from assistant.find.prose import page_sentences
from assistant.find.why_subject import DOWN, UP, subject
from assistant.understand.question import Question
from assistant.understand.words import stems
from assistant.untrusted import without_orders
from ingest.document import Passage
from ingest.filing.concepts import concept

__all__ = ["Reason", "asks_why", "reasons", "telling_pages"]

Place = tuple[str, int]

MOST = 2
LONGEST, SHORTEST = 420, 50
_COST = stems("cost expense")
OPENING = 50  # characters of a sentence in which its subject is named
_WHY = re.compile(
    r"\bwhat\b[^.?]{0,40}\b(?:drove|driv(?:es|en|ing)|caus\w+|led to|explain\w*|contribut\w+)\b|\bwhy\b|"
    r"\bwhat (?:mainly |primarily |chiefly |mostly )?(?:lowered|raised|reduced|lifted|pushed|pulled|hurt|boosted) it\b|"
    r"\b(?:reasons?|causes?|drivers?)\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:(?:due|attribut(?:able|ed)) (?:\w+ly )?to|(?:driven|led|caused) (?:\w+ly )?by|because(?: of)?|"
    r"as a result of|result(?:ed|s|ing) (?:\w+ly )?(?:from|of)|reflect(?:s|ed|ing)|on account of|drove)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:increas\w+|decreas\w+|declin\w+|gr[eo]w\w*|rose|fell|improv\w+|higher|lower|change[ds]?|basis points"
    r"|expan\w+|contract\w+|reduc\w+|dropp?\w*|ris(?:e|es|ing))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:forecast\w*|guidance|outlook|anticipat\w*|expect(?:s|ed)? (?:to|that|our|the))\b", re.IGNORECASE
)
_LONGER = re.compile(r"\b(?:six|nine|twelve) months\b|\b(?:full|fiscal) year\b|\byear[- ]to[- ]date\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that gives a reason, as printed but for line ends, and the passage on whose page it stands."""

    sentence: str
    passage: Passage


def asks_why(text: str) -> bool:
    """Whether a question asks for the reasons of a figure."""
    return _WHY.search(text) is not None


def reasons(
    question: Question,
    passages: Sequence[Passage],
    page_text: Callable[[str, int], str],
    years: Sequence[int],
    moved: int = 0,
) -> list[Reason]:
    """The best sentences that name the figure, its movement and a reason, the best first; none where none does so.

    A sentence that names one of `years`, or none at all, is preferred to one about other years, and one that says that
    the figure went the way it did, which `moved` tells (1 up, -1 down, 0 unknown), to one that says the other.
    """
    sought = _Sought.of(question, years, moved)
    found: list[tuple[float, Reason]] = []
    seen: set[tuple[str, int]] = set()
    told_already: set[str] = set()
    for rank, passage in enumerate(passages):
        place = (passage.document, passage.page)
        if place in seen:
            continue
        seen.add(place)
        for sentence in page_sentences(without_orders(page_text(*place))):
            score = sought.score(sentence)
            if score is not None and sentence not in told_already:
                told_already.add(sentence)
                longer = bool(question.period and question.period.quarter) and _LONGER.search(sentence)
                score -= 1.5 if longer or _AHEAD.search(sentence) else 0.0
                found.append((score - 0.05 * rank, Reason(sentence, passage)))
    found.sort(key=lambda item: -item[0])
    best = found[0][0] if found else 0.0
    return [reason for score, reason in found[:MOST] if score >= max(1.5, best - 0.75)]


def telling_pages(question: Question, texts: Mapping[Place, str], years: Sequence[int]) -> list[Place]:
    """The pages that give a reason for the figure, those with the best sentence first.

    For their order alone: words addressed to a machine are not looked for here, which costs more than all else.
    """
    sought = _Sought.of(question, years)
    scores = {
        place: max((s for s in (sought.score(one) for one in page_sentences(text)) if s is not None), default=None)
        for place, text in texts.items()
    }
    return sorted((place for place, score in scores.items() if score), key=lambda place: -(scores[place] or 0.0))


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a sentence should tell: the figure by its names, by those of the lines it is made of, or by the stems of the
    question's own words for it (`detail` tells its kinds apart); the years it may be about; which way it moved."""

    own: tuple[str, ...]
    parts: tuple[str, ...]
    words: frozenset[str]
    detail: frozenset[str]
    years: frozenset[int]
    moved: int

    @classmethod
    def of(cls, question: Question, years: Sequence[int], moved: int = 0) -> "_Sought":
        parts = [
            name.casefold()
            for term in (parse(question.expression).terms if question.expression else ())
            if isinstance(term, Term)
            for name in concept(term.name).names
        ]
        own = [name.casefold() for name in metric(question.metric).synonyms] if question.metric else parts
        # A figure that is not the company's own total, as "Products gross margin", is meant by all of its words.
        named = subject(question) if question.qualifiers or not question.metric else None
        if named is None:
            return cls(tuple(own), tuple(parts[:12]), frozenset(), frozenset(), frozenset(years), moved)
        own = [] if question.qualifiers else own
        return cls(
            tuple(own),
            tuple(parts[:12]) if own else (),
            named.words,
            named.detail,
            frozenset(years),
            moved or named.moved,
        )

    def score(self, sentence: str) -> float | None:
        """How well a sentence gives a reason for the figure; None where it does not."""
        if not SHORTEST <= len(sentence) <= LONGEST or not _BECAUSE.search(sentence) or not _MOVED.search(sentence):
            return None
        low = sentence.casefold()
        by_words = bool(self.words) and self.words <= stems(sentence)
        if by_words and stems(low[:OPENING]) & _COST - self.words:
            by_words = False  # "cost of widget sales" is another figure than widget sales
        if by_words or any(_said(name, low) and not _of_a_part(name, sentence) for name in self.own):
            named = 2.0
        else:
            named = 1.0 if any(_said(name, low) for name in (*self.own, *self.parts)) else 0.0
        if not named:
            return None
        told = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", sentence)}
        fits = 0.0 if not told else 0.5 if told <= self.years else 0.0 if max(told) in self.years else -1.5
        opening = _OPENING.sub("", low)
        if opening.startswith(self.own) or (by_words and self.words <= stems(opening[:OPENING])):
            about = 0.75
        else:
            about = 0.25 if _near(self.own, low) else 0.0
        about += 0.25 if by_words and self.detail and self.detail <= stems(sentence) else 0.0
        way = bool(UP.search(sentence)) - bool(DOWN.search(sentence))
        return named + fits + about + 0.75 * (way * self.moved)


# What may stand before the figure that a sentence is about: "the increase in our consolidated …".
_OPENING = re.compile(
    r"^(?:(?:the|our|total|consolidated|overall|this|a|an|increase|decrease|change|growth|decline|improvement|rise|fall|"
    r"in|of|for|fiscal(?: year)?|\d{4},?|year-over-year)\s+)*"
)


def _near(names: Sequence[str], text: str) -> bool:
    return any(_said(name, text[:70]) for name in names)


def _said(name: str, text: str) -> bool:
    if name not in text:
        return False
    return (
        re.search(rf"(?<!\w)(?<!cost of )(?<!costs of ){re.escape(name)}(?!\w| and marketing| tax)", text) is not None
    )


def _of_a_part(name: str, sentence: str) -> bool:
    """Whether a sentence names the figure of a part alone, such as "Surface revenue"."""
    before = [found[1] for found in re.finditer(rf"(\S+)\s+{re.escape(name)}\b", sentence, re.IGNORECASE)]
    return bool(before) and all(word[:1].isupper() and word.casefold() not in _WHOLE for word in before)


_WHOLE_TEXT = "total net our the consolidated overall company's fiscal in gross operating effective"
_WHOLE = frozenset(_WHOLE_TEXT.split())

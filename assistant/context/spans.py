"""Finds the words of the texts that answer a question in prose: the sentence, then the clause asked for."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.context.phrases import defines, phrase
from assistant.context.prose import sentences
from assistant.context.words import stems, years

__all__ = ["ASKING", "Span", "best_sentences", "extract", "weigh"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words copied from the texts, the sentence they stand in and how much of the question it shares, 0 to 1."""

    text: str
    sentence: str
    score: float


def weigh(words: Iterable[str], sets: Sequence[frozenset[str]]) -> dict[str, float]:
    """The weight of each word by how few of the sentences, given as sets of stems, hold it."""
    counts = Counter(word for found in sets for word in found)
    return {word: math.log(1 + (len(sets) + 1) / (counts[word] + 0.5)) for word in words}


def best_sentences(question: str, texts: Sequence[str], most: int = 3) -> list[tuple[float, str]]:
    """The sentences that share most with a question by the weight of rare words, best first."""
    pieces = sentences(texts)
    words, named = frozenset(stems(question, drop=ASKING)), frozenset(years(question))
    sets = [frozenset(stems(piece)) for piece in pieces]
    weight = weigh(words, sets)
    whole = sum(weight.values())
    if not whole:
        return []
    scored = []
    for place, (piece, own) in enumerate(zip(pieces, sets, strict=True)):
        shared = sum(weight[word] for word in words & own) / whole
        spoken = frozenset(years(piece))
        if named and spoken:
            shared += 0.08 if named & spoken else -0.08
        if len(own) < 3 or not re.search(r"[a-z]{3}.*\s.*[a-z]{3}", piece):
            shared -= 0.3  # a heading
        shared -= 0.0006 * len(piece)
        shared += _cue_bonus(question, piece)
        scored.append((shared, -place, piece))
    scored.sort(reverse=True)
    return [(score, piece) for score, _, piece in scored[:most]]


ASKING = (
    "why",
    "reason",
    "reasons",
    "cause",
    "caused",
    "main",
    "due",
    "driven",
    "led",
    "primarily",
    "company",
    "mainly",
)
_WHY = re.compile(
    r"^\W*(?:why|what (?:was|were|is|are) (?:the )?(?:\w+ )?(?:reasons?|causes?|factors?"
    r"|drivers?)|what (?:caused|drove|led|contributed|resulted))|\breasons? for\b"
    r"|\bdue to what\b|\bwhat .* (?:due to|driven by|attributable to|attributed to|caused by"
    r"|result of)\W*$",
    re.I,
)
_CAUSE = re.compile(
    r"(?:(?:primarily|mainly|largely|principally|partially|partly|mostly|and was"
    r"|and were)\s+)*(?:due to|because of|because|as a result of|"
    r"resulting from|driven(?: primarily)? by|attributable to|attributed to|reflecting"
    r"|resulted from|the result of|caused by|owing to|benefitt?ing from)\b|\b(?:primarily|mainly|largely"
    r"|principally) (?:from|by)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^\W*(?:when|what (?:is|was) the date|on what date)", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+\d{1,2},?\s+(?:19|20)\d\d"
    r"|\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+(?:19|20)\d\d"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?:\s+of)?\s+(?:19|20)\d\d|(?:fiscal(?: year)? )?(?:19|20)\d\d)\b"
)
_AMOUNT = re.compile(
    r"^\W*(?:how (?:much|many|long)|what (?:is|was|were|are) the (?:\w+ ){0,6}(?:percentage"
    r"|number|amount|rate|value|price|cost|period|term|total|balance))\b",
    re.I,
)
_QUANTITY = re.compile(
    r"(?:(?:[$€£¥]|\b(?:RMB|US\$|USD))\s?)?\(?\d[\d,]*(?:\.\d+)?\)?\s?(?:%|percent\b|million\b"
    r"|billion\b|thousand\b)?(?:\s(?:years?|months?|days?|employees|shares|basis points)\b)?"
)
_CONTENT = re.compile(
    r"\b(?:include[sd]?|including|consist(?:s|ed)? (?:primarily |mainly |principally )?of"
    r"|comprise[sd]?(?: of)?|composed of|such as)\b",
    re.I,
)
_INCLUDES = re.compile(
    r"\b(?:include[sd]?|consists?|consisted|comprise[sd]?|composed|made up|comprised|components?|mainly of)\b", re.I
)


def _cue_bonus(question: str, sentence: str) -> float:
    if defines(question, sentence):
        return 0.4
    if _WHY.search(question):
        return 0.15 if _CAUSE.search(sentence) else 0.0
    if _WHEN.search(question):
        return 0.1 if _DAY.search(sentence) else 0.0
    if _AMOUNT.search(question):
        return 0.12 if re.search(r"\d", _DAY.sub("", sentence)) else -0.1
    return 0.0


def extract(question: str, texts: Sequence[str]) -> Span | None:
    """The words that answer a question; a whole sentence where no clause of it can be told to be the answer."""
    if _TABLE.search(question) and (told := _of_the_table(texts)):
        return Span(told, told, 1.0)
    found = best_sentences(question, texts)
    if not found:
        return None
    score, sentence = found[0]
    if _WHY.search(question) and not _CAUSE.search(sentence):
        sentence = _reason_after(sentence, texts) or sentence
    return Span(_clause(question, sentence), sentence, score)


_TABLE = re.compile(
    r"\bwhat (?:\w+ )?(?:information )?(?:does|do|is|are) (?:the |this )?(?:\w+ )?(?:table|chart)s? "
    r"(?:show|represent|present|provide|summari[sz]e|describe|about|illustrate|contain|detail|list|display|outline)",
    re.I,
)
_SHOWS = re.compile(
    r"\b(?:the |this )?(?:following |above |below )?tables?(?: below| above| that follows)?,? "
    r"(?:also )?(?:shows?|summari[sz]es?|presents?|sets? forth|"
    r"provides?|details?|represents?|reflects?|illustrates?|lists?|displays?|contains?|outlines?"
    r"|reconciles?|discloses?|describes?)\b",
    re.I,
)


def _of_the_table(texts: Sequence[str]) -> str:
    """What the texts say that the table shows, else the heading before it."""
    for sentence in sentences(texts):
        if found := _SHOWS.search(sentence):
            return sentence[found.end() :].strip(" ,:.")
    for sentence in sentences(texts):
        if found := re.search(
            r"\b(?:(?:is|are|was|were) )?(?:as follows|summari[sz]ed below|shown below|set forth below"
            r"|presented below)\b",
            sentence,
        ):
            return sentence[: found.start()].strip(" ,")
    short = [text.strip() for text in texts if 2 < len(text.split()) <= 14]
    return short[0] if short else ""


def _reason_after(sentence: str, texts: Sequence[str]) -> str:
    """The sentence behind one that tells what happened, where it tells why."""
    pieces = sentences(texts)
    following = pieces[pieces.index(sentence) + 1 :][:1]
    return following[0] if following and _CAUSE.search(following[0]) else ""


def _clause(question: str, sentence: str) -> str:
    text = re.sub(r"^(?:\(\w{1,2}\)|\d{1,2}[.)]?|[•*-])\s+", "", sentence.strip())
    if _WHY.search(question) and (found := _CAUSE.search(text)):
        rest = text[found.start() :]
        return rest if len(rest) > 15 else text
    if cut := phrase(question, text):
        return cut
    if _WHEN.search(question) and (day := _nearest(question, text, _DAY)):
        return day
    if _WHEN.search(question) and (moment := re.search(r"\b(?:when|upon|once|after|if)\b.{15,}", text)):
        return moment[0]
    if _AMOUNT.search(question) and (quantity := _nearest(question, text, _QUANTITY)):
        return quantity
    if _INCLUDES.search(question) and (found := _CONTENT.search(text)):
        return text[found.end() :].strip(" :,")
    return _predicate(question, text)


def _nearest(question: str, text: str, pattern: re.Pattern[str]) -> str:
    """The match whose surroundings share most with the question, but not one the question holds itself."""
    words = frozenset(stems(question))
    noise = [] if pattern is _DAY else [match.span() for match in _DAY.finditer(text)]
    best, score = "", -1.0
    for match in pattern.finditer(text):
        written = match[0].strip()
        if not written or written in question or any(left <= match.start() < right for left, right in noise):
            continue
        near = frozenset(stems(text[max(0, match.start() - 70) : match.start()])) | frozenset(
            stems(text[match.end() : match.end() + 45])
        )
        close = len(words & near) - 0.001 * match.start()
        if close > score:
            best, score = written, close
    return best


_TOKEN = re.compile(r"[^\s]+")
# fmt: off
_EDGE = frozenset((
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "by", "with", "and", "or", "as", "is", "are", "was", "were",
    "be", "been", "that", "which", "we", "our", "us", "its", "it",
))
# fmt: on


def _predicate(question: str, text: str) -> str:
    """The longest run of a sentence that the question does not hold: what it says of the question's subject."""
    words = frozenset(stems(question))
    runs: list[tuple[int, int, int]] = []
    start, content = 0, 0
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate([*tokens, None]):
        own = frozenset(stems(token[0])) if token else words
        if token is None or own & words:
            runs.append((content, start, place))
            start, content = place + 1, 0
        else:
            content += bool(own)
    content, start, end = max(runs)
    while start < end and tokens[start][0].lower().strip(",.") in _EDGE:
        start += 1
    while end > start and tokens[end - 1][0].lower().strip(",.") in _EDGE:
        end -= 1
    if content < MINIMUM or end - start < SHARE * len(tokens):
        return text
    return text[tokens[start].start() : tokens[end - 1].end()].strip(" ,;:")


MINIMUM, SHARE = 2, 0.35
"""A run is taken with so many words of its own and so large a part of the sentence; else the whole sentence is."""

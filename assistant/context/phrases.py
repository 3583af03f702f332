"""Cuts a sentence down to the phrase that a kind of question asks for: how, how often, how long, what something is."""

import re

from assistant.context.words import stems

__all__ = ["defines", "phrase"]

_DEFINED = re.compile(
    r"^\W*what (?:is|are|is meant by|do you mean by) (?:an? |the )?(?P<what>[^?]+?)\W*$", re.IGNORECASE
)
_IS = re.compile(
    r"^\W*(?:\([“\"][^)]*\)\s*)?(?:is|are|means?|represents?|consists?|comprises?|includes?|refers?|relates?|presents?|reflects?)\b"
)
_HOW = re.compile(r"^\W*how (?:is|are|was|were|does|do|did)\b", re.IGNORECASE)
_CALCULATED = re.compile(
    r"\b(?:calculat|comput|determin|measur|deriv|estimat|amorti[sz]|depreciat|defin)\w*\b", re.IGNORECASE
)
_MANNER = re.compile(
    r"\b(?:by (?=\w+ing\b)|(?=using (?:the|a|an)\b)|(?=based (?:up)?on\b)|(?=on (?:a|the) [\w-]+ basis\b)|(?=in "
    r"accordance with\b))"
)
_OFTEN = re.compile(
    r"\b(?:annually|quarterly|monthly|weekly|daily|semi-annually|bi-annually|every \w+(?: \w+)?|(?:once|twice|at "
    r"least) [\w ]+?(?:year|quarter|month)"
    r"|each (?:year|quarter|month|reporting period)|on (?:a|an) \w+ basis)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"(?:\b(?:approximately|about|up to|over|within|between|from|ranging from|varies from|range from|at "
    r"least)\s+)?\b(?:\w+ \(\d+\)|\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten)(?:\s?(?:to|and|-|–)\s?(?:\d+(?:\.\d+)?|\w+))?[\s-](?:years?|months?|days?|weeks?)\b",
    re.IGNORECASE,
)
_COPULA = re.compile(r"\b(?:is|are|was|were|will be|has been|have been)\b(?! (?:as follows|not))")
_PASSIVE = re.compile(r"^\s*(?:\w+ed|made|given|held|known|shown|set|paid|sold|built)\b")


def defines(question: str, sentence: str) -> bool:
    """Whether a question asks what something is and a sentence begins by saying so."""
    found = _DEFINED.match(question)
    if found is None or re.search(r"\b(?:19|20)\d\d\b|\bof\b.*\bof\b", found["what"]):
        return False
    what = re.sub(r"\W+", " ", found["what"].lower()).strip()
    told = re.sub(r"^(?:the|our|an?)\s+", "", sentence.strip().lower())
    flat = re.sub(r"[^\w\s“\"()]+", " ", told)
    flat = re.sub(r"\s+", " ", flat)
    return flat.startswith(what) and bool(_IS.match(flat[len(what) :]))


def phrase(question: str, text: str) -> str:
    """The phrase of a sentence that the question's wording asks for; empty where its kind has no phrase here."""
    asked = question.lower()
    if defines(question, text):
        return text
    if re.match(r"^\W*how often\b", asked) and (found := _OFTEN.search(text)):
        return found[0]
    if re.search(r"^\W*how long\b|\b(?:how many|number of) (?:years|months|days)\b", asked) and (
        found := _LONG.search(text)
    ):
        return found[0]
    if _HOW.match(asked) and _CALCULATED.search(asked) and (found := _MANNER.search(text)):
        return text[found.end() :].strip(" ,.")
    if re.match(r"^\W*what (?:is|was|are|were)\b", asked) and not re.search(r"\b(?:19|20)\d\d\b", asked):
        return _complement(question, text)
    return ""


def _complement(question: str, text: str) -> str:
    """What a sentence says its subject is, where that subject is what the question is about."""
    words = frozenset(stems(question))
    for found in _COPULA.finditer(text):
        before, after = frozenset(stems(text[: found.start()])), text[found.end() :]
        if _PASSIVE.match(after) or len(after.split()) < 2:
            continue
        if words and len(words & before) >= 0.75 * len(words) and len(words & frozenset(stems(after))) <= 1:
            return _untold(words, after)
    return ""


_LEAD = frozenset(("primarily", "mainly", "largely", "principally", "to", "by", "that", "significantly", "generally"))


def _untold(words: frozenset[str], text: str) -> str:
    """A complement without the words at its head that the question holds, or that only lead over to it."""
    rest = text.split()
    while len(rest) > 1 and (rest[0].lower() in _LEAD or words & frozenset(stems(rest[0]))):
        rest = rest[1:]
    return " ".join(rest).strip(" ,:.")

"""The words of a text that tell: without those of asking, and by their stems."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

__all__ = ["STOP_WORDS", "blanked", "held_stems", "keywords", "stems", "telling_words"]

_STOP_TEXT = """
    a about according address all also am an and answer any are as asked assume at base based basing be been being
    below between but by calculate can clearly compute could data define defined details did directly do does done
    drawing each extract following for from get give given had has have how if in information into is it its items
    just keep large line lines looking lost made make may me might more most much my not now of off on one only or
    other our out outlined please primarily provide provided question refer relying report respond response round
    shown so some state stated such than that the their them then there these they this those through to two under
    up us use used using utilize utilizing very was way we were what when where which while who whose why will
    with within would you your
"""
STOP_WORDS = frozenset(_STOP_TEXT.split())
_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*", re.UNICODE)


def keywords(text: str) -> list[str]:
    """The text's telling words for keyword search, each once, in lower case; at most 64."""
    words = dict.fromkeys(w.lower() for w in _WORD.findall(text))
    return [w for w in words if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())][:64]


_LETTERS = re.compile(r"[^\W\d_](?:[\w&’'-]*\w)?")
_JOINED_BEFORE = re.compile(r"[^\W\d_][\w&’'-]*\Z")  # the beginning of a word that goes on
LONGEST_WORD = 40
_ENDINGS = ("ing", "ies", "ed", "es", "s")
_PERIOD = re.compile(r"(?:fy|q[1-4]|h[12])\d*")


def telling_words(question: str, names: Sequence[str] = ()) -> frozenset[str]:
    """The stems of a question's words, less those of asking, of periods and of the company names given."""
    known = {word.casefold() for name in names for word in (*re.findall(r"\w+", name), *_LETTERS.findall(name))}
    words = (word.casefold().removesuffix("'s").removesuffix("’s") for word in _LETTERS.findall(question))
    return frozenset(
        _stem(word) for word in words if not (word in STOP_WORDS or word in known or _PERIOD.fullmatch(word))
    )


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(_stem(word.casefold()) for word in _LETTERS.findall(text.replace("-", " ")))


def held_stems(wanted: Set[str], text: str) -> frozenset[str]:
    """Those of the stems that a word of the text has; a hyphenated word is one, and has its own stem alone.

    A stem begins its words, so that the few wanted ones are looked for, which is quicker than reading every word.
    """
    low = text.casefold()
    return frozenset(stem for stem in wanted if _has_word_of(low, stem))


def _has_word_of(text: str, stem: str) -> bool:
    at = text.find(stem)
    while at >= 0:
        word = _LETTERS.match(text, at)
        if word and _stem(word[0]) == stem and not _JOINED_BEFORE.search(text[max(at - LONGEST_WORD, 0) : at]):
            return True
        at = text.find(stem, at + 1)
    return False


@lru_cache(maxsize=1 << 16)  # filings share their words, and a question's pages hold tens of thousands of them
def _stem(word: str) -> str:
    """The word less a plural or verb ending and a last "e" or "y", where four letters are left: "revenues" and
    "revenue" are one, and so are "liabilities" and "liability"."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    word = word.removesuffix(ending)
    return word[:-1] if word[-1:] in ("e", "y") and len(word) > 4 else word


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text

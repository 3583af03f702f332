"""Let a model's words through as they come, but a sentence with figures only when each figure is established."""

import re
from collections.abc import Callable

__all__ = ["WITHHELD", "FigureGate", "sentences"]

WITHHELD = "[withheld: a figure that no source shows]"

_MARKERS = re.compile(r"\[[\d,\s]*\]?")
_DIGIT = re.compile(r"\d")
# A sentence ends at its mark (with the citations that follow it) or at the line's end; "3.5" and "Inc. said" end none.
_END = re.compile(r"[.!?](?:\s*\[\d[\d,\s]*\])*(?=\s+[A-Z“\"(\[•-])\s+|[。！？](?:\s*\[\d[\d,\s]*\])*|\n+")


def sentences(text: str) -> list[str]:
    """A text in its sentences, white space included: joined they are the text."""
    found, start = [], 0
    for end in _END.finditer(text):
        found.append(text[start : end.end()])
        start = end.end()
    if start < len(text):
        found.append(text[start:])
    return found


class FigureGate:
    """Feed it a model's pieces; it gives back what may be shown.

    `holds` says whether every figure of a sentence is established. Words before a sentence's first figure are let
    through at once; from there the rest waits until the sentence is whole.
    """

    def __init__(self, holds: Callable[[str], bool]) -> None:
        self._holds = holds
        self._sentence = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """Take in a piece; returns what of it, and of what was held, may be shown now."""
        self._sentence += piece
        out = []
        while end := _END.search(self._sentence):
            out.append(self._release(self._sentence[: end.end()]))
            self._sentence, self._shown = self._sentence[end.end() :], 0
        out.append(self._words())
        return "".join(out)

    def close(self) -> str:
        """The end of the reply: what is still held is decided now."""
        out = self._release(self._sentence) if self._sentence else ""
        self._sentence, self._shown = "", 0
        return out

    def _release(self, sentence: str) -> str:
        rest = sentence[self._shown :]
        if self._holds(sentence):
            return rest
        return f"{WITHHELD}{rest[len(rest.rstrip()) :]}"

    def _words(self) -> str:
        """Whole words of the sentence under way that come before its first figure."""
        plain = _MARKERS.sub(lambda found: " " * len(found.group()), self._sentence)
        figure = _DIGIT.search(plain)
        limit = figure.start() if figure else len(plain)
        cut = self._sentence.rfind(" ", self._shown, limit) + 1
        if cut <= self._shown:
            return ""
        words, self._shown = self._sentence[self._shown : cut], cut
        return words

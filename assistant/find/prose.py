"""The sentences of a page, as a reader takes them: apart from headings and from the rows of tables."""

import re

__all__ = ["page_sentences"]

_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[$€£(+—–-]*(?:\d[\d,.]*)?[)%]*")
_HEADING = re.compile(r"(?:(?:[A-Z0-9(&][^\s.!?;:]*|and|of|the|for|in|to|from|by|with|on|or)(?: |$)){1,9}")
ROW_FIGURES, ROW_SHARE = 2, 0.4  # figures in a line that is a table's row, and their share of its words
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\bU\.S\.)(?<!\bInc\.)(?<!\bNo\.)(?<!\bvs\.)\s+(?=[A-Z“\"(•]|(?:19|20)\d\d [a-z]+:)"
)


def page_sentences(text: str) -> list[str]:
    """The sentences of a page, without line ends; none goes on over a heading or the rows of a table."""
    pieces: list[list[str]] = [[]]
    for line in text.splitlines():
        words = line.split()
        figures = sum(_FIGURE.fullmatch(word) is not None for word in words) if _DIGIT.search(line) else 0
        of_table = figures >= ROW_FIGURES and figures >= ROW_SHARE * len(words)
        ended = not pieces[-1] or pieces[-1][-1][-1] in ".:!?"
        if of_table or (ended and _HEADING.fullmatch(" ".join(words))):
            pieces.append([])
        else:
            pieces[-1] += words
    return [sentence.strip() for words in pieces for sentence in _SENTENCE.split(" ".join(words))]

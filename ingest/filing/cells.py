"""Part a line of print into its label and the numbers printed after it."""

import re
from dataclasses import dataclass

from ingest.filing.layout import Line, Word
from ingest.filing.numbers import is_blank_mark, parse_number

__all__ = ["MONTH_NAMES", "Atom", "Parts", "is_period_text", "part", "segments", "words_text"]

MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
"""A pattern for the names of months and their abbreviations."""

_DASH = re.compile(r"^[$€£¥]?[—–‒―−‐-]{1,3}%?$")
_OPENER = re.compile(r"^(?:(?:US|C|A|HK|NT|R)?[$€£¥₹]|USD)?\s*[(]?[—–−-]?$")
_CLOSER = re.compile(r"^(?:[)%]{1,3}|pts?\.?|bps)$")
_NUMERIC = re.compile(
    r"^(?:(?:US|C|A)?[$€£¥₹])?\(?[$€£¥]?[—–−+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)[)%]*(?:\([a-z\d]{1,2}\)|[*†‡])?$"
)
_YEAR = re.compile(r"^(?:FY|FYE|CY)?[’']?(?:19[5-9]\d|20[0-4]\d)[EAF]?$")
_FOOTNOTE = re.compile(r"^(?:\([a-zA-Z]{1,2}\)|\[[a-z\d]{1,2}\]|[*†‡§]{1,3}|\(\*+\))$")
# What may stand over a column of numbers: dates, lengths of time, and words of change and restatement.
_PERIOD_WORDS = re.compile(
    "|".join(
        (
            rf"^(?:(?:{MONTH_NAMES})\.?,?",
            r"\d{1,2},?|\d{1,2}(?:st|nd|rd|th),?|(?:fy|cy)?[’']?\d{2,4}",
            r"(?:19[5-9]\d|20[0-4]\d),?[EAF]?[*†‡]?(?:\([a-z\d]\))?",
            r"q[1-4](?:[’']?\d{2,4})?|[1-4]q(?:[’']?\d{2,4})?|\d{1,2}-weeks?",
            r"days?|weeks?|months?|quarters?|half|years?|fiscal|periods?|ytd|year-to-date|date",
            r"ended|ending|end|for|the|as|at|of|and|to|from|through|[-–—,]",
            r"three|six|nine|twelve|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three|first|second|third|fourth",
            r"\(?(?:un)?audited\)?|\(?restated\)?|\(?as|adjusted\)?|revised\)?|recast\)?|actual|reported",
            r"changes?|variance|%|\$|percent|increase|increase/\(decrease\)|\(?decrease\)?|inc/\(dec\)|vs\.?|versus)$",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Atom:
    """The words that print one number. `edge` is the right edge of its last digit, what columns align on."""

    words: tuple[Word, ...]
    text: str
    edge: float
    dash: bool = False

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


@dataclass(frozen=True, slots=True)
class Parts:
    """A line as a label and the atoms that close it; `gap` is the blank before the first atom."""

    line: Line
    label: tuple[Word, ...]
    atoms: tuple[Atom, ...]

    @property
    def gap(self) -> float:
        return self.atoms[0].left - self.label[-1].right if self.atoms and self.label else 1000.0

    @property
    def text(self) -> str:
        return words_text(self.label)

    def with_label_up_to(self, left: float) -> "Parts":
        """The same line with the atoms that end left of `left` counted as words of the label."""
        keep = tuple(atom for atom in self.atoms if atom.edge >= left)
        moved = tuple(word for atom in self.atoms if atom.edge < left for word in atom.words)
        return Parts(self.line, self.label + moved, keep)


def words_text(words: tuple[Word, ...]) -> str:
    """The words as printed, without footnote marks in small print."""
    return " ".join(word.text for word in words if not word.mark)


def part(line: Line) -> Parts:
    """Part a line: atoms are taken from its end for as long as its words print numbers."""
    words = [word for word in line.words if not word.mark]
    if words and _is_word(words[-1].text):
        return Parts(line, tuple(words), ())
    items: list[Word | Atom] = []
    index = 0
    while index < len(words):
        atom, used = _atom(words, index)
        items.append(atom if atom is not None else words[index])
        index += used if atom is not None else 1
    atoms: list[Atom] = []
    while items:
        item = items[-1]
        if isinstance(item, Atom):
            atoms.append(item)
        elif not (_FOOTNOTE.match(item.text) and _after_number(items[:-1])):
            break
        items.pop()
    label: list[Word] = []
    for item in items:
        label.extend(item.words if isinstance(item, Atom) else (item,))
    return Parts(line, tuple(label), tuple(reversed(atoms)))


def _is_word(text: str) -> bool:
    """Whether a line that ends in `text` ends in words, as most lines do: no number nor what stands for one."""
    return text.rstrip(".,;:")[-1:].isalpha() and not is_blank_mark(text) and not _CLOSER.match(text)


def _after_number(items: list[Word | Atom]) -> bool:
    """Whether a number is what a trailing footnote mark follows."""
    return bool(items) and isinstance(items[-1], Atom)


def _atom(words: list[Word], start: int) -> tuple[Atom | None, int]:
    """The number printed from `words[start]` on, and how many words it takes."""
    first = words[start]
    if is_blank_mark(first.text):
        return Atom((first,), first.text, first.right), 1
    taken: list[Word] = []
    index = start
    # A currency sign or bracket stands apart from its digits, often by the width of the column.
    while index < len(words) and _OPENER.match(words[index].text) and not _DASH.match(words[index].text):
        if taken and not words[index].text.startswith("("):
            return None, 1
        taken.append(words[index])
        index += 1
    if index >= len(words):
        return None, 1
    body = words[index]
    if _DASH.match(body.text):
        follows = (
            index + 1 < len(words)
            and words[index + 1].text in {"%", "%)"}
            and words[index + 1].left - body.right < 6 * body.height
        )
        taken += words[index : index + 1 + follows]
        return Atom(tuple(taken), "".join(word.text for word in taken), body.right, dash=True), len(taken)
    if not _NUMERIC.match(body.text):
        return None, 1
    taken.append(body)
    index += 1
    while (
        index < len(words)
        and _CLOSER.match(words[index].text)
        and words[index].left - taken[-1].right < 2.5 * body.height
    ):
        taken.append(words[index])
        index += 1
    text = " ".join(word.text for word in taken)
    if parse_number(text) is None:
        return None, 1
    tail = len(body.text) - len(body.text.rstrip(")%*†‡"))
    edge = body.right - tail * (body.right - body.left) / max(len(body.text), 1) * 0.75
    return Atom(tuple(taken), text, edge), len(taken)


def segments(words: tuple[Word, ...], gap: float = 1.1) -> list[tuple[Word, ...]]:
    """Words in runs that are parted by more than `gap` times the text's height."""
    runs: list[list[Word]] = []
    for word in words:
        if word.mark:
            continue
        if runs and word.left - runs[-1][-1].right <= gap * max(word.height, 1.0):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [tuple(run) for run in runs]


def is_period_text(text: str) -> bool:
    """Whether a piece of text is made of nothing but period words, years and change headings."""
    words = text.split()
    return bool(words) and all(_PERIOD_WORDS.match(word) for word in words)

"""The official TAT-QA metric, written anew from its rules: exact match and F1 over answers joined with their scale.

Source: Zhu et al., "TAT-QA: A Question Answering Benchmark on a Hybrid of Tabular and Textual Content in Finance",
ACL 2021, section 5.2, and the scoring conventions published with the data set:

- An answer is a list of strings, sorted and joined into one. A part that is a number is rounded to 2 decimals,
  multiplied by its scale (thousand, million, billion; percent is 0.01) and written with 4 decimals; a part with a
  percent sign in it is a fraction already. Any other part gets the scale's word appended.
- A lone predicted number without scale or percent sign also counts unscaled, to 4 decimals, so that 0.2342 meets
  23.42 percent.
- Brackets around digits make a number negative. A word after a number may scale it ("1.5 million").
- Strings are compared in lower case, without articles and punctuation, numbers by value; F1 is over sets of words.
- For arithmetic and count questions F1 is the exact match.
"""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Prediction", "exact_match_and_f1", "is_number", "normalise", "to_number"]

_DROPPED = frozenset("'\"\\$€£¥%(),[]")
_PUNCTUATION = frozenset(string.punctuation)
_SCALES = (("hundred", 100), ("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("percent", 0.01))


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted answer: one span or several, and a scale ("", thousand, million, billion, percent)."""

    spans: tuple[str, ...]
    scale: str = ""


def exact_match_and_f1(given: Prediction, gold: Any, answer_type: str, gold_scale: str) -> tuple[float, float]:
    """Score one prediction; both figures are 0 to 1, F1 rounded to 2 decimals.

    `gold` is a list of strings for spans, a number for arithmetic and count questions.
    """
    if not given.spans:
        return 0.0, 0.0
    wanted = _joined(_gold_parts(gold, answer_type), gold_scale)
    candidates = [_joined(given.spans, given.scale)]
    if len(given.spans) == 1 and not given.scale and "%" not in given.spans[0] and is_number(given.spans[0]):
        number = to_number(given.spans[0])
        if number is not None:
            candidates.append(f"{number:.4f}")
    em, f1 = max(_compare(candidate, wanted) for candidate in candidates)
    return em, (em if answer_type in ("arithmetic", "count") else f1)


def _gold_parts(gold: Any, answer_type: str) -> list[str]:
    if answer_type == "count":
        return [str(int(gold))]
    return [str(part) for part in gold] if isinstance(gold, list) else [str(gold)]


def _joined(parts: Sequence[str], scale: str) -> str:
    written = []
    for part in sorted(parts):
        number = to_number(part) if is_number(part) else None
        if number is None:
            written.append(f"{part} {scale}" if scale else part)
        elif "%" in part:
            written.append(f"{number:.4f}")
        else:
            written.append(f"{round(number, 2) * _scale(scale):.4f}")
    return " ".join(written)


def _compare(given: str, wanted: str) -> tuple[float, float]:
    left, right = normalise(given), normalise(wanted)
    em = 1.0 if left == right else 0.0
    words, gold_words = set(left.split()), set(right.split())
    shared = len(words & gold_words)
    precision = shared / len(words) if words else 1.0
    recall = shared / len(gold_words) if gold_words else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return em, round(f1, 2)


def normalise(text: str) -> str:
    """Lower case, numbers by value, without punctuation (but in numbers), articles and extra blanks."""
    words = []
    for token in text.split(" "):
        word = token.lower()
        if not is_number(word):
            word = "".join(sign for sign in word if sign not in _PUNCTUATION)
        if is_number(word):
            word = str(to_number(word))
        word = " ".join(re.sub(r"\b(?:a|an|the)\b", " ", word).split())
        if word:
            words.append(word)
    return " ".join(words)


def is_number(text: str) -> bool:
    """Whether a text is a number, by itself or with one scale word behind it ("$1,496.5 million", not "3 months")."""
    words = _bare(text).split()
    if not words:
        return False
    try:
        number = float(words[0])
    except ValueError:
        return False
    if number != number:  # "nan" is a word here
        return False
    return len(words) < 2 or _scale(words[1]) != 1


def to_number(text: str) -> float | None:
    """The value of the first number in a text, scaled by a word after it, negative in brackets; 4 decimals."""
    match = re.search(r"[+-]?\d+(?:\.\d+)?|[+-]?\.\d+", _bare(text))
    if match is None:
        return None
    word = re.search(r"[\d.]+\s?[a-zA-Z]+", text)
    value = float(match[0]) * (_scale(word[0]) if word else 1)
    if re.search(r"\([\d.\s]+\)", text.strip()):
        value = -value
    if re.search(r"[\d.\s]+%", text.strip()):
        value *= 0.01
    return round(value, 4)


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign not in _DROPPED)


def _scale(word: str) -> float:
    lower = word.lower()
    return next((factor for name, factor in _SCALES if name in lower), 1)

"""Scores prose by the facts of gold that a reply holds: numbers, names and words that the question did not give.

Only the sentences of gold that answer are read: its first one, and the next while the first says nothing new. The
share of facts found is a weighted recall: a name counts two, a content word one, a number two where the reply gives
numbers of that kind and one where it gives none. Words that the question holds count nothing, since repeating the
question is no answer. The opposite direction of gold's ("declined" for "improved") halves the share; a number of gold
given with another scale or sign brings it to zero. At or above THRESHOLD a reply counts as correct. This is a rough
score, so it is reported apart from numbers and yes/no; `footnote eval agreement` prints how far it agrees with people.
"""

import re
from dataclasses import dataclass, replace

from eval.numbers import Asked, Quantity, asked, quantities
from eval.prose import direction, sentences, stems
from eval.values import falls, same_number

__all__ = ["THRESHOLD", "Overlap", "fact_overlap", "slip_of"]

THRESHOLD = 0.4

_EDITORIAL = re.compile(r"^\W*(?:the answer (?:here )?assumes|note\b|in essence|this means|here,? )", re.IGNORECASE)
_FILLER = frozenset(
    stems(
        """primarily mostly mainly almost nearly various overall total approximately including included includes
        although however whereas amongst among other others related due driven experienced presented level respectively
        following several also such well known both each answer contributed contributes key major significant
        significantly based been become through"""
    )
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of gold's facts found in a reply (0 to 1), and which were missing."""

    share: float
    missing: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether the reply counts as correct."""
        return self.share >= THRESHOLD

    @property
    def explanation(self) -> str:
        """One line for a person."""
        lacks = f"; missing: {', '.join(self.missing[:8])}" if self.missing else ""
        return f"{self.share:.0%} of gold's facts are in the reply{lacks}"


def fact_overlap(question: str, gold: str, reply: str) -> Overlap:
    """Compare the facts of `gold` with those of `reply`, leaving out what `question` gives."""
    ask = asked(question)
    lead, words, numbers = _facts(question, gold)
    told = set(stems(reply))
    answers = quantities(reply, question)
    names = _names(lead)
    weights = {word: 2.0 if word in names else 1.0 for word in words}
    down = direction(lead) < 0
    lost: list[str] = [word for word in words if word not in told]
    found = sum(weights[word] for word in words if word in told)
    total = sum(weights.values())
    for number in numbers:
        fell = down or falls(lead[: number.start])
        hit = any(_same(number, answer, ask, fell=fell) for answer in answers)
        weight = 2.0 if hit or any(_alike(number, answer) for answer in answers) else 1.0
        total += weight
        found += weight if hit else 0.0
        if not hit:
            lost.insert(0, number.text)
    slip = slip_of(question, gold, reply)
    if slip:
        return Overlap(0.0, (slip,))
    share = found / total if total else 0.0
    if direction(lead) * direction(reply) < 0:
        share /= 2
    return Overlap(share, tuple(lost))


def slip_of(question: str, gold: str, reply: str) -> str:
    """Name a number of gold that the reply gives with another scale or sign only, or an empty string."""
    ask = asked(question)
    given = quantities(reply, question)
    down = direction(gold) < 0
    for wanted in quantities(gold, question):
        fell = down or falls(gold[: wanted.start])
        if wanted.word or any(_same(wanted, q, ask, fell=fell) for q in given):
            continue
        for q in given:
            if _slipped(wanted, q, ask):
                return f"{q.text} for {wanted.text}"
    return ""


def _same(gold: Quantity, reply: Quantity, ask: Asked, *, fell: bool) -> bool:
    """Whether two numbers are the same; a fall that gold puts in words ("down 3 points") a reply may give as -3, and
    parentheses after a word are no minus ("Casino (43.7%)")."""
    if same_number(gold, reply, ask):
        return True
    if gold.bracketed and same_number(replace(gold, bracketed=False), reply, ask):
        return True
    turned = fell and gold.number > 0 > reply.number
    return turned and same_number(gold, replace(reply, number=-reply.number, negative=False), ask)


def _slipped(gold: Quantity, reply: Quantity, ask: Asked) -> bool:
    """Whether a reply gives gold's very digits with another scale or sign: 15,770 for 1,577, or -473 for 473."""
    if not gold.number or not reply.number or same_number(gold, reply, ask):
        return False
    mine, theirs = abs(gold.number).normalize().as_tuple().digits, abs(reply.number).normalize().as_tuple().digits
    marked = (gold.percent and reply.percent) or (gold.currency and reply.currency)
    return mine == theirs and (len(mine) >= 2 or bool(marked)) and _alike(gold, reply)


def _alike(left: Quantity, right: Quantity) -> bool:
    return bool(left.percent) == bool(right.percent) and (left.currency or right.currency) == (
        right.currency or left.currency
    )


def _facts(question: str, gold: str) -> tuple[str, list[str], tuple[Quantity, ...]]:
    """The answering sentences of gold with their new words and numbers."""
    given = set(stems(question)) | _FILLER
    pieces = [piece for piece in sentences(gold) if not _EDITORIAL.match(piece)] or [gold]
    lead = ""
    for piece in pieces:
        lead = f"{lead} {piece}".strip()
        words = [word for word in dict.fromkeys(stems(lead)) if word not in given and len(word) > 1]
        numbers = quantities(lead, question)
        if len(words) + 2 * len(numbers) >= 2:
            return lead, words, numbers
    if not words and not numbers:  # gold only repeats words of the question, as a choice between them does
        words = [word for word in dict.fromkeys(stems(gold)) if len(word) > 1]
    return lead, words, numbers


def _names(lead: str) -> set[str]:
    """Stems of the words gold writes with a capital inside a sentence, or in capitals."""
    found = re.findall(r"(?<=[a-z,;&] )[A-Z][\w&'’.-]+|\b[A-Z]{2,}\b", lead)
    return set(stems(" ".join(found)))

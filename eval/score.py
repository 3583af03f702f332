"""Scores one reply against its gold answer: correct, incorrect or refusal, with what was read and why.

What is settled here, once, for every benchmark:

- A number is compared by value. "$1,577 million", "1.577 billion", "USD 1577m" and a bare "1577" where the question
  asks for millions are one number. A scale word or percent sign always means what it says; a bare number means the unit
  asked for or base units, whichever fits.
- Percent against fraction: 60% and 0.6 are equal. A bare number in reply to a question that asks for a percentage is
  read both ways. A bare *gold* in such a question is a fraction when its size is below 1, else a percentage.
- Rounding: right when within half a unit of gold's last significant digit (8.738 for a gold of 8.70), or when
  the reply is itself a rounding of gold with at least three significant digits, or within `eval.values.RELATIVE` of
  gold, which leaves room for rounded steps of a calculation. Where the question asks to round, the last digit may be
  off by one if that is at most `eval.values.LAST_DIGIT` of gold.
- Sign counts. "Decreased by 0.8%" is -0.8% where a change is asked. Brackets mean minus only as accountants write them.
- A currency that is named and another than gold's is wrong, and so is a percentage where money is asked.
- A refusal is its own outcome, never right and never wrong.
- Yes/no questions are scored by the way the reply comes down, not by its reasons; but a number of gold that the reply
  gives with another scale or sign makes it wrong.
- Prose is scored by the facts of gold that the reply holds (see `eval.facts`); that score is rough and reported apart.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eval.facts import fact_overlap, slip_of
from eval.numbers import Asked, Quantity, asked, quantities
from eval.prose import (
    apologises,
    opening,
    refusal_strength,
    refuses,
    sentences,
)
from eval.stance import polarity
from eval.stated import stated
from eval.values import same_number

__all__ = ["Gold", "Kind", "Outcome", "Score", "kind_of", "score"]


class Outcome(StrEnum):
    """How one reply fared."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    REFUSAL = "refusal"


class Kind(StrEnum):
    """What decides whether a reply is right."""

    NUMERIC = "numeric"
    YES_NO = "yes/no"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Score:
    """An outcome, the answer that was read out of the reply, and why it was judged so."""

    value: Outcome
    answer: str
    explanation: str
    kind: Kind = Kind.PROSE

    @property
    def correct(self) -> bool:
        """Whether the reply is right."""
        return self.value is Outcome.CORRECT


Gold = str | int | float | Decimal | list[str] | tuple[str, ...]

_AMOUNT = re.compile(
    r"\bhow (?:much|many|large|big|high|long)\b"
    r"|\bwhat\b[^?]{0,100}?\b(?:amount|value|number|percent(?:age)?|ratio|margin|rate|total|change|growth|price|cost|revenues?|"
    r"sales|income|ebitda\w*|expenses?|earnings|assets|liabilities|debt|profit|turnover|count|balance)\b",
    re.IGNORECASE,
)
_NARRATIVE = re.compile(
    r"\bwhat (?:drove|caused|explains|led|happened|factors)\b|\bwhy\b|\bhow (?:did|does|do|is|has|have)\b|\bnature\b"
    r"|\bwhich\b|\bwho\b|\bdescribe\b",
    re.IGNORECASE,
)
_YES_NO_GOLD = re.compile(r"^\W*(yes|no)\b(?!\s+(?:longer|later|less|more)\b)", re.IGNORECASE)
_NUMERIC_GOLD = re.compile(
    r"^\W*(?:about|approximately|approx\.?|around|~|≈)?\s*[^A-Za-z]{0,4}(?:usd|eur|gbp|us\$|jpy)?[\s$€£¥(+−–-]*\.?\d",
    re.I,
)


def kind_of(question: str, gold: Gold) -> Kind:
    """Tell by question and gold what decides: a number, a yes or no, or prose."""
    if isinstance(gold, (int, float, Decimal)):
        return Kind.NUMERIC
    if isinstance(gold, (list, tuple)):
        return Kind.NUMERIC if all(kind_of(question, part) is Kind.NUMERIC for part in gold) else Kind.PROSE
    if _YES_NO_GOLD.match(gold):
        return Kind.YES_NO
    found = quantities(gold, question)
    if not found:
        return Kind.PROSE
    head = opening(gold)
    if _NUMERIC_GOLD.match(head) and len(re.findall(r"[A-Za-z]{2,}", head)) <= 6:
        return Kind.NUMERIC
    if _AMOUNT.search(question) and not _NARRATIVE.search(question) and len(found) == 1:
        return Kind.NUMERIC
    return Kind.PROSE


def score(question: str, gold: Gold, reply: str, *, refused: bool = False) -> Score:
    """Score `reply`, free text, against `gold`.

    Args:
        question: says the unit, scale and rounding asked for.
        gold: a number, a text, or a list of texts that must all be there.
        refused: the system said by its status that it abstains.
    """
    gold = _without_bullets(gold) if isinstance(gold, str) else gold
    kind = kind_of(question, gold)
    text = _plain(reply)
    if refused:
        return Score(Outcome.REFUSAL, "", "the system abstained", kind)
    if not text:
        return Score(Outcome.INCORRECT, "", "the reply is empty", kind)
    if kind is Kind.NUMERIC:
        return _score_numeric(question, gold, text)
    if kind is Kind.YES_NO:
        return _score_yes_no(question, str(gold), text)
    return _score_prose(question, gold, text)


def _without_bullets(gold: str) -> str:
    """A list whose lines begin with a hyphen, without the hyphens: "-1.000% Notes due 2023" is no negative number."""
    bullets = re.compile(r"(?m)^[ \t]*[-–•][ \t]*(?=\S)")
    return bullets.sub("", gold) if len(bullets.findall(gold)) > 1 else gold


def _plain(reply: str) -> str:
    """The reply without markdown emphasis, LaTeX wrappers and footnote markers."""
    text = re.sub(r"\*\*|__|`|\\boxed|\\text|\\\(|\\\)|\\\[|\\\]", "", reply)
    text = re.sub(r"\\([$%])", r"\1", text)
    return re.sub(r"\s?\[\d+\]", "", text).strip()


# ---------------------------------------------------------------- numbers


def _main_quantities(gold: Gold, question: str) -> list[Quantity]:
    if isinstance(gold, (list, tuple)):
        return [part for item in gold for part in _main_quantities(item, question)]
    text = str(gold) if isinstance(gold, str) else f"{Decimal(str(gold)):f}"
    found = quantities(text, question) or quantities(text)
    if not found and re.fullmatch(r"\W*(?:19|20)\d\d\W*", text):
        number = Decimal(re.sub(r"\D", "", text))
        found = (Quantity(number, None, 0, None, None, text.strip(), 0, len(text)),)
    return list(found[:1])


def _score_numeric(question: str, gold: Gold, reply: str) -> Score:
    ask = asked(question)
    wanted = _main_quantities(gold, question)
    if len(wanted) > 1:
        return _score_numbers(question, wanted, reply, ask)
    target = wanted[0]
    result = stated(question, target, reply)
    if result.principal is None:
        if (
            apologises(opening(reply))
            or refusal_strength(reply) >= 2
            or (refuses(opening(reply)) and len(sentences(reply)) <= 3)
        ):
            return Score(Outcome.REFUSAL, "", "the reply gives no number and says why", Kind.NUMERIC)
        return Score(Outcome.INCORRECT, "", "the reply states no number of the kind asked for", Kind.NUMERIC)
    for quantity in (result.principal, *result.forms):
        if same_number(target, quantity, ask, result.sentence):
            return Score(Outcome.CORRECT, quantity.text, f"{quantity.text} equals gold {target.text}", Kind.NUMERIC)
    read = result.principal.text
    return Score(Outcome.INCORRECT, read, f"{read} is not gold {target.text}", Kind.NUMERIC)


def _score_numbers(question: str, wanted: list[Quantity], reply: str, ask: Asked) -> Score:
    found = [(piece, q) for piece in sentences(reply) for q in quantities(piece, question)]
    missing = [w for w in wanted if not any(same_number(w, q, ask, piece) for piece, q in found)]
    if missing and not found and refusal_strength(reply):
        return Score(Outcome.REFUSAL, "", "the reply gives no number and says why", Kind.NUMERIC)
    given = ", ".join(q.text for _, q in found)
    if missing:
        return Score(
            Outcome.INCORRECT, given, f"{', '.join(w.text for w in missing)} not among the numbers given", Kind.NUMERIC
        )
    return Score(Outcome.CORRECT, given, "every number of gold is given", Kind.NUMERIC)


# ---------------------------------------------------------------- yes and no, prose


def _score_yes_no(question: str, gold: str, reply: str) -> Score:
    match = _YES_NO_GOLD.match(gold)
    wanted = bool(match) and match[1].lower() == "yes" if match else None
    told = polarity(reply, question)
    turned_down = apologises(opening(reply)) or (
        refuses(opening(reply)) and any(apologises(p) for p in sentences(reply)[-2:])
    )
    if (told is None and refusal_strength(reply) >= 2) or (turned_down and not _explicit(reply)):
        return Score(Outcome.REFUSAL, "", "the reply says that it cannot tell", Kind.YES_NO)
    if told is None:
        return Score(Outcome.INCORRECT, "", "the reply comes down on neither side", Kind.YES_NO)
    word = "yes" if told else "no"
    if told == wanted and (slip := slip_of(question, gold, reply)):
        return Score(Outcome.INCORRECT, word, f"the reply comes to {word} as gold does, but gives {slip}", Kind.YES_NO)
    outcome = Outcome.CORRECT if told == wanted else Outcome.INCORRECT
    return Score(outcome, word, f"the reply comes to {word}, gold is {'yes' if wanted else 'no'}", Kind.YES_NO)


def _explicit(reply: str) -> bool:
    return bool(re.match(r"\W*(?:yes|no)\b", reply, re.IGNORECASE))


def _score_prose(question: str, gold: Gold, reply: str) -> Score:
    text = "; ".join(gold) if isinstance(gold, (list, tuple)) else str(gold)
    overlap = fact_overlap(question, text, reply)
    if overlap.enough and not (refuses(opening(reply)) and overlap.share < 1):
        return Score(Outcome.CORRECT, opening(reply), overlap.explanation, Kind.PROSE)
    if refusal_strength(reply) >= 1 and refuses(opening(reply)):
        return Score(Outcome.REFUSAL, "", "the reply says that it cannot tell", Kind.PROSE)
    return Score(Outcome.INCORRECT, opening(reply), overlap.explanation, Kind.PROSE)

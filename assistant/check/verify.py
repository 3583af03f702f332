"""Check an answer: every number it states must be quoted from a cited place or be a calculation's operand or result.

Years, dates, ordinals, page and item numbers, list numbering and citation markers are not claims.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Calculation
from assistant.check.numerals import NUMERAL, chinese_number
from assistant.compute.calculate import round_half_up

__all__ = ["Claim", "Verification", "claims", "verify"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A number an answer states: as written, its value in base units, and how exact it is.

    `value` is unsigned, since prose puts the sign in words ("fell by 3%"). A percentage is a fraction (30.8% is 0.308).
    `step` is the value of one unit in the last digit written; `scaled` says whether a scale word or sign was written.
    `start` and `end` place it in the text.
    """

    text: str
    value: Decimal
    step: Decimal
    percent: bool
    scaled: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: `supported` maps each claim's text to how it was established ("quoted" or "calculated")."""

    supported: tuple[tuple[Claim, str], ...]
    unsupported: tuple[Claim, ...]

    @property
    def passed(self) -> bool:
        """Whether every number is established (true of a text without numbers)."""
        return not self.unsupported


_WORD_SCALES = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "millions": 6,
    "mm": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "billions": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "万亿": 12,
}
_SCALE = r"thousand|millions?|mm|mn|m|billions?|bn|b|trillion|tn|k|百万|千万|十亿|万亿|千|万|亿"
_NUMBER = re.compile(
    rf"(?P<before>[$€£¥]\s?|\b(?:US\$|USD|EUR)\s?|百分之)?"
    rf"(?P<number>(?<![A-Za-z0-9_.,])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?<![A-Za-z0-9_.,])\.\d+)"
    rf"(?:\s?(?P<percent>%|percent(?:age points?)?\b|per cent\b|pp\b|个?百分点)|\s?(?P<points>basis points|bps)\b|"
    rf"[\s-]?(?P<scale>{_SCALE})(?![A-Za-z]))?",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?"
    r":ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_NOT_CLAIMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\[\d{1,3}(?:\s*,\s*\d{1,3})*\]",
        rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? (?:19|20)\d\d)?\b",
        r"\b(?:19|20)\d\d[-/.](?:0?\d|1[0-2])[-/.]\d{1,2}\b",
        r"\b(?:fy|fiscal(?: year)?|cy|q[1-4]|h[12])[ '’-]*(?:(?:of )?(?:fy)?[ '’-]*)?(?:(?:19|20)"
        r"\d\d|\d\d)?(?!\d|,\d|\.\d)\b",
        r"\b[1-4]q[ '’-]?(?:\d\d){1,2}\b",
        r"(?<![\d$€£¥.,])(?:19|20)\d\d(?![\d%]|,\d|\.\d|\s?(?:million|billion|thousand|percent))",
        r"\b(?:pages?|pp?\.|items?|notes?|parts?|exhibits?|sections?|tables?|form|rule|topic|asu|asc|"
        r"chapter|column|row|step|no\.|number)"
        r"\s*"
        r"#?\d+(?:[-–.]\d+)*[A-Za-z]?\b",
        r"\b(?:10|8|6|20|40|11)-[KQF]\b",
        r"\b\d+(?:st|nd|rd|th)\b",
        r"(?m)^\s*\d{1,2}[.)]\s",
        r"\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)?\d\d)\b",
        r"第\s?\d+\s?(?:季度|页|项|条|章)|\d{4}\s?(?:年|财年)|\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?",
        r"\b(?:one|two|three|four|\d{1,2})[- ](?:years?|quarters?|months?|weeks?|days? ended|decimal)\b",
    )
)


def _masked(text: str, names: Iterable[str]) -> str:
    for name in sorted(set(names), key=len, reverse=True):
        if re.search(r"\d", name):
            text = re.sub(re.escape(name), lambda found: "_" * len(found[0]), text, flags=re.IGNORECASE)
    for pattern in _NOT_CLAIMS:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", "_", found[0]), text)
    return text


def _claim(found: re.Match[str]) -> Claim:
    number = found["number"].replace(",", "")
    value = Decimal(number)
    step = Decimal(1).scaleb(-len(number.partition(".")[2]))
    exponent = 0
    percent = found["percent"] or found["before"] == "百分之"
    if percent:
        exponent = -2
    elif found["points"]:
        exponent = -4
    elif found["scale"]:
        exponent = _WORD_SCALES[found["scale"].lower()]
    return Claim(
        text=found[0].strip(),
        value=value.scaleb(exponent),
        step=step.scaleb(exponent),
        percent=bool(percent or found["points"]),
        scaled=bool(found["scale"]),
        start=found.start(),
        end=found.end(),
    )


def claims(text: str, names: Iterable[str] = ()) -> tuple[Claim, ...]:
    """The numbers a text states as facts. Digits inside `names` (company names, product names) do not count."""
    masked = _masked(text, names)
    found = [_claim(number) for number in _NUMBER.finditer(masked)]
    return tuple(sorted([*found, *_spelt(masked)], key=lambda claim: claim.start))


def _spelt(text: str) -> Iterator[Claim]:
    """The figures written in Chinese characters: those with a unit, of a percentage, or of ten thousand and more."""
    for found in NUMERAL.finditer(text):
        numeral, unit = found["numeral"], found["unit"] or ""
        large = len(numeral) > 1 and numeral[-1] in "万亿"
        number = chinese_number(numeral)
        # "数百万" is several millions: a power alone states no figure.
        vague = not found["percent"] and all(char in "百千万亿" for char in numeral)
        if number is None or vague or not (found["percent"] or unit or large):
            continue
        percent = bool(found["percent"]) or "百分点" in unit
        step = _numeral_step(numeral)
        yield Claim(
            text=found[0],
            value=number.scaleb(-2) if percent else number,
            step=step.scaleb(-2) if percent else step,
            percent=percent,
            scaled=not percent,
            start=found.start(),
            end=found.end(),
        )


def _numeral_step(numeral: str) -> Decimal:
    """The value of one unit in the last character written: "三十二亿" is exact to a hundred million."""
    _, point, after = numeral.partition("点")
    if point:
        return Decimal(1).scaleb(-len(after))
    power = 0
    for char in reversed(numeral):
        if char not in _NUMERAL_POWERS:
            break
        power += _NUMERAL_POWERS[char]
    return Decimal(1).scaleb(power)


_NUMERAL_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


_PRINTED = re.compile(
    r"(?<![A-Za-z0-9_.,])\(?-?[$€£¥]?\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|"
    r"\d+(?:\.\d+)?|\.\d+)\)?\s?(%|percent\b|basis points\b|bps\b)?"
)
_SCALE_AFTER = re.compile(rf"[\s-]?({_SCALE})(?![A-Za-z])", re.IGNORECASE)
_ANY_SCALE = (0, 3, 6, 9)


def _printed_numbers(text: str) -> list[tuple[Decimal, bool, int | None]]:
    """The numbers printed in a quote: value, whether a percentage, and the scale its own words give, if any."""
    numbers: list[tuple[Decimal, bool, int | None]] = []
    for found in _PRINTED.finditer(text):
        scale = _SCALE_AFTER.match(text, found.end())
        exponent = _WORD_SCALES[scale[1].lower()] if scale else None
        value = Decimal(found[1].replace(",", ""))
        mark = (found[2] or "").lower()
        if mark:
            numbers.append((value.scaleb(-4 if mark.startswith("b") else -2), True, 0))
        else:
            numbers.append((value, False, exponent))
    return numbers


def _equals(claim: Claim, value: Decimal) -> bool:
    """Whether a value is what the claim says, to the digits the claim writes."""
    digits = -claim.step.adjusted()
    return round_half_up(abs(value), digits) == claim.value or abs(abs(value) - claim.value) * 2 < claim.step


def _quoted(claim: Claim, numbers: Sequence[tuple[Decimal, bool, int | None]], scales: Sequence[int]) -> bool:
    for value, percent, exponent in numbers:
        if percent != claim.percent and (percent or claim.percent):
            # A table may print "30.8" under a heading that says percent.
            if claim.percent and not percent and exponent is None and _equals(claim, value.scaleb(-2)):
                return True
            continue
        if exponent is not None:
            if _equals(claim, value.scaleb(exponent)):
                return True
            continue
        # A cell's scale stands in its table's heading: any usual one may apply, or the claim may repeat the cell.
        if any(_equals(claim, value.scaleb(scale)) for scale in scales):
            return True
    return False


def _calculated(claim: Claim, calculations: Sequence[Calculation]) -> bool:
    for calculation in calculations:
        values = [calculation.result, *(operand.value for operand in calculation.operands)]
        values += [claimed.value for claimed in claims(calculation.rounded)]
        for value in values:
            if _equals(claim, value) or (not claim.scaled and not claim.percent and _repeats(claim, value)):
                return True
        constants = re.findall(r"(?<![\w.\[-])\d+(?:\.\d+)?", calculation.expression)
        if any(Decimal(constant) == claim.value for constant in constants):
            return True
    return False


def _repeats(claim: Claim, value: Decimal) -> bool:
    """A bare number that gives a money value in the scale the question asked for ("1,577" for $1,577 million)."""
    return any(_equals(claim, value.scaleb(-scale)) for scale in (3, 6, 9))


def verify(
    text: str,
    quotes: Iterable[str] = (),
    calculations: Sequence[Calculation] = (),
    names: Iterable[str] = (),
    scales: Sequence[int] = _ANY_SCALE,
) -> Verification:
    """Match every number in `text` to the cited `quotes` (or page texts) or to a calculation's operands and result.

    `scales` are the powers of ten that a bare number in the quotes may stand for (a table "in millions" is 6). Scale
    and rounding are settled by the digits the answer writes: "$1.6 billion" matches a printed 1,577 (in millions).
    """
    numbers = [number for quote in quotes for number in _printed_numbers(quote)]
    supported, unsupported = [], []
    for claim in claims(text, names):
        if _calculated(claim, calculations):
            supported.append((claim, "calculated"))
        elif _quoted(claim, numbers, scales):
            supported.append((claim, "quoted"))
        else:
            unsupported.append(claim)
    return Verification(tuple(supported), tuple(unsupported))

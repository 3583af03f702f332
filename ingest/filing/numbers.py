"""Read printed numbers and unit lines: "(1,577)" is -1577, "(In millions, except per share)" is a scale of 6."""

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Units", "is_blank_mark", "parse_number", "plain", "unit_line"]

_DASHES = r"—–‒―−‐‑\-"
_DASH_CELL = re.compile(rf"^[$€£¥\s]*[{_DASHES}]{{1,3}}\s*%?$")
_CURRENCY = r"(?:US\$|U\.S\.\$|C\$|A\$|HK\$|R\$|NT\$|[$€£¥₹]|USD|EUR|GBP|JPY)?"
# A footnote mark after the digits: "1,577(a)", "1,577 (1)", "1,577*". A bare "(1)" is minus one, so digits come first.
_MARK = r"(?:\s*(?:\([a-z]{1,2}\)|\(\d{1,2}\)|\[[a-z\d]{1,2}\]|[*†‡§#]+|[¹²³⁴-⁹]+))?"
_DIGITS = r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)"
_NUMBER = re.compile(
    rf"^(?P<minus>[{_DASHES}+]?)\s*{_CURRENCY}\s*(?P<open>\(?)\s*{_CURRENCY}\s*(?P<minus2>[{_DASHES}]?)\s*"
    rf"(?P<digits>{_DIGITS})(?:\s+(?P<vulgar>\d/\d{{1,2}})|(?P<fraction>[½¼¾⅓⅔⅛⅜⅝⅞]))?"
    rf"\s*(?P<percent>%?)\s*(?P<close>\)?)\s*(?P<percent2>%?)(?:\s*(?:pts?|x|bps)\.?)?{_MARK}$"
)
_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
    "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"),
    "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
}
_BLANK = re.compile(r"^(?:n\.?/?[am]\.?|nm|\*+|n\.m\.f?\.?|not meaningful|nmf|†)$", re.IGNORECASE)


def is_blank_mark(text: str) -> bool:
    """Whether a cell says that there is no number here ("NM", "N/A", "*")."""
    return bool(_BLANK.match(text.strip()))


def parse_number(text: str) -> Decimal | None:
    """The value printed in a cell, before any scale; None where the cell holds no single number.

    Parentheses and leading dashes are negative, a lone dash is zero, "12.5%" is 12.5 (the caller divides), currency
    signs and footnote marks after the digits are ignored.
    """
    text = re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()
    if not text:
        return None
    if _DASH_CELL.match(text):
        return Decimal(0)
    match = _NUMBER.match(text)
    # An opening bracket that never closes is common where a narrow cell was cut; a closing one alone is not a number.
    if match is None or (match["close"] and not match["open"]):
        return None
    value = Decimal(match["digits"].replace(",", "").rstrip("."))
    if match["vulgar"]:
        above, below = match["vulgar"].split("/")
        if int(below) == 0:
            return None
        value += Decimal(above) / Decimal(below)
    elif match["fraction"]:
        value += _FRACTIONS[match["fraction"]]
    negative = bool(match["open"]) != (match["minus"] not in ("", "+") or bool(match["minus2"]))
    return -value if negative and value else value


@dataclass(frozen=True, slots=True)
class Units:
    """What a unit line says: powers of ten for money, share counts and per-share amounts, and the currency.

    `stated` is false where no unit was printed at all (whole units by default).
    """

    money: int = 0
    shares: int = 0
    per_share: int = 0
    currency: str = "USD"
    stated: bool = False


_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SCALE_WORD = re.compile(
    r"\b(?<!\d )(thousand|million|billion|trillion)s?\b|(?<![\d,.])(000)s?\b|\$\s?(mm?|bn?)\b|(?:us)?\$[’']?000s?"
)
_CURRENCIES = (
    (re.compile(r"€|\beuros?\b|\bEUR\b", re.IGNORECASE), "EUR"),
    (re.compile(r"£|\bsterling\b|\bGBP\b", re.IGNORECASE), "GBP"),
    (re.compile(r"¥|\byen\b|\bJPY\b", re.IGNORECASE), "JPY"),
    (re.compile(r"\bRMB\b|\brenminbi\b|\bCNY\b|\byuan\b", re.IGNORECASE), "CNY"),
    (re.compile(r"C\$|\bcanadian dollars?\b|\bCAD\b", re.IGNORECASE), "CAD"),
    (re.compile(r"A\$|\baustralian dollars?\b|\bAUD\b", re.IGNORECASE), "AUD"),
    (re.compile(r"\bswiss francs?\b|\bCHF\b", re.IGNORECASE), "CHF"),
    (re.compile(r"₹|\brupees?\b|\bINR\b", re.IGNORECASE), "INR"),
)
_EXCEPT = re.compile(r"\b(?:except|excluding|other than)\b")
_SHARES = re.compile(r"\bshares?\b|\bunits?\b")
_PER_SHARE = re.compile(r"\bper[- ](?:\w+ ){0,2}?(?:share|unit)s?\b|\bpar value\b|\bper common\b")


def plain(value: Decimal) -> Decimal:
    """The value without an exponent, so that it prints as digits, however many it has."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def unit_line(text: str) -> Units | None:
    """Read a unit line such as "(Dollars in thousands, except per share data)"; None where the text is not one.

    In "in millions, except share data" share counts are in whole shares; in "except share data, which are reflected in
    thousands" they are in thousands; "(dollars and shares in millions)" and plain "(In millions)" scale both.
    """
    plain = re.sub(r"\s+", " ", text).strip()
    lower = plain.lower()
    scales = [_power(match) for match in _SCALE_WORD.finditer(lower)]
    if not scales:
        return None
    head, *tail = _EXCEPT.split(lower, maxsplit=1)
    found = _SCALE_WORD.search(head)
    if found is None:
        # "(Except per share amounts, in millions)": the exception is printed first.
        money = scales[-1]
        exception = lower
    else:
        money = _power(found)
        exception = tail[0] if tail else ""
    shares = money
    # What each scale applies to may be spelt out: "dollars in millions, shares in thousands".
    spelt = re.search(
        r"\b(?:shares?|units?)(?: amounts?| data| outstanding)?,? (?:are )?(?:in|stated in)? ?(\w+)",
        lower,
    )
    if exception:
        exact = _PER_SHARE.sub("", exception)
        inner = _SCALE_WORD.search(exact)
        if _SHARES.search(exact):
            shares = _power(inner) if inner else 0
    if spelt and (power := _POWERS.get(spelt[1].rstrip("s"))) is not None:
        shares = power
    return Units(money, shares, 0, _currency(plain), stated=True)


def _power(match: re.Match[str]) -> int:
    text = match[0]
    if match[1]:
        return _POWERS[match[1]]
    if match[2] or "000" in text:
        return 3
    return 9 if "b" in text else 6


def _currency(text: str) -> str:
    for pattern, code in _CURRENCIES:
        if pattern.search(text):
            return code
    return "USD"

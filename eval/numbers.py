"""Reads the numbers written in prose: sign, scale word, percent, currency, and what they count.

Printed table cells have a reader of their own (`ingest.filing`); sentences need more care, because years, dates,
form names, note numbers and list markers are digits too, and none of them is an answer.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

__all__ = ["Asked", "Quantity", "asked", "half_unit", "quantities"]

SCALES = {
    "hundred": 2, "thousand": 3, "thousands": 3, "k": 3, "million": 6, "millions": 6, "mn": 6, "mm": 6, "mln": 6,
    "mio": 6, "m": 6, "billion": 9, "billions": 9, "bn": 9, "bln": 9, "b": 9, "trillion": 12, "trillions": 12,
    "tn": 12, "trn": 12, "t": 12,
}  # fmt: skip
CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollars": "USD", "dollar": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "£": "GBP", "gbp": "GBP", "pounds": "GBP", "¥": "JPY", "jpy": "JPY", "yen": "JPY", "cny": "CNY",
    "rmb": "CNY", "yuan": "CNY", "chf": "CHF", "cad": "CAD", "c$": "CAD", "aud": "AUD", "a$": "AUD", "inr": "INR",
    "₹": "INR", "hk$": "HKD", "hkd": "HKD", "krw": "KRW", "won": "KRW",
}  # fmt: skip
UNITS = {
    "day": "days", "days": "days", "x": "times", "×": "times", "times": "times", "share": "shares",
    "shares": "shares", "employees": "employees", "stores": "stores", "years": "years", "months": "months",
}  # fmt: skip
# fmt: off
WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]
# fmt: on

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_SYMBOL = r"(?:US\s?\$|C\$|A\$|HK\$|[$€£¥₹]|\b(?:USD|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|INR|HKD|KRW)\b\s?\$?)"
_SCALE = r"(?:hundred|thousands?|millions?|billions?|trillions?|mln|mio|mn|mm|bln|bn|trn|tn|[kmbtKMBT])"
_NUMBER = re.compile(
    rf"""(?:(?P<cur>{_SYMBOL})\s*(?P<inner>[-−–]\s?)?)?(?P<open>\()?
         (?<![\w.])(?P<num>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<exp>e[+-]?\d{{1,2}}(?!\w))?
         (?P<close>\s?\))?
         (?:\s?(?P<pct>%|percent(?:age)?(?:\s+points?)?\b|per\s?cent\b|pct\b)
           |\s?(?P<bps>basis\s+points?\b|bps\b)
           |[\s-]?(?:\(?(?:expressed\s+)?in\s+(?:USD\s+|US\$\s?|\$\s?)?(?={_SCALE}))?(?P<scale>{_SCALE})(?![\w'’])
         )?
         (?P<close2>\s?\)(?:\s?(?P<pct2>%))?)?
         (?:\s?(?:of\s+)?(?P<post>USD|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|US\s?dollars?|U\.S\.\s?dollars?|dollars?|euros?|pounds|yen|yuan)\b)?
         (?:[\s-]?(?P<unit>days?|times|shares?|employees|stores|years|months|[x×])\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
# Digits that are never an answer: dates, periods, forms, notes, pages, footnote markers, list markers, roundings.
_NOISE = re.compile(
    rf"""\b(?:FY|CY|F\.Y\.|fiscal(?:\s+year)?s?|Q[1-4]|[1-4]Q|H[12])\s?['’]?\s?(?:of\s+)?(?:FY)?\s?['’]?\d{{2,4}}(?:\s?[-–/]\s?(?:FY)?\s?\d{{2,4}})?\b
      |\b(?:Q[1-4]|[1-4]Q|H[12])\b
      |\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,?\s*(?:19|20)\d\d)?\b(?![.,]?\d*\s?%)
      |\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s*,?\s*(?:19|20)\d\d)?\b
      |\b(?:19|20)\d\d[-–/](?:\d\d[-–/]\d\d|(?:19|20)?\d\d)\b
      |\b\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})\b
      |\b(?:10|8|20|6|40)[-‑–]?[KQF](?:/A)?\b
      |\b(?:notes?|items?|pages?|p\.|pp\.|tables?|steps?|exhibits?|sections?|parts?|asc|asu|topic|no\.|figure|rule|form|line|option|source|passage|document)\s*\#?\d+(?:[.,\-–]\d+)*[a-z]?\b
      |\[\d+\]
      |(?m:^\s*(?:\d{{1,2}}[.)]|\(\d{{1,2}}\))(?:\s|$))
      |\(\d{{1,2}}\)\s(?=[a-z])
      |\b\d+(?:st|nd|rd|th)\b
      |\b(?:\d+|one|two|three|four)\s+decimals?(?:\s+places?)?\b
      |\b(?:\d+|one|two|three|four|five|six|nine|twelve)[-\s](?:years?|months?|weeks?|quarters?)(?=[-\s](?:average|period|ended|ending|cagr|moving))
      |\b(?:\d+|three|six|nine|twelve|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three)\s+(?:months|weeks)\s+end(?:ed|ing)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as written. `number` is the digits with their sign; `exponent` the scale word's power of ten, if any.

    `percent` is 1 for %, 100 for basis points (hundredths of a percent), 0 otherwise. `start` and `end` are offsets.
    """

    number: Decimal
    exponent: int | None
    percent: int
    currency: str | None
    unit: str | None
    text: str
    start: int
    end: int
    negative: bool = False
    bracketed: bool = False
    word: bool = False

    @property
    def bare(self) -> bool:
        """Written without scale word or percent sign, so that the question must say what it counts."""
        return self.exponent is None and not self.percent

    @property
    def value(self) -> Decimal:
        """The value in base units as written: percent becomes a fraction, scale words are multiplied out."""
        if self.percent:
            return self.number / (100 * self.percent)
        return self.number.scaleb(self.exponent or 0)

    @property
    def step(self) -> Decimal:
        """One unit of the last significant digit, in base units; zeros at the end of decimals ("8.70") do not count."""
        return self.unit_of_last_digit(strip=True)

    def unit_of_last_digit(self, *, strip: bool) -> Decimal:
        """The size of the last digit written, in base units."""
        exponent = (self.number.normalize() if strip else self.number).as_tuple().exponent
        power = min(int(exponent), 0)
        size = Decimal(1).scaleb(power + (self.exponent or 0))
        return size / (100 * self.percent) if self.percent else size


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks its answer to be in. `exponent` is 6 for "in USD millions"; `decimals` the places asked."""

    exponent: int | None = None
    percent: bool = False
    decimals: int | None = None
    currency: str | None = None
    change: bool = False
    rounds: bool = False


_ASKED_SCALE = re.compile(
    rf"(?:\bin|\bto|\bas|\(|\banswer|\bof)\s*(?:units?\s+of\s+|the\s+nearest\s+|terms\s+of\s+)?"
    rf"(?P<cur>{_SYMBOL}|U\.?S\.?\s?dollars?|dollars?)?\s*"
    r"(?P<scale>thousands?|millions?|billions?|mn|bn|mm|m\b|b\b)(?:\s+of)?",
    re.IGNORECASE,
)
_ASKED_BARE = re.compile(rf"(?P<cur>{_SYMBOL})\s*(?P<scale>thousands?|millions?|billions?|mn|bn|mm)\b", re.IGNORECASE)
_ASKED_PERCENT = re.compile(
    r"%|\bper\s?cent(?:age|s)?\b|\bgrowth rate\b|\bwhat (?:proportion|share|portion|fraction)\b|\btax rate\b",
    re.IGNORECASE,
)
_ASKED_PLACES = re.compile(r"\b(one|two|three|four|zero|\d)\s+decimals?\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:change[ds]?|growth|grow|grew|differences?|increased?|decreased?|declined?|variation|fluctuation|move[ds]?|yoy|"
    r"year[- ]over[- ]year)\b",
    re.IGNORECASE,
)


def asked(question: str) -> Asked:
    """Read the unit, scale, rounding and whether a change is asked for."""
    scale = _ASKED_BARE.search(question) or _ASKED_SCALE.search(question)
    places = _ASKED_PLACES.search(question)
    decimals = None
    if places:
        word = places[1].lower()
        decimals = int(word) if word.isdigit() else WORDS.index(word)
    currency = None
    symbol = re.search(rf"{_SYMBOL}|\bdollars?\b|\beuros?\b", question, re.IGNORECASE)
    if symbol:
        currency = _currency(symbol[0])
    return Asked(
        exponent=SCALES[scale["scale"].lower()] if scale else None,
        percent=bool(_ASKED_PERCENT.search(question)),
        decimals=decimals,
        currency=currency,
        change=bool(_CHANGE.search(question)),
        rounds=bool(re.search(r"\bround(?:ed|ing)?\b", question, re.IGNORECASE)),
    )


def half_unit(quantity: Quantity) -> Decimal:
    """Half of the last significant digit: how far a correctly rounded number may be from its source."""
    return quantity.step / 2


def quantities(text: str, ignore: str = "") -> tuple[Quantity, ...]:
    """Every number in `text` that could be an answer, in order.

    Years, dates, form names, note and page numbers, footnote and list markers are left out; so are bare digits that
    `ignore` (the question) holds as a word of its own, such as the "3M" of a company's name or the 365 of a formula.
    """
    noise = [match.span() for match in _NOISE.finditer(text)]
    names = {token.lower() for token in re.findall(r"(?<![\w$.,])[\w.,&-]*\d[\w.,&-]*(?![\w%])", ignore)}
    names = {name.strip(".,") for name in names}
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span("num")
        if any(left < end and start < right for left, right in noise):
            continue
        quantity = _quantity(match)
        token = _token(text, start)
        plain = quantity.currency is None and not quantity.percent
        if plain and token in names:
            continue
        if plain and quantity.exponent is None and _YEAR.fullmatch(match["num"]):
            continue
        if end < len(text) and text[end].isalpha() and match.end() == end:
            continue  # part of a name: "7C", "3Q22"
        found.append(quantity)
    if not found:
        found = [
            Quantity(Decimal(WORDS.index(m[1].lower())), None, 0, None, None, m[0], m.start(), m.end(), word=True)
            for m in _WORD.finditer(text)
            if not any(left < m.end() and m.start() < right for left, right in noise)
        ]
    return tuple(found)


def _token(text: str, start: int) -> str:
    """The blank-delimited word around `start`, lower case, without closing punctuation."""
    left = start
    while left > 0 and (text[left - 1].isalnum() or text[left - 1] in "&-_"):
        left -= 1
    match = re.match(r"[\w.,&-]+", text[left:])
    return re.sub(r"['’]s$", "", match[0].strip(".,").lower()) if match else ""


def _quantity(match: re.Match[str]) -> Quantity:
    with localcontext() as context:
        context.prec = 50
        number = Decimal(match["num"].replace(",", ""))
        if match["exp"]:
            number = number.scaleb(int(match["exp"][1:]))
    negative = (match["inner"] or "").strip() in ("-", "−", "–") or _minus(match.string[: match.start()])
    # Accountants' brackets: the bracket touches the number and nothing but the number stands in it.
    bracketed = bool(match["open"] and (match["close"] or match["close2"]))
    scale = match["scale"]
    written = match[0].strip()
    return Quantity(
        number=-number if negative else number,
        exponent=SCALES[scale.lower()] if scale else None,
        percent=1 if (match["pct"] or match["pct2"]) else 100 if match["bps"] else 0,
        currency=_currency(match["cur"] or match["post"] or ""),
        unit=UNITS.get((match["unit"] or "").lower()),
        text=written if bracketed else ("-" if negative and "-" not in written else "") + written.strip("()").strip(),
        start=match.start(),
        end=match.end(),
        negative=negative,
        bracketed=bracketed,
    )


def _minus(before: str) -> bool:
    """Whether what stands before a number makes it negative: a minus sign, not a range, subtraction or bullet."""
    if re.search(r"\b(?:negative|minus)\s+\(?$", before, re.IGNORECASE):
        return True
    if re.search(r"(?:^|[\s=(:~≈|*\"'“])[-−–]\(?$", before):
        return True
    return bool(re.search(r"[=:(]\s*[-−–]\s$", before))


def _currency(symbol: str) -> str | None:
    key = re.sub(r"[\s.]", "", symbol.lower())
    if key in ("us$", "usd$", "usdollars", "usdollar"):
        return "USD"
    return CURRENCIES.get(key)

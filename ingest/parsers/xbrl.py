"""Read inline XBRL: exact values, units, periods and dimensions as tagged, and the `dei` cover data.

Follows Inline XBRL 1.1 (scale, sign, nesting, ix:exclude, xsi:nil) and the number formats of the transformation
registries 1 to 5 and the SEC's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lxml import etree

from ingest.document import Identity
from ingest.filing.dates import find_date
from ingest.parsers.markup import attribute, kind

__all__ = ["Context", "TaggedNumber", "Tags", "cover", "numeric_value", "read_tags", "tag_words"]


@dataclass(frozen=True, slots=True)
class Context:
    """When and for what a fact holds. An instant has no `start`."""

    end: date | None
    start: date | None = None
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TaggedNumber:
    """One ix:nonFraction as tagged; `text` is its own printed text."""

    concept: str
    value: Decimal
    unit: str
    context: Context
    scale: int
    text: str


@dataclass(frozen=True, slots=True)
class Tags:
    """The contexts and units that the facts of a document refer to."""

    contexts: dict[str, Context]
    units: dict[str, str]

    def number(self, element: etree._Element) -> TaggedNumber | None:
        """The fact in an ix:nonFraction; None when it is nil, of another target document, or cannot be read."""
        context = self.contexts.get(attribute(element, "contextRef") or "")
        unit = self.units.get(attribute(element, "unitRef") or "")
        concept = attribute(element, "name")
        if context is None or unit is None or not concept or element.get("target") is not None or _is_nil(element):
            return None
        text = own_text(element)
        scale = _scale(element.get("scale"))
        value = numeric_value(text, element.get("format") or "", scale, element.get("sign") == "-")
        if value is None:
            return None
        return TaggedNumber(concept.strip(), value, unit, context, scale, re.sub(r"\s+", " ", text).strip())


def read_tags(root: etree._Element) -> Tags:
    """Every context and unit declared in the document."""
    contexts: dict[str, Context] = {}
    units: dict[str, str] = {}
    for element in root.iter():
        tag = kind(element.tag)
        identifier = element.get("id")
        if not identifier:
            continue
        if tag == "xbrli:context":
            contexts[identifier] = _context(element)
        elif tag == "xbrli:unit":
            units[identifier] = _unit(element)
    return Tags(contexts, units)


def own_text(element: etree._Element) -> str:
    """The text of a tag with its nested tags, less what ix:exclude takes out."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        excluded = kind(inner.tag) == "ix:exclude"
        if event == "start":
            if excluded:
                walk.skip_subtree()
            else:
                parts.append(inner.text or "")
        elif inner is not element:
            parts.append(inner.tail or "")
    return "".join(parts)


def _is_nil(element: etree._Element) -> bool:
    value = element.get("{http://www.w3.org/2001/XMLSchema-instance}nil") or element.get("xsi:nil")
    return value in ("true", "1")


def _scale(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[+-]?\d{1,2}", text.strip()) else 0


_COMMA = {"numcommadecimal", "numdotcomma", "numspacecomma", "numcommadecimalapos", "numcomma"}
_ZERO = {"fixedzero", "zerodash", "numdash"}
_WORDS = {"numwordsen", "numwordsenin"}
_UNITS = {"numunitdecimal", "numunitdecimalin"}
_PLAIN = re.compile(r"^-?[0-9]*\.?[0-9]*$")


def numeric_value(text: str, form: str, scale: int = 0, negative: bool = False) -> Decimal | None:
    """The exact value of a tag's text under its format, times 10**scale, with the sign attribute applied.

    None when the text is no number under that format. An unknown format is read as if it had none.
    """
    rule = re.sub(r"[^a-z]", "", form.rpartition(":")[2].lower())
    plain = re.sub(r"\s+", "", text.replace("\u2212", "-"))
    if rule in _ZERO:
        value: Decimal | None = Decimal(0)
    elif rule in _WORDS:
        value = _words(text)
    elif rule in _UNITS:
        parts = re.findall(r"[0-9]+", re.sub(r"(?<=[0-9])[,.\s](?=[0-9]{3})", "", text))
        value = Decimal(f"{parts[0]}.{parts[1].zfill(2)}") if len(parts) == 2 else None
    elif rule in _COMMA:
        value = _decimal(re.sub(r"[.'’]", "", plain).replace(",", "."))
    else:
        value = _decimal(re.sub(r"[,'’]", "", plain))
    if value is None:
        return None
    # Built from its digits, as arithmetic would round beyond 28 of them; and written out in full, so that 1577 at
    # scale 6 prints as 1577000000 and not as 1.577E+9.
    sign, digits, exponent = value.as_tuple()
    value = Decimal((sign, digits, int(exponent) + scale))
    value = value.copy_negate() if negative and value else value
    return Decimal(format(value, "f"))


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _PLAIN.match(text) and any(char.isdigit() for char in text) and len(text) < 60 else None


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_SMALL = {word: number for number, word in enumerate(_ONES.split())} | {"no": 0, "none": 0, "nil": 0, "a": 1, "an": 1}
_TY = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * number for number, word in enumerate(_TY.split(), start=2)}
_BIG = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _words(text: str) -> Decimal | None:
    """A number in English words ("Twenty-five", "no", "one hundred and three")."""
    digits = _decimal(re.sub(r"[,\s]", "", text))
    if digits is not None:
        return digits
    total = current = 0
    words = [word for word in re.split(r"[\s,-]+", text.strip().lower()) if word and word != "and"]
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _BIG:
            total += max(current, 1) * _BIG[word]
            current = 0
        else:
            return None
    return Decimal(total + current) if words else None


def _context(element: etree._Element) -> Context:
    start = end = None
    dimensions: list[tuple[str, str]] = []
    for inner in element.iter():
        tag = kind(inner.tag)
        match tag.removeprefix("xbrli:"):
            case "instant" | "enddate":
                end = _date(inner.text, ends=True)
            case "startdate":
                start = _date(inner.text, ends=False)
            case "xbrldi:explicitmember":
                dimensions.append((inner.get("dimension") or "", (inner.text or "").strip()))
            case "xbrldi:typedmember":
                dimensions.append((inner.get("dimension") or "", "".join(map(str, inner.itertext())).strip()))
    return Context(end, start, tuple(sorted(dimensions)))


def _date(text: str | None, ends: bool) -> date | None:
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)(T00:00:00)?", text or "")
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    # XBRL 2.1 section 4.7.2: midnight at the start of a day is the end of the day before.
    return day - timedelta(days=1) if ends and match[4] else day


def _unit(element: etree._Element) -> str:
    above: list[str] = []
    below: list[str] = []
    for inner in element.iter():
        if kind(inner.tag).removeprefix("xbrli:") == "measure":
            parent = inner.getparent()
            under = parent is not None and kind(parent.tag).removeprefix("xbrli:") == "unitdenominator"
            (below if under else above).append((inner.text or "").strip().rpartition(":")[2])
    product = "*".join(above)
    if not below:
        return product
    divisor = "*".join(below)
    return f"{product}/{'share' if divisor == 'shares' else divisor}"


def tag_words(concept: str) -> str:
    """A tag in words, as a label of last resort: "us-gaap:NetIncomeLoss" is "Net income loss"."""
    local = concept.rpartition(":")[2]
    words = re.findall(r"[A-Z]{2,}(?=[A-Z][a-z]|\d|$)|[A-Z]?[a-z]+|[A-Z]+|\d+", local)
    text = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return text[:1].upper() + text[1:]


_DEI = {
    "EntityRegistrantName": "company",
    "DocumentType": "form",
    "DocumentPeriodEndDate": "period_end",
    "DocumentFiscalYearFocus": "fiscal_year",
    "DocumentFiscalPeriodFocus": "fiscal_quarter",
    "TradingSymbol": "ticker",
}


def cover(root: etree._Element) -> Identity:
    """What the `dei` tags say the document is. Where a tag occurs more than once, the one without dimensions counts,
    or the first."""
    found: dict[str, str] = {}
    for element in _tagged(root):
        prefix, _, local = (attribute(element, "name") or "").partition(":")
        part = _DEI.get(local)
        text = re.sub(r"\s+", " ", own_text(element)).strip()
        if prefix == "dei" and part and text and part not in found:
            found[part] = text
    year = found.get("fiscal_year", "")
    quarter = re.fullmatch(r"Q([1-4])", found.get("fiscal_quarter", ""), re.IGNORECASE)
    identity = Identity(
        company=found.get("company"),
        form=found.get("form"),
        fiscal_year=int(year) if re.fullmatch(r"(?:19|20)\d\d", year) else None,
        fiscal_quarter=int(quarter[1]) if quarter else None,
        period_end=find_date(found.get("period_end", "")),
        ticker=found.get("ticker"),
    )
    parts = ("company", "form", "fiscal_year", "fiscal_quarter", "period_end", "ticker")
    identity.origins.update({part: "dei" for part in parts if getattr(identity, part) is not None})
    return identity


def _tagged(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter():
        if kind(element.tag) == "ix:nonnumeric":
            yield element

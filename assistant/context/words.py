"""Words of questions and labels as they are compared: stems without filler, years and quarters in one spelling."""

import re
from collections.abc import Iterable

__all__ = ["YEAR", "plain", "stems", "years"]

YEAR = re.compile(r"(?<![\d.,$])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_FILLER = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "did",
        "do",
        "does",
        "has",
        "have",
        "had",
        "it",
        "its",
        "their",
        "our",
        "his",
        "this",
        "that",
        "these",
        "those",
        "which",
        "what",
        "how",
        "much",
        "many",
        "s",
        "t",
        "per",
        "company",
        "companies",
        "firm",
        "reported",
        "reporting",
        "recorded",
        "recognized",
        "recognised",
        "respectively",
        "respective",
        "value",
        "amount",
        "amounts",
        "values",
        "year",
        "years",
        "ended",
        "ending",
        "fiscal",
        "december",
        "million",
        "millions",
        "thousand",
        "thousands",
        "billion",
        "billions",
        "dollars",
        "dollar",
        "usd",
        "during",
        "over",
        "between",
        "total-of",
        "there",
        "any",
        "all",
        "each",
        "both",
        "about",
        "into",
        "under",
        "than",
        "then",
        "related",
        "relating",
        "attributable",
        "if",
        "would",
        "will",
        "when",
        "where",
        "why",
        "who",
        "whose",
        "whereby",
        "given",
        "using",
        "based",
        "according",
        "following",
        "period",
        "periods",
        "within",
        "we",
        "us",
        "across",
        "approximately",
        "considering",
        "also",
        "not",
        "table",
        "shown",
        "show",
        "number",
    ]
)
_SPELLED = (
    # An apostrophe, quotes or a dash that lost the escape of their code point (U+2019, U+201C, U+2013).
    (re.compile(r"(?<=[a-z.)]) ?\b2019s\b"), "'s"),
    (re.compile(r"\b201[cd]\b"), '"'),
    (re.compile(r"(?<=\d) 2013 (?=\d)"), "-"),
    (re.compile(r"(?<=\w)-related\b"), " relatedto"),
    (re.compile(r"\b((?:19|20)\d\d) year[- ]end\b"), r"\1"),
    # "december 312013": a day and a year run together.
    (re.compile(
        r"\b((?:january|february|march|april|may|june|july|august|september|october|november"
        r"|december|sept|dec)\.?"
                r" ?\d{1,2})((?:19|20)\d\d)\b"), r"\1 \2"),
    (re.compile(r"\b(?:fy|f/y|fye|cy|f)\s?['’]?(\d\d)\b"), r"20\1"),
    (re.compile(r"\b(?:fy|f/y|fye|cy)\s?['’]?((?:19|20)\d\d)\b"), r"\1"),
    # A fiscal year written over two calendar years is known by the later one.
    (re.compile(r"\b(?:19|20)\d\d\s?[/]\s?((?:19|20)\d\d)\b(?!\s*(?:change|vs))"), r"\1"),
    (re.compile(r"\b(20|19)\d\d\s?/\s?(\d\d)\b(?!/)"), r"\1\2"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/((?:19|20)\d\d)\b"), r"\1"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/(\d\d)\b"), r"20\1"),
    (re.compile(r"\b(?:1st|first)\b(?=\s+(?:\w+\s+)?(?:quarter|half))"), "first"),
    (re.compile(r"\bq([1-4])\b"), lambda m: ("first", "second", "third", "fourth")[int(m[1]) - 1] + " quarter"),
    (re.compile(r"\b([1-4])q\b"), lambda m: ("first", "second", "third", "fourth")[int(m[1]) - 1] + " quarter"),
    (re.compile(r"\bu\s?\.\s?s\s?\.?(?=\W|$)"), "us-country"),
    (re.compile(r"\bunited states\b"), "us-country"),
    (re.compile(r"\bnon[\s-]+(?=\w)"), "non"),
    (re.compile(r"\bs\s?&\s?p\b"), "sandp"),
    (re.compile(r"\br\s?&\s?d\b"), "research development"),
    (re.compile(r"\bsg\s?&\s?a\b"), "selling general administrative"),
    (re.compile(r"\beps\b"), "earnings share"),
)  # fmt: skip
_SUFFIX = re.compile(r"(?:'s|’s)$")


def plain(text: str) -> str:
    """Lower case with fiscal years, quarters and usual short forms written one way."""
    text = text.lower().replace("\xa0", " ").replace("ﬁ", "fi").replace("ﬂ", "fl")
    for pattern, spelling in _SPELLED:
        text = pattern.sub(spelling, text)
    return text


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("es") and len(word) > 4 and word[-3] in "sxh":
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    return word[:6]


def stems(text: str, drop: Iterable[str] = ()) -> tuple[str, ...]:
    """The stems of a text in order, without filler, years and `drop` (words as written)."""
    dropped = frozenset(drop)
    found = []
    for raw in re.findall(r"us-country|[a-z][a-z&'’]*|\d[\d.,]*", plain(text)):
        word = _SUFFIX.sub("", raw).strip(".,'’")
        if not word or word in _FILLER or word in dropped or YEAR.fullmatch(word):
            continue
        found.append(word if word[0].isdigit() else _stem(word))
    return tuple(found)


def years(text: str) -> tuple[int, ...]:
    """The years a text names, in order of mention, each once; ranges stay as their two ends."""
    return tuple(dict.fromkeys(int(found[0]) for found in YEAR.finditer(plain(text))))

"""Find the metrics and statement lines that a text names, by their everyday names and abbreviations."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.compute.metrics import METRICS
from ingest.filing.concepts import concepts

__all__ = ["Mention", "OwnName", "flatten", "mentions", "with_own_names"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text at [start, end) of `flatten(text)`. `kind` is "metric" or "concept"."""

    kind: str
    name: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class OwnName:
    """What one company calls a line: the words, and the standard concept or the printed line that they name."""

    words: str
    name: str


_OWN_NAMES: ContextVar[tuple[OwnName, ...]] = ContextVar("own_names", default=())


@contextmanager
def with_own_names(names: Sequence[OwnName]) -> Iterator[None]:
    """Within it, `mentions` knows these names besides everybody's, and takes the longest of all."""
    before = _OWN_NAMES.set(tuple(names))
    try:
        yield
    finally:
        _OWN_NAMES.reset(before)


# What is told as an act, with other words between those of the line; a space stands for any number of them.
_TOLD = (
    # "how much cash did Acme use in financing activities"
    r"\bcash\b(?! (?:and cash )?(?:equivalents|flow))(?:(?!\bcash\b)[^;:()?!]){0,60}?"
    r"\b(?:in|by|from|for|through) (?:its |the )?"
    r"(?:(?P<operating_cash_flow>operations|operating activities)|(?P<investing_cash_flow>investing(?: activities)?)|"
    r"(?P<financing_cash_flow>financing(?: activities)?))(?!\w)"
    r"|\bcash\b (?:did|do|does|was|were|is) (?:its |the |the company's )?operations?\b",
    # "how much cash did Acme's financing activities provide on a net basis"
    r"\bcash\b(?: \([^()]*\))? (?:did|do|does) [^.;:?!]{0,80}?\b(?:(?P<operating_cash_flow>operating activities)|"
    r"(?P<investing_cash_flow>investing activities)|(?P<financing_cash_flow>financing activities))"
    r" (?:provide|use|generate|consume|bring|produce|require)\b(?: on a net basis)?",
    # "how many times did Acme sell through its inventory": a turnover
    r"\bhow (?:many times|often)\b[^.;?!]{0,50}?\b(?:turn(?:ed)?(?: over)?|s[eo]l[ld](?: through)?|"
    r"cycled?(?: through)?|replaced?)\b[^.;?!]{0,30}?\b(?P<inventory_turnover>inventor(?:y|ies))\b",
    # "the amount paid to retire long-term debt"
    r"\b(?:paid|spent|used|pay|spend|use) to (?:repay|retire|redeem|pay (?:down|off)) (?:its |their |long-term |"
    r"outstanding )*(?P<debt_repaid>debt)\b",
    # "how much debt did Acme repay", "how much of its stock did it buy back"
    r"\bhow much\b(?: \([^()]*\))?(?: of| in)?(?: its| long-term| outstanding| common)* (?:"
    r"(?P<debt_repaid>debt did [^.;:?!]{2,80}? (?:repay|pay (?:down|off|back)|retire|redeem)\b)|"
    r"(?P<debt_issued>debt did [^.;:?!]{2,80}? (?:issue|raise|borrow)\b)|"
    r"(?P<share_repurchases>stock did [^.;:?!]{2,80}? (?:repurchase|buy back)\b))",
)
_SPOKEN = tuple(re.compile(told.replace(" ", r"\s+")) for told in _TOLD)
# "repurchases of its own common stock"
_OWNER = r"(?:(?:its|their|our|the|own|the company's)\s+)*"
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:ies|s)$")
# Everyday words that are also names of lines: on their own they say too little, unless nothing better is said.
_WEAK = frozenset(
    {"sales", "profit", "earnings", "debt", "cash", "assets", "equity", "liabilities", "收入", "premiums", "loans"}
)


def flatten(text: str) -> str:
    """The text with the same length, lower case but for short abbreviations, quotes and dashes plain."""
    plain = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-").replace("\n", " ")
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


def _pattern(name: str) -> str:
    parts = re.split(r"([\s-]+|,\s*)", name.casefold())
    pattern = ""
    for before, part in pairwise(("", *parts)):
        if re.fullmatch(r"[\s-]+", part):
            pattern += r"[\s-]+" + (_OWNER if re.search(r"(?:\bof|ing)$", before) else "")
        elif re.fullmatch(r",\s*", part):
            pattern += r",?\s*"
        else:
            pattern += re.escape(part)
    pattern = pattern.replace(r"[\s-]+and[\s-]+", r",?[\s-]+and[\s-]+")  # "selling, general, and administrative"
    return pattern.replace(re.escape("&"), r"(?:&|and)").replace("%", r"(?:%|percent|per cent|percentage)")


def _is_abbreviation(name: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", name)
    return len(letters) <= 3 and letters.isupper()


@dataclass(frozen=True, slots=True)
class _Name:
    """How a metric or line may be called, and whether only in capitals; `word` stands in whatever the pattern finds."""

    length: int
    word: str
    pattern: re.Pattern[str]
    upper: bool
    kind: str
    name: str


@lru_cache(maxsize=1)
def _names() -> tuple[_Name, ...]:
    """Everybody's names, the longest first; a metric before a concept."""
    entries: list[tuple[str, str, str]] = []
    taken: set[str] = set()
    for metric in METRICS:
        for synonym in metric.synonyms:
            entries.append((synonym, "metric", metric.name))
            taken.add(synonym.casefold())
    for concept in concepts().values():
        entries += [(name, "concept", concept.name) for name in concept.names if name.casefold() not in taken]
    return tuple(_compiled(*entry) for entry in sorted(entries, key=lambda entry: -len(entry[0])))


def _compiled(synonym: str, kind: str, name: str) -> _Name:
    edge = r"(?<![\w&])", r"(?:'s)?(?![\w&])"
    body = _pattern(synonym)
    if re.search(r"[\u4e00-\u9fff]", synonym):
        edge = "", ""
    elif re.search(r"[a-z]$", synonym) and len(synonym) > 4 and not synonym.endswith("s"):
        body += "s?"
    word = _longest_word(synonym.casefold())
    return _Name(len(synonym), word, re.compile(edge[0] + body + edge[1]), _is_abbreviation(synonym), kind, name)


def _longest_word(name: str) -> str:
    """Most names are not in a text: to look for a word of theirs first takes a fiftieth of what their patterns do."""
    return max((word for word in re.findall(r"[^\W\d_]+", name) if word != "and"), key=len, default="")


# "revenue of Acme's Data Center segment"
_WHOSE = r"(?:(?:[\w&.-]+\s+){0,2}[\w&.-]+'s\s+)?"


def _own_pattern(words: str) -> re.Pattern[str]:
    """A printed label's words, whatever stands between them, in the singular or plural at the end."""
    body = ""
    for before, word in pairwise(("", *words.split())):
        if before:
            body += r"(?:'s)?['\s,/()-]+" + (_WHOSE if before in ("of", "from", "in", "for") else "")
        body += r"(?:and|&)" if word == "and" else re.escape(word)
    return re.compile(rf"(?<![\w&]){body}{'' if words.endswith('s') else 's?'}(?:'s)?(?![\w&])")


@lru_cache(maxsize=64)
def _names_with(own: tuple[OwnName, ...]) -> tuple[_Name, ...]:
    """Everybody's names and a company's own, the longest first; of two as long, the company's."""
    compiled = [
        _Name(len(name.words), _longest_word(name.words), _own_pattern(name.words), False, "concept", name.name)
        for name in own
    ]
    return tuple(sorted((*compiled, *_names()), key=lambda name: -name.length))


# "Consolidated net income attributable to Acme": the owners' part, whatever stands before it.
_OWNERS = re.compile(r"\s*,? attributable to (?!\S*\s?(?:non-?controlling|minority))")


def mentions(text: str) -> tuple[Mention, ...]:
    """What the text names, in order, without overlaps; a longer name wins over the shorter one inside it.

    Weak everyday words ("sales", "cash") are dropped when the text names anything more telling.
    """
    return _mentions(text, _OWN_NAMES.get())


@lru_cache(maxsize=1024)  # one question is looked at from several sides, and the looking took a fifth of a search
def _mentions(text: str, own: tuple[OwnName, ...]) -> tuple[Mention, ...]:
    flat = flatten(text)
    free = [True] * len(flat)
    found: list[Mention] = []
    for pattern in _SPOKEN:
        for match in pattern.finditer(flat):
            start, end = match.span()
            if all(free[start:end]):
                free[start:end] = [False] * (end - start)
                name = match.lastgroup or "operating_cash_flow"
                kind = "concept" if name in concepts() else "metric"
                found.append(Mention(kind, name, start, end, text[start:end]))
    for known in _names_with(own):
        if known.word not in flat:
            continue
        name = known.name
        for match in known.pattern.finditer(flat):
            start, end = match.span()
            if not all(free[start:end]):
                continue
            if known.upper and not text[start:end].removesuffix("'s").removesuffix("’s").isupper():
                continue
            free[start:end] = [False] * (end - start)
            whole = name == "net_income_including_noncontrolling" and _OWNERS.match(flat, end)
            found.append(Mention(known.kind, "net_income" if whole else name, start, end, text[start:end]))
    found.sort(key=lambda mention: mention.start)
    strong = [mention for mention in found if _PLURAL.sub("", mention.words.lower()) not in _WEAK_STEMS]
    return tuple(strong or found)


_WEAK_STEMS = frozenset(_PLURAL.sub("", word) for word in _WEAK)

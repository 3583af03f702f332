"""Understand what a question ranks: "which region had the biggest drop in revenue" asks for regions, by the growth of
revenue, the lowest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.tables.adjusted import left_out
from assistant.tables.table_parts import RATE
from assistant.understand.framing import without_asides
from assistant.understand.question import Question
from assistant.understand.superlatives import FALL, LEAST, MOST
from assistant.understand.unusual import other_place
from assistant.understand.words import telling_words

__all__ = ["Ranking", "asked_ranking", "same_words", "stems_of"]

_RISE = re.compile(r"\b(?:gr[eo]w\w*|increas\w*|ris(?:e|es|ing)|rose|performance|improv\w*|expan(?:d|s)\w*)\b", re.I)
_SUPERLATIVE = re.compile(rf"{MOST.pattern}|{LEAST.pattern}", re.I)
_MAINLY = re.compile(r"\b(?:primarily|mainly|mostly|principally|predominantly)\b", re.I)  # asks for those in front
_DRAGGED = re.compile(r"\bdrag(?:ged|s)?\b", re.I)
_WHICH = re.compile(
    r"\b(?:which|what)\b(?P<noun>[^?.;,]{0,80}?)\b(?:ha[sd]|have|was|were|is|are|did|does|do|received?|saw|sees?|show\w*|"
    r"report\w*|post(?:ed|s)?\b|add(?:ed|s)?|held|holds?|carr(?:y|ied|ies)|spent|spends?|"
    r"contribut\w+|generat\w+|record\w*|experienc\w+|made|makes?|gr[eo]w\w*|declin\w*|f[ae]ll|fell|ros[e]?|"
    r"dropp\w*|perform\w*|drove|dragg\w*|account\w*|represent\w*|achiev\w*|deliver\w*|brought|brings?|produc(?:e[sd]?|ing)|earn\w*|"
    r"makes? up|made up|suffer\w*|gain\w*|lost|increas\w*|decreas\w*|cost|costs|used?|took|takes?)\b",
    re.I,
)
_KINDS = {
    "segment": re.compile(r"\b(?:segments?|divisions?|business(?:es)?|units?|lines? of business)\b", re.I),
    "region": re.compile(r"\b(?:regions?|geograph\w*|countr(?:y|ies)|markets?|areas?|locations?)\b", re.I),
    "product": re.compile(r"\b(?:products?|categor\w+|brands?|services?|offerings?)\b", re.I),
}
# Words that ask, or that name what every row of such a table is.
_IDLE_TEXT = """
    absolute account accounted accounting achieved across added among amongst amount approximately area areas
    basis billion billions business businesses categories category class classes company compare compared
    component components contributed contribution contributor countries country delivered division divisions
    dollar down during each ended exclude excluding experienced figure first fiscal five four fourth fy
    generated geographic geography given had half has how if impact individual item items key kind kinds level
    line lines listed lists made main major make makes market markets million millions much number one over
    overall part parts percent percentage performance performer period posted previous primarily prior product
    products quarter quarters received recorded region regions relative reportable reported reporting
    represent represented same saw second segment segments service services share significant size source
    sources terms the third three topline total two type types unit units up usd value versus vs within year year-ago
    year-over-year years yoy month months week weeks ended ending
    january february march april may june july august september october november december
"""
_IDLE = frozenset(_IDLE_TEXT.split())
_SAME = (
    (re.compile(r"\b(?:top ?-?line|net sales|sales|net revenues?|revenues?|turnover)\b", re.I), "revenue"),
    (re.compile(r"\b(?:operating (?:income|profit|earnings)(?:/?\(loss\))?)\b", re.I), "operating income"),
    (re.compile(r"\b(?:bottom ?-?line|net (?:income|earnings|profit))\b", re.I), "net income"),
    (re.compile(r"\b(?:expenses?|costs?)\b", re.I), "expense"),
)
# "which category gained the most share of sales": by points, not by amounts.
_SHARE_MOVED = re.compile(r"\b(?:(?P<up>gain(?:s|ed)?|won)|(?P<down>los[te]s?|ceded?))\b[^.?;,]{0,25}\bshares?\b", re.I)
# "among its three customer groups, which one grew"
_AMONG = re.compile(r"\b(?:among(?:st)?|of|out of)\s+(?P<noun>[^?.;,]{3,70}),\s*(?:which|what)(?: ones?)?\b", re.I)
# "which category's share of sales fell the most"
_SHARE_OF = re.compile(r"(?:['’]s?)?\s+shares? of\b", re.I)
# "which segments saw their sales decline"
_SAW = re.compile(
    r"(?:\b(?:saw|sees?|had|ha[sv]e?|show(?:ed|s)?|report(?:ed|s)?|post(?:ed|s)?|experienced|suffered|recorded)\s+"
    r"(?:(?:its|their|an?|any)\s+)?|\b(?:was|were|is|are) the only (?:ones?|\w+) (?:to|that|which|whose)\s+)"
    rf"[^.?;,]{{0,50}}?(?P<moved>{FALL.pattern}|{_RISE.pattern})",
    re.I,
)
_CLAUSE = re.compile(r",?\s+and (?:about |roughly )?(?=(?:what|how|by|who|why|did|does|was|is)\b)", re.I)
_PLAIN_CLAUSE = re.compile(
    r"\W*(?:what (?:was|is|were) (?:it|its \w+|that \w+"
    r"|the (?:figure|amount|value|percentage|growth|number|margin|rate))(?: in \w+)?"
    r"|by (?:how much|what \w+)"
    r"|how (?:much|large|big|high|low|fast)(?: (?:was|is|did) (?:it|its \w+|that)(?: \w+)?)?)\W*",
    re.I,
)
_OTHER_QUESTION = re.compile(r"\b(?:how|who|when|why|did|does|what)\b", re.I)
_AMOUNTS = re.compile(r"\b(?:dollar|absolute|in amounts?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question ranks.

    `kind` is "segment", "region", "product" or ""; `parts` and `measure` are the stems that say which parts are ranked
    and by what; `highest` is whether the first place is asked for, of the figure or, with `growth`, of its growth, in
    per cent or, with `amounts`, in money. `each` asks for all parts that moved that way, not for the first; `shares`
    for shares of a whole, which move by points. `excluded` are the stems of what the figures are to leave out.
    """

    kind: str
    parts: frozenset[str]
    measure: frozenset[str]
    highest: bool
    growth: bool
    amounts: bool = False
    each: bool = False
    shares: bool = False
    excluded: frozenset[str] = frozenset()


def asked_ranking(question: Question) -> Ranking | None:
    """What a question ranks; None for one that asks for no first or last place, or for more than that."""
    excluded, asked = left_out(question.text)
    text, *more = _CLAUSE.split(without_asides(asked), maxsplit=1)
    which, found = _WHICH.search(text), list(_SUPERLATIVE.finditer(text))
    dragged = _DRAGGED.search(text)
    if which is None or other_place(text) or (more and not _PLAIN_CLAUSE.fullmatch(more[0])):
        return None
    if _OTHER_QUESTION.search(text[: which.start()]):
        return None
    most, least = bool(MOST.search(text)) or bool(_MAINLY.search(text)), bool(LEAST.search(text))
    saw = _SAW.match(text, which.end() - len(which[0].rpartition(" ")[2]))
    moved = saw["moved"] if saw else which[0].rpartition(" ")[2]  # "which segments grew"
    each = not (most or least or dragged) and bool(_RISE.fullmatch(moved) or FALL.fullmatch(moved))
    if (most and least) or not (most or least or dragged or each):
        return None
    names = [name for company in question.companies for name in (company.name, *company.keys)]
    kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(which["noun"])]
    kinds += [kind for kind, pattern in _KINDS.items() if pattern.search(text)]
    share = _SHARE_MOVED.search(text)
    among = _AMONG.search(text)
    noun, *share_of = _SHARE_OF.split(which["noun"], maxsplit=1)
    falls = bool(FALL.search(moved if each else text)) or bool(share and share["down"])
    said = _SUPERLATIVE.sub(" ", FALL.sub(" ", _RISE.sub(" ", _SHARE_MOVED.sub(" ", text))))
    parts = stems_of(noun, names) | (stems_of(among["noun"], names) if among else frozenset())
    amounts = bool(_AMOUNTS.search(text))
    return Ranking(
        kinds[0] if kinds else "",
        parts,
        stems_of(_AMOUNTS.sub(" ", said), names) - parts,
        (most or not least) != falls if found or each or most else False,
        falls
        or bool(share or _RISE.search(text) or RATE.search(text))
        or (amounts and re.search(r"(?i)\badded\b", text) is not None),
        amounts,
        each,
        bool(share or share_of),
        excluded,
    )


def same_words(text: str) -> str:
    """A text with one name for what filings and people call by several: "top line", "net sales" and "revenues"."""
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


def stems_of(text: str, names: Sequence[str] = ()) -> frozenset[str]:
    """The stems of a text's telling words, less the given names and the words that every such question has."""
    words = " ".join(
        word
        for word in re.findall(r"[\w&’'-]+", re.sub(r"['’]s\b", "", same_words(text).casefold()))
        if word not in _IDLE and not {*word.split("-")} <= _IDLE
    )
    return telling_words(words.replace("-", " "), names)

"""The formula that the words of a question set: one figure, several joined by words or signs, or one it gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.asked import is_loose
from assistant.calculate import Term, join_terms, parse
from assistant.definitions import Definition, read_expression
from assistant.metrics import metric
from assistant.vocabulary import Mention, mentions
from ingest.filing.concepts import concept

__all__ = ["Formula", "meaning", "read_formula"]

LONGEST = 8  # figures joined to one formula


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression over concepts (None where no figure is named), the metric it is, its unit, and the question's own
    definition when `given`. `joined` is where the words stand that join its figures."""

    expression: str | None = None
    metric: str | None = None
    unit: str | None = None
    definition: str = ""
    given: bool = False
    joined: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of a formula: a mention, or several that are added up."""

    text: str
    unit: str
    start: int
    end: int


_GAP = r"(?:(?:the|its|total|annual|net|all|company's|line|fy ?\d+|(?:fiscal(?: year)? )?(?:19|20)\d\d)\s+)*[\"“]?"
_JOINERS = re.compile(
    r"^\s*(?:,\s*)?(?P<j>as an? (?:%|percent|percentage|share|fraction|proportion)(?: share)? of|relative to|"
    r"(?:%|percent|percentage) of|(?:'s|’s)? ?(?:share|percentage|proportion|portion|fraction) of|divided by"
    r"|over|/|covers?|covered|(?:(?:in|during|for) [^.,;?]{1,20} )?to (?:fund|cover|pay(?: for)?|finance|meet)"
    rf"|\+|plus|minus|less|net of|after (?:subtracting|deducting)|-)\s*{_GAP}$"
)
_SIGNS = {"+": "+", "plus": "+", "minus": "-", "less": "-", "net of": "-", "-": "-", "after subtracting": "-",
          "after deducting": "-"}  # fmt: skip
# "what percentage of revenue was spent on R&D": the second figure over the first.
_SHARE_OF = re.compile(rf"\b(?:%|percent|percentage|share|fraction|proportion|portion) of[\s,.]+{_GAP}$")
_WHEN = r"(?:(?:in|during|for|of) [^.,;?]{1,30}? )?"
_GOES_TO = re.compile(
    rf"^\s*{_WHEN}(?P<said>(?:is|are|was|were) accounted for|does|did|do|is|are|was|were|has|have|consists?|consisted"
    r"|came|comes?|went|goes|stems?|stemmed|derived?|represents?|represented)\b[^.?;]{0,40}?(?:\bon|\binto?|\bby|\bfrom|\bof|\bfor|\bas|\bto|"
    rf"\bits?|\bthe|\b(?:is|are|was|were))\s+{_GAP}$"
    r"|^\s*(?P<held>is|are|was|were|comprises?|comprised)\s+(?:the |its )?$"
)
# "what share of revenue did R&D account for"
_DID = re.compile(rf"^\s*{_WHEN}(?P<said>did|does|do)\s+{_GAP}$")
_ACCOUNT = re.compile(
    r"^\s*(?P<said>account for|make up|represent|constitute|comprise|contribute(?: to)?|generate|bring in|provide"
    r"|come to)\b"
)
# "R&D made up what share of revenue"
_MAKES_UP = re.compile(
    r"^[^.?;]{0,30}?\b(?P<said>(?:ma(?:de|kes?) up|account(?:s|ed)? for|represent(?:s|ed)?|constitute[sd]?|was|were|is"
    rf"|are) (?:what|which) (?:%|percent|percentage|share|fraction|proportion|portion) of)\s+{_GAP}$"
)
_TO = re.compile(rf"^\s*(?P<j>to|and)\s+{_GAP}$")
_RATIO_OF = re.compile(r"\bratio of[\s,.]+(?:(?:the|its|total)\s+)*$")
_MARGIN = re.compile(r"^\s*(?:as a )?(?:%|percent|percentage)?\s*margin\b")
_SHARE_WORDS = re.compile(r"%|percent|share|fraction|proportion|portion|relative")
# Figures that are added up: "the sum of A and B", "A and B combined".
_ADDING = re.compile(
    r"\b(?:sum of|total of|combination of|combin(?:ed|ing)|both|add(?:ing)?(?: up| together)?|count(?:ing)?(?: both)?"
    rf"|together|covers?|covered|to (?:fund|pay(?: for)?|finance|meet))\s+{_GAP}$"
)
_ADDED = re.compile(
    r"^\s*(?:\([^()]{0,40}\)\s*)?,?\s*(?:combined|together|in total|taken together|added (?:up|together))\b"
)
_AND = re.compile(rf"^\s*(?:\([^()]{{0,40}}\)\s*)?(?:,?\s*(?:and|plus|\+)|,)\s+{_GAP}$")
# The second figure is taken from the first.
_DIFFERENCE_OF = re.compile(rf"\b(?:difference|gap|spread) between\s+{_GAP}$")
_EXCEEDS = re.compile(
    r"^[^.?;]{0,30}?\b(?P<said>exceed(?:s|ed)?|(?:higher|greater|larger|bigger|more) than|(?:and|to|then) (?:then )?"
    rf"(?:subtract|deduct|remove|take away))\s+{_GAP}$"
)
_BY_HOW_MUCH = re.compile(r"\bhow much\b|\bby how (?:much|many)\b|\bby what\b|\btake\b|\bdifference\b")
# The first figure is taken from the second.
_SUBTRACT = re.compile(rf"\b(?:subtract|deduct)(?:ing)?\s+{_GAP}$")
_FROM = re.compile(rf"^\s*from\s+{_GAP}$")


def _figures(ask: str, found: Sequence[Mention]) -> tuple[list[_Figure], list[tuple[int, int]]]:
    """The figures named, those that the words add up as one, and where such words stand."""
    figures = [_Figure(meaning(one), _unit(one), one.start, one.end) for one in found]
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(figures) - 1:
        last = at
        while last < len(figures) - 1 and _AND.match(ask[figures[last].end : figures[last + 1].start].casefold()):
            last += 1
        before = _ADDING.search(ask[: figures[at].start].casefold())
        after = _ADDED.match(ask[figures[last].end :].casefold())
        group = figures[at : last + 1]
        if last > at and (before or after) and len({figure.unit for figure in group}) == 1:
            text = "(" + " + ".join(figure.text for figure in group) + ")"
            figures[at : last + 1] = [_Figure(text, group[0].unit, group[0].start, group[-1].end)]
            spans += [(left.end, right.start) for left, right in pairwise(group)]
            spans += [before.span()] if before else []
            spans += [(group[-1].end, group[-1].end + after.end())] if after else []
        at += 1
    return figures, spans


def _joined(ask: str, found: Sequence[Mention]) -> Formula | None:
    """Two or more figures joined by words or signs: "capex as a % of revenue", "operating income + D&A"."""
    if len(found) < 2:
        return None
    figures, spans = _figures(ask, found[:LONGEST])
    if len(figures) == 1:
        return Formula(figures[0].text, None, figures[0].unit, joined=tuple(spans))
    if len(figures) == 2 and (pair := _paired(ask, *figures)):
        expression, unit, words = pair
        return Formula(expression, None, unit, joined=(*spans, *words))
    parts = [figures[0].text]
    share = False
    for left, right in pairwise(figures):
        joiner = _JOINERS.match(ask[left.end : right.start].casefold())
        sign = None
        if joiner:
            word = joiner["j"].strip()
            share = share or bool(_SHARE_WORDS.search(word))
            sign = _SIGNS.get(word, "/")
        elif _is_ratio(ask, left, right):
            sign = "/"
        if sign is None:
            break
        spans.append((left.end, right.start))
        parts += [sign, right.text]
    if len(parts) == 1:
        return Formula(parts[0], None, figures[0].unit, joined=tuple(spans)) if spans else None
    unit = ("%" if share else "ratio") if "/" in parts else figures[0].unit
    return Formula(" ".join(parts), None, unit, joined=tuple(spans))


def _paired(ask: str, left: _Figure, right: _Figure) -> tuple[str, str, list[tuple[int, int]]] | None:
    """The expression, its unit and the words that join two figures otherwise than by an operator between them."""
    before, between = ask[: left.start].casefold(), ask[left.end : right.start].casefold()

    def words(said: re.Match[str]) -> tuple[int, int]:
        """Where the joining words stand; others between the figures may say that other figures are meant."""
        start, end = next(said.span(group) for group in ("said", "held") if said.groupdict().get(group))
        return left.end + start, left.end + end

    gap = (left.end, right.start)
    if (share := _SHARE_OF.search(before)) and (said := _GOES_TO.search(between)):
        return f"{right.text} / {left.text}", "%", [share.span(), words(said)]
    account = _ACCOUNT.match(ask[right.end :].casefold())
    if account and (share := _SHARE_OF.search(before)) and (said := _DID.match(between)):
        tail = right.end + account.start("said"), right.end + account.end("said")
        return f"{right.text} / {left.text}", "%", [share.span(), words(said), tail]
    if said := _MAKES_UP.match(between):
        return f"{left.text} / {right.text}", "%", [words(said)]
    if left.unit != right.unit:
        return None
    if (told := _DIFFERENCE_OF.search(before)) and _AND.match(between):
        return f"{left.text} - {right.text}", left.unit, [told.span(), gap]
    if (told := _SUBTRACT.search(before)) and _FROM.match(between):
        return f"{right.text} - {left.text}", left.unit, [told.span(), gap]
    if (said := _EXCEEDS.match(between)) and (told := _BY_HOW_MUCH.search(before)):
        return f"{left.text} - {right.text}", left.unit, [told.span(), words(said)]
    return None


def _is_ratio(ask: str, left: _Figure, right: _Figure) -> bool:
    """ "ratio of x to y" and "x to y ratio"."""
    between = _TO.match(ask[left.end : right.start].casefold())
    if between is None:
        return False
    before, after = ask[: left.start].casefold(), ask[right.end :]
    return bool(_RATIO_OF.search(before)) or (between["j"] == "to" and bool(re.match(r"\s*ratio\b", after, re.I)))


def meaning(mention: Mention) -> str:
    """The expression of a mention."""
    return mention.name if mention.kind == "concept" else f"({metric(mention.name).expression})"


def _unit(mention: Mention) -> str:
    return metric(mention.name).unit if mention.kind == "metric" else concept(mention.name).unit


def _single(ask: str, found: Sequence[Mention]) -> Formula:
    """The one figure asked for: a metric before a line, the first before later ones; "x margin" is x over revenue."""
    best = next((mention for mention in found if mention.kind == "metric"), found[0])
    after = re.sub(r"^\s*\([^()]*\)", "", ask[best.end :])
    if _MARGIN.match(after) and _unit(best) == "money":
        return Formula(f"({meaning(best)}) / revenue", None, "%")
    if best.kind == "metric":
        entry = metric(best.name)
        return Formula(entry.expression, entry.name, entry.unit, entry.definition)
    return Formula(best.name, None, concept(best.name).unit)


def read_formula(ask: str, definitions: Sequence[Definition], percent: bool) -> Formula:
    """The formula the asking words name or the question gives; `percent` tells that a percentage is wanted."""
    found = [mention for mention in mentions(ask) if not is_loose(ask, mention)]
    table = _joined(ask, found) or (_single(ask, found) if found else Formula())
    if not definitions:
        return table
    given = definitions[0]
    told = f"{given.name} = {given.words}".removeprefix(" = ")
    asked = next((mention for mention in found if mention.kind == "metric"), None)
    if table.expression and (named := _named(given)) and not _same(named, table.expression):
        # What is defined is a part of what is asked: "EBITDA as a percentage of sales. EBITDA is …"
        if (text := _with_part(table.expression, named, given)) is not None:
            return Formula(text, table.metric, table.unit, told, True)
        wider = asked and re.search(r"margin|to sales|to revenue|% of revenue", asked.words, re.I)
        defines_part = not re.search(r"margin|%", given.name, re.I) and "/" not in given.expression
        if wider and defines_part and table.unit == "%":
            return Formula(f"({given.expression}) / revenue", table.metric, "%", told, True)
        if asked and "/" not in given.expression and asked.words.casefold() not in given.name.casefold():
            return Formula()  # how what is defined belongs to what is asked is not understood
    if table.unit == "%" and not percent and not re.search(r"margin", ask, re.I):
        table = replace(table, unit="ratio")
    if table.unit in ("%", "ratio") and "/" not in given.expression:
        return Formula()  # an amount is no share: how it belongs to what is asked is not understood
    unit = table.unit if table.unit not in (None, "money") else _unit_of(given.expression, percent)
    return Formula(given.expression, table.metric or _metric_of(given), unit, told, True)


def _metric_of(given: Definition) -> str | None:
    """The metric that a definition is of, which is said nowhere else: "its quick ratio, taken as …"."""
    named = mentions(given.name)
    return named[-1].name if len(named) == 1 and named[0].kind == "metric" else None


def _named(given: Definition) -> str | None:
    """The expression that the name of a definition stands for elsewhere, or None for a name of its own."""
    base = read_expression(given.name, None) if given.name else None
    return re.sub(r"^\((.*)\)$", r"\1", base) if base else None


def _same(one: str, other: str) -> bool:
    return parse(one).text == parse(other).text


def _with_part(whole: str, part: str, given: Definition) -> str | None:
    """A formula with what the question defines in the place of one of its parts; None where it is no such part."""
    if "/" in given.expression:
        return None
    if part.isidentifier():
        terms = {term.name for term in parse(whole).terms}
        defined = f"({given.expression})"
        return join_terms(whole, lambda term: defined if term == Term(part) else str(term)) if part in terms else None
    place = whole.find(part)
    if place < 0:
        return None
    before, after = whole[:place], whole[place + len(part) :]
    wrapped = before.endswith("(") and after.startswith(")")
    return f"{before}{given.expression}{after}" if wrapped else f"{before}({given.expression}){after}"


def _unit_of(expression: str, percent: bool) -> str:
    """The unit of a formula that a question gives."""
    if "365" in expression or "360" in expression:
        return "days"
    if "/" not in expression:
        return "money"
    if any(concept(term.name).unit == "shares" for term in parse(expression).terms):
        return "per_share"
    return "%" if percent else "ratio"

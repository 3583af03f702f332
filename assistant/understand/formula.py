"""The formula that the words of a question set: one figure, several joined by words or signs, or one it gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.compute.calculate import Term, join_terms, parse
from assistant.compute.metrics import metric
from assistant.understand.definitions import Definition, read_expression, unused
from assistant.understand.narrowing import is_loose
from assistant.understand.vocabulary import Mention, mentions
from ingest.filing.concepts import Kind, concept, concepts

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


_GAP = r"(?:(?:the|its|total|annual|net|all|cash|company's|line|fy ?\d+|(?:fiscal(?: year)? )?(?:19|20)\d\d)\s+)*[\"“]?"
_JOINERS = re.compile(
    r"^\s*(?:,\s*)?(?:averaged? |amount(?:ed)? to |came to |come to )?(?P<j>"
    r"as an? (?:%|percent|percentage|share|fraction|proportion)(?: share)? of|relative to|"
    r"(?:%|percent|percentage) of|(?:'s|’s)? ?(?:share|percentage|proportion|portion|fraction) of|divided by"
    r"|over|/|covers?|covered|(?:(?:in|during|for) [^.,;?]{1,20} )?to (?:fund|cover|pay(?: for)?|finance|meet)"
    rf"|\+|plus|minus|less|net of|after (?:subtracting|deducting)|-)\s*{_GAP}$"
)
_SIGNS = {"+": "+", "plus": "+", "minus": "-", "less": "-", "net of": "-", "-": "-", "after subtracting": "-",
          "after deducting": "-"}  # fmt: skip
# "how much did it distribute in total through A and B", "what did it spend on A and on B together"
_SPENT_ON = re.compile(
    r"\bin total (?:\([^()]*\) )?(?:did|does|has|have)\s+(?:it\s+|the company\s+)?(?:distribut\w+|spen[dt]"
    r"|return(?:ed)?|pa(?:y|id)(?: out)?|hand(?:ed)? back|invest(?:ed)?)(?: to (?:its |the )?(?:share|stock)holders)?"
    rf" (?:through|via|on|by way of|in the form of|as|in)\s+{_GAP}$"
)
# "what percentage of revenue was spent on R&D": the second figure over the first.
_SHARE_OF = re.compile(rf"\b(?P<what>%|percent|percentage|share|fraction|proportion|portion|multiple) of[\s,.]+{_GAP}$")
# Where a percentage is asked for: "how much of its assets was goodwill, in percent".
_MUCH_OF = re.compile(rf"\b(?P<what>how much) of[\s,.]+{_GAP}$")
_WHEN = r"(?:(?:in|during|for|of|at|as of) [^.,;?]{1,30}? )?"
_GOES_TO = re.compile(
    rf"^\s*{_WHEN}(?P<said>(?:is|are|was|were) accounted for|"
    r"(?:is|are|was|were) (?:made up|absorbed|consumed|used up|taken up|eaten up)"
    r"|(?:came|comes?) from (?:the |an )?add(?:ing)?[- ]?backs?"
    r"|does|did|do|is|are|was|were|has|have|consists?|consisted"
    r"|came|comes?|went|goes|stems?|stemmed|derived?|represents?|represented)\b[^.?;]{0,40}?(?:\bon|\binto?|\bby|\bfrom|\bof|\bfor|\bas|\bto|"
    rf"\bits?|\bthe|\b(?:is|are|was|were))\s+{_GAP}$"
    rf"|^\s*(?P<held>is|are|was|were|comprises?|comprised)\s+{_GAP}$"
)
# "what share of cash flow did Acme hand back to shareholders through A and B", "was paid out as A"
_RETURNED = re.compile(
    rf"^\s*{_WHEN}(?P<said>(?:did|does|has|was|were|is|are)\s+(?:it\s+|the company\s+)?(?:hand(?:ed)? (?:back|out)"
    r"|g[ai]ven?(?: back)?|return(?:ed)?|distributed?|pa(?:y|id)(?: out| back)?)"
    rf"(?: to (?:its |the )?(?:share|stock)holders)? (?:through|via|as|by way of|in the form of|by))\s+{_GAP}$"
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
# "as a percentage of revenue, what was R&D in 2022"
_LEADS = re.compile(rf"\b(?:as an? (?:%|percent|percentage|share|fraction|proportion) of|relative to)[\s,.]+{_GAP}$")
_THEN_ASKS = re.compile(
    rf"^\s*{_WHEN},\s*(?P<said>(?:what|how (?:much|large|big|high))(?: (?:is|was|were|are|did|does))?)\b"
    rf"[^.,;?]{{0,40}}?\s{_GAP}$"
)
_TO = re.compile(rf"^\s*(?P<j>to|and)\s+{_GAP}$")
_RATIO_OF = re.compile(r"\bratio of[\s,.]+(?:(?:the|its|total)\s+)*$")
# "What is Acme's total debt to unadjusted EBITDA?"
_ASKED = re.compile(rf"\b(?:what(?:['’]s| is| was)|compute|calculate|find|report)\s+(?:(?:fy ?)?\d+\s+)?{_GAP}$")
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
_AND = re.compile(rf"^\s*(?:\([^()]{{0,40}}\)\s*)?(?:,?\s*(?:and|plus|\+)|,)\s+(?:on\s+)?{_GAP}$")
_EACH = re.compile(r"(?i)\b(?:respectively|each)\b")
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


def _figures(ask: str, figures: list[_Figure], percent: bool) -> tuple[list[_Figure], list[tuple[int, int]]]:
    """The figures named, those that the words add up as one, and where such words stand."""
    figures = list(figures)
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(figures) - 1:
        last = at
        while last < len(figures) - 1 and _AND.match(ask[figures[last].end : figures[last + 1].start].casefold()):
            last += 1
        lead = ask[: figures[at].start].casefold()
        before = _ADDING.search(lead) or _SPENT_ON.search(lead)
        after = _ADDED.match(ask[figures[last].end :].casefold())
        group = figures[at : last + 1]
        shared = at > 0 and bool(_share_of(ask, figures[at - 1], figures[at], percent)) and not _EACH.search(ask)
        if last > at and (before or after or shared) and len({figure.unit for figure in group}) == 1:
            text = "(" + " + ".join(figure.text for figure in group) + ")"
            figures[at : last + 1] = [_Figure(text, group[0].unit, group[0].start, group[-1].end)]
            spans += [(left.end, right.start) for left, right in pairwise(group)]
            spans += [before.span()] if before else []
            spans += [(group[-1].end, group[-1].end + after.end())] if after else []
        at += 1
    return figures, spans


def _joined(ask: str, named: list[_Figure], percent: bool) -> Formula | None:
    """Two or more figures joined by words or signs: "capex as a % of revenue", "operating income + D&A"."""
    if len(named) < 2:
        return None
    figures, spans = _figures(ask, named[:LONGEST], percent)
    if len(figures) == 1:
        return Formula(figures[0].text, None, figures[0].unit, joined=tuple(spans))
    if len(figures) == 2 and (told := _of_its_own(ask, figures[0], figures[1])):
        return Formula(figures[0].text, None, "%", joined=(*spans, told))
    if len(figures) == 2 and (pair := _paired(ask, figures[0], figures[1], percent)):
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
        if joiner and joiner["j"].strip() == "net of" and _is_contra(left, right):
            spans.append((left.end, right.end))
            continue
        spans.append((left.end + (joiner.start("j") if joiner else 0), right.start))
        parts += [sign, right.text]
    if len(parts) == 1:
        return Formula(parts[0], None, figures[0].unit, joined=tuple(spans)) if spans else None
    unit = ("%" if share else "ratio") if "/" in parts else figures[0].unit
    return Formula(" ".join(parts), None, unit, joined=tuple(spans))


def _share_of(ask: str, whole: _Figure, part: _Figure, percent: bool) -> tuple[re.Match[str], re.Match[str]] | None:
    """The words before and after `whole` by which `part` is its share: "what % of revenue was spent on R&D"."""
    before = ask[: whole.start].casefold()
    share = _SHARE_OF.search(before) or (_MUCH_OF.search(before) if percent else None)
    between = ask[whole.end : part.start].casefold()
    said = _RETURNED.match(between) or _GOES_TO.match(between)
    return (share, said) if share and said else None


def _paired(ask: str, left: _Figure, right: _Figure, percent: bool) -> tuple[str, str, list[tuple[int, int]]] | None:
    """The expression, its unit and the words that join two figures otherwise than by an operator between them."""
    before, between = ask[: left.start].casefold(), ask[left.end : right.start].casefold()

    def words(said: re.Match[str]) -> tuple[int, int]:
        """Where the joining words stand; others between the figures may say that other figures are meant."""
        start, end = next(said.span(group) for group in ("said", "held") if said.groupdict().get(group))
        return left.end + start, left.end + end

    gap = (left.end, right.start)
    if told := _share_of(ask, left, right, percent):
        unit = "ratio" if told[0]["what"] == "multiple" else "%"
        return f"{right.text} / {left.text}", unit, [told[0].span(), words(told[1])]
    account = _ACCOUNT.match(ask[right.end :].casefold())
    if account and (share := _SHARE_OF.search(before)) and (said := _DID.match(between)):
        tail = right.end + account.start("said"), right.end + account.end("said")
        return f"{right.text} / {left.text}", "%", [share.span(), words(said), tail]
    if (lead := _LEADS.search(before)) and (said := _THEN_ASKS.match(between)):
        return f"{right.text} / {left.text}", "%", [lead.span(), words(said)]
    if said := _MAKES_UP.match(between):
        return f"{left.text} / {right.text}", "%", [words(said)]
    if left.unit != right.unit:
        return None
    if (apart := _DIFFERENCE_OF.search(before)) and _AND.match(between):
        return f"{left.text} - {right.text}", left.unit, [apart.span(), gap]
    if (apart := _SUBTRACT.search(before)) and _FROM.match(between):
        return f"{right.text} - {left.text}", left.unit, [apart.span(), gap]
    if (said := _EXCEEDS.match(between)) and (apart := _BY_HOW_MUCH.search(before)):
        return f"{left.text} - {right.text}", left.unit, [apart.span(), words(said)]
    return None


_CONTRA = ("accumulated_depreciation", "depreciation", "depreciation_amortization", "amortization_intangibles",
           "impairment", "allowance_credit_losses")  # fmt: skip


def _is_contra(left: _Figure, right: _Figure) -> bool:
    """Whether a balance is printed net of the second figure anyway: "property, net of depreciation"."""
    balance = left.text.isidentifier() and concept(left.text).kind is Kind.INSTANT
    return balance and right.text in _CONTRA


def _of_its_own(ask: str, share: _Figure, whole: _Figure) -> tuple[int, int] | None:
    """Where the words stand that say of what a share is anyway: "gross margin as a % of total revenue"."""
    joiner = _JOINERS.match(ask[share.end : whole.start].casefold())
    own = share.unit == "%" and share.text.endswith(f" / {whole.text})")
    return (share.end, whole.start) if own and joiner and _SHARE_WORDS.search(joiner["j"]) else None


def _is_ratio(ask: str, left: _Figure, right: _Figure) -> bool:
    """ "ratio of x to y" and "x to y ratio"."""
    between = _TO.match(ask[left.end : right.start].casefold())
    if between is None:
        return False
    before, after = ask[: left.start].casefold(), ask[right.end :]
    if _RATIO_OF.search(before):
        return True
    return between["j"] == "to" and bool(re.match(r"\s*ratio\b", after, re.I) or _ASKED.search(before))


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
    formula = _read_formula(ask, definitions, percent)
    # What a part of it is, told beside: "debt is A plus B; equity is equity attributable to Acme".
    for one in unused(definitions) if formula.given and formula.expression else ():
        part = _named(one)
        if part == "equity" and not re.search(r"\bequity\b", formula.expression or ""):
            part = "equity_including_noncontrolling"
        if part and (text := _with_part(formula.expression or "", part, one)) is not None:
            formula = replace(formula, expression=text, definition=f"{formula.definition}; {one.name} = {one.words}")
    return formula


def _read_formula(ask: str, definitions: Sequence[Definition], percent: bool) -> Formula:
    found = [mention for mention in mentions(ask) if not is_loose(ask, mention)]
    figures = [_Figure(meaning(one), _unit(one), one.start, one.end) for one in found]
    table = _joined(ask, figures, percent) or (_single(ask, found) if found else Formula())
    if not definitions:
        return table
    given = definitions[0]
    told = f"{given.name} = {given.words}".removeprefix(" = ")
    asked = next((mention for mention in found if mention.kind == "metric"), None)
    if table.expression and (named := _named(given)) and not _same(named, table.expression):
        # What is defined is a part of what is asked: "EBITDA as a percentage of sales. EBITDA is …"
        if (text := _with_part(table.expression, named, given)) is not None:
            whole = told if table.metric else f"{_in_words(table.expression)}, where {told}"
            return Formula(text, table.metric, table.unit, whole, True, table.joined)
        wider = asked and re.search(r"margin|to sales|to revenue|% of revenue", asked.words, re.I)
        defines_part = not re.search(r"margin|%", given.name, re.I) and "/" not in given.expression
        if wider and defines_part and table.unit == "%":
            return Formula(f"({given.expression}) / revenue", table.metric, "%", told, True)
        if asked and "/" not in given.expression and asked.words.casefold() not in given.name.casefold():
            return _of_names(ask, figures, definitions, percent)
    if table.unit == "%" and not percent and not re.search(r"margin", ask, re.I):
        table = replace(table, unit="ratio")
    if (table.unit in ("%", "ratio") or percent) and "/" not in given.expression:
        return _of_names(ask, figures, definitions, percent)  # an amount is no share
    own = _metric_of(given)
    # Under a name of its own the figure is what is defined, whatever metric is named beside it.
    if own is None and len(given.name) > 2 and re.search(rf"\b{re.escape(given.name)}\b", ask, re.I):
        return Formula(given.expression, None, _unit_of(given.expression, percent), told, True)
    unit = table.unit if table.unit not in (None, "money") else _unit_of(given.expression, percent)
    return Formula(given.expression, table.metric or own, unit, told, True)


def _of_names(ask: str, figures: Sequence[_Figure], definitions: Sequence[Definition], percent: bool) -> Formula:
    """Figures joined by words where some are what the question defines under a name of its own: "trade working capital
    as a % of sales. Trade working capital is …". Empty where how they belong together is not understood."""
    own = [
        (_Figure(f"({one.expression})", _unit_of(one.expression, percent), *found.span()), one)
        for one in definitions
        for found in (re.finditer(rf"\b{re.escape(one.name)}\b", ask, re.I) if len(one.name) > 2 else ())
    ]
    kept = [
        figure for figure in figures if not any(figure.start < new.end and new.start < figure.end for new, _ in own)
    ]
    joined = _joined(ask, sorted((*kept, *(new for new, _ in own)), key=lambda figure: figure.start), percent)
    if joined is None or joined.expression is None:
        return Formula()
    if not own or not all(new.text in joined.expression for new, _ in own):
        return Formula()
    label = _in_words(joined.expression, {new.text: one.name for new, one in own})
    told = "; ".join(f"{one.name} = {one.words}" for _, one in own)
    return replace(joined, definition=f"{label}, where {told}", given=True)


def _in_words(expression: str, own: Mapping[str, str] | None = None) -> str:
    """An expression with the names of its lines; of the parts in `own`, with the question's own names."""
    known = {name: line.names[0] for name, line in concepts().items()} | dict(own or {})
    pieces = "|".join(re.escape(text) for text in own or ())
    return re.sub(
        rf"{pieces}{'|' if pieces else ''}\b[a-z]\w+", lambda piece: known.get(piece[0], piece[0]), expression
    )


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

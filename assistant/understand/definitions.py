"""Read a formula that the question itself gives ("DPO is defined as: 365 * (average accounts payable …) / …").

The result is an expression over standard concepts, which beats the formula table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compute.calculate import CalculationError, join_terms, parse
from assistant.compute.metrics import metric
from assistant.understand.asked import STATEMENT_WORDS
from assistant.understand.vocabulary import Mention, flatten, mentions

__all__ = ["Definition", "given_definitions", "read_expression", "unread_definitions", "unused"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One formula given in a question: the `name` it defines, its words, its expression, and where it stands."""

    name: str
    words: str
    expression: str
    start: int
    end: int


_NAME = r"(?P<name>[A-Za-z][\w&%/'’ -]{0,80}?(?: ratio)?)(?: metric)?"
# A formula ends with its sentence, or where the next one begins: ", with DIO = 365 * …".
_NEXT = (
    r"(?:(?:, |,? (?:with|where|and) )(?:and )?(?:the )?[A-Z][A-Z&/]{1,5} ?(?:=|(?:is|being|equals)\b)"
    r"|,? (?:and|where|with) (?:the )?[a-z][a-z -]{2,40} ="
    r"|, where (?:the )?[a-z][a-z -]{2,40} (?:is|are|equals|means)\b)"
)
_END = rf"(?P<body>.+?)(?=(?:(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bLtd)\.(?!\d)|[?!;])(?:\s|$)|{_NEXT}|$)"
_STEP = r"[^.?!]*(?:[*/×÷]|\b(?:divided|multiplied) by\b|\bover (?!fy|\d|the\b)[a-z])"
_FORMS = (
    # "taking additions to property and equipment as capex": what is taken comes first
    re.compile(r"\b[Tt]ak(?:e|ing) (?P<body>[^,.;=/*()]{3,80}?) (?:as|for) (?P<alias>[A-Za-z&/ -]{2,30})(?=, )"),
    re.compile(
        rf"\b{_NAME}(?: \([A-Z]{{2,6}}\))? (?:here |is here |itself )?(?:is|"
        rf"are|be|was|is to be|should be) (?:defined|calculated|computed|measured|taken) (?:here )?(?:as|"
        rf"by)(?: follows)?:? ?{_END}"
    ),
    re.compile(rf"\b{_NAME},? (?:here )?(?:taken|defined|computed|calculated|measured|read) as:? (?={_STEP}){_END}"),
    re.compile(rf"\b[Dd]efine {_NAME}(?: \([A-Z]{{2,6}}\))? (?:as|to be|=):? ?{_END}"),
    re.compile(
        rf"\b(?:[Cc]alculat|[Cc]omput|[Mm]easur|[Tt]ak|[Tt]reat|[Dd]efin)(?:e|ing)? {_NAME}(?: \([A-Z]{{2,6}}\))?"
        r" (?:as(?! of\b)|to be)\b"
        rf"(?! an? (?:%|percent|share|fraction|proportion|ratio|multiple)):? ?{_END}"
    ),
    re.compile(rf"\b(?:[Uu]se|using|with) (?:the )?(?:formula|definition):? ?(?:{_NAME} ?= ?)?{_END}"),
    re.compile(rf"\b(?:[Ww]here|[Ww]ith|[Aa]ssume|[Aa]ssuming) {_NAME} (?:is|equals|=) {_END}"),
    re.compile(rf"\b{_NAME} ?= ?{_END}"),
    # "DIO is 365 * (average inventory) / COGS", "asset turnover, i.e. revenue / (average total assets)"
    re.compile(rf"\b(?P<name>[A-Z][A-Z&/]{{1,5}}) (?:is|equals|means|being) (?={_STEP}){_END}"),
    re.compile(
        rf"(?:^|(?<=[.?!;:] ))(?!(?:what|how|which|who|that|this|it|there|here)\b)(?P<name>[a-z][a-z&/'’ -]{{1,60}}?)"
        rf"(?<! that)(?<! which) (?:is|equals) (?=[^.?!]*(?:\b(?:plus|minus|less|divided by)\b|[*/×÷+]| [-−] )){_END}",
        re.I,
    ),
    # "equity is equity attributable to Acme"
    re.compile(
        rf"(?:^|(?<=[.?!;:] ))(?!(?:what|how|which|who|that|this|it|there|here)\b)(?P<name>[a-z][a-z ]{{2,40}}?) is"
        rf" (?=[a-z' -]{{3,40}} attributable to\b){_END}",
        re.I,
    ),
    # "here the quick ratio means: (…) / …", "capex means purchases of property and equipment"
    re.compile(rf"(?:\b[Hh]ere,? (?:the )?)?\b{_NAME} means:? {_END}"),
    re.compile(
        rf"(?:^|(?<=[.?!;] ))(?:[Tt]ake|[Uu]se|[Cc]ompute it as) (?=[^.?!]*(?:\bover\b|\bdivided by\b|/)){_END}"
    ),
    re.compile(rf"\b{_NAME} \([A-Z]{{2,6}}\): (?={_STEP}){_END}"),
    # "Book value per share: equity divided by shares outstanding", "Net debt: short-term debt + long-term debt - cash"
    re.compile(rf"\b{_NAME}: (?!(?:what|how|which|by)\b)(?=[^.?!]*(?: [*/×÷+] |\bdivided by\b)){_END}"),
    re.compile(rf",? taking (?=[^.?!]*(?:\bover\b|\bdivided by\b|/)){_END}"),
    re.compile(rf"(?:,? (?:i\.e\.|meaning|in other words)|[,;(] ?that is),? (?={_STEP}){_END}"),
    # "the net margin of Acme in the year ended June 30, 2024, defined as net income divided by revenue"
    re.compile(rf", (?:here )?(?:defined|taken|computed|calculated|measured) as:? (?={_STEP}){_END}"),
    # "dividend payout ratio (dividends paid divided by net income; two decimals)"
    re.compile(
        r"\((?:(?:here |is )*(?:defined|calculated|computed|measured|taken) as:? )?"
        r"(?=[^()]*(?:\bdivided by\b|[/*×÷]))(?P<body>(?:[^();]|\([^()]*\))+)(?:;[^()]*)?\)"
    ),
)
_PARTS = re.compile(
    r"using (?P<top>[^.?]+?) as (?:the |its )?numerator and (?P<bottom>[^.?]+?) as (?:the |its )?denominator", re.I
)

# "Divide net cash provided by operating activities by net income as shown in the statement."
_DIVIDE = re.compile(
    r"(?:^|(?<=[.?!;:] ))[Dd]ivide (?P<top>[^.?;]+?)(?<!provided)(?<!used)(?<!generated) by "
    r"(?P<bottom>(?!the (?:result|sum))[^.?;]+?)"
    r"(?=,? (?:as (?:shown|reported|stated|printed|given)|(?:and|then) (?:round|give|express|answer|state|report))\b"
    r"|[,;]|\.(?!\d)|[?]|$)"
)
# What a figure is, told right after it: "total liabilities (total assets minus total equity)".
_TOLD_BESIDE = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z'’0-9 -]{2,80}?) ?\((?:i\.e\.,? |that is,? |here )?"
    r"(?P<body>(?=[^()]*\b(?:plus|minus|less)\b)[^()/*×÷]{5,120})\)"
)
_BEFORE_NAME = re.compile(
    r".*(?:['’]s\s+|\b(?:of|the|its|what|was|were|is|are|did|does|as|a)\s+)"
    r"(?:(?:FY ?\d+|fiscal(?: year)? \d+|\d{4})\s+)?",
    re.S,
)

# What says which line a figure of the formula is taken from: "use total revenues (…) as the denominator".
_ROLE = re.compile(
    r"\b(?:use|using|take|taking|with) (?P<body>[^.?!;]+?) (?:as|for|in) the (?:numerator|denominator)\b[^.?!]*|"
    r"(?<=[.?!] )use (?P<parts>(?!primarily|only|the (?:formula|definition))[^.?!;]+)[.;]?|"
    r"(?:^|(?<=[.?!] ))(?P<total>total (?:revenues?|assets|liabilities))\b[^.?!]{0,12}\bincludes?\b[^.?!]*",
    re.I,
)
# "Define EBITDA as operating income plus D&A, and divide it by revenue."
_THEN_DIVIDE = re.compile(
    r",? (?:and )?(?:then )?divid(?:e|ed|ing) (?:(?:it|them|this|that|the (?:result|sum|total)) )?by (?P<below>.+)$",
    re.I | re.S,
)
# "current assets excluding inventories over current liabilities"
_OVER = re.compile(
    r"^(?P<above>[^()/*]+?(?:, |\b(?:and|excluding|leaving out|less|minus|plus)\b)[^()/*]+?) over"
    r" (?P<below>(?!fy|\d|the (?:year|period|course))[^()/*]+)$",
    re.I,
)
_SEVERAL = re.compile(r"[+−-]|\b(?:plus|minus|less)\b", re.I)

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:fy|fiscal(?: year)?|f/y)[ ']*(?P<y>(?:19|20)?\d{2})\b|\b(?P<z>(?:19|20)\d{2})\b")
_BETWEEN = re.compile(
    r"(?:between|from|over|across|for|of|in|at)(?: the)?(?: (?:beginning|end|opening|start)(?: of)?)? "
    r"(?:(?:fy|fiscal(?: year)?)[ ']*)?(?:(?:19|20)?\d{2})(?: year[- ]end)?"
    r"(?: ?(?:and|to|-|&) ?(?:the (?:beginning|end|opening|start) of )?"
    r"(?:(?:fy|fiscal(?: year)?)[ ']*)?(?:(?:19|20)?\d{2}))?"
    r"(?: year[- ]end)?\b"
)
_OPERATORS = (
    (re.compile(r"(?:divided by|over|÷|/|as a (?:percentage|percent|%|share|fraction) of)"), "/"),
    (re.compile(r"(?:multiplied by|times|×|\*|x(?= ))"), "*"),
    (re.compile(r"(?:plus|added to|\+)"), "+"),
    (re.compile(r"(?:minus|less|net of|excluding|leaving out|-|−)"), "-"),
)
_AVERAGE = re.compile(
    r"(?:the )?(?:average|avg\.?|mean)(?: of)?(?: the)?(?: (?:opening|beginning|starting) and (?:closing|ending|end))?"
    r"(?: balances? of)?"
)
_CHANGE = re.compile(r"(?:the )?(?:change|increase|decrease|growth) in(?: the)?|δ|delta(?: in)?")
_PRIOR = re.compile(
    r"(?:the )?(?:prior|previous|last|beginning|opening|preceding)(?:[- ](?:year|period))?(?:'s)?(?:[- ]end)?"
)
_DAY = r"(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2},? \d{4}"
_ON_DAYS = re.compile(rf"(?:at|of|on|as of|between) (?:the )?{_DAY}(?:,? (?:and|to) {_DAY})?")
_SUM = re.compile(r"(?:the )?sum of")
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)")
_DETERMINERS = re.compile(r"(?:(?:the|net|total)\s+)+")
# In a formula the bare word is the line; elsewhere it may be anything that is paid.
_CASH = re.compile(r"cash(?=\s*(?:[,()+*/-]|and\b|plus\b|minus\b|less\b|over\b|divided\b|$))")
_ONE = re.compile(r"one(?= (?:minus|less|plus)\b)")
# Parentheses right after a figure say it again, in other words, but for those that make it another.
_GLOSS = re.compile(r"\s*\([^()]*\)")
# Words that make another figure of the one they follow; what a purchase is before its proceeds is the purchase itself.
_OTHERWISE = re.compile(
    r"\(\s*(?:including|includes|excluding|excludes|without|before(?! (?:any |the )?proceeds)|after|less|plus)\b"
)
_WITH_OTHERS = re.compile(r"\(\s*including (?:the )?(?:non-?controlling|minority) interests?\s*\)")
# What may follow a figure's name and says no more than which printed line it is, or where that stands.
_TAIL = re.compile(
    r",? net(?: of (?:allowances?|depreciation))?(?: and other)?(?=\s*(?:[,()/*+-]|between|for|in|over|at"
    r"|divided|plus|minus|less|$))"
    r"|,? ?and other(?=\s*[,)/])|attributable to [^()/*+,]+?(?:, (?:inc|corp|ltd|llc|plc|n\.v)\b\.?)?"
    r"(?=\s*(?:$|[()/*+,]|plus|minus|less|divided))"
    r"|(?:paid(?: out)?|made|incurred)?(?: to (?:share|stock)holders)? ?(?:during|in) (?:the|that) (?:fiscal"
    r" )?(?:year|period)"
    r"|(?:taken|taking|as (?:shown|reported|stated|presented|printed|given|listed)|found|presented)\b[^()/*+,]*"
    r"|paid to (?:share|stock)holders|,? (?:the )?averages? being [^()/*+]+"
    r"|,? ?(?:using|taking|with) [^()/*+]{2,50}? (?:from|in|on|of) (?:the )?(?:cash flow statement|"
    r"statement of (?:cash flows?|income|financial position)|income statement|balance sheet|p&l)(?: statement)?"
)
# What may be said after a formula: how to round and print the result.
_ADDED = re.compile(
    r",? (?:and )?(?:then )?averag(?:e|ing) (?:the|these|those|all|them|over)\b"
    r"|,? (?:and )?(?:please )?(?:(?:use|using|all from) the (?=[^,]*\b(?:statements?|sheets?)\b)"
    r"|(?:round|compare|say|tell|express|give|state|report|answer|show|present|rounded"
    r"|expressed)\b"
    r"|(?:to|with|at) (?:the nearest|(?:zero|one|two|three|four|\d) (?:decimals?|digits?|places?))"
    r"|as an? (?:percent|percentage|%|ratio|multiple)\b(?! of)|in (?:days|percent|%|usd)\b)"
    r"|, (?:is|are|does|do|did|was|were|has|have|can|what|how)\b",
    re.I,
)
_FILLER = re.compile(
    r"(?:the|a|of|that is|shown|reported|in|on|from|and the statement of|total|annual|gross|unadjusted|current year|"
    r"net|consolidated|common stock|operating(?= revenues)|"
    r"cash flow statement|statement of cash flows|income statement|p&l statement|p&l|balance sheet|statement of income|"
    r"statement of financial position|at year[- ]end|year[- ]end|for the (?:year|period)|for|amount|"
    r"figure|value|both|all|same|:|'s)"
    r"(?![\w])"
)


def _full(year: str) -> int:
    number = int(year)
    return number if number > 100 else number + 2000


class _Reader:
    """A cursor over the words of a formula that writes the expression as it goes."""

    def __init__(self, words: str, year: int | None, known: dict[str, str]) -> None:
        self.flat = flatten(words)
        self.year = year
        self.known = sorted(known.items(), key=lambda item: -len(item[0]))
        self.mentions = {mention.start: mention for mention in mentions(words)}
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.wrap = ""
        self.summing = False
        self.altered = False

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.flat, self.at)
        if found and found.end() > self.at:
            self.at = found.end()
            return found
        return None

    @property
    def whole(self) -> bool:
        """Whether what was read so far could be all of a formula."""
        return bool(self.out) and self.out[-1] not in ("+", "-", "*", "/", "(")

    def signs(self) -> list[str]:
        """The signs read so far within the parentheses that are open."""
        open_at = [0]
        for place, piece in enumerate(self.out):
            if piece == "(":
                open_at.append(place + 1)
            elif piece == ")" and len(open_at) > 1:
                open_at.pop()
        return [piece for piece in self.out[open_at[-1] :] if piece in ("+", "-")]

    def operand(self, inner: str, is_term: bool) -> None:
        text = inner
        if is_term and self.offset and not self.wrap:
            text = f"{inner}[{self.offset}]"
        elif self.wrap and is_term:
            earlier = f"{inner}[{self.offset - 1}]" if self.offset - 1 else inner
            now = f"{inner}[{self.offset}]" if self.offset else inner
            text = f"avg({now}, {earlier})" if self.wrap == "avg" else f"({now} - {earlier})"
        elif self.wrap:
            earlier = "(" + join_terms(inner, lambda term: f"{term.name}[{term.offset - 1}]") + ")"
            text = f"avg(({inner}), {earlier})" if self.wrap == "avg" else f"(({inner}) - {earlier})"
        elif not is_term:
            text = f"({inner})"
        self.out.append(text)
        self.offset, self.wrap = 0, ""

    def listed(self, at: int) -> int:
        """Where a figure begins that comes next in a list; 0 when none does."""
        words = _DETERMINERS.match(self.flat, at)
        return next((start for start in (at, words.end() if words else at) if start in self.mentions), 0)

    def named(self) -> bool:
        for name, expression in self.known:
            if self.flat.startswith(name, self.at) and not re.match(r"\w", self.flat[self.at + len(name) :]):
                self.at += len(name)
                self.operand(expression, is_term=False)
                return True
        mention = self.mentions.get(self.at)
        if mention is None:
            return False
        self.at = mention.end
        gloss = self.take(_GLOSS)
        name, is_term = _meaning(mention)
        if gloss and _OTHERWISE.search(gloss[0]):
            if name in ("equity", "equity_including_noncontrolling") and _WITH_OTHERS.search(gloss[0]):
                name = "equity_including_noncontrolling"
            else:
                self.altered = True
        self.operand(name, is_term)
        return True

    def step(self) -> bool:
        """Read one piece; False when the next words mean nothing in a formula."""
        if (found := _LISTED.match(self.flat, self.at)) and self.whole and (start := self.listed(found.end())):
            self.at = start
            # "cash, short-term investments and receivables", "assets less receivables, inventories and goodwill"
            self.out.append("-" if self.signs() and self.signs()[-1] == "-" else "+")
            return True
        if self.flat[self.at] in " ,":
            self.at += 1
            return True
        if self.named():
            return True
        if self.take(_CASH):
            self.operand("cash", is_term=True)
            return True
        if found := self.take(_YEAR):
            year = _full(found["y"] or found["z"])
            self.offset = year - self.year if self.year else 0
            return True
        if self.take(_BETWEEN) or self.take(_ON_DAYS):
            return True
        if self.whole and self.take(_TAIL):
            return True
        if self.take(_AVERAGE):
            self.wrap = "avg"
            return True
        if self.take(_CHANGE):
            self.wrap = "change"
            return True
        if self.take(_PRIOR):
            self.offset = -1
            return True
        if self.take(_SUM):
            self.summing = True
            return True
        if self.take(_ONE):
            self.out.append("1")
            return True
        if found := self.take(_NUMBER):
            self.out.append(found[0].replace(",", ""))
            return True
        if self.flat[self.at] in "()[]{}":
            self.out.append({"[": "(", "]": ")", "{": "(", "}": ")"}.get(self.flat[self.at], self.flat[self.at]))
            self.at += 1
            return True
        for pattern, operator in _OPERATORS:
            if self.take(pattern):
                self.out.append(operator)
                return True
        if self.summing and (self.take(re.compile(r"and\b"))):
            self.out.append("+")
            self.summing = False
            return True
        return self.take(_FILLER) is not None


def _meaning(mention: Mention) -> tuple[str, bool]:
    """The expression of a mention, and whether it is a single term."""
    if mention.kind == "concept":
        return mention.name, True
    return metric(mention.name).expression, False


def read_expression(words: str, year: int | None, known: dict[str, str] | None = None) -> str | None:
    """The expression over concepts that `words` spell, or None when some word is not understood.

    `year` is the fiscal year that a bare name means: with 2017, "FY2016 revenue" is `revenue[-1]`. `known` maps
    lower-case names to expressions already given. "average x" is over the opening and closing balance, "change in x"
    is closing less opening.
    """
    reader = _Reader(words.strip().rstrip("."), year, known or {})
    while reader.at < len(reader.flat):
        if not reader.step() or reader.altered:
            return None
    text = re.sub(r"\s*(avg)?\(\s*", lambda found: f" {found[1] or ''}(", " ".join(reader.out))
    text = re.sub(r"\s+\)", ")", text).replace("( ", "(").strip()
    text = re.sub(r"\s+", " ", text)
    try:
        expression = parse(text)
    except CalculationError:
        return None
    return text if expression.terms else None


def _known_names(name: str) -> list[str]:
    cleaned = re.sub(r"^(?:what is|the|and|here|where|define|use|its)\s+", "", flatten(name).strip())
    abbreviation = re.search(r"\(([a-z&/]{2,8})\)", cleaned)
    bare = re.sub(r"\s*\([^)]*\)", "", cleaned).strip()
    return [part for part in (bare, abbreviation[1] if abbreviation else "") if part]


def _told(question: str) -> list[tuple[str, str, int, int]]:
    """The formulas that a question gives: name, words, and where each stands."""
    raw: list[tuple[str, str, int, int]] = []
    for pattern in _FORMS:
        for found in pattern.finditer(question):
            if "alias" in pattern.groupindex:
                if not _is_name(found["alias"]) or not mentions(found["body"]):
                    continue
            elif "name" not in pattern.groupindex and len(mentions(found["body"])) < 2:
                continue  # "use the income statement and/or the balance sheet"
            start, end = found.span()
            if not any(start < other_end and other < end for _, _, other, other_end in raw):
                body = found["body"][: _ending(found["body"])]
                end = found.start("body") + len(body)
                end = found.end() if "alias" in pattern.groupindex else end
                names = found.groupdict()
                raw.append((_title(names.get("name") or names.get("alias") or ""), _divided(body.strip()), start, end))
    for found in _PARTS.finditer(question):
        raw.append(("", f"({found['top']}) / ({found['bottom']})", *found.span()))
    roles = [role.span() for role in _ROLE.finditer(question)]
    more = [("", f"({told['top']}) / ({told['bottom']})", *told.span()) for told in _DIVIDE.finditer(question)]
    more += [
        (_BEFORE_NAME.sub("", told["name"]), told["body"], told.start("body") - 1, told.end())
        for told in _TOLD_BESIDE.finditer(question)
        if not any(start <= told.start("body") < end for start, end in roles)
    ]
    for name, words, start, end in more:
        overlaps = any(start < other_end and other < end for *_, other, other_end in raw)
        if len(mentions(words)) > 1 and not overlaps:
            raw.append((name, words, start, end))
    return sorted(raw, key=lambda item: item[2])


def _is_name(text: str) -> bool:
    """Whether a text is the name of one figure and nothing else."""
    named = mentions(text)
    return len(named) == 1 and named[0].words.strip().casefold() == text.strip().casefold()


def _title(name: str) -> str:
    """A name without the words that ask for it: "Compute Walmart's FY2017 inventory days" is about inventory days."""
    asked = re.match(r"(?i)\s*(?:compute|calculate|find|determine|what (?:is|was)|report|give)\b.*?['’]s?\s+", name)
    bare = re.sub(r"^(?:FY ?\d+|\d{4})\s+", "", name[asked.end() :] if asked else name).strip()
    bare = bare.removesuffix(" here")
    return re.sub(
        r"(?i)^(?:(?:based|judged|going) (?:on|by)|on|by|us(?:e|ing)|here|and)\s+(?:(?:the|its|their)\s+)?", "", bare
    )


def _ending(body: str) -> int:
    """Where a formula ends and what is to be done with its result begins: "…, and round it to two decimals"."""
    bare = body
    for _, pattern in STATEMENT_WORDS:  # which name figures: "use the statement of cash flows"
        bare = pattern.sub(lambda found: " " * len(found[0]), bare)
    ends = (found.start() for found in _ADDED.finditer(body) if not mentions(bare[found.start() :]))
    return next(ends, len(body))


def _divided(body: str) -> str:
    """The words of a formula whose last step is told after it, as one formula."""
    over = _OVER.match(body)
    if over is not None and not re.match(r"(?i)(?:one|1)\b", body):
        return f"({over['above']}) / {over['below']}"
    then = _THEN_DIVIDE.search(body)
    if then is None or re.match(r"(?i)(?:one|1) (?:minus|less)\b", body):
        return body  # "one minus dividends divided by earnings" takes the quotient from one
    parts = (body[: then.start()], then["below"])
    return " / ".join(f"({part})" if _SEVERAL.search(part) else part for part in parts)


def unused(definitions: Sequence[Definition]) -> tuple[Definition, ...]:
    """Those after the first that no other one names, so that they were filled in nowhere."""
    return tuple(
        one
        for one in definitions[1:]
        if not any(
            re.search(rf"\b{re.escape(name)}\b", flatten(other.words))
            for other in definitions
            if other is not one
            for name in _known_names(one.name)
        )
    )


def unread_definitions(question: str, read: Sequence[Definition]) -> tuple[Definition, ...]:
    """The formulas, and what is said of a formula's parts, that a question gives beside those that were read.

    Their expression is empty; the name of what is only said of a part is too.
    """
    found = [Definition(name, words, "", start, end) for name, words, start, end in _told(question)]
    found += [Definition("", _bare(m), "", *m.span()) for m in _ROLE.finditer(question) if _bare(m)]
    return tuple(one for one in found if not any(one.start < other.end and other.start < one.end for other in read))


def _bare(role: re.Match[str]) -> str:
    """The figures that a remark on a formula's parts names, without glosses and statements; "" where it names none."""
    words = re.sub(r"\([^()]*\)?", " ", role["body"] or role["parts"] or role["total"])
    for _, pattern in STATEMENT_WORDS:
        words = pattern.sub(" ", words)
    return words if mentions(words) else ""


def given_definitions(question: str, year: int | None) -> tuple[Definition, ...]:
    """The formulas a question gives, the one asked for first; formulas that name one another are filled in."""
    raw = _told(question)
    known: dict[str, str] = {}
    pending = list(raw)
    for _ in range(len(raw)):
        for item in list(pending):
            expression = read_expression(item[1], year, known)
            uses_pending = any(
                name and re.search(rf"\b{re.escape(name)}\b", flatten(item[1]))
                for other in pending
                if other is not item
                for name in _known_names(other[0])[:2]
            )
            if expression and not uses_pending:
                known.update(dict.fromkeys(_known_names(item[0]), expression))
                known[f"\x00{item[2]}"] = expression
                pending.remove(item)
    if raw and raw[0] in pending:  # the one asked for: its parts alone would answer another question
        return ()
    return tuple(
        Definition(name, words, known[f"\x00{start}"], start, end)
        for name, words, start, end in raw
        if f"\x00{start}" in known
    )

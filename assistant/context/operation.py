"""What a question asks to be done with numbers: the operation, and the phrases that name its operands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.context.words import plain, years

__all__ = ["Operation", "Task", "read_task"]


class Operation(StrEnum):
    """What is done with the operands."""

    PERCENT_CHANGE = "percent change"
    CHANGE = "change"
    RETURN = "return"
    DIFFERENCE = "difference"
    SHARE = "share"
    RATIO = "ratio"
    AVERAGE = "average"
    SUM = "sum"
    PRODUCT = "product"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class Task:
    """An operation over a subject. `parts` are the phrases of two operands, in the order they are computed in
    (minuend, numerator first); empty where one subject is followed through `years`. `span` says that years are the two
    ends of a range. `average` says that each year's value is the mean of its own and the year before; `said` is the
    whole question."""

    operation: Operation
    subject: str
    parts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    span: bool = False
    average: bool = False
    operator: str = ""
    ordered: bool = False
    stated: bool = False
    said: str = ""


_MOVE = (
    r"(?:change|increase|decrease|decline|growth|difference|reduction|rise|drop|fall|return|appreciation|gain|movement)"
)
_PERCENT = r"(?:(?<!\w)percent(?:age)?|(?<!\w)per cent|%)"
_PERCENT_CHANGE = re.compile(
    rf"{_PERCENT}(?:age)?(?: of)?(?: the)?(?: total| net| cumulative| overall| annual){{0,3}} \(?(?:of )?{_MOVE}\)?s?"
    rf"(?: ?/ ?\(?(?:decrease|increase)\)?)?\b"
    rf"|\b{_MOVE} ?\(?(?:in|as a|by)? ?(?:terms of )?(?:{_PERCENT})(?!\w)\)?(?! of| point)"
    r"|\b(?:growth|increase|decrease|decline|change) rate\b|\brate of (?:growth|increase"
    r"|decrease|decline|change|return)\b"
    r"|\b(?:overall|total|cumulative|annual|yearly|the) growth (?:of|in)\b"
    rf"|\bby (?:what|how (?:much|many)) (?:{_PERCENT})|\broi\b|\breturn on investment\b"
    rf"|\bwhat {_PERCENT}(?:age)? (?:did|does|has|have|was|is|were) .* (?:increase|decrease|grow|decline|change)d?\b"
    r"|\b(?:net|relative) percentage (?:change|difference)",
)
_SHARE = re.compile(
    rf"\b(?:what|which|the|how much) (?:is the |was the |are the )?(?:{_PERCENT}|portion|fraction"
    rf"|proportion|share|weight)\b"
    rf"|\bas (?:a )?(?:{_PERCENT}|portion|share|proportion|fraction) (?:of|over|to)\b"
    rf"|{_PERCENT} (?:share )?of\b|\bproportion\b"
)
_RATIO = re.compile(r"\bratio\b|\bhow many times\b")
_AVERAGE = re.compile(r"(?<!weighted )(?<!weighted-)\b(?:average|mean)\b")
_CHANGE = re.compile(
    r"\b(?:change|changes|difference|increase|decrease|decline|growth|reduction|movement"
    r"|variance)\b|\bhow much (?:more|less|"
    r"higher|lower|did)\b|\bby how much\b"
)
_SUM = re.compile(r"\b(?:sum|combined|aggregate|altogether|together|total)\b")
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?(?:to|-|–|through|and|until)\s?(?:the )?((?:19|20)\d\d)\b")


_OF_SALES = re.compile(
    rf"\b(?:change|difference|increase|decrease) in (?:the )?(?:(?P<subject>.+?) as (?:a |the )?{_PERCENT} (?:of"
    rf"|to) .*?"
    rf"|{_PERCENT} of [\w ]+? (?:represented by|attributable to|made up of) (?P<behind>.+?))(?= (?:between|from|in"
    rf"|for)\b).*\d{{4}}"
)
"""A change of what is itself a share: of a row of percentages, between years."""


_PROPORTION = re.compile(r"\bproportion of\b.*\bover\b|\bas a proportion of\b")
"""Asked for as a plain quotient, where "what proportion" asks for a percentage."""


def read_task(question: str) -> Task:
    """The task a question sets; a question with no sign of arithmetic is a look-up."""
    text = re.sub(r"\s+", " ", plain(question)).strip().rstrip("?").strip()
    text = re.sub(r"^(?:what|how) (?:on|in) the\b", "the", text)
    text = re.sub(r"\b(percentage|percent) (?:constitution|composition|contribution) (?=of\b)", r"\1 ", text)
    mentioned = years(text)
    if found := _RETURN.search(text):
        return _returned(text, found, mentioned)
    if (found := _POINTS.search(text)) and len(mentioned) > 1:
        return _followed(Operation.CHANGE, text, found, mentioned)
    if found := _PERCENT_CHANGE.search(text):
        return _followed(Operation.PERCENT_CHANGE, text, found, mentioned)
    if (found := _RATIO.search(text)) and (parts := _ratio_parts(text)):
        return Task(Operation.RATIO, text, parts, mentioned)
    if found := _OF_SALES.search(text):
        return Task(
            Operation.CHANGE, found["subject"] or found["behind"], (), mentioned, len(mentioned) > 1, False, "change"
        )
    if _PROPORTION.search(text) and not re.search(_PERCENT, text) and (parts := _share_parts(text)):
        return Task(Operation.RATIO, text, parts, mentioned)
    if (found := _SHARE.search(text)) and (parts := _share_parts(text)):
        stated = bool(re.search(rf"\bas (?:a|the) {_NOUN} of\b|\b(?:is|was|are|were) what\b", text))
        return Task(Operation.SHARE, text, parts, mentioned, operator=found[0], stated=stated)
    if (found := _AVERAGE.search(text)) and not re.search(r"\bchange\b|\bdifference\b", text[: found.start()]):
        return _followed(Operation.AVERAGE, text, found, mentioned)
    if found := _CHANGE.search(text):
        return _followed(Operation.CHANGE, text, found, mentioned)
    if found := _SUM.search(text):
        return _followed(Operation.SUM, text, found, mentioned)
    return Task(Operation.LOOKUP, text, (), mentioned)


_POINTS = re.compile(r"\b(?:how many |by how many )?(?:percentage|basis) points?\b")
_RETURN = re.compile(
    r"\b(?:percent(?:age)? )?(?:total )?(?:cumulative|rate of|five[- ]year|5[- ]year"
    r"|three[- ]year) (?:[\w-]+ ){0,2}?returns?\b|\broi\b"
    r"|\breturns? on investment\b|\breturns? of an investment\b|\b(?:overall|total) return\b"
)
_COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


def _returned(text: str, found: re.Match[str], mentioned: tuple[int, ...]) -> Task:
    """What an investment gained over a span of years; of two, the first's gain less the second's."""
    subject = f"{text[: found.start()]} {text[found.end() :]}"
    counted = re.search(r"\b(two|three|four|five|six|ten|\d{1,2})[- ]years?\b", text)
    if counted and len(mentioned) == 1:
        count = _COUNTED.get(counted[1]) or int(counted[1])
        mentioned = (mentioned[0] - count, mentioned[0])
    subject = re.sub(r"\b(?:two|three|four|five|six|ten|\d{1,2})[- ]years?\b", " ", subject)
    parts: tuple[str, ...] = ()
    if re.search(r"\bdifference\b|\bgreater\b|\bhigher\b|\blower\b", text) and (
        pair := re.search(r"(.+?) (?:compared to|compared with|versus|and|than|over) (?:the |that of )?(.+)$", subject)
    ):
        parts = (pair[1], pair[2])
    return Task(Operation.RETURN, subject, parts, mentioned, True, operator=found[0])


_BETWEEN = re.compile(r"\bbetween (?:the )?(.+?) and (?:the |that of )?(.+)$")
_FROM_TO = re.compile(r"\bfrom (?:the )?(.+?) to (?:the )?(.+)$")


def _followed(operation: Operation, text: str, found: re.Match[str], mentioned: tuple[int, ...]) -> Task:
    """A task on one subject through time, or on two subjects where two are named and no two years are."""
    subject = text[: found.start()] + " " + text[found.end() :]
    average = operation in (Operation.CHANGE, Operation.PERCENT_CHANGE) and bool(_AVERAGE.search(subject))
    span = bool(_RANGE.search(text)) or bool(re.search(r"\bfrom\b.*\bto\b|\bbetween\b|\bthrough\b", text))
    parts: tuple[str, ...] = ()
    if operation in (Operation.CHANGE, Operation.PERCENT_CHANGE) and len(mentioned) < 2:
        if pair := _BETWEEN.search(subject):
            parts = _pair(subject, pair, operation)
        elif pair := _FROM_TO.search(subject):
            parts = (_joined(subject, pair, pair[2]), _joined(subject, pair, pair[1]))
            return Task(
                operation, subject, parts, mentioned, span, average, found[0], bool(_PERIOD.search(" ".join(parts)))
            )
        if parts and operation is Operation.CHANGE:
            ordered = bool(_PERIOD.search(" ".join(parts)))
            return Task(Operation.DIFFERENCE, subject, parts, mentioned, span, average, found[0], ordered)
    elif operation in (Operation.SUM, Operation.AVERAGE) and len(mentioned) < 2:
        listed = re.search(r"\b(?:of|in|for|between) (?:the |both )?(.+?) and (?:the )?(.+)$", subject)
        if listed:
            parts = (listed[1], listed[2])
    ordered = bool(_PERIOD.search(" ".join(parts)))
    return Task(operation, subject, parts, mentioned, span, average, found[0], ordered, said=text)


_PERIOD = re.compile(
    r"\b(?:quarter|half|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|week|month|"
    r"period|beginning|opening|closing|first|second|third|fourth)\b"
)


def _pair(subject: str, pair: re.Match[str], operation: Operation) -> tuple[str, str]:
    """Two subjects as (minuend, subtrahend): the later of two periods first, the first of two things first."""
    first, second = pair[1], pair[2]
    before = subject[: pair.start()]
    if _PERIOD.search(second) and _PERIOD.search(f"{first} {second}"):
        noun = re.search(r"\b(?:quarters?|halfs?|months?|periods?)\b", second)
        first = f"{first} {noun[0]}" if noun and noun[0] not in first else first
        order = ("first", "second", "third", "fourth")
        places = [next((n for n, word in enumerate(order) if word in phrase), -1) for phrase in (first, second)]
        if places[0] > places[1] >= 0:
            first, second = second, first
        return f"{before} {second}", f"{before} {first}"
    return f"{before} {first}", f"{before} {second}"


def _joined(subject: str, pair: re.Match[str], phrase: str) -> str:
    return f"{subject[: pair.start()]} {phrase}"


_VERB = (
    r"(?:is|was|were|are|comes?|came|consists?|consisted|relates?|related|represents?"
    r"|represented|belongs?|account(?:s|ed)? for|"
    r"makes? up|made up|constitutes?|constituted|derived|due|attributable|attributed|used"
    r"|dedicated|arises?|arose|includes?|"
    r"originated|will be|has|have|had|where|pertains?|remain(?:s|ed)?)"
)
_NOUN = rf"(?:{_PERCENT}(?:age)?|portion|fraction|proportion|share|weight|ratio)"
_SHARE_FORMS = (
    # A as a percentage of B
    re.compile(
        rf"(?P<a>.+?),? (?:expressed |stated |calculated |shown )?as (?:a |the )?(?:total )?{_NOUN} "
        rf"(?:of|over|to) (?P<b>.+)$"
    ),
    # A is what percent of B
    re.compile(
        rf"(?P<a>.+?) (?:is|was|were|are|where|represents?|represented|account(?:s|ed)? for|makes? up"
        rf"|made up|constitutes?) "
        rf"(?:for )?(?:what|which|how much) {_NOUN} (?:of|in|to) (?P<b>.+)$"
    ),
    # what is the percentage of A in relation to B
    re.compile(
        rf"\b{_NOUN} (?:that |of |in )?(?:the )?(?P<a>.+?),? (?:among|amongst|relative to|out of|as "
        rf"(?:a )?part of|concerning|over|against|"
        rf"compared to|compared with|in relation to|with respect to|on|to|within|from|in terms of) "
        rf"(?:the )?(?P<b>(?:total|overall|all)\b.+)$"
    ),
    # what portion of B is A
    re.compile(
        rf"\b{_NOUN} of (?:the )?(?P<b>.+?) (?:that )?{_VERB}\b(?: (?:from|to|by|for|of|as|on"
        rf"|in))? ?(?:the )?(?P<a>.+)$"
    ),
    # what percent of the total B due, applicable, attributable A
    re.compile(
        rf"\b{_NOUN} of (?:the )?(?P<b>(?:total|overall|all)\b.+?) (?:that )?(?:applicable"
        rf"|attributable|subject|allocated|allotted|"
        rf"bought|sold|due|with|for|related|relating|associated|associated with|under|in|at|from"
        rf"|located)\b(?: (?:from|to|by|for|of|as|on|in))?"
        rf" ?(?:the )?(?P<a>.+)$"
    ),
    # what is the percentage of A to B
    re.compile(
        rf"\b{_NOUN} of (?:the )?(?P<a>.+?),? (?:to|over|among|in relation to|relative to|against|on"
        rf"|in) (?:the )?(?P<b>.+)$"
    ),
    # what share did A have of B
    re.compile(
        rf"\b{_NOUN} (?:did|do|does|has|have|was|is|were) (?P<a>.+?) (?:have |make up |represent "
        rf"|account for )?(?:of|in) (?P<b>.+)$"
    ),
)


def _share_parts(text: str) -> tuple[str, str] | None:
    for form in _SHARE_FORMS:
        if found := form.search(text):
            part = re.sub(r"^(?:what|how much|how many)\b(?: (?:is|was|were|are|did|do))?(?: the)?", "", found["a"])
            lead = text[: found.start()]
            return f"{part} {lead}" if len(lead) > 3 else part, found["b"]
    return None


_RATIO_FORMS = (
    re.compile(
        r"\bratio (?:\(.*?\) )?(?:of|between|for) (?:the )?(?P<a>.+?) (?:to|and|over|versus"
        r"|compared to) (?:the |that of )?(?P<b>.+)$"),
    re.compile(r"(?P<a>.+?) (?:expressed )?as a ratio (?:of|to|over) (?:the )?(?P<b>.+)$"),
    re.compile(r"(?P<a>.+?) (?:is|was|were|are) how many times (?:the |that of )?(?P<b>.+)$"),
    re.compile(
        r"\bhow many times (?:larger|greater|more|bigger|higher) (?:is|was|were|are) "
        r"(?:the )?(?P<a>.+?) than (?:the )?(?P<b>.+)$"),
    re.compile(r"(?:the |what (?:is|was) the )(?P<a>[\w &-]+?)[ -]to[ -](?P<b>[\w &-]+?) ratio"),
)  # fmt: skip


def _ratio_parts(text: str) -> tuple[str, str] | None:
    for form in _RATIO_FORMS:
        if found := form.search(text):
            return re.sub(r"^(?:what|how much)\b(?: (?:is|was|were|are))?(?: the)?", "", found["a"]), found["b"]
    return None

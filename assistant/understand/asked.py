"""How a question asks: the kind of reply, statements and forms named, the property judged; for advice or a meaning."""

import re
from enum import StrEnum

from assistant.compute.metrics import METRICS
from ingest.document import Statement
from ingest.filing.cells import MONTH_NAMES

__all__ = [
    "DIRECTIONS",
    "SOURCE",
    "STATEMENT_WORDS",
    "Wants",
    "asks_advice",
    "asks_definition",
    "asks_prediction",
    "forms_named",
    "judgement",
    "statements_named",
    "wanted",
]


class Wants(StrEnum):
    """The kind of reply a question wants."""

    NUMBER = "number"
    YES_NO = "yes or no"
    LIST = "list"
    PROSE = "prose"


# What a filing and its parts are called where they are named as a source.
SOURCE = (
    r"(?:(?:the|its|their|consolidated|annual|form|fy ?\d+|20\d\d) )*"
    r"(?:10-?[kq]|8-?k|20-?f|filings?|reports?|statements?|balance sheets?|income statements?|cash flows?|p ?& ?l|"
    r"notes?|releases?|press|company|page|table|cover)\b"
)
STATEMENT_WORDS = (
    (Statement.CASH_FLOW, re.compile(r"\b(?:statements? of cash flows?|cash flows? statements?)\b|现金流量表", re.I)),
    (
        Statement.INCOME,
        re.compile(
            r"\b(?:income statements?|statements? of (?:consolidated )?(?:income|operations|earnings)"
            r"|p ?& ?l(?: statements?)?|"
            r"profit (?:and|&) loss(?: statements?| accounts?)?)\b|利润表|损益表",
            re.I,
        ),
    ),
    (
        Statement.BALANCE,
        re.compile(r"\b(?:balance sheets?|statements? of financial (?:position|condition))\b|资产负债表", re.I),
    ),
    (Statement.COMPREHENSIVE, re.compile(r"\bstatements? of comprehensive (?:income|loss)\b", re.I)),
    (
        Statement.EQUITY,
        re.compile(r"\bstatements? of (?:changes in )?(?:shareholders'?|stockholders'?)?\s?equity\b", re.I),
    ),
)
_FORMS = (
    ("10-K", re.compile(r"\b10-?\s?k\b|\bannual report\b|年报", re.I)),
    ("10-Q", re.compile(r"\b10-?\s?q\b|\bquarterly report\b|季报", re.I)),
    ("8-K", re.compile(r"\b8-?\s?k\b|\bcurrent report\b", re.I)),
    ("EARNINGS", re.compile(r"\bearnings (?:release|report|announcement|press release)\b|业绩公告", re.I)),
    ("20-F", re.compile(r"\b20-?\s?f\b", re.I)),
)


def statements_named(text: str) -> tuple[Statement, ...]:
    """The statements a question names as its source, in the order of the enumeration."""
    return tuple(statement for statement, pattern in STATEMENT_WORDS if pattern.search(text))


def forms_named(text: str) -> tuple[str, ...]:
    """The forms a question names: "10-K", "10-Q", "8-K", "EARNINGS", "20-F"."""
    return tuple(form for form, pattern in _FORMS if pattern.search(text))


_OPENING = re.compile(
    r"(?:^|[.?!,:;]\s+|\bplease (?:tell me )?)(?:so |and |also )?(?P<verb>is|are|was|were|does|do|did|has|have|"
    r"had|can|could|will|would|should)"
    r"\b(?! not\b)",
    re.I,
)
_LIST = re.compile(
    r"\b(?:what are|what were|which (?:\w+ ){0,3}(?:are|were|have)|list|name (?:the|all|three|two|five)"
    r"|enumerate|identify all)\b|有哪些|列出",
    re.I,
)
_WHY = re.compile(
    r"\b(?:why|what (?:drove|caused|explains?|led to|contributed|is the (?:nature|purpose|reason)"
    r")|how does|how did|explain|describe(?![^.?!]{1,80}\bas an?\b)|"
    r"discuss|summar\w+|elaborate|reasons?|drivers?)\b|为什么|原因|说明|解释|描述",
    re.I,
)
_NUMBER = re.compile(
    r"\b(?:how (?:much|many|high|low|large|big)|what (?:percent|percentage|portion|fraction|proportion|amount|number)"
    r"|calculate|compute)\b|多少|几",
    re.I,
)
_WHAT = re.compile(r"\bwhat(?:'s| is| was| were| are|s)?\b|是多少|[?？]\s*$", re.I)


def wanted(ask: str, has_figure: bool) -> Wants:
    """The kind of reply; `has_figure` says whether a figure was recognised, which makes "what is" a number."""
    ask = ask.strip()  # what is no part of the asking words is blanked out before them
    if _WHY.search(ask) and not _NUMBER.search(ask):
        return Wants.PROSE
    opening = _OPENING.search(ask)
    question_word = re.search(r"\b(?:what|which|how|why|who|when|where)\b", ask, re.I)
    if opening and (question_word is None or opening.start("verb") < question_word.start()):
        return Wants.YES_NO
    if re.search(r"是否|吗[?？]?\s*$|有没有", ask):
        return Wants.YES_NO
    if re.search(
        r"\bwhat (?:are|were) (?:the |some |its )?(?:major|main|key|primary|top|different|"
        r"various|all|two|three|four|five)"
        r"\b",
        ask,
        re.I,
    ):
        return Wants.LIST
    if _NUMBER.search(ask):
        return Wants.NUMBER
    if re.search(r"\bwhich\b|\bwho\b", ask, re.I):
        return Wants.LIST if _LIST.search(ask) else Wants.PROSE
    if has_figure and (_WHAT.search(ask) or not question_word):
        return Wants.NUMBER
    return Wants.LIST if _LIST.search(ask) else Wants.PROSE


_THAN_BEFORE = (
    r"than (?:(?:it|they|the company) (?:did|was|were|had|do|spent|paid)\b ?)?"
    r"(?:(?:in|at|for|during|over|as of|by|on) )?(?:(?:the|its|their) )?"
    r"(?:end of |close of |same |corresponding |comparable )*"
    r"(?:(?:prior|previous|preceding|last|year[- ]ago|year[- ]earlier|fiscal|first|second|third|fourth)\b|"
    rf"(?:quarter|period)\b|fy ?['’]?\d|q[1-4]\b|(?:{MONTH_NAMES})\b|year (?:before|earlier|ago|prior)\b|an? year\b|"
    r"(?:one|twelve) (?:years?|months)\b|(?:three|six|nine|\w+teen) (?:months|weeks)\b|"
    r"(?:19|20)\d\d\b(?! ?(?:%|per ?cent|\w*(?:dollars|llion|thousand)|shares|employees|stores|units|days)))"
)
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|greater|larger|bigger|smaller|higher|lower|better|worse)\b[^.?!]*?\bthan\b", re.I
)
_JUDGEMENTS = (
    ("capital intensive", re.compile(r"\bcapital[- ]intensi\w+|\basset[- ]heavy\b|资本密集|重资产", re.I)),
    (
        "covering",
        re.compile(
            r"\b(?:cover(?:s|ed)?|(?:enough|sufficient)\b[^.?!]{0,80}\bto (?:fund|cover|pay|finance|meet))\b"
            r"|足以(?:支付|覆盖)",
            re.I,
        ),
    ),
    (
        "steady",
        re.compile(
            r"\b(?:stable|steady|steadily|consistent(?:ly)?|regular(?:ly)?|uninterrupted|reliable)\b[^.?!]{0,40}\bdividends?\b"
            r"|\bdividends?\b[^.?!]{0,60}\b(?:stable|steady|steadily|consistent(?:ly)?|uninterrupted|reliable)\b"
            r"|(?:股息|股利|分红).{0,8}(?:稳定|持续)",
            re.I,
        ),
    ),
    # "more … than in the year before"; of another figure ("more than it earned") nothing is judged.
    (
        "rising",
        re.compile(
            rf"\b(?:more|greater|larger|bigger)\b[^.?!]{{0,80}}?\b{_THAN_BEFORE}|\bstep(?:ped|ping)? up\b", re.I
        ),
    ),
    (
        "falling",
        re.compile(rf"\b(?:less|fewer|smaller)\b[^.?!]{{0,80}}?\b{_THAN_BEFORE}|\b(?:scal|dial)\w+ back\b", re.I),
    ),
    ("improving", re.compile(r"\b(?:improv\w+|better|widen\w*|strengthen\w*)\b|改善", re.I)),
    ("worsening", re.compile(r"\b(?:deteriorat\w+|worsen\w*|worse|narrow(?:ed|ing)?|weaken\w*)\b|恶化", re.I)),
    (
        "falling",
        re.compile(
            r"\b(?:declin\w+|decreas\w+|drop\w*|f[ae]ll(?:en|ing)?|shr[iau]nk\w*|lower(?:ed)?)\b|下降|减少",
            re.I,
        ),
    ),
    (
        "rising",
        re.compile(
            r"\b(?:increas\w+|gr[eo]w(?:n|ing)?|ris(?:e|en|ing)|rose|expand\w*|higher)\b|上升|增加|增长|提高",
            re.I,
        ),
    ),
    ("positive", re.compile(r"\bpositive\b|为正", re.I)),
    ("negative", re.compile(r"\bnegative\b|为负", re.I)),
    ("healthy", re.compile(r"\b(?:healthy|strong|sound|solid|adequate|sufficient|good)\b|健康|充足|良好", re.I)),
    ("profitable", re.compile(r"\bprofitab\w+\b|盈利", re.I)),
    ("paid", re.compile(r"\b(?:paid|pay|distribut\w+|repurchas\w+|bought back)\b|派发|支付", re.I)),
)


# The judgements on which way a figure went.
DIRECTIONS = ("rising", "falling", "improving", "worsening")


def judgement(ask: str) -> str | None:
    """The property that a yes-or-no question asks about; the first named of a pair ("improved or declined")."""
    if (compared := _COMPARES.search(ask)) and not re.search(_THAN_BEFORE, ask[compared.start() :], re.I):
        return None
    hits = [(found.start(), name) for name, pattern in _JUDGEMENTS if (found := pattern.search(ask))]
    for whole in ("capital intensive", "steady"):
        if any(name == whole for _, name in hits):
            return whole
    return min(hits)[1] if hits else None


_ADVICE = re.compile(
    r"\bshould (?:i|we|one|investors?)\b[^.?]*\b(?:buy|sell|invest|hold|short|own|add|trim)\b|"
    r"\b(?:buy|sell|hold)(?: or (?:buy|sell|hold|not)\b|,? or hold\b|,? (?:rating|recommendation))|"
    r"\b(?:good|bad|smart|safe|attractive|worthwhile) (?:investment|buy|stock|time to (?:buy|sell|invest)"
    r")\b|\bworth (?:buying|investing|holding)\b|"
    r"\b(?:recommend(?:ation)?|advise|advice)\b[^.?]*\b(?:buy|sell|stock|shares|invest)|"
    r"\b(?:under|over)valued\b|\bprice target\b|该不该买|值得(?:买|投资)|买入|建议",
    re.I,
)
_PREDICTION = re.compile(
    # "would income have declined without the charge" is of a year that is over
    r"^\s*(?:will|would)\b(?!.*\bhave (?:been|had|gr[eo]wn|risen|fallen|\w+ed)\b)"
    r"(?! (?:you|one|we) (?:call|say|consider|describe|class|regard|view))(?!.*\b(?:mention|state|disclose)\w*)|"
    r"\b(?:predict|forecast|estimate|project) (?:the |what |how |next|its|future)|"
    r"\bwhat will\b|\bwhere will\b|\bhow (?:much|high|far) will\b|"
    r"\b(?:stock|share) price (?:be|go|reach|rise|fall)|\bgoing to (?:rise|fall|grow|go)|"
    r"\bnext (?:year|quarter|decade)'?s\b|预测|会涨|会跌",
    re.I,
)
_DEFINE = re.compile(
    r"\b(?:what does|what do) .{2,60} mean\b|\bdefin(?:e|ition)\b|"
    r"\bmeaning of\b|\bformula (?:for|of)\b|\bhow (?:is|are|do (?:you|i|we)|to) .{2,60} (?:calculated?"
    r"|computed?|defined)\b|"
    r"\bhow (?:do (?:you|i|we)|to) (?:calculate|compute)\b|"
    r"\bwhat(?: is|'s) (?:a |an |the )?(?:difference|concept|meaning)\b|"
    r"什么是|是什么意思|怎么算|如何计算|定义",
    re.I,
)


def asks_advice(text: str) -> bool:
    """Whether investment advice is asked for."""
    return bool(_ADVICE.search(text))


def asks_prediction(text: str) -> bool:
    """Whether the future is asked for, beyond what filings say."""
    return bool(_PREDICTION.search(text))


def asks_definition(text: str) -> bool:
    """Whether the meaning of a term is asked for, not a company's figure."""
    if _DEFINE.search(text):
        return True
    bare = re.fullmatch(r"\s*(?:what(?: is|'s| are)|explain|describe)(?: an?| the)? (.{2,60}?)\s*\??\s*", text, re.I)
    return (
        bool(bare) and any(bare[1].casefold() == name.casefold() for entry in METRICS for name in entry.synonyms)
        if bare
        else False
    )

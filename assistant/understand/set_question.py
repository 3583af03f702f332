"""Tell whether a question is about all companies or filings of the index, and what it asks about them.

Deterministic and strict: a question about one company is never taken for one about all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant.understand.asked import forms_named
from assistant.understand.companies import Company, find_companies, unknown_names, without_names
from assistant.understand.narrowing import names_united_states
from assistant.understand.operation import Operation
from assistant.understand.periods import read_periods
from assistant.understand.question import Question
from assistant.understand.unusual import is_unusual
from ingest.document import Document

__all__ = ["Kind", "SetQuestion", "may_ask_about_set", "read_set"]


class Kind(StrEnum):
    """What is asked about the set."""

    WHICH = "which companies"
    EXTREME = "which is first"
    AVERAGE = "average"
    EACH = "each company's figure"
    MENTIONS = "which filings mention"
    FILINGS = "which filings there are"


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question about a set.

    `companies` are those compared, when the question names them; `missing` names it gives that are not indexed.
    A condition (`Kind.WHICH`) is that the figure lies above or below `limit` (zero when None) in base units;
    `moves` says that the figure is a change. `expression` is a figure that the condition itself implies ("profitable").
    `words` are looked for in `Kind.MENTIONS`. `forms`, `years`, `quarter` and `owners` (document ids) limit filings.
    """

    kind: Kind
    companies: tuple[Company, ...] = ()
    missing: tuple[str, ...] = ()
    operation: Operation = Operation.VALUE
    expression: str | None = None
    above: bool = True
    limit: Decimal | None = None
    moves: bool = False
    lowest: bool = False
    top: int = 10
    statistic: str = "average"
    words: str = ""
    of_companies: bool = False
    forms: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    quarter: int = 0
    owners: frozenset[str] | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether a figure meets the condition."""
        limit = self.limit if self.limit is not None else Decimal(0)
        return value > limit if self.above else value < limit

    def takes(self, document: Document) -> bool:
        """Whether a filing is among those asked about."""
        identity = document.identity
        if self.owners is not None and document.id not in self.owners:
            return False
        if self.years and identity.fiscal_year not in self.years:
            return False
        if self.quarter and identity.fiscal_quarter != self.quarter:
            return False
        form = (identity.form or "").lower()
        return not self.forms or any(
            form.startswith(wanted.lower()) or (wanted == "10-K" and form == "annual report") for wanted in self.forms
        )


_FIRMS = r"(?:companies|firms|issuers|filers|registrants)"
_PAPERS = r"(?:filings|documents|reports|10-?ks?|10-?qs?|8-?ks?|20-?fs?|annual reports|quarterly reports)"
_EVERY = r"(?:(?:all|each|every|any|these|those|the|our|my|indexed|different|of)\s+)*"
_SET = re.compile(
    r"\b(?:which|what|how many|list|name|show|rank|compare|among|amongst|across|between|for|of|over|by|any|do|did)"
    rf"\s+(?:me\s+)?{_EVERY}(?:\w+\s+){{0,2}}{_FIRMS}\b"
    rf"|\b(?:each|every|any|which|what) (?:indexed )?(?:company|firm|issuer|filer|registrant)\b"
    rf"|\b(?:all|these|those|the indexed) {_FIRMS}\b|\bcompanies'"
    r"|哪些公司|哪[一几]?家公司|哪个公司|多少家(?:公司)?|几家公司|(?:所有|全部|各家?|每家|这些)(?:的)?公司",
    re.I,
)
# "which company segment", "each company store", "the companies it acquired" are about something else.
_NOT_SET = re.compile(
    rf"\b(?:company|firm|issuer)(?:['’]s)? (?:segment|division|business|brand|product|officer|director|policy|"
    rf"store|subsidiar|employee)|\b{_FIRMS} (?:that )?(?:it|they|he|she|we|the company|were acquired|was acquired|"
    r"acquired|it acquired)\b|\b(?:insurance|portfolio|pharmaceutical|peer|member|operating|oil|utility|holding|"
    r"affiliated|subsidiary|drug|technology) companies\b",
    re.I,
)
_MOST = re.compile(
    r"\b(?:highest|largest|biggest|greatest|most|best|maximum|max|fastest|strongest)\b|最高|最大|最多|最强|最快", re.I
)
_LEAST = re.compile(
    r"\b(?:lowest|smallest|least|worst|minimum|min|slowest|weakest|fewest)\b|最低|最小|最少|最差|最慢", re.I
)
_TOP = re.compile(
    r"\b(?:top|bottom|first|(?:highest|lowest|largest|smallest|biggest)) (?P<n>\d{1,3}|two|three|four|five|six|ten)\b"
    r"|\b(?P<m>\d{1,3}|two|three|four|five|six|ten) (?:\w+ )?(?:companies|firms)? ?(?:with the )?"
    r"(?:highest|lowest|largest|smallest|biggest)\b|前(?P<c>[一二两三四五六十\d]+)(?:家|名|大)",
    re.I,
)
_RANK = re.compile(
    r"\b(?:rank|sort|order|ranking|top \w+|bottom \w+)\b|排名|排序|前[一二两三四五六十\d]+[家名大]", re.I
)
_STATISTIC = (
    ("median", re.compile(r"\bmedian\b|中位数?", re.I)),
    ("average", re.compile(r"\b(?:average|mean)\b|平均", re.I)),
    ("total", re.compile(r"\b(?:total|combined|sum of|aggregate)\b|合计|总和|总计", re.I)),
)
_OVER_ALL = re.compile(
    rf"\b(?:across|over|of|for|among|amongst|in) {_EVERY}{_FIRMS}\b|(?:所有|全部|各家?|这些)公司", re.I
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_CHINESE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10}

_SCALES = {
    "thousand": 3, "k": 3, "million": 6, "m": 6, "mm": 6, "mn": 6, "billion": 9, "b": 9, "bn": 9, "trillion": 12,
    "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "万亿": 12,
}  # fmt: skip
_LIMIT = re.compile(
    r"(?P<more>\b(?:above|over|more than|greater than|larger than|higher than|bigger than|at least|exceed(?:s|ed|ing)?|"
    r"in excess of)\b|>=?|超过|高于|大于|多于|不低于)"
    r"|(?P<less>\b(?:below|under|less than|lower than|smaller than|fewer than|at most)\b|<=?|低于|小于|少于|不足|不到)",
    re.I,
)
_AMOUNT = re.compile(
    r"\s*(?:a )?(?P<sign>-|−|minus )?(?:US\$|USD|\$|€|£|¥)?\s?(?P<inner>-|−)?(?P<n>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?:(?P<p>%|percent\b|per cent\b|个?百分点)|(?P<s>thousand|million|billion|trillion|mm|mn|bn|[kmb]\b|"
    r"百万|千万|十亿|万亿|千|万|亿))?",
    re.I,
)
_NEGATIVE = re.compile(r"\bnegative\b|\bbelow zero\b|\bless than (?:zero|0)\b|\bunder zero\b|为负|是负|负的|负数", re.I)
_POSITIVE = re.compile(r"\bpositive\b|\babove zero\b|\bmore than zero\b|为正|是正|正的", re.I)
_LOSS = re.compile(
    r"\bunprofitable\b|\bloss[- ]making\b|\bnot profitable\b|\blost money\b|\b(?:a|any|net|made|reported|had|posted) "
    r"(?:net )?loss(?:es)?\b|亏损|亏钱",
    re.I,
)
_PROFIT = re.compile(r"\bprofitable\b|\bmade (?:a |any )?(?:net )?(?:profit|money)\b|盈利|赚钱", re.I)
_UP = re.compile(
    r"\b(?:gr[eo]w(?:ing|n|s)?|increas\w+|rose|ris(?:e|en|ing)|improv\w+|expand\w*|higher)\b|增长|上升|增加|提高|改善",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:declin\w+|decreas\w+|f[ae]ll(?:en|ing|s)?|dropp?\w*|shr[aiu]nk\w*|worsen\w*|deteriorat\w+|lower)\b"
    r"|下降|减少|下滑|恶化",
    re.I,
)
_DID = re.compile(
    r"\b(?:paid|pay|pays|repurchased|bought back|issued|spent|had any|have any|reported any)\b|派发|支付|回购"
)

_MENTION = re.compile(
    rf"\b(?:how many|which|what|list|show|name|find|count|any)\b[^?]{{0,60}}?\b(?P<set>{_PAPERS}|{_FIRMS}|pages)\b"
    r"[^?]{0,40}?\b(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|talk(?:s|ed|ing)? about|discuss(?:es|ed|ing)?|"
    r"contain(?:s|ed|ing)?|includ(?:e|es|ed|ing)|use(?:s|d)?|say(?:s)?|cit(?:e|es|ed|ing)|name(?:s|d)?)\b\s*"
    r"(?P<the>(?:the |an? )?(?:exact )?(?:word|words|phrase|term|terms|expression|name)s?\s*)?(?P<words>.+)$"
    r"|(?:多少|哪些|几)(?:份|个|家)?(?P<zset>申报文件|文件|报告|年报|季报|公司)(?:的\S{0,6})?"
    r"(?:提到|提及|提过|包含|涉及)(?:了|过)?(?P<zwords>.+)$",
    re.I | re.S,
)
_PLACE = re.compile(r"(?:in|by|on|at|as|here|above|below|under|within|among|for|to|from|and|or|that|which)\b", re.I)
_LOOSE_VERBS = re.compile(r"\b(?:contain|includ|use|say|name)\w*\s*$", re.I)
_QUOTED = re.compile(r"[\"“”「『]([^\"“”」』]{2,80})[\"“”」』]|(?<!\w)['‘]([^'’]{2,80})['’](?!\w)")
_TAIL = re.compile(
    r"[\s,]*\b(?:in|for|during|from|of|by) (?:their |its |the |any |all |each )*"
    rf"(?:(?:fy|fiscal(?: year)?)?\s?'?\d{{2,4}}|{_PAPERS}|filings?|index|text|fiscal|year).*$"
    r"|\s+(?:at all|anywhere|explicitly|by name)\s*$|(?:吗|呢|了)$",
    re.I,
)

_PLAIN_TEXT = """
    how many which what list show me all the of are is there do you have we in index indexed available ingested
    filings filing documents document reports report annual quarterly current earnings releases release companies
    company firms issuers filers every each any a an give for from by and on with please can see name names number
    count total fiscal year years quarter s ones i my our this that held hold exist stored tell whose does it has
    were been included cover covered database collection 10 k q 8 20 f form forms fy first second third fourth ks qs
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
_ABOUT_FILINGS = re.compile(
    rf"^\s*(?:please\s+)?(?:list|show|give|tell|how many|which|what|name|count|do you|are there)\b.*?"
    rf"\b({_PAPERS}|{_FIRMS}|earnings releases?)\b"
    r"|(?:列出|有哪些|有多少|多少份|哪些).*(?:申报文件|文件|年报|季报|报告|公司)|(?:申报文件|文件|年报|季报|公司)(?:有哪些|有多少)",
    re.I | re.S,
)
_CHINESE_PLAIN = re.compile(
    r"列出|索引|有哪些|哪些|有多少|多少|现在|目前|里|中|的|申报|文件|年报|季报|报告|公司|所有|全部|份|家|个|有|共|一|请|在|财年|年|季度|第"
    r"|了|吗|[，。？?、\s]"
)


def may_ask_about_set(text: str) -> bool:
    """Whether `read_set` could find anything in these words: a quick look, before companies are gathered."""
    return any(pattern.search(text) for pattern in (_SET, _MOST, _LEAST, _MENTION, _ABOUT_FILINGS))


def read_set(question: Question, companies: Sequence[Company]) -> SetQuestion | None:
    """What a question asks about the whole set, or None when it is about one company (or nothing that is known)."""
    text = question.asked
    named = find_companies(text, companies)
    mentions = _mentions(text, companies)
    if mentions is not None:
        return mentions
    filings = _filings(question, named)
    if filings is not None:
        return filings
    if "definition" in question.flags or _NOT_SET.search(text) or _is_unusual_set(text):
        return None
    among = len(named) > 1 and bool(_MOST.search(text) or _LEAST.search(text)) and _chooses(text)
    if named and not among:
        return None
    if not among and not _SET.search(text):
        return None
    names = [part for name in unknown_names(text) for part in re.split(r"\s+(?:and|or|&)\s+", name)] if among else []
    missing = tuple(name for name in names if not find_companies(name, companies))
    read = _figure_question(question, text)
    if read is None:
        return None
    return replace(read, companies=named if among else (), missing=missing)


def _is_unusual_set(text: str) -> bool:
    """Whether a question of the set asks for what facts cannot rank or filter: other measures, negation, two limits."""
    without_limits = re.sub(r"(?i)\bat (?:least|most)\b|\bnet loss(?:es)?\b|\bloss(?:es)?\b", "", text)
    limits = [found for found in _LIMIT.finditer(text) if _AMOUNT.match(text, found.end())]
    return is_unusual(without_limits) or len(limits) > 1 or names_united_states(text)


def _chooses(text: str) -> bool:
    """Whether one of several named companies is asked for."""
    return bool(re.search(r"\b(?:which|who|whose)\b|\b(?:rank|sort)\b|哪", text, re.I))


def _figure_question(question: Question, text: str) -> SetQuestion | None:
    operation = question.operation
    single = operation in (Operation.AVERAGE, Operation.SUM) and len(question.periods) < 2 and not question.last_years
    if single:
        operation = Operation.VALUE
    if question.expression is None:
        if _LOSS.search(text):
            return SetQuestion(Kind.WHICH, expression="net_income", above=False)
        if _PROFIT.search(text):
            return SetQuestion(Kind.WHICH, expression="net_income")
        return None
    condition = _condition(text, operation)
    if condition is not None:
        return condition
    if _MOST.search(text) or _LEAST.search(text) or _RANK.search(text):
        lowest = bool(_LEAST.search(text) or re.search(r"\bbottom\b", text, re.I)) and not _MOST.search(text)
        if _DOWN.search(text) and not _UP.search(text) and _moving(text):
            lowest = not lowest  # the largest decline is the lowest growth
        return SetQuestion(Kind.EXTREME, operation=operation, lowest=lowest, top=_top(text))
    for statistic, pattern in _STATISTIC:
        if pattern.search(text) and _OVER_ALL.search(text):
            return SetQuestion(Kind.AVERAGE, operation=operation, statistic=statistic)
    if re.search(r"\b(?:each|every|all|these|those|across|compare|list)\b|各|所有|全部|每家|这些", text, re.I):
        return SetQuestion(Kind.EACH, operation=operation)
    return None


def _top(text: str) -> int:
    found = _TOP.search(text)
    if not found:
        return 10
    word = (found["n"] or found["m"] or found["c"] or "").lower()
    number = _NUMBERS.get(word) or _CHINESE.get(word) or (int(word) if word.isdecimal() else 10)
    return max(1, min(number, 100))


def _condition(text: str, operation: Operation) -> SetQuestion | None:
    """The condition that companies are to meet, if the question states one."""
    moved = operation in (Operation.CHANGE, Operation.GROWTH)
    limit = _limit(text)
    if limit is not None:
        above, value, percent = limit
        if percent and (moved or _UP.search(text) or _DOWN.search(text)) and _moving(text):
            falls = bool(_DOWN.search(text)) and not _UP.search(text)
            signed = -value if falls else value
            return SetQuestion(Kind.WHICH, operation=Operation.GROWTH, above=above != falls, limit=signed, moves=True)
        return SetQuestion(Kind.WHICH, operation=operation, above=above, limit=value)
    if _NEGATIVE.search(text) or _LOSS.search(text):
        return SetQuestion(Kind.WHICH, operation=operation, above=False, moves=moved)
    if _POSITIVE.search(text):
        return SetQuestion(Kind.WHICH, operation=operation, moves=moved)
    if _MOST.search(text) or _LEAST.search(text) or _RANK.search(text):
        return None
    if _moving(text) and (_UP.search(text) or _DOWN.search(text)):
        up = _UP.search(text)
        down = _DOWN.search(text)
        above = up is not None and (down is None or up.start() < down.start())
        return SetQuestion(Kind.WHICH, operation=Operation.CHANGE, above=above, moves=True)
    if _DID.search(text) and re.search(r"\b(?:which|how many|list)\b|哪|多少家|几家", text, re.I):
        return SetQuestion(Kind.WHICH, operation=operation)
    return None


def _moving(text: str) -> bool:
    """Whether rising or falling is what companies did, not a part of a figure's name ("increase in receivables")."""
    return not re.search(r"\b(?:increase|decrease|change) in\b.*\b(?:highest|lowest|average)\b", text, re.I)


def _limit(text: str) -> tuple[bool, Decimal, bool] | None:
    """Above or below, the amount in base units, and whether it is a percentage; None when no limit is stated."""
    for found in _LIMIT.finditer(text):
        number = _AMOUNT.match(text, found.end())
        if number is None or re.match(r"\s*(?:companies|years?|filings|quarters?)\b", text[number.end() :], re.I):
            continue
        value = Decimal(number["n"].replace(",", ""))
        value = value.scaleb(-2) if number["p"] else value.scaleb(_SCALES.get((number["s"] or "").lower(), 0))
        return bool(found["more"]), -value if number["sign"] or number["inner"] else value, bool(number["p"])
    return None


def _mentions(text: str, companies: Sequence[Company]) -> SetQuestion | None:
    found = _MENTION.search(text)
    if found is None:
        return None
    kind, words = found["set"] or found["zset"] or "", found["words"] or found["zwords"] or ""
    quoted = _QUOTED.search(words)
    before = text[: found.start("words")] if found["words"] else text[: found.start("zwords")]
    if not quoted and not found["the"] and _LOOSE_VERBS.search(before):
        return None  # "which companies use LIFO" asks for a practice, not for a word
    if quoted:
        said, after = (quoted[1] or quoted[2]).strip(), words[quoted.end() :]
    else:
        cut = _TAIL.search(words)
        said, after = (
            words[: cut.start() if cut else len(words)].strip(" ?？.。!,;:"),
            words[cut.start() :] if cut else "",
        )
    said = " ".join(said.split())
    if not 2 <= len(said) <= 80 or (not quoted and _PLACE.match(said)):
        return None
    around = f"{before} {after}"
    owners = find_companies(around, companies)
    return _limited(
        SetQuestion(Kind.MENTIONS, words=said, of_companies=bool(re.fullmatch(_FIRMS, kind, re.I)) or kind == "公司"),
        around,
        owners,
    )


def _limited(asked: SetQuestion, text: str, owners: Sequence[Company]) -> SetQuestion:
    """With the forms, years and companies that the text limits the filings to."""
    periods = read_periods(text).named
    forms = list(forms_named(text))
    for form, pattern in (("10-K", r"\b10-?ks\b|\bannual reports\b"), ("10-Q", r"\b10-?qs\b|\bquarterly reports\b")):
        if form not in forms and re.search(pattern, text, re.I):
            forms.append(form)
    if re.search(r"\b8-?ks\b", text, re.I) and "8-K" not in forms:
        forms.append("8-K")
    return replace(
        asked,
        forms=tuple(forms),
        years=tuple(dict.fromkeys(period.year for period in periods)),
        quarter=periods[0].quarter if len(periods) == 1 else 0,
        owners=frozenset(key for company in owners for key in company.documents) if owners else None,
    )


def _filings(question: Question, named: Sequence[Company]) -> SetQuestion | None:
    """A question about which filings or companies there are: beside names, forms and periods it says nothing else."""
    text = question.asked
    found = _ABOUT_FILINGS.search(text)
    if found is None or question.expression is not None:
        return None
    rest = without_names(text, named)
    words = re.findall(r"[a-z]+|\d+", rest.casefold())
    odd = [word for word in words if word not in _PLAIN and not re.fullmatch(r"(?:19|20)?\d\d|q[1-4]", word)]
    if odd or (re.search(r"[\u4e00-\u9fff]", rest) and re.search(r"[\u4e00-\u9fff]", _CHINESE_PLAIN.sub("", rest))):
        return None
    of_companies = bool(re.search(rf"\b{_FIRMS}\b", text, re.I)) or (
        "公司" in text and "文件" not in text and "报" not in text
    )
    return _limited(SetQuestion(Kind.FILINGS, of_companies=of_companies), text, named)

"""Words that make a figure another than the one reported under its name: qualifiers, parts, words not understood."""

import re
from collections.abc import Sequence

from assistant.understand.asked import SOURCE
from assistant.understand.vocabulary import Mention
from assistant.understand.words import STOP_WORDS, blanked, stems

__all__ = [
    "broken_down",
    "is_loose",
    "limited",
    "names_united_states",
    "qualified",
    "thresholds",
    "unexplained",
    "unexplained_remarks",
]


_QUALIFIERS = re.compile(
    r"\b(strip\w*[- ]out|but for|would\b[^.?!]{0,80}\bhave been|had (?:it|they|the)\b[^.?!]{0,40}\bnot\b|"
    r"(?:leav|set|put)\w* (?:out|aside)|(?:ignor|disregard|omit|remov|eliminat)\w+|"
    r"(?:without|net of|absent) (?:the )?(?:impact|effect|benefit|acquisition|charge)s?|"
    r"(?<=['’]s )compute\b|adjusted|non[- ]?gaap|organic(?:ally)?|pro[- ]forma|constant[- ]currency|comparable|same[- "
    r"]store|like[- ]for[- ]like|core|normali[sz]ed|"
    r"underlying|real (?:change|growth)|exclud\w+|ex[- ](?:fx|items|fuel)|guidance|outlook|forecast\w*|"
    r"budget\w*|target\w*|projected|expect\w*|"
    r"(?:is|are|was|were) there|reported any|^\s*(?:if|suppose|assuming)\b|one[- ](?:off|time)"
    r"|restructuring liabilit\w+|deferred consideration)\b|调整后|非公认|指引|预计",
    re.I,
)
_UNADJUSTED = re.compile(r"\bunadjusted\b", re.I)
_BREAKDOWN = re.compile(
    r"\b(segments?|divisions?|regions?|geograph\w+|countr(?:y|ies)|product (?:lines?|categor\w+)"
    r"|business units?|by (?:type|product|brand|channel)|"
    r"brands?|franchise|channels?|which (?:type|kind|one|category|instrument)|largest|biggest|"
    r"smallest|lowest|highest|worst|best "
    r"performing)\b|分部|地区|最大|最高|最低",
    re.I,
)


def qualified(ask: str) -> tuple[str, ...]:
    """Words that make the figure another than the one reported under that name, in lower case."""
    return tuple(dict.fromkeys(found[0].lower() for found in _QUALIFIERS.finditer(_UNADJUSTED.sub("", ask))))


def broken_down(ask: str) -> tuple[str, ...]:
    """Words that ask for a part of the total or for the largest of several, in lower case."""
    return tuple(dict.fromkeys(found[0].lower() for found in _BREAKDOWN.finditer(ask)))


# Words that may stand right before a line's name without making it another figure.
_PLAIN_TEXT = """
    a able about address all amount an and annual any approximately are around as at attributable average
    balance based basis be between big book booked by calculate calculated cash change changed company
    company's compare compared compute consolidated cumulative decline declined decrease decreased decreasing
    did difference do does drop dropped drove during each earn earned end ended ending enough entire expand
    expense fall falling fell find fiscal five for four from full gaap generate generated get give given grew
    gross group grow growth had has have healthy higher hold how if improve improved improves improving in
    increase increased increasing is it it's its less level lower made make me minus much narrow narrowed
    nearly negative net of on or our out over overall own paid pay per percent percentage period plus positive
    post posted provide rate ratio reach reached reasonably record recorded reduce reduction report report's
    reported reporting rise rising rose roughly shareholder show six spend spending spent state statement
    strengthen strengthened strong sufficient tell than that the their this three times to total two
    unadjusted use using value vs was weaken weakened were what what's when where which whole whose widen
    widened with year year's year-end year-over-year yearly yoy
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
_CHINESE_PLAIN = re.compile(
    r"财年|年度|季度|年末|年底|半年|公司|全年|截至|去年|今年|上年|最近|过去|请问|计算|多少|平均|同比|合计|相比|比较|各家|所有|全部|这些|哪些|"
    r"哪家|多少家|几家|增长|下降|合并|报告期|报表|[在的年度为是总本其该第上下末底和与及了由从到至、，,个家一二三四五两几0-9]"
)
_OTHER_THING = re.compile(
    r"\s*(?:(?:liabilit|obligation|agreement|program|plan|securit|instrument|arrangement|"
    r"reserve|allowance|impairment|settlement|covenant|polic)"
    r"\w*"
    r"|(?:from|of|in|by|at|for|on) (?:the |its )?(?:[A-Z]\w+ )?(?:continuing|discontinued|cloud|advertis\w+|"
    r"subscription\w*|services?"
    r"|products?|loans|europe|china|acquisitions|acquired|"
    r"asia|north america|international|united states|u\.s\.)"
    r"|,? net of (?!(?:(?:the|its|an?) )?(?:accumulated|allowance|tax|related|depreciation|amortization|impairment))"
    r"|on an? (?:cash|tax|adjusted|statutory|standalone|fair)\b)\b"
)
# What is "gross" or "cash" of these is another figure than what statements report; of other lines it is the same.
# Of a metric it is always another.
_OF_OTHERS = {
    "gross": {
        "receivables",
        "inventories",
        "intangibles",
        "goodwill",
        "ppe_net",
        "revenue",
    },
    "cash": {"interest_expense", "income_tax", "operating_income", "net_income", "revenue", "gross_profit"},
    "net": {"debt_total", "total_debt", "total_assets"},
}
# A line's figure for one share is another figure than the line's.
_PER_SHARE = re.compile(
    r"\s*(?:(?:declared|paid|earned|attributable to [^,.;?]{2,40}?) )?(?:per|for each) (?:[\w-]+ ){0,2}?shares?\b"
)
_HALF_SHARE = re.compile(
    r"(?:as an? (?:%|percent|percentage|share|fraction|proportion) of|divided by|relative to|compared "
    r"to|per)\s+(?:the |its |total |annual |net )*$",
    re.I,
)
# "how much cash did it spend on …" asks for a flow, not for the balance.
_FLOWS = re.compile(
    r"[^;?!]{0,60}?\b(?:us(?:e[ds]?|ing)|spen[dt]\w*|pa(?:y|id)\w*|return\w*|generat\w+|provid\w+|rais\w+|receiv\w+|"
    r"invest\w+|burn\w*|bring|brought|came|come|went|go|flow\w*|collect\w*|taxes|outlays?)\b"
)
# Words of asking that say nothing about which figure is meant.
_FRAME_TEXT = """
    about according achieve achieved amount answer answers approximate approximately available base basing been
    behind below better billions bn both cagr called came carried carry case cause caused causes close closing come
    common company's compound compounded computation conclusions consider considering consistent consistently
    corporation course cover covered covering covers current data days decimal decimals defined definition deliver
    delivered details determine digit digits direction divided dollar dollars drawing driver drivers efficiently
    either end-of-year estimate exact exceed exceeded exceeding exceeds explained explains expressed extent fast
    figure figures financial firm fiscal-year form formula fraction further get gets getting going got gotten
    growing helpful here here's i'd if inc indicate information judged judging judgments just know last latest less
    lifted like liquidity look looking looks lowered magnitude main mainly many margin margins mean means metric
    metrics million millions minus mm most move moved moves multiplied need next now number numbers occur occurred
    only outlined path percentages percents place places please plus point points portion position previous
    primarily prior-year profile profitability proportion provided quarter quarterly question quick quickly raised
    ranging reason reasons recent recently reference relative relevant relying respective respond response result
    results roughly round rounded same say see share shareholders shares sheet shift shifted shifts shown simple sit
    sits spanning stable stand standalone stated statements steadily steady step stepped stockholders stood stronger
    subtracted sum swing swings swung table taken term terms thousand thousands times top towards track trend
    trending under units until us usd versus want was weaker well were whether which will within worse would years
    yet you your
"""
_FRAME = frozenset(_FRAME_TEXT.split())
_DEFINING = stems("implied so-called simple calculated multiple")  # of a name that a question gives a meaning


def unexplained(
    ask: str, found: Sequence[Mention], *, quarterly: bool = False, given: Sequence[str] = ()
) -> tuple[str, ...]:
    """Words of the asking clause that neither name its figures nor merely ask ("revenue per store", "debt repaid").

    `ask` has company names blanked out (see `without_names`), at the same length as the text `found` was read from.
    A figure is not the reported one while such a word is not understood. `quarterly` says that the words for a quarter,
    half or month were read as a period; else they are such words too. `given` are the words of the definitions that the
    question gives, which say what they mean.
    """
    if not found:
        return ()
    told = {*_DEFINING, *(word for text in given for word in stems(text))} if given else set()
    kept = ask
    kept = blanked(kept, [(mention.start, mention.end + _initials(ask, mention)) for mention in found])
    kept = _THAT_IS.sub(lambda said: " " * len(said[0]), kept)
    kept = _FORM.sub(lambda form: " " * len(form[0]), kept)
    kept = _HOW_HIGH.sub(lambda asked: " " * len(asked[0]), kept)
    kept = _ASIDE.sub(lambda aside: " " * len(aside[0]), kept)
    kept = _BESIDE.sub(lambda beside: " " * len(beside[0]), kept)
    kept = _HOME.sub(lambda name: " " * len(name[0]), kept)
    kept = _COUNTRY.sub(lambda name: "country".ljust(len(name[0]))[: len(name[0])], kept)
    start = max((edge.end() for edge in re.finditer(r"[.?!,:;]\s", kept[: found[0].start])), default=0)
    end = re.search(r"[.?!:;](?:\s|$)", kept[found[-1].end :])
    sentence = max((edge.end() for edge in re.finditer(r"[.?!]\s", kept[:start])), default=0)
    # "Acme, other international: revenue"
    part = re.search(r",\s*([^,.:?!]{2,40}):\s*$", kept[sentence:start])
    words_before = [word for word in re.findall(r"[^\W\d_]+", part[1]) if word.casefold() not in _FRAME] if part else []
    clause = kept[sentence : found[-1].end + end.start() if end else len(kept)]
    words = (word.casefold().removesuffix("'s").removesuffix("’s") for word in _CLAUSE_WORD.findall(clause))
    named = [word.casefold() for word in _FROM_NAMED.findall(clause) if not _PERIOD_WORD.match(word.casefold())]
    odd = [word for word in words if not _is_plain(word, quarterly=quarterly) and not stems(word) <= told]
    beside = [word.casefold() for word in words_before if not _PERIOD_WORD.match(word.casefold())]
    return tuple(dict.fromkeys((*odd, *named, *beside)))


# Words of the sentences beside the asking one that say where to look and how to answer.
_REMARK_TEXT = """
    access accessible accountant accurate accurately act acting address addressing aim alone analyst analysts appear
    appearing appears approach approximation asked asking assume assumed assuming auditor banker bankers brief briefly
    calculation calculations check clear clearly concise conclusion condensed consult consulting contained containing
    contains correct correctly detail detailed disclosure disclosures display displayed document documents draw
    earnings efficiency exclusively expert explain express extract extracting filing filings final finding format found
    goal help helpful imagine including internet connection investor investors job judgement judgment judging kindly
    leverage locate located lost main need needed needs obtain obtained output perspective plainly possible precise
    precisely presented presenting press pretend professional purpose quantify reasonable reasoning refer referring
    release reliance rely reply resource resources respond responding s selected sentence short show solely solvency
    source sourced sources standpoint step steps strictly student supplemental supplementary suppose take task thank
    thanks utilise utilising utilize utilizing viewpoint wants wish words work working write written
"""
_REMARK = frozenset(_REMARK_TEXT.split())
# Words that ask for more than the figure: harmless where the asking sentence has them, which is read for them.
_MORE_TEXT = """
    average averages cash change changed changes cumulative decrease difference gross grew grow growing growth increase
    less minus multiplied net per plus ratio times year-over-year yoy
"""
_MORE = frozenset(_MORE_TEXT.split())
# Those of them, and others, that speak of an average over years which was read.
_AVERAGED_TEXT = "average averages individual individually margins percentages rates ratio ratios separately values"
_AVERAGED = frozenset(_AVERAGED_TEXT.split())


def unexplained_remarks(text: str, *, quarterly: bool = False, averaged: bool = False) -> tuple[str, ...]:
    """Words of sentences beside the asking one by which they may mean another figure ("Give it per employee.").

    `text` has company names blanked out, and all but those sentences (see `framing.remarks`). `averaged` says that an
    average over years was read, of which they may speak.
    """
    known = _REMARK | (_AVERAGED if averaged else frozenset())
    kept = _ASIDE.sub(" ", _COUNTRY.sub(" country ", _FORM.sub(" ", _HOME.sub(" ", text))))
    words = (word.casefold().removesuffix("'s").removesuffix("’s") for word in _CLAUSE_WORD.findall(kept))
    return tuple(
        dict.fromkeys(
            word for word in words if word not in known and (word in _MORE or not _is_plain(word, quarterly=quarterly))
        )
    )


def _initials(ask: str, mention: Mention) -> int:
    """The length of the initials that stand in parentheses behind a name: "dividend payout ratio (DPR)"."""
    told = _INITIALS.match(ask, mention.end)
    letters = re.sub(r"\W", "", told[1]).casefold() if told else ""
    words = [word for word in re.findall(r"[^\W\d_]+", mention.words.casefold()) if word not in _JOINING]
    return len(told[0]) if told and letters == "".join(word[0] for word in words) else 0


def _is_plain(word: str, *, quarterly: bool) -> bool:
    """Whether a word merely asks, or names a period that was read."""
    if _PART_OF_YEAR.fullmatch(word) or _ORDINAL.fullmatch(word):
        return quarterly
    if _YEARS_LONG.fullmatch(word):
        return True
    return word in _PLAIN or word in _FRAME or word in _STOPS or bool(_PERIOD_WORD.match(word))


def names_united_states(text: str) -> bool:
    """Whether a text names the United States by initials, other than before "GAAP" or "dollars"."""
    return bool(_COUNTRY.search(_HOME.sub("", text)))


# With a capital even a plain word is a name: "revenue from Compute".
_FROM_NAMED = re.compile(r"\bfrom ([A-Z][a-z]+)\b")
_THAT_IS = re.compile(r"\b(?:i\.e|e\.g)\.", re.I)
_INITIALS = re.compile(r"\s*\(([A-Z&/]{2,8})\)")
_JOINING = ("of", "and", "to", "on", "in", "the", "for")
_HOW_HIGH = re.compile(r"\bhow (?:high|low|strong|weak)\b", re.I)
_FORM = re.compile(r"\b(?:(?:10|8|6)-?[kq]|(?:20|40)-?f)(?:['’]s)?\b", re.I)
_STOPS = STOP_WORDS - {"lost"}
# What parentheses may hold without saying more: units, initials, former names, statements.
_ASIDE = re.compile(
    rf"\((?:in |as |using |based |formerly |aka |e\.g|i\.e|(?:per|from) {SOURCE}|[^()]*"
    r"\b(?:usd|us\$|millions?|billions?|thousands?|percent|%|statements?)\b)[^()]*\)?",
    re.I,
)
# With what a figure is compared: the year before it.
_BESIDE = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|against|than|relative to|from|over) "
    r"(?:(?:in|for|during|at) )?(?:the |a |that of the )?"
    r"(?:(?:same|corresponding|comparable) (?:quarter|period)(?: (?:of|in))? )?(?:the |a |one )?"
    r"(?:(?:prior|previous|preceding)[- ](?:fiscal )?(?:year|period)(?:[- ]quarter)?|(?:fiscal )?year (?:before"
    r"|earlier|ago|prior)|last year)\b",
    re.I,
)
# Upper case, since "us" is also a pronoun; before "GAAP" or "dollars" it names no part of the company.
_HOME = re.compile(r"\bU\.?S\.? ?(?:GAAP\b|[Dd]ollars?\b|\$)")
_COUNTRY = re.compile(r"\b(?:U\.S\.A?\.?|USA?)(?![\w$])")
_YEARS_LONG = re.compile(r"(?:one|two|three|four|five|six|ten)-years?")
_ORDINAL = re.compile(r"first|second|third|fourth|final")
_THRESHOLD = re.compile(
    r"\bboth\b|\b(?:each|every|all) (?:of the )?(?:years?|quarters?)\b|"
    r"[$€£]?\d[\d.,]*\s?(?:%|percent|percentage points?|points?\b|x\b|times\b|thousand|million|billion)",
    re.I,
)
_PART_OF_YEAR = re.compile(
    r"q[1-4]|quarter(?:ly)?|half|months?|weeks?|twelve|thirteen|fourteen|sixteen|seventeen|twenty-six|thirty-nine|(?:january|february|march|april|june|july|august|september|october|november|"
    r"december)"
)


def thresholds(ask: str) -> tuple[str, ...]:
    """What a yes-or-no question asks beyond a direction: "by more than 10%", "in both years"."""
    return tuple(dict.fromkeys(found[0].lower() for found in _THRESHOLD.finditer(ask)))


_CLAUSE_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_PERIOD_WORD = re.compile(
    r"(?:fy|q[1-4]|h[12])\d*(?:[-–](?:fy)?\d*)?$|(?:jan(?:uary)?|feb(?:r|ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$|[\u4e00-\u9fff]"
)


def is_loose(ask: str, mention: Mention) -> bool:
    """Whether a mention is only an everyday word in a long sentence ("all of its assets"), too little to go by."""
    if mention.words.casefold() == "cash" and _FLOWS.match(ask[mention.end :].casefold()):
        return True
    return mention.words.casefold() in (
        "assets",
        "cash",
        "equity",
        "debt",
        "loans",
        "profit",
        "liabilities",
        "earnings",
    ) and (len(ask.split()) > 14 or bool(re.match(r"\s+\w*(?:securit|instrument)", ask[mention.end :])))


def limited(ask: str, found: Sequence[Mention]) -> tuple[str, ...]:
    """Words around the first figure that make it a part of the reported one or another thing ("wireless revenue").

    `ask` has company names blanked out (see `without_names`), at the same length as the text `found` was read from.
    """
    limits = []
    for place, mention in enumerate(found[:1]):
        before = ask[found[place - 1].end if place else 0 : mention.start]
        words = re.findall(r"[^\W\d_][\w'’&-]*$", before.strip())
        adjacent = not before or (before.endswith(" ") and not before.endswith("  "))
        word = words[0].casefold().removesuffix("'s").removesuffix("’s") if words and adjacent else ""
        word = _CHINESE_PLAIN.sub("", word) if re.match(r"[\u4e00-\u9fff]", word) else word
        other = word in _OF_OTHERS and (mention.kind == "metric" or mention.name in _OF_OTHERS[word])
        if word and (other or word not in _PLAIN) and not re.match(r"(?:fy|q[1-4]|h[12])\d*(?:[-–](?:fy)?\d*)?$", word):
            limits.append(f"{word} {mention.words}".strip())
        if _HALF_SHARE.search(before):
            limits.append(before.strip()[-60:])
        after = _OTHER_THING.match(ask[mention.end :].casefold())
        if after:
            limits.append(f"{mention.words}{after[0]}".strip())
    per_share = (_PER_SHARE.match(ask[mention.end :].casefold()) for mention in found)
    return (*limits, *(said[0].strip() for said in per_share if said))

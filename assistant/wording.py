"""What the program itself says, in the language of the question: one table of messages, names and amounts.

To add a language, add its column here and a branch in `amount`; everything said by code goes through `say`.
"""

import re
from decimal import Decimal

from assistant.compute.calculate import SCALES, format_value, plain
from assistant.compute.metrics import metric
from assistant.understand.operation import Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.filing.concepts import concept

__all__ = ["amount", "line_name", "remark", "said_period", "say", "subject"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")

MESSAGES: dict[str, dict[str, str]] = {
    # One company's figure
    "figure": {"en": "{subject} of {company} {when}: {amount}.", "zh": "{company}在{when}的{subject}：{amount}。"},
    "between": {"en": ", from {before} to {now}", "zh": "，由{before}变为{now}"},
    "yes": {"en": "Yes.", "zh": "是。"},
    "no": {"en": "No.", "zh": "否。"},
    "moved": {
        "en": "{subject} of {company} went from {before} to {now}.",
        "zh": "{company}的{subject}由{before}变为{now}。",
    },
    "span": {"en": "from {first} to {last}", "zh": "{first}至{last}"},
    "points": {"en": " percentage points", "zh": "个百分点"},
    "at": {"en": "{amount} in {period}", "zh": "{period}的{amount}"},
    "compared": {
        "en": "{subject} — {listed}. The highest is {first}, the lowest {last}.",
        "zh": "{subject}：{listed}。最高的是{first}，最低的是{last}。",
    },
    "change in": {"en": "change in {name}", "zh": "{name}的变动额"},
    "growth in": {"en": "growth in {name}", "zh": "{name}增长率"},
    "cagr of": {"en": "compound annual growth of {name}", "zh": "{name}的复合年增长率"},
    "average of": {"en": "average {name}", "zh": "平均{name}"},
    "sum of": {"en": "total {name}", "zh": "{name}合计"},
    "share of": {"en": "share of {name}", "zh": "{name}的占比"},
    "the figure": {"en": "the figure asked for", "zh": "所问的数字"},
    # What is refused, and limits
    "no filing of": {
        "en": "No filing of {names} is indexed. There are filings of {there}.",
        "zh": "索引中没有{names}的申报文件。已有的公司：{there}。",
    },
    "no company at all": {"en": "no company", "zh": "无"},
    "no filing for": {
        "en": "No filing of {names} for {period} is indexed, only {have}.",
        "zh": "索引中没有{names}在{period}的申报文件，只有{have}。",
    },
    "listed debt": {
        "en": "Debt securities of {company} registered on {exchange} as of {period}: {named}.",
        "zh": "截至{period}，{company}在{exchange}登记的债务证券：{named}。",
    },
    "no listed debt": {
        "en": "No debt securities of {company} are registered on an exchange as of {period}: the cover page of its "
        "filing lists none.",
        "zh": "截至{period}，{company}没有在交易所登记的债务证券：其申报文件封面没有列出。",
    },
    "an exchange": {"en": "an exchange", "zh": "交易所"},
    "advice": {
        "en": "this is what the filings say; Footnote gives no investment advice",
        "zh": "以上是申报文件的内容；Footnote 不提供投资建议",
    },
    "prediction": {
        "en": "this is what the filings say; Footnote makes no predictions",
        "zh": "以上是申报文件的内容；Footnote 不作预测",
    },
    "nothing": {"en": "Nothing in the index speaks to this question.", "zh": "索引中没有与该问题有关的内容。"},
    "not answered": {
        "en": "The filings that were searched do not answer this",
        "zh": "检索到的申报文件没有回答这个问题",
    },
    "missing": {
        "en": "no {line} for {period} was found in the filings of {company}",
        "zh": "在{company}的申报文件中没有找到{period}的{line}",
    },
    "taken out": {
        "en": "a sentence was taken out, since no source shows its figure",
        "zh": "有一句话因其数字没有出处而被删去",
    },
    "by definition": {
        "en": "by the definition of the measure, not from a page of a filing",
        "zh": "依据指标的定义，而非申报文件的某一页",
    },
    "defined": {
        "en": "{title}: {definition}. In lines of the statements: {expression} ({source}).",
        "zh": "{title}：{expression}。定义（英文）：{definition}（{source}）。",
    },
    "no model": {
        "en": "no language model was asked: these are the passages alone",
        "zh": "没有使用语言模型：以下只是相关段落",
    },
    # Asking back
    "which company": {
        "en": "Which company is meant? The index has filings of {there}.",
        "zh": "请问是哪家公司？索引中有以下公司的申报文件：{there}。",
    },
    "which of these": {
        "en": "“{name}” may be {names}. Which one is meant?",
        "zh": "“{name}”可能是{names}。请问是哪一家？",
    },
    "and more": {"en": "and {count} more", "zh": "以及另外{count}家"},
    # The whole collection
    "held": {
        "en": "{count} of the {all} companies with the figure {condition}{when}:",
        "zh": "在有该数字的{all}家公司中，{count}家{when}{condition}：",
    },
    "none held": {
        "en": "None of the {all} companies with the figure {condition}{when}. Nearest to it:",
        "zh": "在有该数字的{all}家公司中，没有一家{when}{condition}。最接近的是：",
    },
    "first": {
        "en": "{company} had the {extreme} {subject}{when}, of {all} companies with the figure: {amount}.",
        "zh": "在有该数字的{all}家公司中，{when}{subject}{extreme}的是{company}：{amount}。",
    },
    "averaged": {
        "en": "The {kind} {subject}{when} over {all} companies is {amount}.",
        "zh": "{all}家公司{when}{subject}的{kind}为{amount}。",
    },
    "listed": {
        "en": "{subject}{when} of the {all} companies with the figure:",
        "zh": "有该数字的{all}家公司{when}的{subject}：",
    },
    "more lines": {"en": "… and {count} more.", "zh": "……另有{count}项。"},
    "left out": {
        "en": "Left out, since their filings here do not give the figure{when}: {names}.",
        "zh": "未计入（现有申报文件没有{when}的该数字）：{names}。",
    },
    "not indexed": {"en": "Not indexed: {names}.", "zh": "索引中没有：{names}。"},
    "in other currency": {
        "en": "not compared, since they report in another currency: {names}",
        "zh": "因报告货币不同而未参与比较：{names}",
    },
    "several definitions": {
        "en": "{title} has several definitions in use; here: {definition}",
        "zh": "{title}有多种定义；此处按：{definition}",
    },
    "reported": {
        "en": "What the filings of {company} report for {period}:",
        "zh": "{company}的申报文件所载{period}数据：",
    },
    "no advice": {
        "en": "Footnote gives no investment advice.",
        "zh": "Footnote 不提供投资建议。",
    },
    "no prediction": {
        "en": "Footnote makes no predictions.",
        "zh": "Footnote 不作预测。",
    },
    "newest": {
        "en": "no period was named: each company's newest fiscal year is taken",
        "zh": "未指明期间：取各公司最近的财年",
    },
    "mentions": {
        "en": "{count} of {all} filings mention “{words}”, on {pages} pages in all:",
        "zh": "{all}份申报文件中有{count}份提到“{words}”，共{pages}页：",
    },
    "mentions companies": {
        "en": "{companies} of {owners} companies mention “{words}”, in {count} of {all} filings:",
        "zh": "{owners}家公司中有{companies}家提到“{words}”，见于{all}份申报文件中的{count}份：",
    },
    "no mention": {"en": "None of {all} filings mentions “{words}”.", "zh": "{all}份申报文件中没有一份提到“{words}”。"},
    "on pages": {"en": "{name}: {count} {noun}", "zh": "{name}：{count}页"},
    "exact": {
        "en": "counted by exact search of every page: the words as written, in any case",
        "zh": "逐页精确检索所得：按原文字词，不分大小写",
    },
    "filings": {"en": "{count} filings are indexed{of}:", "zh": "索引中有{count}份申报文件{of}："},
    "one filing": {"en": "One filing is indexed{of}:", "zh": "索引中有1份申报文件{of}："},
    "no filings": {"en": "No such filing is indexed{of}.", "zh": "索引中没有这样的申报文件{of}。"},
    "companies": {
        "en": "{count} companies have filings in the index{of}:",
        "zh": "索引中有{count}家公司的申报文件{of}：",
    },
    "had": {"en": "had {what} {subject}", "zh": "的{subject}{what}"},
    "had at": {"en": "had {subject} {what}", "zh": "的{subject}{what}"},
    "negative": {"en": "negative", "zh": "为负"},
    "positive": {"en": "positive", "zh": "为正"},
    "above": {"en": "above {limit}", "zh": "高于{limit}"},
    "below": {"en": "below {limit}", "zh": "低于{limit}"},
    "rising": {"en": "rising", "zh": "上升"},
    "falling": {"en": "falling", "zh": "下降"},
    "highest": {"en": "highest", "zh": "最高"},
    "lowest": {"en": "lowest", "zh": "最低"},
    "average": {"en": "average", "zh": "平均值"},
    "median": {"en": "median", "zh": "中位数"},
    "total": {"en": "total", "zh": "合计"},
    "in": {"en": " in {period}", "zh": "{period}"},
}


NOTES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "zh": tuple(
        (re.compile(pattern), said)
        for pattern, said in (
            (r"^no period was named: (.+) is the newest$", r"未指明期间：取最近的\1"),
            (r"^no line for (.+) in (.+): taken as zero$", r"\2没有“\1”一项：按零计"),
            (
                r"^(.+) for (.+) is (.+) in (.+) but (.+) in (.+), which may restate it$",
                r"\2的“\1”在\4中为\3，在\6中为\5，后者可能经过重述",
            ),
            (
                r"^(FY\d+) is taken as the year ended (.+), which (.+) calls fiscal (\d+)$",
                r"\1按截至\2的年度计，\3称之为\4财年",
            ),
            (
                r"^no filing for (.+) is indexed: the nearest ones were searched$",
                r"没有\1的申报文件：检索了最接近的文件",
            ),
            (r"^no (.+) for (.+) was found in the filings of (.+)$", r"在\3的申报文件中没有找到\2的“\1”"),
            (r"^taken as capital intensive when any holds: (.+)$", r"下列任一成立即视为资本密集：\1"),
            (
                r"^(.+) is not a useful measure for (.+): as a bank or insurer .+$",
                r"\1对\2不是有意义的指标：银行和保险公司不列报所需的项目，应看其净利息收入或保费",
            ),
            (r"^(.+) of (.+) cannot be computed: (.+)$", r"无法计算\2的\1：\3"),
            (r"^the question asks for another figure than the reported total \((.+)\)$", r"所问的不是列报的总数（\1）"),
            (r"^no figure of the statements was recognised in the question$", r"没有认出问题所指的报表数字"),
            (r"^the question names no company that is in the index$", r"问题没有提到索引中的公司"),
        )
    )
}
"""Remarks that the search and the ledger make in English, and the same in other languages."""


def remark(text: str, language: str) -> str:
    """A remark in the language, as far as the table has it; else as it is."""
    for pattern, said in NOTES.get(language, ()):
        if pattern.search(text):
            return pattern.sub(said, text)
    return text


def say(language: str, key: str, **parts: object) -> str:
    """The message in the language ("en", "zh"; others are answered in English) with its parts filled in.

    Raises KeyError for a message that is not in the table or lacks a part.
    """
    column = MESSAGES[key]
    return column.get(language, column["en"]).format(**parts)


def _spoken(names: tuple[str, ...], language: str) -> str:
    if language == "zh":
        return next((name for name in names if _CHINESE.search(name)), names[0])
    return names[0]


def line_name(name: str, language: str) -> str:
    """What a standard concept is called."""
    return _spoken(concept(name).names, language)


def subject(question: Question) -> str:
    """What the figure asked for is called, with what is done to it ("growth in revenue")."""
    language = question.language
    if question.metric:
        name = _spoken((metric(question.metric).title, *metric(question.metric).synonyms), language)
    elif question.given:
        name = question.defined or question.name
    elif len(question.concepts) == 1:
        name = line_name(question.concepts[0], language)
    else:
        name = question.name if question.expression else say(language, "the figure")
    key = {
        Operation.CHANGE: "change in",
        Operation.GROWTH: "growth in",
        Operation.CAGR: "cagr of",
        Operation.AVERAGE: "average of",
        Operation.SUM: "sum of",
        Operation.SHARE: "share of",
    }.get(question.operation)
    return say(language, key, name=name) if key else name


def said_period(period: Period, language: str) -> str:
    """A period as readers of the language write it: "Q2 FY2023", "2023财年第2季度"."""
    if language != "zh":
        return str(period)
    if period.quarter:
        return f"{period.year}财年第{period.quarter}季度"
    return f"{period.year}财年{('上', '下')[period.half - 1]}半年" if period.half else f"{period.year}财年"


_CURRENCIES = {
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "CNY": "元",
    "HKD": "港元",
    "CHF": "瑞士法郎",
}
_CHINESE_SCALES = {"thousand": "千", "million": "百万", "billion": "十亿", "trillion": "万亿"}


def amount(
    value: Decimal,
    unit: str,
    language: str,
    *,
    scale: str | None = None,
    digits: int | None = None,
    currency: str = "USD",
) -> str:
    """A value (base units; a percentage is a fraction) as readers of the language expect it.

    >>> amount(Decimal("1577000000"), "money", "zh")
    '15.77亿美元'
    """
    if language != "zh" or unit in ("%", "ratio", "number"):
        return format_value(value, unit, scale=scale, digits=digits, currency=currency)
    if unit == "days":
        return f"{plain(value, 2 if digits is None else digits)}天"
    word = "股" if unit == "shares" else _CURRENCIES.get(currency, currency)
    if unit == "per_share":
        return f"每股{plain(value, 2 if digits is None else digits)}{word}"
    if scale:
        return f"{plain(value.scaleb(-SCALES[scale]), digits)}{_CHINESE_SCALES[scale]}{word}"
    power, name = next(((p, n) for p, n in ((8, "亿"), (4, "万")) if abs(value) >= 10**p), (0, ""))
    return f"{plain(value.scaleb(-power), digits)}{name}{word}"

"""Understand a question without a model: who, when, which figures by which formula and unit, and the kind of reply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.asked import (
    Wants,
    asks_advice,
    asks_definition,
    asks_prediction,
    broken_down,
    forms_named,
    is_loose,
    judgement,
    limited,
    qualified,
    rounding,
    scale_named,
    statements_named,
    thresholds,
    unexplained,
    unit_named,
    wanted,
    without_names,
)
from assistant.calculate import Term, join_terms, parse
from assistant.chinese_names import with_english_names
from assistant.companies import Company, companies_of, find_companies, unknown_names
from assistant.dated import periods_ending
from assistant.definitions import Definition, given_definitions, unread_definitions, unused
from assistant.followup import figure_of, share_of_that, with_part_swapped
from assistant.formula import Formula, meaning, read_formula
from assistant.framing import without_asides
from assistant.metrics import ALTERNATIVES, metric
from assistant.periods import Period, Periods, read_periods
from assistant.vocabulary import Mention, flatten, mentions
from ingest.document import Document, Statement
from ingest.filing.concepts import concept
from ingest.filing.lines import is_noted

__all__ = ["Operation", "Question", "Wants", "understand"]


class Operation(StrEnum):
    """What is done with the expression's values over the periods."""

    VALUE = "value"
    CHANGE = "change"
    """The later less the earlier value (percentage points for a percentage)."""
    GROWTH = "growth"
    """The change as a share of the earlier value."""
    CAGR = "compound annual growth"
    AVERAGE = "average"
    SUM = "sum"
    SHARE = "share"
    """The value of the shorter period as a share of the longer one's."""


REMEMBERED = 6  # questions before this one that can still be meant
_MOVES = (Operation.CHANGE, Operation.GROWTH)
_SHARES = (Operation.GROWTH, Operation.CAGR, Operation.SHARE)


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood.

    `text` is the question made complete (a follow-up gets what it left out), `asked` its own words. `expression` is
    over standard concepts for one company and period, taken from the question itself when `given`, else from the
    table or a single concept; None when no figure was recognised. `unit` is the expression's unit ("money", "%",
    "ratio", "days", "per_share", "shares"), `answer_unit` that after the operation; `scale` and `digits` are as
    asked or None. `periods` are as named, a range filled in, the one the question stands at in `as_of`. `judge` is
    the property a yes-or-no question asks about ("rising", "falling", "positive", "healthy", "capital intensive",
    …). `qualifiers` are words that ask for something else than the reported total ("adjusted", "segment"): then the
    expression alone does not answer. `unknown` are names that may be companies that are not there. `flags` are any
    of "advice", "prediction", "definition", "follow-up", "collection".
    """

    text: str
    asked: str
    companies: tuple[Company, ...] = ()
    unknown: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    as_of: Period | None = None
    dates: tuple[date, ...] = ()
    last_years: int = 0
    forms: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    wants: Wants = Wants.PROSE
    metric: str | None = None
    concepts: tuple[str, ...] = ()
    expression: str | None = None
    definition: str = ""
    given: bool = False
    operation: Operation = Operation.VALUE
    unit: str | None = None
    scale: str | None = None
    digits: int | None = None
    judge: str | None = None
    qualifiers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    language: str = "en"

    @property
    def period(self) -> Period | None:
        """The period the answer is for: the one it stands at, else the latest named."""
        return self.as_of or (max(self.periods) if self.periods else None)

    @property
    def answer_unit(self) -> str | None:
        """The unit of what is asked: "%" for growth and shares, else the expression's."""
        return "%" if self.operation in _SHARES else self.unit

    @property
    def defined(self) -> str:
        """What the question's own formula is called there: the name it gives it, or the joined figures' own."""
        return re.split(r" = |, where ", self.definition)[0] if self.given else ""

    @property
    def name(self) -> str:
        """What the figure is called: the metric's title, the line's name, or "the figure asked for"."""
        if self.metric:
            return metric(self.metric).title
        if self.expression and len(self.concepts) > 1:
            return join_terms(self.expression, lambda term: concept(term.name).names[0])
        return concept(self.concepts[0]).names[0] if self.concepts else "the figure asked for"


def _at_odds(formula: Formula, unread: Sequence[Definition]) -> tuple[str, ...]:
    """The definitions given that could not be read and may not be the formula taken: they name other figures."""
    if formula.expression is None:
        return ()
    needed = {term.name for term in parse(formula.expression).terms if isinstance(term, Term)}
    known = needed | {term.name for name in needed for way in ALTERNATIVES.get(name, ()) for term in parse(way).terms}
    odd = []
    for definition in unread:
        said = {
            term.name
            for mention in mentions(definition.words)
            for term in parse(meaning(mention)).terms
            if isinstance(term, Term)
        }
        per_share = re.search(r"(?i)\bper (?:\w+ ){0,2}share\b", definition.words)
        if per_share and not any(concept(name).unit in ("per_share", "shares") for name in needed):
            said.add("")  # a figure of one share, which could not be read
        # Of a sum of several ratios, a remark on one of them may make it another.
        whole = needed <= said or (definition.name == "" and formula.expression.count("/") < 2)
        if not said <= known or not whole or qualified(definition.words):
            odd.append(f"{definition.name or 'its own definition'}: {definition.words}"[:80])
    return tuple(odd)


def _not_defined(words: Sequence[str], formula: Formula, definitions: Sequence[Definition]) -> list[str]:
    """Those of some words that the question does not itself define: "core working capital is receivables plus …"."""
    defined = {word for one in definitions for word in flatten(one.name).split()} if formula.given else set()
    return [word for word in words if not set(flatten(word).split()) <= defined]


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


_OF_ANOTHER = re.compile(
    r"\b(?:what|which) (?:fraction|share|portion|proportion|percentage|percent|multiple) of\b"
    r"|\bfor (?:each|every) dollar\b",
    re.I,
)


def _beside_given(ask: str, formula: Formula, definitions: Sequence[Definition]) -> tuple[str, ...]:
    """Figures that the asking words name besides what the question defines and its parts: the formula that it gives is
    then a part of what is asked for, and not known is how."""
    expression = formula.expression or ""
    terms = {term.name for term in parse(expression).terms}
    parts = terms | {term.name for name in terms for way in ALTERNATIVES.get(name, ()) for term in parse(way).terms}
    titles = {mention.name for definition in definitions for mention in mentions(definition.name)}
    odd = []
    for mention in mentions(ask):
        needs = {term.name for term in parse(meaning(mention)).terms}
        known = mention.name == formula.metric or mention.name in titles or needs <= parts
        if not known and not is_loose(ask, mention):
            odd.append(mention.words)
    if "/" not in expression and (of := _OF_ANOTHER.search(ask)):
        odd.append(of[0])
    return tuple(odd)


_BRACKETED = re.compile(r"\(([^()]*[+/*×÷][^()]*)\)|(?:divided by|÷|×)")


def _own_formula(ask: str, formula: Formula) -> tuple[str, ...]:
    """What looks like arithmetic of the question's own, where another formula than its own is taken."""
    if formula.expression is None or formula.joined:
        return ()
    told = [found for found in _BRACKETED.finditer(ask) if found[1] is None or len(mentions(found[1])) > 1]
    return tuple(f"its own formula: {found[0]}"[:80] for found in told[:1])


def _beside(ask: str, formula: Formula) -> tuple[str, ...]:
    """Figures that a question names beside the one line it was taken for: how they belong together is not known."""
    if formula.metric or formula.expression is None or not formula.expression.isidentifier():
        return ()
    found = [mention for mention in mentions(ask) if not is_loose(ask, mention)]
    return tuple(m.words for m in found if m.kind == "concept" and m.name != formula.expression)


_AVERAGE = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five)[- ]?(?:fiscal[- ])?(?:year|yr)s?[- ](?:moving )?average|"
    r"\baverages?\b(?! (?:shares|common|basic|diluted|inventor|accounts))|平均"
)
# An average over years, not of opening and closing balances, in a question that gives its own formula.
_OF_YEARS = re.compile(
    r"\baverage (?:annual|yearly)\b|\b(?:annual|yearly|simple) average\b|\baverage\b[^.?!]{0,60}\b(?:over|across|for)\b"
    r"|^\W*(?:what (?:is|was|were)|find|compute|calculate|give|report) (?:the )?average\b"
)
_CAGR = re.compile(r"\bcagr\b|compound(?:ed)? annual(?: growth)?|复合(?:年均)?增长率")
_GROWTH = re.compile(
    r"year[- ]over[- ]year|\byoy\b|\by/y\b|growth|percent(?:age)? (?:change|increase|decrease|growth|decline)"
    r"|% (?:change|increase|decrease|growth)"
    r"|rate of (?:change|increase)|\bgr[eo]w(?:n|s|ing)?\b|增长率|同比|增幅"
)
_CHANGE = re.compile(
    r"\b(?:change[ds]?|difference|increase[ds]?|decrease[ds]?|rise|rose|fell|fall|drop(?:ped)"
    r"?|decline[ds]?|moved?|sw[iu]ngs?|shifts?|shifted|improv\w+|worsen\w*|expand\w*|shr[iau]nk)\b"
    r"|\bexceed(?:s|ed|ing)?\b|\bby how much\b|变化|变动|差额"
)
# That what a given formula comes to has changed, where a change may also be a part of the formula.
_MOVED = re.compile(r"\bpercentage points?\b|\bby how\b|\bhow much\b|\bchange[ds]? (?:in|from|between)\b")
_MORE = re.compile(r"\bhow much (?:higher|lower|more|less|larger|smaller|bigger)\b")
_SUM = re.compile(r"\b(?:combined|cumulative|sum of|in total over|total over|aggregate)\b|合计|累计")
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5}


def _operation(ask: str, periods: Sequence[Period], formula: Formula, unit: str | None) -> tuple[Operation, int]:
    """What is asked to be done over the periods, and the number of years in "3 year average" (0 when not said)."""
    low = ask.casefold()
    lengths = {(bool(period.quarter), bool(period.half)) for period in periods}
    if len(periods) == 2 and len(lengths) == 2 and unit == "%" and not (_GROWTH.search(low) or _CHANGE.search(low)):
        return Operation.SHARE, 0
    if _CAGR.search(low):
        return Operation.CAGR, 0
    average = _AVERAGE.search(low)
    of_years = average and (average["n"] or (len(periods) > 1 and (not formula.given or _OF_YEARS.search(low))))
    if average and of_years:
        count = average["n"] or ""
        return Operation.AVERAGE, _COUNT.get(count) or (int(count) if count else 0)
    base = formula.unit
    if _GROWTH.search(low) or (_CHANGE.search(low) and unit == "%" and base not in ("%", "ratio")):
        absolute = base in ("%", "ratio", "days") or unit == "money"
        return (Operation.CHANGE if absolute else Operation.GROWTH), 0
    moved = not formula.given or (len(periods) > 1 and _MOVED.search(low))
    if _CHANGE.search(low) and moved and (len(periods) > 1 or "difference" not in low):
        return Operation.CHANGE, 0
    if _MORE.search(low) and len(periods) > 1:
        return Operation.CHANGE, 0
    if _SUM.search(low) and len(periods) > 1:
        return Operation.SUM, 0
    return Operation.VALUE, 0


_FOLLOW = re.compile(
    r"^\s*(?:and|but|also|then|so|what about|how about|how does (?:that|this|it)|compared? (?"
    r":that|this|it|to|with)|same (?:for|question)|now |"
    r"in (?:millions|billions|thousands|percent)|那|那么|还有|去年|前一年|上一年)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:its|it|they|their|them|the company|this company|that company|the firm|the same (?:company|year|period)"
    r")\b|该公司|它",
    re.I,
)
_COLLECTION = re.compile(
    r"\b(?:which|what|how many|list(?: all)?|any)(?: of)?(?: the| these| those| our| all)? (?"
    r":companies|filings|documents|firms|issuers|reports)\b|哪些公司|多少家",
    re.I,
)


def _without_parts(ask: str, named: Sequence[Mention]) -> str:
    """A question without the names of a company's parts that are known for what they are."""
    return _blanked(ask, [(mention.start, mention.end) for mention in named if is_noted(mention.name)])


def _own(text: str, documents: Sequence[Document]) -> Question:
    """The question by its own words alone."""
    known = companies_of(documents)
    companies = find_companies(text, known)
    everything = read_periods(text)
    year = max(everything.named).year if everything.named else None
    definitions = given_definitions(text, year)
    unread = unread_definitions(text, definitions)
    ask = without_asides(text, (*definitions, *unread))
    time = _time(read_periods(ask), everything)
    nameless = without_names(ask, companies)
    formula = read_formula(nameless, definitions, _wants_percent(text, definitions))
    if not formula.given and formula.expression and _NO_AVERAGE.search(text):
        closing = re.sub(r"avg\((\w+), \1\[-1\]\)", r"\1", formula.expression)
        said = f"with closing balances: {formula.definition}" if formula.definition else ""
        formula = replace(formula, expression=closing, definition=said)
    percent = _wants_percent(text, definitions)
    if formula.unit == "ratio" and not formula.metric and not formula.given and formula.joined and percent:
        formula = replace(formula, unit="%")
    named = [mention for mention in mentions(ask) if not is_loose(ask, mention)]
    words = unexplained(_blanked(nameless, formula.joined), named, quarterly=_in_year(time))
    limits = (
        _at_odds(formula, [one for one in unused(definitions) if one.words not in formula.definition])
        if formula.given
        else (
            *limited(_blanked(nameless, formula.joined), mentions(ask)),
            *words,
            *_at_odds(formula, unread),
            *_own_formula(ask, formula),
        )
    )
    beside = _beside_given(ask, formula, definitions) if formula.given else _beside(ask, formula)
    unit, scale = unit_named(text), scale_named(text)
    first = _FIRST.match(ask)
    head = first[0] if first and formula.expression and first.end() > max(m.start for m in named) else ask
    acting = _blanked(_without_lines(ask, named), formula.joined)[: len(head)]
    operation, count = _operation(_NO_AVERAGE.sub(" ", acting), time.named, formula, unit)
    if formula.unit == "ratio" and unit == "%" and operation in (Operation.VALUE, Operation.AVERAGE):
        formula = replace(formula, unit="%")  # "the payout ratio, in percent"
    if operation is Operation.VALUE and not formula.given:
        if time.span and re.search(r"(?i)\btotal(?:led|ed)?\b|合计|总共", ask):
            operation = Operation.SUM
        elif time.span or (len(time.named) > 1 and re.search(r"(?i)\bratio of\b", ask)):
            limits = (*limits, "several years")
    if unit == "%" and formula.unit == "money" and operation is Operation.VALUE:
        limits = (*limits, "a percentage")  # of what is not understood
    wants = wanted(head, formula.expression is not None)
    judge = judgement(head) if wants is Wants.YES_NO else None
    if judge == "steady":  # which is asked of several years
        limits = tuple(limit for limit in limits if limit != "several years")
    if wants is Wants.YES_NO and not formula.given:
        limits = (*limits, *thresholds(ask))
    flags = [
        name
        for name, holds in (
            ("advice", asks_advice(text)),
            ("prediction", asks_prediction(text)),
            ("definition", asks_definition(text) and not companies and not time.named),
            ("collection", bool(_COLLECTION.search(text)) and not companies),
        )
        if holds
    ]
    return Question(
        text=text,
        asked=text,
        companies=companies,
        unknown=() if companies else unknown_names(text),
        periods=time.named,
        as_of=time.as_of,
        dates=time.dates,
        last_years=time.last_years or count,
        forms=forms_named(text),
        statements=statements_named(text),
        wants=wants,
        metric=formula.metric,
        concepts=_concepts(formula),
        expression=formula.expression,
        definition=formula.definition,
        given=formula.given,
        operation=operation,
        unit=formula.unit or unit,
        scale=scale,
        digits=rounding(text),
        judge=judge,
        qualifiers=(
            *_not_defined(qualified(ask), formula, definitions),
            *broken_down(_without_parts(ask, named)),
            *limits,
            *beside,
        ),
        flags=tuple(flags),
        language="zh" if re.search(r"[\u4e00-\u9fff]", text) else "en",
    )


# "Is it positive, and what drove the change?" is first of all about whether it is.
_FIRST = re.compile(
    r"^\W*(?:does|do|did|is|are|was|were|has|have|had)\b[^.?!]+?"
    r"(?=,? and (?:if so,? )?(?:what|why|how)\b[^.?!]*\b(?:dr[io]ve\w*|caused?|explain\w*|led|behind|why)\b)",
    re.I,
)
# "do not average", "the year-end balance instead of an average"
_NO_AVERAGE = re.compile(
    r"\b(?:not|n['’]t|instead of|rather than|without|no)\b[^.?!;]{0,30}\baverag\w*"
    r"|\b(?:year[- ]end|ending|closing|period[- ]end) (?:balances?|figures?|values?"
    r"|amounts?)\b[^.?!;]{0,40}\b(?:only|instead|rather)\b",
    re.I,
)


def _wants_percent(text: str, definitions: Sequence[Definition]) -> bool:
    """Whether a question speaks of percentages outside the formulas it gives."""
    for definition in definitions:
        text = text[: definition.start] + " " * (definition.end - definition.start) + text[definition.end :]
    text = re.sub(r"\b(?:not|rather than|instead of)(?: as)? an? percent\w*", " ", text, flags=re.I)
    return bool(re.search(r"%|\bpercent", text, re.I))


def _in_year(time: Periods) -> bool:
    """Whether a part of a year was read: a quarter, a half, or a date on which a period ends."""
    return bool(time.dates) or any(period.quarter or period.half for period in time.named)


def _without_lines(ask: str, found: Sequence[Mention]) -> str:
    """The text without the names of lines, which may speak of a change themselves ("net change in cash")."""
    for mention in found:
        if mention.kind == "concept":
            ask = ask[: mention.start] + " " * (mention.end - mention.start) + ask[mention.end :]
    return ask


def _time(asked: Periods, everything: Periods) -> Periods:
    """The periods of the asking words; those of a given formula only when the rest names none."""
    return asked if asked.named or asked.dates or asked.last_years else everything


def _concepts(formula: Formula) -> tuple[str, ...]:
    if formula.expression is None:
        return ()
    names = (term.name for term in parse(formula.expression).terms if isinstance(term, Term))
    return tuple(dict.fromkeys(names))


def _short(text: str) -> bool:
    return len(re.findall(r"[\w']+", text)) <= 12 or bool(re.search(r"[\u4e00-\u9fff]", text) and len(text) <= 24)


def _completed(question: Question, before: Question) -> Question:
    """A follow-up with what it leaves out taken from the question before it."""
    told = read_periods(question.asked)
    lacks_figure = question.expression is None
    periods = question.periods
    if not periods:
        periods = tuple(period.shifted(told.shift) for period in before.periods)
        if told.quarters and periods:
            periods = (max(before.periods).quarters_on(told.quarters),)
    filled = replace(
        question,
        companies=question.companies or (() if question.unknown else before.companies),
        periods=periods,
        as_of=question.as_of or (None if question.periods else before.as_of),
        last_years=question.last_years or (0 if question.periods else before.last_years),
        statements=question.statements or before.statements,
        flags=(*question.flags, "follow-up"),
    )
    if lacks_figure and not question.qualifiers and _short(question.asked):
        filled = replace(
            filled,
            metric=before.metric,
            concepts=before.concepts,
            expression=before.expression,
            definition=before.definition,
            given=before.given,
            operation=question.operation if question.operation is not Operation.VALUE else before.operation,
            unit=before.unit,
            scale=question.scale or before.scale,
            digits=question.digits if question.digits is not None else before.digits,
            judge=question.judge or before.judge,
            qualifiers=before.qualifiers,
            wants=before.wants,
        )
    about = [company.name for company in filled.companies if company not in question.companies]
    about += [str(period) for period in filled.periods if period not in question.periods]
    about += [filled.name] if lacks_figure and filled.expression else []
    if lacks_figure and not filled.expression:
        about.append(f"after: {before.text}")
    return replace(filled, text=f"{question.asked} ({'; '.join(about)})" if about else question.asked)


def _follows(question: Question) -> bool:
    told = read_periods(question.asked)
    if _FOLLOW.search(question.asked) or ((told.shift or told.quarters) and not question.periods):
        return True
    if question.companies and _names_alone(question):
        return True
    missing = not question.companies and not question.unknown and "collection" not in question.flags
    return (
        missing
        and (bool(_PRONOUN.search(question.asked)) or _short(question.asked))
        and "definition" not in question.flags
    )


def _swapped(question: Question, before: Question) -> str:
    """A name alone as the question before it with its part exchanged; "" where there is none."""
    if len(before.companies) != 1 or question.companies or question.expression is not None:
        return ""
    company = before.companies[0]
    return with_part_swapped(question.asked, before.text, (company.name, *company.keys))


def _spoken_of(before: Question) -> str:
    """The one figure that a question asked for, in words; "" where it asked for none or for more."""
    if len(before.companies) != 1 or before.operation is not Operation.VALUE:
        return ""
    if figure := figure_of(before.text):
        return figure
    plain = before.expression and not before.qualifiers and before.period
    return f"{before.name} of {before.companies[0].name} in {before.period}" if plain else ""


def _names_alone(question: Question) -> bool:
    """Whether nothing but companies and periods is said: the reply to "which company is meant?"."""
    rest = without_names(question.asked, question.companies)
    rest = re.sub(
        r"(?i)\b(?:fy|fiscal|year|in|for|of|the|i mean|inc|corp|co|company|please|and|q[1-4])\b|\d{2,4}", " ", rest
    )
    return question.expression is None and not re.search(r"\w", rest)


def understand(
    text: str, documents: Sequence[Document], history: Sequence[str] = (), *, swaps: bool = True
) -> Question:
    """What `text` asks, given the documents there are and the questions asked before it (oldest first). With `swaps`,
    a name alone ("and Latin America?") is taken for a part in place of the one spoken of, and flagged "swapped".

    Nothing is raised: what is not understood is left empty, and the flags and `unknown` say what stands in the way.
    """
    history = history[-REMEMBERED:]
    question = _own(with_english_names(text.strip()), documents)
    if history and _follows(question):
        before = understand(history[-1], documents, history[:-1])
        if swaps and (swapped := _swapped(question, before)):
            other = understand(swapped, documents)
            return replace(other, flags=(*other.flags, "swapped"))
        if shared := share_of_that(question.asked, _spoken_of(before)):
            return understand(shared, documents)
        question = _completed(question, before)
        if question.operation in _MOVES and before.periods == question.periods and len(history) > 1:
            # "2024? And the year before? By how much did it rise?" is about the two years spoken of.
            first = understand(history[-2], documents, history[:-2])
            if first.expression == before.expression and first.companies == before.companies:
                question = replace(question, periods=tuple(dict.fromkeys((*first.periods, *before.periods))))
    known = companies_of(documents)
    if not question.companies and not question.unknown and len(known) == 1 and "definition" not in question.flags:
        question = replace(question, companies=known)
    if question.dates and len(question.companies) == 1:
        question = _dated(question, documents)
    if question.last_years:
        question = replace(question, periods=_last_years(question, documents))
    return question


def _dated(question: Question, documents: Sequence[Document]) -> Question:
    """The question with its dates read as fiscal periods; a year beside them ("… and 2021") is the same part of one."""
    own = [document for document in documents if document.id in question.companies[0].documents]
    ends = periods_ending(question.asked, own)
    if not ends:
        return question if not question.periods else replace(question, periods=(), as_of=None)
    beside = [replace(ends[0], year=period.year) for period in question.periods if not (period.quarter or period.half)]
    kept = [period for period in question.periods if period.quarter or period.half]
    as_of = ends[0] if beside and not question.as_of else question.as_of
    return replace(question, periods=tuple(dict.fromkeys((*ends, *beside, *kept))), as_of=as_of)


def _last_years(question: Question, documents: Sequence[Document]) -> tuple[Period, ...]:
    """The years of "last three years" or "3 year average", back from the latest named or the newest annual filing."""
    if len(question.periods) >= question.last_years:
        return question.periods
    ids = {key for company in question.companies for key in company.documents}
    years = [
        document.identity.fiscal_year
        for document in documents
        if document.id in ids and document.identity.fiscal_year and not document.identity.fiscal_quarter
    ]
    newest = max(question.periods).year if question.periods else max(years, default=0)
    if not newest:
        return question.periods
    return tuple(Period(year) for year in range(newest - question.last_years + 1, newest + 1))

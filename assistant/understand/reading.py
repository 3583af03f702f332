"""Understand a question without a model: who, when, which figures by which formula and unit, and the kind of reply."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compute.calculate import Term, parse
from assistant.understand.asked import (
    Wants,
    asks_advice,
    asks_definition,
    asks_prediction,
    forms_named,
    judgement,
    statements_named,
    wanted,
)
from assistant.understand.chinese_names import with_english_names
from assistant.understand.companies import companies_of, find_companies, unknown_names, without_names
from assistant.understand.dated import periods_ending
from assistant.understand.definitions import Definition, given_definitions, unread_definitions, unused
from assistant.understand.followup import completed, follows, share_of_that, spoken_of, swapped_part
from assistant.understand.formula import Formula, read_formula
from assistant.understand.framing import remarks, without_asides
from assistant.understand.narrowing import (
    broken_down,
    is_loose,
    limited,
    qualified,
    thresholds,
    unexplained,
    unexplained_remarks,
)
from assistant.understand.odds import at_odds, beside_given, beside_line, not_defined, own_formula
from assistant.understand.operation import MOVES, Operation, operation_of
from assistant.understand.periods import Period, Periods, read_periods
from assistant.understand.question import Question
from assistant.understand.units import rounding, scale_named, unit_named
from assistant.understand.vocabulary import Mention, mentions
from assistant.understand.words import blanked
from ingest.document import Document
from ingest.filing.lines import is_noted

__all__ = ["understand"]


REMEMBERED = 6  # questions before this one that can still be meant
_COLLECTION = re.compile(
    r"\b(?:which|what|how many|list(?: all)?|any)(?: of)?(?: the| these| those| our| all)? (?"
    r":companies|filings|documents|firms|issuers|reports)\b|哪些公司|多少家",
    re.I,
)


def _without_parts(ask: str, named: Sequence[Mention]) -> str:
    """A question without the names of a company's parts that are known for what they are."""
    return blanked(ask, [(mention.start, mention.end) for mention in named if is_noted(mention.name)])


def _asking(head: str) -> str:
    """The sentences of a text that ask; all of it where none does. "Income fell. Was demand the cause?" asks no way."""
    asking = [one for one in re.split(r"(?<=[.?!])\s+(?=[A-Z])", head) if one.rstrip().endswith(("?", "？"))]
    return " ".join(asking) or head


def _own_mentions(ask: str, definitions: Sequence[Definition]) -> list[Mention]:
    """Where the asking words name what the question itself defines."""
    return [
        Mention("own", one.name, found.start(), found.end(), found[0])
        for one in definitions
        for found in (re.finditer(rf"\b{re.escape(one.name)}\b", ask, re.I) if len(one.name) > 2 else ())
    ]


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
    told = [said for one in definitions for said in (one.name, one.words)] if formula.given else []
    own = _own_mentions(ask, definitions) if formula.given else []
    words = unexplained(
        blanked(nameless, formula.joined),
        sorted((*named, *own), key=lambda mention: mention.start),
        quarterly=_in_year(time),
        given=told,
    )
    beside_it = without_names(remarks(text, (*definitions, *unread)), companies)
    limits = (
        (*words, *at_odds(formula, [one for one in unused(definitions) if one.words not in formula.definition]))
        if formula.given
        else (
            *limited(blanked(nameless, formula.joined), mentions(ask)),
            *words,
            *at_odds(formula, unread),
            *own_formula(ask, formula),
        )
    )
    beside = (
        beside_given(ask, formula, definitions) if formula.given else beside_line(blanked(ask, formula.joined), formula)
    )
    unit, scale = unit_named(text), scale_named(text)
    first = _FIRST.match(ask)
    head = first[0] if first and formula.expression and first.end() > max(m.start for m in named) else ask
    acting = blanked(_without_lines(ask, named), formula.joined)[: len(head)]
    operation, count = operation_of(_NO_AVERAGE.sub(" ", acting), time.named, formula, unit)
    if formula.unit == "ratio" and unit == "%" and operation in (Operation.VALUE, Operation.AVERAGE):
        formula = replace(formula, unit="%")  # "the payout ratio, in percent"
    if operation is Operation.VALUE and not formula.given:
        if time.span and re.search(r"(?i)\btotal(?:led|ed)?\b|合计|总共", ask):
            operation = Operation.SUM
        elif time.span or (len(time.named) > 1 and re.search(r"(?i)\bratio of\b", ask)):
            limits = (*limits, "several years")
    if unit == "%" and formula.unit == "money" and operation is Operation.VALUE:
        limits = (*limits, "a percentage")  # of what is not understood
    averaged = operation is Operation.AVERAGE
    remarked = unexplained_remarks(beside_it, quarterly=_in_year(everything), averaged=averaged)
    wants = wanted(head, formula.expression is not None)
    judge = judgement(_asking(head)) if wants is Wants.YES_NO else None
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
            *not_defined(qualified(ask), formula, definitions),
            *broken_down(_without_parts(ask, named)),
            *limits,
            *beside,
            *remarked,
        ),
        flags=tuple(flags),
        language="zh" if re.search(r"[\u4e00-\u9fff]", text) else "en",
    )


# "Is it positive, and what drove the change?" is first of all about whether it is.
_FIRST = re.compile(
    r"^\W*(?:does|do|did|is|are|was|were|has|have|had)\b[^.?!]+?"
    r"(?:(?=,? and (?:if so,? )?(?:what|why|how)\b[^.?!]*\b(?:dr[io]ve\w*|caused?|explain\w*|led|behind|why)\b)"
    r"|\?(?=\s+(?:if so,? |and )?(?:what|which|why|how|who)\b))",
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


def understand(
    text: str, documents: Sequence[Document], history: Sequence[str] = (), *, swaps: bool = True
) -> Question:
    """What `text` asks, given the documents there are and the questions asked before it (oldest first). With `swaps`,
    a name alone ("and Latin America?") is taken for a part in place of the one spoken of, and flagged "swapped".

    Nothing is raised: what is not understood is left empty, and the flags and `unknown` say what stands in the way.
    """
    history = history[-REMEMBERED:]
    question = _own(with_english_names(text.strip()), documents)
    if history and follows(question):
        before = understand(history[-1], documents, history[:-1])
        if swaps and (swapped := swapped_part(question, before)):
            other = understand(swapped, documents)
            return replace(other, flags=(*other.flags, "swapped"))
        if shared := share_of_that(question.asked, spoken_of(before)):
            return understand(shared, documents)
        question = completed(question, before)
        if question.operation in MOVES and before.periods == question.periods and len(history) > 1:
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

"""Answer a question that facts and a formula answer completely: choose facts, compute, round, show the derivation."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.solve.breakdown import asked_part, by_part, of_part
from assistant.solve.extreme import asks_extreme_line, extreme_line
from assistant.solve.ledger import FactSource, Ledger
from assistant.solve.one_figure import one_figure
from assistant.solve.parts import asked_share, over_share
from assistant.solve.solution import Solution, Unsolved, together
from assistant.solve.work import begin
from assistant.solve.yes_or_no import of_two_days, yes_or_no
from assistant.understand.asked import DIRECTIONS, Wants
from assistant.understand.companies import Company
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.understand.unusual import is_negated, is_unusual
from assistant.understand.words import stems
from ingest.document import Document
from ingest.filing.concepts import concept, concepts

__all__ = ["solve"]


def _compare(question: Question, solved: Sequence[Solution]) -> Solution:
    ranked = sorted(solved, key=lambda part: part.calculations[0].result, reverse=True)
    listed = "; ".join(f"{part.company}: {part.text}" for part in ranked)
    lowest = ranked[-1].company.removesuffix(".")
    when = f" in {question.period}" if question.period and question.operation is Operation.VALUE else ""
    sentence = f"{question.name}{when} — {listed}. The highest is {ranked[0].company}, the lowest {lowest}."
    return together(ranked, sentence)


def _uneven(question: Question) -> bool:
    """Whether periods that are set against each other are of several lengths, or two of one year."""
    if of_two_days(question):
        return False
    moved = question.operation not in (Operation.VALUE, Operation.SHARE)
    if len(question.periods) < 2 or not (moved or question.wants is Wants.YES_NO):
        return False
    parts = {(period.quarter, period.half) for period in question.periods}
    return len(parts) > 1 or len({period.year for period in question.periods}) < len(question.periods)


# "Did it lower its owner's income tax?": not whether the tax fell, but whether this made it fall.
_CAUSES = re.compile(
    r"\b(?:did|does|do|will|would) (?:it|this|that|they|these|those) (?:lower|reduce|raise|increase|cut|boost) "
    r"(?!(?:its|their|or|and|from|in|by|over|versus|vs|compared|since|between|during|to|at|for|as|year)\b)",
    re.IGNORECASE,
)


def _refused(question: Question) -> Unsolved | None:
    if "definition" in question.flags or "collection" in question.flags:
        return Unsolved("prose", "the question does not ask for one company's figure")
    if question.expression is None and question.judge not in ("capital intensive", "profitable", "steady"):
        return Unsolved("no figure", "no figure of the statements was recognised in the question")
    if not question.companies and question.unknown:
        return Unsolved("unknown company", f"no filing of {' or '.join(question.unknown)} is in the index")
    if question.qualifiers:
        words = ", ".join(question.qualifiers)
        return Unsolved("other figure", f"the question asks for another figure than the reported total ({words})")
    if question.wants is Wants.LIST:
        return Unsolved("prose", "the question asks for a list, not for a figure")
    if _uneven(question):
        return Unsolved("other figure", "the periods named are not the same part of different years")
    if question.wants is Wants.YES_NO and _CAUSES.search(question.asked):
        return Unsolved("other figure", "the question asks what something did to a figure")
    if question.wants is Wants.YES_NO and is_negated(question.asked):
        return Unsolved("other figure", "the question asks what is not so")
    of_losses = any("loss" in concept(name).names[0] for name in question.concepts)  # "provision for credit losses"
    moved = question.wants is Wants.YES_NO and question.judge in DIRECTIONS
    if moved and not of_losses and re.search(r"(?i)\bloss", question.asked):
        return Unsolved("other figure", "the question asks which way a loss went")
    if question.dates and not question.periods:
        days = ", ".join(day.isoformat() for day in question.dates)
        return Unsolved("no period", f"no fiscal period that the filings report ends on {days}")
    if not question.companies:
        return Unsolved("no company", "the question names no company that is in the index")
    return None


def _in_company_years(
    company: Company, question: Question, documents: Sequence[Document], source: FactSource
) -> tuple[Question, str]:
    """The question with its fiscal years as the company names them, and a note where that differs from the asker's."""
    ledger = Ledger([document for document in documents if document.id in company.documents], source)
    end = ledger.named_by_closing_year(question.period) if question.period else None
    if end is None or question.period is None:
        return question, ""
    periods = tuple(period.shifted(-1) for period in question.periods)
    as_of = question.as_of.shifted(-1) if question.as_of else None
    note = (
        f"FY{question.period.year} is taken as the year ended {end:%B} {end.day}, {end.year}, "
        f"which {company.name} calls fiscal {end.year - 1}"
    )
    return replace(question, periods=periods, as_of=as_of), note


def _parted(question: Question, documents: Sequence[Document], source: FactSource) -> Solution | None:
    """The figure of one part of a company, or which part has the most of it; None for another question."""
    if len(question.companies) != 1 or question.expression not in concepts() or not question.qualifiers:
        return None
    if is_unusual(question.text) or _uneven(question):
        return None
    asked = asked_part(question.text)
    if asked is None and question.operation is not Operation.VALUE:
        return None
    own, renamed = _in_company_years(question.companies[0], question, documents, source)
    work = begin(own.companies[0], own.period, own, documents, source)
    if work is None:
        return None
    found = by_part(own, asked, work.ledger, work.period) if asked else of_part(own, work.ledger, work.period)
    return replace(found, notes=(renamed, *found.notes)) if found and renamed else found


def _over_share(question: Question, documents: Sequence[Document], source: FactSource) -> Solution | None:
    """The parts of one company's revenue above a share that is asked about; None for another question."""
    if len(question.companies) != 1 or question.expression != "revenue" or asked_share(question.text) is None:
        return None
    own, renamed = _in_company_years(question.companies[0], question, documents, source)
    work = begin(own.companies[0], own.period, own, documents, source)
    found = over_share(own, work.ledger, work.period) if work else None
    return replace(found, notes=(renamed, *found.notes)) if found and renamed else found


def _extreme(question: Question, documents: Sequence[Document], source: FactSource) -> Solution | None:
    """The largest or smallest asset or liability of one company; None for another question."""
    if len(question.companies) != 1 or not asks_extreme_line(question.text) or is_unusual(question.text):
        return None
    own, renamed = _in_company_years(question.companies[0], question, documents, source)
    work = begin(own.companies[0], own.period, own, documents, source)
    found = extreme_line(own, work.ledger, work.period) if work else None
    return replace(found, notes=(renamed, *found.notes)) if found and renamed else found


def _named_in_full(
    asked: Question, refused: Unsolved, documents: Sequence[Document], source: FactSource
) -> Solution | None:
    """The one line whose printed label holds all the words that seemed to ask for another figure, as "capital
    expenditures, net of construction payable" does; None for another question."""
    words = frozenset(word for text in asked.qualifiers for word in stems(text))
    if refused.reason != "other figure" or not words or asked.expression not in concepts():
        return None
    names = stems(" ".join(concept(asked.expression or "").names))
    found = solve(replace(asked, qualifiers=()), documents, source)
    if not isinstance(found, Solution) or found.parts or len(found.calculations) != 1:
        return None
    labels = [stems(operand.label) for operand in found.calculations[0].operands]
    return found if labels and all(words - names <= label for label in labels) and words - names else None


def solve(asked: Question, documents: Sequence[Document], source: FactSource) -> Solution | Unsolved:
    """The figure a question asks for, looked up and computed, or the reason why facts do not give it.

    A question about the reasons of a figure ("what drove …") is answered with the figure alone: the rest is prose.
    """
    special = (
        _over_share(asked, documents, source) or _parted(asked, documents, source) or _extreme(asked, documents, source)
    )
    if special is not None:
        return special
    refused = _refused(asked)
    if refused is not None:
        return _named_in_full(asked, refused, documents, source) or refused
    question = asked
    solved: list[Solution] = []
    for company in question.companies:
        question, renamed = _in_company_years(company, asked, documents, source)
        work = begin(company, question.period, question, documents, source)
        if work is None:
            return Unsolved("no period", f"the filings of {company.name} do not say which fiscal year they are for")
        judged = question.wants is Wants.YES_NO and question.judge and len(question.companies) == 1
        found = yes_or_no(work, question) if judged else one_figure(work, question)
        if isinstance(found, Unsolved):
            return found
        solved.append(replace(found, notes=(renamed, *found.notes)) if renamed else found)
    return solved[0] if len(solved) == 1 else _compare(question, solved)

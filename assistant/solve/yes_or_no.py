"""A yes or no with the figures it rests on: a property judged by stated rules."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.answer import Calculation
from assistant.solve.judge import Verdict, capital_intensive, either_way, indicators, judge, reported_and_more
from assistant.solve.one_figure import one_figure, printed_amount
from assistant.solve.solution import Solution, Unsolved, together
from assistant.solve.work import Work
from assistant.understand.asked import DIRECTIONS
from assistant.understand.operation import MOVES, Operation
from assistant.understand.question import Question
from ingest.filing.concepts import Kind, concept

__all__ = ["of_two_days", "yes_or_no"]


_OF_ONE_YEAR = ("positive", "negative", "profitable", "paid", "healthy")


def yes_or_no(work: Work, question: Question) -> Solution | Unsolved:
    """The figure with a verdict on the property asked about."""
    if question.judge == "capital intensive":
        return _indicated(work, question)
    if question.judge == "steady":
        return _steady(work, question)
    if question.expression is None and question.judge == "profitable":
        question = replace(question, expression="net_income", concepts=("net_income",), unit="money")
    if question.expression is None:
        return Unsolved("no figure", "no figure of the statements was recognised in the question")
    if question.judge in DIRECTIONS:
        now = one_figure(work, replace(question, operation=Operation.VALUE))
        if isinstance(now, Unsolved):
            return now
        named = sorted(question.periods)
        back = work.period.year - named[0].year if named and named[0].year < work.period.year else 1
        earlier = named[0] if of_two_days(question) else work.period.shifted(-back)
        before = one_figure(
            replace(work, period=earlier, picks={}, zeros=set()),
            replace(question, operation=Operation.VALUE),
        )
        if isinstance(before, Unsolved):
            return before
        if len(named) < 2:
            before = replace(before, notes=())
        verdict = judge(
            question,
            now.calculations[0].result,
            before.calculations[0].result,
            f"{now.text} in {now.period}",
            f"{before.text} in {before.period}",
        )
        if verdict is None:
            return now
        return _with_change(_verdict([now, before], verdict, question, work), question)
    if question.judge in _OF_ONE_YEAR and question.operation in MOVES:
        question = replace(question, operation=Operation.VALUE)  # the movement is asked beside it
    found = one_figure(work, question)
    if isinstance(found, Unsolved):
        return found
    verdict = judge(question, found.calculations[0].result, None, found.text, "")
    return found if verdict is None else _verdict([found], verdict, question, work)


def _verdict(parts: Sequence[Solution], verdict: Verdict, question: Question, work: Work) -> Solution:
    holds: bool | None = verdict.holds
    if question.judge in DIRECTIONS and either_way(question.text):
        holds = True if reported_and_more(question.text) and parts[0].value else None
    lead = "" if holds is None else "Yes. " if holds else "No. "
    return together(parts, lead + verdict.because.format(company=work.company.name, period=work.period), holds)


def _with_change(solution: Solution, question: Question) -> Solution:
    """A movement's verdict with the difference between its two figures as a further step."""
    now, before = solution.calculations[0], solution.calculations[1]
    operands = {operand.name: operand for operand in (*before.operands, *now.operands)}
    result = now.result - before.result
    asked = replace(question, operation=Operation.CHANGE)
    currency = solution.unit.partition("/")[0] if len(solution.unit) > 2 else "USD"
    text = printed_amount(result, question.unit, asked, currency)
    distance = printed_amount(abs(result), question.unit, asked, currency)
    moved = f" That is a {'rise' if result > 0 else 'fall'} of {distance}."
    change = Calculation(
        f"change in {question.name}",
        f"({now.expression}) - ({before.expression})",
        tuple(operands.values()),
        result,
        text,
    )
    return replace(
        solution,
        sentence=f"{solution.sentence}{moved if result else ''}",
        calculations=(*solution.calculations, change),
    )


_STEADY_YEARS = 3
_STEADY_FALL = Decimal("0.9")
_STEADY_RISE = Decimal(2)
"""What a year's dividends may come down or go up to, of the year before's, and still be called steady."""


def _steady(work: Work, question: Question) -> Solution | Unsolved:
    """Whether dividends were paid in each of three years, or of the longer span named, and neither fell by over a
    tenth nor more than doubled: per share, else in all."""
    failed: Unsolved | None = None
    span = max(_STEADY_YEARS, len(question.periods))
    for name in ("dividends_per_share", "dividends_paid"):
        asked = replace(
            question, metric=None, expression=name, concepts=(name,), unit=concept(name).unit, periods=(work.period,),
            operation=Operation.VALUE, given=False,
        )  # fmt: skip
        years: list[Solution] = []
        for back in range(span):
            found = one_figure(replace(work, period=work.period.shifted(-back), picks={}, zeros=set()), asked)
            if isinstance(found, Unsolved):
                failed = failed or found
                break
            years.append(found)
        if len(years) < span:
            continue
        amounts = [year.calculations[0].result for year in reversed(years)]
        holds = all(amount > 0 for amount in amounts) and all(
            earlier * _STEADY_FALL <= later <= earlier * _STEADY_RISE for earlier, later in pairwise(amounts)
        )
        told = ", ".join(f"{year.text} in {year.period}" for year in reversed(years))
        title = concept(name).names[0]
        rule = (
            f"taken as steady when paid in each of {span} years, and never a tenth below nor over twice the year before"
        )
        sentence = f"{'Yes' if holds else 'No'}. {title[0].upper()}{title[1:]} of {work.company.name}: {told}."
        whole = together(years, sentence, holds)
        return replace(whole, notes=(*whole.notes, rule))
    return failed or Unsolved("no figure", "no dividends were recognised")


def _indicated(work: Work, question: Question) -> Solution | Unsolved:
    """Capital intensity by several stated ratios with stated thresholds."""
    parts: list[Solution] = []
    failed: Unsolved | None = None
    for indicator in indicators():
        asked = replace(
            question,
            metric=None,
            expression=indicator.expression,
            concepts=(),
            unit=indicator.unit,
            operation=Operation.VALUE,
            definition=indicator.title,
            given=True,
        )
        part = one_figure(replace(work, picks={}, zeros=set()), asked)
        if isinstance(part, Solution):
            parts.append(part)
        else:
            failed = part
    if failed is not None and len(parts) < 2:
        return failed
    holds = capital_intensive({part.calculations[0].definition: part.calculations[0].result for part in parts})
    listed = "; ".join(f"{part.calculations[0].definition} {part.text}" for part in parts)
    rule = "taken as capital intensive when any holds: " + "; ".join(indicator.rule for indicator in indicators())
    sentence = f"{'Yes' if holds else 'No'}. For {work.company.name} in {work.period}: {listed}."
    whole = together(parts, sentence, holds)
    return replace(whole, notes=(*whole.notes, rule))


def of_two_days(question: Question) -> bool:
    """Whether the way is asked that balances went between the closing days of two years' periods, of any lengths."""
    balances = bool(question.concepts) and all(concept(name).kind is Kind.INSTANT for name in question.concepts)
    years = {period.year for period in question.periods}
    return balances and question.judge in DIRECTIONS and len(years) == len(question.periods) == 2

"""Say a computed figure in the language of the question: the sentence that stands for a `Solution`."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Calculation
from assistant.solve.solution import Solution
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.wording import amount, said_period, say, subject

__all__ = ["sentence"]

_MOVES = (Operation.CHANGE, Operation.GROWTH, Operation.CAGR)
_SPANS = (Operation.AVERAGE, Operation.SUM)


def sentence(solution: Solution, question: Question) -> str:
    """The sentence for a figure; `Solution.sentence` itself where it is in the question's language already."""
    if question.language == "en":
        return solution.sentence
    if solution.verdict is not None:
        return _verdict(solution, question)
    if len(solution.parts) > 1:
        return _compared(solution, question)
    whole = _figure(solution, question)
    ends = _ends(solution, question)
    if not ends:
        return whole
    plain = replace(question, operation=Operation.VALUE)
    before, now = (_amount(value, plain, solution) for value in ends)
    return whole[:-1] + say(question.language, "between", before=before, now=now) + whole[-1:]


def _figure(solution: Solution, question: Question) -> str:
    return say(
        question.language,
        "figure",
        subject=subject(question),
        company=solution.company,
        when=_when(solution, question),
        amount=_amount(solution.calculations[0].result, question, solution),
    )


def _when(solution: Solution, question: Question) -> str:
    language, period = question.language, solution.period
    named = sorted(question.periods)
    if question.operation in _SPANS and len(named) > 1:
        return say(language, "span", first=said_period(named[0], language), last=said_period(named[-1], language))
    if question.operation in _MOVES:
        back = period.year - named[0].year if named and named[0].year < period.year else 1
        first = said_period(period.shifted(-back), language)
        return say(language, "span", first=first, last=said_period(period, language))
    return said_period(period, language)


def _amount(value: Decimal, question: Question, solution: Solution) -> str:
    unit = question.answer_unit or "money"
    currency = solution.unit.partition("/")[0]
    text = amount(
        value,
        unit,
        question.language,
        scale=question.scale,
        digits=question.digits,
        currency=currency if currency.isupper() and len(currency) == 3 else "USD",
    )
    return text.replace("%", say(question.language, "points")) if _in_points(question, unit) else text


def _in_points(question: Question, unit: str) -> bool:
    return question.operation is Operation.CHANGE and unit == "%"


def _ends(solution: Solution, question: Question) -> tuple[Decimal, Decimal] | None:
    """The two figures that a change or growth lies between, the earlier first."""
    if question.operation not in (Operation.CHANGE, Operation.GROWTH):
        return None
    calculations: Sequence[Calculation] = solution.calculations
    if len(calculations) > 2:
        return calculations[1].result, calculations[2].result
    operands = sorted(calculations[0].operands, key=lambda operand: operand.period)
    return (operands[0].value, operands[1].value) if len(operands) == 2 else None


def _verdict(solution: Solution, question: Question) -> str:
    language = question.language
    plain = replace(question, operation=Operation.VALUE)
    said = say(language, "yes" if solution.verdict else "no")
    if question.judge == "capital intensive":
        listed = "；".join(f"{part.calculations[0].definition} {part.text}" for part in solution.parts)
        return f"{said}{solution.company}在{said_period(solution.period, language)}：{listed}。"
    name = subject(plain)
    if len(solution.parts) == 2:
        now, before = (
            say(
                language,
                "at",
                amount=_amount(part.calculations[0].result, plain, part),
                period=said_period(part.period, language),
            )
            for part in solution.parts
        )
        return said + say(language, "moved", subject=name, company=solution.company, before=before, now=now)
    return said + _figure(solution.parts[0] if solution.parts else solution, plain)


def _compared(solution: Solution, question: Question) -> str:
    parts = solution.parts
    named = subject(question)
    if question.period and question.operation is Operation.VALUE:
        period = said_period(question.period, question.language)
        named = say(question.language, "at", amount=named, period=period)
    listed = "；".join(f"{part.company} {_amount(part.calculations[0].result, question, part)}" for part in parts)
    return say(
        question.language,
        "compared",
        subject=named,
        listed=listed,
        first=parts[0].company,
        last=parts[-1].company,
    )

"""One company's figure by the question's formula: gathered, computed, rounded and shown with its derivation."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import CalculationError, Term, evaluate, format_value, join_terms, round_half_up
from assistant.compute.metrics import metric
from assistant.solve.solution import Solution, Unsolved
from assistant.solve.work import Missing, Work, cited, compute, currency_of
from assistant.understand.operation import MOVES, Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.filing.concepts import Kind, concept
from ingest.filing.lines import line_as_printed, part_named

__all__ = ["one_figure", "printed_amount"]


_BY_HOW_MUCH = re.compile(r"\bby (?:approximately |about |roughly )?how (?:much|many)\b", re.IGNORECASE)
_BANK_LINES = ("net_interest_income", "deposits", "premiums", "policy_liabilities")


def _shift(expression: str, years: int) -> str:
    return join_terms(expression, lambda term: str(Term(term.name, term.offset + years)))


def _over_periods(question: Question, period: Period) -> tuple[str, int]:
    """The whole expression for the asked operation, relative to `period`, and the years back to the earlier one."""
    base = question.expression or ""
    named = sorted(question.periods)
    back = period.year - named[0].year if named and named[0].year < period.year else 1
    earlier = _shift(base, -back)
    if question.operation is Operation.CHANGE:
        return f"({base}) - ({earlier})", back
    if question.operation is Operation.GROWTH:
        return f"(({base}) - ({earlier})) / ({earlier})", back
    if question.operation is Operation.CAGR:
        return f"(({base}) / ({earlier})) ** (1 / {back}) - 1", back
    if question.operation in (Operation.AVERAGE, Operation.SUM):
        years = sorted({one.year for one in named} or {period.year})
        values = ", ".join(f"({_shift(base, year - period.year)})" for year in years)
        return f"{'avg' if question.operation is Operation.AVERAGE else 'sum'}({values})", back
    return base, back


def _is_bank(work: Work) -> bool:
    period = work.period
    if work.ledger.pick("current_assets", period) is not None:
        return False
    return any(work.ledger.pick(name, period) is not None for name in _BANK_LINES)


def _answer_unit(unit: str | None, currency: str) -> str:
    if unit in (None, "money"):
        return currency
    return f"{currency}/share" if unit == "per_share" else str(unit)


def _rounded(value: Decimal, unit: str | None, question: Question) -> Decimal:
    if question.digits is None:
        return value
    scale = {"thousand": 3, "million": 6, "billion": 9}.get(question.scale or "", 0) if unit == "money" else 0
    scale = -2 if unit == "%" else scale
    return round_half_up(value.scaleb(-scale), question.digits).scaleb(scale)


def printed_amount(value: Decimal, unit: str | None, question: Question, currency: str) -> str:
    digits = question.digits
    if digits is None and question.scale == "billion":
        digits = 2
    text = format_value(value, unit or "money", scale=question.scale, digits=digits, currency=currency)
    if question.operation is Operation.CHANGE and unit == "%":
        return text.replace("%", " percentage points")
    return text


def _title(question: Question) -> str:
    name = question.name
    if question.given and not question.metric:
        name = question.defined or name
    return {
        Operation.CHANGE: f"change in {name}",
        Operation.GROWTH: f"growth in {name}",
        Operation.CAGR: f"compound annual growth of {name}",
        Operation.AVERAGE: f"average {name}",
        Operation.SUM: f"total {name}",
    }.get(question.operation, name)


def _as_printed(title: str, work: Work) -> str:
    """A title with the company's own lines in the letters that its filings print."""
    for pick in work.picks.values():
        if pick.name.startswith("line_") and not part_named(pick.name):
            title = title.replace(concept(pick.name).names[0], line_as_printed(pick.fact))
    return title


def _when(question: Question, period: Period, back: int) -> str:
    if question.operation in (Operation.CHANGE, Operation.GROWTH, Operation.CAGR):
        return f"from {period.shifted(-back)} to {period}"
    if question.operation in (Operation.AVERAGE, Operation.SUM) and len(question.periods) > 1:
        return f"over {min(question.periods)} to {max(question.periods)}"
    return f"for {period}"


def _unavailable(error: Missing, work: Work) -> Unsolved:
    label = concept(error.name).names[0]
    message = f"no {label} for {error.period} was found in the filings of {work.company.name}"
    return Unsolved("missing", message, ((error.name, str(error.period), work.company.name),))


def one_figure(work: Work, question: Question) -> Solution | Unsolved:
    """The figure asked for, for one company."""
    period = work.period
    if question.metric and not metric(question.metric).for_banks and not question.given and _is_bank(work):
        title = metric(question.metric).title
        lacks = "current assets" if "current" in (question.expression or "") else "cost of sales or operating income"
        message = (
            f"{title} is not a useful measure for {work.company.name}: as a bank or insurer it reports no {lacks}; "
            "its net interest income or premiums are what is measured"
        )
        return Unsolved("not meaningful", message)
    expression, back = _over_periods(question, period)
    try:
        if question.operation is Operation.SHARE:
            return _share(work, question)
        calculation, citations = compute(work, expression, _title(question), question.definition)
    except Missing as error:
        return _unavailable(error, work)
    except CalculationError as error:
        return Unsolved("arithmetic", f"{_title(question)} of {work.company.name} cannot be computed: {error}")
    if not calculation.operands and concept(question.concepts[0]).kind is Kind.INSTANT:
        return _unavailable(Missing(question.concepts[0], period), work)  # a balance asked for is not zero unseen
    solution = _solution(work, question, calculation, citations, _when(question, period, back))
    return _between(solution, work, question, back) if question.operation in MOVES else solution


def _between(solution: Solution, work: Work, question: Question, back: int) -> Solution:
    """A change or growth with the two figures that it lies between."""
    base = question.expression or ""
    plain = replace(question, operation=Operation.VALUE)
    operands = {operand.name: operand for operand in solution.calculations[0].operands}
    ends, texts = [], []
    picks = list(work.picks.values())
    for offset in (-back, 0):
        end, _ = compute(work, _shift(base, offset), question.name, "")
        text = printed_amount(end.result, question.unit, plain, currency_of(list(work.picks.values())))
        shared = tuple(operands[operand.name] for operand in end.operands)
        ends.append(replace(end, operands=shared, rounded=text))
        texts.append(text)
    size = abs(solution.calculations[0].result)
    fell = solution.value < 0 and _BY_HOW_MUCH.search(question.asked)
    way = f" (a fall of {printed_amount(size, question.answer_unit, question, currency_of(picks))})" if fell else ""
    return replace(
        solution,
        sentence=f"{solution.sentence[:-1]}{way}, from {texts[0]} to {texts[1]}.",
        calculations=(*solution.calculations, *(end for end in ends if not end.expression.isidentifier())),
    )


def _share(work: Work, question: Question) -> Solution | Unsolved:
    """A quarter's or half's value as a share of its year's."""
    short = max(question.periods, key=lambda period: bool(period.quarter or period.half))
    year = Period(short.year)
    whole = replace(work, period=year, picks={}, zeros=set())
    part = replace(work, period=short, picks={}, zeros=set())
    base = question.expression or ""
    below, _ = compute(whole, base, _title(question), "")
    above, _ = compute(part, base, _title(question), "")
    work.picks = {**part.picks, **whole.picks}
    text = f"({above.expression}) / ({below.expression})"
    values = {key: pick.value for key, pick in work.picks.items()}
    citations, markers = cited(list(work.picks.values()))
    operands = tuple(
        Operand(
            key, pick.fact.label, pick.value, pick.fact.unit, str(pick.period), markers[id(pick)], pick.fact.printed
        )
        for key, pick in work.picks.items()
    )
    calculation = Calculation(f"share of {question.name}", text, operands, evaluate(text, values), "", "")
    return _solution(work, question, calculation, citations, f"in {short} of {year}")


def _solution(
    work: Work, question: Question, calculation: Calculation, citations: tuple[Citation, ...], when: str
) -> Solution:
    currency = currency_of(list(work.picks.values()))
    text = printed_amount(calculation.result, question.answer_unit, question, currency)
    title = _as_printed(_title(question), work)
    subject = title if title[:2].isupper() else title[0].upper() + title[1:]
    sentence = f"{subject} of {work.company.name} {when}: {text}{_made_of(question, calculation)}."
    note = () if question.periods else (f"no period was named: {work.period} is the newest",)
    return Solution(
        company=work.company.name,
        period=work.period,
        value=_rounded(calculation.result, question.answer_unit, question),
        unit=_answer_unit(question.answer_unit, currency),
        text=text,
        sentence=sentence,
        calculations=(replace(calculation, name=title, rounded=text),),
        citations=citations,
        notes=tuple(dict.fromkeys((*note, *work.notes))),
    )


def _made_of(question: Question, calculation: Calculation) -> str:
    """What a figure is, said behind it: the two amounts of a share that the question made itself, cash beyond debt."""
    if question.metric == "net_debt" and question.operation is Operation.VALUE and calculation.result < 0:
        return ", a net cash position"
    parts = calculation.operands
    if question.metric or question.given or question.operation is not Operation.VALUE or len(parts) != 2:
        return ""
    if calculation.expression != f"{parts[0].name} / {parts[1].name}" or {part.unit for part in parts} & {
        "pure",
        "shares",
    }:
        return ""
    above, below = (format_value(p.value, "money", currency=p.unit.partition("/")[0]) for p in parts)
    return f" ({above} of {below})"

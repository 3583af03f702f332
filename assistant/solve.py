"""Answer a question that facts and a formula answer completely: choose facts, compute, round, show the derivation."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.answer import Calculation, Citation, Operand
from assistant.breakdown import asked_part, by_part, of_part
from assistant.calculate import CalculationError, Term, evaluate, format_value, join_terms, round_half_up
from assistant.companies import Company
from assistant.extreme import asks_extreme_line, extreme_line
from assistant.judge import Verdict, capital_intensive, either_way, indicators, judge, reported_and_more
from assistant.ledger import FactSource, Ledger
from assistant.metrics import metric
from assistant.parts import asked_share, over_share
from assistant.periods import Period
from assistant.question import Operation, Question, Wants
from assistant.rerank import stems
from assistant.solution import Solution, Unsolved
from assistant.unusual import is_negated, is_unusual
from assistant.work import Missing, Work, begin, cited, compute, currency_of
from ingest.document import Document
from ingest.filing.concepts import Kind, concept, concepts
from ingest.filing.lines import line_as_printed, part_named

__all__ = ["Solution", "Unsolved", "solve", "together"]

_MOVEMENTS = (Operation.CHANGE, Operation.GROWTH)
_OF_ONE_YEAR = ("positive", "negative", "profitable", "paid", "healthy")
_DIRECTIONS = ("rising", "falling", "improving", "worsening")
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


def _printed(value: Decimal, unit: str | None, question: Question, currency: str) -> str:
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


def _one(work: Work, question: Question) -> Solution | Unsolved:
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
    return _between(solution, work, question, back) if question.operation in _MOVEMENTS else solution


def _between(solution: Solution, work: Work, question: Question, back: int) -> Solution:
    """A change or growth with the two figures that it lies between."""
    base = question.expression or ""
    plain = replace(question, operation=Operation.VALUE)
    operands = {operand.name: operand for operand in solution.calculations[0].operands}
    ends, texts = [], []
    picks = list(work.picks.values())
    for offset in (-back, 0):
        end, _ = compute(work, _shift(base, offset), question.name, "")
        text = _printed(end.result, question.unit, plain, currency_of(list(work.picks.values())))
        shared = tuple(operands[operand.name] for operand in end.operands)
        ends.append(replace(end, operands=shared, rounded=text))
        texts.append(text)
    size = abs(solution.calculations[0].result)
    fell = solution.value < 0 and _BY_HOW_MUCH.search(question.asked)
    way = f" (a fall of {_printed(size, question.answer_unit, question, currency_of(picks))})" if fell else ""
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
    text = _printed(calculation.result, question.answer_unit, question, currency)
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


def _renumbered(parts: Sequence[Solution]) -> tuple[Solution, ...]:
    """The parts with the markers of their citations running on from one to the next."""
    shifted, used = [], 0
    for part in parts:
        citations = tuple(replace(citation, marker=citation.marker + used) for citation in part.citations)
        calculations = tuple(
            replace(
                calculation,
                operands=tuple(replace(operand, marker=operand.marker + used) for operand in calculation.operands),
            )
            for calculation in part.calculations
        )
        shifted.append(replace(part, citations=citations, calculations=calculations))
        used += len(citations)
    return tuple(shifted)


def together(parts: Sequence[Solution], sentence: str, verdict: bool | None = None) -> Solution:
    """Several solutions as one that says `sentence`, in the order of their citations."""
    first = parts[0]
    parts = _renumbered(parts)
    return replace(
        first,
        sentence=sentence,
        calculations=tuple(calculation for part in parts for calculation in part.calculations),
        citations=tuple(citation for part in parts for citation in part.citations),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        verdict=verdict,
        parts=parts,
    )


def _yes_or_no(work: Work, question: Question) -> Solution | Unsolved:
    """The figure with a verdict on the property asked about."""
    if question.judge == "capital intensive":
        return _indicated(work, question)
    if question.judge == "steady":
        return _steady(work, question)
    if question.expression is None and question.judge == "profitable":
        question = replace(question, expression="net_income", concepts=("net_income",), unit="money")
    if question.expression is None:
        return Unsolved("no figure", "no figure of the statements was recognised in the question")
    if question.judge in _DIRECTIONS:
        now = _one(work, replace(question, operation=Operation.VALUE))
        if isinstance(now, Unsolved):
            return now
        named = sorted(question.periods)
        back = work.period.year - named[0].year if named and named[0].year < work.period.year else 1
        earlier = named[0] if _of_two_days(question) else work.period.shifted(-back)
        before = _one(
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
    if question.judge in _OF_ONE_YEAR and question.operation in _MOVEMENTS:
        question = replace(question, operation=Operation.VALUE)  # the movement is asked beside it
    found = _one(work, question)
    if isinstance(found, Unsolved):
        return found
    verdict = judge(question, found.calculations[0].result, None, found.text, "")
    return found if verdict is None else _verdict([found], verdict, question, work)


def _verdict(parts: Sequence[Solution], verdict: Verdict, question: Question, work: Work) -> Solution:
    holds: bool | None = verdict.holds
    if question.judge in _DIRECTIONS and either_way(question.text):
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
    text = _printed(result, question.unit, asked, currency)
    moved = f" That is a {'rise' if result > 0 else 'fall'} of {_printed(abs(result), question.unit, asked, currency)}."
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
_STEADY_FALL, _STEADY_RISE = Decimal("0.9"), Decimal(2)
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
            found = _one(replace(work, period=work.period.shifted(-back), picks={}, zeros=set()), asked)
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
        part = _one(replace(work, picks={}, zeros=set()), asked)
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


def _compare(question: Question, solved: Sequence[Solution]) -> Solution:
    ranked = sorted(solved, key=lambda part: part.calculations[0].result, reverse=True)
    listed = "; ".join(f"{part.company}: {part.text}" for part in ranked)
    sentence = f"{question.name} — {listed}. The highest is {ranked[0].company}, the lowest {ranked[-1].company}."
    return together(ranked, sentence)


def _uneven(question: Question) -> bool:
    """Whether periods that are set against each other are of several lengths, or two of one year."""
    if _of_two_days(question):
        return False
    moved = question.operation not in (Operation.VALUE, Operation.SHARE)
    if len(question.periods) < 2 or not (moved or question.wants is Wants.YES_NO):
        return False
    parts = {(period.quarter, period.half) for period in question.periods}
    return len(parts) > 1 or len({period.year for period in question.periods}) < len(question.periods)


def _of_two_days(question: Question) -> bool:
    """Whether the way is asked that balances went between the closing days of two years' periods, of any lengths."""
    balances = bool(question.concepts) and all(concept(name).kind is Kind.INSTANT for name in question.concepts)
    years = {period.year for period in question.periods}
    return balances and question.judge in _DIRECTIONS and len(years) == len(question.periods) == 2


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
    if question.wants is Wants.YES_NO and question.judge in _DIRECTIONS and re.search(r"(?i)\bloss", question.asked):
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
        yes_no = question.wants is Wants.YES_NO and question.judge and len(question.companies) == 1
        found = _yes_or_no(work, question) if yes_no else _one(work, question)
        if isinstance(found, Unsolved):
            return found
        solved.append(replace(found, notes=(renamed, *found.notes)) if renamed else found)
    return solved[0] if len(solved) == 1 else _compare(question, solved)

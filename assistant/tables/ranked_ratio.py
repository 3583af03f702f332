"""Answer which part has the highest or lowest margin, where the filing prints what it is made of, part by part.

"Which segment had the highest operating margin" is read from two rows or columns of the pages' tables, operating income
and revenue, over the same parts. Nothing shows that they are all parts, so that such an answer is quoted, not verified.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Calculation, Citation, Operand
from assistant.compute.calculate import Term, format_value, parse
from assistant.solve.solution import Solution
from assistant.tables.ranked import best_parts
from assistant.tables.ranking import asked_ranking, stems_of
from assistant.tables.table_parts import Part, Parts
from assistant.understand.operation import Operation
from assistant.understand.periods import Period
from assistant.understand.question import Question
from ingest.document import Document, Passage
from ingest.filing.concepts import concept
from ingest.filing.numbers import unit_line
from ingest.store import Store

__all__ = ["rank_ratio"]


def rank_ratio(
    question: Question, passages: Sequence[Passage], documents: Sequence[Document], store: Store
) -> Solution | None:
    """The part with the highest or lowest ratio of two figures; None for another question, or without both figures."""
    asked = asked_ranking(question)
    terms = _two_terms(question)
    if asked is None or asked.growth or terms is None or len(question.companies) != 1:
        return None
    if question.operation is not Operation.VALUE:
        return None
    found = [
        best_parts(replace(asked, measure=stems_of(concept(term).names[0])), question, passages, documents, store)
        for term in terms
    ]
    above, below = found
    if above is None or below is None or above[1:] != below[1:]:
        return None
    pairs = _paired(above[0], below[0])
    if len(pairs) < 2:
        return None
    ranked = sorted(pairs, key=lambda pair: pair[0].value / pair[1].value, reverse=asked.highest)
    return _solution(question, ranked, above[0], below[0], above[1], above[2], asked.highest)


def _two_terms(question: Question) -> tuple[str, str] | None:
    """The two lines that the figure asked for is the quotient of."""
    if question.expression is None or question.given:
        return None
    terms = parse(question.expression).terms
    if len(terms) != 2 or question.expression.replace(" ", "") != f"{terms[0]}/{terms[1]}":
        return None
    return (terms[0].name, terms[1].name) if all(isinstance(term, Term) for term in terms) else None


def _paired(above: Parts, below: Parts) -> list[tuple[Part, Part]]:
    """The parts that both figures are told of, which must be all that the lower one is told of."""
    bottom = {part.name.casefold(): part for part in below.parts if part.value > 0}
    pairs = [(part, bottom[part.name.casefold()]) for part in above.parts if part.name.casefold() in bottom]
    return pairs if len(pairs) == len(below.parts) else []


def _solution(
    question: Question,
    ranked: Sequence[tuple[Part, Part]],
    above: Parts,
    below: Parts,
    document: Document,
    period: Period,
    highest: bool,
) -> Solution:
    company = question.companies[0].name
    citations: list[Citation] = []
    steps: list[Calculation] = []
    told: list[str] = []
    for number, (top, bottom) in enumerate(ranked, start=1):
        operands = []
        for name, part, table in (("above", top, above), ("below", bottom, below)):
            units = unit_line(table.table.unit_line)
            value = part.value.scaleb(units.money) if units else part.value
            marker = len(citations) + 1
            quote = f"{part.name} {part.printed}"
            citations.append(Citation(marker, document.id, document.source, part.page, quote, part.box))
            unit = units.currency if units else ""
            operands.append(Operand(f"{name}_{number}", part.name, value, unit, str(period), marker, part.printed))
        ratio = operands[0].value / operands[1].value
        text = format_value(ratio, question.unit or "%", digits=question.digits)
        expression = f"above_{number} / below_{number}"
        steps.append(Calculation(f"{question.name} of {top.name}", expression, tuple(operands), ratio, text))
        told.append(f"{top.name} {text} ({top.printed} of {bottom.printed})")
    end = "highest" if highest else "lowest"
    sentence = f"{ranked[0][0].name} had the {end} {question.name} of the parts that {company} lists for {period}: "
    return Solution(
        company=company,
        period=period,
        value=steps[0].result,
        unit=question.unit or "%",
        text=ranked[0][0].name,
        sentence=f"{sentence}{told[0]}. The others: {'; '.join(told[1:])}.",
        calculations=tuple(steps),
        citations=tuple(citations),
        complete=False,
    )

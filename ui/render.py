"""Render the conversation as HTML: questions, answers, sources, calculations, passages. Pure functions.

Whatever these functions put on the page goes through `esc`, so a filing or a model cannot add markup. What can be
clicked carries `data-action` and the numbers the server needs to find the thing again in the reader's own session.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.answer import Answer, Calculation, Citation, Operand, Status
from ingest.document import Document, Identity, Passage
from ui.markup import esc, prose, squeeze
from ui.session import Turn

__all__ = ["conversation", "exact", "live", "name", "turn"]

Documents = Mapping[str, Document]

_QUESTION_SHOWN = 600
_QUOTE_SHOWN = 240
_PASSAGE_SHOWN = 420
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_NAME = re.compile(r"[A-Za-z_]\w*")
_MILLION = Decimal(1_000_000)


def name(identity: Identity, source: str) -> str:
    """A filing's name for a reader: "Acme Corp · 10-K · FY2018", or the file's name when nothing is known."""
    period = ""
    if identity.fiscal_year:
        period = f"FY{identity.fiscal_year}"
        if identity.fiscal_quarter:
            period = f"Q{identity.fiscal_quarter} {period}"
    elif identity.period_end:
        period = identity.period_end.isoformat()
    parts = [part for part in (identity.company, identity.form, period) if part]
    return " · ".join(parts) if identity.company and len(parts) > 1 else source


def exact(value: Decimal, unit: str) -> str:
    """A value in base units written out without losing a digit: "$1,577 million", "30.8%", "12,345 shares"."""
    if unit == "%":
        return f"{_digits(value * 100)}%"
    currency, _, per = unit.partition("/")
    symbol = _SYMBOLS.get(currency)
    sign = "−" if value < 0 else ""
    size = abs(value)
    millions = size / _MILLION
    if symbol and not per and size >= _MILLION and millions == millions.quantize(Decimal("0.001")):
        return f"{sign}{symbol}{_digits(millions)} million"
    if symbol:
        return f"{sign}{symbol}{_digits(size)}" + (f" per {per}" if per else "")
    plain = unit in ("", "pure", "ratio")
    return f"{sign}{_digits(size)}" + ("" if plain else f" {unit}")


def _digits(value: Decimal) -> str:
    """Digits grouped by thousands; a long tail (an exact quotient has no end) is cut and marked with an ellipsis."""
    text = f"{value:,f}"
    whole, dot, tail = text.partition(".")
    tail = tail.rstrip("0")
    if len(tail) > 8:
        return f"{whole}{dot}{tail[:8]}…"
    return f"{whole}{dot}{tail}" if tail else whole


def conversation(turns: Sequence[Turn], documents: Documents) -> str:
    """Every finished turn, oldest first."""
    return "".join(turn(each, number, documents) for number, each in enumerate(turns))


def turn(done: Turn, number: int, documents: Documents) -> str:
    """One question with what came of it. `number` counts the session's turns from 0."""
    body = _question(done.question)
    if done.answer is not None:
        body += _answer(done.answer, number, documents)
    else:
        body += _prose_inert(done.text)
        if done.error:
            body += f'<p class="fn-note fn-bad" role="alert">{esc(done.error)}</p>'
        if done.stopped:
            body += '<p class="fn-note">Stopped. Nothing in this reply was checked.</p>'
        body += _passages(done.passages, number, documents, opened=False)
    return f'<article class="fn-turn" aria-label="Question {number + 1}">{body}</article>'


def live(going: Turn, number: int, documents: Documents, seconds: int = 0) -> str:
    """The turn being answered: the passages as soon as they are found, then the text as it comes."""
    if going.text:
        state = f'<div class="fn-streaming">{_prose_inert(going.text)}</div>'
    elif going.passages:
        state = _working(f"Reading {_count(len(going.passages), 'passage')}", seconds)
    else:
        state = _working("Searching the filings", seconds)
    found = _passages(going.passages, number, documents, opened=False)
    return f'<article class="fn-turn fn-live">{_question(going.question)}{state}{found}</article>'


def _working(words: str, seconds: int) -> str:
    """What is being done; the seconds are for the eye alone, a screen reader would say each."""
    passed = f" {seconds} s" if seconds >= 3 else ""
    return (
        f'<p class="fn-working" role="status">{esc(words)}<span aria-hidden="true" class="fn-dots">{passed}</span></p>'
    )


def _question(text: str) -> str:
    shown = squeeze(text, _QUESTION_SHOWN) if len(text) > _QUESTION_SHOWN else text
    cut = f' <span class="fn-dim">({len(text):,} characters)</span>' if len(text) > _QUESTION_SHOWN else ""
    return f'<h3 class="fn-question">{esc(shown)}{cut}</h3>'


def _prose_inert(text: str) -> str:
    """Text that is not checked yet: its markers lead nowhere."""
    if not text:
        return ""
    return f'<div class="fn-text">{prose(text, lambda number: f"<span class=fn-marker>{number}</span>")}</div>'


def _answer(answer: Answer, number: int, documents: Documents) -> str:
    cited = {citation.marker: citation for citation in answer.citations}

    def marker(index: int) -> str | None:
        if index not in cited:
            return None
        place = f"{_document(cited[index].document, cited[index].source, documents)}, page {cited[index].page}"
        return (
            f'<button type="button" class="fn-marker" {_open(number, index)} '
            f'aria-label="Source {index}: {esc(place)}" title="{esc(place)}">{index}</button>'
        )

    text = f'<div class="fn-text">{prose(answer.text, marker)}</div>' if answer.text else ""
    body = _badge(answer) + text
    body += "".join(_calculation(each, number, cited) for each in answer.calculations)
    body += _sources(answer, number, documents)
    body += "".join(f'<p class="fn-note">{esc(note)}</p>' for note in answer.notes)
    only = answer.status is Status.RETRIEVAL_ONLY
    body += _passages(answer.passages, number, documents, opened=only)
    return f'<div class="fn-answer fn-{answer.status.value}">{body}{_small(answer)}</div>'


def _badge(answer: Answer) -> str:
    """How the answer ended, in a word or two above it."""
    if answer.status is Status.RETRIEVAL_ONLY:
        return '<p class="fn-badge fn-warn">No language model answered: passages only</p>'
    if answer.status is Status.ASKED:
        return '<p class="fn-badge fn-warn">Which is meant?</p>'
    if answer.status is Status.ABSTAINED:
        return '<p class="fn-badge fn-warn">Not found in these filings</p>'
    if answer.verified:
        way = "Computed from the filings" if answer.calculations else "Quoted from the filings"
        return f'<p class="fn-badge fn-good">{way}, every number traced</p>'
    if answer.quoted:
        way = "Written by the model" if answer.model else "In the filings' own words"
        return f'<p class="fn-badge">{way}; every number is printed on the pages cited, or computed from such</p>'
    return '<p class="fn-badge fn-warn">Not every number could be traced</p>'


def _small(answer: Answer) -> str:
    """The line under an answer: which model, how long."""
    parts = [answer.model] if answer.model else []
    total = answer.timings.get("total") or sum(answer.timings.values())
    if total:
        parts.append(f"{total:.1f} s")
    return f'<p class="fn-small">{esc(" · ".join(parts))}</p>' if parts else ""


def _open(number: int, marker: int) -> str:
    return f'data-action="source" data-turn="{number}" data-marker="{marker}"'


def _document(document: str, source: str, documents: Documents) -> str:
    known = documents.get(document)
    return name(known.identity, known.source) if known else source


def _sources(answer: Answer, number: int, documents: Documents) -> str:
    if not answer.citations:
        return ""
    used = {operand.marker for calculation in answer.calculations for operand in calculation.operands}
    rows = "".join(_source(each, number, each.marker in used, documents) for each in answer.citations)
    return f'<section class="fn-sources" aria-label="Sources"><h4>Sources</h4><ol>{rows}</ol></section>'


def _source(citation: Citation, number: int, used: bool, documents: Documents) -> str:
    how = "In the calculation" if used else "Quoted"
    where = _document(citation.document, citation.source, documents)
    file = "" if where == citation.source else f'<span class="fn-file">{esc(citation.source)}</span>'
    return (
        f'<li><button type="button" class="fn-source" {_open(number, citation.marker)} '
        f'aria-label="Open source {citation.marker}: {esc(where)}, page {citation.page}">'
        f'<span class="fn-marker" aria-hidden="true">{citation.marker}</span>'
        f'<span class="fn-source-body"><span class="fn-where"><b>{esc(where)}</b> '
        f'<span class="fn-page">page {citation.page}</span><span class="fn-how">{how}</span></span>'
        f'<q class="fn-quote">{esc(squeeze(citation.quote, _QUOTE_SHOWN))}</q>{file}</span></button></li>'
    )


def _calculation(calculation: Calculation, number: int, cited: Mapping[int, Citation]) -> str:
    rows = "".join(_operand(each, number, each.marker in cited) for each in calculation.operands)
    about = f'<p class="fn-definition">{esc(calculation.definition)}</p>' if calculation.definition else ""
    result = _digits(calculation.result)
    return (
        f'<section class="fn-calculation" aria-label="Calculation of {esc(calculation.name)}">'
        f"<h4>{esc(calculation.name)}</h4>{about}"
        f'<p class="fn-expression"><code>{esc(_signs(calculation.expression))}</code>{_filled(calculation)}</p>'
        '<div class="fn-scroll"><table><thead><tr><th scope="col">In the formula</th><th scope="col">In the filing</th>'
        '<th scope="col">Period</th><th scope="col" class="fn-num">Value</th><th scope="col">Source</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="fn-result"><span class="fn-dim">Result</span> <code>{esc(result)}</code>'
        f'<span aria-hidden="true"> → </span><span class="fn-dim">rounded</span> <b>{esc(calculation.rounded)}</b></p>'
        "</section>"
    )


def _signs(expression: str) -> str:
    """An expression with the signs of print: × ÷ −."""
    for plain, printed in (("**", "^"), ("*", "×"), ("/", "÷"), ("-", "−")):
        expression = expression.replace(plain, printed)
    return expression


def _filled(calculation: Calculation) -> str:
    """The expression again with the values in the place of the names."""
    values = {operand.name: exact(operand.value, operand.unit) for operand in calculation.operands}
    filled = _NAME.sub(lambda match: values.get(match[0], match[0]), _signs(calculation.expression))
    return f'<code class="fn-dim">= {esc(filled)}</code>' if values else ""


def _operand(operand: Operand, number: int, resolved: bool) -> str:
    source = esc(operand.marker)
    if resolved:
        source = (
            f'<button type="button" class="fn-marker" {_open(number, operand.marker)} '
            f'aria-label="Source {operand.marker} of {esc(operand.label)}">{operand.marker}</button>'
        )
    value = exact(operand.value, operand.unit)
    printed = f'<span class="fn-dim">printed {esc(operand.printed)}</span>' if operand.printed else ""
    return (
        f"<tr><td><code>{esc(operand.name)}</code></td><td>{esc(operand.label)}</td><td>{esc(operand.period)}</td>"
        f'<td class="fn-num">{esc(value)} {printed}</td><td>{source}</td></tr>'
    )


def _passages(passages: Sequence[Passage], number: int, documents: Documents, *, opened: bool) -> str:
    if not passages:
        return ""
    rows = "".join(_passage(each, index, number, documents) for index, each in enumerate(passages))
    words = f"{_count(len(passages), 'passage')} read"
    return (
        f'<details class="fn-passages"{" open" if opened else ""}><summary>{words}</summary><ol>{rows}</ol></details>'
    )


def _passage(passage: Passage, index: int, number: int, documents: Documents) -> str:
    where = _document(passage.document, name(passage.identity, passage.source), documents)
    return (
        f'<li><button type="button" class="fn-source fn-passage" data-action="passage" data-turn="{number}" '
        f'data-index="{index}" aria-label="Open passage {index + 1}: {esc(where)}, page {passage.page}">'
        f'<span class="fn-source-body"><span class="fn-where"><b>{esc(where)}</b> '
        f'<span class="fn-page">page {passage.page}</span></span>'
        f'<span class="fn-excerpt">{esc(squeeze(passage.text, _PASSAGE_SHOWN))}</span></span></button></li>'
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

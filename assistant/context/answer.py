"""Answers a question from a table and texts that are given: code where it is sure, the model where it is not."""

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.context.arithmetic import Solved, solve_task
from assistant.context.choose import choose, listed_values, names_periods, quoted
from assistant.context.clean import clean_question
from assistant.context.compound import solve_compound
from assistant.context.due import respell
from assistant.context.grid import Cell, read_grid
from assistant.context.match import Finder
from assistant.context.moves import stated_move
from assistant.context.operation import Operation, Task, read_task
from assistant.context.phrases import defines
from assistant.context.program import ask_program
from assistant.context.prose import figures, sentences
from assistant.context.reply import abstained, computed, quoting, ruled, sure_of
from assistant.context.spans import ASKING, best_sentences, extract, weigh
from assistant.context.verdict import judge
from assistant.context.words import plain, stems
from assistant.llm import LLM

__all__ = ["answer_in_context"]

SURE = 0.6
"""How well the operands must fit for an operation to be computed without asking the model."""
READ = 0.6
"""How well a row must fit for a value to be read off the table."""
LOOSE = 0.3
"""From this fit on, what code computed is kept before an expression of the model: half of it is right."""
PICKED, LISTED, RESPECTIVE = 0.45, 0.5, 0.35
"""How well rows must fit for a choice among them, or for a list of values."""
_PROSE = re.compile(
    r"\bwhy\b|^\W*(?:when|who|whom|where|how (?:is|are|was|were|does|do|did|can|has|have|long|often)\b(?! much| many))"
    r"|\b(?:describe|explain|reasons?|caused?|nature of|purpose|definition|defined(?! benefit| contribution)"
    r"|represent)\b|\bdue to what\b"
    r"|^\W*what (?:does|do|did)\b|^\W*what (?:\w+ )?(?:is|are|was|were) (?:included|excluded"
    r"|comprised|recorded|classified|used)\b"
    r"|\b(?:include|consist of|comprise|relate to|refer to|mean|based on|accounted for"
    r"|attributable to|attributed to|due to|driven by|result of|"
    r"caused by|because of|engaged in|made up of|result from|offset by)\W*$"
    r"|\bwhat (?:\w+ )?(?:led|drove|resulted|contributed|rationale|impacted|affected|offset)\b|\brationale\b"
)
_NUMERIC = re.compile(
    r"\b(?:how (?:much|many|large|big|high)|what (?:percent\w*|portion|fraction|proportion"
    r"|share)|ratio|average|percent\w*|growth rate|"
    r"total|sum|amount|difference|change|number|value|price|cost|expenses?|income|revenues?"
    r"|sales|rate|margin|balance|payments?)\b"
)


_ARITHMETIC = re.compile(
    r"\b(?:percent\w*|%) (?:change|increase|decrease|growth|difference|decline|reduction)|^\W*(?:what|which) "
    r"(?:percent|portion"
    r"|proportion|fraction)|\baverage\b|\bratio of\b|\bgrowth rate\b|\bas a (?:percent|proportion|portion)"
    r"|\b(?:change|difference|increase|decrease) .*\b(?:between|from)\b.*\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b"
)
_ASKED_IN_WORDS = re.compile(
    r"\bwhy\b|\breasons?\b|\bcaused?\b|\b(?:led|drove|contributed|resulted|rationale)\b|\bdue to\W*$|^\W*how (?:is"
    r"|are|was|were|do|does|did)\b"
    r"|\b(?:definition|describe|explain)\b"
)


def _spoken(asked: str) -> bool:
    """Whether a question asks for words of the text rather than for a number."""
    if _ARITHMETIC.search(asked) and not _ASKED_IN_WORDS.search(asked):
        return False
    return bool(_PROSE.search(asked))


def answer_in_context(question: str, table: list[list[str]], texts: list[str], llm: LLM | None) -> Answer:
    """Answer from a table (rows of cells, headers first) and texts, and from nothing else.

    The order: a yes or no by comparing; a formula the words imply; an operation whose operands the code finds surely;
    what is read off the table (which year, how many, which value); what code computes from operands that fit less well;
    an expression from the model, its numbers checked against the context and computed here; the words of a text. The
    answer's number is in the scale its text names; a percentage's `value` is a fraction.

    Raises:
        LLMError: the model was needed and gave no answer.
    """
    question = clean_question(question)
    grid = read_grid(table, texts)
    prose = figures(texts)
    finder = Finder(grid, prose)
    spelled = respell(question, finder)
    task = read_task(spelled)
    asked = plain(question)
    spoken = _spoken(asked) or any(defines(question, sentence) for sentence in sentences(texts))
    if verdict := judge(spelled, task, finder):
        return ruled(question, verdict, finder)
    if not spoken and names_periods(question) and (chosen := choose(question, finder)) and chosen.sureness >= PICKED:
        return quoting(question, chosen.spans, _rows(chosen.cells, finder))
    if "respective" in asked and (listed := listed_values(question, finder)) and listed.sureness >= RESPECTIVE:
        return quoting(question, listed.spans, _rows(listed.cells, finder))
    if not spoken and task.operation is Operation.SUM and _LISTED_TOTAL.search(asked) and not _ADDED.search(asked):
        listed = listed_values(question, finder)
        if listed and listed.sureness >= LISTED and all(_is_printed_total(cell, finder) for cell in listed.cells):
            return quoting(question, listed.spans, _rows(listed.cells, finder))
    solved = None if spoken else solve_task(task, finder)
    if not spoken and (compound := solve_compound(spelled, task, finder)):
        return computed(question, compound, finder)
    looked_up = solved if solved and solved.operation is Operation.LOOKUP else None
    if solved and not looked_up and solved.sureness >= SURE:
        return computed(question, solved, finder)
    if not spoken and task.operation is Operation.CHANGE and (moved := stated_move(spelled, task, finder)):
        return _read(question, moved, finder)
    if not spoken and task.operation not in _COMPUTED:
        chosen = choose(question, finder)
        if chosen and chosen.sureness >= PICKED and not (chosen.sureness < TABLED and _sentence_fits(question, texts)):
            return quoting(question, chosen.spans, _rows(chosen.cells, finder))
    if not spoken and task.operation in _READ:
        listed = listed_values(question, finder)
        if listed and listed.sureness >= LISTED:
            return quoting(question, listed.spans, _rows(listed.cells, finder))
        if looked_up and looked_up.sureness >= READ and not _told_by_text(spelled, looked_up, finder, texts):
            return _read(question, looked_up, finder)
    return _unsure(question, task, solved, finder, texts, llm)


_LISTED_TOTAL = re.compile(r"\btotal\b.*\b(?:19|20)\d\d(?:,| and)")
_ADDED = re.compile(
    r"\bsum\b|\bcombined\b|\bboth\b|\btogether\b|\btotal (?:amount|value|of|number|for)\b|\bbetween\b|\baggregate\b"
)


def _is_printed_total(cell: Cell, finder: Finder) -> bool:
    return cell.figure is None and "total" in finder.grid.line(cell.row).header.words


_NO_NUMBER = re.compile(r"^\W*(?:who|whose|where|which|why|when|how (?:is|are|was|were|do|does|did))\b")
TOLD = 0.35
"""How much more of a question a sentence must hold than the row and column that fit it, to be the answer instead."""


def _sentence_fits(question: str, texts: Sequence[str]) -> bool:
    """Whether a sentence holds most of a question."""
    found = best_sentences(question, texts, 1)
    return bool(found) and found[0][0] >= FITS


TABLED, FITS = 0.6, 0.8
"""Below this fit, items of a table give way to a sentence that holds so much of the question."""


def _told_by_text(question: str, looked_up: Solved, finder: Finder, texts: Sequence[str]) -> bool:
    """Whether the texts speak of what is asked and the cell that was found does so much less."""
    found = best_sentences(question, texts)
    if not found:
        return False
    words = frozenset(stems(question, drop=ASKING))
    cell = looked_up.operands[0]
    if cell.figure:
        return False
    own = finder.words_of(cell)
    weights = weigh(words, [frozenset(stems(sentence)) for sentence in sentences(texts)])
    whole = sum(weights.values()) or 1.0
    table = sum(weights[word] for word in words & own) / whole
    text = sum(weights[word] for word in words & frozenset(stems(found[0][1]))) / whole
    return text > table + (0.0 if _NO_NUMBER.search(plain(question)) else TOLD)


_COMPUTED = (Operation.PERCENT_CHANGE, Operation.RETURN, Operation.SHARE, Operation.RATIO, Operation.AVERAGE)
_READ = (Operation.LOOKUP, Operation.SUM)


def _rows(cells: Sequence[Cell], finder: Finder) -> list[str]:
    return [cell.figure.sentence if cell.figure else " | ".join(finder.grid.rows[cell.row]) for cell in cells]


def _read(question: str, solved: Solved, finder: Finder) -> Answer:
    """One value as printed."""
    cell = solved.operands[0]
    value = cell.value.scaleb(finder.grid.exponent_of(cell)) / (100 if cell.percent else 1)
    sure = sure_of(question, solved, finder)
    return quoting(question, (quoted(cell, finder),), _rows((cell,), finder), value=value, verified=sure)


def _unsure(
    question: str, task: Task, solved: Solved | None, finder: Finder, texts: Sequence[str], llm: LLM | None
) -> Answer:
    """What is left: the model's expression for a number, a text's own words otherwise, then the unsure finding."""
    arithmetic = task.operation not in _READ or (solved is not None and len(solved.operands) > 1)
    span = extract(question, texts)
    prose = _spoken(plain(question))
    if not prose and not arithmetic and span and span.score >= 0.75 and not _NUMERIC.search(plain(question)):
        return quoting(question, (span.text,), (span.sentence,))
    loose = solved if solved and len(solved.operands) > 1 and solved.sureness >= LOOSE else None
    if llm is not None and loose is None and not prose and (arithmetic or _NUMERIC.search(plain(question))):
        program = ask_program(question, task, finder, texts, llm)
        if program is not None:
            return computed(question, program, finder, "expression by the model, computed here")
    if solved and (arithmetic or (span is None or span.score < 0.5)):
        if solved.operation is Operation.LOOKUP:
            if span and _told_by_text(question, solved, finder, texts):
                return quoting(question, (span.text,), (span.sentence,))
            return _read(question, solved, finder)
        return computed(question, solved, finder, "the operands fit the question loosely")
    if span:
        return quoting(question, (span.text,), (span.sentence,))
    return abstained(question, "Neither the table nor the texts hold what the question names.")

"""Asks the model for an arithmetic expression over numbers of the context, checks it and computes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.compute.calculate import CalculationError, evaluate
from assistant.context.arithmetic import NAMES, Solved
from assistant.context.grid import Cell, Grid
from assistant.context.match import Finder
from assistant.context.operation import Operation, Task
from assistant.context.prose import Figure, sentences
from assistant.context.words import stems, years
from assistant.llm import LLM

__all__ = ["Program", "ask_program", "check", "program_messages", "relevant_rows", "relevant_sentences"]

_SYSTEM = (
    "Turn the question into one arithmetic expression over numbers copied from the table and text. Use only numbers "
    "and + - * / ( ). Rules: a change is new - old; a percentage change is (new - old) / old; a share is part / whole; "
    "an average is the sum / count. Reply with the expression alone."
)
_SHOTS = (
    (
        "Table:\n | 2012 | 2011\norchid sales | 214.5 | 198.0\nrose sales | 120 | 131\ntotal sales | 334.5 | 329\n"
        "Question: what was the growth rate of orchid sales from 2011 to 2012?",
        "(214.5 - 198.0) / 198.0",
    ),
    (
        "Table:\n | amount\nleases due 2014 | 45\nleases due 2015 | 30\ntotal lease payments | 310\n"
        "Question: what percentage of total lease payments is due in 2014?",
        "45 / 310",
    ),
    (
        "Text:\n- the $ 200 million notes bear interest at 4.5% a year .\n"
        "Question: what is the yearly interest expense on the notes, in millions?",
        "200 * 4.5 / 100",
    ),
    (
        "Table:\n | 2010 | 2009 | 2008\nrent expense | 12 | 10 | 11\n"
        "Question: what was the average rent expense from 2008 to 2010?",
        "(12 + 10 + 11) / 3",
    ),
)
_CONSTANTS = frozenset(Decimal(number) for number in (*range(1, 13), 52, 100, 360, 365, 1000, 10**6, 10**9))
_LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?|(?<![\w.])\.\d+")


@dataclass(frozen=True, slots=True)
class Program:
    """An expression over literals, its exact value, and whether every literal stands in the context."""

    expression: str
    value: Decimal
    grounded: bool
    percent: bool


def relevant_rows(question: str, finder: Finder, most: int) -> list[int]:
    """The rows of the table that share most with a question, totals among them, in the table's order."""
    words, named = frozenset(stems(question)), years(question)
    scored = []
    for line in finder.grid.lines:
        score = finder.row_score(line.header, words) if finder.row_words & words else 0.0
        score += 0.5 * bool(set(line.header.years) & set(named)) + 0.15 * ("total" in line.header.words)
        scored.append((score, -line.header.place))
    best = sorted(scored, reverse=True)[:most]
    return sorted(-place for _, place in best)


def relevant_sentences(question: str, texts: Sequence[str], most: int, *, digits: bool = True) -> list[str]:
    """The sentences that share most with a question, best first; with `digits`, only those that hold a number."""
    words, named = frozenset(stems(question)), set(years(question))
    scored = []
    for place, sentence in enumerate(sentences(texts)):
        if digits and not re.search(r"\d", sentence):
            continue
        shared = len(words & frozenset(stems(sentence))) + 0.5 * len(named & set(years(sentence)))
        if shared > 0:
            scored.append((-shared, place, sentence))
    return [sentence for _, _, sentence in sorted(scored)[:most]]


def _table_text(grid: Grid, rows: Sequence[int]) -> str:
    heads = [" | ".join(column.name if column.place else "" for column in grid.columns)]
    lines = [
        " | ".join([grid.line(row).header.name, *(cell.replace("$", "").strip() for cell in grid.rows[row][1:])])
        for row in rows
    ]
    return "\n".join(heads + lines)


def program_messages(
    question: str, finder: Finder, texts: Sequence[str], rows: int = 12, lines: int = 6
) -> list[BaseMessage]:
    """The prompt: rules and examples first (the same for every question), then the parts of the context that matter."""
    messages: list[BaseMessage] = [SystemMessage(_SYSTEM)]
    for asked, replied in _SHOTS:
        messages += [HumanMessage(asked), AIMessage(replied)]
    parts = []
    if finder.grid.lines:
        parts.append("Table:\n" + _table_text(finder.grid, relevant_rows(question, finder, rows)))
    if chosen := relevant_sentences(question, texts, lines):
        parts.append("Text:\n" + "\n".join(f"- {sentence[:400]}" for sentence in chosen))
    parts.append(f"Question: {question}")
    messages.append(HumanMessage("\n".join(parts)))
    return messages


def ask_program(question: str, task: Task, finder: Finder, texts: Sequence[str], llm: LLM) -> Solved | None:
    """The model's expression, checked and computed, with its numbers as operands; None where it gives none that
    computes, or copies a number that the context does not hold.

    Raises:
        LLMError: the model gave no answer.
    """
    reply = llm.complete(program_messages(question, finder, texts), max_tokens=80)
    program = check(reply, task, finder, finder.prose)
    return _solved(program, task, finder) if program and program.grounded else None


def _solved(program: Program, task: Task, finder: Finder) -> Solved:
    """The program with each literal of the context named and cited."""
    cells = [*finder.grid.cells(), *(Cell(-1 - n, -1, f.value, f.printed, f) for n, f in enumerate(finder.prose))]
    operands: list[Cell] = []

    def name(found: re.Match[str]) -> str:
        value = Decimal(found[0])
        cell = next((cell for cell in operands if abs(cell.value) == value), None)
        if cell is None:
            cell = next((cell for cell in cells if abs(cell.value) == value), None)
            if cell is None or len(operands) == len(NAMES):
                return found[0]
            operands.append(cell)
        letter = NAMES[operands.index(cell)]
        return letter if cell.value >= 0 else f"abs({letter})"

    expression = _LITERAL.sub(name, program.expression)
    return Solved(task.operation, program.value, expression, tuple(operands), 0.3, program.percent)


def _expression(reply: str) -> str:
    """The arithmetic in a reply: its last line that is one, without currency, percent signs and thousands' commas."""
    for line in reversed(reply.strip().splitlines()):
        line = re.sub(r"`|\*\*", "", line) if "`" in line else line
        line = line.split("=")[0] if re.search(r"\d.*=", line) else line.split("=")[-1]
        line = re.sub(r"(?<=\d),(?=\d{3}\b)", "", line)
        line = re.sub(r"(\d(?:[\d.]*))\s*%", r"(\1 / 100)", line)
        line = re.sub(r"[$€£]|\b(?:million|billion|thousand|usd)\b", "", line, flags=re.IGNORECASE).strip().rstrip(".")
        if re.fullmatch(r"[\d.+\-*/() ]*\d[\d.+\-*/() ]*", line):
            return line.strip()
    return ""


_DIVIDED = re.compile(r"^\(\s*([\d.()\-]+)\s*-\s*([\d.()\-]+)\s*\)\s*/\s*([\d.()\-]+)$")
_QUOTIENT = re.compile(r"^([\d.]+)\s*/\s*([\d.]+)$")
_DIFFERENCE = re.compile(r"^([\d.]+)\s*-\s*([\d.]+)$")


def check(reply: str, task: Task, finder: Finder, prose: Sequence[Figure]) -> Program | None:
    """A reply's expression, set right where the task tells how: direction of a change, a mean's divisor, percent."""
    expression = _expression(reply)
    if not expression:
        return None
    expression = _hundredfold(expression)
    expression = _repaired(expression, task, finder)
    try:
        value = evaluate(expression, {})
    except CalculationError:
        return None
    known = {abs(cell.value) for cell in finder.grid.cells()} | {abs(figure.value) for figure in prose}
    literals = [Decimal(found[0]) for found in _LITERAL.finditer(expression)]
    grounded = all(literal in known or literal in _CONSTANTS for literal in literals)
    percent = task.operation in (Operation.PERCENT_CHANGE, Operation.SHARE) or "percent" in task.subject
    return Program(expression, value, grounded, percent)


def _hundredfold(expression: str) -> str:
    """The expression without a factor that turns a fraction into a percentage."""
    found = re.fullmatch(r"(?:\((.+)\)|([\d.]+\s*/\s*[\d.]+)|(\(.+\)\s*/\s*[\d.]+))\s*\*\s*100", expression)
    if found is None:
        return expression
    inner = next(part for part in found.groups() if part)
    return inner if inner.count("(") == inner.count(")") and "/" in inner else expression


def _repaired(expression: str, task: Task, finder: Finder) -> str:
    if task.operation is Operation.PERCENT_CHANGE:
        if found := _DIFFERENCE.match(expression):
            expression = f"({found[1]} - {found[2]}) / {found[2]}"
        if found := _DIVIDED.match(expression):
            new, old, base = found.groups()
            if base not in (new, old):
                return expression
            if _older(new, old, task, finder):
                new, old = old, new
            return f"({new} - {old}) / {old}"
        if (found := _QUOTIENT.match(expression)) and len(task.years) >= 2:
            return f"{expression} - 1"
    if task.operation is Operation.CHANGE and (found := _DIFFERENCE.match(expression)):
        return f"{found[2]} - {found[1]}" if _older(found[1], found[2], task, finder) else expression
    if task.operation is Operation.AVERAGE and "/" not in expression and "*" not in expression:
        count = len(_LITERAL.findall(expression))
        return f"({expression}) / {count}" if count > 1 else expression
    if task.operation is Operation.SHARE and (found := _QUOTIENT.match(expression)):
        part, whole = Decimal(found[1]), Decimal(found[2])
        if part > whole > 0 and whole not in _CONSTANTS:
            return f"{found[2]} / {found[1]}"
    return expression


def _older(first: str, second: str, task: Task, finder: Finder) -> bool:
    """Whether the first number is of an earlier year than the second, where the table says so of both."""
    if len(task.years) < 2 and len(finder.all_years) < 2:
        return False
    a, b = (_years(number, task, finder) for number in (first, second))
    return bool(a and b) and max(a) < min(b)


def _years(number: str, task: Task, finder: Finder) -> set[int]:
    value = Decimal(number.strip("()"))
    found = {
        finder.grid.years_of(cell)[0]
        for cell in finder.grid.cells()
        if abs(cell.value) == abs(value) and finder.grid.years_of(cell)
    }
    return found & set(task.years) if len(task.years) >= 2 and found & set(task.years) else found

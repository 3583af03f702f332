"""Asks the model which of the numbers code found to compute with, and how; the arithmetic is done here."""

import json
from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.context.arithmetic import NAMES, Solved, solved
from assistant.context.grid import Cell
from assistant.context.match import Finder, Match, Wanted
from assistant.context.operation import Operation, Task
from assistant.context.words import stems
from assistant.llm import LLM

__all__ = ["ask_pick", "candidates", "pick_messages"]

_SYSTEM = (
    "Choose the operation and the numbers that answer the question. Operations: read (one number), difference (new "
    "- old), "
    "percent_change ((new - old) / old), share (part / whole), sum, average, product (count * price), "
    "interest (principal * rate / 100). Give the numbers' marks in that order. Reply as JSON."
)
_SHOTS = (
    (
        "1: [214.5] orchid sales | 2012\n2: [198.0] orchid sales | 2011\n3: [334.5] total sales | 2012\n"
        "Question: what was the growth rate of orchid sales from 2011 to 2012?",
        '{"operation": "percent_change", "numbers": [1, 2]}',
    ),
    (
        "1: [310] total lease payments | amount\n2: [45] leases due 2014 | amount\n"
        "3: [$ 200 million] the $ 200 million notes bear interest at 4.5%\n4: [4.5%] notes bear interest at 4.5%\n"
        "Question: what is the yearly interest on the notes, in millions?",
        '{"operation": "interest", "numbers": [3, 4]}',
    ),
)
_FORMULAS: dict[str, tuple[Operation, str, int]] = {
    "read": (Operation.LOOKUP, "a", 1),
    "difference": (Operation.DIFFERENCE, "a - b", 2),
    "percent_change": (Operation.PERCENT_CHANGE, "(a - b) / b", 2),
    "share": (Operation.SHARE, "a / b", 2),
    "product": (Operation.PRODUCT, "a * b", 2),
    "interest": (Operation.PRODUCT, "a * b / 100", 2),
    "sum": (Operation.SUM, "", 0),
    "average": (Operation.AVERAGE, "", 0),
}
_MOST, _WIDTH, _LISTED = 16, 90, 6
_SURENESS = 0.3
"""What is the model's choice is never called verified."""


def candidates(question: str, task: Task, finder: Finder) -> list[Cell]:
    """The numbers of table and prose that share most with a question, each year's best first; at most 16."""
    words = frozenset(stems(question))
    years: list[int | None] = [year for year in task.years if year in finder.all_years]
    years = years or [None]
    table = [match for year in years for match in finder.find(Wanted(words, year))[:_MOST]]
    if "total" in finder.row_words | finder.column_words:
        table += [Match(m.cell, 0.45) for m in finder.find(Wanted(frozenset({"total"}), years[0]))[:2]]
    table.sort(key=lambda match: -match.score)
    prose = finder.in_prose(Wanted(words))
    kept: dict[tuple[int, int], Cell] = {}
    for match in [*table[: _MOST - _LISTED], *prose[:_LISTED], *table[_MOST - _LISTED :], *prose[_LISTED:]]:
        kept.setdefault((match.cell.row, match.cell.column), match.cell)
    return sorted(list(kept.values())[:_MOST], key=lambda cell: (cell.row < 0, abs(cell.row), cell.column))


def pick_messages(question: str, cells: Sequence[Cell], finder: Finder) -> list[BaseMessage]:
    """The prompt, of fewer than 700 tokens: rules and examples (the same for all questions), then the numbers."""
    messages: list[BaseMessage] = [SystemMessage(_SYSTEM)]
    for asked, replied in _SHOTS:
        messages += [HumanMessage(asked), AIMessage(replied)]
    lines = [f"{place}: [{cell.printed}] {_told(cell, finder)}" for place, cell in enumerate(cells, 1)]
    messages.append(HumanMessage("\n".join([*lines, f"Question: {question}"])))
    return messages


def _told(cell: Cell, finder: Finder) -> str:
    """What a number is: its row and column, or the words around it."""
    if cell.figure is None:
        return finder.grid.name(cell)[:_WIDTH]
    start = max(0, cell.figure.start - _WIDTH // 2)
    return " ".join(cell.figure.sentence[start : cell.figure.start + _WIDTH].split())


def ask_pick(question: str, task: Task, finder: Finder, llm: LLM) -> Solved | None:
    """The model's choice computed; None where it chooses what is not listed, or code and question contradict it.

    Raises:
        LLMError: the model gave no answer.
    """
    cells = candidates(question, task, finder)
    if not cells:
        return None
    schema = {
        "type": "object",
        "properties": {
            "operation": {"enum": list(_FORMULAS)},
            "numbers": {
                "type": "array",
                "items": {"type": "integer", "minimum": 1, "maximum": len(cells)},
                "maxItems": 6,
            },
        },
        "required": ["operation", "numbers"],
        "additionalProperties": False,
    }
    reply = llm.complete(pick_messages(question, cells, finder), schema, max_tokens=60)
    try:
        given = json.loads(reply)
        operation, expression, count = _FORMULAS[given["operation"]]
        chosen = [cells[number - 1] for number in given["numbers"] if 1 <= number <= len(cells)]
    except (ValueError, KeyError, TypeError):
        return None
    chosen = list({(cell.row, cell.column): cell for cell in chosen}.values())
    if (count and len(chosen) < count) or not chosen:
        return None
    chosen = _in_order(operation, chosen[:count] if count else chosen, finder)
    joined = " + ".join(NAMES[: len(chosen)])
    expression = expression or (joined if operation is Operation.SUM else f"({joined}) / {len(chosen)}")
    return solved(operation, expression, [Match(cell, _SURENESS) for cell in chosen], finder)


def _in_order(operation: Operation, cells: list[Cell], finder: Finder) -> list[Cell]:
    """New before old, whatever order the model gave; a part before its whole."""
    if operation in (Operation.DIFFERENCE, Operation.PERCENT_CHANGE):
        spoken = [finder.grid.years_of(cell) for cell in cells]
        if all(len(found) == 1 for found in spoken) and spoken[0][0] < spoken[1][0]:
            return cells[::-1]
    if operation is Operation.SHARE and 0 < cells[1].value < cells[0].value:
        return cells[::-1]
    return cells

"""A plain program-of-thought prompt over a given context: the whole context, "write an expression", its value.

What ours gains over it is what finding operands by code adds, with the same model (Chen et al., "Program of Thoughts
Prompting", TMLR 2023).
"""

import re
from decimal import Decimal

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answer import Answer, Status
from assistant.compute.calculate import CalculationError, evaluate
from eval.benchmark import Example, Reply
from eval.errors import EvalError
from eval.systems import OnContext, context_text

__all__ = ["ProgramOfThought"]

RULES = (
    "Answer the question from the table and text. If it needs a calculation, write one arithmetic expression of "
    "numbers with + - * / and parentheses on the last line, after 'Answer:'. "
    "Otherwise write the words of the answer there."
)


class ProgramOfThought(OnContext):
    """One prompt with the benchmark's whole context; arithmetic on the reply's last line is computed."""

    name = "pot"

    def answer(self, example: Example) -> Reply:
        """Ask once, compute what is an expression, take the words otherwise.

        Raises:
            LLMError: the model gave no answer.
            EvalError: there is no model.
        """
        if self.llm is None:
            raise EvalError("a program-of-thought prompt needs a language model: leave --no-llm out")
        prompt = f"{context_text(example)}\n\nQuestion: {example.question}"
        raw = self.llm.complete([SystemMessage(RULES), HumanMessage(prompt)], max_tokens=200)
        text, value = result(raw)
        answer = Answer(example.question, text, Status.ANSWERED, value=value, model=self.llm.model)
        return Reply(answer, f"{RULES}\n\n{prompt}", raw)


def result(reply: str) -> tuple[str, Decimal | None]:
    """The text and value a reply comes down to: its last line, computed where that is arithmetic."""
    lines = [line for line in reply.strip().splitlines() if line.strip()]
    if not lines:
        return "", None
    last = re.sub(r"^.*?answer\s*:\s*", "", lines[-1], flags=re.IGNORECASE).strip().strip("`*")
    bare = re.sub(r"[$€£]|(?<=\d),(?=\d{3})", "", last.split("=")[0])
    bare = re.sub(r"(\d(?:[\d.]*))\s*%", r"(\1 / 100)", bare).strip()
    if not re.search(r"\d\s*\)*\s*[-+*/]", bare):
        return last, None
    try:
        value = evaluate(bare, {})
    except CalculationError:
        return last, None
    return f"{value:.6f}", value

"""Footnote's Python API: `Assistant` over an index, and what it returns.

Each name is imported when it is first asked for, so that the command line, which lives in this package, starts at once.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer, Calculation, Citation, Delta, Operand, Status
    from assistant.assistant import Assistant
    from assistant.errors import AssistantError, LLMError, QuestionTooLong
    from assistant.llm import LLM
    from ingest.document import Document, Passage
    from ingest.errors import FootnoteError

__all__ = [
    "LLM",
    "Answer",
    "Assistant",
    "AssistantError",
    "Calculation",
    "Citation",
    "Delta",
    "Document",
    "FootnoteError",
    "LLMError",
    "Operand",
    "Passage",
    "QuestionTooLong",
    "Status",
]

_HOMES = {
    "assistant.answer": ("Answer", "Calculation", "Citation", "Delta", "Operand", "Status"),
    "assistant.assistant": ("Assistant",),
    "assistant.errors": ("AssistantError", "LLMError", "QuestionTooLong"),
    "assistant.llm": ("LLM",),
    "ingest.document": ("Document", "Passage"),
    "ingest.errors": ("FootnoteError",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A public name, from its module, at first use (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

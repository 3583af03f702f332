"""Footnote's Python API: `Assistant` over an index, and what it returns."""

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

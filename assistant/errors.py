"""Every error that answering raises on purpose.

FootnoteError
└── AssistantError
    ├── QuestionTooLong
    └── LLMError           catch this to fall back on passages alone
        ├── LLMUnreachable
        ├── LLMBusy
        ├── LLMTimeout
        └── ContextTooLong
"""

from ingest.errors import FootnoteError

__all__ = [
    "AssistantError",
    "ContextTooLong",
    "LLMBusy",
    "LLMError",
    "LLMTimeout",
    "LLMUnreachable",
    "QuestionTooLong",
    "ServeError",
]


class AssistantError(FootnoteError):
    """Base of the errors of answering."""


class QuestionTooLong(AssistantError):
    """The question is longer than one can be."""

    exit_code = 2


class ServeError(AssistantError):
    """vLLM cannot be started, or not where it was asked for."""

    exit_code = 6


class LLMError(AssistantError):
    """The language model gave no answer."""

    exit_code = 5


class LLMUnreachable(LLMError):
    """Nobody answers at the model's address."""


class LLMBusy(LLMError):
    """The server is there but takes no question now (503 or 429)."""


class LLMTimeout(LLMError):
    """No byte came within the time allowed."""


class ContextTooLong(LLMError):
    """The prompt does not fit the model's context."""

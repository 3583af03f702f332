"""Questions about a given table and texts: `answer_in_context`."""

from assistant.context.answer import answer_in_context

__all__ = ["answer_in_context"]

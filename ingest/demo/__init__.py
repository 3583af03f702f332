"""The demo filings: an invented company's annual and quarterly reports, as PDF and as HTML with inline XBRL.

`write_demo(folder)` writes them; `questions()` and `conversations()` are questions about them with checked answers.
Every number in them comes from one set of books (`ingest.demo.statements`), so that answers can be checked.
"""

from ingest.demo.conversations import Conversation, conversations
from ingest.demo.questions import DemoQuestion, Kind, questions
from ingest.demo.write import write_demo

__all__ = ["Conversation", "DemoQuestion", "Kind", "conversations", "questions", "write_demo"]

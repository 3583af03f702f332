"""Ask back where a question can be read in more than one way, instead of guessing."""

import re
from collections.abc import Sequence

from assistant.find.drivers import asks_why
from assistant.understand.asked import Wants
from assistant.understand.companies import ambiguous_names, companies_of
from assistant.understand.framing import without_asides
from assistant.understand.question import Question
from assistant.wording import say
from ingest.document import Document

__all__ = ["ask_back"]

NAMED = 12
"""Companies that are named in the question back; the rest is counted."""
_ITS = re.compile(r"\b(?:its|the company(?:['’]s)?|this company(?:['’]s)?)\b|该公司|它的", re.I)


def ask_back(question: Question, documents: Sequence[Document]) -> str | None:
    """What must be known to answer: which company is meant, or which of two that a name fits. None when it is clear.

    Only a question for a figure, for a yes or no, or for why a figure moved is held back for want of a company; one for
    a list or in general terms is answered from the passages that speak to it, wherever they are.
    """
    if question.companies or "definition" in question.flags:
        return None
    companies = companies_of(documents)
    if len(companies) < 2:
        return None
    language = question.language
    separator = "、" if language == "zh" else " / "
    for name, meant in ambiguous_names(question.asked, companies):
        names = separator.join(company.name for company in meant[:NAMED])
        return say(language, "which of these", name=name, names=names)
    if question.unknown or not all(document.identity.company for document in documents):
        return None
    wants_figure = question.wants in (Wants.NUMBER, Wants.YES_NO) or asks_why(without_asides(question.asked))
    if not wants_figure or not (question.expression or _ITS.search(question.asked)):
        return None
    names = ("、" if language == "zh" else ", ").join(company.name for company in companies[:NAMED])
    if len(companies) > NAMED:
        names += f"{'，' if language == 'zh' else ' '}{say(language, 'and more', count=len(companies) - NAMED)}"
    return say(language, "which company", there=names.rstrip("."))

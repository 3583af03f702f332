"""Answers that are a filing's own sentences: read its pages sentence by sentence, and quote those that tell."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Citation
from assistant.find.prose import page_sentences
from assistant.solve.collection import Collected, PageSource
from assistant.untrusted import without_orders
from ingest.document import Document

__all__ = ["LONGEST", "quoted", "sentences_by_page"]

LONGEST = 500  # characters of a sentence that is quoted: a longer one is rows of a table


def sentences_by_page(
    document: Document, source: PageSource, mentions: re.Pattern[str]
) -> Iterator[tuple[int, list[str]]]:
    """The sentences of each page of a filing that mentions something, without those addressed to machines."""
    for number in range(1, document.pages + 1):
        page = source.page(document.id, number)
        if page is not None and mentions.search(page.text):
            yield number, page_sentences(without_orders(page.text))


def quoted(said: Sequence[tuple[Document, int, str]], lead: str = "") -> Collected:
    """Sentences with their filing and page, quoted one after the other behind a word that sums them up."""
    citations = tuple(
        Citation(marker, document.id, document.source, page, sentence)
        for marker, (document, page, sentence) in enumerate(said, start=1)
    )
    text = " ".join(f"“{citation.quote}” [{citation.marker}]" for citation in citations)
    return Collected(lead + text, citations, verified=False, quoted=True)

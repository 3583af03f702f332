"""Read from a document itself what it is: company, form, fiscal period, dates, ticker."""

from collections.abc import Sequence

from ingest.document import Identity, Page

__all__ = ["identify"]


def identify(
    pages: Sequence[Page], name: str, hints: Identity | None = None
) -> Identity:
    """The identity of a document from its first pages, with `hints` (dei tags) first and the file `name` last."""
    return hints or Identity()

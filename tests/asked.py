"""Questions put to a drawn filing through a real index."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant import Assistant
from ingest.document import Identity
from ingest.index import Index
from ingest.pipeline import ingest
from tests.drawn import Drawing

__all__ = ["assistant_of"]


@contextmanager
def assistant_of(filing: Drawing, folder: Path) -> Iterator[Assistant]:
    """An assistant without a model over one annual report of Acme Corp for 2022, read into an index in `folder`."""
    path = folder / "ACME_2022_10K.pdf"
    path.write_bytes(filing.bytes())
    with Index.create(folder / "index") as index:
        given = Identity("Acme Corp", "10-K", 2022, period_end=date(2022, 12, 31))
        assert ingest([path], index, given=given).failed == []
        yield Assistant(index, llm=False)

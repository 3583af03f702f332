"""The database of an index: keyword search among few, many and all documents, and what readers see of commits."""

from pathlib import Path

import pytest

from ingest.document import Chunk, Document, Identity, Page, Parsed
from ingest.keywords import FEW_DOCUMENTS
from ingest.prepare import KnownFile
from ingest.store import Store

COUNT = 3 * FEW_DOCUMENTS


def add(store: Store, number: int, *texts: str) -> str:
    """One more document with these chunks; returns its id."""
    name = f"{number:016x}"
    document = Document(name, f"{number}.pdf", f"filings/{number}.pdf", name * 4, Identity(company=f"Acme {number}"), 1)
    chunks = [Chunk(name, 1, place, f"Acme {number}", text) for place, text in enumerate(texts)]
    file = KnownFile(document.path, name, 1, 1)
    store.add(document, Parsed((Page(1, "\n".join(texts)),)), chunks, [f"{name}{c.ordinal}" for c in chunks], file)
    return name


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Documents that tell of revenue, more often the higher their number, and of other things."""
    made = Store.create(tmp_path / "index.sqlite", embedding_model="none", collection="none")
    for number in range(COUNT):
        add(made, number, "revenue " * (number % 7 + 1), f"widgets of region {number}", "net revenue and costs")
    return made


def test_keyword_search_among_some_documents_is_that_of_all_less_the_others(store: Store) -> None:
    everything = store.keyword_search(["revenue", "widgets"], 1000)
    assert len(everything) == 3 * COUNT
    assert [hit[2] for hit in everything] == sorted((hit[2] for hit in everything), reverse=True)
    ids = [document.id for document in store.documents()]
    for some in (ids[:1], ids[3:7], ids[: FEW_DOCUMENTS + 5], ids):
        expected = [hit for hit in everything if hit[0] in some]
        for k in (2, 5, 1000):
            found = store.keyword_search(["revenue", "widgets"], k, some)
            assert [hit[2] for hit in found] == [hit[2] for hit in expected[:k]]
            assert {hit[0] for hit in found} <= set(some)
        assert sorted(store.keyword_search(["revenue", "widgets"], 1000, some)) == sorted(expected)
    assert store.keyword_search(["revenue"], 5, []) == []
    assert store.keyword_search(["revenue"], 5, ["no such document"]) == []
    assert store.keyword_search(["zebra"], 5) == []


def test_a_query_that_would_walk_the_whole_index_asks_its_rarest_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_all = store.keyword_search(["revenue", "region", "7"], 1000)
    monkeypatch.setattr("ingest.keywords.MOST_HITS", COUNT + 1)  # "7" is in one chunk, "region" in COUNT of them
    assert len(in_all) == 3 * COUNT
    assert store.keyword_search(["revenue", "region", "7"], 1000) == store.keyword_search(["region", "7"], 1000)
    assert len(store.keyword_search(["revenue"], 1000)) == 2 * COUNT  # the only word is asked, however common
    assert store.keyword_search([], 5) == []


def test_the_list_of_documents_follows_what_any_connection_commits(store: Store) -> None:
    other = Store(store.path)
    assert len(other.documents()) == len(store.documents()) == COUNT
    name = add(store, COUNT, "one more")
    assert len(store.documents()) == len(other.documents()) == COUNT + 1
    other.remove(name)
    assert len(store.documents()) == len(other.documents()) == COUNT
    store.documents().clear()
    assert len(store.documents()) == COUNT
    store.close()
    assert len(store.documents()) == COUNT
    other.close()

"""Keyword search in an index's database: BM25 (SQLite's FTS5) over chunks, of a long query the words worth their time.

A search goes through every chunk of the index that holds any of its words, be it for a few documents: the words are
weighed by how rare they are in all. In a large index words like "total" stand in most chunks and tell least, so of a
long query only the rarest words are asked, as many as MOST_HITS pays for.
"""

import sqlite3
from collections.abc import Sequence

__all__ = ["FEW_DOCUMENTS", "search"]

FEW_DOCUMENTS = 12  # in so many, the search looks at their chunks alone
NEAR_SHARE = 0.02  # of all chunks, which may stand between two documents that are searched as one
MOST_HITS = 50_000  # of a query's words together: some 25 ms
RANKED = """
SELECT c.document, c.ordinal, -bm25(chunks_fts, 1.0, 1.0) AS score
FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?"""
Hit = tuple[str, int, float]
MOST_COUNTED = 20_000
# How many chunks hold a word, by the index's file, its size and the word: a guide to what is rare.
_counted: dict[tuple[str, int, str], int] = {}


def search(db: sqlite3.Connection, words: Sequence[str], k: int, documents: Sequence[str] | None = None) -> list[Hit]:
    """The k best chunks for any of the words, of these documents or all, as (document, ordinal, score).

    Words are matched by their stems (Porter's); one that holds other signs than letters and digits, such as "non-cash",
    is a phrase. Higher scores are better.
    """
    query = ['"' + word.replace('"', "") + '"' for word in dict.fromkeys(words)]
    if not query:
        return []
    held, chunks = db.execute("SELECT count(*), coalesce(sum(chunks), 0) FROM documents").fetchone()
    asked = _any(_affordable(db, query, chunks) if chunks * len(query) > MOST_HITS else query)
    if documents is not None and len(documents) <= FEW_DOCUMENTS:
        found = [hit for span in _spans(db, documents) for hit in _search_in(db, span, asked, k)]
        return sorted(found, key=lambda hit: -hit[2])[:k]
    if documents is not None and len(documents) < held:
        among = f" AND c.document IN ({_marks(documents)})"
        rows = db.execute(f"{RANKED}{among} ORDER BY score DESC, c.id LIMIT ?", (asked, *documents, k))
    else:  # ranked before they are joined with what they stand for: common words are in tens of thousands of chunks
        rows = db.execute(
            "WITH best AS (SELECT rowid AS id, -bm25(chunks_fts, 1.0, 1.0) AS score FROM chunks_fts"
            " WHERE chunks_fts MATCH ? ORDER BY score DESC, rowid LIMIT ?)"
            " SELECT c.document, c.ordinal, best.score FROM best JOIN chunks c ON c.id = best.id"
            " ORDER BY best.score DESC, c.id",
            (asked, k),
        )
    return [(row[0], row[1], row[2]) for row in rows]


def _any(quoted: Sequence[str]) -> str:
    return " OR ".join(quoted)


def _affordable(db: sqlite3.Connection, quoted: Sequence[str], chunks: int) -> list[str]:
    """The rarest of the words, those that MOST_HITS pays for, one at least."""
    index = str(db.execute("PRAGMA database_list").fetchone()[2])
    hits = {word: _hits(db, word, index, chunks) for word in quoted}
    kept: list[str] = []
    paid = 0
    for word in sorted(quoted, key=hits.__getitem__):
        paid += hits[word]
        if kept and paid > MOST_HITS:
            break
        kept.append(word)
    return kept


def _hits(db: sqlite3.Connection, word: str, index: str, chunks: int) -> int:
    """How many chunks hold a word; counted once for an index of that size, since common words come again and again."""
    key = index, chunks, word
    hits = _counted.get(key)
    if hits is None:
        count = "SELECT count(*) FROM chunks_fts WHERE chunks_fts MATCH ?"
        hits = int(db.execute(count, (word,)).fetchone()[0])
        if len(_counted) > MOST_COUNTED:
            _counted.clear()
        _counted[key] = hits
    return hits


def _spans(db: sqlite3.Connection, documents: Sequence[str]) -> list[tuple[int, int, list[str]]]:
    """Where the chunks of these documents stand: (first id, last id, documents), neighbours as one span.

    A document's chunks are written by one commit, so their ids stand together, and those of a folder's filings
    beside each other. A search costs one pass over the whole index for the weights of its words, and little for
    the chunks of a span: a few more of those cost less than a pass more.
    """
    ends = db.execute("SELECT max(id) FROM chunks").fetchone()[0] or 0
    ranges = []
    for document in documents:
        row = db.execute("SELECT min(id), max(id) FROM chunks WHERE document=?", (document,)).fetchone()
        if row[0] is not None:
            ranges.append((row[0], row[1], document))
    spans: list[tuple[int, int, list[str]]] = []
    for first, last, document in sorted(ranges):
        if spans and first - spans[-1][1] <= ends * NEAR_SHARE:
            spans[-1] = (spans[-1][0], last, [*spans[-1][2], document])
        else:
            spans.append((first, last, [document]))
    return spans


def _search_in(db: sqlite3.Connection, span: tuple[int, int, list[str]], query: str, k: int) -> list[Hit]:
    first, last, documents = span
    among = f" AND chunks_fts.rowid BETWEEN ? AND ? AND c.document IN ({_marks(documents)})"
    rows = db.execute(f"{RANKED}{among} ORDER BY score DESC, c.id LIMIT ?", (query, first, last, *documents, k))
    return [(row[0], row[1], row[2]) for row in rows]


def _marks(items: Sequence[str]) -> str:
    return ",".join("?" * len(items))

"""The SQLite half of an index: the truth about documents, pages, tables, chunks, facts and keyword search.

A document becomes visible by one commit here, whole or not at all. What Chroma holds beyond that is
invisible, listed in `pending`, and swept by the next writer.
"""

import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest import keywords, records
from ingest.document import Chunk, Document, Fact, Page, Parsed, Passage, Statement, Table
from ingest.errors import IndexDamaged, NotAnIndex
from ingest.prepare import KnownFile

__all__ = ["Store"]

FORMAT = "2"
Vector = npt.NDArray[np.float32]

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents(
    id TEXT PRIMARY KEY, source TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    company TEXT, form TEXT, fiscal_year INTEGER, fiscal_quarter INTEGER, period_end TEXT, filing_date TEXT,
    ticker TEXT, origins TEXT NOT NULL, pages INTEGER NOT NULL, chunks INTEGER NOT NULL, facts INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE files(path TEXT PRIMARY KEY, document TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE INDEX files_document ON files(document);
CREATE TABLE pages(
    document TEXT NOT NULL, number INTEGER NOT NULL, printed TEXT, section TEXT, text TEXT NOT NULL,
    PRIMARY KEY(document, number)
) WITHOUT ROWID;
CREATE TABLE tables(
    document TEXT NOT NULL, page INTEGER NOT NULL, last_page INTEGER NOT NULL, caption TEXT NOT NULL,
    unit_line TEXT NOT NULL, columns TEXT NOT NULL, rows TEXT NOT NULL, statement TEXT
);
CREATE INDEX tables_place ON tables(document, page);
CREATE TABLE chunks(
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, ordinal INTEGER NOT NULL, page INTEGER NOT NULL,
    kind TEXT NOT NULL, header TEXT NOT NULL, text TEXT NOT NULL, vector TEXT NOT NULL,
    UNIQUE(document, ordinal)
);
CREATE VIRTUAL TABLE chunks_fts USING fts5(header, text, content='chunks', content_rowid='id',
    tokenize="porter unicode61 remove_diacritics 2");
CREATE TABLE vectors(hash TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX chunks_vector ON chunks(vector);
CREATE TABLE facts(
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, standard TEXT, concept TEXT NOT NULL, label TEXT NOT NULL,
    value TEXT NOT NULL, unit TEXT NOT NULL, period_start TEXT, period_end TEXT, dimensions TEXT NOT NULL,
    page INTEGER NOT NULL, printed TEXT NOT NULL, scale INTEGER NOT NULL, statement TEXT, origin TEXT NOT NULL, box TEXT
);
CREATE INDEX facts_document ON facts(document, standard);
CREATE INDEX facts_standard ON facts(standard, period_end);
CREATE TABLE pending(document TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Store:
    """One SQLite database in WAL mode. Safe to use from several threads (each gets a connection of its own)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    @classmethod
    def create(cls, path: Path, **meta: str) -> "Store":
        """Make a new database; `meta` is recorded in it."""
        store = cls(path)
        store.db.execute("PRAGMA journal_mode=WAL")
        with store.write() as db:
            for statement in SCHEMA.split(";\n"):
                if statement.strip():
                    db.execute(statement)
            values = {"format": FORMAT, **meta}
            db.executemany("INSERT INTO meta VALUES(?, ?)", values.items())
        return store

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection.

        Raises:
            NotAnIndex: the file is no index of this version.
            IndexDamaged: SQLite cannot read it.
        """
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA cache_size=-65536")
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = self._local.documents = None

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is committed at the end, or none."""
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def meta(self) -> dict[str, str]:
        """What was recorded when the index was made."""
        try:
            found = {row["key"]: row["value"] for row in self.db.execute("SELECT key, value FROM meta")}
        except sqlite3.OperationalError as error:
            raise NotAnIndex(
                f"{self.path.parent} holds no index ({error}): name another folder or make one with `footnote ingest`"
            ) from None
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(
                f"the index in {self.path.parent} is damaged ({error}): "
                "move the folder away and run `footnote ingest` on the filings again"
            ) from None
        if found.get("format") != FORMAT:
            raise NotAnIndex(
                f"the index in {self.path.parent} was made by another version of footnote: "
                "move the folder away and run `footnote ingest` on the filings again"
            )
        return found

    # Writing

    def add(
        self,
        document: Document,
        parsed: Parsed,
        chunks: Sequence[Chunk],
        hashes: Sequence[str],
        file: KnownFile,
    ) -> None:
        """Make one document visible, in one commit; what the file at the same path held before goes in that commit.

        `hashes` are the keys in `vectors` of each chunk's embedded text.
        """
        identity = document.identity
        with self.write() as db:
            before = db.execute("SELECT document FROM files WHERE path=?", (file.path,)).fetchone()
            self._delete(db, document.id)
            db.execute(
                "INSERT INTO documents VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    document.id, document.source, document.path, document.sha256, identity.company, identity.form,
                    identity.fiscal_year, identity.fiscal_quarter, records.iso(identity.period_end),
                    records.iso(identity.filing_date), identity.ticker, json.dumps(identity.origins), len(parsed.pages),
                    len(chunks), len(parsed.facts),
                ),
            )  # fmt: skip
            db.executemany(
                "INSERT INTO pages VALUES(?,?,?,?,?)",
                ((document.id, p.number, p.printed, p.section, p.text) for p in parsed.pages),
            )
            db.executemany(
                "INSERT INTO tables VALUES(?,?,?,?,?,?,?,?)",
                (records.from_table(document.id, t) for t in parsed.tables),
            )
            db.executemany(
                "INSERT INTO chunks(document, ordinal, page, kind, header, text, vector) VALUES(?,?,?,?,?,?,?)",
                (
                    (c.document, c.ordinal, c.page, c.kind, c.header, c.text, h)
                    for c, h in zip(chunks, hashes, strict=True)
                ),
            )
            db.execute(
                "INSERT INTO chunks_fts(rowid, header, text) SELECT id, header, text FROM chunks WHERE document=?",
                (document.id,),
            )
            db.executemany(
                "INSERT INTO facts(document, standard, concept, label, value, unit, period_start, period_end,"
                " dimensions, page, printed, scale, statement, origin, box) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (records.from_fact(document.id, f) for f in parsed.facts),
            )
            self._remember(db, file)
            if before is not None and before["document"] != document.id:
                self._forget_unheld(db, before["document"])
            db.execute("DELETE FROM pending WHERE document=?", (document.id,))

    def remember(self, file: KnownFile) -> None:
        """Record that the file holds a visible document; the one it held before goes if no file holds it."""
        with self.write() as db:
            before = db.execute("SELECT document FROM files WHERE path=?", (file.path,)).fetchone()
            self._remember(db, file)
            if before is not None and before["document"] != file.document:
                self._forget_unheld(db, before["document"])

    def remove(self, document: str) -> None:
        """Take a document out, with all that came from it. Its vectors in Chroma wait in `pending`."""
        with self.write() as db:
            # An archive that held it is no longer done with: ingested again, it brings the document back.
            db.execute(
                "DELETE FROM files WHERE document='' AND EXISTS (SELECT 1 FROM files AS held WHERE held.document=?"
                " AND substr(held.path, 1, length(files.path) + 1) = files.path || '/')",
                (document,),
            )
            db.execute("DELETE FROM files WHERE document=?", (document,))
            self._forget_unheld(db, document)

    def finish_archive(self, archive: KnownFile, failed: Sequence[str]) -> None:
        """Take out what has left an archive: its members that were last seen in another state of it, but for `failed`
        ones, whose old selves stay. If none failed, the archive is remembered as done with."""
        with self.write() as db:
            members = db.execute(
                "SELECT path, document FROM files WHERE substr(path, 1, length(?1) + 1) = ?1 || '/'"
                " AND (size, mtime_ns) != (?2, ?3)",
                (archive.path, archive.size, archive.mtime_ns),
            ).fetchall()
            for path, document in members:
                if path not in failed:
                    db.execute("DELETE FROM files WHERE path=?", (path,))
                    self._forget_unheld(db, document)
            if not failed:
                self._remember(db, archive)

    def put_pending(self, document: str) -> None:
        """Note that Chroma may hold vectors of a document that is not visible."""
        with self.write() as db:
            db.execute("INSERT OR IGNORE INTO pending VALUES(?)", (document,))

    def pending(self) -> list[str]:
        """Documents whose vectors in Chroma are to be swept."""
        return [row[0] for row in self.db.execute("SELECT document FROM pending")]

    def swept(self, documents: Iterable[str]) -> None:
        """Chroma has forgotten these; unused vectors go too."""
        with self.write() as db:
            db.executemany("DELETE FROM pending WHERE document=?", ((d,) for d in documents))
            db.execute("DELETE FROM vectors WHERE hash NOT IN (SELECT vector FROM chunks)")

    def put_vectors(self, vectors: Iterable[tuple[str, Vector]]) -> None:
        """Keep embeddings (as float16) under the hash of the text they embed."""
        with self.write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO vectors VALUES(?, ?)",
                ((h, v.astype(np.float16).tobytes()) for h, v in vectors),
            )

    @staticmethod
    def _remember(db: sqlite3.Connection, file: KnownFile) -> None:
        row = (file.path, file.document, file.size, file.mtime_ns)
        db.execute("INSERT OR REPLACE INTO files VALUES(?,?,?,?)", row)

    def _forget_unheld(self, db: sqlite3.Connection, document: str) -> None:
        if document and db.execute("SELECT 1 FROM files WHERE document=?", (document,)).fetchone() is None:
            self._delete(db, document)
            db.execute("INSERT OR IGNORE INTO pending VALUES(?)", (document,))

    @staticmethod
    def _delete(db: sqlite3.Connection, document: str) -> None:
        db.execute(
            "INSERT INTO chunks_fts(chunks_fts, rowid, header, text)"
            " SELECT 'delete', id, header, text FROM chunks WHERE document=?",
            (document,),
        )
        for table in ("chunks", "pages", "tables", "facts"):
            db.execute(f"DELETE FROM {table} WHERE document=?", (document,))
        db.execute("DELETE FROM documents WHERE id=?", (document,))

    # Reading

    def vectors(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """The kept embeddings of those hashes that are known."""
        found: dict[str, Vector] = {}
        for some in _batches(hashes, 500):
            marks = ",".join("?" * len(some))
            for row in self.db.execute(f"SELECT hash, vector FROM vectors WHERE hash IN ({marks})", some):
                found[row["hash"]] = np.frombuffer(row["vector"], dtype=np.float16).astype(np.float32)
        return found

    def known_file(self, path: str) -> KnownFile | None:
        """What was seen of the file at this path, if it was ingested."""
        row = self.db.execute("SELECT path, document, size, mtime_ns FROM files WHERE path=?", (path,)).fetchone()
        return KnownFile(*row) if row else None

    def known_members(self, archive: str) -> list[KnownFile]:
        """What was seen of the files in the archive at this path."""
        sql = "SELECT path, document, size, mtime_ns FROM files WHERE substr(path, 1, length(?1) + 1) = ?1 || '/'"
        return [KnownFile(*row) for row in self.db.execute(sql, (archive,))]

    def documents(self) -> list[Document]:
        """All documents, by company and period."""
        db = self.db
        # What other connections commit changes the one number, what this one does the other.
        state = (db.execute("PRAGMA data_version").fetchone()[0], db.total_changes)
        held: tuple[tuple[int, int], list[Document]] | None = getattr(self._local, "documents", None)
        if held is None or held[0] != state:
            rows = db.execute("SELECT * FROM documents ORDER BY company, fiscal_year, fiscal_quarter, source")
            held = self._local.documents = (state, [records.document(row) for row in rows])
        return list(held[1])

    def document(self, key: str) -> Document | None:
        """The document with this id, an unambiguous beginning of it (6 or more characters), or this file name."""
        rows = self.db.execute("SELECT * FROM documents WHERE id=? OR source=? OR path=?", (key, key, key)).fetchall()
        if not rows and len(key) >= 6:
            rows = self.db.execute("SELECT * FROM documents WHERE substr(id, 1, ?)=?", (len(key), key)).fetchall()
        return records.document(rows[0]) if len(rows) == 1 else None

    def counts(self) -> dict[str, int]:
        """How many documents, pages, chunks and facts are visible."""
        row = self.db.execute(
            "SELECT count(*), coalesce(sum(pages), 0), coalesce(sum(chunks), 0), coalesce(sum(facts), 0) FROM documents"
        ).fetchone()
        return dict(zip(("documents", "pages", "chunks", "facts"), row, strict=True))

    def page(self, document: str, number: int) -> Page | None:
        """One page with its text."""
        row = self.db.execute("SELECT * FROM pages WHERE document=? AND number=?", (document, number)).fetchone()
        return Page(row["number"], row["text"], row["printed"], row["section"]) if row else None

    def pages(self, document: str) -> list[Page]:
        """All pages of a document."""
        rows = self.db.execute("SELECT * FROM pages WHERE document=? ORDER BY number", (document,))
        return [Page(row["number"], row["text"], row["printed"], row["section"]) for row in rows]

    def pages_with(self, words: str, documents: Sequence[str]) -> list[tuple[str, Page]]:
        """The pages of these documents that print the words next to each other, in any case and over line ends."""
        parts = words.split()
        if not parts:
            return []
        pattern = re.compile(
            r"(?<!\w)" + r"[\s-]+".join(map(re.escape, parts)) + r"(?!\w)" if words.isascii() else re.escape(words),
            re.IGNORECASE,
        )
        wanted = frozenset(documents)
        longest = max(parts, key=len).replace("!", "!!").replace("%", "!%").replace("_", "!_")
        rows = self.db.execute(
            "SELECT * FROM pages WHERE text LIKE ? ESCAPE '!' ORDER BY document, number", (f"%{longest}%",)
        )
        return [
            (row["document"], Page(row["number"], row["text"], row["printed"], row["section"]))
            for row in rows
            if row["document"] in wanted and pattern.search(row["text"])
        ]

    def tables(self, document: str, page: int | None = None, statement: Statement | None = None) -> list[Table]:
        """The tables of a document, those that touch `page`, or those of one statement."""
        sql, values = "SELECT * FROM tables WHERE document=?", [document]
        if page is not None:
            sql += f" AND page<={int(page)} AND last_page>={int(page)}"
        if statement is not None:
            sql += " AND statement=?"
            values.append(statement.value)
        return [records.table(row) for row in self.db.execute(sql + " ORDER BY page, rowid", values)]

    def facts(
        self,
        documents: Sequence[str] | None = None,
        standard: Sequence[str] | None = None,
        label: str | None = None,
    ) -> list[tuple[str, Fact]]:
        """Facts with the id of their document; `label` is looked for in the printed label and the concept."""
        conditions, values = [], list[str]()
        for column, wanted in (("document", documents), ("standard", standard)):
            if wanted is not None:
                conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        if label is not None:
            conditions.append("(label LIKE ? ESCAPE '!' OR concept LIKE ? ESCAPE '!' OR standard = ?)")
            pattern = label.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            values += [f"%{pattern}%", f"%{pattern}%", label]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return [
            (row["document"], records.fact(row))
            for row in self.db.execute(f"SELECT * FROM facts{where} ORDER BY id", values)
        ]

    def chunks_of(self, documents: Sequence[str]) -> dict[str, int]:
        """How many chunks each of these documents has."""
        marks = ",".join("?" * len(documents))
        rows = self.db.execute(f"SELECT id, chunks FROM documents WHERE id IN ({marks})", list(documents))
        return {row["id"]: row["chunks"] for row in rows}

    def keyword_search(
        self, words: Sequence[str], k: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, int, float]]:
        """The k best chunks by BM25 for any of these words, as (document, ordinal, score); higher is better."""
        return keywords.search(self.db, words, k, documents)

    def passages(self, places: Sequence[tuple[str, int, float]]) -> list[Passage]:
        """Chunks given as (document, ordinal, score), in that order; those that are not visible are left out."""
        known = {d.id: d for d in self.documents()}
        found = []
        for document, ordinal, score in places:
            owner = known.get(document)
            row = self.db.execute(
                "SELECT page, kind, header, text FROM chunks WHERE document=? AND ordinal=?",
                (document, ordinal),
            ).fetchone()
            if owner is not None and row is not None:
                found.append(
                    Passage(
                        document,
                        owner.source,
                        row["page"],
                        score,
                        row["text"],
                        row["header"],
                        row["kind"],
                        owner.identity,
                    )
                )
        return found

    def first_chunk(self, document: str, page: int) -> list[tuple[str, int, float]]:
        """The place of a page's first chunk; none when the page has no text."""
        row = self.db.execute(
            "SELECT ordinal FROM chunks WHERE document=? AND page=? ORDER BY ordinal LIMIT 1", (document, page)
        ).fetchone()
        return [(document, row["ordinal"], 0.0)] if row else []

    def all_vectors(self, documents: Iterable[str] | None = None) -> Iterator[tuple[str, int, int, Vector]]:
        """Each visible chunk's (document, ordinal, page, embedding), of these documents or all."""
        sql = "SELECT c.document, c.ordinal, c.page, v.vector FROM chunks c JOIN vectors v ON v.hash = c.vector"
        if documents is None:
            rows: Iterable[sqlite3.Row] = self.db.execute(f"{sql} ORDER BY c.id")
        else:
            rows = (row for d in documents for row in self.db.execute(f"{sql} WHERE c.document=?", (d,)))
        for row in rows:
            yield (
                row[0],
                row[1],
                row[2],
                np.frombuffer(row[3], dtype=np.float16).astype(np.float32),
            )


def _batches(items: Sequence[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])

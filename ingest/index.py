"""An index: a folder with one SQLite database (the truth) and one Chroma (dense search)."""

import fcntl
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.document import Document, Passage
from ingest.embed import Embedder
from ingest.errors import EmbeddingMismatch, IndexBusy, IndexDamaged, NotAnIndex
from ingest.settings import settings
from ingest.store import Store
from ingest.vectors import Vectors

__all__ = ["Index"]

DATABASE = "index.sqlite"
REBUILD_BATCH = 4000
FEW_CHUNKS = 500  # in so many, all are compared with a question


class Index:
    """An index folder, opened. Use `Index.open` or `Index.create`; close it, or use it in a `with`.

    Readers in any number of processes see what is committed, also while another process writes.
    """

    def __init__(self, folder: Path, store: Store, embedder: Embedder, vectors: Vectors) -> None:
        self.folder = folder
        self.store = store
        self.embedder = embedder
        self.vectors = vectors
        self._checked = False
        self._asked: tuple[str, npt.NDArray[np.float32]] | None = None

    @classmethod
    def open(cls, folder: str | Path, embedding_model: str | None = None) -> "Index":
        """Open an index that exists.

        Raises:
            NotAnIndex: the folder is missing or holds no index.
            EmbeddingMismatch: `embedding_model` (or else the setting, if it is set) is not the one it was built with.
            IndexDamaged: the database cannot be read.
        """
        folder = Path(folder)
        if not (folder / DATABASE).is_file():
            what = "is not a footnote index" if folder.exists() else "does not exist"
            raise NotAnIndex(f"{folder} {what}: make one with `footnote ingest PATH --index {folder}`")
        store = Store(folder / DATABASE)
        meta = store.meta()
        if embedding_model is None and "embedding_model" in settings().model_fields_set:
            embedding_model = settings().embedding_model
        if embedding_model is not None and embedding_model != meta["embedding_model"]:
            raise EmbeddingMismatch(
                f"the index in {folder} was built with the embedding model {meta['embedding_model']}, not "
                f"{embedding_model}: leave FOOTNOTE_EMBEDDING_MODEL unset, or ingest into a new folder"
            )
        vectors = Vectors(folder, meta["collection"], settings().chroma_url)
        return cls(folder, store, Embedder(meta["embedding_model"]), vectors)

    @classmethod
    def create(cls, folder: str | Path, embedding_model: str | None = None) -> "Index":
        """Open the index in this folder, or make one where there is none.

        Raises:
            NotAnIndex: the folder holds other things.
            EmbeddingMismatch: see `open`.
        """
        folder = Path(folder)
        if not (folder / DATABASE).is_file():
            if folder.exists() and not folder.is_dir():
                raise NotAnIndex(f"{folder} is a file: name a folder for the index")
            if folder.is_dir() and any(
                not p.name.startswith(("chroma", "writing", DATABASE)) for p in folder.iterdir()
            ):
                raise NotAnIndex(f"{folder} holds other files and no index: name an empty or new folder for the index")
            folder.mkdir(parents=True, exist_ok=True)
            while not (folder / DATABASE).is_file():
                try:
                    with _writer(folder):
                        _make(folder, embedding_model or settings().embedding_model)
                except IndexBusy:  # another process is making it
                    time.sleep(0.05)
        return cls.open(folder, embedding_model)

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and, if this process started it, the Chroma server."""
        self.store.close()
        self.vectors.close()

    @contextmanager
    def writing(self, wait: Callable[[], None] | None = None) -> Iterator[None]:
        """Be the one writer; sweeps what an earlier writer left behind.

        `wait` is called once if another process is writing, and then this waits for it; without `wait`:

        Raises:
            IndexBusy: another process is writing.
        """
        with _writer(self.folder, wait):
            self.sweep()
            yield

    def sweep(self) -> None:
        """Make Chroma forget what is not visible any more, or never became so."""
        pending = self.store.pending()
        if pending:
            self.vectors.delete(pending)
            # One that was being read again when its writer was killed is visible still.
            self._restore(document for document in pending if self.store.document(document) is not None)
            self.store.swept(pending)

    def _restore(self, documents: Iterable[str] | None = None, on_progress: Callable[[int], None] | None = None) -> int:
        """Give Chroma the vectors kept in SQLite, of these documents or all; returns how many."""
        ids, held, done = [], [], 0
        for document, ordinal, page, vector in self.store.all_vectors(documents):
            ids.append((document, ordinal, page))
            held.append(vector)
            if len(ids) == REBUILD_BATCH:
                self.vectors.add(ids, np.stack(held))
                done += len(ids)
                if on_progress:
                    on_progress(done)
                ids, held = [], []
        if ids:
            self.vectors.add(ids, np.stack(held))
        return done + len(ids)

    def documents(self) -> list[Document]:
        """All documents, by company and period."""
        return self.store.documents()

    def remove(self, key: str) -> Document:
        """Take out a document given by id or file name, and everything that came from it.

        Raises:
            NotAnIndex: no such document.
        """
        document = self.store.document(key)
        if document is None:
            raise NotAnIndex(
                f"no document {key!r} in {self.folder}: `footnote documents --index {self.folder}` lists them"
            )
        with self.writing():
            self.store.remove(document.id)
            self.sweep()
        return document

    def check(self) -> None:
        """Compare the two halves.

        Raises:
            IndexDamaged: vectors of visible chunks are missing.
        """
        want, have = self.store.counts()["chunks"], self.vectors.count()
        if have < want:
            raise IndexDamaged(
                f"the index in {self.folder} is damaged ({want - have} of {want} vectors are missing): "
                f"run `footnote rebuild --index {self.folder}`"
            )

    def rebuild(self, on_progress: Callable[[int], None] = lambda done: None) -> int:
        """Make Chroma anew from the vectors kept in SQLite, with no embedding; returns how many."""
        with _writer(self.folder):
            self.vectors.reset()
            done = self._restore(on_progress=on_progress)
            self.store.swept(self.store.pending())
            return done

    def dense_search(
        self, question: str, k: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, int, float]]:
        """The k chunks nearest in meaning, as (document, ordinal, cosine similarity)."""
        if not self._checked:  # once a process: evidence must not go missing in silence
            self.check()
            self._checked = True
        vector = self._embedded(question)
        if documents is not None:
            chunks = self.store.chunks_of(documents)
            if sum(chunks.values()) <= FEW_CHUNKS:
                return self.vectors.search_all(vector, k, chunks)
        if documents is not None and len(documents) >= self.store.counts()["documents"]:
            documents = None  # a filter that keeps all costs as much as one that does not
        return self.vectors.search(vector, k, documents)

    def _embedded(self, question: str) -> npt.NDArray[np.float32]:
        """The embedding of a question, kept for the next search: one question is asked of several sets of filings."""
        asked = self._asked
        if asked is None or asked[0] != question:
            asked = self._asked = (question, self.embedder.encode([question])[0])
        return asked[1]

    def passages(self, places: Sequence[tuple[str, int, float]]) -> list[Passage]:
        """Chunks given as (document, ordinal, score) as passages; those not visible are left out."""
        return self.store.passages(places)

    def page_passages(self, pages: Sequence[tuple[str, int]]) -> list[Passage]:
        """Pages given as (document, page), each as the passage of its first chunk."""
        return self.store.passages([place for page in pages for place in self.store.first_chunk(*page)])


def _make(folder: Path, embedding_model: str) -> None:
    """Make the database of an index, unless it was made meanwhile: beside, and moved into place, so that a kill leaves
    no half-made one."""
    if not (folder / DATABASE).is_file():
        new = folder / f"{DATABASE}.{uuid.uuid4().hex}"
        Store.create(new, embedding_model=embedding_model, collection=f"chunks-{uuid.uuid4().hex}").close()
        new.replace(folder / DATABASE)


@contextmanager
def _writer(folder: Path, wait: Callable[[], None] | None = None) -> Iterator[None]:
    file = os.open(folder / "writing.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if wait is None:
                    raise IndexBusy(
                        f"another process is writing to the index in {folder}: try again when it has ended"
                    ) from None
                if not told:
                    wait()
                    told = True
                time.sleep(0.2)
        yield
    finally:
        os.close(file)
